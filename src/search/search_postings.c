#include "search/search_postings.h"

enum { RUN_HEAD_BYTES = 20 };

uint64_t search_reader_long_number(struct search_reader *reader)
{
    uint64_t number = 0;
    for (unsigned shift = 0; shift < 64 && reader->at < reader->end; shift += 7) {
        unsigned char byte = *reader->at++;
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return number;
    }
    reader->is_bad = true;
    reader->at = reader->end;
    return 0;
}

unsigned char *search_number_write(unsigned char *out, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        *out++ = (unsigned char)(number | 0x80);
    *out++ = (unsigned char)number;
    return out;
}

static size_t number_bytes(uint32_t number)
{
    return number < 0x80 ? 1 : number < 0x4000 ? 2 : 3; /* places within a chunk only */
}

static size_t chunk_docs(uint32_t docs, size_t chunk)
{
    size_t left = docs - chunk * SEARCH_CHUNK_DOCS;
    return left < SEARCH_CHUNK_DOCS ? left : SEARCH_CHUNK_DOCS;
}

static size_t bitmap_bytes(uint32_t docs, size_t chunk)
{
    return (chunk_docs(docs, chunk) + 63) / 64 * 8;
}

size_t search_postings_room(uint32_t docs)
{
    size_t chunks = (size_t)docs / SEARCH_CHUNK_DOCS + 1;
    return 2 * chunks * (SEARCH_CHUNK_DOCS / 8 + RUN_HEAD_BYTES);
}

static unsigned char *bitmap_write(unsigned char *out, const uint32_t *places, size_t count,
                                   size_t bytes)
{
    memset(out, 0, bytes);
    for (size_t i = 0; i < count; i++) {
        uint32_t place = places[i] % SEARCH_CHUNK_DOCS;
        out[place / 8] |= (unsigned char)(1 << (place % 8));
    }
    return out + bytes;
}

static unsigned char *list_write(unsigned char *out, const uint32_t *places, size_t count)
{
    uint32_t last = places[0] / SEARCH_CHUNK_DOCS * SEARCH_CHUNK_DOCS;
    for (size_t i = 0; i < count; i++) {
        out = search_number_write(out, places[i] - last);
        last = places[i];
    }
    return out;
}

/* Writes the run of `count` (at least one) places of one chunk. */
static unsigned char *run_write(unsigned char *out, const uint32_t *places, size_t count,
                                size_t gap, bool is_title, uint32_t docs)
{
    size_t chunk = places[0] / SEARCH_CHUNK_DOCS;
    size_t bytes = number_bytes(places[0] % SEARCH_CHUNK_DOCS);
    for (size_t i = 1; i < count; i++)
        bytes += number_bytes(places[i] - places[i - 1]);
    bool is_bitmap = bytes >= bitmap_bytes(docs, chunk);
    out = search_number_write(out, gap << 2 | (uint64_t)is_title << 1 | is_bitmap);
    out = search_number_write(out, count);
    if (is_bitmap)
        return bitmap_write(out, places, count, bitmap_bytes(docs, chunk));
    if (count > 1)
        out = search_number_write(out, bytes);
    return list_write(out, places, count);
}

/* How many of the places, from the first on, lie in the chunk. */
static size_t count_in_chunk(const uint32_t *places, size_t count, size_t chunk)
{
    size_t inside = 0;
    while (inside < count && places[inside] / SEARCH_CHUNK_DOCS == chunk)
        inside++;
    return inside;
}

size_t search_postings_write(unsigned char *out, const struct search_places *places, uint32_t docs)
{
    unsigned char *start = out;
    size_t title = 0, body = 0, last_chunk = 0;
    while (title < places->title_count || body < places->body_count) {
        uint32_t next = SEARCH_NOWHERE;
        if (title < places->title_count)
            next = places->title[title];
        if (body < places->body_count && places->body[body] < next)
            next = places->body[body];
        size_t chunk = next / SEARCH_CHUNK_DOCS;
        size_t count = count_in_chunk(places->title + title, places->title_count - title, chunk);
        if (count) {
            out = run_write(out, places->title + title, count, chunk - last_chunk, true, docs);
            title += count;
            last_chunk = chunk;
        }
        count = count_in_chunk(places->body + body, places->body_count - body, chunk);
        if (count) {
            out = run_write(out, places->body + body, count, chunk - last_chunk, false, docs);
            body += count;
            last_chunk = chunk;
        }
    }
    return (size_t)(out - start);
}

