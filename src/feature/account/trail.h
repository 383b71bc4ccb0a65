/* The trail: one line for each thing that was done to accounts, and for what other features add.
 * Lines are added, never changed; each carries a hash over itself and the one before. */
#ifndef FEATURE_ACCOUNT_TRAIL_H
#define FEATURE_ACCOUNT_TRAIL_H

#include "feature/account/account.h"

struct trail_line {
    int64_t id;
    int64_t at;         /* seconds since 1970 */
    int64_t actor;      /* account; 0: nobody who had signed in; or TRAIL_COMMAND */
    struct str name;    /* of the account; else empty */
    struct str what;    /* a message */
    struct str subject; /* may be empty */
    struct str address; /* of the client; may be empty */
};

enum { TRAIL_COMMAND = -1 }; /* somebody at the machine's command line */

struct trail_lines {
    struct trail_line *at;
    size_t count, room;
};

/* Adds a line: trail_add for those who have no request. line->id and name are not looked at. */
must_check bool trail_write(struct db *db, const struct trail_line *line, struct error *err);

/* trail_add in the name of an account that is just signing in. */
must_check bool trail_add_as(struct request *req, int64_t actor, struct str what,
                             struct str subject, struct error *err);

/* The newest `count` lines with numbers below `before` (INT64_MAX: from the end), newest first. */
must_check bool trail_read(struct db *db, struct arena *mem, int64_t before, int64_t count,
                           struct trail_lines *lines, struct error *err);

/* How many lines there are, and the hash at the end, in hex. */
must_check bool trail_end(struct db *db, struct arena *mem, int64_t *count, struct str *hash,
                          struct error *err);

#endif
