/* Records in rows, for the pages of units. */
#ifndef FEATURE_RECORD_RECORD_LISTS_H
#define FEATURE_RECORD_RECORD_LISTS_H

#include "feature/record/record.h"

struct record_row {
    struct str no, title, kind; /* kind: code */
    struct day day;
};

struct record_rows {
    struct record_row *at;
    size_t count, room;
    int64_t total; /* beyond skip and limit */
};

/* Live records that are stated for the unit itself (not below it), newest first. Results in `mem`.
 */
must_check bool record_newest(struct db *db, struct arena *mem, int64_t unit, size_t skip,
                              size_t limit, struct record_rows *rows, struct error *err);

/* The day of the unit's newest live record; DAY_NONE if it has none. */
must_check bool record_newest_day(struct db *db, int64_t unit, struct day *day, struct error *err);

/* How many live records the unit has in each of `count` months from `month` (day_month) on: added
 * to counts[0 .. count). */
must_check bool record_months(struct db *db, int64_t unit, int32_t month, size_t count,
                              int64_t *counts, struct error *err);

#endif
