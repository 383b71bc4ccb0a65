#include "feature/frame_parts.h"

#include "base/unicode.h"
#include "base/vi_text.h"

enum {
    PAGE_MAX_BYTES = 4 * 1024 * 1024,
    ROOT_SHOWN_DIGITS = 12,
    MENU_MAX = 32,
    UNITS_SHOWN_MAX = UNIT_DEPTH_MAX + 1,
};

/* ---- whose pages they are ---- */

/* A unit as the masthead needs it. The compiled tree belongs to feature/unit, which stands above
 * this folder, so the few names are read here. */
struct named_unit {
    struct str code, parent, label, name, address;
    struct day first, last;
    bool is_home;
};

struct named_units {
    struct named_unit at[UNITS_SHOWN_MAX];
    size_t count;
    struct day newest; /* day of the newest record; DAY_NONE: no records yet */
};

static bool units_read(struct db *db, struct arena *mem, struct named_units *units,
                       struct error *err)
{
    struct query query =
        db_query(db, "SELECT u.code, u.parent, u.label, u.name, u.address, u.first_day, u.last_day,"
                     "       CASE WHEN u.id = a.unit THEN 1 ELSE 0 END,"
                     "       (SELECT MAX(day) FROM known_until)"
                     "  FROM unit_above a JOIN unit u ON u.id = a.above"
                     " WHERE a.unit = COALESCE((SELECT MIN(id) FROM unit WHERE kind = 'commune'),"
                     "                         (SELECT MIN(id) FROM unit WHERE parent = ''))"
                     " ORDER BY u.id");
    while (query_next(&query)) {
        if (units->count == UNITS_SHOWN_MAX)
            continue;
        struct named_unit *unit = &units->at[units->count++];
        unit->code = take_text(&query, mem);
        unit->parent = take_text(&query, mem);
        unit->label = take_text(&query, mem);
        unit->name = take_text(&query, mem);
        unit->address = take_text(&query, mem);
        unit->first = take_day(&query);
        unit->last = take_day(&query);
        unit->is_home = take_int(&query) != 0;
        units->newest = take_day(&query);
    }
    return query_end(&query, err);
}

/* "thị trấn A": a name that begins with its label is not doubled. */
static struct str unit_words(struct arena *mem, const struct named_unit *unit)
{
    struct str name = unit->name;
    if (str_starts(vi_fold(mem, name), vi_fold(mem, unit->label)))
        name = str_trim(str_part(name, unit->label.len, name.len));
    return str_format(mem, "%.*s %.*s", STR_ARG(unit->label), STR_ARG(name));
}

static const struct named_unit *unit_above_of(const struct named_units *units,
                                              const struct named_unit *unit)
{
    for (size_t i = 0; i < units->count; i++)
        if (unit->parent.len && str_is(units->at[i].code, unit->parent))
            return &units->at[i];
    return NULL;
}

static bool is_there_on(const struct named_unit *unit, struct day day)
{
    return !day_is_known(day) ||
           (unit->first.number <= day.number && day.number <= unit->last.number);
}

/* Levels that are gone on the newest record's day (a huyện after 30/6/2025) are passed over. */
static void names_fill(struct arena *mem, const struct named_units *units, struct page_frame *frame)
{
    const struct named_unit *unit = NULL;
    for (size_t i = 0; i < units->count; i++)
        if (units->at[i].is_home)
            unit = &units->at[i];
    if (!unit)
        return;
    frame->committee =
        str_format(mem, "Ủy ban Mặt trận Tổ quốc Việt Nam %.*s", STR_ARG(unit_words(mem, unit)));
    frame->office = unit->address;
    list_of(struct str) above = {0};
    while ((unit = unit_above_of(units, unit)) && above.count < UNITS_SHOWN_MAX)
        if (is_there_on(unit, units->newest))
            *list_add(&above, mem) = unit_words(mem, unit);
    struct str words = str_join(mem, above.at, above.count, S(", "));
    frame->above = words.len ? unicode_upper_first(mem, words) : words;
}

static void book_fill(struct request *req, struct page_frame *frame)
{
    struct named_units units = {.newest = DAY_NONE};
    struct error ignored;
    struct sha256 root;
    if (!units_read(req->db, req->mem, &units, &ignored) ||
        !journal_head(req->db, &frame->entries, &root, &ignored))
        return;
    names_fill(req->mem, &units, frame);
    frame->root = str_part(sha256_hex(req->mem, &root), 0, ROOT_SHOWN_DIGITS);
    frame->is_sample = book_setting(req->db, req->mem, "sample").len > 0;
    frame->site = book_setting(req->db, req->mem, "site");
}

