/* Kinds of work: a new one, its fields one by one, the end of either. */
#include "feature/office/catalogue_pages.h"

#include "base/vi_number.h"
#include "base/vi_text.h"

/* ---- a new kind ---- */

static const struct desk_row kind_rows[] = {
    {"ten", CELL_TEXT, true, MESSAGE("Tên loại việc"), MESSAGE("Như mọi người gọi: Tặng áo ấm")},
    {"ma", CELL_TEXT, false, MESSAGE("Mã"),
     MESSAGE("Chữ thường không dấu, số và dấu _. Để trống thì lấy từ tên.")},
    {"nhom", CELL_SELECT, true, MESSAGE("Thuộc mảng công tác"), NULL},
    {"nguoi_ghi", CELL_SELECT, false, MESSAGE("Ai được ghi"), NULL},
    {"cong_khai", CELL_SELECT, false, MESSAGE("Công khai đến đâu"),
     MESSAGE("Chọn mức thô hơn khi người ta có thể nhận ra gia đình được giúp.")},
    {"tu_ngay", CELL_DAY, false, MESSAGE("Dùng từ ngày"),
     MESSAGE("Để trống nếu việc cũ cũng được ghi vào loại này.")},
};

static const struct desk_button kind_buttons[] = {{"ghi", MESSAGE("Thêm loại việc")}};

/* The groups that kinds have so far. */
static void groups_offer(struct desk_form *form, const struct catalogue *catalogue)
{
    struct desk_cell *cell = desk_cell(form, "nhom");
    for (size_t i = 0; i < catalogue->kinds.count; i++) {
        struct str group = catalogue->kinds.at[i].group;
        bool is_known = false;
        for (size_t k = 0; k < cell->options.count; k++)
            is_known = is_known || str_is(cell->options.at[k].value, group);
        if (!is_known)
            desk_option(form, cell, group, figure_group_label(group));
    }
}

static void kind_form_new(struct request *req, const struct catalogue *catalogue,
                          struct desk_form *form)
{
    desk_form_new(req, form, S(KIND_ADDRESS "/moi"), kind_rows, COUNT_OF(kind_rows));
    form->buttons = kind_buttons;
    form->buttons_count = COUNT_OF(kind_buttons);
    groups_offer(form, catalogue);
    struct desk_cell *roles = desk_cell(form, "nguoi_ghi");
    desk_option(
        form, roles, S(""),
        html_translate(req->messages, S("Trưởng Ban công tác Mặt trận và cán bộ Mặt trận")));
    desk_option(form, roles, S("officer"), html_translate(req->messages, S("Cán bộ Mặt trận")));
    struct desk_cell *open = desk_cell(form, "cong_khai");
    desk_option(form, open, S(""),
                html_translate(req->messages, S("Ngày và khu dân cư của từng việc")));
    desk_option(form, open, S("month"),
                html_translate(req->messages, S("Chỉ tháng và khu dân cư")));
    desk_option(form, open, S("commune"),
                html_translate(req->messages, S("Chỉ tháng và cả xã, phường, thị trấn")));
}

static bool kind_page_draw(struct request *req, struct desk_form *form, struct response *response,
                           struct error *err)
{
    struct item_page page = {
        .title = html_translate(req->messages, S("Thêm loại việc")),
        .lead = html_translate(req->messages,
                               S("Sau bước này, thêm từng trường ở trang của loại việc.")),
        .form = *form};
    return item_page_respond(req, &page, response, err);
}

bool kind_new_page(struct request *req, struct response *response, struct error *err)
{
    struct desk_form form;
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    if (!catalogue || !catalogue_stating(req, err))
        return false;
    kind_form_new(req, catalogue, &form);
    return kind_page_draw(req, &form, response, err);
}

/* Signs that the pattern of a title gives a meaning to. */
static bool has_pattern_sign(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (strchr("{}[]", text.at[i]))
            return true;
    return false;
}

