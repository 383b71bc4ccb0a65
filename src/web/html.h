/* HTML as a type: what a page writes into, always escaped. Templates (*.html, compiled by
 * tools/template) are the only callers of the functions that take HTML as it is. */
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
struct html_piece html_end(const struct html *out);

/* Escaped (& < > " '), for text and for quoted attribute values alike. */
void html_put_text(struct html *out, struct str value);
void html_put_c(struct html *out, const char *value);
void html_put_int(struct html *out, int64_t value);
void html_put_piece(struct html *out, struct html_piece piece);

/* What {{ expression }} in a template becomes. */
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

/* ---- for generated code only ---- */
void html_literal(struct html *out, struct str markup);

/* One message of the templates: its literal text is the id, {1} {2} … stand for the values. Without
 * a translation the generated code writes the parts itself and never comes here. */
struct html_values {
    struct html_piece at[9];
    size_t count;
};
void html_message(struct html *out, struct str id, const struct html_values *values);

/* A message without markup, for C code (titles, labels): the translation of `id`, or id itself. */
struct str html_translate(const struct messages *messages, struct str id);

/* The translation for a language tag ("en", "km"); NULL for "vi" and for languages we do not have.
 */
const struct messages *messages_for(struct str language);

#endif
