/* The catalogue as it ships: tables of the folder catalogue/, embedded in the program, turned into
 * the bodies of catalogue entries. */
#include "feature/record/catalogue.h"

#include "base/csv.h"

#include "catalogue_files.h"

#include <assert.h>

enum { BODY_MAX_BYTES = 60000 };

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

/* Adds a member only if there is something to say. */
static void put(struct json_out *out, const char *key, struct str value)
{
    if (value.len)
        json_add_text(out, str_of(key), value);
}

static void put_field(struct json_out *out, const struct shipped_table *fields, size_t row)
{
    struct str type = shipped_cell(fields, row, "type");
    struct str word = str_part(type, 0, str_find_char(type, ' '));
    struct str rest = str_trim(str_part(type, word.len, type.len));
    bool is_list = str_starts(word, S("select_"));
    json_open_object(out);
    json_add_text(out, S("code"), shipped_cell(fields, row, "name"));
    put(out, "constraint", shipped_cell(fields, row, "constraint"));
    put(out, "hint", shipped_cell(fields, row, "hint"));
    put(out, "label", shipped_cell(fields, row, "label::vi"));
    put(out, "label_en", shipped_cell(fields, row, "label::en"));
    put(out, "list", is_list ? rest : S(""));
    put(out, "measure", shipped_cell(fields, row, "measure"));
    put(out, "message", shipped_cell(fields, row, "constraint_message"));
    put(out, "of", is_list ? S("") : rest);
    put(out, "privacy", shipped_cell(fields, row, "privacy"));
    put(out, "required", shipped_cell(fields, row, "required"));
    put(out, "type", word);
    json_close_object(out);
}

/* A kind's own fields first, then those of every kind ("*"). */
static void put_fields_of(struct json_out *out, const struct shipped_table *fields, struct str kind)
{
    for (size_t i = 0; i < fields->rows.count; i++)
        if (str_is(shipped_cell(fields, i, "kind"), kind))
            put_field(out, fields, i);
}

static bool ship_kind(struct book *book, const struct shipped_table *kinds, size_t row,
                      const struct shipped_table *fields, struct error *err)
{
    auto_arena mem = {0};
    struct json_out out = json_out_new(&mem, BODY_MAX_BYTES);
    struct str code = shipped_cell(kinds, row, "name"), body;
    json_open_object(&out);
    json_key(&out, S("fields"));
    json_open_array(&out);
    put_fields_of(&out, fields, code);
    put_fields_of(&out, fields, S("*"));
    json_close_array(&out);
    put(&out, "group", shipped_cell(kinds, row, "group"));
    put(&out, "label", shipped_cell(kinds, row, "label::vi"));
    put(&out, "label_en", shipped_cell(kinds, row, "label::en"));
    put(&out, "public_day", shipped_cell(kinds, row, "public_day"));
    put(&out, "public_unit", shipped_cell(kinds, row, "public_unit"));
    put(&out, "slug", shipped_cell(kinds, row, "slug::vi"));
    put(&out, "title", shipped_cell(kinds, row, "title"));
    json_close_object(&out);
    return json_out_end(&out, &body, err) &&
           catalogue_ship(book, "catalogue.kind", code, body, NULL, err);
}

static bool ship_list(struct book *book, const struct shipped_table *choices, struct str list,
                      struct error *err)
{
    auto_arena mem = {0};
    struct json_out out = json_out_new(&mem, BODY_MAX_BYTES);
    struct str body;
    json_open_object(&out);
    json_key(&out, S("choices"));
    json_open_array(&out);
    for (size_t i = 0; i < choices->rows.count; i++) {
        if (!str_is(shipped_cell(choices, i, "list_name"), list))
            continue;
        json_open_object(&out);
        json_add_text(&out, S("code"), shipped_cell(choices, i, "name"));
        put(&out, "first", shipped_cell(choices, i, "valid_from"));
        put(&out, "label", shipped_cell(choices, i, "label::vi"));
        put(&out, "label_en", shipped_cell(choices, i, "label::en"));
        put(&out, "last", shipped_cell(choices, i, "valid_to"));
        json_close_object(&out);
    }
    json_close_array(&out);
    json_close_object(&out);
    return json_out_end(&out, &body, err) &&
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
