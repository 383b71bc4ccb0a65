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

/* ---- running text ---- */

/* A fragment without the line end that templates put behind it: inside a sentence it would be a
 * blank. */
static void put_tight(struct html *out, const struct html *part)
{
    struct html_piece piece = html_end(part);
    piece.bytes = str_trim(piece.bytes);
    html_put_piece(out, piece);
}

static void put_figure(const struct viewing *viewing, struct html *out, const struct run *run)
{
    struct review_figure figure = review_figure(viewing->review, run->code);
    struct html part = page_html(viewing->req);
    struct period period;
    struct error ignored;
    bool is_number =
        run->facet.len == 0 || str_is(run->facet, S("about")) || str_is(run->facet, S("fraction"));
    bool is_other = run->period.len && period_read(run->period, &period, &ignored);
    if (!figure.now) {
        html_put(out, run->text);
        return;
    }
    figure_link_html(&part, run->address, run->text,
                     is_number && !is_other ? changed_phrase(viewing->req->mem, &figure) : S(""));
    put_tight(out, &part);
}

static void put_run(const struct viewing *viewing, struct html *out, const struct run *run)
{
    struct html part = page_html(viewing->req);
    switch (run->kind) {
    case RUN_TEXT:
        html_put(out, run->text);
        return;
    case RUN_FIGURE:
        put_figure(viewing, out, run);
        return;
    case RUN_STRONG:
        strong_html(&part, run->text);
        break;
    case RUN_LINK:
        link_html(&part, run->code, run->text);
        break;
    }
    put_tight(out, &part);
}

static struct html_piece words_of(const struct viewing *viewing, const struct run *runs,
                                  size_t count)
{
    struct html out = page_html(viewing->req);
    for (size_t i = 0; i < count; i++)
        put_run(viewing, &out, &runs[i]);
    return html_end(&out);
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

static void table_fill(const struct viewing *viewing, const struct block *block,
                       struct shown_block *shown)
{
    for (size_t i = 0; i < block->codes.count; i++) {
        struct review_figure figure = review_figure(viewing->review, block->codes.at[i]);
        if (figure.now && review_figure_speaks(&figure))
            *list_add(&shown->rows, viewing->req->mem) = row_of(viewing, &figure);
    }
}

/* The only grid of a review is that of its requests: a row for each. */
static void grid_fill(const struct viewing *viewing, const struct block *block,
                      struct shown_block *shown)
{
    struct arena *mem = viewing->req->mem;
    const struct asked_tasks *requests = &viewing->review->requests;
    shown->grid = block->grid;
    for (size_t i = 0; i < block->grid->rows.count; i++) {
        const struct grid_row *row = &block->grid->rows.at[i];
        struct grid_shown *line = list_add(&shown->grid_rows, mem);
        line->cells = arena_many(mem, struct html_piece, row->cells.count);
        for (size_t k = 0; k < row->cells.count; k++)
            line->cells[k] =
                words_of(viewing, row->cells.at[k].runs.at, row->cells.at[k].runs.count);
        if (i < requests->count)
            line->changed = review_request_changed(mem, &requests->at[i]);
    }
}

/* ---- blocks ---- */

static void item_add(const struct viewing *viewing, struct shown_blocks *blocks,
                     const struct block *block)
{
    struct arena *mem = viewing->req->mem;
    struct shown_block *list = blocks->count ? &blocks->at[blocks->count - 1] : NULL;
    bool is_ordered = block->number >= 0, is_inner = block->level > 1;
    bool goes_on = list && list->kind == BLOCK_ITEM && (is_inner || list->is_ordered == is_ordered);
    if (!goes_on) {
        list = list_add(blocks, mem);
        list->kind = BLOCK_ITEM;
        list->is_ordered = is_ordered;
    }
    struct shown_item *item = list_add(&list->items, mem);
    item->words = words_of(viewing, block->runs.at, block->runs.count);
    item->is_inner = is_inner;
}

static void block_add(const struct viewing *viewing, struct shown_blocks *blocks,
                      const struct block *block, struct str *section)
{
    struct arena *mem = viewing->req->mem;
    bool is_title = block->kind == BLOCK_HEADING && block->level == 1;
    if (is_title || block->kind == BLOCK_SLOT)
        return;
    if (block->kind == BLOCK_ITEM) {
        item_add(viewing, blocks, block);
        return;
    }
    struct shown_block shown = {.kind = block->kind, .level = block->level};
    if (block->kind == BLOCK_HEADING) {
        shown.title = block_plain(mem, block);
        shown.anchor = vi_slug(mem, shown.title);
        *section = block->level == 2 ? shown.title : *section;
    } else if (block->kind == BLOCK_TABLE) {
        shown.title = *section;
        table_fill(viewing, block, &shown);
    } else if (block->kind == BLOCK_GRID) {
        grid_fill(viewing, block, &shown);
    } else if (block->kind == BLOCK_PICTURE) { /* reviews show no pictures, only what was said */
        struct html words = page_html(viewing->req);
        html_put(&words, block->title);
        shown.kind = BLOCK_PARAGRAPH;
        shown.words = html_end(&words);
    } else {
        shown.words = words_of(viewing, block->runs.at, block->runs.count);
    }
    if (block->kind != BLOCK_TABLE || shown.rows.count)
        *list_add(blocks, mem) = shown;
}

bool view_blocks(const struct viewing *viewing, struct shown_blocks *blocks, struct error *err)
{
    struct document document;
    struct str section = S("");
    struct request *req = viewing->req;
    if (!review_document(req->book, req->db, req->mem, viewing->review, &document, err))
        return false;
    for (size_t i = 0; i < document.blocks.count; i++)
        block_add(viewing, blocks, &document.blocks.at[i], &section);
    return true;
}
