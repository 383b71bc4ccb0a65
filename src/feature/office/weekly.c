/* /lam-viec/mat-tran-so */
#include "feature/office/weekly.h"

#include "base/text.h"
#include "base/vi_day.h"
#include "base/vi_number.h"

enum { BODY_MAX_BYTES = 4000, TEXT_MAX_BYTES = 64 * 1024 };
enum { WEEK_DAYS = 7, THURSDAY = 3, DAY_SECONDS = 86400 };

/* ---- rows as the book states them ---- */

struct weekly_item weekly_of(const struct dated *item)
{
    return (struct weekly_item){.item = *item,
                                .label = json_text(item->body, S("label"), S("")),
                                .indicator = json_text(item->body, S("indicator"), S(""))};
}

bool weekly_body(struct arena *mem, const struct weekly_item *line, struct str *body,
                 struct error *err)
{
    struct json_out out = json_out_new(mem, BODY_MAX_BYTES);
    json_open_object(&out);
    dated_put_day(&out, mem, "first", line->item.first);
    json_add_text(&out, S("indicator"), line->indicator);
    dated_put(&out, "instead_of", line->item.instead_of);
    json_add_text(&out, S("label"), line->label);
    dated_put_day(&out, mem, "last", line->item.last);
    json_close_object(&out);
    return json_out_end(&out, body, err);
}

bool weekly_check(const struct indicators *indicators, const struct weekly_item *line,
                  struct error *err)
{
    if (line->item.code.len == 0 || line->label.len == 0)
        return fail(err, ERROR_INVALID, "label", "thiếu mã hoặc tên");
    if (!indicator_find(indicators, line->indicator))
        return fail(err, ERROR_INVALID, "indicator", "không có chỉ tiêu «%.*s»",
                    STR_ARG(line->indicator));
    if (line->item.last.number < line->item.first.number)
        return fail(err, ERROR_INVALID, "last", "ngày cuối đứng trước ngày đầu");
    return true;
}

/* ---- the week ---- */

struct day week_first(struct day day)
{
    /* 1970-01-01, day 0, was a Thursday. */
    int32_t since_monday = (day.number % WEEK_DAYS + THURSDAY + WEEK_DAYS) % WEEK_DAYS;
    return (struct day){day.number - since_monday};
}

/* ---- the figures ---- */

static bool row_add(struct request *req, const struct scope *scope, struct span span,
                    const struct weekly_item *line, struct weekly_page *page, struct error *err)
{
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    int64_t actual;
    if (!indicators)
        return false;
    const struct indicator *indicator = indicator_find(indicators, line->indicator);
    if (!indicator)
        return true; /* gone from the catalogue */
    if (!figure_actual(req->db, indicator, scope->unit, span, &actual, err))
        return false;
    *list_add(&page->rows, req->mem) = (struct weekly_row){
        .label = line->label,
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
    struct dated_list list = {0};
    if (!dated_read(req->db, req->mem, WEEKLY_TYPE, &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        struct weekly_item line = weekly_of(&list.at[i]);
        if (dated_holds(&list.at[i], span.last) && !row_add(req, scope, span, &line, page, err))
            return false;
    }
    return true;
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
