#include "feature/record/catalogue.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"

#include <assert.h>

static const struct {
    const char *name;
    enum value_type type;
} types[] = {{"text", VALUE_TEXT},          {"integer", VALUE_INT},
             {"money", VALUE_MONEY},        {"day", VALUE_DAY},
             {"select_one", VALUE_ONE},     {"select_multiple", VALUE_MANY},
             {"number_of", VALUE_NUMBER_OF}};

static const char *const privacies[] = {[PRIVACY_PUBLIC] = "public",
                                        [PRIVACY_SHOWN] = "shown",
                                        [PRIVACY_COUNTED] = "counted",
                                        [PRIVACY_PRIVATE] = "private",
                                        [PRIVACY_SEALED] = "sealed"};

static struct str body_text(const struct json *body, const char *key)
{
    return json_text(body, str_of(key), S(""));
}

static bool type_read(struct str text, enum value_type *type)
{
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_is(text, str_of(types[i].name))) {
            *type = types[i].type;
            return true;
        }
    return false;
}

static bool privacy_read(struct str text, enum privacy *privacy)
{
    for (size_t i = 0; i < COUNT_OF(privacies); i++)
        if (str_is(text, str_of(privacies[i]))) {
            *privacy = (enum privacy)i;
            return true;
        }
    return false;
}

static bool comparison_read(struct str *rest, enum comparison *comparison)
{
    static const struct {
        const char *sign;
        enum comparison comparison;
    } signs[] = {{"<=", COMPARE_LESS_EQUAL}, {">=", COMPARE_GREATER_EQUAL},
                 {"!=", COMPARE_NOT_EQUAL},  {"<", COMPARE_LESS},
                 {">", COMPARE_GREATER},     {"=", COMPARE_EQUAL}};
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        struct str sign = str_of(signs[i].sign);
        if (!str_starts(*rest, sign))
            continue;
        *comparison = signs[i].comparison;
        *rest = str_trim(str_part(*rest, sign.len, rest->len));
        return true;
    }
    return false;
}

/* Reads ". > 0 and . <= ${cost}": comparisons of the value itself, joined by "and" (XLSForm's
 * subset). */
static bool constraints_read(struct arena *mem, struct str text, struct catalogue_field *field,
                             struct error *err)
{
    struct str rest = str_trim(text);
    while (rest.len) {
        size_t end = str_find(rest, S(" and "));
        struct str term = str_trim(str_part(rest, 0, end));
        rest = str_trim(str_part(rest, end + 5, rest.len));
        struct constraint *constraint = list_add(&field->constraints, mem);
        struct day day;
        bool is_good = str_starts(term, S("."));
        term = str_trim(str_part(term, 1, term.len));
        is_good = is_good && comparison_read(&term, &constraint->comparison);
        if (is_good && str_starts(term, S("${")) && str_ends(term, S("}")))
            constraint->field = str_part(term, 2, term.len - 3);
        else if (is_good && day_read(term, &day))
            constraint->number = day.number;
        else
            is_good = is_good && str_to_int(term, &constraint->number);
        if (!is_good)
            return fail(err, ERROR_INVALID, "constraint",
                        "trường «%.*s»: không hiểu điều kiện «%.*s»", STR_ARG(field->code),
                        STR_ARG(text));
    }
    return true;
}

/* Days from … to; what is not stated has no bound. */
static void days_read(const struct json *body, struct day *first, struct day *last)
{
    if (!day_read(body_text(body, "first"), first))
        *first = DAY_FIRST;
    if (!day_read(body_text(body, "last"), last))
        *last = DAY_LAST;
}

struct str catalogue_days(struct arena *mem, struct day first, struct day last)
{
    bool has_first = first.number > DAY_FIRST.number, has_last = last.number < DAY_LAST.number;
    struct str from = has_first ? str_format(mem, "từ %.*s", STR_ARG(vi_day(mem, first))) : S("");
    if (!has_last)
        return from;
    return str_format(mem, "%.*s%sđến hết %.*s", STR_ARG(from), has_first ? " " : "",
                      STR_ARG(vi_day(mem, last)));
}

static const struct choice_list *list_find(const struct catalogue *catalogue, struct str name)
{
    for (size_t i = 0; i < catalogue->lists.count; i++)
        if (str_is(catalogue->lists.at[i].name, name))
            return &catalogue->lists.at[i];
    return NULL;
}

