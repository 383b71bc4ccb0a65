/* What is disclosed, where it stands, and how anyone can check it. */
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "feature/portal/welfare.h"

enum { DONATIONS_SHOWN = 40, ANSWERS_SHOWN = 20 };

/* Money that comes in, by the figures that sum it up. */
static const char *const received_codes[] = {"wel.fund_vnn_raised", "wel.relief_fund",
                                             "wel.covid_fund", "wel.disaster_support",
                                             "wel.other_fund"};

/* ---- reviews ---- */

static bool reviews_fill(struct request *req, const struct newest *newest,
                         struct disclosure_content *page, struct error *err)
{
    struct issued_reviews issued = {0};
    struct arena *mem = req->mem;
    if (!reviews_issued(req->db, mem, newest->unit, &issued, err))
        return false;
    for (size_t i = 0; i < issued.count; i++) {
        const struct issued_review *review = &issued.at[i];
        *list_add(&page->reviews, mem) = (struct news_link){
            .address = review_address(mem, review->period, newest->unit, newest->unit),
            .label = unicode_upper_first(mem, vi_period(mem, review->period)),
            .meta =
                str_format(mem, "Ban hành ngày %.*s, tính trên %.*s mục nhật ký",
                           STR_ARG(vi_day(mem, review->day)), STR_ARG(vi_count(mem, review->size))),
        };
    }
    return true;
}

/* ---- donors who agreed ---- */

/* The row of a receipt whose donor agreed to be named; others stay in the figure's list. */
static bool donation_add(struct request *req, const struct catalogue *catalogue,
                         const struct indicator *indicator, const struct contribution *from,
                         struct donations *donations, struct error *err)
{
    struct record record;
    if (!record_find(req->db, req->mem, from->no, &record, err))
        return false;
    struct str donor = record.shown ? json_text(record.shown, S("donor"), S("")) : S("");
    if (donor.len)
        *list_add(&donations->rows, req->mem) = (struct donation_row){
            .address = record_address(req->mem, catalogue, from->no),
            .day = record_day_text(req->mem, catalogue_kind(catalogue, from->kind), from->day),
            .donor = donor,
            .amount = figure_phrase(req->mem, indicator, from->value),
        };
    return true;
}

/* The newest receipts of one figure. */
static bool donations_of(struct request *req, const struct newest *newest,
                         const struct catalogue *catalogue, const struct indicator *indicator,
                         struct disclosure_content *page, struct error *err)
{
    struct contributions list = {0};
    struct donations donations = {.label = indicator->label};
    struct span span = span_of(newest->period, DAY_NONE);
    if (!figure_records(req->db, req->mem, indicator, newest->unit, span, 0, 1, &list, err))
        return false;
    size_t skip = list.total > DONATIONS_SHOWN ? (size_t)(list.total - DONATIONS_SHOWN) : 0;
    list = (struct contributions){0};
    if (!figure_records(req->db, req->mem, indicator, newest->unit, span, skip, DONATIONS_SHOWN,
                        &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++)
        if (!donation_add(req, catalogue, indicator, &list.at[i], &donations, err))
            return false;
    if (donations.rows.count)
        *list_add(&page->donations, req->mem) = donations;
    return true;
}

static bool donations_fill(struct request *req, const struct newest *newest,
                           struct disclosure_content *page, struct error *err)
{
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct indicators *indicators = catalogue ? indicators_of(req->book, req->db, err) : NULL;
    if (!indicators)
        return false;
    for (size_t i = 0; i < COUNT_OF(received_codes); i++) {
        const struct indicator *indicator = indicator_find(indicators, str_of(received_codes[i]));
        if (indicator && !donations_of(req, newest, catalogue, indicator, page, err))
            return false;
    }
    return true;
}

/* ---- what was answered ---- */

static bool answered_fill(struct request *req, const struct newest *newest,
                          struct disclosure_content *page, struct error *err)
{
    struct arena *mem = req->mem;
    struct doubts doubts = {0};
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    if (!indicators || !doubts_answered_newest(req->db, mem, ANSWERS_SHOWN, &doubts, err))
        return false;
    for (size_t i = 0; i < doubts.count; i++) {
        struct answered_row *row = list_add(&page->answered, mem);
        row->day = vi_day(mem, doubts.at[i].answered);
        row->answer = doubts.at[i].answer;
        doubt_figure(mem, newest->units, indicators, &doubts.at[i], &row->figure, &row->address);
    }
    return true;
}

/* ---- the page ---- */

static bool period_fill(struct request *req, const struct newest *newest,
                        struct disclosure_content *page, struct error *err)
{
    struct arena *mem = req->mem;
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    if (!indicators)
        return false;
    page->period = vi_period(mem, newest->period);
    page->figures_address = str_format(mem, "/so-lieu/%d/%.*s", newest->period.year,
                                       STR_ARG(vi_period_slug(mem, newest->period)));
    const struct indicator *total = indicator_find(indicators, S("wel.social_security_total"));
    if (total) {
        struct str address = figure_address(mem, total, newest->period, newest->unit, newest->unit);
        page->csv = str_format(mem, "%.*s/danh-sach.csv", STR_ARG(address));
        page->json = str_format(mem, "%.*s/so-lieu.json", STR_ARG(address));
    }
    return front_figures_of(req, newest, S("fund"), &page->funds, err) &&
           donations_fill(req, newest, page, err);
}

static bool journal_fill(struct request *req, struct disclosure_content *page, struct error *err)
{
    int64_t size;
    struct sha256 root;
    if (!journal_head(req->db, &size, &root, err))
        return false;
    page->entries = vi_count(req->mem, size);
    page->root = sha256_hex(req->mem, &root);
    return true;
}

bool disclosure_page(struct request *req, struct response *response, struct error *err)
{
    struct disclosure_content page = {
        .frame = {.title = html_translate(req->messages, S("Công khai")),
                  .description = html_translate(
                      req->messages, S("Báo cáo đã ban hành, quỹ, người ủng hộ đồng ý nêu tên, dữ "
                                       "liệu tải về và cách kiểm lại từng con số")),
                  .address = S("/cong-khai"),
                  .menu = S("/cong-khai")}};
    struct newest newest;
    if (!newest_read(req, &newest, err) || !journal_fill(req, &page, err) ||
        (newest.unit &&
         (!reviews_fill(req, &newest, &page, err) || !answered_fill(req, &newest, &page, err))) ||
        (newest.has_period && !period_fill(req, &newest, &page, err)))
        return false;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    disclosure_html(&out, &page);
    respond_html(response, html_end(&out));
    return true;
}
