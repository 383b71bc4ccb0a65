/* Papers to download, and the page on which the chair issues a review. */
#ifndef FEATURE_PAPER_PAPER_PAGES_H
#define FEATURE_PAPER_PAPER_PAGES_H

#include "feature/paper/number_form.h"

extern const struct route paper_routes[19];

struct issue_page {
    struct page_frame frame;
    struct arena *mem;
    struct str title, action, preview_address, public_address;
    struct str take_address; /* where a report that was issued without a number gets one */
    struct review_desk desk;
    struct paper_subject subject;
    struct paper paper; /* its number, if has_number */
    struct number_form form;
    struct html_piece tiles;
    struct frame_files files;
    struct str seen; /* what the page shows: issuing refuses if it is another by then */
    struct seen_changes changes;
    struct str comment, problem;
    bool has_number;
};

page_function paper_issue_page, paper_issue_post;
page_function draft_report_docx, draft_report_pdf, draft_invitation_docx, draft_invitation_pdf;
page_function draft_attendance_docx, draft_attendance_pdf;

/* Whether there is such a paper: where there is a page there is one, of any other period it would
 * be empty. Of a conference there always is. Fails as composing does. */
must_check bool paper_is_told(struct request *req, const struct paper_subject *subject,
                              bool *is_told, struct error *err);

/* Answers with a paper as a file. Fails as paper_file does. */
must_check bool paper_respond(struct request *req, struct response *response,
                              const struct paper_subject *subject, const struct unit *home,
                              enum paper_format format, struct error *err);

/* Its template. */
void issue_html(struct html *out, const struct issue_page *page);

#endif
