/* Composing a review from the book's figures and the outline. */
#include "feature/review/review.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "feature/review/facets.h"
#include "feature/review/review_lines.h"
#include "feature/review/review_store.h"

/* What the outline's bindings are answered from. */
struct composing {
    struct book *book;
    struct db *db;
    struct arena *mem;
    const struct review *review;
    const struct str *lines;
    size_t lines_count;
    list_of(struct str) costly;         /* "CODE.names", "CODE.parts": what the outline asks for */
    const struct figure_text **answers; /* per figure, NULL until it is asked for the first time */
    struct error *err;
    bool is_broken;
};

const struct frozen *review_frozen(const struct review *review, struct str code)
{
    for (size_t i = 0; i < review->frozen.count; i++)
        if (str_is(review->frozen.at[i].indicator, code))
            return &review->frozen.at[i];
    return NULL;
}

struct review_figure review_figure(const struct review *review, struct str code)
{
    struct review_figure figure = {.now = figures_find(&review->figures, code),
                                   .frozen = review_frozen(review, code)};
    figure.is_changed = figure.now && figure.frozen && figure.now->actual != FIGURE_COUNTING &&
                        figure.now->actual != figure.frozen->actual;
    return figure;
}

struct figure review_printed(const struct review_figure *figure)
{
    struct figure printed = *figure->now;
    const struct frozen *frozen = figure->frozen;
    if (!frozen)
        return printed;
    printed.actual = frozen->actual;
    printed.has_target = frozen->has_target;
    printed.target = frozen->target;
    printed.has_population = frozen->has_population;
    printed.population = frozen->population;
    printed.has_previous = frozen->has_previous;
    printed.previous = frozen->previous;
    return printed;
}

bool review_figure_speaks(const struct review_figure *figure)
{
    const struct figure *now = figure->now;
    return now->actual || now->has_target || (now->has_previous && now->previous) ||
           (figure->frozen && figure->frozen->actual);
}

/* The outline asks for names and parts seldom, and they cost queries: they are made only then. */
static void costly_gather(struct composing *composing)
{
    for (size_t i = 0; i < composing->lines_count; i++) {
        struct str rest = composing->lines[i], before;
        while (str_cut(&rest, '{', &before) && rest.at) {
            struct str asked = str_part(rest, 0, str_find_char(rest, '}'));
            asked = str_part(asked, 0, str_find_char(asked, ' ')); /* a word may follow the facet */
            if (str_ends(asked, S(".names")) || str_ends(asked, S(".parts")))
                *list_add(&composing->costly, composing->mem) = asked;
        }
    }
}

static bool outline_asks(const struct composing *composing, struct str code, struct str facet)
{
    for (size_t i = 0; i < composing->costly.count; i++) {
        struct str asked = composing->costly.at[i];
        if (asked.len == code.len + 1 + facet.len && str_starts(asked, code) &&
            str_ends(asked, facet))
            return true;
    }
    return false;
}

static const struct figure_text *figure_tell(struct composing *composing, const struct figure *now)
{
    struct str code = now->indicator->code;
    const struct review_figure known = review_figure(composing->review, code);
    struct figure figure = review_printed(&known);
    struct figure_text *text = arena_one(composing->mem, struct figure_text);
    const struct telling telling = {composing->book, composing->db, composing->mem,
                                    composing->review};
    text->is_zero = figure.actual == 0;
    for (int i = 0; i < FACET_COUNT; i++) {
        bool is_costly = i == FACET_NAMES || i == FACET_PARTS;
        enum figure_facet facet = (enum figure_facet)i;
        if (is_costly && !outline_asks(composing, code, figure_facet_name(facet)))
            continue;
        if (!facet_tell(&telling, &figure, facet, &text->facets[i], composing->err))
            composing->is_broken = true;
    }
    return text;
}

/* The outline asks for a figure once for each of its facets and conditions. */
static const struct figure_text *figure_answer(void *context, struct str code)
{
    struct composing *composing = context;
    const struct figures *figures = &composing->review->figures;
    const struct figure *now = figures_find(figures, code);
    if (!now)
        return NULL;
    const struct figure_text **answer = &composing->answers[now - figures->at];
    if (!*answer)
        *answer = figure_tell(composing, now);
    return *answer;
}

static bool has_prose(const struct review *review, struct str slot)
{
    for (size_t i = 0; i < review->prose.count; i++)
        if (str_is(review->prose.at[i].slot, slot))
            return true;
    return false;
}

/* Slots that nobody has written for go, and section headings that nothing stands under: a page has
 * no empty headings. */
