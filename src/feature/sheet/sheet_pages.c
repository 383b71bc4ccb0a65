#include "feature/sheet/sheet_pages.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "document/qr.h"

enum { FILE_MAX_BYTES = 256 * 1024 };

/* ---- what an address asks for ---- */

struct asked {
    struct request *req;
    const struct unit_tree *units;
    const struct unit *unit, *home;
    struct period period;
};

/* The area of /khu-pho/{so} in the book's own unit, as the area's page finds it. */
static const struct unit *area_of(const struct asked *asked, struct str number)
{
    struct str address = str_format(asked->req->mem, "/khu-pho/%.*s", STR_ARG(number));
    struct unit_refs areas = unit_children(asked->req->mem, asked->units, asked->home, DAY_NONE);
    const struct unit *found = NULL;
    for (size_t i = 0; i < areas.count; i++)
        if (str_is(unit_address(asked->req->mem, areas.at[i]), address) &&
            (!found || areas.at[i]->last.number > found->last.number))
            found = areas.at[i];
    return found;
}

/* The unit that the address names; NULL if there is none. */
static const struct unit *unit_asked(const struct asked *asked, struct error *err)
{
    const struct unit *unit;
    struct str number = asked->req->part[0];
    if (!asked->home) {
        fail(err, ERROR_MISSING, "don-vi", "sổ này chưa có đơn vị nên chưa có tờ nào");
        return NULL;
    }
    if (number.len) { /* only the other addresses take the field */
        unit = area_of(asked, number);
        if (!unit)
            fail(err, ERROR_MISSING, "so", "không có khu dân cư số «%.*s»", STR_ARG(number));
        return unit;
    }
    struct str code = request_text(asked->req, "don-vi");
    unit = code.len ? unit_find(asked->units, code) : asked->home;
    if (!unit)
        fail(err, ERROR_MISSING, "don-vi", "sổ không có đơn vị «%.*s»", STR_ARG(code));
    return unit;
}

/* The period of "ky", or the newest half-year with records of the unit. */
static bool period_asked(struct asked *asked, struct error *err)
{
    struct request *req = asked->req;
    struct periods periods = {0};
    struct str code = request_text(req, "ky"), title = unit_title(req->mem, asked->unit);
    struct error why;
    if (!review_periods(req->db, req->mem, asked->unit, &periods, err))
        return false;
    if (periods.count == 0)
        return fail(err, ERROR_MISSING, "ky", "%.*s chưa có việc nào được ghi", STR_ARG(title));
    if (code.len == 0) {
        asked->period = periods.at[0];
        return true;
    }
    if (!period_read(code, &asked->period, &why))
        return fail(err, ERROR_MISSING, "ky", "%s", why.text);
    for (size_t i = 0; i < periods.count; i++)
        if (period_is(periods.at[i], asked->period))
            return true;
    return fail(err, ERROR_MISSING, "ky", "%.*s chưa có việc nào được ghi trong %.*s",
                STR_ARG(title), STR_ARG(vi_period(req->mem, asked->period)));
}

static bool asked_read(struct request *req, struct asked *asked, struct error *err)
{
    *asked = (struct asked){.req = req, .units = unit_tree_of(req->book, req->db, err)};
    if (!asked->units)
        return false;
    asked->home = unit_home(asked->units);
    asked->unit = unit_asked(asked, err);
    return asked->unit && period_asked(asked, err);
}

static bool respond(struct response *response, const struct html *out, struct error *err)
{
    struct html_piece page = html_end(out);
    if (!page.bytes.at)
        return fail(err, ERROR_BROKEN, "page", "trang dài quá mức cho phép");
    respond_html(response, page);
    return true;
}

static struct sheet_link sheet_link(const struct asked *asked, enum sheet_kind kind)
{
    struct request *req = asked->req;
    return (struct sheet_link){
        sheet_address(req->mem, kind, asked->period, asked->unit, asked->home),
        html_translate(req->messages, sheet_label(kind))};
}

