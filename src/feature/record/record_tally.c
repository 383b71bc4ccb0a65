#include "feature/record/record_tally.h"

void record_tally_add(struct record_tallies *tallies, int64_t unit, struct str kind, struct day day,
                      int64_t records)
{
    struct record_tally *tally = NULL;
    int32_t month = day_month(day);
    for (size_t i = tallies->count; i > 0 && !tally; i--) { /* a list is kept day by day */
        struct record_tally *known = &tallies->at[i - 1];
        if (known->unit == unit && known->month == month && str_is(known->kind, kind))
            tally = known;
    }
    if (!tally) {
        tally = list_add(tallies, tallies->mem);
        *tally = (struct record_tally){.unit = unit,
                                       .kind = str_copy(tallies->mem, kind),
                                       .month = month,
                                       .newest = DAY_NONE,
                                       .taken = DAY_NONE};
    }
    tally->records += records;
    struct day *latest = records > 0 ? &tally->newest : &tally->taken;
    if (!day_is_known(*latest) || latest->number < day.number)
        *latest = day;
}

/* The newest may be what went: then another one is, found from the month's end backwards. */
static bool newest_again(struct db *db, const struct record_tally *tally, struct error *err)
{
    struct query query =
        db_query(db, "UPDATE record_tally SET newest = COALESCE("
                     "   (SELECT day FROM record WHERE unit = $1 AND day BETWEEN $2 AND $3"
                     "       AND kind = $4 AND state = 0 ORDER BY day DESC LIMIT 1), newest)"
                     " WHERE unit = $1 AND kind = $4 AND month = $5 AND newest <= $6");
    bind_int(&query, tally->unit);
    bind_day(&query, month_first(tally->month));
    bind_day(&query, month_last(tally->month));
    bind_text(&query, tally->kind);
    bind_int(&query, tally->month);
    bind_day(&query, tally->taken);
    return query_run(&query, NULL, err);
}

/* A month of no records is no row: what stands here follows from the records alone. */
static bool empty_drop(struct db *db, const struct record_tally *tally, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM record_tally WHERE unit = $1 AND kind = $2"
                                      " AND month = $3 AND records = 0");
    bind_int(&query, tally->unit);
    bind_text(&query, tally->kind);
    bind_int(&query, tally->month);
    return query_run(&query, NULL, err);
}

bool record_tallies_write(struct db *db, const struct record_tallies *tallies, struct error *err)
{
    struct db_rows rows = db_rows(
        db,
        "INSERT INTO record_tally (unit, month, kind, records, newest) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (unit, month, kind) DO UPDATE SET"
        " records = record_tally.records + excluded.records, newest = CASE"
        " WHEN excluded.newest > record_tally.newest THEN excluded.newest"
        " ELSE record_tally.newest END",
        5);
    for (size_t i = 0; i < tallies->count; i++) {
        const struct record_tally *tally = &tallies->at[i];
        row_int(&rows, tally->unit);
        row_int(&rows, tally->month);
        row_text(&rows, tally->kind);
        row_int(&rows, tally->records);
        row_int(&rows, tally->newest.number); /* DAY_NONE is before every day */
        row_end(&rows);
    }
    if (!db_rows_end(&rows, err))
        return false;
    for (size_t i = 0; i < tallies->count; i++)
        if (day_is_known(tallies->at[i].taken) &&
            (!newest_again(db, &tallies->at[i], err) || !empty_drop(db, &tallies->at[i], err)))
            return false;
    return true;
}

bool record_tally(struct db *db, struct str kind, int64_t unit, int32_t first, int32_t last,
                  int64_t *count, struct day *newest, struct error *err)
{
    struct query query = db_query(
        db, "SELECT CAST(COALESCE(SUM(records), 0) AS BIGINT), MAX(newest) FROM record_tally"
            " WHERE unit = $1 AND kind = $2 AND month BETWEEN $3 AND $4");
    bind_int(&query, unit);
    bind_text(&query, kind);
    bind_int(&query, first);
    bind_int(&query, last);
    *count = 0;
    *newest = DAY_NONE;
    if (query_one(&query)) {
        *count = take_int(&query);
        *newest = take_day(&query);
    }
    return query_end(&query, err);
}

bool record_months(struct db *db, struct arena *mem, int64_t unit, struct record_months *months,
                   struct error *err)
{
    struct query query = db_query(db, "SELECT DISTINCT t.month FROM unit_above a"
                                      " CROSS JOIN record_tally t"
                                      " WHERE t.unit = a.unit AND a.above = $1"
                                      " ORDER BY t.month DESC");
    bind_int(&query, unit);
    while (query_next(&query))
        *list_add(months, mem) = (int32_t)take_int(&query);
    return query_end(&query, err);
}
