/* The projectors of conferences and tasks. */
#include "feature/meeting/meeting_project.h"

#include "base/text.h"
#include "feature/finder.h"
#include "feature/meeting/meeting_store.h"

enum { SEARCHED_MAX_BYTES = 32768 };

static struct str value_text(const struct posting *posting, const char *key)
{
    return json_text(posting->entry.values, str_of(key), S(""));
}

static int64_t value_int(const struct posting *posting, const char *key)
{
    return json_int(posting->entry.values, str_of(key), 0);
}

static bool entry_note(struct db *db, int64_t entry, int64_t meeting, int64_t task,
                       struct error *err)
{
    struct query query =
        db_query(db, "INSERT INTO meeting_entry (entry, meeting, task) VALUES ($1, $2, $3)");
    bind_int(&query, entry);
    bind_int(&query, meeting);
    bind_int(&query, task);
    return query_run(&query, NULL, err);
}

/* The opened value of a field; empty when it was erased. */
static struct str opened(const struct posting *posting, struct str field)
{
    const struct opening *opening = posting_opening(posting, field);
    return opening ? opening->value : S("");
}

/* ---- meeting.held ---- */

/* Place of the first and of the last statement of a conference; *is_new if there is none. */
struct statement_places {
    int64_t id, entry;
    bool is_new;
};

static bool places_of(struct db *db, const struct posting *posting, struct statement_places *places,
                      struct error *err)
{
    struct query query = db_query(db, "SELECT id, entry FROM meeting WHERE no = $1");
    bind_text(&query, posting->entry.no);
    *places = (struct statement_places){posting->i, posting->i, true};
    if (query_one(&query)) {
        places->id = take_int(&query);
        places->entry = take_int(&query);
        places->is_new = false;
    }
    return query_end(&query, err);
}

static bool clear(struct db *db, int64_t meeting, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM meeting_agenda WHERE meeting = $1");
    bind_int(&query, meeting);
    if (!query_run(&query, NULL, err))
        return false;
    query = db_query(db, "DELETE FROM attendance WHERE meeting = $1");
    bind_int(&query, meeting);
    if (!query_run(&query, NULL, err))
        return false;
    query = db_query(db, "DELETE FROM meeting_text WHERE meeting = $1");
    bind_int(&query, meeting);
    return query_run(&query, NULL, err);
}

static bool agenda_write(struct db *db, const struct posting *posting, int64_t meeting,
                         struct error *err)
{
    const struct json *agenda = json_member(posting->entry.values, S("agenda"));
    struct db_rows rows =
        db_rows(db, "INSERT INTO meeting_agenda (meeting, ordinal, title) VALUES ($1, $2, $3)", 3);
    int64_t ordinal = 0;
    for (const struct json *item = agenda ? agenda->first : NULL; item; item = item->next) {
        row_int(&rows, meeting);
        row_int(&rows, ordinal++);
        row_text(&rows, item->text);
        row_end(&rows);
    }
    return db_rows_end(&rows, err);
}

static bool row_write(struct db *db, const struct posting *posting, int64_t id, int64_t unit,
                      struct period period, struct error *err)
{
    struct day consent;
    if (!day_read(value_text(posting, "consent"), &consent))
        consent = DAY_NONE;
    struct query query = db_query(
        db,
        "INSERT INTO meeting (id, entry, no, unit, day, number, kind, day_part, period,"
        " period_last, programme, issuer, place, chair, speaker, opinions, invited, present, consent)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
        " $19)"
        " ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, kind = excluded.kind,"
        " day_part = excluded.day_part, period = excluded.period,"
        " period_last = excluded.period_last, programme = excluded.programme, issuer = excluded.issuer,"
        " place = excluded.place, chair = excluded.chair, speaker = excluded.speaker,"
        " opinions = excluded.opinions, invited = excluded.invited,"
        " present = excluded.present, consent = excluded.consent");
    bind_int(&query, id);
    bind_int(&query, posting->i);
    bind_text(&query, posting->entry.no);
    bind_int(&query, unit);
    bind_day(&query, posting->entry.day);
    bind_int(&query, value_int(posting, "number"));
    bind_text(&query, posting->entry.kind);
    bind_text(&query, value_text(posting, "day_part"));
    bind_text(&query, value_text(posting, "period"));
    bind_day(&query, period_last(period));
    bind_text(&query, value_text(posting, "programme"));
    bind_text(&query, value_text(posting, "issuer"));
    bind_text(&query, value_text(posting, "place"));
    bind_text(&query, value_text(posting, "chair"));
    bind_text(&query, value_text(posting, "speaker"));
    bind_int(&query, value_int(posting, "opinions"));
    bind_int(&query, value_int(posting, "invited"));
    bind_int(&query, value_int(posting, "present"));
    bind_day(&query, consent);
    return query_run(&query, NULL, err);
}

