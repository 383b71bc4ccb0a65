/* The page of one figure. */
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "document/chart.h"
#include "feature/indicator/indicator_pages.h"

enum { ROWS_A_PAGE = 50 };

/* ---- parts ---- */

static struct html_piece chart_of(struct arena *mem, struct str title, struct str unit,
                                  const struct parts *parts, const struct parts *before,
                                  const struct period *period)
{
    struct str *labels = arena_many(mem, struct str, parts->count);
    struct str *texts = arena_many(mem, struct str, parts->count * 2);
    int64_t *values = arena_many(mem, int64_t, parts->count * 2);
    for (size_t i = 0; i < parts->count; i++) {
        labels[i] =
            period ? str_format(mem, "T%d", parts->at[i].month % 12 + 1) : parts->at[i].label;
        values[i] = parts->at[i].value < 0 ? 0 : parts->at[i].value;
        texts[i] = vi_count(mem, parts->at[i].value);
        int64_t past = before && i < before->count ? before->at[i].value : 0;
        values[parts->count + i] = past < 0 ? 0 : past;
        texts[parts->count + i] = vi_count(mem, past);
    }
    struct chart chart = {.title = title,
                          .unit = unit,
                          .labels = labels,
                          .count = parts->count,
                          .series = {S(""), values, texts}};
    if (period)
        chart.series.name = str_format(mem, "Năm %d", period->year);
    if (period && before)
        chart.before = (struct chart_series){str_format(mem, "Năm %d", period->year - 1),
                                             values + parts->count, texts + parts->count};
    return frame_chart(mem, period ? chart_columns(mem, &chart) : chart_bars(mem, &chart));
}

static bool slices_read(struct request *req, struct figure_page *page, struct error *err)
{
    const struct figure_question *asked = &page->asked;
    struct parts parts = {0};
    if (!figure_by_slice(req->book, req->db, req->mem, asked->indicator, asked->unit, asked->span,
                         &parts, err))
        return false;
    for (size_t i = 0; i < parts.count; i++)
        *list_add(&page->slices, req->mem) = (struct figure_part_row){
            .label = unicode_upper_first(req->mem, parts.at[i].label),
            .value = vi_count(req->mem, parts.at[i].value),
        };
    return true;
}

static bool areas_read(struct request *req, struct figure_page *page, struct error *err)
{
    const struct figure_question *asked = &page->asked;
    struct parts parts = {0};
    if (!figure_by_unit(req->book, req->db, req->mem, asked->indicator, asked->unit, asked->span,
                        &parts, err))
        return false;
    if (parts.count == 1 && !parts.at[0].unit)
        return true; /* nothing stands below this unit */
    for (size_t i = 0; i < parts.count; i++) {
        struct figure_question below = *asked;
        below.unit = parts.at[i].unit;
        *list_add(&page->areas, req->mem) = (struct figure_part_row){
            .label = parts.at[i].label,
            .address = below.unit ? figure_asked_address(req->mem, &below) : S(""),
            .value = vi_count(req->mem, parts.at[i].value),
        };
    }
    if (parts.count <= CHART_BARS_MAX)
        page->areas_chart =
            chart_of(req->mem,
                     str_format(req->mem, "%.*s theo %.*s", STR_ARG(asked->indicator->label),
                                STR_ARG(page->areas_label)),
                     asked->indicator->unit, &parts, NULL, NULL);
    return true;
}

static struct str month_label(struct arena *mem, int32_t month)
{
    return str_format(mem, "%d/%d", month % 12 + 1, month / 12);
}

static bool months_read(struct request *req, struct figure_page *page, struct error *err)
{
    const struct figure_question *asked = &page->asked;
    struct parts parts = {0}, before = {0};
    page->has_before = page->figure.has_previous;
    if (!figure_by_month(req->db, req->mem, asked->indicator, asked->unit, asked->span, &parts,
                         err) ||
        (page->has_before && !figure_by_month(req->db, req->mem, asked->indicator, asked->unit,
                                              figure_span_before(asked), &before, err)))
        return false;
    for (size_t i = 0; i < parts.count; i++)
        *list_add(&page->months, req->mem) = (struct figure_part_row){
            .label = month_label(req->mem, parts.at[i].month),
            .value = vi_count(req->mem, parts.at[i].value),
            .before = vi_count(req->mem, i < before.count ? before.at[i].value : 0),
        };
    if (parts.count > 1 && parts.count <= CHART_COLUMNS_MAX)
        page->months_chart = chart_of(
            req->mem, str_format(req->mem, "%.*s theo tháng", STR_ARG(asked->indicator->label)),
            asked->indicator->unit, &parts, page->has_before ? &before : NULL, &asked->period);
    return true;
}

/* ---- the list ---- */

static void row_add(struct figure_page *page, const struct contribution *from)
{
    const struct figure_question *asked = &page->asked;
    const struct catalogue_kind *kind = catalogue_kind(asked->catalogue, from->kind);
    const struct unit *unit = unit_by_id(asked->units, from->unit);
    const struct rule *rule = &asked->indicator->rule;
    *list_add(&page->rows, page->mem) = (struct figure_row){
        .day = rule->day.len ? vi_day(page->mem, from->day)
                             : record_day_text(page->mem, kind, from->day),
        .unit = unit ? unit->name : S(""),
        .title = from->title,
        .address = record_address(page->mem, asked->catalogue, from->no),
        .value = vi_count(page->mem, from->value),
        .is_counted_before = rule->measure == RULE_DISTINCT && from->value == 0,
    };
}

