/* The rows of drafts; not for other features. */
#ifndef FEATURE_DRAFT_DRAFT_STORE_H
#define FEATURE_DRAFT_DRAFT_STORE_H

#include "feature/draft/draft.h"

enum { DRAFT_CELLS_MAX_BYTES = 64 * 1024 };

/* The draft of an id; fails MISSING. */
must_check bool draft_find(struct db *db, struct arena *mem, int64_t id, struct saved_draft *draft,
                           struct error *err);

/* The draft that a form with this key made already: *draft has id 0 if there is none. */
must_check bool draft_of_key(struct db *db, struct arena *mem, struct str key,
                             struct saved_draft *draft, struct error *err);

/* The correction of a record that is under way: id 0 if there is none. Only one is, so that none
 * overwrites another unseen. */
must_check bool draft_of_record(struct db *db, struct arena *mem, struct str no,
                                struct saved_draft *draft, struct error *err);

/* Keeps a new draft (id 0 is filled in) or replaces one, whose version must be the one that is kept
 * (fails CONFLICT) and then grows; changed and editor are set from the journal's clock and actor.
 * key: of the form, for new ones. step: what is being done ("nộp"), for its history; empty: nothing
 * worth telling; comment: may be empty. In the writer's transaction. */
must_check bool draft_write(struct book *book, struct arena *mem, struct saved_draft *draft,
                            struct str key, struct str step, struct str comment, struct error *err);

/* One step in a draft's history. */
struct draft_step {
    struct str at, step, comment;
    int64_t account;
};
struct draft_steps {
    struct draft_step *at;
    size_t count, room;
};
must_check bool draft_history(struct db *db, struct arena *mem, int64_t id,
                              struct draft_steps *steps, struct error *err);

/* The newest draft that the account handed in of a kind: id 0 if there is none. For "as last time".
 */
must_check bool draft_last(struct db *db, struct arena *mem, int64_t author, struct str kind,
                           struct saved_draft *draft, struct error *err);

#endif
