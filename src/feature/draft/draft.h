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
    bool is_photo_public;     /* those whom its photos show agreed that everyone sees them … */
    struct str consent;       /* … on this day, as typed */
};

struct saved_drafts {
    struct saved_draft *at;
    size_t count, room;
};

/* The drafts of an author (0: of all) in one of the states (a set of 1 << enum draft_state), newest
 * change first, at most `limit`. Results in `mem`, here and below. */
must_check bool drafts_in(struct db *db, struct arena *mem, int64_t author, unsigned states,
                          size_t limit, struct saved_drafts *drafts, struct error *err);

/* Hands in a draft that another page has read and checked (a paste): it waits for approval from now
 * on. kind, unit, day, cells and reason are the caller's; day and cells as somebody would have
 * typed them. key: of the form and row, which sent again makes no second one. In the writer's
 * transaction. */
must_check bool draft_hand_in(struct book *book, struct arena *mem, struct saved_draft *draft,
                              struct str key, struct error *err);

/* How many drafts wait where the visitor may approve, and how many of the visitor's own were sent
 * back: for struct waiting_item. */
must_check bool drafts_waiting(struct request *req, int64_t *count, struct error *err);
must_check bool drafts_returned(struct request *req, int64_t *count, struct error *err);

/* How many drafts of each unit and kind wait, in all units. */
struct draft_counts {
    struct {
        struct str unit, kind; /* codes */
        int64_t count;
    } * at;
    size_t count, room;
};
must_check bool drafts_waiting_by(struct db *db, struct arena *mem, struct draft_counts *counts,
                                  struct error *err);
/* Those of one unit itself and kind. */
int64_t draft_count(const struct draft_counts *counts, struct str unit, struct str kind);

/* ---- for pages ---- */

/* A kind to choose from. */
struct kind_link {
    struct str address, label;
    int64_t place; /* among the large buttons, from 1 */
};
struct kind_links {
    struct kind_link *at;
    size_t count, room;
};

/* What the visitor's roles enter most, as the catalogue says, under the names that people use: the
 * large buttons. */
must_check bool draft_kinds_first(struct request *req, struct kind_links *links, struct error *err);

/* A draft as lists name it. */
struct draft_row {
    struct str address, title, meta, state, comment;
    struct str tick; /* "chon-12": may be approved together with others; empty: alone */
};
struct draft_rows {
    struct draft_row *at;
    size_t count, room;
};

/* The visitor's own drafts, newest change first, at most `limit`: those thrown away are left out.
 */
must_check bool draft_rows_own(struct request *req, size_t limit, struct draft_rows *rows,
                               struct error *err);

/* Template: the list. */
void draft_rows_html(struct html *out, const struct draft_rows *rows);

#endif
