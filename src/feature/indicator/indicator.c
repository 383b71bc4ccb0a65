/* Indicators compiled from the catalogue, and how figures are printed. */
#include "feature/indicator/indicator.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"

static struct str body_text(const struct json *body, const char *key)
{
    return json_text(body, str_of(key), S(""));
}

static bool indicator_compile(struct arena *mem, const struct catalogue_item *item,
                              struct indicator *indicator, struct error *err)
{
    const struct json *body = item->body;
    struct str matrix = body_text(body, "matrix");
    size_t star = str_find_char(matrix, '*');
    *indicator = (struct indicator){
        .code = item->code,
        .label = body_text(body, "label"),
        .label_en = body_text(body, "label_en"),
        .slug = body_text(body, "slug"),
        .group = body_text(body, "group"),
        .unit = body_text(body, "unit"),
        .population = body_text(body, "population"),
        .matrix_row = str_part(matrix, 0, star),
        .matrix_column = str_part(matrix, star + 1, matrix.len),
        .is_padded = body_text(body, "padded").len > 0,
        .is_money = str_is(body_text(body, "unit"), S("đồng")),
        .about_step = json_int(body, S("about"), 0),
        .body = body,
    };
    return rule_read(mem, body, &indicator->rule, err) ||
           fail_at(err, "chỉ tiêu «%.*s»: ", STR_ARG(item->code));
}

/* "{areas}" stands for what the areas of this book's commune are called: khu phố, ấp … */
static struct str areas_named(struct str text, struct str areas)
{
    return str_is(text, S("{areas}")) ? areas : text;
}

static bool areas_label(struct book *book, struct db *db, struct arena *mem, struct str *label,
                        struct error *err)
{
    const struct unit_tree *units = unit_tree_of(book, db, err);
    if (!units)
        return false;
    const struct unit *home = unit_home(units);
    *label = home ? unit_areas_label(mem, units, home, DAY_NONE) : S("khu dân cư");
    return true;
}

bool indicator_of_body(struct book *book, struct db *db, struct arena *mem, struct str code,
                       struct str body, struct indicator *indicator, struct error *err)
{
    struct json *read;
    struct str areas;
    if (!json_read(mem, body, &read, err) || !areas_label(book, db, mem, &areas, err))
        return false;
    const struct catalogue_item item = {.code = code, .body = read};
    if (!indicator_compile(mem, &item, indicator, err))
        return false;
    indicator->unit = areas_named(indicator->unit, areas);
    indicator->population = areas_named(indicator->population, areas);
    return true;
}

static const void *indicators_load(struct book *book, struct db *db, struct arena *mem,
                                   struct error *err)
{
    struct str areas;
    struct indicators *indicators = arena_one(mem, struct indicators);
    struct catalogue_items items = {0};
    if (!areas_label(book, db, mem, &areas, err) ||
        !catalogue_items(db, mem, "catalogue.indicator", &items, err))
        return NULL;
    for (size_t i = 0; i < items.count; i++) {
        struct indicator *indicator = list_add(&indicators->all, mem);
        if (!indicator_compile(mem, &items.at[i], indicator, err))
            return NULL;
        indicator->id = (int64_t)i + 1;
        indicator->unit = areas_named(indicator->unit, areas);
        indicator->population = areas_named(indicator->population, areas);
    }
    return indicators;
}

const struct indicators *indicators_of(struct book *book, struct db *db, struct error *err)
{
    return book_compiled(book, db, COMPILED_INDICATORS, indicators_load, err);
}

const struct indicator *indicator_find(const struct indicators *indicators, struct str code)
{
    for (size_t i = 0; i < indicators->all.count; i++)
        if (str_is(indicators->all.at[i].code, code))
            return &indicators->all.at[i];
    return NULL;
}

const struct indicator *indicator_of_slug(const struct indicators *indicators, struct str slug)
{
    for (size_t i = 0; i < indicators->all.count; i++)
        if (str_is(indicators->all.at[i].slug, slug))
            return &indicators->all.at[i];
    return NULL;
}

const struct figure *figures_find(const struct figures *figures, struct str code)
{
    for (size_t i = 0; i < figures->count; i++) {
        struct str own = figures->at[i].indicator->code;
        if (own.len == code.len && str_is(own, code)) /* length first: no call for most */
            return &figures->at[i];
    }
    return NULL;
}

struct span span_of(struct period period, struct day cutoff)
{
    struct span span = {period_first(period), period_last(period)};
    if (day_is_known(cutoff) && cutoff.number < span.last.number)
        span.last = cutoff;
    return span;
}

struct str figure_number(struct arena *mem, const struct indicator *indicator, int64_t value)
{
    if (value == FIGURE_COUNTING)
        return S("(đang tính)");
    return indicator->is_padded ? vi_count_padded(mem, value) : vi_count(mem, value);
}

struct str figure_phrase(struct arena *mem, const struct indicator *indicator, int64_t value)
{
    if (value == FIGURE_COUNTING)
        return figure_number(mem, indicator, value);
    if (indicator->is_money)
        return vi_money(mem, value);
    return str_format(mem, "%.*s %.*s", STR_ARG(figure_number(mem, indicator, value)),
                      STR_ARG(indicator->unit));
}

struct str figure_about(struct arena *mem, const struct indicator *indicator, int64_t value)
{
    if (indicator->is_money && indicator->about_step && value != FIGURE_COUNTING)
        return vi_money_about(mem, value, indicator->about_step);
    return figure_phrase(mem, indicator, value);
}

