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

/* Adds a document; one whose `id` is not above search_last is known already and left as it is, so
 * that two threads may follow the same table. Title words weigh more than body words.
 * Any thread may search meanwhile; add, forget, seal and clear wait for one another. Texts beyond
 * 64 KiB are cut; of a text that is not UTF-8 only the ASCII is found. Until it is sealed a
 * document lives in memory only, and a search reads through all words that are not sealed: seal
 * every few ten thousand documents. */
void search_add(struct search *search, int64_t id, struct str title, struct str body);

/* Forgets a document (corrected, voided, erased): its words no longer find it, and they are gone
 * from disk after the next search_seal. Unknown numbers are fine. Not sealed, it is forgotten again
 * only if the caller says so after the next search_open. */
void search_forget(struct search *search, int64_t id);

/* Writes the tail to the folder, merging files so that there are few, and anew each file that holds
 * forgotten documents: they leave no trace in any file. Searches go on meanwhile. The one moment at
 * which all of it counts is the rename of the list of files: a kill before leaves the old index.
 * Fails BROKEN with path and reason; the index in memory stays whole, sealing may be tried again.
 */
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
 * beginning, of two characters or a digit). "1.126" and "1126" are one; a code is found by its
 * parts and whole; Khmer by any stretch of it, whose neighbouring clusters all stand in the
 * document. At most 32 words are looked for. skip + limit ≤ 1,000 (asserted). An empty query finds
 * nothing. Result in `mem`. Never fails. */
struct search_hits search_find(struct search *search, struct arena *mem, struct str query,
                               size_t skip, size_t limit);

#endif
