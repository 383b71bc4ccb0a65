/* What somebody pastes, read into rows of a kind: a part of a spreadsheet, or lines of a message.
 * Between the files of this feature only. */
#ifndef FEATURE_INTAKE_INTAKE_GRID_H
#define FEATURE_INTAKE_INTAKE_GRID_H

#include "feature/intake/intake_list.h"

enum { GRID_ROWS_MAX = 100 };

struct grid_row {
    struct str source; /* the line it was read from; may be empty */
    struct str *cells; /* one per column of the grid */
};

/* Rows in the columns of a kind (record_columns), all of them. */
struct grid {
    const struct catalogue_kind *kind;
    const struct unit_tree *units;
    const struct listing_column *columns;
    size_t columns_count;
    list_of(struct grid_row) rows;
};

/* An empty grid of a kind. Results in `mem`, here and below. */
struct grid grid_new(struct arena *mem, const struct catalogue_kind *kind,
                     const struct unit_tree *units);

/* Adds the rows of a text: with tabs a table with or without a header, else a line a row. unit:
 * code for rows that name none; may be empty. today: for days without a year. Fails INVALID beyond
 * GRID_ROWS_MAX rows, or as intake_table_read. */
must_check bool grid_read(struct arena *mem, struct grid *grid, struct str text, struct str unit,
                          struct day today, struct error *err);

/* The grid as a table whose header are the codes of its columns, for intake_list_make. Rows without
 * any text are left out; `line` of a row is its place in the grid, from 1. */
must_check bool grid_table(struct arena *mem, const struct grid *grid, struct intake_table *table,
                           struct error *err);

/* True if a column belongs on the page: it must be filled in, or some row says something in it. */
bool grid_shows(const struct grid *grid, size_t column);

/* Field behind a column; NULL for day, unit and key. */
const struct catalogue_field *grid_field(const struct grid *grid, size_t column);

#endif
