/* What the pages of drafts share, and the lists. */
#include "feature/draft/draft_pages.h"

#include "base/unicode.h"
#include "base/vi_day.h"

enum { OWN_SHOWN = 100 };

/* ---- shared ---- */

struct str draft_title(struct arena *mem, const struct catalogue *catalogue,
                       const struct unit_tree *units, const struct saved_draft *draft)
{
    struct str parts[3];
    size_t count = 0;
    struct day day;
    struct error ignored;
    const struct catalogue_kind *kind = catalogue_kind(catalogue, draft->kind);
    const struct unit *unit = unit_find(units, draft->unit);
    parts[count++] = kind ? kind->label : draft->kind;
    if (draft->of.len)
        parts[0] = str_format(mem, "Đính chính %.*s: %.*s", STR_ARG(draft->of), STR_ARG(parts[0]));
    if (unit)
        parts[count++] = unit_phrase(mem, unit);
    if (draft->day.len)
        parts[count++] = vi_day_read(draft->day, &day, &ignored)
                             ? str_format(mem, "ngày %.*s", STR_ARG(vi_day(mem, day)))
                             : draft->day;
    return str_join(mem, parts, count, S(", "));
}

bool draft_may_approve(const struct visitor *visitor, const struct unit_tree *units,
                       const struct saved_draft *draft)
{
    const struct unit *unit = unit_find(units, draft->unit);
    return unit && visitor_may(visitor, MAY_APPROVE, unit);
}

bool draft_is_open_to(const struct visitor *visitor, const struct unit_tree *units,
                      const struct saved_draft *draft)
{
    return draft->author == visitor->id || draft_may_approve(visitor, units, draft);
}

/* ---- which kind ---- */

/* The place of a kind among the visitor's large buttons; 0: none. Who has two roles sees the
 * buttons of both. */
static int64_t button_place(const struct visitor *visitor, const struct catalogue_kind *kind)
{
    int64_t place = 0;
    for (size_t i = 0; i < visitor->roles_count && !place; i++)
        place = catalogue_button_place(kind, visitor->roles[i].role);
    return place;
}

static int by_place(const void *a, const void *b)
{
    const struct kind_link *left = a, *right = b;
    int order = (left->place > right->place) - (left->place < right->place);
    return order ? order : str_order(left->address, right->address);
}

bool kind_is_open_to(const struct visitor *visitor, const struct catalogue_kind *kind)
{
    auto_arena mem = {0};
    return kind->roles.len == 0 || visitor_has(visitor, str_c(&mem, kind->roles)) ||
           visitor_has(visitor, MAY_APPROVE);
}

/* What has ended long ago is not offered; a late record of it is still entered by its address. */
static bool kind_is_offered(struct request *req, const struct catalogue_kind *kind)
{
    return kind->last.number >= book_today(req->book).number && kind_is_open_to(req->visitor, kind);
}

static struct str kind_address(struct arena *mem, const struct catalogue_kind *kind)
{
    return str_format(mem, ENTER_ADDRESS "/%.*s", STR_ARG(kind->slug));
}

bool draft_kinds_first(struct request *req, struct kind_links *links, struct error *err)
{
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    for (size_t i = 0; catalogue && i < catalogue->kinds.count; i++) {
        const struct catalogue_kind *kind = &catalogue->kinds.at[i];
        int64_t place = button_place(req->visitor, kind);
        bool is_english = str_is(req->language, S("en")) && kind->button_en.len;
        if (place && kind_is_offered(req, kind))
            *list_add(links, req->mem) = (struct kind_link){kind_address(req->mem, kind),
                                                            is_english         ? kind->button_en
                                                            : kind->button.len ? kind->button
                                                                               : kind->label,
                                                            place};
    }
    if (links->count)
        qsort(links->at, links->count, sizeof *links->at, by_place);
    return catalogue != NULL;
}

bool draft_kinds_page(struct request *req, struct response *response, struct error *err)
{
    struct kinds_page page = {
        .frame = {.address = S(ENTER_ADDRESS),
                  .title = html_translate(req->messages, S("Ghi việc đã làm"))}};
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    if (!catalogue || !draft_kinds_first(req, &page.first, err))
        return false;
    for (size_t i = 0; i < catalogue->kinds.count; i++) {
        const struct catalogue_kind *kind = &catalogue->kinds.at[i];
        if (kind_is_offered(req, kind))
            *list_add(&page.others, req->mem) =
                (struct kind_link){kind_address(req->mem, kind), kind->label, 0};
    }
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    draft_kinds_html(&out, &page);
    return page_respond(response, &out, err);
}

/* ---- lists ---- */

static const char *const state_words[] = {
    [DRAFT_WRITING] = MESSAGE("Đang viết"),   [DRAFT_WAITING] = MESSAGE("Chờ duyệt"),
    [DRAFT_RETURNED] = MESSAGE("Bị trả lại"), [DRAFT_APPROVED] = MESSAGE("Đã duyệt"),
    [DRAFT_DROPPED] = MESSAGE("Đã bỏ"),
};

