/* The parts of a Word file under way: what letter_docx.c puts together. Between docx_….c and
 * letter_docx.c only. Lengths are twentieths of a point (twips), as the format counts. */
#ifndef DOCUMENT_DOCX_H
#define DOCUMENT_DOCX_H

#include "document/letter.h"
#include "document/xml.h"

/* A list's numbering, handed out when it begins: lists behind each other count from their own
 * start. */
struct docx_list {
    int numbering; /* "abstract" numbering of docx/numbering.xml */
    int64_t first;
};

struct docx {
    struct arena *mem;
    struct xml *xml; /* word/document.xml */
    const struct letter *letter;
    list_of(struct str) targets; /* of links, in the order of their ids */
    list_of(struct docx_list) lists;
    int64_t controls;
    bool keeps_next; /* the paragraphs that begin now stay with what follows */
};

enum { DOCX_HEADINGS, DOCX_BULLETS, DOCX_NUMBERS };  /* numberings of docx/numbering.xml */
enum { DOCX_LISTS_FIXED = 2, DOCX_LINKS_FIXED = 4 }; /* ids that the fixed parts use */

/* Millimetres as twips, rounded up: a margin is never below what the decree asks for. */
int64_t docx_twips(int64_t mm);

/* ---- running text (docx_text.c) ---- */

/* Begins a paragraph in a style of docx/styles.xml; xml_close ends it. list: its id, 0 for none (or
 * the style's own); level: in that list, from 0. */
void docx_paragraph(struct docx *docx, const char *style, int64_t list, int level);

/* Runs inside an open paragraph: plain and strong text, links, and figures as content controls
 * whose tag is the indicator's code, around a link to the figure's page where there is one. */
void docx_runs(struct docx *docx, const struct run *runs, size_t count);

/* A whole paragraph of plain text. */
void docx_line(struct docx *docx, const char *style, struct str text);

/* A ruled line of `length` in the middle of a column of `width`. */
void docx_rule(struct docx *docx, int64_t width, int64_t length);

/* ---- tables (docx_table.c) ---- */

/* A table with fixed columns, and its rows and cells; each is ended by xml_close. A cell must hold
 * a paragraph. is_head: the row is repeated on each page. */
void docx_table(struct docx *docx, const char *style, const int64_t *widths, size_t count);
void docx_row(struct docx *docx, bool is_head);
void docx_cell(struct docx *docx, int64_t width);

/* A printed table over the page's whole width. */
void docx_grid(struct docx *docx, const struct grid *grid);

/* ---- blocks (docx_blocks.c) ---- */

/* All blocks of a document. Headings of the annex count anew. */
void docx_blocks(struct docx *docx, const struct document *document, bool is_annex);

#endif
