#include "document/annex_xlsx.h"

#include "document/xlsx.h"

#include <math.h>

enum { LINE_HEIGHT_PT = 17 };

enum {
    COLUMN_ORDINAL,
    COLUMN_LABEL,
    COLUMN_UNIT,
    COLUMN_ACTUAL,
    COLUMN_TARGET,
    COLUMN_PERCENT,
    COLUMN_POPULATION,
    COLUMN_PREVIOUS,
    COLUMN_GIVER,
    COLUMN_NOTE,
    COLUMN_CODE,
    COLUMNS,
};

static const struct {
    const char *title;
    double width; /* characters */
} columns[COLUMNS] = {
    [COLUMN_ORDINAL] = {"TT", 5},
    [COLUMN_LABEL] = {"Chỉ tiêu", 44},
    [COLUMN_UNIT] = {"Đơn vị tính", 12},
    [COLUMN_ACTUAL] = {"Thực hiện", 16},
    [COLUMN_TARGET] = {"Mức giao", 16},
    [COLUMN_PERCENT] = {"Đạt", 10},
    [COLUMN_POPULATION] = {"Tổng số", 12},
    [COLUMN_PREVIOUS] = {"Cùng kỳ", 16},
    [COLUMN_GIVER] = {"Nơi giao", 24},
    [COLUMN_NOTE] = {"Ghi chú", 24},
    [COLUMN_CODE] = {"Mã", 26},
};

struct sheet {
    struct xlsx *xlsx;
    struct xlsx_format *title, *quiet, *head, *group, *text, *number, *percent, *percent_exact;
    int row;
};

static struct xlsx_format *number_format(struct sheet *sheet, const char *pattern)
{
    return xlsx_format(sheet->xlsx, (struct xlsx_look){.has_border = true, .number = pattern});
}

static void formats_make(struct sheet *sheet)
{
    struct xlsx *xlsx = sheet->xlsx;
    sheet->title = xlsx_format(xlsx, (struct xlsx_look){.is_bold = true, .size_pt = 14});
    sheet->quiet = xlsx_format(xlsx, (struct xlsx_look){.is_italic = true});
    sheet->head = xlsx_format(
        xlsx, (struct xlsx_look){
                  .has_border = true, .is_bold = true, .is_wrapped = true, .is_centred = true});
    sheet->group = xlsx_format(xlsx, (struct xlsx_look){.has_border = true, .is_bold = true});
    sheet->text = xlsx_format(xlsx, (struct xlsx_look){.has_border = true, .is_wrapped = true});
    sheet->number = number_format(sheet, "#,##0");
    sheet->percent = number_format(sheet, "0%");
    sheet->percent_exact = number_format(sheet, "0.00%");
}

/* ---- cells ---- */

static void put_text(struct sheet *sheet, int column, struct str text, struct xlsx_format *format)
{
    xlsx_text(sheet->xlsx, sheet->row, column, text, format);
}

static void put_number(struct sheet *sheet, int column, bool has, int64_t number)
{
    if (has)
        xlsx_number(sheet->xlsx, sheet->row, column, (double)number, sheet->number);
    else
        put_text(sheet, column, S(""), sheet->text);
}

/* Rounded down to hundredths of a percent, as papers print it. */
static void put_percent(struct sheet *sheet, const struct annex_line *line)
{
    if (!line->has_target || line->target <= 0) {
        put_text(sheet, COLUMN_PERCENT, S(""), sheet->text);
        return;
    }
    double hundredths = floor((double)line->actual * 10000 / (double)line->target);
    struct xlsx_format *format = fmod(hundredths, 100) == 0 ? sheet->percent : sheet->percent_exact;
    xlsx_number(sheet->xlsx, sheet->row, COLUMN_PERCENT, hundredths / 10000, format);
}

static void put_group(struct sheet *sheet, const struct annex_line *line)
{
    for (int i = 0; i < COLUMNS; i++)
        put_text(sheet, i, i == COLUMN_LABEL ? line->label : S(""), sheet->group);
    sheet->row++;
}

/* How many characters, of any bytes: each one but those that continue another. */
static size_t characters_of(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count;
}

