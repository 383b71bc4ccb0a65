#include "feature/indicator/indicator_lists.h"

#include "feature/indicator/indicator_store.h"
#include "web/html.h"

/* ---- matrix ---- */

static size_t head_of(struct matrix_heads *heads, struct arena *mem,
                      const struct catalogue_kind *kind, struct str field_code,
                      const struct record *record)
{
    const struct catalogue_field *field = kind ? catalogue_field(kind, field_code) : NULL;
    const struct json *value = json_member(record->values, field_code);
    struct str label = field && value ? catalogue_show(mem, field, value) : S("không ghi rõ");
    struct str code = value ? value->bytes : S("");
    for (size_t i = 0; i < heads->count; i++)
        if (str_is(heads->at[i].code, code))
            return i;
    *list_add(heads, mem) = (struct matrix_head){code, label, 0};
    return heads->count - 1;
}

static struct str label_of_field(const struct catalogue *catalogue, const struct rule *rule,
                                 struct str code)
{
    for (size_t i = 0; i < rule->kinds.count; i++) {
        const struct catalogue_kind *kind = catalogue_kind(catalogue, rule->kinds.at[i]);
        const struct catalogue_field *field = kind ? catalogue_field(kind, code) : NULL;
        if (field)
            return field->label;
    }
    return code;
}

static void matrix_count(struct matrix *matrix, struct arena *mem, const size_t *row,
                         const size_t *column, size_t count)
{
    matrix->at = arena_many(mem, int64_t, matrix->rows.count * matrix->columns.count);
    for (size_t i = 0; i < count; i++) {
        matrix->at[row[i] * matrix->columns.count + column[i]]++;
        matrix->rows.at[row[i]].sum++;
        matrix->columns.at[column[i]].sum++;
        matrix->sum++;
    }
}

bool figure_matrix(struct book *book, struct db *db, struct arena *mem,
                   const struct indicator *indicator, const struct unit *unit, struct span span,
                   struct matrix *matrix, struct error *err)
{
    *matrix = (struct matrix){0};
    const struct catalogue *catalogue = catalogue_of(book, db, err);
    struct contributions list = {0};
    if (!catalogue)
        return false;
    if (indicator->matrix_row.len == 0 || indicator->matrix_column.len == 0)
        return true;
    if (!figure_records(db, mem, indicator, unit, span, 0, 0, &list, err))
        return false;
    matrix->row_label = label_of_field(catalogue, &indicator->rule, indicator->matrix_row);
    matrix->column_label = label_of_field(catalogue, &indicator->rule, indicator->matrix_column);
    size_t *row = arena_many(mem, size_t, list.count),
           *column = arena_many(mem, size_t, list.count);
    for (size_t i = 0; i < list.count; i++) {
        struct record record;
        if (!record_find(db, mem, list.at[i].no, &record, err))
            return false;
        const struct catalogue_kind *kind = catalogue_kind(catalogue, record.kind);
        row[i] = head_of(&matrix->rows, mem, kind, indicator->matrix_row, &record);
        column[i] = head_of(&matrix->columns, mem, kind, indicator->matrix_column, &record);
    }
    matrix_count(matrix, mem, row, column, list.count);
    return true;
}

/* ---- the figures of a record ---- */

bool figures_of_record(struct book *book, struct db *db, struct arena *mem, int64_t record,
                       struct touched_figures *figures, struct error *err)
{
    const struct indicators *indicators = indicators_of(book, db, err);
    if (!indicators)
        return false;
    struct query query = db_query(db, "SELECT indicator, day FROM contribution"
                                      " WHERE record = $1 ORDER BY indicator");
    bind_int(&query, record);
    while (query_next(&query)) {
        size_t place = (size_t)take_int(&query) - 1;
        struct day day = take_day(&query);
        if (place < indicators->all.count)
            *list_add(figures, mem) = (struct touched_figure){&indicators->all.at[place], day};
    }
    return query_end(&query, err);
}

/* ---- one figure ---- */

static bool target_read(struct db *db, struct arena *mem, const struct unit *unit,
                        struct period period, struct figure *figure, struct error *err)
{
    struct query query = db_query(db, "SELECT target, population, giver, note FROM target"
                                      " WHERE unit = $1 AND period = $2 AND indicator = $3");
    bind_int(&query, unit->id);
    bind_text(&query, period_code(mem, period));
    bind_text(&query, figure->indicator->code);
    if (query_one(&query)) {
        figure->has_target = !take_is_null(&query);
        figure->target = take_int(&query);
        figure->has_population = !take_is_null(&query);
        figure->population = take_int(&query);
        figure->giver = take_text(&query, mem);
        figure->note = take_text(&query, mem);
    }
    return query_end(&query, err);
}

/* A previous figure exists if the book has any record of the unit in those days. */
static bool previous_read(struct db *db, const struct unit *unit, struct span before,
                          struct figure *figure, struct error *err)
{
    struct query query = db_query(db, "SELECT 1 FROM unit_above a CROSS JOIN record r"
                                      " WHERE r.unit = a.unit AND r.day BETWEEN $1 AND $2"
                                      "   AND a.above = $3 LIMIT 1");
    bind_day(&query, before.first);
    bind_day(&query, before.last);
    bind_int(&query, unit->id);
    figure->has_previous = query_one(&query);
    return query_end(&query, err) &&
           (!figure->has_previous ||
            figure_actual(db, figure->indicator, unit, before, &figure->previous, err));
}

bool figure_compute(struct db *db, struct arena *mem, const struct indicator *indicator,
                    const struct unit *unit, struct period period, struct span span,
                    struct span before, struct figure *figure, struct error *err)
{
    *figure = (struct figure){.indicator = indicator};
    return figure_actual(db, indicator, unit, span, &figure->actual, err) &&
           previous_read(db, unit, before, figure, err) &&
           target_read(db, mem, unit, period, figure, err);
}

bool figure_of_period(struct db *db, struct arena *mem, const struct indicator *indicator,
                      const struct unit *unit, struct period period, struct day cutoff,
                      struct figure *figure, struct error *err)
{
    struct span span = span_of(period, cutoff);
    return figure_compute(db, mem, indicator, unit, period, span, span_before(period, span), figure,
                          err);
}

/* ---- words ---- */

struct str figure_change(struct arena *mem, const struct figure *figure)
{
    if (!figure->has_previous)
        return S("");
    int64_t change = figure->actual - figure->previous;
    if (change == 0)
        return S("Bằng cùng kỳ");
    return str_format(
        mem, "%s %.*s so với cùng kỳ", change > 0 ? "Tăng" : "Giảm",
        STR_ARG(figure_phrase(mem, figure->indicator, change > 0 ? change : -change)));
}

struct str figure_group_label(struct str group)
{
    static const struct {
        const char *group, *label;
    } labels[] = {
        {"outreach", MESSAGE("Tuyên truyền, vận động")},
        {"organisation", MESSAGE("Củng cố tổ chức")},
        {"movement", MESSAGE("Cuộc vận động và mô hình")},
        {"emulation", MESSAGE("Thi đua, khen thưởng")},
        {"welfare", MESSAGE("Chăm lo người nghèo, an sinh xã hội")},
        {"democracy", MESSAGE("Dân chủ, giám sát, phản biện")},
        {"fund", MESSAGE("Các quỹ")},
    };
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        if (str_is(group, str_of(labels[i].group)))
            return str_of(labels[i].label);
    return group;
}

struct period half_of(struct day day)
{
    return period_of(PERIOD_HALF, day);
}
