/* /lam-viec/day-du: which area has reported what, and which is late. */
#include "feature/office/duty.h"

#include "base/vi_day.h"
#include "base/vi_number.h"

/* ---- what is looked at ---- */

struct duty_look {
    struct scope scope;
    struct duties duties;
    struct unit_refs areas;
    struct draft_counts waiting;
};

/* The areas at or below the unit that existed in the period. */
static void areas_gather(struct request *req, const struct scope *scope, struct unit_refs *areas)
{
    struct day day = period_last(scope->period);
    for (size_t i = 0; i < scope->units->units.count && areas->count < DUTY_UNITS_MAX; i++) {
        const struct unit *unit = &scope->units->units.at[i];
        if (str_is(unit->kind, S("area")) && unit_is_within(unit, scope->unit) &&
            unit_exists_on(unit, day))
            *list_add(areas, req->mem) = unit;
    }
}

/* The page opens on the month before this one: what it asks for has just come due. */
static void open_on_month_before(struct scope *scope)
{
    struct day before = {period_first(scope->period).number - 1};
    scope->period = period_of(PERIOD_MONTH, before);
    scope->cutoff = DAY_NONE;
}

static bool look_fill(struct request *req, struct duty_look *look, struct error *err)
{
    areas_gather(req, &look->scope, &look->areas);
    return duties_on(req->db, req->mem, period_first(look->scope.period), &look->duties, err) &&
           drafts_waiting_by(req->db, req->mem, &look->waiting, err);
}

static bool look_begin(struct request *req, const char *roles, struct duty_look *look,
                       struct error *err)
{
    if (!scope_read(req, roles, PERIOD_MONTH, &look->scope, err))
        return false;
    if (request_text(req, "ky").len == 0)
        open_on_month_before(&look->scope);
    if (look->scope.period.kind != PERIOD_MONTH)
        return fail(err, ERROR_MISSING, "ky", "trang này xem theo tháng");
    return look_fill(req, look, err);
}

static struct period period_for(const struct duty_look *look, const struct duty *duty)
{
    return period_of(duty->every, period_first(look->scope.period));
}

static struct day due_of(const struct duty_look *look, const struct duty *duty)
{
    return (struct day){period_last(period_for(look, duty)).number + (int32_t)duty->due_days};
}

static bool answer_read(struct request *req, const struct duty_look *look, const struct duty *duty,
                        const struct unit *unit, struct duty_answer *answer, struct error *err)
{
    struct period period = period_for(look, duty);
    *answer = (struct duty_answer){.due = due_of(look, duty)};
    if (!duty_records(req->db, duty, unit, period, answer, err) ||
        !duty_nothing(req->db, duty, unit, period, &answer->says_nothing, err))
        return false;
    for (size_t i = 0; i < duty->kinds_count; i++)
        answer->waiting += draft_count(&look->waiting, unit->code, duty->kinds[i]);
    duty_weigh(answer, look->scope.today);
    return true;
}

bool duties_overdue(struct request *req, int64_t *count, struct error *err)
{
    struct duty_look look = {0};
    struct duty_answer answer;
    *count = 0;
    if (!scope_usual(req, MAY_LOOK, PERIOD_MONTH, &look.scope, err)) {
        bool has_no_units = err->kind == ERROR_MISSING || err->kind == ERROR_DENIED;
        if (has_no_units) /* a new book, a role in a unit that is gone: nothing waits */
            *err = (struct error){0};
        return has_no_units;
    }
    open_on_month_before(&look.scope);
    if (!look_fill(req, &look, err))
        return false;
    for (size_t i = 0; i < look.areas.count; i++)
        for (size_t k = 0; k < look.duties.count; k++) {
            if (!answer_read(req, &look, &look.duties.at[k], look.areas.at[i], &answer, err))
                return false;
            *count += answer.state == DUTY_OVERDUE;
        }
    return true;
}

/* ---- the page ---- */

static struct duty_cell cell_of(struct arena *mem, const struct duty_answer *answer,
                                const struct duty *duty)
{
    struct duty_cell cell = {.is_said = answer->says_nothing};
    switch (answer->state) {
    case DUTY_REPORTED:
        cell.words =
            str_format(mem, "%.*s việc, gần nhất %.*s", STR_ARG(vi_count(mem, answer->records)),
                       STR_ARG(vi_day(mem, answer->newest)));
        cell.is_done = true;
        break;
    case DUTY_NOTHING:
        cell.words = S("Không phát sinh");
        cell.is_done = true;
        break;
    case DUTY_WAITING:
        cell.words = S("Chưa duyệt");
        break;
    case DUTY_OPEN:
        cell.words = str_format(mem, "Chưa có, còn %lld ngày", (long long)answer->days);
        break;
    case DUTY_OVERDUE:
        cell.words = str_format(mem, "Quá hạn %lld ngày", (long long)answer->days);
        cell.is_overdue = true;
        break;
    }
    if (answer->waiting)
        cell.more = str_format(mem, "%.*s việc chờ duyệt", STR_ARG(vi_count(mem, answer->waiting)));
    if (answer->records == 0)
        cell.code = duty->item.code;
    return cell;
}

