/* The front: connections, transactions, the cache of statements, and queries, once for both
 * databases. */
#include "db/driver.h"

#include <assert.h>

/* ---- connections ---- */

bool db_open(struct db **db, struct str place, enum db_mode mode, bool is_new, struct error *err)
{
    *db = NULL;
    assert(!is_new || mode == DB_WRITE);
    if (memchr(place.at ? place.at : "", '\0', place.len) || place.len == 0)
        return fail(err, ERROR_INVALID, "place", "nơi chứa sổ không đúng");
    if (!str_starts(place, S("postgres:")) && !str_starts(place, S("postgresql:")))
        return sqlite_driver.open(db, place, mode, is_new, err);
    void *module = NULL;
    const struct driver *driver = NULL;
    if (!module_load(&module, &driver, err))
        return false;
    if (!driver->open(db, place, mode, is_new, err)) {
        module_unload(module);
        return false;
    }
    (*db)->module = module;
    return true;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    db_rollback(db);
    for (size_t i = 0; i < STATEMENT_BUCKETS; i++)
        for (struct statement *at = db->cache[i]; at; at = at->next)
            if (at->own)
                db->driver->discard(at);
    for (struct pending *at = db->spare_pending; at; at = at->next)
        arena_end(&at->mem);
    void *module = db->module;
    db->driver->close(db);
    module_unload(module);
}

void db_close_quietly(struct db **db)
{
    db_close(*db);
    *db = NULL;
}

void db_limit(struct db *db, int64_t milliseconds)
{
    db->limit_ms = milliseconds;
    db->driver->limit(db, milliseconds);
}

bool db_lock(struct db *db, struct error *err)
{
    return db->driver->lock(db, err);
}

void db_idle(struct db *db)
{
    db->driver->idle(db);
}

bool db_copy(struct db *db, const char *path, struct error *err)
{
    return db->driver->copy(db, path, err);
}

/* ---- the cache of statements ---- */

static struct statement **bucket_of(struct db *db, const char *sql)
{
    uint64_t mixed = (uint64_t)(uintptr_t)sql * 0x9E3779B97F4A7C15u;
    return &db->cache[mixed >> 32 & (STATEMENT_BUCKETS - 1)];
}

static struct statement *statement_blank(struct db *db)
{
    struct statement *statement = db->spare;
    if (statement)
        db->spare = statement->next;
    else
        statement = arena_one(&db->mem, struct statement);
    *statement = (struct statement){.db = db, .err = statement->err, .is_busy = true};
    return statement;
}

/* Prepared for good, but now free, and still of this text; NULL if there is none. */
static struct statement *statement_find(struct db *db, const char *sql, enum statement_use use)
{
    for (struct statement *at = *bucket_of(db, sql); at; at = at->next) {
        if (at->key != sql || at->is_busy || at->use != use)
            continue;
        if (strcmp(at->sql, sql) == 0)
            return at;
        at->key = NULL; /* the address holds another text by now; this one is never found again */
        db->driver->discard(at);
    }
    return NULL;
}

struct statement *statement_take(struct db *db, const char *sql, enum statement_use use,
                                 struct error *err)
{
    struct statement *statement = use == USE_ONCE ? NULL : statement_find(db, sql, use);
    if (statement) {
        statement->is_busy = true;
        return statement;
    }
    statement = statement_blank(db);
    statement->use = use;
    statement->sql = use == USE_ONCE ? sql : str_c(&db->mem, str_of(sql));
    if (!db->driver->prepare(statement, err)) {
        statement->next = db->spare;
        db->spare = statement;
        return NULL;
    }
    if (use == USE_ROWS)
        statement->row_values = words_parameters(sql);
    if (use != USE_ONCE) {
        statement->key = sql;
        statement->next = *bucket_of(db, sql);
        *bucket_of(db, sql) = statement;
    }
    return statement;
}

void statement_give_back(struct statement *statement)
{
    struct db *db = statement->db;
    statement->is_busy = statement->is_begun = statement->has_row = false;
    if (statement->key)
        return;
    if (statement->own)
        db->driver->discard(statement);
    statement->next = db->spare;
    db->spare = statement;
}

