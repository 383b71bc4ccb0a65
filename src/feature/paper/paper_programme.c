/* The programme of a period as a paper: a table for each source of its lines. */
#include "base/vi_day.h"
#include "feature/paper/paper_parts.h"

static struct grid *grid_begin(struct making *making)
{
    struct arena *mem = making->mem;
    struct grid *grid = document_grid(&making->letter->document, mem);
    grid_column(grid, mem, S("TT"), 6, false);
    grid_column(grid, mem, S("Nội dung công việc"), 36, false);
    grid_column(grid, mem, S("Chủ trì"), 23, false);
    grid_column(grid, mem, S("Phối hợp"), 29, false);
    grid_column(grid, mem, S("Thời gian"), 18, false);
    return grid;
}

static void word_put(struct making *making, struct grid_cell *cell, struct str text)
{
    *list_add(&cell->runs, making->mem) = (struct run){.kind = RUN_TEXT, .text = text};
}

static struct str without_stop(struct str text)
{
    return str_ends(text, S(".")) ? str_part(text, 0, text.len - 1) : text;
}

/* The work, and what it is measured by: of a target the figure that was reached. How far a request
 * has come is no part of a programme. */
static void work_put(struct making *making, struct grid_cell *cell,
                     const struct programme_line *line)
{
    struct arena *mem = making->mem;
    bool is_target = line->source == PROGRAMME_TARGET;
    word_put(making, cell, str_format(mem, "%.*s.", STR_ARG(without_stop(line->text))));
    if (line->measure.len && is_target) {
        word_put(making, cell, S(" Kỳ trước "));
        *list_add(&cell->runs, mem) = (struct run){.kind = RUN_FIGURE,
                                                   .text = line->measure,
                                                   .code = line->indicator,
                                                   .address = line->address};
        word_put(making, cell, S("."));
    } else if (line->measure.len) {
        word_put(making, cell, str_format(mem, " Chỉ tiêu: %.*s.", STR_ARG(line->measure)));
    }
    if (line->note.len && line->source != PROGRAMME_REQUEST)
        word_put(making, cell, str_format(mem, " %.*s.", STR_ARG(line->note)));
}

static void line_put(struct making *making, struct grid *grid, const struct programme_line *line,
                     int64_t ordinal)
{
    struct arena *mem = making->mem;
    struct grid_row *row = grid_row(grid, mem);
    grid_text(row, mem, str_format(mem, "%lld", (long long)ordinal));
    work_put(making, grid_text(row, mem, S("")), line);
    grid_text(row, mem, line->owner);
    grid_text(row, mem, line->partners);
    grid_text(row, mem, line->time);
}

bool programme_fill(struct making *making, struct error *err)
{
    struct arena *mem = making->mem;
    const struct paper_subject *subject = making->subject;
    struct programme programme;
    struct grid *grid = NULL;
    if (!programme_compose(making->book, making->db, mem, subject->unit, subject->period,
                           &programme, err))
        return false;
    put_paragraph(making,
                  str_format(mem,
                             "%.*s đề ra chương trình phối hợp và thống nhất hành động %.*s như "
                             "sau:",
                             STR_ARG(issuer_name(mem, subject->unit)),
                             STR_ARG(vi_period_padded(mem, subject->period))));
    for (size_t i = 0; i < programme.lines.count; i++) {
        const struct programme_line *line = &programme.lines.at[i];
        if (i == 0 || line[-1].source != line->source) {
            put_heading(making, 2, programme_source_title(line->source));
            grid = grid_begin(making);
        }
        line_put(making, grid, line, (int64_t)i + 1);
    }
    return true;
}
