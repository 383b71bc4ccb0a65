/* One sheet: its cells as they come, then what its merged areas cover. */
#include "worker/sheet_book.h"

#include "base/day.h"
#include "base/text.h"

enum { LINES_MAX = 1024 * 1024 /* 1,048,576: of a sheet */, COLUMNS_MAX = 16384 };

/* Where in a cell the text that comes belongs to. */
enum place { PLACE_NONE, PLACE_VALUE, PLACE_INLINE };

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_TRUTH, CELL_ERROR, CELL_DATE };

struct area {
    int64_t top, bottom;       /* lines, from 1 */
    int64_t left, right_after; /* columns, from 0 */
};

struct cells_reading {
    struct workbook *book;
    struct sheet_table *table;
    bool is_in_cells; /* inside <sheetData> */
    /* the row that is open */
    struct sheet_row row;
    struct sheet_cell cells[SHEET_COLUMNS_MAX];
    int64_t columns_seen; /* of it; also those that hold nothing */
    int64_t line;
    /* the cell that is open */
    bool is_in_cell, is_in_phonetic, has_formula, has_value;
    enum cell_type type;
    enum place place;
    size_t style;
    int64_t column;
    struct text value;
    list_of(struct area) areas;
};

static bool damaged(const struct cells_reading *reading, struct error *err)
{
    return fail(err, ERROR_INVALID, "sheet",
                "trang «%.*s» của tệp bị hỏng ở gần dòng %lld; hãy mở bằng Excel, lưu lại rồi gửi",
                STR_ARG(reading->table->name), (long long)reading->line);
}

/* ---- places ---- */

/* "AB12": column from 0, line from 1; false if it is anything else. */
static bool place_read(struct str text, int64_t *column, int64_t *line)
{
    size_t i = 0;
    int64_t letters = 0, digits = 0;
    for (; i < text.len && i < 3 && text.at[i] >= 'A' && text.at[i] <= 'Z'; i++)
        letters = letters * 26 + text.at[i] - 'A' + 1;
    if (i == 0 || i == text.len || text.len - i > 7)
        return false;
    for (; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        digits = digits * 10 + text.at[i] - '0';
    }
    *column = letters - 1;
    *line = digits;
    return letters <= COLUMNS_MAX && digits >= 1 && digits <= LINES_MAX;
}

static bool area_add(struct cells_reading *reading, struct str range, struct error *err)
{
    struct area area;
    struct str first;
    int64_t right;
    if (!str_cut(&range, ':', &first) || !place_read(first, &area.left, &area.top) ||
        !place_read(range.len ? range : first, &right, &area.bottom) || right < area.left ||
        area.bottom < area.top)
        return damaged(reading, err);
    area.right_after = right + 1;
    *list_add(&reading->areas, reading->book->mem) = area;
    return reading->areas.count <= SHEET_ROWS_MAX || damaged(reading, err);
}

/* ---- what begins ---- */

static bool row_open(struct cells_reading *reading, const struct sax_element *element,
                     struct error *err)
{
    int64_t line = reading->line + 1;
    struct str said = sax_attribute(element, S("r"));
    if (said.at && !str_to_int(said, &line))
        return damaged(reading, err);
    if (line <= reading->line || line > LINES_MAX)
        return damaged(reading, err);
    reading->line = line;
    reading->columns_seen = 0;
    reading->row = (struct sheet_row){.line = line, .is_hidden = sax_flag(element, S("hidden"))};
    memset(reading->cells, 0, sizeof reading->cells);
    return true;
}

static enum cell_type type_of(struct str name)
{
    static const struct {
        struct str name;
        enum cell_type type;
    } types[] = {
        {{"s", 1}, CELL_SHARED}, {{"str", 3}, CELL_TEXT}, {{"inlineStr", 9}, CELL_TEXT},
        {{"b", 1}, CELL_TRUTH},  {{"e", 1}, CELL_ERROR},  {{"d", 1}, CELL_DATE},
    };
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_is(name, types[i].name))
            return types[i].type;
    return CELL_NUMBER;
}

static bool cell_open(struct cells_reading *reading, const struct sax_element *element,
                      struct error *err)
{
    int64_t line = reading->line, style = 0;
    struct str place = sax_attribute(element, S("r"));
    struct str said = sax_attribute(element, S("s"));
    reading->column = reading->columns_seen;
    if (place.at && !place_read(place, &reading->column, &line))
        return damaged(reading, err);
    if (line != reading->line || reading->column < reading->columns_seen ||
        reading->column >= COLUMNS_MAX || (said.at && !str_to_int(said, &style)))
        return damaged(reading, err);
    reading->columns_seen = reading->column + 1;
    reading->style = style > 0 ? (size_t)style : 0;
    reading->type = type_of(sax_attribute(element, S("t")));
    reading->is_in_cell = true;
    reading->has_formula = reading->has_value = reading->is_in_phonetic = false;
    reading->value.len = 0;
    return true;
}