static void empty_blocks_drop(struct review *review)
{
    struct document *document = &review->document;
    size_t kept = document->blocks.count;
    for (size_t i = document->blocks.count; i > 0; i--) {
        const struct block *block = &document->blocks.at[i - 1];
        bool is_last = kept == document->blocks.count;
        bool is_bare = block->kind == BLOCK_HEADING && block->level > 1 &&
                       (is_last || (document->blocks.at[kept].kind == BLOCK_HEADING &&
                                    document->blocks.at[kept].level <= block->level));
        bool is_unwritten = block->kind == BLOCK_SLOT && !has_prose(review, block->slot);
        if (!is_bare && !is_unwritten)
            document->blocks.at[--kept] = *block;
    }
    document->blocks.at += kept;
    document->blocks.count -= kept;
    document->blocks.room -= kept;
}

static bool outline_fill(struct composing *composing, struct document *document, struct error *err)
{
    const struct review *review = composing->review;
    struct arena *mem = composing->mem;
    const struct unit_tree *units = unit_tree_of(composing->book, composing->db, err);
    if (!units)
        return false;
    struct outline_words words = {
        .period = vi_period_padded(mem, review->period),
        .unit = unit_phrase(mem, review->unit),
        .areas = unit_areas_label(mem, units, review->unit, review->span.last),
    };
    return outline_compose(mem, composing->lines, composing->lines_count, figure_answer, composing,
                           &words, document, err) &&
           !composing->is_broken;
}

/* The outlines' lines, as the journal states them, and what the committee has added. */
struct stated_outline {
    struct str code;
    struct outline_text lines;
};
struct stated_outlines {
    list_of(struct stated_outline) all;
    struct outline_lines own;
};

static const void *outlines_load(struct book *book unused, struct db *db, struct arena *mem,
                                 struct error *err)
{
    struct stated_outlines *outlines = arena_one(mem, struct stated_outlines);
    struct catalogue_items items = {0};
    if (!catalogue_items(db, mem, "catalogue.outline", &items, err) ||
        !outline_lines_read(db, mem, &outlines->own, err))
        return NULL;
    for (size_t i = 0; i < items.count; i++) {
        const struct json *body = json_member(items.at[i].body, S("lines"));
        struct stated_outline *outline = list_add(&outlines->all, mem);
        outline->code = items.at[i].code;
        for (const struct json *line = body ? body->first : NULL; line; line = line->next)
            *list_add(&outline->lines, mem) = line->text;
    }
    return outlines;
}

static const struct stated_outlines *outlines_of(struct book *book, struct db *db,
                                                 struct error *err)
{
    return book_compiled(book, db, COMPILED_OUTLINE, outlines_load, err);
}

static const struct outline_text *outline_find(const struct stated_outlines *outlines,
                                               struct str code)
{
    for (size_t i = 0; i < outlines->all.count; i++)
        if (str_is(outlines->all.at[i].code, code))
            return &outlines->all.at[i].lines;
    return NULL;
}

/* Makes ready to answer for the figures of these lines. */
static void lines_set(struct composing *composing, const struct outline_text *lines)
{
    composing->lines = lines->at;
    composing->lines_count = lines->count;
    costly_gather(composing);
    composing->answers =
        arena_many(composing->mem, const struct figure_text *, composing->review->figures.count);
}

static bool outline_load(struct composing *composing, struct str code, struct error *err)
{
    const struct stated_outlines *outlines = outlines_of(composing->book, composing->db, err);
    if (!outlines)
        return false;
    const struct outline_text *found = outline_find(outlines, code);
    struct outline_text lines = found ? *found : (struct outline_text){0};
    if (str_is(code, S("review")) && outlines->own.count)
        lines =
            outline_with_lines(composing->mem, &lines, &outlines->own, composing->review->period);
    lines_set(composing, &lines);
    return true;
}

const struct outline_lines *review_lines(struct book *book, struct db *db, struct error *err)
{
    const struct stated_outlines *outlines = outlines_of(book, db, err);
    return outlines ? &outlines->own : NULL;
}

bool review_headings(struct book *book, struct db *db, struct arena *mem, struct headings *headings,
                     struct error *err)
{
    const struct stated_outlines *outlines = outlines_of(book, db, err);
    if (!outlines)
        return false;
    const struct outline_text *lines = outline_find(outlines, S("review"));
    for (size_t i = 0; lines && i < lines->count; i++)
        if (str_starts(lines->at[i], S("## ")))
            *list_add(headings, mem) = str_trim(str_part(lines->at[i], 3, lines->at[i].len));
    return true;
}

bool review_outline(struct book *book, struct db *db, struct arena *mem,
                    const struct review *review, struct str code, struct document *document,
                    struct error *err)
{
    struct composing composing = {.book = book, .db = db, .mem = mem, .review = review, .err = err};
    return outline_load(&composing, code, err) && outline_fill(&composing, document, err);
}

