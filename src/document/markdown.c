#include "document/markdown.h"

#include "base/text.h"

/* Signs that mean something wherever they stand, and those that do so only where a line begins. */
static const char signs[] = "\\`*_[]<&{|", first_signs[] = "#>+-=~";

/* Where a number that begins the line ends, if what follows would make it an item's; else 0. */
static size_t item_number_end(struct str text)
{
    size_t at = 0;
    while (at < text.len && text.at[at] >= '0' && text.at[at] <= '9')
        at++;
    return at > 0 && at < text.len && strchr(".)", text.at[at]) ? at : 0;
}

/* The text so that it is read as it stands. is_first: a line begins with it. */
static void put_text(struct text *out, struct str text, bool is_first)
{
    size_t number_end = is_first ? item_number_end(text) : 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool is_sign = c && (strchr(signs, c) || (is_first && i == 0 && strchr(first_signs, c)) ||
                             (number_end && i == number_end));
        if (is_sign)
            text_char(out, '\\');
        text_char(out, c == '\n' ? ' ' : c);
    }
}

/* An address in parentheses; in angle brackets only if it would end too early without them. */
static void put_address(struct text *out, struct str address)
{
    bool is_plain = address.len > 0;
    for (size_t i = 0; i < address.len; i++)
        is_plain &= !strchr(" ()<>", address.at[i]);
    text_format(out, is_plain ? "(%.*s" : "(<%.*s>", STR_ARG(address));
}

static void put_figure(struct text *out, const struct run *run)
{
    text_format(out, "{%.*s", STR_ARG(run->code));
    if (run->facet.len)
        text_format(out, ".%.*s", STR_ARG(run->facet));
    if (run->period.len)
        text_format(out, " %.*s", STR_ARG(run->period));
    if (run->words.len)
        text_format(out, " %.*s", STR_ARG(run->words));
    text_char(out, '}');
}

static void put_runs(struct text *out, const struct block *block)
{
    for (size_t i = 0; i < block->runs.count; i++) {
        const struct run *run = &block->runs.at[i];
        switch (run->kind) {
        case RUN_TEXT:
            put_text(out, run->text, i == 0);
            break;
        case RUN_FIGURE:
            put_figure(out, run);
            break;
        case RUN_STRONG:
            text_add(out, S("**"));
            put_text(out, run->text, false);
            text_add(out, S("**"));
            break;
        case RUN_LINK:
            text_char(out, '[');
            put_text(out, run->text, false);
            text_char(out, ']');
            put_address(out, run->code);
            text_char(out, ')');
            break;
        }
    }
}

/* ![what it shows](file "caption") */
static void put_picture(struct arena *mem, struct text *out, const struct block *block)
{
    struct str caption = block_plain(mem, block);
    text_add(out, S("!["));
    put_text(out, block->title, false);
    text_char(out, ']');
    put_address(out, block->slot);
    if (caption.len) {
        text_add(out, S(" \""));
        for (size_t i = 0; i < caption.len; i++) {
            if (strchr("\\\"&{", caption.at[i]))
                text_char(out, '\\');
            text_char(out, caption.at[i]);
        }
        text_char(out, '"');
    }
    text_char(out, ')');
}

static void put_mark(struct text *out, const struct block *block)
{
    if (block->kind == BLOCK_HEADING) {
        text_add(out, block->level <= 2 ? S("## ") : S("### "));
        return;
    }
    for (int level = 1; level < block->level; level++)
        text_add(out, S("   "));
    if (block->number >= 0)
        text_format(out, "%lld. ", (long long)block->number);
    else
        text_add(out, S("- "));
}

struct str document_markdown(struct arena *mem, const struct document *document)
{
    struct text out = text_new(mem, SIZE_MAX);
    const struct block *before = NULL;
    for (size_t i = 0; i < document->blocks.count; i++) {
        const struct block *block = &document->blocks.at[i];
        bool is_marked = block->kind == BLOCK_HEADING || block->kind == BLOCK_ITEM;
        if (!is_marked && block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_PICTURE)
            continue;
        if (before && !(before->kind == BLOCK_ITEM && block->kind == BLOCK_ITEM))
            text_char(&out, '\n');
        if (is_marked)
            put_mark(&out, block);
        if (block->kind == BLOCK_PICTURE)
            put_picture(mem, &out, block);
        else
            put_runs(&out, block);
        text_char(&out, '\n');
        before = block;
    }
    return text_str(&out);
}
