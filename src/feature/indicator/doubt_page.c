/* "Báo số liệu chưa đúng": the form on the page of a figure, and where it is sent. */
#include "base/vi_day.h"
#include "feature/indicator/indicator_pages.h"
#include "feature/limits.h"

struct str doubt_address(struct arena *mem, const struct figure_question *asked)
{
    struct str whole =
        figure_address(mem, asked->indicator, asked->period, asked->unit, asked->home);
    return str_format(mem, "%.*s/bao-chua-dung",
                      STR_ARG(str_part(whole, 0, str_find_char(whole, '?'))));
}

struct doubt_form doubt_form_of(struct arena *mem, const struct figure_question *asked)
{
    return (struct doubt_form){
        .action = doubt_address(mem, asked),
        .unit = asked->unit == asked->home ? S("") : asked->unit->code,
        .text = S(""),
    };
}

/* The page around the form: what it is about. */
static bool page_fill(struct request *req, const struct figure_question *asked,
                      struct doubt_page *page, struct error *err)
{
    int64_t actual;
    if (!figure_actual(req->db, asked->indicator, asked->unit, asked->span, &actual, err))
        return false;
    page->form = doubt_form_of(req->mem, asked);
    page->label = asked->indicator->label;
    page->number = figure_phrase(req->mem, asked->indicator, actual);
    page->period = vi_period(req->mem, asked->period);
    page->unit_title = unit_title(req->mem, asked->unit);
    page->figure =
        figure_address(req->mem, asked->indicator, asked->period, asked->unit, asked->home);
    page->frame = (struct page_frame){
        .title = html_translate(req->messages, S("Báo số liệu chưa đúng")),
        .address = page->form.action,
    };
    frame_fill(req, &page->frame);
    return true;
}

static bool page_answer(struct request *req, const struct doubt_page *page,
                        struct response *response, struct error *err)
{
    struct html out = page_html(req);
    doubt_html(&out, page);
    return page_respond(response, &out, err);
}

bool doubt_get(struct request *req, struct response *response, struct error *err)
{
    struct doubt_page page = {.is_sent = request_int(req, "da-gui", 0) == 1};
    struct figure_question asked;
    return figure_asked(req, &asked, err) && page_fill(req, &asked, &page, err) &&
           page_answer(req, &page, response, err);
}

/* Says why it was not taken, and gives the words back, so that nobody types them again. */
static bool refuse(struct request *req, const struct figure_question *asked, struct str text,
                   const struct error *why, struct response *response, struct error *err)
{
    struct doubt_page page = {.refusal = str_of(why->text)};
    if (!page_fill(req, asked, &page, err))
        return false;
    page.form.text = text;
    response->status = why->kind == ERROR_BUSY ? 429 : error_http_status(why->kind);
    return page_answer(req, &page, response, err);
}

static bool doubt_take(struct request *req, const struct figure_question *asked, struct str text,
                       struct error *err)
{
    struct doubt doubt = {
        .unit = asked->unit->code,
        .indicator = asked->indicator->code,
        .period = period_code(req->mem, asked->period),
        .text = text,
        .day = book_today(req->book),
    };
    if (text.len == 0)
        return fail(err, ERROR_INVALID, "noi-dung", "chưa viết điều chưa đúng");
    return limits_take(req->book, LIMITED_DOUBTS, req->client, err) &&
           doubt_add(req->db, &doubt, err);
}

bool doubt_post(struct request *req, struct response *response, struct error *err)
{
    struct figure_question asked;
    struct str text = str_trim(request_text(req, "noi-dung"));
    struct error why;
    if (!figure_asked(req, &asked, err))
        return false;
    if (!doubt_take(req, &asked, text, &why)) {
        if (why.kind == ERROR_INVALID || why.kind == ERROR_BUSY)
            return refuse(req, &asked, text, &why, response, err);
        *err = why;
        return false;
    }
    bool is_home = asked.unit == asked.home;
    response->status = 303;
    response->location = str_format(
        req->mem, "%.*s?%s%.*s%sda-gui=1", STR_ARG(doubt_address(req->mem, &asked)),
        is_home ? "" : "don-vi=", STR_ARG(is_home ? S("") : asked.unit->code), is_home ? "" : "&");
    return true;
}
