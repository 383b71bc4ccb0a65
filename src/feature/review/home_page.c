/* The home page: who the committee is, and what its newest half-year gave. */
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_text.h"
#include "feature/review/review_html.h"
#include "feature/review/review_pages.h"
#include "feature/review/review_pages_store.h"
#include "feature/review/review_words.h"

enum { NEWEST_SHOWN = 10, PERIODS_SHOWN = 6 };

static void link_add(struct arena *mem, struct named_links *links, struct str label,
                     struct str address, struct str meta)
{
    *list_add(links, mem) = (struct named_link){label, address, meta};
}

/* The newest half-year; a book whose records all lie in other periods has none, so there is always
 * one if there are periods. */
static void lead_fill(const struct viewing *viewing, struct home_content *page)
{
    struct arena *mem = viewing->req->mem;
    const struct review *review = viewing->review;
    page->eyebrow = review_eyebrow(mem, review->period, review->span);
    page->title = review_title(mem, review->unit, review->period);
    page->address = review_address(mem, review->period, review->unit, viewing->home);
    page->cutoff = vi_day(mem, review->span.last);
    page->tiles = view_tiles(viewing);
    page->period = unicode_upper_first(mem, vi_period(mem, review->period));
    page->frame.description = review_description(mem, review, &page->tiles);
    for (size_t i = 0; i < review->document.blocks.count; i++) {
        const struct block *block = &review->document.blocks.at[i];
        if (block->kind != BLOCK_HEADING || block->level != 2)
            continue;
        struct str title = block_plain(mem, block);
        link_add(mem, &page->sections, title,
                 str_format(mem, "%.*s#%.*s", STR_ARG(page->address), STR_ARG(vi_slug(mem, title))),
                 S(""));
    }
}

static void areas_fill(const struct viewing *viewing, struct day day, struct home_content *page)
{
    struct arena *mem = viewing->req->mem;
    struct unit_refs areas = unit_children(mem, viewing->units, viewing->home, day);
    for (size_t i = 0; i < areas.count; i++) {
        struct str address = unit_address(mem, areas.at[i]);
        if (address.len)
            link_add(mem, &page->areas, areas.at[i]->name, address, S(""));
    }
    if (areas.count)
        page->areas_label = unicode_upper_first(mem, areas.at[0]->label);
}

static void periods_fill(const struct viewing *viewing, const struct periods *periods,
                         struct home_content *page)
{
    struct arena *mem = viewing->req->mem;
    for (size_t i = 0; i < periods->count && page->periods.count < PERIODS_SHOWN; i++) {
        struct period period = periods->at[i];
        if (period.kind == PERIOD_MONTH)
            continue;
        link_add(mem, &page->periods, unicode_upper_first(mem, vi_period(mem, period)),
                 review_address(mem, period, viewing->home, viewing->home), S(""));
    }
}

static struct str record_meta(struct arena *mem, const struct catalogue *catalogue,
                              const struct unit_tree *units, const struct newest_record *record)
{
    const struct catalogue_kind *kind = catalogue_kind(catalogue, record->kind);
    const struct unit *unit = unit_by_id(units, record->unit);
    struct str parts[3];
    size_t count = 0;
    if (kind)
        parts[count++] = kind->label;
    if (unit)
        parts[count++] = unit->name;
    parts[count++] =
        kind && kind->is_month_only ? review_month(mem, record->day) : vi_day(mem, record->day);
    return str_join(mem, parts, count, S(" · "));
}

static bool records_fill(const struct viewing *viewing, struct home_content *page,
                         struct error *err)
{
    struct request *req = viewing->req;
    struct newest_records records = {0};
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    if (!catalogue ||
        !review_newest_records(req->db, req->mem, viewing->home, NEWEST_SHOWN, &records, err))
        return false;
    for (size_t i = 0; i < records.count; i++)
        link_add(req->mem, &page->records, records.at[i].title,
                 record_address(req->mem, catalogue, records.at[i].no),
                 record_meta(req->mem, catalogue, viewing->units, &records.at[i]));
    return true;
}

static bool legal_fill(struct request *req, struct home_content *page, struct error *err)
{
    struct legal_texts texts = {0};
    if (!legal_texts_all(req->db, req->mem, &texts, err))
        return false;
    page->has_legal = texts.count > 0;
    return true;
}

/* A book in which nothing stands yet says who it is and what comes next. */
static void next_step_fill(struct request *req, const struct unit *home, struct home_content *page)
{
    const struct messages *messages = req->messages;
    if (!home) {
        page->title = html_translate(messages, S("Sổ công việc của Mặt trận"));
        page->eyebrow = html_translate(messages, S("Sổ này chưa có đơn vị."));
        page->next_step = html_translate(
            messages, S("Nhập danh sách đơn vị (tỉnh, xã hoặc phường, khu phố hoặc ấp) từ một bảng "
                        "tính, bằng lệnh:"));
        page->command = S("doanket import SỔ unit TỆP.csv");
        return;
    }
    page->title =
        str_format(req->mem, "Công tác Mặt trận %.*s", STR_ARG(unit_phrase(req->mem, home)));
    page->eyebrow = html_translate(messages, S("Sổ đã có đơn vị nhưng chưa ghi việc nào."));
    page->next_step = html_translate(
        messages,
        S("Nhập danh sách việc đã làm từ một bảng tính, ví dụ các đợt trao quà. Báo cáo và "
          "các con số sẽ tự hiện ra từ đó."));
    page->command = S("doanket import SỔ gift TỆP.csv");
}

static bool review_part_fill(struct viewing *viewing, struct review *review,
                             const struct periods *periods, struct home_content *page,
                             struct error *err)
{
    struct request *req = viewing->req;
    if (!review_compose(req->book, req->db, req->mem, viewing->home, periods->at[0], DAY_NONE,
                        review, err))
        return false;
    viewing->review = review;
    lead_fill(viewing, page);
    periods_fill(viewing, periods, page);
    return records_fill(viewing, page, err);
}

static bool home_fill(struct request *req, struct home_content *page, struct error *err)
{
    struct review review;
    struct periods periods = {0};
    struct day day;
    struct viewing viewing = {.req = req, .units = unit_tree_of(req->book, req->db, err)};
    if (!viewing.units)
        return false;
    viewing.home = unit_home(viewing.units);
    if (viewing.home && !review_periods(req->db, req->mem, viewing.home, &periods, err))
        return false;
    if (periods.count == 0)
        next_step_fill(req, viewing.home, page);
    else if (!review_part_fill(&viewing, &review, &periods, page, err))
        return false;
    if (!viewing.home)
        return true;
    if (!unit_day_known(req->db, &day, err))
        return false;
    areas_fill(&viewing, day, page);
    return legal_fill(req, page, err);
}

bool home_page(struct request *req, struct response *response, struct error *err)
{
    struct home_content page = {.frame = {.address = S("/"), .menu = S("/")}};
    if (!home_fill(req, &page, err))
        return false;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    home_html(&out, &page);
    respond_html(response, html_end(&out));
    return true;
}
