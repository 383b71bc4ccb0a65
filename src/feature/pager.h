/* Long lists in pages, asked for by the field "trang": which page of how many, and the way to its
 * neighbours. */
#ifndef FEATURE_PAGER_H
#define FEATURE_PAGER_H

#include "web/route.h"

struct pager {
    int64_t page, pages;                   /* from 1 */
    size_t skipped;                        /* rows before this page */
    size_t rows;                           /* a page holds at most so many */
    struct str address;                    /* of this page */
    struct str previous, next;             /* addresses; empty where there is none */
    struct str previous_label, next_label; /* empty: "Trang trước", "Trang sau" */
};

/* The page that is asked for, the first without the field, of lists of `rows` rows a page (1 …).
 * Fails MISSING for what can be no page. */
must_check bool pager_read(const struct request *req, size_t rows, struct pager *pager,
                           struct error *err);

/* Fills the rest for a list of so many rows in all, whose first page has this address (others add
 * the field). Texts in req->mem. Fails MISSING, naming both, for a page behind the last. */
must_check bool pager_fill(struct request *req, struct pager *pager, struct str address,
                           int64_t total, struct error *err);

/* Its template; nothing for a list of one page. */
void pager_html(struct html *out, const struct pager *pager);

#endif
