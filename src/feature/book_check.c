/* Comparing a book's tables with what its journal says they must be. */
#include "feature/book.h"

#include "search/search.h"

#include <stdlib.h>
#include <unistd.h>

/* A scratch database in memory-backed temporary storage, with the same features. Only the
 * projections are made; the journal stays where it is. */
static bool scratch_open(struct book *scratch, struct book *book, const char *path,
                         struct error *err)
{
    *scratch = (struct book){
        .mode = BOOK_WRITE, .features = book->features, .features_count = book->features_count};
    memcpy(scratch->secret, book->secret, sizeof scratch->secret);
    if (!db_open(&scratch->db, str_of(path), DB_WRITE, true, err) || !db_begin(scratch->db, err))
        return false;
    for (size_t i = 0; i < book->features_count; i++)
        if (book->features[i]->tables && !db_run(scratch->db, book->features[i]->tables, err))
            return false;
    return true;
}

static bool table_compare(struct db *ours, struct db *theirs, struct str table, struct error *err)
{
    auto_arena mem = {0};
    struct str left, right;
    const char *name = str_c(&mem, table);
    if (!db_dump(ours, &mem, name, &left, err) || !db_dump(theirs, &mem, name, &right, err))
        return false;
    if (str_is(left, right))
        return true;
    return fail(err, ERROR_BROKEN, name,
                "bảng «%s» không khớp với nhật ký (%zu so với %zu byte); hãy chạy: doanket rebuild",
                name, left.len, right.len);
}

static bool tables_compare(struct book *book, struct book *scratch, struct error *err)
{
    auto_arena mem = {0};
    for (size_t i = 0; i < book->features_count; i++) {
        if (!book->features[i]->tables)
            continue;
        struct book_tables tables = book_tables(&mem, book->features[i]);
        for (size_t k = 0; k < tables.count; k++)
            if (!table_compare(book->db, scratch->db, tables.at[k], err))
                return false;
    }
    return true;
}

bool book_check(struct book *book, int64_t *entries, struct error *err)
{
    char path[] = "/tmp/doanket-check-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0)
        return fail(err, ERROR_BROKEN, path, "không tạo được tệp tạm trong /tmp");
    close(fd);
    unlink(path); /* db_open makes it anew */
    struct book scratch;
    struct sha256 root;
    bool is_well = scratch_open(&scratch, book, path, err) &&
                   journal_head(book->db, entries, &root, err) &&
                   journal_replay(&book->journal, scratch.db, &scratch, NULL, err) &&
                   tables_compare(book, &scratch, err);
    if (scratch.db)
        db_rollback(scratch.db);
    arena_end(&scratch.writer.mem);
    db_close(scratch.db);
    static const char *const endings[] = {"", "-wal", "-shm", ".lock"};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        char name[sizeof path + 8];
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
    return is_well;
}
