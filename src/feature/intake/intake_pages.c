/* Lists from files: uploaded, their columns meant, taken in, taken back. */
#include "feature/intake/intake_pages.h"

#include "base/file.h"
#include "base/sha256.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"

#include <stdatomic.h>

enum { KEY_BYTES = 16, LISTS_SHOWN = 50, RECORDS_SHOWN = 50, UNPROCESSABLE = 422 };

static const char *const state_words[] = {
    [INTAKE_STAGED] = MESSAGE("Đang xem trước"), [INTAKE_RUNNING] = MESSAGE("Đang nhập"),
    [INTAKE_DONE] = MESSAGE("Đã nhập"),          [INTAKE_STOPPED] = MESSAGE("Dừng giữa chừng"),
    [INTAKE_UNDOING] = MESSAGE("Đang hủy"),      [INTAKE_UNDONE] = MESSAGE("Đã hủy cả tệp"),
    [INTAKE_DROPPED] = MESSAGE("Đã bỏ"),
};

struct str intake_address(struct arena *mem, int64_t id)
{
    return str_format(mem, INTAKE_ADDRESS "/%lld", (long long)id);
}

/* ---- rights ---- */

/* True if the visitor may bring lists of the kind for all units of its records. */
static bool holds_units(const struct visitor *visitor, const struct unit_tree *units,
                        const struct catalogue_kind *kind, const struct intake *intake)
{
    struct str rest = intake->units, code;
    if (rest.len == 0 || !kind)
        return false;
    while (str_cut(&rest, ' ', &code))
        if (!visitor_may(visitor, intake_roles(kind), unit_find(units, code)))
            return false;
    return true;
}

/* A staged table is its owner's alone: nobody knows yet whose rows it holds. */
static bool is_open(const struct visitor *visitor, const struct unit_tree *units,
                    const struct catalogue_kind *kind, const struct intake *intake)
{
    return intake->account == visitor->id ||
           (intake->state != INTAKE_STAGED && holds_units(visitor, units, kind, intake));
}

/* The list that the address names. */
static bool one_find(struct request *req, struct intake *intake, const struct catalogue_kind **kind,
                     struct error *err)
{
    int64_t id;
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct unit_tree *units = catalogue ? unit_tree_of(req->book, req->db, err) : NULL;
    if (!units)
        return false;
    if (!str_to_int(req->part[0], &id))
        return fail(err, ERROR_MISSING, "so", "không có lần nhập này");
    if (!intake_find(req->db, req->mem, id, intake, err))
        return false;
    *kind = catalogue_kind(catalogue, intake->kind);
    return is_open(req->visitor, units, *kind, intake) ||
           fail(err, ERROR_DENIED, "so", "lần nhập này của người khác");
}

/* ---- the start ---- */

struct str intake_key_new(struct arena *mem)
{
    unsigned char bytes[KEY_BYTES];
    random_bytes(bytes, sizeof bytes);
    return hex_of(mem, bytes, sizeof bytes);
}

static bool list_add_row(struct request *req, const struct catalogue_kind *kind,
                         const struct intake *intake, struct start_page *page, struct error *err)
{
    struct str who;
    struct intake_row *row = list_add(&page->rows, req->mem);
    if (!account_name(req->db, req->mem, str_format(req->mem, "u%lld", (long long)intake->account),
                      &who, err))
        return false;
    row->address = intake_address(req->mem, intake->id);
    row->title = str_format(req->mem, "%lld. %.*s: %.*s", (long long)intake->id,
                            STR_ARG(kind ? kind->label : intake->kind), STR_ARG(intake->file_name));
    row->state = html_translate(req->messages, str_of(state_words[intake->state]));
    row->meta = str_format(req->mem, "%.*s, %.*s, %.*s dòng, %.*s hồ sơ", STR_ARG(who),
                           STR_ARG(vi_moment(req->mem, intake->made)),
                           STR_ARG(vi_count(req->mem, intake->rows)),
                           STR_ARG(vi_count(req->mem, intake->added)));
    return true;
}

