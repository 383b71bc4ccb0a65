/* The pages of the portal's news, what their templates show, and the page functions. */
#ifndef FEATURE_PORTAL_PORTAL_PAGES_H
#define FEATURE_PORTAL_PORTAL_PAGES_H

#include "feature/pager.h"
#include "feature/portal/article_store.h"
#include "feature/portal/portal.h"
#include "feature/portal/site_link.h"
#include "feature/running.h"

enum { NEWS_PER_PAGE = 20, RELATED_SHOWN = 4 };

/* A link with what stands beside it; address and meta may be empty. */
struct news_link {
    struct str address, label, meta;
};
struct news_links {
    struct news_link *at;
    size_t count, room;
};

/* A picture for <img>: without address there is none. */
struct shown_picture {
    struct str address, srcset, alt, caption;
    int64_t width, height; /* of the version at `address` */
};

/* An article in a list. */
struct news_item {
    struct str address, title, lead, day, datetime; /* "20.07.2022", "2022-07-20" */
    struct news_link section;
    struct shown_picture picture;
};
struct news_items {
    struct news_item *at;
    size_t count, room;
};

/* Articles as a list shows them. */
must_check bool news_items_fill(struct request *req, const struct articles *articles,
                                struct news_items *items, struct error *err);

/* A picture in text (`is_small` false) or beside an article in a list. */
struct shown_picture picture_shown(struct arena *mem, const struct article_picture *picture,
                                   bool is_small);

struct news_content {
    struct page_frame frame;
    struct str title, crumb; /* crumb: empty on the first of these pages */
    struct news_items items;
    struct str empty; /* what stands there without items */
    struct news_links sections, months;
    struct pager pager;
};

/* A correction as its page tells it. */
struct shown_change {
    struct str day, note;
};

struct article_content {
    struct page_frame frame;
    struct str back;                          /* of a preview: where it is written; else empty */
    struct news_link section;                 /* may be empty */
    struct str title, day, datetime, changed; /* changed: moment of the newest statement */
    struct html_piece lead;                   /* empty without one */
    struct running_blocks blocks;             /* more: struct shown_picture of BLOCK_PICTURE */
    struct str author;
    bool is_author_body; /* the author is a body, not a person */
    struct str reads;    /* "149"; empty: not told */
    list_of(struct shown_change) changes;
    bool is_withdrawn, is_erased;
    struct shown_change withdrawal;
    struct news_links about; /* the conference and review it tells of */
    struct news_items related;
    struct site_links sites;
};

/* ---- page functions ---- */

/* /tin, /chuyen-muc/{slug}, /tin/thang/{yyyy-mm} */
bool news_page(struct request *req, struct response *response, struct error *err);
bool news_section_page(struct request *req, struct response *response, struct error *err);
bool news_month_page(struct request *req, struct response *response, struct error *err);

/* /tin/{slug-id}: another slug leads to the right one (301). */
bool article_page(struct request *req, struct response *response, struct error *err);

/* What is not stated yet, by the same template, marked as a preview; back: where it is written. */
must_check bool article_preview(struct request *req, struct response *response,
                                const struct article *article, const struct article_body *body,
                                struct str back, struct error *err);

/* /tin.atom (RFC 4287), /tin.json (JSON Feed 1.1): the newest articles. Addresses are whole where
 * the book knows its own (setting "site"). */
bool atom_page(struct request *req, struct response *response, struct error *err);
bool json_feed_page(struct request *req, struct response *response, struct error *err);

/* /so-do-trang.xml (sitemaps.org): every public address; /robots.txt names it. */
bool sitemap_page(struct request *req, struct response *response, struct error *err);
bool robots_page(struct request *req, struct response *response, struct error *err);

/* ---- templates ---- */
void news_html(struct html *out, const struct news_content *page);
void article_html(struct html *out, const struct article_content *page);
void news_links_html(struct html *out, const struct news_links *links);
/* An article in a list; level: of the heading that its title is (2 or 3). */
void news_item_html(struct html *out, const struct news_item *item, int level);
void news_picture_html(struct html *out, const struct shown_picture *picture);

#endif
