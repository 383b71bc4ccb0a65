/* Figures that people's prose binds: whose, of which period, in which words. One code for the
 * review's own prose and for articles. */
#include "document/prose.h"
#include "feature/review/facets.h"

bool binder_begin(struct binder *binder, struct book *book, struct db *db, struct arena *mem,
                  struct error *err)
{
    const struct unit_tree *units = unit_tree_of(book, db, err);
    *binder = (struct binder){.book = book, .db = db, .mem = mem};
    if (!units)
        return false;
    binder->home = unit_home(units);
    return true;
}

static const struct review *known_review(const struct binder *binder, const struct unit *unit,
                                         struct period period)
{
    for (size_t i = 0; i < binder->reviews.count; i++) {
        const struct review *review = binder->reviews.at[i];
        if (review->unit == unit && period_is(review->period, period))
            return review;
    }
    return NULL;
}

/* What a binding means: the review whose figure it is (NULL: it names no period and has none of its
 * own), the figure (without indicator: there is none of this code), the facet. */
struct bound {
    const struct review *review;
    struct figure figure;
    enum figure_facet facet;
};

static bool review_of(struct binder *binder, const struct unit *unit, const struct review *own,
                      const struct run *run, const struct review **review, struct error *err)
{
    struct period period;
    *review = own;
    if (run->period.len == 0)
        return true;
    if (!period_read(run->period, &period, err))
        return false;
    if (own && own->unit == unit && period_is(own->period, period))
        return true;
    *review = known_review(binder, unit, period);
    if (*review)
        return true;
    struct review *read = arena_one(binder->mem, struct review);
    *list_add(&binder->reviews, binder->mem) = read;
    *review = read;
    return review_figures(binder->book, binder->db, binder->mem, unit, period, read, err);
}

/* Prose rounds sums of money unless it is asked not to. */
static enum figure_facet facet_meant(const struct run *run, const struct indicator *indicator)
{
    int facet = FACET_NUMBER;
    while (facet < FACET_COUNT - 1 &&
           !str_is(figure_facet_name((enum figure_facet)facet), run->facet))
        facet++;
    return facet == FACET_NUMBER && indicator->is_money ? FACET_ABOUT : (enum figure_facet)facet;
}

static bool bound_read(struct binder *binder, const struct unit *unit, const struct review *own,
                       const struct run *run, struct bound *bound, struct error *err)
{
    *bound = (struct bound){0};
    if (!review_of(binder, unit, own, run, &bound->review, err))
        return false;
    if (!bound->review)
        return true;
    struct review_figure known = review_figure(bound->review, run->code);
    if (!known.now)
        return true;
    bound->figure = review_printed(&known);
    bound->facet = facet_meant(run, known.now->indicator);
    return true;
}

static bool bound_tell(struct binder *binder, const struct bound *bound, struct str *text,
                       struct error *err)
{
    struct telling telling = {binder->book, binder->db, binder->mem, bound->review};
    return facet_tell(&telling, &bound->figure, bound->facet, text, err);
}

static bool run_fill(struct binder *binder, const struct unit *unit, const struct review *own,
                     struct run *run, struct error *err)
{
    struct arena *mem = binder->mem;
    struct bound bound;
    struct str text;
    if (!bound_read(binder, unit, own, run, &bound, err))
        return false;
    if (!bound.figure.indicator) {
        run->text = str_format(mem, "{%.*s}", STR_ARG(run->code));
        return true;
    }
    if (!bound_tell(binder, &bound, &text, err))
        return false;
    if (text.len == 0)
        text = S("(chưa có số liệu)");
    run->text =
        run->words.len ? str_format(mem, "%.*s %.*s", STR_ARG(text), STR_ARG(run->words)) : text;
    run->address =
        figure_address(mem, bound.figure.indicator, bound.review->period, unit, binder->home);
    return true;
}

bool binder_fill(struct binder *binder, const struct unit *unit, const struct review *own,
                 struct document *document, struct error *err)
{
    size_t block = 0, at = 0;
    struct run *run;
    while ((run = prose_figure_next(document, &block, &at)))
        if (!run_fill(binder, unit, own, run, err))
            return false;
    return true;
}

bool binder_judge(struct binder *binder, const struct unit *unit, const struct run *run,
                  struct str *reason, struct error *err)
{
    struct arena *mem = binder->mem;
    struct bound bound;
    struct str text;
    const struct indicators *indicators = indicators_of(binder->book, binder->db, err);
    *reason = S("");
    if (!indicators)
        return false;
    if (!indicator_find(indicators, run->code)) {
        *reason = str_format(mem, "không có số liệu «%.*s»", STR_ARG(run->code));
        return true;
    }
    if (run->period.len == 0) {
        *reason = str_format(mem, "số liệu «%.*s» thiếu kỳ, viết như {%.*s 2022-H1}",
                             STR_ARG(run->code), STR_ARG(run->code));
        return true;
    }
    if (!bound_read(binder, unit, NULL, run, &bound, err) ||
        !bound_tell(binder, &bound, &text, err))
        return false;
    bool is_whole = bound.facet == FACET_FRACTION && !bound.figure.has_population;
    if (text.len == 0 || is_whole)
        *reason = str_format(mem, "số liệu «%.*s» không có «%.*s» trong kỳ %.*s",
                             STR_ARG(run->code), STR_ARG(run->facet), STR_ARG(run->period));
    return true;
}