static bool start_fill(struct request *req, struct start_page *page, struct str chosen,
                       struct error *err)
{
    struct intakes_list list = {0};
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct unit_tree *units = catalogue ? unit_tree_of(req->book, req->db, err) : NULL;
    if (!units || !intakes_newest(req->db, req->mem, LISTS_SHOWN, &list, err))
        return false;
    for (size_t i = 0; i < catalogue->kinds.count; i++) {
        const struct catalogue_kind *kind = &catalogue->kinds.at[i];
        if (intake_is_open_to(req->visitor, kind))
            *list_add(&page->kinds, req->mem) =
                (struct intake_option){kind->slug, kind->label, str_is(kind->slug, chosen)};
    }
    for (size_t i = 0; i < list.count; i++) {
        const struct catalogue_kind *kind = catalogue_kind(catalogue, list.at[i].kind);
        if (is_open(req->visitor, units, kind, &list.at[i]) &&
            !list_add_row(req, kind, &list.at[i], page, err))
            return false;
    }
    return true;
}

static bool start_draw(struct request *req, struct start_page *page, struct response *response,
                       struct error *err)
{
    page->frame.title = html_translate(req->messages, S("Nhập danh sách từ tệp"));
    page->frame.address = S(INTAKE_ADDRESS);
    if (!start_fill(req, page, request_text(req, "loai"), err))
        return false;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    intake_start_html(&out, page);
    return page_respond(response, &out, err);
}

bool intake_start_page(struct request *req, struct response *response, struct error *err)
{
    struct start_page page = {.key = intake_key_new(req->mem)};
    if (str_is(request_text(req, "da"), S("bo")))
        page.done = html_translate(req->messages, S("Đã bỏ tệp đó, không dòng nào vào sổ."));
    return start_draw(req, &page, response, err);
}

/* ---- uploading ---- */

struct upload {
    struct intake intake;
    struct str table, key;
};

static bool lead_to(struct response *response, struct str address)
{
    response->status = 303;
    response->location = address;
    return true;
}

static bool upload_write(struct request *req, struct response *response, struct error *err)
{
    struct upload *upload = req->carry;
    struct intake known;
    if (!intake_of_key(req->db, req->mem, upload->key, &known, err))
        return false;
    if (known.id && known.account != req->visitor->id)
        return fail(err, ERROR_DENIED, "khoa", "biểu mẫu này của người khác");
    if (!known.id) {
        upload->intake.account = req->visitor->id;
        if (!intake_add(req->book, req->mem, &upload->intake, upload->table, upload->key, err))
            return false;
        known = upload->intake;
    }
    return lead_to(response, intake_address(req->mem, known.id));
}

/* The name that the browser gave the file, fit to be shown: without folders, short. */
static struct str name_shown(struct request *req)
{
    struct str name = str_trim(req->file_name);
    for (size_t i = name.len; i > 0; i--)
        if (name.at[i - 1] == '/' || name.at[i - 1] == '\\') {
            name = str_part(name, i, name.len);
            break;
        }
    if (name.len == 0 || name.len > 200 || !utf8_is_valid(name) || unicode_has_control(name))
        return html_translate(req->messages, S("tệp không tên"));
    return unicode_nfc(req->mem, name);
}

/* What is wrong with a file is said above the form. */
static bool upload_again(struct request *req, const char *problem, struct response *response,
                         struct error *err)
{
    struct start_page page = {.key = request_text(req, "khoa"),
                              .sheet = request_text(req, "trang")};
    struct str text = html_translate(req->messages, str_of(problem));
    page.problem = str_copy(req->mem, unicode_upper_first(req->mem, text));
    response->status = UNPROCESSABLE;
    return start_draw(req, &page, response, err);
}

