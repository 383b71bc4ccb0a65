#include "document/xlsx.h"

#include "base/file.h"
#include "base/unicode.h"
#include "document/xml.h"

#include <assert.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
    PAPER_A4 = 9,
    USUAL_SIZE_PT = 12,
    FIRST_DAY = 315532800, /* 1980-01-01, as in the archive: the file knows no other day */
    TITLE_CHARACTERS = 32, /* that the library takes */
};

struct xlsx {
    struct arena *mem;
    int fd; /* of a file in memory: the library writes to a path only */
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_error first; /* that went wrong */
};

static void note(struct xlsx *xlsx, lxw_error result)
{
    if (xlsx->first == LXW_NO_ERROR)
        xlsx->first = result;
}

/* The library's types for texts that it copies have no const. */
static char *held(struct xlsx *xlsx, struct str text)
{
    return (char *)(uintptr_t)xml_held(xlsx->mem, text).at;
}

/* As much of the text as the library takes. */
static char *held_part(struct xlsx *xlsx, struct str text, size_t characters)
{
    size_t end = 0;
    text = xml_held(xlsx->mem, text);
    for (size_t i = 0; i < characters && end < text.len; i++)
        (void)utf8_next(text, &end);
    return held(xlsx, str_part(text, 0, end));
}

struct xlsx *xlsx_new(struct arena *mem, struct str title)
{
    struct xlsx *xlsx = arena_one(mem, struct xlsx);
    xlsx->mem = mem;
    xlsx->fd = memfd_create("xlsx", MFD_CLOEXEC);
    xlsx->book = workbook_new(str_format(mem, "/proc/self/fd/%d", xlsx->fd).at);
    assert(xlsx->book); /* it lacks nothing but memory */
    lxw_doc_properties properties = {.title = held(xlsx, title), .created = FIRST_DAY};
    note(xlsx, workbook_set_properties(xlsx->book, &properties));
    return xlsx;
}

struct xlsx_format *xlsx_format(struct xlsx *xlsx, struct xlsx_look look)
{
    lxw_format *format = workbook_add_format(xlsx->book);
    format_set_font_name(format, "Times New Roman");
    format_set_font_size(format, look.size_pt > 0 ? look.size_pt : USUAL_SIZE_PT);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (look.is_bold)
        format_set_bold(format);
    if (look.is_italic)
        format_set_italic(format);
    if (look.is_centred)
        format_set_align(format, LXW_ALIGN_CENTER);
    if (look.is_wrapped)
        format_set_text_wrap(format);
    if (look.has_border)
        format_set_border(format, LXW_BORDER_THIN);
    if (look.number)
        format_set_num_format(format, look.number);
    if (look.fill)
        format_set_bg_color(format, look.fill);
    return (struct xlsx_format *)format;
}

void xlsx_sheet(struct xlsx *xlsx, const char *name)
{
    xlsx->sheet = workbook_add_worksheet(xlsx->book, name);
}

/* ---- cells ---- */

void xlsx_text(struct xlsx *xlsx, int row, int column, struct str text, struct xlsx_format *format)
{
    lxw_row_t at = (lxw_row_t)row;
    lxw_col_t in = (lxw_col_t)column;
    if (text.len)
        note(xlsx,
             worksheet_write_string(xlsx->sheet, at, in, held(xlsx, text), (lxw_format *)format));
    else
        note(xlsx, worksheet_write_blank(xlsx->sheet, at, in, (lxw_format *)format));
}

void xlsx_number(struct xlsx *xlsx, int row, int column, double number, struct xlsx_format *format)
{
    note(xlsx, worksheet_write_number(xlsx->sheet, (lxw_row_t)row, (lxw_col_t)column, number,
                                      (lxw_format *)format));
}

void xlsx_note(struct xlsx *xlsx, int row, int column, struct str text)
{
    note(xlsx,
         worksheet_write_comment(xlsx->sheet, (lxw_row_t)row, (lxw_col_t)column, held(xlsx, text)));
}

/* ---- the sheet ---- */

void xlsx_column(struct xlsx *xlsx, int column, double width, struct xlsx_format *format)
{
    note(xlsx, worksheet_set_column(xlsx->sheet, (lxw_col_t)column, (lxw_col_t)column, width,
                                    (lxw_format *)format));
}

void xlsx_height(struct xlsx *xlsx, int row, double height_pt)
{
    note(xlsx, worksheet_set_row(xlsx->sheet, (lxw_row_t)row, height_pt, NULL));
}

void xlsx_freeze(struct xlsx *xlsx, int row, int column)
{
    worksheet_freeze_panes(xlsx->sheet, (lxw_row_t)row, (lxw_col_t)column);
}

