/* Figures read from contributions and month cells. */
#include "feature/indicator/indicator_store.h"

/* Whole months come from cells, the days of a month that is cut from contributions. */
struct stretch {
    int32_t month_from, month_to; /* whole months; empty if from > to */
    struct span head, tail;       /* days before and after them; empty if first > last */
};

static struct stretch stretch_of(struct span span)
{
    struct stretch stretch = {.month_from = day_month(span.first),
                              .month_to = day_month(span.last)};
    const struct span none = {{1}, {0}};
    stretch.head = stretch.tail = none;
    if (span.first.number > span.last.number) {
        stretch.month_to = stretch.month_from - 1;
        return stretch;
    }
    bool is_head_cut = month_first(stretch.month_from).number != span.first.number;
    bool is_tail_cut = month_last(stretch.month_to).number != span.last.number;
    if (stretch.month_from == stretch.month_to && (is_head_cut || is_tail_cut)) {
        stretch.head = span;
        stretch.month_to = stretch.month_from - 1;
        return stretch;
    }
    if (is_head_cut) {
        stretch.head = (struct span){span.first, month_last(stretch.month_from)};
        stretch.month_from++;
    }
    if (is_tail_cut) {
        stretch.tail = (struct span){month_first(stretch.month_to), span.last};
        stretch.month_to--;
    }
    return stretch;
}

/* In all that follows CROSS JOIN says that the units come first, and of each only the days asked
 * for: left to itself SQLite walks through all that an indicator ever counted. */

/* ---- flows ---- */

/* Adds the sums of contributions in these days, by slice, to what `add` gathers. */
typedef void add_slice(void *context, int64_t indicator, struct str slice, int64_t value);

static bool cut_days(struct db *db, const struct indicator *indicator, int64_t unit,
                     struct span span, add_slice *add, void *context, struct error *err)
{
    auto_arena mem = {0};
    if (span.first.number > span.last.number)
        return true;
    struct query query =
        db_query(db, "SELECT c.slice, CAST(SUM(c.value) AS BIGINT)"
                     "  FROM unit_above a CROSS JOIN contribution c WHERE c.indicator = $1"
                     "   AND c.unit = a.unit AND c.day BETWEEN $2 AND $3"
                     "   AND a.above = $4 GROUP BY c.slice ORDER BY c.slice");
    bind_int(&query, indicator->id);
    bind_day(&query, span.first);
    bind_day(&query, span.last);
    bind_int(&query, unit);
    while (query_next(&query)) {
        struct str slice = take_text(&query, &mem);
        add(context, indicator->id, slice, take_int(&query));
    }
    return query_end(&query, err);
}

/* Adds the sum of contributions in these days. Without slices the index alone answers. */
static bool cut_total(struct db *db, const struct indicator *indicator, int64_t unit,
                      struct span span, int64_t *total, struct error *err)
{
    if (span.first.number > span.last.number)
        return true;
    struct query query =
        db_query(db, "SELECT CAST(COALESCE(SUM(c.value), 0) AS BIGINT)"
                     "  FROM unit_above a CROSS JOIN contribution c WHERE c.indicator = $1"
                     "   AND c.unit = a.unit AND c.day BETWEEN $2 AND $3 AND a.above = $4");
    bind_int(&query, indicator->id);
    bind_day(&query, span.first);
    bind_day(&query, span.last);
    bind_int(&query, unit);
    if (query_one(&query))
        *total += take_int(&query);
    return query_end(&query, err);
}

/* Whole months of all flows of a unit at once. */
static bool whole_months(struct db *db, int64_t unit, int32_t from, int32_t to, add_slice *add,
                         void *context, struct error *err)
{
    if (from > to)
        return true;
    struct query query = db_query(db, "SELECT indicator, CAST(SUM(value) AS BIGINT) FROM cell"
                                      " WHERE unit = $1 AND month BETWEEN $2 AND $3"
                                      " GROUP BY indicator ORDER BY indicator");
    bind_int(&query, unit);
    bind_int(&query, from);
    bind_int(&query, to);
    while (query_next(&query)) {
        int64_t indicator = take_int(&query);
        add(context, indicator, S(""), take_int(&query));
    }
    return query_end(&query, err);
}

static bool slices_of_months(struct db *db, const struct indicator *indicator, int64_t unit,
                             int32_t from, int32_t to, add_slice *add, void *context,
                             struct error *err)
{
    auto_arena mem = {0};
    if (from > to)
        return true;
    struct query query = db_query(db, "SELECT slice, CAST(SUM(value) AS BIGINT) FROM cell"
                                      " WHERE unit = $1 AND month BETWEEN $2 AND $3"
                                      "   AND indicator = $4 GROUP BY slice ORDER BY slice");
    bind_int(&query, unit);
    bind_int(&query, from);
    bind_int(&query, to);
    bind_int(&query, indicator->id);
    while (query_next(&query)) {
        struct str slice = take_text(&query, &mem);
        add(context, indicator->id, slice, take_int(&query));
    }
    return query_end(&query, err);
}

