#include "feature/compare/compare_near.h"

enum {
    WINDOW_TOKENS = 80,
    STEP_WORD = 10, /* what each word between takes off, up to STEPS_MAX words */
    STEPS_MAX = 15,
    OWNED_BY_NEXT = 300,
    OWNED_BY_LAST = 350,
    SHARED_VERB = 600, /* khen thưởng 2 tập thể, 5 cá nhân: the verb is for both */
    BEYOND_NUMBER = 350,
    INSIDE_PERCENT = 60, /* of a phrase that is part of a longer one */
    HEADING = 200,
};

struct nearness nearness_new(struct arena *mem, const struct reading *reading,
                             const struct wordings *wordings)
{
    size_t count = wordings->lexicon.phrases.count + 1;
    return (struct nearness){.reading = reading,
                             .wordings = wordings,
                             .near = arena_many(mem, int, count),
                             .even_inside = arena_many(mem, int, count),
                             .left = arena_many(mem, int, count),
                             .right = arena_many(mem, int, count),
                             .touched = arena_many(mem, size_t, count)};
}

static int less_words(int near, size_t words)
{
    int less = words > STEPS_MAX ? STEPS_MAX * STEP_WORD : (int)words * STEP_WORD;
    return near - less > NEAR_LEAST ? near - less : NEAR_LEAST;
}

/* How many words stand between a phrase and the number behind it in its clause; SIZE_MAX: none
 * stands there. Percents take nothing from others, and brackets end the clause. */
static size_t next_number(const struct reading *reading, const struct spot *spot)
{
    const struct token *last = &reading->tokens.at[spot->end - 1];
    size_t end = reading->sentences.at[last->sentence].end;
    for (size_t i = spot->end; i < end && i < spot->end + WINDOW_TOKENS; i++) {
        const struct token *token = &reading->tokens.at[i];
        if (token->commas > last->commas || token->mark == MARK_OPEN)
            break;
        if (token->mention >= 0 && !reading->mentions.at[token->mention].number.is_percent)
            return i - spot->end;
    }
    return SIZE_MAX;
}

/* A phrase behind the number: its complement up to the next comma, unless it stands nearer to
 * another number ("06 mô hình và thành lập mới 02 mô hình"); behind a comma it is the next
 * number's, if there is one in its clause. */
static int right_of(const struct reading *reading, size_t number, const struct spot *spot)
{
    const struct token *from = &reading->tokens.at[number], *to = &reading->tokens.at[spot->first];
    uint32_t numbers = to->numbers - from->numbers - 1, commas = to->commas - from->commas;
    size_t words = spot->first - number - 1, next = numbers ? SIZE_MAX : next_number(reading, spot);
    int near = commas ? NEAR_COMMA : NEAR_WHOLE;
    if (commas ? next != SIZE_MAX : next < words)
        near = OWNED_BY_NEXT;
    if (numbers)
        near = numbers > 3 ? NEAR_LEAST : BEYOND_NUMBER - 50 * (int)(numbers - 1);
    if (to->semicolons > from->semicolons)
        near /= 2;
    return less_words(near, words);
}

/* True if the phrase is the complement of the number before it: "60 cuộc tuyên truyền, …". */
static bool is_owned(const struct reading *reading, const struct spot *spot)
{
    const struct token *token = &reading->tokens.at[spot->first];
    size_t first = reading->sentences.at[token->sentence].first;
    for (size_t i = spot->first; i > first && i + WINDOW_TOKENS > spot->first; i--) {
        const struct token *before = &reading->tokens.at[i - 1];
        if (before->commas != token->commas)
            return false;
        if (before->mention >= 0)
            return true;
    }
    return false;
}

static int left_of(const struct reading *reading, size_t number, const struct spot *spot)
{
    const struct token *from = &reading->tokens.at[spot->end - 1],
                       *to = &reading->tokens.at[number];
    uint32_t numbers = to->numbers - from->numbers, commas = to->commas - from->commas;
    int near = commas ? 850 - 50 * (int)(commas < 6 ? commas : 6) : NEAR_WHOLE;
    if ((numbers || commas) && is_owned(reading, spot)) {
        near = OWNED_BY_LAST;
    } else if (numbers) {
        near = SHARED_VERB;
        for (uint32_t i = 1; i < numbers && near > NEAR_LEAST; i++)
            near = near * 85 / 100;
    }
    if (to->semicolons > from->semicolons)
        near /= 2;
    return less_words(near, number - spot->end);
}

