/* The periods of a unit, and its reviews that were issued. */
#include "base/vi_day.h"
#include "feature/review/review.h"

struct months {
    int32_t *at;
    size_t count, room;
};

/* The last day up to `until` on which the unit or one below it has a live record: a seek per unit,
 * so that the size of the book does not matter. */
static bool last_day_read(struct db *db, const struct unit *unit, struct day until,
                          struct day *last, struct error *err)
{
    struct query query =
        db_query(db, "SELECT MAX(found.day) FROM ("
                     "  SELECT (SELECT r.day FROM record r"
                     "           WHERE r.unit = a.unit AND r.day <= $1 AND r.state = 0"
                     "           ORDER BY r.day DESC, r.id DESC LIMIT 1) AS day"
                     "    FROM unit_above a WHERE a.above = $2) found");
    bind_day(&query, until);
    bind_int(&query, unit->id);
    *last = query_one(&query) ? take_day(&query) : DAY_NONE;
    return query_end(&query, err);
}

static bool months_read(struct db *db, struct arena *mem, const struct unit *unit,
                        struct months *months, struct error *err)
{
    struct day last = DAY_LAST;
    for (;;) {
        if (!last_day_read(db, unit, last, &last, err))
            return false;
        if (!day_is_known(last))
            return true;
        int32_t month = day_month(last);
        *list_add(months, mem) = month;
        last = (struct day){month_first(month).number - 1};
    }
}

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
    struct months months = {0};
    if (!months_read(db, mem, unit, &months, err))
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
