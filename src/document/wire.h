/* Values as bytes between this program and its helpers: every field in a fixed order, numbers in
 * four bytes, texts and lists behind their length. One description of a thing, written with these
 * functions, serves writer and reader, so that the two cannot part; the reader takes exactly the
 * bytes that the writer gives. */
#ifndef DOCUMENT_WIRE_H
#define DOCUMENT_WIRE_H

#include "base/text.h"

struct wire {
    struct arena *mem;
    bool is_reading;
    struct text out; /* what is written */
    struct str in;   /* what is left to read */
    bool is_wrong;   /* from then on nothing is written or read */
};

/* A writer of at most cap_bytes into `mem`, and a reader whose texts point into `bytes`. */
struct wire wire_writer(struct arena *mem, size_t cap_bytes);
struct wire wire_reader(struct arena *mem, struct str bytes);

/* The number that was written or read. One outside its bounds (within int32_t) is wrong: `least` is
 * given. */
int64_t wire_int(struct wire *wire, int64_t value, int64_t least, int64_t most);
void wire_bool(struct wire *wire, bool *value);

/* A text must be UTF-8, else it is wrong; bytes are any. */
void wire_text(struct wire *wire, struct str *text);
void wire_bytes(struct wire *wire, struct str *bytes);

/* Ends a writer: false if anything was wrong or went over the cap. */
must_check bool wire_written(const struct wire *wire, struct str *bytes);

/* Ends a reader: false if anything was wrong or is left over. */
must_check bool wire_is_read(const struct wire *wire);

/* Each item of a list_of, at most `most` of them, by pass(wire, item). */
#define wire_list(wire, list, most, pass)                                                          \
    do {                                                                                           \
        int64_t wanted_ = wire_int(wire, (int64_t)(list)->count, 0, most);                         \
        for (int64_t i_ = 0; i_ < wanted_ && !(wire)->is_wrong; i_++)                              \
            pass(wire, (wire)->is_reading ? list_add(list, (wire)->mem) : &(list)->at[i_]);        \
    } while (0)

#endif
