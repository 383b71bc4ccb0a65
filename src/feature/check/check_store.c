/* What the checks ask of the book: all SQL of the feature but its projectors'. */
#include "feature/check/check_parts.h"

/* The newest say what is usual: a full book is not read for one draft. */
enum { PAST_DAYS = 730, PAST_ROWS = 200, NEIGHBOUR_ROWS = 10, NEIGHBOURS_MAX = 60 };

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

/* One value above `enough` settles it, and most often the newest is one: no more are read then. */
static bool past_ask(struct db *db, int64_t enough, struct check_usual *usual, struct error *err)
{
    struct query query = newest_values(db, usual, usual->unit, PAST_ROWS);
    for (; usual->value <= enough && query_next(&query); usual->count++) {
        int64_t value = take_int(&query);
        usual->value = value > usual->value ? value : usual->value;
    }
    usual->is_part = usual->value > enough;
    return query_end(&query, err);
}

static int by_value(const void *a, const void *b)
{
    const int64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

struct values {
    int64_t *at;
    size_t count, room;
};

/* The newest values of a neighbour; *above counts those above `enough`. */
static bool neighbour_ask(struct db *db, struct arena *mem, const struct check_usual *usual,
                          const struct unit *unit, int64_t enough, struct values *values,
                          size_t *above, struct error *err)
{
    struct query query = newest_values(db, usual, unit->id, NEIGHBOUR_ROWS);
    while (query_next(&query)) {
        int64_t value = take_int(&query);
        *list_add(values, mem) = value;
        *above += value > enough;
    }
    return query_end(&query, err);
}

/* As soon as more lie above `enough` than all neighbours could have below it, the median does, and
 * the others are not asked. */
static bool neighbours_ask(struct checks *checks, const struct unit *unit, int64_t enough,
                           struct check_usual *usual, struct error *err)
{
    auto_arena mem = {0};
    struct values values = {0};
    const struct unit_tree *units = unit_tree_of(checks->book, checks->db, err);
    if (!units)
        return false;
    struct unit_refs beside = {0};
    if (unit->parent)
        beside = unit_children(&mem, units, unit->parent, DAY_NONE);
    size_t count = beside.count < NEIGHBOURS_MAX ? beside.count : NEIGHBOURS_MAX, above = 0;
    for (size_t i = 0; i < count && above <= count * NEIGHBOUR_ROWS / 2; i++)
        if (beside.at[i] != unit &&
            !neighbour_ask(checks->db, &mem, usual, beside.at[i], enough, &values, &above, err))
            return false;
    usual->is_part = above > count * NEIGHBOUR_ROWS / 2;
    usual->count = (int64_t)values.count;
    if (usual->is_part) {
        usual->value = enough + 1;
        return true;
    }
    if (values.count)
        qsort(values.at, values.count, sizeof *values.at, by_value);
    usual->value = values.count ? values.at[values.count / 2] : 0;
    return true;
}

/* What was asked before; what was read in part says enough of smaller numbers only. */
static const struct check_usual *usual_known(const struct checks *checks,
                                             const struct check_usual *wanted, int64_t enough)
{
    for (size_t i = 0; i < checks->usual.count; i++) {
        const struct check_usual *known = &checks->usual.at[i];
        if (known->indicator == wanted->indicator && known->unit == wanted->unit &&
            known->is_past == wanted->is_past && known->day.number == wanted->day.number &&
            (!known->is_part || known->value > enough))
            return known;
    }
    return NULL;
}

bool check_usual_of(struct checks *checks, const struct indicator *indicator,
                    const struct unit *unit, struct day day, bool is_past, int64_t enough,
                    struct check_usual *usual, struct error *err)
{
    /* To the month's end, so that a long list asks once a month and unit, not for each of its days.
     */
    day = month_last(day_month(day));
    *usual = (struct check_usual){
        .indicator = indicator->id, .unit = unit->id, .day = day, .is_past = is_past};
    const struct check_usual *known = usual_known(checks, usual, enough);
    if (known) {
        *usual = *known;
        return true;
    }
    if (!(is_past ? past_ask(checks->db, enough, usual, err)
                  : neighbours_ask(checks, unit, enough, usual, err)))
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

/* Likewise among what gathers and is no row yet; the newest wins. */
static void same_gathered(const struct checks *checks, const struct check_rule *rule,
                          const struct draft *draft, struct check_found *found)
{
    const struct entry_run *run = journal_gathered(&checks->book->journal, checks->db);
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct entry *entry = &run->postings.at[i].entry;
        int64_t away = (int64_t)entry->day.number - draft->day.number;
        if (entry->no.len && str_is(entry->kind, draft->kind->code) &&
            str_is(entry->unit, draft->unit->code) && -rule->high <= away && away <= rule->high &&
            (found->no.len == 0 || entry->day.number >= found->day.number) &&
            is_same(rule, draft, entry->values))
            *found = (struct check_found){entry->no, entry->day};
    }
}

bool check_same_record(struct checks *checks, struct arena *mem, const struct check_rule *rule,
                       const struct draft *draft, struct str no, struct check_found *found,
                       struct error *err)
{
    *found = (struct check_found){.day = DAY_NONE};
    struct query query =
        db_query(checks->db, "SELECT r.no, r.day, r.body FROM check_like l"
                             " CROSS JOIN record r"
                             " WHERE l.likeness = $1 AND l.day BETWEEN $2 AND $3"
                             "   AND r.id = l.record AND r.state = 0 AND r.kind = $4"
                             "   AND r.unit = $5 AND r.day = l.day"
                             " ORDER BY l.day DESC, l.record DESC");
    bind_int(&query, check_likeness(rule, draft));
    bind_int(&query, draft->day.number - rule->high);
    bind_int(&query, draft->day.number + rule->high);
    bind_text(&query, draft->kind->code);
    bind_int(&query, draft->unit->id);
    while (found->no.len == 0 && query_next(&query)) {
        struct str other = take_text(&query, mem);
        struct day day = take_day(&query);
        struct str body = take_text(&query, mem);
        struct json *values;
        struct error ignored;
        if (!str_is(other, no) && json_read(mem, body, &values, &ignored) &&
            is_same(rule, draft, values))
            *found = (struct check_found){other, day};
    }
    if (!query_end(&query, err))
        return false;
    same_gathered(checks, rule, draft, found);
    return true;
}

/* ---- people ---- */

/* Names under seal are looked for by rows only. */
static bool people_settle(struct checks *checks, struct error *err)
{
    const struct journal *journal = &checks->book->journal;
    return journal_gathered(journal, checks->db)->postings.count == 0 ||
           journal_flush(&checks->book->journal, err);
}

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
    if (!people_settle(checks, err))
        return false;
    while (str_cut(&names, '\n', &name))
        if (check_person_key(checks->book, name, &key) &&
            !person_find(checks, mem, rule, draft, &key, no, found, err))
            return false;
    return true;
}
