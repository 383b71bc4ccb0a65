/* Rules of checks: from catalogue/checks.csv to entries, from entries to rules. */
#include "feature/check/check_parts.h"

enum { BODY_MAX_BYTES = 4000 };

/* What a test needs of its rule. */
struct test_needs {
    const char *code;
    bool is_number;       /* its fields hold numbers */
    int fields_most;      /* 0: none, else at least one */
    int others;           /* how many; of them fields with numbers, unless an indicator */
    bool wants_indicator; /* `other` is an indicator's code */
    bool wants_low, wants_high;
};

enum { FIELDS_MAX = 8 };

static const struct test_needs needs[CHECK_TESTS] = {
    [CHECK_RANGE] = {"range", true, 1, 0, false, true, true},
    [CHECK_RATIO] = {"ratio", true, 1, 1, false, true, true},
    [CHECK_ABOVE] = {"above", true, 1, 1, false, false, false},
    [CHECK_PARTS] = {"parts", true, FIELDS_MAX, 1, false, false, false},
    [CHECK_SUM] = {"sum", true, FIELDS_MAX, 1, false, false, false},
    [CHECK_PERCENT] = {"percent", true, 1, 2, false, false, false},
    [CHECK_PAST] = {"past", true, 1, 1, true, true, true},
    [CHECK_NEIGHBOURS] = {"neighbours", true, 1, 1, true, true, true},
    [CHECK_TWICE] = {"twice", false, FIELDS_MAX, 0, false, false, true},
    [CHECK_HELPED] = {"helped", false, 1, 0, false, false, true},
    [CHECK_EARLY] = {"early", false, 0, 0, false, false, true},
    [CHECK_LATE] = {"late", false, 0, 0, false, false, true},
};

struct str check_test_code(enum check_test test)
{
    return str_of(needs[test].code);
}

enum check_test check_test_meant(struct str code)
{
    int test = 0;
    while (test < CHECK_TESTS && !str_is(code, str_of(needs[test].code)))
        test++;
    return test;
}

/* ---- from an entry ---- */

/* A member "low" that is a number. */
static bool number_read(const struct json *body, struct str key, int64_t *value)
{
    const struct json *member = json_member(body, key);
    if (member)
        *value = json_int(body, key, 0);
    return member != NULL;
}

bool check_rule_read(struct arena *mem, const struct json *body, struct check_rule *rule)
{
    *rule = (struct check_rule){.code = json_text(body, S("code"), S("")),
                                .kind = json_text(body, S("kind"), S("")),
                                .message = json_text(body, S("message"), S("")),
                                .test = check_test_meant(json_text(body, S("test"), S("")))};
    const struct json *fields = json_member(body, S("fields"));
    const struct json *others = json_member(body, S("others"));
    for (const struct json *item = fields ? fields->first : NULL; item; item = item->next)
        *list_add(&rule->fields, mem) = item->text;
    for (const struct json *item = others ? others->first : NULL; item; item = item->next)
        *list_add(&rule->others, mem) = item->text;
    rule->has_low = number_read(body, S("low"), &rule->low);
    rule->has_high = number_read(body, S("high"), &rule->high);
    return rule->test != CHECK_TESTS;
}

/* ---- what a rule must be ---- */

static bool field_check(const struct catalogue_kind *kind, struct str code, bool is_number,
                        struct error *err)
{
    const struct catalogue_field *field = catalogue_field(kind, code);
    if (!field)
        return fail(err, ERROR_INVALID, "field", "loại «%.*s» không có trường «%.*s»",
                    STR_ARG(kind->code), STR_ARG(code));
    if (is_number && field->type != VALUE_INT && field->type != VALUE_MONEY)
        return fail(err, ERROR_INVALID, "field", "trường «%.*s» không phải là số", STR_ARG(code));
    return true;
}

static bool fields_check(const struct catalogue_kind *kind, const struct check_rule *rule,
                         const struct test_needs *need, struct error *err)
{
    for (size_t i = 0; i < rule->fields.count; i++)
        if (!field_check(kind, rule->fields.at[i], need->is_number, err))
            return false;
    for (size_t i = 0; !need->wants_indicator && i < rule->others.count; i++)
        if (!field_check(kind, rule->others.at[i], true, err))
            return false;
    return true;
}

