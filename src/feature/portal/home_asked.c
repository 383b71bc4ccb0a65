/* What the conference asked for, and what comes next: the middle of the home page. */
#include "base/vi_day.h"
#include "feature/meeting/meeting.h"
#include "feature/portal/home.h"

enum { STEPS_SHOWN = 5, OWN_STEPS_SHOWN = 2 };

static void requests_fill(struct home *home, const struct meeting *meeting,
                          const struct tasks *tasks)
{
    struct arena *mem = home->req->mem;
    struct home_content *page = home->page;
    size_t done = 0;
    struct str address = meeting_address(mem, meeting, home->unit, home->unit);
    for (size_t i = 0; i < tasks->count; i++) {
        const struct task *task = &tasks->at[i];
        *list_add(&page->requests, mem) = (struct home_request){
            .address = task_address(mem, task, address),
            .text = task_text(task),
            .state = task_state_words(mem, task, home->known),
            .due = vi_day(mem, task->due),
            .is_done = task->state == TASK_CLOSED,
        };
        done += task->state == TASK_CLOSED;
    }
    page->done = str_format(mem, "%zu/%zu", done, tasks->count);
    page->is_all_done = done == tasks->count;
    page->meeting = (struct news_link){.address = address,
                                       .label = meeting_title(mem, meeting),
                                       .meta = vi_day(mem, meeting->day)};
}

static void step_add(struct home *home, const struct programme_line *line)
{
    *list_add(&home->page->steps, home->req->mem) =
        (struct news_link){line->address, line->text, line->time};
}

/* What people added themselves first, then the works of the year that begin after `from`. Requests
 * stand beside them already. */
static void steps_fill(struct home *home, const struct programme *programme, struct day from)
{
    for (size_t i = 0; i < programme->lines.count; i++)
        if (programme->lines.at[i].source == PROGRAMME_OWN &&
            home->page->steps.count < OWN_STEPS_SHOWN)
            step_add(home, &programme->lines.at[i]);
    for (size_t i = 0; i < programme->lines.count; i++) {
        const struct programme_line *line = &programme->lines.at[i];
        bool is_to_come = line->source == PROGRAMME_CALENDAR && line->first.number > from.number;
        if (is_to_come && home->page->steps.count < STEPS_SHOWN)
            step_add(home, line);
    }
}

bool home_asked_fill(struct home *home, struct period newest, struct error *err)
{
    struct request *req = home->req;
    struct meeting meeting;
    struct tasks tasks = {0};
    struct programme programme;
    bool has_meeting = false;
    struct day from = home->known;
    struct period next = period_next(newest);
    if (!tasks_asked_before(req->db, req->mem, home->unit->id, DAY_NONE, &meeting, &tasks,
                            &has_meeting, err))
        return false;
    if (has_meeting) {
        requests_fill(home, &meeting, &tasks);
        from = meeting.day.number > from.number ? meeting.day : from;
        next = meeting.has_programme ? meeting.programme : next;
    }
    if (!programme_compose(req->book, req->db, req->mem, home->unit, next, &programme, err))
        return false;
    home->page->programme =
        (struct news_link){.address = programme_address(req->mem, next, home->unit, home->unit),
                           .label = programme_title(req->mem, next)};
    steps_fill(home, &programme, from);
    return true;
}
