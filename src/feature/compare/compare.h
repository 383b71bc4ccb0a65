/* "Soi bài báo": each number of a Vietnamese text against the book's figures, bound by the words
 * around it. Nothing of the text is kept anywhere. */
#ifndef FEATURE_COMPARE_COMPARE_H
#define FEATURE_COMPARE_COMPARE_H

#include "feature/compare/compare_judge.h"
#include "feature/compare/compare_remark.h"
#include "feature/review/review.h"

extern const struct feature compare_feature;

/* A text, taken apart and judged. */
struct compared {
    const struct unit *unit;
    struct period period;
    const struct wordings *wordings;
    struct reading reading;
    struct bindings bindings; /* by mention */
    struct findings findings; /* by mention */
    struct remarks remarks;   /* in the order of the text */
    size_t agreeing, differing, unknown, clashing;
};

/* Compares a text (UTF-8 of any form, at most COMPARE_MAX_BYTES) with the figures of a unit and
 * period as `db` has them. Results in `mem`. Fails INVALID if it is no text. */
must_check bool compare_text(struct book *book, struct db *db, struct arena *mem,
                             const struct unit *unit, struct period period, struct str bytes,
                             struct compared *compared, struct error *err);

/* "14 con số: 12 khớp, 1 lệch, 1 không có trong sổ" and what contradicts itself. */
struct str compare_summary(struct arena *mem, const struct compared *compared);

#endif
