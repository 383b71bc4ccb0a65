/* How far figures have come whose rule is new: until the end nobody is shown a part of them. */
#include "feature/indicator/indicator_store.h"

bool recounts_read(struct db *db, struct arena *mem, struct recounts *recounts, struct error *err)
{
    struct query query =
        db_query(db, "SELECT indicator, done, up_to FROM recount ORDER BY indicator");
    *recounts = (struct recounts){0};
    while (query_next(&query)) {
        struct recount_state *state = list_add(recounts, mem);
        state->indicator = take_int(&query);
        state->done = take_int(&query);
        state->up_to = take_int(&query);
    }
    return query_end(&query, err);
}

bool recount_is_due(const struct recounts *recounts, int64_t indicator, int64_t record)
{
    for (size_t i = 0; i < recounts->count; i++)
        if (recounts->at[i].indicator == indicator)
            return record > recounts->at[i].done && record <= recounts->at[i].up_to;
    return false;
}

bool recount_begin(struct db *db, int64_t indicator, int64_t up_to, struct error *err)
{
    struct query query =
        db_query(db, "INSERT INTO recount (indicator, done, up_to) VALUES ($1, -1, $2)"
                     " ON CONFLICT (indicator) DO UPDATE SET done = -1, up_to = excluded.up_to");
    bind_int(&query, indicator);
    bind_int(&query, up_to);
    return query_run(&query, NULL, err);
}

bool recount_advance(struct db *db, int64_t indicator, int64_t done, struct error *err)
{
    struct query query = db_query(db, "UPDATE recount SET done = $1 WHERE indicator = $2");
    bind_int(&query, done);
    bind_int(&query, indicator);
    if (!query_run(&query, NULL, err))
        return false;
    query = db_query(db, "DELETE FROM recount WHERE indicator = $1 AND done >= up_to");
    bind_int(&query, indicator);
    return query_run(&query, NULL, err);
}

bool figure_is_counting(struct db *db, const struct indicator *indicator, bool *is_counting,
                        struct error *err)
{
    struct query query = db_query(db, "SELECT 1 FROM recount WHERE indicator = $1");
    bind_int(&query, indicator->id);
    *is_counting = query_one(&query);
    return query_end(&query, err);
}

bool figures_are_counting(struct db *db, bool *are_counting, struct error *err)
{
    struct query query = db_query(db, "SELECT 1 FROM recount LIMIT 1");
    *are_counting = query_one(&query);
    return query_end(&query, err);
}

bool figures_counted(struct db *db, struct error *err)
{
    bool are_counting;
    return figures_are_counting(db, &are_counting, err) &&
           (!are_counting ||
            fail(err, ERROR_BUSY, "recount",
                 "còn số liệu đang tính từ các hồ sơ, xin thử lại khi máy chủ đã tính xong"));
}
