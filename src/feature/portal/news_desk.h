/* The desk of articles: what its templates show, and its page functions. */
#ifndef FEATURE_PORTAL_NEWS_DESK_H
#define FEATURE_PORTAL_NEWS_DESK_H

#include "feature/account/account.h"
#include "feature/frame.h"
#include "feature/portal/news_draft.h"

#define NEWS_DESK "/lam-viec/tin"

/* Something to choose from. */
struct news_choice {
    struct str code, label;
    bool is_chosen;
};
struct news_choices {
    struct news_choice *at;
    size_t count, room;
};

/* ---- the list ---- */

struct news_row {
    struct str address, title, meta, problem;
};
struct news_rows {
    struct news_row *at;
    size_t count, room;
};
struct news_list_page {
    struct page_frame frame;
    struct str done;
    struct news_rows writing, planned, published, withdrawn;
};

/* ---- a draft ---- */

/* A figure that the text may quote. */
struct news_figure {
    struct str label, number, binding; /* "{wel.gifts_count 2022-H1}" */
};

/* What somebody else has changed meanwhile. */
struct news_difference {
    struct str label, theirs;
    bool is_long; /* a text to be read in a field */
};

struct news_form_page {
    struct page_frame frame;
    struct arena *mem;
    struct str action;
    struct news_draft draft; /* id 0: not kept yet */
    struct str key;          /* of a new one: sent twice makes one draft */
    struct str done, problem;
    struct str other; /* who has changed it meanwhile */
    list_of(struct news_difference) differences;
    struct news_problems problems;
    struct str note_problem, moment_problem, moment; /* moment: as typed */
    struct news_choices units, sections, conferences, reviews, periods;
    list_of(struct news_figure) figures;
    struct str figures_of; /* the period, in words; empty: none is chosen */
    bool is_figures_open;  /* somebody has asked for them */
    struct prepared_pictures pictures;
    struct str public_address; /* of the article that is corrected */
};

/* Choosing a period to compose from. */
struct news_compose_page {
    struct page_frame frame;
    struct str key, problem;
    struct news_choices units, periods;
};

/* Adding a picture. */
struct news_picture_page {
    struct page_frame frame;
    struct str action, back, alt, caption, consent;
    struct str file_problem, alt_problem, consent_problem;
};

/* ---- a published article ---- */

struct news_article_page {
    struct page_frame frame;
    struct str title, no, day, state, action, public_address;
    struct str done, problem;
    struct news_choices parts;
    bool is_public, is_erased;
};

/* ---- page functions ---- */
page_function news_list_page, news_new_page, news_compose_get, news_compose_post;
page_function news_form_get, news_form_post, news_preview_page;
page_function news_picture_get, news_picture_post, news_picture_bytes_page;
page_function news_article_get, news_correct_post, news_withdraw_post, news_erase_post;

/* ---- templates ---- */
void news_list_html(struct html *out, const struct news_list_page *page);
void news_form_html(struct html *out, const struct news_form_page *page);
void news_compose_html(struct html *out, const struct news_compose_page *page);
void news_picture_form_html(struct html *out, const struct news_picture_page *page);
void news_article_html(struct html *out, const struct news_article_page *page);

/* ---- shared ---- */

/* The draft that the first part of the address names, if the visitor may work on it; fails MISSING,
 * DENIED. */
must_check bool news_draft_named(struct request *req, struct news_draft *draft, struct error *err);

/* Whether the visitor may write for a unit (code): nobody for an unknown one. */
bool news_may_write(const struct visitor *visitor, const struct unit_tree *units, struct str unit);

/* Units that the visitor may write for; NULL units->at with a failure of the database. */
must_check bool news_units(struct request *req, struct str chosen, struct news_choices *units,
                           struct error *err);

/* Periods in which a unit has records, half-years first. Nothing for an unknown unit. */
must_check bool news_periods(struct request *req, struct str unit, struct str chosen,
                             struct news_choices *periods, struct error *err);

/* "/lam-viec/tin/7", with "?da=luu" behind it where that is not NULL. */
struct str news_draft_address(struct arena *mem, int64_t id, const char *done);
/* "/lam-viec/tin/bai/3" of an article. */
struct str news_article_address(struct arena *mem, int64_t id, const char *done);

/* Goes there with a GET; always true. */
bool news_go(struct response *response, struct str address);

/* On with what the form is: fills all that is chosen from, and answers. */
must_check bool news_form_draw(struct request *req, struct news_form_page *page,
                               struct response *response, struct error *err);

#endif
