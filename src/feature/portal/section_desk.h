/* The desk of the portal's sections. Inside the feature only. */
#ifndef FEATURE_PORTAL_SECTION_DESK_H
#define FEATURE_PORTAL_SECTION_DESK_H

#include "feature/account/account.h"
#include "feature/frame.h"
#include "feature/portal/section.h"

#define SECTION_DESK "/lam-viec/chuyen-muc"

struct section_row {
    struct str address, label, label_en;
    struct str since; /* first day without new articles; empty: it takes them */
    int64_t articles; /* public ones */
};
struct section_rows {
    struct section_row *at;
    size_t count, room;
};
struct section_desk_page {
    struct page_frame frame;
    struct str done;
    struct section_rows standing, ended;
};

/* A field as it was typed, and what is wrong with it. */
struct section_cell {
    struct str value, problem;
};
struct section_form_page {
    struct page_frame frame;
    struct str action, problem;
    struct str version; /* of the list that whoever sends the form has read */
    struct section_cell label, english, code;
    bool is_new, is_standing;
    struct str public_address, stated_code; /* of one that there is */
    struct str stated_label;                /* what somebody else has stated meanwhile */
};

page_function section_desk_page, section_new_page, section_new_post, section_form_get,
    section_form_post;
/* All sections in their order; the form of one of them, or of a new one. */
void section_desk_html(struct html *out, const struct section_desk_page *page);
void section_form_html(struct html *out, const struct section_form_page *page);

#endif
