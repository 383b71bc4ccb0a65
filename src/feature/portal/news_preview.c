/* A draft as its page will show it, and its pictures, for those who write it. */
#include "base/vi_day.h"
#include "feature/portal/article_words.h"
#include "feature/portal/news_desk.h"
#include "feature/portal/portal_pages.h"

/* ---- preview ---- */

/* The article that it would be. */
static struct article article_of(struct arena *mem, const struct news_draft *draft,
                                 const struct written_article *written)
{
    struct article article = {.no = S(""),
                              .address = draft->of,
                              .title = written->title,
                              .author = written->author,
                              .section = written->section,
                              .unit = written->unit->id,
                              .day = written->day,
                              .conference = written->conference,
                              .review = written->review,
                              .reads = written->reads,
                              .changed_at = draft->changed,
                              .lead = article_cut(mem, written->lead, LEAD_SHOWN_CHARACTERS)};
    return article;
}

static void pictures_fill(struct request *req, const struct news_draft *draft,
                          const struct written_article *written, struct article_body *body)
{
    struct str folder = str_format(req->mem, NEWS_DESK "/%lld/hinh", (long long)draft->id);
    for (size_t i = 0; i < written->pictures.count; i++) {
        const struct written_picture *picture = &written->pictures.at[i];
        *list_add(&body->pictures, req->mem) = (struct article_picture){.media = *picture->media,
                                                                        .alt = picture->alt,
                                                                        .caption = picture->caption,
                                                                        .folder = folder};
    }
}

bool news_preview_page(struct request *req, struct response *response, struct error *err)
{
    struct news_draft draft;
    struct news_problems problems;
    struct written_article written;
    struct article_body *body = arena_one(req->mem, struct article_body);
    if (!news_draft_named(req, &draft, err))
        return false;
    if (draft.state != NEWS_WRITING && draft.state != NEWS_PLANNED)
        return news_go(response, news_draft_address(req->mem, draft.id, NULL));
    if (!news_draft_judge(req->book, req->db, req->mem, &draft, &written, &problems, err))
        return false;
    if (problems.total)
        return news_go(response, news_draft_address(req->mem, draft.id, "loi"));
    struct article article = article_of(req->mem, &draft, &written);
    pictures_fill(req, &draft, &written, body);
    return article_body_fill(req->book, req->db, req->mem, &article, written.lead, written.body,
                             body, err) &&
           article_preview(req, response, &article, body,
                           news_draft_address(req->mem, draft.id, NULL), err);
}

/* ---- pictures ---- */

/* "9f…-800.jpg" taken apart. */
static bool picture_part_read(struct str part, struct str *name, int64_t *width)
{
    return str_cut(&part, '-', name) && str_ends(part, S(".jpg")) &&
           str_to_int(str_part(part, 0, part.len - 4), width);
}

bool news_picture_bytes_page(struct request *req, struct response *response, struct error *err)
{
    struct news_draft draft;
    struct str name;
    int64_t width;
    if (!news_draft_named(req, &draft, err))
        return false;
    response->type = "image/jpeg";
    if (picture_part_read(req->part[1], &name, &width) &&
        !news_picture_bytes(req->db, req->mem, draft.id, name, width, &response->body, err))
        return false;
    return response->body.at || fail(err, ERROR_MISSING, "", "không có ảnh nào ở địa chỉ này");
}
