/* What pages show beside a figure: its matrix, and the figures of one record. */
#ifndef FEATURE_INDICATOR_INDICATOR_LISTS_H
#define FEATURE_INDICATOR_INDICATOR_LISTS_H

#include "feature/indicator/indicator.h"

/* A heading of a matrix: a value of the indicator's row or column field. */
struct matrix_head {
    struct str code, label;
    int64_t sum;
};

struct matrix_heads {
    struct matrix_head *at;
    size_t count, room;
};

/* How many records of a figure hold both values; cell (row, column) is at[row * columns.count +
 * column].
 */
struct matrix {
    struct str row_label, column_label; /* of the fields */
    struct matrix_heads rows, columns;
    int64_t *at;
    int64_t sum;
};

/* Counts the figure's records by the indicator's matrix_row and matrix_column, rows and columns in
 * the order in which they first come. A record without one of the values stands under "không ghi
 * rõ". Results in `mem`; no rows if the indicator has no matrix. */
must_check bool figure_matrix(struct book *book, struct db *db, struct arena *mem,
                              const struct indicator *indicator, const struct unit *unit,
                              struct span span, struct matrix *matrix, struct error *err);

/* A figure that a record counts in. */
struct touched_figure {
    const struct indicator *indicator;
    struct day day; /* on which it counts; stock: the first day */
};

struct touched_figures {
    struct touched_figure *at;
    size_t count, room;
};

/* The figures that a record counts in, for its page. Fails as the database does. */
must_check bool figures_of_record(struct book *book, struct db *db, struct arena *mem,
                                  int64_t record, struct touched_figures *figures,
                                  struct error *err);

/* One figure alone, as figures_compute gives it among all others. before: the same days a year ago.
 */
must_check bool figure_compute(struct db *db, struct arena *mem, const struct indicator *indicator,
                               const struct unit *unit, struct period period, struct span span,
                               struct span before, struct figure *figure, struct error *err);

#endif