static struct str draft_address(struct arena *mem, const struct catalogue *catalogue,
                                const struct saved_draft *draft)
{
    const struct catalogue_kind *kind = catalogue_kind(catalogue, draft->kind);
    if (draft->state == DRAFT_APPROVED)
        return record_address(mem, catalogue, draft->no);
    if (draft->state == DRAFT_WAITING || !kind)
        return str_format(mem, QUEUE_ADDRESS "/%lld", (long long)draft->id);
    return str_format(mem, "%.*s?nhap=%lld", STR_ARG(kind_address(mem, kind)),
                      (long long)draft->id);
}

static bool row_add(struct request *req, const struct catalogue *catalogue,
                    const struct unit_tree *units, const struct saved_draft *draft,
                    struct draft_rows *rows, struct error *err)
{
    struct str author;
    struct draft_row *row = list_add(rows, req->mem);
    if (!account_name(req->db, req->mem, str_format(req->mem, "u%lld", (long long)draft->author),
                      &author, err))
        return false;
    row->title = draft_title(req->mem, catalogue, units, draft);
    row->address = draft_address(req->mem, catalogue, draft);
    row->state = html_translate(req->messages, str_of(state_words[draft->state]));
    row->meta = str_format(req->mem, "%.*s, %.*s", STR_ARG(author),
                           STR_ARG(vi_moment(req->mem, draft->changed)));
    row->comment = draft->comment;
    return true;
}

static bool rows_draw(struct request *req, const struct saved_drafts *drafts,
                      struct drafts_page *page, bool is_queue, struct response *response,
                      struct error *err)
{
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct unit_tree *units = catalogue ? unit_tree_of(req->book, req->db, err) : NULL;
    if (!units)
        return false;
    for (size_t i = 0; i < drafts->count; i++) {
        const struct saved_draft *draft = &drafts->at[i];
        bool is_shown = !is_queue || draft_may_approve(req->visitor, units, draft);
        if (is_shown && !row_add(req, catalogue, units, draft, &page->rows, err))
            return false;
        if (is_shown && is_queue && draft->reason.len == 0) {
            page->rows.at[page->rows.count - 1].tick =
                str_format(req->mem, "chon-%lld", (long long)draft->id);
            page->has_ticks = true;
        }
    }
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    drafts_html(&out, page);
    return page_respond(response, &out, err);
}

static const unsigned own_states =
    1U << DRAFT_WRITING | 1U << DRAFT_WAITING | 1U << DRAFT_RETURNED | 1U << DRAFT_APPROVED;

bool draft_rows_own(struct request *req, size_t limit, struct draft_rows *rows, struct error *err)
{
    struct saved_drafts drafts = {0};
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct unit_tree *units = catalogue ? unit_tree_of(req->book, req->db, err) : NULL;
    if (!units || !drafts_in(req->db, req->mem, req->visitor->id, own_states, limit, &drafts, err))
        return false;
    for (size_t i = 0; i < drafts.count; i++)
        if (!row_add(req, catalogue, units, &drafts.at[i], rows, err))
            return false;
    return true;
}

bool draft_own_page(struct request *req, struct response *response, struct error *err)
{
    struct saved_drafts drafts = {0};
    struct drafts_page page = {
        .title = html_translate(req->messages, S("Bản nháp của tôi")),
        .empty = html_translate(req->messages, S("Bạn chưa ghi việc nào.")),
        .frame = {.address = S(OWN_ADDRESS),
                  .title = html_translate(req->messages, S("Bản nháp của tôi"))}};
    if (str_is(request_text(req, "da"), S("gui")))
        page.done = html_translate(req->messages, S("Đã gửi. Cán bộ Mặt trận sẽ duyệt."));
    return drafts_in(req->db, req->mem, req->visitor->id, own_states, OWN_SHOWN, &drafts, err) &&
           rows_draw(req, &drafts, &page, false, response, err);
}

bool draft_queue_page(struct request *req, struct response *response, struct error *err)
{
    struct saved_drafts drafts = {0};
    struct str done = request_text(req, "da");
    struct drafts_page page = {
        .title = html_translate(req->messages, S("Việc chờ duyệt")),
        .empty = html_translate(req->messages, S("Không còn việc nào chờ duyệt.")),
        .frame = {.address = S(QUEUE_ADDRESS),
                  .title = html_translate(req->messages, S("Việc chờ duyệt"))}};
    if (str_is(done, S("tra")))
        page.done = html_translate(req->messages, S("Đã trả lại kèm lời nhắn."));
    else if (done.len)
        page.done = str_format(req->mem, "Đã duyệt: %.*s.", STR_ARG(done));
    return drafts_in(req->db, req->mem, 0, 1U << DRAFT_WAITING, 500, &drafts, err) &&
           rows_draw(req, &drafts, &page, true, response, err);
}
