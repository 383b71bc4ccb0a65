/* The newest documents, in memory until they are sealed: a hash table from keys to places. One
 * thread changes it; the caller's lock keeps readers out meanwhile. */
#ifndef SEARCH_SEARCH_TAIL_H
#define SEARCH_SEARCH_TAIL_H

#include "search/search_postings.h"
#include "search/search_wanted.h"

/* A piece of a term's places: varints of (distance << 1 | is_title). */
struct search_piece {
    struct search_piece *next;
    uint16_t used, room;
    unsigned char bytes[];
};

struct search_term {
    struct str key;
    struct search_piece *first, *last;
    uint32_t last_place;
};

struct search_slot {
    uint32_t hash, term; /* term: its number + 1; 0: free */
};

struct search_tail {
    struct arena mem;
    uint64_t seed; /* of the hash: texts come from outside */
    struct {
        int64_t *at;
        size_t count, room;
    } ids; /* by place */
    struct {
        struct search_term *at;
        size_t count, room;
    } terms;
    struct {
        uint64_t *at;
        size_t count, room;
    } heads; /* the first 8 bytes of each term's key, to look through quickly */
    struct search_slot *slots;
    size_t slots_count; /* a power of two */
};

/* Begin with an empty tail; give its memory back. */
void search_tail_start(struct search_tail *tail);
void search_tail_end(struct search_tail *tail);

/* Adds a document: `id` above all others; the first `title_count` words are the title's. */
void search_tail_add(struct search_tail *tail, int64_t id, const struct search_words *words,
                     size_t title_count);

/* Sets the documents that hold a wanted word. */
void search_tail_fill(const struct search_tail *tail, const struct search_wanted *wanted,
                      const struct search_fill *fill);

/* The terms sorted by key, in `mem`. */
const struct search_term **search_tail_sorted(const struct search_tail *tail, struct arena *mem);

/* Appends a term's places to `places`, as search_postings_read does. */
void search_tail_read(const struct search_term *term, const uint32_t *new_places,
                      struct search_places *places);

#endif
