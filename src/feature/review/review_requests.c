/* "Hội nghị yêu cầu, Mặt trận thực hiện": what was asked before a period ended, and what came of it
 * within it. */
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "feature/review/review.h"

#define REQUESTS_TITLE "Hội nghị yêu cầu, Mặt trận thực hiện"

/* ---- words ---- */

/* The newest day that the review can know of: an issued one saw no further than its own day. */
static struct day known_day(const struct review *review)
{
    struct day day = review->is_issued ? vi_moment_day(review->issued_at) : review->known;
    struct day cutoff = review->span.last;
    return !day_is_known(day) || day.number < cutoff.number ? day : cutoff;
}

struct str review_request_state(struct arena *mem, const struct review *review,
                                const struct asked_task *asked)
{
    return task_state_words(mem, &asked->task, known_day(review));
}

struct str review_request_changed(struct arena *mem, const struct asked_task *asked)
{
    if (!asked->is_changed)
        return S("");
    return asked->is_gone ? S("Đã hủy cùng hội nghị")
                          : task_state_words(mem, &asked->now, DAY_NONE);
}

const struct indicator *review_request_indicator(const struct review *review,
                                                 const struct task *task)
{
    const struct figure *figure = figures_find(&review->figures, task->indicator);
    return figure ? figure->indicator : NULL;
}

/* ---- blocks ---- */

struct telling {
    struct arena *mem;
    const struct review *review;
    const struct unit *home;
};

static struct str address_of(const struct telling *telling, const struct meeting *meeting)
{
    return meeting_address(telling->mem, meeting, telling->review->unit, telling->home);
}

static void heading_put(const struct telling *telling, struct document *document)
{
    struct block *block = document_add(document, telling->mem, BLOCK_HEADING);
    block->level = 2;
    block_text(block, telling->mem, S(REQUESTS_TITLE));
}

/* "Hội nghị sơ kết … ngày 20/7/2022 đề nghị 04 việc." for each conference. */
static void conferences_put(const struct telling *telling, struct document *document)
{
    struct arena *mem = telling->mem;
    const struct asked_tasks *asked = &telling->review->requests;
    struct block *block = document_add(document, mem, BLOCK_PARAGRAPH);
    for (size_t from = 0, to = 0; from < asked->count; from = to) {
        const struct meeting *meeting = &asked->at[from].meeting;
        while (to < asked->count && asked->at[to].meeting.id == meeting->id)
            to++;
        if (from)
            block_text(block, mem, S(" "));
        block_run(block, mem, RUN_LINK, meeting_title(mem, meeting))->code =
            address_of(telling, meeting);
        block_text(block, mem,
                   str_format(mem, " ngày %.*s đề nghị %.*s việc.",
                              STR_ARG(vi_day(mem, meeting->day)),
                              STR_ARG(vi_count_padded(mem, (int64_t)(to - from)))));
    }
}

/* How many stand how, at the cut-off. */
static void summary_put(const struct telling *telling, struct document *document)
{
    struct arena *mem = telling->mem;
    const struct asked_tasks *asked = &telling->review->requests;
    int64_t closed = 0, running = 0, untouched = 0;
    struct str parts[3];
    size_t count = 0;
    for (size_t i = 0; i < asked->count; i++) {
        const struct task *task = &asked->at[i].task;
        bool is_closed = task->state == TASK_CLOSED;
        closed += is_closed;
        running += !is_closed && task->results.count;
        untouched += !is_closed && !task->results.count;
    }
    if (closed)
        parts[count++] =
            str_format(mem, "%.*s việc đã xong", STR_ARG(vi_count_padded(mem, closed)));
    if (running)
        parts[count++] =
            str_format(mem, "%.*s việc đang thực hiện", STR_ARG(vi_count_padded(mem, running)));
    if (untouched)
        parts[count++] =
            str_format(mem, "%.*s việc chưa có kết quả", STR_ARG(vi_count_padded(mem, untouched)));
    block_text(&document->blocks.at[document->blocks.count - 1], mem,
               str_format(mem, " Đến ngày chốt số liệu: %.*s.",
                          STR_ARG(str_join(mem, parts, count, S(", ")))));
}