/* ---- menu ---- */

static void menu_fill(struct request *req, struct page_frame *frame)
{
    const struct menu_item *items[MENU_MAX];
    size_t count = 0;
    for (size_t i = 0; i < req->book->features_count; i++) {
        const struct feature *feature = req->book->features[i];
        for (size_t k = 0; k < feature->menu_count && count < MENU_MAX; k++) {
            size_t place = count++;
            for (; place > 0 && items[place - 1]->order > feature->menu[k].order; place--)
                items[place] = items[place - 1];
            items[place] = &feature->menu[k];
        }
    }
    frame->items = arena_many(req->mem, struct menu_entry, count);
    frame->items_count = count;
    for (size_t i = 0; i < count; i++)
        frame->items[i] = (struct menu_entry){
            .address = str_of(items[i]->address),
            .label = html_translate(req->messages, str_of(items[i]->label)),
            .is_current = str_is(frame->menu, str_of(items[i]->address)),
        };
}

/* Which guide (docs/huong-dan) goes with which pages: the longest beginning of the path counts. Of
 * pages that several roles work on, the one of whoever has most to do there. */
static const struct {
    const char *path, *guide;
} helps[] = {
    {"/lam-viec/ghi", "truong-ban"},
    {"/lam-viec/nhap", "truong-ban"},
    {"/lam-viec/duyet", "can-bo"},
    {"/lam-viec/ho-so", "can-bo"},
    {"/lam-viec/nhap-tep", "danh-sach"},
    {"/lam-viec/mau", "danh-sach"},
    {"/lam-viec/bao-cao", "so-ket"},
    {"/lam-viec/hoi-nghi", "so-ket"},
    {"/lam-viec/so-cong-van", "van-ban"},
    {"/lam-viec/tin", "dang-tin"},
    {"/lam-viec/lien-ket", "trang-thong-tin"},
    {"/lam-viec/bao-sai", "trang-thong-tin"},
    {"/lam-viec/chi-tieu", "chu-tich"},
    {"/tai-khoan", "tai-khoan"},
    {"/dang-nhap", "tai-khoan"},
    {"/dat-mat-khau", "tai-khoan"},
    {"/quan-tri", "quan-tri"},
    {"/quan-tri/nhat-ky", "thanh-tra"},
    {"/soi-bai-bao", "soi-bai-bao"},
    {"/niem-yet", "niem-yet-doc-loa"},
    {"/doc-loa", "niem-yet-doc-loa"},
};

static struct str help_address(struct arena *mem, struct str path)
{
    const char *guide = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < COUNT_OF(helps); i++) {
        struct str start = str_of(helps[i].path);
        bool is_below =
            str_is(path, start) || (str_starts(path, start) && path.at[start.len] == '/');
        if (is_below && start.len > longest) {
            longest = start.len;
            guide = helps[i].guide;
        }
    }
    return guide ? str_format(mem, "/tro-giup/%s", guide) : S("/tro-giup");
}

void frame_fill(struct request *req, struct page_frame *frame)
{
    frame->help = help_address(req->mem, req->path);
    frame->language = req->language;
    frame->visitor = req->visitor;
    if (req->db)
        book_fill(req, frame);
    if (req->book)
        menu_fill(req, frame);
}

/* ---- who may where ---- */

static bool may_open(const struct request *req, const struct route *route)
{
    struct str role = str_of(route->role);
    role = str_part(role, 0, str_find_char(role, '@'));
    return role.len == 0 || visitor_has(req->visitor, str_c(req->mem, role));
}

bool frame_may(const struct request *req, const char *path)
{
    for (size_t i = 0; i < req->book->features_count; i++) {
        const struct feature *feature = req->book->features[i];
        for (size_t k = 0; k < feature->routes_count; k++)
            if (feature->routes[k].method == METHOD_GET &&
                strcmp(feature->routes[k].path, path) == 0)
                return may_open(req, &feature->routes[k]);
    }
    return false;
}

/* ---- what templates ask for ---- */

struct str frame_whole_title(struct arena *mem, const struct page_frame *frame)
{
    struct str site = frame->committee.len ? frame->committee : S("doanket");
    if (frame->title.len == 0)
        return site;
    return str_format(mem, "%.*s - %.*s", STR_ARG(frame->title), STR_ARG(site));
}

