/* What the checks ask of the book: all SQL of the feature but its projectors'. */
#include "feature/check/check_parts.h"

/* The newest say what is usual: a full book is not read for one draft. */
enum { PAST_DAYS = 730, PAST_ROWS = 200, NEIGHBOUR_ROWS = 20, NEIGHBOURS_MAX = 60 };

/* ---- what is usual ---- */

static struct query newest_values(struct db *db, const struct check_usual *usual, int64_t unit,
                                  int64_t limit)
{
    struct query query =
        db_query(db, "SELECT value FROM contribution"
                     " WHERE indicator = $1 AND unit = $2 AND day BETWEEN $3 AND $4"
                     " ORDER BY day DESC, record DESC LIMIT $5");
    bind_int(&query, usual->indicator);
    bind_int(&query, unit);
    bind_int(&query, usual->day.number - PAST_DAYS);
    bind_int(&query, usual->day.number);
    bind_int(&query, limit);
    return query;
}

static bool past_ask(struct db *db, struct check_usual *usual, struct error *err)
{
    struct query query = newest_values(db, usual, usual->unit, PAST_ROWS);
    for (; query_next(&query); usual->count++) {
        int64_t value = take_int(&query);
        usual->value = value > usual->value ? value : usual->value;
    }
    return query_end(&query, err);
}

