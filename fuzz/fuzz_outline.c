/* The outline reader and composer on any bytes: what is composed must read as a sentence should. */
#include "document/outline.h"

#include "fuzz.h"

/* The figures by the length of their code: a third zero, a third without facets, none unknown but
 * the longest. */
static const struct figure_text *figure_find(void *context, struct str code)
{
    const struct figure_text *figures = context;
    return code.len > 24 ? NULL : &figures[code.len % 3];
}

static bool holds(struct str text, struct str wanted)
{
    return str_find(text, wanted) < text.len;
}

/* Brackets in the words of a figure are the author's. */
static bool has_own_brackets(const struct block *block)
{
    for (size_t i = 0; i < block->runs.count; i++)
        if (block->runs.at[i].kind == RUN_FIGURE &&
            (holds(block->runs.at[i].text, S("(")) || holds(block->runs.at[i].text, S(")"))))
            return true;
    return false;
}

/* What the mending of blanks and signs promises, whatever vanished. */
static void sentences_check(struct str text)
{
    demand(!holds(text, S("  ")) && !holds(text, S(" ,")) && !holds(text, S(" ;")));
    demand(!holds(text, S(" :")) && !holds(text, S(" .")) && !holds(text, S(", .")));
    demand(!holds(text, S(",.")) && !holds(text, S(";.")) && !holds(text, S(":.")));
    demand(!holds(text, S("()")) && !holds(text, S("( ")) && !holds(text, S(" )")));
    demand(str_ends(text, S(".")) || str_ends(text, S("?")) || str_ends(text, S("!")) ||
           str_ends(text, S("…")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct error err = {0}, again = {0};
    struct figure_text figures[3] = {{.is_zero = true}, {0}, {0}};
    for (int facet = 0; facet < FACET_COUNT; facet++)
        figures[0].facets[facet] = figures[1].facets[facet] = S("06");
    figures[2].facets[FACET_NUMBER] = S("7");
    const struct outline_words words = {S("6 tháng đầu năm"), S("thị trấn"), S("khu phố")};
    struct str rest = {(const char *)data, size}, line;
    list_of(struct str) lines = {0};
    while (size && str_cut(&rest, '\n', &line))
        *list_add(&lines, &mem) = line;
    struct document document = {0};
    bool is_good = outline_check(&mem, lines.at, lines.count, figure_find, figures, &err);
    demand(is_good == outline_compose(&mem, lines.at, lines.count, figure_find, figures, &words,
                                      &document, &again));
    demand(is_good || (err.kind == ERROR_INVALID && strcmp(err.text, again.text) == 0));
    for (size_t i = 0; is_good && i < document.blocks.count; i++)
        if ((document.blocks.at[i].kind == BLOCK_PARAGRAPH ||
             document.blocks.at[i].kind == BLOCK_ITEM) &&
            !has_own_brackets(&document.blocks.at[i]))
            sentences_check(block_plain(&mem, &document.blocks.at[i]));
    return 0;
}
