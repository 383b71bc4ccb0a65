/* A conference that was held, at its desk: its papers, results of its requests, stating it again,
 * voiding it. */
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "feature/meeting/desk_pages.h"

enum { UNPROCESSABLE = 422 };

/* ---- drawing ---- */

static struct str indicator_words(struct request *req, const struct indicators *indicators,
                                  struct str code)
{
    const struct indicator *indicator = indicator_find(indicators, code);
    return indicator ? str_format(req->mem, "%.*s (%.*s)", STR_ARG(indicator->label),
                                  STR_ARG(indicator->unit))
                     : S("");
}

static bool tasks_fill(struct request *req, struct held_page *page, struct error *err)
{
    struct tasks *tasks = arena_one(req->mem, struct tasks);
    struct day known;
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    if (!indicators || !unit_day_known(req->db, &known, err) ||
        !tasks_of_meeting(req->db, req->mem, page->place.meeting.id, tasks, err))
        return false;
    for (size_t i = 0; i < tasks->count; i++) {
        const struct task *task = &tasks->at[i];
        const struct indicator *indicator = indicator_find(indicators, task->indicator);
        struct desk_task *shown = list_add(&page->tasks, req->mem);
        *shown = (struct desk_task){.task = task,
                                    .state = task_state_words(req->mem, task, known),
                                    .due = vi_day(req->mem, task->due),
                                    .indicator = indicator_words(req, indicators, task->indicator)};
        for (size_t k = 0; k < task->results.count; k++)
            *list_add(&shown->results, req->mem) =
                task_result_words(req->mem, indicator, &task->results.at[k]);
    }
    return true;
}

void desk_papers(struct request *req, struct str address, struct shown_paper *papers)
{
    static const struct {
        const char *label, *word, *pdf;
    } known[MEETING_PAPERS] = {
        {MESSAGE("Giấy mời"), "giay-moi.docx", "giay-moi.pdf"},
        {MESSAGE("Danh sách đại biểu"), "thanh-phan.docx", "thanh-phan.pdf"},
        {MESSAGE("Biên bản"), "bien-ban.docx", "bien-ban.pdf"},
    };
    for (size_t i = 0; i < MEETING_PAPERS; i++)
        papers[i] =
            (struct shown_paper){.label = html_translate(req->messages, str_of(known[i].label)),
                                 .word_label = str_format(req->mem, "%s, Word", known[i].label),
                                 .pdf_label = str_format(req->mem, "%s, PDF", known[i].label),
                                 .word = frame_file_address(req->mem, address, known[i].word),
                                 .pdf = frame_file_address(req->mem, address, known[i].pdf)};
}

/* Of papers with a number, where it is taken or told (feature/paper). */
static void paper_numbers(struct request *req, const struct desk_place *place,
                          struct shown_paper *papers)
{
    static const char take[] = "/lam-viec/so-cong-van/lay-so";
    static const char *const types[MEETING_PAPERS] = {"invitation", NULL, "minutes"};
    struct str about = day_text(req->mem, place->day);
    if (place->number > 1)
        about = str_format(req->mem, "%.*s-%lld", STR_ARG(about), (long long)place->number);
    for (size_t i = 0; i < MEETING_PAPERS && frame_may(req, take); i++)
        if (types[i])
            papers[i].number = str_format(req->mem, "%s?don-vi=%.*s&loai=%s&ve=%.*s", take,
                                          STR_ARG(place->unit->code), types[i], STR_ARG(about));
}

