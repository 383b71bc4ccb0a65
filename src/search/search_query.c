#include "search/search_query.h"

#include <assert.h>

enum { CLASSES = 4, CLASS_TITLE = 2, CLASS_EXACT = 1 };

static bool is_digits(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] < '0' || word.at[i] > '9')
            return false;
    return word.len > 0;
}

static size_t characters(struct str word)
{
    size_t count = 0;
    for (size_t i = 0; i < word.len; i++)
        count += ((unsigned char)word.at[i] & 0xC0) != 0x80;
    return count;
}

static struct search_wanted wanted_of(struct arena *mem, struct search_word word, bool is_beginning)
{
    struct str start = str_copy(mem, word.folded); /* with a NUL behind it: the end of a word */
    return (struct search_wanted){
        .start = {start.at, start.len + !is_beginning},
        .exact = word.exact.len ? word.exact : word.folded,
        .is_beginning = is_beginning,
        .is_plain = word.exact.len == 0,
    };
}

static void clause_add(struct search_query *query, struct arena *mem, struct search_clause *clause,
                       struct search_word word, bool is_beginning)
{
    if (query->wanted_count == SEARCH_WANTED_MAX)
        return;
    query->wanted_count++;
    *list_add(&clause->all, mem) = wanted_of(mem, word, is_beginning);
}

/* Adds a Khmer word: its pairs, or its only cluster as a beginning of any pair. */
static void clause_add_khmer(struct search_query *query, struct arena *mem,
                             struct search_clause *clause, struct str word, bool is_last)
{
    struct search_words pieces = {0};
    search_words_of_khmer(mem, word, &pieces);
    bool is_behind_pair = false;
    for (size_t i = 0; i < pieces.count; i++) {
        struct str piece = pieces.at[i].folded;
        size_t first = search_words_cluster(piece, 0);
        bool is_alone = first == piece.len;
        bool is_end = i + 2 >= pieces.count; /* the last pair, or what stands behind it */
        if (!is_alone || !is_behind_pair)
            clause_add(query, mem, clause, pieces.at[i],
                       is_alone || (is_last && is_end && characters(piece) >= 2));
        is_behind_pair = !is_alone && first > 0;
    }
}

static bool all_digits(const struct search_words *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        if (!is_digits(parts->at[i].folded))
            return false;
    return true;
}

/* Adds the clause of one run. A code of digits alone must stand there as a code: its parts
 * ("20", "7") would be found everywhere. */
static void query_add(struct search_query *query, struct arena *mem,
                      const struct search_words *parts, bool is_compound, bool is_last)
{
    struct search_clause *clause = &query->clauses[query->count++];
    struct search_word joined;
    if (is_compound && search_words_join(mem, parts, 0, &joined)) {
        bool is_number = all_digits(parts);
        clause->joined = wanted_of(mem, joined, is_last || is_number);
        query->wanted_count++;
        if (is_number)
            return;
    }
    for (size_t i = 0; i < parts->count; i++) {
        struct search_word word = parts->at[i];
        bool may_go_on = is_last && i + 1 == parts->count;
        if (search_words_is_khmer(word.folded))
            clause_add_khmer(query, mem, clause, word.folded, may_go_on);
        else
            clause_add(query, mem, clause, word,
                       may_go_on && (characters(word.folded) >= 2 || is_digits(word.folded)));
    }
}

void search_query_read(struct search_query *query, struct arena *mem, struct str text)
{
    *query = (struct search_query){0};
    struct {
        struct search_words parts;
        bool is_compound;
    } runs[SEARCH_WANTED_MAX] = {0};
    size_t count = 0;
    struct search_run run;
    text = search_words_prepare(mem, text, SEARCH_QUERY_BYTES);
    for (size_t i = 0; count < SEARCH_WANTED_MAX && search_words_run(text, &i, &run);) {
        runs[count].is_compound = run.is_compound;
        search_words_fold(mem, run.text, &runs[count].parts);
        count += runs[count].parts.count > 0;
    }
    for (size_t i = 0; i < count && query->wanted_count < SEARCH_WANTED_MAX; i++)
        query_add(query, mem, &runs[i].parts, runs[i].is_compound, i + 1 == count);
}

static struct search_bits wanted_find(struct search_pool *pool, const struct search_part *part,
                                      const struct search_wanted *wanted,
                                      const struct search_bits *within)
{
    struct search_bits found = search_bits_new(pool);
    struct search_fill fill = {pool, &found, within};
    if (part->file)
        search_file_fill(part->file, wanted, &fill);
    else
        search_tail_fill(part->tail, wanted, &fill);
    return found;
}

static struct search_bits clause_find(struct search_pool *pool, const struct search_part *part,
                                      const struct search_clause *clause,
                                      const struct search_bits *within)
{
    struct search_bits found = search_bits_new(pool);
    for (size_t i = 0; i < clause->all.count; i++) {
        struct search_bits next =
            wanted_find(pool, part, &clause->all.at[i], i == 0 ? within : &found);
        if (i == 0)
            found = next;
        else
            search_bits_and(pool, &found, &next);
        if (found.count == 0)
            break;
    }
    if (clause->joined.start.len) {
        struct search_bits code = wanted_find(pool, part, &clause->joined, within);
        search_bits_or(pool, &found, &code);
    }
    return found;
}

