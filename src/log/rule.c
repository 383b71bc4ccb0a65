#include "log/rule.h"

static bool measure_read(struct str text, struct rule *rule)
{
    if (str_is(text, S("count"))) {
        rule->measure = RULE_COUNT;
        return true;
    }
    if (str_starts(text, S("sum:"))) {
        rule->measure = RULE_SUM;
        rule->field = str_part(text, 4, text.len);
    } else if (str_starts(text, S("distinct:"))) {
        rule->measure = RULE_DISTINCT;
        rule->field = str_part(text, 9, text.len);
    }
    return rule->field.len > 0;
}

bool rule_read(struct arena *mem, const struct json *indicator, struct rule *rule,
               struct error *err)
{
    const struct str none = S("");
    *rule = (struct rule){
        .is_stock = str_is(json_text(indicator, S("mode"), none), S("stock")),
        .day = json_text(indicator, S("day"), none),
        .until = json_text(indicator, S("until"), none),
        .breakdown = json_text(indicator, S("breakdown"), none),
    };
    if (!day_read(json_text(indicator, S("first"), none), &rule->first))
        rule->first = DAY_FIRST;
    if (!day_read(json_text(indicator, S("last"), none), &rule->last))
        rule->last = DAY_LAST;
    struct str measure = json_text(indicator, S("measure"), none);
    if (!measure_read(measure, rule))
        return fail(err, ERROR_INVALID, "measure",
                    "«%.*s» không phải là count, sum:TRƯỜNG hay distinct:TRƯỜNG", STR_ARG(measure));
    const struct json *kinds = json_member(indicator, S("kinds"));
    for (const struct json *kind = kinds ? kinds->first : NULL; kind; kind = kind->next)
        *list_add(&rule->kinds, mem) = kind->text;
    if (rule->kinds.count == 0)
        return fail(err, ERROR_INVALID, "kinds", "chỉ tiêu không nêu loại hồ sơ nào");
    const struct json *where = json_member(indicator, S("where"));
    for (const struct json *one = where ? where->first : NULL; one; one = one->next) {
        struct rule_where *condition = list_add(&rule->where, mem);
        condition->field = json_text(one, S("field"), none);
        const struct json *values = json_member(one, S("values"));
        for (const struct json *value = values ? values->first : NULL; value; value = value->next)
            *list_add(condition, mem) = value->text;
        if (condition->field.len == 0 || condition->count == 0)
            return fail(err, ERROR_INVALID, "where", "điều kiện thiếu trường hoặc giá trị");
    }
    return true;
}

bool rule_field_holds(const struct entry *entry, struct str field, struct str value)
{
    if (str_is(field, S("unit")))
        return str_is(entry->unit, value);
    if (str_is(field, S("kind")))
        return str_is(entry->kind, value);
    const struct json *member = json_member(entry->values, field);
    if (!member)
        return false;
    if (member->type == JSON_TEXT)
        return str_is(member->text, value);
    int64_t number;
    if (member->type == JSON_INT)
        return str_to_int(value, &number) && number == member->number;
    for (const struct json *item = member->first; item; item = item->next)
        if (item->type == JSON_TEXT && str_is(item->text, value))
            return true;
    return false;
}

static bool condition_holds(const struct rule_where *condition, const struct entry *entry)
{
    for (size_t i = 0; i < condition->count; i++)
        if (rule_field_holds(entry, condition->field, condition->at[i]))
            return true;
    return false;
}

static bool kind_matches(const struct rule *rule, struct str kind)
{
    for (size_t i = 0; i < rule->kinds.count; i++)
        if (str_is(rule->kinds.at[i], kind))
            return true;
    return false;
}

/* The day that a field holds; DAY_NONE if it is empty. */
static struct day field_day(const struct entry *entry, struct str field)
{
    struct day day;
    return day_read(json_text(entry->values, field, S("")), &day) ? day : DAY_NONE;
}

/* A value as text without copying: numbers are split and counted by the bytes they stood in. */
static struct str field_text(const struct entry *entry, struct str field)
{
    if (str_is(field, S("unit")))
        return entry->unit;
    if (str_is(field, S("kind")))
        return entry->kind;
    const struct json *member = json_member(entry->values, field);
    if (!member)
        return S("");
    return member->type == JSON_TEXT ? member->text : member->bytes;
}

bool rule_touches(const struct rule *rule, const struct entry *entry, struct rule_touch *touch)
{
    if (!kind_matches(rule, entry->kind))
        return false;
    for (size_t i = 0; i < rule->where.count; i++)
        if (!condition_holds(&rule->where.at[i], entry))
            return false;
    *touch = (struct rule_touch){.value = 1, .last = DAY_NONE};
    if (rule->measure == RULE_SUM) {
        const struct json *member = json_member(entry->values, rule->field);
        if (!member || member->type != JSON_INT)
            return false;
        touch->value = member->number;
    } else if (rule->measure == RULE_DISTINCT) {
        touch->key = field_text(entry, rule->field);
        if (touch->key.len == 0)
            return false;
    }
    touch->first = rule->day.len ? field_day(entry, rule->day) : entry->day;
    if (touch->first.number < rule->first.number || touch->first.number > rule->last.number)
        return false; /* DAY_NONE lies before all days */
    if (rule->is_stock) {
        touch->last = rule->until.len ? field_day(entry, rule->until) : DAY_NONE;
        if (!day_is_known(touch->last))
            touch->last = DAY_LAST;
    }
    touch->slice = rule->breakdown.len ? field_text(entry, rule->breakdown) : S("");
    return true;
}
