#include "feature/listing.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "base/vi_text.h"

enum { PROBLEMS_LISTED_MAX = 200, VALUE_SHOWN_MAX = 80 };

static bool is_header(struct arena *mem, struct str header, struct str name)
{
    return name.len && str_is(vi_fold(mem, header), vi_fold(mem, name));
}

static size_t column_meant(struct listing *listing, struct str header)
{
    struct arena *mem = listing->job->mem;
    for (size_t i = 0; i < listing->columns_count; i++)
        if (str_is(header, listing->columns[i].code))
            return i;
    for (size_t i = 0; i < listing->columns_count; i++)
        if (is_header(mem, header, listing->columns[i].label) ||
            is_header(mem, header, listing->columns[i].label2))
            return i;
    return listing->columns_count;
}

static struct str columns_known(const struct listing *listing)
{
    struct text known = text_new(listing->job->mem, 700);
    for (size_t i = 0; i < listing->columns_count; i++) {
        const struct listing_column *column = &listing->columns[i];
        struct str name = column->label.len ? column->label : column->code;
        if (known.len + name.len < 690)
            text_format(&known, "%s%.*s", known.len ? ", " : "", STR_ARG(name));
    }
    return text_str(&known);
}

/* The column that a cell of the header stands for; columns_count if it is passed over. */
static bool header_read(struct listing *listing, size_t i, size_t *column, struct error *err)
{
    const struct listing_table *table = listing->job->table;
    struct str header = table ? table->codes[i] : listing->header.at[i];
    header = str_trim(unicode_nfc(listing->job->mem, header));
    *column = column_meant(listing, header);
    if (*column < listing->columns_count || (table && header.len == 0))
        return true;
    return fail(err, ERROR_INVALID, "header",
                "dòng %lld, cột %zu: không có cột «%.*s»; các cột hiểu được: %.*s",
                (long long)listing->csv.line, i + 1, STR_ARG(header),
                STR_ARG(columns_known(listing)));
}

static bool header_match(struct listing *listing, struct error *err)
{
    bool *is_there = arena_many(listing->job->mem, bool, listing->columns_count + 1);
    for (size_t i = 0; i < listing->header.count; i++) {
        size_t column;
        if (!header_read(listing, i, &column, err))
            return false;
        if (column < listing->columns_count && is_there[column])
            return fail(err, ERROR_INVALID, "header", "dòng %lld, cột %zu: cột «%.*s» có hai lần",
                        (long long)listing->csv.line, i + 1,
                        STR_ARG(str_trim(listing->header.at[i])));
        is_there[column] = true;
        listing->column_of[i] = column;
    }
    for (size_t i = 0; i < listing->columns_count; i++)
        if (listing->columns[i].is_required && !is_there[i])
            return fail(err, ERROR_INVALID, "header", "dòng %lld: thiếu cột bắt buộc «%.*s»",
                        (long long)listing->csv.line,
                        STR_ARG(listing->columns[i].label.len ? listing->columns[i].label
                                                              : listing->columns[i].code));
    return true;
}

/* The same from a table. */
static bool table_begin(struct listing *listing, struct error *err)
{
    struct import_job *job = listing->job;
    const struct listing_table *table = job->table;
    listing->csv.line = 1;
    for (size_t i = 0; i < table->columns; i++)
        *list_add(&listing->header, job->mem) = table->header[i];
    listing->column_of = arena_many(job->mem, size_t, table->columns + 1);
    return header_match(listing, err);
}

bool listing_begin(struct listing *listing, struct import_job *job,
                   const struct listing_column *columns, size_t count, struct error *err)
{
    bool is_end;
    *listing = (struct listing){.job = job, .columns = columns, .columns_count = count};
    struct str bytes = job->bytes, legacy;
    if (job->table)
        return table_begin(listing, err);
    bool is_legacy = !utf8_is_valid(bytes) && vi_legacy_bytes(job->mem, bytes, &legacy);
    if (is_legacy)
        bytes = vi_legacy_read(job->mem, legacy);
    if (!csv_begin(&listing->csv, bytes, err) ||
        !csv_row(&listing->csv, job->mem, &listing->header, &is_end, err))
        return fail_at(err, "%.*s: ", STR_ARG(job->file_name));
    if (is_end)
        return fail(err, ERROR_INVALID, "file", "%.*s: tệp không có dòng nào",
                    STR_ARG(job->file_name));
    listing->column_of = arena_many(job->mem, size_t, listing->header.count + 1);
    if (is_legacy)
        listing_warn(listing, count,
                     "tệp theo bảng mã cũ (VNI, TCVN3), đã đổi sang Unicode; hãy xem lại chữ");
    return header_match(listing, err) || fail_at(err, "%.*s, ", STR_ARG(job->file_name));
}

static void note(struct listing *listing, size_t place, struct str column, struct str value,
                 const char *reason)
{
    listing->problems_count++;
    if (listing->problems.count >= PROBLEMS_LISTED_MAX)
        return;
    struct arena *mem = listing->job->mem;
    struct str shown = str_part(value, 0, VALUE_SHOWN_MAX);
    while (shown.len && shown.len < value.len &&
           ((unsigned char)value.at[shown.len] & 0xC0) == 0x80)
        shown.len--;
    *list_add(&listing->problems, mem) = (struct listing_problem){
        listing->csv.line, place, column, str_copy(mem, shown), str_copy(mem, str_of(reason))};
}

