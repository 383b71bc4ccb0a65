#include "feature/intake/intake_table.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_text.h"

enum { HEADER_ROWS_MAX = 20 };

/* In packed tables: behind each cell, behind each row. No cell holds them: they are controls. */
enum { CELL_END = 0x1F, ROW_END = 0x1E };

/* ---- reading ---- */

static uint32_t unit_at(struct str bytes, size_t i, bool is_big)
{
    unsigned char a = (unsigned char)bytes.at[i], b = (unsigned char)bytes.at[i + 1];
    return is_big ? (uint32_t)(a << 8 | b) : (uint32_t)(b << 8 | a);
}

/* UTF-16 with its mark in front as UTF-8; what is no character becomes U+FFFD. */
static struct str utf16_read(struct arena *mem, struct str bytes)
{
    bool is_big = str_starts(bytes, S("\xFE\xFF"));
    char *out = arena_take(mem, bytes.len * 2 + 4);
    size_t len = 0;
    for (size_t i = 2; i + 1 < bytes.len; i += 2) {
        uint32_t character = unit_at(bytes, i, is_big);
        if (character >= 0xD800 && character < 0xDC00 && i + 3 < bytes.len) {
            uint32_t low = unit_at(bytes, i + 2, is_big);
            if (low >= 0xDC00 && low < 0xE000) {
                character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        bool is_character = character && (character < 0xD800 || character > 0xDFFF);
        len += utf8_put(out + len, is_character ? character : 0xFFFD);
    }
    return (struct str){out, len};
}

bool intake_table_add(struct arena *mem, struct intake_table *table, int64_t line,
                      const struct str *cells, size_t count, struct error *err)
{
    while (count && str_trim(cells[count - 1]).len == 0)
        count--;
    if (count == 0)
        return true;
    if (count > INTAKE_COLUMNS_MAX)
        return fail(err, ERROR_INVALID, "tep",
                    "dòng %lld có %zu cột, nhiều nhất %d; hãy bỏ bớt cột không cần rồi tải lại",
                    (long long)line, count, INTAKE_COLUMNS_MAX);
    if (table->count > INTAKE_ROWS_MAX)
        return fail(err, ERROR_INVALID, "tep",
                    "tệp có hơn 100.000 dòng; hãy chia thành nhiều tệp, ví dụ mỗi năm một tệp");
    struct listing_line *row = list_add(table, mem);
    *row = (struct listing_line){line, arena_many(mem, struct str, count), count};
    memcpy(row->cells, cells, count * sizeof *cells);
    if (count > table->columns)
        table->columns = count;
    return true;
}

bool intake_table_read(struct arena *mem, struct str bytes, struct intake_table *table,
                       struct error *err)
{
    struct csv csv;
    struct csv_fields fields = {0};
    bool is_end = false;
    *table = (struct intake_table){0};
    if (str_starts(bytes, S("\xFF\xFE")) || str_starts(bytes, S("\xFE\xFF")))
        bytes = utf16_read(mem, bytes);
    if (!csv_begin(&csv, bytes, err))
        return false;
    while (!is_end) {
        if (!csv_row(&csv, mem, &fields, &is_end, err))
            return false;
        if (!is_end && !intake_table_add(mem, table, csv.line, fields.at, fields.count, err))
            return false;
    }
    return table->count || fail(err, ERROR_INVALID, "tep", "tệp không có dòng nào");
}

/* ---- keeping ---- */

/* A cell without what packed tables are made of. */
static void cell_pack(struct text *out, struct str cell)
{
    size_t from = 0;
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.at[i] != CELL_END && cell.at[i] != ROW_END)
            continue;
        text_add(out, str_part(cell, from, i - from));
        text_char(out, ' ');
        from = i + 1;
    }
    text_add(out, str_part(cell, from, cell.len));
    text_char(out, CELL_END);
}

bool intake_table_pack(struct arena *mem, const struct intake_table *table, struct str *bytes,
                       struct error *err)
{
    struct text out = text_new(mem, INTAKE_TABLE_MAX_BYTES);
    for (size_t i = 0; i < table->count; i++) {
        text_int(&out, table->at[i].line);
        text_char(&out, CELL_END);
        for (size_t k = 0; k < table->at[i].count; k++)
            cell_pack(&out, table->at[i].cells[k]);
        text_char(&out, ROW_END);
    }
    if (out.is_over)
        return fail(err, ERROR_INVALID, "tep", "bảng lớn quá mức; hãy chia thành nhiều tệp");
    *bytes = text_str(&out);
    return true;
}

static size_t cells_count(struct str row)
{
    size_t count = 0;
    for (size_t i = 0; i < row.len; i++)
        count += row.at[i] == CELL_END;
    return count;
}

bool intake_table_unpack(struct arena *mem, struct str bytes, struct intake_table *table,
                         struct error *err)
{
    struct str row, cell;
    *table = (struct intake_table){0};
    while (bytes.len && str_cut(&bytes, ROW_END, &row)) {
        struct listing_line *line = list_add(table, mem);
        size_t count = cells_count(row);
        if (count < 2 || !str_cut(&row, CELL_END, &cell) || !str_to_int(cell, &line->line))
            return fail(err, ERROR_BROKEN, "tep", "bảng đã giữ không đọc lại được");
        line->count = count - 1;
        line->cells = arena_many(mem, struct str, line->count);
        for (size_t i = 0; i < line->count && str_cut(&row, CELL_END, &cell); i++)
            line->cells[i] = cell;
        if (line->count > table->columns)
            table->columns = line->count;
    }
    return true;
}

/* ---- the header ---- */

size_t intake_column_meant(struct arena *mem, const struct listing_column *columns, size_t count,
                           struct str header)
{
    struct str text = str_trim(unicode_nfc(mem, header)), wanted;
    for (size_t i = 0; i < count; i++)
        if (str_is(text, columns[i].code))
            return i;
    wanted = vi_fold(mem, text);
    for (size_t i = 0; wanted.len && i < count; i++)
        if (str_is(vi_fold(mem, columns[i].label), wanted) ||
            (columns[i].label2.len && str_is(vi_fold(mem, columns[i].label2), wanted)))
            return i;
    return count;
}

size_t intake_table_header(struct arena *mem, const struct intake_table *table,
                           const struct listing_column *columns, size_t count)
{
    size_t best = 0, most = 0;
    for (size_t i = 0; i < table->count && i < HEADER_ROWS_MAX; i++) {
        size_t named = 0;
        for (size_t k = 0; k < table->at[i].count; k++)
            named += intake_column_meant(mem, columns, count, table->at[i].cells[k]) < count;
        if (named > most) {
            best = i;
            most = named;
        }
    }
    return best;
}
