/* The search page. */
#ifndef FEATURE_FINDER_PAGES_H
#define FEATURE_FINDER_PAGES_H

#include "feature/finder.h"
#include "feature/frame.h"

enum { FINDER_PAGE_HITS = 20, FINDER_PAGES_MAX = 50 };

/* A hit as its template shows it; found words are marked in title and snippet. */
struct shown_hit {
    struct str address, day;
    struct html_piece title, snippet;
};

struct tried_word {
    struct str word;
    int64_t total;
};

struct finder_content {
    struct page_frame frame;
    struct str query;
    struct str total; /* "1.204" */
    int64_t page, pages;
    list_of(struct shown_hit) hits;
    list_of(struct tried_word) tried; /* nothing found: what single words would find */
};

/* /tim-kiem?q=&trang= */
bool finder_page(struct request *req, struct response *response, struct error *err);

/* Its templates. */
void finder_html(struct html *out, const struct finder_content *page);
void found_word_html(struct html *out, struct str word);

#endif
