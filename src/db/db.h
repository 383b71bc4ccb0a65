/* SQL on SQLite or PostgreSQL; knows no table. One query interface, two drivers.
 *
 * SQL is written once, with $1, $2 … for values. Tables use words that the driver translates, in
 * db_run and migrations only:
 *   ID     INTEGER PRIMARY KEY   / BIGINT PRIMARY KEY        (given by us, never by the database)
 *   BYTES  BLOB                  / BYTEA
 *   TEXT   TEXT                  / TEXT COLLATE "C"
 *   INT    INTEGER               / BIGINT
 *   KEYED  WITHOUT ROWID         / (nothing)                 (behind the closing bracket)
 * Sums are CAST(SUM(x) AS BIGINT). Every ORDER BY ends in a key. A connection is used by one thread
 * at a time.
 *
 * Errors of the database: BUSY (locked, over the limit of time), CONFLICT (unique or foreign key),
 * INVALID (another constraint, a text with a NUL), BROKEN (full disk, read-only folder, damage,
 * wrong SQL, a lost server). The text is Vietnamese and names the cause; values never stand in it.
 *
 * After an error inside a transaction everything fails with that same error until the innermost
 * savepoint is undone, or, outside any savepoint, until the transaction is rolled back: PostgreSQL
 * can do no other, so SQLite does the same. */
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

/* Opens `place`: a path of an SQLite file, or a URL "postgres://…?schema=NAME" (libpq's URI with
 * our one parameter, [a-z_][a-z0-9_]*, by default "public"; the schema is created by DB_WRITE if
 * `is_new`). SQLite: WAL, synchronous=FULL, page size 8192, temp_store=MEMORY, foreign_keys on,
 * busy timeout 5 s, no checkpoint but db_idle's and, above 128 MB of WAL, one after a commit. Fails
 * MISSING (no such database or an empty one, unless is_new), CONFLICT (is_new, and something is
 * there), INVALID (the URL), BROKEN (not a database, no server, driver module missing); *db is then
 * NULL. */
must_check bool db_open(struct db **db, struct str place, enum db_mode mode, bool is_new,
                        struct error *err);
void db_close(struct db *db); /* NULL is fine */
#define auto_db __attribute__((cleanup(db_close_quietly))) struct db *
void db_close_quietly(struct db **db);

/* Runs statements without values or rows, separated by ';', with the four words translated. */
must_check bool db_run(struct db *db, const char *sql, struct error *err);

/* Transactions. The writer's are immediate; a reader's is one snapshot (REPEATABLE READ READ ONLY),
 * taken by db_begin. Nobody but the dispatcher of requests and commands calls these. A commit that
 * fails has rolled back; a rollback outside a transaction does nothing. */
must_check bool db_begin(struct db *db, struct error *err);
must_check bool db_commit(struct db *db, struct error *err);
void db_rollback(struct db *db);
must_check bool db_savepoint(struct db *db, struct error *err);          /* nests by count */
must_check bool db_release(struct db *db, struct error *err);            /* keeps the innermost */
must_check bool db_rollback_savepoint(struct db *db, struct error *err); /* undoes and ends it */

/* False, with the first error, if anything failed in the running transaction and was not undone by
 * a savepoint, even if whoever asked took no notice: what was read since may have holes. */
must_check bool db_is_whole(const struct db *db, struct error *err);

/* A reader's work is ended once it has run this long (0: no limit): the query fails BUSY. Counted
 * from this call and anew from each db_begin; outside a transaction for each query. On PostgreSQL a
 * statement that begins in time has the whole time for itself. */
void db_limit(struct db *db, int64_t milliseconds);

/* ---- one statement with values and rows ----
 * `sql` must be a literal: the statement stays prepared, and its cache keys by the address (the
 * text is compared, so that an address used again costs time but is not wrong). A query remembers
 * its first error; query_end reports it and resets the statement, and must always be called.
 * Queries may be nested, also of the same SQL. PostgreSQL reads all rows at once: see
 * db_query_long. */
