/* Indicators: a new one made of plain sentences, tried out on the records that there are; the end
 * of one. What it counts never changes: another rule is another indicator. */
#include "feature/office/catalogue_pages.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "base/vi_text.h"

/* ---- the form ---- */

static const struct desk_row indicator_rows[] = {
    {"loai", CELL_TEXT, true, MESSAGE("Loại việc"), NULL},
    {"ten", CELL_TEXT, true, MESSAGE("Tên số liệu"), MESSAGE("Như trên bảng: Số áo ấm đã tặng")},
    {"ma", CELL_TEXT, false, MESSAGE("Mã"),
     MESSAGE("Dạng nhóm.ten, để viết vào câu. Để trống thì lấy từ tên.")},
    {"cach_tinh", CELL_SELECT, true, MESSAGE("Tính thế nào"), NULL},
    {"don_vi_tinh", CELL_TEXT, true, MESSAGE("Đơn vị tính"), MESSAGE("Đứng sau con số: áo, suất")},
    {"kieu_ky", CELL_SELECT, true, MESSAGE("Tính cho kỳ thế nào"), NULL},
    {"den_truong", CELL_SELECT, false, MESSAGE("Còn hiệu lực đến"),
     MESSAGE("Chỉ cho số đang có; để trống nếu không bao giờ hết.")},
    {"tach", CELL_SELECT, false, MESSAGE("Tách theo"), MESSAGE("Các phần cộng lại bằng cả.")},
    {"hai_chu_so", CELL_TICK, false, MESSAGE("Viết hai chữ số: 03"), NULL},
    {"lam_tron", CELL_SELECT, false, MESSAGE("Số tiền trong câu"), NULL},
    {"tu_ngay", CELL_DAY, false, MESSAGE("Tính từ ngày"),
     MESSAGE("Để trống thì việc cũ cũng được tính.")},
    {"thu_noi", CELL_SELECT, false, MESSAGE("Tính thử cho"), NULL},
    {"thu_ky", CELL_SELECT, false, MESSAGE("trong kỳ"), NULL},
};

static const struct desk_button indicator_buttons[] = {{"ghi", MESSAGE("Thêm số liệu")},
                                                       {"thu", MESSAGE("Tính thử")}};

static bool is_number(const struct catalogue_field *field)
{
    return field->type == VALUE_INT || field->type == VALUE_MONEY;
}

static struct str option_value(struct arena *mem, const char *before, struct str code)
{
    return str_format(mem, "%s:%.*s", before, STR_ARG(code));
}

static void measures_offer(struct desk_form *form, const struct catalogue_kind *kind)
{
    struct desk_cell *cell = desk_cell(form, "cach_tinh");
    struct arena *mem = form->mem;
    desk_option(form, cell, S("count"), html_translate(form->messages, S("Đếm số hồ sơ")));
    for (size_t i = 0; i < kind->fields.count; i++) {
        const struct catalogue_field *field = &kind->fields.at[i];
        struct str label = unicode_lower(mem, field->label);
        if (field->privacy != PRIVACY_PUBLIC)
            continue;
        if (is_number(field))
            desk_option(form, cell, option_value(mem, "sum", field->code),
                        str_format(mem, "Cộng %.*s", STR_ARG(label)));
        else if (field->type != VALUE_DAY && field->type != VALUE_MANY)
            desk_option(form, cell, option_value(mem, "distinct", field->code),
                        str_format(mem, "Đếm các %.*s khác nhau", STR_ARG(label)));
    }
    desk_option(form, cell, S("distinct:unit"),
                html_translate(form->messages, S("Đếm các khu dân cư khác nhau")));
}

/* "Chỉ tính khi đối tượng là": ticks of a choice's values. */
static void conditions_offer(struct desk_form *form, const struct catalogue_kind *kind)
{
    for (size_t i = 0; i < kind->fields.count; i++) {
        const struct catalogue_field *field = &kind->fields.at[i];
        bool is_choice = field->type == VALUE_ONE || field->type == VALUE_MANY;
        if (field->privacy != PRIVACY_PUBLIC || !is_choice || !field->list)
            continue;
        struct desk_cell *cell = list_add(&form->cells, form->mem);
        *cell = (struct desk_cell){
            .name = str_format(form->mem, "w-%.*s", STR_ARG(field->code)),
            .label = str_format(form->mem, "Chỉ tính khi %.*s là",
                                STR_ARG(unicode_lower(form->mem, field->label))),
            .help = html_translate(form->messages, S("Không chọn gì thì tính hết.")),
            .value = S(""),
            .kind = CELL_TICKS};
        for (size_t k = 0; k < field->list->choices.count; k++)
            desk_option(form, cell, field->list->choices.at[k].code,
                        field->list->choices.at[k].label);
    }
}

