/* The desk of a review: what officers write around its figures, and the steps that it takes until
 * the chair issues it. What is written here is on no public page before that; kept tables, no
 * entries (docs/review-desk.md). */
#ifndef FEATURE_REVIEW_REVIEW_DESK_H
#define FEATURE_REVIEW_REVIEW_DESK_H

#include "feature/account/account.h"
#include "feature/frame.h"
#include "feature/review/review.h"

#define REVIEW_DESK_ADDRESS "/lam-viec/bao-cao"

enum {
    DESK_TEXT_MAX_BYTES = 40000, /* of what is written for one place */
    DESK_COMMENT_MAX_BYTES = 2000,
};

/* How far a review is. */
enum desk_state {
    DESK_WRITING,  /* soạn: texts may change */
    DESK_STANDING, /* handed in: Ban Thường trực is to pass it */
    DESK_PARTY,    /* Đảng ủy is to give its opinion */
    DESK_READY,    /* the chair may issue it */
    DESK_ISSUED,
    DESK_STATES,
};

/* What is done to it; each is kept with who, when and which comment. */
enum desk_action {
    DESK_SEND,     /* trình Ban Thường trực */
    DESK_PASS,     /* Ban Thường trực thông qua */
    DESK_OPINION,  /* Đảng ủy cho ý kiến */
    DESK_RETURN,   /* with a comment, back to writing */
    DESK_WITHDRAW, /* by those who write */
    DESK_ISSUE,
    DESK_REOPEN, /* an issued one is to be corrected */
    DESK_ACTIONS,
};

/* A text for a place of the outline. version 0: it is not kept at the desk but in the book (a list
 * of prose was imported, or nothing is written). */
struct desk_text {
    struct str slot, markdown;
    int64_t version, editor;
};

struct desk_step {
    enum desk_action action;
    struct str at, comment;
    struct str seen; /* the figures then: review_seen */
    int64_t account;
};

struct review_desk {
    const struct unit_tree *units;
    const struct unit *unit, *home;
    struct period period;
    struct str address; /* of the desk's page, with "?don-vi=" where the unit needs it */
    enum desk_state state;
    int64_t version; /* grows with each step */
    list_of(struct desk_text) texts;
    list_of(struct desk_step) steps; /* oldest first */
    bool is_issued;                  /* by now, whatever is under way */
    struct review review;            /* figures of now, texts of the desk; not as issued */
};

/* Opens the desk that the request names: parts {nam} and {ky}, field "don-vi". The document keeps
 * its places, written for or not, unless `is_preview`. Fails MISSING (no such period or unit),
 * DENIED (the visitor holds none of `roles` in the unit), INVALID (texts that cannot be read). */
must_check bool review_desk_open(struct request *req, const char *roles, bool is_preview,
                                 struct review_desk *desk, struct error *err);

/* The address of a page below the desk's: "/lam-viec/bao-cao/2022/quy-2/ban-hanh?don-vi=kp3". */
struct str review_desk_part(struct arena *mem, const struct review_desk *desk, const char *part);

/* The address of the desk of a unit and period. */
struct str review_desk_address(struct arena *mem, struct period period, const struct unit *unit,
                               const struct unit *home);

/* Whether the state allows the action; where it leads. Pure. */
bool desk_allows(enum desk_state state, enum desk_action action);
enum desk_state desk_after(enum desk_state state, enum desk_action action);

/* "Ban Thường trực thông qua": what an action and a state are called. */
const char *desk_action_words(enum desk_action action);
const char *desk_state_words(enum desk_state state);

/* The figures that say something, as one text: what somebody has seen when they decided. Between
 * the pages of the desk only. */
struct str review_seen(struct arena *mem, const struct review *review);

/* A figure that is another one by now. */
struct seen_change {
    struct str label, then, now;
};
struct seen_changes {
    struct seen_change *at;
    size_t count, room;
};
struct seen_changes review_seen_changes(struct arena *mem, const struct review *review,
                                        struct str seen);

/* Does a step other than issuing, in the writer's transaction: it is kept and stands in the trail.
 * Fails CONFLICT if the state does not allow it, or if somebody has done another step since. */
must_check bool review_desk_step(struct request *req, struct review_desk *desk,
                                 enum desk_action action, struct str comment, struct error *err);

/* Issues the review of an open desk in the writer's transaction: its texts become what the book
 * says, figures and texts are frozen, the step is kept and stands in the trail. A review that is
 * issued already is corrected (`doanket issue --restate`). comment: of the chair, may be empty.
 * Fails CONFLICT if it is not the desk's turn. */
must_check bool review_desk_issue(struct request *req, struct review_desk *desk, struct str comment,
                                  struct error *err);

#endif
