/* The desk of doubts: those that wait are answered in public or dropped. Inside the feature only.
 */
#ifndef FEATURE_INDICATOR_DOUBT_DESK_H
#define FEATURE_INDICATOR_DOUBT_DESK_H

#include "feature/account/account.h"
#include "feature/frame.h"
#include "feature/indicator/doubt.h"

#define DOUBT_DESK "/lam-viec/bao-sai"

/* One that waits, or one that was answered. */
struct doubt_row {
    int64_t id;
    struct str figure, address; /* what it is about; address may be empty */
    struct str day, text;
    struct str answer, answered; /* answer: as typed, or as it stands in public */
    struct str problem;
};
struct doubt_rows {
    struct doubt_row *at;
    size_t count, room;
};
struct doubt_desk_page {
    struct page_frame frame;
    struct str done;
    struct doubt_rows waiting, answered;
};

/* How many wait for an answer of the visitor: for waiting_item. */
must_check bool doubts_waiting(struct request *req, int64_t *count, struct error *err);

page_function doubt_desk_page, doubt_answer_post, doubt_drop_post;
/* Every doubt that waits with its forms, and below them the newest answers. */
void doubt_desk_html(struct html *out, const struct doubt_desk_page *page);

#endif