/* Wrapped texts need their room: not every program gives it by itself. */
static void height_set(struct sheet *sheet, const struct annex_line *line)
{
    const struct {
        struct str text;
        int column;
    } texts[] = {{line->label, COLUMN_LABEL},
                 {line->unit, COLUMN_UNIT},
                 {line->giver, COLUMN_GIVER},
                 {line->note, COLUMN_NOTE}};
    size_t lines = 1;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        size_t width = (size_t)columns[texts[i].column].width - 2;
        size_t needed = (characters_of(texts[i].text) + width - 1) / width;
        lines = needed > lines ? needed : lines;
    }
    xlsx_height(sheet->xlsx, sheet->row, LINE_HEIGHT_PT * (double)lines);
}

static void put_figure(struct sheet *sheet, const struct annex_line *line, int64_t ordinal)
{
    height_set(sheet, line);
    put_number(sheet, COLUMN_ORDINAL, true, ordinal);
    put_text(sheet, COLUMN_LABEL, line->label, sheet->text);
    put_text(sheet, COLUMN_UNIT, line->unit, sheet->text);
    put_number(sheet, COLUMN_ACTUAL, true, line->actual);
    put_number(sheet, COLUMN_TARGET, line->has_target, line->target);
    put_percent(sheet, line);
    put_number(sheet, COLUMN_POPULATION, line->has_population, line->population);
    put_number(sheet, COLUMN_PREVIOUS, line->has_previous, line->previous);
    put_text(sheet, COLUMN_GIVER, line->giver, sheet->text);
    put_text(sheet, COLUMN_NOTE, line->note, sheet->text);
    put_text(sheet, COLUMN_CODE, line->code, sheet->text);
    sheet->row++;
}

/* ---- the sheet ---- */

static void put_line(struct sheet *sheet, struct str text, struct xlsx_format *format)
{
    if (text.len == 0)
        return;
    put_text(sheet, 0, text, format);
    sheet->row++;
}

static void head_fill(struct sheet *sheet, const struct annex *annex)
{
    put_line(sheet, annex->mark, sheet->quiet);
    put_line(sheet, annex->title, sheet->title);
    put_line(sheet, annex->subtitle, sheet->quiet);
    sheet->row++;
    for (int i = 0; i < COLUMNS; i++) {
        xlsx_column(sheet->xlsx, i, columns[i].width, NULL);
        put_text(sheet, i, str_of(columns[i].title), sheet->head);
    }
    xlsx_page(sheet->xlsx, true, sheet->row);
    xlsx_freeze(sheet->xlsx, sheet->row + 1, COLUMN_UNIT);
    sheet->row++;
}

static void book_fill(struct sheet *sheet, const struct annex *annex)
{
    int64_t ordinal = 0;
    formats_make(sheet);
    xlsx_sheet(sheet->xlsx, "Số liệu");
    head_fill(sheet, annex);
    for (size_t i = 0; i < annex->lines.count; i++)
        if (annex->lines.at[i].is_group)
            put_group(sheet, &annex->lines.at[i]);
        else
            put_figure(sheet, &annex->lines.at[i], ++ordinal);
}

/* ---- the file ---- */

static bool line_check(const struct annex_line *line, struct error *err)
{
    const struct str texts[] = {line->label, line->code, line->unit, line->giver, line->note};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (texts[i].len > ANNEX_TEXT_MAX_BYTES)
            return fail(err, ERROR_INVALID, "annex", "một ô của bảng dài hơn %d byte",
                        ANNEX_TEXT_MAX_BYTES);
    return true;
}

static bool annex_check(const struct annex *annex, struct error *err)
{
    if (annex->lines.count > ANNEX_LINES_MAX)
        return fail(err, ERROR_INVALID, "annex", "bảng có %zu dòng, nhiều hơn mức %d",
                    annex->lines.count, ANNEX_LINES_MAX);
    for (size_t i = 0; i < annex->lines.count; i++)
        if (!line_check(&annex->lines.at[i], err))
            return false;
    return true;
}

bool annex_xlsx(struct arena *mem, const struct annex *annex, struct str *bytes, struct error *err)
{
    if (!annex_check(annex, err))
        return false;
    struct sheet sheet = {.xlsx = xlsx_new(mem, annex->title)};
    book_fill(&sheet, annex);
    return xlsx_end(sheet.xlsx, bytes, err);
}
