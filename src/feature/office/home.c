/* /lam-viec: what waits for whoever has signed in, and every room that is open to them. */
#include "base/vi_number.h"
#include "feature/office/office_pages.h"

enum { ROWS_MAX = 64, LATEST_SHOWN = 5 };

/* ---- what waits ---- */

static bool waiting_add(struct request *req, const struct waiting_item *item,
                        struct office_home *page, struct error *err)
{
    int64_t count = 0;
    if (!visitor_has(req->visitor, item->role) || !frame_may(req, item->address))
        return true;
    if (!item->count(req, &count, err))
        return false;
    if (count)
        *list_add(&page->waiting, req->mem) = (struct waiting_line){
            vi_count(req->mem, count), html_translate(req->messages, str_of(item->label)),
            str_of(item->address)};
    return true;
}

static bool waiting_fill(struct request *req, struct office_home *page, struct error *err)
{
    const struct waiting_item *items[ROWS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < req->book->features_count; i++) {
        const struct feature *feature = req->book->features[i];
        for (size_t k = 0; k < feature->waiting_count && count < ROWS_MAX; k++) {
            size_t place = count++;
            for (; place && items[place - 1]->order > feature->waiting[k].order; place--)
                items[place] = items[place - 1];
            items[place] = &feature->waiting[k];
        }
    }
    for (size_t i = 0; i < count; i++)
        if (!waiting_add(req, items[i], page, err))
            return false;
    return true;
}

/* ---- rooms ---- */

/* Headings of the cards, by the order from which on they hold. */
static const struct {
    int from;
    const char *label;
} headings[] = {
    {0, MESSAGE("Ghi việc")},           {30, MESSAGE("Duyệt, đính chính")},
    {40, MESSAGE("Báo cáo, hội nghị")}, {50, MESSAGE("Theo dõi")},
    {70, MESSAGE("Tin bài, danh mục")}, {900, MESSAGE("Tài khoản và hệ thống")},
};

static size_t heading_of(int order)
{
    size_t i = COUNT_OF(headings) - 1;
    while (i && order < headings[i].from)
        i--;
    return i;
}

/* All that the visitor may open, each address once, in order. */
static size_t rooms_gather(struct request *req, const struct work_item *items[ROWS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < req->book->features_count; i++) {
        const struct feature *feature = req->book->features[i];
        for (size_t k = 0; k < feature->work_count && count < ROWS_MAX; k++) {
            const struct work_item *item = &feature->work[k];
            if (!visitor_has(req->visitor, item->role) || !frame_may(req, item->address))
                continue;
            size_t place = count++;
            for (; place && items[place - 1]->order > item->order; place--)
                items[place] = items[place - 1];
            items[place] = item;
        }
    }
    return count;
}

static void rooms_fill(struct request *req, struct office_home *page)
{
    const struct work_item *items[ROWS_MAX];
    size_t count = rooms_gather(req, items), last = COUNT_OF(headings);
    for (size_t i = 0; i < count; i++) {
        size_t heading = heading_of(items[i]->order);
        if (heading != last)
            list_add(&page->groups, req->mem)->label =
                html_translate(req->messages, str_of(headings[heading].label));
        last = heading;
        struct work_group *group = &page->groups.at[page->groups.count - 1];
        *list_add(&group->cards, req->mem) = (struct work_card){
            str_of(items[i]->address), html_translate(req->messages, str_of(items[i]->label)),
            html_translate(req->messages, str_of(items[i]->summary))};
    }
}

/* ---- own entries ---- */

static bool entries_fill(struct request *req, struct office_home *page, struct error *err)
{
    if (visitor_has(req->visitor, "team_head") && !draft_kinds_first(req, &page->first, err))
        return false;
    if (!visitor_has(req->visitor, MAY_ENTER))
        return true;
    page->own_address = S("/lam-viec/nhap");
    return draft_rows_own(req, LATEST_SHOWN, &page->latest, err);
}

bool office_home_page(struct request *req, struct response *response, struct error *err)
{
    struct office_home page = {.frame.title = html_translate(req->messages, S("Phần việc")),
                               .frame.address = S(HOME_ADDRESS)};
    if (!account_roles_told(req, &page.roles, err) || !entries_fill(req, &page, err) ||
        !waiting_fill(req, &page, err))
        return false;
    rooms_fill(req, &page);
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    office_home_html(&out, &page);
    return page_respond(response, &out, err);
}
