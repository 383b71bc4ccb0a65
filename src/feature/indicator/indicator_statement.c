#include "feature/indicator/indicator_statement.h"

#include "log/rule.h"

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

bool indicator_statement_body(struct arena *mem, const struct indicator_statement *said,
                              struct str *body, struct error *err)
{
    struct json_out out = json_out_new(mem, BODY_MAX_BYTES);
    int64_t step;
    json_open_object(&out);
    if (str_starts(said->round, S("over:")) &&
        str_to_int(str_part(said->round, 5, said->round.len), &step))
        json_add_int(&out, S("about"), step);
    else if (said->round.len)
        return fail(err, ERROR_INVALID, "round", "«%.*s» không phải là over:SỐ",
                    STR_ARG(said->round));
    put(&out, "breakdown", said->breakdown);
    put(&out, "day", said->day);
    put(&out, "first", said->first);
    put(&out, "group", said->group);
    put_kinds(&out, said->kinds);
    put(&out, "label", said->label);
    put(&out, "label_en", said->label_en);
    put(&out, "last", said->last);
    put(&out, "matrix", said->matrix);
    put(&out, "measure", said->measure);
    put(&out, "mode", said->mode);
    put(&out, "padded", said->padded);
    put(&out, "population", said->population);
    put(&out, "slug", said->slug);
    put(&out, "unit", said->unit);
    put(&out, "until", said->until);
    put_where(&out, said->where);
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

static bool rule_check(const struct catalogue *catalogue, const struct rule *rule,
                       struct error *err)
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

bool indicator_body_check(struct arena *mem, const struct catalogue *catalogue, struct str body,
                          struct error *err)
{
    struct json *read;
    struct rule rule;
    return json_read(mem, body, &read, err) && rule_read(mem, read, &rule, err) &&
           rule_check(catalogue, &rule, err);
}

static void put_before_last(struct json_out *out, const struct json *member, struct str last,
                            bool *is_put)
{
    if (!*is_put && str_order(S("last"), member->key) < 0) {
        put(out, "last", last);
        *is_put = true;
    }
}

bool indicator_body_ended(struct arena *mem, const struct catalogue_item *item, struct str last,
                          struct str *body, struct error *err)
{
    struct json_out out = json_out_new(mem, BODY_MAX_BYTES);
    bool is_put = false;
    json_open_object(&out);
    for (const struct json *member = item->body->first; member; member = member->next) {
        if (str_is(member->key, S("last")))
            continue;
        put_before_last(&out, member, last, &is_put);
        json_key(&out, member->key);
        json_put_bytes(&out, member->bytes);
    }
    if (!is_put)
        put(&out, "last", last);
    json_close_object(&out);
    return json_out_end(&out, body, err);
}
