#include "search/search_tail.h"

#include "base/file.h"

#include <assert.h>

enum { FIRST_SLOTS = 4096, FIRST_PIECE_BYTES = 4, LARGEST_PIECE_BYTES = 1024, PLACE_BYTES = 5 };

void search_tail_start(struct search_tail *tail)
{
    *tail = (struct search_tail){.slots_count = FIRST_SLOTS};
    tail->slots = arena_many(&tail->mem, struct search_slot, FIRST_SLOTS);
    random_bytes(&tail->seed, sizeof tail->seed);
}

void search_tail_end(struct search_tail *tail)
{
    struct arena mem = tail->mem;
    *tail = (struct search_tail){0};
    arena_end(&mem);
}

/* The first 8 bytes as a number that sorts as they do. */
static uint64_t key_head(struct str key)
{
    unsigned char bytes[8] = {0};
    memcpy(bytes, key.at, key.len < 8 ? key.len : 8);
    uint64_t head = 0;
    for (size_t i = 0; i < 8; i++)
        head = head << 8 | bytes[i];
    return head;
}

static uint32_t key_hash(struct str key, uint64_t seed)
{
    uint64_t hash = seed ^ key.len;
    for (size_t i = 0; i < key.len; i += 8) {
        uint64_t word = 0;
        memcpy(&word, key.at + i, key.len - i < 8 ? key.len - i : 8);
        __uint128_t product = (__uint128_t)(hash ^ word) * 0x9E3779B97F4A7C15U;
        hash = (uint64_t)product ^ (uint64_t)(product >> 64) ^ seed;
    }
    return (uint32_t)(hash ^ hash >> 32);
}

static void slots_grow(struct search_tail *tail)
{
    size_t count = tail->slots_count * 2;
    struct search_slot *slots = arena_many(&tail->mem, struct search_slot, count);
    for (size_t i = 0; i < tail->slots_count; i++) {
        size_t at = tail->slots[i].hash & (count - 1);
        while (tail->slots[i].term && slots[at].term)
            at = (at + 1) & (count - 1);
        if (tail->slots[i].term)
            slots[at] = tail->slots[i];
    }
    tail->slots = slots;
    tail->slots_count = count;
}

static struct search_term *term_at(struct search_tail *tail, struct str key)
{
    uint32_t hash = key_hash(key, tail->seed);
    size_t at = hash & (tail->slots_count - 1);
    for (; tail->slots[at].term; at = (at + 1) & (tail->slots_count - 1)) {
        struct search_term *term = &tail->terms.at[tail->slots[at].term - 1];
        if (tail->slots[at].hash == hash && str_is(term->key, key))
            return term;
    }
    struct search_term *term = list_add(&tail->terms, &tail->mem);
    term->key = str_copy(&tail->mem, key);
    *list_add(&tail->heads, &tail->mem) = key_head(key);
    tail->slots[at] = (struct search_slot){hash, (uint32_t)tail->terms.count};
    if (tail->terms.count * 2 > tail->slots_count)
        slots_grow(tail);
    return term;
}

/* A piece with room for one more place: the last, or a new one twice as large. */
static struct search_piece *piece_with_room(struct search_tail *tail, struct search_term *term,
                                            size_t bytes)
{
    struct search_piece *last = term->last;
    if (last && (size_t)(last->room - last->used) >= bytes)
        return last;
    size_t room = last ? (size_t)last->room * 2 + 4 : FIRST_PIECE_BYTES;
    if (room > LARGEST_PIECE_BYTES)
        room = LARGEST_PIECE_BYTES;
    if (room < bytes)
        room = bytes;
    struct search_piece *piece = arena_take(&tail->mem, sizeof *piece + room);
    piece->room = (uint16_t)room;
    if (last)
        last->next = piece;
    else
        term->first = piece;
    return term->last = piece;
}

