#include "feature/review/facets.h"

#include "base/unicode.h"
#include "base/vi_number.h"
#include "feature/review/review_store.h"

/* Parts of a sum of money are told finer than the sum: else small ones would read as round as
 * large. */
enum { PART_STEP_DONG = 1000000 };

/* "01 căn hộ nghèo", "trao quà trên 340 triệu đồng": money names what it was for first, in
 * mid-sentence. */
static struct str part_text(struct arena *mem, const struct indicator *indicator,
                            const struct part *part)
{
    size_t at = 0;
    utf8_next(part->label, &at);
    struct str first = unicode_lower(mem, str_part(part->label, 0, at));
    if (indicator->is_money)
        return str_format(mem, "%.*s%.*s %.*s", STR_ARG(first),
                          STR_ARG(str_part(part->label, at, part->label.len)),
                          STR_ARG(vi_money_about(mem, part->value, PART_STEP_DONG)));
    return str_format(mem, "%.*s %.*s", STR_ARG(figure_phrase(mem, indicator, part->value)),
                      STR_ARG(part->label));
}

/* "01 căn hộ nghèo, 01 căn hộ cận nghèo": the parts that are not nought. Money with one part only
 * has none: it would say the sum again, rounded otherwise. */
static bool parts_tell(const struct telling *telling, const struct indicator *indicator,
                       struct str *text, struct error *err)
{
    struct arena *mem = telling->mem;
    const struct review *review = telling->review;
    struct parts parts = {0};
    list_of(struct str) texts = {0};
    if (!figure_by_slice(telling->book, telling->db, mem, indicator, review->unit, review->span,
                         &parts, err))
        return false;
    for (size_t i = 0; i < parts.count; i++)
        if (parts.at[i].value)
            *list_add(&texts, mem) = part_text(mem, indicator, &parts.at[i]);
    if (!indicator->is_money || texts.count > 1)
        *text = str_join(mem, texts.at, texts.count, S(", "));
    return true;
}

static bool names_tell(const struct telling *telling, const struct indicator *indicator,
                       struct str *text, struct error *err)
{
    const struct review *review = telling->review;
    const struct catalogue *catalogue = catalogue_of(telling->book, telling->db, err);
    return catalogue && review_names(telling->db, telling->mem, catalogue, indicator, review->unit,
                                     review->span, text, err);
}

/* "tăng 86 suất so với cùng kỳ"; empty without a figure of last year. */
static struct str change_text(struct arena *mem, const struct figure *figure)
{
    int64_t change = figure->actual - figure->previous;
    if (!figure->has_previous)
        return S("");
    if (change == 0)
        return S("bằng cùng kỳ");
    return str_format(
        mem, "%s %.*s so với cùng kỳ", change > 0 ? "tăng" : "giảm",
        STR_ARG(figure_phrase(mem, figure->indicator, change > 0 ? change : -change)));
}

static struct str number_text(struct arena *mem, const struct figure *figure)
{
    const struct indicator *indicator = figure->indicator;
    bool is_money = indicator->is_money && figure->actual != FIGURE_COUNTING;
    return is_money ? vi_money(mem, figure->actual) : figure_number(mem, indicator, figure->actual);
}

bool facet_tell(const struct telling *telling, const struct figure *figure, enum figure_facet facet,
                struct str *text, struct error *err)
{
    struct arena *mem = telling->mem;
    const struct indicator *indicator = figure->indicator;
    *text = S("");
    switch (facet) {
    case FACET_FRACTION:
        *text = figure->has_population ? figure_fraction(mem, figure) : number_text(mem, figure);
        break;
    case FACET_PERCENT:
        *text = figure_percent(mem, figure);
        break;
    case FACET_TARGET:
        *text = figure->has_target ? figure_number(mem, indicator, figure->target) : S("");
        break;
    case FACET_PREVIOUS:
        *text = figure->has_previous ? figure_number(mem, indicator, figure->previous) : S("");
        break;
    case FACET_ABOUT:
        *text = figure_about(mem, indicator, figure->actual);
        break;
    case FACET_CHANGE:
        *text = change_text(mem, figure);
        break;
    case FACET_NAMES:
        return names_tell(telling, indicator, text, err);
    case FACET_PARTS:
        return parts_tell(telling, indicator, text, err);
    case FACET_NUMBER:
    case FACET_EXACT:
    case FACET_COUNT:
        *text = number_text(mem, figure);
        break;
    }
    return true;
}
