#include "feature/visits.h"

#include "base/report.h"

enum { BUCKETS = 4096 };

struct counter {
    struct counter *next;  /* in its bucket */
    struct counter *older; /* of all */
    struct str thing;
    _Atomic int64_t count;   /* all visits ever */
    _Atomic int64_t written; /* of them, durable */
    int64_t writing;         /* of them, in the transaction of the writer thread */
};

/* Counters are never taken away: cached pages point at them. */
struct visits {
    struct arena mem;
    pthread_mutex_t lock; /* of the table; not of the numbers in it */
    struct counter *bucket[BUCKETS];
    struct counter *newest;
    size_t things;
};

static const char *const migrations[] = {
    "CREATE TABLE visit ("
    "  thing TEXT NOT NULL PRIMARY KEY," /* number of what was read: article/2022/0001 */
    "  times INT NOT NULL) KEYED;",
};

const struct feature visits_feature = {.name = "visits", FEATURE_ROWS(migrations, migrations)};

struct visits *visits_new(void)
{
    struct arena mem = {0};
    struct visits *visits = arena_one(&mem, struct visits);
    visits->mem = mem;
    pthread_mutex_init(&visits->lock, NULL);
    return visits;
}

void visits_end(struct visits *visits)
{
    struct arena mem = visits->mem;
    pthread_mutex_destroy(&visits->lock);
    arena_end(&mem); /* in which it lies itself */
}

static bool times_read(struct db *db, struct str thing, int64_t *times, struct error *err)
{
    *times = 0;
    struct query query = db_query(db, "SELECT times FROM visit WHERE thing = $1");
    bind_text(&query, thing);
    if (query_one(&query))
        *times = take_int(&query);
    return query_end(&query, err);
}

static struct counter **bucket_of(struct visits *visits, struct str thing)
{
    return &visits->bucket[str_hash(thing) % BUCKETS];
}

static struct counter *counter_find(struct visits *visits, struct str thing)
{
    struct counter *counter = *bucket_of(visits, thing);
    while (counter && !str_is(counter->thing, thing))
        counter = counter->next;
    return counter;
}

static struct counter *counter_add(struct visits *visits, struct str thing, int64_t times)
{
    struct counter *counter = arena_one(&visits->mem, struct counter);
    struct counter **bucket = bucket_of(visits, thing);
    counter->thing = str_copy(&visits->mem, thing);
    counter->count = times;
    counter->written = times;
    counter->next = *bucket;
    *bucket = counter;
    counter->older = visits->newest;
    visits->newest = counter;
    if (++visits->things == VISITS_THINGS_MAX)
        report(REPORT_WARNING, "read counts: %d things at once, no more are counted",
               VISITS_THINGS_MAX);
    return counter;
}

/* The counter of a thing, begun with what the table says, which nobody but this process changes.
 * *counter is NULL if there are too many; *times is right all the same. */
static bool counter_of(struct book *book, struct db *db, struct str thing, struct counter **counter,
                       int64_t *times, struct error *err)
{
    struct visits *visits = book->visits;
    pthread_mutex_lock(&visits->lock);
    *counter = counter_find(visits, thing);
    bool is_well = *counter || times_read(db, thing, times, err);
    if (is_well && !*counter && visits->things < VISITS_THINGS_MAX)
        *counter = counter_add(visits, thing, *times);
    pthread_mutex_unlock(&visits->lock);
    if (*counter)
        *times = (*counter)->count;
    return is_well;
}

bool visits_of(struct book *book, struct db *db, struct str thing, int64_t *count,
               struct error *err)
{
    struct counter *counter;
    return counter_of(book, db, thing, &counter, count, err);
}

bool visits_count(struct request *req, struct response *response, struct str thing, int64_t *count,
                  struct error *err)
{
    struct counter *counter;
    if (!counter_of(req->book, req->db, thing, &counter, count, err))
        return false;
    response->visits = counter ? &counter->count : NULL;
    return true;
}

/* ---- writing ---- */

/* The chain from here on stays as it is: new counters come in front. */
static struct counter *counters_all(struct visits *visits)
{
    pthread_mutex_lock(&visits->lock);
    struct counter *newest = visits->newest;
    pthread_mutex_unlock(&visits->lock);
    return newest;
}

bool visits_are_loose(struct book *book)
{
    const struct counter *counter = counters_all(book->visits);
    while (counter && counter->count == counter->written)
        counter = counter->older;
    return counter != NULL;
}

bool visits_settle(struct book *book, struct error *err)
{
    struct counter *counter = counters_all(book->visits);
    struct db_rows rows = db_rows(book->db,
                                  "INSERT INTO visit (thing, times) VALUES ($1, $2)"
                                  " ON CONFLICT (thing) DO UPDATE SET times = excluded.times",
                                  2);
    for (; counter; counter = counter->older) {
        counter->writing = counter->count;
        if (counter->writing == counter->written)
            continue;
        row_text(&rows, counter->thing);
        row_int(&rows, counter->writing);
        row_end(&rows);
    }
    return db_rows_end(&rows, err);
}

void visits_settled(struct book *book)
{
    /* Those that have come since have nothing written and nothing to write. */
    for (struct counter *counter = counters_all(book->visits); counter; counter = counter->older)
        if (counter->writing)
            counter->written = counter->writing;
}
