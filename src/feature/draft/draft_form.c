#include "feature/draft/draft_form.h"

#include "base/text.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "web/form.h"

/* ---- an empty form ---- */

static bool has_cell(const struct catalogue_field *field)
{
    return field->type != VALUE_NUMBER_OF;
}

static bool is_choice(const struct catalogue_field *field)
{
    return field->type == VALUE_ONE || field->type == VALUE_MANY;
}

static void choices_add(struct arena *mem, struct form_cell *cell)
{
    const struct choice_list *list = cell->field->list;
    for (size_t i = 0; is_choice(cell->field) && list && i < list->choices.count; i++) {
        const struct choice *choice = &list->choices.at[i];
        *list_add(&cell->choices, mem) = (struct form_choice){
            .code = choice->code,
            .label = choice->label,
            .name = str_join(mem, (const struct str[]){cell->name, choice->code}, 2, S("-"))};
    }
}

/* The commune and its areas, as far as the visitor enters there. */
static void units_add(struct request *req, const struct unit_tree *units, struct entry_form *form)
{
    const struct unit *home = unit_home(units);
    struct unit_refs areas = {0};
    if (home && visitor_may(req->visitor, MAY_ENTER "," MAY_APPROVE, home))
        *list_add(&form->units, req->mem) = home;
    if (home)
        areas = unit_children(req->mem, units, home, DAY_NONE);
    for (size_t i = 0; i < areas.count; i++)
        if (areas.at[i]->last.number == DAY_LAST.number &&
            visitor_may(req->visitor, MAY_ENTER "," MAY_APPROVE, areas.at[i]))
            *list_add(&form->units, req->mem) = areas.at[i];
    if (form->units.count == 1)
        form->unit = form->units.at[0]->code;
}

bool entry_form_new(struct request *req, const struct catalogue_kind *kind, struct entry_form *form,
                    struct error *err)
{
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    *form = (struct entry_form){.kind = kind, .unit = S(""), .day = S("")};
    if (!units)
        return false;
    form->cells = arena_many(req->mem, struct form_cell, kind->fields.count);
    for (size_t i = 0; i < kind->fields.count; i++) {
        const struct catalogue_field *field = &kind->fields.at[i];
        if (!has_cell(field))
            continue;
        struct form_cell *cell = &form->cells[form->count++];
        cell->field = field;
        cell->text = cell->shown = S("");
        cell->name = str_format(req->mem, "o-%.*s", STR_ARG(field->code));
        choices_add(req->mem, cell);
    }
    units_add(req, units, form);
    return true;
}

/* ---- what was typed ---- */

struct str day_shown(struct arena *mem, struct str typed)
{
    struct day day;
    struct error ignored;
    return typed.len && vi_day_read(typed, &day, &ignored) ? vi_day(mem, day) : typed;
}

/* A number as people read it, where it counts something: "9000000" is "9.000.000". What is no
 * number stays as it is. */
static struct str number_shown(struct arena *mem, const struct form_cell *cell)
{
    int64_t number;
    struct error ignored;
    bool is_number = cell->field->type == VALUE_INT || cell->field->type == VALUE_MONEY;
    return is_number && cell->field->measure.len &&
                   vi_read_int(cell->text, cell->field->measure, &number, &ignored)
               ? vi_count(mem, number)
               : cell->text;
}

/* Marks the choices of a text "a;b", and says it in words. */
static void choices_mark(struct arena *mem, struct form_cell *cell)
{
    struct str rest = cell->text, code, labels[64];
    size_t count = 0;
    while (str_cut(&rest, ';', &code))
        for (size_t i = 0; i < cell->choices.count; i++)
            if (str_is(cell->choices.at[i].code, str_trim(code)))
                cell->choices.at[i].is_chosen = true;
    for (size_t i = 0; i < cell->choices.count && count < COUNT_OF(labels); i++)
        if (cell->choices.at[i].is_chosen)
            labels[count++] = cell->choices.at[i].label;
    if (cell->choices.count)
        cell->shown = str_join(mem, labels, count, S("; "));
    else
        cell->shown =
            cell->field->type == VALUE_DAY ? day_shown(mem, cell->text) : number_shown(mem, cell);
}

