#include "feature/intake/intake_grid.h"

#include "base/text.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "base/vi_text.h"
#include "feature/intake/intake_line.h"

enum { COLUMN_DAY, COLUMN_UNIT, FIRST_MONEY_DONG = 5000 };

struct grid grid_new(struct arena *mem, const struct catalogue_kind *kind,
                     const struct unit_tree *units)
{
    struct grid grid = {.kind = kind, .units = units};
    grid.columns = record_columns(mem, kind, &grid.columns_count);
    return grid;
}

const struct catalogue_field *grid_field(const struct grid *grid, size_t column)
{
    size_t first = grid->columns_count - grid->kind->fields.count;
    return column < first ? NULL : &grid->kind->fields.at[column - first];
}

bool grid_shows(const struct grid *grid, size_t column)
{
    const struct catalogue_field *field = grid_field(grid, column);
    if (field && field->type == VALUE_NUMBER_OF)
        return false;
    bool is_shown = grid->columns[column].is_required;
    for (size_t i = 0; i < grid->rows.count && !is_shown; i++)
        is_shown = grid->rows.at[i].cells[column].len > 0;
    return is_shown;
}

static struct grid_row *row_add(struct arena *mem, struct grid *grid, struct str source,
                                struct error *err)
{
    if (grid->rows.count == GRID_ROWS_MAX) {
        fail(err, ERROR_INVALID, "van_ban",
             "nhiều nhất %d dòng một lần; nhiều hơn xin dùng Nhập danh sách từ tệp", GRID_ROWS_MAX);
        return NULL;
    }
    struct grid_row *row = list_add(&grid->rows, mem);
    row->source = source;
    row->cells = arena_many(mem, struct str, grid->columns_count);
    for (size_t i = 0; i < grid->columns_count; i++)
        row->cells[i] = S("");
    return row;
}

/* ---- places ---- */

/* The unit of an area's number below the book's home; empty for none. */
static struct str area_code(struct arena *mem, const struct unit_tree *units, int64_t number)
{
    const struct unit *home = unit_home(units);
    struct unit_refs areas = {0};
    if (home)
        areas = unit_children(mem, units, home, DAY_NONE);
    for (size_t i = 0; i < areas.count; i++)
        if (areas.at[i]->number == number && areas.at[i]->last.number == DAY_LAST.number)
            return areas.at[i]->code;
    return S("");
}

/* ---- a message ---- */

/* The first column of a type that must be filled in, else the first of the type. measure: rather
 * the one that counts in it; may be empty. */
static size_t column_of(const struct grid *grid, enum value_type type)
{
    size_t found = grid->columns_count;
    for (size_t i = 0; i < grid->columns_count; i++) {
        const struct catalogue_field *field = grid_field(grid, i);
        if (!field || field->type != type)
            continue;
        if (field->is_required)
            return i;
        found = found == grid->columns_count ? i : found;
    }
    return found;
}

static size_t column_named(const struct grid *grid, const char *code)
{
    size_t i = 0;
    while (i < grid->columns_count && !str_is(grid->columns[i].code, str_of(code)))
        i++;
    return i;
}

/* Puts a text into a column; without such a column it stays with what was not understood. */
static void put(struct arena *mem, const struct grid *grid, struct grid_row *row, size_t column,
                struct str text, struct str *rest)
{
    if (text.len == 0)
        return;
    if (column < grid->columns_count)
        row->cells[column] = text;
    else
        *rest = rest->len ? str_format(mem, "%.*s, %.*s", STR_ARG(*rest), STR_ARG(text)) : text;
}

/* Choices whose label stands in the line, the longest of each list. */
static void choices_find(struct arena *mem, const struct grid *grid, struct grid_row *row,
                         struct str line)
{
    struct str folded = str_format(mem, " %.*s ", STR_ARG(vi_fold(mem, line)));
    for (size_t i = 0; i < grid->columns_count; i++) {
        const struct catalogue_field *field = grid_field(grid, i);
        size_t longest = 0;
        if (!field || field->type != VALUE_ONE)
            continue;
        for (size_t k = 0; k < field->list->choices.count; k++) {
            const struct choice *choice = &field->list->choices.at[k];
            struct str wanted = str_format(mem, " %.*s ", STR_ARG(vi_fold(mem, choice->label)));
            if (wanted.len > longest && str_find(folded, wanted) < folded.len) {
                row->cells[i] = choice->code;
                longest = wanted.len;
            }
        }
    }
}

