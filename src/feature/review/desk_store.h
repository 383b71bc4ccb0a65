/* The rows of review desks; inside the feature. */
#ifndef FEATURE_REVIEW_DESK_STORE_H
#define FEATURE_REVIEW_DESK_STORE_H

#include "feature/review/review_desk.h"

/* Fills state, version, texts and steps of a desk whose unit, period and is_issued are known.
 * issued_at: moment of the issue, which may have come from the command line. */
must_check bool desk_load(struct db *db, struct arena *mem, struct review_desk *desk,
                          struct str issued_at, struct error *err);

/* The desks of a unit (code) at which something was written or that have had a step: their states
 * by period. `changed`: moment of the last. */
struct known_desk {
    struct str period;
    enum desk_state state;
    struct str changed;
};
struct known_desks {
    struct known_desk *at;
    size_t count, room;
};
must_check bool desks_known(struct db *db, struct arena *mem, struct str unit,
                            struct known_desks *desks, struct error *err);

/* How many reviews wait for a step of the visitor, who may issue them: for waiting_item. */
must_check bool reviews_handed_in(struct request *req, int64_t *count, struct error *err);

/* Keeps the text of a slot in place of the version that was read; *is_kept is false, and nothing
 * happens, if somebody else was faster. In the writer's transaction, as all that writes here. */
must_check bool desk_text_write(struct book *book, struct arena *mem,
                                const struct review_desk *desk, const struct desk_text *text,
                                bool *is_kept, struct error *err);

/* Does a step: the new state, and who, when, which comment, what was seen. Fails CONFLICT if the
 * desk has had another step since it was read. */
must_check bool desk_step_write(struct book *book, struct arena *mem, struct review_desk *desk,
                                enum desk_action action, struct str comment, struct error *err);

/* Forgets the text of a slot of a unit and period, at the desk and in the book. */
must_check bool desk_text_drop(struct db *db, struct str unit, struct str period, struct str slot,
                               struct error *err);

#endif
