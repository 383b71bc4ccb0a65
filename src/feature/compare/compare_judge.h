/* Each number of a text against the book's, and against the other numbers of the text. Pure: what
 * the book has comes in as struct known. */
#ifndef FEATURE_COMPARE_JUDGE_H
#define FEATURE_COMPARE_JUDGE_H

#include "feature/compare/compare_amount.h"
#include "feature/compare/compare_bind.h"

/* What the book knows of one figure. */
struct known_figure {
    const struct indicator *indicator;
    struct figure now;
    bool is_issued;       /* the review is out: the text should tell these numbers */
    struct figure issued; /* as they were frozen */
    struct parts parts;   /* by breakdown, now; empty if nothing asked for them */
};

/* The figures of one unit, in the order of the indicators. */
struct known_unit {
    const struct unit *unit;
    struct known_figure *at;
    size_t count;
};

/* The unit that is asked about first, then the areas that the text names. */
struct known {
    struct period period;
    list_of(struct known_unit) units;
};

/* The figure of a code in a unit (NULL: the first), or NULL. */
struct known_figure *known_figure(const struct known *known, const struct unit *unit,
                                  struct str code);

enum verdict { VERDICT_AGREES, VERDICT_DIFFERS, VERDICT_UNKNOWN };

struct finding {
    enum verdict verdict;
    const struct known_figure *figure; /* NULL: none is meant */
    const struct unit *unit;           /* whose figure, if not the first unit's */
    struct str label; /* what it seems to be: the indicator's label with its facet, or a kind */
    struct str book;  /* what the book has: "1.126 suất"; empty: nothing to hold it against */
    struct str why; /* differs: what it looks like; unknown: why; agrees: in which way, or empty */
    struct str clash; /* what contradicts it in the text itself; empty: nothing */
    struct amount amount;
};

struct findings {
    struct finding *at; /* by mention */
    size_t count;
};

/* Judges all mentions against the book. Results in `mem`. */
void compare_judge(struct arena *mem, const struct reading *reading,
                   const struct bindings *bindings, const struct known *known,
                   struct findings *findings);

/* Adds what contradicts itself in the text: percents and their a/b, one figure told twice, sums and
 * parts, count × price, absurd magnitudes, two notations. */
void compare_clash(struct arena *mem, const struct reading *reading,
                   const struct wordings *wordings, const struct bindings *bindings,
                   struct findings *findings);

#endif
