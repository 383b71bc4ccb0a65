#include "feature/office/desk_form.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_text.h"

#include <assert.h>

enum { CODE_MAX_BYTES = 40 };

void desk_form_new(struct request *req, struct desk_form *form, struct str action,
                   const struct desk_row *rows, size_t count)
{
    *form = (struct desk_form){.mem = req->mem, .messages = req->messages, .action = action};
    for (size_t i = 0; i < count; i++)
        *list_add(&form->cells, req->mem) = (struct desk_cell){
            .name = str_of(rows[i].name),
            .label = html_translate(req->messages, str_of(rows[i].label)),
            .help = rows[i].help ? html_translate(req->messages, str_of(rows[i].help)) : S(""),
            .value = S(""),
            .kind = rows[i].kind,
            .is_required = rows[i].is_required,
        };
}

struct desk_cell *desk_cell(struct desk_form *form, const char *name)
{
    for (size_t i = 0; i < form->cells.count; i++)
        if (str_is(form->cells.at[i].name, str_of(name)))
            return &form->cells.at[i];
    assert(!"a cell that the form does not have");
    return NULL;
}

struct str desk_value(struct desk_form *form, const char *name)
{
    return str_trim(desk_cell(form, name)->value);
}

void desk_option(struct desk_form *form, struct desk_cell *cell, struct str value, struct str label)
{
    *list_add(&cell->options, form->mem) = (struct desk_option){
        .value = value,
        .label = label,
        .name = str_format(form->mem, "%.*s-%.*s", STR_ARG(cell->name), STR_ARG(value)),
        .is_chosen = str_is(cell->value, value),
    };
}

/* Joins the ticked choices: "poor|near_poor". */
static struct str ticks_take(const struct request *req, struct desk_form *form,
                             struct desk_cell *cell)
{
    list_of(struct str) ticked = {0};
    for (size_t i = 0; i < cell->options.count; i++) {
        struct desk_option *option = &cell->options.at[i];
        option->is_chosen = request_many(req, option->name).len > 0;
        if (option->is_chosen)
            *list_add(&ticked, form->mem) = option->value;
    }
    return str_join(form->mem, ticked.at, ticked.count, S("|"));
}

void desk_form_take(const struct request *req, struct desk_form *form)
{
    for (size_t i = 0; i < form->cells.count; i++) {
        struct desk_cell *cell = &form->cells.at[i];
        if (cell->kind == CELL_TICKS) {
            cell->value = ticks_take(req, form, cell);
            continue;
        }
        cell->value = request_text(req, str_c(form->mem, cell->name));
        for (size_t k = 0; k < cell->options.count; k++)
            cell->options.at[k].is_chosen = str_is(cell->options.at[k].value, cell->value);
    }
}

void desk_problem(struct desk_form *form, const char *name, struct str problem)
{
    struct desk_cell *cell = desk_cell(form, name);
    if (cell->problem.len)
        return;
    cell->problem = str_copy(form->mem, problem);
    form->problems++;
}

static bool is_offered(const struct desk_cell *cell)
{
    for (size_t i = 0; i < cell->options.count; i++)
        if (str_is(cell->options.at[i].value, cell->value))
            return true;
    return false;
}

bool desk_form_is_whole(struct desk_form *form)
{
    for (size_t i = 0; i < form->cells.count; i++) {
        struct desk_cell *cell = &form->cells.at[i];
        const char *name = str_c(form->mem, cell->name);
        bool is_empty = str_trim(cell->value).len == 0;
        if (cell->is_required && is_empty)
            desk_problem(form, name, html_translate(form->messages, S("bắt buộc phải có")));
        else if (cell->kind == CELL_SELECT && !is_empty && !is_offered(cell))
            desk_problem(form, name, html_translate(form->messages, S("không có lựa chọn này")));
        else if (cell->kind != CELL_LONG && unicode_has_control(cell->value))
            desk_problem(form, name,
                         html_translate(form->messages, S("có ký tự điều khiển hoặc xuống dòng")));
    }
    return form->problems == 0;
}

struct str desk_day(struct desk_form *form, const char *name)
{
    struct str typed = desk_value(form, name);
    struct day day;
    struct error err;
    if (typed.len == 0)
        return S("");
    if (vi_day_read(typed, &day, &err))
        return day_text(form->mem, day);
    desk_problem(form, name, str_of(err.text));
    return S("");
}

struct str desk_code(struct arena *mem, struct str words)
{
    struct str slug = vi_slug(mem, words);
    struct text out = text_new(mem, CODE_MAX_BYTES + 1);
    for (size_t i = 0; i < slug.len && out.len < CODE_MAX_BYTES; i++)
        text_char(&out, slug.at[i]);
    char *at = out.at;
    for (size_t i = 0; i < out.len; i++)
        if (at[i] == '-')
            at[i] = '_';
    struct str code = text_str(&out);
    while (str_ends(code, S("_")))
        code.len--;
    return code.len && code.at[0] >= 'a' && code.at[0] <= 'z' ? code : S("");
}
