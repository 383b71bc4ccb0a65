/* Issuing a review by the chair: figures and words are frozen, the report gets its number in the
 * outgoing register. One page, one form. */
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "feature/paper/paper_pages.h"
#include "feature/paper/paper_parts.h"

enum { CONFLICT_STATUS = 409, UNPROCESSABLE = 422 };

/* The number that the report would get on a day. */
static bool number_fill(struct request *req, struct issue_page *page, struct day day, int64_t first,
                        struct error *err)
{
    struct paper_form form;
    int64_t serial = 0;
    int32_t year, month, day_of_month;
    day_parts(day, &year, &month, &day_of_month);
    if (!paper_form_read(req->db, req->mem, page->desk.unit->code, PAPER_REPORT, &form, err) ||
        !paper_serial(req->db, req->mem, &page->subject, day, first, &serial, err))
        return false;
    page->number = number_print(req->mem, pattern_of(&form, &page->subject), serial, year);
    return true;
}

static bool page_open(struct request *req, struct issue_page *page, struct error *err)
{
    *page = (struct issue_page){.mem = req->mem};
    if (!review_desk_open(req, MAY_ISSUE, true, &page->desk, err))
        return false;
    const struct review_desk *desk = &page->desk;
    struct str public = review_address(req->mem, desk->period, desk->unit, desk->home);
    page->title = review_title(req->mem, desk->unit, desk->period);
    page->action = review_desk_part(req->mem, desk, "ban-hanh");
    page->preview_address = review_desk_part(req->mem, desk, "xem-truoc");
    page->public_address = public;
    page->files =
        (struct frame_files){.word = frame_file_address(req->mem, public, "tai-ve.docx"),
                             .pdf = frame_file_address(req->mem, public, "tai-ve.pdf"),
                             .sheet = frame_file_address(req->mem, public, "tai-ve.xlsx")};
    page->day = vi_day(req->mem, book_today(req->book));
    return paper_subject(req->db, req->mem, PAPER_REPORT, desk->unit,
                         period_code(req->mem, desk->period), 1, &page->subject, err) &&
           paper_of(req->db, req->mem, &page->subject, &page->paper, &page->has_number, err);
}

static bool page_draw(struct request *req, struct issue_page *page, struct response *response,
                      struct error *err)
{
    const struct review_desk *desk = &page->desk;
    page->seen = review_seen(req->mem, &desk->review);
    page->tiles = review_tiles(req, desk->home, &desk->review, NULL, 0);
    page->frame.title = page->title;
    page->frame.address = page->action;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    issue_html(&out, page);
    return page_respond(response, &out, err);
}

bool paper_issue_page(struct request *req, struct response *response, struct error *err)
{
    struct issue_page page;
    struct error ignored;
    if (!page_open(req, &page, err))
        return false;
    /* Today may lie before the newest number: the chair types another day. */
    if (!page.has_number && !number_fill(req, &page, book_today(req->book), 0, &ignored) &&
        (ignored.kind == ERROR_BROKEN || ignored.kind == ERROR_BUSY)) {
        *err = ignored;
        return false;
    }
    return page_draw(req, &page, response, err);
}

/* ---- issuing ---- */

static bool again(struct request *req, struct issue_page *page, int status, const char *problem,
                  struct response *response, struct error *err)
{
    response->status = status;
    page->problem = html_translate(req->messages, str_of(problem));
    return page_draw(req, page, response, err);
}

/* What was typed about the number; *is_well is false after a reason was put beside a field. */
static bool number_read(struct request *req, struct issue_page *page, struct day *day,
                        int64_t *first, bool *is_well, struct error *err)
{
    struct error wrong;
    page->comment = str_trim(request_text(req, "loi"));
    *is_well = true;
    if (page->has_number)
        return true;
    page->day = str_trim(request_text(req, "ngay"));
    page->first = str_trim(request_text(req, "so_dau"));
    *first = 0;
    if (!vi_day_read(page->day, day, &wrong))
        page->day_problem = str_copy(req->mem, str_of(wrong.text));
    if (page->first.len && (!vi_read_int(page->first, S(""), first, &wrong) || *first < 1))
        page->first_problem =
            html_translate(req->messages, S("số đầu tiên là một số từ 1 trở lên"));
    *is_well = page->day_problem.len + page->first_problem.len == 0;
    if (!*is_well || number_fill(req, page, *day, *first, &wrong))
        return true;
    if (wrong.kind != ERROR_CONFLICT && wrong.kind != ERROR_INVALID) {
        *err = wrong;
        return false;
    }
    *is_well = false;
    struct str reason = str_copy(req->mem, str_of(wrong.text));
    if (str_is(str_of(wrong.field), S("first")))
        page->first_problem = reason;
    else
        page->day_problem = reason;
    return true;
}

static bool issue(struct request *req, struct issue_page *page, struct day day, int64_t first,
                  struct error *err)
{
    if (!review_desk_issue(req, &page->desk, page->comment, err))
        return false;
    return page->has_number ||
           (paper_number(req->book, req->mem, &page->subject, day, first, &page->paper, err) &&
            trail_add(req, S("Báo cáo: vào sổ văn bản đi"), page->paper.number, err));
}

bool paper_issue_post(struct request *req, struct response *response, struct error *err)
{
    struct issue_page page;
    struct day day = DAY_NONE;
    int64_t first = 0;
    bool is_well;
    if (!page_open(req, &page, err) || !number_read(req, &page, &day, &first, &is_well, err))
        return false;
    response->location = page.action;
    if (page.desk.state == DESK_ISSUED) { /* the button pressed twice */
        response->status = 303;
        return true;
    }
    if (!desk_allows(page.desk.state, DESK_ISSUE) ||
        request_int(req, "phien_ban", -1) != page.desk.version)
        return again(req, &page, CONFLICT_STATUS,
                     MESSAGE("Báo cáo này vừa có bước khác nên chưa ban hành; xin xem lại."),
                     response, err);
    page.changes = review_seen_changes(req->mem, &page.desk.review, request_text(req, "thay"));
    if (page.changes.count)
        return again(req, &page, CONFLICT_STATUS,
                     MESSAGE("Chưa ban hành: số liệu đã đổi từ khi bạn mở trang này."), response,
                     err);
    if (!is_well)
        return again(req, &page, UNPROCESSABLE, MESSAGE("Chưa ban hành: xem lời nhắc dưới từng ô."),
                     response, err);
    response->status = 303;
    return issue(req, &page, day, first, err);
}
