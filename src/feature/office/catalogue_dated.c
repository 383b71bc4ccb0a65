#include "feature/office/catalogue_dated.h"

#include "base/vi_day.h"

enum { ITEMS_MAX = 200 }; /* of a type, those that have ended included */

static const struct desk_button change_buttons[] = {{"sua", MESSAGE("Ghi thay đổi")}};

static struct str label_of(const struct dated *item)
{
    return json_text(item->body, S("label"), S(""));
}

static struct str address_of(struct arena *mem, const struct dated_desk *desk, struct str code)
{
    return str_format(mem, "%s/%.*s", desk->address, STR_ARG(code));
}

/* ---- a new one ---- */

static bool new_form(struct request *req, const struct dated_desk *desk, struct desk_form *form,
                     struct error *err)
{
    desk_form_new(req, form, address_of(req->mem, desk, S("moi")), desk->rows, desk->rows_count);
    form->buttons = desk->buttons;
    form->buttons_count = 1;
    return desk->fill(req, NULL, form, err);
}

static bool new_draw(struct request *req, const struct dated_desk *desk, struct item_page *page,
                     struct response *response, struct error *err)
{
    page->title = html_translate(req->messages, str_of(desk->add));
    page->lead = html_translate(req->messages, str_of(desk->add_lead));
    return item_page_respond(req, page, response, err);
}

bool dated_new_page(struct request *req, const struct dated_desk *desk, struct response *response,
                    struct error *err)
{
    struct item_page page = {0};
    return catalogue_stating(req, err) && new_form(req, desk, &page.form, err) &&
           new_draw(req, desk, &page, response, err);
}

/* The item that was typed: its code is made of its name, "own_" before it as nothing shipped has.
 * *is_known: the book states just this already, the form was sent twice. */
static bool new_take(struct request *req, const struct dated_desk *desk,
                     const struct dated_list *list, struct desk_form *form, struct dated *item,
                     struct str *body, bool *is_known, struct error *err)
{
    desk_form_take(req, form);
    if (!desk_form_is_whole(form))
        return true;
    struct str code = desk_code(req->mem, desk_value(form, "ten"));
    *item =
        (struct dated){.code = str_format(req->mem, "own_%.*s", STR_ARG(code)), .last = DAY_LAST};
    if (code.len == 0)
        desk_problem(form, "ten", html_translate(req->messages, S("hãy đặt tên bằng chữ")));
    if (!day_read(desk_day(form, "tu_ngay"), &item->first))
        item->first = DAY_FIRST;
    if (!desk->take(req, form, item, body, err))
        return false;
    const struct dated *same = dated_find(list, item->code);
    *is_known = form->problems == 0 && same && str_is(same->body->bytes, *body);
    if (same && !*is_known)
        desk_problem(form, "ten",
                     html_translate(req->messages, S("đã có mục tên này, hãy mở mục ấy để đổi")));
    if (!same && list->count >= ITEMS_MAX)
        desk_problem(form, "ten",
                     str_format(req->mem, "danh mục đã đủ %d mục loại này", ITEMS_MAX));
    return true;
}

bool dated_new_post(struct request *req, const struct dated_desk *desk, struct response *response,
                    struct error *err)
{
    struct item_page page = {0};
    struct dated_list list = {0};
    struct dated item = {0};
    struct str body = S("");
    bool is_known = false;
    if (!catalogue_stating(req, err) || !dated_read(req->db, req->mem, desk->type, &list, err) ||
        !new_form(req, desk, &page.form, err) ||
        !new_take(req, desk, &list, &page.form, &item, &body, &is_known, err))
        return false;
    if (page.form.problems)
        return new_draw(req, desk, &page, response, err);
    return (is_known || catalogue_state(req->book, desk->type, item.code, body, NULL, err)) &&
           catalogue_redirect(req, response, desk->address, item.code, "moi");
}

/* ---- one that there is ---- */

/* The item that the address names, among all of its type. */
struct dated_look {
    struct dated_list list;
    const struct dated *item, *successor; /* successor: what took its place, NULL: nothing */
};

