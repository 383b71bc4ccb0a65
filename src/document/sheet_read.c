#include "document/sheet_read.h"

#include "base/csv.h"
#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_text.h"

const struct helper sheet_helper = {
    .name = "sheet",
    .what = "phần đọc bảng tính",
    .request_max_bytes = SHEET_FILE_MAX_BYTES,
    .answer_max_bytes = SHEET_WIRE_MAX_BYTES,
    .memory_bytes = (int64_t)768 * 1024 * 1024,
    .wall_ms = 30 * 1000,
    .requests_max = 1, /* no file meets the process that met another */
    .processes_max = 2,
};

/* ---- what it is ---- */

/* The names of streams inside Microsoft's compound file, in its UTF-16. */
#define PASSWORD_STREAM S("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0")
#define LETTER_STREAM   S("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0")

#define SAVE_AS_XLSX "hãy mở tệp rồi lưu lại dưới dạng .xlsx (Excel Workbook)"

static const struct {
    struct str start;
    const char *advice;
} others[] = {
    {{"%PDF-", 5}, "đây là tệp PDF; hãy gửi chính bảng tính mà từ đó tệp này được in ra"},
    {{"{\\rtf", 5}, "đây là văn bản RTF, không phải bảng tính"},
    {{"\xFF\xD8\xFF", 3}, "đây là ảnh; hãy gửi tệp Excel (.xlsx) hoặc CSV"},
    {{"\x89PNG", 4}, "đây là ảnh; hãy gửi tệp Excel (.xlsx) hoặc CSV"},
    {{"Rar!", 4}, "đây là tệp nén; hãy giải nén rồi gửi từng bảng tính"},
    {{"7z\xBC\xAF", 4}, "đây là tệp nén; hãy giải nén rồi gửi từng bảng tính"},
    {{"\x1F\x8B", 2}, "đây là tệp nén; hãy giải nén rồi gửi từng bảng tính"},
};

static bool refuse(struct error *err, const char *reason)
{
    return fail(err, ERROR_INVALID, "sheet", "%s", reason);
}

static bool has(struct str bytes, struct str wanted)
{
    return str_find(bytes, wanted) < bytes.len;
}

static bool compound_refuse(struct str bytes, struct error *err)
{
    if (has(bytes, PASSWORD_STREAM))
        return refuse(err, "tệp có mật khẩu; hãy bỏ mật khẩu trong Excel (Tệp → Thông tin → Bảo vệ "
                           "sổ làm việc), lưu rồi gửi lại");
    if (has(bytes, LETTER_STREAM))
        return refuse(err, "đây là văn bản Word, không phải bảng tính");
    return refuse(err, "đây là tệp Excel kiểu cũ (.xls); " SAVE_AS_XLSX);
}

