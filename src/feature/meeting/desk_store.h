/* The rows of conferences under way; inside the feature. */
#ifndef FEATURE_MEETING_DESK_STORE_H
#define FEATURE_MEETING_DESK_STORE_H

#include "feature/meeting/meeting.h"

/* A conference that is being written at its desk. */
struct kept_conference {
    int64_t id;      /* from 1; 0: there is none */
    struct str unit; /* code */
    struct day day;
    int64_t number;   /* in the day, from 1 */
    struct str cells; /* as typed: name=value&… */
    int64_t version, editor;
    struct str changed;
};

struct kept_conferences {
    struct kept_conference *at;
    size_t count, room;
};

/* Those under way, newest day first. Results in `mem`. */
must_check bool conferences_kept(struct db *db, struct arena *mem,
                                 struct kept_conferences *conferences, struct error *err);

/* The one of a unit, day and number; id 0 if there is none. */
must_check bool conference_kept(struct db *db, struct arena *mem, struct str unit, struct day day,
                                int64_t number, struct kept_conference *conference,
                                struct error *err);

/* Keeps it, new (id 0) or in place of the version that was read; *is_kept is false, and nothing
 * happens, if somebody else was faster. In the writer's transaction. */
must_check bool conference_keep(struct book *book, struct arena *mem,
                                struct kept_conference *conference, bool *is_kept,
                                struct error *err);

/* Replaces what is typed without another version: whoever has read it may go on. In the writer's
 * transaction. */
must_check bool conference_cells_put(struct db *db, int64_t id, struct str cells,
                                     struct error *err);

/* Forgets it, with all that was typed: it is entered now, or thrown away. */
must_check bool conference_forget(struct db *db, int64_t id, struct error *err);

#endif
