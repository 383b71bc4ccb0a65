#include "document/outline_tree.h"
#include "document/sentence.h"

/* The figures' source and what is composed so far. */
struct composer {
    struct arena *mem;
    outline_figure *figure;
    void *context;
    const struct outline_words *words;
    struct document *document;
    const struct outline_line *heading[4]; /* by level; announced when something stands under it */
    struct block *paragraph;               /* the one that sentences join, or NULL */
};

/* What stands in a row of pieces. */
struct tally {
    bool has_figure; /* any at all */
    bool is_live;    /* something that is not zero will be printed */
    bool has_hole;   /* a figure stands directly in it that has no text */
};

static bool tally_is_kept(struct tally tally)
{
    return tally.is_live && !tally.has_hole;
}

static struct str facet_text(const struct piece *piece)
{
    return str_trim(piece->figure->facets[piece->facet]);
}

/* Counts a row of pieces and marks which of its optional ones are kept; from the inside out, so
 * that what a dropped clause holds keeps nothing alive. */
static struct tally pieces_tally(struct piece *pieces)
{
    struct tally sum = {0};
    for (struct piece *piece = pieces; piece; piece = piece->next) {
        struct tally inside = {0};
        switch (piece->kind) {
        case PIECE_TEXT:
        case PIECE_WORD:
            break;
        case PIECE_FIGURE:
            sum.has_figure = true;
            sum.has_hole |= facet_text(piece).len == 0;
            sum.is_live |= !piece->figure->is_zero && facet_text(piece).len > 0;
            break;
        case PIECE_OPTIONAL:
        case PIECE_LIST:
            inside = pieces_tally(piece->first);
            piece->is_kept = tally_is_kept(inside);
            sum.has_figure = true;
            sum.is_live |= piece->is_kept;
            break;
        }
    }
    return sum;
}

/* Finds the figure of each binding. */
static bool figures_find(const struct outline_line *line, struct piece *pieces,
                         outline_figure *figure, void *context, struct error *err)
{
    for (struct piece *piece = pieces; piece; piece = piece->next) {
        if (!figures_find(line, piece->first, figure, context, err))
            return false;
        if (piece->kind != PIECE_FIGURE)
            continue;
        piece->figure = figure(context, piece->code);
        if (!piece->figure)
            return outline_fail(err, line, piece->at, "không có số liệu «%.*s»",
                                STR_ARG(piece->code));
    }
    return true;
}

/* Reads the outline and finds every figure. */
static bool outline_open(struct arena *mem, const struct str *lines, size_t count,
                         outline_figure *figure, void *context, struct outline *outline,
                         struct error *err)
{
    if (!outline_read(mem, lines, count, outline, err))
        return false;
    for (size_t i = 0; i < outline->lines.count; i++) {
        const struct outline_line *line = &outline->lines.at[i];
        if (!figures_find(line, line->pieces, figure, context, err))
            return false;
        for (size_t k = 0; k < line->codes.count; k++)
            if (!figure(context, line->codes.at[k]))
                return outline_fail(err, line, str_find(line->text, line->codes.at[k]),
                                    "không có số liệu «%.*s»", STR_ARG(line->codes.at[k]));
    }
    return true;
}

bool outline_check(struct arena *mem, const struct str *lines, size_t count,
                   outline_figure *is_known, void *context, struct error *err)
{
    struct outline outline = {0};
    return outline_open(mem, lines, count, is_known, context, &outline, err);
}

static void pieces_write(struct sentence *out, const struct outline_words *words,
                         const struct piece *pieces);

/* The kept clauses with what joins them. */
static void clauses_write(struct sentence *out, const struct outline_words *words,
                          const struct piece *list)
{
    size_t count = 0, written = 0;
    for (const struct piece *clause = list->first; clause; clause = clause->next)
        count += clause->is_kept;
    for (const struct piece *clause = list->first; clause; clause = clause->next) {
        if (!clause->is_kept)
            continue;
        if (written > 0)
            sentence_text(out, list->joint == JOINT_SEMICOLON                     ? S("; ")
                               : list->joint == JOINT_AND && written + 1 == count ? S(" và ")
                                                                                  : S(", "));
        pieces_write(out, words, clause->first);
        written++;
    }
}

static void figure_write(struct sentence *out, const struct piece *piece)
{
    struct str text = facet_text(piece);
    if (piece->text.len)
        text = str_format(out->mem, "%.*s %.*s", STR_ARG(text), STR_ARG(piece->text));
    sentence_figure(out, piece->code, figure_facet_name(piece->facet), text)->words = piece->text;
}

