/* The site's search: what projectors put into the table search_doc is found at /tim-kiem. The table
 * is the truth; the index files in derived/ follow it and may be deleted. */
#ifndef FEATURE_FINDER_H
#define FEATURE_FINDER_H

#include "feature/book.h"

/* A page that can be found: its number is the entry's place + 1, so that one entry makes at most
 * one. */
struct finder_doc {
    int64_t i; /* place of the entry that made it */
    struct str address, title, text;
    struct day day; /* shown with it; may be DAY_NONE */
};

/* For projectors: many documents in one go. */
struct finder_writer {
    struct db_rows rows;
};
struct finder_writer finder_begin(struct db *db);
void finder_add(struct finder_writer *writer, const struct finder_doc *doc);
must_check bool finder_end(struct finder_writer *writer, struct error *err);

/* Takes the document of entry i away (corrected, voided, erased). */
must_check bool finder_forget(struct db *db, int64_t i, struct error *err);

/* Brings the index up to what `db` sees. Called before each search, and when nothing else is to do.
 */
must_check bool finder_follow(struct book *book, struct db *db, struct error *err);

struct finder_hits {
    struct finder_doc *at;
    size_t count;
    int64_t total;
};

/* One page of hits, best first. */
must_check bool finder_find(struct book *book, struct db *db, struct arena *mem, struct str query,
                            size_t skip, size_t limit, struct finder_hits *hits, struct error *err);

extern const struct feature finder_feature;

#endif
