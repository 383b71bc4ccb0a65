#include "journal/journal.h"

#include <assert.h>

/* A run is written at the latest when it is this long or holds this many bytes. */
enum {
    RUN_ENTRIES_MAX = 1024,
    RUN_BYTES_MAX = 1024 * 1024
}; /* read, it is to fit a processor's cache */

static const char *const migrations[] = {
    "CREATE TABLE entry (" /* the journal: canonical JSON, one object each */
    "  i ID,"              /* place, from 0 without gaps */
    "  bytes BYTES NOT NULL);"
    "CREATE TABLE opening (" /* values of commitments, and their salts: the one place to erase */
    "  entry INT NOT NULL,"
    "  field TEXT NOT NULL,"
    "  value TEXT NOT NULL,"
    "  salt BYTES NOT NULL,"
    "  PRIMARY KEY (entry, field)) KEYED;"
    "CREATE TABLE journal_edge (" /* one row: the right edge of the tree over all entries */
    "  one ID,"
    "  size INT NOT NULL,"
    "  edge BYTES NOT NULL," /* 32 bytes per one-bit of size */
    "  at TEXT NOT NULL);"
    "INSERT INTO journal_edge (one, size, edge, at) VALUES (1, 0, '', '');",
};

bool journal_migrate(struct db *db, struct error *err)
{
    return db_migrate(db, "journal", migrations, COUNT_OF(migrations), err);
}

static int64_t system_clock(void)
{
    return (int64_t)time(NULL);
}

static bool edge_read(struct db *db, struct journal_state *state, struct error *err)
{
    auto_arena mem = {0};
    *state = (struct journal_state){0};
    struct query query = db_query(db, "SELECT size, edge, at FROM journal_edge WHERE one = 1");
    bool is_found = query_one(&query);
    if (is_found) {
        state->tree.size = (uint64_t)take_int(&query);
        struct str edge = take_bytes(&query, &mem), at = take_text(&query, &mem);
        size_t count = tree_edge_count(state->tree.size);
        is_found = edge.len == count * SHA256_BYTES && at.len <= sizeof state->at;
        if (is_found && edge.len)
            memcpy(state->tree.edge, edge.at, edge.len);
        if (is_found && at.len)
            memcpy(state->at, at.at, at.len);
    }
    if (!query_end(&query, err))
        return false;
    return is_found ||
           fail(err, ERROR_BROKEN, "journal_edge", "sổ bị hỏng: rìa của cây băm không đọc được");
}

static bool edge_write(struct journal *journal, struct error *err)
{
    const struct journal_state *state = &journal->state;
    struct query query = db_query(
        journal->db, "UPDATE journal_edge SET size = $1, edge = $2, at = $3 WHERE one = 1");
    bind_int(&query, (int64_t)state->tree.size);
    bind_bytes(&query, (struct str){(const char *)state->tree.edge,
                                    tree_edge_count(state->tree.size) * SHA256_BYTES});
    bind_text(&query, (struct str){state->at, state->at[0] ? sizeof state->at : 0});
    return query_run(&query, NULL, err);
}

bool journal_open(struct journal *journal, struct db *db, struct book *book,
                  const struct projector *projectors, size_t count, struct error *err)
{
    *journal = (struct journal){.db = db,
                                .book = book,
                                .projectors = projectors,
                                .projectors_count = count,
                                .clock = system_clock};
    return edge_read(db, &journal->state, err);
}

void journal_close(struct journal *journal)
{
    arena_end(&journal->run.mem);
    arena_end(&journal->kept.mem);
}

struct str journal_moment(struct journal *journal, struct arena *mem)
{
    int64_t now = journal->clock();
    int64_t in_day = now % 86400;
    struct day day = {(int32_t)(now / 86400)};
    struct str date = day_text(mem, day);
    struct str at = str_format(mem, "%.*sT%02d:%02d:%02dZ", STR_ARG(date), (int)(in_day / 3600),
                               (int)(in_day / 60 % 60), (int)(in_day % 60));
    struct str last = {journal->state.at, sizeof journal->state.at};
    return journal->state.at[0] && str_order(at, last) < 0 ? str_copy(mem, last) : at;
}

struct str journal_actor(const struct journal *journal, struct arena *mem)
{
    return journal->actor ? str_format(mem, "u%lld", (long long)journal->actor) : S("system");
}

const struct opening *posting_opening(const struct posting *posting, struct str field)
{
    for (size_t i = 0; i < posting->openings_count; i++)
        if (str_is(posting->openings[i].field, field))
            return &posting->openings[i];
    return NULL;
}

static void gathered_forget(struct gathered *gathered)
{
    struct arena mem = gathered->mem;
    arena_reset(&mem);
    *gathered = (struct gathered){.mem = mem};
}

