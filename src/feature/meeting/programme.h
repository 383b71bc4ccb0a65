/* Own lines of a programme on their way in. */
#ifndef FEATURE_MEETING_PROGRAMME_H
#define FEATURE_MEETING_PROGRAMME_H

#include "feature/meeting/meeting.h"

/* Reads a programme's FILE.md (docs/meeting.md): its lines replace those of the unit and period.
 * They are prose that people write, so no entry. Every error goes to job->out. */
bool programme_import(struct book *book, struct import_job *job, struct error *err);

#endif
