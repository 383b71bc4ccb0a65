/* The desk of a review: its page, what is written there, the steps. */
#include "feature/review/desk_pages.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "document/prose.h"
#include "feature/review/desk_store.h"
#include "feature/review/review_pages.h"
#include "feature/review/review_words.h"

enum { CONFLICT_STATUS = 409, UNPROCESSABLE = 422 };

/* ---- drawing ---- */

/* The steps since the text was last in writing: those of earlier rounds are history. */
static size_t round_begin(const struct review_desk *desk)
{
    size_t begin = 0;
    for (size_t i = 0; i < desk->steps.count; i++) {
        enum desk_action action = desk->steps.at[i].action;
        if (action == DESK_RETURN || action == DESK_WITHDRAW || action == DESK_REOPEN)
            begin = i + 1;
    }
    return begin;
}

static bool line_of(struct request *req, const struct desk_step *step, struct str *line,
                    struct error *err)
{
    struct str name;
    if (!account_name(req->db, req->mem, str_format(req->mem, "u%lld", (long long)step->account),
                      &name, err))
        return false;
    *line =
        str_format(req->mem, "%.*s, %.*s", STR_ARG(name), STR_ARG(vi_moment(req->mem, step->at)));
    return true;
}

static bool stages_fill(struct request *req, struct desk_page *page, struct error *err)
{
    static const enum desk_action actions[] = {DESK_SEND, DESK_PASS, DESK_OPINION, DESK_ISSUE};
    const struct review_desk *desk = &page->desk;
    for (size_t i = 0; i < COUNT_OF(actions); i++) {
        struct desk_stage *stage = &page->stages[i];
        stage->words = html_translate(req->messages, str_of(desk_action_words(actions[i])));
        stage->is_done = (size_t)desk->state > i;
        stage->is_next = (size_t)desk->state == i;
        for (size_t k = round_begin(desk); k < desk->steps.count; k++)
            if (desk->steps.at[k].action == actions[i] &&
                !line_of(req, &desk->steps.at[k], &stage->when, err))
                return false;
    }
    return true;
}

static bool lines_fill(struct request *req, struct desk_page *page, struct error *err)
{
    const struct review_desk *desk = &page->desk;
    for (size_t i = 0; i < desk->steps.count; i++) {
        const struct desk_step *step = &desk->steps.at[i];
        struct str who;
        if (!line_of(req, step, &who, err))
            return false;
        struct str words = html_translate(req->messages, str_of(desk_action_words(step->action)));
        *list_add(&page->lines, req->mem) = (struct desk_line){
            str_format(req->mem, "%.*s: %.*s", STR_ARG(words), STR_ARG(who)), step->comment};
        if (step->action == DESK_PASS)
            page->changes = review_seen_changes(req->mem, &desk->review, step->seen);
        bool is_last = i + 1 == desk->steps.count;
        if (is_last && step->action == DESK_RETURN) {
            page->returned = step->comment;
            page->returned_by = who;
        }
    }
    /* Before it was passed, and once it is issued, nothing is compared. */
    if (desk->state != DESK_PARTY && desk->state != DESK_READY)
        page->changes.count = 0;
    return true;
}

static void addresses_fill(struct request *req, struct desk_page *page)
{
    struct arena *mem = req->mem;
    const struct review_desk *desk = &page->desk;
    struct str public = review_address(mem, desk->period, desk->unit, desk->home);
    page->action = desk->address;
    page->steps_action = review_desk_part(mem, desk, "buoc");
    page->preview_address = review_desk_part(mem, desk, "xem-truoc");
    page->issue_address = review_desk_part(mem, desk, "ban-hanh");
    page->draft_word = review_desk_part(mem, desk, "du-thao.docx");
    page->draft_pdf = review_desk_part(mem, desk, "du-thao.pdf");
    page->public_address = public;
    page->list_address =
        desk->unit == desk->home
            ? S(REVIEW_DESK_ADDRESS)
            : str_format(mem, REVIEW_DESK_ADDRESS "?don-vi=%.*s", STR_ARG(desk->unit->code));
    if (desk->is_issued)
        page->files = (struct frame_files){.word = frame_file_address(mem, public, "tai-ve.docx"),
                                           .pdf = frame_file_address(mem, public, "tai-ve.pdf"),
                                           .sheet = frame_file_address(mem, public, "tai-ve.xlsx")};
}

