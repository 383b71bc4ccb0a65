/* What people write, as Markdown, made into a document: paragraphs, lists, emphasis, links,
 * headings, bound figures. The only file that names md4c is prose.c.
 *
 * Understood is CommonMark, with these turns of our own:
 *   emphasis of every strength is RUN_STRONG; a line break is a blank
 *   headings: # and ## are level 2, all others 3
 *   links: http, https, mailto and own paths ("/tin/…"); of others the text stays; bare addresses
 *   in running text are links
 *   ![what it shows](picture.jpg "Caption") alone in a paragraph is a BLOCK_PICTURE, whatever its
 *   address; of one elsewhere its words stay, as runs of text whose code is the address
 *   HTML is text like any other: it is shown with its signs
 *   a table becomes items, a row each: "Cột một: a; Cột hai: b"
 *   a quotation is its paragraphs; code is a paragraph a line
 *   {wel.gifts_count} and {wel.gifts_count 2022-H1} bind a figure (facets too:
 *   {wel.gifts_count.percent}), {wel.houses_new 2022-H1 căn} with words behind the number: a
 *   RUN_FIGURE with empty text for the caller to fill; \{ is the sign
 * Other braces stay as they are, unless they begin with an indicator's code: then it is a slip. */
#ifndef DOCUMENT_PROSE_H
#define DOCUMENT_PROSE_H

#include "document/document.h"

enum {
    PROSE_MAX_BYTES = 1024 * 1024,
    PROSE_OUTPUT_MAX_BYTES = 4 * 1024 * 1024, /* texts and addresses together */
    PROSE_LINE_MAX_BYTES = 16 * 1024,
    PROSE_PARAGRAPH_MAX_BYTES = 64 * 1024, /* lines without an empty one or a bullet between them */
    PROSE_BLOCKS_MAX = 20000,
    PROSE_RUNS_MAX = 100000,
    PROSE_DEPTH_MAX = 8,          /* lists and quotations inside each other */
    PROSE_TABLE_COLUMNS_MAX = 32, /* each row is filled up to the width of the table's head */
    PROSE_ADDRESS_MAX_BYTES = 2048,
};

/* Reads `markdown` (UTF-8, any normal form; read as NFC) and adds its blocks to *document, in
 * `mem`. Fails INVALID (field "prose") with the line where there is one: not UTF-8, control
 * characters, beyond a limit above; with the column too: a binding that cannot be read, a figure in
 * the words of a picture. Whether a code is known the caller sees when it fills the figures. After
 * a failure *document is not to be used. */
must_check bool prose_read(struct arena *mem, struct str markdown, struct document *document,
                           struct error *err);

/* The next bound figure from block *block, run *run on, both 0 at first; NULL after the last.
 * Loop: while ((figure = prose_figure_next(&document, &block, &run))) fill figure->text. */
struct run *prose_figure_next(const struct document *document, size_t *block, size_t *run);

#endif
