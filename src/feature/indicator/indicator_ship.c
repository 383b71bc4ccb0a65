/* Indicators as they ship (catalogue/indicators.csv), checked against the catalogue before they
 * become entries: a rule may name public fields of its kinds only. */
#include "feature/indicator/indicator_ship.h"

#include "feature/listing.h"

enum { BODY_MAX_BYTES = 16000 };

static void put(struct json_out *out, const char *key, struct str value)
{
    if (value.len)
        json_add_text(out, str_of(key), value);
}

/* "build_kind=new & household_class=poor|near_poor" → [{"field":…,"values":[…]},…] */
static void put_where(struct json_out *out, struct str where)
{
    struct str rest = where, term, value;
    if (where.len == 0)
        return;
    json_key(out, S("where"));
    json_open_array(out);
    while (str_cut(&rest, '&', &term)) {
        struct str values = term, field;
        if (!str_cut(&values, '=', &field) || !values.at)
            continue; /* the check of the rule says what is missing */
        json_open_object(out);
        json_add_text(out, S("field"), str_trim(field));
        json_key(out, S("values"));
        json_open_array(out);
        while (str_cut(&values, '|', &value))
            json_put_text(out, str_trim(value));
        json_close_array(out);
        json_close_object(out);
    }
    json_close_array(out);
}

static void put_kinds(struct json_out *out, struct str kinds)
{
    struct str kind;
    json_key(out, S("kinds"));
    json_open_array(out);
    while (str_cut(&kinds, '|', &kind))
        json_put_text(out, str_trim(kind));
    json_close_array(out);
}

static bool body_write(struct arena *mem, const struct shipped_table *table, size_t row,
                       struct str *body, struct error *err)
{
    struct json_out out = json_out_new(mem, BODY_MAX_BYTES);
    struct str round = shipped_cell(table, row, "round");
    int64_t step;
    json_open_object(&out);
    if (str_starts(round, S("over:")) && str_to_int(str_part(round, 5, round.len), &step))
        json_add_int(&out, S("about"), step);
    else if (round.len)
        return fail(err, ERROR_INVALID, "round", "«%.*s» không phải là over:SỐ", STR_ARG(round));
    put(&out, "breakdown", shipped_cell(table, row, "breakdown"));
    put(&out, "day", shipped_cell(table, row, "day"));
    put(&out, "group", shipped_cell(table, row, "group"));
    put_kinds(&out, shipped_cell(table, row, "kinds"));
    put(&out, "label", shipped_cell(table, row, "label::vi"));
    put(&out, "label_en", shipped_cell(table, row, "label::en"));
    put(&out, "matrix", shipped_cell(table, row, "matrix"));
    put(&out, "measure", shipped_cell(table, row, "measure"));
    put(&out, "mode", shipped_cell(table, row, "mode"));
    put(&out, "padded", shipped_cell(table, row, "padded"));
    put(&out, "population", shipped_cell(table, row, "population"));
    put(&out, "slug", shipped_cell(table, row, "slug::vi"));
    put(&out, "unit", shipped_cell(table, row, "unit"));
    put(&out, "until", shipped_cell(table, row, "until"));
    put_where(&out, shipped_cell(table, row, "where"));
    json_close_object(&out);
    return json_out_end(&out, body, err);
}

/* A field that a rule names must be public in every one of its kinds: else nobody could recompute
 * the figure from the journal. */
static bool field_is_usable(const struct catalogue_kind *kind, struct str code,
                            enum rule_measure as, struct error *err)
{
    if (code.len == 0 || str_is(code, S("unit")) || str_is(code, S("kind")))
        return true;
    const struct catalogue_field *field = catalogue_field(kind, code);
    if (!field)
        return fail(err, ERROR_INVALID, "field", "loại «%.*s» không có trường «%.*s»",
                    STR_ARG(kind->code), STR_ARG(code));
    if (field->privacy != PRIVACY_PUBLIC)
        return fail(err, ERROR_INVALID, "field", "trường «%.*s» không công khai", STR_ARG(code));
    if (as == RULE_SUM && field->type != VALUE_INT && field->type != VALUE_MONEY)
        return fail(err, ERROR_INVALID, "field", "trường «%.*s» không phải là số", STR_ARG(code));
    return true;
}

static bool condition_is_usable(const struct catalogue_kind *kind, const struct rule_where *where,
                                struct error *err)
{
    const struct catalogue_field *field = catalogue_field(kind, where->field);
    for (size_t i = 0; field && field->list && i < where->count; i++)
        if (!catalogue_choice(field->list, where->at[i]))
            return fail(err, ERROR_INVALID, "where", "trường «%.*s» không có giá trị «%.*s»",
                        STR_ARG(where->field), STR_ARG(where->at[i]));
    return field_is_usable(kind, where->field, RULE_COUNT, err);
}

bool rule_check(const struct catalogue *catalogue, const struct rule *rule, struct error *err)
{
    for (size_t i = 0; i < rule->kinds.count; i++) {
        const struct catalogue_kind *kind = catalogue_kind(catalogue, rule->kinds.at[i]);
        if (!kind)
            return fail(err, ERROR_INVALID, "kinds", "không có loại «%.*s»",
                        STR_ARG(rule->kinds.at[i]));
        if (!field_is_usable(kind, rule->field, rule->measure, err) ||
            !field_is_usable(kind, rule->day, RULE_COUNT, err) ||
            !field_is_usable(kind, rule->until, RULE_COUNT, err) ||
            !field_is_usable(kind, rule->breakdown, RULE_COUNT, err))
            return false;
        for (size_t k = 0; k < rule->where.count; k++)
            if (!condition_is_usable(kind, &rule->where.at[k], err))
                return false;
    }
    return true;
}

static bool ship_one(struct book *book, const struct catalogue *catalogue,
                     const struct shipped_table *table, size_t row, struct error *err)
{
    auto_arena mem = {0};
    struct str body = S("");
    struct json *read;
    struct rule rule;
    struct str code = shipped_cell(table, row, "code");
    if (!body_write(&mem, table, row, &body, err) || !json_read(&mem, body, &read, err) ||
        !rule_read(&mem, read, &rule, err) || !rule_check(catalogue, &rule, err))
        return fail_at(err, "indicators.csv, chỉ tiêu «%.*s»: ", STR_ARG(code));
    return catalogue_ship(book, "catalogue.indicator", code, body, NULL, err);
}

bool indicator_ship_all(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct shipped_table table;
    if (!journal_flush(&book->journal, err)) /* the kinds must be rows before rules name them */
        return false;
    const struct catalogue *catalogue = catalogue_of(book, book->db, err);
    if (!catalogue || !shipped_table(&mem, "indicators.csv", &table, err))
        return false;
    for (size_t i = 0; i < table.rows.count; i++)
        if (!ship_one(book, catalogue, &table, i, err))
            return false;
    return true;
}
