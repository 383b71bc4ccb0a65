#include "feature/record/kind_template.h"

#include "base/csv.h"
#include "base/text.h"
#include "base/unicode.h"
#include "document/sheet_wire.h"
#include "document/xlsx.h"

enum {
    WIDTH_LEAST = 14, /* characters */
    WIDTH_MOST = 42,
    CSV_MAX_BYTES = 256 * 1024,
    GREEN = 0xD9EAD3, /* behind what must be filled in */
    GREY = 0xEFEFEF,
};

/* A column of the list: one that every kind has, or a field. */
struct column {
    struct str label, hint;
    enum value_type type;
    bool is_required;
    struct str measure;
    const struct choice_list *list;
    bool is_unit;
};

struct columns {
    struct column *at;
    size_t count, room;
};

static struct columns columns_of(struct arena *mem, const struct catalogue_kind *kind)
{
    struct columns columns = {0};
    *list_add(&columns, mem) = (struct column){
        .label = S("Ngày"), .hint = S("Ngày làm việc này"), .type = VALUE_DAY, .is_required = true};
    *list_add(&columns, mem) = (struct column){.label = S("Đơn vị"),
                                               .hint = S("Nơi thực hiện"),
                                               .type = VALUE_ONE,
                                               .is_required = true,
                                               .is_unit = true};
    for (size_t i = 0; i < kind->fields.count; i++) {
        const struct catalogue_field *field = &kind->fields.at[i];
        if (field->type != VALUE_NUMBER_OF) /* the book hands it out */
            *list_add(&columns, mem) = (struct column){.label = field->label,
                                                       .hint = field->hint,
                                                       .type = field->type,
                                                       .is_required = field->is_required,
                                                       .measure = field->measure,
                                                       .list = field->list};
    }
    *list_add(&columns, mem) = (struct column){
        .label = S("Mã dòng"),
        .hint = S("Số thứ tự của riêng danh sách này; nhờ nó mà lần nhập sau sửa đúng dòng cũ"),
        .type = VALUE_TEXT};
    return columns;
}

/* ---- in words ---- */

/* How such a value is written. */
static struct str way_of(struct arena *mem, const struct column *column)
{
    switch (column->type) {
    case VALUE_DAY:
        return S("Ghi ngày như 20/7/2022");
    case VALUE_MONEY:
        return S("Số tiền bằng đồng, ghi như 36000000 hoặc 36 triệu");
    case VALUE_INT:
        return column->measure.len
                   ? str_format(mem, "Số nguyên, tính bằng %.*s", STR_ARG(column->measure))
                   : S("Số nguyên");
    case VALUE_ONE:
        return S("Bấm mũi tên ở ô rồi chọn một mục");
    case VALUE_MANY:
        return S("Chép từ trang «Danh mục»; nhiều mục cách nhau bằng dấu chấm phẩy");
    default:
        return S("Ghi bằng chữ, trên một dòng");
    }
}

static struct str message_of(struct arena *mem, const struct column *column)
{
    struct str parts[3];
    size_t count = 0;
    parts[count++] = column->is_required ? S("Bắt buộc") : S("Có thì ghi");
    if (column->hint.len)
        parts[count++] = column->hint;
    parts[count++] = way_of(mem, column);
    return str_join(mem, parts, count, S(". "));
}

/* ---- the sheets ---- */

struct making {
    struct arena *mem;
    struct xlsx *xlsx;
    struct columns columns;
    const struct unit_names *units;
    struct xlsx_format *title, *needed, *optional, *text, *number, *day, *plain, *wrapped;
};

static struct xlsx_format *head_format(struct xlsx *xlsx, unsigned fill)
{
    return xlsx_format(xlsx, (struct xlsx_look){.is_bold = true,
                                                .is_wrapped = true,
                                                .is_centred = true,
                                                .has_border = true,
                                                .fill = fill});
}

static void formats_make(struct making *making)
{
    struct xlsx *xlsx = making->xlsx;
    making->title = xlsx_format(xlsx, (struct xlsx_look){.is_bold = true, .size_pt = 16});
    making->needed = head_format(xlsx, GREEN);
    making->optional = head_format(xlsx, GREY);
    making->text = xlsx_format(xlsx, (struct xlsx_look){.number = "@"});
    making->number = xlsx_format(xlsx, (struct xlsx_look){.number = "#,##0"});
    making->day = xlsx_format(xlsx, (struct xlsx_look){.number = "dd/mm/yyyy"});
    making->plain = xlsx_format(xlsx, (struct xlsx_look){0});
    making->wrapped = xlsx_format(xlsx, (struct xlsx_look){.is_wrapped = true, .has_border = true});
}

static struct xlsx_format *format_of(const struct making *making, enum value_type type)
{
    if (type == VALUE_DAY)
        return making->day;
    return type == VALUE_INT || type == VALUE_MONEY ? making->number : making->text;
}

static double width_of(const struct column *column)
{
    size_t width = utf8_count(column->label) + 4;
    width = width < WIDTH_LEAST ? WIDTH_LEAST : width;
    return (double)(width < WIDTH_MOST ? width : WIDTH_MOST);
}

/* How many things there are to pick, and the one in place i. */
static size_t picks_count(const struct making *making, const struct column *column)
{
    if (column->is_unit)
        return making->units->count;
    return column->list ? column->list->choices.count : 0;
}

static struct str pick(const struct making *making, const struct column *column, size_t i)
{
    return column->is_unit ? making->units->at[i] : column->list->choices.at[i].label;
}

