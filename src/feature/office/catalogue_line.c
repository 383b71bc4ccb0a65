/* Lines of the review's outline: a new sentence with bound figures, read before it is stated; the
 * end of one. */
#include "feature/office/catalogue_pages.h"

#include "base/unicode.h"
#include "base/vi_day.h"

static const struct desk_row line_rows[] = {
    {"muc", CELL_SELECT, true, MESSAGE("Mục của báo cáo"), NULL},
    {"cau", CELL_LONG, true, MESSAGE("Câu"),
     MESSAGE("Con số viết bằng mã trong ngoặc nhọn. Phần trong ngoặc vuông tự mất khi số bằng 0.")},
    {"tu_ngay", CELL_DAY, true, MESSAGE("Dùng từ ngày"),
     MESSAGE("Các kỳ báo cáo có ngày này trở đi sẽ có câu này.")},
    {"ky", CELL_SELECT, false, MESSAGE("Xem thử với số liệu của kỳ"), NULL},
};

static const struct desk_button line_buttons[] = {{"ghi", MESSAGE("Thêm câu")},
                                                  {"xem", MESSAGE("Xem thử")}};

enum { SENTENCE_MAX_BYTES = 4000 };

static struct str binding_of(struct arena *mem, const struct indicator *indicator)
{
    if (indicator->is_money)
        return str_format(mem, "{%.*s.about}", STR_ARG(indicator->code));
    return str_format(mem, "{%.*s %.*s}", STR_ARG(indicator->code), STR_ARG(indicator->unit));
}

static void figures_help(struct request *req, const struct indicators *indicators,
                         struct item_page *page)
{
    page->help_title = html_translate(req->messages, S("Mã của các số liệu"));
    for (size_t i = indicators->all.count; i > 0; i--) /* the newest is wanted most */
        *list_add(&page->help, req->mem) =
            (struct catalogue_row){.label = indicators->all.at[i - 1].label,
                                   .code = binding_of(req->mem, &indicators->all.at[i - 1])};
}

static bool line_form_new(struct request *req, struct item_page *page, struct error *err)
{
    struct headings headings = {0};
    struct periods periods = {0};
    struct desk_form *form = &page->form;
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    const struct indicators *indicators = units ? indicators_of(req->book, req->db, err) : NULL;
    if (!indicators || !review_headings(req->book, req->db, req->mem, &headings, err) ||
        (unit_home(units) && !review_periods(req->db, req->mem, unit_home(units), &periods, err)))
        return false;
    desk_form_new(req, form, S(LINE_ADDRESS "/moi"), line_rows, COUNT_OF(line_rows));
    form->buttons = line_buttons;
    form->buttons_count = COUNT_OF(line_buttons);
    for (size_t i = 0; i < headings.count; i++)
        desk_option(form, desk_cell(form, "muc"), headings.at[i], headings.at[i]);
    for (size_t i = 0; i < periods.count && i < 24; i++)
        desk_option(form, desk_cell(form, "ky"), period_code(req->mem, periods.at[i]),
                    vi_period(req->mem, periods.at[i]));
    figures_help(req, indicators, page);
    return true;
}

static bool line_new_draw(struct request *req, struct item_page *page, struct response *response,
                          struct error *err)
{
    page->title = html_translate(req->messages, S("Thêm câu vào báo cáo"));
    page->lead = html_translate(req->messages,
                                S("Câu đứng ở cuối mục; số liệu của nó cũng vào bảng của mục."));
    return item_page_respond(req, page, response, err);
}

/* The day behind the last review that was issued, else today: from then on nothing is fixed yet. */
static bool first_day_offer(struct request *req, struct desk_form *form, struct error *err)
{
    struct day issued;
    if (!reviews_issued_until(req->db, &issued, err))
        return false;
    struct day first = book_today(req->book);
    if (day_is_known(issued))
        first.number = issued.number + 1;
    desk_cell(form, "tu_ngay")->value = day_text(req->mem, first);
    return true;
}

bool line_new_page(struct request *req, struct response *response, struct error *err)
{
    struct item_page page = {.mem = req->mem};
    if (!catalogue_stating(req, err) || !line_form_new(req, &page, err) ||
        !first_day_offer(req, &page.form, err))
        return false;
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    const struct indicator *wanted =
        indicators ? indicator_find(indicators, request_text(req, "so_lieu")) : NULL;
    if (wanted)
        desk_cell(&page.form, "cau")->value =
            str_format(req->mem, "Đã thực hiện được %.*s.", STR_ARG(binding_of(req->mem, wanted)));
    return line_new_draw(req, &page, response, err);
}

/* ---- reading it before ---- */

static void trial_add(struct item_page *page, struct str sentence)
{
    *list_add(&page->trial, page->mem) = sentence;
}

static bool line_try(struct request *req, struct item_page *page, struct str text,
                     struct error *err)
{
    struct str now = S(""), sample = S("");
    struct period period = {PERIOD_YEAR, 2000, 1}; /* made-up numbers ask for none in particular */
    struct error ignored;
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    const struct unit *home = unit_home(units);
    bool has_period = home && period_read(desk_value(&page->form, "ky"), &period, &ignored);
    page->trial_title = html_translate(req->messages, S("Xem thử"));
    if (has_period &&
        !review_line_preview(req->book, req->db, req->mem, home, period, text, false, &now, err))
        return false;
    if (home &&
        !review_line_preview(req->book, req->db, req->mem, home, period, text, true, &sample, err))
        return false;
    if (now.len)
        trial_add(page,
                  str_format(req->mem, "%.*s: %.*s",
                             STR_ARG(unicode_upper_first(req->mem, vi_period(req->mem, period))),
                             STR_ARG(now)));
    else
        trial_add(page, html_translate(req->messages,
                                       S("Kỳ này mọi số liệu trong câu bằng 0 nên câu tự mất.")));
    if (home)
        trial_add(page, str_format(req->mem, "Khi có số, ví dụ: %.*s", STR_ARG(sample)));
    return true;
}