bool check_rule_check(const struct catalogue *catalogue, const struct indicators *indicators,
                      const struct check_rule *rule, struct error *err)
{
    const struct test_needs *need = &needs[rule->test];
    size_t fields = rule->fields.count;
    bool is_every = str_is(rule->kind, S("*"));
    const struct catalogue_kind *kind = is_every ? NULL : catalogue_kind(catalogue, rule->kind);
    if (!kind && !(is_every && need->fields_most == 0))
        return fail(err, ERROR_INVALID, "kind", "không có loại «%.*s»", STR_ARG(rule->kind));
    if (fields > (size_t)need->fields_most || (need->fields_most && fields == 0) ||
        rule->others.count != (size_t)need->others)
        return fail(err, ERROR_INVALID, "field",
                    "phép thử «%s» cần %d đến %d trường và %d trường so", need->code,
                    need->fields_most > 0, need->fields_most, need->others);
    if (rule->has_low != need->wants_low || rule->has_high != need->wants_high)
        return fail(err, ERROR_INVALID, "low", "phép thử «%s» %s mức thấp và %s mức cao",
                    need->code, need->wants_low ? "cần" : "không có",
                    need->wants_high ? "cần" : "không có");
    for (size_t i = 0; need->wants_indicator && i < rule->others.count; i++)
        if (!indicator_find(indicators, rule->others.at[i]))
            return fail(err, ERROR_INVALID, "other", "không có chỉ tiêu «%.*s»",
                        STR_ARG(rule->others.at[i]));
    if (rule->message.len == 0)
        return fail(err, ERROR_INVALID, "message", "thiếu câu nhắc");
    return !kind || fields_check(kind, rule, need, err);
}

/* ---- shipping ---- */

static bool number_cell(const struct shipped_table *table, size_t row, const char *column,
                        bool *is_given, int64_t *value, struct error *err)
{
    struct str cell = shipped_cell(table, row, column);
    *is_given = cell.len > 0;
    return cell.len == 0 || str_to_int(cell, value) ||
           fail(err, ERROR_INVALID, column, "«%.*s» không phải là số", STR_ARG(cell));
}

static bool row_read(struct arena *mem, const struct shipped_table *table, size_t row,
                     struct check_rule *rule, struct error *err)
{
    struct str fields = shipped_cell(table, row, "field"), part;
    struct str others = shipped_cell(table, row, "other"), test = shipped_cell(table, row, "test");
    *rule = (struct check_rule){.code = shipped_cell(table, row, "code"),
                                .kind = shipped_cell(table, row, "kind"),
                                .message = shipped_cell(table, row, "message::vi"),
                                .test = check_test_meant(test)};
    if (rule->code.len == 0 || rule->test == CHECK_TESTS)
        return fail(err, ERROR_INVALID, "test", "thiếu mã hoặc không có phép thử «%.*s»",
                    STR_ARG(test));
    while (str_cut(&fields, ';', &part))
        if (part.len)
            *list_add(&rule->fields, mem) = str_trim(part);
    while (str_cut(&others, ';', &part))
        if (part.len)
            *list_add(&rule->others, mem) = str_trim(part);
    return number_cell(table, row, "low", &rule->has_low, &rule->low, err) &&
           number_cell(table, row, "high", &rule->has_high, &rule->high, err);
}

static void put_list(struct json_out *out, struct str key, const struct str *items, size_t count)
{
    if (count == 0)
        return;
    json_key(out, key);
    json_open_array(out);
    for (size_t i = 0; i < count; i++)
        json_put_text(out, items[i]);
    json_close_array(out);
}

static bool rule_body(struct arena *mem, const struct check_rule *rule, struct str *body,
                      struct error *err)
{
    struct json_out out = json_out_new(mem, BODY_MAX_BYTES);
    json_open_object(&out);
    json_add_text(&out, S("code"), rule->code);
    put_list(&out, S("fields"), rule->fields.at, rule->fields.count);
    if (rule->has_high)
        json_add_int(&out, S("high"), rule->high);
    json_add_text(&out, S("kind"), rule->kind);
    if (rule->has_low)
        json_add_int(&out, S("low"), rule->low);
    json_add_text(&out, S("message"), rule->message);
    put_list(&out, S("others"), rule->others.at, rule->others.count);
    json_add_text(&out, S("test"), check_test_code(rule->test));
    json_close_object(&out);
    return json_out_end(&out, body, err);
}

bool check_ship(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct shipped_table table;
    if (!journal_flush(&book->journal, err) || !shipped_table(&mem, "checks.csv", &table, err))
        return false;
    const struct catalogue *catalogue = catalogue_of(book, book->db, err);
    const struct indicators *indicators = catalogue ? indicators_of(book, book->db, err) : NULL;
    if (!indicators)
        return false;
    for (size_t row = 0; row < table.rows.count; row++) {
        struct check_rule rule;
        struct str body;
        if (!row_read(&mem, &table, row, &rule, err) ||
            !check_rule_check(catalogue, indicators, &rule, err) ||
            !rule_body(&mem, &rule, &body, err))
            return fail_at(err, "checks.csv, dòng %zu: ", row + 2);
        if (!catalogue_ship(book, "catalogue.check", rule.code, body, NULL, err))
            return false;
    }
    return true;
}
