/* Whose figures of which time a page of the office shows: chosen by links, kept in its address. */
#ifndef FEATURE_OFFICE_SCOPE_H
#define FEATURE_OFFICE_SCOPE_H

#include "feature/account/account.h"
#include "feature/unit/unit.h"

/* Whoever may look at figures: each their own units. */
#define MAY_LOOK "team_head," MAY_READ

/* The two fields of such an address, for the route's table. */
#define SCOPE_FIELDS                                                                               \
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Đơn vị")},           \
    {                                                                                              \
        .name = "ky", .type = FIELD_TEXT, .cap_bytes = 16, .label = MESSAGE("Kỳ")                  \
    }

struct scope {
    const struct unit_tree *units;
    const struct unit *home, *unit;
    struct period period;
    struct day today;  /* as office_day gives it */
    struct day cutoff; /* today if it lies within the period, else DAY_NONE */
};

/* Reads the fields. Without a unit: the book's own if the visitor holds one of the roles there,
 * else the first where they do. Without a period: that of `kind` in which today lies. Fails MISSING
 * (no such unit or period), DENIED (a unit that is not the visitor's). */
must_check bool scope_read(struct request *req, const char *roles, enum period_kind kind,
                           struct scope *scope, struct error *err);

/* The same without fields: what such a page opens on. */
must_check bool scope_usual(struct request *req, const char *roles, enum period_kind kind,
                            struct scope *scope, struct error *err);

/* The day that the office works on: today; for a book that has told nothing for more than a year
 * the newest day that it tells of, so that an old book is not one long list of what is overdue. */
must_check bool office_day(struct request *req, struct day *day, struct error *err);

/* Addresses of what else can be chosen, and whether it is what is shown. */
struct scope_link {
    struct str address, label;
    bool is_current;
};
struct scope_links {
    list_of(struct scope_link) units, kinds;
    struct str previous, next, period; /* addresses; "6 tháng đầu năm 2022" */
};

/* "path?don-vi=kp3&ky=2022-H1". */
struct str scope_address(struct arena *mem, struct str path, const struct unit *unit,
                         struct period period);

/* What can be chosen instead on the page at `path`: the units above, beside and below that are the
 * visitor's by one of the roles, other kinds of periods, the period before and after. kinds: how
 * many of enum period_kind the page offers, from the last on (1: months alone). */
struct scope_links scope_links(struct request *req, const char *roles, const struct scope *scope,
                               struct str path, int kinds);

/* Template: the links. */
void scope_links_html(struct html *out, const struct scope_links *links);

#endif