static void inside_cell_open(struct cells_reading *reading, struct str name)
{
    if (str_is(name, S("v"))) {
        reading->place = PLACE_VALUE;
        reading->has_value = true;
    } else if (str_is(name, S("f"))) {
        reading->has_formula = true;
    } else if (str_is(name, S("rPh"))) {
        reading->is_in_phonetic = true;
    } else if (str_is(name, S("t")) && !reading->is_in_phonetic) {
        reading->place = PLACE_INLINE;
        reading->has_value = true;
    }
}

static bool open_element(void *context, const struct sax_element *element, struct error *err)
{
    struct cells_reading *reading = context;
    if (reading->is_in_cell)
        inside_cell_open(reading, element->name);
    else if (reading->is_in_cells && str_is(element->name, S("c")))
        return reading->line > 0 ? cell_open(reading, element, err) : damaged(reading, err);
    else if (reading->is_in_cells && str_is(element->name, S("row")))
        return row_open(reading, element, err);
    else if (str_is(element->name, S("sheetData")))
        reading->is_in_cells = true;
    else if (str_is(element->name, S("mergeCell")))
        return area_add(reading, sax_attribute(element, S("ref")), err);
    else if (str_is(element->name, S("col")))
        reading->table->has_hidden_columns |= sax_flag(element, S("hidden"));
    return true;
}

static bool too_long(const struct cells_reading *reading, struct error *err)
{
    struct str column = sheet_column_name(reading->book->mem, (size_t)reading->column);
    return fail(err, ERROR_INVALID, "sheet", "trang «%.*s», ô %.*s%lld: dài hơn %d byte",
                STR_ARG(reading->table->name), STR_ARG(column), (long long)reading->line,
                SHEET_CELL_MAX_BYTES);
}

static bool take_text(void *context, struct str text, struct error *err)
{
    struct cells_reading *reading = context;
    if (reading->place != PLACE_NONE)
        text_add(&reading->value, text);
    return !reading->value.is_over || too_long(reading, err);
}

/* ---- a cell that ends ---- */

/* Text that stands in the cell itself. */
static void own_text(struct workbook *book, struct str value, struct sheet_cell *cell)
{
    struct str text = escapes_undone(book->mem, str_copy(book->mem, value));
    cell->text = sheet_text(book->mem, text, &cell->notes);
    if (number_is_typed_as_text(cell->text))
        cell->notes |= SHEET_TEXT_NUMBER;
}

static bool shared_text(const struct workbook *book, struct str value, struct sheet_cell *cell)
{
    int64_t i;
    if (!str_to_int(value, &i) || i < 0 || (size_t)i >= book->strings.count)
        return false;
    cell->text = book->strings.at[i].text;
    cell->notes |= book->strings.at[i].notes;
    return true;
}

static bool number_take(const struct cells_reading *reading, struct str value,
                        struct sheet_cell *cell)
{
    struct workbook *book = reading->book;
    const struct number_format plain = number_format_known(0);
    const struct number_format *format =
        reading->style < book->styles.count ? &book->styles.at[reading->style] : &plain;
    struct str text;
    if (!number_text(book->mem, value, format, book->is_1904, &text, &cell->notes))
        return false;
    cell->text = text.at == value.at ? str_copy(book->mem, text) : text;
    return true;
}

/* "2022-06-21T00:00:00" of the strict form; anything else is a text. */
static void date_take(struct workbook *book, struct str value, struct sheet_cell *cell)
{
    struct str day = str_part(value, 0, 10), clock = str_part(value, 11, 8);
    struct day ignored;
    bool is_day = day_read(day, &ignored) && (value.len == day.len || value.at[day.len] == 'T');
    if (!is_day) {
        own_text(book, value, cell);
        return;
    }
    bool has_time = clock.len && !str_is(clock, S("00:00:00"));
    cell->text = str_copy(book->mem, day);
    cell->notes |= SHEET_DAY | (has_time ? SHEET_TIME : 0U);
}

static bool value_take(const struct cells_reading *reading, struct str value,
                       struct sheet_cell *cell)
{
    switch (reading->type) {
    case CELL_SHARED:
        return shared_text(reading->book, value, cell);
    case CELL_TRUTH:
        cell->text = str_is(value, S("1")) ? S("TRUE") : S("FALSE");
        return true;
    case CELL_ERROR:
        own_text(reading->book, value, cell);
        cell->notes |= SHEET_ERROR;
        return true;
    case CELL_DATE:
        date_take(reading->book, value, cell);
        return true;
    case CELL_TEXT:
        own_text(reading->book, value, cell);
        return true;
    default:
        return number_take(reading, value, cell);
    }
}

static bool too_wide(const struct cells_reading *reading, struct error *err)
{
    return fail(err, ERROR_INVALID, "sheet",
                "trang «%.*s», dòng %lld: có hơn %d cột; hãy xóa những cột không cần",
                STR_ARG(reading->table->name), (long long)reading->line, SHEET_COLUMNS_MAX);
}