static const struct catalogue_kind *kind_chosen(struct request *req, struct error *err)
{
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct catalogue_kind *kind =
        catalogue ? catalogue_kind_of_slug(catalogue, request_text(req, "loai")) : NULL;
    if (catalogue && !kind)
        fail(err, ERROR_INVALID, "loai", "chưa chọn loại việc của danh sách");
    if (kind && !intake_is_open_to(req->visitor, kind)) {
        fail(err, ERROR_DENIED, "loai", "bạn không nhập danh sách loại này");
        return NULL;
    }
    return kind;
}

bool intake_upload_post(struct request *req, struct response *response, struct error *err)
{
    struct upload *upload = arena_one(req->mem, struct upload);
    struct intake_table table;
    struct error wrong = {0};
    struct str bytes = request_text(req, "tep");
    const struct catalogue_kind *kind = kind_chosen(req, &wrong);
    if (!kind && wrong.kind != ERROR_INVALID) {
        *err = wrong;
        return false;
    }
    if (!kind)
        return upload_again(req, wrong.text, response, err);
    if (bytes.len == 0)
        return upload_again(req, MESSAGE("chưa chọn tệp, hoặc tệp trống"), response, err);
    bool is_well =
        intake_file_read(req->book, req->mem, bytes, str_trim(request_text(req, "trang")), &table,
                         &upload->intake.notes, &wrong) &&
        intake_table_pack(req->mem, &table, &upload->table, &wrong);
    if (!is_well && wrong.kind != ERROR_INVALID) {
        *err = wrong;
        return false;
    }
    if (!is_well)
        return upload_again(req, wrong.text, response, err);
    size_t count;
    const struct listing_column *columns = record_columns(req->mem, kind, &count);
    size_t header = intake_table_header(req->mem, &table, columns, count);
    if (table.count == header + 1)
        return upload_again(req, MESSAGE("tệp chỉ có dòng đầu, không có dòng số liệu nào"),
                            response, err);
    upload->intake.kind = kind->code;
    upload->intake.state = INTAKE_STAGED;
    upload->intake.file_name = name_shown(req);
    upload->intake.rows = (int64_t)(table.count - header - 1);
    upload->key = request_text(req, "khoa");
    req->then = upload_write;
    req->carry = upload;
    return true;
}

/* ---- a staged list ---- */

static bool preview_read(struct request *req, const struct intake *intake,
                         struct preview_page *page, struct intake_list *list, struct error *err)
{
    struct str rest = intake->notes, note;
    page->mem = req->mem;
    page->intake = *intake;
    page->address = intake_address(req->mem, intake->id);
    page->frame.address = page->address;
    page->frame.title = html_translate(req->messages, S("Xem trước khi nhập"));
    while (rest.len && str_cut(&rest, '\n', &note))
        *list_add(&page->notes, req->mem) = note;
    return intake_list_read(req->book, req->db, req->mem, intake, list, err) &&
           preview_fill(req, list, page, err);
}

static bool preview_draw(struct request *req, struct preview_page *page, struct response *response,
                         struct error *err)
{
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    intake_preview_html(&out, page);
    return page_respond(response, &out, err);
}

/* ---- a list that has begun ---- */

static bool records_fill(struct request *req, struct run_page *page, struct error *err)
{
    struct intake_records records = {0};
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    if (!catalogue ||
        !intake_records_of(req->db, req->mem, page->intake.id, 0, RECORDS_SHOWN, &records, err))
        return false;
    for (size_t i = 0; i < records.count; i++) {
        struct record record;
        if (!record_find(req->db, req->mem, records.at[i].no, &record, err))
            return false;
        struct intake_row *row = list_add(&page->records, req->mem);
        row->address = record_address(req->mem, catalogue, record.no);
        row->title = record.title;
        row->meta = str_format(req->mem, "dòng %lld, %.*s", (long long)records.at[i].line,
                               STR_ARG(record.no));
    }
    return true;
}