static bool field_compile(struct arena *mem, const struct catalogue *catalogue,
                          const struct json *body, struct catalogue_field *field, struct error *err)
{
    *field = (struct catalogue_field){
        .code = body_text(body, "code"),
        .label = body_text(body, "label"),
        .label_en = body_text(body, "label_en"),
        .hint = body_text(body, "hint"),
        .measure = body_text(body, "measure"),
        .message = body_text(body, "message"),
        .is_required = body_text(body, "required").len > 0,
        .number_of = body_text(body, "of"),
    };
    days_read(body, &field->first, &field->last);
    struct str type = body_text(body, "type"), privacy = body_text(body, "privacy");
    if (!type_read(type, &field->type) || !privacy_read(privacy, &field->privacy))
        return fail(err, ERROR_INVALID, "type",
                    "trường «%.*s»: kiểu «%.*s» hay mức «%.*s» không có", STR_ARG(field->code),
                    STR_ARG(type), STR_ARG(privacy));
    struct str list = body_text(body, "list");
    field->list = list.len ? list_find(catalogue, list) : NULL;
    bool needs_list = field->type == VALUE_ONE || field->type == VALUE_MANY;
    if (needs_list && !field->list)
        return fail(err, ERROR_INVALID, "list", "trường «%.*s»: không có danh sách chọn «%.*s»",
                    STR_ARG(field->code), STR_ARG(list));
    return constraints_read(mem, body_text(body, "constraint"), field, err);
}

static bool kind_compile(struct arena *mem, struct catalogue *catalogue,
                         const struct catalogue_item *item, struct error *err)
{
    struct catalogue_kind *kind = list_add(&catalogue->kinds, mem);
    *kind = (struct catalogue_kind){
        .code = item->code,
        .label = body_text(item->body, "label"),
        .label_en = body_text(item->body, "label_en"),
        .slug = body_text(item->body, "slug"),
        .group = body_text(item->body, "group"),
        .title = body_text(item->body, "title"),
        .roles = body_text(item->body, "roles"),
        .button = body_text(item->body, "button"),
        .button_en = body_text(item->body, "button_en"),
        .button_for = body_text(item->body, "button_for"),
        .is_month_only = str_is(body_text(item->body, "public_day"), S("month")),
        .is_commune_only = str_is(body_text(item->body, "public_unit"), S("commune")),
    };
    days_read(item->body, &kind->first, &kind->last);
    const struct json *fields = json_member(item->body, S("fields"));
    for (const struct json *body = fields ? fields->first : NULL; body; body = body->next)
        if (!field_compile(mem, catalogue, body, list_add(&kind->fields, mem), err))
            return fail_at(err, "loại «%.*s»: ", STR_ARG(kind->code));
    return true;
}

static void list_compile(struct arena *mem, struct catalogue *catalogue,
                         const struct catalogue_item *item)
{
    struct choice_list *list = list_add(&catalogue->lists, mem);
    list->name = item->code;
    const struct json *choices = json_member(item->body, S("choices"));
    for (const struct json *body = choices ? choices->first : NULL; body; body = body->next) {
        struct choice *choice = list_add(&list->choices, mem);
        choice->code = body_text(body, "code");
        choice->label = body_text(body, "label");
        choice->label_en = body_text(body, "label_en");
        days_read(body, &choice->first, &choice->last);
    }
}

static const void *catalogue_load(struct book *book unused, struct db *db, struct arena *mem,
                                  struct error *err)
{
    struct catalogue *catalogue = arena_one(mem, struct catalogue);
    struct catalogue_items lists = {0}, kinds = {0};
    if (!catalogue_items(db, mem, "catalogue.choices", &lists, err) ||
        !catalogue_items(db, mem, "catalogue.kind", &kinds, err))
        return NULL;
    for (size_t i = 0; i < lists.count; i++)
        list_compile(mem, catalogue, &lists.at[i]);
    for (size_t i = 0; i < kinds.count; i++)
        if (!kind_compile(mem, catalogue, &kinds.at[i], err))
            return NULL;
    return catalogue;
}

const struct catalogue *catalogue_of(struct book *book, struct db *db, struct error *err)
{
    return book_compiled(book, db, COMPILED_CATALOGUE, catalogue_load, err);
}

const struct catalogue_kind *catalogue_kind(const struct catalogue *catalogue, struct str code)
{
    for (size_t i = 0; i < catalogue->kinds.count; i++)
        if (str_is(catalogue->kinds.at[i].code, code))
            return &catalogue->kinds.at[i];
    return NULL;
}

const struct catalogue_kind *catalogue_kind_of_slug(const struct catalogue *catalogue,
                                                    struct str slug)
{
    for (size_t i = 0; i < catalogue->kinds.count; i++)
        if (str_is(catalogue->kinds.at[i].slug, slug))
            return &catalogue->kinds.at[i];
    return NULL;
}

const struct catalogue_field *catalogue_field(const struct catalogue_kind *kind, struct str code)
{
    for (size_t i = 0; i < kind->fields.count; i++)
        if (str_is(kind->fields.at[i].code, code))
            return &kind->fields.at[i];
    return NULL;
}

