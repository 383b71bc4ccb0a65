/* The projectors of figures. */
#ifndef FEATURE_INDICATOR_INDICATOR_PROJECT_H
#define FEATURE_INDICATOR_INDICATOR_PROJECT_H

#include "feature/indicator/indicator.h"

/* record.approved: adds contributions and month cells, at every level of the tree. */
bool indicator_project_approved(struct projection *projection, const struct entry_run *run,
                                struct error *err);

/* record.corrected and record.voided: takes exactly the record's own rows out, adds the new ones.
 */
bool indicator_project_changed(struct projection *projection, const struct entry_run *run,
                               struct error *err);

/* catalogue.indicator: a rule that is new or changed is counted over all live records. */
bool indicator_project_catalogue(struct projection *projection, const struct entry_run *run,
                                 struct error *err);

/* target.set: the newest statement stays. */
bool indicator_project_target(struct projection *projection, const struct entry_run *run,
                              struct error *err);

#endif
