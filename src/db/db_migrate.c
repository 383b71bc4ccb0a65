/* Numbered migrations: of the journal and of what is not yet an entry. */
#include "db/db.h"
#include "db/driver.h"

static bool number_read(struct db *db, const char *name, int64_t *number, struct error *err)
{
    *number = 0;
    struct query query = db_query(db, "SELECT number FROM migration WHERE name = $1");
    bind_text(&query, str_of(name));
    if (query_one(&query))
        *number = take_int(&query);
    return query_end(&query, err);
}

static bool number_write(struct db *db, const char *name, int64_t number, struct error *err)
{
    struct query query = db_query(db, "INSERT INTO migration (name, number) VALUES ($1, $2)"
                                      " ON CONFLICT (name) DO UPDATE SET number = excluded.number");
    bind_text(&query, str_of(name));
    bind_int(&query, number);
    return query_run(&query, NULL, err);
}

static bool apply(struct db *db, const char *name, const char *sql, int64_t number,
                  struct error *err)
{
    return (db_run(db, sql, err) && number_write(db, name, number, err)) ||
           fail_at(err, "bước nâng cấp %s số %lld: ", name, (long long)number);
}

/* In a savepoint of the transaction that is there, or in one of its own. */
static bool apply_apart(struct db *db, const char *name, const char *sql, int64_t number,
                        struct error *err)
{
    struct error ignored;
    if (!db->is_begun) {
        if (!db_begin(db, err))
            return false;
        if (apply(db, name, sql, number, err))
            return db_commit(db, err);
        db_rollback(db);
        return false;
    }
    if (!db_savepoint(db, err))
        return false;
    if (apply(db, name, sql, number, err))
        return db_release(db, err);
    /* The first reason is the one to tell; if undoing fails too, the transaction stays void. */
    (void)!db_rollback_savepoint(db, &ignored);
    return false;
}

bool db_migrate(struct db *db, const char *name, const char *const *sql, size_t count,
                struct error *err)
{
    int64_t number;
    bool is_reader = db->mode == DB_READ;
    if ((!is_reader && !db_run(db,
                               "CREATE TABLE IF NOT EXISTS migration ("
                               "  name TEXT NOT NULL PRIMARY KEY,"
                               "  number INT NOT NULL) KEYED",
                               err)) ||
        !number_read(db, name, &number, err))
        return false;
    if (number > (int64_t)count)
        return fail(err, ERROR_CONFLICT, name,
                    "sổ đã được một bản doanket mới hơn nâng cấp (%s: bước %lld, bản này biết đến "
                    "bước %zu); hãy dùng bản mới hơn",
                    name, (long long)number, count);
    if (is_reader && number < (int64_t)count)
        return fail(err, ERROR_INVALID, name,
                    "sổ do một bản doanket cũ hơn ghi (%s: bước %lld, bản này cần bước %zu); hãy "
                    "nâng cấp bằng: doanket rebuild",
                    name, (long long)number, count);
    for (size_t i = (size_t)number; i < count; i++)
        if (!apply_apart(db, name, sql[i], (int64_t)i + 1, err))
            return false;
    return true;
}
