/* What the pages of the outgoing register share: whose it is, and a number with what it is about.
 */
#include "base/unicode.h"
#include "base/vi_day.h"
#include "feature/paper/register_desk.h"

static const struct unit *unit_held(struct request *req, const char *roles,
                                    const struct register_place *place)
{
    if (visitor_may(req->visitor, roles, place->home))
        return place->home;
    for (size_t i = 0; i < req->visitor->roles_count; i++) {
        const struct unit *unit = unit_find(place->units, req->visitor->roles[i].unit);
        if (unit && visitor_may(req->visitor, roles, unit))
            return unit;
    }
    return place->home;
}

bool register_place_read(struct request *req, const char *roles, struct register_place *place,
                         struct error *err)
{
    struct str code = request_text(req, "don-vi");
    *place = (struct register_place){.units = unit_tree_of(req->book, req->db, err)};
    if (!place->units)
        return false;
    place->home = unit_home(place->units);
    if (!place->home)
        return fail(err, ERROR_MISSING, "don-vi", "sổ này chưa có đơn vị nên chưa có văn bản");
    place->unit = code.len ? unit_find(place->units, code) : unit_held(req, roles, place);
    if (!place->unit)
        return fail(err, ERROR_MISSING, "don-vi", "sổ không có đơn vị «%.*s»", STR_ARG(code));
    if (!visitor_may(req->visitor, roles, place->unit))
        return fail(err, ERROR_DENIED, "don-vi",
                    "văn bản của nơi này không thuộc phần việc của bạn");
    place->may_number = visitor_may(req->visitor, MAY_NUMBER, place->unit);
    return meetings_of(req->db, req->mem, place->unit->id, &place->meetings, err);
}

/* ---- addresses ---- */

struct str register_address(struct arena *mem, const struct unit *unit, struct str part)
{
    return str_format(mem, REGISTER_ADDRESS "%.*s?don-vi=%.*s", STR_ARG(part), STR_ARG(unit->code));
}

struct str register_take_address(struct arena *mem, const struct unit *unit, enum paper_type type,
                                 struct str about)
{
    return str_format(mem, "%.*s&loai=%.*s&ve=%.*s",
                      STR_ARG(register_address(mem, unit, S("/lay-so"))),
                      STR_ARG(paper_kind(type)->code), STR_ARG(about));
}

struct str register_meeting_part(struct arena *mem, const struct meeting *meeting)
{
    struct str day = day_text(mem, meeting->day);
    return meeting->number == 1
               ? day
               : str_format(mem, "%.*s-%lld", STR_ARG(day), (long long)meeting->number);
}

/* ---- a number ---- */

static void about_fill(struct arena *mem, const struct register_place *place,
                       struct register_row *row)
{
    const struct paper *paper = &row->paper;
    struct period period;
    struct error ignored;
    struct str about = paper->subject;
    row->about_address = S("");
    if (paper_kind(paper->type)->is_of_meeting) {
        for (size_t i = 0; i < place->meetings.count; i++)
            if (str_is(place->meetings.at[i].no, about)) {
                const struct meeting *meeting = &place->meetings.at[i];
                row->about_address = meeting_address(mem, meeting, place->unit, place->home);
                about = register_meeting_part(mem, meeting);
                break;
            }
    } else if (period_read(about, &period, &ignored)) {
        row->about_address = paper->type == PAPER_REPORT
                                 ? review_address(mem, period, place->unit, place->home)
                                 : programme_address(mem, period, place->unit, place->home);
    }
    row->take_address = register_take_address(mem, place->unit, paper->type, about);
}

bool register_entry_told(struct request *req, int64_t i, struct str *who, struct str *moment,
                         struct error *err)
{
    struct entry entry;
    struct str bytes;
    if (!journal_entry(req->db, req->mem, i, &bytes, err) ||
        !entry_read(req->mem, bytes, &entry, err) ||
        !account_name(req->db, req->mem, entry.by, who, err))
        return false;
    if (str_is(entry.by, S("system")))
        *who = html_translate(req->messages, S("nhập bằng tệp hoặc lệnh"));
    *moment = vi_moment(req->mem, entry.at);
    return true;
}

bool register_row_fill(struct request *req, const struct register_place *place,
                       const struct paper *paper, struct register_row *row, struct error *err)
{
    struct arena *mem = req->mem;
    *row =
        (struct register_row){.paper = *paper,
                              .type = unicode_upper_first(mem, paper_kind(paper->type)->label),
                              .day = vi_day(mem, paper->day),
                              .address = register_address(
                                  mem, place->unit, str_format(mem, "/%.*s", STR_ARG(paper->no)))};
    about_fill(mem, place, row);
    return register_entry_told(req, paper->entry, &row->who, &row->moment, err);
}
