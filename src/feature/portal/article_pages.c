/* One article. */
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "base/vi_text.h"
#include "feature/meeting/meeting.h"
#include "feature/portal/article_store.h"
#include "feature/portal/article_words.h"
#include "feature/portal/portal_pages.h"
#include "feature/visits.h"

/* What a page about one article is made from. */
struct showing {
    struct request *req;
    const struct unit_tree *units;
    const struct unit *unit, *home;
    const struct article *article;
};

/* ---- the text ---- */

static const struct shown_picture *picture_more(const struct showing *showing,
                                                const struct article_pictures *pictures,
                                                struct str slot)
{
    struct shown_picture *shown = arena_one(showing->req->mem, struct shown_picture);
    int64_t ordinal;
    if (str_to_int(slot, &ordinal) && ordinal > 0 && (size_t)ordinal <= pictures->count)
        *shown = picture_shown(showing->req->mem, &pictures->at[ordinal - 1], false);
    return shown;
}

/* body: it must live as long as the page. */
static void body_show(const struct showing *showing, const struct article_body *body,
                      struct article_content *page)
{
    struct request *req = showing->req;
    const struct running running = {.req = req};
    if (body->lead.blocks.count) {
        const struct block *lead = &body->lead.blocks.at[0];
        page->lead = running_words(&running, lead->runs.at, lead->runs.count);
    }
    for (size_t i = 0; i < body->document.blocks.count; i++) {
        const struct block *block = &body->document.blocks.at[i];
        struct running_block *shown = running_add(&running, &page->blocks, block);
        if (shown && block->kind == BLOCK_PICTURE)
            shown->more = picture_more(showing, &body->pictures, block->slot);
    }
}

static bool text_fill(const struct showing *showing, struct article_content *page,
                      struct error *err)
{
    struct request *req = showing->req;
    struct article_body *body = arena_one(req->mem, struct article_body);
    if (!article_body_read(req->book, req->db, req->mem, showing->article, body, err))
        return false;
    body_show(showing, body, page);
    return true;
}

/* ---- around it ---- */

static bool changes_fill(const struct showing *showing, struct article_content *page,
                         struct error *err)
{
    struct arena *mem = showing->req->mem;
    struct article_changes changes;
    if (!article_changes(showing->req->db, mem, showing->article->id, &changes, err))
        return false;
    for (size_t i = 0; i < changes.count; i++) {
        const struct article_change *change = &changes.at[i];
        struct shown_change shown = {vi_day(mem, vi_moment_day(change->at)), change->note};
        if (change->is_withdrawal)
            page->withdrawal = shown;
        else
            *list_add(&page->changes, mem) = shown;
    }
    return true;
}

static bool is_told(const struct periods *periods, struct period period)
{
    for (size_t i = 0; i < periods->count; i++)
        if (period_is(periods->at[i], period))
            return true;
    return false;
}

/* The page of the review; none if its records are gone since. */
static bool review_about(const struct showing *showing, struct article_content *page,
                         struct error *err)
{
    struct request *req = showing->req;
    struct period period;
    struct periods periods = {0};
    struct error ignored;
    if (!period_read(showing->article->review, &period, &ignored))
        return true;
    if (!review_periods(req->db, req->mem, showing->unit, &periods, err))
        return false;
    if (is_told(&periods, period))
        *list_add(&page->about, req->mem) = (struct news_link){
            .label = review_title(req->mem, showing->unit, period),
            .address = review_address(req->mem, period, showing->unit, showing->home)};
    return true;
}

static bool conference_about(const struct showing *showing, struct article_content *page,
                             struct error *err)
{
    struct request *req = showing->req;
    struct meetings meetings;
    if (showing->article->conference.len == 0)
        return true;
    if (!meetings_of(req->db, req->mem, showing->unit->id, &meetings, err))
        return false;
    for (size_t i = 0; i < meetings.count; i++) {
        const struct meeting *meeting = &meetings.at[i];
        if (!str_is(meeting->no, showing->article->conference))
            continue;
        *list_add(&page->about, req->mem) = (struct news_link){
            .label = meeting_title(req->mem, meeting),
            .address = meeting_address(req->mem, meeting, showing->unit, showing->home),
            .meta = vi_day(req->mem, meeting->day)};
    }
    return true;
}

static bool author_fill(const struct showing *showing, struct article_content *page,
                        struct error *err)
{
    struct request *req = showing->req;
    struct unit_bodies bodies;
    struct str folded = vi_fold(req->mem, showing->article->author);
    page->author = showing->article->author;
    if (folded.len == 0)
        return true;
    if (!unit_bodies_on(req->db, req->mem, 0, showing->article->day, &bodies, err))
        return false;
    for (size_t i = 0; i < bodies.count; i++)
        page->is_author_body =
            page->is_author_body || str_is(vi_fold(req->mem, bodies.at[i].name), folded);
    return true;
}