static struct sheet_link unit_link(const struct asked *asked)
{
    struct arena *mem = asked->req->mem;
    struct str address = unit_address(mem, asked->unit);
    if (address.len == 0)
        address = review_address(mem, asked->period, asked->unit, asked->home);
    return (struct sheet_link){address, unit_title(mem, asked->unit)};
}

/* "Bản niêm yết, 6 tháng đầu năm 2022, khu phố 3". */
static struct str sheet_title(const struct asked *asked, enum sheet_kind kind)
{
    struct arena *mem = asked->req->mem;
    return str_format(
        mem, "%.*s, %.*s, %.*s", STR_ARG(html_translate(asked->req->messages, sheet_label(kind))),
        STR_ARG(unit_phrase(mem, asked->unit)), STR_ARG(vi_period(mem, asked->period)));
}

/* ---- the posting ---- */

static bool posting_draw(const struct asked *asked, struct html *out, struct error *err)
{
    struct request *req = asked->req;
    struct posted *posting = arena_one(req->mem, struct posted);
    struct posting_content page = {.posting = posting};
    struct str svg;
    if (!posting_compose(req->book, req->db, req->mem, asked->unit, asked->period, posting, err))
        return false;
    page.committee = unicode_upper(req->mem, posting->team.committee);
    page.place = unicode_upper_first(req->mem, posting->team.place);
    page.post = unicode_upper(req->mem, posting->team.post);
    page.other = sheet_link(asked, SHEET_LOUDSPEAKER);
    page.unit = unit_link(asked);
    if (posting->is_whole && posting->address.len <= QR_TEXT_MAX_BYTES) {
        if (!qr_svg(req->mem, posting->address, posting->address, &svg, err))
            return false;
        page.code = frame_chart(req->mem, svg);
    }
    page.frame = (struct page_frame){
        .title = sheet_title(asked, SHEET_POSTING),
        .description = str_format(req->mem, "%.*s, %.*s: một trang A4 để dán ở nơi công cộng",
                                  STR_ARG(posting->title), STR_ARG(posting->team.place)),
        .address = sheet_link(asked, SHEET_POSTING).address,
        .is_sheet = true};
    frame_fill(req, &page.frame);
    *out = page_html(req);
    posting_html(out, &page);
    return true;
}

/* ---- the loudspeaker's text ---- */

static bool loudspeaker_draw(const struct asked *asked, struct html *out, struct error *err)
{
    struct request *req = asked->req;
    struct loudspeaker *text = arena_one(req->mem, struct loudspeaker);
    struct loudspeaker_content page = {.text = text};
    if (!loudspeaker_compose(req->book, req->db, req->mem, asked->unit, asked->period, text, err))
        return false;
    page.title = sheet_link(asked, SHEET_LOUDSPEAKER).label;
    page.place = str_format(req->mem, "%.*s · %.*s", STR_ARG(unit_title(req->mem, asked->unit)),
                            STR_ARG(vi_period(req->mem, asked->period)));
    page.words = vi_count(req->mem, (int64_t)text->words);
    page.time = loudspeaker_time(req->mem, text->words);
    page.unread = str_join(req->mem, text->unread.at, text->unread.count, S(", "));
    page.other = sheet_link(asked, SHEET_POSTING);
    page.unit = unit_link(asked);
    page.frame = (struct page_frame){.title = sheet_title(asked, SHEET_LOUDSPEAKER),
                                     .description =
                                         str_format(req->mem, "%.*s: đọc trên loa trong %.*s",
                                                    STR_ARG(sheet_title(asked, SHEET_LOUDSPEAKER)),
                                                    STR_ARG(page.time)),
                                     .address = sheet_link(asked, SHEET_LOUDSPEAKER).address,
                                     .is_sheet = true};
    struct str address = page.frame.address;
    size_t mark = str_find_char(address, '?');
    page.file = str_format(req->mem, "%.*s.txt%.*s", STR_ARG(str_part(address, 0, mark)),
                           STR_ARG(str_part(address, mark, address.len)));
    frame_fill(req, &page.frame);
    *out = page_html(req);
    loudspeaker_html(out, &page);
    return true;
}

