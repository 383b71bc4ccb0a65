/* What each area has to report, and by when. */
#include "feature/office/catalogue_dated.h"
#include "feature/office/duty.h"

#include "base/vi_number.h"

static const struct desk_row duty_rows[] = {
    {"ten", CELL_TEXT, true, MESSAGE("Việc phải báo cáo"),
     MESSAGE("Như mọi người gọi: Trao quà, hỗ trợ")},
    {"chu_ky", CELL_SELECT, true, MESSAGE("Báo cáo theo"), NULL},
    {"han", CELL_NUMBER, true, MESSAGE("Hạn, số ngày sau khi hết kỳ"),
     MESSAGE(
         "Báo cáo theo tháng, hạn 5 ngày: việc của tháng 5 phải báo xong trong ngày 5 tháng 6.")},
    {"loai", CELL_TICKS, true, MESSAGE("Coi là đã báo khi có một trong các loại việc"),
     MESSAGE("Chọn từ 1 đến 16 loại việc.")},
    {"tu_ngay", CELL_DAY, false, MESSAGE("Dùng từ ngày"),
     MESSAGE("Tính cho những tháng bắt đầu từ ngày này trở đi: nên chọn ngày 1. Để trống: tính cả "
             "những tháng trước.")},
};

static const struct desk_button duty_buttons[] = {{"ghi", MESSAGE("Thêm việc phải báo cáo")}};

static const struct {
    enum period_kind kind;
    const char *label;
} everys[] = {
    {PERIOD_MONTH, MESSAGE("tháng")},
    {PERIOD_QUARTER, MESSAGE("quý")},
    {PERIOD_HALF, MESSAGE("6 tháng")},
    {PERIOD_YEAR, MESSAGE("năm")},
};

static struct str every_label(const struct request *req, enum period_kind kind)
{
    for (size_t i = 0; i < COUNT_OF(everys); i++)
        if (everys[i].kind == kind)
            return html_translate(req->messages, str_of(everys[i].label));
    return S("");
}

/* ---- the form ---- */

static bool names_kind(const struct duty *duty, struct str code)
{
    for (size_t i = 0; i < duty->kinds_count; i++)
        if (str_is(duty->kinds[i], code))
            return true;
    return false;
}

/* Kinds in use, and what the duty names though it has ended. */
static void kinds_offer(struct request *req, const struct catalogue *catalogue,
                        const struct duty *duty, struct desk_form *form)
{
    struct desk_cell *cell = desk_cell(form, "loai");
    int32_t today = book_today(req->book).number;
    for (size_t i = 0; i < catalogue->kinds.count; i++) {
        const struct catalogue_kind *kind = &catalogue->kinds.at[i];
        bool is_named = names_kind(duty, kind->code);
        if (!is_named && kind->last.number < today)
            continue;
        desk_option(form, cell, kind->code, kind->label);
        cell->options.at[cell->options.count - 1].is_chosen = is_named;
    }
}

static bool duty_fill(struct request *req, const struct dated *item, struct desk_form *form,
                      struct error *err)
{
    struct duty duty = {.every = PERIOD_MONTH};
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    if (!catalogue)
        return false;
    if (item && !duty_of(item, &duty))
        return fail(err, ERROR_INVALID, "every", "mục này do bản phần mềm mới hơn ghi");
    struct desk_cell *every = desk_cell(form, "chu_ky");
    every->value = duty_every_code(duty.every);
    for (size_t i = 0; i < COUNT_OF(everys); i++)
        desk_option(form, every, duty_every_code(everys[i].kind), every_label(req, everys[i].kind));
    kinds_offer(req, catalogue, &duty, form);
    if (item) {
        desk_cell(form, "ten")->value = duty.label;
        desk_cell(form, "han")->value = vi_count(req->mem, duty.due_days);
    }
    return true;
}

static void kinds_take(struct desk_form *form, struct duty *duty)
{
    struct str ticked = desk_value(form, "loai"), code;
    while (str_cut(&ticked, '|', &code)) {
        if (duty->kinds_count == DUTY_KINDS_MAX) {
            desk_problem(form, "loai",
                         str_format(form->mem, "chọn nhiều nhất %d loại", DUTY_KINDS_MAX));
            return;
        }
        duty->kinds[duty->kinds_count++] = code;
    }
}

