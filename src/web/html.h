/* HTML as a type: what a page writes into, always escaped. Templates (*.html, compiled by
 * tools/template, described in docs/templates.md) are the only callers of the functions that take
 * HTML as it is. */
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include "base/text.h"

struct messages; /* a translation; NULL is Vietnamese, the language the templates are written in */

struct html {
    struct text text;
    const struct messages *messages;
};

/* Finished HTML: made by html_end only, so that text never becomes HTML by accident. */
struct html_piece {
    struct str bytes;
};

/* A new page or fragment in `mem` of at most cap_bytes. */
struct html html_new(struct arena *mem, const struct messages *messages, size_t cap_bytes);

/* What was written. A page above its cap is never cut in the middle of a tag: it is the empty piece
 * with .bytes.at == NULL, and out->text.is_over says so. */
struct html_piece html_end(const struct html *out);

/* Escaped (& < > " '), for text and for quoted attribute values alike. */
void html_put_text(struct html *out, struct str value);
void html_put_c(struct html *out, const char *value);
void html_put_int(struct html *out, int64_t value);
void html_put_piece(struct html *out, struct html_piece piece);

/* A whole address, escaped: http://…, https://…, mailto:…, or one that begins with '/', '#' or '?'
 * ("//host" and "/\host" are not paths). Everything else, and any control character in it, becomes
 * "#", so that no value can run as script. */
void html_put_url(struct html *out, struct str value);
void html_put_url_c(struct html *out, const char *value);

/* A value inside an address: percent-encoded (RFC 3986, section 2.1), all but unreserved characters
 * and bytes from 0x80 up, which browsers encode by themselves; in a path the reserved characters
 * / : @ ! $ ( ) * + , ; = stay too. */
void html_put_path(struct html *out, struct str value);
void html_put_path_c(struct html *out, const char *value);
void html_put_query(struct html *out, struct str value);
void html_put_query_c(struct html *out, const char *value);

/* What {{ expression }} in a text becomes. */
#define html_put(out, value)                                                                       \
    _Generic((value),                                                                              \
        struct str: html_put_text,                                                                 \
        char *: html_put_c,                                                                        \
        const char *: html_put_c,                                                                  \
        int: html_put_int,                                                                         \
        long: html_put_int,                                                                        \
        long long: html_put_int,                                                                   \
        unsigned: html_put_int,                                                                    \
        unsigned long: html_put_int,                                                               \
        struct html_piece: html_put_piece)(out, value)

/* What it becomes in a quoted attribute: the same without html_piece, whose markup has no place
 * there. */
#define html_put_attribute(out, value)                                                             \
    _Generic((value),                                                                              \
        struct str: html_put_text,                                                                 \
        char *: html_put_c,                                                                        \
        const char *: html_put_c,                                                                  \
        int: html_put_int,                                                                         \
        long: html_put_int,                                                                        \
        long long: html_put_int,                                                                   \
        unsigned: html_put_int,                                                                    \
        unsigned long: html_put_int)(out, value)

/* What it becomes in an attribute that holds an address (href, src, action …): the address itself
 * when the attribute begins with it, else a part of the path or of the query. */
#define html_put_address(out, value)                                                               \
    _Generic((value),                                                                              \
        struct str: html_put_url,                                                                  \
        char *: html_put_url_c,                                                                    \
        const char *: html_put_url_c)(out, value)
#define html_put_address_path(out, value)                                                          \
    _Generic((value),                                                                              \
        struct str: html_put_path,                                                                 \
        char *: html_put_path_c,                                                                   \
        const char *: html_put_path_c,                                                             \
        int: html_put_int,                                                                         \
        long: html_put_int,                                                                        \
        long long: html_put_int,                                                                   \
        unsigned: html_put_int,                                                                    \
        unsigned long: html_put_int)(out, value)
#define html_put_address_query(out, value)                                                         \
    _Generic((value),                                                                              \
        struct str: html_put_query,                                                                \
        char *: html_put_query_c,                                                                  \
        const char *: html_put_query_c,                                                            \
        int: html_put_int,                                                                         \
        long: html_put_int,                                                                        \
        long long: html_put_int,                                                                   \
        unsigned: html_put_int,                                                                    \
        unsigned long: html_put_int)(out, value)

/* ---- for generated code only ---- */
void html_literal(struct html *out, struct str markup);

/* One message of the templates: its literal text is the id, {1} {2} … stand for the values. Without
 * a translation the generated code writes the parts itself and never comes here. */
struct html_values {
    struct html_piece at[9];
    size_t count;
};
void html_message(struct html *out, struct str id, const struct html_values *values);

/* A value of a message is written into a part first, because a translation may move it. The part
 * shares the page's arena, and its cap. */
struct html html_part_new(const struct html *out);
void html_part_end(struct html *out, const struct html *part, struct html_values *values);

/* ---- languages ---- */

/* A message without markup, for C code (titles, labels): the translation of `id`, or id itself.
 * html_translate(messages, S("…")) is found by `template --pot`. */
struct str html_translate(const struct messages *messages, struct str id);

/* Marks a literal that is translated elsewhere (a label in a table), for `template --pot`. */
#define MESSAGE(literal) literal

/* The translation for a language tag ("en", "km"); NULL for "vi" and for languages we do not have.
 */
const struct messages *messages_for(struct str language);

#endif
