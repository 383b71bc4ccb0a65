/* One figure in each of the ways in which texts say it. Inside the feature only. */
#ifndef FEATURE_REVIEW_FACETS_H
#define FEATURE_REVIEW_FACETS_H

#include "document/outline.h"
#include "feature/review/review.h"

/* Where names and parts are looked up: the unit and the days of the review. */
struct telling {
    struct book *book;
    struct db *db;
    struct arena *mem;
    const struct review *review;
};

/* Gives the text of a facet; empty if the figure has none (no target: no percent). FACET_NAMES and
 * FACET_PARTS cost queries. Fails as the database does. */
must_check bool facet_tell(const struct telling *telling, const struct figure *figure,
                           enum figure_facet facet, struct str *text, struct error *err);

#endif
