/* Lists as people keep them: comma, semicolon or tab; UTF-8 with or without BOM; CRLF or LF; fields
 * in quotes with doubled quotes and line ends inside (RFC 4180, read leniently where Excel writes
 * so). */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/error.h"
#include "base/str.h"

struct csv {
    struct str bytes; /* what is left to read */
    char separator;   /* found in the header line: ';', tab or ',' */
    int64_t line;     /* of the row that csv_row gave last, counted from 1 */
    int64_t next_line;
};

struct csv_fields {
    struct str *at;
    size_t count, room;
};

enum { CSV_FIELD_MAX_BYTES = 64 * 1024, CSV_COLUMNS_MAX = 512 };

/* Begins to read; skips a BOM and finds the separator: by Excel's line "sep=;" if that is the
 * first, else what stands most often in the header line. Fails INVALID (field = line) on UTF-16, an
 * .xlsx file, a NUL byte or an empty file. `bytes` must outlive the reader. */
must_check bool csv_begin(struct csv *csv, struct str bytes, struct error *err);

/* The next row that is not empty (a row of only separators counts as empty). *is_end when there is
 * no more. Fields point into the bytes, or into `mem` where quotes had to be undone; verbatim,
 * untrimmed. Fails INVALID with line and column: an open quote at the end, text behind a closing
 * quote, a field above CSV_FIELD_MAX_BYTES, more than CSV_COLUMNS_MAX columns, invalid UTF-8,
 * control characters other than tab and, in quotes, line ends. `fields` begins as {0} and is used
 * again from row to row; whoever resets `mem` in between sets it to {0} again. */
must_check bool csv_row(struct csv *csv, struct arena *mem, struct csv_fields *fields, bool *is_end,
                        struct error *err);

struct text;

/* Writes one field, with a comma in front unless it is the first, with quotes where needed; a text
 * that a spreadsheet would take for a formula (= + - @ at its start, tab, CR; a plain number is
 * none) gets a ' in front (OWASP: CSV injection). The caller ends the row with CRLF. */
void csv_put(struct text *out, struct str value, bool is_first_of_row);

#endif
