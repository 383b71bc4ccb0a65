/* The rows of reviews; not for other features. */
#ifndef FEATURE_REVIEW_REVIEW_STORE_H
#define FEATURE_REVIEW_REVIEW_STORE_H

#include "feature/review/review.h"
#include "feature/stating.h"

/* Fills is_issued, issued_…, frozen; an issued review's cut-off replaces *cutoff. */
must_check bool review_read_issued(struct db *db, struct arena *mem, struct review *review,
                                   struct day *cutoff, struct error *err);

/* Fills review->prose with what people wrote for the unit and period, as it was frozen if the
 * review is issued; after review_read_issued. Fails as the database does. */
must_check bool review_read_prose(struct db *db, struct arena *mem, struct review *review,
                                  struct error *err);

/* What people have written by now, frozen or not. Fails as the database does. */
must_check bool review_read_written(struct db *db, struct arena *mem, const struct unit *unit,
                                    struct period period, struct proses *proses, struct error *err);

/* The name of a slot's text among the shown values of review.issued: "prose.uu_diem". */
struct str review_prose_field(struct arena *mem, struct str slot);

/* Replaces the prose of a slot; the caller's transaction. */
must_check bool review_write_prose(struct db *db, struct str unit, struct str period,
                                   struct str slot, struct str markdown, struct error *err);

/* What was frozen for a slot in every statement of a review, current and replaced. */
must_check bool review_openings(struct db *db, struct arena *mem, const struct unit *unit,
                                struct period period, struct str slot,
                                struct kept_openings *openings, struct error *err);

/* The names behind a figure: the different values it counts, else the records' own names (field
 * "name"), else their titles; each once, in quotes, joined by ", " and " và ". */
must_check bool review_names(struct db *db, struct arena *mem, const struct catalogue *catalogue,
                             const struct indicator *indicator, const struct unit *unit,
                             struct span span, struct str *names, struct error *err);

/* Projectors of review.figures, review.issued and review.erased. */
bool review_project_figures(struct projection *projection, const struct entry_run *run,
                            struct error *err);
bool review_project_issued(struct projection *projection, const struct entry_run *run,
                           struct error *err);
bool review_project_erased(struct projection *projection, const struct entry_run *run,
                           struct error *err);

#endif
