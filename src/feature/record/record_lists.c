/* Records in rows, for the pages of units. */
#include "feature/record/record.h"

static bool rows_read(struct db *db, struct arena *mem, int64_t unit, size_t skip, size_t limit,
                      struct record_rows *rows, struct error *err)
{
    struct query query = db_query(db, "SELECT id, no, title, kind, day FROM record"
                                      " WHERE unit = $1 AND state = 0"
                                      " ORDER BY day DESC, id DESC LIMIT $2 OFFSET $3");
    bind_int(&query, unit);
    bind_int(&query, (int64_t)limit);
    bind_int(&query, (int64_t)skip);
    while (query_next(&query)) {
        struct record_row *row = list_add(rows, mem);
        row->unit = unit;
        row->id = take_int(&query);
        row->no = take_text(&query, mem);
        row->title = take_text(&query, mem);
        row->kind = take_text(&query, mem);
        row->day = take_day(&query);
    }
    return query_end(&query, err);
}

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
    return rows_read(db, mem, unit, skip, limit, rows, err);
}

static bool is_newer(const struct record_row *a, const struct record_row *b)
{
    return a->day.number != b->day.number ? a->day.number > b->day.number : a->id > b->id;
}

/* Puts a record into its place among the newest; the list never grows beyond its limit by more than
 * the one that falls off. */
static void newest_add(struct record_rows *rows, struct arena *mem, size_t limit,
                       struct record_row row)
{
    *list_add(rows, mem) = row;
    for (size_t i = rows->count - 1; i > 0 && is_newer(&row, &rows->at[i - 1]); i--) {
        rows->at[i] = rows->at[i - 1];
        rows->at[i - 1] = row;
    }
    if (rows->count > limit)
        rows->count = limit;
}

bool record_newest_below(struct db *db, struct arena *mem, int64_t unit, size_t limit,
                         struct record_rows *rows, struct error *err)
{
    list_of(int64_t) units = {0};
    *rows = (struct record_rows){0};
    struct query query = db_query(db, "SELECT unit FROM unit_above WHERE above = $1 ORDER BY unit");
    bind_int(&query, unit);
    while (query_next(&query))
        *list_add(&units, mem) = take_int(&query);
    if (!query_end(&query, err))
        return false;
    for (size_t i = 0; i < units.count; i++) {
        struct record_rows own = {0};
        if (!rows_read(db, mem, units.at[i], 0, limit, &own, err))
            return false;
        for (size_t k = 0; k < own.count; k++)
            newest_add(rows, mem, limit, own.at[k]);
    }
    return true;
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

bool record_counts(struct db *db, int64_t unit, int32_t month, size_t count, int64_t *counts,
                   struct error *err)
{
    struct query query = db_query(db, "SELECT month, records FROM record_tally"
                                      " WHERE unit = $1 AND month BETWEEN $2 AND $3"
                                      " ORDER BY month, kind");
    bind_int(&query, unit);
    bind_int(&query, month);
    bind_int(&query, month + (int32_t)count - 1);
    while (query_next(&query)) {
        int64_t at = take_int(&query) - month;
        counts[at] += take_int(&query);
    }
    return query_end(&query, err);
}
