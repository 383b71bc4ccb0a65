#include "feature/review/review_view.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_number.h"
#include "base/vi_text.h"
#include "feature/review/review_html.h"

/* What a visitor sees first, in this order; whoever wants other tiles changes this list. */
static const char *const tile_codes[] = {
    "wel.houses_new",     "wel.gifts_count",     "wel.sponsored_addresses",
    "mov.model_length_m", "org.training_people", "wel.social_security_total",
};

static struct str address_of(const struct viewing *viewing, const struct indicator *indicator)
{
    return figure_address(viewing->req->mem, indicator, viewing->review->period,
                          viewing->review->unit, viewing->home);
}

/* "4/6 đồng chí", "1.126 suất", "836.450.000 đồng". */
static struct str number_phrase(struct arena *mem, const struct figure *figure)
{
    struct str fraction = figure_fraction(mem, figure);
    if (fraction.len == 0)
        return figure_phrase(mem, figure->indicator, figure->actual);
    return str_format(mem, "%.*s %.*s", STR_ARG(fraction), STR_ARG(figure->indicator->unit));
}

static struct str changed_phrase(struct arena *mem, const struct review_figure *figure)
{
    return figure->is_changed ? number_phrase(mem, figure->now) : S("");
}

/* ---- tiles ---- */

/* "trên 800 triệu đồng" becomes qualifier, number and measure. */
static void tile_money(struct str about, struct tile *tile)
{
    struct str qualifier = S("trên "), measure = S(" đồng");
    if (str_starts(about, qualifier)) {
        tile->qualifier = S("trên");
        about = str_part(about, qualifier.len, about.len);
    }
    if (str_ends(about, measure)) {
        tile->measure = S("đồng");
        about = str_part(about, 0, about.len - measure.len);
    }
    tile->number = about;
}

static struct tile tile_of(const struct viewing *viewing, const struct review_figure *known)
{
    struct arena *mem = viewing->req->mem;
    struct figure figure = review_printed(known);
    const struct indicator *indicator = figure.indicator;
    struct tile tile = {.address = address_of(viewing, indicator),
                        .label = indicator->label,
                        .measure = indicator->unit,
                        .changed = changed_phrase(mem, known)};
    struct str fraction = figure_fraction(mem, &figure), percent = figure_percent(mem, &figure);
    if (indicator->is_money)
        tile_money(figure_about(mem, indicator, figure.actual), &tile);
    else
        tile.number = fraction.len ? fraction : figure_number(mem, indicator, figure.actual);
    if (percent.len)
        tile.percent = percent;
    else if (figure.has_previous && figure.previous)
        tile.previous = figure_about(mem, indicator, figure.previous);
    return tile;
}

struct tiles view_tiles_of(const struct viewing *viewing, const char *const *codes, size_t count)
{
    struct tiles tiles = {0};
    for (size_t i = 0; i < count; i++) {
        struct review_figure figure = review_figure(viewing->review, str_of(codes[i]));
        if (figure.now && review_printed(&figure).actual)
            *list_add(&tiles, viewing->req->mem) = tile_of(viewing, &figure);
    }
    return tiles;
}

struct tiles view_tiles(const struct viewing *viewing)
{
    return view_tiles_of(viewing, tile_codes, COUNT_OF(tile_codes));
}

/* What a figure of the review's own period has become since it was frozen. */
static struct str change_of(void *context, const struct run *run)
{
    const struct viewing *viewing = context;
    struct review_figure figure = review_figure(viewing->review, run->code);
    bool is_number =
        run->facet.len == 0 || str_is(run->facet, S("about")) || str_is(run->facet, S("fraction"));
    bool is_own = figure.now && run->period.len == 0;
    return is_number && is_own ? changed_phrase(viewing->req->mem, &figure) : S("");
}

/* ---- tables ---- */

static struct figure_row row_of(const struct viewing *viewing, const struct review_figure *known)
{
    struct arena *mem = viewing->req->mem;
    struct figure figure = review_printed(known);
    const struct indicator *indicator = figure.indicator;
    struct figure_row row = {.address = address_of(viewing, indicator),
                             .label = indicator->label,
                             .number = number_phrase(mem, &figure),
                             .percent = figure_percent(mem, &figure),
                             .changed = changed_phrase(mem, known)};
    if (figure.has_target) {
        row.target = figure_number(mem, indicator, figure.target);
        row.giver = figure.giver;
        row.note = figure.note;
    }
    if (figure.has_previous)
        row.previous = figure_number(mem, indicator, figure.previous);
    return row;
}

