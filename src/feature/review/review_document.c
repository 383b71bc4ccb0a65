/* The review as one document: people's prose in its places, every figure with the address of its
 * page. What pages and papers are made of. */
#include "base/vi_number.h"
#include "document/prose.h"
#include "feature/review/review.h"

struct binding {
    struct db *db;
    struct arena *mem;
    const struct review *review;
    const struct unit *home;
};

/* ---- people's prose ---- */

static struct str facet_text(struct arena *mem, const struct figure *figure, struct str facet)
{
    const struct indicator *indicator = figure->indicator;
    if (str_is(facet, S("percent")))
        return figure_percent(mem, figure);
    if (str_is(facet, S("fraction")) && figure->has_population)
        return figure_fraction(mem, figure);
    if (str_is(facet, S("target")) && figure->has_target)
        return figure_number(mem, indicator, figure->target);
    if (str_is(facet, S("previous")) && figure->has_previous)
        return figure_number(mem, indicator, figure->previous);
    if (str_is(facet, S("about")))
        return figure_about(mem, indicator, figure->actual);
    return indicator->is_money ? vi_money(mem, figure->actual)
                               : figure_number(mem, indicator, figure->actual);
}

/* The figure of another period that prose names. */
static bool other_figure(const struct binding *binding, struct period period, struct figure *figure,
                         struct error *err)
{
    *figure = (struct figure){.indicator = figure->indicator};
    return figure_actual(binding->db, figure->indicator, binding->review->unit,
                         span_of(period, DAY_NONE), &figure->actual, err);
}

static bool prose_bind(const struct binding *binding, struct document *document, struct error *err)
{
    struct arena *mem = binding->mem;
    size_t block = 0, at = 0;
    struct run *run;
    while ((run = prose_figure_next(document, &block, &at))) {
        struct review_figure known = review_figure(binding->review, run->code);
        struct period period;
        struct error ignored;
        if (!known.now) {
            run->text = str_format(mem, "{%.*s}", STR_ARG(run->code));
            continue;
        }
        struct figure figure = review_printed(&known);
        if (run->period.len && period_read(run->period, &period, &ignored) &&
            !period_is(period, binding->review->period) &&
            !other_figure(binding, period, &figure, err))
            return false;
        run->text = facet_text(mem, &figure, run->facet);
        if (run->words.len)
            run->text = str_format(mem, "%.*s %.*s", STR_ARG(run->text), STR_ARG(run->words));
    }
    return true;
}

/* ---- addresses ---- */

static void addresses_bind(const struct binding *binding, const struct document *document)
{
    const struct review *review = binding->review;
    size_t block = 0, at = 0;
    struct run *run;
    while ((run = prose_figure_next(document, &block, &at))) {
        const struct figure *figure = figures_find(&review->figures, run->code);
        struct period period = review->period;
        struct error ignored;
        if (!figure)
            continue;
        if (run->period.len && !period_read(run->period, &period, &ignored))
            period = review->period;
        run->address =
            figure_address(binding->mem, figure->indicator, period, review->unit, binding->home);
    }
}

bool review_document(struct book *book, struct db *db, struct arena *mem,
                     const struct review *review, struct document *document, struct error *err)
{
    size_t count = review->prose.count;
    struct str *slots = arena_many(mem, struct str, count);
    struct document *prose = arena_many(mem, struct document, count);
    struct binding binding = {.db = db, .mem = mem, .review = review};
    const struct unit_tree *units = unit_tree_of(book, db, err);
    if (!units)
        return false;
    binding.home = unit_home(units);
    for (size_t i = 0; i < count; i++) {
        slots[i] = review->prose.at[i].slot;
        if (!prose_read(mem, review->prose.at[i].markdown, &prose[i], err) ||
            !prose_bind(&binding, &prose[i], err))
            return false;
    }
    *document = document_with_prose(mem, &review->document, slots, prose, count);
    addresses_bind(&binding, document);
    return true;
}
