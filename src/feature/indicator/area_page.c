/* The page of an area, /khu-pho/{so}. */
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "document/chart.h"
#include "feature/indicator/indicator_pages.h"

enum { RECORDS_A_PAGE = 20, MONTHS_SHOWN = 12 };

/* The area of that number in the home unit; of several, the one that exists longest. */
static const struct unit *area_of_number(struct arena *mem, const struct unit_tree *units,
                                         const struct unit *home, int64_t number)
{
    const struct unit *found = NULL;
    struct unit_refs areas = unit_children(mem, units, home, DAY_NONE);
    for (size_t i = 0; i < areas.count; i++)
        if (areas.at[i]->number == number &&
            (!found || areas.at[i]->last.number > found->last.number))
            found = areas.at[i];
    return found;
}

static bool area_asked(struct request *req, const struct unit_tree *units, struct area_page *page,
                       struct error *err)
{
    int64_t number;
    const struct unit *home = unit_home(units);
    struct str text = req->part[0];
    bool is_number = text.len <= 4 && text.at[0] != '0' && str_to_int(text, &number) && number > 0;
    page->unit = home && is_number ? area_of_number(req->mem, units, home, number) : NULL;
    if (!page->unit) {
        fail(err, ERROR_MISSING, "so", "không có khu dân cư số «%.*s»", STR_ARG(text));
        return false;
    }
    page->title = unit_title(req->mem, page->unit);
    page->commune = unit_title(req->mem, home);
    return true;
}

static bool posts_read(struct request *req, struct area_page *page, struct error *err)
{
    struct day day;
    if (!unit_day_known(req->db, &day, err))
        return false;
    page->posts_day = vi_day(req->mem, day);
    return !day_is_known(day) ||
           unit_posts_on(req->db, req->mem, page->unit->id, day, &page->posts, err);
}

static bool figures_read(struct request *req, const struct unit *home, struct day newest,
                         struct area_page *page, struct error *err)
{
    struct figures figures;
    struct period period = half_of(newest);
    if (!figures_compute(req->book, req->db, req->mem, page->unit, period, DAY_NONE, &figures, err))
        return false;
    page->groups = figures_grouped(req->mem, &figures, period, page->unit, home);
    page->period = vi_period(req->mem, period);
    page->index = str_format(req->mem, "/so-lieu/%d/%.*s?don-vi=%.*s", period.year,
                             STR_ARG(vi_period_slug(req->mem, period)), STR_ARG(page->unit->code));
    return true;
}

static bool months_read(struct request *req, struct day newest, struct area_page *page,
                        struct error *err)
{
    int64_t values[MONTHS_SHOWN] = {0};
    struct str labels[MONTHS_SHOWN], texts[MONTHS_SHOWN];
    int32_t from = day_month(newest) - MONTHS_SHOWN + 1;
    if (!record_counts(req->db, page->unit->id, from, MONTHS_SHOWN, values, err))
        return false;
    for (size_t i = 0; i < MONTHS_SHOWN; i++) {
        labels[i] = str_format(req->mem, "T%d", (from + (int32_t)i) % 12 + 1);
        texts[i] = vi_count(req->mem, values[i]);
    }
    struct chart chart = {
        .title = str_format(req->mem, "Số hồ sơ theo tháng đến tháng %d/%d",
                            day_month(newest) % 12 + 1, day_month(newest) / 12),
        .unit = S("hồ sơ"),
        .labels = labels,
        .count = MONTHS_SHOWN,
        .series = {S("Hồ sơ"), values, texts},
    };
    page->months_chart = frame_chart(req->mem, chart_columns(req->mem, &chart));
    return true;
}

static bool records_read(struct request *req, const struct catalogue *catalogue,
                         struct area_page *page, struct error *err)
{
    struct record_rows rows;
    if (!pager_read(req, RECORDS_A_PAGE, &page->pager, err) ||
        !record_newest(req->db, req->mem, page->unit->id, page->pager.skipped, RECORDS_A_PAGE,
                       &rows, err))
        return false;
    page->total = rows.total;
    page->pager.previous_label = html_translate(req->messages, S("Mới hơn"));
    page->pager.next_label = html_translate(req->messages, S("Cũ hơn"));
    for (size_t i = 0; i < rows.count; i++) {
        const struct catalogue_kind *kind = catalogue_kind(catalogue, rows.at[i].kind);
        *list_add(&page->records, req->mem) = (struct area_record){
            .address = record_address(req->mem, catalogue, rows.at[i].no),
            .title = rows.at[i].title,
            .day = record_day_text(req->mem, kind, rows.at[i].day),
            .kind = kind ? kind->label : rows.at[i].kind,
        };
    }
    return pager_fill(req, &page->pager, unit_address(req->mem, page->unit), rows.total, err);
}

bool area_get(struct request *req, struct response *response, struct error *err)
{
    struct area_page page = {.mem = req->mem};
    struct day newest;
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct unit_tree *units = catalogue ? unit_tree_of(req->book, req->db, err) : NULL;
    if (!units || !area_asked(req, units, &page, err) || !posts_read(req, &page, err) ||
        !records_read(req, catalogue, &page, err) ||
        !record_newest_day(req->db, page.unit->id, &newest, err))
        return false;
    if (day_is_known(newest) && (!figures_read(req, unit_home(units), newest, &page, err) ||
                                 !months_read(req, newest, &page, err)))
        return false;
    page.frame = (struct page_frame){
        .title = page.title,
        .description = str_format(req->mem, "%.*s, %.*s: số liệu và hồ sơ công tác Mặt trận",
                                  STR_ARG(page.title), STR_ARG(page.commune)),
        .address = page.pager.address,
    };
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    area_html(&out, &page);
    return page_respond(response, &out, err);
}
