/* Fonts in a PDF file: of each face only the shapes that are used, numbered in the order in which
 * they first were, with their widths and what they stand for. */
#ifndef WORKER_PDF_FACE_H
#define WORKER_PDF_FACE_H

/* Before ours: its headers use a word that base.h gives another meaning. */
#include <pango/pangocairo.h>

#include <hb.h>

#include "worker/pdf_out.h"

/* A shape that is used. */
struct pdf_glyph {
    hb_codepoint_t shape; /* in the face */
    int width;            /* in thousandths of the size */
    struct str letters;   /* that it stands for; empty: only within a stretch that says so itself */
};

struct pdf_face {
    hb_face_t *face;
    hb_font_t *font; /* of one unit each */
    size_t object;
    list_of(struct pdf_glyph) glyphs; /* by the number under which the file knows them */
    uint16_t *number_of;              /* by shape; 0: not used yet */
    unsigned shapes;
};

struct pdf_faces {
    struct arena *mem;
    struct pdf_out *out;
    list_of(struct pdf_face *) list;
};

/* The face of a font; lives as long as the file is drawn. */
struct pdf_face *pdf_face_of(struct pdf_faces *faces, PangoFont *font);

/* The number of a shape. letters: what it stands for here, empty if it is one of several shapes for
 * the same letters. *is_told: whoever copies it gets these letters; else the text must say so. */
uint16_t pdf_face_glyph(struct pdf_faces *faces, struct pdf_face *face, hb_codepoint_t shape,
                        struct str letters, bool *is_told);

/* The shape of a blank. */
hb_codepoint_t pdf_face_blank(const struct pdf_face *face);

/* Writes all faces. */
void pdf_faces_write(struct pdf_faces *faces);

/* Gives back what the library lent. */
void pdf_faces_end(struct pdf_faces *faces);

#endif