struct str figure_fraction(struct arena *mem, const struct figure *figure)
{
    if (!figure->has_population || figure->actual == FIGURE_COUNTING)
        return S("");
    return str_format(mem, "%.*s/%.*s", STR_ARG(vi_count(mem, figure->actual)),
                      STR_ARG(vi_count(mem, figure->population)));
}

__extension__ typedef __int128 wide; /* a sum of money times 10,000 is beyond 64 bits */

struct str figure_percent(struct arena *mem, const struct figure *figure)
{
    if (!figure->has_target || figure->target <= 0 || figure->actual == FIGURE_COUNTING)
        return S("");
    int64_t hundredths = (int64_t)((wide)figure->actual * 10000 / figure->target);
    return str_format(mem, "%.*s%%", STR_ARG(vi_decimal(mem, hundredths, 2)));
}

struct str figure_print(struct arena *mem, const struct figure *figure)
{
    const struct indicator *indicator = figure->indicator;
    struct str fraction = figure_fraction(mem, figure), percent = figure_percent(mem, figure);
    struct str text =
        fraction.len ? str_format(mem, "%.*s %.*s", STR_ARG(fraction), STR_ARG(indicator->unit))
                     : figure_about(mem, indicator, figure->actual);
    if (percent.len == 0)
        return text;
    return str_format(mem, "%.*s, đạt %.*s chỉ tiêu giao", STR_ARG(text), STR_ARG(percent));
}

static struct str kind_labels(struct arena *mem, const struct catalogue *catalogue,
                              const struct rule *rule)
{
    list_of(struct str) labels = {0};
    for (size_t i = 0; i < rule->kinds.count; i++) {
        const struct catalogue_kind *kind = catalogue_kind(catalogue, rule->kinds.at[i]);
        struct str label = kind ? kind->label : rule->kinds.at[i];
        *list_add(&labels, mem) = str_format(mem, "«%.*s»", STR_ARG(label));
    }
    return str_join(mem, labels.at, labels.count, S(", "));
}

static struct str field_label(const struct catalogue *catalogue, const struct rule *rule,
                              struct str code)
{
    const struct catalogue_kind *kind = catalogue_kind(catalogue, rule->kinds.at[0]);
    const struct catalogue_field *field = kind ? catalogue_field(kind, code) : NULL;
    if (str_is(code, S("unit")))
        return S("đơn vị");
    return field ? field->label : code;
}

static void condition_text(struct arena *mem, struct text *out, const struct catalogue *catalogue,
                           const struct rule *rule, const struct rule_where *where)
{
    const struct catalogue_kind *kind = catalogue_kind(catalogue, rule->kinds.at[0]);
    const struct catalogue_field *field = kind ? catalogue_field(kind, where->field) : NULL;
    text_format(out, " có %.*s là ",
                STR_ARG(unicode_lower(mem, field_label(catalogue, rule, where->field))));
    for (size_t i = 0; i < where->count; i++) {
        const struct choice *choice =
            field && field->list ? catalogue_choice(field->list, where->at[i]) : NULL;
        text_format(out, "%s«%.*s»", i ? " hoặc " : "",
                    STR_ARG(choice ? choice->label : where->at[i]));
    }
}

struct str figure_rule_text(struct arena *mem, const struct catalogue *catalogue,
                            const struct indicator *indicator, struct span span)
{
    const struct rule *rule = &indicator->rule;
    struct text out = text_new(mem, 4096);
    struct str kinds = kind_labels(mem, catalogue, rule);
    struct str label = unicode_lower(mem, field_label(catalogue, rule, rule->field));
    if (rule->measure == RULE_COUNT)
        text_format(&out, "Đếm số hồ sơ loại %.*s", STR_ARG(kinds));
    else if (rule->measure == RULE_SUM)
        text_format(&out, "Cộng %.*s của các hồ sơ loại %.*s", STR_ARG(label), STR_ARG(kinds));
    else
        text_format(&out,
                    "Đếm các %.*s khác nhau trong các hồ sơ loại %.*s (mỗi %.*s tính một lần)",
                    STR_ARG(label), STR_ARG(kinds), STR_ARG(label));
    for (size_t i = 0; i < rule->where.count; i++) {
        text_add(&out, i ? S(" và") : S(""));
        condition_text(mem, &out, catalogue, rule, &rule->where.at[i]);
    }
    if (rule->is_stock)
        text_format(&out, ", còn hiệu lực vào ngày %.*s", STR_ARG(vi_day(mem, span.last)));
    else
        text_format(&out, ", %.*s từ %.*s đến %.*s",
                    STR_ARG(rule->day.len
                                ? unicode_lower(mem, field_label(catalogue, rule, rule->day))
                                : S("ngày")),
                    STR_ARG(vi_day(mem, span.first)), STR_ARG(vi_day(mem, span.last)));
    struct str days = catalogue_days(mem, rule->first, rule->last);
    if (days.len)
        text_format(&out, ", chỉ tính việc %.*s", STR_ARG(days));
    text_add(&out, S("; chỉ tính hồ sơ đã duyệt, không tính hồ sơ đã hủy."));
    return text_str(&out);
}

struct str figure_address(struct arena *mem, const struct indicator *indicator,
                          struct period period, const struct unit *unit, const struct unit *home)
{
    struct str slug = vi_period_slug(mem, period);
    if (unit == home)
        return str_format(mem, "/so-lieu/%d/%.*s/%.*s", period.year, STR_ARG(slug),
                          STR_ARG(indicator->slug));
    return str_format(mem, "/so-lieu/%d/%.*s/%.*s?don-vi=%.*s", period.year, STR_ARG(slug),
                      STR_ARG(indicator->slug), STR_ARG(unit->code));
}
