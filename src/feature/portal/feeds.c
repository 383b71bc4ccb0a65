/* The newest articles for programs that read news: Atom (RFC 4287) and JSON Feed 1.1. */
#include "base/json.h"
#include "base/text.h"
#include "document/xml.h"
#include "feature/portal/portal_pages.h"

enum { FEED_ARTICLES = 30, FEED_MAX_BYTES = 1024 * 1024 };

struct feed {
    struct arena *mem;
    struct page_frame frame; /* names the committee and the site */
    struct articles articles;
    struct news_items items;
    struct str updated;
};

static bool feed_read(struct request *req, struct feed *feed, struct error *err)
{
    *feed = (struct feed){.mem = req->mem, .updated = S("1970-01-01T00:00:00Z")};
    if (!articles_newest(req->book, req->db, req->mem, S(""), 0, FEED_ARTICLES, &feed->articles,
                         err) ||
        !news_items_fill(req, &feed->articles, &feed->items, err))
        return false;
    for (size_t i = 0; i < feed->articles.count; i++)
        if (str_order(feed->articles.at[i].changed_at, feed->updated) > 0)
            feed->updated = feed->articles.at[i].changed_at;
    frame_fill(req, &feed->frame);
    return true;
}

static struct str title_of(const struct feed *feed)
{
    if (feed->frame.committee.len == 0)
        return S("Tin tức");
    return str_format(feed->mem, "Tin tức - %.*s", STR_ARG(feed->frame.committee));
}

/* The address as whole as the book knows it. */
static struct str whole(const struct feed *feed, struct str address)
{
    return str_format(feed->mem, "%.*s%.*s", STR_ARG(feed->frame.site), STR_ARG(address));
}

/* What an article is known by wherever the book is served: a name-based UUID (RFC 4122,
 * section 4.3, with SHA-256 in place of SHA-1 and version 8, RFC 9562) of its first entry. */
static struct str mark_of(const struct feed *feed, struct str hex)
{
    return str_format(feed->mem, "urn:uuid:%.*s-%.*s-8%.*s-a%.*s-%.*s",
                      STR_ARG(str_part(hex, 0, 8)), STR_ARG(str_part(hex, 8, 4)),
                      STR_ARG(str_part(hex, 13, 3)), STR_ARG(str_part(hex, 17, 3)),
                      STR_ARG(str_part(hex, 20, 12)));
}

/* The book as a feed: the same form, of what its address is. */
static struct str feed_mark(const struct feed *feed)
{
    struct str parts[] = {S("doanket/tin/"), feed->frame.site, feed->frame.committee};
    struct sha256 hash = sha256_of(parts, COUNT_OF(parts));
    return mark_of(feed, sha256_hex(feed->mem, &hash));
}

static struct str published_at(const struct feed *feed, const struct news_item *item)
{
    return str_format(feed->mem, "%.*sT00:00:00+07:00", STR_ARG(item->datetime));
}

/* ---- Atom ---- */

static void link_put(struct xml *xml, const char *relation, const char *type, struct str address)
{
    xml_open(xml, "link");
    xml_attribute(xml, "rel", str_of(relation));
    xml_attribute(xml, "type", str_of(type));
    xml_attribute(xml, "href", address);
    xml_close(xml);
}

static void author_put(struct xml *xml, struct str name)
{
    xml_open(xml, "author");
    xml_element(xml, "name", name);
    xml_close(xml);
}

static void entry_put(struct xml *xml, const struct feed *feed, size_t i)
{
    const struct article *article = &feed->articles.at[i];
    const struct news_item *item = &feed->items.at[i];
    xml_open(xml, "entry");
    xml_element(xml, "id", mark_of(feed, article->mark));
    xml_element(xml, "title", article->title);
    xml_element(xml, "updated", article->changed_at);
    xml_element(xml, "published", published_at(feed, item));
    link_put(xml, "alternate", "text/html", whole(feed, article->address));
    if (article->author.len)
        author_put(xml, article->author);
    if (item->section.label.len) {
        xml_open(xml, "category");
        xml_attribute(xml, "term", article->section);
        xml_attribute(xml, "label", item->section.label);
        xml_close(xml);
    }
    if (article->lead.len)
        xml_element(xml, "summary", article->lead);
    xml_close(xml);
}

bool atom_page(struct request *req, struct response *response, struct error *err)
{
    struct feed feed;
    if (!feed_read(req, &feed, err))
        return false;
    struct xml *xml = xml_new(req->mem);
    xml_open(xml, "feed");
    xml_attribute(xml, "xmlns", S("http://www.w3.org/2005/Atom"));
    xml_attribute(xml, "xml:lang", S("vi"));
    xml_element(xml, "id", feed_mark(&feed));
    xml_element(xml, "title", title_of(&feed));
    xml_element(xml, "updated", feed.updated);
    author_put(xml, feed.frame.committee.len ? feed.frame.committee : S("doanket"));
    link_put(xml, "self", "application/atom+xml", whole(&feed, S("/tin.atom")));
    link_put(xml, "alternate", "text/html", whole(&feed, S("/tin")));
    for (size_t i = 0; i < feed.articles.count; i++)
        entry_put(xml, &feed, i);
    response->type = "application/atom+xml; charset=utf-8";
    return xml_end(xml, &response->body, err);
}

/* ---- JSON Feed ---- */

static void member(struct text *out, const char *name, struct str value)
{
    text_format(out, ", \"%s\": ", name);
    json_quote(out, value);
}

static void json_item(struct text *out, const struct feed *feed, size_t i)
{
    const struct article *article = &feed->articles.at[i];
    const struct news_item *item = &feed->items.at[i];
    text_format(out, "%s\n{\"id\": ", i ? "," : "");
    json_quote(out, mark_of(feed, article->mark));
    member(out, "url", whole(feed, article->address));
    member(out, "title", article->title);
    member(out, "content_text", article->lead.len ? article->lead : article->title);
    member(out, "date_published", published_at(feed, item));
    member(out, "date_modified", article->changed_at);
    if (article->has_picture)
        member(out, "image",
               whole(feed, media_address(feed->mem, &article->picture.media, picture_widths[1])));
    if (article->author.len) {
        text_add(out, S(", \"authors\": [{\"name\": "));
        json_quote(out, article->author);
        text_add(out, S("}]"));
    }
    if (item->section.label.len) {
        text_add(out, S(", \"tags\": ["));
        json_quote(out, item->section.label);
        text_char(out, ']');
    }
    text_char(out, '}');
}

bool json_feed_page(struct request *req, struct response *response, struct error *err)
{
    struct feed feed;
    struct text out = text_new(req->mem, FEED_MAX_BYTES);
    if (!feed_read(req, &feed, err))
        return false;
    text_add(&out, S("{\"version\": \"https://jsonfeed.org/version/1.1\""));
    member(&out, "title", title_of(&feed));
    member(&out, "language", S("vi"));
    member(&out, "home_page_url", whole(&feed, S("/tin")));
    member(&out, "feed_url", whole(&feed, S("/tin.json")));
    text_add(&out, S(", \"items\": ["));
    for (size_t i = 0; i < feed.articles.count; i++)
        json_item(&out, &feed, i);
    text_add(&out, S("\n]}\n"));
    response->type = "application/feed+json; charset=utf-8";
    return text_end(&out, "feed", &response->body, err);
}
