/* The money of what was counted, and the parts of a figure. */
#include "feature/compare/compare_lean.h"

enum {
    PAIR_SCORE = 900,
    PAIR_WHOLE_SCORE = 1050, /* "tổng trị giá" behind one count, or of all that was counted */
    PAIR_BRACKET_SCORE = 700,
    PART_BONUS = 250,
    PART_WORD_BONUS = 20,
    PART_LIST_BONUS = 150,
    PART_RIGHT_LEAST = 960,
};

/* ---- money of what was counted ---- */

static bool is_worth(const struct binding *binding)
{
    return lean_is_total(binding) && binding->row && binding->row->value.len;
}

/* How many different things that have a worth were counted up to `sentences` before. */
static size_t things_within(const struct leaning *leaning, uint32_t sentences)
{
    size_t count = 0;
    struct str last = S("");
    for (size_t i = leaning->near->mention; i > 0 && lean_is_close(leaning->near, i - 1, sentences);
         i--) {
        const struct binding *binding = &leaning->bindings->at[i - 1];
        count += is_worth(binding) && !str_is(binding->code, last);
        if (is_worth(binding))
            last = binding->code;
    }
    return count;
}

/* The same in this sentence, or in the one before if this one has counted nothing. */
static size_t things_counted(const struct leaning *leaning)
{
    size_t own = things_within(leaning, 0);
    return own ? own : things_within(leaning, 1);
}

static bool is_whole(const struct nearness *near)
{
    return near_left(near, lean_marker(near, MARKER_WHOLE)) >= NEAR_DIRECT;
}

static int pair_score(const struct leaning *leaning)
{
    const struct nearness *near = leaning->near;
    if (is_whole(near))
        return PAIR_WHOLE_SCORE;
    if (near_left(near, lean_marker(near, MARKER_VALUE)) >= NEAR_DIRECT)
        return PAIR_SCORE;
    bool is_bracketed = near->reading->tokens.at[lean_mention(near)->token].mark == MARK_OPEN;
    return is_bracketed ? PAIR_BRACKET_SCORE : 0;
}

/* The row of the last thing counted whose worth some figure tells: "02 cây cầu dài 48 mét, trị giá
 * …" is about bridges. NULL: none in this sentence or the one before, or what no words name was
 * counted since ("tặng 1 con bò trị giá …"). */
static const struct wording *counted_last(const struct leaning *leaning)
{
    const struct nearness *near = leaning->near;
    for (size_t i = near->mention; i > 0 && lean_is_close(near, i - 1, 1); i--) {
        const struct binding *binding = &leaning->bindings->at[i - 1];
        if (is_worth(binding))
            return binding->row;
        if (binding->facet == COMPARED_NONE && !near->reading->mentions.at[i - 1].number.is_percent)
            return NULL;
    }
    return NULL;
}

/* The row of the figure that is the sum of them all: its `value` is itself. */
static const struct wording *whole_row(const struct wordings *wordings)
{
    for (size_t i = 0; i < wordings->rows.count; i++)
        if (wordings->rows.at[i].code.len &&
            str_is(wordings->rows.at[i].code, wordings->rows.at[i].value))
            return &wordings->rows.at[i];
    return NULL;
}

void lean_pair(const struct leaning *leaning, struct binding *best)
{
    const struct nearness *near = leaning->near;
    int score = lean_is_money(near) ? pair_score(leaning) : 0;
    if (score <= best->score)
        return;
    bool is_of_many = is_whole(near) && things_counted(leaning) > 1;
    const struct wording *row = is_of_many ? whole_row(near->wordings) : counted_last(leaning);
    if (row)
        *best = (struct binding){.facet = COMPARED_NUMBER,
                                 .row = is_of_many ? row : NULL,
                                 .code = row->value,
                                 .base = -1,
                                 .score = score};
}

/* ---- parts ---- */

/* Whether a bracket or colon opens a list of parts between the total and this number. */
static bool is_opened(const struct nearness *near, int32_t base)
{
    const struct token *tokens = near->reading->tokens.at;
    size_t from = near->reading->mentions.at[base].token, own = lean_mention(near)->token;
    for (size_t i = from + 1; i <= own; i++)
        if (tokens[i].mark == MARK_OPEN || tokens[i].mark == MARK_COLON)
            return true;
    return false;
}

static bool is_listed(const struct nearness *near, int32_t base)
{
    return near_left(near, lean_marker(near, MARKER_PARTS)) > 0 ||
           near_left(near, lean_marker(near, MARKER_SOME)) > 0 || is_opened(near, base);
}