static bool cell_close(struct cells_reading *reading, struct error *err)
{
    struct sheet_cell cell = {.text = S("")};
    struct str value = text_str(&reading->value);
    reading->is_in_cell = false;
    if (value.len && !value_take(reading, value, &cell))
        return damaged(reading, err);
    if (cell.text.len > SHEET_CELL_MAX_BYTES)
        return too_long(reading, err);
    if (reading->has_formula && cell.text.len)
        cell.notes |= SHEET_FORMULA;
    else if (reading->has_formula && !reading->has_value)
        cell.notes |= SHEET_UNCOUNTED;
    if (cell.text.len == 0 && cell.notes == 0)
        return true;
    if (reading->column >= SHEET_COLUMNS_MAX)
        return too_wide(reading, err);
    reading->cells[reading->column] = cell;
    reading->row.count = (size_t)reading->column + 1;
    reading->book->text_bytes += cell.text.len;
    return true;
}

/* ---- a row that ends ---- */

/* Counts cells that a table gets, all tables of the file together. */
static bool cells_count(struct cells_reading *reading, size_t more, struct error *err)
{
    struct workbook *book = reading->book;
    book->cells += (int64_t)more;
    return (book->cells <= SHEET_CELLS_MAX && book->text_bytes <= SHEET_WIRE_MAX_BYTES) ||
           fail(err, ERROR_INVALID, "sheet",
                "tệp có hơn %d ô có dữ liệu hoặc quá nhiều chữ; hãy tách thành nhiều tệp",
                SHEET_CELLS_MAX);
}

static bool row_close(struct cells_reading *reading, struct error *err)
{
    struct sheet_table *table = reading->table;
    struct sheet_row *row = &reading->row;
    if (row->count == 0)
        return true;
    if (table->rows.count >= SHEET_ROWS_MAX)
        return fail(err, ERROR_INVALID, "sheet",
                    "trang «%.*s» có hơn %d dòng; hãy tách thành nhiều tệp", STR_ARG(table->name),
                    SHEET_ROWS_MAX);
    row->at = arena_many(reading->book->mem, struct sheet_cell, row->count);
    memcpy(row->at, reading->cells, row->count * sizeof *row->at);
    table->columns = row->count > table->columns ? row->count : table->columns;
    *list_add(&table->rows, reading->book->mem) = *row;
    return cells_count(reading, row->count, err);
}

static bool close_element(void *context, struct str name, struct error *err)
{
    struct cells_reading *reading = context;
    if (!reading->is_in_cells)
        return true;
    if (reading->is_in_cell) {
        reading->place = PLACE_NONE;
        if (str_is(name, S("rPh")))
            reading->is_in_phonetic = false;
        return !str_is(name, S("c")) || cell_close(reading, err);
    }
    if (str_is(name, S("sheetData")))
        reading->is_in_cells = false;
    return !str_is(name, S("row")) || row_close(reading, err);
}

/* ---- merged areas ---- */

/* The first row of a line or behind it. */
static size_t row_from(const struct sheet_table *table, int64_t line)
{
    size_t first = 0, end = table->rows.count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (table->rows.at[middle].line < line)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

/* Makes the row at least so long. */
static bool row_widen(struct cells_reading *reading, struct sheet_row *row, size_t count,
                      struct error *err)
{
    if (row->count >= count)
        return true;
    struct sheet_cell *at = arena_many(reading->book->mem, struct sheet_cell, count);
    memcpy(at, row->at, row->count * sizeof *at);
    size_t more = count - row->count;
    row->at = at;
    row->count = count;
    return cells_count(reading, more, err);
}

/* What lies under a merged area nobody sees: it is emptied. *budget: cells that may still be
 * covered; areas of a real sheet do not lie on one another. */
static bool area_cover(struct cells_reading *reading, const struct area *area, int64_t *budget,
                       struct error *err)
{
    struct sheet_table *table = reading->table;
    size_t left = (size_t)area->left, right_after = (size_t)area->right_after;
    right_after = right_after < table->columns ? right_after : table->columns;
    for (size_t i = row_from(table, area->top); i < table->rows.count; i++) {
        struct sheet_row *row = &table->rows.at[i];
        size_t first = row->line == area->top ? left + 1 : left;
        if (row->line > area->bottom)
            return true;
        if (first >= right_after)
            continue;
        *budget -= (int64_t)(right_after - first);
        if (*budget < 0)
            return damaged(reading, err);
        if (!row_widen(reading, row, right_after, err))
            return false;
        for (size_t column = first; column < right_after; column++)
            row->at[column] = (struct sheet_cell){.text = S(""), .notes = SHEET_MERGED};
    }
    return true;
}

static bool areas_cover(struct cells_reading *reading, struct error *err)
{
    int64_t budget = SHEET_CELLS_MAX;
    for (size_t i = 0; i < reading->areas.count; i++)
        if (!area_cover(reading, &reading->areas.at[i], &budget, err))
            return false;
    return true;
}

bool cells_read(struct workbook *book, const char *part, struct sheet_table *table,
                struct error *err)
{
    struct cells_reading *reading = arena_one(book->mem, struct cells_reading);
    struct sax_reader reader = {reading, open_element, take_text, close_element};
    reading->book = book;
    reading->table = table;
    reading->value = text_new(book->mem, SHEET_CELL_MAX_BYTES);
    return sax_read(book->archive, part, &reader, err) && areas_cover(reading, err);
}
