/* The projectors of conferences and tasks. */
#ifndef FEATURE_MEETING_MEETING_PROJECT_H
#define FEATURE_MEETING_MEETING_PROJECT_H

#include "feature/meeting/meeting.h"

/* meeting.held states a conference, or states it again: what was said of its attendance and speech
 * goes, and follows anew in meeting.attended (at most MEETING_PEOPLE_PER_ENTRY each) and
 * meeting.spoken. */
bool meeting_project_held(struct projection *projection, const struct entry_run *run,
                          struct error *err);
bool meeting_project_attended(struct projection *projection, const struct entry_run *run,
                              struct error *err);
bool meeting_project_spoken(struct projection *projection, const struct entry_run *run,
                            struct error *err);

/* meeting.request states a request, or states it again. */
bool meeting_project_request(struct projection *projection, const struct entry_run *run,
                             struct error *err);
bool task_project_result(struct projection *projection, const struct entry_run *run,
                         struct error *err);
bool task_project_closed(struct projection *projection, const struct entry_run *run,
                         struct error *err);

/* meeting.voided: the conference stays as a row, so that its number is not handed out again. */
bool meeting_project_voided(struct projection *projection, const struct entry_run *run,
                            struct error *err);

/* meeting.erased names openings that are gone: the columns that hold them become empty. */
bool meeting_project_erased(struct projection *projection, const struct entry_run *run,
                            struct error *err);

#endif
