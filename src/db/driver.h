/* What a database driver is to the front: the private interface of src/db. A driver knows one
 * database and nothing of caches, of the order of values, or of what a failed transaction means:
 * that is the front's (db.c), once for both. A driver fills errors and never remembers them. */
#ifndef DB_DRIVER_H
#define DB_DRIVER_H

#include "db/db.h"

enum {
    STATEMENT_BUCKETS = 512, /* a power of two, well above the statements of the program */
    ROWS_COLUMNS_MAX = 64,   /* of one db_rows */
    PENDING_VALUES = 8192,   /* gathered before they are written together */
    PENDING_BYTES = 1024 * 1024,
};

enum value_kind { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_BYTES };

/* One value of a row that waits to be written. */
struct value {
    enum value_kind kind;
    uint32_t len; /* of text and bytes */
    union {
        int64_t number;
        const char *at;
    };
};

/* Rows that wait, one after another in `at`; texts are copied into `mem`, which is emptied with
 * each write. */
struct pending {
    struct value *at;
    struct arena mem;
    size_t count; /* values */
    int columns, column;
    struct pending *next; /* when not in use */
};

enum statement_use {
    USE_KEPT, /* prepared for good */
    USE_ONCE, /* prepared for one query */
    USE_LONG, /* kept; its rows are read piece by piece */
    USE_ROWS, /* kept; an INSERT rewritten to take its rows from `pending` */
};

/* A statement as the front caches it; `own` is the driver's form of it. */
struct statement {
    struct db *db;
    const char *key;        /* address of the literal; NULL if it is not cached */
    const char *sql;        /* its text: a copy, or of USE_ONCE the caller's until query_end */
    struct statement *next; /* of the same bucket, or of the spare ones */
    void *own;
    struct error *err; /* the first error of the query; given room when first needed */
    int parameters;    /* values that must be bound */
    int columns;       /* of a row; known at the latest when there is one */
    int row_values;    /* of USE_ROWS: how many values a row must give */
    enum statement_use use;
    bool is_busy;
    bool is_begun; /* query_next was called */
    bool has_row;
};

struct driver {
    const char *words[5]; /* ID BYTES TEXT KEYED INT, as db_words.c orders them */

    bool (*open)(struct db **db, struct str place, enum db_mode mode, bool is_new,
                 struct error *err);
    void (*close)(struct db *db); /* its statements were discarded before */
    bool (*run)(struct db *db, const char *sql, struct error *err);
    bool (*begin)(struct db *db, struct error *err);
    void (*rollback)(struct db *db);
    bool (*is_lost)(struct db *db); /* the database ended our transaction by itself */
    void (*limit)(struct db *db, int64_t milliseconds);
    bool (*lock)(struct db *db, struct error *err);
    void (*idle)(struct db *db);
    bool (*copy)(struct db *db, const char *path, struct error *err);

    bool (*prepare)(struct statement *statement, struct error *err);
    void (*discard)(struct statement *statement);
    void (*bind_int)(struct statement *statement, int at, int64_t value); /* at: from 0 */
    void (*bind_text)(struct statement *statement, int at, struct str value, bool is_bytes);
    void (*bind_null)(struct statement *statement, int at);
    bool (*next)(struct statement *statement, struct error *err); /* sets has_row and columns */
    int64_t (*changed)(struct statement *statement);
    void (*reset)(struct statement *statement);
    enum value_kind (*column_kind)(struct statement *statement, int at);
    const char *(*column_name)(struct statement *statement, int at);
    bool (*column_int)(struct statement *statement, int at, int64_t *value);
    struct str (*column_text)(struct statement *statement, struct arena *mem, int at);
    /* Writes the rows that wait through a statement of USE_ROWS. */
    bool (*insert)(struct statement *statement, struct pending *pending, struct error *err);
};

/* The front's part of a connection; a driver's own struct begins with it. */
struct db {
    const struct driver *driver;
    enum db_mode mode;
    struct arena mem;    /* ends with the connection */
    void *module;        /* of dlopen, for a driver that is one */
    int64_t limit_ms;    /* 0: none */
    int64_t deadline_ns; /* of clock_ns, when the running work has had that; 0: none */
    int depth;           /* savepoints in the transaction */
    bool is_begun;
    bool is_void; /* something failed since the innermost savepoint: only undoing is left */
    bool is_lost; /* the database ended the transaction: only db_rollback is left */
    struct error cause;
    struct statement *cache[STATEMENT_BUCKETS];
    struct statement *spare;
    struct pending *spare_pending;
};

extern const struct driver sqlite_driver;
extern const struct driver postgres_driver; /* in the module postgres.so: found by dlsym */

/* ---- db_words.c: SQL as text, part of the program and of the module ---- */

/* The SQL with the words ID, BYTES, TEXT, KEYED and INT replaced by the driver's; not inside quotes
 * and comments. A NUL stands behind it. */
struct str words_translate(struct arena *mem, const char *sql, const char *const words[5]);

/* The SQL with every $1 as ?1: SQLite numbers $1 by the order of appearance, ?1 by its number. */
struct str words_question(struct arena *mem, const char *sql);

/* The highest n of all $n. */
int words_parameters(const char *sql);

/* "INSERT INTO t (…) VALUES ($1, $2) …" as "INSERT INTO t (…) SELECT rows_1, rows_2 FROM source
 * WHERE true …". Fails BROKEN if it has another form or a $n behind the bracket. */
must_check bool words_from_rows(struct arena *mem, const char *sql, struct str source,
                                struct str *result, struct error *err);

/* ---- db_deadline.c: part of the program and of the module ---- */

/* From now on the connection's work may take as long as its limit says. */
void db_deadline_start(struct db *db);
bool db_deadline_is_past(const struct db *db);

/* ---- what the parts of the front share ---- */

/* Takes a statement out of the cache, or prepares it. NULL when that failed, with the reason. */
struct statement *statement_take(struct db *db, const char *sql, enum statement_use use,
                                 struct error *err);
/* Ends its use. */
void statement_give_back(struct statement *statement);
/* A query of one of the uses; the public functions give each a name. */
struct query db_query_use(struct db *db, const char *sql, enum statement_use use);
/* Runs a literal statement without values, whose row (if any) does not matter. Notes nothing. */
must_check bool db_step(struct db *db, const char *sql, struct error *err);
/* Remembers a query's first error, and that its transaction is void. */
void query_fail(struct query *query, const struct error *err);
/* Refuses what PostgreSQL cannot store; gives false and fails the query. */
bool query_text_is_storable(struct query *query, struct str value);

/* ---- db_module.c ---- */

/* Loads postgres.so from beside the program, from the build tree the program lies in, or from the
 * library folder of the installation. Fails BROKEN and names the Debian package that is missing. */
must_check bool module_load(void **module, const struct driver **driver, struct error *err);
void module_unload(void *module); /* NULL is fine */

#endif
