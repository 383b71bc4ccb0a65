/* Reading and checking the values of a record. */
#include "feature/record/record.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "base/vi_text.h"

enum { VALUE_MAX_BYTES = 4000 };

/* The choice that people mean: its code, or its label in any case and with or without marks. */
static const struct choice *choice_meant(struct arena *mem, const struct choice_list *list,
                                         struct str text)
{
    const struct choice *choice = catalogue_choice(list, text);
    struct str wanted = choice ? S("") : vi_fold(mem, text);
    for (size_t i = 0; !choice && wanted.len && i < list->choices.count; i++)
        if (str_is(vi_fold(mem, list->choices.at[i].label), wanted))
            choice = &list->choices.at[i];
    return choice;
}

static bool choices_explain(struct arena *mem, const struct catalogue_field *field, struct str text,
                            struct error *err)
{
    struct text known = text_new(mem, 600);
    for (size_t i = 0; i < field->list->choices.count; i++)
        text_format(&known, "%s%.*s", i ? "; " : "", STR_ARG(field->list->choices.at[i].label));
    return fail(err, ERROR_INVALID, str_c(mem, field->code),
                "«%.*s» không có trong danh sách: %.*s", STR_ARG(text), STR_ARG(text_str(&known)));
}

static bool many_read(struct arena *mem, const struct catalogue_field *field, struct str cell,
                      struct value *value, struct error *err)
{
    char separator = str_find_char(cell, ';') < cell.len ? ';' : ',';
    bool *is_chosen = arena_many(mem, bool, field->list->choices.count);
    struct str rest = cell, part;
    while (str_cut(&rest, separator, &part)) {
        part = str_trim(part);
        if (part.len == 0)
            continue;
        const struct choice *choice = choice_meant(mem, field->list, part);
        if (!choice)
            return choices_explain(mem, field, part, err);
        is_chosen[choice - field->list->choices.at] = true;
    }
    for (size_t i = 0; i < field->list->choices.count; i++)
        if (is_chosen[i])
            *list_add(&value->codes, mem) = field->list->choices.at[i].code;
    value->is_given = value->codes.count > 0;
    value->text = str_join(mem, value->codes.at, value->codes.count, S(" "));
    return true;
}

static bool typed_read(struct arena *mem, const struct catalogue_field *field, struct str cell,
                       struct value *value, struct error *err)
{
    struct day day;
    switch (field->type) {
    case VALUE_INT:
    case VALUE_MONEY:
        if (!vi_read_int(cell, field->type == VALUE_INT ? field->measure : S("đồng|đ|VND|VNĐ"),
                         &value->number, err))
            return false;
        value->text = str_format(mem, "%lld", (long long)value->number);
        return true;
    case VALUE_DAY:
        if (!vi_day_read(cell, &day, err))
            return false;
        value->text = day_text(mem, day);
        value->number = day.number;
        return true;
    case VALUE_ONE: {
        const struct choice *choice = choice_meant(mem, field->list, cell);
        if (!choice)
            return choices_explain(mem, field, cell, err);
        value->text = choice->code;
        return true;
    }
    case VALUE_MANY:
        return many_read(mem, field, cell, value, err);
    case VALUE_NUMBER_OF:
        return fail(err, ERROR_INVALID, str_c(mem, field->code),
                    "cột này do phần mềm cấp số, xin để trống");
    case VALUE_TEXT:
        break;
    }
    if (unicode_has_control(cell))
        return fail(err, ERROR_INVALID, str_c(mem, field->code),
                    "có ký tự điều khiển hoặc xuống dòng");
    if (cell.len > VALUE_MAX_BYTES)
        return fail(err, ERROR_INVALID, str_c(mem, field->code), "dài %zu byte, quá mức %d byte",
                    cell.len, VALUE_MAX_BYTES);
    value->text = cell;
    return true;
}

bool value_read(struct arena *mem, const struct catalogue_field *field, struct str cell,
                struct value *value, struct error *err)
{
    *value = (struct value){.field = field};
    struct str trimmed = str_trim(unicode_nfc(mem, cell));
    if (trimmed.len == 0)
        return true;
    value->is_given = true;
    return typed_read(mem, field, trimmed, value, err);
}

static const struct value *value_of(const struct draft *draft, struct str code)
{
    const struct catalogue_field *field = catalogue_field(draft->kind, code);
    return field ? &draft->values[field - draft->kind->fields.at] : NULL;
}