static bool look_begin(struct request *req, const struct dated_desk *desk, struct dated_look *look,
                       struct error *err)
{
    if (!dated_read(req->db, req->mem, desk->type, &look->list, err))
        return false;
    look->item = dated_find(&look->list, req->part[0]);
    if (!look->item)
        return fail(err, ERROR_MISSING, "ma", "danh mục không có «%.*s»", STR_ARG(req->part[0]));
    look->successor = dated_successor(&look->list, look->item->code);
    return true;
}

/* The first day of this month, or the item's own if it is still to come. */
static struct day change_day(struct request *req, const struct dated *item)
{
    struct day month = period_first(period_of(PERIOD_MONTH, book_today(req->book)));
    return item->first.number > month.number ? item->first : month;
}

static bool forms_new(struct request *req, const struct dated_desk *desk, const struct dated *item,
                      struct item_page *page, struct error *err)
{
    struct desk_form *form = &page->form;
    desk_form_new(req, form, address_of(req->mem, desk, item->code), desk->rows, desk->rows_count);
    form->title = html_translate(req->messages, S("Đổi từ một ngày"));
    form->buttons = change_buttons;
    form->buttons_count = COUNT_OF(change_buttons);
    struct desk_cell *first = desk_cell(form, "tu_ngay");
    first->help = html_translate(req->messages, S("Trước ngày này giữ như cũ. Để trống nếu chỉ sửa "
                                                  "lỗi, sửa cho cả những ngày trước."));
    first->value = day_text(req->mem, change_day(req, item));
    end_form_new(req, &page->end_form, form->action);
    return desk->fill(req, item, form, err);
}

static bool item_draw(struct request *req, const struct dated_desk *desk,
                      const struct dated_look *look, struct item_page *page,
                      struct response *response, struct error *err)
{
    bool may;
    page->mem = req->mem;
    page->title = label_of(look->item);
    if (!catalogue_may_state(req, &may, err) || !desk->show(req, look->item, page, err))
        return false;
    item_fact(page, html_translate(req->messages, S("Ngày dùng")),
              catalogue_days(req->mem, look->item->first, look->item->last));
    *list_add(&page->next, req->mem) = (struct catalogue_fact){
        html_translate(req->messages, str_of(desk->look)), S(""), str_of(desk->look_address)};
    if (look->successor)
        *list_add(&page->next, req->mem) =
            (struct catalogue_fact){str_format(req->mem, "Từ %.*s thay bằng: %.*s",
                                               STR_ARG(vi_day(req->mem, look->successor->first)),
                                               STR_ARG(label_of(look->successor))),
                                    S(""), address_of(req->mem, desk, look->successor->code)};
    if (!may || look->successor)
        page->form.cells.count = page->end_form.cells.count = 0;
    return item_page_respond(req, page, response, err);
}

bool dated_page(struct request *req, const struct dated_desk *desk, struct response *response,
                struct error *err)
{
    struct item_page page = {0};
    struct dated_look look = {0};
    return look_begin(req, desk, &look, err) && forms_new(req, desk, look.item, &page, err) &&
           item_draw(req, desk, &look, &page, response, err);
}

/* ---- changing and ending ---- */

/* Fails CONFLICT if something else stands in the item's place. */
static bool is_last(const struct dated_look *look, struct error *err)
{
    return !look->successor ||
           fail(err, ERROR_CONFLICT, "ma", "mục này đã được thay bằng «%.*s», hãy đổi ở mục ấy",
                STR_ARG(label_of(look->successor)));
}

/* The item that takes this one's place from the typed day on; without a day, or from its own first
 * on, the item itself, which is then worded anew. */
static struct dated meant_item(struct request *req, const struct dated *item,
                               struct desk_form *form)
{
    struct day first;
    if (!day_read(desk_day(form, "tu_ngay"), &first) || first.number == item->first.number)
        return *item;
    if (first.number < item->first.number)
        desk_problem(form, "tu_ngay",
                     str_format(req->mem, "mục này dùng từ %.*s, hãy chọn ngày đó hoặc sau đó",
                                STR_ARG(vi_day(req->mem, item->first))));
    return (struct dated){.code = dated_code_from(req->mem, item->code, first),
                          .instead_of = item->code,
                          .first = first,
                          .last = DAY_LAST};
}

