/* /lam-viec/so-cong-van: the numbers of a unit and year, and the papers that still have none. */
#include "base/unicode.h"
#include "base/vi_day.h"
#include "feature/paper/paper_parts.h"
#include "feature/paper/register_desk.h"

enum { YEARS_MAX = 60 };

static int64_t year_of(struct day day)
{
    int32_t year = 0, month, day_of_month;
    if (day_is_known(day))
        day_parts(day, &year, &month, &day_of_month);
    return year;
}

/* ---- what can be chosen ---- */

static void option_add(struct arena *mem, struct register_options *options, struct str value,
                       struct str label, bool is_chosen)
{
    *list_add(options, mem) = (struct register_option){value, label, is_chosen};
}

/* The units with numbers that are the visitor's, the one that is shown among them. */
static bool units_offer(struct request *req, struct register_page *page, struct error *err)
{
    struct paper_units ids = {0};
    const struct register_place *place = page->place;
    bool is_offered = false;
    if (!paper_units(req->db, req->mem, &ids, err))
        return false;
    for (size_t i = 0; i < ids.count; i++) {
        const struct unit *unit = unit_by_id(place->units, ids.at[i]);
        if (!unit || !visitor_may(req->visitor, MAY_READ_REGISTER, unit))
            continue;
        is_offered |= unit == place->unit;
        option_add(req->mem, &page->units, unit->code, unit_title(req->mem, unit),
                   unit == place->unit);
    }
    if (!is_offered)
        option_add(req->mem, &page->units, place->unit->code, page->unit_name, true);
    return true;
}

/* From the first year of which anything is known to the one that goes on. Without a choice the
 * newest that has numbers or that the book tells of. */
static bool years_offer(struct request *req, struct register_page *page, struct error *err)
{
    struct day known;
    int64_t first, last, asked;
    const struct meetings *meetings = &page->place->meetings;
    struct str typed = request_text(req, "nam");
    if (!paper_years(req->db, page->place->unit->id, &first, &last, err) ||
        !unit_day_known(req->db, &known, err))
        return false;
    int64_t now = year_of(book_today(req->book)), told = year_of(known);
    asked = last > told ? last : told ? told : now;
    if (typed.len && (!str_to_int(typed, &asked) || asked < 1901 || asked > 2198))
        return fail(err, ERROR_MISSING, "nam", "không có năm «%.*s»", STR_ARG(typed));
    if (meetings->count && (!first || year_of(meetings->at[meetings->count - 1].day) < first))
        first = year_of(meetings->at[meetings->count - 1].day);
    if (!first || (told && told < first))
        first = told ? told : now;
    if (asked < first)
        first = asked;
    last = now > last ? now : last;
    last = asked > last ? asked : last;
    for (int64_t year = last; year >= first && page->years.count < YEARS_MAX; year--) {
        struct str text = str_format(req->mem, "%lld", (long long)year);
        option_add(req->mem, &page->years, text, text, year == asked);
    }
    page->year = asked;
    return true;
}

static bool types_offer(struct request *req, struct register_page *page, struct str *chosen,
                        struct error *err)
{
    struct str typed = request_text(req, "loai");
    *chosen = S("");
    option_add(req->mem, &page->types, S(""), html_translate(req->messages, S("Mọi loại")),
               typed.len == 0);
    for (int i = 0; i < PAPER_TYPES; i++) {
        const struct paper_kind *kind = paper_kind((enum paper_type)i);
        if (kind->pattern.len == 0)
            continue;
        bool is_chosen = str_is(typed, kind->code);
        if (is_chosen)
            *chosen = kind->code;
        option_add(req->mem, &page->types, kind->code, unicode_upper_first(req->mem, kind->label),
                   is_chosen);
    }
    return typed.len == 0 || chosen->len ||
           fail(err, ERROR_MISSING, "loai", "không có loại văn bản «%.*s»", STR_ARG(typed));
}

/* ---- papers without a number ---- */

/* One of the type about this, unless it has a number, is there already, or is not asked for. */
static bool waiting_add(struct request *req, struct register_page *page, struct str chosen,
                        enum paper_type type, struct str about, int64_t number, struct error *err)
{
    struct paper_subject subject;
    struct paper paper;
    bool is_found;
    struct arena *mem = req->mem;
    if (chosen.len && !str_is(chosen, paper_kind(type)->code))
        return true;
    if (!paper_subject(req->db, mem, type, page->place->unit, about, number, &subject, err) ||
        !paper_of(req->db, mem, &subject, &paper, &is_found, err))
        return false;
    if (paper_kind(type)->is_of_meeting)
        about = register_meeting_part(mem, &subject.meeting);
    struct str address = register_take_address(mem, page->place->unit, type, about);
    for (size_t i = 0; i < page->waiting.count; i++)
        is_found |= str_is(page->waiting.at[i].take_address, address);
    if (!is_found)
        *list_add(&page->waiting, mem) =
            (struct register_waiting){paper_kind(type)->label, paper_title(mem, &subject), address};
    return true;
}

