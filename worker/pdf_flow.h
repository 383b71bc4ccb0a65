/* A letter as bands, one below the other, and how they fall onto pages. A band is never cut: a line
 * of a paragraph, a row of a table, the block of signatures. */
#ifndef WORKER_PDF_FLOW_H
#define WORKER_PDF_FLOW_H

#include "worker/pdf_text.h"

enum { PDF_PAGES_MAX = 500 };

enum piece_kind { PIECE_LINE, PIECE_RULE, PIECE_OPEN, PIECE_CLOSE };

/* What is drawn in a band, in the order in which it is read. Measures in points from the band's
 * left top. */
struct piece {
    enum piece_kind kind;
    double x, y;
    double to_x, to_y;           /* PIECE_RULE: where it ends */
    const struct pdf_text *text; /* PIECE_LINE: its line i */
    size_t i;
    const char *tag; /* PIECE_OPEN: "P", "TR" … */
};

struct band {
    double before; /* room above, left out at the top of a page */
    double height;
    bool keeps_next;  /* stands on one page with the band behind it, if a page can hold both */
    bool begins_page; /* and counts pages anew */
    bool has_head;    /* a row of a table: on a new page the band `head` comes before it */
    size_t head;
    list_of(struct piece) pieces;
};

struct flow {
    struct arena *mem;
    list_of(struct band) bands;
    list_of(const char *) waiting; /* tags that open with the next band */
};

/* A new band at the end; good until the next one. */
struct band *flow_band(struct flow *flow, double before, double height);

/* Opens a tag with the next band; closes it behind the last one. Tags nest. */
void flow_open(struct flow *flow, const char *tag);
void flow_close(struct flow *flow);

/* Pieces at the end of a band. */
void band_open(struct flow *flow, struct band *band, const char *tag);
void band_close(struct flow *flow, struct band *band);
void band_line(struct flow *flow, struct band *band, const struct pdf_text *text, size_t i,
               double x, double y);
void band_rule(struct flow *flow, struct band *band, double x, double y, double to_x, double to_y);

/* All lines of a text in one band, from x, y downwards; gives where they end. */
double band_text(struct flow *flow, struct band *band, const struct pdf_text *text, double x,
                 double y);

/* A text as bands, a line each, under a tag; a single first or last line never stands alone. */
void flow_text(struct flow *flow, const char *tag, const struct pdf_text *text, double before);

/* Where each band fell. */
struct pdf_place {
    size_t page;   /* from 0 */
    size_t number; /* of the page, as it is printed */
    double y;
    bool is_under_head; /* its table's head stands above it once more */
};

/* Gives the place of each band, in the flow's memory. Fails INVALID above
 * PDF_PAGES_MAX and on a band that is higher than a page. height: of a page, between the margins.
 */
must_check bool flow_place(const struct flow *flow, double height, struct pdf_place **places,
                           struct error *err);

/* Draws a band with its left top at x, y; as an ornament it says nothing to who reads by ear. */
void band_draw(struct pdf_canvas *canvas, const struct band *band, double x, double y,
               bool is_ornament);

#endif