/* What is public of it can be searched for: no names, no prose. */
static bool find_doc(struct projection *projection, const struct posting *posting,
                     const struct unit *unit, const struct unit *home, struct period period,
                     struct error *err)
{
    struct arena *mem = projection->mem;
    struct text out = text_new(mem, SEARCHED_MAX_BYTES);
    struct meeting meeting = {.day = posting->entry.day,
                              .number = value_int(posting, "number"),
                              .kind = posting->entry.kind,
                              .period = period};
    const struct json *agenda = json_member(posting->entry.values, S("agenda"));
    if (unit)
        text_format(&out, "%.*s · ", STR_ARG(unit_phrase(mem, unit)));
    text_add(&out, value_text(posting, "place"));
    for (const struct json *item = agenda ? agenda->first : NULL; item; item = item->next)
        text_format(&out, " · %.*s", STR_ARG(item->text));
    struct finder_writer writer = finder_begin(projection->db);
    struct finder_doc doc = {.i = posting->i,
                             .address = meeting_address(mem, &meeting, unit, home),
                             .title = meeting_title(mem, &meeting),
                             .text = text_str(&out),
                             .day = meeting.day};
    finder_add(&writer, &doc);
    return finder_end(&writer, err);
}

static bool held_one(struct projection *projection, const struct unit_tree *units,
                     const struct posting *posting, struct error *err)
{
    struct db *db = projection->db;
    struct statement_places places;
    struct period period;
    const struct unit *unit = unit_find(units, posting->entry.unit);
    if (!period_read(value_text(posting, "period"), &period, err) ||
        !places_of(db, posting, &places, err))
        return false;
    if (!places.is_new && (!finder_forget(db, places.entry, err) || !clear(db, places.id, err)))
        return false;
    return row_write(db, posting, places.id, unit ? unit->id : 0, period, err) &&
           agenda_write(db, posting, places.id, err) &&
           entry_note(db, posting->i, places.id, 0, err) &&
           find_doc(projection, posting, unit, unit_home(units), period, err);
}

bool meeting_project_held(struct projection *projection, const struct entry_run *run,
                          struct error *err)
{
    const struct unit_tree *units = unit_tree_of(projection->book, projection->db, err);
    for (size_t i = 0; units && i < run->postings.count; i++)
        if (!held_one(projection, units, &run->postings.at[i], err))
            return false;
    return units != NULL;
}

/* ---- meeting.attended ---- */

static void person_write(struct db_rows *rows, struct arena *mem, const struct posting *posting,
                         int64_t meeting, int64_t ordinal, const struct json *person)
{
    struct str group = json_text(person, S("group"), S(""));
    row_int(rows, meeting);
    row_int(rows, ordinal);
    row_int(rows, posting->i);
    row_text(rows, json_text(person, S("section"), S("")));
    row_int(rows, group.len > 0);
    row_text(rows, group.len ? group : json_text(person, S("function"), S("")));
    row_text(rows, opened(posting, str_format(mem, "form.%04lld", (long long)ordinal)));
    row_text(rows, opened(posting, str_format(mem, "name.%04lld", (long long)ordinal)));
    row_int(rows, json_int(person, S("invited"), 1));
    row_int(rows, json_int(person, S("present"), 0));
    row_end(rows);
}

bool meeting_project_attended(struct projection *projection, const struct entry_run *run,
                              struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct posting *posting = &run->postings.at[i];
        const struct json *people = json_member(posting->entry.root, S("people"));
        int64_t ordinal = json_int(posting->entry.root, S("first"), 0);
        struct meeting meeting;
        if (!meeting_of_no(projection->db, projection->mem, posting->entry.of, &meeting, err))
            return false;
        struct db_rows rows = db_rows(
            projection->db,
            "INSERT INTO attendance (meeting, ordinal, entry, section, is_group, label, form, name,"
            " invited, present) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            10);
        for (const struct json *person = people ? people->first : NULL; person;
             person = person->next)
            person_write(&rows, projection->mem, posting, meeting.id, ordinal++, person);
        if (!db_rows_end(&rows, err) || !entry_note(projection->db, posting->i, meeting.id, 0, err))
            return false;
    }
    return true;
}

