/* "Báo số liệu chưa đúng": answered in public, or dropped. */
#include "feature/indicator/doubt_desk.h"
#include "base/text.h"
#include "base/vi_day.h"

enum { UNPROCESSABLE = 422, ANSWERED_SHOWN = 50 };

void doubt_figure(struct arena *mem, const struct unit_tree *units,
                  const struct indicators *indicators, const struct doubt *doubt, struct str *title,
                  struct str *address)
{
    struct period period;
    struct error ignored;
    const struct indicator *indicator = indicator_find(indicators, doubt->indicator);
    const struct unit *unit = unit_find(units, doubt->unit);
    bool is_period = period_read(doubt->period, &period, &ignored);
    *title = str_format(mem, "%.*s, %.*s, %.*s",
                        STR_ARG(indicator ? indicator->label : doubt->indicator),
                        STR_ARG(is_period ? vi_period(mem, period) : doubt->period),
                        STR_ARG(unit ? unit_title(mem, unit) : doubt->unit));
    *address = indicator && unit && is_period
                   ? figure_address(mem, indicator, period, unit, unit_home(units))
                   : S("");
}

/* ---- the list ---- */

/* What somebody has just sent that could not be taken. */
struct sent {
    int64_t id;
    struct str answer, problem;
};

struct listing_doubts {
    struct request *req;
    const struct unit_tree *units;
    const struct indicators *indicators;
};

static bool is_open_to(const struct listing_doubts *listing, const struct doubt *doubt)
{
    const struct unit *unit = unit_find(listing->units, doubt->unit);
    return unit && visitor_may(listing->req->visitor, MAY_DRAFT, unit);
}

static void row_add(const struct listing_doubts *listing, const struct doubt *doubt,
                    const struct sent *sent, struct doubt_rows *rows)
{
    struct arena *mem = listing->req->mem;
    struct doubt_row *row = list_add(rows, mem);
    *row = (struct doubt_row){.id = doubt->id,
                              .day = vi_day(mem, doubt->day),
                              .text = doubt->text,
                              .answer = doubt->answer};
    if (doubt->answer.len)
        row->answered = vi_day(mem, doubt->answered);
    if (sent && sent->id == doubt->id) {
        row->answer = sent->answer;
        row->problem = sent->problem;
    }
    doubt_figure(mem, listing->units, listing->indicators, doubt, &row->figure, &row->address);
}

static bool draw(struct request *req, struct doubt_desk_page *page, const struct sent *sent,
                 struct response *response, struct error *err)
{
    struct doubts doubts = {0};
    struct listing_doubts listing = {.req = req,
                                     .indicators = indicators_of(req->book, req->db, err)};
    listing.units = listing.indicators ? unit_tree_of(req->book, req->db, err) : NULL;
    if (!listing.units || !doubts_read(req->db, req->mem, true, &doubts, err))
        return false;
    for (size_t i = 0; i < doubts.count; i++)
        if (is_open_to(&listing, &doubts.at[i]) && doubts.at[i].answer.len == 0)
            row_add(&listing, &doubts.at[i], sent, &page->waiting);
    for (size_t i = doubts.count; i > 0 && page->answered.count < ANSWERED_SHOWN; i--)
        if (is_open_to(&listing, &doubts.at[i - 1]) && doubts.at[i - 1].answer.len)
            row_add(&listing, &doubts.at[i - 1], NULL, &page->answered);
    page->frame =
        (struct page_frame){.address = S(DOUBT_DESK),
                            .title = html_translate(req->messages, S("Lời báo số liệu chưa đúng"))};
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    doubt_desk_html(&out, page);
    return page_respond(response, &out, err);
}

