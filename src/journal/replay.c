/* Replaying the journal: the tables are disposable, the entries are not. */
#include "journal/journal.h"

enum { REPLAY_ENTRIES_MAX = 1024, REPLAY_BYTES_MAX = 1024 * 1024 }; /* as in journal.c */

/* Two walks in step: entries by place, and openings by entry and field. */
struct replay {
    const struct journal *journal;
    struct db *into;
    struct book *book;
    struct query entries, openings;
    struct arena mem;   /* of the run */
    struct arena ahead; /* of the opening read ahead of its entry */
    struct entry_run run;
    size_t run_bytes;
    bool has_opening;
    int64_t opening_entry;
    struct opening opening;
    struct tree tree;
};

static void opening_advance(struct replay *replay)
{
    arena_reset(&replay->ahead);
    replay->has_opening = query_next(&replay->openings);
    if (!replay->has_opening)
        return;
    replay->opening_entry = take_int(&replay->openings);
    replay->opening.field = take_text(&replay->openings, &replay->ahead);
    replay->opening.value = take_text(&replay->openings, &replay->ahead);
    struct str salt = take_bytes(&replay->openings, &replay->ahead);
    memset(replay->opening.salt, 0, SALT_BYTES);
    memcpy(replay->opening.salt, salt.at, salt.len < SALT_BYTES ? salt.len : SALT_BYTES);
}

static void posting_fill(struct replay *replay, struct posting *posting)
{
    list_of(struct opening) openings = {0};
    while (replay->has_opening && replay->opening_entry < posting->i)
        opening_advance(replay);
    while (replay->has_opening && replay->opening_entry == posting->i) {
        struct opening *opening = list_add(&openings, &replay->mem);
        *opening = replay->opening;
        opening->field = str_copy(&replay->mem, replay->opening.field);
        opening->value = str_copy(&replay->mem, replay->opening.value);
        opening_advance(replay);
    }
    posting->openings = openings.at;
    posting->openings_count = openings.count;
}

static bool run_flush(struct replay *replay, struct error *err)
{
    const struct journal *journal = replay->journal;
    for (size_t i = 0; i < journal->projectors_count && replay->run.postings.count; i++) {
        const struct projector *projector = &journal->projectors[i];
        if (!str_is(replay->run.type, str_of(projector->type)))
            continue;
        auto_arena mem = {0};
        struct projection projection = {.db = replay->into, .mem = &mem, .book = replay->book};
        if (!projector->project(&projection, &replay->run, err))
            return fail_at(err, "mục số %lld của sổ: ", (long long)replay->run.postings.at[0].i);
    }
    replay->run = (struct entry_run){0};
    replay->run_bytes = 0;
    arena_reset(&replay->mem);
    return true;
}

static bool entry_take(struct replay *replay, struct error *err)
{
    int64_t i = take_int(&replay->entries);
    struct str bytes = take_bytes(&replay->entries, &replay->mem);
    struct entry entry;
    if (i != (int64_t)replay->tree.size)
        return fail(err, ERROR_BROKEN, "entry", "sổ thiếu mục số %lld",
                    (long long)replay->tree.size);
    if (!entry_read(&replay->mem, bytes, &entry, err)) {
        err->kind = ERROR_BROKEN;
        return fail_at(err, "mục số %lld của sổ: ", (long long)i);
    }
    bool is_full =
        replay->run.postings.count >= REPLAY_ENTRIES_MAX || replay->run_bytes >= REPLAY_BYTES_MAX;
    if (replay->run.postings.count && (is_full || !str_is(replay->run.type, entry.type))) {
        auto_arena kept = {0};
        struct str copy = str_copy(&kept, bytes);
        if (!run_flush(replay, err))
            return false;
        bytes = str_copy(&replay->mem, copy);
        if (!entry_read(&replay->mem, bytes, &entry, err))
            return false;
    }
    struct posting *posting = list_add(&replay->run.postings, &replay->mem);
    posting->i = i;
    posting->entry = entry;
    replay->run.type = entry.type;
    posting_fill(replay, posting);
    replay->run_bytes += bytes.len;
    for (size_t k = 0; k < posting->openings_count; k++)
        replay->run_bytes += posting->openings[k].value.len;
    tree_add(&replay->tree, tree_leaf(bytes));
    return true;
}

static bool replay_all(struct replay *replay, void (*progress)(int64_t, int64_t), int64_t total,
                       struct error *err)
{
    opening_advance(replay);
    while (query_next(&replay->entries)) {
        if (!entry_take(replay, err))
            return false;
        if (progress && replay->tree.size % 10000 == 0)
            progress((int64_t)replay->tree.size, total);
    }
    return run_flush(replay, err);
}

bool journal_replay(const struct journal *journal, struct db *db, struct book *book,
                    void (*progress)(int64_t done, int64_t total), struct error *err)
{
    int64_t size;
    struct sha256 root;
    if (!journal_head(journal->db, &size, &root, err))
        return false;
    struct replay replay = {.journal = journal, .into = db, .book = book};
    replay.entries = db_query_long(journal->db, "SELECT i, bytes FROM entry ORDER BY i");
    replay.openings = db_query_long(journal->db, "SELECT entry, field, value, salt FROM opening"
                                                 " ORDER BY entry, field");
    struct error ending = {0};
    bool is_well = replay_all(&replay, progress, size, err);
    bool is_read = query_end(&replay.entries, &ending);
    is_read = query_end(&replay.openings, &ending) && is_read;
    arena_end(&replay.mem);
    arena_end(&replay.ahead);
    if (is_well && !is_read) {
        *err = ending;
        return false;
    }
    struct sha256 found = tree_root(&replay.tree);
    if (is_well && ((int64_t)replay.tree.size != size || memcmp(&found, &root, sizeof root) != 0))
        return fail(err, ERROR_BROKEN, "journal",
                    "sổ bị hỏng: gốc của cây băm tính lại không khớp với gốc đã ghi");
    return is_well;
}
