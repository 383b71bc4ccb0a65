/* Requests and their results as rows: what projectors wrote, read for pages, programmes and
 * reviews. */
#include "feature/meeting/meeting_store.h"

#include "base/vi_text.h"

/* What a body is called on a day; "các Ban công tác Mặt trận" for all of a kind. */
static struct str body_name(struct arena *mem, const struct unit_bodies *bodies, struct str code)
{
    for (size_t i = 0; i < bodies->count; i++)
        if (str_is(bodies->at[i].code, code))
            return bodies->at[i].name;
    const struct body_kind *kind = body_kind_meant(mem, code);
    return kind ? str_format(mem, "các %.*s", STR_ARG(kind->label)) : code;
}

static struct str bodies_names(struct arena *mem, const struct unit_bodies *bodies,
                               struct str codes)
{
    list_of(struct str) names = {0};
    struct str code;
    while (str_cut(&codes, '\n', &code))
        if (code.len)
            *list_add(&names, mem) = body_name(mem, bodies, code);
    return str_join(mem, names.at, names.count, S("; "));
}

static bool results_read(struct db *db, struct arena *mem, struct task *task, struct error *err)
{
    struct query query = db_query(db, "SELECT entry, day, done, text FROM task_result"
                                      " WHERE task = $1 ORDER BY day, entry");
    bind_int(&query, task->id);
    while (query_next(&query)) {
        struct task_result *result = list_add(&task->results, mem);
        result->entry = take_int(&query);
        result->day = take_day(&query);
        result->has_done = !take_is_null(&query);
        result->done = take_int(&query);
        result->text = take_text(&query, mem);
    }
    return query_end(&query, err);
}

/* Those of a voided conference went with it, except what has results. */
#define TASK_STANDS                                                                                \
    "(meeting.voided IS NULL OR"                                                                   \
    "    EXISTS (SELECT 1 FROM task_result WHERE task_result.task = task.id))"

#define TASK_COLUMNS                                                                               \
    "SELECT task.id, task.no, task.meeting, task.unit, task.ordinal, task.owner, task.partners,"   \
    "       task.indicator, task.due, task.text, task.state, task.closed_day, task.closed_entry,"  \
    "       meeting.day, CASE WHEN " TASK_STANDS " THEN 0 ELSE 1 END"                              \
    "  FROM task JOIN meeting ON meeting.id = task.meeting"

/* Takes the rows, then fills names and results; the bodies are those of each conference's day. */
static bool tasks_take(struct query *query, struct db *db, struct arena *mem, struct tasks *tasks,
                       struct error *err)
{
    list_of(struct day) days = {0};
    *tasks = (struct tasks){0};
    while (query_next(query)) {
        struct task *task = list_add(tasks, mem);
        task->id = take_int(query);
        task->no = take_text(query, mem);
        task->meeting = take_int(query);
        task->unit = take_int(query);
        task->ordinal = take_int(query);
        task->owner = take_text(query, mem);
        task->partners = take_text(query, mem);
        task->indicator = take_text(query, mem);
        task->due = take_day(query);
        task->text = take_text(query, mem);
        task->state = (enum task_state)take_int(query);
        task->closed = take_day(query);
        task->closed_entry = take_int(query);
        *list_add(&days, mem) = take_day(query);
        task->is_gone = take_int(query) != 0;
    }
    if (!query_end(query, err))
        return false;
    struct unit_bodies bodies = {0};
    struct day known = DAY_NONE; /* of those bodies */
    for (size_t i = 0; i < days.count; i++) {
        struct task *task = &tasks->at[i];
        if (days.at[i].number != known.number &&
            !unit_bodies_on(db, mem, 0, days.at[i], &bodies, err))
            return false;
        known = days.at[i];
        task->owner = bodies_names(mem, &bodies, task->owner);
        task->partners = bodies_names(mem, &bodies, task->partners);
        if (!results_read(db, mem, task, err))
            return false;
    }
    return true;
}

bool tasks_of_meeting(struct db *db, struct arena *mem, int64_t meeting, struct tasks *tasks,
                      struct error *err)
{
    struct query query = db_query(db, TASK_COLUMNS " WHERE task.meeting = $1 AND " TASK_STANDS
                                                   " ORDER BY task.ordinal");
    bind_int(&query, meeting);
    return tasks_take(&query, db, mem, tasks, err);
}

