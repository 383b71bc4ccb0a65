/* The outgoing register in the office: its page, a number and its voiding, taking the next one.
 * Inside the feature only. */
#ifndef FEATURE_PAPER_REGISTER_DESK_H
#define FEATURE_PAPER_REGISTER_DESK_H

#include "feature/account/account.h"
#include "feature/pager.h"
#include "feature/paper/number_form.h"

#define REGISTER_ADDRESS  "/lam-viec/so-cong-van"
#define MAY_READ_REGISTER "officer,chair,upper,inspector"
#define MAY_NUMBER        MAY_DRAFT

enum { REGISTER_ROWS_SHOWN = 50 };

/* Whose register is asked for. */
struct register_place {
    const struct unit_tree *units;
    const struct unit *unit, *home;
    struct meetings meetings; /* of the unit: what numbers of minutes and invitations are about */
    bool may_number;
};

/* Reads the field "don-vi"; without it the book's own unit, or the first that is the visitor's by
 * one of the roles. Fails MISSING, DENIED. */
must_check bool register_place_read(struct request *req, const char *roles,
                                    struct register_place *place, struct error *err);

/* The address of a unit's register, or of what stands below it ("/lay-so"). */
struct str register_address(struct arena *mem, const struct unit *unit, struct str part);

/* Where the paper of a type about a period or the day of a conference gets its number. */
struct str register_take_address(struct arena *mem, const struct unit *unit, enum paper_type type,
                                 struct str about);

/* What an address calls a conference: "2022-07-20", the second of a day "2022-07-20-2". */
struct str register_meeting_part(struct arena *mem, const struct meeting *meeting);

/* A number as pages tell it, filled from its row and the journal. Fails BROKEN. */
struct register_row {
    struct paper paper;
    struct str type, day;
    struct str address;       /* of its own page */
    struct str about_address; /* public page of what the paper tells; empty if there is none */
    struct str take_address;  /* where that gets a number */
    struct str who, moment;   /* who took it, when */
};
must_check bool register_row_fill(struct request *req, const struct register_place *place,
                                  const struct paper *paper, struct register_row *row,
                                  struct error *err);

/* Who appended an entry of the journal, and when, as people read it. */
must_check bool register_entry_told(struct request *req, int64_t i, struct str *who,
                                    struct str *moment, struct error *err);

struct register_option {
    struct str value, label;
    bool is_chosen;
};
struct register_options {
    struct register_option *at;
    size_t count, room;
};

/* A paper that has no number yet. */
struct register_waiting {
    struct str type, title, take_address;
};

struct register_page {
    struct page_frame frame;
    const struct register_place *place;
    struct str unit_name;
    struct register_options units, years, types;
    list_of(struct register_row) rows;
    list_of(struct register_waiting) waiting;
    int64_t year, count;
    struct pager pager;
};

/* One number, and how to void it. */
struct register_number_page {
    struct page_frame frame;
    struct register_place place;
    struct register_row row;
    struct str unit_name, list_address, void_address, word, pdf;
    struct str done, reason, problem; /* reason as typed */
    struct str void_who, void_moment;
    bool may_void;
};

/* Taking a number. */
struct register_take_page {
    struct page_frame frame;
    struct register_place place;
    struct paper_subject subject;
    struct number_form form;
    struct str action, type, title, about, unit_name, list_address, problem;
    struct str desk_address; /* of a report that is not issued: no number for it yet */
};

/* The register; one number, voiding it; the form that takes one, and taking it. Their templates. */
page_function register_page, register_number_get, register_void_post, register_take_get,
    register_take_post;
void register_html(struct html *out, const struct register_page *page);
void register_number_html(struct html *out, const struct register_number_page *page);
void register_take_html(struct html *out, const struct register_take_page *page);

#endif
