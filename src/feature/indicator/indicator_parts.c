/* The parts of a figure, and the list behind it. */
#include "feature/indicator/indicator_store.h"

#include "base/vi_number.h"

static bool is_walked(const struct indicator *indicator)
{
    return indicator->rule.is_stock || indicator->rule.measure == RULE_DISTINCT;
}

/* ---- by slice ---- */

struct slicing {
    struct arena *mem;
    struct parts *parts;
};

static void slice_add(void *context, int64_t indicator unused, struct str slice, int64_t value)
{
    struct slicing *slicing = context;
    for (size_t i = 0; i < slicing->parts->count; i++)
        if (str_is(slicing->parts->at[i].code, slice)) {
            slicing->parts->at[i].value += value;
            return;
        }
    *list_add(slicing->parts, slicing->mem) =
        (struct part){.code = str_copy(slicing->mem, slice), .value = value};
}

static bool slices_walk(struct db *db, const struct indicator *indicator, const struct unit *unit,
                        struct span span, struct slicing *slicing, struct error *err)
{
    struct keys keys = {0};
    struct query query = figure_walk_begin(db, indicator, unit->id, span);
    while (query_next(&query)) {
        struct contribution row;
        figure_walk_take(&query, slicing->mem, &row);
        slice_add(slicing, 0, row.slice, figure_walk_value(indicator, &keys, slicing->mem, &row));
    }
    return query_end(&query, err);
}

/* What a slice is called: a kind's label, or a choice's. */
static struct str slice_label(const struct catalogue *catalogue, const struct indicator *indicator,
                              struct str slice)
{
    const struct rule *rule = &indicator->rule;
    if (slice.len == 0)
        return S("không ghi rõ");
    if (str_is(rule->breakdown, S("kind"))) {
        const struct catalogue_kind *kind = catalogue_kind(catalogue, slice);
        return kind ? kind->label : slice;
    }
    for (size_t i = 0; i < rule->kinds.count; i++) {
        const struct catalogue_kind *kind = catalogue_kind(catalogue, rule->kinds.at[i]);
        const struct catalogue_field *field = kind ? catalogue_field(kind, rule->breakdown) : NULL;
        const struct choice *choice =
            field && field->list ? catalogue_choice(field->list, slice) : NULL;
        if (choice)
            return choice->label;
    }
    return slice;
}

/* The catalogue's order of a slice: of its choice, or of its kind in the rule. */
static size_t slice_place(const struct catalogue *catalogue, const struct indicator *indicator,
                          struct str slice)
{
    const struct rule *rule = &indicator->rule;
    for (size_t i = 0; i < rule->kinds.count; i++) {
        if (str_is(rule->breakdown, S("kind"))) {
            if (str_is(rule->kinds.at[i], slice))
                return i;
            continue;
        }
        const struct catalogue_kind *kind = catalogue_kind(catalogue, rule->kinds.at[i]);
        const struct catalogue_field *field = kind ? catalogue_field(kind, rule->breakdown) : NULL;
        const struct choice *choice =
            field && field->list ? catalogue_choice(field->list, slice) : NULL;
        if (choice)
            return (size_t)(choice - field->list->choices.at);
    }
    return SIZE_MAX;
}

static void parts_settle(const struct catalogue *catalogue, const struct indicator *indicator,
                         struct parts *parts)
{
    for (size_t i = 0; i < parts->count; i++) {
        struct part part = parts->at[i];
        size_t place = slice_place(catalogue, indicator, part.code), k = i;
        part.label = slice_label(catalogue, indicator, part.code);
        for (; k > 0 && slice_place(catalogue, indicator, parts->at[k - 1].code) > place; k--)
            parts->at[k] = parts->at[k - 1];
        parts->at[k] = part;
    }
}

bool figure_by_slice(struct book *book, struct db *db, struct arena *mem,
                     const struct indicator *indicator, const struct unit *unit, struct span span,
                     struct parts *parts, struct error *err)
{
    bool is_counting;
    struct slicing slicing = {mem, parts};
    const struct catalogue *catalogue = catalogue_of(book, db, err);
    if (!catalogue || !figure_is_counting(db, indicator, &is_counting, err))
        return false;
    if (indicator->rule.breakdown.len == 0 || is_counting)
        return true;
    bool is_well = is_walked(indicator)
                       ? slices_walk(db, indicator, unit, span, &slicing, err)
                       : figure_slices(db, indicator, unit->id, span, slice_add, &slicing, err);
    parts_settle(catalogue, indicator, parts);
    return is_well;
}

/* ---- by unit ---- */

static struct part *part_of_unit(struct parts *parts, const struct unit_tree *units, int64_t id)
{
    const struct unit *unit = unit_by_id(units, id);
    for (size_t i = 0; unit && i < parts->count; i++)
        if (parts->at[i].unit && unit_is_within(unit, parts->at[i].unit))
            return &parts->at[i];
    return &parts->at[parts->count - 1]; /* stated for the unit itself */
}

