/* A published article on the desk: corrected, taken down, erased. */
#include "base/text.h"
#include "base/vi_day.h"
#include "feature/portal/article_store.h"
#include "feature/portal/news_desk.h"

enum { UNPROCESSABLE = 422 };

/* ---- which ---- */

static bool article_named(struct request *req, struct article *article, struct error *err)
{
    int64_t id;
    bool is_found = false;
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    if (str_to_int(req->part[0], &id) &&
        !article_by_id(req->book, req->db, req->mem, id, article, &is_found, err))
        return false;
    if (!is_found)
        return fail(err, ERROR_MISSING, "tin", "không có tin nào ở địa chỉ này");
    const struct unit *unit = unit_by_id(units, article->unit);
    return (unit && visitor_may(req->visitor, MAY_DRAFT, unit)) ||
           fail(err, ERROR_DENIED, "tin", "tin này của đơn vị khác");
}

/* ---- the page ---- */

static struct str done_words(const struct request *req)
{
    static const char *const words[][2] = {
        {"dang", MESSAGE("Đã đăng tin.")},
        {"sua", MESSAGE("Đã đăng bản sửa. Lời ghi chú hiện dưới bài.")},
        {"go", MESSAGE("Đã gỡ tin khỏi các danh sách và tìm kiếm. Địa chỉ của tin chỉ còn lý do "
                       "gỡ.")},
        {"xoa", MESSAGE("Đã xóa, không lấy lại được.")},
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_is(request_text(req, "da"), str_of(words[i][0])))
            return html_translate(req->messages, str_of(words[i][1]));
    return S("");
}

/* What may be erased of it: "anh-2" is its second picture. */
static bool parts_fill(struct request *req, const struct article *article,
                       struct news_article_page *page, struct error *err)
{
    struct article_body body = {0};
    struct arena *mem = req->mem;
    *list_add(&page->parts, mem) =
        (struct news_choice){S("tat-ca"), html_translate(req->messages, S("Toàn bộ tin")), false};
    *list_add(&page->parts, mem) = (struct news_choice){
        S("tac-gia"), html_translate(req->messages, S("Chỉ tên tác giả")), false};
    *list_add(&page->parts, mem) = (struct news_choice){
        S("ban-cu"), html_translate(req->messages, S("Chỉ các bản trước khi sửa")), false};
    if (!article_body_read(req->book, req->db, mem, article, &body, err))
        return false;
    for (size_t i = 0; i < body.pictures.count; i++)
        if (body.pictures.at[i].media.name.len)
            *list_add(&page->parts, mem) = (struct news_choice){
                str_format(mem, "anh-%zu", i + 1),
                str_format(mem, "Chỉ ảnh thứ %zu: %.*s", i + 1, STR_ARG(body.pictures.at[i].alt)),
                false};
    return true;
}

static bool draw(struct request *req, const struct article *article, struct news_article_page *page,
                 struct response *response, struct error *err)
{
    page->title = article->title;
    page->no = article->no;
    page->day = vi_day(req->mem, article->day);
    page->action = news_article_address(req->mem, article->id, NULL);
    page->public_address = article->address;
    page->is_public = article->state == ARTICLE_PUBLIC;
    page->is_erased = article->state == ARTICLE_ERASED;
    page->frame = (struct page_frame){.address = page->action, .title = article->title};
    if (!page->is_erased && !parts_fill(req, article, page, err))
        return false;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    news_article_html(&out, page);
    return page_respond(response, &out, err);
}

bool news_article_get(struct request *req, struct response *response, struct error *err)
{
    struct article article = {0};
    struct news_article_page page = {.done = done_words(req)};
    return article_named(req, &article, err) && draw(req, &article, &page, response, err);
}

static bool refuse(struct request *req, const struct article *article, struct str problem,
                   struct response *response, struct error *err)
{
    struct news_article_page page = {.problem = html_translate(req->messages, problem)};
    response->status = UNPROCESSABLE;
    return draw(req, article, &page, response, err);
}

/* ---- what is done to it ---- */

/* One correction at a time: whoever comes second goes on with the first one's. */
bool news_correct_post(struct request *req, struct response *response, struct error *err)
{
    struct article article = {0};
    struct news_draft draft;
    if (!article_named(req, &article, err) ||
        !news_draft_of_article(req->db, req->mem, article.no, &draft, err))
        return false;
    if (draft.id == 0 && !news_draft_correct(req->book, req->mem, &article, &draft, err))
        return false;
    return news_go(response, news_draft_address(req->mem, draft.id, "sua"));
}

/* A reason is one line of its entry. */
static struct str reason_of(struct request *req)
{
    struct str text = str_trim(request_text(req, "ly_do"));
    struct text out = text_new(req->mem, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        text_char(&out, text.at[i] == '\n' || text.at[i] == '\t' ? ' ' : text.at[i]);
    return text_str(&out);
}

bool news_withdraw_post(struct request *req, struct response *response, struct error *err)
{
    struct article article = {0};
    struct str reason = reason_of(req);
    if (!article_named(req, &article, err))
        return false;
    struct str address = news_article_address(req->mem, article.id, "go");
    if (article.state != ARTICLE_PUBLIC) /* sent twice */
        return news_go(response, address);
    if (reason.len == 0)
        return refuse(req, &article, S(MESSAGE("Chưa ghi lý do gỡ tin.")), response, err);
    return article_withdraw(req->book, req->mem, article.no, reason, err) &&
           news_go(response, address);
}

static bool part_read(struct str code, enum article_part *part, int64_t *ordinal)
{
    struct str start = S("anh-");
    *ordinal = 0;
    *part = ARTICLE_ALL;
    if (str_is(code, S("tac-gia")))
        *part = ARTICLE_AUTHOR;
    else if (str_is(code, S("ban-cu")))
        *part = ARTICLE_REPLACED;
    else if (str_starts(code, start))
        *part = ARTICLE_ONE_PICTURE;
    else
        return str_is(code, S("tat-ca"));
    return *part != ARTICLE_ONE_PICTURE ||
           (str_to_int(str_part(code, start.len, code.len), ordinal) && *ordinal > 0);
}

bool news_erase_post(struct request *req, struct response *response, struct error *err)
{
    struct article article = {0};
    enum article_part part;
    int64_t ordinal;
    if (!article_named(req, &article, err))
        return false;
    if (!part_read(request_text(req, "phan"), &part, &ordinal))
        return refuse(req, &article, S(MESSAGE("Chưa chọn xóa phần nào.")), response, err);
    if (request_text(req, "chac").len == 0)
        return refuse(req, &article,
                      S(MESSAGE("Xóa rồi không lấy lại được: hãy đánh dấu vào ô xác nhận.")),
                      response, err);
    if (!article_erase(req->book, req->mem, article.no, part, ordinal, err)) {
        if (err->kind != ERROR_MISSING)
            return false;
        struct str problem = str_copy(req->mem, str_of(err->text));
        *err = (struct error){0};
        return refuse(req, &article, problem, response, err);
    }
    return trail_add(req, S(MESSAGE("Xóa tin hoặc một phần của tin theo yêu cầu")), article.no,
                     err) &&
           news_go(response, news_article_address(req->mem, article.id, "xoa"));
}
