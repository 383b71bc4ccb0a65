/* The PostgreSQL driver: the only file that names libpq. It is a module of its own (db_module.c)
 * and so calls nothing of the front, only what it is linked with: base, db_deadline.c,
 * db_words.c and the postgres_*.c beside it. */
#include "db/postgres.h"
#include "db/driver.h"

#include <libpq-fe.h>

enum { CURSOR_ROWS = 1000 };

struct postgres {
    struct db db; /* first: the front's */
    PGconn *connection;
    char schema[SCHEMA_NAME_MAX + 1];
    int64_t generation; /* of the session: statements of an older one are not there any more */
    int64_t names;      /* given to statements and cursors so far */
    bool has_lock;
    bool is_limit_stale; /* set inside a transaction, whose rollback takes it back */
};

/* A statement's values, how it was prepared, and what it gave. */
struct prepared {
    struct arena mem; /* of a USE_ONCE; all others live in the connection's */
    char name[24];    /* at the server; empty if not yet prepared */
    int64_t generation;
    Oid *known;          /* types it was prepared with; 0 where only NULL was seen */
    Oid *types;          /* of the values bound now; of USE_ROWS: of the columns */
    const char **values; /* NULL is NULL */
    int *lengths, *formats;
    uint64_t *numbers; /* integers in network order, which `values` points to */
    char cursor[24];   /* open one of a USE_LONG; else empty */
    PGresult *result;
    int row;
};

static struct postgres *postgres_of(struct db *db)
{
    return (struct postgres *)db;
}

static struct prepared *prepared_of(const struct statement *statement)
{
    return statement->own;
}

/* ---- errors ---- */

/* Turns a result that is an error into one sentence about its cause, and clears it; gives false. */
static bool fail_result(struct postgres *postgres, PGresult *result, struct error *err)
{
    struct postgres_error error = {
        .state = PQresultErrorField(result, PG_DIAG_SQLSTATE),
        .message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY),
        .table = PQresultErrorField(result, PG_DIAG_TABLE_NAME),
        .limit_ms = postgres->db.limit_ms,
    };
    if (PQstatus(postgres->connection) != CONNECTION_OK)
        error.state = NULL;
    postgres_fail(&error, err);
    PQclear(result);
    return false;
}