bool task_find(struct db *db, struct arena *mem, struct str no, struct task *task,
               struct error *err)
{
    struct tasks tasks;
    struct query query = db_query(db, TASK_COLUMNS " WHERE task.no = $1");
    bind_text(&query, no);
    if (!tasks_take(&query, db, mem, &tasks, err))
        return false;
    if (tasks.count == 0)
        return fail(err, ERROR_MISSING, "no",
                    "sổ không có đề nghị số %.*s (viết như request/2022/0001)", STR_ARG(no));
    *task = tasks.at[0];
    return true;
}

bool tasks_asked_before(struct db *db, struct arena *mem, int64_t unit, struct day before,
                        struct meeting *meeting, struct tasks *tasks, bool *is_found,
                        struct error *err)
{
    int64_t id = 0;
    struct query query =
        db_query(db, "SELECT meeting.id FROM meeting WHERE unit = $1 AND period_last < $2"
                     "   AND EXISTS (SELECT 1 FROM task WHERE task.meeting = meeting.id"
                     "                  AND " TASK_STANDS ")"
                     " ORDER BY day DESC, number DESC LIMIT 1");
    bind_int(&query, unit);
    bind_int(&query, day_is_known(before) ? before.number : INT32_MAX);
    *tasks = (struct tasks){0};
    *is_found = query_one(&query);
    if (*is_found)
        id = take_int(&query);
    return query_end(&query, err) && (!*is_found || (meeting_of_id(db, mem, id, meeting, err) &&
                                                     tasks_of_meeting(db, mem, id, tasks, err)));
}

bool tasks_running(struct db *db, struct arena *mem, int64_t unit, struct span span,
                   struct tasks *tasks, struct error *err)
{
    struct query query =
        db_query(db, TASK_COLUMNS " WHERE task.unit = $1 AND meeting.day <= $2"
                                  "   AND (task.state = 0 OR task.closed_day >= $3)"
                                  "   AND " TASK_STANDS
                                  " ORDER BY meeting.day, meeting.number, task.ordinal, task.id");
    bind_int(&query, unit);
    bind_day(&query, span.last);
    bind_day(&query, span.first);
    return tasks_take(&query, db, mem, tasks, err);
}

/* ---- what a review opens with ---- */

/* Takes away what came after a day, or behind the first `size` entries. */
static struct task task_before(struct arena *mem, const struct task *now, struct day last,
                               int64_t size)
{
    struct task then = *now;
    bool is_closed =
        now->state == TASK_CLOSED && now->closed.number <= last.number && now->closed_entry < size;
    then.state = is_closed ? TASK_CLOSED : TASK_OPEN;
    then.closed = is_closed ? now->closed : DAY_NONE;
    then.results.at = NULL; /* the list of `now` stays whole */
    then.results.count = then.results.room = 0;
    for (size_t i = 0; i < now->results.count; i++)
        if (now->results.at[i].day.number <= last.number && now->results.at[i].entry < size)
            *list_add(&then.results, mem) = now->results.at[i];
    return then;
}

static bool asked_add(struct db *db, struct arena *mem, const struct task *now, struct day last,
                      int64_t size, struct asked_tasks *asked, struct error *err)
{
    const struct asked_task *before = asked->count ? &asked->at[asked->count - 1] : NULL;
    struct asked_task one = {.now = *now, .task = task_before(mem, now, last, size)};
    if (before && before->meeting.id == now->meeting)
        one.meeting = before->meeting;
    else if (!meeting_of_id(db, mem, now->meeting, &one.meeting, err))
        return false;
    one.is_gone = now->is_gone;
    one.is_changed =
        one.is_gone || one.task.state != now->state || one.task.results.count != now->results.count;
    *list_add(asked, mem) = one;
    return true;
}

bool tasks_asked(struct db *db, struct arena *mem, int64_t unit, struct period period,
                 struct day last, int64_t size, struct asked_tasks *asked, struct error *err)
{
    struct tasks tasks;
    struct query query =
        db_query(db, TASK_COLUMNS
                 " WHERE task.unit = $1 AND meeting.period_last < $2 AND meeting.day <= $3"
                 "   AND task.id < $4"
                 "   AND (task.state = 0 OR task.closed_day >= $5 OR task.closed_entry >= $4)"
                 "   AND (meeting.voided >= $4 OR " TASK_STANDS ")"
                 " ORDER BY meeting.day, meeting.number, task.ordinal, task.id");
    *asked = (struct asked_tasks){0};
    bind_int(&query, unit);
    bind_day(&query, period_last(period));
    bind_day(&query, last);
    bind_int(&query, size);
    bind_day(&query, period_first(period));
    if (!tasks_take(&query, db, mem, &tasks, err))
        return false;
    for (size_t i = 0; i < tasks.count; i++)
        if (!asked_add(db, mem, &tasks.at[i], last, size, asked, err))
            return false;
    return true;
}