struct desk_input desk_task_input(const struct held_page *page, size_t i,
                                  enum desk_task_field field)
{
    const struct desk_task *task = &page->tasks.at[i];
    const struct messages *messages = page->messages;
    struct str name, label, hint = S("");
    if (field == DESK_TASK_TEXT) {
        name = S("noi_dung");
        label = html_translate(messages, S("Kết quả"));
    } else if (field == DESK_TASK_DAY) {
        name = S("ngay_ket_qua");
        label = html_translate(messages, S("Ngày có kết quả"));
        hint = html_translate(messages, S("Ví dụ 5/12/2022. Khi đóng việc có thể để trống."));
    } else {
        name = S("da_lam");
        label = html_translate(messages, S("Đã làm được"));
        hint = task->indicator;
    }
    return (struct desk_input){.name = name,
                               .label = label,
                               .hint = hint,
                               .id = str_format(page->mem, "%.*s-%zu", STR_ARG(name), i),
                               .text = field == DESK_TASK_TEXT  ? task->text
                                       : field == DESK_TASK_DAY ? task->day
                                                                : task->done,
                               .problem = field == DESK_TASK_TEXT  ? task->text_problem
                                          : field == DESK_TASK_DAY ? task->day_problem
                                                                   : task->done_problem};
}

bool desk_task_is_wrong(const struct desk_task *task)
{
    return task->problem.len + task->text_problem.len + task->day_problem.len +
           task->done_problem.len;
}

bool held_open(struct request *req, const struct desk_place *place, struct held_page *page,
               struct error *err)
{
    *page = (struct held_page){.place = *place};
    page->title = meeting_title(req->mem, &place->meeting);
    page->public_address = meeting_address(req->mem, &place->meeting, place->unit, place->home);
    page->mem = req->mem;
    page->messages = req->messages;
    page->result_address = frame_file_address(req->mem, place->address, "ket-qua");
    page->restate_address = frame_file_address(req->mem, place->address, "ghi-lai");
    page->void_address = frame_file_address(req->mem, place->address, "huy");
    page->is_live = !place->meeting.is_voided;
    desk_papers(req, page->public_address, page->papers);
    paper_numbers(req, place, page->papers);
    return tasks_fill(req, page, err);
}

bool held_draw(struct request *req, struct held_page *page, struct response *response,
               struct error *err)
{
    page->frame.title = page->title;
    page->frame.address = page->place.address;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    held_html(&out, page);
    return page_respond(response, &out, err);
}

/* The conference that the request names, entered; one that is only under way has none of this. */
static bool held_named(struct request *req, struct held_page *page, struct error *err)
{
    struct desk_place place;
    if (!desk_place_read(req, &place, err))
        return false;
    if (!place.is_held)
        return fail(err, ERROR_CONFLICT, "ngay", "hội nghị này chưa ghi vào sổ");
    return held_open(req, &place, page, err);
}

/* ---- results ---- */

/* Puts the reason why something was refused beside the field that it is about. */
static void reason_put(struct request *req, struct desk_task *task, const struct error *wrong)
{
    struct str reason = str_copy(req->mem, str_of(wrong->text));
    struct str field = str_of(wrong->field);
    if (str_is(field, S("day")))
        task->day_problem = reason;
    else if (str_is(field, S("text")))
        task->text_problem = reason;
    else if (str_is(field, S("done")))
        task->done_problem = reason;
    else
        task->problem = reason;
}

/* Reads what was typed; false after a reason was put beside a field. */
static bool result_read(struct request *req, struct desk_task *task, struct task_result *result)
{
    struct error wrong;
    *result = (struct task_result){.day = DAY_NONE, .text = task->text};
    if (!vi_day_read(task->day, &result->day, &wrong)) {
        task->day_problem = str_copy(req->mem, str_of(wrong.text));
        return false;
    }
    result->has_done = task->done.len > 0;
    if (!result->has_done || vi_read_int(task->done, S(""), &result->done, &wrong))
        return true;
    task->done_problem = str_copy(req->mem, str_of(wrong.text));
    return false;
}

