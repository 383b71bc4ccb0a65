#include "document/document.h"

#include "base/text.h"

enum { CODE_MAX_BYTES = 80 };

struct block *document_add(struct document *document, struct arena *mem, enum block_kind kind)
{
    struct block *block = list_add(&document->blocks, mem);
    *block = (struct block){.kind = kind, .number = -1, .level = kind == BLOCK_ITEM ? 1 : 0};
    return block;
}

struct run *block_run(struct block *block, struct arena *mem, enum run_kind kind, struct str text)
{
    struct run *run = list_add(&block->runs, mem);
    *run = (struct run){.kind = kind, .text = text};
    return run;
}

void block_text(struct block *block, struct arena *mem, struct str text)
{
    if (text.len)
        block_run(block, mem, RUN_TEXT, text);
}

void block_figure(struct block *block, struct arena *mem, struct str code, struct str text)
{
    block_run(block, mem, RUN_FIGURE, text)->code = code;
}

struct grid *document_grid(struct document *document, struct arena *mem)
{
    struct block *block = document_add(document, mem, BLOCK_GRID);
    block->grid = arena_one(mem, struct grid);
    return block->grid;
}

void grid_column(struct grid *grid, struct arena *mem, struct str title, int share, bool is_number)
{
    *list_add(&grid->columns, mem) = (struct grid_column){title, share, is_number};
}

struct grid_row *grid_row(struct grid *grid, struct arena *mem)
{
    return list_add(&grid->rows, mem);
}

struct grid_cell *grid_text(struct grid_row *row, struct arena *mem, struct str text)
{
    struct grid_cell *cell = list_add(&row->cells, mem);
    if (text.len)
        *list_add(&cell->runs, mem) = (struct run){.kind = RUN_TEXT, .text = text};
    return cell;
}

struct grid_cell *grid_figure(struct grid_row *row, struct arena *mem, struct str code,
                              struct str text, struct str address)
{
    struct grid_cell *cell = list_add(&row->cells, mem);
    *list_add(&cell->runs, mem) =
        (struct run){.kind = RUN_FIGURE, .text = text, .code = code, .address = address};
    return cell;
}

void grid_heading(struct grid *grid, struct arena *mem, size_t column, struct str text)
{
    struct grid_row *row = grid_row(grid, mem);
    row->is_strong = true;
    for (size_t i = 0; i < grid->columns.count; i++)
        grid_text(row, mem, i == column ? text : S(""));
}

static void plain_put(struct text *out, const struct block *block)
{
    for (size_t i = 0; i < block->runs.count; i++)
        text_add(out, block->runs.at[i].text);
}

struct str block_plain(struct arena *mem, const struct block *block)
{
    struct text out = text_new(mem, SIZE_MAX);
    plain_put(&out, block);
    return text_str(&out);
}

static void item_start(struct text *out, const struct block *block)
{
    for (int level = 1; level < block->level; level++)
        text_add(out, S("  "));
    if (block->number >= 0) {
        text_int(out, block->number);
        text_add(out, S(". "));
    } else {
        text_add(out, S("- "));
    }
}

struct str document_plain(struct arena *mem, const struct document *document)
{
    struct text out = text_new(mem, SIZE_MAX);
    bool was_item = false;
    for (size_t i = 0; i < document->blocks.count; i++) {
        const struct block *block = &document->blocks.at[i];
        if (block->kind == BLOCK_SLOT || block->kind == BLOCK_TABLE || block->kind == BLOCK_GRID ||
            (block->kind == BLOCK_PICTURE && block->runs.count == 0))
            continue;
        bool is_item = block->kind == BLOCK_ITEM;
        if (out.len)
            text_add(&out, is_item && was_item ? S("\n") : S("\n\n"));
        if (is_item)
            item_start(&out, block);
        plain_put(&out, block);
        was_item = is_item;
    }
    return text_str(&out);
}

static const struct document *prose_for(struct str slot, const struct str *slots,
                                        const struct document *prose, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(slots[i], slot))
            return &prose[i];
    return NULL;
}

struct document document_with_prose(struct arena *mem, const struct document *document,
                                    const struct str *slots, const struct document *prose,
                                    size_t count)
{
    struct document whole = {0};
    for (size_t i = 0; i < document->blocks.count; i++) {
        const struct block *block = &document->blocks.at[i];
        if (block->kind != BLOCK_SLOT) {
            *list_add(&whole.blocks, mem) = *block;
            continue;
        }
        const struct document *written = prose_for(block->slot, slots, prose, count);
        if (!written || written->blocks.count == 0)
            continue;
        if (block->level) {
            struct block *heading = document_add(&whole, mem, BLOCK_HEADING);
            heading->level = block->level;
            block_text(heading, mem, block->title);
        }
        for (size_t k = 0; k < written->blocks.count; k++)
            *list_add(&whole.blocks, mem) = written->blocks.at[k];
    }
    return whole;
}

static bool part_is_valid(struct str part)
{
    if (part.len == 0 || part.at[0] < 'a' || part.at[0] > 'z')
        return false;
    for (size_t i = 0; i < part.len; i++) {
        char c = part.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
            return false;
    }
    return true;
}

bool figure_code_is_valid(struct str code)
{
    if (code.len > CODE_MAX_BYTES || !code.at)
        return false;
    size_t parts = 0;
    for (struct str rest = code, part; str_cut(&rest, '.', &part); parts++)
        if (!part_is_valid(part))
            return false;
    return parts >= 2;
}
