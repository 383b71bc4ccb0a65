/* One immutable file of the index: reading it. Whatever its bytes are, nothing is read outside
 * them; a file whose checksum is wrong is not opened.
 *
 *   header   struct search_header
 *   terms    entries in the order of their keys: varint(bytes shared with the key before)
 *            varint(bytes that follow) bytes varint(postings' bytes) postings;
 *            each SEARCH_BLOCK_TERMS-th shares nothing, so that reading can begin there
 *   blocks   from a multiple of 8 on: 64-bit offsets of those entries within `terms`
 *   groups   a 64-bit offset within `sums` for each SEARCH_GROUP_BLOCKS blocks, and one more
 *   ids      by place, less `base`, rising: id_bytes (4 or 8) each
 *   sums     for each group postings of all its terms together, so that a beginning that a million
 *            codes share is found without reading them; none where a term has marks
 *   zeros up to a multiple of 32
 *
 * All numbers little-endian. */
#ifndef SEARCH_SEARCH_FILE_H
#define SEARCH_SEARCH_FILE_H

#include "base/error.h"
#include "search/search_postings.h"
#include "search/search_wanted.h"

enum {
    SEARCH_FILE_VERSION = 1,
    SEARCH_BLOCK_TERMS = 16,
    SEARCH_GROUP_BLOCKS = 64,
    SEARCH_SUM_BYTES = 32,
};

struct search_header {
    char magic[8]; /* "doansrch" */
    uint32_t version, docs;
    uint64_t terms, terms_bytes, blocks;
    int64_t base; /* added to each of ids */
    uint32_t id_bytes, zero;
    uint64_t body_bytes; /* all behind the header; a multiple of SEARCH_SUM_BYTES */
    uint64_t body_sum, sums_bytes, spare;
    uint64_t header_sum; /* of the header before it */
};

struct search_file {
    struct str bytes; /* the mapped file */
    bool is_mapped;
    uint32_t docs, id_bytes;
    uint64_t terms, blocks;
    int64_t base;
    const unsigned char *terms_at, *terms_end, *blocks_at, *groups_at, *ids_at, *sums_at;
    uint64_t sums_bytes;
    uint64_t sum; /* header_sum: tells files of the same name apart */
};

/* A checksum over a stream in pieces of a multiple of SEARCH_SUM_BYTES (the last may be any: zeros
 * are thought behind it). Any one changed 64-bit word changes it; chance alone hits it once in
 * 2^64. Not against forgers. Start with SEARCH_SUM_START. */
struct search_sum {
    uint64_t lane[4];
};
#define SEARCH_SUM_START ((struct search_sum){{1, 2, 3, 4}})
void search_sum_add(struct search_sum *sum, const void *bytes, size_t len);
uint64_t search_sum_end(const struct search_sum *sum);

/* How many groups that many blocks make. */
uint64_t search_file_groups(uint64_t blocks);

/* Reads a file's bytes, which must stay; false if they are not a whole, undamaged file. */
must_check bool search_file_read(struct search_file *file, struct str bytes);

/* Maps the file at `path`. Fails MISSING if it is not there, INVALID if it is damaged or of another
 * version, BROKEN if the system refuses. */
must_check bool search_file_open(struct search_file *file, const char *path, struct error *err);
void search_file_close(struct search_file *file);

/* The number of the document at `place`, below file->docs. */
int64_t search_file_id(const struct search_file *file, uint32_t place);

/* True and *place if the file holds the document. */
bool search_file_place(const struct search_file *file, int64_t id, uint32_t *place);

/* About how many bytes of postings a wanted word has here: what is read first is the least. */
uint64_t search_file_cost(const struct search_file *file, const struct search_wanted *wanted);

/* Sets the documents that hold a wanted word. */
void search_file_fill(const struct search_file *file, const struct search_wanted *wanted,
                      const struct search_fill *fill);

/* Walks over the terms by key. */
struct search_cursor {
    struct search_reader reader, postings;
    struct str key; /* in key_bytes */
    size_t shared;  /* bytes it shares with the key before */
    char key_bytes[SEARCH_KEY_BYTES];
};

/* A cursor that search_cursor_next sets on the first term. */
void search_cursor_start(struct search_cursor *cursor, const struct search_file *file);

/* The next term: its key and a reader of its postings. False at the end (or on damage). */
bool search_cursor_next(struct search_cursor *cursor);

#endif