static void parts_offer(struct desk_form *form, const struct catalogue_kind *kind)
{
    struct desk_cell *slices = desk_cell(form, "tach"), *until = desk_cell(form, "den_truong");
    desk_option(form, slices, S(""), html_translate(form->messages, S("(không tách)")));
    desk_option(form, until, S(""), html_translate(form->messages, S("(không có ngày hết)")));
    for (size_t i = 0; i < kind->fields.count; i++) {
        const struct catalogue_field *field = &kind->fields.at[i];
        if (field->privacy == PRIVACY_PUBLIC && field->type == VALUE_ONE)
            desk_option(form, slices, field->code, field->label);
        if (field->privacy == PRIVACY_PUBLIC && field->type == VALUE_DAY)
            desk_option(form, until, field->code, field->label);
    }
}

static bool trial_offer(struct request *req, struct desk_form *form, struct error *err)
{
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    const struct unit *home = units ? unit_home(units) : NULL;
    struct periods periods = {0};
    if (!home || !review_periods(req->db, req->mem, home, &periods, err))
        return units != NULL && home == NULL;
    struct unit_refs areas = unit_children(req->mem, units, home, DAY_NONE);
    struct desk_cell *place = desk_cell(form, "thu_noi"), *period = desk_cell(form, "thu_ky");
    desk_option(form, place, home->code, unit_phrase(req->mem, home));
    for (size_t i = 0; i < areas.count; i++)
        desk_option(form, place, areas.at[i]->code, unit_phrase(req->mem, areas.at[i]));
    for (size_t i = 0; i < periods.count && i < 24; i++)
        desk_option(form, period, period_code(req->mem, periods.at[i]),
                    vi_period(req->mem, periods.at[i]));
    return true;
}

static bool indicator_form_new(struct request *req, const struct catalogue_kind *kind,
                               struct desk_form *form, struct error *err)
{
    desk_form_new(req, form, S(INDICATOR_ADDRESS "/moi"), indicator_rows, COUNT_OF(indicator_rows));
    form->buttons = indicator_buttons;
    form->buttons_count = COUNT_OF(indicator_buttons);
    struct desk_cell *own = desk_cell(form, "loai");
    own->value = kind->code;
    own->is_hidden = true;
    measures_offer(form, kind);
    parts_offer(form, kind);
    struct desk_cell *mode = desk_cell(form, "kieu_ky"), *round = desk_cell(form, "lam_tron");
    desk_option(form, mode, S("flow"),
                html_translate(req->messages, S("Cộng những việc làm trong kỳ")));
    desk_option(form, mode, S("stock"),
                html_translate(req->messages, S("Đếm những gì đang có vào ngày cuối kỳ")));
    desk_option(form, round, S(""), html_translate(req->messages, S("viết đủ")));
    desk_option(form, round, S("over:1000000"),
                html_translate(req->messages, S("viết «trên … triệu đồng»")));
    desk_option(form, round, S("over:100000000"),
                html_translate(req->messages, S("viết «trên … trăm triệu đồng»")));
    if (!trial_offer(req, form, err))
        return false;
    conditions_offer(form, kind);
    return true;
}

/* ---- choosing the kind first ---- */

static bool kinds_choose(struct request *req, const struct catalogue *catalogue,
                         struct response *response, struct error *err)
{
    struct item_page page = {
        .mem = req->mem,
        .title = html_translate(req->messages, S("Thêm số liệu")),
        .lead = html_translate(req->messages, S("Số liệu đếm hồ sơ của loại việc nào?")),
        .rows_title = html_translate(req->messages, S("Loại việc"))};
    for (size_t i = 0; i < catalogue->kinds.count; i++) {
        const struct catalogue_kind *kind = &catalogue->kinds.at[i];
        *list_add(&page.rows, req->mem) = (struct catalogue_row){
            .address =
                str_format(req->mem, INDICATOR_ADDRESS "/moi?loai=%.*s", STR_ARG(kind->code)),
            .label = kind->label,
            .about = figure_group_label(kind->group),
            .days = catalogue_days(req->mem, kind->first, kind->last)};
    }
    return item_page_respond(req, &page, response, err);
}

