/* The clothes of every page: masthead, menu, search, foot. */
#ifndef FEATURE_FRAME_H
#define FEATURE_FRAME_H

#include "feature/book.h"
#include "log/unit_tree.h"

/* What a page tells its frame. Empty texts are left out. */
struct page_frame {
    struct str title;       /* of the browser's tab, without the committee's name */
    struct str description; /* one sentence for search engines and Zalo */
    struct str address;     /* canonical path */
    struct str menu;        /* address of the menu item that is current */
    struct str query;       /* what the search box holds */
    bool is_story;          /* an article: OpenGraph type */
    /* filled by frame_fill: */
    struct str committee; /* "Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn …" */
    struct str above;     /* "huyện …, tỉnh …" on the day of the sample's life; empty at the top */
    struct str site;      /* http://host of this request, for OpenGraph; may be empty */
    bool is_sample;       /* marked on every page */
    struct menu_entry {
        struct str address, label;
        bool is_current;
    } *items;
    size_t items_count;
};

/* Fills the rest from the book: names of the committee and the units above, menu from the features'
 * tables. Needs req->db; without it (or without units) the frame says only what the program is. */
void frame_fill(struct request *req, struct page_frame *frame);

/* Templates: what stands before and behind the page's own <main>. */
void frame_head_html(struct html *out, const struct page_frame *frame);
void frame_foot_html(struct html *out, const struct page_frame *frame);

/* Where a page starts to write: a cap that fits every page. */
struct html page_html(const struct request *req);

/* The page of an error (404, 400, 503, 500 …), for struct web_config. */
void frame_error_page(struct request *req, const struct error *err, struct response *response);

/* A finished chart (document/chart.h gives well-formed, escaped markup) as HTML. */
struct html_piece frame_chart(struct arena *mem, struct str svg);

#endif
