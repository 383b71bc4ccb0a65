/* All SQL of imports. */
#include "feature/intake/intake_store.h"

static const char *const states[] = {
    [INTAKE_STAGED] = "staged",   [INTAKE_RUNNING] = "running", [INTAKE_DONE] = "done",
    [INTAKE_STOPPED] = "stopped", [INTAKE_UNDOING] = "undoing", [INTAKE_UNDONE] = "undone",
    [INTAKE_DROPPED] = "dropped",
};

static enum intake_state state_of(struct str text)
{
    size_t i = 0;
    while (i + 1 < COUNT_OF(states) && !str_is(text, str_of(states[i])))
        i++;
    return i;
}

static void intake_take(struct query *query, struct arena *mem, struct intake *intake)
{
    intake->id = take_int(query);
    intake->kind = take_text(query, mem);
    intake->account = take_int(query);
    intake->file_name = take_text(query, mem);
    intake->state = state_of(take_text(query, mem));
    intake->made = take_text(query, mem);
    intake->changed = take_text(query, mem);
    intake->day = take_day(query);
    intake->rows = take_int(query);
    intake->done = take_int(query);
    intake->added = take_int(query);
    intake->known = take_int(query);
    intake->undone = take_int(query);
    intake->mapping = take_text(query, mem);
    intake->units = take_text(query, mem);
    intake->notes = take_text(query, mem);
    intake->problem = take_text(query, mem);
    intake->reason = take_text(query, mem);
    intake->undo_reason = take_text(query, mem);
}

#define INTAKE_COLUMNS                                                                             \
    "SELECT id, kind, account, file_name, state, made, changed, day, row_count, done, added,"      \
    "       known, undone, mapping, units, notes, problem, reason, undo_reason"                    \
    "  FROM intake"

static bool one(struct query *query, struct arena *mem, struct intake *intake, struct error *err)
{
    *intake = (struct intake){0};
    if (query_one(query))
        intake_take(query, mem, intake);
    return query_end(query, err);
}

bool intake_find(struct db *db, struct arena *mem, int64_t id, struct intake *intake,
                 struct error *err)
{
    struct query query = db_query(db, INTAKE_COLUMNS " WHERE id = $1");
    bind_int(&query, id);
    return one(&query, mem, intake, err) &&
           (intake->id ||
            fail(err, ERROR_MISSING, "so", "không có lần nhập số %lld", (long long)id));
}

bool intake_of_key(struct db *db, struct arena *mem, struct str key, struct intake *intake,
                   struct error *err)
{
    struct query query = db_query(db, INTAKE_COLUMNS " WHERE form_key = $1");
    bind_text(&query, key);
    return one(&query, mem, intake, err);
}

bool intakes_newest(struct db *db, struct arena *mem, size_t limit, struct intakes_list *list,
                    struct error *err)
{
    struct query query =
        db_query(db, INTAKE_COLUMNS " WHERE state <> 'dropped' ORDER BY id DESC LIMIT $1");
    bind_int(&query, (int64_t)limit);
    while (query_next(&query))
        intake_take(&query, mem, list_add(list, mem));
    return query_end(&query, err);
}

bool intake_under_way(struct db *db, struct arena *mem, struct intake *intake, struct error *err)
{
    struct query query =
        db_query(db, INTAKE_COLUMNS " WHERE state IN ('running', 'undoing') ORDER BY id LIMIT 1");
    return one(&query, mem, intake, err);
}

/* ---- writing ---- */

static bool table_add(struct db *db, int64_t id, struct str table, struct error *err)
{
    struct query query = db_query(db, "INSERT INTO intake_table (intake, cells) VALUES ($1, $2)");
    bind_int(&query, id);
    bind_bytes(&query, table);
    return query_run(&query, NULL, err);
}

static bool id_next(struct db *db, int64_t *id, struct error *err)
{
    struct query query = db_query(db, "SELECT COALESCE(MAX(id), 0) + 1 FROM intake");
    if (query_one(&query))
        *id = take_int(&query);
    return query_end(&query, err);
}

bool intake_add(struct book *book, struct arena *mem, struct intake *intake, struct str table,
                struct str key, struct error *err)
{
    if (!id_next(book->db, &intake->id, err))
        return false;
    intake->made = intake->changed = journal_moment(&book->journal, mem);
    intake->day = book_today(book);
    struct query query = db_query(
        book->db,
        "INSERT INTO intake (id, kind, account, file_name, state, made, changed, day,"
        "   row_count, done, added, known, undone, mapping, units, notes, problem, reason,"
        "   undo_reason, form_key)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, 0, $10, '', $11, '', '', '',"
        "   $12)");
    bind_int(&query, intake->id);
    bind_text(&query, intake->kind);
    bind_int(&query, intake->account);
    bind_text(&query, intake->file_name);
    bind_text(&query, str_of(states[intake->state]));
    bind_text(&query, intake->made);
    bind_text(&query, intake->changed);
    bind_day(&query, intake->day);
    bind_int(&query, intake->rows);
    bind_text(&query, intake->mapping);
    bind_text(&query, intake->notes);
    bind_text(&query, key);
    return query_run(&query, NULL, err) && table_add(book->db, intake->id, table, err);
}

