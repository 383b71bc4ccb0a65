/* The SQLite driver: the only file that names sqlite3. */
#include "db/driver.h"
#include "db/sqlite_file.h"

#include "base/file.h"

#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    BUSY_WAIT_MS = 5000,
    LIMIT_STEPS = 1000,                /* virtual machine steps between two looks at the clock */
    WAL_PAGES_MAX = 16384,             /* 128 MB: checkpointed even if no idle moment comes */
    WAL_KEPT_BYTES = 64 * 1024 * 1024, /* the file is cut to this when it starts anew */
};

struct sqlite {
    struct db db; /* first: the front's */
    sqlite3 *handle;
    const char *path;
    int lock;                      /* descriptor, or -1 */
    int wal_pages;                 /* not yet checkpointed, as of the last commit */
    const struct pending *pending; /* the rows that doanket_rows gives while an insert runs */
};

static struct sqlite *sqlite_of(struct db *db)
{
    return (struct sqlite *)db;
}

static sqlite3_stmt *handle_of(const struct statement *statement)
{
    return statement->own;
}

/* ---- errors ---- */

/* "UNIQUE constraint failed: unit.code, unit.kind" names the table before the dot. */
static bool fail_constraint(sqlite3 *handle, struct error *err)
{
    int code = sqlite3_extended_errcode(handle);
    const char *message = sqlite3_errmsg(handle), *colon = strstr(message, ": ");
    struct str place = str_of(colon ? colon + 2 : "");
    struct str table = str_part(place, 0, str_find_char(place, '.'));
    auto_arena mem = {0};
    const char *name = str_c(&mem, table);
    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
        code == SQLITE_CONSTRAINT_ROWID)
        return fail(err, ERROR_CONFLICT, name, "trùng với dòng đã có trong bảng %s", name);
    if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
        return fail(err, ERROR_CONFLICT, "",
                    "dòng này cần một dòng không có, hoặc còn dòng khác cần nó");
    return fail(err, ERROR_INVALID, name, "giá trị không được phép: %s", message);
}

static bool fail_writing(const struct sqlite *sqlite, int code, struct error *err)
{
    const char *name = sqlite_file_name(sqlite->path);
    int reason = sqlite3_system_errno(sqlite->handle);
    if (code == SQLITE_FULL || reason == ENOSPC || reason == EDQUOT)
        return fail(err, ERROR_BROKEN, name, "không ghi được %s: hết chỗ trên đĩa", name);
    if (code == SQLITE_READONLY && sqlite->db.mode == DB_READ)
        return fail(err, ERROR_BROKEN, name, "kết nối này chỉ để đọc, không được ghi");
    if (code == SQLITE_IOERR)
        return fail(err, ERROR_BROKEN, name, "lỗi đọc ghi đĩa ở tệp %s: %s", name,
                    strerror(reason));
    return fail(err, ERROR_BROKEN, name,
                "không mở được %s: thư mục không có, chỉ cho đọc, hoặc không có quyền", name);
}

/* Turns the last error of the connection into one sentence about its cause. */
static bool fail_sqlite(const struct sqlite *sqlite, struct error *err)
{
    const char *name = sqlite_file_name(sqlite->path);
    int code = sqlite->handle ? sqlite3_errcode(sqlite->handle) : SQLITE_NOMEM;
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        return fail_constraint(sqlite->handle, err);
    case SQLITE_INTERRUPT:
        return fail(err, ERROR_BUSY, "", "truy vấn chạy quá thời hạn %lld mili giây",
                    (long long)sqlite->db.limit_ms);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail(err, ERROR_BUSY, name, "cơ sở dữ liệu đang bận, hãy thử lại sau");
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
    case SQLITE_IOERR:
        return fail_writing(sqlite, code & 0xff, err);
    case SQLITE_NOTADB:
        return fail(err, ERROR_BROKEN, name, "tệp %s không phải là cơ sở dữ liệu SQLite", name);
    case SQLITE_CORRUPT:
        return fail(err, ERROR_BROKEN, name, "cơ sở dữ liệu %s bị hỏng: %s", name,
                    sqlite3_errmsg(sqlite->handle));
    case SQLITE_TOOBIG:
        return fail(err, ERROR_INVALID, "", "giá trị quá lớn so với giới hạn của cơ sở dữ liệu");
    default:
        return fail(err, ERROR_BROKEN, "sql", "cơ sở dữ liệu báo lỗi: %s",
                    sqlite->handle ? sqlite3_errmsg(sqlite->handle) : "không mở được");
    }
}

