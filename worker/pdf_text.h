/* Runs of a document broken into lines. */
#ifndef WORKER_PDF_TEXT_H
#define WORKER_PDF_TEXT_H

#include "worker/pdf_canvas.h"
#include "worker/pdf_fonts.h"

#include "document/document.h"

/* What one letter is drawn with. */
struct pdf {
    struct arena *mem;
    const struct pdf_fonts *fonts;
    struct str site; /* "https://…" in front of own addresses; empty: they are no links */
    list_of(PangoLayout *) layouts;
};

/* Gives all layouts back. */
void pdf_layouts_end(struct pdf *pdf);

enum pdf_align { PDF_LEFT, PDF_CENTRE, PDF_RIGHT, PDF_JUSTIFIED };

/* How a text is set; all measures in points. */
struct pdf_form {
    double size;
    double pitch;         /* from line to line, in sizes; a line of taller letters takes more */
    double width, indent; /* indent: of its first line */
    double spacing;       /* between letters */
    enum pdf_align align;
    bool is_bold, is_italic;
    bool binds_numbers; /* no line ends between a number and the word beside it */
};

struct pdf_link {
    size_t from, to;    /* bytes of the layout's text */
    struct str address; /* whole, in ASCII */
};

struct pdf_line {
    PangoLayoutLine *line;
    double x, width; /* of its letters */
    double baseline; /* below its top */
    double height;
};

struct pdf_text {
    PangoLayout *layout;
    double size;
    list_of(struct pdf_link) links;
    list_of(struct pdf_line) lines; /* at least one */
};

/* Sets runs, or a plain text. A character that no font has, and one that would turn the order of
 * its neighbours, becomes "[U+1F600]": it is seen, found and copied, never lost. Never NULL; lives
 * until pdf_layouts_end. */
struct pdf_text *pdf_text_runs(struct pdf *pdf, const struct run *runs, size_t count,
                               const struct pdf_form *form);
struct pdf_text *pdf_text_plain(struct pdf *pdf, struct str text, const struct pdf_form *form);

/* Draws line i with its left end and top at x, y; its links become elements of their own. */
void pdf_text_draw(struct pdf_canvas *canvas, const struct pdf_text *text, size_t i, double x,
                   double y);

#endif
