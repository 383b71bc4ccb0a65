#include "search/search_bits.h"

struct search_pool search_pool_new(struct arena *mem, uint32_t docs)
{
    uint32_t widest = docs < SEARCH_CHUNK_DOCS ? docs : SEARCH_CHUNK_DOCS;
    return (struct search_pool){
        .mem = mem,
        .docs = docs,
        .chunks = ((size_t)docs + SEARCH_CHUNK_DOCS - 1) / SEARCH_CHUNK_DOCS,
        .words = (widest + 63) / 64,
    };
}

struct search_bits search_bits_new(struct search_pool *pool)
{
    return (struct search_bits){.chunks =
                                    arena_many(pool->mem, struct search_chunk *, pool->chunks)};
}

static struct search_chunk *chunk_take(struct search_pool *pool)
{
    struct search_chunk *chunk = pool->unused_chunks;
    if (chunk) {
        pool->unused_chunks = chunk->next;
        memset(chunk->any, 0, 3 * pool->words * sizeof *chunk->any);
        return chunk;
    }
    chunk = arena_one(pool->mem, struct search_chunk);
    chunk->any = arena_many(pool->mem, uint64_t, 3 * pool->words);
    chunk->title = chunk->any + pool->words;
    chunk->exact = chunk->title + pool->words;
    return chunk;
}

static void chunk_drop(struct search_pool *pool, struct search_bits *bits, size_t i)
{
    bits->chunks[i]->next = pool->unused_chunks;
    pool->unused_chunks = bits->chunks[i];
    bits->chunks[i] = NULL;
    bits->count--;
}

struct search_chunk *search_bits_chunk(struct search_pool *pool, struct search_bits *bits, size_t i)
{
    if (!bits->chunks[i]) {
        bits->chunks[i] = chunk_take(pool);
        bits->count++;
    }
    return bits->chunks[i];
}

void search_bits_and(struct search_pool *pool, struct search_bits *into, struct search_bits *other)
{
    for (size_t i = 0; i < pool->chunks; i++) {
        struct search_chunk *left = into->chunks[i];
        const struct search_chunk *right = other->chunks[i];
        uint64_t rest = 0;
        for (size_t word = 0; left && right && word < pool->words; word++) {
            rest |= left->any[word] &= right->any[word];
            left->title[word] &= right->title[word];
            left->exact[word] &= right->exact[word];
        }
        if (left && !rest)
            chunk_drop(pool, into, i);
        if (right)
            chunk_drop(pool, other, i);
    }
}

void search_bits_or(struct search_pool *pool, struct search_bits *into, struct search_bits *other)
{
    for (size_t i = 0; i < pool->chunks; i++) {
        const struct search_chunk *right = other->chunks[i];
        if (!right)
            continue;
        struct search_chunk *left = search_bits_chunk(pool, into, i);
        for (size_t word = 0; word < 3 * pool->words; word++)
            left->any[word] |= right->any[word]; /* all three sets: they lie one after another */
        chunk_drop(pool, other, i);
    }
}

struct search_chunk *search_fill_chunk(const struct search_fill *fill, size_t i)
{
    if (i >= fill->pool->chunks || (fill->within && !fill->within->chunks[i]))
        return NULL;
    return search_bits_chunk(fill->pool, fill->into, i);
}

void search_chunk_set(struct search_chunk *chunk, uint32_t place, bool is_title, bool is_exact)
{
    uint64_t bit = (uint64_t)1 << (place & 63);
    chunk->any[place >> 6] |= bit;
    if (is_title)
        chunk->title[place >> 6] |= bit;
    if (is_exact)
        chunk->exact[place >> 6] |= bit;
}
