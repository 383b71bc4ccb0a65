/* Two sheets for the areas: one A4 page to hang up, and a text to be read over the loudspeaker.
 * Both say what the review of a period says, of public figures only: nobody who was helped is
 * named. */
#ifndef FEATURE_SHEET_SHEET_H
#define FEATURE_SHEET_SHEET_H

#include "feature/review/review.h"

extern const struct feature sheet_feature;

enum sheet_kind {
    SHEET_POSTING,     /* "Bản niêm yết" */
    SHEET_LOUDSPEAKER, /* "Bản đọc loa" */
    SHEET_KINDS,
};

/* "Bản niêm yết", and what addresses and commands call it: "niem-yet". */
struct str sheet_label(enum sheet_kind kind);
struct str sheet_word(enum sheet_kind kind);

/* "/khu-pho/3/niem-yet?ky=2022-H1" for a numbered area, "/niem-yet?ky=2022-H1" for the book's own
 * unit, with "&don-vi=…" for others. */
struct str sheet_address(struct arena *mem, enum sheet_kind kind, struct period period,
                         const struct unit *unit, const struct unit *home);

#endif
