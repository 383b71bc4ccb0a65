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
    bool is_search;         /* the page has a search box of its own */
    bool is_sheet;          /* a sheet of paper: prints without masthead and foot */
    bool is_unlisted;       /* search engines are to pass it over */
    bool has_feeds;         /* names the feeds of the news */
    struct str picture;     /* what it shows where it is shared: address, and what is on it */
    struct str picture_alt;
    /* filled by frame_fill: */
    struct str language; /* of the request: "vi", "en" … */
    struct str committee; /* "Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn …"; empty without units */
    struct str office; /* its address; may be empty */
    struct str above; /* "huyện …, tỉnh …" as they were on the newest record's day; may be empty */
    struct str site; /* "https://…" where the book is public (setting "site"), for OpenGraph, which
                        wants whole addresses; usually empty */
    bool is_sample;  /* marked on every page (setting "sample") */
    int64_t entries; /* of the journal, and the first digits of its root */
    struct str root;
    struct str help;               /* address of the guide that goes with the page */
    const struct visitor *visitor; /* who has signed in; NULL on every public page */
    struct menu_entry {
        struct str address, label;
        bool is_current;
    } * items;
    size_t items_count;
};

/* Fills the rest from the book: names of the committee and the units above, menu from the features'
 * tables. Without req->db (or without units) the frame says only what the program is; without
 * req->book it has no menu either. Cannot fail: what cannot be read is left out. */
void frame_fill(struct request *req, struct page_frame *frame);

/* True if a feature has a page at this path of the route table ("/lam-viec/duyet") and whoever asks
 * may open it: links to rooms of the office are drawn only where this holds. */
bool frame_may(const struct request *req, const char *path);

/* Templates: what stands before and behind the page's own <main class="wrap">. The words that pages
 * may use stand at the top of assets/look.css. */
void frame_head_html(struct html *out, const struct page_frame *frame);
void frame_foot_html(struct html *out, const struct page_frame *frame);

/* Template: the hidden field that every form of a signed-in person carries; nothing for others. */
void frame_token_html(struct html *out, const struct page_frame *frame);

/* A page as files to take away: addresses of the paper that says the same (feature/paper). */
struct frame_files {
    struct str word, pdf;
    struct str sheet; /* its figures; may be empty */
};

/* "/bao-cao/2022/quy-2?don-vi=kp3" with a part more: "/bao-cao/2022/quy-2/tai-ve.docx?don-vi=kp3".
 */
struct str frame_file_address(struct arena *mem, struct str address, const char *part);

/* Templates for a <p class="actions">: a button that prints, which only scripts show (copy.js); and
 * the whole paragraph, with links that download before it. */
void frame_print_html(struct html *out);
void frame_files_html(struct html *out, const struct frame_files *files);

/* Template: what is to be mended, above a form; nothing for an empty text. */
void frame_problem_html(struct html *out, struct str problem);

/* Where a page starts to write: a cap that fits every page. */
struct html page_html(const struct request *req);

/* Answers with a page; fails BROKEN if it went over its cap. */
must_check bool page_respond(struct response *response, const struct html *out, struct error *err);

/* The page of an error (404, 400, 503, 500 …), for struct web_config. */
void frame_error_page(struct request *req, const struct error *err, struct response *response);

/* A finished chart (document/chart.h gives well-formed, escaped markup) as HTML. */
struct html_piece frame_chart(struct arena *mem, struct str svg);

#endif
