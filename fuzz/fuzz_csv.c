/* A list of any bytes is read or refused with its line; what was read and is written again reads
 * the same. */
#include "base/csv.h"
#include "base/text.h"
#include "base/unicode.h"

#include "fuzz.h"

enum { OUTPUT_MAX_BYTES = 1 << 20 };

static void fields_check(const struct csv_fields *fields)
{
    demand(fields->count > 0 && fields->count <= CSV_COLUMNS_MAX);
    for (size_t i = 0; i < fields->count; i++)
        demand(fields->at[i].len <= CSV_FIELD_MAX_BYTES && utf8_is_valid(fields->at[i]));
}

/* True if csv_put changes the field on purpose, or a reader would take it for a byte order mark. */
static bool is_changed_by_writing(struct str field)
{
    return field.len &&
           (memchr("=+-@\t\r", field.at[0], 6) || str_starts(field, S("\xEF\xBB\xBF")));
}

/* Writes the row below a header of plain names and reads it again. */
static void row_check(struct arena *mem, const struct csv_fields *fields)
{
    struct text out = text_new(mem, OUTPUT_MAX_BYTES);
    for (size_t i = 0; i < fields->count; i++)
        csv_put(&out, S("a"), i == 0);
    text_add(&out, S("\r\n"));
    for (size_t i = 0; i < fields->count; i++) {
        if (is_changed_by_writing(fields->at[i]))
            return;
        csv_put(&out, fields->at[i], i == 0);
    }
    if (out.is_over)
        return;
    struct csv csv;
    struct csv_fields again = {0};
    struct error err = {0};
    bool is_end;
    demand(csv_begin(&csv, text_str(&out), &err));
    demand(csv_row(&csv, mem, &again, &is_end, &err) && !is_end);
    demand(csv_row(&csv, mem, &again, &is_end, &err) && !is_end);
    demand(again.count == fields->count);
    for (size_t i = 0; i < again.count; i++)
        demand(str_is(again.at[i], fields->at[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct csv csv;
    struct csv_fields fields = {0};
    struct error err = {0};
    if (!csv_begin(&csv, (struct str){(const char *)data, size}, &err)) {
        demand(err.kind == ERROR_INVALID && err.field[0]);
        return 0;
    }
    for (int64_t line = 0;; line = csv.line) {
        bool is_end;
        if (!csv_row(&csv, &mem, &fields, &is_end, &err)) {
            demand(err.kind == ERROR_INVALID && err.field[0]);
            return 0;
        }
        if (is_end)
            return 0;
        demand(csv.line > line);
        fields_check(&fields);
        row_check(&mem, &fields);
    }
}
