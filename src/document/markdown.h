/* A document written back as Markdown, for somebody to go on writing: prose_read reads it as the
 * same blocks and words. */
#ifndef DOCUMENT_MARKDOWN_H
#define DOCUMENT_MARKDOWN_H

#include "document/document.h"

/* Headings, paragraphs, items and pictures, an empty line between blocks but none between the items
 * of a list. Figures become bindings, with what run->facet, period and words say: their texts are
 * not written. Slots, tables and grids are left out. Ends in a line end unless it is empty. */
struct str document_markdown(struct arena *mem, const struct document *document);

#endif
