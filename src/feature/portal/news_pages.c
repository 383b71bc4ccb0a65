/* Lists of articles: the newest, those of a section, those of a month. */
#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "feature/portal/portal_pages.h"

enum { SIZES_MAX_BYTES = 600, MONTHS_SHOWN = 24 };

#define NEWS_ADDRESS "/tin"

/* ---- items ---- */

/* Where a version of a picture lies: among the public ones, or in a folder of its own. */
static struct str picture_address(struct arena *mem, const struct article_picture *picture,
                                  int width)
{
    if (picture->folder.len == 0)
        return media_address(mem, &picture->media, width);
    return str_format(mem, "%.*s/%.*s-%d.jpg", STR_ARG(picture->folder),
                      STR_ARG(picture->media.name), width);
}

/* The versions of a picture with their real widths; a small picture has several that are the same.
 */
static struct str srcset_of(struct arena *mem, const struct article_picture *picture)
{
    const struct media *media = &picture->media;
    struct text out = text_new(mem, SIZES_MAX_BYTES);
    int64_t before = 0;
    for (size_t i = PICTURE_SIZES; i > 0; i--) {
        int64_t width = media->picture.version[i - 1].width;
        if (width <= before)
            continue;
        text_format(&out, "%s%.*s %lldw", before ? ", " : "",
                    STR_ARG(picture_address(mem, picture, picture_widths[i - 1])),
                    (long long)width);
        before = width;
    }
    return text_str(&out);
}

struct shown_picture picture_shown(struct arena *mem, const struct article_picture *picture,
                                   bool is_small)
{
    int width = picture_widths[is_small ? PICTURE_SIZES - 1 : PICTURE_SIZES - 2];
    if (picture->media.name.len == 0)
        return (struct shown_picture){0};
    const struct picture_version *version = media_version(&picture->media, width);
    return (struct shown_picture){
        .address = picture_address(mem, picture, width),
        .srcset = is_small ? S("") : srcset_of(mem, picture),
        .alt = picture->alt,
        .caption = picture->caption,
        .width = version->width,
        .height = version->height,
    };
}

static struct str section_label(const struct request *req, const struct section *section)
{
    bool is_english = str_is(req->language, S("en")) && section->label_en.len;
    return is_english ? section->label_en : section->label;
}

bool news_items_fill(struct request *req, const struct articles *articles, struct news_items *items,
                     struct error *err)
{
    struct arena *mem = req->mem;
    const struct sections *sections = sections_of(req->book, req->db, err);
    for (size_t i = 0; sections && i < articles->count; i++) {
        const struct article *article = &articles->at[i];
        const struct section *section = section_find(sections, article->section);
        struct news_item *item = list_add(items, mem);
        *item = (struct news_item){.address = article->address,
                                   .title = article->title,
                                   .lead = article->lead,
                                   .day = vi_day_dots(mem, article->day),
                                   .datetime = day_text(mem, article->day)};
        if (section)
            item->section = (struct news_link){.label = section_label(req, section),
                                               .address = section_address(mem, section)};
        if (article->has_picture)
            item->picture = picture_shown(mem, &article->picture, true);
    }
    return sections != NULL;
}

/* ---- around the list ---- */

/* One that has ended keeps its page, but is not offered any more. */
static bool sections_fill(struct request *req, struct news_content *page, struct error *err)
{
    struct sections told;
    if (!articles_sections(req->book, req->db, req->mem, &told, err))
        return false;
    for (size_t i = 0; i < told.count; i++)
        if (section_stands(&told.at[i], book_today(req->book)))
            *list_add(&page->sections, req->mem) =
                (struct news_link){.label = section_label(req, &told.at[i]),
                                   .address = section_address(req->mem, &told.at[i])};
    return true;
}

static struct period month_period(int32_t month)
{
    return (struct period){PERIOD_MONTH, month / 12, month % 12 + 1};
}

static struct str month_address(struct arena *mem, int32_t month)
{
    return str_format(mem, NEWS_ADDRESS "/thang/%d-%02d", month / 12, month % 12 + 1);
}

static bool months_fill(struct request *req, struct news_content *page, struct error *err)
{
    struct article_months months;
    if (!article_months(req->db, req->mem, &months, err))
        return false;
    for (size_t i = 0; i < months.count && i < MONTHS_SHOWN; i++) {
        struct article_month month = months.at[i];
        struct str name = vi_period(req->mem, month_period(month.month));
        *list_add(&page->months, req->mem) =
            (struct news_link){.label = str_format(req->mem, "%.*s (%lld)",
                                                   STR_ARG(unicode_upper_first(req->mem, name)),
                                                   (long long)month.count),
                               .address = month_address(req->mem, month.month)};
    }
    return true;
}

