/* /soi-bai-bao: a form for a text, and what was found in it. Inside feature/compare only. */
#ifndef FEATURE_COMPARE_PAGES_H
#define FEATURE_COMPARE_PAGES_H

#include "feature/compare/compare_print.h"
#include "feature/frame.h"

/* The routes of this feature. */
extern const struct route compare_routes[2];

/* A period to choose from, and its group ("6 tháng", "Quý" …) where one begins. */
struct shown_period {
    struct str code, label, group;
    bool is_chosen;
};

/* One number of the text, as a row of a table. */
struct shown_number {
    size_t place; /* from 1, in the order of the text */
    struct str said, label, book, address, why, clash;
    enum verdict verdict;
    struct str word;   /* the verdict, or that it contradicts itself */
    const char *style; /* the same for look.css: agrees, differs, unknown */
};
struct shown_numbers {
    struct shown_number *at;
    size_t count, room;
};

struct shown_compare_remark {
    struct str kind, why;
    size_t line;
};

struct compare_page {
    struct page_frame frame;
    struct arena *mem;
    list_of(struct shown_period) periods;
    struct str text;    /* what the field holds */
    struct str problem; /* why nothing was compared; empty: nothing wrong */
    bool has_result;
    struct str period, summary;
    struct shown_numbers numbers;
    list_of(struct html_piece) lines; /* of the text; empty: it is too long to be shown */
    list_of(struct shown_compare_remark) remarks;
    size_t amiss, unknown, agreeing;
};

/* The templates of compare.html: the page, and a number inside a line of the text. */
void compare_number_html(struct html *out, const struct shown_number *number);
void compare_html(struct html *out, const struct compare_page *page);

#endif
