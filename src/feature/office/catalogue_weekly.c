/* Which figures of a week are copied to "Mặt trận số". */
#include "feature/office/catalogue_dated.h"
#include "feature/office/weekly.h"

static const struct desk_row weekly_rows[] = {
    {"ten", CELL_TEXT, true, MESSAGE("Tên dòng"),
     MESSAGE("Như tên ô phải điền ở Mặt trận số: Suất quà đã trao")},
    {"so_lieu", CELL_SELECT, true, MESSAGE("Lấy số liệu"), NULL},
    {"tu_ngay", CELL_DAY, false, MESSAGE("Dùng từ ngày"),
     MESSAGE("Tính cho những tuần kết thúc từ ngày này trở đi. Để trống: cả những tuần trước.")},
};

static const struct desk_button weekly_buttons[] = {{"ghi", MESSAGE("Thêm dòng")}};

static bool weekly_fill(struct request *req, const struct dated *item, struct desk_form *form,
                        struct error *err)
{
    struct weekly_item line = {0};
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    if (!indicators)
        return false;
    if (item)
        line = weekly_of(item);
    struct desk_cell *cell = desk_cell(form, "so_lieu");
    cell->value = line.indicator;
    for (size_t i = 0; i < indicators->all.count; i++)
        desk_option(form, cell, indicators->all.at[i].code,
                    str_format(req->mem, "%.*s (%.*s)", STR_ARG(indicators->all.at[i].label),
                               STR_ARG(indicators->all.at[i].unit)));
    desk_cell(form, "ten")->value = line.label;
    return true;
}

static bool weekly_take(struct request *req, struct desk_form *form, const struct dated *days,
                        struct str *body, struct error *err)
{
    struct weekly_item line = {
        .item = *days, .label = desk_value(form, "ten"), .indicator = desk_value(form, "so_lieu")};
    struct error wrong;
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    if (!indicators)
        return false;
    if (!weekly_check(indicators, &line, &wrong))
        desk_problem(form, str_is(str_of(wrong.field), S("indicator")) ? "so_lieu" : "ten",
                     str_of(wrong.text));
    return form->problems || weekly_body(req->mem, &line, body, err);
}

static bool weekly_again(struct arena *mem, const struct dated *item, struct str *body,
                         struct error *err)
{
    struct weekly_item line = weekly_of(item);
    return weekly_body(mem, &line, body, err);
}

static bool weekly_show(struct request *req, const struct dated *item, struct item_page *page,
                        struct error *err)
{
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    if (!indicators)
        return false;
    struct weekly_item line = weekly_of(item);
    const struct indicator *indicator = indicator_find(indicators, line.indicator);
    item_fact(page, html_translate(req->messages, S("Lấy số liệu")),
              indicator ? indicator->label : line.indicator);
    return true;
}

static struct str weekly_about(struct request *req unused, const struct dated *item)
{
    return weekly_of(item).indicator;
}

static const struct dated_desk desk = {
    .type = WEEKLY_TYPE,
    .address = WEEKLY_ITEM_ADDRESS,
    .add = MESSAGE("Thêm dòng cho Mặt trận số"),
    .add_lead = MESSAGE("Trang “Sao chép cho Mặt trận số” có thêm một số của tuần."),
    .look = MESSAGE("Xem số của tuần này"),
    .look_address = WEEKLY_ADDRESS,
    .rows = weekly_rows,
    .rows_count = COUNT_OF(weekly_rows),
    .buttons = weekly_buttons,
    .fill = weekly_fill,
    .take = weekly_take,
    .body = weekly_again,
    .show = weekly_show,
    .about = weekly_about,
};

bool weekly_new_page(struct request *req, struct response *response, struct error *err)
{
    return dated_new_page(req, &desk, response, err);
}

bool weekly_new_post(struct request *req, struct response *response, struct error *err)
{
    return dated_new_post(req, &desk, response, err);
}

bool weekly_item_page(struct request *req, struct response *response, struct error *err)
{
    return dated_page(req, &desk, response, err);
}

bool weekly_item_post(struct request *req, struct response *response, struct error *err)
{
    return dated_post(req, &desk, response, err);
}

bool weekly_list(struct request *req, struct catalogue_page *page, struct error *err)
{
    return dated_part(
        req, &desk,
        catalogue_part_add(
            req, page, "mat-tran-so", html_translate(req->messages, S("Sao chép cho Mặt trận số")),
            html_translate(req->messages, S("Những số của tuần để chép sang Mặt trận số."))),
        err);
}