/* What a request to add an indicator is about. */
struct adding {
    const struct catalogue *catalogue;
    const struct catalogue_kind *kind;
    struct item_page page;
    struct indicator_statement said;
    struct str code, body;
};

static bool adding_draw(struct request *req, struct adding *adding, struct response *response,
                        struct error *err)
{
    adding->page.title = html_translate(req->messages, S("Thêm số liệu"));
    adding->page.lead =
        str_format(req->mem, "Đếm hồ sơ loại «%.*s».", STR_ARG(adding->kind->label));
    return item_page_respond(req, &adding->page, response, err);
}

bool indicator_new_page(struct request *req, struct response *response, struct error *err)
{
    struct adding adding = {.page = {.mem = req->mem}};
    struct str code = request_text(req, "loai");
    adding.catalogue = catalogue_of(req->book, req->db, err);
    if (!adding.catalogue || !catalogue_stating(req, err))
        return false;
    adding.kind = catalogue_kind(adding.catalogue, code);
    if (!adding.kind)
        return kinds_choose(req, adding.catalogue, response, err);
    return indicator_form_new(req, adding.kind, &adding.page.form, err) &&
           adding_draw(req, &adding, response, err);
}

/* ---- what was asked for ---- */

static struct str where_of_form(struct desk_form *form)
{
    struct text out = text_new(form->mem, 8000);
    for (size_t i = 0; i < form->cells.count; i++) {
        const struct desk_cell *cell = &form->cells.at[i];
        if (cell->kind != CELL_TICKS || cell->value.len == 0)
            continue;
        struct str field = str_part(cell->name, 2, cell->name.len); /* behind "w-" */
        text_format(&out, "%s%.*s=%.*s", out.len ? " & " : "", STR_ARG(field),
                    STR_ARG(cell->value));
    }
    return text_str(&out);
}

static bool code_is_well_formed(struct str code)
{
    size_t dots = 0;
    bool is_well = code.len > 2 && code.len <= 64 && code.at[0] >= 'a' && code.at[0] <= 'z';
    for (size_t i = 0; i < code.len; i++) {
        char c = code.at[i];
        dots += c == '.';
        is_well =
            is_well && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.');
    }
    return is_well && dots == 1 && code.at[code.len - 1] != '.';
}

static void statement_of_form(struct request *req, struct adding *adding)
{
    struct desk_form *form = &adding->page.form;
    struct str typed = desk_value(form, "ma");
    bool is_stock = str_is(desk_value(form, "kieu_ky"), S("stock"));
    adding->code = typed.len ? typed
                             : str_format(req->mem, "own.%.*s",
                                          STR_ARG(desk_code(req->mem, desk_value(form, "ten"))));
    adding->said = (struct indicator_statement){
        .label = desk_value(form, "ten"),
        .slug = vi_slug(req->mem, desk_value(form, "ten")),
        .unit = desk_value(form, "don_vi_tinh"),
        .group = adding->kind->group,
        .kinds = adding->kind->code,
        .measure = desk_value(form, "cach_tinh"),
        .where = where_of_form(form),
        .mode = desk_value(form, "kieu_ky"),
        .until = is_stock ? desk_value(form, "den_truong") : S(""),
        .breakdown = desk_value(form, "tach"),
        .padded = desk_value(form, "hai_chu_so").len ? S("yes") : S(""),
        .round = desk_value(form, "lam_tron"),
        .first = desk_day(form, "tu_ngay"),
    };
    if (!code_is_well_formed(adding->code))
        desk_problem(form, "ma",
                     html_translate(req->messages,
                                    S("mã có dạng nhom.ten: chữ thường không dấu, số và dấu _")));
    if (adding->said.round.len && !str_is(adding->said.unit, S("đồng")))
        desk_problem(form, "lam_tron",
                     html_translate(req->messages, S("chỉ số tiền tính bằng đồng mới làm tròn")));
}

static bool is_money_sum(const struct adding *adding)
{
    struct str measure = adding->said.measure;
    const struct catalogue_field *field =
        str_starts(measure, S("sum:"))
            ? catalogue_field(adding->kind, str_part(measure, 4, measure.len))
            : NULL;
    return field && field->type == VALUE_MONEY;
}