static uint64_t clause_cost(const struct search_part *part, const struct search_clause *clause)
{
    if (!part->file)
        return 0; /* the tail is small: as typed */
    uint64_t least = clause->all.count ? UINT64_MAX : 0;
    for (size_t i = 0; i < clause->all.count; i++) {
        uint64_t cost = search_file_cost(part->file, &clause->all.at[i]);
        least = cost < least ? cost : least;
    }
    return clause->joined.start.len ? least + search_file_cost(part->file, &clause->joined) : least;
}

/* The documents of a part that fulfil all clauses. The rarest comes first, so that the others are
 * read in its chunks only. */
static struct search_bits part_find(struct search_pool *pool, const struct search_query *query,
                                    const struct search_part *part)
{
    struct {
        uint64_t cost;
        const struct search_clause *clause;
    } order[SEARCH_WANTED_MAX] = {0};
    assert(query->count > 0);
    for (size_t i = 0; i < query->count; i++) {
        uint64_t cost = clause_cost(part, &query->clauses[i]);
        size_t at = i;
        for (; at > 0 && order[at - 1].cost > cost; at--)
            order[at] = order[at - 1];
        order[at].cost = cost;
        order[at].clause = &query->clauses[i];
    }
    struct search_bits found = clause_find(pool, part, order[0].clause, NULL);
    for (size_t i = 1; i < query->count && found.count > 0; i++) {
        struct search_bits next = clause_find(pool, part, order[i].clause, &found);
        search_bits_and(pool, &found, &next);
    }
    return found;
}

/* The best hits so far: for each class the newest `wanted`. Documents come newest first. */
struct ranking {
    int64_t *ids[CLASSES];
    size_t counts[CLASSES];
    size_t wanted;
    int64_t total;
};

static uint64_t class_bits(const struct search_chunk *chunk, size_t word, int class)
{
    return (class & CLASS_TITLE ? chunk->title[word] : ~chunk->title[word]) &
           (class & CLASS_EXACT ? chunk->exact[word] : ~chunk->exact[word]);
}

static void chunk_rank(struct ranking *ranking, const struct search_part *part,
                       const struct search_chunk *chunk, size_t first_word, size_t words)
{
    uint32_t docs = search_part_docs(part);
    for (size_t word = words; word-- > 0;) {
        uint64_t any = chunk->any[word];
        size_t place = (first_word + word) * 64;
        if (!any || place >= docs)
            continue;
        if (docs - place < 64) /* a bitmap's last bits name no document */
            any &= ((uint64_t)1 << (docs - place)) - 1;
        if (part->forgotten)
            any &= ~part->forgotten[first_word + word];
        ranking->total += __builtin_popcountll(any);
        for (int class = 0; class < CLASSES; class ++) {
            uint64_t bits = any & class_bits(chunk, word, class);
            while (bits && ranking->counts[class] < ranking->wanted) {
                unsigned highest = 63 - (unsigned)__builtin_clzll(bits);
                bits ^= (uint64_t)1 << highest;
                ranking->ids[class][ranking->counts[class]++] =
                    search_part_id(part, (uint32_t)(place + highest));
            }
        }
    }
}

static void part_rank(struct ranking *ranking, const struct search_query *query,
                      const struct search_part *part)
{
    auto_arena mem = {0};
    struct search_pool pool = search_pool_new(&mem, search_part_docs(part));
    struct search_bits found = part_find(&pool, query, part);
    for (size_t i = pool.chunks; i-- > 0;)
        if (found.chunks[i])
            chunk_rank(ranking, part, found.chunks[i], i * (SEARCH_CHUNK_DOCS / 64), pool.words);
}

struct search_hits search_query_find(const struct search_query *query, struct arena *mem,
                                     const struct search_part *parts, size_t parts_count,
                                     size_t skip, size_t limit)
{
    assert(skip <= SEARCH_HITS_MAX && limit <= SEARCH_HITS_MAX - skip);
    struct search_hits hits = {.ids = arena_many(mem, int64_t, limit)};
    if (query->count == 0)
        return hits;
    struct ranking ranking = {.wanted = skip + limit};
    for (int class = 0; class < CLASSES; class ++)
        ranking.ids[class] = arena_many(mem, int64_t, ranking.wanted);
    for (size_t i = parts_count; i-- > 0;)
        part_rank(&ranking, query, &parts[i]);
    for (int class = CLASSES; class -- > 0;)
        for (size_t i = 0; i < ranking.counts[class]; i++) {
            if (skip > 0)
                skip--;
            else if (hits.count < limit)
                hits.ids[hits.count++] = ranking.ids[class][i];
        }
    hits.total = ranking.total;
    return hits;
}
