/* Of which area and which time a number speaks. */
#include "feature/compare/compare_lean.h"

const struct unit *lean_area(const struct leaning *leaning)
{
    const struct nearness *near = leaning->near;
    const struct unit *unit = NULL;
    int best = 0;
    for (size_t i = 0; i < leaning->names->areas.count; i++) {
        const struct named_area *area = &leaning->names->areas.at[i];
        int left = near->left[area->phrase], right = near->right[area->phrase];
        int value = left >= LEAN_CLAUSE ? left : right >= NEAR_CLAUSE ? right : 0;
        if (value > best) {
            best = value;
            unit = area->unit;
        }
    }
    size_t i = near->mention;
    if (unit || i == 0 || !lean_is_close(near, i - 1, 0))
        return unit;
    const struct token *tokens = near->reading->tokens.at,
                       *last = &tokens[near->reading->mentions.at[i - 1].token];
    bool is_same_item = last->semicolons == tokens[lean_mention(near)->token].semicolons;
    return is_same_item ? leaning->bindings->at[i - 1].area : NULL;
}

/* The year that stands at token `i` behind the word "năm", 0 if none does: not of a date. */
static int32_t year_at(const struct reading *reading, size_t i)
{
    int64_t year;
    const struct token *token = &reading->tokens.at[i];
    struct str digits = str_part(reading->text, token->from, token->len);
    if (token->len != 4 || i == 0 || !str_to_int(digits, &year) || year < 1990 || year > 2199)
        return 0;
    const struct token *before = &reading->tokens.at[i - 1];
    struct str word = str_part(reading->text, before->from, before->len);
    const struct token *third = i > 1 ? &reading->tokens.at[i - 2] : before;
    char first = reading->text.at[third->from];
    bool is_date = first >= '0' && first <= '9';
    return (str_is(word, S("năm")) || str_is(word, S("Năm"))) && !is_date ? (int32_t)year : 0;
}

/* Whether the sentence speaks of another year than the period's, and not of both. */
static bool is_other_year(const struct leaning *leaning)
{
    enum { LOOK_TOKENS = 60 };
    const struct reading *reading = leaning->near->reading;
    size_t own = lean_mention(leaning->near)->token;
    const struct sentence_span *sentence = &reading->sentences.at[reading->tokens.at[own].sentence];
    size_t first = own > LOOK_TOKENS ? own - LOOK_TOKENS : 0;
    bool is_other = false;
    for (size_t i = first > sentence->first ? first : sentence->first;
         i < sentence->end && i < own + LOOK_TOKENS; i++) {
        int32_t year = year_at(reading, i);
        if (year == leaning->names->period.year)
            return false;
        is_other |= year != 0;
    }
    return is_other && near_any(leaning->near, lean_marker(leaning->near, MARKER_PREVIOUS)) == 0;
}

static bool is_other_half(const struct leaning *leaning)
{
    const struct nearness *near = leaning->near;
    struct period period = leaning->names->period;
    int first = near_any(near, lean_marker(near, MARKER_FIRST_HALF)),
        second = near_any(near, lean_marker(near, MARKER_SECOND_HALF));
    if (period.kind != PERIOD_HALF)
        return false;
    return period.index == 1 ? second > NEAR_CONTEXT && second > first
                             : first > NEAR_CONTEXT && first > second;
}

/* "Riêng trong tháng 3", while a half-year or year is asked about. */
static bool is_shorter(const struct leaning *leaning)
{
    const struct nearness *near = leaning->near;
    enum period_kind kind = leaning->names->period.kind;
    return (kind == PERIOD_HALF || kind == PERIOD_YEAR) &&
           near_left(near, lean_marker(near, MARKER_SHORTER)) >= LEAN_CLAUSE;
}

enum apart lean_apart(const struct leaning *leaning)
{
    const struct nearness *near = leaning->near;
    if (near_left(near, lean_marker(near, MARKER_PLAN)) >= LEAN_CLAUSE)
        return APART_PLAN;
    if (is_shorter(leaning) || is_other_half(leaning) || is_other_year(leaning) ||
        near_any(near, lean_marker(near, MARKER_BASE)) >= LEAN_CLAUSE)
        return APART_PERIOD;
    bool is_occasion = near_left(near, lean_marker(near, MARKER_OCCASION)) >= LEAN_CLAUSE ||
                       near_right(near, lean_marker(near, MARKER_OCCASION)) >= NEAR_CLAUSE;
    return is_occasion ? APART_OCCASION : APART_NOT;
}