/* Fills the statement and its body, or leaves problems in the form. */
static bool adding_read(struct request *req, struct adding *adding, struct error *err)
{
    struct error wrong;
    struct desk_form *form = &adding->page.form;
    adding->catalogue = catalogue_of(req->book, req->db, err);
    if (!adding->catalogue || !catalogue_stating(req, err))
        return false;
    adding->kind = catalogue_kind(adding->catalogue, request_text(req, "loai"));
    if (!adding->kind)
        return fail(err, ERROR_MISSING, "loai", "không có loại việc này");
    if (!indicator_form_new(req, adding->kind, form, err))
        return false;
    desk_form_take(req, form);
    if (!desk_form_is_whole(form))
        return true;
    statement_of_form(req, adding);
    if (is_money_sum(adding) != str_is(adding->said.unit, S("đồng")))
        desk_problem(
            form, "don_vi_tinh",
            html_translate(req->messages, S("số tiền tính bằng «đồng», số khác thì không")));
    if (form->problems == 0 &&
        (!indicator_statement_body(req->mem, &adding->said, &adding->body, &wrong) ||
         !indicator_body_check(req->mem, adding->catalogue, adding->body, &wrong)))
        desk_problem(form, "cach_tinh", str_of(wrong.text));
    return true;
}

/* ---- trying out ---- */

static bool trial_of_form(struct request *req, struct adding *adding, struct error *err)
{
    struct desk_form *form = &adding->page.form;
    struct indicator indicator;
    struct period period;
    struct trial trial;
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    const struct unit *unit = unit_find(units, desk_value(form, "thu_noi"));
    if (!unit || !period_read(desk_value(form, "thu_ky"), &period, err)) {
        desk_problem(form, "thu_ky",
                     html_translate(req->messages, S("sổ chưa có việc nào để tính thử")));
        return true;
    }
    struct span span = span_of(period, DAY_NONE);
    if (!indicator_of_body(req->book, req->db, req->mem, adding->code, adding->body, &indicator,
                           err) ||
        !figure_try(req->book, req->db, &indicator, unit, span, &trial, err))
        return false;
    adding->page.trial_title =
        str_format(req->mem, "Tính thử cho %.*s, %.*s", STR_ARG(unit_phrase(req->mem, unit)),
                   STR_ARG(vi_period(req->mem, period)));
    *list_add(&adding->page.trial, req->mem) =
        str_format(req->mem, "%.*s: %.*s, từ %.*s hồ sơ.", STR_ARG(indicator.label),
                   STR_ARG(figure_phrase(req->mem, &indicator, trial.actual)),
                   STR_ARG(vi_count(req->mem, trial.records)));
    *list_add(&adding->page.trial, req->mem) =
        figure_rule_text(req->mem, adding->catalogue, &indicator, span);
    return true;
}

/* ---- stating ---- */

static bool code_is_free(struct request *req, struct adding *adding, bool *is_again,
                         struct error *err)
{
    struct desk_form *form = &adding->page.form;
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    if (!indicators)
        return false;
    const struct indicator *same = indicator_find(indicators, adding->code);
    *is_again = same && str_is(same->body->bytes, adding->body);
    if (*is_again)
        return true;
    if (same)
        desk_problem(form, "ma",
                     html_translate(req->messages, S("mã này đã dùng, hãy đặt mã khác")));
    if (adding->said.slug.len == 0 || indicator_of_slug(indicators, adding->said.slug))
        desk_problem(form, "ten", html_translate(req->messages, S("đã có số liệu tên này")));
    return true;
}

static bool indicator_state(struct request *req, struct response *response, struct error *err)
{
    struct adding adding = {.page = {.mem = req->mem}};
    bool is_again = false;
    if (!adding_read(req, &adding, err) ||
        (adding.page.form.problems == 0 && !code_is_free(req, &adding, &is_again, err)))
        return false;
    if (adding.page.form.problems)
        return adding_draw(req, &adding, response, err);
    return (is_again || catalogue_state(req->book, "catalogue.indicator", adding.code, adding.body,
                                        NULL, err)) &&
           catalogue_redirect(req, response, INDICATOR_ADDRESS, adding.code, "moi");
}

/* A try-out walks all records and is done on the pool; stating is for the writer. */
bool indicator_new_post(struct request *req, struct response *response, struct error *err)
{
    struct adding adding = {.page = {.mem = req->mem}};
    if (!str_is(request_text(req, "viec"), S("thu"))) {
        req->then = indicator_state;
        return true;
    }
    if (!adding_read(req, &adding, err) ||
        (adding.page.form.problems == 0 && !trial_of_form(req, &adding, err)))
        return false;
    return adding_draw(req, &adding, response, err);
}