bool doubts_waiting(struct request *req, int64_t *count, struct error *err)
{
    struct doubts doubts = {0};
    struct listing_doubts listing = {.req = req, .units = unit_tree_of(req->book, req->db, err)};
    *count = 0;
    if (!listing.units || !doubts_read(req->db, req->mem, false, &doubts, err))
        return false;
    for (size_t i = 0; i < doubts.count; i++)
        *count += is_open_to(&listing, &doubts.at[i]);
    return true;
}

bool doubt_desk_page(struct request *req, struct response *response, struct error *err)
{
    struct doubt_desk_page page = {0};
    struct str done = request_text(req, "da");
    if (str_is(done, S("tra-loi")))
        page.done = html_translate(req->messages,
                                   S("Lời trả lời đã hiện ở trang của số liệu, ai cũng đọc được."));
    else if (str_is(done, S("bo")))
        page.done = html_translate(req->messages, S("Đã bỏ lời báo."));
    return draw(req, &page, NULL, response, err);
}

/* ---- deciding ---- */

/* The doubt of the address, if it waits or was answered and the visitor answers for its unit. */
static bool doubt_named(struct request *req, struct doubt *found, struct error *err)
{
    int64_t id;
    struct doubts doubts = {0};
    struct listing_doubts listing = {.req = req, .units = unit_tree_of(req->book, req->db, err)};
    if (!listing.units || !doubts_read(req->db, req->mem, true, &doubts, err))
        return false;
    for (size_t i = 0; str_to_int(req->part[0], &id) && i < doubts.count; i++)
        if (doubts.at[i].id == id) {
            *found = doubts.at[i];
            return is_open_to(&listing, found) ||
                   fail(err, ERROR_DENIED, "so", "lời báo này về đơn vị khác");
        }
    return fail(err, ERROR_MISSING, "so", "không có lời báo này, hoặc lời báo đã bỏ");
}

static bool refuse(struct request *req, const struct sent *sent, struct response *response,
                   struct error *err)
{
    struct doubt_desk_page page = {0};
    response->status = UNPROCESSABLE;
    return draw(req, &page, sent, response, err);
}

static bool go(struct response *response, struct str address)
{
    response->status = 303;
    response->location = address;
    return true;
}

bool doubt_answer_post(struct request *req, struct response *response, struct error *err)
{
    struct doubt doubt = {0};
    struct str answer = str_trim(request_text(req, "loi"));
    if (!doubt_named(req, &doubt, err))
        return false;
    if (!doubt_answer(req->db, doubt.id, answer, book_today(req->book), err)) {
        if (err->kind != ERROR_INVALID)
            return false;
        struct sent sent = {doubt.id, answer, str_copy(req->mem, str_of(err->text))};
        *err = (struct error){0};
        return refuse(req, &sent, response, err);
    }
    book_pages_changed(req->book);
    return trail_add(req, S(MESSAGE("Trả lời một lời báo số liệu chưa đúng")),
                     str_format(req->mem, "%lld", (long long)doubt.id), err) &&
           go(response, S(DOUBT_DESK "?da=tra-loi"));
}

/* Why it goes stands in the trail, not in public: what was written may be about somebody. */
bool doubt_drop_post(struct request *req, struct response *response, struct error *err)
{
    struct doubt doubt = {0};
    struct str reason = str_trim(request_text(req, "ly_do"));
    if (!doubt_named(req, &doubt, err))
        return false;
    if (reason.len == 0 || str_find_char(reason, '\n') < reason.len) {
        struct sent sent = {doubt.id, doubt.answer,
                            html_translate(req->messages, S("chưa ghi lý do bỏ, trong một dòng"))};
        return refuse(req, &sent, response, err);
    }
    book_pages_changed(req->book);
    return doubt_drop(req->db, doubt.id, err) &&
           trail_add(req, S(MESSAGE("Bỏ một lời báo số liệu chưa đúng")),
                     str_format(req->mem, "%lld: %.*s", (long long)doubt.id, STR_ARG(reason)),
                     err) &&
           go(response, S(DOUBT_DESK "?da=bo"));
}