/* Which page of how many; fails MISSING for one that is not there. */
static bool pages_fill(struct request *req, struct news_content *page, int64_t count,
                       struct error *err)
{
    if (!pager_read(req, NEWS_PER_PAGE, &page->pager, err) ||
        !pager_fill(req, &page->pager, page->frame.address, count, err))
        return false;
    page->frame.address = page->pager.address;
    page->pager.previous_label = html_translate(req->messages, S("← Tin mới hơn"));
    page->pager.next_label = html_translate(req->messages, S("Tin cũ hơn →"));
    return true;
}

static bool news_respond(struct request *req, struct news_content *page,
                         const struct articles *articles, struct response *response,
                         struct error *err)
{
    if (!news_items_fill(req, articles, &page->items, err) || !sections_fill(req, page, err) ||
        !months_fill(req, page, err))
        return false;
    page->frame.menu = S(NEWS_ADDRESS);
    page->frame.has_feeds = true;
    page->empty = html_translate(
        req->messages, S("Chưa có tin nào. Khi cán bộ Mặt trận đăng tin, tin sẽ hiện ở đây."));
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    news_html(&out, page);
    struct html_piece piece = html_end(&out);
    if (!piece.bytes.at)
        return fail(err, ERROR_BROKEN, "page", "trang dài quá mức cho phép");
    respond_html(response, piece);
    return true;
}

/* ---- pages ---- */

bool news_page(struct request *req, struct response *response, struct error *err)
{
    struct articles articles;
    int64_t count;
    struct str title = html_translate(req->messages, S("Tin tức"));
    struct news_content page = {
        .title = title,
        .frame = {.title = title,
                  .address = S(NEWS_ADDRESS),
                  .description = html_translate(
                      req->messages, S("Tin về công tác Mặt trận: việc đã làm, người đã góp, số "
                                       "liệu mở ra được tận nơi."))}};
    if (!articles_count(req->db, S(""), &count, err) || !pages_fill(req, &page, count, err) ||
        !articles_newest(req->book, req->db, req->mem, S(""), page.pager.skipped, NEWS_PER_PAGE,
                         &articles, err))
        return false;
    return news_respond(req, &page, &articles, response, err);
}

bool news_section_page(struct request *req, struct response *response, struct error *err)
{
    struct articles articles;
    int64_t count;
    const struct sections *sections = sections_of(req->book, req->db, err);
    if (!sections)
        return false;
    const struct section *section = section_of_slug(sections, req->part[0]);
    if (!section)
        return fail(err, ERROR_MISSING, "chuyen-muc", "không có chuyên mục nào ở địa chỉ này");
    struct str title = section_label(req, section);
    struct news_content page = {
        .title = title,
        .crumb = title,
        .frame = {.title = title, .address = section_address(req->mem, section)}};
    if (!articles_count(req->db, section->code, &count, err) ||
        !pages_fill(req, &page, count, err) ||
        !articles_newest(req->book, req->db, req->mem, section->code, page.pager.skipped,
                         NEWS_PER_PAGE, &articles, err))
        return false;
    return news_respond(req, &page, &articles, response, err);
}

/* "2022-07" as a month counted through; false if it is none. */
static bool month_read(struct str part, int32_t *month)
{
    struct day first;
    struct str text = {part.at, part.len};
    char bytes[] = "0000-00-01";
    if (text.len != 7)
        return false;
    memcpy(bytes, text.at, 7);
    if (!day_read(str_of(bytes), &first))
        return false;
    *month = day_month(first);
    return true;
}

bool news_month_page(struct request *req, struct response *response, struct error *err)
{
    struct articles articles;
    int64_t count = 0;
    int32_t month;
    if (!month_read(req->part[0], &month))
        return fail(err, ERROR_MISSING, "thang", "tháng viết như 2022-07");
    if (!articles_count_month(req->db, month, &count, err))
        return false;
    struct str name = vi_period(req->mem, month_period(month));
    if (count == 0)
        return fail(err, ERROR_MISSING, "thang", "%.*s không có tin nào",
                    STR_ARG(unicode_upper_first(req->mem, name)));
    struct str title = str_format(req->mem, "Tin tức %.*s", STR_ARG(name));
    struct news_content page = {
        .title = title,
        .crumb = unicode_upper_first(req->mem, name),
        .frame = {.title = title, .address = month_address(req->mem, month)}};
    if (!pages_fill(req, &page, count, err) ||
        !articles_of_month(req->book, req->db, req->mem, month, page.pager.skipped, NEWS_PER_PAGE,
                           &articles, err))
        return false;
    return news_respond(req, &page, &articles, response, err);
}
