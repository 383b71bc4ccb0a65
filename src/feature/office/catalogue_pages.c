/* The list of the whole catalogue, and what the desk's pages share. */
#include "feature/office/catalogue_pages.h"

#include "base/vi_day.h"

/* ---- rights ---- */

bool catalogue_may_state(struct request *req, bool *may, struct error *err)
{
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    *may = visitor_may(req->visitor, MAY_CATALOGUE, unit_home(units));
    return true;
}

bool catalogue_stating(struct request *req, struct error *err)
{
    bool may;
    return catalogue_may_state(req, &may, err) &&
           (may ||
            fail(err, ERROR_DENIED, "", "danh mục do cán bộ Mặt trận và Chủ tịch quyết định"));
}

/* ---- words ---- */

struct str stated_days(struct arena *mem, struct str first, struct str last)
{
    struct day from, to;
    if (!day_read(first, &from))
        from = DAY_FIRST;
    if (!day_read(last, &to))
        to = DAY_LAST;
    return catalogue_days(mem, from, to);
}

static const struct {
    const char *word, *text;
} done_words[] = {
    {"moi", MESSAGE("Đã ghi vào danh mục. Dùng được ngay, không cần khởi động lại.")},
    {"truong", MESSAGE("Đã thêm trường.")},
    {"chon", MESSAGE("Đã thêm lựa chọn.")},
    {"ngung", MESSAGE("Đã ghi ngày ngừng dùng. Những gì đã ghi trước đó vẫn nguyên.")},
    {"nut", MESSAGE("Đã ghi nút lớn. Ai có nút ấy thấy ngay ở trang Phần việc.")},
    {"sua", MESSAGE("Đã sửa.")},
};

struct str catalogue_done(struct request *req)
{
    if (req->route->method != METHOD_GET)
        return S("");
    struct str word = request_text(req, "da");
    for (size_t i = 0; i < COUNT_OF(done_words); i++)
        if (str_is(word, str_of(done_words[i].word)))
            return html_translate(req->messages, str_of(done_words[i].text));
    return S("");
}

bool catalogue_redirect(struct request *req, struct response *response, const char *address,
                        struct str code, const char *done)
{
    response->status = 303;
    response->location = str_format(req->mem, "%s/%.*s?da=%s", address, STR_ARG(code), done);
    return true;
}

/* ---- items ---- */

void item_fact(struct item_page *page, struct str label, struct str value)
{
    if (value.len)
        *list_add(&page->facts, page->mem) = (struct catalogue_fact){label, value, S("")};
}

bool item_has_problems(const struct item_page *page)
{
    return page->form.problems || page->side_form.problems || page->end_form.problems;
}

bool item_page_respond(struct request *req, struct item_page *page, struct response *response,
                       struct error *err)
{
    page->mem = req->mem;
    page->frame.title = page->title;
    page->frame.address = req->path;
    page->done = catalogue_done(req);
    if (item_has_problems(page))
        response->status = UNPROCESSABLE;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    catalogue_item_html(&out, page);
    return page_respond(response, &out, err);
}

/* ---- ending ---- */

static const struct desk_row end_rows[] = {
    {"den_ngay", CELL_DAY, true, MESSAGE("Ngày cuối còn dùng"),
     MESSAGE("Việc, số liệu và báo cáo của những ngày đến hết ngày này không đổi.")},
};

static const struct desk_button end_buttons[] = {{"ngung", MESSAGE("Ngừng dùng")}};

void end_form_new(struct request *req, struct desk_form *form, struct str action)
{
    desk_form_new(req, form, action, end_rows, COUNT_OF(end_rows));
    form->title = html_translate(req->messages, S("Ngừng dùng"));
    form->buttons = end_buttons;
    form->buttons_count = COUNT_OF(end_buttons);
    form->is_quiet = true;
}

bool end_form_day(struct request *req, struct desk_form *form, bool is_counted, struct str *last,
                  bool *is_well, struct error *err)
{
    struct day issued, day;
    *last = S("");
    *is_well = desk_form_is_whole(form);
    if (!*is_well)
        return true;
    *last = desk_day(form, "den_ngay");
    if (!reviews_issued_until(req->db, &issued, err))
        return false;
    if (is_counted && day_read(*last, &day) && day.number < issued.number)
        desk_problem(form, "den_ngay",
                     str_format(req->mem,
                                "báo cáo đến hết ngày %.*s đã ban hành, phải còn dùng đến ngày đó",
                                STR_ARG(vi_day(req->mem, issued))));
    *is_well = form->problems == 0;
    return true;
}