static void parts_of_units(struct arena *mem, const struct unit_tree *units,
                           const struct unit *unit, struct span span, struct parts *parts)
{
    struct unit_refs children = unit_children(mem, units, unit, span.last);
    for (size_t i = 0; i < children.count; i++)
        *list_add(parts, mem) = (struct part){
            .unit = children.at[i], .code = children.at[i]->code, .label = children.at[i]->name};
    *list_add(parts, mem) = (struct part){
        .code = unit->code, .label = str_format(mem, "Toàn %.*s", STR_ARG(unit->label))};
}

static bool units_walk(struct db *db, struct arena *mem, const struct unit_tree *units,
                       const struct indicator *indicator, const struct unit *unit, struct span span,
                       struct parts *parts, struct error *err)
{
    struct keys keys = {0};
    struct query query = figure_walk_begin(db, indicator, unit->id, span);
    while (query_next(&query)) {
        struct contribution row;
        figure_walk_take(&query, mem, &row);
        part_of_unit(parts, units, row.unit)->value +=
            figure_walk_value(indicator, &keys, mem, &row);
    }
    return query_end(&query, err);
}

static bool units_add(struct db *db, const struct indicator *indicator, const struct unit *unit,
                      struct span span, struct parts *parts, struct error *err)
{
    int64_t total, below = 0;
    if (!figure_actual(db, indicator, unit, span, &total, err))
        return false;
    for (size_t i = 0; i + 1 < parts->count; i++) {
        if (!figure_actual(db, indicator, parts->at[i].unit, span, &parts->at[i].value, err))
            return false;
        below += parts->at[i].value;
    }
    parts->at[parts->count - 1].value = total - below;
    return true;
}

bool figure_by_unit(struct book *book, struct db *db, struct arena *mem,
                    const struct indicator *indicator, const struct unit *unit, struct span span,
                    struct parts *parts, struct error *err)
{
    bool is_counting;
    const struct unit_tree *units = unit_tree_of(book, db, err);
    if (!units || !figure_is_counting(db, indicator, &is_counting, err))
        return false;
    if (is_counting)
        return true;
    parts_of_units(mem, units, unit, span, parts);
    bool is_well = is_walked(indicator)
                       ? units_walk(db, mem, units, indicator, unit, span, parts, err)
                       : units_add(db, indicator, unit, span, parts, err);
    if (is_well && parts->count > 1 && parts->at[parts->count - 1].value == 0)
        parts->count--; /* nothing was stated for the unit itself: no empty line */
    return is_well;
}

/* ---- by month ---- */

static bool months_walk(struct db *db, struct arena *mem, const struct indicator *indicator,
                        const struct unit *unit, struct span span, struct parts *parts,
                        struct error *err)
{
    struct keys keys = {0};
    struct query query = figure_walk_begin(db, indicator, unit->id, span);
    while (query_next(&query)) {
        struct contribution row;
        figure_walk_take(&query, mem, &row);
        int32_t place = day_month(row.day) - day_month(span.first);
        parts->at[place].value += figure_walk_value(indicator, &keys, mem, &row);
    }
    return query_end(&query, err);
}

bool figure_by_month(struct db *db, struct arena *mem, const struct indicator *indicator,
                     const struct unit *unit, struct span span, struct parts *parts,
                     struct error *err)
{
    for (int32_t month = day_month(span.first); month <= day_month(span.last); month++)
        *list_add(parts, mem) = (struct part){
            .month = month, .label = str_format(mem, "%d/%d", month % 12 + 1, month / 12)};
    if (is_walked(indicator) && !indicator->rule.is_stock)
        return months_walk(db, mem, indicator, unit, span, parts, err);
    for (size_t i = 0; i < parts->count; i++) {
        struct span month = {month_first(parts->at[i].month), month_last(parts->at[i].month)};
        if (month.first.number < span.first.number)
            month.first = span.first;
        if (month.last.number > span.last.number)
            month.last = span.last;
        if (!figure_actual(db, indicator, unit, month, &parts->at[i].value, err))
            return false;
    }
    return true;
}

/* ---- the list ---- */

static bool row_complete(struct db *db, struct arena *mem, struct contribution *row,
                         struct error *err)
{
    struct query query = db_query(db, "SELECT no, title, kind FROM record WHERE id = $1");
    bind_int(&query, row->record);
    if (query_one(&query)) {
        row->no = take_text(&query, mem);
        row->title = take_text(&query, mem);
        row->kind = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool figure_records(struct db *db, struct arena *mem, const struct indicator *indicator,
                    const struct unit *unit, struct span span, size_t skip, size_t limit,
                    struct contributions *list, struct error *err)
{
    bool is_counting;
    struct keys keys = {0};
    if (!figure_is_counting(db, indicator, &is_counting, err))
        return false;
    if (is_counting)
        return true;
    struct query query = figure_walk_begin(db, indicator, unit->id, span);
    while (query_next(&query)) {
        struct contribution row;
        figure_walk_take(&query, mem, &row);
        row.value = figure_walk_value(indicator, &keys, mem, &row);
        size_t place = (size_t)list->total++;
        if (place >= skip && (limit == 0 || place < skip + limit))
            *list_add(list, mem) = row;
    }
    if (!query_end(&query, err))
        return false;
    for (size_t i = 0; i < list->count; i++)
        if (!row_complete(db, mem, &list->at[i], err))
            return false;
    return true;
}
