/* People's Markdown, any bytes: what is read keeps the limits, holds no forbidden address and no
 * control character, and every figure that the caller meets can be filled. */
#include "document/prose.h"

#include "base/unicode.h"

#include "fuzz.h"

static void run_check(const struct run *run)
{
    demand(run->kind == RUN_FIGURE ||
           (run->text.len > 0 && utf8_is_valid(run->text) && !unicode_has_control(run->text)));
    if (run->kind == RUN_FIGURE)
        demand(run->text.len == 0 && figure_code_is_valid(run->code) && run->place.line > 0 &&
               utf8_is_valid(run->words) && !unicode_has_control(run->words));
    if (run->kind != RUN_LINK)
        return;
    struct str address = run->code;
    demand(address.len > 0 && address.len <= 2 * PROSE_ADDRESS_MAX_BYTES);
    demand(address.at[0] == '/'
               ? address.len == 1 || (address.at[1] != '/' && address.at[1] != '\\')
               : (address.at[0] | 0x20) == 'h' || (address.at[0] | 0x20) == 'm');
    for (size_t i = 0; i < address.len; i++)
        demand((unsigned char)address.at[i] > ' ');
}

static void picture_check(const struct block *block)
{
    demand(block->runs.count <= 1 && block->place.line > 0);
    demand(utf8_is_valid(block->slot) && !unicode_has_control(block->slot));
    demand(utf8_is_valid(block->title) && !unicode_has_control(block->title));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct error err = {0};
    struct document document = {0};
    if (!prose_read(&mem, (struct str){(const char *)data, size}, &document, &err)) {
        demand(err.kind == ERROR_INVALID && err.text[0]);
        return 0;
    }
    demand(document.blocks.count <= PROSE_BLOCKS_MAX);
    size_t figures = 0, walked = 0, block_at = 0, run_at = 0;
    for (size_t i = 0; i < document.blocks.count; i++) {
        const struct block *block = &document.blocks.at[i];
        demand(block->runs.count > 0 || block->kind == BLOCK_PICTURE);
        demand(block->level <= PROSE_DEPTH_MAX + 1);
        if (block->kind == BLOCK_PICTURE)
            picture_check(block);
        for (size_t k = 0; k < block->runs.count; k++) {
            run_check(&block->runs.at[k]);
            figures += block->runs.at[k].kind == RUN_FIGURE;
        }
    }
    for (struct run *run; (run = prose_figure_next(&document, &block_at, &run_at)); walked++)
        run->text = S("03");
    demand(figures == walked);
    demand(utf8_is_valid(document_plain(&mem, &document)));
    return 0;
}
