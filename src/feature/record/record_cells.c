/* From a record back to the cells of a form. */
#include "feature/record/record_cells.h"

#include "base/text.h"

const struct opening *statement_opening(const struct record_statement *statement, struct str field)
{
    for (size_t i = 0; i < statement->openings.count; i++)
        if (str_is(statement->openings.at[i].field, field))
            return &statement->openings.at[i];
    return NULL;
}

struct str statement_erased(const struct record_statement *statement, struct str field)
{
    for (size_t i = 0; i < ENTRY_CLASSES; i++) {
        const struct json *class = json_member(statement->entry.root, entry_classes[i]);
        struct str hex = class ? json_text(class, field, S("")) : S("");
        if (hex.len)
            return statement_opening(statement, field) ? S("") : hex;
    }
    return S("");
}

static int by_picture(const void *a, const void *b)
{
    return str_order(((const struct record_picture *)a)->field,
                     ((const struct record_picture *)b)->field);
}

void statement_pictures(struct arena *mem, const struct record_statement *statement,
                        struct record_pictures *pictures)
{
    *pictures = (struct record_pictures){0};
    for (size_t i = 0; i < ENTRY_CLASSES; i++) {
        const struct json *class = json_member(statement->entry.root, entry_classes[i]);
        for (const struct json *item = class ? class->first : NULL; item; item = item->next) {
            const struct opening *opening = statement_opening(statement, item->key);
            if (str_starts(item->key, S(PICTURE_FIELD)))
                *list_add(pictures, mem) =
                    (struct record_picture){.field = item->key,
                                            .name = opening ? opening->value : S(""),
                                            .erased = opening ? S("") : item->text,
                                            .is_shown = str_is(entry_classes[i], S("shown"))};
        }
    }
    if (pictures->count)
        qsort(pictures->at, pictures->count, sizeof *pictures->at, by_picture);
}

bool record_pictures(struct db *db, struct arena *mem, const struct record *record,
                     struct record_pictures *pictures, struct error *err)
{
    struct record_statement statement;
    if (!record_statement(db, mem, record, &statement, err))
        return false;
    statement_pictures(mem, &statement, pictures);
    return true;
}

static struct str public_text(struct arena *mem, const struct json *value)
{
    struct text codes = text_new(mem, (size_t)8 * 1024);
    if (value->type == JSON_INT)
        return str_format(mem, "%lld", (long long)value->number);
    if (value->type == JSON_TEXT)
        return value->text;
    for (const struct json *code = value->first; code; code = code->next) {
        if (codes.len)
            text_char(&codes, ';');
        text_add(&codes, code->text);
    }
    return text_str(&codes);
}

/* Several codes are sealed with blanks between them. */
static struct str opened_text(struct arena *mem, const struct catalogue_field *field,
                              struct str value)
{
    struct text codes = text_new(mem, value.len + 1);
    for (size_t i = 0; i < value.len; i++)
        text_char(&codes, field->type == VALUE_MANY && value.at[i] == ' ' ? ';' : value.at[i]);
    return text_str(&codes);
}

static struct record_cell cell_of(struct arena *mem, const struct catalogue_field *field,
                                  const struct record *record,
                                  const struct record_statement *statement)
{
    struct record_cell cell = {field, S(""), statement_erased(statement, field->code)};
    const struct json *value = json_member(record->values, field->code);
    const struct opening *opening = statement_opening(statement, field->code);
    if (value)
        cell.text = public_text(mem, value);
    else if (opening)
        cell.text = opened_text(mem, field, opening->value);
    return cell;
}

bool record_cells(struct db *db, struct arena *mem, const struct catalogue_kind *kind,
                  const struct record *record, struct record_cells *cells, struct error *err)
{
    struct record_statement statement;
    *cells = (struct record_cells){0};
    if (!record_statement(db, mem, record, &statement, err))
        return false;
    const struct opening *unit = statement_opening(&statement, S("unit"));
    const struct opening *day = statement_opening(&statement, S("day"));
    cells->unit = unit ? unit->value : statement.entry.unit;
    cells->day = record->day;
    if (day && !day_read(day->value, &cells->day))
        return fail(err, ERROR_BROKEN, "day", "ngày đã niêm của hồ sơ %.*s không phải là một ngày",
                    STR_ARG(record->no));
    for (size_t i = 0; i < kind->fields.count; i++)
        if (kind->fields.at[i].type != VALUE_NUMBER_OF)
            *list_add(cells, mem) = cell_of(mem, &kind->fields.at[i], record, &statement);
    return true;
}
