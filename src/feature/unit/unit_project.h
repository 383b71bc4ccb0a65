/* The projectors of units, bodies, posts, legal texts and rules. */
#ifndef FEATURE_UNIT_UNIT_PROJECT_H
#define FEATURE_UNIT_UNIT_PROJECT_H

#include "feature/unit/unit.h"

/* unit.opened states a unit, or states it again; unit.closed gives it its last day. */
bool unit_project_opened(struct projection *projection, const struct entry_run *run,
                         struct error *err);
bool unit_project_closed(struct projection *projection, const struct entry_run *run,
                         struct error *err);

/* body.opened states a body, or states it again. */
bool body_project_opened(struct projection *projection, const struct entry_run *run,
                         struct error *err);

/* legal.registered states a text of that number, or states it again. */
bool legal_project_registered(struct projection *projection, const struct entry_run *run,
                              struct error *err);

/* allowance.set states a rule, or states it again: by text, post, class of areas and first day. */
bool allowance_project_set(struct projection *projection, const struct entry_run *run,
                           struct error *err);

/* Records of kind "appointment" become posts; all others only tell until when the book knows. */
bool post_project_approved(struct projection *projection, const struct entry_run *run,
                           struct error *err);
bool post_project_corrected(struct projection *projection, const struct entry_run *run,
                            struct error *err);
bool post_project_voided(struct projection *projection, const struct entry_run *run,
                         struct error *err);
bool post_project_erased(struct projection *projection, const struct entry_run *run,
                         struct error *err);

/* catalogue.choices: the words for posts and forms of address. */
bool post_project_labels(struct projection *projection, const struct entry_run *run,
                         struct error *err);

#endif
