/* One draft before those who approve: looked at, approved, returned. */
#include "base/text.h"
#include "base/vi_day.h"
#include "feature/draft/draft_pages.h"

enum { APPROVED_NAMED_MAX = 3 };

/* ---- drawing ---- */

static bool steps_fill(struct request *req, struct queue_page *page, struct error *err)
{
    struct draft_steps steps = {0};
    if (!draft_history(req->db, req->mem, page->draft.id, &steps, err))
        return false;
    for (size_t i = 0; i < steps.count; i++) {
        const struct draft_step *step = &steps.at[i];
        struct str name;
        if (!account_name(req->db, req->mem,
                          str_format(req->mem, "u%lld", (long long)step->account), &name, err))
            return false;
        *list_add(&page->steps, req->mem) =
            (struct step_row){str_format(req->mem, "%.*s: %.*s, %.*s", STR_ARG(step->step),
                                         STR_ARG(name), STR_ARG(vi_moment(req->mem, step->at))),
                              step->comment};
    }
    return true;
}

/* The draft that the address names, checked anew: what the book knows has changed since it was
 * handed in. */
static bool one_read(struct request *req, struct queue_page *page, struct error *err)
{
    int64_t id;
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct unit_tree *units = catalogue ? unit_tree_of(req->book, req->db, err) : NULL;
    if (!units)
        return false;
    if (!str_to_int(req->part[0], &id))
        return fail(err, ERROR_MISSING, "so", "không có bản nháp này");
    if (!draft_find(req->db, req->mem, id, &page->draft, err))
        return false;
    if (!draft_is_open_to(req->visitor, units, &page->draft))
        return fail(err, ERROR_DENIED, "so", "bản này không thuộc phần việc của bạn");
    const struct catalogue_kind *kind = catalogue_kind(catalogue, page->draft.kind);
    if (!kind)
        return fail(err, ERROR_MISSING, "so", "loại việc «%.*s» không còn",
                    STR_ARG(page->draft.kind));
    if (!entry_form_new(req, kind, &page->form, err))
        return false;
    entry_form_fill(req->mem, &page->form, &page->draft);
    page->title = draft_title(req->mem, catalogue, units, &page->draft);
    if (!entry_form_correct(req, &page->form, page->draft.of, err))
        return false;
    page->of_address = record_desk_address(req, page->draft.of);
    page->is_waiting = page->draft.state == DRAFT_WAITING;
    page->may_approve = draft_may_approve(req->visitor, units, &page->draft);
    /* A correction may move a record: both places must be theirs. */
    if (page->draft.of.len)
        page->may_approve &= visitor_may(req->visitor, MAY_APPROVE, page->form.owner);
    const struct unit *unit = unit_find(units, page->draft.unit);
    page->unit_name = unit ? unit->name : page->draft.unit;
    page->edit_address =
        str_format(req->mem, ENTER_ADDRESS "/%.*s?nhap=%lld", STR_ARG(kind->slug), (long long)id);
    page->action = str_format(req->mem, QUEUE_ADDRESS "/%lld", (long long)id);
    return photos_view(req, id, &page->photos, err) &&
           entry_form_check(req, &page->form, page->draft.of, err);
}

static bool one_draw(struct request *req, struct queue_page *page, struct response *response,
                     struct error *err)
{
    page->mem = req->mem;
    page->frame.title = page->title;
    page->frame.address = page->action;
    if (!steps_fill(req, page, err))
        return false;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    draft_one_html(&out, page);
    return page_respond(response, &out, err);
}

bool draft_one_page(struct request *req, struct response *response, struct error *err)
{
    struct queue_page page = {0};
    return one_read(req, &page, err) && one_draw(req, &page, response, err);
}

/* ---- deciding ---- */

