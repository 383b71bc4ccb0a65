/* The desk of links to other sites. Inside the feature only. */
#ifndef FEATURE_PORTAL_LINK_DESK_H
#define FEATURE_PORTAL_LINK_DESK_H

#include "feature/account/account.h"
#include "feature/frame.h"
#include "feature/portal/site_link.h"

#define LINK_DESK "/lam-viec/lien-ket"

struct link_group_choice {
    struct str label;
    bool is_chosen;
};
struct link_desk_page {
    struct page_frame frame;
    struct str done;
    struct site_links links;
};
struct link_form_page {
    struct page_frame frame;
    struct str action;
    struct str group, label, address; /* as typed */
    struct str was;                   /* the address that it had; empty: a new one */
    struct str problem;
    list_of(struct link_group_choice) groups;
};

page_function link_desk_page, link_form_get, link_form_post, link_new_page, link_new_post;
/* All links by groups; the form of one of them, or of a new one. */
void link_desk_html(struct html *out, const struct link_desk_page *page);
void link_form_html(struct html *out, const struct link_form_page *page);

#endif