/* The rule of a column; `list`: the column of its choices in their sheet. */
static void rule_put(struct making *making, size_t i, size_t list)
{
    const struct column *column = &making->columns.at[i];
    bool is_picked = column->type == VALUE_ONE && picks_count(making, column) > 0;
    struct xlsx_rule rule = {.column = (int)i,
                             .first_row = 1,
                             .last_row = KIND_TEMPLATE_ROWS,
                             .is_strict = is_picked,
                             .title = column->label,
                             .message = message_of(making->mem, column),
                             .wrong = way_of(making->mem, column)};
    if (is_picked) {
        struct str letters = sheet_column_name(making->mem, list);
        rule.check = XLSX_LIST;
        rule.list = str_format(making->mem, "'Danh mục'!$%.*s$2:$%.*s$%zu", STR_ARG(letters),
                               STR_ARG(letters), picks_count(making, column) + 1)
                        .at;
    } else if (column->type == VALUE_INT || column->type == VALUE_MONEY) {
        rule.check = XLSX_WHOLE;
    } else if (column->type == VALUE_DAY) {
        rule.check = XLSX_DAY;
    }
    xlsx_rule(making->xlsx, &rule);
}

static void list_fill(struct making *making)
{
    size_t list = 0;
    xlsx_sheet(making->xlsx, "Nhập liệu");
    for (size_t i = 0; i < making->columns.count; i++) {
        const struct column *column = &making->columns.at[i];
        struct xlsx_format *head = column->is_required ? making->needed : making->optional;
        xlsx_column(making->xlsx, (int)i, width_of(column), format_of(making, column->type));
        xlsx_text(making->xlsx, 0, (int)i, column->label, head);
        xlsx_note(making->xlsx, 0, (int)i, message_of(making->mem, column));
        rule_put(making, i, list);
        list += picks_count(making, column) > 0;
    }
    xlsx_freeze(making->xlsx, 1, 0);
    xlsx_page(making->xlsx, true, 0);
}

static void guide_fill(struct making *making, const struct catalogue_kind *kind)
{
    static const char *const lines[] = {
        "1. Ghi vào trang «Nhập liệu», mỗi dòng một việc; giữ nguyên dòng tiêu đề.",
        "2. Cột nền xanh bắt buộc phải có; cột nền xám có thì ghi.",
        "3. Chép từ bảng khác sang: dùng «Dán giá trị» để các ô vẫn giữ mũi tên chọn.",
        "4. Lưu tệp, rồi vào mục «Nhập tệp Excel, CSV» trên trang làm việc; ô nào sai sẽ được chỉ rõ.",
        "5. Chưa có gì được ghi vào sổ trước khi bạn đồng ý.",
    };
    struct xlsx *xlsx = making->xlsx;
    int row = 0;
    xlsx_sheet(xlsx, "Hướng dẫn");
    xlsx_column(xlsx, 0, WIDTH_MOST, NULL);
    xlsx_column(xlsx, 1, WIDTH_LEAST, NULL);
    xlsx_column(xlsx, 2, 2 * WIDTH_MOST, NULL);
    xlsx_text(xlsx, row++, 0,
              str_format(making->mem, "Mẫu nhập danh sách: %.*s", STR_ARG(kind->label)),
              making->title);
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        xlsx_text(xlsx, row++, 0, str_of(lines[i]), making->plain);
    row++;
    xlsx_text(xlsx, row, 0, S("Cột"), making->optional);
    xlsx_text(xlsx, row, 1, S("Bắt buộc"), making->optional);
    xlsx_text(xlsx, row++, 2, S("Cách ghi"), making->optional);
    for (size_t i = 0; i < making->columns.count; i++, row++) {
        const struct column *column = &making->columns.at[i];
        struct str parts[] = {column->hint, way_of(making->mem, column)};
        size_t skipped = column->hint.len ? 0 : 1;
        struct str way = str_join(making->mem, parts + skipped, COUNT_OF(parts) - skipped, S(". "));
        xlsx_text(xlsx, row, 0, column->label, making->wrapped);
        xlsx_text(xlsx, row, 1, column->is_required ? S("có") : S(""), making->wrapped);
        xlsx_text(xlsx, row, 2, way, making->wrapped);
    }
    xlsx_page(xlsx, true, 0);
}

static void choices_fill(struct making *making)
{
    int list = 0;
    xlsx_sheet(making->xlsx, "Danh mục");
    for (size_t i = 0; i < making->columns.count; i++) {
        const struct column *column = &making->columns.at[i];
        size_t count = picks_count(making, column);
        if (count == 0)
            continue;
        xlsx_column(making->xlsx, list, WIDTH_MOST, making->text);
        xlsx_text(making->xlsx, 0, list, column->label, making->optional);
        for (size_t k = 0; k < count; k++)
            xlsx_text(making->xlsx, (int)k + 1, list, pick(making, column, k), making->text);
        list++;
    }
    xlsx_freeze(making->xlsx, 1, 0);
    xlsx_page(making->xlsx, true, 0);
}

bool kind_template_xlsx(struct arena *mem, const struct catalogue_kind *kind,
                        const struct unit_names *units, struct str *bytes, struct error *err)
{
    struct making making = {.mem = mem,
                            .xlsx = xlsx_new(mem, kind->label),
                            .columns = columns_of(mem, kind),
                            .units = units};
    formats_make(&making);
    list_fill(&making);
    guide_fill(&making, kind);
    choices_fill(&making);
    return xlsx_end(making.xlsx, bytes, err);
}

struct str kind_template_csv(struct arena *mem, const struct catalogue_kind *kind)
{
    struct text out = text_new(mem, CSV_MAX_BYTES);
    struct columns columns = columns_of(mem, kind);
    text_add(&out, S("\xEF\xBB\xBF"));
    for (size_t i = 0; i < columns.count; i++)
        csv_put(&out, columns.at[i].label, i == 0);
    text_add(&out, S("\r\n"));
    return text_str(&out);
}