/* ---- answers ---- */

static bool posting_get(struct request *req, struct response *response, struct error *err)
{
    struct asked asked;
    struct html out;
    return asked_read(req, &asked, err) && posting_draw(&asked, &out, err) &&
           respond(response, &out, err);
}

static bool loudspeaker_get(struct request *req, struct response *response, struct error *err)
{
    struct asked asked;
    struct html out;
    return asked_read(req, &asked, err) && loudspeaker_draw(&asked, &out, err) &&
           respond(response, &out, err);
}

static bool loudspeaker_file_get(struct request *req, struct response *response, struct error *err)
{
    struct asked asked;
    struct loudspeaker text;
    struct text out = text_new(req->mem, FILE_MAX_BYTES);
    if (!asked_read(req, &asked, err) ||
        !loudspeaker_compose(req->book, req->db, req->mem, asked.unit, asked.period, &text, err))
        return false;
    loudspeaker_print(&text, &out);
    response->type = "text/plain; charset=utf-8";
    response->file_name = str_format(req->mem, "doc-loa-%.*s-%.*s.txt", STR_ARG(asked.unit->code),
                                     STR_ARG(period_code(req->mem, asked.period)))
                              .at;
    return text_end(&out, "txt", &response->body, err);
}

bool sheet_print_html(struct book *book, struct arena *mem, enum sheet_kind kind,
                      const struct unit *unit, struct period period, struct text *out,
                      struct error *err)
{
    struct request req = {
        .mem = mem, .db = book->db, .book = book, .path = S("/"), .language = S("vi")};
    struct asked asked = {.req = &req, .unit = unit, .period = period};
    struct html html;
    asked.units = unit_tree_of(book, book->db, err);
    if (!asked.units)
        return false;
    asked.home = unit_home(asked.units);
    if (kind == SHEET_POSTING ? !posting_draw(&asked, &html, err)
                              : !loudspeaker_draw(&asked, &html, err))
        return false;
    struct html_piece piece = html_end(&html);
    if (!piece.bytes.at)
        return fail(err, ERROR_BROKEN, "html", "trang lớn quá mức cho phép");
    text_add(out, piece.bytes);
    return true;
}

/* ---- routes ---- */

static const struct field period_fields[] = {
    {.name = "ky", .type = FIELD_TEXT, .cap_bytes = 16, .label = MESSAGE("Kỳ")},
    {0},
};

static const struct field unit_fields[] = {
    {.name = "ky", .type = FIELD_TEXT, .cap_bytes = 16, .label = MESSAGE("Kỳ")},
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Đơn vị")},
    {0},
};

/* What the loudspeaker says changes without an entry: by the setting of lẻ and linh. */
const struct route sheet_routes[6] = {
    {METHOD_GET, "/khu-pho/{so}/niem-yet", "", PACE_QUICK, posting_get, period_fields, false,
     MESSAGE("Bản niêm yết của một khu dân cư: một trang A4 có mã QR")},
    {METHOD_GET, "/khu-pho/{so}/doc-loa", "", PACE_QUICK, loudspeaker_get, period_fields, true,
     MESSAGE("Bản đọc loa của một khu dân cư: hai phút, số đọc bằng chữ")},
    {METHOD_GET, "/khu-pho/{so}/doc-loa.txt", "", PACE_QUICK, loudspeaker_file_get, period_fields,
     true, MESSAGE("Bản đọc loa của một khu dân cư, tệp chữ")},
    {METHOD_GET, "/niem-yet", "", PACE_QUICK, posting_get, unit_fields, false,
     MESSAGE("Bản niêm yết của cả đơn vị")},
    {METHOD_GET, "/doc-loa", "", PACE_QUICK, loudspeaker_get, unit_fields, true,
     MESSAGE("Bản đọc loa của cả đơn vị")},
    {METHOD_GET, "/doc-loa.txt", "", PACE_QUICK, loudspeaker_file_get, unit_fields, true,
     MESSAGE("Bản đọc loa của cả đơn vị, tệp chữ")},
};