/* Whether the list says that it has all parts. */
static bool is_complete(const struct nearness *near, int32_t base)
{
    return near_left(near, lean_marker(near, MARKER_SOME)) == 0 &&
           (near_left(near, lean_marker(near, MARKER_PARTS)) > 0 || is_opened(near, base));
}

/* Several kinds in a row behind one number are no part: "234 suất bảo hiểm y tế, đồng phục". */
static bool is_enumeration(const struct leaning *leaning, const struct named_part *part)
{
    const struct nearness *near = leaning->near;
    size_t count = 0;
    for (size_t i = 0; i < leaning->names->parts.count; i++) {
        const struct named_part *other = &leaning->names->parts.at[i];
        bool is_near = near->right[other->phrase] > NEAR_COMMA - 150 ||
                       near->left[other->phrase] >= LEAN_CLAUSE;
        count += is_near && str_is(other->code, part->code) && !str_is(other->part, part->part);
    }
    return count > 0;
}

/* Whether the phrase ends right in front of the number, and begins a list or one of its items: "…:
 * thường xuyên 719 suất, đột xuất 407 suất". */
static bool is_item(const struct nearness *near, size_t phrase)
{
    const struct reading *reading = near->reading;
    size_t number = lean_mention(near)->token,
           words = near->wordings->lexicon.phrases.at[phrase].count;
    enum mark mark = number > words ? reading->tokens.at[number - words].mark : MARK_NONE;
    return near->left[phrase] == NEAR_WHOLE && mark > MARK_NONE && mark < MARK_STOP;
}

/* Whether the part's name stands right behind the unit: "719 suất thường xuyên". */
static bool is_adjacent(const struct nearness *near, const struct named_part *part,
                        const struct wording *row)
{
    size_t words = row && row->units.count ? near_unit(near, &row->units) : 0;
    return (words && near->right[part->phrase] >= NEAR_WHOLE - 10 * (int)words) ||
           is_item(near, part->phrase);
}

static int part_score(const struct leaning *leaning, const struct named_part *part,
                      const struct binding *own, int32_t base)
{
    const struct nearness *near = leaning->near;
    const struct binding *total = base >= 0 ? &leaning->bindings->at[base] : NULL;
    bool is_open = total && str_is(total->code, part->code) &&
                   (total->row ? lean_fits(near, total->row) : lean_is_money(near));
    int right = near->right[part->phrase], left = near->left[part->phrase];
    bool is_behind = right >= PART_RIGHT_LEAST, is_before = left >= NEAR_DIRECT;
    if (!is_open && (!str_is(own->code, part->code) || !is_adjacent(near, part, own->row)))
        return 0;
    if ((!is_behind && !is_before) || is_enumeration(leaning, part))
        return 0;
    int score = (is_behind ? right : left) + PART_BONUS +
                PART_WORD_BONUS * (int)near->wordings->lexicon.phrases.at[part->phrase].count;
    return is_open && is_listed(near, base) ? score + PART_LIST_BONUS : score;
}

void lean_part(const struct leaning *leaning, const struct binding *own, struct binding *best)
{
    int32_t base = lean_base(leaning, 2, false);
    for (size_t i = 0; i < leaning->names->parts.count; i++) {
        const struct named_part *part = &leaning->names->parts.at[i];
        int score = leaning->near->near[part->phrase] ? part_score(leaning, part, own, base) : 0;
        bool is_of_base = base >= 0 && str_is(leaning->bindings->at[base].code, part->code);
        if (score > best->score)
            *best =
                (struct binding){.facet = COMPARED_PART,
                                 .row = is_of_base ? leaning->bindings->at[base].row : own->row,
                                 .code = part->code,
                                 .part = part->part,
                                 .base = is_of_base ? base : -1,
                                 .is_complete_list = is_of_base && is_complete(leaning->near, base),
                                 .score = score};
    }
}

void lean_nameless(const struct leaning *leaning, struct binding *best)
{
    const struct nearness *near = leaning->near;
    int32_t base = lean_base(leaning, 0, false);
    if (base < 0 || best->facet != COMPARED_NUMBER || !is_listed(near, base) ||
        !str_is(leaning->bindings->at[base].code, best->code))
        return;
    const struct vi_number *whole = &near->reading->mentions.at[base].number,
                           *own = &lean_mention(near)->number;
    if (own->decimals != whole->decimals || own->value >= whole->value)
        return;
    best->facet = COMPARED_PART;
    best->base = base;
    best->is_complete_list = is_complete(near, base);
}