/* ---- meeting.spoken ---- */

static void texts_write(struct db_rows *rows, struct arena *mem, const struct posting *posting,
                        int64_t meeting, const char *section)
{
    int64_t count = value_int(posting, section);
    for (int64_t i = 0; i < count; i++) {
        row_int(rows, meeting);
        row_text(rows, str_of(section));
        row_int(rows, i);
        row_int(rows, posting->i);
        row_text(rows, opened(posting, str_format(mem, "%s.%04lld", section, (long long)i)));
        row_end(rows);
    }
}

bool meeting_project_spoken(struct projection *projection, const struct entry_run *run,
                            struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct posting *posting = &run->postings.at[i];
        struct meeting meeting;
        if (!meeting_of_no(projection->db, projection->mem, posting->entry.of, &meeting, err))
            return false;
        struct db_rows rows =
            db_rows(projection->db,
                    "INSERT INTO meeting_text (meeting, section, ordinal, entry, text)"
                    " VALUES ($1, $2, $3, $4, $5)",
                    5);
        texts_write(&rows, projection->mem, posting, meeting.id, "opinion");
        texts_write(&rows, projection->mem, posting, meeting.id, "praise");
        texts_write(&rows, projection->mem, posting, meeting.id, "resolution");
        if (!db_rows_end(&rows, err) || !entry_note(projection->db, posting->i, meeting.id, 0, err))
            return false;
    }
    return true;
}

/* ---- tasks ---- */

static struct str partners_of(struct arena *mem, const struct posting *posting)
{
    const struct json *partners = json_member(posting->entry.values, S("partners"));
    list_of(struct str) codes = {0};
    for (const struct json *code = partners ? partners->first : NULL; code; code = code->next)
        *list_add(&codes, mem) = code->text;
    return str_join(mem, codes.at, codes.count, S("\n"));
}

static bool task_id(struct db *db, struct str no, int64_t otherwise, int64_t *id, int64_t *meeting,
                    struct error *err)
{
    struct query query = db_query(db, "SELECT id, meeting FROM task WHERE no = $1");
    bind_text(&query, no);
    *id = otherwise;
    if (query_one(&query)) {
        *id = take_int(&query);
        *meeting = take_int(&query);
    }
    return query_end(&query, err);
}

static bool request_one(struct projection *projection, const struct posting *posting,
                        struct error *err)
{
    struct db *db = projection->db;
    struct meeting meeting;
    struct day due;
    int64_t id, ignored;
    if (!day_read(value_text(posting, "due"), &due))
        return fail(err, ERROR_BROKEN, "due", "mục meeting.request thiếu hạn");
    if (!meeting_of_no(db, projection->mem, posting->entry.of, &meeting, err) ||
        !task_id(db, posting->entry.no, posting->i, &id, &ignored, err))
        return false;
    struct query query = db_query(
        db, "INSERT INTO task (id, entry, no, meeting, ordinal, unit, owner, partners, indicator,"
            " due, text, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)"
            " ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, owner = excluded.owner,"
            " partners = excluded.partners, indicator = excluded.indicator, due = excluded.due,"
            " text = excluded.text");
    bind_int(&query, id);
    bind_int(&query, posting->i);
    bind_text(&query, posting->entry.no);
    bind_int(&query, meeting.id);
    bind_int(&query, value_int(posting, "ordinal"));
    bind_int(&query, meeting.unit);
    bind_text(&query, value_text(posting, "owner"));
    bind_text(&query, partners_of(projection->mem, posting));
    bind_text(&query, value_text(posting, "indicator"));
    bind_day(&query, due);
    bind_text(&query, opened(posting, S("text")));
    return query_run(&query, NULL, err) && entry_note(db, posting->i, meeting.id, id, err);
}

bool meeting_project_request(struct projection *projection, const struct entry_run *run,
                             struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++)
        if (!request_one(projection, &run->postings.at[i], err))
            return false;
    return true;
}

