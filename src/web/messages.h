/* Translations as tables made at build time from po/ by `template --po`. */
#ifndef WEB_MESSAGES_H
#define WEB_MESSAGES_H

#include "web/html.h"

struct message {
    struct str id;          /* Vietnamese, values as {1} {2} … */
    struct str translation; /* plain text, the same values in any order */
};

struct messages {
    const char *language;
    const struct message *at; /* sorted by id (str_order), each id once */
    size_t count;
};

/* What po/ holds; the generated file defines it. */
extern const struct messages messages_table[];
extern const size_t messages_table_count;

/* The translation of `id`, or STR_NONE. messages: not NULL. */
struct str messages_find(const struct messages *messages, struct str id);

#endif