void xlsx_page(struct xlsx *xlsx, bool is_landscape, int repeated)
{
    if (is_landscape)
        worksheet_set_landscape(xlsx->sheet);
    worksheet_set_paper(xlsx->sheet, PAPER_A4);
    worksheet_set_margins(xlsx->sheet, 0.6, 0.6, 0.8, 0.8); /* inches */
    worksheet_fit_to_pages(xlsx->sheet, 1, 0);
    note(xlsx, worksheet_set_footer(xlsx->sheet, "&C&\"Times New Roman\"&12&P/&N"));
    note(xlsx, worksheet_repeat_rows(xlsx->sheet, (lxw_row_t)repeated, (lxw_row_t)repeated));
}

/* ---- what may be typed ---- */

/* A list of one text, the formula itself: list_as_formula makes a formula of it. */
static char **list_as_text(struct xlsx *xlsx, const char *formula)
{
    char **list = arena_many(xlsx->mem, char *, 2);
    list[0] = held(xlsx, str_of(formula));
    return list;
}

/* The library has a way to give a list as a formula, but loses a copy of it with each call (1.1.4).
 * So it was given as a text, which the library keeps in quotes: here they go. */
static void list_as_formula(struct xlsx *xlsx)
{
    lxw_data_val_obj *kept = STAILQ_FIRST(xlsx->sheet->data_validations);
    while (kept && STAILQ_NEXT(kept, list_pointers))
        kept = STAILQ_NEXT(kept, list_pointers);
    size_t len = kept && kept->value_formula ? strlen(kept->value_formula) : 0;
    if (len < 2 || kept->value_formula[0] != '"') {
        note(xlsx, LXW_ERROR_PARAMETER_VALIDATION);
        return;
    }
    memmove(kept->value_formula, kept->value_formula + 1, len - 2);
    kept->value_formula[len - 2] = '\0';
}

static void check_set(struct xlsx *xlsx, const struct xlsx_rule *rule, lxw_data_validation *written)
{
    switch (rule->check) {
    case XLSX_WHOLE:
        written->validate = LXW_VALIDATION_TYPE_INTEGER;
        written->criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
        break;
    case XLSX_DAY:
        written->validate = LXW_VALIDATION_TYPE_DATE;
        written->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        written->minimum_datetime = (lxw_datetime){.year = 1900, .month = 1, .day = 1};
        written->maximum_datetime = (lxw_datetime){.year = 2199, .month = 12, .day = 31};
        break;
    case XLSX_LIST:
        written->validate = LXW_VALIDATION_TYPE_LIST;
        written->value_list = list_as_text(xlsx, rule->list);
        break;
    default:
        written->validate = LXW_VALIDATION_TYPE_ANY;
    }
}

void xlsx_rule(struct xlsx *xlsx, const struct xlsx_rule *rule)
{
    lxw_data_validation written = {
        .error_type =
            rule->is_strict ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_WARNING,
        .input_title = held_part(xlsx, rule->title, TITLE_CHARACTERS),
        .input_message = held_part(xlsx, rule->message, XLSX_MESSAGE_CHARACTERS),
        .error_title = held_part(xlsx, rule->title, TITLE_CHARACTERS),
        .error_message = held_part(xlsx, rule->wrong, XLSX_MESSAGE_CHARACTERS),
    };
    check_set(xlsx, rule, &written);
    lxw_col_t column = (lxw_col_t)rule->column;
    note(xlsx, worksheet_data_validation_range(xlsx->sheet, (lxw_row_t)rule->first_row, column,
                                               (lxw_row_t)rule->last_row, column, &written));
    if (rule->check == XLSX_LIST && xlsx->first == LXW_NO_ERROR)
        list_as_formula(xlsx);
}

/* ---- the file ---- */

static bool bytes_read(struct arena *mem, int fd, struct str *bytes, struct error *err)
{
    struct stat stat;
    if (fstat(fd, &stat) < 0)
        return fail(err, ERROR_BROKEN, "xlsx", "không đọc lại được bảng tính");
    char *at = arena_take(mem, (size_t)stat.st_size + 1);
    *bytes = (struct str){at, (size_t)stat.st_size};
    return pread(fd, at, bytes->len, 0) == (ssize_t)bytes->len ||
           fail(err, ERROR_BROKEN, "xlsx", "không đọc lại được bảng tính");
}

bool xlsx_end(struct xlsx *xlsx, struct str *bytes, struct error *err)
{
    auto_fd fd = xlsx->fd;
    note(xlsx, workbook_close(xlsx->book));
    if (xlsx->first != LXW_NO_ERROR)
        return fail(err, ERROR_BROKEN, "xlsx", "không lập được bảng tính: %s",
                    lxw_strerror(xlsx->first));
    return bytes_read(xlsx->mem, fd, bytes, err);
}
