/* Many rows into one table: they are gathered here and written thousands at a time. */
#include "db/driver.h"

static struct pending *pending_take(struct db *db)
{
    struct pending *pending = db->spare_pending;
    if (pending) {
        db->spare_pending = pending->next;
        return pending;
    }
    pending = arena_one(&db->mem, struct pending);
    pending->at = arena_many(&db->mem, struct value, PENDING_VALUES);
    return pending;
}

struct db_rows db_rows(struct db *db, const char *sql, int columns)
{
    struct db_rows rows = {.query = db_query_use(db, sql, USE_ROWS), .pending = pending_take(db)};
    rows.pending->count = 0;
    rows.pending->column = 0;
    rows.pending->columns = columns;
    struct error err;
    if (rows.query.is_failed)
        return rows;
    if (columns <= 0 || columns > ROWS_COLUMNS_MAX || columns != rows.query.statement->row_values) {
        fail(&err, ERROR_BROKEN, "sql", "câu lệnh không có đúng %d giá trị: %s", columns, sql);
        query_fail(&rows.query, &err);
    }
    return rows;
}

/* The place of the row's next value, or NULL when nothing more is taken. */
static struct value *value_next(struct db_rows *rows, enum value_kind kind)
{
    struct pending *pending = rows->pending;
    if (rows->query.is_failed)
        return NULL;
    if (pending->column++ < pending->columns) {
        struct value *value = &pending->at[pending->count++];
        value->kind = kind;
        return value;
    }
    struct error err;
    fail(&err, ERROR_BROKEN, "sql", "dòng có hơn %d giá trị", pending->columns);
    query_fail(&rows->query, &err);
    return NULL;
}

void row_int(struct db_rows *rows, int64_t number)
{
    struct value *value = value_next(rows, VALUE_INT);
    if (value)
        value->number = number;
}

static void row_copy(struct db_rows *rows, struct str bytes, enum value_kind kind)
{
    struct value *value = value_next(rows, kind);
    if (!value)
        return;
    if (bytes.len > INT32_MAX / 2) {
        struct error err;
        fail(&err, ERROR_INVALID, "", "giá trị quá lớn so với giới hạn của cơ sở dữ liệu");
        query_fail(&rows->query, &err);
        return;
    }
    value->len = (uint32_t)bytes.len;
    value->at = bytes.len ? str_copy(&rows->pending->mem, bytes).at : "";
}

void row_text(struct db_rows *rows, struct str value)
{
    if (query_text_is_storable(&rows->query, value))
        row_copy(rows, value, VALUE_TEXT);
}

void row_bytes(struct db_rows *rows, struct str value)
{
    row_copy(rows, value, VALUE_BYTES);
}

void row_day(struct db_rows *rows, struct day day)
{
    if (day_is_known(day))
        row_int(rows, day.number);
    else
        row_null(rows);
}

void row_null(struct db_rows *rows)
{
    value_next(rows, VALUE_NULL);
}

/* SQLite's OR FAIL leaves the rows before the one that failed, and so spares a copy of every page
 * that the statement changes (a quarter of an import). Nobody sees them: after an error the
 * transaction or its savepoint can only be undone, and where there is none, one is made. */
static bool rows_insert(struct db_rows *rows, struct error *err)
{
    struct db *db = rows->query.db;
    bool is_alone = !db->is_begun;
    if (is_alone && !db_begin(db, err))
        return false;
    bool is_well = db->driver->insert(rows->query.statement, rows->pending, err);
    if (is_alone && is_well)
        return db_commit(db, err);
    if (is_alone)
        db_rollback(db);
    return is_well;
}

static void rows_write(struct db_rows *rows)
{
    struct pending *pending = rows->pending;
    struct db *db = rows->query.db;
    struct error err = db->cause;
    if (!rows->query.is_failed && pending->count && (db->is_void || !rows_insert(rows, &err)))
        query_fail(&rows->query, &err);
    pending->count = 0;
    arena_reset(&pending->mem);
}

void row_end(struct db_rows *rows)
{
    struct pending *pending = rows->pending;
    if (rows->query.is_failed)
        return;
    if (pending->column != pending->columns) {
        struct error err;
        fail(&err, ERROR_BROKEN, "sql", "dòng có %d giá trị, phải có %d", pending->column,
             pending->columns);
        query_fail(&rows->query, &err);
    }
    pending->column = 0;
    if (pending->count + (size_t)pending->columns > PENDING_VALUES ||
        pending->mem.used_bytes >= PENDING_BYTES)
        rows_write(rows);
}

bool db_rows_end(struct db_rows *rows, struct error *err)
{
    if (rows->pending->column && !rows->query.is_failed)
        row_end(rows); /* says that the last row is not complete */
    rows_write(rows);
    rows->pending->next = rows->query.db->spare_pending;
    rows->query.db->spare_pending = rows->pending;
    return query_end(&rows->query, err);
}
