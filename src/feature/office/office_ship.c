/* Duties and rows of the week as they ship (catalogue/duties.csv, catalogue/weekly.csv), checked
 * against the catalogue before they become entries. */
#include "feature/office/duty.h"
#include "feature/office/office_pages.h"
#include "feature/office/weekly.h"

/* An empty cell is `otherwise`. */
static bool edge_cell(const struct shipped_table *table, size_t row, const char *column,
                      struct day otherwise, struct day *day, struct error *err)
{
    struct str cell = shipped_cell(table, row, column);
    *day = otherwise;
    return cell.len == 0 || day_read(cell, day) ||
           fail(err, ERROR_INVALID, column, "ngày viết như 2025-08-15");
}

static bool item_row(const struct shipped_table *table, size_t row, struct dated *item,
                     struct error *err)
{
    *item = (struct dated){.code = shipped_cell(table, row, "code")};
    return edge_cell(table, row, "valid_from", DAY_FIRST, &item->first, err) &&
           edge_cell(table, row, "valid_to", DAY_LAST, &item->last, err);
}

static bool duty_row(const struct shipped_table *table, size_t row, struct duty *duty,
                     struct error *err)
{
    struct str kinds = shipped_cell(table, row, "kinds"), kind;
    *duty = (struct duty){.label = shipped_cell(table, row, "label::vi")};
    if (!duty_every_meant(shipped_cell(table, row, "every"), &duty->every))
        return fail(err, ERROR_INVALID, "every", "chu kỳ là month, quarter, half hoặc year");
    if (!str_to_int(shipped_cell(table, row, "due_days"), &duty->due_days))
        return fail(err, ERROR_INVALID, "due_days", "hạn là số ngày sau khi hết kỳ");
    while (str_cut(&kinds, ';', &kind)) {
        if (duty->kinds_count == DUTY_KINDS_MAX)
            return fail(err, ERROR_INVALID, "kinds", "từ 1 đến %d loại việc", DUTY_KINDS_MAX);
        duty->kinds[duty->kinds_count++] = str_trim(kind);
    }
    return item_row(table, row, &duty->item, err);
}

/* Kinds must be rows before duties name them. */
static bool duties_ship(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct shipped_table table;
    if (!journal_flush(&book->journal, err) || !shipped_table(&mem, "duties.csv", &table, err))
        return false;
    const struct catalogue *catalogue = catalogue_of(book, book->db, err);
    if (!catalogue)
        return false;
    for (size_t row = 0; row < table.rows.count; row++) {
        struct duty duty = {0};
        struct str body = S("");
        if (!duty_row(&table, row, &duty, err) || !duty_check(catalogue, &duty, err) ||
            !duty_body(&mem, &duty, &body, err))
            return fail_at(err, "duties.csv, dòng %zu: ", row + 2);
        if (!catalogue_ship(book, DUTY_TYPE, duty.item.code, body, NULL, err))
            return false;
    }
    return true;
}

/* Behind another flush: what was compiled ends with the duties becoming rows. */
static bool weekly_ship(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct shipped_table table;
    if (!journal_flush(&book->journal, err) || !shipped_table(&mem, "weekly.csv", &table, err))
        return false;
    const struct indicators *indicators = indicators_of(book, book->db, err);
    if (!indicators)
        return false;
    for (size_t row = 0; row < table.rows.count; row++) {
        struct weekly_item line = {.label = shipped_cell(&table, row, "label::vi"),
                                   .indicator = shipped_cell(&table, row, "indicator")};
        struct str body = S("");
        if (!item_row(&table, row, &line.item, err) || !weekly_check(indicators, &line, err) ||
            !weekly_body(&mem, &line, &body, err))
            return fail_at(err, "weekly.csv, dòng %zu: ", row + 2);
        if (!catalogue_ship(book, WEEKLY_TYPE, line.item.code, body, NULL, err))
            return false;
    }
    return true;
}

bool office_ship(struct book *book, struct error *err)
{
    return duties_ship(book, err) && weekly_ship(book, err);
}
