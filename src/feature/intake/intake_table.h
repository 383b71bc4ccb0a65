/* What was uploaded or pasted, as a table: rows of cells, whatever the file was. Pure. */
#ifndef FEATURE_INTAKE_INTAKE_TABLE_H
#define FEATURE_INTAKE_INTAKE_TABLE_H

#include "feature/listing.h"

enum {
    INTAKE_ROWS_MAX = 100 * 1000, /* below the header */
    INTAKE_COLUMNS_MAX = 100,
    INTAKE_FILE_MAX_BYTES = 15 * 1024 * 1024,
    INTAKE_TABLE_MAX_BYTES = 64 * 1024 * 1024, /* packed */
};

/* All rows, the header among them; rows without any text are left out. */
struct intake_table {
    struct listing_line *at;
    size_t count, room;
    size_t columns; /* of the widest row */
};

/* Reads a CSV or tab-separated text; also UTF-16, which Excel calls "Unicode Text". Fails INVALID
 * with line and reason, and on more rows or columns than the limits. Cells point into `bytes` or
 * `mem`. */
must_check bool intake_table_read(struct arena *mem, struct str bytes, struct intake_table *table,
                                  struct error *err);

/* Adds a row; empty cells at its end go, and a row without text is not added. Fails INVALID beyond
 * the limits. */
must_check bool intake_table_add(struct arena *mem, struct intake_table *table, int64_t line,
                                 const struct str *cells, size_t count, struct error *err);

/* For keeping, and back; fails BROKEN on what was not packed so. The cells point into `bytes`. */
must_check bool intake_table_pack(struct arena *mem, const struct intake_table *table,
                                  struct str *bytes, struct error *err);
must_check bool intake_table_unpack(struct arena *mem, struct str bytes, struct intake_table *table,
                                    struct error *err);

/* The row that is the header: among the first rows the one that names most columns (above it
 * people write titles); the first row if none names any. */
size_t intake_table_header(struct arena *mem, const struct intake_table *table,
                           const struct listing_column *columns, size_t count);

/* The column whose code or label a header is, in any case, with or without marks; `count` if it is
 * none. */
size_t intake_column_meant(struct arena *mem, const struct listing_column *columns, size_t count,
                           struct str header);

#endif
