/* Memory that ends all at once: a request, a job, the process.
 * Whoever passes the arena owns the result; nothing taken from it is ever freed alone. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/base.h"

struct arena_block;

struct arena {
    struct arena_block *block; /* newest block; the others hang behind it */
    size_t used_bytes;         /* handed out since the start or the last reset */
};

#define auto_arena __attribute__((cleanup(arena_end))) struct arena

/* Gives `bytes` zeroed bytes, aligned to 16. Never NULL: a process without memory cannot answer for
 * anything, so it says so and aborts. The memory lives until arena_reset or arena_end. */
void *arena_take(struct arena *mem, size_t bytes) __attribute__((malloc, alloc_size(2)));

#define arena_one(mem, type)         ((type *)arena_take(mem, sizeof(type)))
#define arena_many(mem, type, count) ((type *)arena_take_many(mem, count, sizeof(type)))

/* Like arena_take for `count` things of `size` bytes; an overflow of the product aborts. */
void *arena_take_many(struct arena *mem, size_t count, size_t size);

/* Makes room for one more item in a list of `count` items of `size` bytes at `at`, which may be
 * NULL. Gives the list's (perhaps new) place and sets *room. Used through list_add only. */
void *arena_grow(struct arena *mem, void *at, size_t count, size_t *room, size_t size);

/* Forgets everything taken, keeps the newest block for what comes next. */
void arena_reset(struct arena *mem);

/* Gives everything back. The arena may be used again, as a new one. */
void arena_end(struct arena *mem);

/* A growing list: struct { type *at; size_t count, room; }. list_add gives a zeroed new item. */
#define list_of(type)                                                                              \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t count, room;                                                                        \
    }
#define list_add(list, mem)                                                                        \
    ((list)->at = arena_grow(mem, (list)->at, (list)->count, &(list)->room, sizeof *(list)->at),   \
     &(list)->at[(list)->count++])

#endif
