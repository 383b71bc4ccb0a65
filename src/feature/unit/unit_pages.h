/* The pages /to-chuc and /van-ban. */
#ifndef FEATURE_UNIT_UNIT_PAGES_H
#define FEATURE_UNIT_UNIT_PAGES_H

#include "feature/frame.h"
#include "feature/unit/unit.h"

extern const struct route unit_routes[2];

/* A body with the posts held in it. */
struct body_view {
    const struct unit_body *body;
    struct str kind; /* label of its kind */
    struct unit_posts posts;
};

struct body_views {
    struct body_view *at;
    size_t count, room;
};

/* A unit with what stands in it. */
struct unit_view {
    const struct unit *unit;
    struct body_views bodies;
    struct unit_posts others; /* posts of no body that the book knows */
};

struct organisation_page {
    struct page_frame frame;
    struct arena *mem;
    const struct unit *home; /* NULL in a book without units */
    struct day day;          /* DAY_NONE in an empty book */
    struct day newest;       /* what the book tells of at most */
    struct str areas_label;  /* "khu phố" */
    size_t people, posts;
    struct str *coverage; /* sentences */
    size_t coverage_count;
    struct unit_view own; /* the Front's bodies in the home unit */
    struct body_views partners;
    struct body_views above; /* bodies in the units above */
    struct unit_view *areas;
    size_t areas_count;
    struct allowance_rules rules;
};

struct legal_view {
    const struct legal_text *text;
    struct allowance_rules rules; /* that it lays down */
};

struct legal_page {
    struct page_frame frame;
    struct arena *mem;
    struct legal_view *texts;
    size_t count;
};

/* Of a table row or list line. */
struct post_lines {
    struct arena *mem;
    const struct unit_posts *posts;
    struct str caption;
};

/* Templates: the whole page, frame included. */
void organisation_html(struct html *out, const struct organisation_page *page);
/* The same, of the legal texts. */
void legal_html(struct html *out, const struct legal_page *page);

/* A table of posts; for other features' pages of a unit too. */
void unit_posts_html(struct html *out, const struct post_lines *lines);

/* "từ ngày 14/1/2021", "từ ngày 14/1/2021 đến ngày 31/7/2023". */
struct str unit_span(struct arena *mem, struct day first, struct day last);

#endif
