#include "document/sheet_wire.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_text.h"
#include "document/wire.h"

enum { CELL_WIRE_BYTES = 8 }; /* of an empty cell: its notes, the length of its text */

struct str sheet_column_name(struct arena *mem, size_t column)
{
    char letters[16], *first = letters + sizeof letters;
    for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        *--first = (char)('A' + (rest - 1) % 26);
    return str_copy(mem, (struct str){first, (size_t)(letters + sizeof letters - first)});
}

struct sheet_cell sheet_cell(const struct sheet_row *row, size_t column)
{
    return column < row->count ? row->at[column] : (struct sheet_cell){.text = S("")};
}

/* ---- one line of text ---- */

/* True if no byte of it needs a second look: what most cells are. */
static bool is_printable(struct str text)
{
    unsigned char strange = 0;
    for (size_t i = 0; i < text.len; i++)
        strange |= (unsigned char)text.at[i] < 0x20 || (unsigned char)text.at[i] > 0x7E;
    return !strange;
}

/* Blanks instead of line ends and of what has no place in a text. */
static struct str on_one_line(struct arena *mem, struct str text)
{
    struct text out = text_new(mem, SIZE_MAX);
    for (size_t i = 0; i < text.len;) {
        size_t from = i;
        (void)utf8_next(text, &i);
        struct str character = str_part(text, from, i - from);
        bool is_line_feed_of_two = character.at[0] == '\n' && from > 0 && text.at[from - 1] == '\r';
        if (!unicode_has_control(character))
            text_add(&out, character);
        else if (!is_line_feed_of_two)
            text_char(&out, ' ');
    }
    return text_str(&out);
}

struct str sheet_text(struct arena *mem, struct str text, unsigned *notes)
{
    if (str_trim(text).len == 0)
        return S("");
    if (is_printable(text))
        return text;
    if (str_find_char(str_trim(text), '\n') < str_trim(text).len)
        *notes |= SHEET_LINES;
    if (unicode_has_control(text))
        text = on_one_line(mem, text);
    if (!vi_has_legacy_run(text))
        return text;
    *notes |= SHEET_LEGACY;
    return vi_legacy_read(mem, text);
}

/* ---- the wire ---- */

/* One line of at most so many bytes. */
static void pass_line(struct wire *wire, struct str *text, size_t most_bytes)
{
    wire_text(wire, text);
    if (wire->is_wrong)
        return; /* perhaps no UTF-8 */
    wire->is_wrong |= text->len > most_bytes;
    wire->is_wrong |= !is_printable(*text) && unicode_has_control(*text);
}

static void pass_cell(struct wire *wire, struct sheet_cell *cell)
{
    cell->notes = (unsigned)wire_int(wire, cell->notes, 0, SHEET_NOTES_ALL);
    pass_line(wire, &cell->text, SHEET_CELL_MAX_BYTES);
}

/* How far a file has come: its cells are limited as a whole. */
struct passing {
    struct wire *wire;
    int64_t cells;
};

static void pass_row(struct passing *passing, struct sheet_row *row, int64_t line_before)
{
    struct wire *wire = passing->wire;
    row->line = wire_int(wire, row->line, line_before + 1, INT32_MAX);
    wire_bool(wire, &row->is_hidden);
    row->count = (size_t)wire_int(wire, (int64_t)row->count, 1, SHEET_COLUMNS_MAX);
    passing->cells += (int64_t)row->count;
    wire->is_wrong |= passing->cells > SHEET_CELLS_MAX;
    wire->is_wrong |= wire->is_reading && wire->in.len / CELL_WIRE_BYTES < row->count;
    if (wire->is_wrong)
        return;
    if (wire->is_reading)
        row->at = arena_many(wire->mem, struct sheet_cell, row->count);
    for (size_t i = 0; i < row->count && !wire->is_wrong; i++)
        pass_cell(wire, &row->at[i]);
    struct sheet_cell last = row->at[row->count - 1];
    wire->is_wrong |= last.text.len == 0 && last.notes == 0;
}

static void pass_table(struct passing *passing, struct sheet_table *table)
{
    struct wire *wire = passing->wire;
    int64_t count = wire_int(wire, (int64_t)table->rows.count, 0, SHEET_ROWS_MAX), line = 0;
    size_t columns = 0;
    pass_line(wire, &table->name, SHEET_NAME_MAX_BYTES);
    wire_bool(wire, &table->is_hidden);
    wire_bool(wire, &table->has_hidden_columns);
    for (int64_t i = 0; i < count && !wire->is_wrong; i++) {
        struct sheet_row *row =
            wire->is_reading ? list_add(&table->rows, wire->mem) : &table->rows.at[i];
        pass_row(passing, row, line);
        line = row->line;
        columns = row->count > columns ? row->count : columns;
    }
    wire->is_wrong |= !wire->is_reading && table->columns != columns;
    table->columns = columns;
}

static void pass_file(struct wire *wire, struct sheet_file *file)
{
    struct passing passing = {.wire = wire};
    wire_bool(wire, &file->is_csv);
    wire_bool(wire, &file->has_macros);
    wire_bool(wire, &file->has_links);
    int64_t count = wire_int(wire, (int64_t)file->tables.count, 1, SHEET_TABLES_MAX);
    for (int64_t i = 0; i < count && !wire->is_wrong; i++)
        pass_table(&passing,
                   wire->is_reading ? list_add(&file->tables, wire->mem) : &file->tables.at[i]);
}

bool sheet_write(struct arena *mem, const struct sheet_file *file, struct str *bytes,
                 struct error *err)
{
    struct wire wire = wire_writer(mem, SHEET_WIRE_MAX_BYTES);
    struct sheet_file written = *file;
    pass_file(&wire, &written);
    return wire_written(&wire, bytes) ||
           fail(err, ERROR_INVALID, "sheet",
                "tệp có quá nhiều ô; hãy tách thành nhiều tệp, mỗi tệp một phần danh sách");
}

bool sheet_wire_read(struct arena *mem, struct str bytes, struct sheet_file *file,
                     struct error *err)
{
    struct wire wire = wire_reader(mem, bytes);
    *file = (struct sheet_file){0};
    pass_file(&wire, file);
    return wire_is_read(&wire) ||
           fail(err, ERROR_BROKEN, "sheet", "phần đọc bảng tính trả lời sai khuôn dạng");
}
