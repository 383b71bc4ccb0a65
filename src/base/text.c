#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>

struct text text_new(struct arena *mem, size_t cap_bytes)
{
    return (struct text){.mem = mem, .cap_bytes = cap_bytes};
}

/* Gives the place for `len` more bytes, or NULL (and remembers it) when the cap forbids. */
static char *text_room(struct text *out, size_t len)
{
    if (out->is_over || len > out->cap_bytes - out->len) {
        out->is_over = true;
        return NULL;
    }
    if (len > out->room - out->len) {
        size_t room = out->room ? out->room * 2 : 256;
        if (room < out->len + len)
            room = out->len + len;
        char *grown = arena_take(out->mem, room);
        if (out->len)
            memcpy(grown, out->at, out->len);
        out->at = grown;
        out->room = room;
    }
    return out->at + out->len;
}

void text_add(struct text *out, struct str piece)
{
    if (piece.len == 0)
        return;
    char *place = text_room(out, piece.len);
    if (!place)
        return;
    memcpy(place, piece.at, piece.len);
    out->len += piece.len;
}

void text_char(struct text *out, char piece)
{
    if (out->len < out->room && out->len < out->cap_bytes && !out->is_over)
        out->at[out->len++] = piece;
    else
        text_add(out, (struct str){&piece, 1});
}

void text_int(struct text *out, int64_t value)
{
    char digits[24], *start = digits + sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        *--start = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        *--start = '-';
    text_add(out, (struct str){start, (size_t)(digits + sizeof digits - start)});
}

void text_format(struct text *out, const char *format, ...)
{
    char short_text[256]; /* most are short: then the format is walked only once */
    va_list values, again;
    va_start(values, format);
    va_copy(again, values);
    int len = vsnprintf(short_text, sizeof short_text, format, values);
    va_end(values);
    char *place = len < 0 ? NULL : text_room(out, (size_t)len + 1); /* + 1: vsnprintf's NUL */
    if (place) {
        if ((size_t)len < sizeof short_text)
            memcpy(place, short_text, (size_t)len + 1);
        else
            vsnprintf(place, (size_t)len + 1, format, again);
        out->len += (size_t)len;
    }
    va_end(again);
}

struct str text_str(const struct text *out)
{
    return out->at ? (struct str){out->at, out->len} : S("");
}

bool text_end(const struct text *out, const char *what, struct str *result, struct error *err)
{
    if (out->is_over)
        return fail(err, ERROR_INVALID, what, "dài quá %zu byte", out->cap_bytes);
    *result = text_str(out);
    return true;
}
