/* What prose.c knows of text without knowing Markdown's grammar: plain lines, entities, addresses,
 * places. Inside src/document only. */
#ifndef DOCUMENT_PROSE_TEXT_H
#define DOCUMENT_PROSE_TEXT_H

#include "base/text.h"
#include "document/document.h"

/* The text with plain line ends and four blanks for each tab, in NFC. */
struct str prose_plain(struct arena *mem, struct str markdown);

/* True if the signs of lists and quotations that a line begins with go deeper than depth_max, or
 * its indent does. md4c looks at every open list on every line: hostile depth must not even reach
 * it. */
bool prose_line_is_deep(struct str line, size_t depth_max);

/* Adds the letter that "&amp;", "&#7841;" or "&#x1EA1;" stands for; one of a name we do not know as
 * it is; a replacement for what may not stand in a text. */
void prose_entity_add(struct text *out, struct str entity);

/* True for an address that a page may lead to: http, https, mailto, or a path of our own. */
bool prose_address_is_allowed(struct str address);

/* Walks along a text and tells where a byte stands. Asked in order it looks at each byte once. */
struct prose_cursor {
    const char *start, *at;
    struct text_place place; /* of `at` */
};
struct prose_cursor prose_cursor_new(struct str text);
struct text_place prose_cursor_place(struct prose_cursor *cursor, const char *at);

#endif
