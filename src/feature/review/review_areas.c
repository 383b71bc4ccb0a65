/* The areas of a unit beside each other. */
#include "base/unicode.h"
#include "base/vi_number.h"
#include "document/chart.h"
#include "feature/review/review_view.h"

/* What areas are compared by, in this order; those that are nought everywhere are passed over. */
static const char *const compared[] = {"wel.gifts_count", "wel.houses_new", "prop.sessions"};

/* The rows: the areas, and behind them the unit itself (NULL), whose own work belongs to no area.
 */
struct compared_units {
    const struct unit **at;
    size_t count;
};

static int64_t value_of(const struct parts *parts, const struct unit *unit)
{
    int64_t value = 0;
    for (size_t i = 0; i < parts->count; i++)
        if (parts->at[i].unit == unit)
            value += parts->at[i].value;
    return value;
}

static void column_fill(const struct viewing *viewing, const struct indicator *indicator,
                        const struct parts *parts, const struct compared_units *units,
                        struct area_table *table)
{
    struct arena *mem = viewing->req->mem;
    size_t column = table->columns++;
    int64_t sum = 0;
    table->heads[column] = indicator->label;
    for (size_t i = 0; i < units->count; i++) {
        int64_t value = value_of(parts, units->at[i]);
        table->rows.at[i].numbers[column] = vi_count(mem, value);
        sum += value;
    }
    table->sums[column] = vi_count(mem, sum);
}

static void chart_fill(const struct viewing *viewing, const struct indicator *indicator,
                       const struct parts *parts, const struct compared_units *units,
                       struct area_table *table)
{
    struct arena *mem = viewing->req->mem;
    struct str *labels = arena_many(mem, struct str, units->count);
    struct str *texts = arena_many(mem, struct str, units->count);
    int64_t *values = arena_many(mem, int64_t, units->count);
    for (size_t i = 0; i < units->count; i++) {
        labels[i] = table->rows.at[i].name;
        values[i] = value_of(parts, units->at[i]);
        texts[i] = vi_count(mem, values[i]);
    }
    table->chart_title =
        str_format(mem, "%.*s theo %.*s", STR_ARG(indicator->label), STR_ARG(table->label_low));
    struct chart chart = {.title = table->chart_title,
                          .unit = indicator->unit,
                          .labels = labels,
                          .count = units->count,
                          .series = {.name = indicator->label, .values = values, .texts = texts}};
    table->chart = frame_chart(mem, chart_bars(mem, &chart));
}

/* The figures that are compared, with their parts. */
struct comparison_column {
    const struct indicator *indicator;
    struct parts parts;
};

static bool columns_read(const struct viewing *viewing, struct comparison_column *columns,
                         size_t *count, struct error *err)
{
    const struct review *review = viewing->review;
    for (size_t i = 0; i < COUNT_OF(compared); i++) {
        const struct figure *figure = figures_find(&review->figures, str_of(compared[i]));
        if (!figure || figure->actual == 0 || figure->actual == FIGURE_COUNTING)
            continue;
        struct comparison_column *column = &columns[(*count)++];
        column->indicator = figure->indicator;
        if (!figure_by_unit(viewing->req->book, viewing->req->db, viewing->req->mem,
                            figure->indicator, review->unit, review->span, &column->parts, err))
            return false;
    }
    return true;
}

/* The areas, and the unit itself if it has work of its own in some column. */
static struct compared_units units_of(struct arena *mem, const struct unit_refs *areas,
                                      const struct comparison_column *columns, size_t count)
{
    struct compared_units units = {arena_many(mem, const struct unit *, areas->count + 1),
                                   areas->count};
    bool has_own = false;
    for (size_t i = 0; i < areas->count; i++)
        units.at[i] = areas->at[i];
    for (size_t i = 0; i < count; i++)
        has_own = has_own || value_of(&columns[i].parts, NULL);
    units.count += has_own;
    return units;
}

static void rows_begin(const struct viewing *viewing, const struct compared_units *units,
                       struct area_table *table)
{
    struct arena *mem = viewing->req->mem;
    const struct review *review = viewing->review;
    table->label_low = units->at[0]->label;
    table->label = unicode_upper_first(mem, table->label_low);
    for (size_t i = 0; i < units->count; i++) {
        const struct unit *unit = units->at[i];
        struct area_row *row = list_add(&table->rows, mem);
        row->name =
            unit ? unit->name : str_format(mem, "Chung cả %.*s", STR_ARG(review->unit->label));
        if (unit)
            row->review_address = review_address(mem, review->period, unit, viewing->home);
    }
}

bool view_areas(const struct viewing *viewing, struct area_table *table, struct error *err)
{
    struct arena *mem = viewing->req->mem;
    const struct review *review = viewing->review;
    struct comparison_column columns[COUNT_OF(compared)] = {0};
    size_t count = 0;
    struct unit_refs areas = unit_children(mem, viewing->units, review->unit, review->span.last);
    if (areas.count == 0 || areas.count >= CHART_BARS_MAX)
        return true;
    if (!columns_read(viewing, columns, &count, err))
        return false;
    struct compared_units units = units_of(mem, &areas, columns, count);
    rows_begin(viewing, &units, table);
    for (size_t i = 0; i < count; i++)
        column_fill(viewing, columns[i].indicator, &columns[i].parts, &units, table);
    if (count)
        chart_fill(viewing, columns[0].indicator, &columns[0].parts, &units, table);
    return true;
}