static bool is_flow(const struct indicator *indicator)
{
    return !indicator->rule.is_stock && indicator->rule.measure != RULE_DISTINCT;
}

bool figure_slices(struct db *db, const struct indicator *indicator, int64_t unit, struct span span,
                   add_slice *add, void *context, struct error *err)
{
    struct stretch stretch = stretch_of(span);
    return slices_of_months(db, indicator, unit, stretch.month_from, stretch.month_to, add, context,
                            err) &&
           cut_days(db, indicator, unit, stretch.head, add, context, err) &&
           cut_days(db, indicator, unit, stretch.tail, add, context, err);
}

/* ---- stock and distinct: walked record by record ---- */

struct query figure_walk_begin(struct db *db, const struct indicator *indicator, int64_t unit,
                               struct span span)
{
    struct query query;
    if (indicator->rule.is_stock) {
        query = db_query(db, "SELECT c.record, c.unit, c.day, c.last, c.value, c.slice, c.key"
                             "  FROM unit_above a CROSS JOIN contribution c"
                             " WHERE c.indicator = $1 AND c.unit = a.unit AND c.last IS NOT NULL"
                             "   AND c.last >= $2 AND c.day <= $3"
                             "   AND a.above = $4 ORDER BY c.day, c.record");
        bind_int(&query, indicator->id);
        bind_day(&query, span.last);
        bind_day(&query, span.last);
    } else {
        query = db_query(db, "SELECT c.record, c.unit, c.day, c.last, c.value, c.slice, c.key"
                             "  FROM unit_above a CROSS JOIN contribution c"
                             " WHERE c.indicator = $1 AND c.unit = a.unit"
                             "   AND c.day BETWEEN $2 AND $3"
                             "   AND a.above = $4 ORDER BY c.day, c.record");
        bind_int(&query, indicator->id);
        bind_day(&query, span.first);
        bind_day(&query, span.last);
    }
    bind_int(&query, unit);
    return query;
}

void figure_walk_take(struct query *query, struct arena *mem, struct contribution *row)
{
    *row = (struct contribution){.record = take_int(query), .unit = take_int(query)};
    row->day = take_day(query);
    row->last = take_day(query);
    row->value = take_int(query);
    row->slice = take_text(query, mem);
    row->key = take_text(query, mem);
}

/* The keys that were counted already: open addressing over strings in an arena. */
bool keys_add(struct keys *keys, struct arena *mem, struct str key)
{
    if (keys->count * 2 >= keys->room) {
        struct keys bigger = {.room = keys->room ? keys->room * 2 : 64};
        bigger.at = arena_many(mem, struct str, bigger.room);
        for (size_t i = 0; i < keys->room; i++)
            if (keys->at[i].at)
                (void)keys_add(&bigger, mem, keys->at[i]);
        *keys = bigger;
    }
    size_t at = str_hash(key) & (keys->room - 1);
    while (keys->at[at].at && !str_is(keys->at[at], key))
        at = (at + 1) & (keys->room - 1);
    if (keys->at[at].at)
        return false;
    keys->at[at] = key;
    keys->count++;
    return true;
}

/* What a row adds: a key that was met before adds nothing. */
int64_t figure_walk_value(const struct indicator *indicator, struct keys *keys, struct arena *mem,
                          const struct contribution *row)
{
    if (indicator->rule.measure != RULE_DISTINCT)
        return row->value;
    return keys_add(keys, mem, row->key) ? 1 : 0;
}

static bool walk_total(struct db *db, const struct indicator *indicator, int64_t unit,
                       struct span span, int64_t *total, struct error *err)
{
    auto_arena mem = {0};
    struct keys keys = {0};
    struct query query = figure_walk_begin(db, indicator, unit, span);
    *total = 0;
    while (query_next(&query)) {
        struct contribution row;
        figure_walk_take(&query, &mem, &row);
        *total += figure_walk_value(indicator, &keys, &mem, &row);
    }
    return query_end(&query, err);
}

/* ---- figures ---- */

static void add_to_total(void *context, int64_t indicator unused, struct str slice unused,
                         int64_t value)
{
    *(int64_t *)context += value;
}

bool figure_actual(struct db *db, const struct indicator *indicator, const struct unit *unit,
                   struct span span, int64_t *actual, struct error *err)
{
    bool is_counting;
    if (!figure_is_counting(db, indicator, &is_counting, err))
        return false;
    *actual = is_counting ? FIGURE_COUNTING : 0;
    if (is_counting)
        return true;
    if (!is_flow(indicator))
        return walk_total(db, indicator, unit->id, span, actual, err);
    struct stretch stretch = stretch_of(span);
    return slices_of_months(db, indicator, unit->id, stretch.month_from, stretch.month_to,
                            add_to_total, actual, err) &&
           cut_total(db, indicator, unit->id, stretch.head, actual, err) &&
           cut_total(db, indicator, unit->id, stretch.tail, actual, err);
}