static bool related_fill(const struct showing *showing, struct article_content *page,
                         struct error *err)
{
    struct request *req = showing->req;
    struct articles related;
    if (!articles_related(req->book, req->db, req->mem, showing->article, RELATED_SHOWN, &related,
                          err) ||
        !news_items_fill(req, &related, &page->related, err))
        return false;
    for (size_t i = 0; i < page->related.count; i++) { /* titles are enough beside a text */
        page->related.at[i].lead = S("");
        page->related.at[i].section = (struct news_link){0};
    }
    return true;
}

static bool reads_fill(const struct showing *showing, struct response *response,
                       struct article_content *page, struct error *err)
{
    int64_t count;
    const struct article *article = showing->article;
    if (!visits_count(showing->req, response, article->no, &count, err))
        return false;
    page->reads = vi_count(showing->req->mem, article->reads + count);
    return true;
}

/* ---- the whole ---- */

static void head_fill(const struct showing *showing, struct article_content *page)
{
    struct arena *mem = showing->req->mem;
    const struct article *article = showing->article;
    page->title = article->title;
    page->day = vi_day_dots(mem, article->day);
    page->datetime = day_text(mem, article->day);
    page->changed = article->changed_at;
    page->is_withdrawn = article->state == ARTICLE_WITHDRAWN;
    page->is_erased = article->state == ARTICLE_ERASED;
    page->frame = (struct page_frame){
        .title = article->title,
        .description = article->lead,
        .address = article->address,
        .menu = S("/tin"),
        .is_story = true,
        .is_unlisted = article->state != ARTICLE_PUBLIC,
        .has_feeds = true,
    };
    if (article->has_picture) {
        page->frame.picture = media_address(mem, &article->picture.media, picture_widths[0]);
        page->frame.picture_alt = article->picture.alt;
    }
}

static bool section_fill(const struct showing *showing, struct article_content *page,
                         struct error *err)
{
    struct news_items items = {0};
    struct articles one = {0};
    *list_add(&one, showing->req->mem) = *showing->article;
    if (!news_items_fill(showing->req, &one, &items, err))
        return false;
    page->section = items.at[0].section;
    return true;
}

static bool content_fill(const struct showing *showing, struct response *response,
                         struct article_content *page, struct error *err)
{
    head_fill(showing, page);
    if (!section_fill(showing, page, err) || !changes_fill(showing, page, err))
        return false;
    if (showing->article->state != ARTICLE_PUBLIC)
        return true;
    return text_fill(showing, page, err) && author_fill(showing, page, err) &&
           conference_about(showing, page, err) && review_about(showing, page, err) &&
           related_fill(showing, page, err) && reads_fill(showing, response, page, err) &&
           site_links_all(showing->req->db, showing->req->mem, &page->sites, err);
}

/* Whatever stands before the number leads to the article, under the address that it has now;
 * whoever reads in another language goes on reading in it. */
static bool moved(const struct request *req, struct str address, struct response *response)
{
    response->status = 301;
    response->location = address;
    if (!str_is(req->language, S("vi")))
        response->location =
            str_format(req->mem, "%.*s?ngon-ngu=%.*s", STR_ARG(address), STR_ARG(req->language));
    return true;
}

static bool showing_begin(struct showing *showing, struct error *err)
{
    showing->units = unit_tree_of(showing->req->book, showing->req->db, err);
    if (!showing->units)
        return false;
    showing->home = unit_home(showing->units);
    showing->unit = unit_by_id(showing->units, showing->article->unit);
    if (!showing->unit)
        showing->unit = showing->home;
    return true;
}

static bool article_draw(struct request *req, struct response *response,
                         struct article_content *page, struct error *err)
{
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    article_html(&out, page);
    return page_respond(response, &out, err);
}

bool article_preview(struct request *req, struct response *response, const struct article *article,
                     const struct article_body *body, struct str back, struct error *err)
{
    struct article_content page = {.back = back};
    struct showing showing = {.req = req, .article = article};
    if (!showing_begin(&showing, err))
        return false;
    head_fill(&showing, &page);
    page.frame.is_unlisted = true;
    page.frame.address = req->path;
    body_show(&showing, body, &page);
    return section_fill(&showing, &page, err) && author_fill(&showing, &page, err) &&
           conference_about(&showing, &page, err) && review_about(&showing, &page, err) &&
           site_links_all(req->db, req->mem, &page.sites, err) &&
           article_draw(req, response, &page, err);
}

bool article_page(struct request *req, struct response *response, struct error *err)
{
    struct article article;
    struct article_content page = {0};
    int64_t id;
    bool is_found = false;
    struct showing showing = {.req = req, .article = &article};
    if (article_id_of_part(req->part[0], &id) &&
        !article_by_id(req->book, req->db, req->mem, id, &article, &is_found, err))
        return false;
    if (!is_found)
        return fail(err, ERROR_MISSING, "tin", "không có tin nào ở địa chỉ này");
    if (!str_is(article.address, req->path))
        return moved(req, article.address, response);
    return showing_begin(&showing, err) && content_fill(&showing, response, &page, err) &&
           article_draw(req, response, &page, err);
}
