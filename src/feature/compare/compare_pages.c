#include "feature/compare/compare_pages.h"

#include "base/unicode.h"
#include "base/vi_day.h"

#define COMPARE_ADDRESS "/soi-bai-bao"

/* Longer texts are judged but not shown again: the tables say what was found. */
enum { SHOWN_MAX_BYTES = 200 * 1024 };

/* What is asked: the text and the period. */
struct asked {
    struct request *req;
    const struct unit *unit;
    struct periods periods;
    struct period period;
};

/* ---- the form ---- */

static struct str group_label(const struct request *req, enum period_kind kind)
{
    static const char *const labels[] = {[PERIOD_YEAR] = MESSAGE("Cả năm"),
                                         [PERIOD_HALF] = MESSAGE("6 tháng"),
                                         [PERIOD_QUARTER] = MESSAGE("Quý"),
                                         [PERIOD_MONTH] = MESSAGE("Tháng")};
    return html_translate(req->messages, str_of(labels[kind]));
}

static void periods_fill(const struct asked *asked, struct compare_page *page)
{
    struct arena *mem = asked->req->mem;
    for (size_t i = 0; i < asked->periods.count; i++) {
        struct period period = asked->periods.at[i];
        bool is_first = i == 0 || asked->periods.at[i - 1].kind != period.kind;
        *list_add(&page->periods, mem) =
            (struct shown_period){.code = period_code(mem, period),
                                  .label = unicode_upper_first(mem, vi_period(mem, period)),
                                  .group = is_first ? group_label(asked->req, period.kind) : S(""),
                                  .is_chosen = period_is(period, asked->period)};
    }
}

static bool asked_read(struct request *req, struct asked *asked, struct error *err)
{
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    *asked = (struct asked){.req = req};
    if (!units)
        return false;
    asked->unit = unit_home(units);
    if (!asked->unit)
        return true;
    if (!review_periods(req->db, req->mem, asked->unit, &asked->periods, err))
        return false;
    if (asked->periods.count)
        asked->period = asked->periods.at[0];
    return true;
}

static struct compare_page page_new(const struct asked *asked)
{
    struct request *req = asked->req;
    struct compare_page page = {
        .mem = req->mem,
        .frame = {
            .title = html_translate(req->messages, S("Soi bài báo")),
            .description = html_translate(
                req->messages,
                S("Dán một bài viết để đối chiếu từng con số với sổ công việc của Mặt trận.")),
            .address = S(COMPARE_ADDRESS)}};
    periods_fill(asked, &page);
    return page;
}

static bool respond(struct request *req, struct compare_page *page, struct response *response,
                    struct error *err)
{
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    compare_html(&out, page);
    struct html_piece piece = html_end(&out);
    if (!piece.bytes.at)
        return fail(err, ERROR_INVALID, "van-ban",
                    "bài có quá nhiều con số cho một trang; hãy soi từng phần");
    respond_html(response, piece);
    return true;
}

static bool form_page(struct request *req, struct response *response, struct error *err)
{
    struct asked asked;
    if (!asked_read(req, &asked, err))
        return false;
    struct compare_page page = page_new(&asked);
    return respond(req, &page, response, err);
}

/* ---- the result ---- */

static void number_fill(const struct asked *asked, const struct compared *compared, size_t i,
                        struct shown_number *shown)
{
    static const char *const styles[] = {
        [VERDICT_AGREES] = "agrees", [VERDICT_DIFFERS] = "differs", [VERDICT_UNKNOWN] = "unknown"};
    struct request *req = asked->req;
    const struct finding *finding = &compared->findings.at[i];
    struct str word = html_translate(req->messages, compare_verdict_word(finding->verdict));
    if (finding->clash.len && finding->verdict != VERDICT_DIFFERS)
        word = html_translate(req->messages, S("tự mâu thuẫn"));
    *shown = (struct shown_number){.place = i + 1,
                                   .said = compare_said(&compared->reading, compared->wordings, i),
                                   .label = finding->label,
                                   .book = finding->book,
                                   .why = finding->why,
                                   .clash = finding->clash,
                                   .verdict = finding->verdict,
                                   .word = word,
                                   .style = styles[finding->verdict]};
    if (finding->clash.len)
        shown->style = styles[VERDICT_DIFFERS];
    if (finding->figure && finding->book.len)
        shown->address = figure_address(req->mem, finding->figure->indicator, compared->period,
                                        finding->unit ? finding->unit : asked->unit, asked->unit);
}

static void numbers_fill(const struct asked *asked, const struct compared *compared,
                         struct compare_page *page)
{
    struct arena *mem = asked->req->mem;
    page->numbers.count = compared->findings.count;
    page->numbers.at = arena_many(mem, struct shown_number, page->numbers.count);
    for (size_t i = 0; i < page->numbers.count; i++) {
        struct shown_number *shown = &page->numbers.at[i];
        number_fill(asked, compared, i, shown);
        bool is_amiss = shown->verdict == VERDICT_DIFFERS || shown->clash.len;
        page->amiss += is_amiss;
        page->unknown += !is_amiss && shown->verdict == VERDICT_UNKNOWN;
        page->agreeing += !is_amiss && shown->verdict == VERDICT_AGREES;
    }
}

