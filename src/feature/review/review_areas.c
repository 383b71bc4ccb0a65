/* The areas of a unit beside each other. */
#include "base/unicode.h"
#include "base/vi_number.h"
#include "document/chart.h"
#include "feature/review/review_view.h"

/* What areas are compared by, in this order; those that are nought everywhere are passed over. */
static const char *const compared[] = {"wel.gifts_count", "wel.houses_new", "prop.sessions"};

static int64_t value_of(const struct parts *parts, const struct unit *unit)
{
    for (size_t i = 0; i < parts->count; i++)
        if (parts->at[i].unit == unit)
            return parts->at[i].value;
    return 0;
}

static void column_fill(const struct viewing *viewing, const struct indicator *indicator,
                        const struct parts *parts, const struct unit_refs *areas,
                        struct area_table *table)
{
    struct arena *mem = viewing->req->mem;
    size_t column = table->columns++;
    int64_t sum = 0;
    table->heads[column] = indicator->label;
    for (size_t i = 0; i < areas->count; i++) {
        int64_t value = value_of(parts, areas->at[i]);
        table->rows.at[i].numbers[column] = vi_count(mem, value);
        sum += value;
    }
    table->sums[column] = vi_count(mem, sum);
}

static void chart_fill(const struct viewing *viewing, const struct indicator *indicator,
                       const struct parts *parts, const struct unit_refs *areas,
                       struct area_table *table)
{
    struct arena *mem = viewing->req->mem;
    struct str *labels = arena_many(mem, struct str, areas->count);
    struct str *texts = arena_many(mem, struct str, areas->count);
    int64_t *values = arena_many(mem, int64_t, areas->count);
    for (size_t i = 0; i < areas->count; i++) {
        labels[i] = table->rows.at[i].name;
        values[i] = value_of(parts, areas->at[i]);
        texts[i] = vi_count(mem, values[i]);
    }
    table->chart_title =
        str_format(mem, "%.*s theo %.*s", STR_ARG(indicator->label), STR_ARG(areas->at[0]->label));
    struct chart chart = {.title = table->chart_title,
                          .unit = indicator->unit,
                          .labels = labels,
                          .count = areas->count,
                          .series = {.name = indicator->label, .values = values, .texts = texts}};
    table->chart = frame_chart(mem, chart_bars(mem, &chart));
}

static bool is_nought(const struct parts *parts, const struct unit_refs *areas)
{
    for (size_t i = 0; i < areas->count; i++)
        if (value_of(parts, areas->at[i]))
            return false;
    return true;
}

static void rows_begin(const struct viewing *viewing, const struct unit_refs *areas,
                       struct area_table *table)
{
    struct arena *mem = viewing->req->mem;
    table->label_low = areas->at[0]->label;
    table->label = unicode_upper_first(mem, areas->at[0]->label);
    for (size_t i = 0; i < areas->count; i++)
        *list_add(&table->rows, mem) = (struct area_row){
            .name = areas->at[i]->name,
            .review_address =
                review_address(mem, viewing->review->period, areas->at[i], viewing->home),
            .page_address = unit_address(mem, areas->at[i]),
        };
}

bool view_areas(const struct viewing *viewing, struct area_table *table, struct error *err)
{
    struct arena *mem = viewing->req->mem;
    const struct review *review = viewing->review;
    struct unit_refs areas = unit_children(mem, viewing->units, review->unit, review->span.last);
    if (areas.count == 0 || areas.count > CHART_BARS_MAX)
        return true;
    rows_begin(viewing, &areas, table);
    for (size_t i = 0; i < COUNT_OF(compared); i++) {
        const struct figure *figure = figures_find(&review->figures, str_of(compared[i]));
        struct parts parts = {0};
        if (!figure)
            continue;
        if (!figure_by_unit(viewing->req->book, viewing->req->db, mem, figure->indicator,
                            review->unit, review->span, &parts, err))
            return false;
        if (is_nought(&parts, &areas))
            continue;
        column_fill(viewing, figure->indicator, &parts, &areas, table);
        if (table->columns == 1)
            chart_fill(viewing, figure->indicator, &parts, &areas, table);
    }
    return true;
}