static int by_value(const void *a, const void *b)
{
    const int64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

static bool neighbours_ask(struct checks *checks, const struct unit *unit,
                           struct check_usual *usual, struct error *err)
{
    auto_arena mem = {0};
    struct {
        int64_t *at;
        size_t count, room;
    } values = {0};
    const struct unit_tree *units = unit_tree_of(checks->book, checks->db, err);
    if (!units)
        return false;
    struct unit_refs beside = {0};
    if (unit->parent)
        beside = unit_children(&mem, units, unit->parent, DAY_NONE);
    for (size_t i = 0; i < beside.count && i < NEIGHBOURS_MAX; i++) {
        if (beside.at[i] == unit)
            continue;
        struct query query = newest_values(checks->db, usual, beside.at[i]->id, NEIGHBOUR_ROWS);
        while (query_next(&query))
            *list_add(&values, &mem) = take_int(&query);
        if (!query_end(&query, err))
            return false;
    }
    if (values.count)
        qsort(values.at, values.count, sizeof *values.at, by_value);
    usual->count = (int64_t)values.count;
    usual->value = values.count ? values.at[values.count / 2] : 0;
    return true;
}

static const struct check_usual *usual_known(const struct checks *checks,
                                             const struct check_usual *wanted)
{
    for (size_t i = 0; i < checks->usual.count; i++) {
        const struct check_usual *known = &checks->usual.at[i];
        if (known->indicator == wanted->indicator && known->unit == wanted->unit &&
            known->is_past == wanted->is_past && known->day.number == wanted->day.number)
            return known;
    }
    return NULL;
}

bool check_usual_of(struct checks *checks, const struct indicator *indicator,
                    const struct unit *unit, struct day day, bool is_past,
                    struct check_usual *usual, struct error *err)
{
    /* To the month's end, so that a long list asks once a month and unit, not for each of its days.
     */
    day = month_last(day_month(day));
    *usual = (struct check_usual){
        .indicator = indicator->id, .unit = unit->id, .day = day, .is_past = is_past};
    const struct check_usual *known = usual_known(checks, usual);
    if (known) {
        *usual = *known;
        return true;
    }
    if (!(is_past ? past_ask(checks->db, usual, err) : neighbours_ask(checks, unit, usual, err)))
        return false;
    *list_add(&checks->usual, checks->mem) = *usual;
    return true;
}

/* ---- the same again ---- */

static bool value_is(const struct json *values, const struct value *value)
{
    const struct json *stored = json_member(values, value->field->code);
    if (!value->is_given || !stored)
        return !value->is_given && !stored;
    if (value->field->type == VALUE_INT || value->field->type == VALUE_MONEY)
        return json_int(values, value->field->code, -1) == value->number;
    return str_is(json_text(values, value->field->code, S("")), value->text);
}

/* Compared is what is public; a field that is not says nothing here. */
static bool is_same(const struct check_rule *rule, const struct draft *draft,
                    const struct json *values)
{
    for (size_t i = 0; i < rule->fields.count; i++) {
        const struct catalogue_field *field = catalogue_field(draft->kind, rule->fields.at[i]);
        if (field && field->privacy == PRIVACY_PUBLIC &&
            !value_is(values, &draft->values[field - draft->kind->fields.at]))
            return false;
    }
    return true;
}

struct needles {
    struct str *at;
    size_t count, room;
};

/* The numbers that a record must say to be the same, as its body (canonical JSON) has them:
 * "quantity":12. Few records have one, and only theirs are worth reading as a whole. */
static struct needles needles_of(struct arena *mem, const struct check_rule *rule,
                                 const struct draft *draft)
{
    struct needles needles = {0};
    for (size_t i = 0; i < rule->fields.count; i++) {
        const struct catalogue_field *field = catalogue_field(draft->kind, rule->fields.at[i]);
        if (!field || field->privacy != PRIVACY_PUBLIC ||
            (field->type != VALUE_INT && field->type != VALUE_MONEY))
            continue;
        const struct value *value = &draft->values[field - draft->kind->fields.at];
        if (value->is_given)
            *list_add(&needles, mem) =
                str_format(mem, "\"%.*s\":%lld", STR_ARG(field->code), (long long)value->number);
    }
    return needles;
}

static bool may_be_same(const struct needles *needles, struct str body)
{
    for (size_t i = 0; i < needles->count; i++)
        if (str_find(body, needles->at[i]) == body.len)
            return false;
    return body.len > 0;
}

bool check_same_record(struct checks *checks, struct arena *mem, const struct check_rule *rule,
                       const struct draft *draft, struct str no, struct check_found *found,
                       struct error *err)
{
    struct needles needles = needles_of(mem, rule, draft);
    *found = (struct check_found){.day = DAY_NONE};
    struct query query = db_query(checks->db, "SELECT no, day, body FROM record"
                                              " WHERE unit = $1 AND day BETWEEN $2 AND $3"
                                              "   AND kind = $4 AND state = 0"
                                              " ORDER BY day DESC, id DESC");
    bind_int(&query, draft->unit->id);
    bind_int(&query, draft->day.number - rule->high);
    bind_int(&query, draft->day.number + rule->high);
    bind_text(&query, draft->kind->code);
    while (found->no.len == 0 && query_next(&query)) {
        struct str other = take_text(&query, mem);
        struct day day = take_day(&query);
        struct str body = take_text(&query, mem);
        struct json *values;
        struct error ignored;
        if (!str_is(other, no) && may_be_same(&needles, body) &&
            json_read(mem, body, &values, &ignored) && is_same(rule, draft, values))
            *found = (struct check_found){other, day};
    }
    return query_end(&query, err);
}

/* ---- people ---- */

static bool person_find(struct checks *checks, struct arena *mem, const struct check_rule *rule,
                        const struct draft *draft, const struct sha256 *key, struct str no,
                        struct check_found *found, struct error *err)
{
    struct query query =
        db_query(checks->db, "SELECT DISTINCT r.no, r.day, r.id FROM check_person p"
                             "  JOIN record r ON r.id = p.record"
                             " WHERE p.hash = $1 AND r.state = 0 AND r.no <> $2"
                             "   AND r.day BETWEEN $3 AND $4"
                             " ORDER BY r.day DESC, r.id DESC LIMIT 1");
    bind_bytes(&query, (struct str){(const char *)key->at, sizeof key->at});
    bind_text(&query, no);
    bind_int(&query, draft->day.number - rule->high);
    bind_int(&query, draft->day.number + rule->high);
    while (query_next(&query)) {
        struct str other = take_text(&query, mem);
        struct day day = take_day(&query);
        if (!day_is_known(found->day) || day.number > found->day.number)
            *found = (struct check_found){other, day};
    }
    return query_end(&query, err);
}

bool check_same_person(struct checks *checks, struct arena *mem, const struct check_rule *rule,
                       const struct draft *draft, struct str names, struct str no,
                       struct check_found *found, struct error *err)
{
    struct str name;
    struct sha256 key;
    *found = (struct check_found){.day = DAY_NONE};
    while (str_cut(&names, '\n', &name))
        if (check_person_key(checks->book, name, &key) &&
            !person_find(checks, mem, rule, draft, &key, no, found, err))
            return false;
    return true;
}
