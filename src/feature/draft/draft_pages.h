/* The pages of drafts and what their templates show. */
#ifndef FEATURE_DRAFT_DRAFT_PAGES_H
#define FEATURE_DRAFT_DRAFT_PAGES_H

#include "feature/draft/draft_form.h"
#include "feature/draft/draft_photo.h"
#include "feature/frame.h"

#define ENTER_ADDRESS    "/lam-viec/ghi"
#define OWN_ADDRESS      "/lam-viec/nhap"
#define QUEUE_ADDRESS    "/lam-viec/duyet"
#define RECORD_ADDRESS   "/lam-viec/ho-so"
#define TABLE_ADDRESS    "/lam-viec/bang"
#define TEMPLATE_ADDRESS "/lam-viec/mau"

/* Who may take an empty list: whoever may bring it back filled in. */
#define TEMPLATE_ROLES MAY_ENTER "," MAY_KEEP_BOOKS "," MAY_KEEP_CASH

enum { DRAFT_REASON_MAX_BYTES = 1000 };

struct kinds_page {
    struct page_frame frame;
    struct kind_links first, others;
};

/* A field that somebody else has changed meanwhile. */
struct form_difference {
    struct str label, theirs;
};

struct form_page {
    struct page_frame frame;
    struct arena *mem;
    struct str action; /* address that the form is sent to */
    struct entry_form form;
    struct saved_draft draft; /* id 0: not kept yet */
    struct str key;           /* of a new form: sent twice makes one draft */
    struct str done;          /* what has just been done; may be empty */
    struct str returned_by;   /* with draft.comment */
    struct str other;         /* who has changed the draft meanwhile */
    list_of(struct form_difference) differences;
    struct str used_title, used_address; /* of the draft that this form has made already */
    struct str reason_problem, public_problem;
    struct photo_views photos; /* kept already */
    struct str photo_problem, consent_problem;
    struct str of_address;    /* of the record that is corrected; may be empty */
    struct str last_address;  /* "as last time"; may be empty */
    struct str today;         /* as the server knows it: a phone's clock may be wrong */
    struct str table_address; /* many lines at once; empty for a draft */
    bool is_checked;          /* the form was handed in: problems and odd things are shown */
    bool has_optional;        /* there are fields that need not be filled in … */
    bool is_optional_open;    /* … one of which says something or asks something */
};

struct drafts_page {
    struct page_frame frame;
    struct str title, lead, done, empty;
    struct draft_rows rows;
    bool has_ticks;
};

struct step_row {
    struct str words, comment;
};
struct step_rows {
    struct step_row *at;
    size_t count, room;
};
struct queue_page {
    struct page_frame frame;
    struct arena *mem;
    struct str title, meta, action, edit_address;
    struct entry_form form;
    struct saved_draft draft;
    struct str unit_name, of_address;
    struct step_rows steps;
    struct photo_views photos;
    struct str problem;
    bool is_waiting, may_approve;
};

/* Many lines of one kind at once: each is a form of its own. */
struct table_line {
    size_t number; /* from 1 */
    struct entry_form form;
    bool is_used; /* something is typed in it */
};
struct table_page {
    struct page_frame frame;
    struct arena *mem;
    struct str action, key, form_address;
    struct entry_form head; /* empty: the columns */
    struct table_line *lines;
    size_t count, used, problems, odd;
    struct str reason; /* why what looks odd is right */
    struct str today, done, problem;
    bool may_approve; /* in some unit */
    bool is_full;     /* no more lines */
};

/* The way to a record: typed is what was asked for and not found. */
struct record_find {
    struct page_frame frame;
    struct str typed, problem;
};

/* A record before those who may change it, and the page that asks whether to void it. */
struct record_desk {
    struct page_frame frame;
    struct record record;
    struct str kind_label, unit_name, address, public_address;
    struct entry_form form; /* what it says, private and sealed values included */
    struct step_rows steps;
    struct record_pictures pictures; /* private ones too */
    struct photo_views photos;       /* what is there of them */
    struct saved_draft correction;   /* under way; id 0: none */
    struct str correction_address;
    struct str reason, problem; /* of the void */
    bool is_live;
};

/* ---- page functions ---- */
page_function draft_kinds_page, draft_form_page, draft_form_post, draft_own_page;
page_function draft_queue_page, draft_one_page, draft_one_post, draft_batch_post;
page_function record_find_page, record_desk_page, record_correct_post;
page_function record_void_page, record_void_post, record_picture_post;
page_function draft_photo_page, draft_template_get, draft_table_page, draft_table_post;

/* ---- templates ---- */
void draft_kinds_html(struct html *out, const struct kinds_page *page);
void draft_form_html(struct html *out, const struct form_page *page);
void drafts_html(struct html *out, const struct drafts_page *page);
void draft_one_html(struct html *out, const struct queue_page *page);
void draft_table_html(struct html *out, const struct table_page *page);
void record_find_html(struct html *out, const struct record_find *page);
void record_desk_html(struct html *out, const struct record_desk *page);
void record_void_html(struct html *out, const struct record_desk *page);
/* What has happened to a draft or a record, oldest first. */
void draft_steps_html(struct html *out, const struct step_rows *steps);
/* Photos as thumbnails that open; with ticks to take them off, if has_ticks. */
void photos_html(struct html *out, const struct photo_views *photos, bool has_ticks);
/* What looks odd, a paragraph each. */
void draft_odd_html(struct html *out, const struct check_warning *warnings, size_t count);

/* "Trao quà, khu phố 3, ngày 10/5/2022": how lists name a draft. */
struct str draft_title(struct arena *mem, const struct catalogue *catalogue,
                       const struct unit_tree *units, const struct saved_draft *draft);

/* Makes a record of a checked draft that waits: the visitor may approve it, and what looks odd is
 * explained. On the writer. Fails as record_approve and record_correct do. */
must_check bool draft_approve(struct request *req, struct saved_draft *draft, struct draft *checked,
                              struct serials *serials, struct error *err);

/* The kind that the first part of the address names by its slug, if the visitor may enter it; NULL
 * and MISSING or DENIED if not. */
must_check const struct catalogue_kind *draft_kind_named(struct request *req, struct error *err);

/* The key of a new form, in `mem`. */
struct str draft_key_new(struct arena *mem);

/* Where the office shows the record of a number; empty for none. */
struct str record_desk_address(struct request *req, struct str no);

/* True if the catalogue lets the visitor enter records of the kind. */
bool kind_is_open_to(const struct visitor *visitor, const struct catalogue_kind *kind);

/* True if the visitor may see and change the draft as its author's: it is theirs, or they may
 * approve where it belongs. */
bool draft_is_open_to(const struct visitor *visitor, const struct unit_tree *units,
                      const struct saved_draft *draft);
bool draft_may_approve(const struct visitor *visitor, const struct unit_tree *units,
                       const struct saved_draft *draft);

#endif