/* What is kept for a slot; version 0 and empty if nothing is. */
static struct desk_text text_of(const struct review_desk *desk, struct str slot)
{
    for (size_t i = 0; i < desk->texts.count; i++)
        if (str_is(desk->texts.at[i].slot, slot))
            return desk->texts.at[i];
    return (struct desk_text){.slot = slot, .markdown = S("")};
}

static struct desk_cell *cell_new(struct request *req, const struct review_desk *desk,
                                  const struct view_part *part)
{
    struct arena *mem = req->mem;
    struct desk_text text = text_of(desk, part->slot);
    struct desk_cell *cell = arena_one(mem, struct desk_cell);
    *cell = (struct desk_cell){.name = str_format(mem, "o-%.*s", STR_ARG(part->slot)),
                               .version_name = str_format(mem, "v-%.*s", STR_ARG(part->slot)),
                               .title = part->title,
                               .text = text.markdown,
                               .version = text.version};
    return cell;
}

static bool parts_fill(struct request *req, struct desk_page *page, struct error *err)
{
    struct viewing viewing = {req, page->desk.units, page->desk.home, &page->desk.review};
    struct view_parts parts = {0};
    if (!view_parts(&viewing, &parts, err))
        return false;
    for (size_t i = 0; i < parts.count; i++) {
        struct desk_part *part = list_add(&page->parts, req->mem);
        part->blocks = parts.at[i].blocks;
        if (parts.at[i].slot.len)
            part->cell = cell_new(req, &page->desk, &parts.at[i]);
    }
    return true;
}

static bool page_open(struct request *req, const char *roles, struct desk_page *page,
                      struct error *err)
{
    *page = (struct desk_page){0};
    if (!review_desk_open(req, roles, false, &page->desk, err))
        return false;
    const struct review_desk *desk = &page->desk;
    struct str period = vi_period(req->mem, desk->period);
    page->title = review_title(req->mem, desk->unit, desk->period);
    page->crumb = unicode_upper_first(req->mem, period);
    page->state = html_translate(req->messages, str_of(desk_state_words(desk->state)));
    page->may_write =
        desk->state == DESK_WRITING && visitor_may(req->visitor, MAY_DRAFT, desk->unit);
    page->may_decide = visitor_may(req->visitor, MAY_ISSUE, desk->unit);
    addresses_fill(req, page);
    return parts_fill(req, page, err);
}

static bool page_draw(struct request *req, struct desk_page *page, struct response *response,
                      struct error *err)
{
    if (!stages_fill(req, page, err) || !lines_fill(req, page, err) ||
        (page->desk.state != DESK_ISSUED && !desk_warnings(req, &page->desk, &page->warnings, err)))
        return false;
    page->frame.title = page->title;
    page->frame.address = page->action;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    desk_html(&out, page);
    return page_respond(response, &out, err);
}

static struct str done_words(const struct request *req)
{
    static const struct {
        const char *code, *words;
    } known[] = {
        {"luu", MESSAGE("Đã lưu. Chưa ai ngoài bàn làm việc này đọc được.")},
        {"trinh", MESSAGE("Đã trình Ban Thường trực.")},
        {"rut", MESSAGE("Đã rút lại; có thể sửa tiếp.")},
        {"dinh-chinh", MESSAGE("Có thể sửa để đính chính. Bản đã ban hành vẫn đứng trên trang cho "
                               "đến khi bản đính chính được ban hành.")},
        {"thong-qua", MESSAGE("Đã ghi: Ban Thường trực thông qua.")},
        {"y-kien", MESSAGE("Đã ghi ý kiến của Đảng ủy. Có thể ban hành.")},
        {"tra", MESSAGE("Đã trả lại kèm lời nhắn.")},
        {"ban-hanh", MESSAGE("Đã ban hành. Ai cũng đọc được trên trang công khai.")},
    };
    struct str done = request_text(req, "da");
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_is(done, str_of(known[i].code)))
            return html_translate(req->messages, str_of(known[i].words));
    return S("");
}

