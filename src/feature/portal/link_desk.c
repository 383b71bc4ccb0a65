/* Links to other sites: added, renamed, moved, taken away. The list is written as a whole, as the
 * command does. */
#include "feature/portal/link_desk.h"
#include "base/unicode.h"

enum { UNPROCESSABLE = 422 };

/* ---- the list ---- */

bool link_desk_page(struct request *req, struct response *response, struct error *err)
{
    struct link_desk_page page = {
        .frame = {.address = S(LINK_DESK),
                  .title = html_translate(req->messages, S("Liên kết Website"))}};
    if (request_text(req, "da").len)
        page.done = html_translate(req->messages, S("Đã ghi. Trang chủ đã đổi theo."));
    if (!site_links_all(req->db, req->mem, &page.links, err))
        return false;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    link_desk_html(&out, &page);
    return page_respond(response, &out, err);
}

/* ---- one link ---- */

/* Where a link stands. */
struct place {
    size_t group, link;
};

/* A link is known by its group and address: "2.5" of an address of the desk says where it stood
 * when the page was drawn, `was` what stood there. */
static bool link_find(struct request *req, const struct site_links *links, struct place *place,
                      struct error *err)
{
    struct str rest = req->part[0], first;
    int64_t group, link;
    if (str_cut(&rest, '.', &first) && str_to_int(first, &group) && str_to_int(rest, &link) &&
        group > 0 && link > 0 && (size_t)group <= links->count &&
        (size_t)link <= links->at[group - 1].links.count) {
        *place = (struct place){(size_t)group - 1, (size_t)link - 1};
        return true;
    }
    return fail(err, ERROR_MISSING, "lien-ket", "không có liên kết này, hoặc danh sách vừa đổi");
}

static bool form_draw(struct request *req, struct link_form_page *page,
                      const struct site_links *links, struct response *response, struct error *err)
{
    for (size_t i = 0; i < links->count; i++)
        *list_add(&page->groups, req->mem) =
            (struct link_group_choice){links->at[i].label, str_is(links->at[i].label, page->group)};
    page->action = req->path;
    page->frame = (struct page_frame){
        .address = req->path,
        .title = page->was.len ? html_translate(req->messages, S("Sửa liên kết"))
                               : html_translate(req->messages, S("Thêm liên kết"))};
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    link_form_html(&out, page);
    return page_respond(response, &out, err);
}

bool link_new_page(struct request *req, struct response *response, struct error *err)
{
    struct site_links links = {0};
    struct link_form_page page = {0};
    return site_links_all(req->db, req->mem, &links, err) &&
           form_draw(req, &page, &links, response, err);
}

bool link_form_get(struct request *req, struct response *response, struct error *err)
{
    struct site_links links = {0};
    struct place place = {0};
    if (!site_links_all(req->db, req->mem, &links, err) || !link_find(req, &links, &place, err))
        return false;
    const struct site_link_group *group = &links.at[place.group];
    const struct site_link *link = &group->links.at[place.link];
    struct link_form_page page = {.group = group->label,
                                  .label = link->label,
                                  .address = link->address,
                                  .was = link->address};
    return form_draw(req, &page, &links, response, err);
}

/* ---- what was sent ---- */

static void sent_take(struct request *req, struct link_form_page *page)
{
    struct str other = str_trim(request_text(req, "nhom_moi"));
    page->group = other.len ? other : str_trim(request_text(req, "nhom"));
    page->label = str_trim(request_text(req, "ten"));
    page->address = str_trim(request_text(req, "dia_chi"));
}

static bool is_label(struct str text)
{
    return text.len && text.len <= SITE_LINK_LABEL_MAX_BYTES && !unicode_has_control(text);
}

static struct site_link_group *group_find(const struct site_links *links, struct str label)
{
    for (size_t i = 0; i < links->count; i++)
        if (str_is(links->at[i].label, label))
            return &links->at[i];
    return NULL;
}

static size_t links_count(const struct site_links *links)
{
    size_t count = 0;
    for (size_t i = 0; i < links->count; i++)
        count += links->at[i].links.count;
    return count;
}