static bool kind_of_form(struct request *req, struct desk_form *form, struct kind_statement *kind,
                         struct error *err)
{
    struct str open = desk_value(form, "cong_khai"), code = desk_value(form, "ma");
    if (!desk_form_is_whole(form))
        return true;
    *kind = (struct kind_statement){
        .label = desk_value(form, "ten"),
        .title = desk_value(form, "ten"),
        .code = code.len ? code : desk_code(req->mem, desk_value(form, "ten")),
        .slug = vi_slug(req->mem, desk_value(form, "ten")),
        .group = desk_value(form, "nhom"),
        .roles = desk_value(form, "nguoi_ghi"),
        .public_day = open.len ? S("month") : S(""),
        .public_unit = str_is(open, S("commune")) ? open : S(""),
        .first = desk_day(form, "tu_ngay"),
    };
    if (kind->code.len == 0)
        desk_problem(form, "ma", html_translate(req->messages, S("hãy đặt một mã")));
    if (has_pattern_sign(kind->label) || kind->slug.len == 0)
        desk_problem(form, "ten",
                     html_translate(req->messages, S("tên không được có dấu [ ] { }")));
    return shipped_common_fields(req->mem, kind, err);
}

/* Two kinds with one code, or with one address, would be one. A form sent twice meets its own. */
static void kind_is_new(struct request *req, const struct catalogue *catalogue,
                        const struct kind_statement *kind, struct desk_form *form)
{
    const struct catalogue_kind *same = catalogue_kind_of_slug(catalogue, kind->slug);
    bool is_own = same && str_is(same->code, kind->code);
    if (same && !is_own)
        desk_problem(form, "ten", html_translate(req->messages, S("đã có loại việc tên này")));
    if (catalogue_kind(catalogue, kind->code))
        desk_problem(form, "ma",
                     html_translate(req->messages, S("mã này đã dùng, hãy đặt mã khác")));
}

static bool kind_state(struct request *req, const struct catalogue *catalogue,
                       const struct kind_statement *kind, struct desk_form *form, const char *cell,
                       struct error *err)
{
    struct str body;
    struct error wrong;
    if (!kind_statement_body(req->mem, kind, &body, &wrong) ||
        !catalogue_kind_check(req->mem, catalogue, kind->code, body, &wrong)) {
        desk_problem(form, cell, str_of(wrong.text));
        return true;
    }
    return catalogue_state(req->book, "catalogue.kind", kind->code, body, NULL, err);
}

/* True if the book states just this already: the form was sent twice. */
static bool is_stated(struct request *req, const struct kind_statement *kind)
{
    struct catalogue_item item;
    struct str body;
    struct error ignored;
    return catalogue_item(req->db, req->mem, "catalogue.kind", kind->code, &item, &ignored) &&
           kind_statement_body(req->mem, kind, &body, &ignored) && str_is(item.body->bytes, body);
}

bool kind_new_post(struct request *req, struct response *response, struct error *err)
{
    struct desk_form form;
    struct kind_statement kind = {0};
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    if (!catalogue || !catalogue_stating(req, err))
        return false;
    kind_form_new(req, catalogue, &form);
    desk_form_take(req, &form);
    if (!kind_of_form(req, &form, &kind, err))
        return false;
    if (form.problems == 0 && !is_stated(req, &kind)) {
        kind_is_new(req, catalogue, &kind, &form);
        if (form.problems == 0 && !kind_state(req, catalogue, &kind, &form, "ma", err))
            return false;
    }
    if (form.problems)
        return kind_page_draw(req, &form, response, err);
    return catalogue_redirect(req, response, KIND_ADDRESS, kind.code, "moi");
}

/* ---- a kind and its fields ---- */

static const struct desk_row field_rows[] = {
    {"ten", CELL_TEXT, true, MESSAGE("Tên trường"), MESSAGE("Như trên biểu mẫu: Số áo")},
    {"kieu", CELL_SELECT, true, MESSAGE("Điền gì vào đó"), NULL},
    {"tinh_bang", CELL_TEXT, false, MESSAGE("Tính bằng"), MESSAGE("Chỉ cho số: áo, kg, mét")},
    {"danh_sach", CELL_SELECT, false, MESSAGE("Chọn trong danh sách"),
     MESSAGE("Chỉ cho trường lựa chọn.")},
    {"lua_chon", CELL_LONG, false, MESSAGE("Các lựa chọn mới"),
     MESSAGE("Mỗi dòng một lựa chọn, khi lập danh sách mới.")},
    {"bat_buoc", CELL_TICK, false, MESSAGE("Bắt buộc điền"), NULL},
    {"it_nhat", CELL_NUMBER, false, MESSAGE("Ít nhất"), MESSAGE("Chỉ cho số và tiền.")},
    {"nhieu_nhat", CELL_NUMBER, false, MESSAGE("Nhiều nhất"), NULL},
    {"muc", CELL_SELECT, true, MESSAGE("Ai xem được"),
     MESSAGE("Số liệu chỉ đếm được những trường công khai.")},
    {"goi_y", CELL_TEXT, false, MESSAGE("Lời nhắc dưới ô"), NULL},
    {"tu_ngay", CELL_DAY, false, MESSAGE("Dùng từ ngày"), NULL},
};

