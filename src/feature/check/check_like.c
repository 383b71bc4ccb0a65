/* What records say in the fields of a rule, as one number: so the same again is found at once, and
 * not by reading what a place did on all days around. */
#include "base/text.h"
#include "feature/check/check_parts.h"

enum { SAID_MAX_BYTES = 64 * 1024 };

/* ---- the number ---- */

struct saying {
    struct arena mem;
    struct text text;
};

static void saying_begin(struct saying *saying, const struct check_rule *rule, struct str unit)
{
    saying->text = text_new(&saying->mem, SAID_MAX_BYTES);
    text_add(&saying->text, rule->code);
    text_char(&saying->text, '\n');
    text_add(&saying->text, unit);
}

static void say_field(struct saying *saying, struct str code)
{
    text_char(&saying->text, '\n');
    text_add(&saying->text, code);
    text_char(&saying->text, '=');
}

static void say_number(struct saying *saying, int64_t number)
{
    text_format(&saying->text, "%lld", (long long)number);
}

static int64_t saying_end(struct saying *saying)
{
    struct str said = text_str(&saying->text);
    struct sha256 hash = sha256_of(&said, 1);
    int64_t number;
    memcpy(&number, hash.at, sizeof number);
    arena_end(&saying->mem);
    return number;
}

/* Of a record: its public values are all it says. */
static int64_t likeness(const struct check_rule *rule, const struct entry *entry)
{
    struct saying saying = {0};
    saying_begin(&saying, rule, entry->unit);
    for (size_t i = 0; i < rule->fields.count; i++) {
        const struct json *value = json_member(entry->values, rule->fields.at[i]);
        say_field(&saying, rule->fields.at[i]);
        if (value && value->type == JSON_INT)
            say_number(&saying, value->number);
        else if (value)
            text_add(&saying.text, value->text);
    }
    return saying_end(&saying);
}

int64_t check_likeness(const struct check_rule *rule, const struct draft *draft)
{
    struct saying saying = {0};
    saying_begin(&saying, rule, draft->unit->code);
    for (size_t i = 0; i < rule->fields.count; i++) {
        const struct catalogue_field *field = catalogue_field(draft->kind, rule->fields.at[i]);
        say_field(&saying, rule->fields.at[i]);
        if (!field || field->privacy != PRIVACY_PUBLIC)
            continue;
        const struct value *value = &draft->values[field - draft->kind->fields.at];
        if (value->is_given && (field->type == VALUE_INT || field->type == VALUE_MONEY))
            say_number(&saying, value->number);
        else if (value->is_given)
            text_add(&saying.text, value->text);
    }
    return saying_end(&saying);
}

/* ---- the rows ---- */

/* None is ever taken away: what a corrected or voided record said before is in the journal for all
 * to see, and whoever finds it by its number looks what the record says now. */
static struct db_rows like_rows(struct db *db)
{
    return db_rows(db,
                   "INSERT INTO check_like (likeness, day, record) VALUES ($1, $2, $3)"
                   " ON CONFLICT (likeness, day, record) DO NOTHING",
                   3);
}

static void like_put(struct db_rows *rows, const struct check_rule *rule, int64_t record,
                     const struct entry *entry)
{
    if (rule->test != CHECK_TWICE || !str_is(rule->kind, entry->kind))
        return;
    row_int(rows, likeness(rule, entry));
    row_day(rows, entry->day);
    row_int(rows, record);
    row_end(rows);
}

void check_like_all(struct db_rows *rows, const struct check_rules *rules, int64_t record,
                    const struct entry *entry)
{
    for (size_t i = 0; i < rules->count; i++)
        like_put(rows, &rules->at[i], record, entry);
}

bool check_like_begin(struct projection *projection, struct check_like *like, struct error *err)
{
    *like = (struct check_like){.rules = check_rules(projection->book, projection->db, err)};
    if (like->rules)
        like->rows = like_rows(projection->db);
    return like->rules;
}

/* ---- a rule that is new or has changed ---- */

struct stated {
    struct check_rules rules;
    struct db_rows rows;
};

static bool stated_put(void *context, int64_t record, const struct entry *entry,
                       struct error *err unused)
{
    struct stated *stated = context;
    check_like_all(&stated->rows, &stated->rules, record, entry);
    return true;
}

/* Rules come with the program, so that records are gone through when a newer one opens a book. */
bool check_project_rules(struct projection *projection, const struct entry_run *run,
                         struct error *err)
{
    struct stated stated = {0};
    if (!catalogue_project(projection, run, err))
        return false;
    for (size_t i = 0; i < run->postings.count; i++) {
        struct check_rule rule;
        const struct json *body = json_member(run->postings.at[i].entry.root, S("body"));
        if (body && check_rule_read(projection->mem, body, &rule) && rule.test == CHECK_TWICE)
            *list_add(&stated.rules, projection->mem) = rule;
    }
    if (stated.rules.count == 0)
        return true;
    struct error ignored;
    stated.rows = like_rows(projection->db);
    bool is_well = record_each(projection->db, stated_put, &stated, err);
    return db_rows_end(&stated.rows, is_well ? err : &ignored) && is_well;
}
