/* Records in rows, for the pages of units. */
#include "feature/record/record.h"

bool record_newest(struct db *db, struct arena *mem, int64_t unit, size_t skip, size_t limit,
                   struct record_rows *rows, struct error *err)
{
    *rows = (struct record_rows){0};
    struct query query = db_query(db, "SELECT COUNT(*) FROM record WHERE unit = $1 AND state = 0");
    bind_int(&query, unit);
    if (query_one(&query))
        rows->total = take_int(&query);
    if (!query_end(&query, err))
        return false;
    query = db_query(db, "SELECT no, title, kind, day FROM record"
                         " WHERE unit = $1 AND state = 0"
                         " ORDER BY day DESC, id DESC LIMIT $2 OFFSET $3");
    bind_int(&query, unit);
    bind_int(&query, (int64_t)limit);
    bind_int(&query, (int64_t)skip);
    while (query_next(&query)) {
        struct record_row *row = list_add(rows, mem);
        row->no = take_text(&query, mem);
        row->title = take_text(&query, mem);
        row->kind = take_text(&query, mem);
        row->day = take_day(&query);
    }
    return query_end(&query, err);
}

bool record_newest_day(struct db *db, int64_t unit, struct day *day, struct error *err)
{
    *day = DAY_NONE;
    struct query query = db_query(db, "SELECT MAX(day) FROM record WHERE unit = $1 AND state = 0");
    bind_int(&query, unit);
    if (query_one(&query))
        *day = take_day(&query);
    return query_end(&query, err);
}

bool record_months(struct db *db, int64_t unit, int32_t month, size_t count, int64_t *counts,
                   struct error *err)
{
    struct query query = db_query(db, "SELECT day FROM record"
                                      " WHERE unit = $1 AND day BETWEEN $2 AND $3 AND state = 0"
                                      " ORDER BY day, id");
    bind_int(&query, unit);
    bind_day(&query, month_first(month));
    bind_day(&query, month_last(month + (int32_t)count - 1));
    while (query_next(&query))
        counts[day_month(take_day(&query)) - month]++;
    return query_end(&query, err);
}