static void term_add(struct search_tail *tail, struct search_term *term, uint32_t place,
                     bool is_title)
{
    if (term->first && term->last_place == place)
        return; /* again in the same document: the title came first */
    unsigned char bytes[PLACE_BYTES + 1];
    uint64_t distance = term->first ? place - term->last_place : place;
    size_t len = (size_t)(search_number_write(bytes, distance << 1 | is_title) - bytes);
    struct search_piece *piece = piece_with_room(tail, term, len);
    memcpy(piece->bytes + piece->used, bytes, len);
    piece->used = (uint16_t)(piece->used + len);
    term->last_place = place;
}

void search_tail_add(struct search_tail *tail, int64_t id, const struct search_words *words,
                     size_t title_count)
{
    assert(tail->ids.count < SEARCH_NOWHERE);
    uint32_t place = (uint32_t)tail->ids.count;
    for (size_t i = 0; i < words->count; i++) {
        char bytes[SEARCH_KEY_BYTES];
        struct search_term *term = term_at(tail, search_key(bytes, &words->at[i]));
        term_add(tail, term, place, i < title_count);
    }
    *list_add(&tail->ids, &tail->mem) = id;
}

/* Walks over a term's places. */
struct place_walk {
    const struct search_piece *piece;
    struct search_reader reader;
    uint32_t place;
    bool is_title;
};

static bool place_next(struct place_walk *walk)
{
    while (walk->reader.at == walk->reader.end) {
        if (!walk->piece)
            return false;
        walk->reader.at = walk->piece->bytes;
        walk->reader.end = walk->piece->bytes + walk->piece->used;
        walk->piece = walk->piece->next;
    }
    uint64_t number = search_reader_number(&walk->reader);
    walk->place += (uint32_t)(number >> 1);
    walk->is_title = number & 1;
    return true;
}

static void term_fill(const struct search_term *term, const struct search_fill *fill, bool is_exact)
{
    struct place_walk walk = {.piece = term->first};
    while (place_next(&walk)) {
        struct search_chunk *chunk = search_fill_chunk(fill, walk.place / SEARCH_CHUNK_DOCS);
        if (chunk)
            search_chunk_set(chunk, walk.place % SEARCH_CHUNK_DOCS, walk.is_title, is_exact);
    }
}

void search_tail_fill(const struct search_tail *tail, const struct search_wanted *wanted,
                      const struct search_fill *fill)
{
    size_t len = wanted->start.len < 8 ? wanted->start.len : 8;
    uint64_t head = key_head(wanted->start), mask = len ? ~(uint64_t)0 << (64 - 8 * len) : 0;
    for (size_t i = 0; i < tail->heads.count; i++) {
        if ((tail->heads.at[i] & mask) != head)
            continue;
        const struct search_term *term = &tail->terms.at[i];
        if (str_starts(term->key, wanted->start))
            term_fill(term, fill, search_key_is_exact(term->key, wanted));
    }
}

static int by_key(const void *left, const void *right)
{
    const struct search_term *const *a = left, *const *b = right;
    return str_order((*a)->key, (*b)->key);
}

const struct search_term **search_tail_sorted(const struct search_tail *tail, struct arena *mem)
{
    const struct search_term **sorted =
        arena_many(mem, const struct search_term *, tail->terms.count);
    for (size_t i = 0; i < tail->terms.count; i++)
        sorted[i] = &tail->terms.at[i];
    if (tail->terms.count)
        qsort(sorted, tail->terms.count, sizeof(void *), by_key);
    return sorted;
}

void search_tail_read(const struct search_term *term, const uint32_t *new_places,
                      struct search_places *places)
{
    struct place_walk walk = {.piece = term->first};
    while (place_next(&walk)) {
        uint32_t place = new_places[walk.place];
        if (place == SEARCH_NOWHERE)
            continue;
        if (walk.is_title)
            places->title[places->title_count++] = place;
        else
            places->body[places->body_count++] = place;
    }
}