bool review_desk_page(struct request *req, struct response *response, struct error *err)
{
    struct desk_page page;
    if (!page_open(req, MAY_DRAFT, &page, err))
        return false;
    page.done = done_words(req);
    return page_draw(req, &page, response, err);
}

bool review_preview_page(struct request *req, struct response *response, struct error *err)
{
    struct review_desk desk;
    return review_desk_open(req, MAY_DRAFT, true, &desk, err) &&
           review_respond(req, desk.units, &desk.review, true, response, err);
}

/* ---- writing ---- */

static bool redirect(struct request *req, const struct desk_page *page, const char *done,
                     struct response *response)
{
    bool has_query = str_find_char(page->action, '?') < page->action.len;
    response->status = 303;
    response->location =
        str_format(req->mem, "%.*s%sda=%s", STR_ARG(page->action), has_query ? "&" : "?", done);
    return true;
}

/* What browsers send of a text: line ends and blanks at its end as they are kept. */
static struct str text_kept(struct arena *mem, struct str typed)
{
    struct text out = text_new(mem, typed.len + 1);
    for (size_t i = 0; i < typed.len; i++)
        if (typed.at[i] != '\r')
            text_char(&out, typed.at[i]);
    return str_trim(text_str(&out));
}

/* Why a text cannot be printed; empty if it can. */
static struct str text_problem(struct request *req, const struct review_desk *desk, struct str text)
{
    struct document document = {0};
    struct error err;
    size_t block = 0, at = 0;
    const struct run *run;
    if (text.len > DESK_TEXT_MAX_BYTES)
        return str_format(req->mem, "dài quá %d byte", DESK_TEXT_MAX_BYTES);
    if (!prose_read(req->mem, text, &document, &err))
        return str_copy(req->mem, str_of(err.text));
    while ((run = prose_figure_next(&document, &block, &at)))
        if (!figures_find(&desk->review.figures, run->code))
            return str_format(req->mem, "không có số liệu «%.*s»", STR_ARG(run->code));
    return S("");
}

/* Somebody else has changed it: both stand in the form, and saving again decides. */
static bool cell_clash(struct request *req, struct desk_page *page, struct desk_cell *cell,
                       const struct desk_text *kept, struct error *err)
{
    page->has_conflict = true;
    cell->theirs = kept->markdown;
    cell->version = kept->version;
    return account_name(req->db, req->mem, str_format(req->mem, "u%lld", (long long)kept->editor),
                        &cell->other, err);
}

/* Keeps one text if it is another; what is wrong with it stands beside it, not kept. */
static bool cell_take(struct request *req, struct desk_page *page, struct desk_cell *cell,
                      struct error *err)
{
    struct str typed = text_kept(req->mem, request_many(req, cell->name));
    struct desk_text kept = text_of(&page->desk, str_part(cell->name, 2, cell->name.len));
    int64_t version = 0;
    bool is_kept = true;
    if (!request_many(req, cell->version_name).at || str_is(typed, kept.markdown))
        return true; /* not sent, or as it is */
    if (!str_to_int(request_many(req, cell->version_name), &version))
        version = -1;
    cell->text = typed;
    if (version != kept.version)
        return cell_clash(req, page, cell, &kept, err);
    cell->problem = text_problem(req, &page->desk, typed);
    if (cell->problem.len)
        return true;
    kept.markdown = typed;
    if (!desk_text_write(req->book, req->mem, &page->desk, &kept, &is_kept, err))
        return false;
    cell->version = kept.version + 1;
    return is_kept || fail(err, ERROR_CONFLICT, "v", "người khác vừa sửa phần này");
}

static bool cells_take(struct request *req, struct desk_page *page, size_t *problems,
                       struct error *err)
{
    *problems = 0;
    for (size_t i = 0; i < page->parts.count; i++) {
        struct desk_cell *cell = page->parts.at[i].cell;
        if (cell && !cell_take(req, page, cell, err))
            return false;
        *problems += cell && (cell->problem.len || cell->other.len);
    }
    return true;
}

