#include "web/html.h"

#include <assert.h>

struct html html_new(struct arena *mem, const struct messages *messages, size_t cap_bytes)
{
    return (struct html){.text = text_new(mem, cap_bytes), .messages = messages};
}

struct html_piece html_end(const struct html *out)
{
    return (struct html_piece){out->text.is_over ? STR_NONE : text_str(&out->text)};
}

/* Pages are made of many short pieces: the usual case, where the piece fits, stays in this file. */
static inline void put_bytes(struct text *text, const char *at, size_t len)
{
    if (!text->is_over && len <= text->room - text->len && len <= text->cap_bytes - text->len) {
        if (len) {
            memcpy(text->at + text->len, at, len);
            text->len += len;
        }
        return;
    }
    text_add(text, (struct str){at, len});
}

void html_literal(struct html *out, struct str markup)
{
    put_bytes(&out->text, markup.at, markup.len);
}

static const struct {
    char at[7];
    unsigned char len;
} escapes[256] = {
    ['&'] = {"&amp;", 5},  ['<'] = {"&lt;", 4},   ['>'] = {"&gt;", 4},
    ['"'] = {"&quot;", 6}, ['\''] = {"&#39;", 5},
};

typedef unsigned char lanes __attribute__((vector_size(16)));

/* True if one of 16 bytes must be escaped. */
static inline bool lanes_have_special(const char *at)
{
    lanes bytes;
    memcpy(&bytes, at, sizeof bytes);
    __typeof__(bytes == '&') hits =
        (bytes == '&') | (bytes == '<') | (bytes == '>') | (bytes == '"') | (bytes == '\'');
    uint64_t halves[2];
    memcpy(halves, &hits, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

/* Where the first byte that must be escaped stands, or `end`. */
static inline const char *plain_end(const char *at, const char *end)
{
    while (end - at >= 16 && !lanes_have_special(at))
        at += 16;
    while (at < end && escapes[(unsigned char)*at].len == 0)
        at++;
    return at;
}

void html_put_text(struct html *out, struct str value)
{
    if (value.len == 0)
        return;
    const char *at = value.at, *end = value.at + value.len;
    for (;;) {
        const char *special = plain_end(at, end);
        put_bytes(&out->text, at, (size_t)(special - at));
        if (special == end)
            return;
        unsigned char byte = (unsigned char)*special;
        put_bytes(&out->text, escapes[byte].at, escapes[byte].len);
        at = special + 1;
    }
}

void html_put_c(struct html *out, const char *value)
{
    html_put_text(out, str_of(value));
}

void html_put_int(struct html *out, int64_t value)
{
    text_int(&out->text, value);
}

void html_put_piece(struct html *out, struct html_piece piece)
{
    put_bytes(&out->text, piece.bytes.at, piece.bytes.len);
}

static bool starts_without_case(struct str text, const char *lower_start)
{
    size_t len = strlen(lower_start);
    if (text.len < len)
        return false;
    for (size_t i = 0; i < len; i++) {
        char byte = text.at[i];
        if ((byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte) != lower_start[i])
            return false;
    }
    return true;
}

static bool url_is_safe(struct str url)
{
    for (size_t i = 0; i < url.len; i++)
        if ((unsigned char)url.at[i] < 0x20 || url.at[i] == 0x7f)
            return false; /* browsers drop tabs and line ends: "/\t/host" would leave the site */
    if (str_starts(url, S("/")))
        return url.len == 1 || (url.at[1] != '/' && url.at[1] != '\\');
    return str_starts(url, S("#")) || str_starts(url, S("?")) ||
           starts_without_case(url, "https://") || starts_without_case(url, "http://") ||
           starts_without_case(url, "mailto:");
}

void html_put_url(struct html *out, struct str value)
{
    html_put_text(out, url_is_safe(value) ? value : S("#"));
}

void html_put_url_c(struct html *out, const char *value)
{
    html_put_url(out, str_of(value));
}

static bool url_keeps(unsigned char byte)
{
    return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' || byte == '~';
}

/* `kept`: the reserved characters that stay too. */
static void put_url_part(struct html *out, struct str value, const char *kept)
{
    for (size_t i = 0; i < value.len;) {
        size_t from = i;
        while (i < value.len && (url_keeps((unsigned char)value.at[i]) ||
                                 (value.at[i] && strchr(kept, value.at[i]))))
            i++;
        put_bytes(&out->text, value.at + from, i - from);
        if (i < value.len) {
            static const char digits[] = "0123456789ABCDEF";
            unsigned char byte = (unsigned char)value.at[i++];
            put_bytes(&out->text, (char[]){'%', digits[byte >> 4], digits[byte & 15]}, 3);
        }
    }
}

/* What a path may hold as it is (pchar), without & and ', which HTML would escape again. */
static const char path_kept[] = "/:@!$()*+,;=";

void html_put_path(struct html *out, struct str value)
{
    put_url_part(out, value, path_kept);
}

void html_put_path_c(struct html *out, const char *value)
{
    put_url_part(out, str_of(value), path_kept);
}

void html_put_query(struct html *out, struct str value)
{
    put_url_part(out, value, "");
}

void html_put_query_c(struct html *out, const char *value)
{
    put_url_part(out, str_of(value), "");
}

struct html html_part_new(const struct html *out)
{
    return html_new(out->text.mem, out->messages, out->text.cap_bytes);
}

void html_part_end(struct html *out, const struct html *part, struct html_values *values)
{
    assert(values->count < COUNT_OF(values->at));
    out->text.is_over = out->text.is_over || part->text.is_over;
    values->at[values->count++] = html_end(part);
}