struct str frame_file_address(struct arena *mem, struct str address, const char *part)
{
    size_t query = str_find_char(address, '?');
    return str_format(mem, "%.*s/%s%.*s", STR_ARG(str_part(address, 0, query)), part,
                      STR_ARG(str_part(address, query, address.len)));
}

struct html page_html(const struct request *req)
{
    return html_new(req->mem, req->messages, PAGE_MAX_BYTES);
}

bool page_respond(struct response *response, const struct html *out, struct error *err)
{
    struct html_piece page = html_end(out);
    if (!page.bytes.at)
        return fail(err, ERROR_BROKEN, "page", "trang dài quá mức cho phép");
    respond_html(response, page);
    return true;
}

struct html_piece frame_chart(struct arena *mem, struct str svg)
{
    struct html out = html_new(mem, NULL, svg.len + 1);
    html_literal(&out, svg);
    return html_end(&out);
}

/* ---- errors ---- */

struct error_words {
    const char *title, *advice;
};

static const struct error_words error_words[] = {
    [ERROR_NONE] = {MESSAGE("Không có gì để xem"), MESSAGE("Bạn có thể bắt đầu lại từ trang chủ.")},
    [ERROR_INVALID] = {MESSAGE("Yêu cầu chưa đúng"),
                       MESSAGE("Hãy kiểm tra lại địa chỉ hoặc những gì đã gửi, rồi thử lại.")},
    [ERROR_DENIED] = {MESSAGE("Trang này không dành cho bạn"),
                      MESSAGE("Nếu đó là việc của bạn, hãy hỏi người quản trị của đơn vị.")},
    [ERROR_MISSING] =
        {MESSAGE("Không tìm thấy trang này"),
         MESSAGE("Có thể địa chỉ bị gõ thiếu hoặc gõ nhầm. Bạn có thể tìm theo từ, hoặc xem "
                 "các kỳ báo cáo.")},
    [ERROR_CONFLICT] = {MESSAGE("Trái với số liệu đang có"),
                        MESSAGE("Hãy tải lại trang để xem số liệu mới nhất, rồi thử lại.")},
    [ERROR_BUSY] = {MESSAGE("Máy chủ đang bận"),
                    MESSAGE("Xin chờ vài giây rồi tải lại trang. Những gì đã ghi không bị mất.")},
    [ERROR_BROKEN] =
        {MESSAGE("Trang này đang gặp sự cố"),
         MESSAGE("Lỗi đã được ghi lại cho người quản trị. Số liệu đã ghi không bị mất. Xin "
                 "thử lại sau ít phút.")},
};

static void error_page_write(struct request *req, const struct error *err,
                             struct response *response)
{
    const struct error_words *words = &error_words[err->kind];
    struct frame_error error = {
        .status = error_http_status(err->kind),
        .title = html_translate(req->messages, str_of(words->title)),
        .advice = html_translate(req->messages, str_of(words->advice)),
        .has_search = err->kind == ERROR_MISSING || err->kind == ERROR_INVALID,
    };
    /* What broke is the operator's business and stands in the log. */
    if (err->kind != ERROR_BROKEN && err->text[0])
        error.reason = unicode_upper_first(req->mem, str_copy(req->mem, str_of(err->text)));
    struct page_frame frame = {.title = error.title};
    frame_fill(req, &frame);
    struct html out = page_html(req);
    frame_error_html(&out, &frame, &error);
    respond_html(response, html_end(&out));
    response->status = error.status;
    response->is_private = true;
}

struct db *frame_snapshot(struct request *req)
{
    struct error ignored;
    struct db *reader = NULL;
    if (req->db || !req->book || !book_reader(req->book, &reader, &ignored))
        return NULL;
    if (db_begin(reader, &ignored))
        req->db = reader;
    return reader;
}

void frame_snapshot_end(struct request *req, struct db *reader)
{
    if (!reader)
        return;
    db_rollback(reader);
    db_close(reader);
    req->db = NULL;
}

/* Where the database itself may be the trouble it is left alone. */
void frame_error_page(struct request *req, const struct error *err, struct response *response)
{
    bool is_calm = err->kind != ERROR_BROKEN && err->kind != ERROR_BUSY;
    struct db *reader = is_calm ? frame_snapshot(req) : NULL;
    error_page_write(req, err, response);
    frame_snapshot_end(req, reader);
}
