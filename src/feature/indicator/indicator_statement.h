/* What the journal states of an indicator, as the words of its entry: what the shipped table and
 * the browser's form have in common. */
#ifndef FEATURE_INDICATOR_INDICATOR_STATEMENT_H
#define FEATURE_INDICATOR_INDICATOR_STATEMENT_H

#include "feature/record/record.h"

/* Empty texts are not written. The words are those of catalogue/indicators.csv. */
struct indicator_statement {
    struct str label, label_en, slug, unit, group;
    struct str kinds;                    /* codes with '|' between */
    struct str measure;                  /* "count", "sum:FIELD", "distinct:FIELD" */
    struct str where;                    /* "build_kind=new & household_class=poor|near_poor" */
    struct str mode, day, until;         /* "flow" or "stock", dating fields */
    struct str first, last;              /* days of what it counts, YYYY-MM-DD */
    struct str breakdown, matrix, round; /* round: "over:STEP" */
    struct str padded, population;
};

/* The body of the entry: canonical JSON in `mem`. Fails INVALID on a rounding that is none, or if
 * it is too long. */
must_check bool indicator_statement_body(struct arena *mem, const struct indicator_statement *said,
                                         struct str *body, struct error *err);

/* Whether a rule can be read from the body and computed by anybody: it may name public fields of
 * its kinds only, sums need numbers, conditions known choices. Fails INVALID with the reason. */
must_check bool indicator_body_check(struct arena *mem, const struct catalogue *catalogue,
                                     struct str body, struct error *err);

/* The same with another last day of what it counts; everything else stays as the item has it. */
must_check bool indicator_body_ended(struct arena *mem, const struct catalogue_item *item,
                                     struct str last, struct str *body, struct error *err);

#endif