bool intake_write(struct book *book, struct arena *mem, struct intake *intake, struct error *err)
{
    intake->changed = journal_moment(&book->journal, mem);
    struct query query = db_query(
        book->db, "UPDATE intake SET state = $1, changed = $2, done = $3, added = $4, known = $5,"
                  "   undone = $6, mapping = $7, units = $8, problem = $9, reason = $10,"
                  "   undo_reason = $11"
                  " WHERE id = $12");
    bind_text(&query, str_of(states[intake->state]));
    bind_text(&query, intake->changed);
    bind_int(&query, intake->done);
    bind_int(&query, intake->added);
    bind_int(&query, intake->known);
    bind_int(&query, intake->undone);
    bind_text(&query, intake->mapping);
    bind_text(&query, intake->units);
    bind_text(&query, intake->problem);
    bind_text(&query, intake->reason);
    bind_text(&query, intake->undo_reason);
    bind_int(&query, intake->id);
    return query_run(&query, NULL, err);
}

/* ---- tables ---- */

bool intake_table_of(struct db *db, struct arena *mem, int64_t id, struct str *table,
                     struct error *err)
{
    struct query query = db_query(db, "SELECT cells FROM intake_table WHERE intake = $1");
    bind_int(&query, id);
    bool is_there = query_one(&query);
    if (is_there)
        *table = take_bytes(&query, mem);
    return query_end(&query, err) &&
           (is_there || fail(err, ERROR_MISSING, "so", "bảng đã tải lên không còn giữ nữa"));
}

bool intake_table_erase(struct db *db, int64_t id, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM intake_table WHERE intake = $1");
    bind_int(&query, id);
    return query_run(&query, NULL, err);
}

bool intakes_expire(struct db *db, struct day day, struct error *err)
{
    struct query query =
        db_query(db, "DELETE FROM intake_table WHERE intake IN"
                     " (SELECT id FROM intake WHERE state = 'staged' AND day < $1)");
    bind_day(&query, day);
    if (!query_run(&query, NULL, err))
        return false;
    query = db_query(db, "UPDATE intake SET state = 'dropped' WHERE state = 'staged' AND day < $1");
    bind_day(&query, day);
    return query_run(&query, NULL, err);
}

/* ---- records ---- */

bool intake_records_add(struct db *db, int64_t id, const struct intake_records *records,
                        struct error *err)
{
    struct db_rows rows = db_rows(db,
                                  "INSERT INTO intake_record (intake, ordinal, line, no, identity)"
                                  " VALUES ($1, $2, $3, $4, $5)",
                                  5);
    for (size_t i = 0; i < records->count; i++) {
        row_int(&rows, id);
        row_int(&rows, records->at[i].ordinal);
        row_int(&rows, records->at[i].line);
        row_text(&rows, records->at[i].no);
        row_bytes(&rows, records->at[i].identity);
        row_end(&rows);
    }
    return db_rows_end(&rows, err);
}

bool intake_records_of(struct db *db, struct arena *mem, int64_t id, int64_t ordinal, size_t limit,
                       struct intake_records *records, struct error *err)
{
    struct query query = db_query(db, "SELECT ordinal, line, no, identity FROM intake_record"
                                      " WHERE intake = $1 AND ordinal >= $2"
                                      " ORDER BY ordinal LIMIT $3");
    bind_int(&query, id);
    bind_int(&query, ordinal);
    bind_int(&query, (int64_t)limit);
    while (query_next(&query)) {
        struct intake_record *record = list_add(records, mem);
        record->ordinal = take_int(&query);
        record->line = take_int(&query);
        record->no = take_text(&query, mem);
        record->identity = take_bytes(&query, mem);
    }
    return query_end(&query, err);
}

/* ---- remembered columns ---- */

bool mapping_find(struct db *db, struct arena *mem, struct str kind, struct str columns,
                  struct str *mapping, struct error *err)
{
    struct query query =
        db_query(db, "SELECT mapping FROM intake_mapping WHERE kind = $1 AND columns_hash = $2");
    bind_text(&query, kind);
    bind_text(&query, columns);
    *mapping = query_one(&query) ? take_text(&query, mem) : S("");
    return query_end(&query, err);
}

bool mapping_write(struct db *db, struct str kind, struct str columns, struct str mapping,
                   struct error *err)
{
    struct query query =
        db_query(db, "INSERT INTO intake_mapping (kind, columns_hash, mapping) VALUES ($1, $2, $3)"
                     " ON CONFLICT (kind, columns_hash) DO UPDATE SET mapping = excluded.mapping");
    bind_text(&query, kind);
    bind_text(&query, columns);
    bind_text(&query, mapping);
    return query_run(&query, NULL, err);
}
