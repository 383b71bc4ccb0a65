/* The week's totals as "Mặt trận số" asks for them, to be copied there (catalogue/weekly.csv). */
#ifndef FEATURE_OFFICE_WEEKLY_H
#define FEATURE_OFFICE_WEEKLY_H

#include "feature/frame.h"
#include "feature/office/scope.h"

#define WEEKLY_ADDRESS "/lam-viec/mat-tran-so"

struct weekly_row {
    struct str label, value, unit, address; /* address: of the records behind it */
    struct str id;                          /* of the element with the value */
};

struct weekly_page {
    struct page_frame frame;
    struct str unit_title, first, last, until, previous, next, text;
    list_of(struct weekly_row) rows;
};

/* The Monday of the week in which a day lies. */
struct day week_first(struct day day);

page_function weekly_get;
/* Template. */
void weekly_html(struct html *out, const struct weekly_page *page);

#endif
