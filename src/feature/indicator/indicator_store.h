/* What the parts of the feature share in reading figures; not for other features. */
#ifndef FEATURE_INDICATOR_INDICATOR_STORE_H
#define FEATURE_INDICATOR_INDICATOR_STORE_H

#include "feature/indicator/indicator.h"

/* The same days of the year before as those of a period up to its cut-off. */
struct span span_before(struct period period, struct span span);

/* Calls `add` with the sums of a flow (count or sum) by slice, perhaps several times per slice. */
must_check bool figure_slices(struct db *db, const struct indicator *indicator, int64_t unit,
                              struct span span,
                              void (*add)(void *context, int64_t indicator, struct str slice,
                                          int64_t value),
                              void *context, struct error *err);

/* Walks the contributions of a figure by day, then record: query_next, figure_walk_take, query_end.
 */
struct query figure_walk_begin(struct db *db, const struct indicator *indicator, int64_t unit,
                               struct span span);
/* Everything but no, title and kind. */
void figure_walk_take(struct query *query, struct arena *mem, struct contribution *row);

/* ---- figures that are being counted anew ---- */

/* Records behind the place `done`, up to `up_to`, are not counted yet. */
struct recount_state {
    int64_t indicator, done, up_to;
};
struct recounts {
    struct recount_state *at;
    size_t count, room;
};
must_check bool recounts_read(struct db *db, struct arena *mem, struct recounts *recounts,
                              struct error *err);
/* True if the record's part in the figure is not counted yet. */
bool recount_is_due(const struct recounts *recounts, int64_t indicator, int64_t record);
/* For projectors and figures_count_on: begins, or begins again, to count all records up to `up_to`;
 * says how far it has come, which ends it at `up_to`. */
must_check bool recount_begin(struct db *db, int64_t indicator, int64_t up_to, struct error *err);
must_check bool recount_advance(struct db *db, int64_t indicator, int64_t done, struct error *err);

/* A set of strings that lie in an arena. */
struct keys {
    struct str *at;
    size_t room, count;
};
/* True if the key is new to the set. A key's .at must not be NULL. */
bool keys_add(struct keys *keys, struct arena *mem, struct str key);

/* What a row of a walk adds to its figure: its value, or for a distinct figure 1 at the first row
 * of each key and 0 at the others. */
int64_t figure_walk_value(const struct indicator *indicator, struct keys *keys, struct arena *mem,
                          const struct contribution *row);

#endif