static bool again(struct request *req, struct desk_page *page, int status, const char *problem,
                  struct response *response, struct error *err)
{
    response->status = status;
    page->problem = html_translate(req->messages, str_of(problem));
    return page_draw(req, page, response, err);
}

/* Texts sent to a desk that is not in writing any more stand in the form, not kept. */
static void cells_show(struct request *req, struct desk_page *page)
{
    page->may_write = true;
    for (size_t i = 0; i < page->parts.count; i++) {
        struct desk_cell *cell = page->parts.at[i].cell;
        if (cell && request_many(req, cell->name).at)
            cell->text = text_kept(req->mem, request_many(req, cell->name));
    }
}

static bool write_post(struct request *req, struct desk_page *page, bool is_final,
                       struct response *response, struct error *err)
{
    size_t problems;
    if (!page->may_write) {
        cells_show(req, page);
        return again(
            req, page, CONFLICT_STATUS,
            MESSAGE("Báo cáo này vừa được trình hoặc ban hành nên chưa lưu. Chữ bạn gõ còn "
                    "ở dưới: hãy chép lại, hoặc rút lại để sửa rồi lưu."),
            response, err);
    }
    if (!cells_take(req, page, &problems, err))
        return false;
    if (problems)
        return again(
            req, page, page->has_conflict ? CONFLICT_STATUS : UNPROCESSABLE,
            MESSAGE("Có phần chưa lưu được, xem lời nhắc dưới từng ô. Các phần khác đã lưu."),
            response, err);
    struct str comment = str_trim(request_text(req, "loi"));
    if (is_final && !review_desk_step(req, &page->desk, DESK_SEND, comment, err))
        return false;
    return redirect(req, page, is_final ? "trinh" : "luu", response);
}

bool review_desk_post(struct request *req, struct response *response, struct error *err)
{
    struct desk_page page;
    struct str work = request_text(req, "viec");
    if (!page_open(req, MAY_DRAFT, &page, err))
        return false;
    page.comment = str_trim(request_text(req, "loi"));
    if (str_is(work, S("rut")))
        return review_desk_step(req, &page.desk, DESK_WITHDRAW, page.comment, err) &&
               redirect(req, &page, "rut", response);
    if (str_is(work, S("dinh-chinh")))
        return review_desk_step(req, &page.desk, DESK_REOPEN, page.comment, err) &&
               redirect(req, &page, "dinh-chinh", response);
    return write_post(req, &page, str_is(work, S("trinh")), response, err);
}

/* ---- the chair's steps ---- */

bool review_steps_post(struct request *req, struct response *response, struct error *err)
{
    static const struct {
        const char *code;
        enum desk_action action;
    } known[] = {{"thong-qua", DESK_PASS}, {"y-kien", DESK_OPINION}, {"tra", DESK_RETURN}};
    struct desk_page page;
    struct str work = request_text(req, "viec");
    size_t i = 0;
    while (i < COUNT_OF(known) && !str_is(work, str_of(known[i].code)))
        i++;
    if (i == COUNT_OF(known))
        return fail(err, ERROR_INVALID, "viec", "không có bước này");
    if (!page_open(req, MAY_ISSUE, &page, err))
        return false;
    page.comment = str_trim(request_text(req, "loi"));
    if (request_int(req, "phien_ban", -1) != page.desk.version ||
        !desk_allows(page.desk.state, known[i].action))
        return again(req, &page, CONFLICT_STATUS,
                     MESSAGE("Báo cáo này vừa có bước khác; xin xem lại trước khi quyết định."),
                     response, err);
    if (known[i].action == DESK_RETURN && page.comment.len == 0) {
        page.comment_problem = html_translate(req->messages, S("trả lại thì phải nhắn cần sửa gì"));
        return again(req, &page, UNPROCESSABLE, MESSAGE("Chưa trả lại được."), response, err);
    }
    return review_desk_step(req, &page.desk, known[i].action, page.comment, err) &&
           redirect(req, &page, known[i].code, response);
}

/* ---- all desks ---- */