/* ---- doanket_rows: the rows that wait, as a table ----
 * INSERT … SELECT from it runs as one statement, so that the cursor of the target stays where it is
 * between two rows: measured more than twice as fast as one statement for each row. */

struct rows_cursor {
    sqlite3_vtab_cursor base;
    const struct pending *pending;
    size_t first; /* value of the row */
};

struct rows_table {
    sqlite3_vtab base;
    const struct sqlite *sqlite;
};

static int rows_connect(sqlite3 *handle, void *context, int argument_count unused,
                        const char *const *arguments unused, sqlite3_vtab **result,
                        char **message unused)
{
    char sql[16 + ROWS_COLUMNS_MAX * 10] = "CREATE TABLE r(";
    size_t len = strlen(sql);
    for (int i = 1; i <= ROWS_COLUMNS_MAX; i++)
        len += (size_t)snprintf(sql + len, sizeof sql - len, "rows_%d%s", i,
                                i < ROWS_COLUMNS_MAX ? "," : ")");
    struct rows_table *table = sqlite3_malloc(sizeof *table);
    if (!table)
        return SQLITE_NOMEM;
    *table = (struct rows_table){.sqlite = context};
    *result = &table->base;
    return sqlite3_declare_vtab(handle, sql);
}

static int rows_disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

static int rows_best_index(sqlite3_vtab *table unused, sqlite3_index_info *info)
{
    info->estimatedCost = PENDING_VALUES;
    info->estimatedRows = PENDING_VALUES;
    return SQLITE_OK;
}

static int rows_open(sqlite3_vtab *table, sqlite3_vtab_cursor **result)
{
    struct rows_cursor *cursor = sqlite3_malloc(sizeof *cursor);
    if (!cursor)
        return SQLITE_NOMEM;
    *cursor = (struct rows_cursor){.pending = ((struct rows_table *)table)->sqlite->pending};
    *result = &cursor->base;
    return SQLITE_OK;
}

static int rows_close(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int rows_filter(sqlite3_vtab_cursor *cursor, int plan unused, const char *text unused,
                       int count unused, sqlite3_value **values unused)
{
    ((struct rows_cursor *)cursor)->first = 0;
    return SQLITE_OK;
}

static int rows_next(sqlite3_vtab_cursor *base)
{
    ((struct rows_cursor *)base)->first += (size_t)((struct rows_cursor *)base)->pending->columns;
    return SQLITE_OK;
}

static int rows_eof(sqlite3_vtab_cursor *base)
{
    const struct rows_cursor *cursor = (struct rows_cursor *)base;
    return !cursor->pending || cursor->first >= cursor->pending->count;
}

static int rows_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int at)
{
    const struct rows_cursor *cursor = (struct rows_cursor *)base;
    if (at >= cursor->pending->columns)
        return SQLITE_RANGE;
    const struct value *value = &cursor->pending->at[cursor->first + (size_t)at];
    if (value->kind == VALUE_INT)
        sqlite3_result_int64(context, value->number);
    else if (value->kind == VALUE_TEXT)
        sqlite3_result_text64(context, value->at, value->len, SQLITE_STATIC, SQLITE_UTF8);
    else if (value->kind == VALUE_BYTES)
        sqlite3_result_blob64(context, value->at, value->len, SQLITE_STATIC);
    return SQLITE_OK;
}

static int rows_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid)
{
    *rowid = (sqlite3_int64)((struct rows_cursor *)base)->first;
    return SQLITE_OK;
}

static const sqlite3_module rows_module = {
    .xConnect = rows_connect, /* without xCreate: it is there by its name, in no schema */
    .xDisconnect = rows_disconnect,
    .xBestIndex = rows_best_index,
    .xOpen = rows_open,
    .xClose = rows_close,
    .xFilter = rows_filter,
    .xNext = rows_next,
    .xEof = rows_eof,
    .xColumn = rows_column,
    .xRowid = rows_rowid,
};

/* ---- opening and closing ---- */

/* One thread uses a connection at a time (db.h): no mutex, no shared statistics of memory. */
static void library_start(void)
{
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_initialize();
}

