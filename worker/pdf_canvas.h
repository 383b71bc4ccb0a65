/* What is drawn on the pages of a PDF file: shapes of letters, rules, links; all of it either under
 * a tag or marked as an ornament, which says nothing to who reads by ear. Points, from the left top
 * of the page. */
#ifndef WORKER_PDF_CANVAS_H
#define WORKER_PDF_CANVAS_H

#include "worker/pdf_face.h"
#include "worker/pdf_tags.h"

struct pdf_link_area {
    double left, top, right, bottom;
    struct str address; /* ASCII */
};

struct pdf_canvas {
    struct arena *mem;
    struct pdf_out *out;
    struct pdf_faces *faces;
    struct pdf_tags *tags;
    double width, height; /* of each page */
    size_t parent;        /* object of the tree of pages */
    list_of(size_t) pages;
    /* The page that is drawn. */
    struct text content;
    size_t page;                       /* its object */
    size_t page_number;                /* under which its stretches are listed */
    list_of(size_t) links;             /* its annotations */
    const struct pdf_element *element; /* whose stretch is open; NULL: none is */
    bool is_ornament;                  /* an ornament is open */
    const struct pdf_face *face;       /* that is set */
    double size;
};

/* Begins a page, and ends it. */
void pdf_page_begin(struct pdf_canvas *canvas);
void pdf_page_end(struct pdf_canvas *canvas);

/* From here on an ornament is drawn, or no longer. */
void pdf_ornament(struct pdf_canvas *canvas, bool is_on);

/* Adds a line to those that pdf_rules_draw draws; they are always an ornament. */
void pdf_rule(struct pdf_canvas *canvas, double x, double y, double to_x, double to_y);
void pdf_rules_draw(struct pdf_canvas *canvas);

/* Draws a stretch of shaped letters (all bytes of the layout's text at `letters`) with its base at
 * x, y; gives where it ends. size: of the font. */
double pdf_glyphs(struct pdf_canvas *canvas, const PangoGlyphItem *glyphs, const char *letters,
                  double size, double x, double y);

/* The current element leads from this area to an address. */
void pdf_link(struct pdf_canvas *canvas, const struct pdf_link_area *area);

/* Writes the tree of all pages. */
void pdf_pages_write(struct pdf_canvas *canvas);

#endif
