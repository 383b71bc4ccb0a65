#include "feature/record/record_pages.h"

#include "base/vi_day.h"
#include "log/tree.h"

struct str record_day_text(struct arena *mem, const struct catalogue_kind *kind, struct day day)
{
    int32_t year, month, day_of_month;
    if (!kind || !kind->is_month_only || !day_is_known(day))
        return vi_day(mem, day);
    day_parts(day, &year, &month, &day_of_month);
    return vi_period(mem, (struct period){PERIOD_MONTH, year, month});
}

/* ---- values ---- */

/* An opened value is kept as text, whatever its type. */
static const struct json *value_typed(struct arena *mem, const struct catalogue_field *field,
                                      const struct json *value)
{
    bool is_number = field->type == VALUE_INT || field->type == VALUE_MONEY;
    if (!value || !is_number || value->type != JSON_TEXT)
        return value;
    struct json *number = arena_one(mem, struct json);
    *number = (struct json){.type = JSON_INT};
    return str_to_int(value->text, &number->number) ? number : value;
}

static struct str value_text(struct arena *mem, const struct catalogue_field *field,
                             const struct json *value)
{
    const struct json *typed = value_typed(mem, field, value);
    struct str text = catalogue_show(mem, field, typed);
    bool has_measure = field->type == VALUE_INT && field->measure.len;
    if (!has_measure || text.len == 0)
        return text;
    return str_format(mem, "%.*s %.*s", STR_ARG(text), STR_ARG(field->measure));
}

static void facts_gather(struct record_page *page, const struct entry *entry)
{
    const struct json *shown = json_member(entry->root, S("shown"));
    for (size_t i = 0; page->kind && i < page->kind->fields.count; i++) {
        const struct catalogue_field *field = &page->kind->fields.at[i];
        const struct json *value = json_member(page->record.values, field->code);
        const struct json *opened = json_member(page->record.shown, field->code);
        bool is_shown = json_member(shown, field->code) != NULL;
        if (!value && !is_shown)
            continue;
        *list_add(&page->facts, page->mem) = (struct record_fact){
            .label = field->label,
            .text = value_text(page->mem, field, value ? value : opened),
            .is_shown = is_shown,
            .is_erased = is_shown && !opened,
        };
    }
}

struct str record_value_label(const struct catalogue_kind *kind, struct str code)
{
    const struct catalogue_field *field = kind ? catalogue_field(kind, code) : NULL;
    if (field)
        return field->label;
    if (str_starts(code, S(PICTURE_FIELD)))
        return S("Ảnh");
    if (str_is(code, S("day")))
        return S("Ngày cụ thể");
    return str_is(code, S("unit")) ? S("Đơn vị cụ thể") : code;
}

static void hidden_gather(struct record_page *page, const struct entry *entry)
{
    static const struct {
        const char *name, *who;
    } classes[] = {{"counted", "Chỉ tính vào số tổng"},
                   {"private", "Chỉ cán bộ xem"},
                   {"sealed", "Chỉ người được giao xem"}};
    for (size_t i = 0; i < COUNT_OF(classes); i++) {
        const struct json *class = json_member(entry->root, str_of(classes[i].name));
        for (const struct json *item = class ? class->first : NULL; item; item = item->next)
            *list_add(&page->hidden, page->mem) = (struct hidden_value){
                record_value_label(page->kind, item->key), str_of(classes[i].who)};
    }
}

static bool pictures_gather(struct request *req, const struct entry *entry,
                            struct record_page *page, struct error *err)
{
    const struct json *shown = json_member(entry->root, S("shown"));
    bool is_live = page->record.state == RECORD_LIVE;
    for (const struct json *item = shown && is_live ? shown->first : NULL; item;
         item = item->next) {
        bool is_found = false;
        if (!str_starts(item->key, S(PICTURE_FIELD)))
            continue;
        struct str name = json_text(page->record.shown, item->key, S(""));
        struct record_view *view = list_add(&page->pictures, req->mem);
        *view =
            (struct record_view){.alt = str_format(req->mem, "Ảnh %zu: %.*s", page->pictures.count,
                                                   STR_ARG(page->record.title))};
        if (name.len && !media_find(req->db, req->mem, name, &view->media, &is_found, err))
            return false;
        view->media.name = is_found ? view->media.name : S("");
    }
    return true;
}