static bool run_draw(struct request *req, const struct catalogue_kind *kind, struct run_page *page,
                     struct response *response, struct error *err)
{
    const struct intake *intake = &page->intake;
    bool is_undo = intake->state == INTAKE_UNDOING;
    page->mem = req->mem;
    page->kind_label = kind ? kind->label : intake->kind;
    page->address = intake_address(req->mem, intake->id);
    page->when = vi_moment(req->mem, intake->made);
    page->total = is_undo ? intake->added : intake->rows;
    page->done = is_undo ? intake->undone : intake->done;
    page->may_undo =
        intake->added > 0 && (intake->state == INTAKE_DONE || intake->state == INTAKE_STOPPED);
    page->frame.address = page->address;
    page->frame.title = html_translate(req->messages, str_of(state_words[intake->state]));
    if (intake->state == INTAKE_RUNNING || is_undo)
        response->again_s = 2;
    if (!account_name(req->db, req->mem, str_format(req->mem, "u%lld", (long long)intake->account),
                      &page->who, err) ||
        !records_fill(req, page, err))
        return false;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    intake_run_html(&out, page);
    return page_respond(response, &out, err);
}

bool intake_one_page(struct request *req, struct response *response, struct error *err)
{
    struct preview_page page = {0};
    struct run_page run = {0};
    struct intake_list list;
    const struct catalogue_kind *kind;
    if (!one_find(req, &page.intake, &kind, err))
        return false;
    run.intake = page.intake;
    if (page.intake.state == INTAKE_DROPPED)
        return fail(err, ERROR_MISSING, "so", "tệp này đã bỏ; hãy tải lại nếu còn cần");
    if (page.intake.state != INTAKE_STAGED)
        return run_draw(req, kind, &run, response, err);
    return preview_read(req, &run.intake, &page, &list, err) &&
           preview_draw(req, &page, response, err);
}

/* ---- deciding ---- */

/* On the writer things may have gone on: the list is asked for again. */
static bool one_again(struct request *req, struct intake *intake, struct error *err)
{
    const struct catalogue_kind *kind;
    return one_find(req, intake, &kind, err);
}

/* Who brought a list may have lost a place since: then its records are somebody else's. */
static bool may_undo(struct request *req, const struct intake *intake, struct error *err)
{
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct unit_tree *units = catalogue ? unit_tree_of(req->book, req->db, err) : NULL;
    if (!units)
        return false;
    const struct catalogue_kind *kind = catalogue_kind(catalogue, intake->kind);
    return holds_units(req->visitor, units, kind, intake) ||
           fail(err, ERROR_DENIED, "so", "bạn không giữ phần việc của mọi nơi trong tệp này");
}

static bool columns_write(struct request *req, struct response *response, struct error *err)
{
    struct intake intake = {0};
    struct intake_list list;
    if (!one_again(req, &intake, err))
        return false;
    if (intake.state != INTAKE_STAGED)
        return lead_to(response, intake_address(req->mem, intake.id));
    if (!intake_list_read(req->book, req->db, req->mem, &intake, &list, err))
        return false;
    for (size_t i = 0; i < list.table.columns; i++)
        list.codes[i] = request_many(req, str_format(req->mem, "cot-%zu", i));
    intake.mapping = intake_list_mapping(req->mem, &list);
    return mapping_write(req->db, intake.kind, intake_list_hash(req->mem, &list), intake.mapping,
                         err) &&
           intake_write(req->book, req->mem, &intake, err) &&
           lead_to(response, intake_address(req->mem, intake.id));
}

static bool drop_write(struct request *req, struct response *response, struct error *err)
{
    struct intake intake = {0};
    if (!one_again(req, &intake, err))
        return false;
    if (intake.state == INTAKE_STAGED) {
        intake.state = INTAKE_DROPPED;
        if (!intake_write(req->book, req->mem, &intake, err) ||
            !intake_table_erase(req->db, intake.id, err))
            return false;
    }
    return lead_to(response, S(INTAKE_ADDRESS "?da=bo"));
}

static struct str subject_of(struct arena *mem, const struct intake *intake)
{
    return str_format(mem, "%lld, %.*s, %.*s", (long long)intake->id, STR_ARG(intake->kind),
                      STR_ARG(intake->file_name));
}

