/* Lists of choices: one choice more, the end of one. */
#include "feature/office/catalogue_pages.h"

static const struct desk_row choice_rows[] = {
    {"ten", CELL_TEXT, true, MESSAGE("Lựa chọn"), NULL},
    {"tu_ngay", CELL_DAY, false, MESSAGE("Dùng từ ngày"), NULL},
};

static const struct desk_button choice_buttons[] = {{"chon", MESSAGE("Thêm lựa chọn")}};

static void choices_forms(struct request *req, const struct choices_statement *choices,
                          struct item_page *page)
{
    struct str action = str_format(req->mem, CHOICES_ADDRESS "/%.*s", STR_ARG(choices->code));
    desk_form_new(req, &page->form, action, choice_rows, COUNT_OF(choice_rows));
    page->form.title = html_translate(req->messages, S("Thêm một lựa chọn"));
    page->form.buttons = choice_buttons;
    page->form.buttons_count = COUNT_OF(choice_buttons);
    end_form_new(req, &page->end_form, action);
    struct desk_cell *what = list_add(&page->end_form.cells, req->mem);
    *what = (struct desk_cell){.name = S("chon"),
                               .label = html_translate(req->messages, S("Ngừng dùng gì")),
                               .value = S(""),
                               .kind = CELL_SELECT,
                               .is_required = true};
    desk_option(&page->end_form, what, S(""), html_translate(req->messages, S("(chọn)")));
    for (size_t i = 0; i < choices->choices.count; i++)
        desk_option(&page->end_form, what, choices->choices.at[i].code,
                    choices->choices.at[i].label);
}

static bool choices_draw(struct request *req, const struct choices_statement *choices,
                         struct item_page *page, struct response *response, struct error *err)
{
    bool may;
    if (!catalogue_may_state(req, &may, err))
        return false;
    page->title = html_translate(req->messages, S("Danh sách lựa chọn"));
    page->lead = choices->code;
    page->rows_title = html_translate(req->messages, S("Các lựa chọn"));
    for (size_t i = 0; i < choices->choices.count; i++) {
        const struct choice_statement *choice = &choices->choices.at[i];
        *list_add(&page->rows, req->mem) =
            (struct catalogue_row){.label = choice->label,
                                   .code = choice->code,
                                   .days = stated_days(req->mem, choice->first, choice->last)};
    }
    if (!may)
        page->form.cells.count = page->end_form.cells.count = 0;
    return item_page_respond(req, page, response, err);
}

static bool choices_named(struct request *req, struct choices_statement *choices, struct error *err)
{
    struct catalogue_item item;
    if (!catalogue_item(req->db, req->mem, "catalogue.choices", req->part[0], &item, err))
        return false;
    choices_statement_read(req->mem, &item, choices);
    return true;
}

bool choices_page(struct request *req, struct response *response, struct error *err)
{
    struct item_page page = {.mem = req->mem};
    struct choices_statement choices;
    if (!choices_named(req, &choices, err))
        return false;
    choices_forms(req, &choices, &page);
    return choices_draw(req, &choices, &page, response, err);
}

static void choice_add(struct request *req, struct choices_statement *choices,
                       struct desk_form *form)
{
    desk_form_take(req, form);
    struct choice_statement choice = {.label = desk_value(form, "ten"),
                                      .code = desk_code(req->mem, desk_value(form, "ten")),
                                      .first = desk_day(form, "tu_ngay")};
    if (!desk_form_is_whole(form))
        return;
    for (size_t i = 0; i < choices->choices.count; i++)
        if (str_is(choices->choices.at[i].code, choice.code))
            desk_problem(form, "ten", html_translate(req->messages, S("đã có lựa chọn này")));
    if (choice.code.len == 0)
        desk_problem(form, "ten", html_translate(req->messages, S("hãy đặt tên bằng chữ")));
    *list_add(&choices->choices, req->mem) = choice;
}

static bool choice_end(struct request *req, struct choices_statement *choices,
                       struct desk_form *form, struct error *err)
{
    struct str last;
    bool is_well;
    desk_form_take(req, form);
    if (!end_form_day(req, form, false, &last, &is_well, err))
        return false;
    for (size_t i = 0; is_well && i < choices->choices.count; i++)
        if (str_is(choices->choices.at[i].code, desk_value(form, "chon")))
            choices->choices.at[i].last = last;
    return true;
}

bool choices_post(struct request *req, struct response *response, struct error *err)
{
    struct item_page page = {.mem = req->mem};
    struct choices_statement choices;
    struct str body;
    bool is_end = str_is(request_text(req, "viec"), S("ngung"));
    if (!catalogue_stating(req, err) || !choices_named(req, &choices, err))
        return false;
    choices_forms(req, &choices, &page);
    if (is_end && !choice_end(req, &choices, &page.end_form, err))
        return false;
    if (!is_end)
        choice_add(req, &choices, &page.form);
    if (page.form.problems || page.end_form.problems)
        return choices_named(req, &choices, err) &&
               choices_draw(req, &choices, &page, response, err);
    return choices_statement_body(req->mem, &choices, &body, err) &&
           catalogue_state(req->book, "catalogue.choices", choices.code, body, NULL, err) &&
           catalogue_redirect(req, response, CHOICES_ADDRESS, choices.code,
                              is_end ? "ngung" : "chon");
}
