#include "feature/finder_pages.h"

#include "search/search.h"

static const char tables[] =
    "CREATE TABLE search_doc (" /* what can be found, one row per page */
    "  id ID,"                  /* the entry's place + 1: rises with time */
    "  address TEXT NOT NULL,"
    "  title TEXT NOT NULL,"
    "  text TEXT NOT NULL,"
    "  day INT);"
    "CREATE TABLE search_gone (" /* documents taken away, in order; the index forgets them */
    "  seq ID,"
    "  doc INT NOT NULL);";

struct finder_writer finder_begin(struct db *db)
{
    return (struct finder_writer){db_rows(db,
                                          "INSERT INTO search_doc (id, address, title, text, day)"
                                          " VALUES ($1, $2, $3, $4, $5)",
                                          5)};
}

void finder_add(struct finder_writer *writer, const struct finder_doc *doc)
{
    row_int(&writer->rows, doc->i + 1);
    row_text(&writer->rows, doc->address);
    row_text(&writer->rows, doc->title);
    row_text(&writer->rows, doc->text);
    row_day(&writer->rows, doc->day);
    row_end(&writer->rows);
}

bool finder_end(struct finder_writer *writer, struct error *err)
{
    return db_rows_end(&writer->rows, err);
}

bool finder_forget(struct db *db, int64_t i, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM search_doc WHERE id = $1");
    bind_int(&query, i + 1);
    if (!query_run(&query, NULL, err))
        return false;
    int64_t seq = 1;
    query = db_query(db, "SELECT COALESCE(MAX(seq), 0) + 1 FROM search_gone");
    if (query_one(&query))
        seq = take_int(&query);
    if (!query_end(&query, err))
        return false;
    query = db_query(db, "INSERT INTO search_gone (seq, doc) VALUES ($1, $2)");
    bind_int(&query, seq);
    bind_int(&query, i + 1);
    return query_run(&query, NULL, err);
}

static bool follow_added(struct book *book, struct db *db, struct error *err)
{
    auto_arena mem = {0};
    struct query query =
        db_query(db, "SELECT id, title, text FROM search_doc WHERE id > $1 ORDER BY id");
    bind_int(&query, search_last(book->search));
    while (query_next(&query)) {
        int64_t id = take_int(&query);
        struct str title = take_text(&query, &mem), text = take_text(&query, &mem);
        search_add(book->search, id, title, text);
        arena_reset(&mem);
    }
    return query_end(&query, err);
}

static bool follow_gone(struct book *book, struct db *db, struct error *err)
{
    struct query query =
        db_query(db, "SELECT seq, doc FROM search_gone WHERE seq > $1 ORDER BY seq");
    bind_int(&query, book->search_forgotten);
    while (query_next(&query)) {
        book->search_forgotten = take_int(&query);
        search_forget(book->search, take_int(&query));
    }
    return query_end(&query, err);
}

bool finder_follow(struct book *book, struct db *db, struct error *err)
{
    pthread_mutex_lock(&book->lock);
    bool is_well = follow_added(book, db, err) && follow_gone(book, db, err);
    pthread_mutex_unlock(&book->lock);
    return is_well;
}

/* The document of a hit; one that this snapshot does not have (any more) is passed over. */
static bool doc_read(struct db *db, struct arena *mem, int64_t id, struct finder_hits *hits,
                     struct error *err)
{
    struct query query =
        db_query(db, "SELECT address, title, text, day FROM search_doc WHERE id = $1");
    bind_int(&query, id);
    if (query_one(&query)) {
        struct finder_doc *doc = &hits->at[hits->count++];
        doc->i = id - 1;
        doc->address = take_text(&query, mem);
        doc->title = take_text(&query, mem);
        doc->text = take_text(&query, mem);
        doc->day = take_day(&query);
    }
    return query_end(&query, err);
}

bool finder_find(struct book *book, struct db *db, struct arena *mem, struct str query, size_t skip,
                 size_t limit, struct finder_hits *hits, struct error *err)
{
    if (!finder_follow(book, db, err))
        return false;
    struct search_hits found = search_find(book->search, mem, query, skip, limit);
    *hits = (struct finder_hits){.at = arena_many(mem, struct finder_doc, found.count),
                                 .total = found.total};
    for (size_t i = 0; i < found.count; i++)
        if (!doc_read(db, mem, found.ids[i], hits, err))
            return false;
    return true;
}

static const struct field find_fields[] = {
    {.name = "q", .type = FIELD_TEXT, .cap_bytes = 300, .label = "Từ cần tìm"},
    {.name = "trang", .type = FIELD_INT, .label = "Trang"},
    {0},
};

static const struct route routes[] = {
    {METHOD_GET, "/tim-kiem", "", PACE_QUICK, finder_page, find_fields, false, "Tìm kiếm"},
};

const struct feature finder_feature = {
    .name = "finder", .tables = tables, FEATURE_ROWS(routes, routes)};
