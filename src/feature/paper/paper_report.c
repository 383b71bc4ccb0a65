/* The report of a period: the review with its prose, what comes next, and all figures as an annex.
 */
#include "base/vi_day.h"
#include "feature/paper/paper_parts.h"

static struct str address_of(struct making *making, const struct review *review,
                             const struct indicator *indicator)
{
    return figure_address(making->mem, indicator, review->period, review->unit, making->home);
}

/* "4/6", "1.126": a figure with its population says both. */
static struct str number_of(struct arena *mem, const struct figure *figure)
{
    struct str fraction = figure_fraction(mem, figure);
    return fraction.len ? fraction : figure_number(mem, figure->indicator, figure->actual);
}

/* ---- the annex ---- */

static struct grid *grid_begin(struct making *making)
{
    struct arena *mem = making->mem;
    struct grid *grid = document_grid(&making->letter->annex, mem);
    grid_column(grid, mem, S("TT"), 6, false);
    grid_column(grid, mem, S("Chỉ tiêu"), 40, false);
    grid_column(grid, mem, S("Đơn vị tính"), 13, false);
    grid_column(grid, mem, S("Thực hiện"), 18, true);
    grid_column(grid, mem, S("Mức giao"), 18, true);
    grid_column(grid, mem, S("Đạt"), 11, true);
    grid_column(grid, mem, S("Cùng kỳ"), 18, true);
    return grid;
}

static void row_put(struct making *making, struct grid *grid, const struct review *review,
                    const struct figure *figure, int64_t ordinal)
{
    struct arena *mem = making->mem;
    const struct indicator *indicator = figure->indicator;
    struct grid_row *row = grid_row(grid, mem);
    grid_text(row, mem, str_format(mem, "%lld", (long long)ordinal));
    grid_text(row, mem, indicator->label);
    grid_text(row, mem, indicator->unit);
    grid_figure(row, mem, indicator->code, number_of(mem, figure),
                address_of(making, review, indicator));
    grid_text(row, mem, figure->has_target ? figure_number(mem, indicator, figure->target) : S(""));
    grid_text(row, mem, figure_percent(mem, figure));
    grid_text(row, mem,
              figure->has_previous ? figure_number(mem, indicator, figure->previous) : S(""));
}

/* The figures that have something to say, as the review prints them, group by group. */
struct speaking {
    struct figure *at;
    size_t count, room;
};

static bool is_first_of_group(const struct review *review, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (str_is(review->figures.at[k].indicator->group, review->figures.at[i].indicator->group))
            return false;
    return true;
}

static void group_take(struct arena *mem, const struct review *review, struct str group,
                       struct speaking *speaking)
{
    for (size_t i = 0; i < review->figures.count; i++) {
        const struct indicator *indicator = review->figures.at[i].indicator;
        struct review_figure known = review_figure(review, indicator->code);
        if (str_is(indicator->group, group) && review_figure_speaks(&known))
            *list_add(speaking, mem) = review_printed(&known);
    }
}

static struct speaking figures_speaking(struct arena *mem, const struct review *review)
{
    struct speaking speaking = {0};
    for (size_t i = 0; i < review->figures.count; i++)
        if (is_first_of_group(review, i))
            group_take(mem, review, review->figures.at[i].indicator->group, &speaking);
    return speaking;
}

/* Whether a figure is the first of its group. */
static bool begins_group(const struct speaking *speaking, size_t i)
{
    return i == 0 ||
           !str_is(speaking->at[i].indicator->group, speaking->at[i - 1].indicator->group);
}

static struct str span_words(struct arena *mem, const struct review *review)
{
    return str_format(mem, "Số liệu từ ngày %.*s đến ngày %.*s",
                      STR_ARG(vi_day(mem, review->span.first)),
                      STR_ARG(vi_day(mem, review->span.last)));
}

static void annex_fill(struct making *making, const struct review *review)
{
    struct arena *mem = making->mem;
    struct speaking speaking = figures_speaking(mem, review);
    if (speaking.count == 0)
        return;
    making->letter->annex_title = str_format(mem, "Số liệu công tác Mặt trận %.*s",
                                             STR_ARG(vi_period_padded(mem, review->period)));
    struct block *cutoff = document_add(&making->letter->annex, mem, BLOCK_PARAGRAPH);
    block_text(cutoff, mem, str_format(mem, "%.*s.", STR_ARG(span_words(mem, review))));
    struct grid *grid = grid_begin(making);
    for (size_t i = 0; i < speaking.count; i++) {
        if (begins_group(&speaking, i))
            grid_heading(grid, mem, 1, figure_group_label(speaking.at[i].indicator->group));
        row_put(making, grid, review, &speaking.at[i], (int64_t)i + 1);
    }
}

static struct annex_line line_of(const struct figure *figure)
{
    const struct indicator *indicator = figure->indicator;
    return (struct annex_line){
        .label = indicator->label,
        .code = indicator->code,
        .unit = indicator->unit,
        .giver = figure->giver,
        .note = figure->note,
        .actual = figure->actual,
        .target = figure->target,
        .population = figure->population,
        .previous = figure->previous,
        .has_target = figure->has_target,
        .has_population = figure->has_population,
        .has_previous = figure->has_previous,
    };
}

