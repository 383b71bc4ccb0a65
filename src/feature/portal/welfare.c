/* What was done for those in need, in the newest half-year. */
#include "feature/portal/welfare.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"

enum { RECORDS_LOOKED_AT = 80, RECORDS_SHOWN = 8, PERIODS_SHOWN = 6 };

/* What opens the page, as far as it is not nought. */
static const char *const tile_codes[] = {
    "wel.social_security_total", "wel.houses_new",      "wel.houses_repaired",
    "wel.gifts_count",           "wel.student_support", "wel.sponsored_addresses",
    "wel.livelihood_households", "wel.medical_visits",  "wel.fund_vnn_raised",
};

/* ---- shared with /cong-khai ---- */

bool newest_read(struct request *req, struct newest *newest, struct error *err)
{
    *newest = (struct newest){.units = unit_tree_of(req->book, req->db, err)};
    if (!newest->units)
        return false;
    newest->unit = unit_home(newest->units);
    if (newest->unit && !review_periods(req->db, req->mem, newest->unit, &newest->periods, err))
        return false;
    newest->has_period = newest->periods.count > 0;
    if (newest->has_period)
        newest->period = newest->periods.at[0];
    return true;
}

bool front_figures_of(struct request *req, const struct newest *newest, struct str group,
                      struct front_figures *figures, struct error *err)
{
    struct figures all;
    if (!figures_compute(req->book, req->db, req->mem, newest->unit, newest->period, DAY_NONE, &all,
                         err))
        return false;
    for (size_t i = 0; i < all.count; i++) {
        const struct figure *figure = &all.at[i];
        const struct indicator *indicator = figure->indicator;
        bool has_previous = figure->has_previous && figure->previous;
        if ((!figure->actual && !has_previous) || !str_is(indicator->group, group))
            continue;
        figures->has_previous |= has_previous;
        *list_add(figures, req->mem) = (struct front_figure){
            .address =
                figure_address(req->mem, indicator, newest->period, newest->unit, newest->unit),
            .label = indicator->label,
            .number = figure_phrase(req->mem, indicator, figure->actual),
            .previous = has_previous ? vi_count(req->mem, figure->previous) : S(""),
        };
    }
    return true;
}

/* ---- the page ---- */

static bool records_fill(struct request *req, const struct newest *newest,
                         struct welfare_content *page, struct error *err)
{
    struct record_rows rows;
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    if (!catalogue ||
        !record_newest_below(req->db, req->mem, newest->unit->id, RECORDS_LOOKED_AT, &rows, err))
        return false;
    for (size_t i = 0; i < rows.count && page->records.count < RECORDS_SHOWN; i++) {
        const struct catalogue_kind *kind = catalogue_kind(catalogue, rows.at[i].kind);
        const struct unit *unit = unit_by_id(newest->units, rows.at[i].unit);
        if (!kind || !str_is(kind->group, S("welfare")))
            continue;
        *list_add(&page->records, req->mem) = (struct news_link){
            .address = record_address(req->mem, catalogue, rows.at[i].no),
            .label = rows.at[i].title,
            .meta = str_format(req->mem, "%.*s · %.*s", STR_ARG(unit ? unit->name : S("")),
                               STR_ARG(record_day_text(req->mem, kind, rows.at[i].day))),
        };
    }
    return true;
}

static void areas_fill(struct request *req, const struct newest *newest,
                       struct welfare_content *page)
{
    struct day last = period_last(newest->period);
    struct unit_refs areas = unit_children(req->mem, newest->units, newest->unit, last);
    page->areas_label = unit_areas_label(req->mem, newest->units, newest->unit, last);
    for (size_t i = 0; i < areas.count; i++) {
        struct str address = unit_address(req->mem, areas.at[i]);
        if (address.len)
            *list_add(&page->areas, req->mem) =
                (struct news_link){.address = address, .label = areas.at[i]->name};
    }
}

/* The same section in the reviews of half-years before. */
static void periods_fill(struct request *req, const struct newest *newest,
                         struct welfare_content *page)
{
    for (size_t i = 1; i < newest->periods.count && page->periods.count < PERIODS_SHOWN; i++) {
        struct period period = newest->periods.at[i];
        if (period.kind != newest->period.kind)
            break;
        struct str review = review_address(req->mem, period, newest->unit, newest->unit);
        *list_add(&page->periods, req->mem) = (struct news_link){
            .address =
                str_format(req->mem, "%.*s#%.*s", STR_ARG(review), STR_ARG(page->section.anchor)),
            .label = unicode_upper_first(req->mem, vi_period(req->mem, period)),
        };
    }
}

static bool welfare_fill(struct request *req, const struct newest *newest,
                         struct welfare_content *page, struct error *err)
{
    struct review review;
    if (!review_compose(req->book, req->db, req->mem, newest->unit, newest->period, DAY_NONE,
                        &review, err) ||
        !review_section(req, newest->unit, &review, S("welfare"), &page->section, err))
        return false;
    page->period = vi_period(req->mem, newest->period);
    page->cutoff = vi_day(req->mem, review.span.last);
    page->review_address = review_address(req->mem, newest->period, newest->unit, newest->unit);
    page->tiles = review_tiles(req, newest->unit, &review, tile_codes, COUNT_OF(tile_codes));
    areas_fill(req, newest, page);
    periods_fill(req, newest, page);
    return front_figures_of(req, newest, S("fund"), &page->funds, err) &&
           records_fill(req, newest, page, err);
}

bool welfare_page(struct request *req, struct response *response, struct error *err)
{
    struct welfare_content page = {
        .frame = {.title = html_translate(req->messages, S("An sinh xã hội")),
                  .description = html_translate(
                      req->messages, S("Nhà, quà, địa chỉ nhân đạo và quỹ “Vì người nghèo”: đã "
                                       "làm gì cho người cần giúp, tính từ hồ sơ")),
                  .address = S("/an-sinh-xa-hoi"),
                  .menu = S("/an-sinh-xa-hoi")}};
    struct newest newest;
    if (!newest_read(req, &newest, err) ||
        (newest.has_period && !welfare_fill(req, &newest, &page, err)))
        return false;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    welfare_html(&out, &page);
    respond_html(response, html_end(&out));
    return true;
}
