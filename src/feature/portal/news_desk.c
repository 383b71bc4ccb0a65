/* The desk of articles: its lists, and what its pages share. */
#include "feature/portal/news_desk.h"

#include "base/vi_day.h"
#include "feature/portal/article_store.h"

enum { PUBLISHED_SHOWN = 200 };

/* ---- shared ---- */

bool news_may_write(const struct visitor *visitor, const struct unit_tree *units, struct str unit)
{
    const struct unit *found = unit_find(units, unit);
    return found && visitor_may(visitor, MAY_DRAFT, found);
}

/* A draft is its author's, and of those who may write where it belongs. */
static bool is_open_to(const struct visitor *visitor, const struct unit_tree *units,
                       const struct news_draft *draft)
{
    return draft->author == visitor->id ||
           news_may_write(visitor, units, draft->texts.key[WRITTEN_UNIT]);
}

bool news_draft_named(struct request *req, struct news_draft *draft, struct error *err)
{
    int64_t id;
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    if (!str_to_int(req->part[0], &id) || id < 1)
        return fail(err, ERROR_MISSING, "tin", "không có bài nháp nào ở địa chỉ này");
    if (!news_draft_find(req->db, req->mem, id, draft, err))
        return false;
    return is_open_to(req->visitor, units, draft) ||
           fail(err, ERROR_DENIED, "tin", "bài này của đơn vị khác");
}

static void unit_add(struct request *req, const struct unit *unit, struct str chosen,
                     struct news_choices *units)
{
    if (unit && visitor_may(req->visitor, MAY_DRAFT, unit))
        *list_add(units, req->mem) =
            (struct news_choice){unit->code, unit->name, str_is(unit->code, chosen)};
}

bool news_units(struct request *req, struct str chosen, struct news_choices *units,
                struct error *err)
{
    const struct unit_tree *tree = unit_tree_of(req->book, req->db, err);
    if (!tree)
        return false;
    const struct unit *home = unit_home(tree);
    struct unit_refs areas = {0};
    if (home)
        areas = unit_children(req->mem, tree, home, DAY_NONE);
    unit_add(req, home, chosen, units);
    for (size_t i = 0; i < areas.count; i++)
        unit_add(req, areas.at[i], chosen, units);
    return true;
}

bool news_periods(struct request *req, struct str unit, struct str chosen,
                  struct news_choices *choices, struct error *err)
{
    struct periods periods = {0};
    const struct unit_tree *tree = unit_tree_of(req->book, req->db, err);
    if (!tree)
        return false;
    const struct unit *found = unit_find(tree, unit);
    if (found && !review_periods(req->db, req->mem, found, &periods, err))
        return false;
    for (size_t i = 0; i < periods.count; i++) {
        struct str code = period_code(req->mem, periods.at[i]);
        *list_add(choices, req->mem) =
            (struct news_choice){code, vi_period(req->mem, periods.at[i]), str_is(code, chosen)};
    }
    return true;
}

static struct str address_done(struct arena *mem, struct str address, const char *done)
{
    return done ? str_format(mem, "%.*s?da=%s", STR_ARG(address), done) : address;
}

struct str news_draft_address(struct arena *mem, int64_t id, const char *done)
{
    return address_done(mem, str_format(mem, NEWS_DESK "/%lld", (long long)id), done);
}

struct str news_article_address(struct arena *mem, int64_t id, const char *done)
{
    return address_done(mem, str_format(mem, NEWS_DESK "/bai/%lld", (long long)id), done);
}

bool news_go(struct response *response, struct str address)
{
    response->status = 303;
    response->location = address;
    return true;
}

/* ---- the lists ---- */

static bool draft_row_add(struct request *req, const struct news_draft *draft,
                          struct news_list_page *page, struct error *err)
{
    struct arena *mem = req->mem;
    bool is_planned = draft->state == NEWS_PLANNED;
    struct str editor, title = draft->texts.key[WRITTEN_TITLE];
    struct news_row *row = list_add(is_planned ? &page->planned : &page->writing, mem);
    if (!account_name(req->db, mem, str_format(mem, "u%lld", (long long)draft->editor), &editor,
                      err))
        return false;
    row->address = news_draft_address(mem, draft->id, NULL);
    row->title = title.len ? title : html_translate(req->messages, S("(chưa có tiêu đề)"));
    if (draft->of.len)
        row->title = str_format(mem, "Sửa tin đã đăng: %.*s", STR_ARG(row->title));
    row->meta = is_planned
                    ? str_format(mem, "đăng lúc %.*s", STR_ARG(vi_moment(mem, draft->moment)))
                    : str_format(mem, "%.*s, %.*s", STR_ARG(editor),
                                 STR_ARG(vi_moment(mem, draft->changed)));
    row->problem = draft->problem;
    return true;
}

static bool drafts_fill(struct request *req, const struct unit_tree *units,
                        struct news_list_page *page, struct error *err)
{
    struct news_drafts drafts;
    if (!news_drafts_open(req->db, req->mem, &drafts, err))
        return false;
    for (size_t i = 0; i < drafts.count; i++)
        if (is_open_to(req->visitor, units, &drafts.at[i]) &&
            !draft_row_add(req, &drafts.at[i], page, err))
            return false;
    return true;
}

static bool articles_fill(struct request *req, const struct unit_tree *units,
                          struct news_list_page *page, struct error *err)
{
    struct articles articles;
    if (!articles_all(req->db, req->mem, &articles, err))
        return false;
    for (size_t i = 0; i < articles.count && i < PUBLISHED_SHOWN; i++) {
        const struct article *article = &articles.at[i];
        const struct unit *unit = unit_by_id(units, article->unit);
        if (!unit || !visitor_may(req->visitor, MAY_DRAFT, unit))
            continue;
        struct news_row *row = list_add(
            article->state == ARTICLE_PUBLIC ? &page->published : &page->withdrawn, req->mem);
        row->address = news_article_address(req->mem, article->id, NULL);
        row->title = article->title.len
                         ? article->title
                         : html_translate(req->messages, S("Tin đã xóa theo yêu cầu"));
        row->meta = vi_day(req->mem, article->day);
    }
    return true;
}

static struct str done_words(const struct request *req)
{
    static const char *const words[][2] = {
        {"hen", MESSAGE("Đã hẹn giờ đăng. Đến giờ, máy chủ tự đăng bài.")},
        {"bo", MESSAGE("Đã bỏ bài nháp.")},
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_is(request_text(req, "da"), str_of(words[i][0])))
            return html_translate(req->messages, str_of(words[i][1]));
    return S("");
}

bool news_list_page(struct request *req, struct response *response, struct error *err)
{
    struct news_list_page page = {
        .frame = {.address = S(NEWS_DESK), .title = html_translate(req->messages, S("Viết tin"))},
        .done = done_words(req)};
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units || !drafts_fill(req, units, &page, err) || !articles_fill(req, units, &page, err))
        return false;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    news_list_html(&out, &page);
    return page_respond(response, &out, err);
}
