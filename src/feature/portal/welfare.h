/* /an-sinh-xa-hoi and /cong-khai, between the code that fills them and their templates. */
#ifndef FEATURE_PORTAL_WELFARE_H
#define FEATURE_PORTAL_WELFARE_H

#include "feature/portal/home.h"

/* A figure as a row: what it counts, its number now, that of the same period of the year before if
 * it was not nought. */
struct front_figure {
    struct str address, label, number, previous;
};
struct front_figures {
    struct front_figure *at;
    size_t count, room;
    bool has_previous; /* of at least one */
};

/* The newest half-year of the book's own unit. */
struct newest {
    const struct unit_tree *units;
    const struct unit *unit; /* NULL in a book without units */
    bool has_period;         /* there are records */
    struct period period;
    struct periods periods; /* all of them, the newest first */
};

/* Reads it; a book without units or records is no failure. */
must_check bool newest_read(struct request *req, struct newest *newest, struct error *err);

/* The figures of a group ("fund") that say something, in the catalogue's order. */
must_check bool front_figures_of(struct request *req, const struct newest *newest, struct str group,
                                 struct front_figures *figures, struct error *err);

/* A table of them. */
void front_figures_html(struct html *out, const struct front_figures *figures, struct str caption,
                        struct str period);

/* ---- /an-sinh-xa-hoi ---- */

struct welfare_content {
    struct page_frame frame;
    struct str period, cutoff, review_address;
    struct html_piece tiles;
    struct review_section section;
    struct front_figures funds;
    struct news_links records, areas, periods;
    struct str areas_label; /* "khu phố" */
};

/* ---- /cong-khai ---- */

struct donation_row {
    struct str address, day, donor, amount;
};

/* What came into one fund. */
struct donations {
    struct str label;
    list_of(struct donation_row) rows;
};

/* What was answered to somebody who reported a figure. */
struct answered_row {
    struct str figure, address, day, answer;
};

struct disclosure_content {
    struct page_frame frame;
    struct str period, figures_address, csv, json; /* empty in a book without records */
    struct news_links reviews;                     /* that were issued */
    struct front_figures funds;
    list_of(struct donations) donations;   /* with at least one row each */
    list_of(struct answered_row) answered; /* the newest first */
    struct str entries, root;
};

/* The templates. */
void welfare_html(struct html *out, const struct welfare_content *page);
void disclosure_html(struct html *out, const struct disclosure_content *page);

#endif
