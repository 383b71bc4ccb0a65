/* The form of a kind: filled in, kept, handed in. */
#include "base/file.h"
#include "base/sha256.h"
#include "base/vi_day.h"
#include "feature/draft/draft_pages.h"

enum { KEY_BYTES = 16, CONFLICT = 409, UNPROCESSABLE = 422 };

/* ---- which form ---- */

const struct catalogue_kind *draft_kind_named(struct request *req, struct error *err)
{
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct catalogue_kind *kind =
        catalogue ? catalogue_kind_of_slug(catalogue, req->part[0]) : NULL;
    if (catalogue && !kind)
        fail(err, ERROR_MISSING, "loai", "không có loại việc này");
    else if (kind && !kind_is_open_to(req->visitor, kind)) {
        fail(err, ERROR_DENIED, "loai", "loại việc «%.*s» do vai trò khác ghi",
             STR_ARG(kind->label));
        kind = NULL;
    }
    return kind;
}

/* The kept draft that the request names, if the visitor may write in it. */
static bool draft_named(struct request *req, const struct catalogue_kind *kind,
                        struct saved_draft *draft, struct error *err)
{
    int64_t id = request_int(req, "nhap", 0);
    *draft = (struct saved_draft){0};
    if (id == 0)
        return true;
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units || !draft_find(req->db, req->mem, id, draft, err))
        return false;
    if (!str_is(draft->kind, kind->code) || !draft_is_open_to(req->visitor, units, draft))
        return fail(err, ERROR_DENIED, "nhap", "bản nháp này không phải của bạn");
    if (draft->state == DRAFT_APPROVED)
        return fail(err, ERROR_CONFLICT, "nhap", "bản này đã được duyệt thành hồ sơ %.*s",
                    STR_ARG(draft->no));
    if (draft->state == DRAFT_DROPPED)
        return fail(err, ERROR_CONFLICT, "nhap", "bản nháp này đã bỏ");
    return true;
}

/* ---- as last time ---- */

/* What is open to everyone of the record that the last draft became: names of people are another's
 * each time. */
static bool last_restate(struct request *req, const struct saved_draft *last,
                         struct entry_form *form, struct error *err)
{
    struct record record;
    struct record_cells cells;
    if (!record_find(req->db, req->mem, last->no, &record, err) ||
        !record_cells(req->db, req->mem, form->kind, &record, &cells, err))
        return false;
    for (size_t i = 0; i < cells.count; i++) {
        cells.at[i].erased = S("");
        if (cells.at[i].field->privacy != PRIVACY_PUBLIC)
            cells.at[i].text = S("");
    }
    entry_form_restate(req->mem, form, &cells);
    return true;
}

/* Fills an empty form with what the visitor handed in last, but for the day, which is surely
 * another. */
static bool last_fill(struct request *req, const struct saved_draft *last, struct entry_form *form,
                      struct error *err)
{
    if (last->state == DRAFT_APPROVED && !last_restate(req, last, form, err))
        return false;
    if (last->state != DRAFT_APPROVED)
        entry_form_fill(req->mem, form, last);
    form->day = S("");
    return true;
}

/* The next one after a draft that was only kept: at the same place, on the same day. */
static bool next_fill(struct request *req, const struct catalogue_kind *kind,
                      struct entry_form *form, struct error *err)
{
    struct saved_draft before;
    int64_t id = request_int(req, "sau", 0);
    if (id == 0)
        return true;
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units || !draft_find(req->db, req->mem, id, &before, err))
        return false;
    if (str_is(before.kind, kind->code) && draft_is_open_to(req->visitor, units, &before)) {
        form->unit = before.unit;
        form->day = before.day;
    }
    return true;
}

/* ---- drawing ---- */

static bool page_start(struct request *req, const struct catalogue_kind *kind,
                       struct form_page *page, struct error *err)
{
    page->mem = req->mem;
    page->action = str_format(req->mem, ENTER_ADDRESS "/%.*s", STR_ARG(kind->slug));
    page->frame.address = page->action;
    page->frame.title = kind->label;
    page->today = vi_day(req->mem, book_today(req->book));
    return entry_form_new(req, kind, &page->form, err);
}

