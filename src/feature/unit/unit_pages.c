#include "feature/unit/unit_pages.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "base/vi_text.h"

struct str unit_span(struct arena *mem, struct day first, struct day last)
{
    struct str from = vi_day(mem, first);
    if (last.number == DAY_LAST.number)
        return str_format(mem, "từ ngày %.*s", STR_ARG(from));
    return str_format(mem, "từ ngày %.*s đến ngày %.*s", STR_ARG(from), STR_ARG(vi_day(mem, last)));
}

/* ---- /to-chuc ---- */

static struct str kind_label(struct arena *mem, const struct unit_body *body)
{
    const struct body_kind *kind = body_kind_meant(mem, body->kind);
    return kind ? kind->label : body->kind;
}

static bool is_of_front(struct arena *mem, const struct unit_body *body)
{
    const struct body_kind *kind = body_kind_meant(mem, body->kind);
    return kind && kind->side == BODY_OF_FRONT;
}

/* The body that each post is held in, by place; count where none is known on that day. People write
 * a body's code into an appointment, or its name. */
static size_t *bodies_of_posts(struct arena *mem, const struct unit_bodies *bodies,
                               const struct unit_posts *posts)
{
    size_t *places = arena_many(mem, size_t, posts->count);
    struct str *names = arena_many(mem, struct str, bodies->count);
    for (size_t k = 0; k < bodies->count; k++)
        names[k] = vi_fold(mem, bodies->at[k].name);
    for (size_t i = 0; i < posts->count; i++) {
        size_t *place = &places[i];
        while (*place < bodies->count && !str_is(posts->at[i].body, bodies->at[*place].code))
            ++*place;
        if (*place < bodies->count)
            continue;
        struct str wanted = vi_fold(mem, posts->at[i].body);
        for (*place = 0; *place < bodies->count && !str_is(names[*place], wanted);)
            ++*place;
    }
    return places;
}

/* Posts of a unit whose body is not known (any more). */
static void others_add(struct unit_view *view, struct arena *mem, const size_t *places,
                       size_t unknown, const struct unit_posts *posts)
{
    for (size_t i = 0; i < posts->count; i++)
        if (posts->at[i].unit == view->unit->id && places[i] == unknown)
            *list_add(&view->others, mem) = posts->at[i];
}

static struct body_views *views_for(struct organisation_page *page, const struct unit_tree *tree,
                                    const struct unit_body *body)
{
    const struct unit *unit = unit_by_id(tree, body->unit);
    if (unit == page->home)
        return is_of_front(page->mem, body) ? &page->own.bodies : &page->partners;
    if (unit && unit_is_within(page->home, unit))
        return &page->above;
    for (size_t i = 0; i < page->areas_count; i++)
        if (page->areas[i].unit == unit)
            return &page->areas[i].bodies;
    return NULL;
}

static void bodies_share_out(struct organisation_page *page, const struct unit_tree *tree,
                             const struct unit_bodies *bodies, const struct unit_posts *posts)
{
    struct arena *mem = page->mem;
    const size_t *places = bodies_of_posts(mem, bodies, posts);
    for (size_t i = 0; i < bodies->count; i++) {
        struct body_views *views = views_for(page, tree, &bodies->at[i]);
        if (!views)
            continue;
        struct body_view *view = list_add(views, mem);
        view->body = &bodies->at[i];
        view->kind = kind_label(mem, view->body);
        for (size_t k = 0; k < posts->count; k++)
            if (places[k] == i)
                *list_add(&view->posts, mem) = posts->at[k];
    }
    others_add(&page->own, mem, places, bodies->count, posts);
    for (size_t i = 0; i < page->areas_count; i++)
        others_add(&page->areas[i], mem, places, bodies->count, posts);
}

static void coverage_tell(struct organisation_page *page, const struct unit_refs *areas,
                          const struct unit_posts *posts)
{
    struct unit_coverages covered = unit_posts_cover(page->mem, areas, posts);
    page->coverage = arena_many(page->mem, struct str, covered.count);
    page->coverage_count = covered.count;
    for (size_t i = 0; i < covered.count; i++)
        page->coverage[i] = unit_coverage_sentence(page->mem, &covered.at[i], page->areas_label);
}