struct statement;
struct query {
    struct db *db;
    struct statement *statement; /* NULL: the transaction was void before */
    int bound, taken;
    bool is_failed;
};

/* Begins a query; what fails is told by query_end. Bind all values, then query_next. */
struct query db_query(struct db *db, const char *sql);

/* For SQL that is put together when it runs (out of our own words only, never of what people
 * typed): prepared for this once. `sql` must stay until query_end. */
struct query db_query_once(struct db *db, const char *sql);

/* For a SELECT that may give more rows than should lie in memory: PostgreSQL reads it by a cursor,
 * in pieces of 1,000 rows (inside a transaction; outside, all at once). SQLite: the same as
 * db_query. */
struct query db_query_long(struct db *db, const char *sql);

void bind_int(struct query *query, int64_t value); /* values are bound in the order $1, $2 … */
void bind_text(struct query *query, struct str value); /* UTF-8; must stay until query_end */
void bind_bytes(struct query *query, struct str value);
void bind_day(struct query *query, struct day day); /* DAY_NONE is NULL */
void bind_null(struct query *query);
/* The next row; false at the end and after an error. The first call runs the statement; it fails
 * BROKEN if not all its values were bound. */
bool query_next(struct query *query);
int64_t take_int(struct query *query); /* columns are taken in order; NULL gives 0 */
struct str take_text(struct query *query, struct arena *mem); /* copied; NULL gives empty */
struct str take_bytes(struct query *query, struct arena *mem);
struct day take_day(struct query *query); /* NULL gives DAY_NONE */
bool take_is_null(struct query *query);   /* looks at the next column without taking it */
must_check bool query_end(struct query *query, struct error *err);
/* Runs an INSERT, UPDATE or DELETE and ends it. *changed (may be NULL): rows that it wrote. */
must_check bool query_run(struct query *query, int64_t *changed, struct error *err);
/* For a query that gives at most one row: true if there is one, which may then be taken; query_end
 * follows as ever. */
bool query_one(struct query *query);

/* ---- many rows into one table in one call ----
 * sql: a literal "INSERT INTO t (a, b) VALUES ($1, $2)" with whatever may follow (ON CONFLICT …,
 * which says excluded.a, not $1); at most 64 columns. The rows are gathered and written thousands
 * at a time, so an error may come later than its row, and nothing of the failed piece is written.
 * With ON CONFLICT DO UPDATE no key may come twice (PostgreSQL refuses it). Values are copied. */
struct pending;
struct db_rows {
    struct query query;
    struct pending *pending;
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
 * under `name` (the first has number 1); each in its own savepoint, outside a transaction each in
 * its own transaction. Fails CONFLICT if the book has a higher number (a newer program wrote it),
 * with a Vietnamese text that says so. A read-only connection applies nothing: it only fails,
 * CONFLICT as above or INVALID if a step is still missing. */
must_check bool db_migrate(struct db *db, const char *name, const char *const *sql, size_t count,
                           struct error *err);

/* Takes the lock that one process holds on a book while it may write (SQLite: flock on
 * "PLACE.lock"; PostgreSQL: advisory lock on the schema). Fails BUSY if another has it. Ends with
 * db_close. */
must_check bool db_lock(struct db *db, struct error *err);

/* Housekeeping when nothing waits: SQLite's WAL checkpoint, if there is something in it. */
void db_idle(struct db *db);

/* Writes a consistent copy of an SQLite database to `path` (VACUUM INTO) and syncs it; not inside a
 * transaction. Fails CONFLICT if `path` is there. PostgreSQL: fails INVALID and names pg_dump. */
must_check bool db_copy(struct db *db, const char *path, struct error *err);

/* A table's whole content as text in `mem`, the same on both databases: a first line of column
 * names, then one line a row, tabs between the columns, sorted by bytes. NULL is \N, bytes are \x
 * and hex; in texts tab, line end and backslash are \t, \n and \\. Proves that two ways made the
 * same table. table: our own name of it. */
must_check bool db_dump(struct db *db, struct arena *mem, const char *table, struct str *text,
                        struct error *err);

#endif
