/* What bench/run cannot measure from outside: single calls, in this process.
 *
 *   measure review BOOK UNIT PERIOD SECONDS
 *       CPU of one review_compose by a reader, in microseconds
 *   measure article BOOK UNIT PERIOD SECONDS
 *       the same of one article_compose: the review, the conference and the article's file
 *   measure compare BOOK UNIT PERIOD SECONDS FILE
 *       the same of one compare_text, of the file's text
 *   measure index BOOK
 *       seconds to bring the search index up to the book, sealed
 *   measure size BOOK
 *       entries of the journal */
#include "base/file.h"
#include "base/text.h"
#include "feature/compare/compare.h"
#include "feature/finder.h"
#include "feature/portal/compose.h"
#include "feature/review/review.h"
#include "main/features.h"
#include "search/search.h"

enum { ROUNDS = 9 };

static double seconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int by_value(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* Something that is composed of a unit and period, and of a text if it takes one. */
typedef bool composing(struct book *book, struct arena *mem, const struct unit *unit,
                       struct period period, struct str text, struct error *err);

static bool compose_review(struct book *book, struct arena *mem, const struct unit *unit,
                           struct period period, struct str text unused, struct error *err)
{
    struct review review = {0};
    return review_compose(book, book->db, mem, unit, period, DAY_NONE, &review, err);
}

static bool compose_article(struct book *book, struct arena *mem, const struct unit *unit,
                            struct period period, struct str text unused, struct error *err)
{
    static const struct compose_wishes wishes = {0};
    struct composed composed;
    return article_compose(book, book->db, mem, unit, period, &wishes, &composed, err);
}

static bool compose_comparison(struct book *book, struct arena *mem, const struct unit *unit,
                               struct period period, struct str text, struct error *err)
{
    struct compared compared;
    return compare_text(book, book->db, mem, unit, period, text, &compared, err);
}

/* Composes for about `limit` seconds; *cpu is what one of them costs. */
static bool round_of(composing *compose, struct book *book, const struct unit *unit,
                     struct period period, struct str text, double limit, double *cpu,
                     struct error *err)
{
    auto_arena mem = {0};
    double start = seconds_of(CLOCK_PROCESS_CPUTIME_ID), spent = 0;
    int count = 0;
    for (; spent < limit; count++) {
        if (!db_begin(book->db, err))
            return false;
        bool is_well = compose(book, &mem, unit, period, text, err);
        db_rollback(book->db);
        if (!is_well)
            return false;
        arena_reset(&mem);
        spent = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - start;
    }
    *cpu = spent / count;
    return true;
}

static bool measure_composing(composing *compose, struct book *book, char **words,
                              struct error *err)
{
    auto_arena mem = {0};
    struct str text = S("");
    struct period period;
    double cpu[ROUNDS + 1];
    int64_t seconds;
    const struct unit_tree *units = unit_tree_of(book, book->db, err);
    const struct unit *unit = units ? unit_find(units, str_of(words[0])) : NULL;
    if (!str_to_int(str_of(words[2]), &seconds))
        return fail(err, ERROR_INVALID, "seconds", "«%s» không phải là một số giây", words[2]);
    if (!units || !period_read(str_of(words[1]), &period, err) ||
        (words[3] && !file_read(&mem, words[3], COMPARE_MAX_BYTES, &text, err)))
        return false;
    if (!unit)
        return fail(err, ERROR_MISSING, "unit", "không có đơn vị %s", words[0]);
    for (int i = 0; i <= ROUNDS; i++)
        if (!round_of(compose, book, unit, period, text, (double)seconds / (ROUNDS + 1), &cpu[i],
                      err))
            return false;
    qsort(cpu + 1, ROUNDS, sizeof *cpu, by_value); /* the first round warms up */
    printf("%.1f\n", cpu[1 + ROUNDS / 2] * 1e6);
    return true;
}

static bool measure_index(struct book *book, struct error *err)
{
    double start = seconds_of(CLOCK_MONOTONIC), cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    if (!finder_follow(book, book->db, err) || !search_seal(book->search, err))
        return false;
    printf("%.3f %.3f\n", seconds_of(CLOCK_MONOTONIC) - start,
           seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu);
    return true;
}

static bool measure_size(struct book *book, struct error *err)
{
    int64_t size;
    struct sha256 root;
    if (!journal_head(book->db, &size, &root, err))
        return false;
    printf("%lld\n", (long long)size);
    return true;
}

int main(int count, char **words)
{
    struct error err = {0};
    struct book book;
    composing *compose = count == 6 && !strcmp(words[1], "review")    ? compose_review
                         : count == 6 && !strcmp(words[1], "article") ? compose_article
                         : count == 7 && !strcmp(words[1], "compare") ? compose_comparison
                                                                      : NULL;
    bool is_index = count == 3 && !strcmp(words[1], "index");
    if (!compose && !is_index && !(count == 3 && !strcmp(words[1], "size"))) {
        fputs("measure review|article BOOK UNIT PERIOD SECONDS |"
              " compare BOOK UNIT PERIOD SECONDS FILE | index BOOK | size BOOK\n",
              stderr);
        return 2;
    }
    if (!book_open(&book, str_of(words[2]), is_index ? BOOK_WRITE : BOOK_READ, features,
                   features_count, &err)) {
        fprintf(stderr, "measure: %s\n", err.text);
        return 1;
    }
    bool is_well = compose    ? measure_composing(compose, &book, words + 3, &err)
                   : is_index ? measure_index(&book, &err)
                              : measure_size(&book, &err);
    book_close(&book);
    if (!is_well)
        fprintf(stderr, "measure: %s\n", err.text);
    return is_well ? 0 : 1;
}