static const struct desk_button field_buttons[] = {{"truong", MESSAGE("Thêm trường")}};

static const struct {
    const char *code, *label;
} field_types[] =
    {
        {"text", MESSAGE("Chữ")},
        {"integer", MESSAGE("Số")},
        {"money", MESSAGE("Số tiền (đồng)")},
        {"day", MESSAGE("Ngày")},
        {"select_one", MESSAGE("Chọn một trong danh sách")},
        {"select_multiple", MESSAGE("Chọn một hay nhiều trong danh sách")},
},
  field_privacies[] = {
      {"public", MESSAGE("Công khai")},
      {"shown", MESSAGE("Hiển thị, có thể xóa")},
      {"counted", MESSAGE("Chỉ tính vào số tổng")},
      {"private", MESSAGE("Chỉ cán bộ xem")},
      {"sealed", MESSAGE("Chỉ người được giao xem")},
};

static struct str word_of(struct request *req, struct str code)
{
    for (size_t i = 0; i < COUNT_OF(field_types); i++)
        if (str_is(code, str_of(field_types[i].code)))
            return html_translate(req->messages, str_of(field_types[i].label));
    for (size_t i = 0; i < COUNT_OF(field_privacies); i++)
        if (str_is(code, str_of(field_privacies[i].code)))
            return html_translate(req->messages, str_of(field_privacies[i].label));
    return code;
}

static void lists_offer(struct request *req, const struct catalogue *catalogue,
                        struct desk_form *form)
{
    struct desk_cell *cell = desk_cell(form, "danh_sach");
    desk_option(form, cell, S(""), html_translate(req->messages, S("(danh sách mới, ghi ở dưới)")));
    for (size_t i = 0; i < catalogue->lists.count; i++) {
        const struct choice_list *list = &catalogue->lists.at[i];
        list_of(struct str) labels = {0};
        for (size_t k = 0; k < list->choices.count && k < 3; k++)
            *list_add(&labels, req->mem) = list->choices.at[k].label;
        struct str shown = str_join(req->mem, labels.at, labels.count, S("; "));
        desk_option(
            form, cell, list->name,
            str_format(req->mem, "%.*s%s", STR_ARG(shown), list->choices.count > 3 ? "; …" : ""));
    }
}

static void field_form_new(struct request *req, const struct catalogue *catalogue, struct str kind,
                           struct desk_form *form)
{
    desk_form_new(req, form, str_format(req->mem, KIND_ADDRESS "/%.*s", STR_ARG(kind)), field_rows,
                  COUNT_OF(field_rows));
    form->title = html_translate(req->messages, S("Thêm một trường"));
    form->buttons = field_buttons;
    form->buttons_count = COUNT_OF(field_buttons);
    for (size_t i = 0; i < COUNT_OF(field_types); i++)
        desk_option(form, desk_cell(form, "kieu"), str_of(field_types[i].code),
                    html_translate(req->messages, str_of(field_types[i].label)));
    for (size_t i = 0; i < COUNT_OF(field_privacies); i++)
        desk_option(form, desk_cell(form, "muc"), str_of(field_privacies[i].code),
                    html_translate(req->messages, str_of(field_privacies[i].label)));
    lists_offer(req, catalogue, form);
}

static void fields_show(struct request *req, const struct kind_statement *kind,
                        struct item_page *page)
{
    page->rows_title = html_translate(req->messages, S("Các trường"));
    for (size_t i = 0; i < kind->fields.count; i++) {
        const struct field_statement *field = &kind->fields.at[i];
        struct str parts[4] = {word_of(req, field->type), word_of(req, field->privacy)};
        size_t count = 2;
        if (field->measure.len)
            parts[count++] = str_format(req->mem, "tính bằng %.*s", STR_ARG(field->measure));
        if (field->required.len)
            parts[count++] = html_translate(req->messages, S("bắt buộc"));
        *list_add(&page->rows, req->mem) =
            (struct catalogue_row){.label = field->label,
                                   .code = field->code,
                                   .about = str_join(req->mem, parts, count, S(", ")),
                                   .days = stated_days(req->mem, field->first, field->last)};
    }
}

static void next_add(struct request *req, struct item_page *page, struct str label,
                     struct str address)
{
    *list_add(&page->next, req->mem) = (struct catalogue_fact){label, S(""), address};
}