static void pieces_write(struct sentence *out, const struct outline_words *words,
                         const struct piece *pieces)
{
    const struct str given[WORD_COUNT] = {
        [WORD_PERIOD] = words->period,
        [WORD_UNIT] = words->unit,
        [WORD_AREAS] = words->areas,
    };
    for (const struct piece *piece = pieces; piece; piece = piece->next) {
        if (piece->kind == PIECE_TEXT)
            sentence_text(out, piece->text);
        else if (piece->kind == PIECE_WORD)
            sentence_given(out, given[piece->word]);
        else if (piece->kind == PIECE_FIGURE)
            figure_write(out, piece);
        else if (piece->is_kept && piece->kind == PIECE_OPTIONAL)
            pieces_write(out, words, piece->first);
        else if (piece->is_kept)
            clauses_write(out, words, piece);
    }
}

static void heading_write(struct composer *composer, const struct outline_line *line)
{
    struct block *block = document_add(composer->document, composer->mem, BLOCK_HEADING);
    block->level = line->level;
    struct sentence out = sentence_new(composer->mem, block);
    pieces_write(&out, composer->words, line->pieces);
    sentence_end(&out, false);
    composer->paragraph = NULL;
}

/* Something will stand here: the headings above it are written, if they are not yet. */
static void headings_flush(struct composer *composer)
{
    for (size_t level = 1; level < COUNT_OF(composer->heading); level++) {
        if (composer->heading[level])
            heading_write(composer, composer->heading[level]);
        composer->heading[level] = NULL;
    }
}

static struct block *block_new(struct composer *composer, enum block_kind kind)
{
    headings_flush(composer);
    composer->paragraph = NULL;
    return document_add(composer->document, composer->mem, kind);
}

static void sentence_compose(struct composer *composer, const struct outline_line *line)
{
    struct tally tally = pieces_tally(line->pieces);
    if (tally.has_figure && !tally_is_kept(tally))
        return;
    struct block *block = composer->paragraph;
    if (line->kind == LINE_ITEM)
        block = block_new(composer, BLOCK_ITEM);
    else if (!block)
        composer->paragraph = block = block_new(composer, BLOCK_PARAGRAPH);
    struct sentence out = sentence_new(composer->mem, block);
    pieces_write(&out, composer->words, line->pieces);
    sentence_end(&out, true);
    if (block->runs.count > 0)
        return;
    composer->document->blocks.count--; /* a line of signs only, or of words that are empty */
    composer->paragraph = NULL;
}

static void table_compose(struct composer *composer, const struct outline_line *line)
{
    bool is_live = false;
    for (size_t i = 0; i < line->codes.count; i++)
        is_live |= !composer->figure(composer->context, line->codes.at[i])->is_zero;
    if (!is_live)
        return;
    struct block *block = block_new(composer, BLOCK_TABLE);
    for (size_t i = 0; i < line->codes.count; i++)
        *list_add(&block->codes, composer->mem) = line->codes.at[i];
}

static void line_compose(struct composer *composer, const struct outline_line *line)
{
    struct block *slot;
    switch (line->kind) {
    case LINE_EMPTY:
        composer->paragraph = NULL;
        break;
    case LINE_HEADING:
        composer->paragraph = NULL;
        for (size_t level = (size_t)line->level; level < COUNT_OF(composer->heading); level++)
            composer->heading[level] = NULL;
        composer->heading[line->level] = line;
        if (line->level == 1)
            headings_flush(composer);
        break;
    case LINE_SENTENCE:
    case LINE_ITEM:
        sentence_compose(composer, line);
        break;
    case LINE_SLOT:
        slot = block_new(composer, BLOCK_SLOT);
        slot->slot = line->slot;
        slot->title = line->title;
        slot->level = line->level;
        break;
    case LINE_TABLE:
        table_compose(composer, line);
        break;
    }
}

bool outline_compose(struct arena *mem, const struct str *lines, size_t count,
                     outline_figure *figure, void *context, const struct outline_words *words,
                     struct document *document, struct error *err)
{
    struct outline outline = {0};
    if (!outline_open(mem, lines, count, figure, context, &outline, err))
        return false;
    struct composer composer = {
        .mem = mem, .figure = figure, .context = context, .words = words, .document = document};
    for (size_t i = 0; i < outline.lines.count; i++)
        line_compose(&composer, &outline.lines.at[i]);
    return true;
}
