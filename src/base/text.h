/* A sticky writer: text that grows in an arena up to a compulsory cap. Beyond the cap nothing is
 * written and the writer remembers it; text_end says so once, so that no call in between is
 * checked. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/error.h"
#include "base/str.h"

struct text {
    struct arena *mem;
    char *at;
    size_t len, room;
    size_t cap_bytes;
    bool is_over; /* something did not fit */
};

/* A new writer into `mem` that never holds more than cap_bytes. */
struct text text_new(struct arena *mem, size_t cap_bytes);

/* Add to the end; what does not fit under the cap is dropped whole and remembered. text_format is
 * printf's. */
void text_add(struct text *out, struct str piece);
void text_char(struct text *out, char piece);
void text_int(struct text *out, int64_t value);
void text_format(struct text *out, const char *format, ...) printf_like(2, 3);

/* What was written so far; it stays valid until the next write, the bytes belong to the arena. */
struct str text_str(const struct text *out);

/* Gives the whole text; fails INVALID (field `what`) if it went over its cap. */
must_check bool text_end(const struct text *out, const char *what, struct str *result,
                         struct error *err);

#endif
