/* The projectors of record entries: rows of `record`, its history, its documents for the search. */
#ifndef FEATURE_RECORD_RECORD_PROJECT_H
#define FEATURE_RECORD_RECORD_PROJECT_H

#include "feature/record/record.h"

/* As struct projector demands; each fails MISSING when an entry names a record that is not there.
 */
bool project_approved(struct projection *projection, const struct entry_run *run,
                      struct error *err);
bool project_corrected(struct projection *projection, const struct entry_run *run,
                       struct error *err);
bool project_voided(struct projection *projection, const struct entry_run *run, struct error *err);
bool project_erased(struct projection *projection, const struct entry_run *run, struct error *err);

#endif
