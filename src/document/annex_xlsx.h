/* The figures of a review as a spreadsheet (Office Open XML): for whoever counts on with them. */
#ifndef DOCUMENT_ANNEX_XLSX_H
#define DOCUMENT_ANNEX_XLSX_H

#include "base/error.h"
#include "base/str.h"

/* A figure, or the heading of a group of them. Numbers up to 2^53. */
struct annex_line {
    bool is_group;
    struct str label;
    struct str code, unit, giver, note; /* giver: who gave the target; all may be empty */
    int64_t actual, target, population, previous;
    bool has_target, has_population, has_previous;
};

struct annex {
    struct str title;    /* "Số liệu công tác Mặt trận …" */
    struct str subtitle; /* unit and cut-off; may be empty */
    struct str mark;     /* what a sample says of itself; may be empty */
    list_of(struct annex_line) lines;
};

enum { ANNEX_LINES_MAX = 10000, ANNEX_TEXT_MAX_BYTES = 8000 };

/* Gives the file's bytes in `mem`: the same annex, the same bytes. Numbers are numbers, texts are
 * texts (never formulas), the head is frozen and printed on each page, A4 across, one page wide.
 * Fails INVALID beyond the limits above, BROKEN when the library does. */
must_check bool annex_xlsx(struct arena *mem, const struct annex *annex, struct str *bytes,
                           struct error *err);

#endif
