/* Many pieces of work of one kind in a table: each line is checked like a form, all are handed in
 * or none. */
#include "base/text.h"
#include "base/vi_day.h"
#include "feature/draft/draft_pages.h"

enum { LINES_FIRST = 10, LINES_MORE = 10, LINES_MAX = 100, UNPROCESSABLE = 422 };

/* ---- lines ---- */

static struct str cell_sent(const struct request *req, size_t line, struct str column)
{
    return str_trim(request_many(req, str_format(req->mem, "b-%zu-%.*s", line, STR_ARG(column))));
}

/* Takes what was typed in a line. Where there is one place only it is chosen already, so a place
 * alone is nothing typed. */
static bool line_take(struct request *req, const struct catalogue_kind *kind,
                      struct table_line *line, struct error *err)
{
    if (!entry_form_new(req, kind, &line->form, err))
        return false;
    struct str unit = cell_sent(req, line->number, S("don_vi"));
    if (unit.len)
        line->form.unit = unit;
    line->form.day = cell_sent(req, line->number, S("ngay"));
    line->is_used = line->form.day.len > 0;
    for (size_t i = 0; i < line->form.count; i++) {
        struct form_cell *cell = &line->form.cells[i];
        form_cell_set(req->mem, cell, cell_sent(req, line->number, cell->field->code));
        line->is_used |= cell->text.len > 0;
    }
    return true;
}

/* Choices were typed by their labels; a draft keeps codes. */
static void choices_settle(struct arena *mem, struct entry_form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        struct form_cell *cell = &form->cells[i];
        const struct value *value = &form->draft.values[cell->field - form->kind->fields.at];
        if (!value->is_given)
            continue;
        if (cell->field->type == VALUE_ONE)
            form_cell_set(mem, cell, value->text);
        if (cell->field->type == VALUE_MANY)
            form_cell_set(mem, cell, str_join(mem, value->codes.at, value->codes.count, S(";")));
    }
}

static bool lines_check(struct request *req, struct table_page *page, struct error *err)
{
    for (size_t i = 0; i < page->count; i++) {
        struct entry_form *form = &page->lines[i].form;
        if (!page->lines[i].is_used)
            continue;
        if (!entry_form_check(req, form, S(""), err))
            return false;
        page->problems += form->problems;
        page->odd += form->odd;
    }
    return true;
}

/* ---- the page ---- */

static bool table_start(struct request *req, struct table_page *page, struct error *err)
{
    const struct catalogue_kind *kind = draft_kind_named(req, err);
    if (!kind)
        return false;
    page->mem = req->mem;
    page->action = str_format(req->mem, TABLE_ADDRESS "/%.*s", STR_ARG(kind->slug));
    page->form_address = str_format(req->mem, ENTER_ADDRESS "/%.*s", STR_ARG(kind->slug));
    page->frame.address = page->action;
    page->frame.title = str_format(req->mem, "%.*s: %.*s", STR_ARG(kind->label),
                                   STR_ARG(html_translate(req->messages, S("nhập nhiều dòng"))));
    page->today = vi_day(req->mem, book_today(req->book));
    page->may_approve = visitor_has(req->visitor, MAY_APPROVE);
    return entry_form_new(req, kind, &page->head, err);
}

static bool lines_read(struct request *req, struct table_page *page, size_t count,
                       struct error *err)
{
    page->count = count < LINES_MAX ? count : LINES_MAX;
    page->is_full = page->count == LINES_MAX;
    page->lines = arena_many(req->mem, struct table_line, page->count);
    for (size_t i = 0; i < page->count; i++) {
        page->lines[i].number = i + 1;
        if (!line_take(req, page->head.kind, &page->lines[i], err))
            return false;
        page->used += page->lines[i].is_used;
    }
    return true;
}

static bool table_draw(struct request *req, struct table_page *page, struct response *response,
                       struct error *err)
{
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    draft_table_html(&out, page);
    return page_respond(response, &out, err);
}

bool draft_table_page(struct request *req, struct response *response, struct error *err)
{
    struct table_page page = {0};
    int64_t count = request_int(req, "so", 0);
    if (!table_start(req, &page, err) || !lines_read(req, &page, LINES_FIRST, err))
        return false;
    page.key = draft_key_new(req->mem);
    if (str_is(request_text(req, "da"), S("gui")))
        page.done = str_format(req->mem, "Đã gửi duyệt %lld việc.", (long long)count);
    if (str_is(request_text(req, "da"), S("duyet")))
        page.done = str_format(req->mem, "Đã duyệt %lld việc.", (long long)count);
    return table_draw(req, &page, response, err);
}

