/* Conferences as rows: what projectors wrote and pages read. */
#include "feature/meeting/meeting_store.h"

#include "base/vi_text.h"

/* ---- conferences ---- */

#define MEETING_COLUMNS                                                                            \
    "SELECT id, entry, no, unit, day, number, kind, day_part, period, programme, issuer, place,"   \
    "       chair, speaker, opinions, invited, present, consent, voided, void_reason, void_at"     \
    "  FROM meeting"

static void meeting_take(struct query *query, struct arena *mem, struct meeting *meeting)
{
    struct error ignored; /* the projector read the period already */
    meeting->id = take_int(query);
    meeting->entry = take_int(query);
    meeting->no = take_text(query, mem);
    meeting->unit = take_int(query);
    meeting->day = take_day(query);
    meeting->number = take_int(query);
    meeting->kind = take_text(query, mem);
    meeting->day_part = take_text(query, mem);
    if (!period_read(take_text(query, mem), &meeting->period, &ignored))
        meeting->period = (struct period){0};
    struct str programme = take_text(query, mem);
    meeting->has_programme = programme.len && period_read(programme, &meeting->programme, &ignored);
    meeting->issuer = take_text(query, mem);
    meeting->place = take_text(query, mem);
    meeting->chair = take_text(query, mem);
    meeting->speaker = take_text(query, mem);
    meeting->opinions = take_int(query);
    meeting->invited = take_int(query);
    meeting->present = take_int(query);
    meeting->consent = take_day(query);
    meeting->is_voided = !take_is_null(query);
    meeting->void_entry = take_int(query);
    meeting->void_reason = take_text(query, mem);
    meeting->void_at = take_text(query, mem);
}

bool meetings_of(struct db *db, struct arena *mem, int64_t unit, struct meetings *meetings,
                 struct error *err)
{
    struct query query = db_query(db, MEETING_COLUMNS " WHERE unit = $1 AND voided IS NULL"
                                                      " ORDER BY day DESC, number DESC");
    *meetings = (struct meetings){0};
    bind_int(&query, unit);
    while (query_next(&query))
        meeting_take(&query, mem, list_add(meetings, mem));
    return query_end(&query, err);
}

bool meeting_find(struct db *db, struct arena *mem, int64_t unit, struct day day, int64_t number,
                  struct meeting *meeting, bool *is_found, struct error *err)
{
    struct query query =
        db_query(db, MEETING_COLUMNS " WHERE unit = $1 AND day = $2 AND number = $3");
    bind_int(&query, unit);
    bind_day(&query, day);
    bind_int(&query, number);
    *is_found = query_one(&query);
    if (*is_found)
        meeting_take(&query, mem, meeting);
    return query_end(&query, err);
}

bool meeting_of_id(struct db *db, struct arena *mem, int64_t id, struct meeting *meeting,
                   struct error *err)
{
    struct query query = db_query(db, MEETING_COLUMNS " WHERE id = $1");
    bind_int(&query, id);
    bool is_found = query_one(&query);
    if (is_found)
        meeting_take(&query, mem, meeting);
    if (!query_end(&query, err))
        return false;
    return is_found ||
           fail(err, ERROR_BROKEN, "meeting", "sổ không có hội nghị ở mục %lld", (long long)id);
}

bool meeting_of_no(struct db *db, struct arena *mem, struct str no, struct meeting *meeting,
                   struct error *err)
{
    struct query query = db_query(db, MEETING_COLUMNS " WHERE no = $1");
    bind_text(&query, no);
    bool is_found = query_one(&query);
    if (is_found)
        meeting_take(&query, mem, meeting);
    if (!query_end(&query, err))
        return false;
    return is_found || fail(err, ERROR_MISSING, "no", "sổ không có hội nghị số %.*s", STR_ARG(no));
}

