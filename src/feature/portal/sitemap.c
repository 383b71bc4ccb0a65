/* Every public address, for search engines (sitemaps.org), and the file that names the list. */
#include "document/xml.h"
#include "feature/meeting/meeting.h"
#include "feature/portal/portal_pages.h"

enum {
    SITEMAP_ARTICLES_MAX = 40000, /* of the 50,000 addresses that a sitemap may hold */
    FIGURE_PERIODS = 2,           /* figures have a page of each period: the newest ones are told */
};

struct mapped {
    struct str address;
    struct str changed; /* moment; may be empty */
};

struct mapping {
    struct request *req;
    const struct unit *home;
    const struct unit_tree *units;
    list_of(struct mapped) pages;
};

static void put(struct mapping *mapping, struct str address, struct str changed)
{
    *list_add(&mapping->pages, mapping->req->mem) = (struct mapped){address, changed};
}

/* Pages that are there whatever the book holds: the menu's. */
static void menu_put(struct mapping *mapping)
{
    const struct book *book = mapping->req->book;
    for (size_t i = 0; i < book->features_count; i++)
        for (size_t k = 0; k < book->features[i]->menu_count; k++)
            put(mapping, str_of(book->features[i]->menu[k].address), S(""));
    put(mapping, S("/hoi-nghi"), S(""));
}

static bool sections_put(struct mapping *mapping, struct error *err)
{
    struct request *req = mapping->req;
    struct sections told;
    if (!articles_sections(req->book, req->db, req->mem, &told, err))
        return false;
    for (size_t i = 0; i < told.count; i++)
        put(mapping, section_address(req->mem, &told.at[i]), S(""));
    return true;
}

static bool reviews_put(struct mapping *mapping, const struct periods *periods, struct error *err)
{
    struct request *req = mapping->req;
    for (size_t i = 0; i < periods->count; i++)
        put(mapping, review_address(req->mem, periods->at[i], mapping->home, mapping->home), S(""));
    for (size_t i = 0; i < periods->count && i < FIGURE_PERIODS; i++) {
        struct review review;
        if (!review_figures(req->book, req->db, req->mem, mapping->home, periods->at[i], &review,
                            err))
            return false;
        for (size_t k = 0; k < review.figures.count; k++) {
            struct review_figure figure =
                review_figure(&review, review.figures.at[k].indicator->code);
            if (review_figure_speaks(&figure))
                put(mapping,
                    figure_address(req->mem, figure.now->indicator, periods->at[i], mapping->home,
                                   mapping->home),
                    S(""));
        }
    }
    return true;
}

static bool meetings_put(struct mapping *mapping, struct error *err)
{
    struct request *req = mapping->req;
    struct meetings meetings;
    if (!meetings_of(req->db, req->mem, mapping->home->id, &meetings, err))
        return false;
    for (size_t i = 0; i < meetings.count; i++) {
        const struct meeting *meeting = &meetings.at[i];
        put(mapping, meeting_address(req->mem, meeting, mapping->home, mapping->home), S(""));
        if (meeting->has_programme)
            put(mapping,
                programme_address(req->mem, meeting->programme, mapping->home, mapping->home),
                S(""));
    }
    return true;
}

static bool areas_put(struct mapping *mapping, struct error *err)
{
    struct request *req = mapping->req;
    struct day known;
    if (!unit_day_known(req->db, &known, err))
        return false;
    struct unit_refs areas = unit_children(req->mem, mapping->units, mapping->home, known);
    for (size_t i = 0; i < areas.count; i++) {
        struct str address = unit_address(req->mem, areas.at[i]);
        if (address.len)
            put(mapping, address, S(""));
    }
    return true;
}

static bool articles_put(struct mapping *mapping, struct error *err)
{
    struct request *req = mapping->req;
    struct article_months months;
    struct article_addresses articles;
    if (!article_months(req->db, req->mem, &months, err) ||
        !article_addresses(req->db, req->mem, SITEMAP_ARTICLES_MAX, &articles, err))
        return false;
    for (size_t i = 0; i < months.count; i++)
        put(mapping,
            str_format(req->mem, "/tin/thang/%d-%02d", months.at[i].month / 12,
                       months.at[i].month % 12 + 1),
            S(""));
    for (size_t i = 0; i < articles.count; i++)
        put(mapping, articles.at[i].address, articles.at[i].changed_at);
    return true;
}

static bool unit_pages_put(struct mapping *mapping, struct error *err)
{
    struct request *req = mapping->req;
    struct periods periods = {0};
    return review_periods(req->db, req->mem, mapping->home, &periods, err) &&
           reviews_put(mapping, &periods, err) && meetings_put(mapping, err) &&
           areas_put(mapping, err);
}

static bool mapping_write(const struct mapping *mapping, struct str *bytes, struct error *err)
{
    struct arena *mem = mapping->req->mem;
    struct str site = book_setting(mapping->req->db, mem, "site");
    struct xml *xml = xml_new(mem);
    xml_open(xml, "urlset");
    xml_attribute(xml, "xmlns", S("http://www.sitemaps.org/schemas/sitemap/0.9"));
    for (size_t i = 0; i < mapping->pages.count; i++) {
        const struct mapped *page = &mapping->pages.at[i];
        xml_open(xml, "url");
        xml_element(xml, "loc", str_format(mem, "%.*s%.*s", STR_ARG(site), STR_ARG(page->address)));
        if (page->changed.len)
            xml_element(xml, "lastmod", page->changed);
        xml_close(xml);
    }
    return xml_end(xml, bytes, err);
}

bool sitemap_page(struct request *req, struct response *response, struct error *err)
{
    struct mapping mapping = {.req = req, .units = unit_tree_of(req->book, req->db, err)};
    if (!mapping.units)
        return false;
    mapping.home = unit_home(mapping.units);
    menu_put(&mapping);
    response->type = "application/xml; charset=utf-8";
    return sections_put(&mapping, err) && (!mapping.home || unit_pages_put(&mapping, err)) &&
           articles_put(&mapping, err) && mapping_write(&mapping, &response->body, err);
}

bool robots_page(struct request *req, struct response *response, struct error *err unused)
{
    struct str site = book_setting(req->db, req->mem, "site");
    response->type = "text/plain; charset=utf-8";
    response->body =
        str_format(req->mem, "User-agent: *\nDisallow: /tim-kiem\nSitemap: %.*s/so-do-trang.xml\n",
                   STR_ARG(site));
    return true;
}