/* Notes a result, or closes a task; *is_well is false after the reason was put beside a field. */
static bool task_do(struct request *req, struct desk_task *task, bool is_close, bool *is_well,
                    struct error *err)
{
    struct error wrong;
    struct task_result result;
    struct day day = DAY_NONE;
    if (is_close && task->day.len && !vi_day_read(task->day, &day, &wrong)) {
        reason_put(req, task, &wrong);
        task->day_problem = str_copy(req->mem, str_of(wrong.text));
        *is_well = false;
        return true;
    }
    *is_well = is_close || result_read(req, task, &result);
    if (!*is_well)
        return true;
    *is_well = is_close ? task_close(req->book, req->mem, task->task->no, day, &wrong)
                        : task_result_add(req->book, req->mem, task->task->no, &result, &wrong);
    if (*is_well)
        return true;
    if (wrong.kind != ERROR_INVALID && wrong.kind != ERROR_CONFLICT) {
        *err = wrong;
        return false;
    }
    if (is_close && task->task->results.count == 0)
        task->problem = html_translate(
            req->messages, S("chưa có kết quả nào nên chưa đóng được; hãy ghi kết quả trước"));
    else
        reason_put(req, task, &wrong);
    return true;
}

bool conference_result_post(struct request *req, struct response *response, struct error *err)
{
    struct held_page page = {0};
    struct str no = request_text(req, "so");
    bool is_close = str_is(request_text(req, "viec"), S("dong")), is_well;
    struct desk_task *task = NULL;
    if (!held_named(req, &page, err))
        return false;
    for (size_t i = 0; i < page.tasks.count; i++)
        if (str_is(page.tasks.at[i].task->no, no))
            task = &page.tasks.at[i];
    if (!task)
        return fail(err, ERROR_MISSING, "so", "hội nghị này không có đề nghị %.*s", STR_ARG(no));
    if (is_close && task->task->state == TASK_CLOSED) /* the button pressed twice */
        return desk_redirect(req, response, page.place.address, "dong");
    task->day = str_trim(request_text(req, "ngay_ket_qua"));
    task->text = str_trim(request_text(req, "noi_dung"));
    task->done = str_trim(request_text(req, "da_lam"));
    if (!task_do(req, task, is_close, &is_well, err))
        return false;
    if (is_well)
        return trail_add(req, is_close ? S("Hội nghị: đóng việc") : S("Hội nghị: ghi kết quả"), no,
                         err) &&
               desk_redirect(req, response, page.place.address, is_close ? "dong" : "ket-qua");
    response->status = UNPROCESSABLE;
    return held_draw(req, &page, response, err);
}

/* ---- again, and not at all ---- */

bool conference_restate_post(struct request *req, struct response *response, struct error *err)
{
    struct held_page page = {0};
    struct conference_form form;
    bool is_kept;
    if (!held_named(req, &page, err))
        return false;
    if (!page.is_live)
        return fail(err, ERROR_CONFLICT, "ngay", "hội nghị này đã hủy nên không ghi lại được");
    if (page.place.kept.id) /* under way already */
        return desk_redirect(req, response, page.place.address, "luu");
    if (!conference_form_restate(req->db, req->mem, &page.place.meeting, &form, err))
        return false;
    struct kept_conference kept = {.unit = page.place.unit->code,
                                   .day = page.place.day,
                                   .number = page.place.number,
                                   .cells = conference_form_cells(req->mem, &form)};
    return conference_keep(req->book, req->mem, &kept, &is_kept, err) &&
           desk_redirect(req, response, page.place.address, "luu");
}

bool conference_void_post(struct request *req, struct response *response, struct error *err)
{
    struct held_page page = {0};
    struct tasks kept = {0};
    struct error wrong;
    if (!held_named(req, &page, err))
        return false;
    page.reason = str_trim(request_text(req, "ly_do"));
    if (!page.is_live) /* the button pressed twice */
        return desk_redirect(req, response, page.place.address, "huy");
    if (meeting_void(req->book, req->mem, page.place.meeting.no, page.reason, &kept, &wrong))
        return (page.place.kept.id == 0 || conference_forget(req->db, page.place.kept.id, err)) &&
               trail_add(req, S("Hội nghị: hủy"), page.place.meeting.no, err) &&
               desk_redirect(req, response, page.place.address, "huy");
    if (wrong.kind != ERROR_INVALID) {
        *err = wrong;
        return false;
    }
    page.reason_problem = str_copy(req->mem, str_of(wrong.text));
    response->status = UNPROCESSABLE;
    return held_draw(req, &page, response, err);
}