/* The forms of a kind's page, empty. */
static void kind_forms(struct request *req, const struct catalogue *catalogue,
                       const struct kind_statement *kind, struct item_page *page)
{
    field_form_new(req, catalogue, kind->code, &page->form);
    button_form_new(req, catalogue, kind, page->form.action, &page->side_form);
    end_form_new(req, &page->end_form, page->form.action);
    struct desk_cell *what = list_add(&page->end_form.cells, req->mem);
    *what = (struct desk_cell){.name = S("truong"),
                               .label = html_translate(req->messages, S("Ngừng dùng gì")),
                               .value = S(""),
                               .kind = CELL_SELECT};
    desk_option(&page->end_form, what, S(""), html_translate(req->messages, S("Cả loại việc")));
    for (size_t i = 0; i < kind->fields.count; i++)
        desk_option(&page->end_form, what, kind->fields.at[i].code, kind->fields.at[i].label);
}

static bool kind_draw(struct request *req, const struct kind_statement *kind,
                      struct item_page *page, struct response *response, struct error *err)
{
    bool may;
    if (!catalogue_may_state(req, &may, err))
        return false;
    page->mem = req->mem;
    page->title = kind->label;
    item_fact(page, html_translate(req->messages, S("Mã")), kind->code);
    item_fact(page, html_translate(req->messages, S("Mảng công tác")),
              figure_group_label(kind->group));
    item_fact(page, html_translate(req->messages, S("Ai được ghi")),
              kind->roles.len ? html_translate(req->messages, S("Cán bộ Mặt trận"))
                              : html_translate(req->messages, S("Mọi người nhập việc")));
    item_fact(page, html_translate(req->messages, S("Ngày dùng")),
              stated_days(req->mem, kind->first, kind->last));
    fields_show(req, kind, page);
    next_add(req, page, html_translate(req->messages, S("Mở biểu mẫu")),
             str_format(req->mem, "/lam-viec/ghi/%.*s", STR_ARG(kind->slug)));
    if (may)
        next_add(req, page, html_translate(req->messages, S("Thêm số liệu đếm loại này")),
                 str_format(req->mem, INDICATOR_ADDRESS "/moi?loai=%.*s", STR_ARG(kind->code)));
    else
        page->form.cells.count = page->side_form.cells.count = page->end_form.cells.count = 0;
    return item_page_respond(req, page, response, err);
}

static bool kind_named(struct request *req, const struct catalogue **catalogue,
                       struct kind_statement *kind, struct error *err)
{
    struct catalogue_item item;
    *catalogue = catalogue_of(req->book, req->db, err);
    if (!*catalogue ||
        !catalogue_item(req->db, req->mem, "catalogue.kind", req->part[0], &item, err))
        return false;
    kind_statement_read(req->mem, &item, kind);
    return true;
}

bool kind_page(struct request *req, struct response *response, struct error *err)
{
    struct item_page page = {0};
    struct kind_statement kind;
    const struct catalogue *catalogue;
    if (!kind_named(req, &catalogue, &kind, err))
        return false;
    kind_forms(req, catalogue, &kind, &page);
    return kind_draw(req, &kind, &page, response, err);
}

/* ---- adding a field ---- */

/* Each line a choice; their codes are made of their words. */
static void choices_of_lines(struct desk_form *form, struct choices_statement *choices)
{
    struct str rest = desk_value(form, "lua_chon"), line;
    while (str_cut(&rest, '\n', &line)) {
        struct str label = str_trim(line), code = desk_code(form->mem, label);
        bool is_twice = false;
        if (label.len == 0)
            continue;
        for (size_t i = 0; i < choices->choices.count; i++)
            is_twice = is_twice || str_is(choices->choices.at[i].code, code);
        if (code.len == 0 || is_twice)
            desk_problem(form, "lua_chon",
                         str_format(form->mem, "«%.*s»: mỗi lựa chọn là những chữ khác nhau",
                                    STR_ARG(label)));
        *list_add(&choices->choices, form->mem) =
            (struct choice_statement){.code = code, .label = label};
    }
    if (choices->choices.count < 2)
        desk_problem(form, "lua_chon",
                     html_translate(form->messages, S("hãy ghi ít nhất hai lựa chọn")));
}

static bool number_typed(struct desk_form *form, const char *name, struct str measure,
                         int64_t *number)
{
    struct str typed = desk_value(form, name);
    struct error err;
    if (typed.len == 0)
        return false;
    if (vi_read_int(typed, measure, number, &err))
        return true;
    desk_problem(form, name, str_of(err.text));
    return false;
}