static struct str desk_state_of(struct request *req, struct period period,
                                const struct issued_reviews *issued,
                                const struct known_desks *desks, bool *is_quiet)
{
    struct str code = period_code(req->mem, period);
    bool is_issued = false;
    enum desk_state state = DESK_WRITING;
    bool is_known = false;
    for (size_t i = 0; i < issued->count; i++)
        is_issued |= period_is(issued->at[i].period, period);
    for (size_t i = 0; i < desks->count; i++)
        if (str_is(desks->at[i].period, code)) {
            state = desks->at[i].state;
            is_known = true;
        }
    *is_quiet = !is_known && !is_issued;
    if (*is_quiet)
        return html_translate(req->messages, S("chưa soạn"));
    struct str words =
        html_translate(req->messages, str_of(desk_state_words(is_known ? state : DESK_ISSUED)));
    return is_issued && is_known && state != DESK_ISSUED
               ? str_format(req->mem, "đã ban hành, bản đính chính: %.*s", STR_ARG(words))
               : words;
}

static bool groups_fill(struct request *req, const struct unit *unit, const struct unit *home,
                        struct desks_page *page, struct error *err)
{
    struct periods periods = {0};
    struct issued_reviews issued = {0};
    struct known_desks desks = {0};
    struct link_group *group = NULL;
    if (!review_periods(req->db, req->mem, unit, &periods, err) ||
        !reviews_issued(req->db, req->mem, unit, &issued, err) ||
        !desks_known(req->db, req->mem, unit->code, &desks, err))
        return false;
    for (size_t i = 0; i < periods.count; i++) {
        struct period period = periods.at[i];
        if (i == 0 || periods.at[i - 1].kind != period.kind) {
            group = list_add(&page->groups, req->mem);
            group->title = html_translate(req->messages, review_kind_title(period.kind));
        }
        bool is_quiet;
        struct str words = desk_state_of(req, period, &issued, &desks, &is_quiet);
        *link_group_add(req->mem, group, is_quiet) =
            (struct named_link){.label = unicode_upper_first(req->mem, vi_period(req->mem, period)),
                                .address = review_desk_address(req->mem, period, unit, home),
                                .meta = words};
    }
    return true;
}

static void unit_offer(struct request *req, struct desks_page *page, const struct unit *unit,
                       const struct unit *home)
{
    if (!visitor_may(req->visitor, MAY_DRAFT, unit))
        return;
    *list_add(&page->units, req->mem) = (struct named_link){
        .label = unit_title(req->mem, unit),
        .address = unit == home ? S(REVIEW_DESK_ADDRESS)
                                : str_format(req->mem, REVIEW_DESK_ADDRESS "?don-vi=%.*s",
                                             STR_ARG(unit->code))};
}

bool review_desks_page(struct request *req, struct response *response, struct error *err)
{
    struct desks_page page = {.frame = {.address = S(REVIEW_DESK_ADDRESS),
                                        .title = html_translate(req->messages, S("Soạn báo cáo"))}};
    struct str code = request_text(req, "don-vi");
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    const struct unit *home = unit_home(units);
    const struct unit *unit = code.len ? unit_find(units, code) : home;
    if (!unit)
        return fail(err, ERROR_MISSING, "don-vi", "sổ không có đơn vị «%.*s»", STR_ARG(code));
    if (!visitor_may(req->visitor, MAY_DRAFT, unit))
        return fail(err, ERROR_DENIED, "don-vi",
                    "báo cáo của nơi này không thuộc phần việc của bạn");
    struct unit_refs areas = unit_children(req->mem, units, home, DAY_NONE);
    unit_offer(req, &page, home, home);
    for (size_t i = 0; i < areas.count; i++)
        unit_offer(req, &page, areas.at[i], home);
    page.unit_title = unit_title(req->mem, unit);
    for (size_t i = 0; i < page.units.count; i++)
        if (str_is(page.units.at[i].label, page.unit_title))
            page.units.at[i].meta = S("page");
    if (!groups_fill(req, unit, home, &page, err))
        return false;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    desks_html(&out, &page);
    return page_respond(response, &out, err);
}
