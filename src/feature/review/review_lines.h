/* Lines that the committee adds to the outline; inside the feature only. */
#ifndef FEATURE_REVIEW_REVIEW_LINES_H
#define FEATURE_REVIEW_REVIEW_LINES_H

#include "feature/review/review.h"

/* An outline line by line. */
struct outline_text {
    struct str *at;
    size_t count, room;
};

/* Reads the stated lines (catalogue.line). */
must_check bool outline_lines_read(struct db *db, struct arena *mem, struct outline_lines *lines,
                                   struct error *err);

/* The outline with those of the lines that belong to the period: each behind the last sentence of
 * its section, its figures in the section's table. A section that is gone stands at the end again.
 */
struct outline_text outline_with_lines(struct arena *mem, const struct outline_text *outline,
                                       const struct outline_lines *lines, struct period period);

#endif
