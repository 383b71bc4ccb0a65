/* Indicators as they ship (catalogue/indicators.csv), checked against the catalogue before they
 * become entries. */
#include "feature/indicator/indicator_ship.h"

#include "feature/indicator/indicator_statement.h"

static struct indicator_statement statement_of_row(const struct shipped_table *table, size_t row)
{
    return (struct indicator_statement){
        .label = shipped_cell(table, row, "label::vi"),
        .label_en = shipped_cell(table, row, "label::en"),
        .slug = shipped_cell(table, row, "slug::vi"),
        .unit = shipped_cell(table, row, "unit"),
        .group = shipped_cell(table, row, "group"),
        .kinds = shipped_cell(table, row, "kinds"),
        .measure = shipped_cell(table, row, "measure"),
        .where = shipped_cell(table, row, "where"),
        .mode = shipped_cell(table, row, "mode"),
        .day = shipped_cell(table, row, "day"),
        .until = shipped_cell(table, row, "until"),
        .breakdown = shipped_cell(table, row, "breakdown"),
        .matrix = shipped_cell(table, row, "matrix"),
        .round = shipped_cell(table, row, "round"),
        .padded = shipped_cell(table, row, "padded"),
        .population = shipped_cell(table, row, "population"),
    };
}

static bool ship_one(struct book *book, const struct catalogue *catalogue,
                     const struct shipped_table *table, size_t row, struct error *err)
{
    auto_arena mem = {0};
    struct str body = S(""), code = shipped_cell(table, row, "code");
    struct indicator_statement said = statement_of_row(table, row);
    if (!indicator_statement_body(&mem, &said, &body, err) ||
        !indicator_body_check(&mem, catalogue, body, err))
        return fail_at(err, "indicators.csv, chỉ tiêu «%.*s»: ", STR_ARG(code));
    return catalogue_ship(book, "catalogue.indicator", code, body, NULL, err);
}

bool indicator_ship_all(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct shipped_table table;
    if (!journal_flush(&book->journal, err)) /* the kinds must be rows before rules name them */
        return false;
    const struct catalogue *catalogue = catalogue_of(book, book->db, err);
    if (!catalogue || !shipped_table(&mem, "indicators.csv", &table, err))
        return false;
    for (size_t i = 0; i < table.rows.count; i++)
        if (!ship_one(book, catalogue, &table, i, err))
            return false;
    return true;
}
