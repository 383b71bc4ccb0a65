/* The home page: in a minute, what the committee did, what it was asked, what comes next. */
#include "feature/portal/home.h"

#include "base/unicode.h"
#include "base/vi_day.h"

enum { RECORDS_SHOWN = 6 };

/* A book in which nothing stands yet says who it is and what comes next. */
static void next_step_fill(struct home *home)
{
    struct home_content *page = home->page;
    const struct messages *messages = home->req->messages;
    if (!home->unit) {
        page->title = html_translate(messages, S("Sổ công việc của Mặt trận"));
        page->lead = html_translate(messages, S("Sổ này chưa có đơn vị."));
        page->next_step = html_translate(
            messages, S("Nhập danh sách đơn vị (tỉnh, xã hoặc phường, khu phố hoặc ấp) từ một bảng "
                        "tính, bằng lệnh:"));
        page->command = S("doanket import SỔ unit TỆP.csv");
        return;
    }
    page->title = str_format(home->req->mem, "Công tác Mặt trận %.*s",
                             STR_ARG(unit_phrase(home->req->mem, home->unit)));
    page->lead = html_translate(messages, S("Sổ đã có đơn vị nhưng chưa ghi việc nào."));
    page->next_step = html_translate(
        messages,
        S("Nhập danh sách việc đã làm từ một bảng tính, ví dụ các đợt trao quà. Báo cáo và "
          "các con số sẽ tự hiện ra từ đó."));
    page->command = S("doanket import SỔ gift TỆP.csv");
}

static bool review_fill(struct home *home, struct period period, struct error *err)
{
    struct request *req = home->req;
    struct home_content *page = home->page;
    struct review review;
    if (!review_compose(req->book, req->db, req->mem, home->unit, period, DAY_NONE, &review, err))
        return false;
    page->review_title = review_title(req->mem, home->unit, period);
    page->review_address = review_address(req->mem, period, home->unit, home->unit);
    page->eyebrow = unicode_upper_first(req->mem, vi_period_meeting(period));
    page->period = unicode_upper_first(req->mem, vi_period(req->mem, period));
    page->cutoff = vi_day(req->mem, review.span.last);
    page->tiles = review_tiles(req, home->unit, &review, NULL, 0);
    page->frame.description = review_summary(req, home->unit, &review);
    return true;
}

static void areas_fill(struct home *home)
{
    struct arena *mem = home->req->mem;
    struct unit_refs areas = unit_children(mem, home->units, home->unit, home->known);
    for (size_t i = 0; i < areas.count; i++) {
        struct str address = unit_address(mem, areas.at[i]);
        if (address.len)
            *list_add(&home->page->areas, mem) =
                (struct news_link){.address = address, .label = areas.at[i]->name};
    }
    if (areas.count)
        home->page->areas_label = unicode_upper_first(mem, areas.at[0]->label);
}

static bool records_fill(struct home *home, struct error *err)
{
    struct request *req = home->req;
    struct record_rows rows;
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    if (!catalogue ||
        !record_newest_below(req->db, req->mem, home->unit->id, RECORDS_SHOWN, &rows, err))
        return false;
    for (size_t i = 0; i < rows.count; i++) {
        const struct record_row *row = &rows.at[i];
        const struct unit *unit = unit_by_id(home->units, row->unit);
        struct str day = record_day_text(req->mem, catalogue_kind(catalogue, row->kind), row->day);
        *list_add(&home->page->records, req->mem) = (struct news_link){
            .address = record_address(req->mem, catalogue, row->no),
            .label = row->title,
            .meta = str_format(req->mem, "%.*s · %.*s", STR_ARG(unit ? unit->name : S("")),
                               STR_ARG(day)),
        };
    }
    return true;
}

static bool home_fill(struct home *home, struct error *err)
{
    struct request *req = home->req;
    struct periods periods = {0};
    home->units = unit_tree_of(req->book, req->db, err);
    if (!home->units || !site_links_all(req->db, req->mem, &home->page->sites, err))
        return false;
    home->unit = unit_home(home->units);
    if (home->unit && (!unit_day_known(req->db, &home->known, err) ||
                       !review_periods(req->db, req->mem, home->unit, &periods, err)))
        return false;
    if (home->unit)
        areas_fill(home);
    if (!home_news_fill(home, periods.count ? periods.at : NULL, err))
        return false;
    if (periods.count == 0) {
        next_step_fill(home);
        return true;
    }
    return review_fill(home, periods.at[0], err) && home_asked_fill(home, periods.at[0], err) &&
           ((home->page->story.title.len && home->page->requests.count) || records_fill(home, err));
}

bool home_page(struct request *req, struct response *response, struct error *err)
{
    struct home_content page = {.frame = {.address = S("/"), .menu = S("/")}};
    struct home home = {.req = req, .page = &page, .known = DAY_NONE};
    if (!home_fill(&home, err))
        return false;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    home_html(&out, &page);
    respond_html(response, html_end(&out));
    return true;
}