static bool figures_read(struct book *book, struct db *db, struct arena *mem, struct day cutoff,
                         struct review *review, struct error *err)
{
    if (!review_read_issued(db, mem, review, &cutoff, err))
        return false;
    review->span = span_of(review->period, cutoff);
    return figures_compute(book, db, mem, review->unit, review->period, cutoff, &review->figures,
                           err);
}

bool review_figures(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                    struct period period, struct review *review, struct error *err)
{
    *review = (struct review){.unit = unit, .period = period};
    return figures_read(book, db, mem, DAY_NONE, review, err);
}

bool review_compose(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                    struct period period, struct day cutoff, struct review *review,
                    struct error *err)
{
    *review = (struct review){.unit = unit, .period = period};
    if (!figures_read(book, db, mem, cutoff, review, err) ||
        !journal_head(db, &review->size, &review->root, err) ||
        !review_read_prose(db, mem, review, err) ||
        !review_outline(book, db, mem, review, S("review"), &review->document, err))
        return false;
    empty_blocks_drop(review);
    return review_requests_add(book, db, mem, review, err);
}

bool review_draft(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                  struct period period, const struct proses *texts, bool is_preview,
                  struct review *review, struct error *err)
{
    struct day cutoff = DAY_NONE;
    struct review issued = {.unit = unit, .period = period};
    *review = issued;
    if (!review_read_issued(db, mem, &issued, &cutoff, err))
        return false;
    review->span = span_of(period, cutoff);
    review->prose = *texts;
    if (!figures_compute(book, db, mem, unit, period, cutoff, &review->figures, err) ||
        !journal_head(db, &review->size, &review->root, err) ||
        !review_outline(book, db, mem, review, S("review"), &review->document, err))
        return false;
    if (is_preview)
        empty_blocks_drop(review);
    return review_requests_add(book, db, mem, review, err);
}

/* Numbers that nobody has counted, for reading a sentence before there are any. */
static const struct figure_text *figure_sample(void *context unused, struct str code unused)
{
    static const struct figure_text sample = {
        .facets = {[FACET_NUMBER] = {"12", 2},
                   [FACET_FRACTION] = {"12/15", 5},
                   [FACET_PERCENT] = {"80%", 3},
                   [FACET_TARGET] = {"15", 2},
                   [FACET_PREVIOUS] = {"10", 2},
                   [FACET_ABOUT] = {"trên 12 triệu đồng", sizeof "trên 12 triệu đồng" - 1},
                   [FACET_NAMES] = {"“…”", sizeof "“…”" - 1},
                   [FACET_PARTS] = {"…", sizeof "…" - 1},
                   [FACET_CHANGE] = {"tăng 2 so với cùng kỳ", sizeof "tăng 2 so với cùng kỳ" - 1},
                   [FACET_EXACT] = {"12.000.000 đồng", sizeof "12.000.000 đồng" - 1}},
    };
    return &sample;
}

bool review_line_preview(struct book *book, struct db *db, struct arena *mem,
                         const struct unit *unit, struct period period, struct str text,
                         bool is_sample, struct str *sentence, struct error *err)
{
    struct review review = {.unit = unit, .period = period, .span = span_of(period, DAY_NONE)};
    struct composing composing = {
        .book = book, .db = db, .mem = mem, .review = &review, .err = err};
    struct document document = {0};
    struct outline_text lines = {.at = &text, .count = 1};
    const struct outline_words words = {S("6 tháng đầu năm"), unit->name, S("khu dân cư")};
    if (!is_sample && !figures_compute(book, db, mem, unit, period, DAY_NONE, &review.figures, err))
        return false;
    lines_set(&composing, &lines);
    bool is_well =
        is_sample ? outline_compose(mem, lines.at, 1, figure_sample, NULL, &words, &document, err)
                  : outline_fill(&composing, &document, err);
    struct text out = text_new(mem, 16000);
    for (size_t i = 0; is_well && i < document.blocks.count; i++)
        for (size_t k = 0; k < document.blocks.at[i].runs.count; k++)
            text_add(&out, document.blocks.at[i].runs.at[k].text);
    *sentence = text_str(&out);
    return is_well;
}

struct str review_title(struct arena *mem, const struct unit *unit, struct period period)
{
    return str_format(mem, "Kết quả công tác Mặt trận %.*s, %.*s", STR_ARG(vi_period(mem, period)),
                      STR_ARG(unit_phrase(mem, unit)));
}

struct str review_address(struct arena *mem, struct period period, const struct unit *unit,
                          const struct unit *home)
{
    struct str slug = vi_period_slug(mem, period);
    if (unit == home)
        return str_format(mem, "/bao-cao/%d/%.*s", period.year, STR_ARG(slug));
    return str_format(mem, "/bao-cao/%d/%.*s?don-vi=%.*s", period.year, STR_ARG(slug),
                      STR_ARG(unit->code));
}