/* ---- the list ---- */

struct catalogue_part *catalogue_part_add(struct request *req, struct catalogue_page *page,
                                          const char *anchor, struct str title, struct str lead)
{
    struct catalogue_part *part = list_add(&page->parts, req->mem);
    *part = (struct catalogue_part){.title = title, .lead = lead, .anchor = str_of(anchor)};
    return part;
}

static struct str item_address(struct request *req, const char *address, struct str code)
{
    return str_format(req->mem, "%s/%.*s", address, STR_ARG(code));
}

/* Kinds are compiled already; of what was stated only the author is asked for. */
static bool kinds_list(struct request *req, struct catalogue_page *page, struct error *err)
{
    struct catalogue_codes owned = {0};
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    struct catalogue_part *part = catalogue_part_add(
        req, page, "loai", html_translate(req->messages, S("Loại việc")),
        html_translate(req->messages, S("Mỗi loại có biểu mẫu, mẫu Excel và trang riêng.")));
    if (!catalogue || !catalogue_owned(req->db, req->mem, "catalogue.kind", &owned, err))
        return false;
    part->add_address = S(KIND_ADDRESS "/moi");
    part->add_label = html_translate(req->messages, S("Thêm loại việc"));
    for (size_t i = 0; i < catalogue->kinds.count; i++) {
        const struct catalogue_kind *kind = &catalogue->kinds.at[i];
        struct catalogue_row *row = list_add(&part->rows, req->mem);
        *row =
            (struct catalogue_row){.address = item_address(req, KIND_ADDRESS, kind->code),
                                   .label = kind->label,
                                   .code = kind->code,
                                   .about = str_format(req->mem, "%zu trường", kind->fields.count),
                                   .days = catalogue_days(req->mem, kind->first, kind->last)};
        for (size_t k = 0; k < owned.count; k++)
            row->is_own |= str_is(owned.at[k], kind->code);
    }
    return true;
}

static bool indicators_list(struct request *req, struct catalogue_page *page, struct error *err)
{
    struct catalogue_items items = {0};
    struct catalogue_part *part = catalogue_part_add(
        req, page, "chi-so", html_translate(req->messages, S("Số liệu")),
        html_translate(req->messages, S("Mỗi số liệu đếm hoặc cộng hồ sơ theo một cách cố định.")));
    if (!catalogue_items(req->db, req->mem, "catalogue.indicator", &items, err))
        return false;
    part->add_address = S(INDICATOR_ADDRESS "/moi");
    part->add_label = html_translate(req->messages, S("Thêm số liệu"));
    for (size_t i = 0; i < items.count; i++) {
        const struct json *body = items.at[i].body;
        *list_add(&part->rows, req->mem) = (struct catalogue_row){
            .address = item_address(req, INDICATOR_ADDRESS, items.at[i].code),
            .label = json_text(body, S("label"), S("")),
            .code = items.at[i].code,
            .about = figure_group_label(json_text(body, S("group"), S(""))),
            .days = stated_days(req->mem, json_text(body, S("first"), S("")),
                                json_text(body, S("last"), S(""))),
            .is_own = items.at[i].is_own};
    }
    return true;
}

static bool lines_list(struct request *req, struct catalogue_page *page, struct error *err)
{
    const struct outline_lines *lines = review_lines(req->book, req->db, err);
    struct headings headings = {0};
    if (!lines || !review_headings(req->book, req->db, req->mem, &headings, err))
        return false;
    struct catalogue_part *part = catalogue_part_add(
        req, page, "de-cuong", html_translate(req->messages, S("Câu trong báo cáo")),
        html_translate(req->messages, S("Câu thêm vào cuối một mục, cạnh những câu có sẵn.")));
    part->add_address = S(LINE_ADDRESS "/moi");
    part->add_label = html_translate(req->messages, S("Thêm câu"));
    for (size_t i = 0; i < lines->count; i++)
        *list_add(&part->rows, req->mem) = (struct catalogue_row){
            .address = item_address(req, LINE_ADDRESS, lines->at[i].code),
            .label = lines->at[i].text,
            .code = lines->at[i].code,
            .about = lines->at[i].section,
            .days = catalogue_days(req->mem, lines->at[i].first, lines->at[i].last),
            .is_own = true};
    for (size_t i = 0; i < headings.count; i++)
        *list_add(&part->rows, req->mem) = (struct catalogue_row){
            .label = headings.at[i], .about = html_translate(req->messages, S("mục có sẵn"))};
    return true;
}

