/* The file around the pages: cairo's, with what cairo does not write. */
#ifndef WORKER_PDF_FILE_H
#define WORKER_PDF_FILE_H

#include "worker/pdf_flow.h"

#include "base/text.h"

enum { PDF_FILE_MAX_BYTES = 63 * 1024 * 1024 };

struct pdf_about {
    const char *title;
    struct str language; /* "vi" */
};

/* Draws the bands as a PDF 1.4 file in `mem`: no moment and no number of chance stands in it, so
 * the same letter gives the same bytes. Fails INVALID as flow_place and above PDF_FILE_MAX_BYTES.
 */
must_check bool pdf_file(struct pdf *pdf, const struct flow *flow, const struct pdf_about *about,
                         struct str *bytes, struct error *err);

/* Adds to a finished file (an update at its end, ISO 32000-1, 7.5.6) in which language it is, and
 * that its title is shown instead of a file name: cairo has no word for either. Fails BROKEN if the
 * file is not as cairo writes it. */
must_check bool pdf_tell_language(struct text *file, struct str language, struct error *err);

#endif
