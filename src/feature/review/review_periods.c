/* The periods of a unit, and its reviews that were issued. */
#include "base/vi_day.h"
#include "feature/review/review.h"

/* The period of a kind in which a month lies. */
static struct period period_around(enum period_kind kind, int32_t month)
{
    static const int32_t months_in[] = {
        [PERIOD_YEAR] = 12, [PERIOD_HALF] = 6, [PERIOD_QUARTER] = 3, [PERIOD_MONTH] = 1};
    return (struct period){kind, month / 12, month % 12 / months_in[kind] + 1};
}

bool review_periods(struct db *db, struct arena *mem, const struct unit *unit,
                    struct periods *periods, struct error *err)
{
    static const enum period_kind kinds[] = {PERIOD_HALF, PERIOD_YEAR, PERIOD_QUARTER,
                                             PERIOD_MONTH};
    struct record_months months = {0};
    if (!record_months(db, mem, unit->id, &months, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        for (size_t k = 0; k < months.count; k++) {
            struct period period = period_around(kinds[i], months.at[k]);
            if (periods->count == 0 || !period_is(periods->at[periods->count - 1], period))
                *list_add(periods, mem) = period;
        }
    return true;
}

/* ---- issued reviews ---- */

bool reviews_issued(struct db *db, struct arena *mem, const struct unit *unit,
                    struct issued_reviews *reviews, struct error *err)
{
    struct query query = db_query(db, "SELECT period, size, root, at FROM review"
                                      " WHERE unit = $1"
                                      " ORDER BY at DESC, period DESC");
    bind_int(&query, unit->id);
    while (query_next(&query)) {
        struct issued_review review = {0};
        struct error ignored;
        bool is_known = period_read(take_text(&query, mem), &review.period, &ignored);
        review.size = take_int(&query);
        review.root = take_text(&query, mem);
        review.day = vi_moment_day(take_text(&query, mem));
        if (is_known)
            *list_add(reviews, mem) = review;
    }
    return query_end(&query, err);
}

bool reviews_issued_until(struct db *db, struct day *last, struct error *err)
{
    auto_arena mem = {0};
    struct query query = db_query(db, "SELECT DISTINCT period FROM review ORDER BY period");
    *last = DAY_NONE;
    while (query_next(&query)) {
        struct period period;
        struct error ignored;
        if (period_read(take_text(&query, &mem), &period, &ignored) &&
            period_last(period).number > last->number)
            *last = period_last(period);
    }
    return query_end(&query, err);
}
