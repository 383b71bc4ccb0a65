/* Numbers that lean on another one: percents, parts, changes, last year's, what one costs, the
 * money of what was just counted. Inside feature/compare only. */
#ifndef FEATURE_COMPARE_LEAN_H
#define FEATURE_COMPARE_LEAN_H

#include "feature/compare/compare_bind.h"
#include "feature/compare/compare_near.h"

struct leaning {
    const struct nearness *near; /* has looked around the number */
    const struct names *names;
    const struct bindings *bindings; /* those of the numbers before it are made */
};

/* What the number means, given what its own words say at best (`own`; facet COMPARED_NONE if
 * nothing). */
struct binding lean(const struct leaning *leaning, struct binding own);

/* ---- of what it leans on ---- */

/* The number itself, and the phrases of a marker. */
const struct mention *lean_mention(const struct nearness *near);
const struct phrase_ids *lean_marker(const struct nearness *near, enum marker which);

/* True if a binding tells a whole figure of the unit itself. */
bool lean_is_total(const struct binding *binding);

/* True if mention `i` stands at most `sentences` before the number, in the same paragraph. */
bool lean_is_close(const struct nearness *near, size_t i, uint32_t sentences);

/* The last number before that tells a whole figure, at most `sentences` before; parts, percents and
 * prices between them are passed over. With is_any also an a/b that no words name. -1: none, or
 * something else lies between. */
int32_t lean_base(const struct leaning *leaning, uint32_t sentences, bool is_any);

/* A facet of the figure that mention `base` is bound to. */
struct binding lean_on(const struct leaning *leaning, int32_t base, enum facet facet);

/* True if the number may be counted as the row counts: its unit, money, or no unit at all. */
bool lean_fits(const struct nearness *near, const struct wording *row);

/* True if the number is an amount of đồng: by its currency, or because it has a word from triệu on
 * and no other unit. */
bool lean_is_money(const struct nearness *near);

/* True if no unit of any row stands behind the number. */
bool lean_has_no_unit(const struct nearness *near);

/* ---- compare_part.c: each takes the place of *best if it says better what the number is ---- */

/* The money of what was just counted, or of all of it: "1.126 suất quà, trị giá …". */
void lean_pair(const struct leaning *leaning, struct binding *best);

/* A part of the figure told before, or of the one that the number's own words name (`own`). */
void lean_part(const struct leaning *leaning, const struct binding *own, struct binding *best);

/* A smaller number of the same figure in a list behind its total: a part that the book does not
 * name ("1.126 suất quà: 700 suất Tết, 426 suất thường xuyên"). */
void lean_nameless(const struct leaning *leaning, struct binding *best);

/* ---- compare_apart.c ---- */

enum { LEAN_CLAUSE = 700 }; /* in front of the number, commas between allowed, no other number */

/* The area that the number is told of: named beside it, or where its item of the list began ("Khu
 * phố 5 làm 120 mét đường, lắp 6 bóng đèn"). NULL: none. */
const struct unit *lean_area(const struct leaning *leaning);

/* Whether it speaks of a plan, another period, or one occasion. */
enum apart lean_apart(const struct leaning *leaning);

#endif
