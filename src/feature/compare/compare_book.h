/* What the book gives to a comparison: the words, and the figures. Inside feature/compare only. */
#ifndef FEATURE_COMPARE_BOOK_H
#define FEATURE_COMPARE_BOOK_H

#include "feature/compare/compare.h"

/* The words by which this book's figures are known. Compiled; live until the structure changes. */
struct compare_words {
    struct wordings wordings;
    struct names names; /* of all areas, all parts; without a period */
};

/* Compiles them on first use. NULL on failure. */
must_check const struct compare_words *compare_words_of(struct book *book, struct db *db,
                                                        struct error *err);

/* The figures of the unit, as its review has them, and of the areas that bindings name. */
must_check bool compare_known(struct book *book, struct db *db, struct arena *mem,
                              const struct unit *unit, struct period period,
                              const struct bindings *bindings, struct known *known,
                              struct error *err);

/* Says of numbers that differ whose they may be: a shorter period's within the one asked for, or
 * one area's. Only a word for people: they go on differing. At most 60 numbers are looked at. */
must_check bool compare_hint(struct book *book, struct db *db, struct arena *mem,
                             const struct unit *unit, struct period period,
                             const struct bindings *bindings, struct findings *findings,
                             struct error *err);

/* `import BOOK wording FILE.csv`: a committee's own words, which replace the ones it had. */
bool wording_import(struct book *book, struct import_job *job, struct error *err);

#endif