/* ---- stating ---- */

/* Fills the line, or leaves problems in the form. */
static bool line_of_form(struct request *req, struct item_page *page, struct outline_line *line,
                         struct error *err)
{
    struct desk_form *form = &page->form;
    struct day issued;
    struct error wrong;
    desk_form_take(req, form);
    if (!desk_form_is_whole(form))
        return true;
    *line = (struct outline_line){.section = desk_value(form, "muc"),
                                  .text = unicode_nfc(req->mem, desk_value(form, "cau")),
                                  .last = DAY_LAST};
    if (line->text.len > SENTENCE_MAX_BYTES)
        desk_problem(form, "cau", html_translate(req->messages, S("câu quá dài")));
    else if (!review_line_check(req->book, req->db, req->mem, line->text, &wrong))
        desk_problem(form, "cau", str_of(wrong.text));
    if (!day_read(desk_day(form, "tu_ngay"), &line->first))
        return true;
    if (!reviews_issued_until(req->db, &issued, err))
        return false;
    if (line->first.number <= issued.number)
        desk_problem(form, "tu_ngay",
                     str_format(req->mem,
                                "báo cáo đến hết ngày %.*s đã ban hành, câu mới dùng sau "
                                "ngày đó",
                                STR_ARG(vi_day(req->mem, issued))));
    return true;
}

/* The code of a new line: made of its words, so that a form sent twice makes one. */
static struct str line_code(struct arena *mem, const struct outline_line *line)
{
    struct str parts[] = {line->section, line->text, day_text(mem, line->first)};
    struct sha256 hash = sha256_of(parts, COUNT_OF(parts));
    return str_format(mem, "line_%.*s", STR_ARG(str_part(sha256_hex(mem, &hash), 0, 12)));
}

bool line_new_post(struct request *req, struct response *response, struct error *err)
{
    struct item_page page = {.mem = req->mem};
    struct outline_line line = {0};
    bool is_trial = str_is(request_text(req, "viec"), S("xem"));
    if (!catalogue_stating(req, err) || !line_form_new(req, &page, err) ||
        !line_of_form(req, &page, &line, err))
        return false;
    if (page.form.problems == 0 && is_trial && !line_try(req, &page, line.text, err))
        return false;
    if (page.form.problems || is_trial)
        return line_new_draw(req, &page, response, err);
    line.code = line_code(req->mem, &line);
    return review_line_state(req->book, &line, err) &&
           catalogue_redirect(req, response, LINE_ADDRESS, line.code, "moi");
}

/* ---- a line ---- */

static bool line_named(struct request *req, struct outline_line *line, struct error *err)
{
    const struct outline_lines *lines = review_lines(req->book, req->db, err);
    for (size_t i = 0; lines && i < lines->count; i++)
        if (str_is(lines->at[i].code, req->part[0])) {
            *line = lines->at[i];
            return true;
        }
    return lines && fail(err, ERROR_MISSING, "ma", "báo cáo không có câu này");
}

static bool line_draw(struct request *req, const struct outline_line *line, struct item_page *page,
                      struct response *response, struct error *err)
{
    bool may;
    if (!catalogue_may_state(req, &may, err))
        return false;
    page->title = html_translate(req->messages, S("Câu trong báo cáo"));
    item_fact(page, html_translate(req->messages, S("Câu")), line->text);
    item_fact(page, html_translate(req->messages, S("Mục của báo cáo")), line->section);
    item_fact(page, html_translate(req->messages, S("Ngày dùng")),
              catalogue_days(req->mem, line->first, line->last));
    *list_add(&page->next, req->mem) = (struct catalogue_fact){
        html_translate(req->messages, S("Các kỳ báo cáo")), S(""), S("/bao-cao")};
    if (!may)
        page->end_form.cells.count = 0;
    return item_page_respond(req, page, response, err);
}

static void line_forms(struct request *req, const struct outline_line *line, struct item_page *page)
{
    end_form_new(req, &page->end_form,
                 str_format(req->mem, LINE_ADDRESS "/%.*s", STR_ARG(line->code)));
}

bool line_page(struct request *req, struct response *response, struct error *err)
{
    struct item_page page = {.mem = req->mem};
    struct outline_line line = {0};
    if (!line_named(req, &line, err))
        return false;
    line_forms(req, &line, &page);
    return line_draw(req, &line, &page, response, err);
}

bool line_post(struct request *req, struct response *response, struct error *err)
{
    struct item_page page = {.mem = req->mem};
    struct outline_line line = {0};
    struct str last;
    bool is_well;
    if (!catalogue_stating(req, err) || !line_named(req, &line, err))
        return false;
    line_forms(req, &line, &page);
    desk_form_take(req, &page.end_form);
    if (!end_form_day(req, &page.end_form, true, &last, &is_well, err))
        return false;
    if (!is_well || !day_read(last, &line.last))
        return line_draw(req, &line, &page, response, err);
    return review_line_state(req->book, &line, err) &&
           catalogue_redirect(req, response, LINE_ADDRESS, line.code, "ngung");
}
