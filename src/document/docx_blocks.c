#include "document/docx.h"

enum { ITEM_LEVELS = 3 }; /* that docx/numbering.xml knows */

/* Where a document is: which list goes on, which numbering its headings have. */
struct place {
    struct docx *docx;
    int64_t headings; /* id of the headings' list, 0: the styles' own */
    int64_t list;     /* id of the ordered list that goes on; 0: none */
    int64_t number;   /* of its last item of level 1 */
};

/* Hands out a list's id. */
static int64_t list_new(struct docx *docx, int numbering, int64_t first)
{
    *list_add(&docx->lists, docx->mem) = (struct docx_list){numbering, first};
    return DOCX_LISTS_FIXED + (int64_t)docx->lists.count;
}

static void put_heading(struct place *place, const struct block *block)
{
    bool is_part = block->level > 2;
    docx_paragraph(place->docx, is_part ? "Heading2" : "Heading1", place->headings, is_part);
    docx_runs(place->docx, block->runs.at, block->runs.count);
    xml_close(place->docx->xml);
}

static void put_item(struct place *place, const struct block *block)
{
    int level = block->level > ITEM_LEVELS ? ITEM_LEVELS : block->level;
    bool is_outer = level <= 1;
    if (block->number < 0) {
        docx_paragraph(place->docx, "ListBullet", DOCX_LISTS_FIXED, is_outer ? 0 : level - 1);
        if (is_outer)
            place->list = 0;
    } else {
        if (!place->list || (is_outer && block->number != place->number + 1))
            place->list = list_new(place->docx, DOCX_NUMBERS, block->number);
        if (is_outer)
            place->number = block->number;
        docx_paragraph(place->docx, "ListNumber", place->list, is_outer ? 0 : level - 1);
    }
    docx_runs(place->docx, block->runs.at, block->runs.count);
    xml_close(place->docx->xml);
}

static void put_block(struct place *place, const struct block *block)
{
    struct docx *docx = place->docx;
    if (block->kind != BLOCK_ITEM)
        place->list = 0;
    switch (block->kind) {
    case BLOCK_HEADING:
        put_heading(place, block);
        break;
    case BLOCK_PARAGRAPH:
        docx_paragraph(docx, "BodyText", 0, 0);
        docx_runs(docx, block->runs.at, block->runs.count);
        xml_close(docx->xml);
        break;
    case BLOCK_ITEM:
        put_item(place, block);
        break;
    case BLOCK_GRID:
        docx_grid(docx, block->grid);
        break;
    case BLOCK_PICTURE: /* a letter is words and figures: it says what the picture shows */
        docx_line(docx, "BodyText", str_format(docx->mem, "(Hình: %.*s)", STR_ARG(block->title)));
        break;
    case BLOCK_SLOT:
    case BLOCK_TABLE:
        break; /* who fills a letter has put prose and grids in their places */
    }
}

void docx_blocks(struct docx *docx, const struct document *document, bool is_annex)
{
    struct place place = {.docx = docx};
    if (is_annex)
        place.headings = list_new(docx, DOCX_HEADINGS, 1);
    for (size_t i = 0; i < document->blocks.count; i++) {
        bool is_last = i + 1 == document->blocks.count;
        docx->keeps_next = is_last && !is_annex &&
                           document->blocks.at[i].kind != BLOCK_GRID; /* with the signature */
        put_block(&place, &document->blocks.at[i]);
    }
    docx->keeps_next = false;
}
