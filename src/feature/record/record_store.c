/* Records as rows: what projectors write and pages read. */
#include "feature/record/record_cells.h"

#include "feature/finder.h"

/* ---- reading ---- */

static void body_read(struct arena *mem, struct str text, const struct json **body)
{
    struct json *read;
    struct error ignored;
    *body = text.len && json_read(mem, text, &read, &ignored) ? read : NULL;
}

bool record_find(struct db *db, struct arena *mem, struct str no, struct record *record,
                 struct error *err)
{
    struct query query = db_query(db, "SELECT id, entry, doc, kind, no, unit, day, state, title,"
                                      "       body, shown"
                                      "  FROM record WHERE no = $1");
    bind_text(&query, no);
    bool is_found = query_one(&query);
    if (is_found) {
        record->id = take_int(&query);
        record->entry = take_int(&query);
        record->doc = take_int(&query);
        record->kind = take_text(&query, mem);
        record->no = take_text(&query, mem);
        record->unit = take_int(&query);
        record->day = take_day(&query);
        record->state = (enum record_state)take_int(&query);
        record->title = take_text(&query, mem);
        body_read(mem, take_text(&query, mem), &record->values);
        body_read(mem, take_text(&query, mem), &record->shown);
    }
    if (!query_end(&query, err))
        return false;
    return is_found || fail(err, ERROR_MISSING, "no", "không có hồ sơ %.*s", STR_ARG(no));
}

bool record_statement(struct db *db, struct arena *mem, const struct record *record,
                      struct record_statement *statement, struct error *err)
{
    struct str bytes;
    *statement = (struct record_statement){0};
    if (!journal_entry(db, mem, record->entry, &bytes, err) ||
        !entry_read(mem, bytes, &statement->entry, err))
        return false;
    struct query query =
        db_query(db, "SELECT field, value FROM opening WHERE entry = $1 ORDER BY field");
    bind_int(&query, record->entry);
    while (query_next(&query)) {
        struct opening *opening = list_add(&statement->openings, mem);
        opening->field = take_text(&query, mem);
        opening->value = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool record_history(struct db *db, struct arena *mem, int64_t record,
                    struct record_changes *changes, struct error *err)
{
    struct query query = db_query(db, "SELECT entry, type, at, reason FROM record_change"
                                      " WHERE record = $1 ORDER BY entry");
    bind_int(&query, record);
    while (query_next(&query)) {
        struct record_change *change = list_add(changes, mem);
        change->entry = take_int(&query);
        change->type = take_text(&query, mem);
        change->at = take_text(&query, mem);
        change->reason = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool record_between(struct db *db, int64_t after, int64_t last,
                    bool (*each)(void *context, int64_t record, const struct entry *entry,
                                 struct error *err),
                    void *context, struct error *err)
{
    auto_arena mem = {0};
    struct query query = db_query(db, "SELECT record.id, record.kind, unit.code, record.day,"
                                      "       record.body"
                                      "  FROM record JOIN unit ON unit.id = record.unit"
                                      " WHERE record.state = 0 AND record.id > $1"
                                      "   AND record.id <= $2 ORDER BY record.id");
    bind_int(&query, after);
    bind_int(&query, last);
    struct error broken = {0};
    while (broken.kind == ERROR_NONE && query_next(&query)) {
        int64_t id = take_int(&query);
        struct entry entry = {.type = S("record.approved"), .kind = take_text(&query, &mem)};
        entry.unit = take_text(&query, &mem);
        entry.day = take_day(&query);
        body_read(&mem, take_text(&query, &mem), &entry.values);
        (void)!each(context, id, &entry, &broken);
        arena_reset(&mem);
    }
    if (!query_end(&query, err))
        return false;
    if (broken.kind != ERROR_NONE)
        *err = broken;
    return broken.kind == ERROR_NONE;
}

bool record_each(struct db *db,
                 bool (*each)(void *context, int64_t record, const struct entry *entry,
                              struct error *err),
                 void *context, struct error *err)
{
    return record_between(db, -1, INT64_MAX, each, context, err);
}

bool record_step(struct db *db, int64_t after, int64_t up_to, size_t count, int64_t *last,
                 struct error *err)
{
    struct query query = db_query(db, "SELECT id FROM record WHERE id > $1 AND id <= $2"
                                      " ORDER BY id LIMIT 1 OFFSET $3");
    bind_int(&query, after);
    bind_int(&query, up_to);
    bind_int(&query, (int64_t)count - 1);
    *last = query_one(&query) ? take_int(&query) : up_to;
    return query_end(&query, err);
}

bool record_last(struct db *db, int64_t *last, struct error *err)
{
    struct query query = db_query(db, "SELECT id FROM record ORDER BY id DESC LIMIT 1");
    *last = query_one(&query) ? take_int(&query) : -1;
    return query_end(&query, err);
}

struct str record_address(struct arena *mem, const struct catalogue *catalogue, struct str no)
{
    struct str rest = no, kind_code, year, serial;
    if (!str_cut(&rest, '/', &kind_code) || !str_cut(&rest, '/', &year) ||
        !str_cut(&rest, '/', &serial))
        return S("");
    const struct catalogue_kind *kind = catalogue_kind(catalogue, kind_code);
    return str_format(mem, "/viec/%.*s-%.*s-%.*s", STR_ARG(kind ? kind->slug : kind_code),
                      STR_ARG(year), STR_ARG(serial));
}

struct str record_no_of_slug(struct arena *mem, const struct catalogue *catalogue, struct str slug)
{
    /* The kind's slug may hold '-' itself: the year and the serial are the last two parts. */
    size_t cuts[2], count = 0;
    for (size_t i = slug.len; i > 0 && count < 2; i--)
        if (slug.at[i - 1] == '-')
            cuts[count++] = i - 1;
    if (count < 2)
        return S("");
    const struct catalogue_kind *kind =
        catalogue_kind_of_slug(catalogue, str_part(slug, 0, cuts[1]));
    if (!kind)
        return S("");
    return str_format(mem, "%.*s/%.*s/%.*s", STR_ARG(kind->code),
                      STR_ARG(str_part(slug, cuts[1] + 1, cuts[0] - cuts[1] - 1)),
                      STR_ARG(str_part(slug, cuts[0] + 1, slug.len)));
}
