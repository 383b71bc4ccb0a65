/* The lead story of the home page, and the newest articles by section. */
#include "base/text.h"
#include "feature/portal/home.h"

enum { SECTION_ARTICLES = 3, SECTIONS_SHOWN = 6, SRCSET_MAX_BYTES = 400 };

/* The two smaller versions: on the first page of a weak network a picture of 800 pixels is enough,
 * however fine the screen. */
static struct str srcset_of(struct arena *mem, const struct media *media)
{
    struct text out = text_new(mem, SRCSET_MAX_BYTES);
    for (size_t i = PICTURE_SIZES; i > 1; i--) {
        const struct picture_version *version = &media->picture.version[i - 1];
        text_format(&out, "%s%.*s %lldw", out.len ? ", " : "",
                    STR_ARG(media_address(mem, media, picture_widths[i - 1])),
                    (long long)version->width);
        if (version->width < picture_widths[i - 1])
            break; /* a small picture: the next version is the same */
    }
    return text_str(&out);
}

/* The newest article about the newest review; without one, the newest of all. */
static bool story_find(struct home *home, const struct period *newest, struct article *article,
                       bool *is_found, struct error *err)
{
    struct request *req = home->req;
    struct articles articles = {0};
    *is_found = false;
    if (newest && !article_of_review(req->book, req->db, req->mem, home->unit, *newest, article,
                                     is_found, err))
        return false;
    if (*is_found)
        return true;
    if (!articles_newest(req->book, req->db, req->mem, S(""), 0, 1, &articles, err))
        return false;
    *is_found = articles.count > 0;
    if (*is_found)
        *article = articles.at[0];
    return true;
}

static bool story_fill(struct home *home, const struct article *article, struct error *err)
{
    struct request *req = home->req;
    struct articles one = {(struct article *)(uintptr_t)article, 1, 1};
    struct news_items items = {0};
    if (!news_items_fill(req, &one, &items, err) || items.count == 0)
        return false;
    home->page->story = items.at[0];
    if (article->has_picture) {
        home->page->story.picture = picture_shown(req->mem, &article->picture, false);
        home->page->story.picture.srcset = srcset_of(req->mem, &article->picture.media);
        home->page->frame.picture = home->page->story.picture.address;
        home->page->frame.picture_alt = home->page->story.picture.alt;
    }
    return true;
}

/* The newest articles of a section but for the story above; a section without any is left out. */
static bool section_fill(struct home *home, const struct section *section, int64_t story,
                         struct error *err)
{
    struct request *req = home->req;
    struct articles articles = {0}, others = {0};
    struct home_section shown = {.label = section->label,
                                 .address = section_address(req->mem, section)};
    if (!articles_newest(req->book, req->db, req->mem, section->code, 0, SECTION_ARTICLES + 1,
                         &articles, err))
        return false;
    for (size_t i = 0; i < articles.count && others.count < SECTION_ARTICLES; i++)
        if (articles.at[i].id != story)
            *list_add(&others, req->mem) = articles.at[i];
    if (others.count == 0)
        return true;
    *list_add(&home->page->sections, req->mem) = shown;
    return news_items_fill(req, &others,
                           &home->page->sections.at[home->page->sections.count - 1].items, err);
}

bool home_news_fill(struct home *home, const struct period *newest, struct error *err)
{
    struct request *req = home->req;
    struct article story;
    bool is_found;
    const struct sections *sections = sections_of(req->book, req->db, err);
    if (!sections || !story_find(home, newest, &story, &is_found, err))
        return false;
    if (!is_found)
        return true;
    if (!story_fill(home, &story, err))
        return false;
    for (size_t i = 0; i < sections->count && home->page->sections.count < SECTIONS_SHOWN; i++)
        if (section_stands(&sections->at[i], book_today(req->book)) &&
            !section_fill(home, &sections->at[i], story.id, err))
            return false;
    return true;
}