static void column_add(const struct telling *telling, struct grid *grid, struct str title,
                       int share)
{
    *list_add(&grid->columns, telling->mem) = (struct grid_column){.title = title, .share = share};
}

static struct run *cell_run(const struct telling *telling, struct grid_row *row, enum run_kind kind,
                            struct str text)
{
    struct grid_cell *cell = list_add(&row->cells, telling->mem);
    struct run *run = list_add(&cell->runs, telling->mem);
    *run = (struct run){.kind = kind, .text = text};
    return run;
}

/* What came of it: its state, then its results one after the other. */
static void done_put(const struct telling *telling, struct grid_row *row,
                     const struct asked_task *asked)
{
    struct arena *mem = telling->mem;
    const struct indicator *indicator = review_request_indicator(telling->review, &asked->task);
    cell_run(telling, row, RUN_STRONG, review_request_state(mem, telling->review, asked));
    struct grid_cell *cell = &row->cells.at[row->cells.count - 1];
    for (size_t i = 0; i < asked->task.results.count; i++) {
        struct str words = task_result_words(mem, indicator, &asked->task.results.at[i]);
        *list_add(&cell->runs, mem) = (struct run){
            .kind = RUN_TEXT, .text = str_format(mem, "%s%.*s", i ? "; " : ". ", STR_ARG(words))};
    }
}

static void row_put(const struct telling *telling, struct grid *grid, size_t number,
                    const struct asked_task *asked)
{
    struct arena *mem = telling->mem;
    const struct task *task = &asked->task;
    struct grid_row *row = list_add(&grid->rows, mem);
    struct str text = str_format(mem, "%zu. %.*s", number, STR_ARG(task_text(task)));
    cell_run(telling, row, RUN_LINK, text)->code =
        task_address(mem, task, address_of(telling, &asked->meeting));
    cell_run(telling, row, RUN_TEXT, task->owner);
    cell_run(telling, row, RUN_TEXT, vi_day(mem, task->due));
    done_put(telling, row, asked);
}

static void grid_put(const struct telling *telling, struct document *document)
{
    struct block *block = document_add(document, telling->mem, BLOCK_GRID);
    struct grid *grid = block->grid = arena_one(telling->mem, struct grid);
    column_add(telling, grid, S("Hội nghị yêu cầu"), 34);
    column_add(telling, grid, S("Chủ trì"), 24);
    column_add(telling, grid, S("Hạn"), 14);
    column_add(telling, grid, S("Mặt trận thực hiện"), 28);
    for (size_t i = 0; i < telling->review->requests.count; i++)
        row_put(telling, grid, i + 1, &telling->review->requests.at[i]);
}

/* The blocks stand behind the title, before all that the outline says. */
static void blocks_place(struct arena *mem, struct document *document,
                         const struct document *opening)
{
    struct document whole = {0};
    size_t at = document->blocks.count && document->blocks.at[0].kind == BLOCK_HEADING &&
                document->blocks.at[0].level == 1;
    for (size_t i = 0; i < at; i++)
        *list_add(&whole.blocks, mem) = document->blocks.at[i];
    for (size_t i = 0; i < opening->blocks.count; i++)
        *list_add(&whole.blocks, mem) = opening->blocks.at[i];
    for (size_t i = at; i < document->blocks.count; i++)
        *list_add(&whole.blocks, mem) = document->blocks.at[i];
    *document = whole;
}

bool review_requests_add(struct book *book, struct db *db, struct arena *mem, struct review *review,
                         struct error *err)
{
    struct telling telling = {.mem = mem, .review = review};
    struct document opening = {0};
    const struct unit_tree *units = unit_tree_of(book, db, err);
    if (!units || !unit_day_known(db, &review->known, err) ||
        !tasks_asked(db, mem, review->unit->id, review->period, review->span.last,
                     review->is_issued ? review->issued_size : INT64_MAX, &review->requests, err))
        return false;
    if (review->requests.count == 0)
        return true;
    telling.home = unit_home(units);
    heading_put(&telling, &opening);
    conferences_put(&telling, &opening);
    summary_put(&telling, &opening);
    grid_put(&telling, &opening);
    blocks_place(mem, &review->document, &opening);
    return true;
}
