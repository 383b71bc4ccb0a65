/* All SQL of reporting duties. */
#include "feature/office/duty.h"

bool duty_records(struct db *db, const struct duty *duty, const struct unit *unit,
                  struct period period, struct duty_answer *answer, struct error *err)
{
    int32_t first = day_month(period_first(period)), last = day_month(period_last(period));
    answer->records = 0;
    answer->newest = DAY_NONE;
    for (size_t i = 0; i < duty->kinds_count; i++) {
        int64_t count;
        struct day newest;
        if (!record_tally(db, duty->kinds[i], unit->id, first, last, &count, &newest, err))
            return false;
        answer->records += count;
        if (newest.number > answer->newest.number)
            answer->newest = newest;
    }
    return true;
}

bool duty_nothing(struct db *db, const struct duty *duty, const struct unit *unit,
                  struct period period, bool *is_said, struct error *err)
{
    auto_arena mem = {0};
    struct query query = db_query(db, "SELECT 1 FROM duty_nothing"
                                      " WHERE duty = $1 AND unit = $2 AND period = $3");
    bind_text(&query, duty->item.code);
    bind_text(&query, unit->code);
    bind_text(&query, period_code(&mem, period));
    *is_said = query_one(&query);
    return query_end(&query, err);
}

bool duty_nothing_say(struct book *book, struct arena *mem, const struct duty *duty,
                      const struct unit *unit, struct period period, struct error *err)
{
    struct query query =
        db_query(book->db, "INSERT INTO duty_nothing (duty, unit, period, account, at)"
                           " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING");
    bind_text(&query, duty->item.code);
    bind_text(&query, unit->code);
    bind_text(&query, period_code(mem, period));
    bind_int(&query, book->journal.actor);
    bind_text(&query, journal_moment(&book->journal, mem));
    return query_run(&query, NULL, err);
}

bool duty_nothing_take_back(struct book *book, const struct duty *duty, const struct unit *unit,
                            struct period period, struct error *err)
{
    auto_arena mem = {0};
    struct query query = db_query(book->db, "DELETE FROM duty_nothing"
                                            " WHERE duty = $1 AND unit = $2 AND period = $3");
    bind_text(&query, duty->item.code);
    bind_text(&query, unit->code);
    bind_text(&query, period_code(&mem, period));
    return query_run(&query, NULL, err);
}
