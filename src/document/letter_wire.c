#include "document/letter_wire.h"

#include "document/wire.h"

static void pass_run(struct wire *wire, struct run *run)
{
    run->kind = (enum run_kind)wire_int(wire, run->kind, RUN_TEXT, RUN_LINK);
    wire_text(wire, &run->text);
    wire_text(wire, &run->code);
    wire_text(wire, &run->facet);
    wire_text(wire, &run->period);
    wire_text(wire, &run->address);
}

static void pass_cell(struct wire *wire, struct grid_cell *cell)
{
    wire_list(wire, &cell->runs, LETTER_RUNS_MAX, pass_run);
}

static void pass_row(struct wire *wire, struct grid_row *row)
{
    wire_list(wire, &row->cells, LETTER_COLUMNS_MAX, pass_cell);
    wire_bool(wire, &row->is_strong);
}

static void pass_column(struct wire *wire, struct grid_column *column)
{
    wire_text(wire, &column->title);
    column->share = (int)wire_int(wire, column->share, 1, 1000);
    wire_bool(wire, &column->is_number);
}

static void pass_grid(struct wire *wire, struct grid *grid)
{
    wire_list(wire, &grid->columns, LETTER_COLUMNS_MAX, pass_column);
    wire_list(wire, &grid->rows, LETTER_ROWS_MAX, pass_row);
    wire->is_wrong |= grid->columns.count == 0;
    for (size_t i = 0; i < grid->rows.count; i++)
        wire->is_wrong |= grid->rows.at[i].cells.count != grid->columns.count;
}

static void pass_block(struct wire *wire, struct block *block)
{
    block->kind = (enum block_kind)wire_int(wire, block->kind, BLOCK_HEADING, BLOCK_PICTURE);
    block->level = (int)wire_int(wire, block->level, 0, 100);
    block->number = wire_int(wire, block->number, -1, INT32_MAX);
    wire_list(wire, &block->runs, LETTER_RUNS_MAX, pass_run);
    wire_text(wire, &block->title);
    bool has_grid = block->grid != NULL;
    wire_bool(wire, &has_grid);
    if (has_grid && wire->is_reading)
        block->grid = arena_one(wire->mem, struct grid);
    if (block->grid)
        pass_grid(wire, block->grid);
    wire->is_wrong |= (block->grid != NULL) != (block->kind == BLOCK_GRID);
}

static void pass_signer(struct wire *wire, struct letter_signer *signer)
{
    wire_text(wire, &signer->authority);
    wire_text(wire, &signer->function);
    wire_text(wire, &signer->name);
}

static void pass_letter(struct wire *wire, struct letter *letter)
{
    wire_list(wire, &letter->issuer, LETTER_LINES_MAX, wire_text);
    wire_text(wire, &letter->number);
    wire_text(wire, &letter->place_day);
    wire_text(wire, &letter->kind);
    wire_text(wire, &letter->subject);
    wire_list(wire, &letter->document.blocks, LETTER_BLOCKS_MAX, pass_block);
    wire_text(wire, &letter->annex_title);
    wire_list(wire, &letter->annex.blocks, LETTER_BLOCKS_MAX, pass_block);
    wire_list(wire, &letter->signers, LETTER_LINES_MAX, pass_signer);
    wire_list(wire, &letter->recipients, LETTER_LINES_MAX, wire_text);
    wire_text(wire, &letter->site);
    wire_text(wire, &letter->mark);
    wire_text(wire, &letter->language);
}

bool letter_write(struct arena *mem, const struct letter *letter, struct str *bytes,
                  struct error *err)
{
    struct wire wire = wire_writer(mem, LETTER_WIRE_MAX_BYTES);
    struct letter written = *letter; /* its lists stay the caller's and are only looked at */
    pass_letter(&wire, &written);
    return wire_written(&wire, bytes) ||
           fail(err, ERROR_INVALID, "letter",
                "văn bản quá dài, có bảng thiếu ô hoặc có chữ không phải UTF-8");
}

bool letter_read(struct arena *mem, struct str bytes, struct letter *letter, struct error *err)
{
    struct wire wire = wire_reader(mem, bytes);
    *letter = (struct letter){0};
    pass_letter(&wire, letter);
    return wire_is_read(&wire) ||
           fail(err, ERROR_INVALID, "letter", "văn bản sai khuôn dạng ở byte %zu",
                bytes.len - wire.in.len);
}
