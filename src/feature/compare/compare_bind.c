#include "feature/compare/compare_bind.h"

#include "feature/compare/compare_lean.h"

enum {
    BIND_LEAST = 420, /* below it the words say too little */
    GROUP_BONUS = 80, /* of each group of words that stands near: more words, more sure */
    UNIT_ONLY = 520,  /* a unit that only one figure has: "ngày công" */
    UNIT_WORD_BONUS = 40,
    MAY_SHARE = 10,     /* divides how near a supporting word is */
    AGAINST_NEAR = 700, /* a word against it stands so near */
    LABEL_BONUS = 150,
    LOOSE_PERCENT = 80, /* of the score without a unit behind the number */
};

const char *compare_facet_name(enum facet facet)
{
    static const char *const names[COMPARED_COUNT] = {
        [COMPARED_NONE] = "-",
        [COMPARED_NUMBER] = "",
        [COMPARED_FRACTION] = "fraction",
        [COMPARED_PERCENT] = "percent",
        [COMPARED_SHARE] = "share",
        [COMPARED_TARGET] = "target",
        [COMPARED_PREVIOUS] = "previous",
        [COMPARED_CHANGE] = "change",
        [COMPARED_CHANGE_PERCENT] = "change_percent",
        [COMPARED_EACH] = "each",
        [COMPARED_PART] = "part",
    };
    return names[facet];
}

/* ---- the words of one row ---- */

/* How near the groups of a row stand: 0 if one is missing. Amounts of money have no unit that tells
 * them apart, so the first group must stand in the sentence itself. */
static int groups_near(const struct nearness *near, const struct wording *row)
{
    int least = NEAR_WHOLE, sum = 0;
    if (row->near_count == 0)
        return UNIT_ONLY;
    for (size_t i = 0; i < row->near_count; i++) {
        int group = near_any(near, &row->near[i]);
        bool is_context = i == 0 && row->is_money && near_left(near, &row->near[i]) == 0 &&
                          near_right(near, &row->near[i]) == 0;
        if (group == 0 || is_context)
            return 0;
        least = group < least ? group : least;
        sum += group;
    }
    return (least + sum / (int)row->near_count) / 2 + GROUP_BONUS * (int)row->near_count;
}

/* Whether the number may be counted in the row's unit. *is_loose: nothing says in which unit it is,
 * but the row's words stand right in front of it ("Suất quà: 1.126"). */
static bool unit_fits(const struct nearness *near, const struct wording *row, size_t *words,
                      bool *is_loose)
{
    const struct mention *mention = &near->reading->mentions.at[near->mention];
    *is_loose = false;
    *words = 0;
    if (row->is_money)
        return lean_is_money(near);
    if (mention->number.is_money)
        return false;
    *words = near_unit(near, &row->units);
    if (*words || row->units.count == 0)
        return true;
    *is_loose =
        row->near_count && near_left(near, &row->near[0]) >= NEAR_DIRECT && lean_has_no_unit(near);
    return *is_loose;
}

static int row_score(const struct nearness *near, const struct wording *row, bool *is_loose)
{
    size_t unit_words;
    if (!unit_fits(near, row, &unit_words, is_loose))
        return 0;
    if (row->is_head && !near_head(near, &row->near[0]))
        return 0;
    int score = groups_near(near, row);
    if (score == 0 || near_even_inside(near, &row->against) >= AGAINST_NEAR)
        return 0;
    score += UNIT_WORD_BONUS * (int)unit_words + near_any(near, &row->may) / MAY_SHARE;
    if (row->is_label)
        score += near_any(near, &row->near[0]) >= NEAR_CLAUSE ? LABEL_BONUS : -LABEL_BONUS;
    return *is_loose ? score * LOOSE_PERCENT / 100 : score;
}

/* The row whose words say best what the number is; among equals the first of the list. */
static struct binding row_best(const struct nearness *near)
{
    struct binding best = {.base = -1};
    for (size_t i = 0; i < near->wordings->rows.count; i++) {
        const struct wording *row = &near->wordings->rows.at[i];
        bool is_loose;
        int score = row_score(near, row, &is_loose);
        if (score >= BIND_LEAST && score > best.score)
            best = (struct binding){
                .row = row, .code = row->code, .base = -1, .is_loose = is_loose, .score = score};
    }
    if (best.row && best.code.len)
        best.facet = near->reading->mentions.at[near->mention].number.is_fraction
                         ? COMPARED_FRACTION
                         : COMPARED_NUMBER;
    return best;
}

/* ---- all numbers ---- */

void compare_bind(struct arena *mem, const struct reading *reading, const struct wordings *wordings,
                  const struct names *names, struct bindings *bindings)
{
    struct nearness near = nearness_new(mem, reading, wordings);
    struct leaning leaning = {.near = &near, .names = names, .bindings = bindings};
    bindings->count = reading->mentions.count;
    bindings->at = arena_many(mem, struct binding, bindings->count);
    for (size_t i = 0; i < bindings->count; i++) {
        nearness_look(&near, i);
        bindings->at[i] = lean(&leaning, row_best(&near));
    }
}
