/* Adding a picture to a draft: the helper program re-encodes it on the pool, the writer keeps it.
 */
#include "base/text.h"
#include "base/vi_day.h"
#include "document/markdown.h"
#include "feature/portal/news_desk.h"

enum { UNPROCESSABLE = 422 };

/* ---- the page ---- */

static bool draw(struct request *req, const struct news_draft *draft,
                 struct news_picture_page *page, struct response *response, struct error *err)
{
    page->back = news_draft_address(req->mem, draft->id, NULL);
    page->action = str_format(req->mem, "%.*s/anh", STR_ARG(page->back));
    page->frame = (struct page_frame){.address = page->action,
                                      .title = html_translate(req->messages, S("Thêm ảnh"))};
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    news_picture_form_html(&out, page);
    return page_respond(response, &out, err);
}

static bool is_open(const struct news_draft *draft, struct error *err)
{
    return draft->state == NEWS_WRITING || draft->state == NEWS_PLANNED ||
           fail(err, ERROR_CONFLICT, "tin", "bài này đã đăng hoặc đã bỏ, không thêm ảnh được nữa");
}

bool news_picture_get(struct request *req, struct response *response, struct error *err)
{
    struct news_draft draft;
    struct news_picture_page page = {0};
    if (!news_draft_named(req, &draft, err) || !is_open(&draft, err))
        return false;
    page.consent = draft.texts.key[WRITTEN_CONSENT];
    return draw(req, &draft, &page, response, err);
}

/* ---- what was sent ---- */

/* What the pool hands to the writer. */
struct taken {
    struct media media;
    struct str alt, caption, consent;
};

/* Without control characters and line ends, which would end the picture's own line. */
static struct str plain(struct arena *mem, struct str text)
{
    struct text out = text_new(mem, text.len + 1);
    text = str_trim(text);
    for (size_t i = 0; i < text.len; i++)
        text_char(&out, text.at[i] == '\n' || text.at[i] == '\t' ? ' ' : text.at[i]);
    return text_str(&out);
}

static void words_check(struct request *req, const struct taken *taken,
                        struct news_picture_page *page)
{
    struct day day;
    struct error ignored;
    if (taken->alt.len == 0)
        page->alt_problem =
            html_translate(req->messages, S("chưa ghi ảnh có gì, cho người không nhìn thấy ảnh"));
    else if (str_find_char(taken->alt, '{') < taken->alt.len ||
             str_find_char(taken->caption, '{') < taken->caption.len)
        page->alt_problem =
            html_translate(req->messages, S("mô tả và chú thích ảnh không gắn số liệu"));
    if (taken->consent.len && !vi_day_read(taken->consent, &day, &ignored))
        page->consent_problem =
            html_translate(req->messages, S("không hiểu ngày này; viết như 20/7/2022"));
}

/* False only when the helper program is at fault, not the picture. */
static bool file_take(struct request *req, struct taken *taken, struct news_picture_page *page,
                      struct error *err)
{
    struct str bytes = request_text(req, "tep");
    if (bytes.len == 0) {
        page->file_problem = html_translate(req->messages, S("chưa chọn tệp ảnh"));
        return true;
    }
    if (media_prepare(req->book, req->mem, bytes, &taken->media, err))
        return true;
    if (err->kind != ERROR_INVALID)
        return false;
    page->file_problem = str_copy(req->mem, str_of(err->text));
    *err = (struct error){0};
    return true;
}

static struct str line_of(struct arena *mem, struct str file, const struct taken *taken)
{
    struct document document = {0};
    struct block *block = document_add(&document, mem, BLOCK_PICTURE);
    block->slot = file;
    block->title = taken->alt;
    if (taken->caption.len)
        block_text(block, mem, taken->caption);
    return str_trim(document_markdown(mem, &document));
}

static bool picture_keep(struct request *req, struct response *response, struct error *err)
{
    const struct taken *taken = req->carry;
    struct news_draft draft;
    struct str file;
    if (!news_draft_named(req, &draft, err) || !is_open(&draft, err) ||
        !news_picture_add(req->db, req->mem, draft.id, &taken->media, &file, err))
        return false;
    draft.texts.body = str_format(req->mem, "%.*s\n\n%.*s\n", STR_ARG(str_trim(draft.texts.body)),
                                  STR_ARG(line_of(req->mem, file, taken)));
    if (taken->consent.len)
        draft.texts.key[WRITTEN_CONSENT] = taken->consent;
    return news_draft_write(req->book, req->mem, &draft, S(""), err) &&
           news_go(response, news_draft_address(req->mem, draft.id, "anh"));
}

bool news_picture_post(struct request *req, struct response *response, struct error *err)
{
    struct news_draft draft;
    struct taken *taken = arena_one(req->mem, struct taken);
    struct news_picture_page page = {0};
    if (!news_draft_named(req, &draft, err) || !is_open(&draft, err))
        return false;
    taken->alt = page.alt = plain(req->mem, request_text(req, "mo_ta"));
    taken->caption = page.caption = plain(req->mem, request_text(req, "chu_thich"));
    taken->consent = page.consent = plain(req->mem, request_text(req, "ngay_dong_y"));
    words_check(req, taken, &page);
    bool is_said = page.alt_problem.len == 0 && page.consent_problem.len == 0;
    if (!is_said && request_text(req, "tep").len)
        page.file_problem = html_translate(req->messages, S("hãy chọn lại tệp ảnh"));
    else if (!file_take(req, taken, &page, err))
        return false;
    if (page.file_problem.len || !is_said) {
        response->status = UNPROCESSABLE;
        return draw(req, &draft, &page, response, err);
    }
    req->then = picture_keep;
    req->carry = taken;
    return true;
}