/* Refuses what is neither a ZIP archive nor text, by name where it is known. */
static bool other_refuse(struct str bytes, struct error *err)
{
    if (bytes.len == 0)
        return refuse(err, "tệp rỗng");
    if (bytes.len > SHEET_FILE_MAX_BYTES)
        return fail(err, ERROR_INVALID, "sheet",
                    "tệp lớn hơn %d MB; hãy bỏ ảnh và trang không cần, hoặc tách thành nhiều tệp",
                    SHEET_FILE_MAX_BYTES / 1024 / 1024);
    if (str_starts(bytes, S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
        return compound_refuse(bytes, err);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (str_starts(bytes, others[i].start))
            return refuse(err, others[i].advice);
    struct str text = str_starts(bytes, S("\xEF\xBB\xBF")) ? str_part(bytes, 3, bytes.len) : bytes;
    if (str_starts(str_trim(str_part(text, 0, 1024)), S("<")))
        return refuse(err, "đây là trang web hoặc tệp XML mang tên bảng tính; " SAVE_AS_XLSX);
    return true;
}

/* ---- CSV ---- */

/* The character that begins at byte i of UTF-16, moving i behind it; false if it is none. */
static bool utf16_next(struct str bytes, bool is_big, size_t *i, uint32_t *character)
{
    uint32_t units[2] = {0};
    for (size_t k = 0; k < 2 && *i + 1 < bytes.len; k++) {
        unsigned char first = (unsigned char)bytes.at[*i], second = (unsigned char)bytes.at[*i + 1];
        units[k] = is_big ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
        *i += 2;
        if (k == 0 && (units[0] & 0xFC00) != 0xD800) {
            *character = units[0];
            return units[0] != 0 && (units[0] & 0xFC00) != 0xDC00;
        }
    }
    *character = 0x10000 + ((units[0] & 0x3FF) << 10) + (units[1] & 0x3FF);
    return (units[1] & 0xFC00) == 0xDC00;
}

/* What Excel calls "Unicode Text", as UTF-8. */
static bool utf16_read(struct arena *mem, struct str bytes, struct str *text, struct error *err)
{
    bool is_big = bytes.at[0] == '\xFE';
    char *at = arena_take(mem, bytes.len / 2 * 3 + 4), *end = at;
    for (size_t i = 2; i < bytes.len;) {
        uint32_t character;
        if (i + 1 == bytes.len || !utf16_next(bytes, is_big, &i, &character))
            return refuse(err, "tệp UTF-16 bị hỏng; hãy lưu lại dưới dạng «CSV UTF-8»");
        end += utf8_put(end, character);
    }
    *text = (struct str){at, (size_t)(end - at)};
    return true;
}

/* Takes the fields of a CSV row over; false if it holds nothing but blanks. */
static bool row_take(struct arena *mem, const struct csv_fields *fields, struct sheet_row *row)
{
    row->at = arena_many(mem, struct sheet_cell, fields->count);
    for (size_t i = 0; i < fields->count; i++) {
        struct sheet_cell *cell = &row->at[i];
        cell->text = sheet_text(mem, fields->at[i], &cell->notes);
        if (cell->text.len)
            row->count = i + 1;
    }
    return row->count > 0;
}

static bool row_check(const struct sheet_row *row, size_t rows, int64_t cells, struct error *err)
{
    if (row->count > SHEET_COLUMNS_MAX)
        return fail(err, ERROR_INVALID, "sheet", "dòng %lld: có hơn %d cột", (long long)row->line,
                    SHEET_COLUMNS_MAX);
    for (size_t i = 0; i < row->count; i++)
        if (row->at[i].text.len > SHEET_CELL_MAX_BYTES)
            return fail(err, ERROR_INVALID, "sheet", "dòng %lld: một ô dài hơn %d byte",
                        (long long)row->line, SHEET_CELL_MAX_BYTES);
    if (rows > SHEET_ROWS_MAX || cells > SHEET_CELLS_MAX)
        return fail(err, ERROR_INVALID, "sheet",
                    "tệp có hơn %d dòng hoặc quá nhiều ô; hãy tách thành nhiều tệp",
                    SHEET_ROWS_MAX);
    return true;
}

static bool rows_read(struct arena *mem, struct csv *csv, struct sheet_table *table,
                      struct error *err)
{
    struct csv_fields fields = {0};
    int64_t cells = 0;
    for (bool is_end = false;;) {
        if (!csv_row(csv, mem, &fields, &is_end, err)) {
            snprintf(err->field, sizeof err->field, "sheet");
            return false;
        }
        if (is_end)
            return true;
        struct sheet_row row = {.line = csv->line};
        if (!row_take(mem, &fields, &row))
            continue;
        cells += (int64_t)row.count;
        if (!row_check(&row, table->rows.count + 1, cells, err))
            return false;
        *list_add(&table->rows, mem) = row;
        table->columns = row.count > table->columns ? row.count : table->columns;
    }
}

static bool csv_read(struct arena *mem, struct str bytes, struct sheet_file *file,
                     struct error *err)
{
    struct csv csv;
    bool is_utf16 = str_starts(bytes, S("\xFF\xFE")) || str_starts(bytes, S("\xFE\xFF"));
    if (is_utf16 && !utf16_read(mem, bytes, &bytes, err))
        return false;
    struct str legacy;
    if (!utf8_is_valid(bytes) && vi_legacy_bytes(mem, bytes, &legacy))
        bytes = legacy; /* an Excel of 1998: each cell is read as what was meant */
    *file = (struct sheet_file){.is_csv = true};
    struct sheet_table *table = list_add(&file->tables, mem);
    table->name = S("");
    if (csv_begin(&csv, bytes, err))
        return rows_read(mem, &csv, table, err);
    snprintf(err->field, sizeof err->field, "sheet");
    return false;
}

bool sheet_read(struct child *reader, struct arena *mem, struct str bytes, struct sheet_file *file,
                struct error *err)
{
    struct str answer;
    if (!other_refuse(bytes, err))
        return false;
    if (!str_starts(bytes, S("PK\x03\x04")) && !str_starts(bytes, S("PK\x05\x06")))
        return csv_read(mem, bytes, file, err);
    return child_ask(reader, mem, bytes, &answer, err) && sheet_wire_read(mem, answer, file, err);
}