/* ---- history ---- */

static bool entry_of(struct request *req, int64_t i, struct entry *entry, struct error *err)
{
    struct str bytes;
    return journal_entry(req->db, req->mem, i, &bytes, err) &&
           entry_read(req->mem, bytes, entry, err);
}

struct str record_change_text(struct str type)
{
    if (str_is(type, S("record.approved")))
        return S("Duyệt");
    if (str_is(type, S("record.corrected")))
        return S("Đính chính");
    return str_is(type, S("record.voided")) ? S("Hủy") : S("Xóa theo yêu cầu");
}

static bool change_add(struct request *req, struct record_page *page,
                       const struct record_change *change, struct error *err)
{
    struct record_moment *moment = list_add(&page->moments, req->mem);
    *moment =
        (struct record_moment){record_change_text(change->type), vi_moment(req->mem, change->at),
                               change->reason, change->entry};
    if (str_is(change->type, S("record.voided"))) {
        page->void_reason = change->reason;
        page->void_at = moment->at;
    }
    if (!str_is(change->type, S("record.erased")))
        return true;
    struct entry erasure;
    if (!entry_of(req, change->entry, &erasure, err))
        return false;
    moment->reason = record_value_label(page->kind, json_text(erasure.root, S("field"), S("")));
    return true;
}

static bool history_read(struct request *req, struct record_page *page, struct error *err)
{
    struct record_changes changes = {0};
    struct entry first;
    if (!entry_of(req, page->record.id, &first, err) ||
        !record_history(req->db, req->mem, page->record.id, &changes, err))
        return false;
    *list_add(&page->moments, req->mem) =
        (struct record_moment){.what = record_change_text(first.type),
                               .at = vi_moment(req->mem, first.at),
                               .entry = page->record.id};
    for (size_t i = 0; i < changes.count; i++)
        if (!change_add(req, page, &changes.at[i], err))
            return false;
    return true;
}

/* ---- the page ---- */

static bool page_read(struct request *req, struct str slug, struct record_page *page,
                      struct error *err)
{
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct unit_tree *units = catalogue ? unit_tree_of(req->book, req->db, err) : NULL;
    struct entry entry;
    if (!units)
        return false;
    *page = (struct record_page){.mem = req->mem};
    struct str no = record_no_of_slug(req->mem, catalogue, slug);
    if (no.len == 0)
        return fail(err, ERROR_MISSING, "so", "không có hồ sơ «%.*s»", STR_ARG(slug));
    if (!record_find(req->db, req->mem, no, &page->record, err) ||
        !entry_of(req, page->record.entry, &entry, err))
        return false;
    page->kind = catalogue_kind(catalogue, page->record.kind);
    page->kind_label = page->kind ? page->kind->label : page->record.kind;
    page->unit = unit_by_id(units, page->record.unit);
    page->unit_title = page->unit ? unit_title(req->mem, page->unit) : S("");
    page->unit_address = page->unit ? unit_address(req->mem, page->unit) : S("");
    page->day = record_day_text(req->mem, page->kind, page->record.day);
    page->bytes = entry.bytes;
    struct sha256 leaf = tree_leaf(entry.bytes);
    page->leaf = sha256_hex(req->mem, &leaf);
    facts_gather(page, &entry);
    hidden_gather(page, &entry);
    if (!pictures_gather(req, &entry, page, err))
        return false;
    page->frame = (struct page_frame){
        .title = page->record.title,
        .description = str_format(req->mem, "%.*s, %.*s, %.*s", STR_ARG(page->kind_label),
                                  STR_ARG(page->unit_title), STR_ARG(page->day)),
        .address = record_address(req->mem, catalogue, no),
    };
    return history_read(req, page, err);
}

bool record_page_respond(struct request *req, struct str slug, record_figures_of *figures_of,
                         struct response *response, struct error *err)
{
    struct record_page page;
    if (!page_read(req, slug, &page, err) || !figures_of(req, page.record.id, &page.figures, err))
        return false;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    record_html(&out, &page);
    return page_respond(response, &out, err);
}