static int note_wal_pages(void *context, sqlite3 *handle, const char *schema, int pages)
{
    struct sqlite *sqlite = context;
    sqlite->wal_pages = pages;
    if (pages >= WAL_PAGES_MAX)
        sqlite3_wal_checkpoint_v2(handle, schema, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return SQLITE_OK;
}

static bool run_sqlite(struct sqlite *sqlite, const char *sql, struct error *err)
{
    return sqlite3_exec(sqlite->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
           fail_sqlite(sqlite, err);
}

/* Not every file system can share the memory that WAL needs. */
static bool wal_check(struct sqlite *sqlite, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    bool is_wal = false;
    if (sqlite3_prepare_v2(sqlite->handle, "PRAGMA journal_mode=WAL", -1, &statement, NULL) ==
            SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        is_wal = strcmp((const char *)sqlite3_column_text(statement, 0), "wal") == 0;
    bool is_read = sqlite3_finalize(statement) == SQLITE_OK;
    if (!is_read)
        return fail_sqlite(sqlite, err);
    return is_wal ||
           fail(err, ERROR_BROKEN, sqlite_file_name(sqlite->path),
                "hệ thống tệp chứa %s không dùng được nhật ký WAL của SQLite", sqlite->path);
}

static bool settings_write(struct sqlite *sqlite, bool is_new, struct error *err)
{
    sqlite3_extended_result_codes(sqlite->handle, 1);
    sqlite3_busy_timeout(sqlite->handle, BUSY_WAIT_MS);
    if (sqlite->db.mode == DB_READ)
        return run_sqlite(sqlite,
                          "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8192;"
                          "PRAGMA mmap_size=268435456; SELECT 1 FROM sqlite_schema LIMIT 1",
                          err);
    if ((is_new && !run_sqlite(sqlite, "PRAGMA page_size=8192", err)) || !wal_check(sqlite, err))
        return false;
    sqlite3_wal_hook(sqlite->handle, note_wal_pages, sqlite);
    sqlite3_create_module_v2(sqlite->handle, "doanket_rows", &rows_module, sqlite, NULL);
    char sql[256];
    snprintf(sql, sizeof sql,
             "PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-131072;"
             "PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=%d;"
             "SELECT 1 FROM sqlite_schema LIMIT 1",
             WAL_KEPT_BYTES);
    return run_sqlite(sqlite, sql, err);
}

static void sqlite_close(struct db *db)
{
    struct sqlite *sqlite = sqlite_of(db);
    if (sqlite->handle && db->mode == DB_WRITE)
        sqlite3_wal_checkpoint_v2(sqlite->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_close(sqlite->handle);
    fd_close_quietly(&sqlite->lock);
    struct arena mem = db->mem; /* the connection lies in its own arena */
    arena_end(&mem);
}

static bool sqlite_open(struct db **db, struct str place, enum db_mode mode, bool is_new,
                        struct error *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, library_start);
    struct arena mem = {0};
    struct sqlite *sqlite = arena_one(&mem, struct sqlite);
    sqlite->path = str_c(&mem, place);
    sqlite->lock = -1;
    sqlite->db = (struct db){.driver = &sqlite_driver, .mode = mode, .mem = mem};
    int flags = mode == DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (is_new)
        flags |= SQLITE_OPEN_CREATE;
    bool is_well = sqlite_file_check(sqlite->path, is_new, err);
    if (is_well &&
        sqlite3_open_v2(sqlite->path, &sqlite->handle,
                        flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL) != SQLITE_OK)
        is_well = fail_sqlite(sqlite, err);
    if (is_well && settings_write(sqlite, is_new, err)) {
        *db = &sqlite->db;
        return true;
    }
    sqlite->db.mode = DB_READ; /* nothing to checkpoint */
    sqlite_close(&sqlite->db);
    return false;
}

/* ---- transactions ---- */

static int deadline_look(void *context)
{
    return db_deadline_is_past(context);
}

static void sqlite_limit(struct db *db, int64_t milliseconds)
{
    struct sqlite *sqlite = sqlite_of(db);
    db_deadline_start(db);
    sqlite3_progress_handler(sqlite->handle, milliseconds > 0 ? LIMIT_STEPS : 0,
                             milliseconds > 0 ? deadline_look : NULL, db);
}

/* Outside a transaction the time is each statement's own. */
static void deadline_renew(struct db *db)
{
    if (db->limit_ms && !db->is_begun)
        db_deadline_start(db);
}

static bool sqlite_run(struct db *db, const char *sql, struct error *err)
{
    deadline_renew(db);
    return run_sqlite(sqlite_of(db), sql, err);
}

static bool sqlite_begin(struct db *db, struct error *err)
{
    db_deadline_start(db);
    if (db->mode == DB_WRITE)
        return db_step(db, "BEGIN IMMEDIATE", err);
    /* BEGIN alone takes no snapshot: the first read does. */
    if (!db_step(db, "BEGIN", err))
        return false;
    if (db_step(db, "SELECT 1 FROM sqlite_schema LIMIT 1", err))
        return true;
    sqlite3_exec(sqlite_of(db)->handle, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

static void sqlite_rollback(struct db *db)
{
    if (!sqlite3_get_autocommit(sqlite_of(db)->handle))
        sqlite3_exec(sqlite_of(db)->handle, "ROLLBACK", NULL, NULL, NULL);
}

static bool sqlite_is_lost(struct db *db)
{
    return sqlite3_get_autocommit(sqlite_of(db)->handle) != 0;
}

static bool sqlite_lock(struct db *db, struct error *err)
{
    struct sqlite *sqlite = sqlite_of(db);
    return sqlite->lock >= 0 || sqlite_file_lock(sqlite->path, &sqlite->lock, err);
}

static void sqlite_idle(struct db *db)
{
    struct sqlite *sqlite = sqlite_of(db);
    if (db->mode == DB_READ || sqlite->wal_pages == 0 || db->is_begun)
        return;
    int in_wal = 0, done = 0;
    sqlite3_wal_checkpoint_v2(sqlite->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, &in_wal, &done);
    if (in_wal == done) /* else a reader still needs the rest: the next idle moment tries again */
        sqlite->wal_pages = 0;
    sqlite3_db_release_memory(sqlite->handle); /* what a long list needed, a served book does not */
}

static bool sqlite_copy(struct db *db, const char *path, struct error *err)
{
    struct sqlite *sqlite = sqlite_of(db);
    struct stat about;
    if (stat(path, &about) == 0)
        return fail(err, ERROR_CONFLICT, sqlite_file_name(path), "tệp %s đã có rồi", path);
    if (db->is_begun)
        return fail(err, ERROR_BROKEN, "", "không chép được sổ khi giao dịch đang mở");
    /* query_only would forbid the copy too; the file itself is opened read-only by a reader. */
    if (!run_sqlite(sqlite, "PRAGMA query_only=OFF", err))
        return false;
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(sqlite->handle, "VACUUM INTO ?1", -1, &statement, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_text(statement, 1, path, -1, SQLITE_STATIC);
        code = sqlite3_step(statement);
    }
    bool is_well = code == SQLITE_DONE || fail_sqlite(sqlite, err);
    sqlite3_finalize(statement);
    if (db->mode == DB_READ)
        is_well = run_sqlite(sqlite, "PRAGMA query_only=ON", err) && is_well;
    if (is_well)
        return sqlite_file_sync(path, err); /* VACUUM INTO does not */
    unlink(path);                           /* half a copy is worse than none */
    return false;
}

/* ---- statements ---- */

static bool sqlite_prepare(struct statement *statement, struct error *err)
{
    auto_arena mem = {0};
    struct sqlite *sqlite = sqlite_of(statement->db);
    struct str sql;
    if (statement->use != USE_ROWS)
        sql = words_question(&mem, statement->sql);
    else if (!words_from_rows(&mem, statement->sql, S("doanket_rows"), &sql, err))
        return false;
    else if (str_starts(sql, S("INSERT INTO")))
        sql = str_format(&mem, "INSERT OR FAIL%s", sql.at + strlen("INSERT")); /* see rows_insert */
    sqlite3_stmt *handle = NULL;
    const char *tail = NULL;
    if (sqlite3_prepare_v3(sqlite->handle, sql.at, -1,
                           statement->use != USE_ONCE ? SQLITE_PREPARE_PERSISTENT : 0, &handle,
                           &tail) != SQLITE_OK) {
        fail_sqlite(sqlite, err);
        return fail_at(err, "câu lệnh «%s»: ", statement->sql);
    }
    if (!handle || str_trim(str_of(tail)).len) {
        sqlite3_finalize(handle);
        return fail(err, ERROR_BROKEN, "sql", "không phải là đúng một câu lệnh: %s",
                    statement->sql);
    }
    statement->own = handle;
    statement->parameters = sqlite3_bind_parameter_count(handle);
    statement->columns = sqlite3_column_count(handle);
    return true;
}

static void sqlite_discard(struct statement *statement)
{
    sqlite3_finalize(handle_of(statement));
    statement->own = NULL;
}

static void sqlite_bind_int(struct statement *statement, int at, int64_t value)
{
    sqlite3_bind_int64(handle_of(statement), at + 1, value);
}

/* The bytes are not copied: by contract they outlive the query. */
static void sqlite_bind_text(struct statement *statement, int at, struct str value, bool is_bytes)
{
    const char *bytes = value.at ? value.at : ""; /* a NULL pointer would mean NULL */
    if (is_bytes)
        sqlite3_bind_blob64(handle_of(statement), at + 1, bytes, value.len, SQLITE_STATIC);
    else
        sqlite3_bind_text64(handle_of(statement), at + 1, bytes, value.len, SQLITE_STATIC,
                            SQLITE_UTF8);
}

static void sqlite_bind_null(struct statement *statement, int at)
{
    sqlite3_bind_null(handle_of(statement), at + 1);
}

static bool sqlite_next(struct statement *statement, struct error *err)
{
    if (!statement->has_row)
        deadline_renew(statement->db);
    int code = sqlite3_step(handle_of(statement));
    statement->has_row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE || fail_sqlite(sqlite_of(statement->db), err);
}

static int64_t sqlite_changed(struct statement *statement)
{
    return sqlite3_changes64(sqlite_of(statement->db)->handle);
}

static void sqlite_reset(struct statement *statement)
{
    sqlite3_reset(handle_of(statement));
}

static enum value_kind sqlite_column_kind(struct statement *statement, int at)
{
    switch (sqlite3_column_type(handle_of(statement), at)) {
    case SQLITE_NULL:
        return VALUE_NULL;
    case SQLITE_INTEGER:
        return VALUE_INT;
    case SQLITE_BLOB:
        return VALUE_BYTES;
    default:
        return VALUE_TEXT;
    }
}

static const char *sqlite_column_name(struct statement *statement, int at)
{
    return sqlite3_column_name(handle_of(statement), at);
}

static bool sqlite_column_int(struct statement *statement, int at, int64_t *value)
{
    enum value_kind kind = sqlite_column_kind(statement, at);
    *value = sqlite3_column_int64(handle_of(statement), at);
    return kind == VALUE_INT || kind == VALUE_NULL;
}

static struct str sqlite_column_text(struct statement *statement, struct arena *mem, int at)
{
    const void *bytes = sqlite3_column_blob(handle_of(statement), at); /* first: it may convert */
    int len = sqlite3_column_bytes(handle_of(statement), at);
    return str_copy(mem, (struct str){bytes, (size_t)len});
}

static bool sqlite_insert(struct statement *statement, struct pending *pending, struct error *err)
{
    struct sqlite *sqlite = sqlite_of(statement->db);
    sqlite->pending = pending;
    bool is_well = sqlite3_step(handle_of(statement)) == SQLITE_DONE || fail_sqlite(sqlite, err);
    sqlite3_reset(handle_of(statement));
    sqlite->pending = NULL;
    return is_well;
}

const struct driver sqlite_driver = {
    .words = {"INTEGER PRIMARY KEY", "BLOB", "TEXT", "WITHOUT ROWID", "INTEGER"},
    .open = sqlite_open,
    .close = sqlite_close,
    .run = sqlite_run,
    .begin = sqlite_begin,
    .rollback = sqlite_rollback,
    .is_lost = sqlite_is_lost,
    .limit = sqlite_limit,
    .lock = sqlite_lock,
    .idle = sqlite_idle,
    .copy = sqlite_copy,
    .prepare = sqlite_prepare,
    .discard = sqlite_discard,
    .bind_int = sqlite_bind_int,
    .bind_text = sqlite_bind_text,
    .bind_null = sqlite_bind_null,
    .next = sqlite_next,
    .changed = sqlite_changed,
    .reset = sqlite_reset,
    .column_kind = sqlite_column_kind,
    .column_name = sqlite_column_name,
    .column_int = sqlite_column_int,
    .column_text = sqlite_column_text,
    .insert = sqlite_insert,
};
