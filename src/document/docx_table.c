#include "document/docx.h"

void docx_table(struct docx *docx, const char *style, const int64_t *widths, size_t count)
{
    struct xml *xml = docx->xml;
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += widths[i];
    xml_open(xml, "w:tbl");
    xml_open(xml, "w:tblPr");
    xml_leaf(xml, "w:tblStyle", "w:val", str_of(style));
    xml_open(xml, "w:tblW");
    xml_attribute(xml, "w:w", str_format(docx->mem, "%lld", (long long)sum));
    xml_attribute(xml, "w:type", S("dxa"));
    xml_close(xml);
    xml_leaf(xml, "w:tblLayout", "w:type", S("fixed"));
    xml_close(xml);
    xml_open(xml, "w:tblGrid");
    for (size_t i = 0; i < count; i++)
        xml_leaf_int(xml, "w:gridCol", "w:w", widths[i]);
    xml_close(xml);
}

void docx_row(struct docx *docx, bool is_head)
{
    xml_open(docx->xml, "w:tr");
    xml_open(docx->xml, "w:trPr");
    xml_leaf(docx->xml, "w:cantSplit", NULL, S(""));
    if (is_head)
        xml_leaf(docx->xml, "w:tblHeader", NULL, S(""));
    xml_close(docx->xml);
}

void docx_cell(struct docx *docx, int64_t width)
{
    struct xml *xml = docx->xml;
    xml_open(xml, "w:tc");
    xml_open(xml, "w:tcPr");
    xml_open(xml, "w:tcW");
    xml_attribute(xml, "w:w", str_format(docx->mem, "%lld", (long long)width));
    xml_attribute(xml, "w:type", S("dxa"));
    xml_close(xml);
    xml_close(xml);
}

/* ---- grids ---- */

/* The columns' widths by their shares; the last one takes what rounding left. */
static int64_t *widths_of(struct docx *docx, const struct grid *grid)
{
    int64_t *widths = arena_many(docx->mem, int64_t, grid->columns.count);
    int64_t whole = docx_twips(LETTER_WIDTH_MM - LETTER_LEFT_MM - LETTER_RIGHT_MM);
    int64_t shares = 0, left = whole;
    for (size_t i = 0; i < grid->columns.count; i++)
        shares += grid->columns.at[i].share;
    for (size_t i = 0; i < grid->columns.count; i++) {
        bool is_last = i + 1 == grid->columns.count;
        widths[i] = is_last ? left : whole * grid->columns.at[i].share / shares;
        left -= widths[i];
    }
    return widths;
}

static void put_head(struct docx *docx, const struct grid *grid, const int64_t *widths)
{
    docx_row(docx, true);
    for (size_t i = 0; i < grid->columns.count; i++) {
        docx_cell(docx, widths[i]);
        docx_line(docx, "TableHead", grid->columns.at[i].title);
        xml_close(docx->xml);
    }
    xml_close(docx->xml);
}

/* A strong row prints its plain text strong; figures stay controls. */
static void put_cell(struct docx *docx, const struct grid_cell *cell, bool is_strong)
{
    struct run *runs = arena_many(docx->mem, struct run, cell->runs.count);
    for (size_t i = 0; i < cell->runs.count; i++) {
        runs[i] = cell->runs.at[i];
        if (is_strong && runs[i].kind == RUN_TEXT)
            runs[i].kind = RUN_STRONG;
    }
    docx_runs(docx, runs, cell->runs.count);
}

static void put_row(struct docx *docx, const struct grid *grid, const struct grid_row *row,
                    const int64_t *widths)
{
    docx_row(docx, false);
    for (size_t i = 0; i < grid->columns.count; i++) {
        docx_cell(docx, widths[i]);
        docx_paragraph(docx, grid->columns.at[i].is_number ? "TableNumber" : "TableText", 0, 0);
        if (i < row->cells.count)
            put_cell(docx, &row->cells.at[i], row->is_strong);
        xml_close(docx->xml);
        xml_close(docx->xml);
    }
    xml_close(docx->xml);
}

void docx_grid(struct docx *docx, const struct grid *grid)
{
    if (grid->columns.count == 0)
        return;
    const int64_t *widths = widths_of(docx, grid);
    docx_table(docx, "TableGrid", widths, grid->columns.count);
    put_head(docx, grid, widths);
    for (size_t i = 0; i < grid->rows.count; i++)
        put_row(docx, grid, &grid->rows.at[i], widths);
    xml_close(docx->xml);
    docx_line(docx, "Gap", S(""));
}
