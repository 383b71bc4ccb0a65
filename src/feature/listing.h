/* Lists on their way in: a CSV file's header matched to known columns, its rows cell by cell, and
 * every error gathered with its place, so that people mend a whole list at once. Shared by all
 * importers. */
#ifndef FEATURE_LISTING_H
#define FEATURE_LISTING_H

#include "base/csv.h"
#include "feature/feature.h"

/* A column that a list may have. Its header is the code or one of the labels, in any case, with or
 * without marks. */
struct listing_column {
    struct str code;
    struct str label;  /* may be empty */
    struct str label2; /* may be empty */
    bool is_required;
};

struct listing_problem {
    int64_t line;
    size_t place; /* of the cell in its row, from 0; LISTING_NO_PLACE: the row as a whole */
    struct str column, value, reason;
};
#define LISTING_NO_PLACE SIZE_MAX

/* A list that was read already: its header as it stands, what each column is meant to be (a code;
 * empty: passed over), and its rows. A row may have fewer cells than the header. */
struct listing_line {
    int64_t line; /* as people count */
    struct str *cells;
    size_t count;
};
struct listing_table {
    const struct str *header, *codes;
    size_t columns;
    const struct listing_line *at;
    size_t count;
};

struct listing {
    struct import_job *job;
    struct csv csv;
    size_t next; /* of job->table's rows */
    const struct listing_column *columns;
    size_t columns_count;
    size_t *column_of; /* per field of the file: place in columns */
    struct csv_fields header, fields;
    struct arena row; /* ends with each row */
    list_of(struct listing_problem) problems;
    int64_t problems_count; /* all of them, also those beyond what is listed */
    list_of(struct listing_problem) warnings;
    int64_t rows;
};

/* Reads the header of job->bytes, or of job->table if there is one. Fails INVALID: empty file,
 * unknown, doubled or missing required column, with all of them named. */
must_check bool listing_begin(struct listing *listing, struct import_job *job,
                              const struct listing_column *columns, size_t count,
                              struct error *err);

/* The next row; false at the end or when the file cannot be read further (then a problem is noted).
 * Rows with a wrong number of fields are noted as problems and passed over. */
bool listing_row(struct listing *listing);

/* The cell of column i in the current row: trimmed, NFC; empty if the file has no such column. */
struct str listing_cell(struct listing *listing, size_t column);

/* Notes what is wrong with a cell of the current row (column may be COUNT for the row as a whole).
 */
void listing_problem(struct listing *listing, size_t column, const char *reason);
void listing_warn(struct listing *listing, size_t column, const char *reason);

/* Ends the reading. With problems: writes them to job->out and fails INVALID, naming how many. */
must_check bool listing_end(struct listing *listing, struct error *err);

/* Cells of common types; false after noting the problem. An empty cell gives `otherwise`. */
must_check bool listing_day(struct listing *listing, size_t column, struct day otherwise,
                            struct day *day);
must_check bool listing_int(struct listing *listing, size_t column, const char *unit,
                            int64_t otherwise, int64_t *value);
/* A text without control characters; an empty required one is a problem. */
must_check bool listing_text(struct listing *listing, size_t column, struct str *value);

#endif