static void add_to_actuals(void *context, int64_t indicator, struct str slice unused, int64_t value)
{
    ((int64_t *)context)[indicator - 1] += value;
}

/* All figures of a span at once: one walk over the unit's months, then those that need more. */
static bool actuals(struct db *db, const struct indicators *indicators, const struct unit *unit,
                    struct span span, int64_t *values, struct error *err)
{
    struct stretch stretch = stretch_of(span);
    if (!whole_months(db, unit->id, stretch.month_from, stretch.month_to, add_to_actuals, values,
                      err))
        return false;
    for (size_t i = 0; i < indicators->all.count; i++) {
        const struct indicator *indicator = &indicators->all.at[i];
        bool is_well = is_flow(indicator)
                           ? cut_total(db, indicator, unit->id, stretch.head, &values[i], err) &&
                                 cut_total(db, indicator, unit->id, stretch.tail, &values[i], err)
                           : walk_total(db, indicator, unit->id, span, &values[i], err);
        if (!is_well)
            return false;
    }
    return true;
}

/* Whether the book has anything of the unit in these days: only then is a figure of nought known.
 */
static bool has_records(struct db *db, const struct unit *unit, struct span span, bool *has,
                        struct error *err)
{
    struct query query = db_query(db, "SELECT 1 FROM unit_above a CROSS JOIN record r"
                                      " WHERE r.unit = a.unit AND r.day BETWEEN $1 AND $2"
                                      "   AND a.above = $3 LIMIT 1");
    bind_day(&query, span.first);
    bind_day(&query, span.last);
    bind_int(&query, unit->id);
    *has = query_one(&query);
    return query_end(&query, err);
}

static bool targets_read(struct db *db, struct arena *mem, const struct unit *unit,
                         struct period period, struct figures *figures, struct error *err)
{
    struct query query =
        db_query(db, "SELECT indicator, target, population, giver, note FROM target"
                     " WHERE unit = $1 AND period = $2 ORDER BY indicator");
    bind_int(&query, unit->id);
    bind_text(&query, period_code(mem, period));
    while (query_next(&query)) {
        struct str code = take_text(&query, mem);
        struct figure ignored, *figure = &ignored;
        for (size_t i = 0; i < figures->count; i++)
            if (str_is(figures->at[i].indicator->code, code))
                figure = &figures->at[i];
        figure->has_target = !take_is_null(&query);
        figure->target = take_int(&query);
        figure->has_population = !take_is_null(&query);
        figure->population = take_int(&query);
        figure->giver = take_text(&query, mem);
        figure->note = take_text(&query, mem);
    }
    return query_end(&query, err);
}

/* Nobody is shown a part of a figure. */
static bool counting_mark(struct db *db, struct arena *mem, struct figures *figures,
                          struct error *err)
{
    struct recounts recounts;
    if (!recounts_read(db, mem, &recounts, err))
        return false;
    for (size_t i = 0; i < recounts.count; i++) {
        struct figure *figure = &figures->at[recounts.at[i].indicator - 1];
        *figure = (struct figure){.indicator = figure->indicator,
                                  .actual = FIGURE_COUNTING,
                                  .giver = figure->giver,
                                  .note = figure->note};
    }
    return true;
}

static struct day day_year_before(struct day day)
{
    int32_t year, month, day_of_month;
    struct day before;
    day_parts(day, &year, &month, &day_of_month);
    return day_make(year - 1, month, day_of_month, &before) ? before
                                                            : (struct day){day.number - 366};
}

struct span span_before(struct period period, struct span span)
{
    struct span before = span_of(period_year_before(period), DAY_NONE);
    if (span.last.number != period_last(period).number)
        before.last = day_year_before(span.last);
    return before;
}

bool figures_compute(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                     struct period period, struct day cutoff, struct figures *figures,
                     struct error *err)
{
    const struct indicators *indicators = indicators_of(book, db, err);
    if (!indicators)
        return false;
    size_t count = indicators->all.count;
    struct span span = span_of(period, cutoff), before = span_before(period, span);
    int64_t *values = arena_many(mem, int64_t, count), *previous = arena_many(mem, int64_t, count);
    bool has_previous;
    if (!actuals(db, indicators, unit, span, values, err) ||
        !has_records(db, unit, before, &has_previous, err) ||
        (has_previous && !actuals(db, indicators, unit, before, previous, err)))
        return false;
    *figures = (struct figures){arena_many(mem, struct figure, count), count};
    for (size_t i = 0; i < count; i++)
        figures->at[i] = (struct figure){.indicator = &indicators->all.at[i],
                                         .actual = values[i],
                                         .has_previous = has_previous,
                                         .previous = previous[i]};
    return targets_read(db, mem, unit, period, figures, err) &&
           counting_mark(db, mem, figures, err);
}
