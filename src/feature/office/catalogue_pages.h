/* The pages of the catalogue desk and what their templates show. */
#ifndef FEATURE_OFFICE_CATALOGUE_PAGES_H
#define FEATURE_OFFICE_CATALOGUE_PAGES_H

#include "feature/account/account.h"
#include "feature/office/desk_form.h"
#include "feature/review/review.h"

#define CATALOGUE_ADDRESS "/lam-viec/danh-muc"
#define KIND_ADDRESS      CATALOGUE_ADDRESS "/loai"
#define INDICATOR_ADDRESS CATALOGUE_ADDRESS "/chi-so"
#define LINE_ADDRESS      CATALOGUE_ADDRESS "/de-cuong"
#define CHOICES_ADDRESS   CATALOGUE_ADDRESS "/lua-chon"

#define DUTY_ITEM_ADDRESS   CATALOGUE_ADDRESS "/bao-cao"
#define WEEKLY_ITEM_ADDRESS CATALOGUE_ADDRESS "/mat-tran-so"

enum { UNPROCESSABLE = 422 };

/* A line of a list: what it is, what it says, since and until when. address may be empty. */
struct catalogue_row {
    struct str address, label, code, about, days;
    bool is_own;
};
struct catalogue_rows {
    struct catalogue_row *at;
    size_t count, room;
};

/* A part of the list page. */
struct catalogue_part {
    struct str title, lead, anchor;
    struct str add_address, add_label; /* empty: nothing can be added here */
    struct catalogue_rows rows;
};

struct catalogue_page {
    struct page_frame frame;
    list_of(struct catalogue_part) parts;
    bool may_state;
};

struct catalogue_fact {
    struct str label, value, address; /* address: may be empty */
};

/* One item, with what can be done to it; and every form that makes a new one. */
struct item_page {
    struct page_frame frame;
    struct arena *mem;
    struct str title, lead, done;
    list_of(struct catalogue_fact) facts;
    struct str rows_title; /* fields, choices */
    struct catalogue_rows rows;
    struct str trial_title;     /* what a try-out or preview has given; empty: none was asked */
    list_of(struct str) trial;  /* … one paragraph each */
    struct catalogue_rows help; /* figures to bind: label, code */
    struct str help_title;
    list_of(struct catalogue_fact) next; /* what to do next: label and address */
    struct desk_form form;               /* the main one; without cells: none */
    struct desk_form side_form;          /* what else can be set, behind its title */
    struct desk_form end_form;           /* "ngừng dùng" */
};

/* ---- page functions ---- */
page_function catalogue_list_page;
page_function kind_new_page, kind_new_post, kind_page, kind_post;
page_function choices_page, choices_post;
page_function indicator_new_page, indicator_new_post, indicator_page, indicator_post;
page_function line_new_page, line_new_post, line_page, line_post;
page_function duty_new_page, duty_new_post, duty_item_page, duty_item_post;
page_function weekly_new_page, weekly_new_post, weekly_item_page, weekly_item_post;

/* ---- shared ---- */

/* True if the visitor may state things for the whole committee. Fails as the database does. */
must_check bool catalogue_may_state(struct request *req, bool *may, struct error *err);
/* Fails DENIED if not. */
must_check bool catalogue_stating(struct request *req, struct error *err);

/* Draws an item's page; 422 if one of its forms has problems. */
must_check bool item_page_respond(struct request *req, struct item_page *page,
                                  struct response *response, struct error *err);

/* True if one of the page's forms has. */
bool item_has_problems(const struct item_page *page);

/* Adds a part without rows to the list page; it holds until the next is added. */
struct catalogue_part *catalogue_part_add(struct request *req, struct catalogue_page *page,
                                          const char *anchor, struct str title, struct str lead);

/* Fill parts of their own: what is reported by when, which figures of a week are copied. */
must_check bool duties_list(struct request *req, struct catalogue_page *page, struct error *err);
must_check bool weekly_list(struct request *req, struct catalogue_page *page, struct error *err);

/* A fact for the page, unless it has no value. */
void item_fact(struct item_page *page, struct str label, struct str value);

/* Goes to the item's page, which says what was done ("?da=…"). */
bool catalogue_redirect(struct request *req, struct response *response, const char *address,
                        struct str code, const char *done);
/* What has just been done, by the word in "?da="; empty for none. */
struct str catalogue_done(struct request *req);

/* The form of a kind's large button, as it is stated, and what was typed there, taken into the
 * kind; what is wrong stands beside the cells then. */
void button_form_new(struct request *req, const struct catalogue *catalogue,
                     const struct kind_statement *kind, struct str action, struct desk_form *form);
void button_form_take(struct request *req, const struct catalogue *catalogue,
                      struct desk_form *form, struct kind_statement *kind);

/* The form that ends an item: from which day on it is not used any more. */
void end_form_new(struct request *req, struct desk_form *form, struct str action);
/* The last day that was typed there. False (with a problem beside the field) if it is missing, no
 * day, or before the end of the last review that was issued and `is_counted`. Sets *is_well; fails
 * as the database does. */
must_check bool end_form_day(struct request *req, struct desk_form *form, bool is_counted,
                             struct str *last, bool *is_well, struct error *err);

/* The days that an item states, in words. */
struct str stated_days(struct arena *mem, struct str first, struct str last);

/* ---- templates ---- */
void catalogue_list_html(struct html *out, const struct catalogue_page *page);
void catalogue_item_html(struct html *out, const struct item_page *page);

#endif
