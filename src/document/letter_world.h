/* Letters for tests and measurements: invented, but as long and as mixed as an office's. */
#ifndef DOCUMENT_LETTER_WORLD_H
#define DOCUMENT_LETTER_WORLD_H

#include "document/letter.h"

/* A report of about five pages: headings, paragraphs with bound figures, lists, a table that runs
 * over a page, recipients, one signer; with an annex. */
struct letter letter_report(struct arena *mem);

/* Minutes with two signers and nothing else that could be left out. */
struct letter letter_minutes(struct arena *mem);

/* A paragraph at the end of a document. */
void letter_paragraph(struct arena *mem, struct document *document, struct str text);

#endif