static bool organisation_read(struct organisation_page *page, struct request *req,
                              struct error *err)
{
    struct unit_posts posts;
    struct unit_bodies bodies;
    const struct unit_tree *tree = unit_tree_of(req->book, req->db, err);
    if (!tree)
        return false;
    page->home = unit_home(tree);
    if (!page->home || !day_is_known(page->day))
        return true;
    if (!unit_posts_on(req->db, req->mem, 0, page->day, &posts, err) ||
        !unit_bodies_on(req->db, req->mem, 0, page->day, &bodies, err) ||
        !allowance_rules_on(req->db, req->mem, page->day, &page->rules, err))
        return false;
    struct unit_refs areas = unit_children(req->mem, tree, page->home, page->day);
    page->areas_label = unit_areas_label(req->mem, tree, page->home, page->day);
    page->own.unit = page->home;
    page->areas = arena_many(req->mem, struct unit_view, areas.count);
    page->areas_count = areas.count;
    for (size_t i = 0; i < areas.count; i++)
        page->areas[i].unit = areas.at[i];
    page->people = unit_posts_people(req->mem, &posts);
    page->posts = unit_posts_posts(&posts);
    bodies_share_out(page, tree, &bodies, &posts);
    coverage_tell(page, &areas, &posts);
    return true;
}

static bool organisation_get(struct request *req, struct response *response, struct error *err)
{
    struct organisation_page page = {.mem = req->mem, .areas_label = S("đơn vị")};
    struct str asked = str_trim(request_text(req, "ngay"));
    if (!unit_day_known(req->db, &page.newest, err))
        return false;
    page.day = page.newest;
    if (asked.len && !vi_day_read(asked, &page.day, err))
        return false;
    if (!organisation_read(&page, req, err))
        return false;
    page.frame = (struct page_frame){
        .title = html_translate(req->messages, S("Tổ chức")),
        .description = html_translate(
            req->messages,
            S("Ủy ban, Ban Thường trực, các Ban công tác Mặt trận và người giữ chức danh")),
        .address = S("/to-chuc"),
        .menu = S("/to-chuc"),
    };
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    organisation_html(&out, &page);
    return page_respond(response, &out, err);
}

/* ---- /van-ban ---- */

static void rules_share_out(struct legal_page *page, const struct allowance_rules *rules)
{
    for (size_t i = 0; i < page->count; i++)
        for (size_t k = 0; k < rules->count; k++)
            if (str_is(rules->at[k].legal_basis, page->texts[i].text->number))
                *list_add(&page->texts[i].rules, page->mem) = rules->at[k];
}

static bool legal_get(struct request *req, struct response *response, struct error *err)
{
    struct legal_page page = {.mem = req->mem};
    struct legal_texts texts;
    struct allowance_rules rules;
    if (!legal_texts_all(req->db, req->mem, &texts, err) ||
        !allowance_rules_on(req->db, req->mem, DAY_NONE, &rules, err))
        return false;
    page.texts = arena_many(req->mem, struct legal_view, texts.count);
    page.count = texts.count;
    for (size_t i = 0; i < texts.count; i++)
        page.texts[i].text = &texts.at[i];
    rules_share_out(&page, &rules);
    page.frame = (struct page_frame){
        .title = html_translate(req->messages, S("Văn bản")),
        .description = html_translate(req->messages, S("Các văn bản mà Mặt trận làm theo")),
        .address = S("/van-ban"),
        .menu = S("/van-ban"),
    };
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    legal_html(&out, &page);
    return page_respond(response, &out, err);
}

static const struct field organisation_fields[] = {
    {"ngay", FIELD_TEXT, 40, false, MESSAGE("Ngày")},
    {0},
};

const struct route unit_routes[2] = {
    {METHOD_GET, "/to-chuc", "", PACE_QUICK, organisation_get, organisation_fields, false,
     MESSAGE("Tổ chức của Mặt trận và người giữ chức danh vào một ngày")},
    {METHOD_GET, "/van-ban", "", PACE_QUICK, legal_get, NULL, false,
     MESSAGE("Các văn bản làm căn cứ, mới nhất trước")},
};
