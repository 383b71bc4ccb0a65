/* The pages of the office and what their templates show. */
#ifndef FEATURE_OFFICE_OFFICE_PAGES_H
#define FEATURE_OFFICE_OFFICE_PAGES_H

#include "feature/account/account.h"
#include "feature/draft/draft.h"
#include "feature/frame.h"
#include "feature/office/office.h"

#define HOME_ADDRESS "/lam-viec"

/* ---- home (home.c) ---- */

/* Something that waits: so many of them, and where they are dealt with. */
struct waiting_line {
    struct str number, label, address;
};

/* Rooms under one heading. */
struct work_card {
    struct str address, label, summary;
};
struct work_group {
    struct str label;
    list_of(struct work_card) cards;
};

struct office_home {
    struct page_frame frame;
    struct str roles; /* "Cán bộ Mặt trận, Thị trấn …"; several with semicolons */
    struct kind_links first; /* the large buttons; only for whoever enters most of the time */
    list_of(struct waiting_line) waiting;
    struct draft_rows latest; /* own entries with their state */
    struct str own_address;   /* of all own entries */
    list_of(struct work_group) groups;
};

page_function office_home_page;
/* Template. */
void office_home_html(struct html *out, const struct office_home *page);

/* Ships duties and rows of the week: duties.csv, weekly.csv. */
bool office_ship(struct book *book, struct error *err);

#endif