static bool begin_write(struct request *req, struct response *response, struct error *err)
{
    struct intake intake = {0};
    const struct intake *checked = req->carry;
    if (!one_again(req, &intake, err))
        return false;
    bool may_begin = intake.state == INTAKE_STAGED || intake.state == INTAKE_STOPPED;
    if (may_begin) {
        intake.state = INTAKE_RUNNING;
        intake.problem = S("");
        intake.mapping = checked->mapping;
        intake.reason = checked->reason;
        if (!trail_add(req, S("Nhập tệp"), subject_of(req->mem, &intake), err) ||
            !intake_step(req->book, req->mem, &intake, err))
            return false;
    }
    return lead_to(response, intake_address(req->mem, intake.id));
}

static bool undo_write(struct request *req, struct response *response, struct error *err)
{
    struct intake intake = {0};
    if (!one_again(req, &intake, err))
        return false;
    if (intake.state == INTAKE_DONE || intake.state == INTAKE_STOPPED) {
        if (!may_undo(req, &intake, err))
            return false;
        intake.state = INTAKE_UNDOING;
        intake.problem = S("");
        intake.undo_reason = str_trim(request_text(req, "ly_do"));
        if (!trail_add(req, S("Hủy cả tệp đã nhập"), subject_of(req->mem, &intake), err) ||
            !intake_step(req->book, req->mem, &intake, err))
            return false;
    }
    return lead_to(response, intake_address(req->mem, intake.id));
}

/* Everything is looked at once more before the first row enters. */
static bool begin_ask(struct request *req, struct preview_page *page, struct response *response,
                      struct error *err)
{
    struct intake_list list;
    struct intake *checked = arena_one(req->mem, struct intake);
    struct intake intake = page->intake;
    page->reason = str_trim(request_text(req, "ly_do"));
    if (!preview_read(req, &intake, page, &list, err))
        return false;
    if (page->columns_problem.len || page->counts.problems)
        page->problem = html_translate(
            req->messages, S("Còn chỗ sai nên chưa dòng nào vào sổ. Sửa trong tệp rồi tải lại."));
    else if (page->odd.count && page->reason.len == 0)
        page->problem = html_translate(
            req->messages, S("Hãy xem lại những chỗ được nhắc; nếu đúng, ghi lý do ở dưới."));
    if (page->problem.len) {
        response->status = UNPROCESSABLE;
        return preview_draw(req, page, response, err);
    }
    checked->mapping = intake_list_mapping(req->mem, &list);
    checked->reason = page->reason;
    req->then = begin_write;
    req->carry = checked;
    return true;
}

static bool undo_ask(struct request *req, const struct catalogue_kind *kind,
                     const struct intake *intake, struct response *response, struct error *err)
{
    struct run_page page = {.intake = *intake};
    req->then = undo_write;
    if (str_trim(request_text(req, "ly_do")).len)
        return true;
    req->then = NULL;
    page.problem = html_translate(req->messages, S("chưa ghi lý do hủy"));
    response->status = UNPROCESSABLE;
    return run_draw(req, kind, &page, response, err);
}

bool intake_one_post(struct request *req, struct response *response, struct error *err)
{
    struct preview_page page = {0};
    const struct catalogue_kind *kind = NULL;
    struct str what = request_text(req, "viec");
    if (!one_find(req, &page.intake, &kind, err))
        return false;
    if (str_is(what, S("huy")))
        return undo_ask(req, kind, &page.intake, response, err);
    if (str_is(what, S("nhap")) && page.intake.state == INTAKE_STAGED)
        return begin_ask(req, &page, response, err);
    if (str_is(what, S("tiep")) && page.intake.state == INTAKE_STOPPED) {
        struct intake *checked = arena_one(req->mem, struct intake);
        *checked = page.intake;
        req->then = begin_write;
        req->carry = checked;
        return true;
    }
    if (str_is(what, S("bo")) || str_is(what, S("cot"))) {
        req->then = str_is(what, S("bo")) ? drop_write : columns_write;
        return true;
    }
    return lead_to(response, intake_address(req->mem, page.intake.id)); /* sent twice */
}
