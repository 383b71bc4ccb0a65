/* A letter as bytes (document/wire.h), for the program that draws it (worker/pdf.c). */
#ifndef DOCUMENT_LETTER_WIRE_H
#define DOCUMENT_LETTER_WIRE_H

#include "document/letter.h"

enum {
    LETTER_WIRE_MAX_BYTES = 16 * 1024 * 1024,
    LETTER_LINES_MAX = 1000,  /* of issuer, recipients */
    LETTER_RUNS_MAX = 100000, /* of a paragraph or cell */
    LETTER_COLUMNS_MAX = 64,
    LETTER_ROWS_MAX = 100000,
};

/* Writes the letter into `mem`. Fails INVALID (field "letter") on a text that is not UTF-8 and
 * beyond the limits above. */
must_check bool letter_write(struct arena *mem, const struct letter *letter, struct str *bytes,
                             struct error *err);

/* Reads it again; its texts point into `bytes`. Fails INVALID (field "letter") on anything that
 * letter_write does not write. */
must_check bool letter_read(struct arena *mem, struct str bytes, struct letter *letter,
                            struct error *err);

#endif
