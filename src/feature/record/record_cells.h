/* The statement that a record stands on, with what is still open of it. Inside the feature. */
#ifndef FEATURE_RECORD_RECORD_CELLS_H
#define FEATURE_RECORD_RECORD_CELLS_H

#include "feature/record/record.h"

struct record_statement {
    struct entry entry;
    list_of(struct opening) openings; /* field and value alone */
};

/* Reads the entry that states the record now. Results in `mem`. Fails as the database does. */
must_check bool record_statement(struct db *db, struct arena *mem, const struct record *record,
                                 struct record_statement *statement, struct error *err);

/* What a field was opened to, or NULL. */
const struct opening *statement_opening(const struct record_statement *statement, struct str field);

/* The commitment (hex) to a field whose opening was erased; empty if it is open or was never given.
 */
struct str statement_erased(const struct record_statement *statement, struct str field);

/* The pictures that a statement names, in their order. Results in `mem`, or of the statement. */
void statement_pictures(struct arena *mem, const struct record_statement *statement,
                        struct record_pictures *pictures);

#endif