/* ---- handing in ---- */

static struct str line_key(const struct request *req, const struct table_page *page, size_t number)
{
    return str_format(req->mem, "%.*s-%zu", STR_ARG(page->key), number);
}

/* True if the table was taken before: what was sent twice makes nothing more. */
static bool is_taken(struct request *req, const struct table_page *page, bool *is_again,
                     struct error *err)
{
    struct saved_draft draft = {0};
    *is_again = false;
    for (size_t i = 0; i < page->count && !*is_again; i++) {
        if (!page->lines[i].is_used)
            continue;
        if (!draft_of_key(req->db, req->mem, line_key(req, page, i + 1), &draft, err))
            return false;
        *is_again = draft.id != 0;
    }
    return true;
}

static bool line_hand_in(struct request *req, const struct table_page *page,
                         struct table_line *line, struct serials *serials, struct error *err)
{
    struct entry_form *form = &line->form;
    choices_settle(req->mem, form);
    struct saved_draft draft = {.kind = form->kind->code,
                                .unit = form->unit,
                                .day = form->day,
                                .cells = entry_form_cells(req->mem, form),
                                .state = DRAFT_WAITING,
                                .reason = form->odd ? page->reason : S("")};
    return draft_write(req->book, req->mem, &draft, line_key(req, page, line->number),
                       S("Gửi duyệt"), draft.reason, err) &&
           (!serials || draft_approve(req, &draft, &form->draft, serials, err));
}

static bool taken(struct request *req, const struct table_page *page, struct response *response)
{
    response->status = 303;
    response->location = str_format(req->mem, "%.*s?da=%.*s&so=%zu", STR_ARG(page->action),
                                    STR_ARG(request_text(req, "viec")), page->used);
    return true;
}

/* Why the table cannot be taken as it is; empty: it can. */
static struct str refusal(struct request *req, const struct table_page *page, bool is_approval)
{
    if (page->used == 0)
        return html_translate(req->messages, S("Chưa có dòng nào được điền."));
    if (page->problems)
        return str_format(req->mem,
                          "Còn %zu ô chưa đúng, xem lời nhắc trong ô. Chưa dòng nào được gửi.",
                          page->problems);
    if (page->odd && page->reason.len == 0)
        return html_translate(req->messages,
                              S("Có chỗ cần xem lại: nếu đúng, ghi lý do ở dưới bảng rồi gửi."));
    for (size_t i = 0; is_approval && i < page->count; i++)
        if (page->lines[i].is_used &&
            !visitor_may(req->visitor, MAY_APPROVE, page->lines[i].form.draft.unit))
            return html_translate(req->messages,
                                  S("Bạn không duyệt việc của mọi nơi trong bảng: hãy gửi duyệt."));
    return S("");
}

static bool table_take(struct request *req, struct table_page *page, bool is_approval,
                       struct response *response, struct error *err)
{
    struct serials serials = {.mem = req->mem};
    bool is_again;
    if (!is_taken(req, page, &is_again, err))
        return false;
    if (is_again)
        return taken(req, page, response);
    page->problem = refusal(req, page, is_approval);
    if (page->problem.len) {
        response->status = UNPROCESSABLE;
        return table_draw(req, page, response, err);
    }
    for (size_t i = 0; i < page->count; i++)
        if (page->lines[i].is_used &&
            !line_hand_in(req, page, &page->lines[i], is_approval ? &serials : NULL, err))
            return false;
    return taken(req, page, response);
}

bool draft_table_post(struct request *req, struct response *response, struct error *err)
{
    struct table_page page = {0};
    struct str what = request_text(req, "viec");
    int64_t sent = request_int(req, "so_dong", LINES_FIRST);
    size_t count = sent > 0 && sent <= LINES_MAX ? (size_t)sent : LINES_FIRST;
    if (!table_start(req, &page, err) ||
        !lines_read(req, &page, count + (str_is(what, S("them")) ? LINES_MORE : 0), err))
        return false;
    page.key = request_text(req, "khoa");
    page.reason = str_trim(request_text(req, "ly_do"));
    if (str_is(what, S("them")))
        return table_draw(req, &page, response, err);
    if (!lines_check(req, &page, err))
        return false;
    bool is_approval = str_is(what, S("duyet"));
    if (is_approval || str_is(what, S("gui")))
        return table_take(req, &page, is_approval, response, err);
    if (page.used && !page.problems)
        page.done = str_format(req->mem, "%zu dòng đều đúng, chưa gửi.", page.used);
    else
        page.problem = refusal(req, &page, false);
    return table_draw(req, &page, response, err);
}
