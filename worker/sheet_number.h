/* A number of a workbook as a person sees it: its format tells whether it is a day. Pure. */
#ifndef WORKER_SHEET_NUMBER_H
#define WORKER_SHEET_NUMBER_H

#include "document/sheet_wire.h"

/* What a number format (ECMA-376, 18.8.30 and 18.8.31) makes of a number. */
enum number_sort {
    NUMBER_PLAIN,
    NUMBER_PERCENT,
    NUMBER_DAY,     /* perhaps with a time */
    NUMBER_TIME,    /* of a day */
    NUMBER_ELAPSED, /* hours that count on beyond 24 */
};

struct number_format {
    enum number_sort sort;
    int digits;     /* whole numbers are filled up to so many with zeros: "0000" */
    int decimals;   /* that are shown; -1: as many as there are */
    bool is_scaled; /* shown in thousands or millions */
};

/* Of a format that the application knows by its number alone; unknown numbers are plain. */
struct number_format number_format_known(int64_t id);

/* Of a pattern: "dd/mm/yyyy", "#,##0.0 %". Any bytes. */
struct number_format number_format_read(struct str pattern);

/* The text of a number as it stands in the file ("44733", "0.30000000000000004", "1E-3"), in `mem`
 * or the text itself; adds what is to be said of it to *notes. is_1904: days count from 1904-01-01;
 * else from 1899-12-31 with a 29th of February in 1900, as Lotus did and Excel does. False if it is
 * no number. */
must_check bool number_text(struct arena *mem, struct str stored,
                            const struct number_format *format, bool is_1904, struct str *text,
                            unsigned *notes);

/* True if a text is digits that a spreadsheet could have kept as a number: "0912", "1.200.000". */
bool number_is_typed_as_text(struct str text);

#endif