bool draft_approve(struct request *req, struct saved_draft *draft, struct draft *checked,
                   struct serials *serials, struct error *err)
{
    struct error unread;
    if (!photos_names(req->db, req->mem, draft->id, checked, err))
        return false;
    if (!draft->is_photo_public || !vi_day_read(draft->consent, &checked->consent, &unread))
        checked->consent = DAY_NONE;
    if (draft->of.len) {
        draft->no = draft->of;
        if (!record_correct(req->book, req->mem, checked, draft->of, draft->public_reason, err))
            return false;
    } else if (!record_approve(req->book, req->mem, serials, checked, &draft->no, err)) {
        return false;
    }
    draft->state = DRAFT_APPROVED;
    /* What is sealed is in the journal's keeping now and can be erased there: no copy stays. */
    draft->cells = S("");
    return draft_write(req->book, req->mem, draft, S(""), S("Duyệt"), S(""), err);
}

static bool send_back(struct request *req, struct queue_page *page, struct str comment,
                      struct error *err)
{
    page->draft.state = DRAFT_RETURNED;
    page->draft.comment = comment;
    return draft_write(req->book, req->mem, &page->draft, S(""), S("Trả lại để bổ sung"), comment,
                       err);
}

static bool again(struct request *req, struct queue_page *page, const char *problem,
                  struct response *response, struct error *err)
{
    page->problem = html_translate(req->messages, str_of(problem));
    response->status = 422;
    return one_draw(req, page, response, err);
}

static bool decided(struct request *req, struct response *response, struct str done)
{
    response->status = 303;
    response->location = str_format(req->mem, QUEUE_ADDRESS "?da=%.*s", STR_ARG(done));
    return true;
}

bool draft_one_post(struct request *req, struct response *response, struct error *err)
{
    struct queue_page page = {0};
    struct str comment = str_trim(request_text(req, "loi"));
    if (!one_read(req, &page, err))
        return false;
    if (!page.may_approve)
        return fail(err, ERROR_DENIED, "so", "bạn không duyệt việc của nơi này");
    if (page.draft.state == DRAFT_APPROVED) /* the button pressed twice */
        return decided(req, response, page.draft.no);
    if (!page.is_waiting || request_int(req, "phien_ban", 0) != page.draft.version)
        return again(req, &page, MESSAGE("Bản này vừa thay đổi; xin xem lại trước khi quyết định."),
                     response, err);
    if (str_is(request_text(req, "viec"), S("tra"))) {
        if (comment.len == 0)
            return again(req, &page, MESSAGE("Trả lại thì phải nhắn cần bổ sung gì."), response,
                         err);
        return send_back(req, &page, comment, err) && decided(req, response, S("tra"));
    }
    if (page.form.problems)
        return again(req, &page, MESSAGE("Bản này còn chỗ sai nên chưa duyệt được."), response,
                     err);
    if (page.form.odd && page.draft.reason.len == 0 && comment.len == 0)
        return again(
            req, &page,
            MESSAGE("Có chỗ cần xem lại mà chưa ai nêu lý do; hãy ghi lý do hoặc trả lại."),
            response, err);
    if (page.draft.reason.len == 0)
        page.draft.reason = comment;
    struct serials serials = {.mem = req->mem};
    return draft_approve(req, &page.draft, &page.form.draft, &serials, err) &&
           decided(req, response, page.draft.no);
}

/* Ticked ones that raise no question; the others wait for a look. */
bool draft_batch_post(struct request *req, struct response *response, struct error *err)
{
    struct text done = text_new(req->mem, 200);
    struct serials serials = {.mem = req->mem};
    size_t count = 0;
    for (size_t i = 0; i < req->many.count; i++) {
        struct queue_page page = {0};
        req->part[0] = req->many.at[i].name;
        if (!one_read(req, &page, err))
            return false;
        if (!page.may_approve || !page.is_waiting || page.form.problems || page.form.odd)
            continue;
        if (!draft_approve(req, &page.draft, &page.form.draft, &serials, err))
            return false;
        if (count++ < APPROVED_NAMED_MAX)
            text_format(&done, "%s%.*s", done.len ? "+" : "", STR_ARG(page.draft.no));
    }
    if (count > APPROVED_NAMED_MAX)
        text_format(&done, "+…+%zu", count);
    return decided(req, response, count ? text_str(&done) : S("0"));
}