/* A number as a fragment without the line end that its template has behind it. */
static struct html_piece number_piece(const struct request *req, const struct shown_number *number)
{
    struct html out = page_html(req);
    compare_number_html(&out, number);
    struct html_piece piece = html_end(&out);
    piece.bytes = str_trim(piece.bytes);
    return piece;
}

/* The lines of the text with its numbers marked; empty lines go. */
static void lines_fill(const struct asked *asked, const struct compared *compared,
                       struct compare_page *page)
{
    struct request *req = asked->req;
    struct str text = compared->reading.text, rest = text, line;
    size_t next = 0;
    if (text.len > SHOWN_MAX_BYTES)
        return;
    while (str_cut(&rest, '\n', &line)) {
        size_t at = (size_t)(line.at - text.at), end = at + line.len;
        struct html out = page_html(req);
        if (str_trim(line).len == 0)
            continue;
        for (; next < page->numbers.count; next++) {
            const struct shown_number *number = &page->numbers.at[next];
            size_t from = (size_t)(number->said.at - text.at);
            if (from >= end)
                break;
            html_put(&out, str_part(text, at, from - at));
            html_put(&out, number_piece(req, number));
            at = from + number->said.len;
        }
        html_put(&out, str_part(text, at, at < end ? end - at : 0));
        *list_add(&page->lines, req->mem) = html_end(&out);
    }
}

static void remarks_fill(const struct asked *asked, const struct compared *compared,
                         struct compare_page *page)
{
    struct request *req = asked->req;
    struct read_place place = {1, 1, 0};
    for (size_t i = 0; i < compared->remarks.count; i++) {
        const struct remark *remark = &compared->remarks.at[i];
        place = compare_place(compared->reading.text, place, remark->from);
        *list_add(&page->remarks, req->mem) = (struct shown_compare_remark){
            html_translate(req->messages, compare_remark_word(remark->kind)),
            unicode_upper_first(req->mem, remark->why), place.line};
    }
}

static void result_fill(const struct asked *asked, const struct compared *compared,
                        struct compare_page *page)
{
    page->has_result = true;
    page->period = vi_period(asked->req->mem, compared->period);
    page->summary = compare_summary(asked->req->mem, compared);
    numbers_fill(asked, compared, page);
    lines_fill(asked, compared, page);
    remarks_fill(asked, compared, page);
}

/* The period that the form names; one that the list does not have is refused. */
static bool period_asked(struct asked *asked, struct error *err)
{
    struct str code = request_text(asked->req, "ky");
    struct period period = {0};
    if (code.len == 0)
        return true;
    if (!period_read(code, &period, err))
        return false;
    for (size_t i = 0; i < asked->periods.count; i++)
        if (period_is(asked->periods.at[i], period)) {
            asked->period = period;
            return true;
        }
    return fail(err, ERROR_INVALID, "ky", "sổ chưa có việc nào trong kỳ này");
}

/* What is wrong with a text is said above the form, so that nobody has to paste it again. */
static bool result_page(struct request *req, struct response *response, struct error *err)
{
    struct asked asked;
    struct compared compared;
    struct error wrong = {0};
    struct str bytes = request_text(req, "van-ban");
    if (!asked_read(req, &asked, err) || !period_asked(&asked, err))
        return false;
    if (asked.periods.count == 0)
        return form_page(req, response, err);
    bool is_well = compare_text(req->book, req->db, req->mem, asked.unit, asked.period, bytes,
                                &compared, &wrong);
    if (!is_well && wrong.kind != ERROR_INVALID) {
        *err = wrong;
        return false;
    }
    struct compare_page page = page_new(&asked);
    if (is_well) {
        result_fill(&asked, &compared, &page);
        page.text = page.lines.count ? compared.reading.text : S("");
    } else {
        page.problem = unicode_upper_first(req->mem, str_of(wrong.text));
        response->status = 400;
    }
    return respond(req, &page, response, err);
}

static const struct field compare_fields[] = {
    {.name = "van-ban",
     .type = FIELD_BYTES,
     .cap_bytes = (size_t)2 * COMPARE_MAX_BYTES, /* up to here the page says it more kindly */
     .label = "Bài viết"},
    {.name = "ky", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Kỳ"},
    {0},
};

const struct route compare_routes[2] = {
    {METHOD_GET, COMPARE_ADDRESS, "", PACE_QUICK, form_page, NULL, false,
     MESSAGE("Soi bài báo: dán một bài viết để đối chiếu từng con số với sổ")},
    {METHOD_POST, COMPARE_ADDRESS, "", PACE_SLOW, result_page, compare_fields, false,
     "Kết quả soi một bài viết; bài không được lưu"},
};
