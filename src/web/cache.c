#include "web/cache.h"

#include "base/file.h"

#include <assert.h>
#include <pthread.h>

enum { SHARDS = 8, BUCKETS = 512, SLOTS_AT_ONCE = 16 };

struct slot {
    struct slot *next;          /* in its bucket, or in the list of free slots */
    struct slot *newer, *older; /* by use */
    struct cache_page page;
    uint64_t hash;
    size_t key_len;
    char key[CACHE_KEY_MAX_BYTES];
};

/* A part of the cache with a lock of its own, chosen by the key's hash. */
struct shard {
    pthread_mutex_t lock;
    struct slot *bucket[BUCKETS];
    struct slot *newest, *oldest, *spare;
    size_t bytes;
};

struct cache {
    struct arena slots; /* all slots ever needed; dropped ones are used again */
    pthread_mutex_t slots_lock;
    size_t shard_cap_bytes;
    void (*end)(const struct cache_page *page);
    uint64_t secret[2];
    struct shard shard[SHARDS];
};

struct cache *cache_new(struct arena *mem, size_t cap_bytes,
                        void (*end)(const struct cache_page *page))
{
    struct cache *cache = arena_one(mem, struct cache);
    cache->shard_cap_bytes = cap_bytes / SHARDS;
    cache->end = end;
    random_bytes(cache->secret, sizeof cache->secret);
    pthread_mutex_init(&cache->slots_lock, NULL);
    for (size_t i = 0; i < SHARDS; i++)
        pthread_mutex_init(&cache->shard[i].lock, NULL);
    return cache;
}

/* Multiplies to 128 bits and folds: every bit of the product depends on all of both. */
static uint64_t mixed(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = a;
    product *= b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Keys come from outside (search words), so the hash hangs on a secret: nobody can choose keys that
 * meet in one bucket. */
static uint64_t key_hash(const struct cache *cache, struct str key)
{
    uint64_t hash = cache->secret[0] ^ key.len;
    for (size_t i = 0; i < key.len; i += 8) {
        uint64_t piece = 0;
        memcpy(&piece, key.at + i, key.len - i < 8 ? key.len - i : 8);
        hash = mixed(hash ^ piece, cache->secret[1] | 1);
    }
    return mixed(hash, cache->secret[0] | 1);
}

static void list_leave(struct shard *shard, struct slot *slot)
{
    *(slot->newer ? &slot->newer->older : &shard->newest) = slot->older;
    *(slot->older ? &slot->older->newer : &shard->oldest) = slot->newer;
}

static void list_enter(struct shard *shard, struct slot *slot)
{
    slot->newer = NULL;
    slot->older = shard->newest;
    *(shard->newest ? &shard->newest->newer : &shard->oldest) = slot;
    shard->newest = slot;
}

static struct slot **bucket_of(struct shard *shard, uint64_t hash)
{
    return &shard->bucket[(hash >> 8) % BUCKETS];
}

static struct slot *slot_find(struct shard *shard, uint64_t hash, struct str key)
{
    struct slot *slot = *bucket_of(shard, hash);
    while (slot && (slot->hash != hash || !str_is((struct str){slot->key, slot->key_len}, key)))
        slot = slot->next;
    return slot;
}

static size_t slot_bytes(const struct slot *slot)
{
    return sizeof *slot + slot->page.held_bytes;
}

static void slot_drop(struct cache *cache, struct shard *shard, struct slot *slot)
{
    struct slot **place = bucket_of(shard, slot->hash);
    while (*place != slot)
        place = &(*place)->next;
    *place = slot->next;
    list_leave(shard, slot);
    shard->bytes -= slot_bytes(slot);
    cache->end(&slot->page);
    slot->next = shard->spare;
    shard->spare = slot;
}

static struct slot *slot_take(struct cache *cache, struct shard *shard)
{
    if (!shard->spare) {
        pthread_mutex_lock(&cache->slots_lock);
        struct slot *slots = arena_many(&cache->slots, struct slot, SLOTS_AT_ONCE);
        pthread_mutex_unlock(&cache->slots_lock);
        for (size_t i = 0; i < SLOTS_AT_ONCE; i++) {
            slots[i].next = shard->spare;
            shard->spare = &slots[i];
        }
    }
    struct slot *slot = shard->spare;
    shard->spare = slot->next;
    return slot;
}

bool cache_use(struct cache *cache, struct str key, uint64_t generation, int64_t now_ms,
               void (*use)(void *context, const struct cache_page *page), void *context)
{
    if (key.len > CACHE_KEY_MAX_BYTES)
        return false;
    uint64_t hash = key_hash(cache, key);
    struct shard *shard = &cache->shard[hash % SHARDS];
    pthread_mutex_lock(&shard->lock);
    struct slot *slot = slot_find(shard, hash, key);
    bool is_fresh = slot && slot->page.generation == generation &&
                    (!slot->page.is_live || now_ms - slot->page.drawn_ms <= CACHE_LIVE_MS);
    if (is_fresh) {
        if (shard->newest != slot) {
            list_leave(shard, slot);
            list_enter(shard, slot);
        }
        use(context, &slot->page);
    } else if (slot && slot->page.generation <= generation) {
        slot_drop(cache, shard, slot);
    }
    pthread_mutex_unlock(&shard->lock);
    return is_fresh;
}

static bool is_newer(const struct cache_page *page, const struct cache_page *than)
{
    return page->generation != than->generation ? page->generation > than->generation
                                                : page->drawn_ms > than->drawn_ms;
}

void cache_keep(struct cache *cache, struct str key, const struct cache_page *page)
{
    if (key.len > CACHE_KEY_MAX_BYTES || page->held_bytes > cache->shard_cap_bytes / 4) {
        cache->end(page);
        return;
    }
    uint64_t hash = key_hash(cache, key);
    struct shard *shard = &cache->shard[hash % SHARDS];
    pthread_mutex_lock(&shard->lock);
    struct slot *slot = slot_find(shard, hash, key);
    if (slot && !is_newer(page, &slot->page)) {
        cache->end(page);
        pthread_mutex_unlock(&shard->lock);
        return;
    }
    if (slot)
        slot_drop(cache, shard, slot);
    while (shard->oldest && shard->bytes + sizeof *slot + page->held_bytes > cache->shard_cap_bytes)
        slot_drop(cache, shard, shard->oldest);
    slot = slot_take(cache, shard);
    slot->page = *page;
    slot->hash = hash;
    slot->key_len = key.len;
    memcpy(slot->key, key.at, key.len);
    shard->bytes += slot_bytes(slot);
    list_enter(shard, slot);
    slot->next = *bucket_of(shard, hash);
    *bucket_of(shard, hash) = slot;
    pthread_mutex_unlock(&shard->lock);
}

size_t cache_bytes(struct cache *cache)
{
    size_t bytes = 0;
    for (size_t i = 0; i < SHARDS; i++) {
        pthread_mutex_lock(&cache->shard[i].lock);
        bytes += cache->shard[i].bytes;
        pthread_mutex_unlock(&cache->shard[i].lock);
    }
    return bytes;
}

void cache_end(struct cache *cache)
{
    for (size_t i = 0; i < SHARDS; i++) {
        struct shard *shard = &cache->shard[i];
        while (shard->oldest)
            slot_drop(cache, shard, shard->oldest);
        pthread_mutex_destroy(&shard->lock);
    }
    pthread_mutex_destroy(&cache->slots_lock);
    arena_end(&cache->slots);
}
