#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

struct str str_of(const char *text)
{
    return text ? (struct str){text, strlen(text)} : S("");
}

struct str str_copy(struct arena *mem, struct str text)
{
    char *copy = arena_take(mem, text.len + 1);
    if (text.len)
        memcpy(copy, text.at, text.len);
    return (struct str){copy, text.len};
}

const char *str_c(struct arena *mem, struct str text)
{
    return str_copy(mem, text).at;
}

struct str str_join(struct arena *mem, const struct str *parts, size_t count, struct str between)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++)
        len += parts[i].len + (i ? between.len : 0);
    char *joined = arena_take(mem, len + 1), *end = joined;
    for (size_t i = 0; i < count; i++) {
        if (i && between.len)
            end = (char *)memcpy(end, between.at, between.len) + between.len;
        if (parts[i].len)
            end = (char *)memcpy(end, parts[i].at, parts[i].len) + parts[i].len;
    }
    return (struct str){joined, len};
}

bool str_is(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool str_starts(struct str text, struct str start)
{
    return text.len >= start.len && str_is((struct str){text.at, start.len}, start);
}

bool str_ends(struct str text, struct str end)
{
    return text.len >= end.len && str_is(str_part(text, text.len - end.len, end.len), end);
}

int str_order(struct str a, struct str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.at, b.at, len) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

size_t str_find(struct str text, struct str wanted)
{
    if (wanted.len == 0)
        return 0;
    const char *found = text.len ? memmem(text.at, text.len, wanted.at, wanted.len) : NULL;
    return found ? (size_t)(found - text.at) : text.len;
}

size_t str_find_char(struct str text, char wanted)
{
    const char *found = text.len ? memchr(text.at, wanted, text.len) : NULL;
    return found ? (size_t)(found - text.at) : text.len;
}

struct str str_part(struct str text, size_t from, size_t len)
{
    if (from > text.len)
        from = text.len;
    if (len > text.len - from)
        len = text.len - from;
    return (struct str){text.at ? text.at + from : NULL, len};
}

/* Bytes of the blank that `text` begins with: 1 for ASCII, 2 for U+00A0, 0 if it begins otherwise.
 */
static size_t blank_at_start(struct str text)
{
    if (text.len && (text.at[0] == ' ' || (text.at[0] >= '\t' && text.at[0] <= '\r')))
        return 1;
    return str_starts(text, S("\xC2\xA0")) ? 2 : 0;
}

static size_t blank_at_end(struct str text)
{
    if (text.len && blank_at_start(str_part(text, text.len - 1, 1)))
        return 1;
    return str_ends(text, S("\xC2\xA0")) ? 2 : 0;
}

struct str str_trim(struct str text)
{
    for (size_t blank; (blank = blank_at_start(text)) > 0;)
        text = str_part(text, blank, text.len);
    for (size_t blank; (blank = blank_at_end(text)) > 0;)
        text.len -= blank;
    return text;
}

bool str_cut(struct str *rest, char separator, struct str *part)
{
    if (!rest->at)
        return false;
    size_t end = str_find_char(*rest, separator);
    *part = str_part(*rest, 0, end);
    *rest = end == rest->len ? STR_NONE : str_part(*rest, end + 1, rest->len);
    return true;
}

bool str_to_int(struct str text, int64_t *value)
{
    bool is_negative = text.len && text.at[0] == '-';
    size_t i = is_negative ? 1 : 0;
    if (i == text.len)
        return false;
    int64_t result = 0;
    for (; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        int digit = text.at[i] - '0';
        if (__builtin_mul_overflow(result, 10, &result) ||
            __builtin_add_overflow(result, is_negative ? -digit : digit, &result))
            return false;
    }
    *value = result;
    return true;
}

struct str str_format(struct arena *mem, const char *format, ...)
{
    char short_text[256]; /* most are short: then the format is walked only once */
    va_list values, again;
    va_start(values, format);
    va_copy(again, values);
    int len = vsnprintf(short_text, sizeof short_text, format, values);
    va_end(values);
    assert(len >= 0);
    char *text = arena_take(mem, (size_t)len + 1);
    if ((size_t)len < sizeof short_text)
        memcpy(text, short_text, (size_t)len);
    else
        vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return (struct str){text, (size_t)len};
}

uint64_t str_hash(struct str text)
{
    uint64_t hash = 0xcbf29ce484222325U;
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.at[i]) * 0x100000001b3U;
    return hash;
}
