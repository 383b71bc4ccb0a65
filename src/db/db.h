/* SQL on SQLite or PostgreSQL; knows no table. One query interface, two drivers.
 *
 * SQL is written once, with $1, $2 … for values. Tables use four words that the driver translates:
 *   ID     INTEGER PRIMARY KEY   / BIGINT PRIMARY KEY        (given by us, never by the database)
 *   BYTES  BLOB                  / BYTEA
 *   TEXT   TEXT                  / TEXT COLLATE "C"
 *   KEYED  WITHOUT ROWID         / (nothing)                 (behind the closing bracket)
 * Integers are INTEGER / BIGINT: write INT. Sums are CAST(SUM(x) AS BIGINT). Every ORDER BY ends in
 * a key. A connection is used by one thread at a time. */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/day.h"
#include "base/error.h"
#include "base/str.h"

struct db;

enum db_mode {
    DB_WRITE, /* the one writer */
    DB_READ,  /* a reader: every write fails */
};

/* Opens `place`: a path of an SQLite file, or a URL "postgres:…?schema=NAME" (libpq's URI with our
 * one parameter; the schema is created by DB_WRITE if `is_new`). SQLite: WAL, synchronous=FULL,
 * page size 8192, temp_store=MEMORY, foreign_keys on, busy timeout 5 s, no checkpoint but
 * db_idle's. Fails MISSING (no such book, unless is_new), BROKEN (not a database, driver module
 * missing). */
must_check bool db_open(struct db **db, struct str place, enum db_mode mode, bool is_new,
                        struct error *err);
void db_close(struct db *db); /* NULL is fine */
#define auto_db __attribute__((cleanup(db_close_quietly))) struct db *
void db_close_quietly(struct db **db);

bool db_is_postgres(const struct db *db);

/* Runs statements without values or rows, separated by ';', with the four words translated. */
must_check bool db_run(struct db *db, const char *sql, struct error *err);

/* Transactions. The writer's are immediate; a reader's is one snapshot (REPEATABLE READ READ ONLY).
 * Nobody but the dispatcher of requests and commands calls these. */
must_check bool db_begin(struct db *db, struct error *err);
must_check bool db_commit(struct db *db, struct error *err);
void db_rollback(struct db *db);
must_check bool db_savepoint(struct db *db, struct error *err);          /* nests by count */
must_check bool db_release(struct db *db, struct error *err);            /* keeps the innermost */
must_check bool db_rollback_savepoint(struct db *db, struct error *err); /* undoes and ends it */

/* A reader's work is ended once it has run this long (0: no limit): the query fails BUSY. */
void db_limit(struct db *db, int64_t milliseconds);

/* ---- one statement with values and rows ----
 * `sql` must be a literal (the statement cache keys by its address). A query remembers its first
 * error; query_end reports it and resets the statement, and must always be called. */
struct query {
    struct db *db;
    void *statement; /* the driver's */
    struct error err;
    int bound, taken;
};

struct query db_query(struct db *db, const char *sql);
void bind_int(struct query *query, int64_t value); /* values are bound in the order $1, $2 … */
void bind_text(struct query *query, struct str value); /* must stay until query_end */
void bind_bytes(struct query *query, struct str value);
void bind_day(struct query *query, struct day day); /* DAY_NONE is NULL */
void bind_null(struct query *query);
bool query_next(struct query *query);  /* false at the end and after an error */
int64_t take_int(struct query *query); /* columns are taken in order; NULL gives 0 */
struct str take_text(struct query *query, struct arena *mem); /* copied; NULL gives empty */
struct str take_bytes(struct query *query, struct arena *mem);
struct day take_day(struct query *query); /* NULL gives DAY_NONE */
bool take_is_null(struct query *query);   /* looks at the next column without taking it */
must_check bool query_end(struct query *query, struct error *err);
/* Runs a query that gives no rows (INSERT, UPDATE, DELETE) and ends it; *changed may be NULL. */
must_check bool query_run(struct query *query, int64_t *changed, struct error *err);
/* For a query that gives at most one row: true with *is_found set; the row may then be taken;
 * query_end follows as ever. */
bool query_one(struct query *query);

/* ---- many rows into one table in one call ----
 * sql: "INSERT INTO t (a, b) VALUES ($1, $2)" with whatever may follow (ON CONFLICT …). On
 * PostgreSQL the bracket is repeated, hundreds of rows a statement. */
struct db_rows {
    struct query query;
    const char *sql;
    int columns;
    void *pending; /* PostgreSQL: the rows gathered so far */
};

struct db_rows db_rows(struct db *db, const char *sql, int columns);
void row_int(struct db_rows *rows, int64_t value);
void row_text(struct db_rows *rows, struct str value);
void row_bytes(struct db_rows *rows, struct str value);
void row_day(struct db_rows *rows, struct day day);
void row_null(struct db_rows *rows);
void row_end(struct db_rows *rows); /* the row is complete */
must_check bool db_rows_end(struct db_rows *rows, struct error *err);

/* ---- numbered migrations ----
 * Applies, in order, those of `sql[0..count)` with number > the one stored in table `migration`
 * under `name`; each in its own savepoint. Fails CONFLICT if the book has a higher number (a newer
 * program wrote it), with a Vietnamese text that says so. */
must_check bool db_migrate(struct db *db, const char *name, const char *const *sql, size_t count,
                           struct error *err);

/* Takes the lock that one process holds on a book while it may write (SQLite: flock on
 * "PLACE.lock"; PostgreSQL: advisory lock on the schema). Fails BUSY if another has it. Ends with
 * db_close. */
must_check bool db_lock(struct db *db, struct error *err);

/* Housekeeping when nothing waits: SQLite's WAL checkpoint. */
void db_idle(struct db *db);

/* Writes a consistent copy of an SQLite database to `path` (VACUUM INTO); PostgreSQL: fails INVALID
 * and names pg_dump. */
must_check bool db_copy(struct db *db, const char *path, struct error *err);

#endif
