/* From the review of a period to a draft. */
#include "feature/portal/news_desk.h"

static struct str unit_first(const struct news_choices *units)
{
    return units->count ? units->at[0].code : S("");
}

static bool draw(struct request *req, struct news_compose_page *page, struct str unit,
                 struct response *response, struct error *err)
{
    page->frame =
        (struct page_frame){.address = S(NEWS_DESK "/soan"),
                            .title = html_translate(req->messages, S("Soạn tin từ báo cáo"))};
    if (!news_units(req, unit, &page->units, err))
        return false;
    if (unit.len == 0)
        unit = unit_first(&page->units);
    if (!news_periods(req, unit, request_text(req, "ky"), &page->periods, err))
        return false;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    news_compose_html(&out, page);
    return page_respond(response, &out, err);
}

bool news_compose_get(struct request *req, struct response *response, struct error *err)
{
    struct news_compose_page page = {.key = news_key_new(req->mem)};
    return draw(req, &page, request_text(req, "don_vi"), response, err);
}

/* What cannot be composed is said on the same page. */
static bool compose(struct request *req, const struct unit *unit, struct news_draft *draft,
                    struct str *problem, struct error *err)
{
    struct period period;
    if (period_read(request_text(req, "ky"), &period, err) &&
        news_draft_compose(req->book, req->db, req->mem, unit, period, draft, err))
        return true;
    if (err->kind != ERROR_INVALID)
        return false;
    *problem = str_copy(req->mem, str_of(err->text));
    *err = (struct error){0};
    return true;
}

bool news_compose_post(struct request *req, struct response *response, struct error *err)
{
    struct news_draft draft;
    struct str key = request_text(req, "khoa"), code = request_text(req, "don_vi");
    struct news_compose_page page = {.key = key};
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units || !news_draft_of_key(req->db, req->mem, key, &draft, err))
        return false;
    if (!news_may_write(req->visitor, units, code))
        return fail(err, ERROR_DENIED, "don_vi", "bạn không viết tin cho đơn vị này");
    if (draft.id) /* sent twice */
        return news_go(response, news_draft_address(req->mem, draft.id, "soan"));
    if (!compose(req, unit_find(units, code), &draft, &page.problem, err))
        return false;
    if (page.problem.len) {
        response->status = 422;
        return draw(req, &page, code, response, err);
    }
    return news_draft_write(req->book, req->mem, &draft, key, err) &&
           news_go(response, news_draft_address(req->mem, draft.id, "soan"));
}