/* ---- an indicator ---- */

static bool indicator_named(struct request *req, const struct indicator **indicator,
                            struct error *err)
{
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    if (!indicators)
        return false;
    *indicator = indicator_find(indicators, req->part[0]);
    return *indicator || fail(err, ERROR_MISSING, "ma", "danh mục không có số liệu này");
}

static void indicator_forms(struct request *req, const struct indicator *indicator,
                            struct item_page *page)
{
    end_form_new(req, &page->end_form,
                 str_format(req->mem, INDICATOR_ADDRESS "/%.*s", STR_ARG(indicator->code)));
}

static bool newest_period(struct request *req, const struct unit *home, struct period *period,
                          bool *has, struct error *err)
{
    struct periods periods = {0};
    if (!review_periods(req->db, req->mem, home, &periods, err))
        return false;
    *has = periods.count > 0;
    if (*has)
        *period = periods.at[0];
    return true;
}

static bool indicator_facts(struct request *req, const struct indicator *indicator,
                            struct item_page *page, struct error *err)
{
    bool has = false;
    struct period period = {0};
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    const struct unit_tree *units = catalogue ? unit_tree_of(req->book, req->db, err) : NULL;
    if (!units)
        return false;
    const struct unit *home = unit_home(units);
    if (home && !newest_period(req, home, &period, &has, err))
        return false;
    item_fact(page, html_translate(req->messages, S("Mã")), indicator->code);
    item_fact(page, html_translate(req->messages, S("Đơn vị tính")), indicator->unit);
    item_fact(page, html_translate(req->messages, S("Mảng công tác")),
              figure_group_label(indicator->group));
    item_fact(page, html_translate(req->messages, S("Ngày dùng")),
              catalogue_days(req->mem, indicator->rule.first, indicator->rule.last));
    if (!has)
        return true;
    item_fact(page, html_translate(req->messages, S("Cách tính")),
              figure_rule_text(req->mem, catalogue, indicator, span_of(period, DAY_NONE)));
    *list_add(&page->next, req->mem) =
        (struct catalogue_fact){html_translate(req->messages, S("Xem số liệu")), S(""),
                                figure_address(req->mem, indicator, period, home, home)};
    return true;
}

static bool indicator_draw(struct request *req, const struct indicator *indicator,
                           struct item_page *page, struct response *response, struct error *err)
{
    bool may;
    page->title = indicator->label;
    if (!catalogue_may_state(req, &may, err) || !indicator_facts(req, indicator, page, err))
        return false;
    if (may)
        *list_add(&page->next, req->mem) = (struct catalogue_fact){
            html_translate(req->messages, S("Thêm câu vào báo cáo")), S(""),
            str_format(req->mem, LINE_ADDRESS "/moi?so_lieu=%.*s", STR_ARG(indicator->code))};
    else
        page->end_form.cells.count = 0;
    return item_page_respond(req, page, response, err);
}

bool indicator_page(struct request *req, struct response *response, struct error *err)
{
    struct item_page page = {.mem = req->mem};
    const struct indicator *indicator;
    if (!indicator_named(req, &indicator, err))
        return false;
    indicator_forms(req, indicator, &page);
    return indicator_draw(req, indicator, &page, response, err);
}

bool indicator_post(struct request *req, struct response *response, struct error *err)
{
    struct item_page page = {.mem = req->mem};
    const struct indicator *indicator;
    struct str last, body;
    bool is_well;
    if (!catalogue_stating(req, err) || !indicator_named(req, &indicator, err))
        return false;
    indicator_forms(req, indicator, &page);
    desk_form_take(req, &page.end_form);
    if (!end_form_day(req, &page.end_form, true, &last, &is_well, err))
        return false;
    if (!is_well)
        return indicator_draw(req, indicator, &page, response, err);
    struct str code = str_copy(req->mem, indicator->code);
    const struct catalogue_item item = {.code = code, .body = indicator->body};
    return indicator_body_ended(req->mem, &item, last, &body, err) &&
           catalogue_state(req->book, "catalogue.indicator", code, body, NULL, err) &&
           catalogue_redirect(req, response, INDICATOR_ADDRESS, code, "ngung");
}
