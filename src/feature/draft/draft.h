/* Drafts: what somebody enters in the browser before it is a record. They are kept as typed,
 * checked when they are handed in, and become entries when somebody approves them. Never an entry
 * before that, never on a public page. */
#ifndef FEATURE_DRAFT_DRAFT_H
#define FEATURE_DRAFT_DRAFT_H

#include "feature/check/check.h"

extern const struct feature draft_feature;

enum draft_state {
    DRAFT_WRITING,  /* its author's */
    DRAFT_WAITING,  /* handed in */
    DRAFT_RETURNED, /* sent back with a comment */
    DRAFT_APPROVED, /* a record */
    DRAFT_DROPPED,  /* thrown away by its author */
};

/* A draft as it is kept. */
struct saved_draft {
    int64_t id;            /* from 1; 0: not kept yet */
    struct str kind, unit; /* codes */
    struct str day;        /* as typed */
    struct str cells;      /* as typed: name=value&… (cells_read) */
    enum draft_state state;
    int64_t version;          /* grows with each change: two people on one draft notice it */
    int64_t author, editor;   /* accounts: who began it, who changed it last */
    struct str changed;       /* moment of the last change */
    struct str of;            /* number of the record that it corrects; else empty */
    struct str no;            /* of the record that it became */
    struct str reason;        /* why what looks odd is right, for those who approve */
    struct str public_reason; /* of a correction: why, as its page will say */
    struct str comment;       /* of whoever returned it */
};

struct saved_drafts {
    struct saved_draft *at;
    size_t count, room;
};

/* The drafts of an author (0: of all) in one of the states (a set of 1 << enum draft_state), newest
 * change first, at most `limit`. Results in `mem`, here and below. */
must_check bool drafts_in(struct db *db, struct arena *mem, int64_t author, unsigned states,
                          size_t limit, struct saved_drafts *drafts, struct error *err);

/* How many drafts wait for somebody who may approve in `units` (codes; count 0: everywhere). */
must_check bool drafts_waiting(struct db *db, int64_t *count, struct error *err);

#endif
