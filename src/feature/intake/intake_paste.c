/* Several things at once: a text is pasted, read into rows, mended, and handed in. */
#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "feature/intake/intake_grid.h"
#include "feature/intake/intake_pages.h"
#include "web/form.h"

enum { UNPROCESSABLE = 422 };

/* A row that is right, as a form would have it. */
struct ready_row {
    struct saved_draft draft;
};

struct pasting {
    struct request *req;
    struct grid grid;
    struct paste_page page;
    struct checks checks;
    list_of(struct ready_row) ready;
    struct str table; /* packed, for rows that become records at once */
};

/* ---- what there is to choose ---- */

/* Kinds of which the form's rows can be; units where the visitor enters. */
static bool choices_fill(struct request *req, struct paste_page *page, struct str unit,
                         struct error *err)
{
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct unit_tree *units = catalogue ? unit_tree_of(req->book, req->db, err) : NULL;
    if (!units)
        return false;
    for (size_t i = 0; i < catalogue->kinds.count; i++) {
        const struct catalogue_kind *kind = &catalogue->kinds.at[i];
        *list_add(&page->kinds, req->mem) =
            (struct intake_option){kind->slug, kind->label, str_is(kind->slug, page->slug)};
    }
    const struct unit *home = unit_home(units);
    struct unit_refs areas = {0};
    if (home) {
        areas = unit_children(req->mem, units, home, DAY_NONE);
        if (visitor_may(req->visitor, MAY_ENTER, home))
            *list_add(&page->units, req->mem) =
                (struct intake_option){home->code, home->name, str_is(home->code, unit)};
    }
    for (size_t i = 0; i < areas.count; i++)
        if (areas.at[i]->last.number == DAY_LAST.number &&
            visitor_may(req->visitor, MAY_ENTER, areas.at[i]))
            *list_add(&page->units, req->mem) = (struct intake_option){
                areas.at[i]->code, areas.at[i]->name, str_is(areas.at[i]->code, unit)};
    if (page->units.count == 1)
        page->units.at[0].is_chosen = true;
    return true;
}

static bool paste_draw(struct request *req, struct paste_page *page, struct response *response,
                       struct error *err)
{
    page->mem = req->mem;
    page->frame.title = html_translate(req->messages, S("Dán từ Excel, Zalo"));
    page->frame.address = S(PASTE_ADDRESS);
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    if (page->rows.count)
        intake_grid_html(&out, page);
    else
        intake_paste_html(&out, page);
    return page_respond(response, &out, err);
}

bool intake_paste_page(struct request *req, struct response *response, struct error *err)
{
    struct paste_page page = {.key = intake_key_new(req->mem), .slug = request_text(req, "loai")};
    return choices_fill(req, &page, S(""), err) && paste_draw(req, &page, response, err);
}

/* ---- the grid on the page ---- */

static void cell_options(struct arena *mem, const struct paste_page *page, const struct grid *grid,
                         size_t column, struct grid_cell *cell)
{
    const struct catalogue_field *field = grid_field(grid, column);
    if (str_is(grid->columns[column].code, S("unit"))) {
        for (size_t i = 0; i < page->units.count; i++) {
            struct intake_option *option = list_add(&cell->options, mem);
            *option = page->units.at[i];
            option->is_chosen = str_is(option->code, cell->text);
        }
    }
    for (size_t i = 0; field && field->type == VALUE_ONE && i < field->list->choices.count; i++) {
        const struct choice *choice = &field->list->choices.at[i];
        *list_add(&cell->options, mem) =
            (struct intake_option){choice->code, choice->label, str_is(choice->code, cell->text)};
    }
}

/* Draws the grid's rows into the page: the columns that matter. */
static void rows_fill(struct pasting *pasting)
{
    struct paste_page *page = &pasting->page;
    const struct grid *grid = &pasting->grid;
    struct arena *mem = pasting->req->mem;
    for (size_t k = 0; k < grid->columns_count; k++)
        page->columns += grid_shows(grid, k);
    for (size_t i = 0; i < grid->rows.count; i++) {
        struct grid_line *line = list_add(&page->rows, mem);
        size_t count = 0;
        line->number = (int64_t)i + 1;
        line->source = grid->rows.at[i].source;
        line->source_name = str_format(mem, "nguon-%zu", i);
        line->drop_name = str_format(mem, "bo-%zu", i);
        line->cells = arena_many(mem, struct grid_cell, page->columns + 1);
        for (size_t k = 0; k < grid->columns_count; k++) {
            if (!grid_shows(grid, k))
                continue;
            struct grid_cell *cell = &line->cells[count++];
            cell->name = str_format(mem, "o-%zu-%.*s", i, STR_ARG(grid->columns[k].code));
            cell->label = grid->columns[k].label;
            cell->text = grid->rows.at[i].cells[k];
            cell_options(mem, page, grid, k, cell);
        }
    }
}

