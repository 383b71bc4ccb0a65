/* Whose a wrong number may be: a month's, a quarter's, one area's. */
#include "base/vi_day.h"
#include "feature/compare/compare_book.h"

enum { HINTS_MAX = 60, HINT_LEAST = 10, PARTS_MAX = 40 };

struct hinting {
    struct book *book;
    struct db *db;
    struct arena *mem;
    const struct unit *unit;
    struct period period;
    struct period inside[PARTS_MAX]; /* shorter periods within it, months first */
    size_t inside_count;
    struct unit_refs areas;
};

static bool is_within(struct period part, struct period whole)
{
    return period_first(part).number >= period_first(whole).number &&
           period_last(part).number <= period_last(whole).number;
}

static void periods_gather(struct hinting *hinting)
{
    static const struct {
        enum period_kind kind;
        int32_t count;
    } kinds[] = {{PERIOD_MONTH, 12}, {PERIOD_QUARTER, 4}, {PERIOD_HALF, 2}};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        for (int32_t index = 1; index <= kinds[i].count; index++) {
            struct period part = {kinds[i].kind, hinting->period.year, index};
            if (is_within(part, hinting->period) && !period_is(part, hinting->period))
                hinting->inside[hinting->inside_count++] = part;
        }
}

/* Sets *is_found and finding->why if the unit's figure of these days is what the text says. */
static bool span_try(const struct hinting *hinting, struct finding *finding,
                     const struct unit *unit, struct period period, struct str whose,
                     bool *is_found, struct error *err)
{
    const struct indicator *indicator = finding->figure->indicator;
    int64_t actual;
    if (!figure_actual(hinting->db, indicator, unit, span_of(period, DAY_NONE), &actual, err))
        return false;
    *is_found = actual && amount_agrees(finding->amount, actual, indicator->about_step);
    if (*is_found)
        finding->why = str_format(hinting->mem, "đúng bằng số của riêng %.*s", STR_ARG(whose));
    return true;
}

static bool hint(const struct hinting *hinting, struct finding *finding, struct error *err)
{
    bool is_found = false;
    for (size_t i = 0; i < hinting->inside_count && !is_found; i++) {
        struct period part = hinting->inside[i];
        if (!span_try(hinting, finding, hinting->unit, part, vi_period(hinting->mem, part),
                      &is_found, err))
            return false;
    }
    for (size_t i = 0; i < hinting->areas.count && !is_found; i++) {
        const struct unit *area = hinting->areas.at[i];
        if (!span_try(hinting, finding, area, hinting->period, area->name, &is_found, err))
            return false;
    }
    return true;
}

/* Whole figures only, of which nothing better is known than that they differ; not small ones, which
 * equal this and that by chance. */
static bool is_open(const struct finding *finding, const struct binding *binding)
{
    bool is_unexplained = finding->why.len == 0 || str_is(finding->why, S(SLIP_OF_ONE_DIGIT));
    return finding->verdict == VERDICT_DIFFERS && is_unexplained && !binding->area &&
           binding->facet == COMPARED_NUMBER && finding->amount.value >= HINT_LEAST &&
           !finding->figure->indicator->rule.is_stock;
}

bool compare_hint(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                  struct period period, const struct bindings *bindings, struct findings *findings,
                  struct error *err)
{
    struct hinting hinting = {.book = book, .db = db, .mem = mem, .unit = unit, .period = period};
    const struct unit_tree *units = unit_tree_of(book, db, err);
    size_t hints = 0;
    if (!units)
        return false;
    hinting.areas = unit_children(mem, units, unit, period_last(period));
    if (hinting.areas.count > PARTS_MAX)
        hinting.areas.count = PARTS_MAX;
    periods_gather(&hinting);
    for (size_t i = 0; i < findings->count && hints < HINTS_MAX; i++) {
        if (!is_open(&findings->at[i], &bindings->at[i]))
            continue;
        hints++;
        if (!hint(&hinting, &findings->at[i], err))
            return false;
    }
    return true;
}
