#include "feature/check/check_parts.h"

#include "base/text.h"
#include "base/vi_day.h"
#include "base/vi_number.h"

enum { MESSAGE_MAX_BYTES = 2000 };

/* ---- the rules ---- */

/* Compiled: rules are read once, not for each draft. */
static const void *rules_load(struct book *book, struct db *db, struct arena *mem,
                              struct error *err)
{
    struct check_rules *rules = arena_one(mem, struct check_rules);
    struct catalogue_items items = {0};
    const struct catalogue *catalogue = catalogue_of(book, db, err);
    const struct indicators *indicators = catalogue ? indicators_of(book, db, err) : NULL;
    if (!indicators || !catalogue_items(db, mem, "catalogue.check", &items, err))
        return NULL;
    for (size_t i = 0; i < items.count; i++) {
        struct check_rule rule;
        struct error ignored; /* a rule whose field or indicator was taken away says nothing */
        if (!check_rule_read(mem, items.at[i].body, &rule))
            continue;
        rule.is_usable = check_rule_check(catalogue, indicators, &rule, &ignored);
        *list_add(rules, mem) = rule;
    }
    return rules;
}

const struct check_rules *check_rules(struct book *book, struct db *db, struct error *err)
{
    return book_compiled(book, db, COMPILED_CHECKS, rules_load, err);
}

bool checks_begin(struct book *book, struct db *db, struct arena *mem, struct checks *checks,
                  struct error *err)
{
    *checks = (struct checks){.book = book, .db = db, .mem = mem};
    checks->catalogue = catalogue_of(book, db, err);
    checks->indicators = checks->catalogue ? indicators_of(book, db, err) : NULL;
    checks->rules = checks->indicators ? check_rules(book, db, err) : NULL;
    return checks->rules && unit_day_known(db, &checks->newest, err);
}

/* ---- what a message says ---- */

/* The values of a message's braces; those that a test does not have stay empty. */
struct spoken {
    struct str value, other, ratio, parts, percent, most, usual, times, unit, day, days, record,
        hint;
};

static struct str spoken_of(const struct spoken *spoken, struct str name)
{
    const struct {
        const char *name;
        struct str value;
    } all[] = {{"value", spoken->value}, {"other", spoken->other},     {"ratio", spoken->ratio},
               {"parts", spoken->parts}, {"percent", spoken->percent}, {"most", spoken->most},
               {"usual", spoken->usual}, {"times", spoken->times},     {"unit", spoken->unit},
               {"day", spoken->day},     {"days", spoken->days},       {"record", spoken->record},
               {"hint", spoken->hint}};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (str_is(name, str_of(all[i].name)))
            return all[i].value;
    return S("");
}

static struct str message_fill(struct arena *mem, struct str message, const struct spoken *spoken)
{
    struct text out = text_new(mem, MESSAGE_MAX_BYTES);
    struct str part, name;
    while (str_cut(&message, '{', &part)) {
        text_add(&out, part);
        if (message.at && str_cut(&message, '}', &name))
            text_add(&out, spoken_of(spoken, name));
    }
    return text_str(&out);
}

/* What is being done: one draft against one rule. */
struct checking {
    struct checks *checks;
    struct arena *mem;
    const struct draft *draft;
    struct str no; /* of the record that it corrects */
    const struct check_rule *rule;
    struct check_warnings *warnings;
    struct spoken spoken;
};

static bool warn(struct checking *checking, struct str address)
{
    const struct check_rule *rule = checking->rule;
    *list_add(checking->warnings, checking->mem) = (struct check_warning){
        .code = rule->code,
        .field = rule->fields.count ? rule->fields.at[0] : S(""),
        .text = message_fill(checking->mem, rule->message, &checking->spoken),
        .address = address,
    };
    return true;
}

static const struct value *value_of(const struct checking *checking, struct str code)
{
    const struct catalogue_kind *kind = checking->draft->kind;
    const struct catalogue_field *field = catalogue_field(kind, code);
    return &checking->draft->values[field - kind->fields.at];
}

static bool number_of(const struct checking *checking, struct str code, int64_t *number)
{
    const struct value *value = value_of(checking, code);
    *number = value->number;
    return value->is_given;
}

