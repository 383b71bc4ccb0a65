/* What the pages of reviews read beside a review itself. */
#ifndef FEATURE_REVIEW_REVIEW_PAGES_STORE_H
#define FEATURE_REVIEW_REVIEW_PAGES_STORE_H

#include "feature/review/review.h"

/* A record in a list of the newest. */
struct newest_record {
    int64_t id, unit;
    struct str kind, no, title;
    struct day day;
};
struct newest_records {
    struct newest_record *at;
    size_t count, room;
};

/* The `limit` newest live records of a unit and all below it, by day, then as they came. */
must_check bool review_newest_records(struct db *db, struct arena *mem, const struct unit *unit,
                                      size_t limit, struct newest_records *records,
                                      struct error *err);

/* When the reviews of a unit were issued. */
struct issue_moment {
    struct str period; /* code */
    struct str at;
};
struct issue_moments {
    struct issue_moment *at;
    size_t count, room;
};
must_check bool review_issue_moments(struct db *db, struct arena *mem, const struct unit *unit,
                                     struct issue_moments *moments, struct error *err);

#endif
