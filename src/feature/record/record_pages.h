/* The page of a record, /viec/{so}, as its template takes it. Inside the feature; others answer
 * with record_page_respond (record.h): the route stands where the figures are known. */
#ifndef FEATURE_RECORD_RECORD_PAGES_H
#define FEATURE_RECORD_RECORD_PAGES_H

#include "feature/frame.h"
#include "feature/media.h"
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

/* A picture that everyone may see; its name is empty once it was erased. */
struct record_view {
    struct media media;
    struct str alt;
};

/* Something that happened to the record, in the journal's order. */
struct record_moment {
    struct str what, at, reason; /* reason: also the field of an erasure; may be empty */
    int64_t entry;
};

struct record_page {
    struct page_frame frame;
    struct arena *mem;
    struct record record;
    const struct catalogue_kind *kind; /* NULL if the catalogue lost it */
    const struct unit *unit;           /* NULL if unknown */
    struct str kind_label, day, unit_title, unit_address;
    list_of(struct record_fact) facts;
    list_of(struct record_view) pictures;
    list_of(struct hidden_value) hidden;
    list_of(struct record_moment) moments; /* approval first */
    struct str void_reason, void_at;
    struct record_figures figures;
    struct str bytes, leaf; /* of the entry that states it now; leaf: hex */
};

/* The template of a record's page. */
void record_html(struct html *out, const struct record_page *page);

#endif
