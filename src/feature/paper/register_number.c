/* One number of the outgoing register: taken for a paper, shown, voided with a reason. */
#include "base/unicode.h"
#include "base/vi_day.h"
#include "feature/paper/paper_pages.h"
#include "feature/paper/paper_parts.h"
#include "feature/paper/register_desk.h"

enum { UNPROCESSABLE = 422 };

static bool number_go(struct request *req, struct response *response,
                      const struct register_place *place, const struct paper *paper,
                      const char *done)
{
    response->status = 303;
    struct str part = str_format(req->mem, "/%.*s", STR_ARG(paper->no));
    response->location = str_format(req->mem, "%.*s%s",
                                    STR_ARG(register_address(req->mem, place->unit, part)), done);
    return true;
}

/* ---- taking ---- */

/* The paper that the fields name, which has a number or can get one. */
static bool subject_named(struct request *req, struct register_take_page *page, struct error *err)
{
    struct arena *mem = req->mem;
    struct str about = request_text(req, "ve"), typed = request_text(req, "loai");
    enum paper_type type;
    struct day day;
    int64_t number = 1;
    bool is_told;
    if (!paper_type_meant(mem, typed, &type) || paper_kind(type)->pattern.len == 0)
        return fail(err, ERROR_MISSING, "loai", "không có loại văn bản «%.*s» lấy số",
                    STR_ARG(typed));
    page->about = about;
    if (paper_kind(type)->is_of_meeting && meeting_part_read(about, &day, &number))
        about = day_text(mem, day);
    if (!paper_subject(req->db, mem, type, page->place.unit, about, number, &page->subject, err)) {
        if (err->kind == ERROR_INVALID)
            err->kind = ERROR_MISSING; /* an address that names no period */
        return false;
    }
    return paper_is_told(req, &page->subject, &is_told, err) &&
           (is_told ||
            fail(err, ERROR_MISSING, "ve", "sổ chưa có %.*s của %.*s",
                 STR_ARG(paper_kind(type)->label), STR_ARG(vi_period(mem, page->subject.period))));
}

/* A report whose figures could still change gets no number: page->desk_address leads to where it is
 * issued. */
static bool report_look(struct request *req, struct register_take_page *page, struct error *err)
{
    struct issued_reviews reviews = {0};
    const struct paper_subject *subject = &page->subject;
    if (subject->type != PAPER_REPORT)
        return true;
    if (!reviews_issued(req->db, req->mem, subject->unit, &reviews, err))
        return false;
    for (size_t i = 0; i < reviews.count; i++)
        if (period_is(reviews.at[i].period, subject->period))
            return true;
    page->desk_address =
        review_desk_address(req->mem, subject->period, subject->unit, page->place.home);
    return true;
}

/* *has_number: *paper is what the named paper bears already. */
static bool take_open(struct request *req, struct register_take_page *page, struct paper *paper,
                      bool *has_number, struct error *err)
{
    struct arena *mem = req->mem;
    *page = (struct register_take_page){0};
    if (!register_place_read(req, MAY_NUMBER, &page->place, err) || !subject_named(req, page, err))
        return false;
    const struct paper_subject *subject = &page->subject;
    page->action = S(REGISTER_ADDRESS "/lay-so");
    page->type = unicode_upper_first(mem, paper_kind(subject->type)->label);
    page->title = paper_title(mem, subject);
    page->unit_name = unit_title(mem, subject->unit);
    page->list_address = register_address(mem, page->place.unit, S(""));
    return report_look(req, page, err) && paper_of(req->db, mem, subject, paper, has_number, err);
}

static bool take_draw(struct request *req, struct register_take_page *page,
                      struct response *response, struct error *err)
{
    page->frame.title = html_translate(req->messages, S("Lấy số văn bản"));
    page->frame.address = page->action;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    register_take_html(&out, page);
    return page_respond(response, &out, err);
}

bool register_take_get(struct request *req, struct response *response, struct error *err)
{
    struct register_take_page page;
    struct paper paper;
    bool has_number;
    if (!take_open(req, &page, &paper, &has_number, err))
        return false;
    if (has_number)
        return number_go(req, response, &page.place, &paper, "");
    return number_form_begin(req, &page.subject, &page.form, err) &&
           take_draw(req, &page, response, err);
}

bool register_take_post(struct request *req, struct response *response, struct error *err)
{
    struct register_take_page page;
    struct paper paper;
    struct day day = DAY_NONE;
    int64_t first = 0;
    bool has_number, is_well;
    if (!take_open(req, &page, &paper, &has_number, err))
        return false;
    if (has_number) /* the button pressed twice, or by two people */
        return number_go(req, response, &page.place, &paper, "&da=lay");
    if (!number_form_read(req, &page.subject, &page.form, &day, &first, &is_well, err))
        return false;
    if (!is_well || page.desk_address.len) {
        response->status = UNPROCESSABLE;
        page.problem = html_translate(req->messages, S("Chưa lấy số: xem lời nhắc dưới từng ô."));
        return take_draw(req, &page, response, err);
    }
    return paper_number(req->book, req->mem, &page.subject, day, first, &paper, err) &&
           trail_add(req, S("Sổ văn bản đi: lấy số"), paper.number, err) &&
           number_go(req, response, &page.place, &paper, "&da=lay");
}

