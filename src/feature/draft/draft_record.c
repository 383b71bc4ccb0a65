/* An approved record in the office: found, read whole, corrected, voided. */
#include "feature/draft/draft_pages.h"

#include "base/vi_day.h"

enum { UNPROCESSABLE = 422 };

/* ---- which record ---- */

struct str record_desk_address(struct request *req, struct str no)
{
    struct error ignored;
    const struct catalogue *catalogue = no.len ? catalogue_of(req->book, req->db, &ignored) : NULL;
    struct str address = catalogue ? record_address(req->mem, catalogue, no) : S("");
    return address.len ? str_format(req->mem, RECORD_ADDRESS "%.*s",
                                    STR_ARG(str_part(address, strlen("/viec"), address.len)))
                       : S("");
}

/* The number that people mean by "gift/2022/0007", "qua-2022-0007" or the address of a page. */
static struct str number_meant(struct arena *mem, const struct catalogue *catalogue,
                               struct str typed)
{
    struct str text = str_trim(typed);
    text = str_part(text, 0, str_find_char(text, '?'));
    text = str_part(text, 0, str_find_char(text, '#'));
    size_t at = str_find(text, S("/viec/"));
    if (at < text.len)
        return record_no_of_slug(mem, catalogue, str_part(text, at + strlen("/viec/"), text.len));
    return str_find_char(text, '/') < text.len ? text : record_no_of_slug(mem, catalogue, text);
}

bool record_find_page(struct request *req, struct response *response, struct error *err)
{
    struct record_find page = {.typed = request_text(req, "so"),
                               .frame = {.address = S(RECORD_ADDRESS)}};
    struct record record;
    struct error missing;
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    if (!catalogue)
        return false;
    struct str no = number_meant(req->mem, catalogue, page.typed);
    if (no.len && record_find(req->db, req->mem, no, &record, &missing)) {
        response->status = 303;
        response->location = record_desk_address(req, no);
        return true;
    }
    if (no.len && missing.kind != ERROR_MISSING) {
        *err = missing;
        return false;
    }
    if (page.typed.len) {
        response->status = UNPROCESSABLE;
        page.problem = html_translate(req->messages, S("không có hồ sơ này; xin xem lại số"));
    }
    page.frame.title = html_translate(req->messages, S("Đính chính, hủy hồ sơ"));
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    record_find_html(&out, &page);
    return page_respond(response, &out, err);
}

/* ---- reading ---- */

static bool step_read(struct request *req, struct record_desk *page, int64_t i, struct error *err)
{
    struct entry entry;
    struct str bytes, name, field;
    if (!journal_entry(req->db, req->mem, i, &bytes, err) ||
        !entry_read(req->mem, bytes, &entry, err) ||
        !account_name(req->db, req->mem, entry.by, &name, err))
        return false;
    if (str_is(entry.by, S("system")))
        name = html_translate(req->messages, S("nhập bằng tệp hoặc lệnh"));
    field = json_text(entry.root, S("field"), S(""));
    *list_add(&page->steps, req->mem) = (struct step_row){
        str_format(req->mem, "%.*s: %.*s, %.*s", STR_ARG(record_change_text(entry.type)),
                   STR_ARG(name), STR_ARG(vi_moment(req->mem, entry.at))),
        field.len ? record_value_label(page->form.kind, field)
                  : json_text(entry.root, S("reason"), S(""))};
    return true;
}

static bool steps_read(struct request *req, struct record_desk *page, struct error *err)
{
    struct record_changes changes = {0};
    if (!step_read(req, page, page->record.id, err) ||
        !record_history(req->db, req->mem, page->record.id, &changes, err))
        return false;
    for (size_t i = 0; i < changes.count; i++)
        if (!step_read(req, page, changes.at[i].entry, err))
            return false;
    return true;
}

/* What the record says, for those who may approve where it belongs and for nobody else. */
static bool values_read(struct request *req, const struct catalogue_kind *kind,
                        struct record_desk *page, struct error *err)
{
    struct record_cells cells;
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units || !record_cells(req->db, req->mem, kind, &page->record, &cells, err))
        return false;
    const struct unit *unit = unit_find(units, cells.unit);
    if (!visitor_may(req->visitor, MAY_APPROVE, unit))
        return fail(err, ERROR_DENIED, "so", "hồ sơ này không thuộc phần việc của bạn");
    page->unit_name = unit ? unit->name : cells.unit;
    if (!entry_form_new(req, kind, &page->form, err))
        return false;
    entry_form_restate(req->mem, &page->form, &cells);
    return record_pictures(req->db, req->mem, &page->record, &page->pictures, err) &&
           pictures_view(req, &page->pictures, &page->photos, err);
}