bool meeting_attendance(struct db *db, struct arena *mem, int64_t meeting,
                        struct attendees *attendees, struct error *err)
{
    struct query query =
        db_query(db, "SELECT section, is_group, label, form, name, invited, present"
                     "  FROM attendance WHERE meeting = $1 ORDER BY ordinal");
    *attendees = (struct attendees){0};
    bind_int(&query, meeting);
    while (query_next(&query)) {
        struct attendee *attendee = list_add(attendees, mem);
        attendee->section = take_text(&query, mem);
        attendee->is_group = take_int(&query) != 0;
        attendee->label = take_text(&query, mem);
        attendee->form = take_text(&query, mem);
        attendee->name = take_text(&query, mem);
        attendee->invited = take_int(&query);
        attendee->present = take_int(&query);
    }
    return query_end(&query, err);
}

bool meeting_agenda(struct db *db, struct arena *mem, int64_t meeting, struct meeting_lines *lines,
                    struct error *err)
{
    struct query query =
        db_query(db, "SELECT title FROM meeting_agenda WHERE meeting = $1 ORDER BY ordinal");
    *lines = (struct meeting_lines){0};
    bind_int(&query, meeting);
    while (query_next(&query))
        *list_add(lines, mem) = take_text(&query, mem);
    return query_end(&query, err);
}

bool meeting_texts(struct db *db, struct arena *mem, int64_t meeting, struct str section,
                   struct meeting_lines *lines, struct error *err)
{
    struct query query = db_query(db, "SELECT text FROM meeting_text"
                                      " WHERE meeting = $1 AND section = $2 ORDER BY ordinal");
    *lines = (struct meeting_lines){0};
    bind_int(&query, meeting);
    bind_text(&query, section);
    while (query_next(&query))
        *list_add(lines, mem) = take_text(&query, mem);
    return query_end(&query, err);
}

bool meeting_issuer(struct db *db, struct arena *mem, const struct meeting *meeting,
                    struct str *name, struct error *err)
{
    struct unit_bodies bodies;
    const struct body_kind *kind = body_kind_meant(mem, meeting->issuer);
    *name = kind ? kind->label : meeting->issuer;
    if (!unit_bodies_on(db, mem, 0, meeting->day, &bodies, err))
        return false;
    for (size_t i = 0; i < bodies.count; i++)
        if (str_is(bodies.at[i].code, meeting->issuer))
            *name = bodies.at[i].name;
    return true;
}

/* ---- for writing ---- */

static bool count_between(struct query *query, int64_t *count, struct error *err)
{
    *count = query_one(query) ? take_int(query) : 0;
    return query_end(query, err);
}

bool meeting_next_no(struct db *db, struct arena *mem, bool is_task, int32_t year, struct str *no,
                     struct error *err)
{
    const char *kind = is_task ? "request" : "conference";
    int64_t count;
    /* Numbers have no gaps and none is ever taken back: the next one is behind their count. '0' is
     * the character behind '/'. */
    struct query query =
        db_query(db, is_task ? "SELECT COUNT(*) FROM task WHERE no > $1 AND no < $2"
                             : "SELECT COUNT(*) FROM meeting WHERE no > $1 AND no < $2");
    bind_text(&query, str_format(mem, "%s/%d/", kind, year));
    bind_text(&query, str_format(mem, "%s/%d0", kind, year));
    if (!count_between(&query, &count, err))
        return false;
    *no = str_format(mem, "%s/%d/%04lld", kind, year, (long long)count + 1);
    return true;
}

static struct str keyed(struct book *book, struct arena *mem, struct str what, struct str no,
                        struct str value)
{
    const struct str parts[] = {what, no, value};
    return book_keyed(book, mem, parts, COUNT_OF(parts));
}

bool meeting_is_known(struct book *book, struct str no, struct str bytes, bool *is_known,
                      struct error *err)
{
    auto_arena mem = {0};
    struct query query = db_query(book->db, "SELECT content FROM known_meeting WHERE no = $1");
    bind_text(&query, no);
    *is_known = query_one(&query) && str_is(take_bytes(&query, &mem),
                                            keyed(book, &mem, S("conference-file"), no, bytes));
    return query_end(&query, err);
}