/* "it_nhat" and "nhieu_nhat" as a constraint with the words that people read who break it. */
static void limits_of_form(struct desk_form *form, struct field_statement *field)
{
    struct arena *mem = form->mem;
    int64_t least = 0, most = 0;
    bool has_least = number_typed(form, "it_nhat", field->measure, &least);
    bool has_most = number_typed(form, "nhieu_nhat", field->measure, &most);
    bool is_number = str_is(field->type, S("integer")) || str_is(field->type, S("money"));
    if ((has_least || has_most) && !is_number)
        desk_problem(form, has_least ? "it_nhat" : "nhieu_nhat",
                     html_translate(form->messages, S("chỉ số và tiền mới có giới hạn")));
    if (has_least && has_most && least > most)
        desk_problem(form, "nhieu_nhat", html_translate(form->messages, S("nhỏ hơn mức ít nhất")));
    if (!has_least && !has_most)
        return;
    struct str low = has_least ? str_format(mem, ". >= %lld", (long long)least) : S("");
    struct str high = has_most ? str_format(mem, ". <= %lld", (long long)most) : S("");
    field->constraint = str_format(mem, "%.*s%s%.*s", STR_ARG(low),
                                   has_least && has_most ? " and " : "", STR_ARG(high));
    if (has_least && has_most)
        field->message = str_format(mem, "phải từ %.*s đến %.*s", STR_ARG(vi_count(mem, least)),
                                    STR_ARG(vi_count(mem, most)));
    else
        field->message = str_format(mem, "%s %.*s", has_least ? "ít nhất là" : "nhiều nhất là",
                                    STR_ARG(vi_count(mem, has_least ? least : most)));
}

static void field_of_form(struct desk_form *form, struct str kind, struct field_statement *field,
                          struct choices_statement *choices)
{
    struct str list = desk_value(form, "danh_sach");
    if (!desk_form_is_whole(form))
        return;
    *field = (struct field_statement){
        .label = desk_value(form, "ten"),
        .code = desk_code(form->mem, desk_value(form, "ten")),
        .type = desk_value(form, "kieu"),
        .measure = desk_value(form, "tinh_bang"),
        .privacy = desk_value(form, "muc"),
        .required = desk_value(form, "bat_buoc").len ? S("yes") : S(""),
        .hint = desk_value(form, "goi_y"),
        .first = desk_day(form, "tu_ngay"),
    };
    if (field->code.len == 0)
        desk_problem(form, "ten", html_translate(form->messages, S("hãy đặt tên bằng chữ")));
    limits_of_form(form, field);
    if (!str_starts(field->type, S("select_")))
        return;
    field->list =
        list.len ? list : str_format(form->mem, "%.*s_%.*s", STR_ARG(kind), STR_ARG(field->code));
    choices->code = field->list;
    if (list.len == 0)
        choices_of_lines(form, choices);
}

static bool is_common(const struct kind_statement *common, struct str code)
{
    for (size_t i = 0; i < common->fields.count; i++)
        if (str_is(common->fields.at[i].code, code))
            return true;
    return false;
}

/* "Tặng áo ấm[: {cho}][, {so_ao} áo]": of the first own public words and the first number. */
static struct str title_of(struct arena *mem, const struct kind_statement *kind,
                           const struct kind_statement *common)
{
    const struct field_statement *words = NULL, *number = NULL;
    for (size_t i = 0; i < kind->fields.count; i++) {
        const struct field_statement *field = &kind->fields.at[i];
        if (!str_is(field->privacy, S("public")) || is_common(common, field->code))
            continue;
        if (!words && (str_is(field->type, S("text")) || str_is(field->type, S("select_one"))))
            words = field;
        if (!number && str_is(field->type, S("integer")) && field->measure.len)
            number = field;
    }
    struct str first = words ? str_format(mem, "[: {%.*s}]", STR_ARG(words->code)) : S("");
    struct str second =
        number ? str_format(mem, "[, {%.*s} %.*s]", STR_ARG(number->code), STR_ARG(number->measure))
               : S("");
    return str_format(mem, "%.*s%.*s%.*s", STR_ARG(kind->label), STR_ARG(first), STR_ARG(second));
}

/* Puts the field behind the kind's own ones, before those of every kind. A title that was made of
 * the fields follows them; one that somebody worded stays. */