bool paper_annex(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                 struct period period, struct annex *annex, struct error *err)
{
    struct review review;
    if (!figures_counted(db, err) ||
        !review_compose(book, db, mem, unit, period, DAY_NONE, &review, err))
        return false;
    *annex = (struct annex){.title = str_format(mem, "Số liệu công tác Mặt trận %.*s, %.*s",
                                                STR_ARG(vi_period_padded(mem, period)),
                                                STR_ARG(unit_phrase(mem, unit))),
                            .subtitle = span_words(mem, &review),
                            .mark = sample_mark(db, mem)};
    struct speaking speaking = figures_speaking(mem, &review);
    for (size_t i = 0; i < speaking.count; i++) {
        if (begins_group(&speaking, i))
            *list_add(&annex->lines, mem) = (struct annex_line){
                .is_group = true, .label = figure_group_label(speaking.at[i].indicator->group)};
        *list_add(&annex->lines, mem) = line_of(&speaking.at[i]);
    }
    return true;
}

/* ---- what comes next ---- */

/* "việc (chủ trì: A; phối hợp: B; thời gian: C)". */
static struct str work_of(struct arena *mem, const struct programme_line *line)
{
    const struct {
        const char *name;
        struct str value;
    } parts[] = {
        {"chủ trì: ", line->owner}, {"phối hợp: ", line->partners}, {"thời gian: ", line->time}};
    struct str said[COUNT_OF(parts)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (parts[i].value.len)
            said[count++] = str_format(mem, "%s%.*s", parts[i].name, STR_ARG(parts[i].value));
    struct str text = line->text;
    if (str_ends(text, S(".")))
        text.len--;
    if (count == 0)
        return str_format(mem, "%.*s.", STR_ARG(text));
    return str_format(mem, "%.*s (%.*s).", STR_ARG(text),
                      STR_ARG(str_join(mem, said, count, S("; "))));
}

/* Requests are left to the conference that makes them: the report is laid before it. */
static bool next_fill(struct making *making, struct error *err)
{
    struct programme programme;
    struct arena *mem = making->mem;
    struct period next = period_next(making->subject->period);
    enum programme_source last = PROGRAMME_REQUEST;
    if (!programme_compose(making->book, making->db, mem, making->subject->unit, next, &programme,
                           err))
        return false;
    for (size_t i = 0; i < programme.lines.count; i++) {
        const struct programme_line *line = &programme.lines.at[i];
        if (line->source == PROGRAMME_REQUEST)
            continue;
        if (last == PROGRAMME_REQUEST)
            put_heading(
                making, 2,
                str_format(mem, "Nhiệm vụ trọng tâm %.*s", STR_ARG(vi_period_padded(mem, next))));
        if (line->source != last)
            put_heading(making, 3, programme_source_title(line->source));
        last = line->source;
        put_item(making, -1, work_of(mem, line));
    }
    return true;
}

/* ---- the whole ---- */

static bool is_printed(const struct block *block)
{
    bool is_title = block->kind == BLOCK_HEADING && block->level == 1;
    return !is_title && block->kind != BLOCK_TABLE && block->kind != BLOCK_SLOT;
}

/* Whether something stands below a heading: its table alone does not, it is in the annex. */
static bool has_words(const struct document *document, size_t heading)
{
    int level = document->blocks.at[heading].level;
    for (size_t i = heading + 1; i < document->blocks.count; i++) {
        const struct block *block = &document->blocks.at[i];
        if (block->kind == BLOCK_HEADING && block->level <= level)
            return false;
        if (block->kind != BLOCK_HEADING && is_printed(block))
            return true;
    }
    return false;
}

static void body_take(struct making *making, const struct document *document)
{
    for (size_t i = 0; i < document->blocks.count; i++) {
        const struct block *block = &document->blocks.at[i];
        bool is_bare = block->kind == BLOCK_HEADING && !has_words(document, i);
        if (is_printed(block) && !is_bare)
            *list_add(&making->letter->document.blocks, making->mem) = *block;
    }
}

bool report_fill(struct making *making, struct error *err)
{
    struct arena *mem = making->mem;
    const struct paper_subject *subject = making->subject;
    struct review review;
    struct document document;
    bool is_composed = subject->texts
                           ? review_draft(making->book, making->db, mem, subject->unit,
                                          subject->period, subject->texts, true, &review, err)
                           : review_compose(making->book, making->db, mem, subject->unit,
                                            subject->period, DAY_NONE, &review, err);
    if (!is_composed || !review_document(making->book, making->db, mem, &review, &document, err))
        return false;
    making->letter->subject =
        str_format(mem, "%.*s, nhiệm vụ trọng tâm %.*s", STR_ARG(paper_title(mem, subject)),
                   STR_ARG(vi_period_padded(mem, period_next(subject->period))));
    body_take(making, &document);
    annex_fill(making, &review);
    return next_fill(making, err);
}
