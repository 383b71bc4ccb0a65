/* Search over short texts: immutable memory-mapped index files and a small tail in memory, the same
 * on both databases. Knows no table: documents are numbers with texts, given in rising order. */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include "base/error.h"
#include "base/str.h"

struct search;

/* Opens the index in `folder` (made if it is not there); NULL: in memory only. Files of another
 * format version, damaged or half-written ones are dropped: the caller sees a lower search_last and
 * adds again. Fails BROKEN with path and reason. */
must_check bool search_open(struct search **search, const char *folder, struct error *err);
void search_close(struct search *search);

/* The highest document number the index knows; 0 when empty. */
int64_t search_last(const struct search *search);

/* Adds a document; `id` above search_last (asserted). Title words weigh more than body words. One
 * thread adds; any thread may search meanwhile. Texts beyond 64 KiB are cut. */
void search_add(struct search *search, int64_t id, struct str title, struct str body);

/* Forgets a document (corrected, voided, erased): its words no longer find it, and they are gone
 * from disk after the next search_seal. Unknown numbers are fine. */
void search_forget(struct search *search, int64_t id);

/* Writes the tail and the forgotten marks to the folder, merging files so that there are few.
 * Documents that were forgotten leave no trace in any file. */
must_check bool search_seal(struct search *search, struct error *err);

/* Forgets everything, files too (before a rebuild). */
must_check bool search_clear(struct search *search, struct error *err);

struct search_hits {
    int64_t *ids; /* best first: all words in the title, then words with the marks as typed, then
                     the newest (highest number) */
    size_t count;
    int64_t total; /* how many there are in all; exact */
};

/* Documents that hold every word of `query` (folded: with or without marks; the last word may be a
 * beginning). skip + limit ≤ 1,000. An empty query finds nothing. Result in `mem`. Never fails. */
struct search_hits search_find(struct search *search, struct arena *mem, struct str query,
                               size_t skip, size_t limit);

#endif