static void line_take(struct arena *mem, struct grid *grid, struct grid_row *row, struct str line,
                      struct day today)
{
    struct intake_line said = intake_line_read(mem, line, today);
    struct str rest = said.rest;
    if (day_is_known(said.day))
        row->cells[COLUMN_DAY] = vi_day(mem, said.day);
    if (said.area)
        row->cells[COLUMN_UNIT] = area_code(mem, grid->units, said.area);
    if (said.area && row->cells[COLUMN_UNIT].len == 0)
        put(mem, grid, row, grid->columns_count,
            str_format(mem, "khu phố %lld", (long long)said.area), &rest);
    if (said.quantity)
        put(mem, grid, row, column_of(grid, VALUE_INT), vi_count(mem, said.quantity), &rest);
    if (said.total_dong)
        put(mem, grid, row, column_of(grid, VALUE_MONEY), vi_count(mem, said.total_dong), &rest);
    put(mem, grid, row, column_named(grid, "donor"), said.donor, &rest);
    choices_find(mem, grid, row, line);
    size_t note = column_named(grid, "note");
    if (note < grid->columns_count)
        row->cells[note] = rest;
}

/* ---- a part of a spreadsheet ---- */

static bool is_day_cell(struct arena *mem unused, const struct grid *grid unused, struct str cell)
{
    struct day day;
    struct error ignored;
    return vi_day_read(cell, &day, &ignored);
}

static bool is_unit_cell(struct arena *mem, const struct grid *grid, struct str cell)
{
    return unit_meant(mem, grid->units, cell) != NULL;
}

/* True if all cells of a column that say anything are such; none says anything: false. */
static bool column_is(struct arena *mem, const struct grid *grid, const struct intake_table *table,
                      size_t column,
                      bool (*is)(struct arena *mem, const struct grid *grid, struct str cell))
{
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        struct str cell =
            column < table->at[i].count ? str_trim(table->at[i].cells[column]) : S("");
        if (cell.len && !is(mem, grid, cell))
            return false;
        count += cell.len > 0;
    }
    return count > 0;
}

/* True if all cells of a column can be read as the field. Money is told from counts by its size. */
static bool column_fits(struct arena *mem, const struct catalogue_field *field,
                        const struct intake_table *table, size_t column)
{
    struct value value;
    struct error ignored;
    int64_t largest = 0;
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        struct str cell = column < table->at[i].count ? table->at[i].cells[column] : S("");
        if (!value_read(mem, field, cell, &value, &ignored))
            return false;
        count += value.is_given;
        largest = value.is_given && value.number > largest ? value.number : largest;
    }
    bool is_money = field->type == VALUE_MONEY;
    return count && (field->type == VALUE_ONE || field->type == VALUE_MANY ||
                     is_money == (largest >= FIRST_MONEY_DONG));
}

/* The column of the grid that a column without a header can be: day and place by their looks, then
 * choices and numbers in the order of the form. Texts go to the remark. */
static size_t column_guess(struct arena *mem, const struct grid *grid,
                           const struct intake_table *table, size_t column, const bool *is_taken)
{
    if (!is_taken[COLUMN_DAY] && column_is(mem, grid, table, column, is_day_cell))
        return COLUMN_DAY;
    if (!is_taken[COLUMN_UNIT] && column_is(mem, grid, table, column, is_unit_cell))
        return COLUMN_UNIT;
    for (size_t i = 0; i < grid->columns_count; i++) {
        const struct catalogue_field *field = grid_field(grid, i);
        bool is_plain = field && (field->type == VALUE_TEXT || field->type == VALUE_DAY ||
                                  field->type == VALUE_NUMBER_OF);
        if (field && !is_plain && !is_taken[i] && column_fits(mem, field, table, column))
            return i;
    }
    size_t donor = column_named(grid, "donor"), note = column_named(grid, "note");
    return donor < grid->columns_count && !is_taken[donor] ? donor : note;
}

/* What each column of the table is, by its header if it has one; *first is the first row of cells.
 */
