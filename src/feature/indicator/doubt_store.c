/* All SQL of doubts. */
#include "feature/indicator/doubt.h"

#include "base/unicode.h"

static bool waiting_count(struct db *db, int64_t *count, int64_t *newest, struct error *err)
{
    struct query query =
        db_query(db, "SELECT COUNT(CASE WHEN state = 'waiting' THEN 1 END), MAX(id)"
                     "  FROM doubt");
    if (query_one(&query)) {
        *count = take_int(&query);
        *newest = take_int(&query);
    }
    return query_end(&query, err);
}

bool doubt_add(struct db *db, const struct doubt *doubt, struct error *err)
{
    int64_t waiting = 0, newest = 0;
    if (!waiting_count(db, &waiting, &newest, err))
        return false;
    if (waiting >= DOUBTS_WAITING_MAX)
        return fail(err, ERROR_BUSY, "",
                    "đang có quá nhiều lời báo chờ trả lời; xin gửi lại sau ít ngày");
    struct query query =
        db_query(db, "INSERT INTO doubt"
                     " (id, unit, indicator, period, text, day, state, answer, answered)"
                     " VALUES ($1, $2, $3, $4, $5, $6, 'waiting', '', NULL)");
    bind_int(&query, newest + 1);
    bind_text(&query, doubt->unit);
    bind_text(&query, doubt->indicator);
    bind_text(&query, doubt->period);
    bind_text(&query, doubt->text);
    bind_day(&query, doubt->day);
    return query_run(&query, NULL, err);
}

bool doubts_read(struct db *db, struct arena *mem, bool with_answered, struct doubts *doubts,
                 struct error *err)
{
    struct query query =
        db_query(db, "SELECT id, unit, indicator, period, text, day, answer, answered"
                     "  FROM doubt"
                     " WHERE state = 'waiting' OR (state = 'answered' AND $1 = 1)"
                     " ORDER BY id");
    bind_int(&query, with_answered);
    while (query_next(&query)) {
        struct doubt *doubt = list_add(doubts, mem);
        doubt->id = take_int(&query);
        doubt->unit = take_text(&query, mem);
        doubt->indicator = take_text(&query, mem);
        doubt->period = take_text(&query, mem);
        doubt->text = take_text(&query, mem);
        doubt->day = take_day(&query);
        doubt->answer = take_text(&query, mem);
        doubt->answered = take_day(&query);
    }
    return query_end(&query, err);
}

bool doubts_answered(struct db *db, struct arena *mem, const struct unit *unit,
                     const struct indicator *indicator, struct period period, struct doubts *doubts,
                     struct error *err)
{
    struct query query = db_query(db, "SELECT id, day, answer, answered"
                                      "  FROM doubt"
                                      " WHERE indicator = $1 AND unit = $2 AND period = $3"
                                      "   AND state = 'answered'"
                                      " ORDER BY answered DESC, id DESC"
                                      " LIMIT $4");
    bind_text(&query, indicator->code);
    bind_text(&query, unit->code);
    bind_text(&query, period_code(mem, period));
    bind_int(&query, DOUBTS_SHOWN_MAX);
    while (query_next(&query)) {
        struct doubt *doubt = list_add(doubts, mem);
        doubt->id = take_int(&query);
        doubt->day = take_day(&query);
        doubt->answer = take_text(&query, mem);
        doubt->answered = take_day(&query);
    }
    return query_end(&query, err);
}

bool doubts_answered_newest(struct db *db, struct arena *mem, size_t limit, struct doubts *doubts,
                            struct error *err)
{
    struct query query = db_query(db, "SELECT id, unit, indicator, period, day, answer, answered"
                                      "  FROM doubt"
                                      " WHERE state = 'answered'"
                                      " ORDER BY answered DESC, id DESC"
                                      " LIMIT $1");
    bind_int(&query, (int64_t)limit);
    while (query_next(&query)) {
        struct doubt *doubt = list_add(doubts, mem);
        doubt->id = take_int(&query);
        doubt->unit = take_text(&query, mem);
        doubt->indicator = take_text(&query, mem);
        doubt->period = take_text(&query, mem);
        doubt->day = take_day(&query);
        doubt->answer = take_text(&query, mem);
        doubt->answered = take_day(&query);
    }
    return query_end(&query, err);
}

static bool is_there(int64_t changed, int64_t id, struct error *err)
{
    return changed > 0 || fail(err, ERROR_MISSING, "id", "không có lời báo số %lld", (long long)id);
}

bool doubt_answer(struct db *db, int64_t id, struct str answer, struct day day, struct error *err)
{
    int64_t changed = 0;
    answer = str_trim(answer);
    if (answer.len == 0 || answer.len > DOUBT_ANSWER_MAX_BYTES || !utf8_is_valid(answer) ||
        unicode_has_control(answer))
        return fail(err, ERROR_INVALID, "answer",
                    "lời trả lời phải là một dòng chữ, nhiều nhất %d byte", DOUBT_ANSWER_MAX_BYTES);
    struct query query =
        db_query(db, "UPDATE doubt SET state = 'answered', answer = $1, answered = $2"
                     " WHERE id = $3 AND state <> 'dropped'");
    bind_text(&query, answer);
    bind_day(&query, day);
    bind_int(&query, id);
    return query_run(&query, &changed, err) && is_there(changed, id, err);
}

bool doubt_drop(struct db *db, int64_t id, struct error *err)
{
    int64_t changed = 0;
    struct query query = db_query(db, "UPDATE doubt SET state = 'dropped', text = '', answer = ''"
                                      " WHERE id = $1 AND state <> 'dropped'");
    bind_int(&query, id);
    return query_run(&query, &changed, err) && is_there(changed, id, err);
}