/* ---- numbers against each other ---- */

enum { SLIP_SMALL = 1000, SLIP_LARGE = 1000000 };

/* What the slip looks like, if a thousand or a million would bring the number home. */
static struct str hint_of(const struct check_rule *rule, int64_t number)
{
    const struct {
        int64_t number;
        const char *words;
    } slips[] = {
        {number / SLIP_LARGE, ": lớn gấp một triệu lần, có thừa chữ «triệu» không?"},
        {number / SLIP_SMALL, ": lớn gấp một nghìn lần, có thừa ba số 0 không?"},
        {number < INT64_MAX / SLIP_SMALL ? number * SLIP_SMALL : 0,
         ": nhỏ đi một nghìn lần, có thiếu ba số 0 không?"},
        {number < INT64_MAX / SLIP_LARGE ? number * SLIP_LARGE : 0,
         ": nhỏ đi một triệu lần, có thiếu chữ «triệu» không?"},
    };
    for (size_t i = 0; i < COUNT_OF(slips); i++)
        if (rule->low <= slips[i].number && slips[i].number <= rule->high)
            return str_of(slips[i].words);
    return number < rule->low ? S(", thấp hơn mức thường gặp") : S(", cao hơn mức thường gặp");
}

static bool range_test(struct checking *checking)
{
    int64_t number;
    const struct check_rule *rule = checking->rule;
    if (!number_of(checking, rule->fields.at[0], &number) || number == 0 ||
        (rule->low <= number && number <= rule->high))
        return true;
    checking->spoken.value = vi_count(checking->mem, number);
    checking->spoken.hint = hint_of(rule, number);
    return warn(checking, S(""));
}

static bool ratio_test(struct checking *checking)
{
    int64_t number, other;
    const struct check_rule *rule = checking->rule;
    if (!number_of(checking, rule->fields.at[0], &number) ||
        !number_of(checking, rule->others.at[0], &other) || other <= 0 || number == 0)
        return true;
    int64_t ratio = number / other;
    if (rule->low <= ratio && ratio <= rule->high)
        return true;
    checking->spoken.ratio = vi_count(checking->mem, ratio);
    checking->spoken.hint = hint_of(rule, ratio);
    return warn(checking, S(""));
}

static bool above_test(struct checking *checking)
{
    int64_t number, other;
    if (!number_of(checking, checking->rule->fields.at[0], &number) ||
        !number_of(checking, checking->rule->others.at[0], &other) || number <= other)
        return true;
    checking->spoken.value = vi_count(checking->mem, number);
    checking->spoken.other = vi_count(checking->mem, other);
    return warn(checking, S(""));
}

/* The parts that are given; a sum is only held against its total when all of them are. */
static bool parts_test(struct checking *checking)
{
    int64_t number, total, sum = 0;
    size_t given = 0;
    const struct check_rule *rule = checking->rule;
    for (size_t i = 0; i < rule->fields.count; i++)
        if (number_of(checking, rule->fields.at[i], &number)) {
            sum += number;
            given++;
        }
    if (given == 0 || !number_of(checking, rule->others.at[0], &total))
        return true;
    bool is_odd =
        rule->test == CHECK_PARTS ? sum > total : given == rule->fields.count && sum != total;
    if (!is_odd)
        return true;
    checking->spoken.parts = vi_count(checking->mem, sum);
    checking->spoken.other = vi_count(checking->mem, total);
    return warn(checking, S(""));
}

/* Whole percents: rounded either way they agree. */
static bool percent_test(struct checking *checking)
{
    int64_t percent, part, whole;
    const struct check_rule *rule = checking->rule;
    if (!number_of(checking, rule->fields.at[0], &percent) ||
        !number_of(checking, rule->others.at[0], &part) ||
        !number_of(checking, rule->others.at[1], &whole) || whole <= 0 || part > INT64_MAX / 10000)
        return true;
    if (part * 100 < (percent + 1) * whole && part * 100 > (percent - 1) * whole)
        return true;
    checking->spoken.value = vi_count(checking->mem, percent);
    checking->spoken.percent = vi_decimal(checking->mem, part * 10000 / whole, 2);
    return warn(checking, S(""));
}