static bool desk_read(struct request *req, struct record_desk *page, struct error *err)
{
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    *page = (struct record_desk){0};
    if (!catalogue)
        return false;
    struct str no = record_no_of_slug(req->mem, catalogue, req->part[0]);
    if (no.len == 0)
        return fail(err, ERROR_MISSING, "so", "không có hồ sơ này");
    if (!record_find(req->db, req->mem, no, &page->record, err))
        return false;
    const struct catalogue_kind *kind = catalogue_kind(catalogue, page->record.kind);
    if (!kind)
        return fail(err, ERROR_MISSING, "so", "loại việc «%.*s» không còn",
                    STR_ARG(page->record.kind));
    page->kind_label = kind->label;
    page->is_live = page->record.state == RECORD_LIVE;
    page->address = record_desk_address(req, no);
    page->public_address = record_address(req->mem, catalogue, no);
    if (!values_read(req, kind, page, err) ||
        !draft_of_record(req->db, req->mem, no, &page->correction, err))
        return false;
    page->correction_address = str_format(req->mem, ENTER_ADDRESS "/%.*s?nhap=%lld",
                                          STR_ARG(kind->slug), (long long)page->correction.id);
    return true;
}

bool record_desk_page(struct request *req, struct response *response, struct error *err)
{
    struct record_desk page;
    if (!desk_read(req, &page, err) || !steps_read(req, &page, err))
        return false;
    page.frame.title = page.record.title;
    page.frame.address = page.address;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    record_desk_html(&out, &page);
    return page_respond(response, &out, err);
}

/* ---- changing ---- */

static bool lead_to(struct response *response, struct str address)
{
    response->status = 303;
    response->location = address;
    return true;
}

static bool must_live(const struct record_desk *page, struct error *err)
{
    if (!page->is_live)
        fail(err, ERROR_CONFLICT, "so", "hồ sơ %.*s đã hủy", STR_ARG(page->record.no));
    return page->is_live;
}

/* Makes the draft of a correction, or leads to the one that is under way. */
bool record_correct_post(struct request *req, struct response *response, struct error *err)
{
    struct record_desk page;
    if (!desk_read(req, &page, err) || !must_live(&page, err))
        return false;
    if (page.correction.id)
        return lead_to(response, page.correction_address);
    struct saved_draft draft = {.kind = page.form.kind->code,
                                .unit = page.form.unit,
                                .day = page.form.day,
                                .cells = entry_form_cells(req->mem, &page.form),
                                .of = page.record.no};
    return draft_write(req->book, req->mem, &draft, draft_key_new(req->mem),
                       S("Bắt đầu đính chính"), S(""), err) &&
           lead_to(response, str_format(req->mem, ENTER_ADDRESS "/%.*s?nhap=%lld",
                                        STR_ARG(page.form.kind->slug), (long long)draft.id));
}

/* Erases a picture on request; one that is gone already answers the same. */
bool record_picture_post(struct request *req, struct response *response, struct error *err)
{
    struct record_desk page;
    struct str field = request_text(req, "anh");
    if (!desk_read(req, &page, err))
        return false;
    for (size_t i = 0; i < page.pictures.count; i++)
        if (str_is(page.pictures.at[i].field, field) && page.pictures.at[i].name.len)
            return record_erase(req->book, req->mem, page.record.no, field, err) &&
                   lead_to(response, page.address);
    return lead_to(response, page.address);
}

static bool void_draw(struct request *req, struct record_desk *page, struct response *response,
                      struct error *err)
{
    page->frame.title = html_translate(req->messages, S("Hủy hồ sơ này?"));
    page->frame.address = str_format(req->mem, "%.*s/huy", STR_ARG(page->address));
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    record_void_html(&out, page);
    return page_respond(response, &out, err);
}

bool record_void_page(struct request *req, struct response *response, struct error *err)
{
    struct record_desk page;
    return desk_read(req, &page, err) && must_live(&page, err) &&
           void_draw(req, &page, response, err);
}

/* With its record a correction under way has lost its sense. */
static bool correction_end(struct request *req, struct record_desk *page, struct error *err)
{
    if (page->correction.id == 0)
        return true;
    page->correction.state = DRAFT_DROPPED;
    page->correction.cells = S("");
    return photos_erase(req->book, req->mem, page->correction.id, err) &&
           draft_write(req->book, req->mem, &page->correction, S(""), S("Hồ sơ đã hủy"), S(""),
                       err);
}

bool record_void_post(struct request *req, struct response *response, struct error *err)
{
    struct record_desk page;
    if (!desk_read(req, &page, err))
        return false;
    if (!page.is_live) /* the button pressed twice */
        return lead_to(response, page.address);
    struct str reason = str_trim(request_text(req, "ly_do"));
    if (reason.len)
        return record_void(req->book, req->mem, page.record.no, reason, err) &&
               correction_end(req, &page, err) && lead_to(response, page.address);
    response->status = UNPROCESSABLE;
    page.problem = html_translate(req->messages, S("chưa ghi lý do hủy"));
    return void_draw(req, &page, response, err);
}