struct posting_run {
    size_t chunk, count;
    bool is_title, is_bitmap;
    const unsigned char *bytes;
    size_t len;
};

/* Reads the next run; run->chunk carries over from the run before. False at the end or on damage.
 */
static bool run_read(struct search_reader *reader, uint32_t docs, struct posting_run *run)
{
    if (reader->at == reader->end)
        return false;
    uint64_t head = search_reader_number(reader);
    uint64_t chunks = ((uint64_t)docs + SEARCH_CHUNK_DOCS - 1) / SEARCH_CHUNK_DOCS;
    if (reader->is_bad || head >> 2 >= chunks - run->chunk)
        return false;
    run->chunk += head >> 2;
    run->is_title = head >> 1 & 1;
    run->is_bitmap = head & 1;
    run->count = search_reader_number(reader);
    if (run->is_bitmap) {
        run->len = bitmap_bytes(docs, run->chunk);
    } else if (run->count > 1) {
        run->len = search_reader_number(reader);
    } else {
        struct search_reader ahead = *reader;
        search_reader_number(&ahead);
        run->len = (size_t)(ahead.at - reader->at);
    }
    run->bytes = search_reader_bytes(reader, run->len);
    return run->bytes != NULL;
}

static uint64_t load_word(const unsigned char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

static void bitmap_fill(const struct posting_run *run, struct search_chunk *chunk, bool is_exact)
{
    for (size_t i = 0; i < run->len / 8; i++) {
        uint64_t word = load_word(run->bytes + i * 8);
        chunk->any[i] |= word;
        if (run->is_title)
            chunk->title[i] |= word;
        if (is_exact)
            chunk->exact[i] |= word;
    }
}

static void list_fill(const struct posting_run *run, struct search_chunk *chunk, size_t cap,
                      bool is_exact)
{
    struct search_reader reader = {run->bytes, run->bytes + run->len, false};
    uint64_t place = 0;
    while (reader.at < reader.end) {
        place += search_reader_number(&reader);
        if (reader.is_bad || place >= cap)
            return;
        search_chunk_set(chunk, (uint32_t)place, run->is_title, is_exact);
    }
}

void search_postings_fill(struct search_reader reader, const struct search_fill *fill,
                          bool is_exact)
{
    uint32_t docs = fill->pool->docs;
    struct posting_run run = {0};
    while (run_read(&reader, docs, &run)) {
        struct search_chunk *chunk = search_fill_chunk(fill, run.chunk);
        if (chunk && run.is_bitmap)
            bitmap_fill(&run, chunk, is_exact);
        else if (chunk)
            list_fill(&run, chunk, chunk_docs(docs, run.chunk), is_exact);
    }
}

static void place_add(struct search_places *places, bool is_title, uint32_t place)
{
    if (place == SEARCH_NOWHERE)
        return;
    if (is_title)
        places->title[places->title_count++] = place;
    else
        places->body[places->body_count++] = place;
}

/* Adds the run's places; none twice and none outside the chunk, whatever the bytes say. */
static void run_places(const struct posting_run *run, size_t cap, const uint32_t *new_places,
                       struct search_places *places)
{
    for (size_t i = 0; run->is_bitmap && i < run->len / 8; i++)
        for (uint64_t word = load_word(run->bytes + i * 8); word; word &= word - 1) {
            size_t place = i * 64 + (size_t)__builtin_ctzll(word);
            if (place < cap)
                place_add(places, run->is_title, new_places[place]);
        }
    struct search_reader reader = {run->bytes, run->bytes + run->len, false};
    uint64_t place = 0;
    for (bool is_first = true; !run->is_bitmap && reader.at < reader.end; is_first = false) {
        uint64_t distance = search_reader_number(&reader);
        place += distance;
        if (reader.is_bad || distance >= cap || place >= cap || (distance == 0 && !is_first))
            return;
        place_add(places, run->is_title, new_places[place]);
    }
}

void search_postings_read(struct search_reader reader, uint32_t docs, const uint32_t *new_places,
                          struct search_places *places)
{
    struct posting_run run = {0};
    size_t next[2] = {0, 0}; /* the first chunk that may still come, for body and title */
    while (run_read(&reader, docs, &run)) {
        if (run.chunk < next[run.is_title])
            return;
        next[run.is_title] = run.chunk + 1;
        run_places(&run, chunk_docs(docs, run.chunk), new_places + run.chunk * SEARCH_CHUNK_DOCS,
                   places);
    }
}
