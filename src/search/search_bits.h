/* Sets of documents of one part of the index (a file or the tail), in chunks that exist only where
 * something is set: finding is done on these, so a million documents cost microseconds. */
#ifndef SEARCH_SEARCH_BITS_H
#define SEARCH_SEARCH_BITS_H

#include "base/arena.h"

enum { SEARCH_CHUNK_DOCS = 65536 };

/* For each document of a chunk: does it hold the words at all, all of them in the title, all of
 * them with the marks as typed. title and exact are subsets of any. */
struct search_chunk {
    struct search_chunk *next; /* in the pool's list of unused ones */
    uint64_t *any, *title, *exact;
};

struct search_bits {
    struct search_chunk **chunks; /* NULL where nothing is set */
    size_t count;                 /* of those that are not NULL */
};

/* Makes the chunks for one part and takes them back. */
struct search_pool {
    struct arena *mem;
    struct search_chunk *unused_chunks;
    uint32_t docs;
    size_t chunks, words; /* chunks of the part; 64-bit words per chunk and set */
};

/* A pool of bitmaps for `docs` documents, in `mem`. */
struct search_pool search_pool_new(struct arena *mem, uint32_t docs);

/* An empty bitmap of the pool; it lives as long as the pool's arena. */
struct search_bits search_bits_new(struct search_pool *pool);

/* The chunk at i, made if it is not there; i below pool->chunks. */
struct search_chunk *search_bits_chunk(struct search_pool *pool, struct search_bits *bits,
                                       size_t i);

/* into = into and other, set by set; into = into or other. `other` is used up. */
void search_bits_and(struct search_pool *pool, struct search_bits *into, struct search_bits *other);
void search_bits_or(struct search_pool *pool, struct search_bits *into, struct search_bits *other);

/* Where a word's documents are written: the bits, and the only chunks that matter (NULL: all). */
struct search_fill {
    struct search_pool *pool;
    struct search_bits *into;
    const struct search_bits *within;
};

/* The chunk to write to, or NULL if chunk i does not matter. */
struct search_chunk *search_fill_chunk(const struct search_fill *fill, size_t i);

/* Sets one document. */
void search_chunk_set(struct search_chunk *chunk, uint32_t place, bool is_title, bool is_exact);

#endif