static void touch(struct nearness *near, const struct spot *spot, int *side, int value)
{
    if (near->near[spot->phrase] == 0)
        near->touched[near->touched_count++] = spot->phrase;
    if (value > near->even_inside[spot->phrase])
        near->even_inside[spot->phrase] = value;
    if (spot->is_inside)
        value = value * INSIDE_PERCENT / 100;
    if (side && value > side[spot->phrase])
        side[spot->phrase] = value;
    if (value > near->near[spot->phrase])
        near->near[spot->phrase] = value;
}

/* The phrases of a sentence that is context only, the last ones of a long one. */
static void context_look(struct nearness *near, size_t sentence, int value)
{
    const struct reading *reading = near->reading;
    size_t end = sentence + 1 < reading->sentences.count ? reading->sentences.at[sentence + 1].spots
                                                         : reading->spots.count;
    size_t first = reading->sentences.at[sentence].spots;
    for (size_t i = end; i > first && i + WINDOW_TOKENS > end; i--)
        touch(near, &reading->spots.at[i - 1], NULL, value);
}

/* The first spot at or behind a token. */
static size_t spot_at(const struct reading *reading, size_t token)
{
    size_t low = 0, high = reading->spots.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (reading->spots.at[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void nearness_look(struct nearness *near, size_t i)
{
    const struct reading *reading = near->reading;
    size_t number = reading->mentions.at[i].token, place = reading->tokens.at[number].sentence;
    const struct sentence_span *sentence = &reading->sentences.at[place];
    for (size_t k = 0; k < near->touched_count; k++) {
        size_t phrase = near->touched[k];
        near->near[phrase] = near->even_inside[phrase] = near->left[phrase] = near->right[phrase] =
            0;
    }
    near->touched_count = 0;
    near->mention = i;
    size_t from = number > WINDOW_TOKENS ? number - WINDOW_TOKENS : 0;
    for (size_t k = spot_at(reading, from > sentence->first ? from : sentence->first);
         k < reading->spots.count && reading->spots.at[k].sentence == place; k++) {
        const struct spot *spot = &reading->spots.at[k];
        if (spot->first > number + WINDOW_TOKENS)
            break;
        if (spot->first > number)
            touch(near, spot, near->right, right_of(reading, number, spot));
        else if (spot->end <= number)
            touch(near, spot, near->left, left_of(reading, number, spot));
    }
    if (place > 0 && reading->sentences.at[place - 1].paragraph == sentence->paragraph)
        context_look(near, place - 1, NEAR_CONTEXT);
    if (sentence->heading)
        context_look(near, sentence->heading - 1, HEADING);
}

static int nearest(const int *near, const struct phrase_ids *ids)
{
    int best = 0;
    for (size_t i = 0; i < ids->count; i++)
        if (near[ids->at[i]] > best)
            best = near[ids->at[i]];
    return best;
}

int near_any(const struct nearness *near, const struct phrase_ids *ids)
{
    return nearest(near->near, ids);
}

int near_left(const struct nearness *near, const struct phrase_ids *ids)
{
    return nearest(near->left, ids);
}

int near_right(const struct nearness *near, const struct phrase_ids *ids)
{
    return nearest(near->right, ids);
}

int near_even_inside(const struct nearness *near, const struct phrase_ids *ids)
{
    return nearest(near->even_inside, ids);
}

bool near_head(const struct nearness *near, const struct phrase_ids *ids)
{
    size_t number = near->reading->mentions.at[near->mention].token;
    return near_left(near, ids) == NEAR_WHOLE &&
           near->reading->tokens.at[number].mark == MARK_COLON;
}

size_t near_unit(const struct nearness *near, const struct phrase_ids *ids)
{
    size_t at = near->reading->mentions.at[near->mention].token + 1;
    return compare_unit_end(near->reading, &near->wordings->lexicon, ids, at) - at;
}