bool meeting_note(struct book *book, struct str no, struct str bytes, struct error *err)
{
    auto_arena mem = {0};
    struct query query =
        db_query(book->db, "INSERT INTO known_meeting (no, content) VALUES ($1, $2)"
                           " ON CONFLICT (no) DO UPDATE SET content = excluded.content");
    bind_text(&query, no);
    bind_bytes(&query, keyed(book, &mem, S("conference-file"), no, bytes));
    return query_run(&query, NULL, err);
}

bool meeting_name_is_gone(struct book *book, struct str no, struct str name, bool *is_gone,
                          struct error *err)
{
    auto_arena mem = {0};
    struct query query =
        db_query(book->db, "SELECT 1 FROM meeting_name_gone WHERE no = $1 AND hash = $2");
    bind_text(&query, no);
    bind_bytes(&query, keyed(book, &mem, S("conference-name"), no, vi_fold_exact(&mem, name)));
    *is_gone = query_one(&query);
    return query_end(&query, err);
}

bool meeting_name_note_gone(struct book *book, struct str no, struct str name, struct error *err)
{
    auto_arena mem = {0};
    struct query query =
        db_query(book->db, "INSERT INTO meeting_name_gone (no, hash) VALUES ($1, $2)"
                           " ON CONFLICT (no, hash) DO NOTHING");
    bind_text(&query, no);
    bind_bytes(&query, keyed(book, &mem, S("conference-name"), no, vi_fold_exact(&mem, name)));
    return query_run(&query, NULL, err);
}

bool meeting_openings(struct db *db, struct arena *mem, int64_t meeting, int64_t task,
                      struct kept_openings *openings, struct error *err)
{
    struct query query =
        db_query(db, "SELECT opening.entry, opening.field, opening.value"
                     "  FROM meeting_entry JOIN opening ON opening.entry = meeting_entry.entry"
                     " WHERE meeting_entry.meeting = $1 AND meeting_entry.task = $2"
                     " ORDER BY opening.entry, opening.field");
    *openings = (struct kept_openings){0};
    bind_int(&query, meeting);
    bind_int(&query, task);
    while (query_next(&query)) {
        struct kept_opening *opening = list_add(openings, mem);
        opening->entry = take_int(&query);
        opening->field = take_text(&query, mem);
        opening->value = take_text(&query, mem);
    }
    return query_end(&query, err);
}

/* ---- own lines of a programme ---- */

bool own_lines_read(struct db *db, struct arena *mem, struct str unit, struct str period,
                    struct own_lines *lines, struct error *err)
{
    struct query query =
        db_query(db, "SELECT text, owner, partners, at_time, indicator FROM programme_line"
                     " WHERE unit = $1 AND period = $2 ORDER BY ordinal");
    *lines = (struct own_lines){0};
    bind_text(&query, unit);
    bind_text(&query, period);
    while (query_next(&query)) {
        struct own_line *line = list_add(lines, mem);
        line->text = take_text(&query, mem);
        line->owner = take_text(&query, mem);
        line->partners = take_text(&query, mem);
        line->time = take_text(&query, mem);
        line->indicator = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool own_lines_write(struct db *db, struct str unit, struct str period,
                     const struct own_lines *lines, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM programme_line WHERE unit = $1 AND period = $2");
    bind_text(&query, unit);
    bind_text(&query, period);
    if (!query_run(&query, NULL, err))
        return false;
    struct db_rows rows =
        db_rows(db,
                "INSERT INTO programme_line (unit, period, ordinal, text, owner, partners, at_time,"
                " indicator) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                8);
    for (size_t i = 0; i < lines->count; i++) {
        row_text(&rows, unit);
        row_text(&rows, period);
        row_int(&rows, (int64_t)i);
        row_text(&rows, lines->at[i].text);
        row_text(&rows, lines->at[i].owner);
        row_text(&rows, lines->at[i].partners);
        row_text(&rows, lines->at[i].time);
        row_text(&rows, lines->at[i].indicator);
        row_end(&rows);
    }
    return db_rows_end(&rows, err);
}
