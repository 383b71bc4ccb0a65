/* What the writers of letters share. */
#include "document/letter.h"

#include "base/text.h"
#include "base/unicode.h"

/* ---- size ---- */

struct size {
    size_t blocks, bytes;
};

static void grid_weigh(const struct grid *grid, struct size *size)
{
    for (size_t i = 0; i < grid->columns.count; i++)
        size->bytes += grid->columns.at[i].title.len;
    for (size_t i = 0; i < grid->rows.count; i++) {
        const struct grid_row *row = &grid->rows.at[i];
        size->blocks++;
        for (size_t k = 0; k < row->cells.count; k++)
            for (size_t n = 0; n < row->cells.at[k].runs.count; n++)
                size->bytes += row->cells.at[k].runs.at[n].text.len;
    }
}

static void document_weigh(const struct document *document, struct size *size)
{
    for (size_t i = 0; i < document->blocks.count; i++) {
        const struct block *block = &document->blocks.at[i];
        size->blocks++;
        for (size_t k = 0; k < block->runs.count; k++)
            size->bytes += block->runs.at[k].text.len;
        if (block->grid)
            grid_weigh(block->grid, size);
    }
}

bool letter_check(const struct letter *letter, struct error *err)
{
    struct size size = {0};
    document_weigh(&letter->document, &size);
    document_weigh(&letter->annex, &size);
    if (size.blocks > LETTER_BLOCKS_MAX)
        return fail(err, ERROR_INVALID, "letter",
                    "văn bản có %zu đoạn và dòng bảng, nhiều hơn mức %d", size.blocks,
                    LETTER_BLOCKS_MAX);
    if (size.bytes > LETTER_TEXT_MAX_BYTES)
        return fail(err, ERROR_INVALID, "letter", "văn bản dài hơn %d byte, chừng 500 trang",
                    LETTER_TEXT_MAX_BYTES);
    return true;
}

/* ---- words ---- */

struct str letter_recipient(struct arena *mem, const struct letter *letter, size_t i)
{
    bool is_last = i + 1 == letter->recipients.count;
    return str_format(mem, "- %.*s%s", STR_ARG(letter->recipients.at[i]), is_last ? "." : ";");
}

struct str letter_annex_of(struct arena *mem, const struct letter *letter)
{
    struct str kind = unicode_upper_first(mem, unicode_lower(mem, letter->kind));
    if (letter->number.len == 0)
        return str_format(mem, "(Kèm theo %.*s)", STR_ARG(kind));
    return str_format(mem, "(Kèm theo %.*s số %.*s)", STR_ARG(kind), STR_ARG(letter->number));
}

static struct str roman(struct arena *mem, int64_t number)
{
    static const struct {
        int64_t value;
        const char *sign;
    } signs[] = {{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"},
                 {9, "IX"},  {5, "V"},   {4, "IV"}, {1, "I"}};
    struct text out = text_new(mem, 256);
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        for (; number >= signs[i].value; number -= signs[i].value)
            text_add(&out, str_of(signs[i].sign));
    return text_str(&out);
}

struct str letter_heading_number(struct arena *mem, struct letter_numbers *numbers, int level)
{
    if (level > 2) {
        numbers->part++;
        return str_format(mem, "%lld.", (long long)numbers->part);
    }
    numbers->section++;
    numbers->part = 0;
    return str_format(mem, "%.*s.", STR_ARG(roman(mem, numbers->section)));
}
