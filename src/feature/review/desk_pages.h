/* The pages of the review desk and what their templates show. */
#ifndef FEATURE_REVIEW_DESK_PAGES_H
#define FEATURE_REVIEW_DESK_PAGES_H

#include "feature/review/review_desk.h"
#include "feature/review/review_html.h"

/* A place for people's words as the form shows it. */
struct desk_cell {
    struct str name, version_name; /* "o-uu_diem", "v-uu_diem" */
    struct str title, text, problem;
    int64_t version;
    struct str other, theirs; /* who has changed it meanwhile, and to what */
};

/* Composed sentences, which nobody types, and below them the place; cell NULL: behind the last. */
struct desk_part {
    struct running_blocks blocks;
    struct desk_cell *cell;
};

/* What is to be looked at before it goes out. */
struct desk_warning {
    struct str text, address; /* the latter may be empty */
};
struct desk_warnings {
    struct desk_warning *at;
    size_t count, room;
};

/* A step as a line: "Trình Ban Thường trực: Cán bộ, 08:31 ngày 5/7/2022". */
struct desk_line {
    struct str words, comment;
};

/* A stage of the way: done, under way or still to come. */
struct desk_stage {
    struct str words, when;
    bool is_done, is_next;
};

struct desk_page {
    struct page_frame frame;
    struct str title, crumb, action, steps_action, list_address;
    struct str preview_address, draft_word, draft_pdf, public_address, issue_address;
    struct str state;
    struct review_desk desk;
    struct desk_stage stages[DESK_STATES - 1];
    struct desk_warnings warnings;
    struct seen_changes changes; /* figures that are others since Ban Thường trực passed them */
    list_of(struct desk_part) parts;
    list_of(struct desk_line) lines;
    struct frame_files files;
    struct str done, problem, comment, comment_problem, returned, returned_by;
    bool may_write, may_decide, has_conflict;
};

/* All desks of a unit. */
struct desks_page {
    struct page_frame frame;
    struct link_groups groups;
    struct named_links units; /* to choose from; none if there is but one */
    struct str unit_title;
};

/* ---- page functions ---- */
page_function review_desks_page, review_desk_page, review_desk_post, review_steps_post,
    review_preview_page;

/* ---- templates ---- */
void desk_html(struct html *out, const struct desk_page *page);
void desks_html(struct html *out, const struct desks_page *page);

/* What is to be looked at: work of the period that still waits for approval, doubts of readers
 * without an answer, targets that are missing or not reached, figures far from those of last year,
 * places that nothing is written for. Fails as the database does. */
must_check bool desk_warnings(struct request *req, const struct review_desk *desk,
                              struct desk_warnings *warnings, struct error *err);

#endif
