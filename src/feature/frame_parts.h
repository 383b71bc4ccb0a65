/* What the templates of frame.html share with frame.c; pages see frame.h only. */
#ifndef FEATURE_FRAME_PARTS_H
#define FEATURE_FRAME_PARTS_H

#include "feature/frame.h"
#include "web/web.h"

/* What an error page says. */
struct frame_error {
    int status;
    struct str title;  /* what happened, as a heading */
    struct str reason; /* of this case, without full stop; may be empty */
    struct str advice; /* what to do next */
    bool has_search;   /* offer search and reviews */
};

/* "Kết quả … - Ủy ban …": for the browser's tab. */
struct str frame_whole_title(struct arena *mem, const struct page_frame *frame);

/* Some pages come without a snapshot, but the committee's names and the sample's mark need one:
 * opens it for this page (req->db), NULL if that was not needed or did not work; ends it. */
struct db *frame_snapshot(struct request *req);
void frame_snapshot_end(struct request *req, struct db *reader);

/* The page of an error, a template of frame.html. */
void frame_error_html(struct html *out, const struct page_frame *frame,
                      const struct frame_error *error);

#endif