/* Which cell of a page's row shows a column of the grid. */
static struct grid_cell *cell_of(struct pasting *pasting, struct grid_line *line, size_t column)
{
    size_t count = 0;
    for (size_t k = 0; k < pasting->grid.columns_count; k++) {
        if (!grid_shows(&pasting->grid, k))
            continue;
        if (k == column)
            return &line->cells[count];
        count++;
    }
    return NULL;
}

/* The rows as sent; those that are to go, go. */
static void rows_take(struct pasting *pasting)
{
    struct request *req = pasting->req;
    struct grid *grid = &pasting->grid;
    int64_t count = request_int(req, "dong", 0);
    for (int64_t i = 0; i < count && i < GRID_ROWS_MAX; i++) {
        if (request_many(req, str_format(req->mem, "bo-%lld", (long long)i)).len)
            continue;
        struct grid_row *row = list_add(&grid->rows, req->mem);
        row->source = request_many(req, str_format(req->mem, "nguon-%lld", (long long)i));
        row->cells = arena_many(req->mem, struct str, grid->columns_count);
        for (size_t k = 0; k < grid->columns_count; k++)
            row->cells[k] =
                str_trim(request_many(req, str_format(req->mem, "o-%lld-%.*s", (long long)i,
                                                      STR_ARG(grid->columns[k].code))));
    }
}

/* ---- checking ---- */

static bool is_theirs(void *context, const struct unit *unit)
{
    struct pasting *pasting = context;
    const struct visitor *visitor = pasting->req->visitor;
    pasting->page.is_direct &= visitor_may(visitor, intake_roles(pasting->grid.kind), unit);
    return visitor_may(visitor, MAY_ENTER, unit);
}

/* A value as somebody would type it into the form of the kind. */
static struct str value_typed(struct arena *mem, const struct value *value)
{
    if (value->field->type == VALUE_MANY)
        return str_join(mem, value->codes.at, value->codes.count, S(";"));
    if (value->field->type == VALUE_INT || value->field->type == VALUE_MONEY)
        return vi_count(mem, value->number);
    return str_copy(mem, value->text);
}

static struct str cells_make(struct arena *mem, const struct draft *draft)
{
    struct text out = text_new(mem, 256 * 1024);
    for (size_t i = 0; i < draft->kind->fields.count; i++) {
        const struct value *value = &draft->values[i];
        if (!value->is_given)
            continue;
        if (out.len)
            text_char(&out, '&');
        form_put_escaped(&out, value->field->code, false);
        text_char(&out, '=');
        form_put_escaped(&out, value_typed(mem, value), false);
    }
    return text_str(&out);
}

static bool row_look(void *context, int64_t line, const struct draft *draft, bool is_again,
                     struct error *err)
{
    struct pasting *pasting = context;
    struct arena *mem = pasting->req->mem;
    struct check_warnings warnings = {0};
    if (!checks_draft(&pasting->checks, mem, draft, S(""), &warnings, err))
        return false;
    for (size_t i = 0; i < warnings.count; i++)
        *list_add(&pasting->page.rows.at[line - 1].odd, mem) =
            (struct odd_row){line, warnings.at[i].text, warnings.at[i].address};
    if (is_again)
        *list_add(&pasting->page.rows.at[line - 1].odd, mem) =
            (struct odd_row){line, S("giống hệt một dòng ở trên, có ghi hai lần không?"), S("")};
    pasting->page.odd += warnings.count + is_again;
    struct saved_draft *ready = &list_add(&pasting->ready, mem)->draft;
    ready->kind = draft->kind->code;
    ready->unit = draft->unit->code;
    ready->day = day_text(mem, draft->day);
    ready->cells = cells_make(mem, draft);
    return true;
}

static void problems_mark(struct pasting *pasting, const struct listing *listing)
{
    struct paste_page *page = &pasting->page;
    for (size_t i = 0; i < listing->problems.count; i++) {
        const struct listing_problem *problem = &listing->problems.at[i];
        struct grid_line *line = &page->rows.at[problem->line - 1];
        struct grid_cell *cell = cell_of(pasting, line, problem->place);
        *(cell ? &cell->problem : &line->problem) = problem->reason;
    }
    page->problems = (size_t)listing->problems_count;
}

/* Checks the rows as a list of the kind is checked, and marks what is wrong. */
static bool rows_check(struct pasting *pasting, struct error *err)
{
    struct request *req = pasting->req;
    struct intake_table table;
    struct intake_list list;
    struct record_list_calls calls = {.context = pasting, .may = is_theirs, .looked = row_look};
    pasting->page.is_checked = pasting->page.is_direct = true;
    if (!grid_table(req->mem, &pasting->grid, &table, err) ||
        !intake_table_pack(req->mem, &table, &pasting->table, err) ||
        !checks_begin(req->book, req->db, req->mem, &pasting->checks, err))
        return false;
    intake_list_make(req->mem, pasting->grid.kind, &table, 0, &list);
    for (size_t i = 0; i < list.table.columns; i++)
        list.codes[i] = list.names[i];
    struct record_list *records =
        intake_list_open(req->book, req->db, req->mem, &list, &calls, err);
    if (!records)
        return false;
    bool is_well = record_list_check(records, err);
    if (is_well) {
        problems_mark(pasting, record_list_listing(records));
        pasting->page.known = record_list_counts(records).known;
    }
    record_list_close(records);
    return is_well;
}