static size_t *columns_find(struct arena *mem, const struct grid *grid,
                            const struct intake_table *table, size_t *first)
{
    size_t *meant = arena_many(mem, size_t, table->columns + 1), named = 0;
    bool *is_taken = arena_many(mem, bool, grid->columns_count + 1);
    size_t header = intake_table_header(mem, table, grid->columns, grid->columns_count);
    const struct listing_line *row = &table->at[header];
    for (size_t i = 0; i < table->columns; i++) {
        meant[i] = i < row->count
                       ? intake_column_meant(mem, grid->columns, grid->columns_count, row->cells[i])
                       : grid->columns_count;
        named += meant[i] < grid->columns_count;
    }
    *first = named >= 2 ? header + 1 : 0;
    for (size_t i = 0; named < 2 && i < table->columns; i++) {
        meant[i] = column_guess(mem, grid, table, i, is_taken);
        is_taken[meant[i]] = true;
    }
    return meant;
}

/* Units and choices by their codes: the page offers them so. What is none stays as typed. */
static struct str cell_mend(struct arena *mem, const struct grid *grid, size_t column,
                            struct str cell)
{
    const struct catalogue_field *field = grid_field(grid, column);
    struct value value;
    struct error ignored;
    if (column == COLUMN_UNIT) {
        const struct unit *unit = unit_meant(mem, grid->units, cell);
        return unit ? unit->code : cell;
    }
    bool is_choice = field && field->type == VALUE_ONE &&
                     value_read(mem, field, cell, &value, &ignored) && value.is_given;
    return is_choice ? value.text : cell;
}

static bool table_take(struct arena *mem, struct grid *grid, struct str text, struct error *err)
{
    struct intake_table table;
    size_t first;
    if (vi_has_legacy_run(text))
        text = vi_legacy_read(mem, text);
    if (!intake_table_read(mem, text, &table, err))
        return false;
    const size_t *meant = columns_find(mem, grid, &table, &first);
    size_t note = column_named(grid, "note");
    for (size_t i = first; i < table.count; i++) {
        struct grid_row *row = row_add(mem, grid, S(""), err);
        if (!row)
            return false;
        for (size_t k = 0; k < table.at[i].count; k++) {
            struct str cell = str_trim(table.at[i].cells[k]);
            size_t column = meant[k] < grid->columns_count ? meant[k] : note;
            if (cell.len == 0 || column == grid->columns_count)
                continue;
            struct str before = row->cells[column];
            row->cells[column] = before.len
                                     ? str_format(mem, "%.*s, %.*s", STR_ARG(before), STR_ARG(cell))
                                     : cell_mend(mem, grid, column, cell);
        }
    }
    return true;
}

/* ---- both ---- */

static bool lines_take(struct arena *mem, struct grid *grid, struct str text, struct day today,
                       struct error *err)
{
    struct str rest = text, line;
    while (rest.len && str_cut(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.len == 0)
            continue;
        struct grid_row *row = row_add(mem, grid, line, err);
        if (!row)
            return false;
        line_take(mem, grid, row, line, today);
    }
    return true;
}

bool grid_read(struct arena *mem, struct grid *grid, struct str text, struct str unit,
               struct day today, struct error *err)
{
    bool is_table = str_find_char(text, '\t') < text.len;
    bool is_well =
        is_table ? table_take(mem, grid, text, err) : lines_take(mem, grid, text, today, err);
    for (size_t i = 0; is_well && i < grid->rows.count; i++)
        if (grid->rows.at[i].cells[COLUMN_UNIT].len == 0)
            grid->rows.at[i].cells[COLUMN_UNIT] = unit;
    return is_well;
}

bool grid_table(struct arena *mem, const struct grid *grid, struct intake_table *table,
                struct error *err)
{
    struct str *codes = arena_many(mem, struct str, grid->columns_count);
    for (size_t i = 0; i < grid->columns_count; i++)
        codes[i] = grid->columns[i].code;
    *table = (struct intake_table){0};
    if (!intake_table_add(mem, table, 0, codes, grid->columns_count, err))
        return false;
    for (size_t i = 0; i < grid->rows.count; i++)
        if (!intake_table_add(mem, table, (int64_t)i + 1, grid->rows.at[i].cells,
                              grid->columns_count, err))
            return false;
    return true;
}
