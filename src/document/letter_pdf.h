/* A letter as a PDF file. It is drawn by a helper program (worker/pdf.c), which stays ready between
 * two letters: its fonts are read already. */
#ifndef DOCUMENT_LETTER_PDF_H
#define DOCUMENT_LETTER_PDF_H

#include "base/child.h"
#include "document/letter.h"

/* The program that draws; a book keeps one struct child of it (feature/book.h). */
extern const struct helper letter_pdf_helper;

/* Draws the letter: A4, tagged, the same bytes for the same letter. Figures lead to letter->site,
 * if it is set. bytes: in `mem`. Fails INVALID on a letter beyond its limits or of more than 500
 * pages, otherwise as child_ask. On a PACE_SLOW page or a command, never on the writer thread. */
must_check bool letter_pdf(struct child *drawer, struct arena *mem, const struct letter *letter,
                           struct str *bytes, struct error *err);

#endif