static struct figure_rows *rows_of(const struct viewing *viewing, const struct block *block)
{
    struct arena *mem = viewing->req->mem;
    struct figure_rows *rows = arena_one(mem, struct figure_rows);
    for (size_t i = 0; i < block->codes.count; i++) {
        struct review_figure figure = review_figure(viewing->review, block->codes.at[i]);
        if (figure.now && review_figure_speaks(&figure))
            *list_add(rows, mem) = row_of(viewing, &figure);
    }
    return rows;
}

/* The only grid of a review is that of its requests: a row for each. */
static struct shown_grid *grid_of(const struct viewing *viewing, const struct running *running,
                                  const struct grid *grid)
{
    struct arena *mem = viewing->req->mem;
    const struct asked_tasks *requests = &viewing->review->requests;
    struct shown_grid *shown = arena_one(mem, struct shown_grid);
    shown->grid = grid;
    for (size_t i = 0; i < grid->rows.count; i++) {
        const struct grid_row *row = &grid->rows.at[i];
        struct grid_shown *line = list_add(&shown->rows, mem);
        line->cells = arena_many(mem, struct html_piece, row->cells.count);
        for (size_t k = 0; k < row->cells.count; k++)
            line->cells[k] =
                running_words(running, row->cells.at[k].runs.at, row->cells.at[k].runs.count);
        if (i < requests->count)
            line->changed = review_request_changed(mem, &requests->at[i]);
    }
    return shown;
}

/* ---- blocks ---- */

static void table_add(const struct viewing *viewing, const struct running *running,
                      struct running_blocks *blocks, const struct block *block, struct str section)
{
    const struct figure_rows *rows = rows_of(viewing, block);
    if (rows->count == 0)
        return;
    struct running_block *shown = running_add(running, blocks, block);
    shown->title = section;
    shown->more = rows;
}

/* Reviews show no pictures, only what was said of them. */
static const struct block *said_of_picture(struct arena *mem, const struct block *picture)
{
    struct block *said = arena_one(mem, struct block);
    said->kind = BLOCK_PARAGRAPH;
    block_text(said, mem, picture->title);
    return said;
}

static void block_add(const struct viewing *viewing, const struct running *running,
                      struct running_blocks *blocks, const struct block *block, struct str *section)
{
    if (block->kind == BLOCK_TABLE) {
        table_add(viewing, running, blocks, block, *section);
        return;
    }
    if (block->kind == BLOCK_PICTURE)
        block = said_of_picture(viewing->req->mem, block);
    struct running_block *shown = running_add(running, blocks, block);
    if (shown && shown->kind == BLOCK_HEADING && shown->level == 2)
        *section = shown->title;
    if (shown && shown->kind == BLOCK_GRID)
        shown->more = grid_of(viewing, running, block->grid);
}

bool view_blocks(const struct viewing *viewing, struct running_blocks *blocks, struct error *err)
{
    struct request *req = viewing->req;
    struct document *document = arena_one(req->mem, struct document);
    struct viewing own = *viewing;
    const struct running running = {.req = req, .change = change_of, .context = &own};
    struct str section = S("");
    if (!review_document(req->book, req->db, req->mem, viewing->review, document, err))
        return false;
    for (size_t i = 0; i < document->blocks.count; i++)
        block_add(viewing, &running, blocks, &document->blocks.at[i], &section);
    return true;
}

bool view_parts(const struct viewing *viewing, struct view_parts *parts, struct error *err)
{
    struct request *req = viewing->req;
    struct viewing own = *viewing;
    const struct running running = {.req = req, .change = change_of, .context = &own};
    const struct document *document = &viewing->review->document;
    struct binder binder;
    struct str section = S("");
    if (!binder_begin(&binder, req->book, req->db, req->mem, err))
        return false;
    review_addresses(&binder, viewing->review, document);
    struct view_part *part = list_add(parts, req->mem);
    for (size_t i = 0; i < document->blocks.count; i++) {
        const struct block *block = &document->blocks.at[i];
        if (block->kind == BLOCK_TABLE)
            continue;
        if (block->kind != BLOCK_SLOT) {
            block_add(viewing, &running, &part->blocks, block, &section);
            continue;
        }
        part->slot = block->slot;
        part->title = block->title;
        part = list_add(parts, req->mem);
    }
    return true;
}
