/* The home page, between the code that fills it and its templates. */
#ifndef FEATURE_PORTAL_HOME_H
#define FEATURE_PORTAL_HOME_H

#include "feature/portal/front.h"
#include "feature/portal/portal_pages.h"
#include "feature/portal/site_link.h"
#include "feature/review/review.h"

/* Something that the conference asked for. */
struct home_request {
    struct str address, text, state, due;
    bool is_done;
};

/* A section of the news with its newest articles. */
struct home_section {
    struct str label, address;
    struct news_items items;
};

struct home_content {
    struct page_frame frame;
    /* the lead story; without one the review's title opens the page */
    struct news_item story; /* .title empty: none */
    /* a book in which nothing stands yet: who it is, what comes next, the command for it */
    struct str title, lead, next_step, command;
    /* the newest half-year in six figures */
    struct str review_title, review_address, eyebrow, period, cutoff;
    struct html_piece tiles;
    /* what the conference asked for, and what comes next */
    struct news_link meeting;
    struct str done; /* "2/4": requests that are closed */
    bool is_all_done;
    list_of(struct home_request) requests;
    struct news_link programme;
    struct news_links steps; /* .meta: when */
    struct news_links areas;
    struct str areas_label; /* "Khu phố" */
    list_of(struct home_section) sections;
    struct news_links records; /* in a book without articles */
    struct site_links sites;
};

/* What of the home page is filled for one request. */
struct home {
    struct request *req;
    const struct unit_tree *units;
    const struct unit *unit; /* the book's own; NULL in a book without units */
    struct day known;        /* the newest day that the book tells of */
    struct home_content *page;
};

/* The requests of the newest conference that made any, and the programme behind it: what it set
 * out, or that of the half-year behind `newest`. Leaves out what there is not. */
must_check bool home_asked_fill(struct home *home, struct period newest, struct error *err);

/* The lead story and the newest articles by section; nothing in a book without articles. newest:
 * the period whose review the lead should be about; NULL: of no period. */
must_check bool home_news_fill(struct home *home, const struct period *newest, struct error *err);

/* The template. */
void home_html(struct html *out, const struct home_content *page);

#endif