static bool page_draw(struct request *req, struct form_page *page, struct response *response,
                      struct error *err)
{
    page->of_address = record_desk_address(req, page->draft.of);
    if (page->draft.of.len)
        page->frame.title = html_translate(req->messages, S("Đính chính hồ sơ"));
    if (page->draft.state == DRAFT_RETURNED &&
        !account_name(req->db, req->mem,
                      str_format(req->mem, "u%lld", (long long)page->draft.editor),
                      &page->returned_by, err))
        return false;
    for (size_t i = 0; i < page->form.count; i++) {
        const struct form_cell *cell = &page->form.cells[i];
        page->has_optional |= !cell->field->is_required;
        page->is_optional_open |= !cell->field->is_required &&
                                  (cell->text.len || cell->problem.len || cell->warnings.count);
    }
    if (!page->draft.id)
        page->table_address =
            str_format(req->mem, TABLE_ADDRESS "/%.*s", STR_ARG(page->form.kind->slug));
    if (!photos_view(req, page->draft.id, &page->photos, err))
        return false;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    draft_form_html(&out, page);
    return page_respond(response, &out, err);
}

struct str draft_key_new(struct arena *mem)
{
    unsigned char bytes[KEY_BYTES];
    random_bytes(bytes, sizeof bytes);
    return hex_of(mem, bytes, sizeof bytes);
}

bool draft_form_page(struct request *req, struct response *response, struct error *err)
{
    struct form_page page = {0};
    struct saved_draft last;
    const struct catalogue_kind *kind = draft_kind_named(req, err);
    if (!kind || !page_start(req, kind, &page, err) || !draft_named(req, kind, &page.draft, err) ||
        !draft_last(req->db, req->mem, req->visitor->id, kind->code, &last, err))
        return false;
    page.key = draft_key_new(req->mem);
    if (page.draft.id) {
        entry_form_fill(req->mem, &page.form, &page.draft);
        if (!entry_form_correct(req, &page.form, page.draft.of, err))
            return false;
    } else if (last.id) {
        page.last_address = str_format(req->mem, "%.*s?nhu=truoc", STR_ARG(page.action));
        if (str_is(request_text(req, "nhu"), S("truoc")) && !last_fill(req, &last, &page.form, err))
            return false;
    }
    if (!page.draft.id && !next_fill(req, kind, &page.form, err))
        return false;
    if (str_is(request_text(req, "da"), S("luu")))
        page.done = html_translate(req->messages, S("Đã lưu nháp. Bạn có thể viết tiếp lúc khác."));
    else if (str_is(request_text(req, "da"), S("tiep")))
        page.done =
            html_translate(req->messages, S("Đã lưu nháp. Ghi tiếp việc cùng nơi, cùng ngày."));
    else if (str_is(request_text(req, "da"), S("gui")))
        page.done =
            html_translate(req->messages, S("Đã gửi duyệt. Bạn có thể ghi tiếp việc khác."));
    return page_draw(req, &page, response, err);
}

/* ---- keeping ---- */

static void draft_take(struct request *req, const struct entry_form *form,
                       struct saved_draft *draft)
{
    draft->kind = form->kind->code;
    draft->unit = form->unit;
    draft->day = form->day;
    draft->cells = entry_form_cells(req->mem, form);
    draft->reason = str_trim(request_text(req, "ly_do"));
    draft->is_photo_public = request_text(req, "anh_dang").len > 0;
    draft->consent = str_trim(request_text(req, "anh_dong_y"));
    if (draft->of.len)
        draft->public_reason = str_trim(request_text(req, "ly_do_cong_khai"));
}

static bool is_unchanged(const struct saved_draft *a, const struct saved_draft *b)
{
    return str_is(a->cells, b->cells) && str_is(a->unit, b->unit) && str_is(a->day, b->day) &&
           str_is(a->public_reason, b->public_reason) && a->is_photo_public == b->is_photo_public &&
           str_is(a->consent, b->consent);
}

/* Somebody else has changed the draft: what was typed stays in the form, what is kept stands beside
 * it, and saving again decides. */
static bool conflict_draw(struct request *req, struct form_page *page, struct response *response,
                          struct error *err)
{
    struct entry_form theirs;
    if (!entry_form_new(req, page->form.kind, &theirs, err))
        return false;
    entry_form_fill(req->mem, &theirs, &page->draft);
    for (size_t i = 0; i < theirs.count; i++)
        if (!str_is(theirs.cells[i].text, page->form.cells[i].text))
            *list_add(&page->differences, req->mem) =
                (struct form_difference){theirs.cells[i].field->label, theirs.cells[i].shown};
    if (!str_is(theirs.day, page->form.day))
        *list_add(&page->differences, req->mem) = (struct form_difference){
            html_translate(req->messages, S("Ngày thực hiện")), day_shown(req->mem, theirs.day)};
    response->status = CONFLICT;
    return account_name(req->db, req->mem,
                        str_format(req->mem, "u%lld", (long long)page->draft.editor), &page->other,
                        err) &&
           page_draw(req, page, response, err);
}