static bool row_add(struct request *req, const struct duty_look *look, const struct unit *unit,
                    struct duty_page *page, struct error *err)
{
    struct duty_row *row = list_add(&page->rows, req->mem);
    row->unit = unit_title(req->mem, unit);
    if (unit != look->scope.unit)
        row->address = scope_address(req->mem, S(DUTY_ADDRESS), unit, look->scope.period);
    for (size_t i = 0; i < look->duties.count; i++) {
        struct duty_answer answer;
        if (!answer_read(req, look, &look->duties.at[i], unit, &answer, err))
            return false;
        *list_add(&row->cells, req->mem) = cell_of(req->mem, &answer, &look->duties.at[i]);
        page->cells++;
        page->done_cells += answer.state <= DUTY_NOTHING;
        page->overdue += answer.state == DUTY_OVERDUE;
    }
    return true;
}

static void heads_fill(struct request *req, const struct duty_look *look, struct duty_page *page)
{
    for (size_t i = 0; i < look->duties.count; i++) {
        const struct duty *duty = &look->duties.at[i];
        *list_add(&page->heads, req->mem) =
            (struct duty_head){duty->label, vi_period(req->mem, period_for(look, duty)),
                               vi_day(req->mem, due_of(look, duty))};
    }
}

bool duty_get(struct request *req, struct response *response, struct error *err)
{
    struct duty_look look = {0};
    struct duty_page page = {.frame.title = html_translate(req->messages, S("Ai đã báo, ai chưa")),
                             .frame.address = S(DUTY_ADDRESS)};
    if (!look_begin(req, MAY_LOOK, &look, err))
        return false;
    const struct scope *scope = &look.scope;
    for (size_t i = 0; i < look.areas.count; i++)
        if (!row_add(req, &look, look.areas.at[i], &page, err))
            return false;
    heads_fill(req, &look, &page);
    if (request_text(req, "da").len)
        page.done = html_translate(req->messages, S("Đã ghi nhận."));
    page.links = scope_links(req, MAY_LOOK, scope, S(DUTY_ADDRESS), 1);
    page.unit_title = unit_title(req->mem, scope->unit);
    page.unit = scope->unit->code;
    page.period = vi_period(req->mem, scope->period);
    page.period_code = period_code(req->mem, scope->period);
    page.today = vi_day(req->mem, scope->today);
    page.may_say =
        str_is(scope->unit->kind, S("area")) && visitor_may(req->visitor, MAY_ENTER, scope->unit);
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    duty_html(&out, &page);
    return page_respond(response, &out, err);
}

/* ---- nothing to report ---- */

bool duty_post(struct request *req, struct response *response, struct error *err)
{
    struct duty_look look = {0};
    const struct duty *duty = NULL;
    if (!look_begin(req, MAY_ENTER, &look, err))
        return false;
    const struct unit *unit = look.scope.unit;
    for (size_t i = 0; i < look.duties.count; i++)
        if (str_is(look.duties.at[i].item.code, request_text(req, "viec")))
            duty = &look.duties.at[i];
    if (!duty || !str_is(unit->kind, S("area")))
        return fail(err, ERROR_MISSING, "viec", "không có phần báo cáo này");
    struct period period = period_for(&look, duty);
    struct str subject = str_format(req->mem, "%.*s, %.*s, %.*s", STR_ARG(unit->name),
                                    STR_ARG(duty->label), STR_ARG(vi_period(req->mem, period)));
    bool is_over = str_is(request_text(req, "bo"), S("1"));
    if (!(is_over ? duty_nothing_take_back(req->book, duty, unit, period, err)
                  : duty_nothing_say(req->book, req->mem, duty, unit, period, err)) ||
        !trail_add(req,
                   is_over ? S(MESSAGE("Bỏ lời báo không phát sinh"))
                           : S(MESSAGE("Báo không phát sinh")),
                   subject, err))
        return false;
    response->status = 303;
    response->location =
        str_format(req->mem, "%.*s&da=1",
                   STR_ARG(scope_address(req->mem, S(DUTY_ADDRESS), unit, look.scope.period)));
    return true;
}