static void gathered_cut(struct gathered *gathered, size_t count, size_t bytes)
{
    if (count == 0)
        gathered_forget(gathered);
    gathered->run.postings.count = count;
    gathered->bytes = bytes;
}

/* What gathered before the running savepoint; NULL if nothing did. */
static const struct journal_level *gathering_level(const struct journal *journal)
{
    enum { OUTERMOST = 1 };
    const struct journal_level *level = &journal->saved[OUTERMOST];
    return journal->depth > OUTERMOST && level->gathers && level->count ? level : NULL;
}

/* After the run was written. What earlier work has gathered is kept while this one may be undone.
 */
static void run_forget(struct journal *journal)
{
    const struct journal_level *before = gathering_level(journal);
    if (!before || journal->kept.run.postings.count) {
        gathered_forget(&journal->run);
        return;
    }
    struct gathered written = journal->run;
    journal->run = journal->kept;
    journal->kept = written;
    gathered_cut(&journal->kept, before->count, before->bytes);
}

static bool run_write(struct db *db, const struct entry_run *run, struct error *err)
{
    struct db_rows rows = db_rows(db, "INSERT INTO entry (i, bytes) VALUES ($1, $2)", 2);
    for (size_t k = 0; k < run->postings.count; k++) {
        row_int(&rows, run->postings.at[k].i);
        row_bytes(&rows, run->postings.at[k].entry.bytes);
        row_end(&rows);
    }
    if (!db_rows_end(&rows, err))
        return false;
    rows =
        db_rows(db, "INSERT INTO opening (entry, field, value, salt) VALUES ($1, $2, $3, $4)", 4);
    for (size_t k = 0; k < run->postings.count; k++) {
        const struct posting *posting = &run->postings.at[k];
        for (size_t i = 0; i < posting->openings_count; i++) {
            row_int(&rows, posting->i);
            row_text(&rows, posting->openings[i].field);
            row_text(&rows, posting->openings[i].value);
            row_bytes(&rows, (struct str){(const char *)posting->openings[i].salt, SALT_BYTES});
            row_end(&rows);
        }
    }
    return db_rows_end(&rows, err);
}

static bool run_project(struct journal *journal, struct db *db, const struct entry_run *run,
                        struct error *err)
{
    for (size_t i = 0; i < journal->projectors_count; i++) {
        const struct projector *projector = &journal->projectors[i];
        if (!str_is(run->type, str_of(projector->type)))
            continue;
        auto_arena mem = {0};
        struct projection projection = {.db = db, .mem = &mem, .book = journal->book};
        if (!projector->project(&projection, run, err))
            return false;
    }
    return true;
}

bool journal_flush(struct journal *journal, struct error *err)
{
    const struct entry_run *run = &journal->run.run;
    if (run->postings.count == 0)
        return true;
    bool is_well = run_write(journal->db, run, err) && run_project(journal, journal->db, run, err);
    run_forget(journal);
    return is_well;
}

const struct entry_run *journal_gathered(const struct journal *journal, const struct db *db)
{
    static const struct entry_run nothing;
    return db == journal->db ? &journal->run.run : &nothing;
}

static bool run_takes(const struct gathered *gathered, struct str type)
{
    const struct entry_run *run = &gathered->run;
    return run->postings.count == 0 ||
           (str_is(run->type, type) && run->postings.count < RUN_ENTRIES_MAX &&
            gathered->bytes < RUN_BYTES_MAX);
}

static struct opening *openings_copy(struct arena *mem, const struct opening *openings,
                                     size_t count)
{
    struct opening *copy = arena_many(mem, struct opening, count);
    for (size_t i = 0; i < count; i++) {
        copy[i] = openings[i];
        copy[i].field = str_copy(mem, openings[i].field);
        copy[i].value = str_copy(mem, openings[i].value);
    }
    return copy;
}

/* Units and the catalogue are cached in compiled form; whoever caches must know that they changed.
 */
static bool is_structure(struct str type)
{
    return str_starts(type, S("unit.")) || str_starts(type, S("catalogue."));
}

static void run_add(struct journal *journal, const struct entry *entry,
                    const struct opening *openings, size_t count)
{
    struct gathered *gathered = &journal->run;
    struct posting *posting = list_add(&gathered->run.postings, &gathered->mem);
    posting->i = (int64_t)journal->state.tree.size;
    posting->entry = *entry;
    posting->openings = openings_copy(&gathered->mem, openings, count);
    posting->openings_count = count;
    gathered->run.type = entry->type;
    gathered->bytes += entry->bytes.len;
    for (size_t i = 0; i < count; i++) /* the text of an article may be a megabyte */
        gathered->bytes += openings[i].value.len;
}

