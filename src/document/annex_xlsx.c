#include "document/annex_xlsx.h"

#include "base/file.h"
#include "base/unicode.h"
#include "document/xml.h"

#include <math.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
    PAPER_A4 = 9,
    LINE_HEIGHT_PT = 17,
    FIRST_DAY = 315532800, /* 1980-01-01, as in the archive: the file knows no other day */
};

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
    struct arena *mem;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *title, *quiet, *head, *group, *text, *number, *percent, *percent_exact;
    lxw_row_t row;
    lxw_error first; /* that went wrong */
};

static void note(struct sheet *sheet, lxw_error result)
{
    if (sheet->first == LXW_NO_ERROR)
        sheet->first = result;
}

/* ---- looks ---- */

static lxw_format *format_new(struct sheet *sheet, bool has_border)
{
    lxw_format *format = workbook_add_format(sheet->book);
    format_set_font_name(format, "Times New Roman");
    format_set_font_size(format, 12);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (has_border)
        format_set_border(format, LXW_BORDER_THIN);
    return format;
}

static lxw_format *number_format_new(struct sheet *sheet, const char *pattern)
{
    lxw_format *format = format_new(sheet, true);
    format_set_num_format(format, pattern);
    return format;
}

static void formats_make(struct sheet *sheet)
{
    sheet->title = format_new(sheet, false);
    format_set_bold(sheet->title);
    format_set_font_size(sheet->title, 14);
    sheet->quiet = format_new(sheet, false);
    format_set_italic(sheet->quiet);
    sheet->head = format_new(sheet, true);
    format_set_bold(sheet->head);
    format_set_text_wrap(sheet->head);
    format_set_align(sheet->head, LXW_ALIGN_CENTER);
    sheet->group = format_new(sheet, true);
    format_set_bold(sheet->group);
    sheet->text = format_new(sheet, true);
    format_set_text_wrap(sheet->text);
    sheet->number = number_format_new(sheet, "#,##0");
    sheet->percent = number_format_new(sheet, "0%");
    sheet->percent_exact = number_format_new(sheet, "0.00%");
}

/* ---- cells ---- */

static void put_text(struct sheet *sheet, lxw_col_t column, struct str text, lxw_format *format)
{
    if (text.len)
        note(sheet, worksheet_write_string(sheet->sheet, sheet->row, column,
                                           xml_held(sheet->mem, text).at, format));
    else
        note(sheet, worksheet_write_blank(sheet->sheet, sheet->row, column, format));
}

static void put_number(struct sheet *sheet, lxw_col_t column, bool has, int64_t number)
{
    if (has)
        note(sheet, worksheet_write_number(sheet->sheet, sheet->row, column, (double)number,
                                           sheet->number));
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
    lxw_format *format = fmod(hundredths, 100) == 0 ? sheet->percent : sheet->percent_exact;
    note(sheet, worksheet_write_number(sheet->sheet, sheet->row, COLUMN_PERCENT, hundredths / 10000,
                                       format));
}

static void put_group(struct sheet *sheet, const struct annex_line *line)
{
    for (lxw_col_t i = 0; i < COLUMNS; i++)
        put_text(sheet, i, i == COLUMN_LABEL ? line->label : S(""), sheet->group);
    sheet->row++;
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
        size_t needed = (utf8_count(xml_held(sheet->mem, texts[i].text)) + width - 1) / width;
        lines = needed > lines ? needed : lines;
    }
    note(sheet, worksheet_set_row(sheet->sheet, sheet->row, LINE_HEIGHT_PT * (double)lines, NULL));
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

static void put_line(struct sheet *sheet, struct str text, lxw_format *format)
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
    for (lxw_col_t i = 0; i < COLUMNS; i++) {
        note(sheet, worksheet_set_column(sheet->sheet, i, i, columns[i].width, NULL));
        put_text(sheet, i, str_of(columns[i].title), sheet->head);
    }
    note(sheet, worksheet_repeat_rows(sheet->sheet, sheet->row, sheet->row));
    worksheet_freeze_panes(sheet->sheet, sheet->row + 1, COLUMN_UNIT);
    sheet->row++;
}

static void page_set(struct sheet *sheet)
{
    worksheet_set_landscape(sheet->sheet);
    worksheet_set_paper(sheet->sheet, PAPER_A4);
    worksheet_set_margins(sheet->sheet, 0.6, 0.6, 0.8, 0.8); /* inches */
    worksheet_fit_to_pages(sheet->sheet, 1, 0);
    note(sheet, worksheet_set_footer(sheet->sheet, "&C&\"Times New Roman\"&12&P/&N"));
}

static void book_fill(struct sheet *sheet, const struct annex *annex)
{
    int64_t ordinal = 0;
    struct str title = xml_held(sheet->mem, annex->title);
    /* the library's type for texts that it copies has no const */
    lxw_doc_properties properties = {.title = (char *)(uintptr_t)title.at, .created = FIRST_DAY};
    note(sheet, workbook_set_properties(sheet->book, &properties));
    sheet->sheet = workbook_add_worksheet(sheet->book, "Số liệu");
    formats_make(sheet);
    page_set(sheet);
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

/* The library writes to a path only: here to a file that exists in memory. */
static bool written(struct arena *mem, const struct annex *annex, int fd, struct error *err)
{
    struct sheet sheet = {.mem = mem};
    sheet.book = workbook_new(str_format(mem, "/proc/self/fd/%d", fd).at);
    if (!sheet.book)
        return fail(err, ERROR_BROKEN, "xlsx", "không lập được bảng tính");
    book_fill(&sheet, annex);
    note(&sheet, workbook_close(sheet.book));
    return sheet.first == LXW_NO_ERROR ||
           fail(err, ERROR_BROKEN, "xlsx", "không lập được bảng tính: %s",
                lxw_strerror(sheet.first));
}

bool annex_xlsx(struct arena *mem, const struct annex *annex, struct str *bytes, struct error *err)
{
    struct stat stat;
    if (!annex_check(annex, err))
        return false;
    auto_fd fd = memfd_create("annex", MFD_CLOEXEC);
    if (fd < 0)
        return fail(err, ERROR_BROKEN, "xlsx", "không mở được tệp trong bộ nhớ");
    if (!written(mem, annex, fd, err))
        return false;
    if (fstat(fd, &stat) < 0)
        return fail(err, ERROR_BROKEN, "xlsx", "không đọc lại được bảng tính");
    char *at = arena_take(mem, (size_t)stat.st_size + 1);
    *bytes = (struct str){at, (size_t)stat.st_size};
    return pread(fd, at, bytes->len, 0) == (ssize_t)bytes->len ||
           fail(err, ERROR_BROKEN, "xlsx", "không đọc lại được bảng tính");
}
