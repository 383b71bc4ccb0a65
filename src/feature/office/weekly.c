/* /lam-viec/mat-tran-so */
#include "feature/office/weekly.h"

#include "base/csv.h"
#include "base/text.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "feature/indicator/indicator.h"
#include "office_files.h"

enum { INDICATOR, LABEL, VALID_FROM, VALID_TO, COLUMNS };
enum { TEXT_MAX_BYTES = 16 * 1024, WEEK_DAYS = 7, THURSDAY = 3, DAY_SECONDS = 86400 };

struct day week_first(struct day day)
{
    /* 1970-01-01, day 0, was a Thursday. */
    int32_t since_monday = (day.number % WEEK_DAYS + THURSDAY + WEEK_DAYS) % WEEK_DAYS;
    return (struct day){day.number - since_monday};
}

/* ---- the figures ---- */

static bool is_valid(const struct str *cells, struct day day)
{
    struct day first = DAY_FIRST, last = DAY_LAST;
    return (cells[VALID_FROM].len == 0 || day_read(cells[VALID_FROM], &first)) &&
           (cells[VALID_TO].len == 0 || day_read(cells[VALID_TO], &last)) &&
           first.number <= day.number && day.number <= last.number;
}

static bool row_add(struct request *req, const struct scope *scope, struct span span,
                    const struct str *cells, struct weekly_page *page, struct error *err)
{
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    int64_t actual;
    if (!indicators)
        return false;
    const struct indicator *indicator = indicator_find(indicators, cells[INDICATOR]);
    if (!indicator)
        return true; /* gone from the catalogue */
    if (!figure_actual(req->db, indicator, scope->unit, span, &actual, err))
        return false;
    *list_add(&page->rows, req->mem) = (struct weekly_row){
        .label = str_copy(req->mem, cells[LABEL]),
        .value = vi_count(req->mem, actual),
        .unit = indicator->unit,
        .address = figure_address(req->mem, indicator, period_of(PERIOD_MONTH, span.last),
                                  scope->unit, scope->home),
        .id = str_format(req->mem, "so-%zu", page->rows.count + 1),
    };
    return true;
}

static bool rows_read(struct request *req, const struct scope *scope, struct span span,
                      struct weekly_page *page, struct error *err)
{
    struct csv csv;
    bool is_end = false, is_head = true;
    if (!csv_begin(&csv, office_files[1].bytes, err))
        return false;
    for (;; is_head = false) {
        struct csv_fields fields = {0};
        if (!csv_row(&csv, req->mem, &fields, &is_end, err))
            return false;
        if (is_end)
            return true;
        if (fields.count != COLUMNS)
            return fail(err, ERROR_BROKEN, "", "weekly.csv: dòng %lld cần %d cột",
                        (long long)csv.line, COLUMNS);
        if (!is_head && is_valid(fields.at, span.last) &&
            !row_add(req, scope, span, fields.at, page, err))
            return false;
    }
}

/* All of it as lines that can be pasted where one likes. */
static struct str text_of(struct arena *mem, const struct weekly_page *page)
{
    struct text text = text_new(mem, TEXT_MAX_BYTES);
    text_format(&text, "%.*s, tuần từ %.*s đến %.*s\n", STR_ARG(page->unit_title),
                STR_ARG(page->first), STR_ARG(page->last));
    for (size_t i = 0; i < page->rows.count; i++)
        text_format(&text, "%.*s: %.*s %.*s\n", STR_ARG(page->rows.at[i].label),
                    STR_ARG(page->rows.at[i].value), STR_ARG(page->rows.at[i].unit));
    text_format(&text, "Chốt số liệu: %.*s", STR_ARG(page->until));
    return text_str(&text);
}

/* ---- the page ---- */

/* What the figures are as of: the clock's moment, for nothing is stated. */
static struct str now_words(const struct request *req)
{
    int64_t now = req->book->journal.clock(), in_day = now % DAY_SECONDS;
    struct str day = day_text(req->mem, (struct day){(int32_t)(now / DAY_SECONDS)});
    return vi_moment(req->mem,
                     str_format(req->mem, "%.*sT%02d:%02d:%02dZ", STR_ARG(day),
                                (int)(in_day / 3600), (int)(in_day / 60 % 60), (int)(in_day % 60)));
}

static struct str week_address(struct arena *mem, const struct scope *scope, struct day first)
{
    return str_format(mem, WEEKLY_ADDRESS "?don-vi=%.*s&tuan=%.*s", STR_ARG(scope->unit->code),
                      STR_ARG(day_text(mem, first)));
}

bool weekly_get(struct request *req, struct response *response, struct error *err)
{
    struct weekly_page page = {
        .frame = {.title = html_translate(req->messages, S("Sao chép cho Mặt trận số")),
                  .address = S(WEEKLY_ADDRESS)}};
    struct scope scope;
    if (!scope_read(req, MAY_LOOK, PERIOD_MONTH, &scope, err))
        return false;
    struct day asked = request_day(req, "tuan");
    struct day first = week_first(day_is_known(asked) ? asked : scope.today);
    struct span span = {first, {first.number + WEEK_DAYS - 1}};
    if (!rows_read(req, &scope, span, &page, err))
        return false;
    page.unit_title = unit_title(req->mem, scope.unit);
    page.first = vi_day(req->mem, span.first);
    page.last = vi_day(req->mem, span.last);
    page.until = now_words(req);
    page.previous = week_address(req->mem, &scope, (struct day){first.number - WEEK_DAYS});
    page.next = week_address(req->mem, &scope, (struct day){first.number + WEEK_DAYS});
    page.text = text_of(req->mem, &page);
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    weekly_html(&out, &page);
    return page_respond(response, &out, err);
}
