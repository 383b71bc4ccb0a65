#include "base/arena.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { ALIGN_BYTES = 16, FIRST_BLOCK_BYTES = 16 * 1024, LARGEST_BLOCK_BYTES = 4 * 1024 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t size_bytes, used_bytes;
    _Alignas(ALIGN_BYTES) unsigned char bytes[];
};

static struct arena_block *block_new(struct arena_block *older, size_t bytes)
{
    size_t size = older ? older->size_bytes * 2 : FIRST_BLOCK_BYTES;
    if (size > LARGEST_BLOCK_BYTES)
        size = LARGEST_BLOCK_BYTES;
    if (size < bytes)
        size = bytes;
    struct arena_block *block = malloc(sizeof *block + size);
    if (!block) {
        fputs("doanket: out of memory\n", stderr);
        abort();
    }
    block->older = older;
    block->size_bytes = size;
    block->used_bytes = 0;
    return block;
}

void *arena_take(struct arena *mem, size_t bytes)
{
    size_t rounded = (bytes + ALIGN_BYTES - 1) & ~(size_t)(ALIGN_BYTES - 1);
    assert(rounded >= bytes);
    struct arena_block *block = mem->block;
    if (!block || block->size_bytes - block->used_bytes < rounded)
        block = mem->block = block_new(block, rounded);
    void *result = block->bytes + block->used_bytes;
    block->used_bytes += rounded;
    mem->used_bytes += rounded;
    return memset(result, 0, bytes);
}

void *arena_take_many(struct arena *mem, size_t count, size_t size)
{
    size_t bytes;
    bool is_overflow = __builtin_mul_overflow(count, size, &bytes);
    assert(!is_overflow);
    (void)is_overflow;
    return arena_take(mem, bytes);
}

void *arena_grow(struct arena *mem, void *at, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return at;
    size_t wanted = *room ? *room * 2 : 8;
    void *grown = arena_take_many(mem, wanted, size);
    if (count)
        memcpy(grown, at, count * size);
    *room = wanted;
    return grown;
}

static void blocks_free(struct arena_block *block)
{
    while (block) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
}

void arena_reset(struct arena *mem)
{
    mem->used_bytes = 0;
    if (!mem->block)
        return;
    blocks_free(mem->block->older);
    mem->block->older = NULL;
    mem->block->used_bytes = 0;
}

void arena_end(struct arena *mem)
{
    blocks_free(mem->block);
    *mem = (struct arena){0};
}