void form_cell_set(struct arena *mem, struct form_cell *cell, struct str text)
{
    cell->text = text;
    choices_mark(mem, cell);
}

void entry_form_fill(struct arena *mem, struct entry_form *form, const struct saved_draft *draft)
{
    struct form sent = {0};
    struct error ignored; /* what the book has kept reads well */
    form->unit = draft->unit;
    form->day = draft->day;
    if (!form_read_pairs(mem, draft->cells, &sent, &ignored))
        return;
    for (size_t i = 0; i < form->count; i++)
        for (size_t k = 0; k < sent.count; k++)
            if (str_is(sent.at[k].name, form->cells[i].field->code))
                form_cell_set(mem, &form->cells[i], sent.at[k].value);
}

static struct str ticks_of(const struct request *req, const struct form_cell *cell)
{
    struct str codes[64];
    size_t count = 0;
    for (size_t i = 0; i < cell->choices.count && count < COUNT_OF(codes); i++)
        if (request_many(req, cell->choices.at[i].name).len)
            codes[count++] = cell->choices.at[i].code;
    return str_join(req->mem, codes, count, S(";"));
}

void entry_form_take(const struct request *req, struct entry_form *form)
{
    form->unit = request_text(req, "don_vi");
    form->day = str_trim(request_text(req, "ngay"));
    for (size_t i = 0; i < form->count; i++) {
        struct form_cell *cell = &form->cells[i];
        form_cell_set(req->mem, cell,
                      cell->field->type == VALUE_MANY ? ticks_of(req, cell)
                                                      : str_trim(request_many(req, cell->name)));
    }
}

/* ---- of a record ---- */

static struct form_cell *cell_of(struct entry_form *form, struct str code)
{
    for (size_t i = 0; i < form->count; i++)
        if (str_is(form->cells[i].field->code, code))
            return &form->cells[i];
    return NULL;
}

/* Numbers and days as people write them; a form reads them back. */
static struct str text_typed(struct arena *mem, const struct record_cell *cell)
{
    struct day day;
    int64_t number;
    bool is_number = cell->field->type == VALUE_INT || cell->field->type == VALUE_MONEY;
    if (is_number && str_to_int(cell->text, &number))
        return vi_count(mem, number);
    if (cell->field->type == VALUE_DAY && day_read(cell->text, &day))
        return vi_day(mem, day);
    return cell->text;
}

void entry_form_restate(struct arena *mem, struct entry_form *form,
                        const struct record_cells *cells)
{
    form->unit = cells->unit;
    form->day = vi_day(mem, cells->day);
    for (size_t i = 0; i < cells->count; i++) {
        struct form_cell *cell = cell_of(form, cells->at[i].field->code);
        if (!cell)
            continue;
        cell->erased = cells->at[i].erased;
        form_cell_set(mem, cell, text_typed(mem, &cells->at[i]));
    }
}

/* What a record stands for can be chosen even where nothing new is entered any more. */
static void unit_offer(struct request *req, struct entry_form *form, const struct unit *unit)
{
    for (size_t i = 0; i < form->units.count; i++)
        if (form->units.at[i] == unit)
            return;
    if (unit && visitor_may(req->visitor, MAY_APPROVE, unit))
        *list_add(&form->units, req->mem) = unit;
}

bool entry_form_correct(struct request *req, struct entry_form *form, struct str of,
                        struct error *err)
{
    struct record record;
    struct record_cells cells;
    if (of.len == 0)
        return true;
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units || !record_find(req->db, req->mem, of, &record, err) ||
        !record_cells(req->db, req->mem, form->kind, &record, &cells, err))
        return false;
    form->owner = unit_find(units, cells.unit);
    unit_offer(req, form, form->owner);
    for (size_t i = 0; i < cells.count; i++) {
        struct form_cell *cell = cell_of(form, cells.at[i].field->code);
        if (!cell || cells.at[i].erased.len == 0)
            continue;
        cell->erased = cells.at[i].erased;
        cell->text = cell->shown = S("");
    }
    return true;
}