/* ---- one number ---- */

static struct str done_words(const struct request *req)
{
    struct str done = request_text(req, "da");
    if (str_is(done, S("lay")))
        return html_translate(req->messages, S("Đã lấy số. Tệp Word, PDF tải về có số này."));
    if (str_is(done, S("huy")))
        return html_translate(req->messages,
                              S("Đã hủy. Số này vẫn nằm trong sổ và không cấp lại."));
    return S("");
}

static void files_fill(struct request *req, struct register_number_page *page)
{
    static const char *const names[PAPER_TYPES] = {[PAPER_REPORT] = "tai-ve",
                                                   [PAPER_PROGRAMME] = "tai-ve",
                                                   [PAPER_MINUTES] = "bien-ban",
                                                   [PAPER_INVITATION] = "giay-moi"};
    const char *name = names[page->row.paper.type];
    if (page->row.about_address.len == 0 || !name || page->row.paper.is_void)
        return;
    struct str word = str_format(req->mem, "%s.docx", name);
    struct str pdf = str_format(req->mem, "%s.pdf", name);
    page->word = frame_file_address(req->mem, page->row.about_address, str_c(req->mem, word));
    page->pdf = frame_file_address(req->mem, page->row.about_address, str_c(req->mem, pdf));
}

/* The number that the address names, if the visitor holds one of the roles where it was given. */
static bool number_open(struct request *req, const char *roles, struct register_number_page *page,
                        struct error *err)
{
    struct arena *mem = req->mem;
    struct paper paper;
    *page = (struct register_number_page){0};
    struct str no = str_format(mem, "%.*s/%.*s/%.*s", STR_ARG(req->part[0]), STR_ARG(req->part[1]),
                               STR_ARG(req->part[2]));
    if (!register_place_read(req, roles, &page->place, err))
        return false;
    if (!paper_find(req->db, mem, no, &paper, err))
        return false;
    if (paper.unit != page->place.unit->id)
        return fail(err, ERROR_MISSING, "so", "sổ văn bản đi của %.*s không có số này",
                    STR_ARG(unit_phrase(mem, page->place.unit)));
    if (!register_row_fill(req, &page->place, &paper, &page->row, err))
        return false;
    page->unit_name = unit_title(mem, page->place.unit);
    page->list_address =
        str_format(mem, "%.*s&nam=%lld", STR_ARG(register_address(mem, page->place.unit, S(""))),
                   (long long)paper.year);
    page->void_address = str_format(mem, REGISTER_ADDRESS "/%.*s/huy", STR_ARG(paper.no));
    page->may_void = page->place.may_number && !paper.is_void;
    files_fill(req, page);
    return !paper.is_void ||
           register_entry_told(req, paper.void_entry, &page->void_who, &page->void_moment, err);
}

static bool number_draw(struct request *req, struct register_number_page *page,
                        struct response *response, struct error *err)
{
    page->frame.title = str_format(req->mem, "Số %.*s", STR_ARG(page->row.paper.number));
    page->frame.address = req->path;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    register_number_html(&out, page);
    return page_respond(response, &out, err);
}

bool register_number_get(struct request *req, struct response *response, struct error *err)
{
    struct register_number_page page;
    if (!number_open(req, MAY_READ_REGISTER, &page, err))
        return false;
    page.done = done_words(req);
    return number_draw(req, &page, response, err);
}

bool register_void_post(struct request *req, struct response *response, struct error *err)
{
    struct register_number_page page;
    struct error wrong;
    if (!number_open(req, MAY_NUMBER, &page, err))
        return false;
    const struct paper *paper = &page.row.paper;
    if (paper->is_void) /* the button pressed twice */
        return number_go(req, response, &page.place, paper, "&da=huy");
    page.reason = str_trim(request_text(req, "ly_do"));
    if (paper_void(req->book, req->mem, paper->no, page.reason, &wrong))
        return trail_add(req, S("Sổ văn bản đi: hủy số"), paper->number, err) &&
               number_go(req, response, &page.place, paper, "&da=huy");
    if (wrong.kind != ERROR_INVALID) {
        *err = wrong;
        return false;
    }
    page.problem = str_copy(req->mem, str_of(wrong.text));
    response->status = UNPROCESSABLE;
    return number_draw(req, &page, response, err);
}