/* A form that was handed in comes once more with other words (the back button, an old tab): another
 * piece of work, or a second thought? What was typed stays, and nothing is made or changed until
 * it is sent again. */
static bool used_draw(struct request *req, struct form_page *page, struct response *response,
                      struct error *err)
{
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct unit_tree *units = catalogue ? unit_tree_of(req->book, req->db, err) : NULL;
    if (!units)
        return false;
    page->used_title = draft_title(req->mem, catalogue, units, &page->draft);
    page->used_address = str_format(req->mem, QUEUE_ADDRESS "/%lld", (long long)page->draft.id);
    page->draft = (struct saved_draft){0};
    draft_take(req, &page->form, &page->draft);
    page->key = draft_key_new(req->mem);
    response->status = CONFLICT;
    return page_draw(req, page, response, err);
}

static bool redirect(struct request *req, struct response *response, struct str address,
                     const char *done, int64_t id)
{
    response->status = 303;
    response->location =
        id ? str_format(req->mem, "%.*s?nhap=%lld&da=%s", STR_ARG(address), (long long)id, done)
           : str_format(req->mem, "%.*s?da=%s", STR_ARG(address), done);
    return true;
}

/* Keeps it as it is; nothing typed is ever refused. */
static bool save(struct request *req, struct form_page *page, const struct photo_change *photos,
                 const char *step, struct error *err)
{
    draft_take(req, &page->form, &page->draft);
    return draft_write(req->book, req->mem, &page->draft, page->key, str_of(step),
                       page->draft.reason, err) &&
           photos_change(req, page->draft.id, photos, err);
}

/* Who corrects may approve: the draft is next before them. */
static bool correction_sent(struct request *req, struct response *response, int64_t id)
{
    response->status = 303;
    response->location = str_format(req->mem, QUEUE_ADDRESS "/%lld", (long long)id);
    return true;
}

/* Thrown away: nothing of what was typed or sealed stays in it. */
static bool drop(struct request *req, struct form_page *page, struct response *response,
                 struct error *err)
{
    page->draft.state = DRAFT_DROPPED;
    page->draft.cells = S("");
    response->status = 303;
    response->location = record_desk_address(req, page->draft.of);
    return photos_erase(req->book, req->mem, page->draft.id, err) &&
           draft_write(req->book, req->mem, &page->draft, S(""), S("Bỏ bản đính chính"), S(""),
                       err);
}

static bool unfinished_draw(struct request *req, struct form_page *page, struct response *response,
                            struct error *err)
{
    page->is_checked = true;
    response->status = UNPROCESSABLE;
    return page_draw(req, page, response, err);
}

/* What is wrong with the day on which people agreed to photos of theirs; empty: nothing. */
static struct str consent_problem(struct request *req, const struct photo_change *photos)
{
    struct day day;
    struct error err;
    struct str typed = str_trim(request_text(req, "anh_dong_y"));
    if (request_text(req, "anh_dang").len == 0 || photos->count == 0)
        return S("");
    if (typed.len == 0)
        return html_translate(req->messages, S("chưa ghi ngày người trong ảnh đồng ý"));
    if (!vi_day_read(typed, &day, &err))
        return str_copy(req->mem, str_of(err.text));
    return day.number > book_today(req->book).number
               ? html_translate(req->messages, S("ngày đồng ý chưa tới"))
               : S("");
}

static bool hand_in(struct request *req, struct form_page *page, const struct photo_change *photos,
                    struct response *response, struct error *err)
{
    if (!entry_form_check(req, &page->form, page->draft.of, err))
        return false;
    page->consent_problem = consent_problem(req, photos);
    bool are_photos_well = !page->photo_problem.len && !page->consent_problem.len;
    struct str reason = str_trim(request_text(req, "ly_do"));
    bool is_explained = page->form.odd == 0 || reason.len;
    bool is_told = page->draft.of.len == 0 || str_trim(request_text(req, "ly_do_cong_khai")).len;
    bool is_ready = page->form.problems == 0 && is_explained && is_told && are_photos_well;
    if (!is_told)
        page->public_problem = html_translate(req->messages, S("chưa ghi lý do đính chính"));
    if (page->form.problems == 0 && !is_explained)
        page->reason_problem = html_translate(
            req->messages, S("Hãy xem lại những chỗ được nhắc; nếu đúng, ghi lý do ở dưới."));
    if (page->draft.state != DRAFT_RETURNED || is_ready)
        page->draft.state = is_ready ? DRAFT_WAITING : DRAFT_WRITING;
    page->draft.comment = is_ready ? S("") : page->draft.comment;
    if (!save(req, page, photos, is_ready ? "Gửi duyệt" : "Lưu nháp", err))
        return false;
    if (is_ready && page->draft.of.len)
        return correction_sent(req, response, page->draft.id);
    if (is_ready)
        return redirect(req, response, page->action, "gui", 0);
    return unfinished_draw(req, page, response, err);
}

