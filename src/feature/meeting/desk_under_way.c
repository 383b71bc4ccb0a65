/* What a conference at its desk says so far, as if it were entered: for its papers. */
#include "base/vi_day.h"
#include "feature/meeting/desk_form.h"
#include "feature/meeting/desk_store.h"

static struct attendee attendee_from(const struct read_person *person)
{
    return (struct attendee){.section = person->section,
                             .is_group = person->is_group,
                             .label = person->label,
                             .form = person->form,
                             .name = person->name,
                             .invited = person->invited,
                             .present = person->present};
}

static struct meeting meeting_from(const struct conference *conference)
{
    struct meeting meeting = {.unit = conference->unit->id,
                              .day = conference->day,
                              .number = conference->number,
                              .kind = conference->kind,
                              .day_part = conference->day_part,
                              .period = conference->period,
                              .has_programme = conference->has_programme,
                              .programme = conference->programme,
                              .issuer = conference->issuer,
                              .place = conference->place,
                              .chair = conference->chair,
                              .speaker = conference->speaker,
                              .opinions = conference->opinions_count,
                              .consent = conference->consent};
    for (size_t i = 0; i < conference->people.count; i++) {
        meeting.invited += conference->people.at[i].invited;
        meeting.present += conference->people.at[i].present;
    }
    return meeting;
}

bool meeting_under_way(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                       struct day day, int64_t number, struct meeting_under_way *under_way,
                       struct error *err)
{
    struct kept_conference kept;
    struct desk_checking checking;
    struct conference conference;
    struct conference_form form;
    struct form pairs = {0};
    if (!conference_kept(db, mem, unit->code, day, number, &kept, err))
        return false;
    if (kept.id == 0)
        return fail(err, ERROR_MISSING, "ngay", "không có hội nghị nào đang ghi ngày %.*s",
                    STR_ARG(vi_day(mem, day)));
    if (!form_read_pairs(mem, kept.cells, &pairs, err) ||
        !desk_checking_begin(book, db, mem, unit, day, &checking, err))
        return false;
    conference_form_take(mem, &pairs, &form);
    conference_form_check(&checking, &form, &conference);
    conference.day = day; /* what was typed since may be no day */
    *under_way = (struct meeting_under_way){.unit = unit, .meeting = meeting_from(&conference)};
    for (size_t i = 0; i < conference.people.count; i++)
        *list_add(&under_way->attendees, mem) = attendee_from(&conference.people.at[i]);
    for (size_t i = 0; i < conference.agenda.count; i++)
        *list_add(&under_way->agenda, mem) = conference.agenda.at[i];
    return true;
}