bool db_step(struct db *db, const char *sql, struct error *err)
{
    struct statement *statement = statement_take(db, sql, USE_KEPT, err);
    if (!statement)
        return false;
    bool is_well = db->driver->next(statement, err);
    db->driver->reset(statement);
    statement_give_back(statement);
    return is_well;
}

/* ---- transactions ---- */

static bool fail_void(const struct db *db, struct error *err)
{
    *err = db->cause;
    return false;
}

bool db_is_whole(const struct db *db, struct error *err)
{
    return !db->is_void || fail_void(db, err);
}

static bool note_failure(struct db *db, const struct error *err)
{
    if (!db->is_begun)
        return false;
    if (!db->is_void)
        db->cause = *err;
    db->is_void = true;
    db->is_lost = db->is_lost || db->driver->is_lost(db);
    return false;
}

static void transaction_forget(struct db *db)
{
    db->is_begun = db->is_void = db->is_lost = false;
    db->depth = 0;
}

bool db_run(struct db *db, const char *sql, struct error *err)
{
    if (db->is_void)
        return fail_void(db, err);
    auto_arena mem = {0};
    struct str translated = words_translate(&mem, sql, db->driver->words);
    return db->driver->run(db, translated.at, err) || note_failure(db, err);
}

bool db_begin(struct db *db, struct error *err)
{
    assert(!db->is_begun);
    db->is_begun = db->driver->begin(db, err);
    return db->is_begun;
}

void db_rollback(struct db *db)
{
    if (db->is_begun)
        db->driver->rollback(db);
    transaction_forget(db);
}

bool db_commit(struct db *db, struct error *err)
{
    assert(db->is_begun && db->depth == 0);
    bool is_well = db->is_void ? fail_void(db, err) : db_step(db, "COMMIT", err);
    if (is_well)
        transaction_forget(db);
    else
        db_rollback(db);
    return is_well;
}

/* Savepoints all have one name: the database takes the innermost. */
bool db_savepoint(struct db *db, struct error *err)
{
    assert(db->is_begun);
    if (db->is_void)
        return fail_void(db, err);
    if (!db_step(db, "SAVEPOINT s", err))
        return note_failure(db, err);
    db->depth++;
    return true;
}

bool db_release(struct db *db, struct error *err)
{
    assert(db->depth > 0);
    if (db->is_void)
        return fail_void(db, err);
    if (!db_step(db, "RELEASE s", err))
        return note_failure(db, err);
    db->depth--;
    return true;
}

bool db_rollback_savepoint(struct db *db, struct error *err)
{
    assert(db->depth > 0);
    db->depth--;
    if (db->is_lost)
        return fail_void(db, err);
    if (!db_step(db, "ROLLBACK TO s", err) || !db_step(db, "RELEASE s", err)) {
        note_failure(db, err);
        db->is_lost = true; /* what is left of it is not known */
        return false;
    }
    db->is_void = false;
    return true;
}

/* ---- queries ---- */

void query_fail(struct query *query, const struct error *err)
{
    if (query->is_failed)
        return;
    query->is_failed = true;
    if (!query->statement)
        query->statement = statement_blank(query->db);
    if (!query->statement->err)
        query->statement->err = arena_one(&query->db->mem, struct error);
    *query->statement->err = *err;
    note_failure(query->db, err);
}

static void query_fail_wrong(struct query *query, const char *what, int number)
{
    struct error err;
    fail(&err, ERROR_BROKEN, "sql", "%s %d: %s", what, number, query->statement->sql);
    query_fail(query, &err);
}

struct query db_query_use(struct db *db, const char *sql, enum statement_use use)
{
    struct query query = {.db = db, .is_failed = db->is_void};
    if (query.is_failed)
        return query;
    struct error err;
    query.statement = statement_take(db, sql, use, &err);
    if (!query.statement)
        query_fail(&query, &err);
    return query;
}

struct query db_query(struct db *db, const char *sql)
{
    return db_query_use(db, sql, USE_KEPT);
}

struct query db_query_once(struct db *db, const char *sql)
{
    return db_query_use(db, sql, USE_ONCE);
}

struct query db_query_long(struct db *db, const char *sql)
{
    return db_query_use(db, sql, USE_LONG);
}

