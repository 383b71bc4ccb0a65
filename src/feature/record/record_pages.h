/* The page of a record, /viec/{so}. The route stands in the feature of indicators, which knows the
 * figures that the record counts in. */
#ifndef FEATURE_RECORD_RECORD_PAGES_H
#define FEATURE_RECORD_RECORD_PAGES_H

#include "feature/frame.h"
#include "feature/record/record.h"

/* A value that is not public, by its name: what it says never stands here. */
struct hidden_value {
    struct str label, who; /* who: "Chỉ cán bộ xem" */
};

struct record_fact {
    struct str label, text;
    bool is_shown;  /* of class "shown": may be erased */
    bool is_erased; /* then text is empty */
};

/* Something that happened to the record, in the journal's order. */
struct record_moment {
    struct str what, at, reason; /* reason: also the field of an erasure; may be empty */
    int64_t entry;
};

/* A figure that the record counts in; filled by who knows figures. */
struct record_figure {
    struct str address, label, period;
};

struct record_page {
    struct page_frame frame;
    struct arena *mem;
    struct record record;
    const struct catalogue_kind *kind; /* NULL if the catalogue lost it */
    const struct unit *unit;           /* NULL if unknown */
    struct str kind_label, day, unit_title, unit_address;
    list_of(struct record_fact) facts;
    list_of(struct hidden_value) hidden;
    list_of(struct record_moment) moments; /* approval first */
    struct str void_reason, void_at;
    list_of(struct record_figure) figures;
    struct str bytes, leaf; /* of the entry that states it now; leaf: hex */
};

/* Reads the record of an address' last part ("qua-2022-0007") into *page, all but the figures and
 * the frame. Fails MISSING. */
must_check bool record_page_read(struct request *req, struct str slug, struct record_page *page,
                                 struct error *err);

/* Fills the frame and answers with the page. */
must_check bool record_page_respond(struct request *req, struct record_page *page,
                                    struct response *response, struct error *err);

/* "20/7/2022"; only the month where the kind makes no more public: "tháng 7 năm 2022". */
struct str record_day_text(struct arena *mem, const struct catalogue_kind *kind, struct day day);

void record_html(struct html *out, const struct record_page *page);

#endif
