/* Issuing a review by the chair: figures and words are frozen, the report gets its number in the
 * outgoing register. One page, one form. */
#include "feature/paper/paper_pages.h"
#include "feature/paper/register_desk.h"

enum { CONFLICT_STATUS = 409, UNPROCESSABLE = 422 };

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
    page->take_address = register_take_address(req->mem, desk->unit, PAPER_REPORT,
                                               period_code(req->mem, desk->period));
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
    return page_open(req, &page, err) &&
           (page.has_number || number_form_begin(req, &page.subject, &page.form, err)) &&
           page_draw(req, &page, response, err);
}

/* ---- issuing ---- */

static bool again(struct request *req, struct issue_page *page, int status, const char *problem,
                  struct response *response, struct error *err)
{
    response->status = status;
    page->problem = html_translate(req->messages, str_of(problem));
    return page_draw(req, page, response, err);
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
    bool is_well = true;
    if (!page_open(req, &page, err))
        return false;
    page.comment = str_trim(request_text(req, "loi"));
    if (!page.has_number &&
        !number_form_read(req, &page.subject, &page.form, &day, &first, &is_well, err))
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
