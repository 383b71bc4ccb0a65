#include "feature/running.h"

#include "base/vi_text.h"

/* A fragment without the line end that templates put behind it: inside a sentence it would be a
 * blank. */
static void put_tight(struct html *out, const struct html *part)
{
    struct html_piece piece = html_end(part);
    piece.bytes = str_trim(piece.bytes);
    html_put_piece(out, piece);
}

/* A figure of which nobody knows the page is text. */
static void put_figure(const struct running *running, struct html *out, const struct run *run)
{
    struct html part = page_html(running->req);
    if (run->address.len == 0) {
        html_put(out, run->text);
        return;
    }
    running_figure_html(&part, run->address, run->text,
                        running->change ? running->change(running->context, run) : S(""));
    put_tight(out, &part);
}

static void put_run(const struct running *running, struct html *out, const struct run *run)
{
    struct html part = page_html(running->req);
    switch (run->kind) {
    case RUN_TEXT:
        html_put(out, run->text);
        return;
    case RUN_FIGURE:
        put_figure(running, out, run);
        return;
    case RUN_STRONG:
        running_strong_html(&part, run->text);
        break;
    case RUN_LINK:
        running_link_html(&part, run->code, run->text);
        break;
    }
    put_tight(out, &part);
}

struct html_piece running_words(const struct running *running, const struct run *runs, size_t count)
{
    struct html out = page_html(running->req);
    for (size_t i = 0; i < count; i++)
        put_run(running, &out, &runs[i]);
    return html_end(&out);
}

static struct running_block *item_add(const struct running *running, struct running_blocks *blocks,
                                      const struct block *block)
{
    struct arena *mem = running->req->mem;
    struct running_block *list = blocks->count ? &blocks->at[blocks->count - 1] : NULL;
    bool is_ordered = block->number >= 0, is_inner = block->level > 1;
    bool goes_on = list && list->kind == BLOCK_ITEM && (is_inner || list->is_ordered == is_ordered);
    if (!goes_on) {
        list = list_add(blocks, mem);
        list->kind = BLOCK_ITEM;
        list->is_ordered = is_ordered;
        list->block = block;
    }
    struct running_item *item = list_add(&list->items, mem);
    item->words = running_words(running, block->runs.at, block->runs.count);
    item->is_inner = is_inner;
    return list;
}

struct running_block *running_add(const struct running *running, struct running_blocks *blocks,
                                  const struct block *block)
{
    struct arena *mem = running->req->mem;
    bool is_title = block->kind == BLOCK_HEADING && block->level == 1;
    if (is_title || block->kind == BLOCK_SLOT)
        return NULL;
    if (block->kind == BLOCK_ITEM)
        return item_add(running, blocks, block);
    struct running_block *shown = list_add(blocks, mem);
    shown->kind = block->kind;
    shown->level = block->level;
    shown->block = block;
    if (block->kind == BLOCK_HEADING) {
        shown->title = block_plain(mem, block);
        shown->anchor = vi_slug(mem, shown->title);
    } else {
        shown->words = running_words(running, block->runs.at, block->runs.count);
    }
    return shown;
}