bool journal_append(struct journal *journal, struct str bytes, const struct opening *openings,
                    size_t openings_count, int64_t *index, struct error *err)
{
    auto_arena mem = {0};
    struct entry entry;
    struct str own = str_copy(&journal->run.mem, bytes);
    if (!entry_read(&journal->run.mem, own, &entry, err))
        return false;
    if (!run_takes(&journal->run, entry.type)) {
        struct str kept = str_copy(&mem, bytes); /* the flush empties the run's arena */
        if (!journal_flush(journal, err))
            return false;
        own = str_copy(&journal->run.mem, kept);
        if (!entry_read(&journal->run.mem, own, &entry, err))
            return false;
    }
    struct journal_state *state = &journal->state;
    if (state->at[0] && str_order(entry.at, (struct str){state->at, sizeof state->at}) < 0)
        return fail(err, ERROR_INVALID, "at", "mục có thời điểm trước mục cuối của sổ");
    run_add(journal, &entry, openings, openings_count);
    *index = (int64_t)state->tree.size;
    tree_add(&state->tree, tree_leaf(own));
    assert(entry.at.len == sizeof state->at);
    memcpy(state->at, entry.at.at, sizeof state->at);
    journal->is_dirty = true;
    journal->is_structure_dirty = journal->is_structure_dirty || is_structure(entry.type);
    return true;
}

bool journal_begin(struct journal *journal, struct error *err)
{
    assert(journal->depth == 0);
    if (!db_begin(journal->db, err))
        return false;
    journal->saved[journal->depth++] = (struct journal_level){.state = journal->state};
    journal->is_dirty = journal->is_structure_dirty = false;
    return true;
}

static bool savepoint(struct journal *journal, bool gathers, struct error *err)
{
    assert(journal->depth < JOURNAL_NESTING);
    if (!db_savepoint(journal->db, err))
        return false;
    journal->saved[journal->depth++] =
        (struct journal_level){.state = journal->state,
                               .gathers = gathers,
                               .count = journal->run.run.postings.count,
                               .bytes = journal->run.bytes};
    return true;
}

bool journal_savepoint(struct journal *journal, struct error *err)
{
    return journal_flush(journal, err) && savepoint(journal, false, err);
}

bool journal_savepoint_gathering(struct journal *journal, struct error *err)
{
    assert(journal->depth == 1);
    return savepoint(journal, true, err);
}

bool journal_release(struct journal *journal, struct error *err)
{
    bool goes_on = journal->saved[journal->depth - 1].gathers && !journal->is_structure_dirty;
    if ((!goes_on && !journal_flush(journal, err)) || !db_release(journal->db, err))
        return false;
    journal->depth--;
    if (journal->depth == 1)
        gathered_forget(&journal->kept);
    return true;
}

void journal_undo(struct journal *journal)
{
    struct error ignored = {0};
    const struct journal_level *level = &journal->saved[journal->depth - 1];
    if (level->gathers && journal->kept.run.postings.count) {
        struct gathered undone = journal->run;
        journal->run = journal->kept;
        journal->kept = undone;
        gathered_forget(&journal->kept);
    } else {
        gathered_cut(&journal->run, level->count, level->bytes);
    }
    journal->state = level->state;
    journal->depth--;
    if (!db_rollback_savepoint(journal->db, &ignored))
        journal->is_dirty = false; /* the transaction is void; its commit will say so */
}

bool journal_commit(struct journal *journal, struct error *err)
{
    assert(journal->depth == 1);
    bool is_moved = journal->state.tree.size != journal->saved[0].state.tree.size;
    if (!journal_flush(journal, err) || (is_moved && !edge_write(journal, err)) ||
        !db_commit(journal->db, err)) {
        journal_rollback(journal);
        return false;
    }
    journal->depth = 0;
    return true;
}

void journal_rollback(struct journal *journal)
{
    gathered_forget(&journal->run);
    gathered_forget(&journal->kept);
    journal->state = journal->saved[0].state;
    journal->depth = 0;
    db_rollback(journal->db);
}

bool journal_entry(struct db *db, struct arena *mem, int64_t i, struct str *bytes,
                   struct error *err)
{
    struct query query = db_query(db, "SELECT bytes FROM entry WHERE i = $1");
    bind_int(&query, i);
    bool is_found = query_one(&query);
    if (is_found)
        *bytes = take_bytes(&query, mem);
    if (!query_end(&query, err))
        return false;
    return is_found || fail(err, ERROR_MISSING, "entry", "sổ không có mục số %lld", (long long)i);
}

bool journal_head(struct db *db, int64_t *size, struct sha256 *root, struct error *err)
{
    struct journal_state state;
    if (!edge_read(db, &state, err))
        return false;
    *size = (int64_t)state.tree.size;
    *root = tree_root(&state.tree);
    return true;
}
