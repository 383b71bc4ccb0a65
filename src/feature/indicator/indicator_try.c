/* Trying an indicator out before it is stated. */
#include "feature/indicator/indicator_store.h"

struct trying {
    const struct indicator *indicator;
    const struct unit_tree *units;
    const struct unit *unit;
    struct span span;
    struct arena mem;
    struct keys keys;
    struct trial *trial;
};

static bool is_below(const struct unit *unit, const struct unit *above)
{
    while (unit && unit != above)
        unit = unit->parent;
    return unit != NULL;
}

static bool counts_in(const struct trying *trying, const struct rule_touch *touch)
{
    const struct span *span = &trying->span;
    if (trying->indicator->rule.is_stock)
        return touch->first.number <= span->last.number && touch->last.number >= span->last.number;
    return span->first.number <= touch->first.number && touch->first.number <= span->last.number;
}

static bool try_record(void *context, int64_t record unused, const struct entry *entry,
                       struct error *err unused)
{
    struct trying *trying = context;
    struct rule_touch touch;
    if (!rule_touches(&trying->indicator->rule, entry, &touch) || !counts_in(trying, &touch) ||
        !is_below(unit_find(trying->units, entry->unit), trying->unit))
        return true;
    trying->trial->records++;
    if (trying->indicator->rule.measure != RULE_DISTINCT)
        trying->trial->actual += touch.value;
    else if (keys_add(&trying->keys, &trying->mem, str_copy(&trying->mem, touch.key)))
        trying->trial->actual++;
    return true;
}

bool figure_try(struct book *book, struct db *db, const struct indicator *indicator,
                const struct unit *unit, struct span span, struct trial *trial, struct error *err)
{
    *trial = (struct trial){0};
    struct trying trying = {.indicator = indicator,
                            .units = unit_tree_of(book, db, err),
                            .unit = unit,
                            .span = span,
                            .trial = trial};
    if (!trying.units)
        return false;
    bool is_well = record_each(db, try_record, &trying, err);
    arena_end(&trying.mem);
    return is_well;
}