/* True if another value may be bound, whose place is *at. */
static bool bind_at(struct query *query, int *at)
{
    if (query->is_failed)
        return false;
    *at = query->bound++;
    if (*at < query->statement->parameters && !query->statement->is_begun)
        return true;
    query_fail_wrong(query, "giá trị thừa, thứ", query->bound);
    return false;
}

bool query_text_is_storable(struct query *query, struct str value)
{
    if (value.len == 0 || !memchr(value.at, '\0', value.len))
        return true;
    struct error err;
    fail(&err, ERROR_INVALID, "", "văn bản có ký tự NUL, không lưu được");
    query_fail(query, &err);
    return false;
}

void bind_int(struct query *query, int64_t value)
{
    int at;
    if (bind_at(query, &at))
        query->db->driver->bind_int(query->statement, at, value);
}

void bind_text(struct query *query, struct str value)
{
    int at;
    if (bind_at(query, &at) && query_text_is_storable(query, value))
        query->db->driver->bind_text(query->statement, at, value, false);
}

void bind_bytes(struct query *query, struct str value)
{
    int at;
    if (bind_at(query, &at))
        query->db->driver->bind_text(query->statement, at, value, true);
}

void bind_day(struct query *query, struct day day)
{
    if (day_is_known(day))
        bind_int(query, day.number);
    else
        bind_null(query);
}

void bind_null(struct query *query)
{
    int at;
    if (bind_at(query, &at))
        query->db->driver->bind_null(query->statement, at);
}

bool query_next(struct query *query)
{
    struct statement *statement = query->statement;
    if (query->is_failed || (statement->is_begun && !statement->has_row))
        return false;
    if (!statement->is_begun && query->bound != statement->parameters) {
        query_fail_wrong(query, "thiếu giá trị thứ", query->bound + 1);
        return false;
    }
    if (!statement->is_begun && query->db->is_void) {
        query_fail(query, &query->db->cause);
        return false;
    }
    struct error err;
    statement->is_begun = true;
    query->taken = 0;
    if (query->db->driver->next(statement, &err))
        return statement->has_row;
    statement->has_row = false;
    query_fail(query, &err);
    return false;
}

bool query_one(struct query *query)
{
    return query_next(query);
}

/* True if the row has another column, whose place is *at. */
static bool take_at(struct query *query, int *at)
{
    if (query->is_failed)
        return false;
    *at = query->taken++;
    if (*at < query->statement->columns && query->statement->has_row)
        return true;
    query_fail_wrong(query, "không có cột thứ", query->taken);
    return false;
}

int64_t take_int(struct query *query)
{
    int at;
    int64_t value = 0;
    if (!take_at(query, &at))
        return 0;
    if (!query->db->driver->column_int(query->statement, at, &value))
        query_fail_wrong(query, "không phải số nguyên 64 bit (hãy dùng CAST) ở cột thứ", at + 1);
    return value;
}

struct str take_text(struct query *query, struct arena *mem)
{
    int at;
    if (!take_at(query, &at))
        return S("");
    return query->db->driver->column_text(query->statement, mem, at);
}

struct str take_bytes(struct query *query, struct arena *mem)
{
    return take_text(query, mem);
}

struct day take_day(struct query *query)
{
    if (query->is_failed || take_is_null(query)) {
        query->taken++;
        return DAY_NONE;
    }
    return (struct day){(int32_t)take_int(query)};
}

bool take_is_null(struct query *query)
{
    if (query->is_failed || query->taken >= query->statement->columns || !query->statement->has_row)
        return true;
    return query->db->driver->column_kind(query->statement, query->taken) == VALUE_NULL;
}

bool query_end(struct query *query, struct error *err)
{
    struct statement *statement = query->statement;
    if (!statement)
        return fail_void(query->db, err);
    if (statement->own)
        query->db->driver->reset(statement);
    if (query->is_failed)
        *err = *statement->err;
    statement_give_back(statement);
    return !query->is_failed;
}

bool query_run(struct query *query, int64_t *changed, struct error *err)
{
    query_next(query);
    if (changed)
        *changed = query->is_failed ? 0 : query->db->driver->changed(query->statement);
    return query_end(query, err);
}