static bool rows_read(struct request *req, struct figure_page *page, struct error *err)
{
    const struct figure_question *asked = &page->asked;
    struct contributions list = {0};
    int64_t sum = 0;
    if (!pager_read(req, ROWS_A_PAGE, &page->pager, err) ||
        !figure_records(req->db, req->mem, asked->indicator, asked->unit, asked->span,
                        page->pager.skipped, ROWS_A_PAGE, &list, err))
        return false;
    page->records = list.total;
    for (size_t i = 0; i < list.count; i++) {
        row_add(page, &list.at[i]);
        sum += list.at[i].value;
    }
    page->page_sum = vi_count(req->mem, sum);
    return pager_fill(req, &page->pager, figure_asked_address(req->mem, asked), list.total, err);
}

static bool doubts_fill(struct request *req, struct figure_page *page, struct error *err)
{
    const struct figure_question *asked = &page->asked;
    struct doubts doubts = {0};
    if (!doubts_answered(req->db, req->mem, asked->unit, asked->indicator, asked->period, &doubts,
                         err))
        return false;
    page->doubt_form = doubt_form_of(req->mem, asked);
    for (size_t i = 0; i < doubts.count; i++)
        *list_add(&page->doubt_answers, req->mem) =
            (struct doubt_answer_row){doubts.at[i].answer, vi_day(req->mem, doubts.at[i].day),
                                      vi_day(req->mem, doubts.at[i].answered)};
    return true;
}

/* What later features know of it: articles. */
static bool quotes_fill(struct request *req, struct figure_page *page, struct error *err)
{
    const struct figure_question *asked = &page->asked;
    const struct book *book = req->book;
    struct str period = period_code(req->mem, asked->period);
    for (size_t i = 0; i < book->features_count; i++)
        if (book->features[i]->quotes &&
            !book->features[i]->quotes(req->db, req->mem, asked->unit->id, asked->indicator->code,
                                       period, &page->quotes, err))
            return false;
    return true;
}

/* ---- the page ---- */

static struct str export_address(struct arena *mem, const struct figure_question *asked,
                                 const char *file)
{
    struct str whole = figure_asked_address(mem, asked);
    size_t mark = str_find_char(whole, '?');
    struct str path = str_part(whole, 0, mark), rest = str_part(whole, mark, whole.len);
    return str_format(mem, "%.*s/%s%.*s", STR_ARG(path), file, STR_ARG(rest));
}

static void words_fill(struct figure_page *page)
{
    const struct figure_question *asked = &page->asked;
    const struct indicator *indicator = asked->indicator;
    struct arena *mem = page->mem;
    page->unit_title = unit_title(mem, asked->unit);
    page->period = vi_period(mem, asked->period);
    page->cutoff = vi_day(mem, asked->span.last);
    page->areas_label = unit_areas_label(mem, asked->units, asked->unit, asked->span.last);
    page->rule = figure_rule_text(mem, asked->catalogue, indicator, asked->span);
    page->number = figure_number(mem, indicator, page->figure.actual);
    page->sum = vi_count(mem, page->figure.actual);
    struct str about = figure_about(mem, indicator, page->figure.actual);
    if (!str_is(about, figure_phrase(mem, indicator, page->figure.actual)))
        page->about = about;
    page->change = figure_change(mem, &page->figure);
    page->percent = figure_percent(mem, &page->figure);
    bool is_home = asked->unit == asked->home;
    page->index =
        str_format(mem, "/so-lieu/%d/%.*s%s%.*s", asked->period.year,
                   STR_ARG(vi_period_slug(mem, asked->period)),
                   is_home ? "" : "?don-vi=", STR_ARG(is_home ? S("") : asked->unit->code));
    page->csv = export_address(mem, asked, "danh-sach.csv");
    page->json = export_address(mem, asked, "so-lieu.json");
    page->frame = (struct page_frame){
        .title = indicator->label,
        .description =
            str_format(mem, "%.*s, %.*s: %.*s", STR_ARG(page->unit_title), STR_ARG(page->period),
                       STR_ARG(figure_phrase(mem, indicator, page->figure.actual))),
        .address = page->pager.address,
    };
}

bool figure_get(struct request *req, struct response *response, struct error *err)
{
    struct figure_page page = {.mem = req->mem};
    struct figure_question *asked = &page.asked;
    if (!figure_asked(req, asked, err) ||
        !figure_compute(req->db, req->mem, asked->indicator, asked->unit, asked->period,
                        asked->span, figure_span_before(asked), &page.figure, err) ||
        !rows_read(req, &page, err))
        return false;
    words_fill(&page);
    if (!slices_read(req, &page, err) || !areas_read(req, &page, err) ||
        !months_read(req, &page, err) ||
        !figure_matrix(req->book, req->db, req->mem, asked->indicator, asked->unit, asked->span,
                       &page.matrix, err) ||
        !doubts_fill(req, &page, err) || !quotes_fill(req, &page, err))
        return false;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    figure_html(&out, &page);
    return page_respond(response, &out, err);
}
