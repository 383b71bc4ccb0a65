/* Finished answers of anonymous GETs, least recently used out first. Safe on every thread. */
#ifndef WEB_CACHE_H
#define WEB_CACHE_H

#include "base/str.h"

enum { CACHE_KEY_MAX_BYTES = 512, CACHE_LIVE_MS = 2000 };

struct cache;

/* One cached page. What an answer is, the server knows: the cache only keeps it. */
struct cache_page {
    void *answer;            /* the whole page */
    void *unchanged;         /* the answer to who has it already */
    char etag[24];           /* with its quotes */
    const char *pattern;     /* the route's path, for the access log */
    size_t body_bytes;       /* of the page, as sent */
    size_t held_bytes;       /* what both answers weigh in memory */
    uint64_t generation;     /* taken before the snapshot it was drawn from */
    int64_t drawn_ms;        /* monotonic clock */
    _Atomic int64_t *visits; /* grows with each reader; may be NULL */
    bool is_live;            /* out of date after CACHE_LIVE_MS, even in the same generation */
};

/* A cache of at most cap_bytes (the pages' bytes and its own slots), itself in `mem`. end: gives a
 * page's answers back; called while the cache is locked. */
struct cache *cache_new(struct arena *mem, size_t cap_bytes,
                        void (*end)(const struct cache_page *page));
void cache_end(struct cache *cache); /* ends all answers; no other thread may use it any more */

/* Looks for a page of this generation that is not out of date; calls `use` with it while
 * the cache is locked (so it must be short), so that nobody ends it meanwhile. False if there is
 * none. */
bool cache_use(struct cache *cache, struct str key, uint64_t generation, int64_t now_ms,
               void (*use)(void *context, const struct cache_page *page), void *context);

/* Takes a page over. If it does not fit (a key above CACHE_KEY_MAX_BYTES, a page above a quarter of
 * a shard) or an equally new one is there, it is ended at once. */
void cache_keep(struct cache *cache, struct str key, const struct cache_page *page);

/* Bytes held now, slots included: for tests and reports. */
size_t cache_bytes(struct cache *cache);

#endif
