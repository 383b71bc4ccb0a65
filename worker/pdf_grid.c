#include "worker/pdf_letter.h"

#define PADDING_X   3.0
#define PADDING_Y   2.0
#define ROW_MAX     (PDF_TEXT_HEIGHT / 3) /* a higher row is cut into several */
#define GRID_BEFORE 6.0
#define GRID_BEHIND 4.0

struct table {
    struct pdf *pdf;
    const struct grid *grid;
    struct flow *flow;
    double *left; /* of each column, and behind the last one the right edge */
};

static void columns_measure(struct table *table)
{
    const struct grid *grid = table->grid;
    double shares = 0, x = 0;
    table->left = arena_many(table->pdf->mem, double, grid->columns.count + 1);
    for (size_t i = 0; i < grid->columns.count; i++)
        shares += grid->columns.at[i].share;
    for (size_t i = 0; i < grid->columns.count; i++) {
        table->left[i] = x;
        x += PDF_TEXT_WIDTH * grid->columns.at[i].share / shares;
    }
    table->left[grid->columns.count] = PDF_TEXT_WIDTH;
}

static struct pdf_form cell_form(const struct table *table, size_t column, bool is_head,
                                 bool is_strong)
{
    double width = table->left[column + 1] - table->left[column] - 2 * PADDING_X;
    return (struct pdf_form){
        .size = PDF_GRID,
        .pitch = PDF_SINGLE,
        .width = width > 1 ? width : 1,
        .align = is_head                                     ? PDF_CENTRE
                 : table->grid->columns.at[column].is_number ? PDF_RIGHT
                                                             : PDF_LEFT,
        .is_bold = is_head || is_strong,
    };
}

/* The lines of a text from `from` on that are no higher than `most` together; at least one. */
static size_t lines_fitting(const struct pdf_text *text, size_t from, double most, double *height)
{
    size_t i = from;
    *height = 0;
    while (i < text->lines.count && (i == from || *height + text->lines.at[i].height <= most))
        *height += text->lines.at[i++].height;
    return i;
}

/* One row as a band, or as several where its texts are high: then each holds a stretch of lines. */
static struct band *row_add(struct table *table, struct pdf_text *const *texts, const char *cell,
                            double before)
{
    size_t count = table->grid->columns.count;
    size_t *from = arena_many(table->pdf->mem, size_t, count);
    struct band *band = NULL;
    for (bool is_more = true; is_more; before = 0) {
        double highest = 0, height;
        is_more = false;
        for (size_t i = 0; i < count; i++) {
            is_more |= lines_fitting(texts[i], from[i], ROW_MAX, &height) < texts[i]->lines.count;
            highest = height > highest ? height : highest;
        }
        flow_open(table->flow, "TR");
        band = flow_band(table->flow, before, highest + 2 * PADDING_Y);
        for (size_t i = 0; i <= count; i++)
            band_rule(table->flow, band, table->left[i], 0, table->left[i], band->height);
        band_rule(table->flow, band, 0, 0, PDF_TEXT_WIDTH, 0);
        band_rule(table->flow, band, 0, band->height, PDF_TEXT_WIDTH, band->height);
        for (size_t i = 0; i < count; i++) {
            size_t end = lines_fitting(texts[i], from[i], ROW_MAX, &height);
            double y = PADDING_Y;
            band_open(table->flow, band, cell);
            for (; from[i] < end; y += texts[i]->lines.at[from[i]++].height)
                band_line(table->flow, band, texts[i], from[i], table->left[i] + PADDING_X, y);
            band_close(table->flow, band);
        }
        band_close(table->flow, band);
    }
    return band;
}

/* The band of the head, if it is one: a head that had to be cut does not come again. */
static bool head_add(struct table *table, struct pdf_text **texts, size_t *head)
{
    const struct grid *grid = table->grid;
    for (size_t i = 0; i < grid->columns.count; i++) {
        struct pdf_form form = cell_form(table, i, true, false);
        texts[i] = pdf_text_plain(table->pdf, grid->columns.at[i].title, &form);
    }
    *head = table->flow->bands.count;
    row_add(table, texts, "TH", GRID_BEFORE)->keeps_next = grid->rows.count > 0;
    return table->flow->bands.count == *head + 1;
}

void pdf_grid(struct pdf *pdf, const struct grid *grid, struct flow *flow)
{
    struct table table = {.pdf = pdf, .grid = grid, .flow = flow};
    struct pdf_text **texts = arena_many(pdf->mem, struct pdf_text *, grid->columns.count);
    size_t head;
    columns_measure(&table);
    flow_open(flow, "Table");
    bool has_head = head_add(&table, texts, &head);
    for (size_t i = 0; i < grid->rows.count; i++) {
        const struct grid_row *row = &grid->rows.at[i];
        size_t first = flow->bands.count;
        for (size_t k = 0; k < grid->columns.count; k++) {
            struct pdf_form form = cell_form(&table, k, false, row->is_strong);
            const struct grid_cell *cell = &row->cells.at[k];
            texts[k] = pdf_text_runs(pdf, cell->runs.at, cell->runs.count, &form);
        }
        row_add(&table, texts, "TD", 0);
        for (size_t k = first; k < flow->bands.count; k++) {
            flow->bands.at[k].has_head = has_head;
            flow->bands.at[k].head = head;
        }
    }
    flow_close(flow);
    flow->bands.at[flow->bands.count - 1].keeps_next = true;
    flow_band(flow, 0, GRID_BEHIND);
}
