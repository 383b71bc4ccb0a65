/* The bytes of a PDF file (ISO 32000-1): numbered objects, streams, the table at the end. */
#ifndef WORKER_PDF_OUT_H
#define WORKER_PDF_OUT_H

#include "base/text.h"

enum { PDF_FILE_MAX_BYTES = 63 * 1024 * 1024 };

struct pdf_out {
    struct arena *mem;
    struct text bytes;
    list_of(size_t) places; /* of object i + 1; 0: not written yet */
};

/* Begins a file of version 1.7. */
struct pdf_out pdf_out_new(struct arena *mem);

/* The number of a new object, which may be named before it is written. */
size_t pdf_out_object(struct pdf_out *out);

/* What pdf_out_begin and pdf_out_end stand around, in `out->bytes`, is the object. */
void pdf_out_begin(struct pdf_out *out, size_t object);
void pdf_out_end(struct pdf_out *out);

/* A whole stream object, squeezed. dictionary: further entries, or NULL. */
void pdf_out_stream(struct pdf_out *out, size_t object, struct str content, const char *dictionary);

/* A number of points or so, with at most two digits behind the point. */
void pdf_put_number(struct text *out, double number);

/* UTF-8 as a hexadecimal string in UTF-16, with the mark of its order if `has_mark`. */
void pdf_put_text(struct text *out, struct str text, bool has_mark);

/* A string of ASCII. */
void pdf_put_ascii(struct text *out, struct str text);

/* Ends the file with its table and the numbers of its catalogue and of what it says about itself.
 * Fails INVALID above PDF_FILE_MAX_BYTES. */
must_check bool pdf_out_finish(struct pdf_out *out, size_t catalogue, size_t about,
                               struct str *bytes, struct error *err);

#endif