/* ---- handing in ---- */

static bool records_write(struct pasting *pasting, struct response *response, struct error *err)
{
    struct request *req = pasting->req;
    struct intake intake;
    if (!intake_of_key(req->db, req->mem, pasting->page.key, &intake, err))
        return false;
    if (intake.id == 0) {
        intake.kind = pasting->grid.kind->code;
        intake.account = req->visitor->id;
        intake.file_name = S("Dán từ Excel, Zalo");
        intake.state = INTAKE_RUNNING;
        intake.rows = (int64_t)pasting->page.rows.count;
        if (!intake_add(req->book, req->mem, &intake, pasting->table, pasting->page.key, err))
            return false;
        intake.reason = pasting->page.reason;
        if (!intake_step(req->book, req->mem, &intake, err))
            return false;
    }
    response->status = 303;
    response->location = intake_address(req->mem, intake.id);
    return true;
}

static bool drafts_write(struct pasting *pasting, struct response *response, struct error *err)
{
    struct request *req = pasting->req;
    for (size_t i = 0; i < pasting->ready.count; i++) {
        struct saved_draft *draft = &pasting->ready.at[i].draft;
        draft->reason = pasting->page.reason;
        struct str key = str_format(req->mem, "%.*s-%zu", STR_ARG(pasting->page.key), i);
        if (!draft_hand_in(req->book, req->mem, draft, key, err))
            return false;
    }
    response->status = 303;
    response->location = S("/lam-viec/nhap?da=gui");
    return true;
}

static bool send(struct pasting *pasting, struct response *response, struct error *err)
{
    struct request *req = pasting->req;
    struct paste_page *page = &pasting->page;
    page->reason = str_trim(request_text(req, "ly_do"));
    rows_take(pasting);
    rows_fill(pasting);
    if (page->rows.count == 0) {
        page->problem = html_translate(req->messages, S("Không còn dòng nào để gửi."));
        return paste_draw(req, page, response, err);
    }
    if (!rows_check(pasting, err))
        return false;
    if (page->problems)
        page->problem = html_translate(
            req->messages,
            S("Còn chỗ chưa đúng, xem lời nhắc dưới từng ô. Chưa dòng nào được gửi."));
    else if (page->odd && page->reason.len == 0)
        page->problem = html_translate(
            req->messages, S("Hãy xem lại những chỗ được nhắc; nếu đúng, ghi lý do ở dưới."));
    if (page->problem.len) {
        response->status = UNPROCESSABLE;
        return paste_draw(req, page, response, err);
    }
    return page->is_direct ? records_write(pasting, response, err)
                           : drafts_write(pasting, response, err);
}

/* ---- reading ---- */

static bool again(struct pasting *pasting, const char *problem, struct response *response,
                  struct error *err)
{
    struct request *req = pasting->req;
    struct str text = html_translate(req->messages, str_of(problem));
    pasting->page.problem = str_copy(req->mem, unicode_upper_first(req->mem, text));
    response->status = UNPROCESSABLE;
    return paste_draw(req, &pasting->page, response, err);
}

static bool read_text(struct pasting *pasting, struct response *response, struct error *err)
{
    struct request *req = pasting->req;
    struct error wrong = {0};
    struct str unit = request_text(req, "don_vi");
    struct day today = book_today(req->book);
    bool is_well = grid_read(req->mem, &pasting->grid, pasting->page.text, unit, today, &wrong);
    if (!is_well && wrong.kind != ERROR_INVALID) {
        *err = wrong;
        return false;
    }
    if (!is_well)
        return again(pasting, wrong.text, response, err);
    if (pasting->grid.rows.count == 0)
        return again(pasting, MESSAGE("chưa dán nội dung nào"), response, err);
    rows_fill(pasting);
    return rows_check(pasting, err) && paste_draw(req, &pasting->page, response, err);
}

bool intake_paste_post(struct request *req, struct response *response, struct error *err)
{
    struct pasting *pasting = arena_one(req->mem, struct pasting);
    *pasting = (struct pasting){.req = req,
                                .page = {.key = request_text(req, "khoa"),
                                         .slug = request_text(req, "loai"),
                                         .text = request_text(req, "van_ban")}};
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct unit_tree *units = catalogue ? unit_tree_of(req->book, req->db, err) : NULL;
    if (!units || !choices_fill(req, &pasting->page, request_text(req, "don_vi"), err))
        return false;
    const struct catalogue_kind *kind = catalogue_kind_of_slug(catalogue, pasting->page.slug);
    if (!kind)
        return again(pasting, MESSAGE("chưa chọn loại việc"), response, err);
    pasting->page.kind_label = kind->label;
    pasting->grid = grid_new(req->mem, kind, units);
    return str_is(request_text(req, "viec"), S("gui")) ? send(pasting, response, err)
                                                       : read_text(pasting, response, err);
}