/* A form that is sent twice finds the draft that it has made. */
static bool draft_meant(struct request *req, const struct catalogue_kind *kind, struct str key,
                        struct saved_draft *draft, bool *is_again, struct error *err)
{
    *is_again = false;
    if (!draft_named(req, kind, draft, err))
        return false;
    if (draft->id)
        return true;
    if (!draft_of_key(req->db, req->mem, key, draft, err))
        return false;
    *is_again = draft->id != 0;
    if (*is_again && draft->author != req->visitor->id)
        return fail(err, ERROR_DENIED, "khoa", "biểu mẫu này của người khác");
    return true;
}

/* Keeps the form as it is; a photo that could not be read is told. */
static bool keep(struct request *req, struct form_page *page, const struct photo_change *photos,
                 struct response *response, struct error *err)
{
    if (page->draft.state == DRAFT_WAITING)
        page->draft.state = DRAFT_WRITING;
    if (!save(req, page, photos, "Lưu nháp", err))
        return false;
    if (photos->problem.len)
        return unfinished_draw(req, page, response, err);
    if (!str_is(request_text(req, "viec"), S("tiep")))
        return redirect(req, response, page->action, "luu", page->draft.id);
    response->status = 303;
    response->location = str_format(req->mem, "%.*s?sau=%lld&da=tiep", STR_ARG(page->action),
                                    (long long)page->draft.id);
    return true;
}

/* What a script keeps while somebody types: told in a few bytes where it lies. Never takes back
 * what was handed in; many such savings are one step of the draft's history. */
static bool keep_quietly(struct request *req, struct form_page *page, struct response *response,
                         struct error *err)
{
    const char *step = page->draft.id ? "" : "Lưu nháp";
    if (page->draft.state == DRAFT_WAITING)
        return fail(err, ERROR_CONFLICT, "nhap", "bản này đang chờ duyệt");
    draft_take(req, &page->form, &page->draft);
    if (!draft_write(req->book, req->mem, &page->draft, page->key, str_of(step), S(""), err))
        return false;
    response->type = "application/json";
    response->body = str_format(req->mem, "{\"nhap\":%lld,\"phien_ban\":%lld}",
                                (long long)page->draft.id, (long long)page->draft.version);
    return true;
}

/* Photos are read on the pool; everything else waits for the writer. */
static bool photos_first(struct request *req)
{
    struct sent_photos *photos = arena_one(req->mem, struct sent_photos);
    photos_prepare(req, photos);
    req->carry = photos;
    req->then = draft_form_post;
    return true;
}

bool draft_form_post(struct request *req, struct response *response, struct error *err)
{
    struct form_page page = {0};
    struct photo_change photos;
    if (request_has_file(req) && !req->carry)
        return photos_first(req);
    bool is_again, is_final = str_is(request_text(req, "viec"), S("gui"));
    struct str key = request_text(req, "khoa");
    const struct catalogue_kind *kind = draft_kind_named(req, err);
    if (!kind || !page_start(req, kind, &page, err) ||
        !draft_meant(req, kind, key, &page.draft, &is_again, err))
        return false;
    page.key = key;
    if (page.draft.of.len && str_is(request_text(req, "viec"), S("bo")))
        return drop(req, &page, response, err);
    entry_form_take(req, &page.form);
    if (!entry_form_correct(req, &page.form, page.draft.of, err))
        return false;
    if (!photos_plan(req, page.draft.id, req->carry, &photos, err))
        return false;
    page.photo_problem = photos.problem;
    struct saved_draft sent = page.draft;
    draft_take(req, &page.form, &sent);
    if (page.draft.state == DRAFT_WAITING && is_unchanged(&sent, &page.draft) && photos.is_none)
        return redirect(req, response, page.action, "gui", 0);
    if (is_again && page.draft.state != DRAFT_WRITING)
        return used_draw(req, &page, response, err);
    int64_t version = request_int(req, "phien_ban", 0);
    bool is_theirs = version != page.draft.version && !is_unchanged(&sent, &page.draft);
    if (page.draft.id && !is_again && is_theirs)
        return conflict_draw(req, &page, response, err);
    if (str_is(request_text(req, "viec"), S("giu")))
        return keep_quietly(req, &page, response, err);
    if (is_final)
        return hand_in(req, &page, &photos, response, err);
    return keep(req, &page, &photos, response, err);
}
