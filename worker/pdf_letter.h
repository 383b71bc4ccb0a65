/* The form of Nghị định 30/2020 (document/letter.h tells it): a letter becomes bands. */
#ifndef WORKER_PDF_LETTER_H
#define WORKER_PDF_LETTER_H

#include "worker/pdf_flow.h"

#include "document/letter.h"

#define PDF_MM(millimetres) ((millimetres)*72.0 / 25.4)
#define PDF_TEXT_WIDTH      PDF_MM(LETTER_WIDTH_MM - LETTER_LEFT_MM - LETTER_RIGHT_MM)
#define PDF_TEXT_HEIGHT     PDF_MM(LETTER_HEIGHT_MM - LETTER_TOP_MM - LETTER_BOTTOM_MM)

/* Type sizes in points, and the pitch of lines in sizes: what a word processor calls single and
 * 1.15 for this font. */
#define PDF_BODY   14.0
#define PDF_SMALL  13.0
#define PDF_GRID   12.0
#define PDF_SINGLE 1.149
#define PDF_WIDER  (1.149 * 1.15)

/* Lays the whole letter out. */
void pdf_letter(struct pdf *pdf, const struct letter *letter, struct flow *flow);

/* A table over the whole width: its head keeps to its first row and comes again on each page. */
void pdf_grid(struct pdf *pdf, const struct grid *grid, struct flow *flow);

#endif
