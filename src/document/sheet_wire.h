/* Tables out of a file that people keep lists in: an Excel workbook or a CSV file, in one shape
 * (sheet_read.h makes them), and as the bytes in which the helper program that reads workbooks
 * answers (worker/sheet.c). */
#ifndef DOCUMENT_SHEET_WIRE_H
#define DOCUMENT_SHEET_WIRE_H

#include "base/error.h"
#include "base/str.h"

enum {
    SHEET_FILE_MAX_BYTES = 25 * 1024 * 1024,
    SHEET_TABLES_MAX = 100,
    SHEET_ROWS_MAX = 100 * 1000, /* of a table, with anything in them */
    SHEET_COLUMNS_MAX = 200,
    SHEET_CELLS_MAX = 2 * 1000 * 1000, /* of a file, up to the last one of each row */
    SHEET_CELL_MAX_BYTES = 16 * 1024,
    SHEET_NAME_MAX_BYTES = 400,
    SHEET_WIRE_MAX_BYTES = 64 * 1024 * 1024,
};

/* What is to be said of a cell beside its text. */
enum sheet_note {
    SHEET_FORMULA = 1 << 0,     /* the text is what a formula gave when the file was saved */
    SHEET_UNCOUNTED = 1 << 1,   /* a formula that nobody has worked out yet: there is no text */
    SHEET_DAY = 1 << 2,         /* the text is a day, YYYY-MM-DD */
    SHEET_TIME = 1 << 3,        /* the time of day beside that day was left out */
    SHEET_ERROR = 1 << 4,       /* "#N/A": the spreadsheet could not work it out */
    SHEET_MERGED = 1 << 5,      /* covered by the cell at its merged area's top left; empty */
    SHEET_TEXT_NUMBER = 1 << 6, /* digits that the spreadsheet keeps as text */
    SHEET_ROUNDED = 1 << 7,     /* people see fewer decimals than the text has */
    SHEET_LINES = 1 << 8,       /* several lines, joined here by blanks */
    SHEET_LEGACY = 1 << 9,      /* was in an old encoding (VNI, TCVN3), read as what was meant */
    SHEET_NOTES_ALL = (1 << 10) - 1,
};

/* A cell as a person sees it: numbers as Vietnamese writes them, without separators of thousands
 * ("36000000", "12,5", "50%"), days as YYYY-MM-DD, truth as TRUE and FALSE. One line of UTF-8
 * without control characters, neither trimmed nor composed. */
struct sheet_cell {
    struct str text;
    unsigned notes; /* a set of enum sheet_note */
};

struct sheet_row {
    struct sheet_cell *at;
    size_t count;   /* up to the last cell that has a text or a note: rows differ */
    int64_t line;   /* its number in the spreadsheet, its line in a CSV file: from 1 */
    bool is_hidden; /* by hand or by a filter */
};

struct sheet_table {
    struct str name; /* empty: of a CSV file */
    bool is_hidden;
    bool has_hidden_columns;
    size_t columns;                 /* of its longest row */
    list_of(struct sheet_row) rows; /* without empty ones */
};

struct sheet_file {
    list_of(struct sheet_table) tables; /* at least one; may be empty ones */
    bool is_csv;
    bool has_macros; /* none was looked at */
    bool has_links;  /* some formulas ask other files, and may be out of date */
};

/* "A", "AB": the column as spreadsheets name it, from 0. In `mem`. */
struct str sheet_column_name(struct arena *mem, size_t column);

/* The cell of a row; an empty one beyond its end. */
struct sheet_cell sheet_cell(const struct sheet_row *row, size_t column);

/* A text made fit for a cell: line ends and control characters become blanks, and one of blanks
 * alone is empty. Adds SHEET_LINES and SHEET_LEGACY to *notes where they hold. In `mem`, or the
 * text itself. `text` must be UTF-8. */
struct str sheet_text(struct arena *mem, struct str text, unsigned *notes);

/* The file as bytes in `mem`. Fails INVALID (field "sheet") beyond the limits. */
must_check bool sheet_write(struct arena *mem, const struct sheet_file *file, struct str *bytes,
                            struct error *err);

/* Reads it again, with suspicion: its writer has met foreign bytes. Texts point into `bytes`. Fails
 * BROKEN (field "sheet") on anything that sheet_write does not write. */
must_check bool sheet_wire_read(struct arena *mem, struct str bytes, struct sheet_file *file,
                                struct error *err);

#endif
