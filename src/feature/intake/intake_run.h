/* Lists entering the journal and leaving it, in pieces on the writer; between the files of this
 * feature only. */
#ifndef FEATURE_INTAKE_INTAKE_RUN_H
#define FEATURE_INTAKE_INTAKE_RUN_H

#include "feature/intake/intake_list.h"

enum { INTAKE_PIECE_ROWS = 100, INTAKE_PIECE_MS = 250 };

/* Takes one piece of a list that is INTAKE_RUNNING or INTAKE_UNDOING, in the caller's transaction
 * of the writer, done as intake->account, and keeps how far it came: short lists are done with it,
 * of longer ones intakes_settle takes the rest. A row that is not right any more undoes the piece
 * and stops the list, which says why. Fails as the database does. */
must_check bool intake_step(struct book *book, struct arena *mem, struct intake *intake,
                            struct error *err);

#endif
