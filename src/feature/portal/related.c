/* "Tin liên quan": articles that have most in common with one. Common words say little, rare ones
 * much: each thing in common counts by how few articles have it. */
#include "feature/portal/article_store.h"
#include "feature/portal/article_words.h"

enum {
    SHARERS_MAX = 200, /* of one term: what more articles have in common tells nothing */
    RARITY_MAX = 12,
};

struct candidate {
    int64_t id;
    int64_t score;
};

/* Candidates by their number: open addressing, at most half full. */
struct candidates {
    struct candidate *at;
    size_t count, room;
};

static void score_add(struct candidates *candidates, struct arena *mem, int64_t id, int64_t score)
{
    if (candidates->count * 2 >= candidates->room) {
        struct candidates bigger = {.room = candidates->room ? candidates->room * 2 : 1024};
        bigger.at = arena_many(mem, struct candidate, bigger.room);
        for (size_t i = 0; i < candidates->room; i++)
            if (candidates->at[i].id)
                score_add(&bigger, mem, candidates->at[i].id, candidates->at[i].score);
        *candidates = bigger;
    }
    size_t at = (size_t)id & (candidates->room - 1);
    while (candidates->at[at].id && candidates->at[at].id != id)
        at = (at + 1) & (candidates->room - 1);
    candidates->count += candidates->at[at].id == 0;
    candidates->at[at].id = id;
    candidates->at[at].score += score;
}

/* How often the number of all articles can be halved until it is that of those who share a term:
 * from 1 on. */
static int64_t rarity(int64_t all, size_t sharers)
{
    int64_t halvings = 1;
    for (int64_t left = all / 2; left >= (int64_t)sharers && halvings < RARITY_MAX; left /= 2)
        halvings++;
    return halvings;
}

static int64_t weight_of(struct str term)
{
    if (str_starts(term, S(ARTICLE_TERM_CONFERENCE)))
        return 4;
    return str_starts(term, S(ARTICLE_TERM_SECTION)) ? 1 : 2;
}

static bool candidates_gather(struct db *db, struct arena *mem, const struct article *article,
                              struct candidates *candidates, struct error *err)
{
    struct article_terms terms;
    int64_t all;
    if (!article_terms(db, mem, article->id, &terms, err) || !article_last_id(db, &all, err))
        return false;
    for (size_t i = 0; i < terms.count; i++) {
        struct article_ids ids;
        if (!article_ids_of_term(db, mem, terms.at[i], SHARERS_MAX, &ids, err))
            return false;
        bool is_common = ids.count == SHARERS_MAX;
        int64_t score = weight_of(terms.at[i]) * (is_common ? 1 : rarity(all, ids.count));
        for (size_t k = 0; k < ids.count; k++)
            if (ids.at[k] != article->id)
                score_add(candidates, mem, ids.at[k], score);
    }
    return true;
}

/* Of equals the one that came later is better. */
static bool is_better(const struct candidate *a, const struct candidate *b)
{
    return a->score != b->score ? a->score > b->score : a->id > b->id;
}

bool articles_related(struct book *book, struct db *db, struct arena *mem,
                      const struct article *article, size_t limit, struct articles *articles,
                      struct error *err)
{
    struct candidates candidates = {0};
    struct candidate *best = arena_many(mem, struct candidate, limit + 1);
    size_t count = 0;
    *articles = (struct articles){0};
    if (!candidates_gather(db, mem, article, &candidates, err))
        return false;
    for (size_t i = 0; i < candidates.room; i++) {
        struct candidate candidate = candidates.at[i];
        size_t place = count;
        for (; candidate.id && place > 0 && is_better(&candidate, &best[place - 1]); place--)
            best[place] = best[place - 1];
        if (candidate.id && place < limit)
            best[place] = candidate;
        count += candidate.id && count < limit;
    }
    for (size_t i = 0; i < count; i++) {
        bool is_found;
        struct article *other = list_add(articles, mem);
        if (!article_by_id(book, db, mem, best[i].id, other, &is_found, err))
            return false;
        articles->count -= !is_found;
    }
    return true;
}
