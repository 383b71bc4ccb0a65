/* In which documents a term stands, as bytes in a file: runs of one chunk and one kind (title or
 * body), each a list of varint deltas or, where that is shorter, a bitmap. The newest documents
 * have the highest places; a place is a document's number within its file.
 *
 *   run := varint(chunks since the last run << 2 | is_title << 1 | is_bitmap)  varint(count)
 *          bitmap: 64-bit words of the chunk, little-endian
 *          list:   varint(bytes) if count > 1, then varints: the first place, then the distances */
#ifndef SEARCH_SEARCH_POSTINGS_H
#define SEARCH_SEARCH_POSTINGS_H

#include "search/search_bits.h"

/* Reads bytes that may lie; once is_bad, everything read is 0 and nothing is left. */
struct search_reader {
    const unsigned char *at, *end;
    bool is_bad;
};

/* The next number of up to 64 bits; 0 once the reader is over its end. */
uint64_t search_reader_long_number(struct search_reader *reader);

/* The next varint. */
static inline uint64_t search_reader_number(struct search_reader *reader)
{
    if (reader->at < reader->end && *reader->at < 0x80)
        return *reader->at++; /* nearly always */
    return search_reader_long_number(reader);
}

/* The next `len` bytes, or NULL (and is_bad) if so many are not there. */
static inline const unsigned char *search_reader_bytes(struct search_reader *reader, size_t len)
{
    const unsigned char *bytes = reader->at;
    if ((size_t)(reader->end - reader->at) >= len) {
        reader->at += len;
        return bytes;
    }
    reader->is_bad = true;
    reader->at = reader->end;
    return NULL;
}

/* Writes a number as a varint (at most 10 bytes) and gives its end. */
unsigned char *search_number_write(unsigned char *out, uint64_t number);

/* How many bytes search_postings_write may write at most for a file of `docs` documents. */
size_t search_postings_room(uint32_t docs);

/* The places of a term, rising: those with it in the title, those with it in the body only. */
struct search_places {
    uint32_t *title, *body;
    size_t title_count, body_count;
};

/* Writes the places as runs; gives how many bytes. out: search_postings_room bytes. */
size_t search_postings_write(unsigned char *out, const struct search_places *places, uint32_t docs);

/* Sets the documents of a term in bits. Damage ends the reading early, harmlessly. */
void search_postings_fill(struct search_reader reader, const struct search_fill *fill,
                          bool is_exact);

/* Appends to `places` what new_places[place] gives for each place below `docs`; SEARCH_NOWHERE
 * leaves it out. Room for as many as there are documents must be there. */
#define SEARCH_NOWHERE UINT32_MAX
void search_postings_read(struct search_reader reader, uint32_t docs, const uint32_t *new_places,
                          struct search_places *places);

#endif
