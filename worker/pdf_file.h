/* A letter's bands as a whole PDF file. */
#ifndef WORKER_PDF_FILE_H
#define WORKER_PDF_FILE_H

#include "worker/pdf_flow.h"

struct pdf_about {
    struct str title, language; /* "vi" */
};

/* Draws the bands as a PDF file in `mem`: tagged, with its title and language. No moment and no
 * number of chance stands in it, so the same letter gives the same bytes. Fails INVALID as
 * flow_place and above PDF_FILE_MAX_BYTES. */
must_check bool pdf_file(struct pdf *pdf, const struct flow *flow, const struct pdf_about *about,
                         struct str *bytes, struct error *err);

#endif