static bool reports_wait(struct request *req, struct register_page *page, struct str chosen,
                         struct error *err)
{
    struct issued_reviews reviews = {0};
    if (!reviews_issued(req->db, req->mem, page->place->unit, &reviews, err))
        return false;
    for (size_t i = 0; i < reviews.count; i++) {
        const struct issued_review *review = &reviews.at[i];
        if (review->period.year != page->year && year_of(review->day) != page->year)
            continue;
        if (!waiting_add(req, page, chosen, PAPER_REPORT, period_code(req->mem, review->period), 1,
                         err))
            return false;
    }
    return true;
}

static bool meetings_wait(struct request *req, struct register_page *page, struct str chosen,
                          struct error *err)
{
    for (size_t i = 0; i < page->place->meetings.count; i++) {
        const struct meeting *meeting = &page->place->meetings.at[i];
        struct str day = day_text(req->mem, meeting->day);
        if (year_of(meeting->day) != page->year)
            continue;
        if (!waiting_add(req, page, chosen, PAPER_INVITATION, day, meeting->number, err) ||
            !waiting_add(req, page, chosen, PAPER_MINUTES, day, meeting->number, err))
            return false;
        if (meeting->has_programme &&
            !waiting_add(req, page, chosen, PAPER_PROGRAMME,
                         period_code(req->mem, meeting->programme), 1, err))
            return false;
    }
    return true;
}

/* Also those of the year's halves, which no conference need have set out. */
static bool programmes_wait(struct request *req, struct register_page *page, struct str chosen,
                            struct error *err)
{
    struct day known;
    if (!unit_day_known(req->db, &known, err))
        return false;
    for (int32_t half = 1; half <= 2; half++) {
        struct period period = {PERIOD_HALF, (int32_t)page->year, half};
        if (programme_is_near(period, known) &&
            !waiting_add(req, page, chosen, PAPER_PROGRAMME, period_code(req->mem, period), 1, err))
            return false;
    }
    return true;
}

/* ---- the page ---- */

/* The list as it was chosen, its first page. */
static struct str list_address(struct arena *mem, const struct register_page *page, struct str type)
{
    return str_format(mem, "%.*s&nam=%lld&loai=%.*s",
                      STR_ARG(register_address(mem, page->place->unit, S(""))),
                      (long long)page->year, STR_ARG(type));
}

static bool rows_fill(struct request *req, struct register_page *page, struct str type,
                      struct error *err)
{
    struct papers papers;
    const struct paper_choice choice = {page->place->unit->id, page->year, type};
    if (!pager_read(req, REGISTER_ROWS_SHOWN, &page->pager, err) ||
        !paper_count(req->db, &choice, &page->count, err) ||
        !pager_fill(req, &page->pager, list_address(req->mem, page, type), page->count, err) ||
        !paper_page(req->db, req->mem, &choice, REGISTER_ROWS_SHOWN, (int64_t)page->pager.skipped,
                    &papers, err))
        return false;
    for (size_t i = 0; i < papers.count; i++)
        if (!register_row_fill(req, page->place, &papers.at[i], list_add(&page->rows, req->mem),
                               err))
            return false;
    return true;
}

bool register_page(struct request *req, struct response *response, struct error *err)
{
    struct register_place place;
    struct str type;
    if (!register_place_read(req, MAY_READ_REGISTER, &place, err))
        return false;
    struct register_page page = {
        .place = &place,
        .unit_name = unit_title(req->mem, place.unit),
        .frame = {.title = html_translate(req->messages, S("Sổ văn bản đi")),
                  .address = S(REGISTER_ADDRESS)}};
    if (!units_offer(req, &page, err) || !years_offer(req, &page, err) ||
        !types_offer(req, &page, &type, err) || !rows_fill(req, &page, type, err))
        return false;
    if (place.may_number && page.pager.page == 1 &&
        (!reports_wait(req, &page, type, err) || !meetings_wait(req, &page, type, err) ||
         !programmes_wait(req, &page, type, err)))
        return false;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    register_html(&out, &page);
    return page_respond(response, &out, err);
}