/* Why the link cannot stand in the list as it is without it; empty: it can. */
static struct str reason_against(const struct site_links *links, const struct link_form_page *page)
{
    const struct site_link_group *group = group_find(links, page->group);
    if (!is_label(page->group))
        return S(MESSAGE("Chưa chọn nhóm, hoặc tên nhóm quá dài."));
    if (!is_label(page->label))
        return S(MESSAGE("Chưa ghi tên, hoặc tên quá dài."));
    if (page->address.len > SITE_LINK_ADDRESS_MAX_BYTES || site_link_host(page->address).len == 0)
        return S(MESSAGE("Địa chỉ phải đầy đủ, bắt đầu bằng https:// hay http://"));
    if (!group && links->count >= SITE_LINK_GROUPS_MAX)
        return S(MESSAGE("Chỉ chia được nhiều nhất 6 nhóm."));
    if (links_count(links) >= SITE_LINKS_MAX)
        return S(MESSAGE("Danh sách đã đủ 120 liên kết."));
    for (size_t i = 0; group && i < group->links.count; i++)
        if (str_is(group->links.at[i].address, page->address))
            return S(MESSAGE("Địa chỉ này đã có trong nhóm."));
    return S("");
}

/* ---- changing the list ---- */

static void link_take_out(struct site_link_group *group, size_t at)
{
    for (size_t i = at; i + 1 < group->links.count; i++)
        group->links.at[i] = group->links.at[i + 1];
    group->links.count--;
}

static void link_put(struct arena *mem, struct site_link_group *group, size_t at,
                     struct site_link link)
{
    list_add(&group->links, mem);
    for (size_t i = group->links.count - 1; i > at; i--)
        group->links.at[i] = group->links.at[i - 1];
    group->links.at[at] = link;
}

static bool links_keep(struct request *req, const struct site_links *links,
                       struct response *response, struct error *err)
{
    book_pages_changed(req->book);
    response->status = 303;
    response->location = S(LINK_DESK "?da=ghi");
    return site_links_write(req->db, links, err);
}

static void swap(struct site_link_group *group, size_t a, size_t b)
{
    struct site_link kept = group->links.at[a];
    group->links.at[a] = group->links.at[b];
    group->links.at[b] = kept;
}

/* Puts it where the form says: in its old place if the group is the same, else behind the others.
 */
static void place_again(struct arena *mem, struct site_links *links, const struct place *place,
                        const struct link_form_page *page)
{
    struct site_link link = {.label = page->label, .address = page->address};
    struct site_link_group *group = group_find(links, page->group);
    if (!group) {
        group = list_add(links, mem);
        *group = (struct site_link_group){.label = page->group};
    }
    bool is_same = place && group == &links->at[place->group];
    link_put(mem, group, is_same ? place->link : group->links.count, link);
}

bool link_new_post(struct request *req, struct response *response, struct error *err)
{
    struct site_links links = {0};
    struct link_form_page page = {0};
    if (!site_links_all(req->db, req->mem, &links, err))
        return false;
    sent_take(req, &page);
    struct str reason = reason_against(&links, &page);
    if (reason.len) {
        page.problem = html_translate(req->messages, reason);
        response->status = UNPROCESSABLE;
        return form_draw(req, &page, &links, response, err);
    }
    place_again(req->mem, &links, NULL, &page);
    return links_keep(req, &links, response, err);
}

bool link_form_post(struct request *req, struct response *response, struct error *err)
{
    struct site_links links = {0};
    struct place place = {0};
    struct str action = request_text(req, "viec");
    struct link_form_page page = {.was = request_text(req, "cu")};
    if (!site_links_all(req->db, req->mem, &links, err) || !link_find(req, &links, &place, err))
        return false;
    struct site_link_group *group = &links.at[place.group];
    if (!str_is(group->links.at[place.link].address, page.was))
        return fail(err, ERROR_CONFLICT, "lien-ket",
                    "danh sách vừa được người khác sửa; hãy mở lại rồi sửa");
    if (str_is(action, S("len")) || str_is(action, S("xuong"))) {
        bool is_up = str_is(action, S("len"));
        if (is_up && place.link > 0)
            swap(group, place.link, place.link - 1);
        else if (!is_up && place.link + 1 < group->links.count)
            swap(group, place.link, place.link + 1);
        return links_keep(req, &links, response, err);
    }
    link_take_out(group, place.link);
    if (str_is(action, S("xoa")))
        return links_keep(req, &links, response, err);
    sent_take(req, &page);
    struct str reason = reason_against(&links, &page);
    if (reason.len) {
        page.problem = html_translate(req->messages, reason);
        response->status = UNPROCESSABLE;
        return form_draw(req, &page, &links, response, err);
    }
    place_again(req->mem, &links, &place, &page);
    return links_keep(req, &links, response, err);
}