/* The next row of a table: cells that are missing at its end are empty, and so are those of columns
 * without a name. */
static bool table_row(struct listing *listing)
{
    const struct listing_table *table = listing->job->table;
    arena_reset(&listing->row);
    listing->fields = (struct csv_fields){0};
    if (listing->next == table->count)
        return false;
    const struct listing_line *line = &table->at[listing->next++];
    listing->csv.line = line->line;
    for (size_t i = 0; i < table->columns; i++)
        *list_add(&listing->fields, &listing->row) = i < line->count ? line->cells[i] : S("");
    listing->rows++;
    return true;
}

bool listing_row(struct listing *listing)
{
    struct error err = {0};
    bool is_end;
    if (listing->job->table)
        return table_row(listing);
    for (;;) {
        arena_reset(&listing->row);
        listing->fields = (struct csv_fields){0};
        if (!csv_row(&listing->csv, &listing->row, &listing->fields, &is_end, &err)) {
            note(listing, LISTING_NO_PLACE, S(""), S(""), err.text);
            return false;
        }
        if (is_end)
            return false;
        if (listing->fields.count == listing->header.count) {
            listing->rows++;
            return true;
        }
        snprintf(err.text, sizeof err.text, "có %zu cột, dòng đầu có %zu cột",
                 listing->fields.count, listing->header.count);
        note(listing, LISTING_NO_PLACE, S(""), S(""), err.text);
    }
}

struct str listing_cell(struct listing *listing, size_t column)
{
    for (size_t i = 0; i < listing->header.count; i++)
        if (listing->column_of[i] == column)
            return str_trim(unicode_nfc(&listing->row, listing->fields.at[i]));
    return S("");
}

/* Where a column stands in the file. */
static size_t column_place(const struct listing *listing, size_t column)
{
    for (size_t i = 0; i < listing->header.count; i++)
        if (column < listing->columns_count && listing->column_of[i] == column)
            return i;
    return LISTING_NO_PLACE;
}

static struct str column_name(const struct listing *listing, size_t column)
{
    size_t place = column_place(listing, column);
    if (place != LISTING_NO_PLACE)
        return str_trim(listing->header.at[place]);
    if (column >= listing->columns_count)
        return S("");
    const struct listing_column *known = &listing->columns[column];
    return known->label.len ? known->label : known->code;
}

void listing_problem(struct listing *listing, size_t column, const char *reason)
{
    note(listing, column_place(listing, column), column_name(listing, column),
         listing_cell(listing, column), reason);
}

void listing_warn(struct listing *listing, size_t column, const char *reason)
{
    struct arena *mem = listing->job->mem;
    if (listing->warnings.count < PROBLEMS_LISTED_MAX)
        *list_add(&listing->warnings, mem) = (struct listing_problem){
            listing->csv.line, column_place(listing, column), column_name(listing, column),
            str_copy(mem, str_part(listing_cell(listing, column), 0, VALUE_SHOWN_MAX)),
            str_copy(mem, str_of(reason))};
}

static void print(struct text *out, struct str file, const char *word,
                  const struct listing_problem *problem)
{
    text_format(out, "%.*s, dòng %lld", STR_ARG(file), (long long)problem->line);
    if (problem->column.len)
        text_format(out, ", cột «%.*s»", STR_ARG(problem->column));
    if (problem->value.len)
        text_format(out, ", giá trị «%.*s»", STR_ARG(problem->value));
    text_format(out, ": %s%.*s\n", word, STR_ARG(problem->reason));
}

bool listing_end(struct listing *listing, struct error *err)
{
    struct import_job *job = listing->job;
    for (size_t i = 0; i < listing->warnings.count; i++)
        print(job->out, job->file_name, "lưu ý, ", &listing->warnings.at[i]);
    for (size_t i = 0; i < listing->problems.count; i++)
        print(job->out, job->file_name, "", &listing->problems.at[i]);
    int64_t more = listing->problems_count - (int64_t)listing->problems.count;
    if (more > 0)
        text_format(job->out, "… và %lld lỗi nữa\n", (long long)more);
    arena_end(&listing->row);
    if (listing->problems_count == 0)
        return true;
    return fail(err, ERROR_INVALID, "file", "%.*s: %lld lỗi, không dòng nào được ghi",
                STR_ARG(job->file_name), (long long)listing->problems_count);
}

bool listing_day(struct listing *listing, size_t column, struct day otherwise, struct day *day)
{
    struct error err;
    struct str cell = listing_cell(listing, column);
    *day = otherwise;
    if (cell.len == 0 || vi_day_read(cell, day, &err))
        return true;
    listing_problem(listing, column, err.text);
    return false;
}

bool listing_int(struct listing *listing, size_t column, const char *unit, int64_t otherwise,
                 int64_t *value)
{
    struct error err;
    struct str cell = listing_cell(listing, column);
    *value = otherwise;
    if (cell.len == 0 || vi_read_int(cell, str_of(unit), value, &err))
        return true;
    listing_problem(listing, column, err.text);
    return false;
}

bool listing_text(struct listing *listing, size_t column, struct str *value)
{
    *value = listing_cell(listing, column);
    if (value->len == 0 && listing->columns[column].is_required) {
        listing_problem(listing, column, "bắt buộc phải có");
        return false;
    }
    if (unicode_has_control(*value)) {
        listing_problem(listing, column, "có ký tự điều khiển hoặc xuống dòng");
        return false;
    }
    return true;
}