static struct str choices_about(struct arena *mem, const struct choices_statement *choices)
{
    list_of(struct str) labels = {0};
    for (size_t i = 0; i < choices->choices.count && i < 6; i++)
        *list_add(&labels, mem) = choices->choices.at[i].label;
    struct str text = str_join(mem, labels.at, labels.count, S("; "));
    return choices->choices.count > 6 ? str_format(mem, "%.*s; …", STR_ARG(text)) : text;
}

static bool choices_list(struct request *req, struct catalogue_page *page, struct error *err)
{
    struct catalogue_items items = {0};
    struct catalogue_part *part = catalogue_part_add(
        req, page, "lua-chon", html_translate(req->messages, S("Danh sách lựa chọn")),
        html_translate(req->messages, S("Danh sách mới lập cùng với trường dùng nó.")));
    if (!catalogue_items(req->db, req->mem, "catalogue.choices", &items, err))
        return false;
    for (size_t i = 0; i < items.count; i++) {
        struct choices_statement choices;
        choices_statement_read(req->mem, &items.at[i], &choices);
        *list_add(&part->rows, req->mem) = (struct catalogue_row){
            .address = item_address(req, CHOICES_ADDRESS, choices.code),
            .label = choices_about(req->mem, &choices),
            .code = choices.code,
            .about = str_format(req->mem, "%zu lựa chọn", choices.choices.count),
            .is_own = items.at[i].is_own};
    }
    return true;
}

/* Checks ship and can only be read here. */
static bool checks_list(struct request *req, struct catalogue_page *page, struct error *err)
{
    struct catalogue_items items = {0};
    struct catalogue_part *part = catalogue_part_add(
        req, page, "nhac", html_translate(req->messages, S("Lời nhắc khi số có vẻ lạ")),
        html_translate(req->messages, S("Có sẵn cùng phần mềm; người nhập được hỏi lại.")));
    if (!catalogue_items(req->db, req->mem, "catalogue.check", &items, err))
        return false;
    for (size_t i = 0; i < items.count; i++)
        *list_add(&part->rows, req->mem) = (struct catalogue_row){
            .label = json_text(items.at[i].body, S("message"), S("")), .code = items.at[i].code};
    return true;
}

/* Wordings that the committee has added with the comparing of texts. */
static bool wordings_list(struct request *req, struct catalogue_page *page, struct error *err)
{
    struct catalogue_items items = {0};
    struct catalogue_part *part = catalogue_part_add(
        req, page, "cach-goi", html_translate(req->messages, S("Cách gọi khi đối chiếu văn bản")),
        html_translate(req->messages,
                       S("Những cách gọi mà Ủy ban đã thêm, ngoài những cách có sẵn.")));
    if (!catalogue_items(req->db, req->mem, "catalogue.wording", &items, err))
        return false;
    for (size_t i = 0; i < items.count; i++) {
        const struct json *lines = json_member(items.at[i].body, S("lines"));
        for (const struct json *line = lines ? lines->first : NULL; line; line = line->next)
            *list_add(&part->rows, req->mem) =
                (struct catalogue_row){.label = line->text, .is_own = true};
    }
    return true;
}

bool catalogue_list_page(struct request *req, struct response *response, struct error *err)
{
    struct catalogue_page page = {.frame = {.address = S(CATALOGUE_ADDRESS),
                                            .title = html_translate(req->messages, S("Danh mục"))}};
    if (!catalogue_may_state(req, &page.may_state, err) || !kinds_list(req, &page, err) ||
        !indicators_list(req, &page, err) || !lines_list(req, &page, err) ||
        !choices_list(req, &page, err) || !duties_list(req, &page, err) ||
        !weekly_list(req, &page, err) || !checks_list(req, &page, err) ||
        !wordings_list(req, &page, err))
        return false;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    catalogue_list_html(&out, &page);
    return page_respond(response, &out, err);
}