static bool field_add(struct arena *mem, struct kind_statement *kind,
                      const struct field_statement *field, struct error *err)
{
    struct kind_statement common = {0};
    if (!shipped_common_fields(mem, &common, err))
        return false;
    bool is_made = str_is(kind->title, title_of(mem, kind, &common));
    size_t place = kind->fields.count;
    while (place > 0 && is_common(&common, kind->fields.at[place - 1].code))
        place--;
    (void)list_add(&kind->fields, mem);
    for (size_t i = kind->fields.count - 1; i > place; i--)
        kind->fields.at[i] = kind->fields.at[i - 1];
    kind->fields.at[place] = *field;
    if (is_made)
        kind->title = title_of(mem, kind, &common);
    return true;
}

static const struct field_statement *field_find(const struct kind_statement *kind, struct str code)
{
    for (size_t i = 0; i < kind->fields.count; i++)
        if (str_is(kind->fields.at[i].code, code))
            return &kind->fields.at[i];
    return NULL;
}

static bool is_same_field(const struct field_statement *a, const struct field_statement *b)
{
    return str_is(a->label, b->label) && str_is(a->type, b->type) && str_is(a->list, b->list) &&
           str_is(a->measure, b->measure) && str_is(a->privacy, b->privacy) &&
           str_is(a->required, b->required) && str_is(a->constraint, b->constraint) &&
           str_is(a->hint, b->hint) && str_is(a->first, b->first);
}

static bool field_post(struct request *req, struct kind_statement *kind, struct item_page *page,
                       struct error *err)
{
    struct field_statement field = {0};
    struct choices_statement choices = {0};
    struct desk_form *form = &page->form;
    desk_form_take(req, form);
    field_of_form(form, kind->code, &field, &choices);
    const struct field_statement *same = field_find(kind, field.code);
    if (form->problems || (same && is_same_field(same, &field)))
        return true;
    if (same) {
        desk_problem(form, "ten", html_translate(req->messages, S("đã có trường tên này")));
        return true;
    }
    struct str body;
    if (choices.choices.count &&
        (!choices_statement_body(req->mem, &choices, &body, err) ||
         !catalogue_state(req->book, "catalogue.choices", choices.code, body, NULL, err) ||
         !journal_flush(&req->book->journal, err))) /* the list must be a row before it is named */
        return false;
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    return catalogue && field_add(req->mem, kind, &field, err) &&
           kind_state(req, catalogue, kind, form, "ten", err);
}

/* ---- ending ---- */

static bool end_post(struct request *req, const struct catalogue *catalogue,
                     struct kind_statement *kind, struct item_page *page, struct error *err)
{
    struct str last, what;
    bool is_well;
    struct desk_form *form = &page->end_form;
    desk_form_take(req, form);
    if (!end_form_day(req, form, false, &last, &is_well, err))
        return false;
    what = desk_value(form, "truong");
    if (!is_well)
        return true;
    if (what.len == 0)
        kind->last = last;
    for (size_t i = 0; i < kind->fields.count; i++)
        if (what.len && str_is(kind->fields.at[i].code, what))
            kind->fields.at[i].last = last;
    return kind_state(req, catalogue, kind, form, "den_ngay", err);
}

/* ---- its large button ---- */

static bool button_post(struct request *req, const struct catalogue *catalogue,
                        struct kind_statement *kind, struct item_page *page, struct error *err)
{
    button_form_take(req, catalogue, &page->side_form, kind);
    return page->side_form.problems ||
           kind_state(req, catalogue, kind, &page->side_form, "chu_nut", err);
}

bool kind_post(struct request *req, struct response *response, struct error *err)
{
    struct item_page page = {0};
    struct kind_statement kind;
    const struct catalogue *catalogue;
    struct str work = request_text(req, "viec");
    bool is_end = str_is(work, S("ngung")), is_button = str_is(work, S("nut"));
    if (!catalogue_stating(req, err) || !kind_named(req, &catalogue, &kind, err))
        return false;
    kind_forms(req, catalogue, &kind, &page);
    if (is_end      ? !end_post(req, catalogue, &kind, &page, err)
        : is_button ? !button_post(req, catalogue, &kind, &page, err)
                    : !field_post(req, &kind, &page, err))
        return false;
    if (item_has_problems(&page)) /* shown as it is stated, not as it was meant */
        return kind_named(req, &catalogue, &kind, err) &&
               kind_draw(req, &kind, &page, response, err);
    return catalogue_redirect(req, response, KIND_ADDRESS, kind.code,
                              is_end      ? "ngung"
                              : is_button ? "nut"
                                          : "truong");
}