const struct choice *catalogue_choice(const struct choice_list *list, struct str code)
{
    for (size_t i = 0; i < list->choices.count; i++)
        if (str_is(list->choices.at[i].code, code))
            return &list->choices.at[i];
    return NULL;
}

int64_t catalogue_button_place(const struct catalogue_kind *kind, struct str role)
{
    struct str rest = kind->button_for, one, whose;
    while (str_cut(&rest, ';', &one)) {
        int64_t place;
        if (str_cut(&one, ' ', &whose) && str_is(whose, role) && str_to_int(one, &place))
            return place;
    }
    return 0;
}

static bool code_is_well_formed(struct str code)
{
    bool is_well = code.len > 0 && code.len <= 64 && code.at[0] >= 'a' && code.at[0] <= 'z';
    for (size_t i = 0; i < code.len; i++) {
        char c = code.at[i];
        is_well = is_well && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
    }
    return is_well;
}

bool catalogue_kind_check(struct arena *mem, const struct catalogue *catalogue, struct str code,
                          struct str body, struct error *err)
{
    struct catalogue scratch = {.lists = catalogue->lists};
    struct catalogue_item item = {.code = code};
    struct json *read;
    if (!code_is_well_formed(code))
        return fail(err, ERROR_INVALID, "code", "mã «%.*s» chỉ được có chữ thường, số và dấu _",
                    STR_ARG(code));
    if (!json_read(mem, body, &read, err))
        return false;
    item.body = read;
    if (!kind_compile(mem, &scratch, &item, err))
        return false;
    const struct catalogue_kind *kind = &scratch.kinds.at[0];
    for (size_t i = 0; i < kind->fields.count; i++) {
        struct str own = kind->fields.at[i].code;
        if (!code_is_well_formed(own))
            return fail(err, ERROR_INVALID, "code",
                        "mã trường «%.*s» chỉ được có chữ thường, số"
                        " và dấu _",
                        STR_ARG(own));
        if (catalogue_field(kind, own) != &kind->fields.at[i])
            return fail(err, ERROR_INVALID, "code", "trường «%.*s» có hai lần", STR_ARG(own));
    }
    return true;
}

static struct str choice_label(const struct catalogue_field *field, struct str code)
{
    const struct choice *choice = field->list ? catalogue_choice(field->list, code) : NULL;
    return choice ? choice->label : code;
}

struct str catalogue_show(struct arena *mem, const struct catalogue_field *field,
                          const struct json *value)
{
    struct day day;
    if (!value)
        return S("");
    switch (field->type) {
    case VALUE_MONEY:
        return vi_money(mem, value->number);
    case VALUE_INT:
    case VALUE_NUMBER_OF:
        return value->type == JSON_INT ? vi_count(mem, value->number) : value->text;
    case VALUE_DAY:
        return day_read(value->text, &day) ? vi_day(mem, day) : value->text;
    case VALUE_ONE:
        return choice_label(field, value->text);
    case VALUE_MANY: {
        list_of(struct str) labels = {0};
        for (const struct json *item = value->first; item; item = item->next)
            *list_add(&labels, mem) = choice_label(field, item->text);
        return str_join(mem, labels.at, labels.count, S(", "));
    }
    case VALUE_TEXT:
        break;
    }
    return value->text;
}

/* Prints one {field} of a title. Labels of choices are written for the middle of a sentence. */
static struct str title_value(struct arena *mem, const struct catalogue_kind *kind,
                              const struct json *values, struct str code)
{
    const struct catalogue_field *field = catalogue_field(kind, code);
    if (!field || field->privacy != PRIVACY_PUBLIC)
        return S("");
    return catalogue_show(mem, field, json_member(values, code));
}

struct str catalogue_title(struct arena *mem, const struct catalogue_kind *kind,
                           const struct json *values)
{
    struct text out = text_new(mem, 4096);
    struct text piece = text_new(mem, 4096); /* the optional piece that is open */
    struct text *into = &out;
    bool is_empty = false;
    for (size_t i = 0; i < kind->title.len; i++) {
        char c = kind->title.at[i];
        if (c == '[') {
            piece.len = 0;
            is_empty = false;
            into = &piece;
        } else if (c == ']') {
            if (!is_empty)
                text_add(&out, text_str(&piece));
            into = &out;
        } else if (c == '{') {
            struct str rest = str_part(kind->title, i + 1, kind->title.len);
            struct str code = str_part(rest, 0, str_find_char(rest, '}'));
            struct str shown = title_value(mem, kind, values, code);
            is_empty = is_empty || shown.len == 0;
            text_add(into, shown);
            i += code.len + 1;
        } else {
            text_char(into, c);
        }
    }
    struct str title = str_trim(text_str(&out));
    return title.len ? unicode_upper_first(mem, title) : kind->label;
}