static bool duty_take(struct request *req, struct desk_form *form, const struct dated *days,
                      struct str *body, struct error *err)
{
    struct duty duty = {.item = *days, .label = desk_value(form, "ten")};
    struct error wrong;
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    if (!catalogue)
        return false;
    if (!duty_every_meant(desk_value(form, "chu_ky"), &duty.every))
        desk_problem(form, "chu_ky", html_translate(req->messages, S("không có lựa chọn này")));
    if (!vi_read_int(desk_value(form, "han"), S("ngày"), &duty.due_days, &wrong))
        desk_problem(form, "han", str_of(wrong.text));
    kinds_take(form, &duty);
    if (form->problems)
        return true;
    if (!duty_check(catalogue, &duty, &wrong))
        desk_problem(form, str_is(str_of(wrong.field), S("due_days")) ? "han" : "ten",
                     str_of(wrong.text));
    return form->problems || duty_body(req->mem, &duty, body, err);
}

static bool duty_again(struct arena *mem, const struct dated *item, struct str *body,
                       struct error *err)
{
    struct duty duty = {0};
    return (duty_of(item, &duty) ||
            fail(err, ERROR_INVALID, "every", "mục này do bản phần mềm mới hơn ghi")) &&
           duty_body(mem, &duty, body, err);
}

/* ---- what it says ---- */

static struct str due_words(struct request *req, const struct duty *duty)
{
    return str_format(req->mem, "theo %.*s, hạn %lld ngày sau khi hết kỳ",
                      STR_ARG(every_label(req, duty->every)), (long long)duty->due_days);
}

static bool duty_show(struct request *req, const struct dated *item, struct item_page *page,
                      struct error *err)
{
    struct duty duty = {0};
    struct str labels[DUTY_KINDS_MAX];
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    if (!catalogue)
        return false;
    if (duty_of(item, &duty))
        item_fact(page, html_translate(req->messages, S("Báo cáo")), due_words(req, &duty));
    for (size_t i = 0; i < duty.kinds_count; i++) {
        const struct catalogue_kind *kind = catalogue_kind(catalogue, duty.kinds[i]);
        labels[i] = kind ? kind->label : duty.kinds[i];
    }
    item_fact(page, html_translate(req->messages, S("Coi là đã báo khi có")),
              str_join(req->mem, labels, duty.kinds_count, S("; ")));
    return true;
}

static struct str duty_about(struct request *req, const struct dated *item)
{
    struct duty duty = {0};
    return duty_of(item, &duty) ? due_words(req, &duty) : S("");
}

static const struct dated_desk desk = {
    .type = DUTY_TYPE,
    .address = DUTY_ITEM_ADDRESS,
    .add = MESSAGE("Thêm việc phải báo cáo"),
    .add_lead = MESSAGE("Mỗi khu dân cư phải báo trong từng kỳ; bảng “Ai đã báo, ai chưa” có thêm "
                        "một cột."),
    .look = MESSAGE("Xem ai đã báo, ai chưa"),
    .look_address = DUTY_ADDRESS,
    .rows = duty_rows,
    .rows_count = COUNT_OF(duty_rows),
    .buttons = duty_buttons,
    .fill = duty_fill,
    .take = duty_take,
    .body = duty_again,
    .show = duty_show,
    .about = duty_about,
};

bool duty_new_page(struct request *req, struct response *response, struct error *err)
{
    return dated_new_page(req, &desk, response, err);
}

bool duty_new_post(struct request *req, struct response *response, struct error *err)
{
    return dated_new_post(req, &desk, response, err);
}

bool duty_item_page(struct request *req, struct response *response, struct error *err)
{
    return dated_page(req, &desk, response, err);
}

bool duty_item_post(struct request *req, struct response *response, struct error *err)
{
    return dated_post(req, &desk, response, err);
}

bool duties_list(struct request *req, struct catalogue_page *page, struct error *err)
{
    return dated_part(
        req, &desk,
        catalogue_part_add(
            req, page, "bao-cao", html_translate(req->messages, S("Việc phải báo cáo, hạn")),
            html_translate(req->messages, S("Mỗi khu dân cư phải báo gì, theo kỳ nào, hạn ngày "
                                            "nào."))),
        err);
}
