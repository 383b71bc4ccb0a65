/* The week's totals as "Mặt trận số" asks for them, to be copied there: rows are entries
 * catalogue.weekly, which ship as catalogue/weekly.csv. */
#ifndef FEATURE_OFFICE_WEEKLY_H
#define FEATURE_OFFICE_WEEKLY_H

#include "feature/frame.h"
#include "feature/indicator/indicator.h"
#include "feature/office/dated.h"
#include "feature/office/scope.h"

#define WEEKLY_ADDRESS "/lam-viec/mat-tran-so"
#define WEEKLY_TYPE    "catalogue.weekly"

/* What the catalogue says of a row. */
struct weekly_item {
    struct dated item;
    struct str label, indicator; /* indicator: its code */
};

/* What an item says; texts lie where the item's do. */
struct weekly_item weekly_of(const struct dated *item);

/* The body of its entry: canonical JSON in `mem`. Fails INVALID if it is too long for one. */
must_check bool weekly_body(struct arena *mem, const struct weekly_item *line, struct str *body,
                            struct error *err);

/* Whether a row has a code and a label, and its indicator is there. Fails INVALID with the reason;
 * the field is the member's name. */
must_check bool weekly_check(const struct indicators *indicators, const struct weekly_item *line,
                             struct error *err);

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