static bool compares(int64_t left, enum comparison comparison, int64_t right)
{
    switch (comparison) {
    case COMPARE_LESS:
        return left < right;
    case COMPARE_LESS_EQUAL:
        return left <= right;
    case COMPARE_GREATER:
        return left > right;
    case COMPARE_GREATER_EQUAL:
        return left >= right;
    case COMPARE_EQUAL:
        return left == right;
    case COMPARE_NOT_EQUAL:
        break;
    }
    return left != right;
}

static bool constraints_hold(struct arena *mem, const struct draft *draft,
                             const struct value *value, struct error *err)
{
    const struct catalogue_field *field = value->field;
    for (size_t i = 0; i < field->constraints.count; i++) {
        const struct constraint *constraint = &field->constraints.at[i];
        const struct value *other =
            constraint->field.len ? value_of(draft, constraint->field) : NULL;
        int64_t right = constraint->number;
        if (constraint->field.len && str_is(constraint->field, S("day")))
            right = draft->day.number;
        else if (constraint->field.len && (!other || !other->is_given))
            continue; /* nothing to compare with */
        else if (other)
            right = other->number;
        if (compares(value->number, constraint->comparison, right))
            continue;
        return fail(err, ERROR_INVALID, str_c(mem, field->code), "%.*s",
                    STR_ARG(field->message.len ? field->message : S("không thỏa điều kiện")));
    }
    return true;
}

/* Choices come and go with programmes: one must be valid on the record's day. */
static bool choices_hold(struct arena *mem, const struct draft *draft, const struct value *value,
                         struct error *err)
{
    if (value->field->type != VALUE_ONE)
        return true;
    const struct choice *choice = catalogue_choice(value->field->list, value->text);
    if (!choice ||
        (choice->first.number <= draft->day.number && draft->day.number <= choice->last.number))
        return true;
    return fail(err, ERROR_INVALID, str_c(mem, value->field->code),
                "«%.*s» chỉ dùng từ %.*s đến %.*s", STR_ARG(choice->label),
                STR_ARG(vi_day(mem, choice->first)), STR_ARG(vi_day(mem, choice->last)));
}

/* Kinds and fields come and go too. */
static bool days_hold(struct arena *mem, struct str label, struct day first, struct day last,
                      struct day day, struct error *err)
{
    if (first.number <= day.number && day.number <= last.number)
        return true;
    return fail(err, ERROR_INVALID, "day", "«%.*s» chỉ dùng cho việc làm %.*s", STR_ARG(label),
                STR_ARG(catalogue_days(mem, first, last)));
}

static bool field_holds(struct arena *mem, const struct draft *draft, const struct value *value,
                        struct error *err)
{
    const struct catalogue_field *field = value->field;
    bool is_given = value->is_given || value->erased.len;
    struct error ignored;
    if (!is_given && field->is_required && field->type != VALUE_NUMBER_OF &&
        days_hold(mem, field->label, field->first, field->last, draft->day, &ignored))
        return fail(err, ERROR_INVALID, str_c(mem, field->code), "bắt buộc phải có");
    return !value->is_given ||
           (days_hold(mem, field->label, field->first, field->last, draft->day, err) &&
            constraints_hold(mem, draft, value, err) && choices_hold(mem, draft, value, err));
}

bool draft_check(struct arena *mem, const struct draft *draft, const struct catalogue_field **wrong,
                 struct error *err)
{
    *wrong = NULL;
    if (!unit_exists_on(draft->unit, draft->day))
        return fail(err, ERROR_INVALID, "day",
                    "ngày %.*s nằm ngoài thời gian tồn tại của %.*s (%.*s – %.*s)",
                    STR_ARG(vi_day(mem, draft->day)), STR_ARG(unit_phrase(mem, draft->unit)),
                    STR_ARG(vi_day(mem, draft->unit->first)),
                    STR_ARG(vi_day(mem, draft->unit->last)));
    if (!days_hold(mem, draft->kind->label, draft->kind->first, draft->kind->last, draft->day, err))
        return false;
    for (size_t i = 0; i < draft->kind->fields.count; i++) {
        const struct value *value = &draft->values[i];
        *wrong = value->field;
        if (!field_holds(mem, draft, value, err))
            return false;
    }
    *wrong = NULL;
    return true;
}