static bool result_one(struct db *db, const struct posting *posting, struct error *err)
{
    const struct json *done = json_member(posting->entry.values, S("done"));
    int64_t id, meeting = 0;
    if (!task_id(db, posting->entry.of, -1, &id, &meeting, err))
        return false;
    if (id < 0)
        return fail(err, ERROR_BROKEN, "of", "mục task.result nêu một đề nghị không có trong sổ");
    struct query query = db_query(db, "INSERT INTO task_result (entry, task, day, done, text)"
                                      " VALUES ($1, $2, $3, $4, $5)");
    bind_int(&query, posting->i);
    bind_int(&query, id);
    bind_day(&query, posting->entry.day);
    if (done)
        bind_int(&query, done->number);
    else
        bind_null(&query);
    bind_text(&query, opened(posting, S("result")));
    return query_run(&query, NULL, err) && entry_note(db, posting->i, meeting, id, err);
}

bool task_project_result(struct projection *projection, const struct entry_run *run,
                         struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++)
        if (!result_one(projection->db, &run->postings.at[i], err))
            return false;
    return true;
}

bool task_project_closed(struct projection *projection, const struct entry_run *run,
                         struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++) {
        struct query query =
            db_query(projection->db, "UPDATE task SET state = 1, closed_day = $1, closed_entry = $2"
                                     " WHERE no = $3");
        bind_day(&query, run->postings.at[i].entry.day);
        bind_int(&query, run->postings.at[i].i);
        bind_text(&query, run->postings.at[i].entry.of);
        if (!query_run(&query, NULL, err))
            return false;
    }
    return true;
}

/* ---- meeting.voided ---- */

static bool voided_one(struct projection *projection, const struct posting *posting,
                       struct error *err)
{
    struct meeting meeting;
    if (!meeting_of_no(projection->db, projection->mem, posting->entry.of, &meeting, err))
        return false;
    struct query query =
        db_query(projection->db, "UPDATE meeting SET voided = $1, void_reason = $2, void_at = $3"
                                 " WHERE id = $4");
    bind_int(&query, posting->i);
    bind_text(&query, json_text(posting->entry.root, S("reason"), S("")));
    bind_text(&query, posting->entry.at);
    bind_int(&query, meeting.id);
    return query_run(&query, NULL, err) && finder_forget(projection->db, meeting.entry, err);
}

bool meeting_project_voided(struct projection *projection, const struct entry_run *run,
                            struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++)
        if (!voided_one(projection, &run->postings.at[i], err))
            return false;
    return true;
}

/* ---- meeting.erased ---- */

static bool blank(struct db *db, const char *sql, int64_t entry, int64_t ordinal, struct error *err)
{
    struct query query = db_query(db, sql);
    bind_int(&query, entry);
    if (ordinal >= 0)
        bind_int(&query, ordinal);
    return query_run(&query, NULL, err);
}

/* Empties the column that shows a field of an entry; a replaced statement shows nothing any more.
 */
static bool field_blank(struct db *db, int64_t entry, struct str field, struct error *err)
{
    struct str rest = field, section;
    int64_t ordinal;
    if (str_is(field, S("text")))
        return blank(db, "UPDATE task SET text = '' WHERE entry = $1", entry, -1, err);
    if (str_is(field, S("result")))
        return blank(db, "UPDATE task_result SET text = '' WHERE entry = $1", entry, -1, err);
    if (!str_cut(&rest, '.', &section) || !rest.at || !str_to_int(rest, &ordinal) || ordinal < 0)
        return true; /* nothing that a table shows */
    if (str_is(section, S("name")))
        return blank(db, "UPDATE attendance SET name = '' WHERE entry = $1 AND ordinal = $2", entry,
                     ordinal, err);
    if (str_is(section, S("form")))
        return blank(db, "UPDATE attendance SET form = '' WHERE entry = $1 AND ordinal = $2", entry,
                     ordinal, err);
    struct query query = db_query(db, "UPDATE meeting_text SET text = ''"
                                      " WHERE entry = $1 AND ordinal = $2 AND section = $3");
    bind_int(&query, entry);
    bind_int(&query, ordinal);
    bind_text(&query, section);
    return query_run(&query, NULL, err);
}

bool meeting_project_erased(struct projection *projection, const struct entry_run *run,
                            struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct json *gone = json_member(run->postings.at[i].entry.root, S("gone"));
        for (const struct json *item = gone ? gone->first : NULL; item; item = item->next)
            if (!field_blank(projection->db, json_int(item, S("entry"), -1),
                             json_text(item, S("field"), S("")), err))
                return false;
    }
    return true;
}
