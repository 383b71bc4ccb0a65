/* The catalogue as it ships: tables of the folder catalogue/, embedded in the program, turned into
 * the bodies of catalogue entries. */
#include "feature/record/catalogue_statement.h"

#include "base/csv.h"

#include "catalogue_files.h"

#include <assert.h>

struct str shipped_file(const char *name)
{
    for (size_t i = 0; i < catalogue_files_count; i++)
        if (!strcmp(catalogue_files[i].name, name))
            return catalogue_files[i].bytes;
    assert(!"a file of the catalogue that was not embedded");
    return S("");
}

struct sha256 catalogue_shipped(void)
{
    auto_arena mem = {0};
    struct str *parts = arena_many(&mem, struct str, catalogue_files_count);
    for (size_t i = 0; i < catalogue_files_count; i++)
        parts[i] = catalogue_files[i].bytes;
    return sha256_of(parts, catalogue_files_count);
}

bool shipped_table(struct arena *mem, const char *name, struct shipped_table *table,
                   struct error *err)
{
    struct csv csv;
    struct csv_fields fields = {0};
    bool is_end;
    *table = (struct shipped_table){0};
    if (!csv_begin(&csv, shipped_file(name), err) || !csv_row(&csv, mem, &fields, &is_end, err))
        return fail_at(err, "%s: ", name);
    table->columns = fields.at;
    table->columns_count = fields.count;
    for (;;) {
        fields = (struct csv_fields){0};
        if (!csv_row(&csv, mem, &fields, &is_end, err))
            return fail_at(err, "%s: ", name);
        if (is_end)
            return true;
        if (fields.count != table->columns_count)
            return fail(err, ERROR_INVALID, name, "%s, dòng %lld: có %zu cột, cần %zu cột", name,
                        (long long)csv.line, fields.count, table->columns_count);
        *list_add(&table->rows, mem) = fields.at;
    }
}

struct str shipped_cell(const struct shipped_table *table, size_t row, const char *column)
{
    for (size_t i = 0; i < table->columns_count; i++)
        if (str_is(table->columns[i], str_of(column)))
            return str_trim(table->rows.at[row][i]);
    return S("");
}

static struct field_statement field_of_row(const struct shipped_table *fields, size_t row)
{
    struct str type = shipped_cell(fields, row, "type");
    struct str word = str_part(type, 0, str_find_char(type, ' '));
    struct str rest = str_trim(str_part(type, word.len, type.len));
    bool is_list = str_starts(word, S("select_"));
    return (struct field_statement){
        .code = shipped_cell(fields, row, "name"),
        .type = word,
        .list = is_list ? rest : S(""),
        .of = is_list ? S("") : rest,
        .label = shipped_cell(fields, row, "label::vi"),
        .label_en = shipped_cell(fields, row, "label::en"),
        .hint = shipped_cell(fields, row, "hint"),
        .measure = shipped_cell(fields, row, "measure"),
        .privacy = shipped_cell(fields, row, "privacy"),
        .required = shipped_cell(fields, row, "required"),
        .constraint = shipped_cell(fields, row, "constraint"),
        .message = shipped_cell(fields, row, "constraint_message"),
    };
}

/* A kind's own fields first, then those of every kind ("*"). */
static void fields_add(struct arena *mem, const struct shipped_table *fields, struct str kind,
                       struct kind_statement *statement)
{
    for (size_t i = 0; i < fields->rows.count; i++)
        if (str_is(shipped_cell(fields, i, "kind"), kind))
            *list_add(&statement->fields, mem) = field_of_row(fields, i);
}

bool shipped_common_fields(struct arena *mem, struct kind_statement *kind, struct error *err)
{
    struct shipped_table fields;
    if (!shipped_table(mem, "fields.csv", &fields, err))
        return false;
    fields_add(mem, &fields, S("*"), kind);
    return true;
}

static bool ship_kind(struct book *book, const struct shipped_table *kinds, size_t row,
                      const struct shipped_table *fields, struct error *err)
{
    auto_arena mem = {0};
    struct str body;
    struct kind_statement kind = {
        .code = shipped_cell(kinds, row, "name"),
        .label = shipped_cell(kinds, row, "label::vi"),
        .label_en = shipped_cell(kinds, row, "label::en"),
        .slug = shipped_cell(kinds, row, "slug::vi"),
        .group = shipped_cell(kinds, row, "group"),
        .title = shipped_cell(kinds, row, "title"),
        .button = shipped_cell(kinds, row, "button::vi"),
        .button_en = shipped_cell(kinds, row, "button::en"),
        .button_for = shipped_cell(kinds, row, "button_for"),
        .public_day = shipped_cell(kinds, row, "public_day"),
        .public_unit = shipped_cell(kinds, row, "public_unit"),
    };
    fields_add(&mem, fields, kind.code, &kind);
    fields_add(&mem, fields, S("*"), &kind);
    return kind_statement_body(&mem, &kind, &body, err) &&
           catalogue_ship(book, "catalogue.kind", kind.code, body, NULL, err);
}

static bool ship_list(struct book *book, const struct shipped_table *table, struct str list,
                      struct error *err)
{
    auto_arena mem = {0};
    struct str body;
    struct choices_statement choices = {.code = list};
    for (size_t i = 0; i < table->rows.count; i++)
        if (str_is(shipped_cell(table, i, "list_name"), list))
            *list_add(&choices.choices, &mem) =
                (struct choice_statement){.code = shipped_cell(table, i, "name"),
                                          .label = shipped_cell(table, i, "label::vi"),
                                          .label_en = shipped_cell(table, i, "label::en"),
                                          .first = shipped_cell(table, i, "valid_from"),
                                          .last = shipped_cell(table, i, "valid_to")};
    return choices_statement_body(&mem, &choices, &body, err) &&
           catalogue_ship(book, "catalogue.choices", list, body, NULL, err);
}

/* True at the first row of each list. */
static bool begins_list(const struct shipped_table *choices, size_t row)
{
    struct str list = shipped_cell(choices, row, "list_name");
    for (size_t i = 0; i < row; i++)
        if (str_is(shipped_cell(choices, i, "list_name"), list))
            return false;
    return true;
}

bool catalogue_ship_all(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct shipped_table kinds, fields, choices;
    if (!shipped_table(&mem, "kinds.csv", &kinds, err) ||
        !shipped_table(&mem, "fields.csv", &fields, err) ||
        !shipped_table(&mem, "choices.csv", &choices, err))
        return false;
    for (size_t i = 0; i < choices.rows.count; i++)
        if (begins_list(&choices, i) &&
            !ship_list(book, &choices, shipped_cell(&choices, i, "list_name"), err))
            return false;
    for (size_t i = 0; i < kinds.rows.count; i++)
        if (!ship_kind(book, &kinds, i, &fields, err))
            return false;
    return true;
}
