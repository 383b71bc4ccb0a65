#include "feature/book.h"

#include "base/file.h"
#include "base/report.h"
#include "document/letter_pdf.h"
#include "document/sheet_read.h"
#include "feature/limits.h"
#include "feature/media.h"
#include "feature/visits.h"
#include "search/search.h"

enum { REBUILD_BY_ITSELF_MAX = 200000, DAY_SECONDS = 86400, ZONE_SECONDS = 7 * 3600 };

static const char *const migrations[] = {
    "CREATE TABLE setting (" /* of the book as a whole: secret, hash of the projections' form */
    "  name TEXT NOT NULL PRIMARY KEY,"
    "  value TEXT NOT NULL) KEYED;",
};

struct str book_setting(struct db *db, struct arena *mem, const char *name)
{
    struct error ignored;
    struct str value = S("");
    struct query query = db_query(db, "SELECT value FROM setting WHERE name = $1");
    bind_text(&query, str_of(name));
    if (query_one(&query))
        value = take_text(&query, mem);
    return query_end(&query, &ignored) ? value : S("");
}

bool book_setting_write(struct db *db, const char *name, struct str value, struct error *err)
{
    struct query query = db_query(db, "INSERT INTO setting (name, value) VALUES ($1, $2)"
                                      " ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    bind_text(&query, str_of(name));
    bind_text(&query, value);
    return query_run(&query, NULL, err);
}

struct str book_keyed(const struct book *book, struct arena *mem, const struct str *parts,
                      size_t count)
{
    struct str key = {(const char *)book->secret, sizeof book->secret};
    struct str lines = str_join(mem, parts, count, S("\n"));
    struct sha256 hash = hmac_of(key, &lines, 1);
    return str_copy(mem, (struct str){(const char *)hash.at, sizeof hash.at});
}

struct book_tables book_tables(struct arena *mem, const struct feature *feature)
{
    struct book_tables tables = {0};
    struct str rest = str_of(feature->tables), mark = S("CREATE TABLE ");
    for (size_t at; (at = str_find(rest, mark)) < rest.len;) {
        rest = str_part(rest, at + mark.len, rest.len);
        *list_add(&tables, mem) = str_part(rest, 0, str_find_char(rest, ' '));
    }
    return tables;
}

/* What the projections' form hashes to: if it differs from what the book was built with, rebuild.
 */
static struct str form_of(const struct book *book, struct arena *mem)
{
    list_of(struct str) parts = {0};
    for (size_t i = 0; i < book->features_count; i++)
        if (book->features[i]->tables)
            *list_add(&parts, mem) = str_of(book->features[i]->tables);
    struct sha256 hash = sha256_of(parts.at, parts.count);
    return sha256_hex(mem, &hash);
}

static bool tables_drop(struct book *book, struct db *db, struct error *err)
{
    auto_arena mem = {0};
    for (size_t i = 0; i < book->features_count; i++) {
        struct book_tables tables = book_tables(&mem, book->features[i]);
        for (size_t k = 0; k < tables.count; k++) {
            struct str sql = str_format(&mem, "DROP TABLE IF EXISTS %.*s;", STR_ARG(tables.at[k]));
            if (!db_run(db, sql.at, err))
                return false;
        }
    }
    return true;
}

static bool tables_create(struct book *book, struct db *db, struct error *err)
{
    for (size_t i = 0; i < book->features_count; i++)
        if (book->features[i]->tables && !db_run(db, book->features[i]->tables, err))
            return false;
    return true;
}

bool book_rebuild(struct book *book, void (*progress)(int64_t, int64_t), struct error *err)
{
    auto_arena mem = {0};
    book_structure_changed(book);
    if (!tables_drop(book, book->db, err) || !tables_create(book, book->db, err) ||
        !journal_replay(&book->journal, book->db, book, progress, err))
        return false;
    book->search_forgotten = 0;
    if (book->search && !search_clear(book->search, err))
        return false;
    return book_setting_write(book->db, "projections", form_of(book, &mem), err);
}

static bool migrate(struct book *book, struct db *db, struct error *err)
{
    if (!journal_migrate(db, err) || !db_migrate(db, "book", migrations, COUNT_OF(migrations), err))
        return false;
    for (size_t i = 0; i < book->features_count; i++) {
        const struct feature *feature = book->features[i];
        if (feature->migrations_count &&
            !db_migrate(db, feature->name, feature->migrations, feature->migrations_count, err))
            return false;
    }
    return true;
}

/* What this program ships, all features together. */
static struct str shipment_of(const struct book *book, struct arena *mem)
{
    list_of(struct str) parts = {0};
    for (size_t i = 0; i < book->features_count; i++)
        if (book->features[i]->shipped) {
            struct sha256 hash = book->features[i]->shipped();
            *list_add(&parts, mem) = sha256_hex(mem, &hash);
        }
    struct sha256 hash = sha256_of(parts.at, parts.count);
    return sha256_hex(mem, &hash);
}

/* Ships what changed since the book was last opened for writing; comparing every item each time
 * would cost a third of the way to the first byte. */
static bool ship_all(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct str shipment = shipment_of(book, &mem);
    if (str_is(book_setting(book->db, &mem, "shipment"), shipment))
        return true;
    for (size_t i = 0; i < book->features_count; i++)
        if (book->features[i]->ship && !book->features[i]->ship(book, err))
            return false;
    return book_setting_write(book->db, "shipment", shipment, err);
}

static bool secret_read(struct book *book, struct str stored, struct error *err)
{
    return hex_read(stored, book->secret, sizeof book->secret) ||
           fail(err, ERROR_BROKEN, "secret", "bí mật của sổ không đọc được");
}

static bool secret_ensure(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct str stored = book_setting(book->db, &mem, "secret");
    if (stored.len)
        return secret_read(book, stored, err);
    random_bytes(book->secret, sizeof book->secret);
    return book_setting_write(book->db, "secret", hex_of(&mem, book->secret, sizeof book->secret),
                              err);
}

/* Brings an open book to the form that this program works with. */
static bool tables_follow(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct str built = book_setting(book->db, &mem, "projections");
    if (str_is(built, form_of(book, &mem)))
        return true;
    int64_t size = (int64_t)book->journal.state.tree.size;
    if (size > REBUILD_BY_ITSELF_MAX && book->mode != BOOK_CREATE)
        return fail(err, ERROR_INVALID, "rebuild",
                    "bảng tính của sổ thuộc phiên bản khác và sổ có %lld mục; hãy chạy: doanket "
                    "rebuild %.*s",
                    (long long)size, STR_ARG(book->place));
    if (size)
        report(REPORT_NOTE, "rebuilding the tables from %lld entries", (long long)size);
    return book_rebuild(book, NULL, err);
}

static bool writer_start(struct book *book, struct error *err)
{
    if (!db_lock(book->db, err) || !db_begin(book->db, err))
        return false;
    if (!migrate(book, book->db, err) || !secret_ensure(book, err) || !db_commit(book->db, err)) {
        db_rollback(book->db);
        return false;
    }
    if (!journal_open(&book->journal, book->db, book, book->projectors.at, book->projectors.count,
                      err) ||
        !book_begin(book, err))
        return false;
    if (book->mode != BOOK_REBUILD && (!tables_follow(book, err) || !ship_all(book, err))) {
        book_rollback(book);
        return false;
    }
    return book_commit(book, NULL, err);
}

/* A reader cannot bring the tables to another form; whoever writes does so on opening. */
static bool reader_start(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    /* Who checks the tables replays the journal, and some rows are keyed by the secret. */
    if (!migrate(book, book->db, err) ||
        !secret_read(book, book_setting(book->db, &mem, "secret"), err) ||
        !journal_open(&book->journal, book->db, book, book->projectors.at, book->projectors.count,
                      err))
        return false;
    return str_is(book_setting(book->db, &mem, "projections"), form_of(book, &mem)) ||
           fail(err, ERROR_INVALID, "rebuild",
                "bảng tính của sổ thuộc phiên bản khác; hãy chạy: doanket rebuild %.*s",
                STR_ARG(book->place));
}

/* A path of the book's folder, or NULL for PostgreSQL. */
static const char *inner_path(struct book *book, const char *name)
{
    return book->folder ? str_format(&book->mem, "%s/%s", book->folder, name).at : NULL;
}

static bool exists_already(struct book *book)
{
    if (!book->folder)
        return false; /* db_open looks at the schema */
    auto_file file = fopen(inner_path(book, "book.db"), "re");
    return file != NULL;
}

/* A restored backup is book.db alone: whoever writes makes the folders beside it. */
static bool folder_start(struct book *book, enum book_mode mode, struct error *err)
{
    if (!book->folder || mode == BOOK_READ)
        return true;
    if (mode != BOOK_CREATE && !exists_already(book))
        return true; /* db_open says that there is no book */
    return folder_make(book->folder, err) && folder_make(inner_path(book, "files"), err) &&
           folder_make(inner_path(book, "derived"), err);
}

static struct str database_place(struct book *book)
{
    return book->folder ? str_of(inner_path(book, "book.db")) : book->place;
}

static void projectors_gather(struct book *book)
{
    for (size_t i = 0; i < book->features_count; i++)
        for (size_t k = 0; k < book->features[i]->projectors_count; k++)
            *list_add(&book->projectors, &book->mem) = book->features[i]->projectors[k];
}

static bool open_parts(struct book *book, enum book_mode mode, struct error *err)
{
    if (mode == BOOK_CREATE && exists_already(book))
        return fail(err, ERROR_CONFLICT, "book", "sổ «%.*s» đã có rồi", STR_ARG(book->place));
    if (!folder_start(book, mode, err) ||
        !db_open(&book->db, database_place(book), mode == BOOK_READ ? DB_READ : DB_WRITE,
                 mode == BOOK_CREATE, err))
        return false;
    if (!search_open(&book->search, mode == BOOK_READ ? NULL : inner_path(book, "derived/search"),
                     err))
        return false;
    if (mode != BOOK_READ)
        return writer_start(book, err);
    return reader_start(book, err);
}

static void lock_init(pthread_mutex_t *lock)
{
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(lock, &kind);
    pthread_mutexattr_destroy(&kind);
}

bool book_open(struct book *book, struct str place, enum book_mode mode,
               const struct feature *const *features, size_t count, struct error *err)
{
    *book = (struct book){.mode = mode, .features = features, .features_count = count};
    lock_init(&book->lock);
    book->visits = visits_new();
    book->limits = limits_new();
    child_begin(&book->pdf, &letter_pdf_helper);
    child_begin(&book->pictures, &media_helper);
    child_begin(&book->sheets, &sheet_helper);
    book->place = str_copy(&book->mem, place);
    bool is_url = str_starts(place, S("postgres:")) || str_starts(place, S("postgresql:"));
    book->folder = is_url ? NULL : book->place.at;
    projectors_gather(book);
    if (open_parts(book, mode, err))
        return true;
    book_close(book);
    return false;
}

static void compiled_free(struct compiled *compiled)
{
    struct arena mem = compiled->mem;
    arena_end(&mem);
}

void book_close(struct book *book)
{
    while (book->readers) {
        struct compiled *older = book->readers->older;
        compiled_free(book->readers); /* it lies in its own arena */
        book->readers = older;
    }
    arena_end(&book->writer.mem);
    journal_close(&book->journal);
    if (book->search)
        search_close(book->search);
    db_close(book->db);
    visits_end(book->visits);
    limits_end(book->limits);
    child_end(&book->pdf);
    child_end(&book->pictures);
    child_end(&book->sheets);
    pthread_mutex_destroy(&book->lock);
    arena_end(&book->mem);
    *book = (struct book){0};
}

bool book_reader(struct book *book, struct db **db, struct error *err)
{
    return db_open(db, database_place(book), DB_READ, false, err);
}

struct day book_today(const struct book *book)
{
    return (struct day){(int32_t)((book->journal.clock() + ZONE_SECONDS) / DAY_SECONDS)};
}

bool book_begin(struct book *book, struct error *err)
{
    return journal_begin(&book->journal, err);
}

bool book_commit(struct book *book, bool *is_changed, struct error *err)
{
    if (!journal_commit(&book->journal, err)) {
        book_structure_changed(book);
        return false;
    }
    if (book->journal.is_structure_dirty)
        atomic_store(&book->structure_size, book->journal.state.tree.size);
    if (book->accounts_dirty)
        atomic_fetch_add(&book->accounts_version, 1);
    book->accounts_dirty = false;
    if (is_changed)
        *is_changed = book->journal.is_dirty || book->pages_dirty;
    book->pages_dirty = false;
    return true;
}

void book_rollback(struct book *book)
{
    journal_rollback(&book->journal);
    book->accounts_dirty = book->pages_dirty = false;
    book_structure_changed(book);
}

bool book_savepoint(struct book *book, struct error *err)
{
    return journal_savepoint(&book->journal, err);
}

bool book_savepoint_gathering(struct book *book, struct error *err)
{
    return journal_savepoint_gathering(&book->journal, err);
}

bool book_release(struct book *book, struct error *err)
{
    return journal_release(&book->journal, err);
}

void book_undo(struct book *book)
{
    journal_undo(&book->journal);
    if (book->journal.is_structure_dirty)
        book_structure_changed(book);
}

void book_structure_changed(struct book *book)
{
    arena_end(&book->writer.mem);
    book->writer = (struct compiled){0};
}

void book_accounts_changed(struct book *book)
{
    book->accounts_dirty = true;
}

void book_pages_changed(struct book *book)
{
    book->pages_dirty = true;
}

/* A new, empty set of compiled forms, in front of the others. It lies in the arena that it carries,
 * so that both end together. */
static struct compiled *readers_add(struct book *book, uint64_t version)
{
    struct arena mem = {0};
    struct compiled *fresh = arena_one(&mem, struct compiled);
    fresh->mem = mem;
    fresh->version = version;
    fresh->older = book->readers;
    book->readers = fresh;
    return fresh;
}

/* The set for a reader: shared while its snapshot is not older than the last change of structure;
 * the rare snapshot that is older gets one of its own, which nobody finds again. */
static struct compiled *readers_current(struct book *book, struct db *db, struct error *err)
{
    uint64_t version = atomic_load(&book->structure_size);
    if (book->readers && book->readers->version == version)
        return book->readers;
    int64_t size;
    struct sha256 root;
    if (!journal_head(db, &size, &root, err))
        return NULL;
    if ((uint64_t)size >= version)
        return readers_add(book, version);
    struct compiled *newest = book->readers;
    struct compiled *own = readers_add(book, UINT64_MAX);
    if (newest) { /* keep the shared one in front */
        own->older = newest->older;
        newest->older = own;
        book->readers = newest;
    }
    return own;
}

static const void *compiled_load(struct book *book, struct db *db, struct compiled *compiled,
                                 enum compiled_slot slot, compiled_loader *load, struct error *err)
{
    if (compiled && !compiled->slot[slot])
        compiled->slot[slot] = load(book, db, &compiled->mem, err);
    return compiled ? compiled->slot[slot] : NULL;
}

const void *book_compiled(struct book *book, struct db *db, enum compiled_slot slot,
                          compiled_loader *load, struct error *err)
{
    if (db == book->db)
        return compiled_load(book, db, &book->writer, slot, load, err);
    pthread_mutex_lock(&book->lock); /* recursive: a loader may ask for another slot */
    struct compiled *current = readers_current(book, db, err);
    const void *found = compiled_load(book, db, current, slot, load, err);
    pthread_mutex_unlock(&book->lock);
    return found;
}