static bool is_good(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

/* Takes over a result whose rows do not matter. */
static bool is_done(struct postgres *postgres, PGresult *result, struct error *err)
{
    if (!is_good(result))
        return fail_result(postgres, result, err);
    PQclear(result);
    return true;
}

static bool postgres_run(struct db *db, const char *sql, struct error *err)
{
    struct postgres *postgres = postgres_of(db);
    return is_done(postgres, PQexec(postgres->connection, sql), err);
}

/* ---- opening and closing ---- */

static bool url_check(const char *url, struct error *err)
{
    char *message = NULL;
    PQconninfoOption *options = PQconninfoParse(url, &message);
    if (!options)
        fail(err, ERROR_INVALID, "place", "địa chỉ PostgreSQL không đúng: %s",
             message ? message : "");
    bool is_well = options != NULL;
    PQconninfoFree(options);
    PQfreemem(message);
    return is_well;
}

static void notice_ignore(void *context unused, const char *message unused)
{
}

static bool session_start(struct postgres *postgres, struct error *err)
{
    auto_arena mem = {0};
    PQsetNoticeProcessor(postgres->connection, notice_ignore, NULL);
    struct str sql =
        str_format(&mem,
                   "SET client_min_messages = warning; SET jit = off; SET lock_timeout = '5s';"
                   "SET statement_timeout = %lld; SET default_transaction_read_only = %s;"
                   "SET search_path = \"%s\"",
                   (long long)postgres->db.limit_ms, postgres->db.mode == DB_READ ? "on" : "off",
                   postgres->schema);
    return postgres_run(&postgres->db, sql.at, err);
}

/* Creates the schema of a new book, or finds the one of an old. */
static bool schema_ensure(struct postgres *postgres, bool is_new, struct error *err)
{
    auto_arena mem = {0};
    const char *schema = postgres->schema;
    PGresult *result = PQexecParams(postgres->connection,
                                    "SELECT (SELECT COUNT(*) FROM pg_class"
                                    "         WHERE relnamespace = pg_namespace.oid)"
                                    "  FROM pg_namespace WHERE nspname = $1",
                                    1, NULL, &schema, NULL, NULL, 0);
    if (!is_good(result))
        return fail_result(postgres, result, err);
    bool is_there = PQntuples(result) > 0;
    bool is_empty = !is_there || strcmp(PQgetvalue(result, 0, 0), "0") == 0;
    PQclear(result);
    if (!is_new)
        return is_there ||
               fail(err, ERROR_MISSING, "schema", "PostgreSQL không có schema «%s»", schema);
    if (!is_empty)
        return fail(err, ERROR_CONFLICT, "schema", "schema «%s» đã có dữ liệu rồi", schema);
    return is_there ||
           postgres_run(&postgres->db, str_format(&mem, "CREATE SCHEMA \"%s\"", schema).at, err);
}

static void postgres_close(struct db *db)
{
    PQfinish(postgres_of(db)->connection);
    struct arena mem = db->mem; /* the connection lies in its own arena */
    arena_end(&mem);
}

static bool connect_to(struct postgres *postgres, const char *url, struct error *err)
{
    /* What stands before the URL may be said otherwise in it; what stands behind it may not. */
    const char *const names[] = {"connect_timeout", "application_name", "dbname", "client_encoding",
                                 NULL};
    const char *const values[] = {"10", "doanket", url, "UTF8", NULL};
    postgres->connection = PQconnectdbParams(names, values, 1);
    if (PQstatus(postgres->connection) == CONNECTION_OK)
        return true;
    struct str message = str_of(PQerrorMessage(postgres->connection));
    struct str line = str_part(message, 0, str_find_char(message, '\n'));
    return fail(err, ERROR_BROKEN, "postgres", "không nối được với PostgreSQL: %.*s",
                STR_ARG(line));
}

static bool postgres_open(struct db **db, struct str place, enum db_mode mode, bool is_new,
                          struct error *err)
{
    struct arena mem = {0};
    const char *url = NULL;
    struct postgres *postgres = arena_one(&mem, struct postgres);
    bool is_well =
        postgres_url_split(&mem, place, &url, postgres->schema, err) && url_check(url, err);
    postgres->db = (struct db){.driver = &postgres_driver, .mode = mode, .mem = mem};
    if (is_well && connect_to(postgres, url, err) && schema_ensure(postgres, is_new, err) &&
        session_start(postgres, err)) {
        *db = &postgres->db;
        return true;
    }
    postgres_close(&postgres->db);
    return false;
}

/* An advisory lock belongs to the session: it goes when the program dies. */
static bool postgres_lock(struct db *db, struct error *err)
{
    struct postgres *postgres = postgres_of(db);
    auto_arena mem = {0};
    struct str what = str_format(&mem, "doanket book %s", postgres->schema);
    struct str sql =
        str_format(&mem, "SELECT pg_try_advisory_lock(%lld)", (long long)str_hash(what));
    if (postgres->has_lock)
        return true;
    PGresult *result = PQexec(postgres->connection, sql.at);
    if (!is_good(result))
        return fail_result(postgres, result, err);
    postgres->has_lock = strcmp(PQgetvalue(result, 0, 0), "t") == 0;
    PQclear(result);
    return postgres->has_lock ||
           fail(err, ERROR_BUSY, "book", "một chương trình doanket khác đang mở sổ này để ghi");
}

static void postgres_idle(struct db *db unused)
{
}

static bool postgres_copy(struct db *db, const char *path unused, struct error *err)
{
    return fail(err, ERROR_INVALID, "postgres",
                "sổ nằm trong PostgreSQL: hãy chép bằng pg_dump --schema=%s",
                postgres_of(db)->schema);
}

/* ---- transactions ---- */

/* A failure to set it is not lost: the connection or the transaction is broken then, and the next
 * statement says so. */
static void postgres_limit(struct db *db, int64_t milliseconds)
{
    struct postgres *postgres = postgres_of(db);
    char sql[64];
    snprintf(sql, sizeof sql, "SET statement_timeout = %lld", (long long)milliseconds);
    db_deadline_start(&postgres->db);
    PQclear(PQexec(postgres->connection, sql));
    postgres->is_limit_stale = db->is_begun;
}

static bool begin_once(struct postgres *postgres, struct error *err)
{
    if (postgres->db.mode == DB_WRITE)
        return postgres_run(&postgres->db, "BEGIN", err);
    /* The first query takes the snapshot, not BEGIN. */
    return postgres_run(&postgres->db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1",
                        err);
}

/* A server that was restarted is found again at the beginning of the next transaction. */
static bool session_renew(struct postgres *postgres, struct error *err)
{
    bool had_lock = postgres->has_lock;
    PQreset(postgres->connection);
    if (PQstatus(postgres->connection) != CONNECTION_OK)
        return postgres_fail(&(struct postgres_error){0}, err);
    postgres->generation++;
    postgres->has_lock = false;
    return session_start(postgres, err) && (!had_lock || postgres_lock(&postgres->db, err));
}

static bool postgres_begin(struct db *db, struct error *err)
{
    struct postgres *postgres = postgres_of(db);
    db_deadline_start(&postgres->db);
    if (postgres->is_limit_stale)
        postgres_limit(db, db->limit_ms);
    if (begin_once(postgres, err))
        return true;
    if (PQstatus(postgres->connection) == CONNECTION_OK) {
        PQclear(PQexec(postgres->connection, "ROLLBACK"));
        return false;
    }
    return session_renew(postgres, err) && begin_once(postgres, err);
}

static void postgres_rollback(struct db *db)
{
    struct postgres *postgres = postgres_of(db);
    if (PQtransactionStatus(postgres->connection) != PQTRANS_IDLE)
        PQclear(PQexec(postgres->connection, "ROLLBACK"));
}

static bool postgres_is_lost(struct db *db)
{
    PGTransactionStatusType status = PQtransactionStatus(postgres_of(db)->connection);
    return status != PQTRANS_INTRANS && status != PQTRANS_INERROR;
}

/* ---- statements ---- */

static void name_give(struct postgres *postgres, char name[24], char kind)
{
    snprintf(name, 24, "%c%lld", kind, (long long)++postgres->names);
}

/* Asks the server what types the values of an INSERT have, and prepares it to take arrays of them.
 */
static bool rows_prepare(struct statement *statement, struct error *err)
{
    struct postgres *postgres = postgres_of(statement->db);
    struct prepared *prepared = prepared_of(statement);
    auto_arena mem = {0};
    PGresult *result = PQprepare(postgres->connection, "", statement->sql, 0, NULL);
    if (!is_done(postgres, result, err))
        return false;
    result = PQdescribePrepared(postgres->connection, "");
    if (!is_good(result))
        return fail_result(postgres, result, err);
    struct str source = S("unnest("), names = S("");
    for (int i = 0; i < statement->parameters && i < PQnparams(result); i++) {
        Oid type = PQparamtype(result, i);
        bool is_int = type == TYPE_INT8 || type == TYPE_INT4 || type == TYPE_INT2;
        prepared->types[i] = is_int ? TYPE_INT8 : type == TYPE_BYTEA ? TYPE_BYTEA : TYPE_TEXT;
        source = str_format(&mem, "%.*s%s$%d::%s[]", STR_ARG(source), i ? ", " : "", i + 1,
                            is_int               ? "bigint"
                            : type == TYPE_BYTEA ? "bytea"
                                                 : "text");
        names = str_format(&mem, "%.*s%srows_%d", STR_ARG(names), i ? ", " : "", i + 1);
    }
    PQclear(result);
    source = str_format(&mem, "%.*s) AS waiting(%.*s)", STR_ARG(source), STR_ARG(names));
    struct str sql;
    if (!words_from_rows(&mem, statement->sql, source, &sql, err))
        return false;
    name_give(postgres, prepared->name, 'r');
    prepared->generation = postgres->generation;
    return is_done(postgres, PQprepare(postgres->connection, prepared->name, sql.at, 0, NULL), err);
}

/* Only makes room: the types of the values, which preparing needs, are known when they are bound.
 */
static bool postgres_prepare(struct statement *statement, struct error *err)
{
    struct postgres *postgres = postgres_of(statement->db);
    struct arena own = {0};
    bool is_once = statement->use == USE_ONCE;
    struct arena *mem = is_once ? &own : &postgres->db.mem;
    struct prepared *prepared = arena_one(mem, struct prepared);
    size_t count = (size_t)words_parameters(statement->sql);
    prepared->known = arena_many(mem, Oid, count);
    prepared->types = arena_many(mem, Oid, count);
    prepared->values = arena_many(mem, const char *, count);
    prepared->lengths = arena_many(mem, int, count);
    prepared->formats = arena_many(mem, int, count);
    prepared->numbers = arena_many(mem, uint64_t, count);
    for (size_t i = 0; i < count; i++)
        prepared->formats[i] = 1;
    prepared->mem = own;
    statement->own = prepared;
    statement->parameters = (int)count;
    return statement->use != USE_ROWS || rows_prepare(statement, err);
}

static void postgres_discard(struct statement *statement)
{
    struct prepared *prepared = prepared_of(statement);
    PQclear(prepared->result);
    prepared->result = NULL;
    struct arena mem = prepared->mem;
    statement->own = NULL;
    arena_end(&mem);
}

static void postgres_bind_int(struct statement *statement, int at, int64_t value)
{
    struct prepared *prepared = prepared_of(statement);
    prepared->numbers[at] = postgres_big_endian((uint64_t)value);
    prepared->types[at] = TYPE_INT8;
    prepared->values[at] = (const char *)&prepared->numbers[at];
    prepared->lengths[at] = sizeof value;
}

static void postgres_bind_text(struct statement *statement, int at, struct str value, bool is_bytes)
{
    struct prepared *prepared = prepared_of(statement);
    prepared->types[at] = is_bytes ? TYPE_BYTEA : TYPE_TEXT;
    prepared->values[at] = value.at ? value.at : "";
    prepared->lengths[at] = (int)value.len;
}

static void postgres_bind_null(struct statement *statement, int at)
{
    struct prepared *prepared = prepared_of(statement);
    prepared->types[at] = 0;
    prepared->values[at] = NULL;
}

/* Prepares the statement for the types bound now, if it is not already. */
static bool prepare_for_types(struct statement *statement, struct error *err)
{
    struct postgres *postgres = postgres_of(statement->db);
    struct prepared *prepared = prepared_of(statement);
    bool is_there = prepared->name[0] && prepared->generation == postgres->generation;
    bool is_fitting = is_there;
    for (int i = 0; i < statement->parameters; i++)
        if (prepared->types[i] && prepared->types[i] != prepared->known[i]) {
            prepared->known[i] = prepared->types[i];
            is_fitting = false;
        }
    if (is_fitting)
        return true;
    if (is_there) {
        char sql[64];
        snprintf(sql, sizeof sql, "DEALLOCATE %s", prepared->name);
        PQclear(PQexec(postgres->connection, sql));
    }
    name_give(postgres, prepared->name, 's');
    prepared->generation = postgres->generation;
    PGresult *result = PQprepare(postgres->connection, prepared->name, statement->sql,
                                 statement->parameters, prepared->known);
    if (is_done(postgres, result, err))
        return true;
    prepared->name[0] = '\0';
    return false;
}

static PGresult *run_once(struct statement *statement, const char *sql)
{
    struct prepared *prepared = prepared_of(statement);
    return PQexecParams(postgres_of(statement->db)->connection, sql, statement->parameters,
                        prepared->types, prepared->values, prepared->lengths, prepared->formats, 1);
}

static PGresult *cursor_fetch(struct statement *statement)
{
    char sql[64];
    snprintf(sql, sizeof sql, "FETCH %d FROM %s", CURSOR_ROWS, prepared_of(statement)->cursor);
    return PQexecParams(postgres_of(statement->db)->connection, sql, 0, NULL, NULL, NULL, NULL, 1);
}

static bool cursor_open(struct statement *statement, struct error *err)
{
    struct postgres *postgres = postgres_of(statement->db);
    struct prepared *prepared = prepared_of(statement);
    auto_arena mem = {0};
    char name[24];
    name_give(postgres, name, 'c');
    struct str sql = str_format(&mem, "DECLARE %s NO SCROLL CURSOR FOR %s", name, statement->sql);
    if (!is_done(postgres, run_once(statement, sql.at), err))
        return false;
    memcpy(prepared->cursor, name, sizeof name);
    return true;
}

/* Runs the statement with the bound values and keeps what it gives. */
static bool run_bound(struct statement *statement, struct error *err)
{
    struct postgres *postgres = postgres_of(statement->db);
    struct prepared *prepared = prepared_of(statement);
    if (postgres->db.limit_ms && !postgres->db.is_begun)
        db_deadline_start(&postgres->db); /* outside a transaction the time is each query's own */
    if (db_deadline_is_past(&postgres->db))
        return postgres_fail(&(struct postgres_error){"57014", .limit_ms = postgres->db.limit_ms},
                             err);
    PGresult *result;
    if (statement->use == USE_LONG && postgres->db.is_begun) {
        if (!cursor_open(statement, err))
            return false;
        result = cursor_fetch(statement);
    } else if (statement->use == USE_ONCE) {
        result = run_once(statement, statement->sql);
    } else {
        if (!prepare_for_types(statement, err))
            return false;
        result = PQexecPrepared(postgres->connection, prepared->name, statement->parameters,
                                prepared->values, prepared->lengths, prepared->formats, 1);
    }
    if (!is_good(result))
        return fail_result(postgres, result, err);
    prepared->result = result;
    prepared->row = 0;
    statement->columns = PQnfields(result);
    return true;
}

static bool postgres_next(struct statement *statement, struct error *err)
{
    struct prepared *prepared = prepared_of(statement);
    if (!prepared->result) {
        if (!run_bound(statement, err))
            return false;
    } else if (++prepared->row == CURSOR_ROWS && prepared->cursor[0]) {
        PQclear(prepared->result);
        prepared->result = NULL;
        PGresult *result = cursor_fetch(statement);
        if (!is_good(result))
            return fail_result(postgres_of(statement->db), result, err);
        prepared->result = result;
        prepared->row = 0;
    }
    statement->has_row = prepared->row < PQntuples(prepared->result);
    return true;
}

static int64_t postgres_changed(struct statement *statement)
{
    int64_t count;
    struct str digits = str_of(PQcmdTuples(prepared_of(statement)->result));
    return str_to_int(digits, &count) ? count : 0;
}

static void postgres_reset(struct statement *statement)
{
    struct postgres *postgres = postgres_of(statement->db);
    struct prepared *prepared = prepared_of(statement);
    PQclear(prepared->result);
    prepared->result = NULL;
    if (prepared->cursor[0] && PQtransactionStatus(postgres->connection) == PQTRANS_INTRANS) {
        char sql[64];
        snprintf(sql, sizeof sql, "CLOSE %s", prepared->cursor);
        PQclear(PQexec(postgres->connection, sql));
    }
    prepared->cursor[0] = '\0';
}

/* ---- columns ---- */

static enum value_kind postgres_column_kind(struct statement *statement, int at)
{
    const struct prepared *prepared = prepared_of(statement);
    if (PQgetisnull(prepared->result, prepared->row, at))
        return VALUE_NULL;
    switch (PQftype(prepared->result, at)) {
    case TYPE_BOOL:
    case TYPE_INT2:
    case TYPE_INT4:
    case TYPE_INT8:
        return VALUE_INT;
    case TYPE_BYTEA:
        return VALUE_BYTES;
    default:
        return VALUE_TEXT;
    }
}

static const char *postgres_column_name(struct statement *statement, int at)
{
    return PQfname(prepared_of(statement)->result, at);
}

static bool postgres_column_int(struct statement *statement, int at, int64_t *value)
{
    const struct prepared *prepared = prepared_of(statement);
    enum value_kind kind = postgres_column_kind(statement, at);
    *value = 0;
    if (kind != VALUE_INT)
        return kind == VALUE_NULL;
    const unsigned char *bytes =
        (const unsigned char *)PQgetvalue(prepared->result, prepared->row, at);
    int len = PQgetlength(prepared->result, prepared->row, at);
    uint64_t number = bytes[0] & 0x80 ? UINT64_MAX : 0; /* the sign fills what int2, int4 lack */
    for (int i = 0; i < len; i++)
        number = number << 8 | bytes[i];
    memcpy(value, &number, sizeof number);
    return true;
}

static struct str postgres_column_text(struct statement *statement, struct arena *mem, int at)
{
    const struct prepared *prepared = prepared_of(statement);
    int64_t number;
    if (postgres_column_kind(statement, at) == VALUE_INT &&
        postgres_column_int(statement, at, &number))
        return str_format(mem, "%lld", (long long)number); /* as SQLite does */
    return str_copy(mem, (struct str){PQgetvalue(prepared->result, prepared->row, at),
                                      (size_t)PQgetlength(prepared->result, prepared->row, at)});
}

/* Each column goes as one array. */
static bool postgres_insert(struct statement *statement, struct pending *pending, struct error *err)
{
    struct postgres *postgres = postgres_of(statement->db);
    struct prepared *prepared = prepared_of(statement);
    if (prepared->generation != postgres->generation && !rows_prepare(statement, err))
        return false;
    for (int i = 0; i < statement->parameters; i++) {
        struct str array = STR_NONE;
        if (!postgres_array(pending, i, prepared->types[i], &array, err))
            return false;
        prepared->values[i] = array.at;
        prepared->lengths[i] = (int)array.len;
    }
    PGresult *result = PQexecPrepared(postgres->connection, prepared->name, statement->parameters,
                                      prepared->values, prepared->lengths, prepared->formats, 1);
    return is_done(postgres, result, err);
}

const struct driver postgres_driver = {
    .words = {"BIGINT PRIMARY KEY", "BYTEA", "TEXT COLLATE \"C\"", "", "BIGINT"},
    .open = postgres_open,
    .close = postgres_close,
    .run = postgres_run,
    .begin = postgres_begin,
    .rollback = postgres_rollback,
    .is_lost = postgres_is_lost,
    .limit = postgres_limit,
    .lock = postgres_lock,
    .idle = postgres_idle,
    .copy = postgres_copy,
    .prepare = postgres_prepare,
    .discard = postgres_discard,
    .bind_int = postgres_bind_int,
    .bind_text = postgres_bind_text,
    .bind_null = postgres_bind_null,
    .next = postgres_next,
    .changed = postgres_changed,
    .reset = postgres_reset,
    .column_kind = postgres_column_kind,
    .column_name = postgres_column_name,
    .column_int = postgres_column_int,
    .column_text = postgres_column_text,
    .insert = postgres_insert,
};
