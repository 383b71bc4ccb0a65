/* A workbook (.xlsx; ECMA-376, part 1): what all its sheets share, and the way to each of them. */
#ifndef WORKER_SHEET_BOOK_H
#define WORKER_SHEET_BOOK_H

#include "worker/sheet_number.h"
#include "worker/sheet_sax.h"

enum {
    BOOK_STRINGS_MAX_BYTES = 64 * 1024 * 1024,
    BOOK_FORMATS_MAX = 64 * 1024,
    BOOK_RELATIONS_MAX = 4096,
    PART_NAME_MAX_BYTES = 500,
};

struct shared_string {
    struct str text; /* fit for a cell */
    unsigned notes;
};

struct book_sheet {
    struct str name, relation;
    bool is_hidden;
};

struct workbook {
    struct arena *mem;
    struct archive *archive;
    bool is_1904;
    list_of(struct book_sheet) sheets;
    list_of(struct shared_string) strings;
    list_of(struct number_format) styles; /* by the number that a cell names */
    int64_t cells;                        /* of all tables read so far */
    size_t text_bytes;
};

/* Reads the strings that sheets share, and what each style does to a number. */
must_check bool strings_read(struct workbook *book, const char *part, struct error *err);
must_check bool styles_read(struct workbook *book, const char *part, struct error *err);

/* Reads a sheet into a table that has its name already. */
must_check bool cells_read(struct workbook *book, const char *part, struct sheet_table *table,
                           struct error *err);

/* "_x000D_" and its like undone: how workbooks write what XML cannot (ECMA-376, 22.9.2.19). In
 * `mem`, or the text itself. */
struct str escapes_undone(struct arena *mem, struct str text);

/* Reads a whole .xlsx into *file; its texts are in `mem`. Fails INVALID (field "sheet") with a
 * reason for whoever chose the file. */
must_check bool book_read(struct arena *mem, struct str bytes, struct sheet_file *file,
                          struct error *err);

#endif