/* ---- numbers against the book ---- */

static bool usual_test(struct checking *checking, struct error *err)
{
    int64_t number;
    struct check_usual usual;
    struct arena *mem = checking->mem;
    const struct check_rule *rule = checking->rule;
    const struct indicator *indicator =
        indicator_find(checking->checks->indicators, rule->others.at[0]);
    if (!number_of(checking, rule->fields.at[0], &number))
        return true;
    if (!check_usual_of(checking->checks, indicator, checking->draft->unit, checking->draft->day,
                        rule->test == CHECK_PAST, rule->high > 0 ? number / rule->high : INT64_MAX,
                        &usual, err))
        return false;
    if (usual.count < rule->low || usual.value <= 0 || number / usual.value < rule->high)
        return true;
    checking->spoken.value = vi_count(mem, number);
    checking->spoken.most = checking->spoken.usual = vi_count(mem, usual.value);
    checking->spoken.times = vi_count(mem, number / usual.value);
    checking->spoken.unit = unit_phrase(mem, checking->draft->unit);
    return warn(checking, S(""));
}

/* ---- the same again ---- */

static bool found_warn(struct checking *checking, const struct check_found *found)
{
    struct arena *mem = checking->mem;
    if (found->no.len == 0)
        return true;
    checking->spoken.day = record_day_text(mem, NULL, found->day);
    checking->spoken.record = found->no;
    return warn(checking, record_address(mem, checking->checks->catalogue, found->no));
}

static bool twice_test(struct checking *checking, struct error *err)
{
    struct check_found found;
    return check_same_record(checking->checks, checking->mem, checking->rule, checking->draft,
                             checking->no, &found, err) &&
           found_warn(checking, &found);
}

static bool helped_test(struct checking *checking, struct error *err)
{
    struct check_found found;
    const struct value *names = value_of(checking, checking->rule->fields.at[0]);
    if (!names->is_given)
        return true;
    return check_same_person(checking->checks, checking->mem, checking->rule, checking->draft,
                             names->text, checking->no, &found, err) &&
           found_warn(checking, &found);
}

/* ---- days ---- */

static bool day_test(struct checking *checking)
{
    struct day newest = checking->checks->newest, day = checking->draft->day;
    const struct check_rule *rule = checking->rule;
    if (!day_is_known(newest) || !day_is_known(day))
        return true;
    int64_t away = (int64_t)newest.number - day.number;
    if ((rule->test == CHECK_EARLY ? away : -away) <= rule->high)
        return true;
    checking->spoken.day = vi_day(checking->mem, day);
    checking->spoken.days = vi_count(checking->mem, rule->high);
    return warn(checking, S(""));
}

static bool test_run(struct checking *checking, struct error *err)
{
    switch (checking->rule->test) {
    case CHECK_RANGE:
        return range_test(checking);
    case CHECK_RATIO:
        return ratio_test(checking);
    case CHECK_ABOVE:
        return above_test(checking);
    case CHECK_PARTS:
    case CHECK_SUM:
        return parts_test(checking);
    case CHECK_PERCENT:
        return percent_test(checking);
    case CHECK_PAST:
    case CHECK_NEIGHBOURS:
        return usual_test(checking, err);
    case CHECK_TWICE:
        return twice_test(checking, err);
    case CHECK_HELPED:
        return helped_test(checking, err);
    case CHECK_EARLY:
    case CHECK_LATE:
        return day_test(checking);
    case CHECK_TESTS:
        break;
    }
    return true;
}

bool checks_draft(struct checks *checks, struct arena *mem, const struct draft *draft,
                  struct str no, struct check_warnings *warnings, struct error *err)
{
    for (size_t i = 0; i < checks->rules->count; i++) {
        const struct check_rule *rule = &checks->rules->at[i];
        if (!rule->is_usable ||
            (!str_is(rule->kind, S("*")) && !str_is(rule->kind, draft->kind->code)))
            continue;
        struct checking checking = {.checks = checks,
                                    .mem = mem,
                                    .draft = draft,
                                    .no = no,
                                    .rule = rule,
                                    .warnings = warnings};
        if (!test_run(&checking, err))
            return false;
    }
    return true;
}