/* States that the item ends on the day before another takes its place. */
static bool give_way(struct request *req, const struct dated_desk *desk, const struct dated *item,
                     struct day first, struct error *err)
{
    struct dated ended = *item;
    struct str body = S("");
    if (ended.last.number >= first.number)
        ended.last = (struct day){first.number - 1};
    return desk->body(req->mem, &ended, &body, err) &&
           catalogue_state(req->book, desk->type, ended.code, body, NULL, err);
}

/* *code: of the item that says it now. */
static bool change_post(struct request *req, const struct dated_desk *desk,
                        const struct dated_look *look, struct desk_form *form, struct str *code,
                        struct error *err)
{
    struct str body = S("");
    desk_form_take(req, form);
    if (!desk_form_is_whole(form))
        return true;
    struct dated meant = meant_item(req, look->item, form);
    if (form->problems)
        return true;
    if (!desk->take(req, form, &meant, &body, err))
        return false;
    if (form->problems)
        return true;
    *code = meant.code;
    const struct dated *same = dated_find(&look->list, meant.code);
    if (same && str_is(same->body->bytes, body))
        return true; /* sent twice */
    bool is_other = !str_is(meant.code, look->item->code);
    if (!is_last(look, err))
        return false;
    if (same && is_other)
        return fail(err, ERROR_CONFLICT, "ma", "đã có mục mã «%.*s»", STR_ARG(meant.code));
    return (!is_other || give_way(req, desk, look->item, meant.first, err)) &&
           catalogue_state(req->book, desk->type, meant.code, body, NULL, err);
}

static bool end_post(struct request *req, const struct dated_desk *desk,
                     const struct dated_look *look, struct desk_form *form, struct error *err)
{
    struct dated ended = *look->item;
    struct str last, body = S("");
    bool is_well;
    desk_form_take(req, form);
    if (!end_form_day(req, form, false, &last, &is_well, err))
        return false;
    if (!is_well || !day_read(last, &ended.last))
        return true;
    if (!is_last(look, err))
        return false;
    if (ended.last.number < ended.first.number) {
        desk_problem(
            form, "den_ngay",
            str_format(req->mem, "mục này dùng từ %.*s", STR_ARG(vi_day(req->mem, ended.first))));
        return true;
    }
    return desk->body(req->mem, &ended, &body, err) &&
           catalogue_state(req->book, desk->type, ended.code, body, NULL, err);
}

bool dated_post(struct request *req, const struct dated_desk *desk, struct response *response,
                struct error *err)
{
    struct item_page page = {0};
    struct dated_look look = {0};
    bool is_end = str_is(request_text(req, "viec"), S("ngung"));
    if (!catalogue_stating(req, err) || !look_begin(req, desk, &look, err) ||
        !forms_new(req, desk, look.item, &page, err))
        return false;
    struct str code = look.item->code;
    if (is_end ? !end_post(req, desk, &look, &page.end_form, err)
               : !change_post(req, desk, &look, &page.form, &code, err))
        return false;
    if (item_has_problems(&page))
        return item_draw(req, desk, &look, &page, response, err);
    return catalogue_redirect(req, response, desk->address, code, is_end ? "ngung" : "sua");
}

/* ---- the list ---- */

bool dated_part(struct request *req, const struct dated_desk *desk, struct catalogue_part *part,
                struct error *err)
{
    struct dated_list list = {0};
    if (!dated_read(req->db, req->mem, desk->type, &list, err))
        return false;
    part->add_address = address_of(req->mem, desk, S("moi"));
    part->add_label = html_translate(req->messages, str_of(desk->add));
    for (size_t i = 0; i < list.count; i++)
        *list_add(&part->rows, req->mem) = (struct catalogue_row){
            .address = address_of(req->mem, desk, list.at[i].code),
            .label = label_of(&list.at[i]),
            .code = list.at[i].code,
            .about = desk->about(req, &list.at[i]),
            .days = catalogue_days(req->mem, list.at[i].first, list.at[i].last),
            .is_own = list.at[i].is_own};
    return true;
}
