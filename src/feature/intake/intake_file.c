/* What was uploaded, read into a table. */
#include "feature/intake/intake_pages.h"

#include "base/text.h"
#include "base/vi_text.h"
#include "document/sheet_read.h"

enum { NOTES_MAX_BYTES = 4000, PLACES_NAMED_MAX = 5 };

/* ---- which of its tables ---- */

/* The table that somebody named, else the first that people see and that holds something. */
static const struct sheet_table *table_meant(struct arena *mem, const struct sheet_file *file,
                                             struct str name, struct error *err)
{
    const struct sheet_table *first = NULL;
    struct str wanted = vi_fold(mem, name);
    for (size_t i = 0; i < file->tables.count; i++) {
        const struct sheet_table *table = &file->tables.at[i];
        if (wanted.len && str_is(vi_fold(mem, table->name), wanted))
            return table;
        if (!first && !table->is_hidden && table->rows.count)
            first = table;
    }
    if (wanted.len && !file->is_csv) {
        fail(err, ERROR_INVALID, "trang", "tệp không có trang tính «%.*s»", STR_ARG(name));
        return NULL;
    }
    if (!first)
        fail(err, ERROR_INVALID, "tep", "tệp không có dòng nào");
    return first;
}

/* ---- remarks ---- */

/* "Trang tính khác: Tháng 5; Tháng 4 (ẩn)". */
static void others_remark(struct text *notes, const struct sheet_file *file,
                          const struct sheet_table *chosen)
{
    size_t count = 0;
    for (size_t i = 0; i < file->tables.count; i++) {
        const struct sheet_table *table = &file->tables.at[i];
        if (table == chosen)
            continue;
        text_format(notes, "%s%.*s%s",
                    count++ ? "; " : "Không đọc các trang tính khác: ", STR_ARG(table->name),
                    table->is_hidden ? " (ẩn)" : "");
    }
    if (count)
        text_char(notes, '\n');
}

/* "3 ô là công thức (C5, C6 …): lấy giá trị …". */
static void cells_remark(struct arena *mem, struct text *notes, const struct sheet_table *table,
                         unsigned note, const char *words)
{
    struct text places = text_new(mem, 200);
    size_t count = 0;
    for (size_t i = 0; i < table->rows.count; i++) {
        const struct sheet_row *row = &table->rows.at[i];
        for (size_t k = 0; k < row->count; k++) {
            if (!(row->at[k].notes & note))
                continue;
            if (count++ < PLACES_NAMED_MAX)
                text_format(&places, "%s%.*s%lld", count > 1 ? ", " : "",
                            STR_ARG(sheet_column_name(mem, k)), (long long)row->line);
        }
    }
    if (count)
        text_format(notes, "%zu ô (%.*s%s) %s\n", count, STR_ARG(text_str(&places)),
                    count > PLACES_NAMED_MAX ? " …" : "", words);
}

static size_t hidden_rows(const struct sheet_table *table)
{
    size_t count = 0;
    for (size_t i = 0; i < table->rows.count; i++)
        count += table->rows.at[i].is_hidden;
    return count;
}

static struct str notes_make(struct arena *mem, const struct sheet_file *file,
                             const struct sheet_table *table)
{
    static const struct {
        unsigned note;
        const char *words;
    } remarks[] = {
        {SHEET_FORMULA, "là công thức: lấy giá trị lúc lưu tệp"},
        {SHEET_UNCOUNTED,
         "là công thức chưa tính: coi như trống, hãy mở tệp bằng Excel rồi lưu lại"},
        {SHEET_ERROR, "là lỗi của công thức"},
        {SHEET_MERGED, "nằm trong ô gộp: coi như trống, hãy bỏ gộp ô rồi điền đủ"},
        {SHEET_TIME, "có giờ bên cạnh ngày: chỉ lấy ngày"},
        {SHEET_ROUNDED, "hiện ra ít số lẻ hơn giá trị thật: lấy giá trị thật"},
        {SHEET_LINES, "có nhiều dòng: nối lại thành một"},
        {SHEET_LEGACY, "theo bảng mã cũ (VNI, TCVN3): đã đổi sang Unicode, hãy xem lại chữ"},
    };
    struct text notes = text_new(mem, NOTES_MAX_BYTES);
    if (table->name.len)
        text_format(&notes, "Đọc trang tính «%.*s»\n", STR_ARG(table->name));
    others_remark(&notes, file, table);
    if (file->has_macros)
        text_add(&notes, S("Tệp có macro: không đọc, không chạy\n"));
    if (file->has_links)
        text_add(&notes, S("Có công thức lấy số từ tệp khác, có thể đã cũ\n"));
    if (hidden_rows(table))
        text_format(&notes, "%zu dòng đang ẩn cũng được đọc\n", hidden_rows(table));
    if (table->has_hidden_columns)
        text_add(&notes, S("Có cột đang ẩn cũng được đọc\n"));
    for (size_t i = 0; i < COUNT_OF(remarks); i++)
        cells_remark(mem, &notes, table, remarks[i].note, remarks[i].words);
    struct str text = text_str(&notes);
    return str_ends(text, S("\n")) ? str_part(text, 0, text.len - 1) : text;
}

/* ---- reading ---- */

bool intake_file_read(struct book *book, struct arena *mem, struct str bytes, struct str sheet,
                      struct intake_table *table, struct str *notes, struct error *err)
{
    struct sheet_file file = {0};
    struct str cells[SHEET_COLUMNS_MAX];
    if (!sheet_read(&book->sheets, mem, bytes, &file, err))
        return false;
    const struct sheet_table *chosen = table_meant(mem, &file, sheet, err);
    if (!chosen)
        return false;
    *table = (struct intake_table){0};
    for (size_t i = 0; i < chosen->rows.count; i++) {
        const struct sheet_row *row = &chosen->rows.at[i];
        for (size_t k = 0; k < row->count; k++)
            cells[k] = row->at[k].text;
        if (!intake_table_add(mem, table, row->line, cells, row->count, err))
            return false;
    }
    *notes = notes_make(mem, &file, chosen);
    return table->count || fail(err, ERROR_INVALID, "tep", "tệp không có dòng nào");
}
