/* Lists on their way in through the browser: a file or what somebody pastes becomes a staged table,
 * is shown with everything that is wrong in it, and then enters the journal whole, as a run that
 * can be taken back whole (docs/intake.md). */
#ifndef FEATURE_INTAKE_INTAKE_H
#define FEATURE_INTAKE_INTAKE_H

#include "feature/draft/draft.h"

extern const struct feature intake_feature;

/* Begins and ends what is remembered between requests (the run that is under way); the book must
 * not be served in between without it. */
void intakes_open(struct book *book);
void intakes_close(struct book *book);

/* Long lists enter and leave piece by piece, a piece a second, beside everybody else's work: for
 * struct web_writer, has_loose and settle. A piece takes about INTAKE_PIECE_MS of the writer. */
bool intakes_are_loose(struct book *book);
must_check bool intakes_settle(struct book *book, struct error *err);

#endif