struct str entry_form_cells(struct arena *mem, const struct entry_form *form)
{
    struct text out = text_new(mem, (size_t)3 * DRAFT_CELLS_MAX_BYTES);
    for (size_t i = 0; i < form->count; i++) {
        if (form->cells[i].text.len == 0)
            continue;
        if (out.len)
            text_char(&out, '&');
        form_put_escaped(&out, form->cells[i].field->code, false);
        text_char(&out, '=');
        form_put_escaped(&out, form->cells[i].text, false);
    }
    return text_str(&out);
}

/* ---- checking ---- */

static struct str problem_of(struct arena *mem, const struct error *err)
{
    return str_copy(mem, str_of(err->text));
}

static void cell_check(struct arena *mem, struct entry_form *form, struct form_cell *cell)
{
    struct error err;
    struct value *value = &form->draft.values[cell->field - form->kind->fields.at];
    if (cell->text.len == 0 && cell->field->is_required && cell->erased.len == 0)
        cell->problem = S("bắt buộc phải có");
    else if (!value_read(mem, cell->field, cell->text, value, &err))
        cell->problem = problem_of(mem, &err);
    value->erased = cell->erased;
    form->problems += cell->problem.len > 0;
}

static void place_check(struct request *req, const struct unit_tree *units, struct entry_form *form)
{
    struct error err;
    const struct unit *unit = unit_find(units, form->unit);
    form->draft.day = DAY_NONE;
    if (form->unit.len == 0)
        form->unit_problem = S("chưa chọn nơi thực hiện");
    else if (!unit || !visitor_may(req->visitor, MAY_ENTER "," MAY_APPROVE, unit))
        form->unit_problem = S("bạn không nhập việc cho nơi này");
    if (form->day.len == 0)
        form->day_problem = S("chưa điền ngày thực hiện");
    else if (!vi_day_read(form->day, &form->draft.day, &err))
        form->day_problem = problem_of(req->mem, &err);
    form->draft.unit = unit;
    form->problems += (form->unit_problem.len > 0) + (form->day_problem.len > 0);
}

/* What the fields say together; the catalogue tells one thing at a time. */
static void whole_check(struct arena *mem, struct entry_form *form)
{
    const struct catalogue_field *wrong;
    struct error err;
    if (form->problems || draft_check(mem, &form->draft, &wrong, &err))
        return;
    struct form_cell *cell = wrong ? cell_of(form, wrong->code) : NULL;
    *(cell ? &cell->problem : &form->day_problem) = problem_of(mem, &err);
    form->problems++;
}

static bool odd_find(struct request *req, struct entry_form *form, struct str of, struct error *err)
{
    struct checks checks;
    struct check_warnings warnings = {0};
    if (!checks_begin(req->book, req->db, req->mem, &checks, err) ||
        !checks_draft(&checks, req->mem, &form->draft, of, &warnings, err))
        return false;
    for (size_t i = 0; i < warnings.count; i++) {
        struct form_cell *cell = cell_of(form, warnings.at[i].field);
        if (cell)
            *list_add(&cell->warnings, req->mem) = warnings.at[i];
        else
            *list_add(&form->warnings, req->mem) = warnings.at[i];
    }
    form->odd = warnings.count;
    return true;
}

bool entry_form_check(struct request *req, struct entry_form *form, struct str of,
                      struct error *err)
{
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    form->draft = (struct draft){
        .kind = form->kind, .values = arena_many(req->mem, struct value, form->kind->fields.count)};
    for (size_t i = 0; i < form->kind->fields.count; i++)
        form->draft.values[i].field = &form->kind->fields.at[i];
    place_check(req, units, form);
    for (size_t i = 0; i < form->count; i++)
        cell_check(req->mem, form, &form->cells[i]);
    whole_check(req->mem, form);
    return form->problems || odd_find(req, form, of, err);
}
