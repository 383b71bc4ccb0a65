#include "feature/review/review_pages_store.h"

/* ---- periods ---- */

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

/* ---- newest records ---- */

static bool is_newer(const struct newest_record *a, const struct newest_record *b)
{
    return a->day.number != b->day.number ? a->day.number > b->day.number : a->id > b->id;
}

/* Puts a record into its place among the newest; the list never grows beyond its limit by more than
 * the one that falls off. */
static void newest_add(struct newest_records *records, struct arena *mem, size_t limit,
                       struct newest_record record)
{
    *list_add(records, mem) = record;
    for (size_t i = records->count - 1; i > 0 && is_newer(&record, &records->at[i - 1]); i--) {
        records->at[i] = records->at[i - 1];
        records->at[i - 1] = record;
    }
    if (records->count > limit)
        records->count = limit;
}

static bool newest_of_unit(struct db *db, struct arena *mem, int64_t unit, size_t limit,
                           struct newest_records *records, struct error *err)
{
    struct query query = db_query(db, "SELECT id, kind, no, title, day FROM record"
                                      " WHERE unit = $1 AND state = 0"
                                      " ORDER BY day DESC, id DESC LIMIT $2");
    bind_int(&query, unit);
    bind_int(&query, (int64_t)limit);
    while (query_next(&query)) {
        struct newest_record record = {.unit = unit};
        record.id = take_int(&query);
        record.kind = take_text(&query, mem);
        record.no = take_text(&query, mem);
        record.title = take_text(&query, mem);
        record.day = take_day(&query);
        newest_add(records, mem, limit, record);
    }
    return query_end(&query, err);
}

bool review_newest_records(struct db *db, struct arena *mem, const struct unit *unit, size_t limit,
                           struct newest_records *records, struct error *err)
{
    list_of(int64_t) units = {0};
    struct query query = db_query(db, "SELECT unit FROM unit_above WHERE above = $1 ORDER BY unit");
    bind_int(&query, unit->id);
    while (query_next(&query))
        *list_add(&units, mem) = take_int(&query);
    if (!query_end(&query, err))
        return false;
    for (size_t i = 0; i < units.count; i++)
        if (!newest_of_unit(db, mem, units.at[i], limit, records, err))
            return false;
    return true;
}

/* ---- issued reviews ---- */

bool review_issue_moments(struct db *db, struct arena *mem, const struct unit *unit,
                          struct issue_moments *moments, struct error *err)
{
    struct query query =
        db_query(db, "SELECT period, at FROM review WHERE unit = $1 ORDER BY period");
    bind_int(&query, unit->id);
    while (query_next(&query)) {
        struct issue_moment *moment = list_add(moments, mem);
        moment->period = take_text(&query, mem);
        moment->at = take_text(&query, mem);
    }
    return query_end(&query, err);
}
