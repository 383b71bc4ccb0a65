/* The large button of a kind: what it says, and in which place whose page has it. */
#include "feature/office/catalogue_pages.h"

#include "base/text.h"

enum { PLACES = 3, LABEL_MAX_BYTES = 60 };

static const struct desk_row button_rows[] = {
    {"chu_nut", CELL_TEXT, false, MESSAGE("Chữ trên nút lớn"),
     MESSAGE("Ngắn, như mọi người gọi: Trao quà. Để trống thì dùng tên loại việc.")},
    {"chu_nut_en", CELL_TEXT, false, MESSAGE("Chữ trên nút, tiếng Anh"), NULL},
    {"nut_truong_ban", CELL_SELECT, false, MESSAGE("Nút của Trưởng Ban công tác Mặt trận"), NULL},
    {"nut_can_bo", CELL_SELECT, false, MESSAGE("Nút của cán bộ Mặt trận"), NULL},
};

static const struct desk_button button_buttons[] = {{"nut", MESSAGE("Ghi nút lớn")}};

/* Who enters records, and the cell of the place among their buttons. */
static const struct {
    const char *role, *cell;
} keepers[] = {{"team_head", "nut_truong_ban"}, {"officer", "nut_can_bo"}};

/* The kind in use, other than this one, that has a place among a role's buttons; NULL if it is
 * free. */
static const struct catalogue_kind *place_holder(struct request *req,
                                                 const struct catalogue *catalogue, struct str code,
                                                 const char *role, int64_t place)
{
    int32_t today = book_today(req->book).number;
    for (size_t i = 0; i < catalogue->kinds.count; i++) {
        const struct catalogue_kind *kind = &catalogue->kinds.at[i];
        if (kind->last.number >= today && !str_is(kind->code, code) &&
            catalogue_button_place(kind, str_of(role)) == place)
            return kind;
    }
    return NULL;
}

static struct str place_text(struct arena *mem, int64_t place)
{
    return place ? str_format(mem, "%lld", (long long)place) : S("");
}

static void places_offer(struct request *req, const struct catalogue *catalogue, struct str code,
                         const char *role, struct desk_form *form, struct desk_cell *cell)
{
    desk_option(form, cell, S(""), html_translate(req->messages, S("không có")));
    for (int64_t place = 1; place <= PLACES; place++) {
        const struct catalogue_kind *other = place_holder(req, catalogue, code, role, place);
        struct str label = str_format(req->mem, "thứ %lld", (long long)place);
        if (other)
            label =
                str_format(req->mem, "%.*s (đang là %.*s)", STR_ARG(label), STR_ARG(other->label));
        desk_option(form, cell, place_text(req->mem, place), label);
    }
}

void button_form_new(struct request *req, const struct catalogue *catalogue,
                     const struct kind_statement *kind, struct str action, struct desk_form *form)
{
    const struct catalogue_kind *compiled = catalogue_kind(catalogue, kind->code);
    desk_form_new(req, form, action, button_rows, COUNT_OF(button_rows));
    form->title = html_translate(req->messages, S("Nút lớn để ghi loại việc này"));
    form->buttons = button_buttons;
    form->buttons_count = COUNT_OF(button_buttons);
    form->is_quiet = true;
    desk_cell(form, "chu_nut")->value = kind->button;
    desk_cell(form, "chu_nut_en")->value = kind->button_en;
    for (size_t i = 0; i < COUNT_OF(keepers); i++) {
        struct desk_cell *cell = desk_cell(form, keepers[i].cell);
        if (kind->roles.len && !str_is(kind->roles, str_of(keepers[i].role))) {
            cell->is_hidden = true;
            continue;
        }
        if (compiled)
            cell->value =
                place_text(req->mem, catalogue_button_place(compiled, str_of(keepers[i].role)));
        places_offer(req, catalogue, kind->code, keepers[i].role, form, cell);
    }
}

static void label_check(struct desk_form *form, const char *cell)
{
    if (desk_value(form, cell).len > LABEL_MAX_BYTES)
        desk_problem(form, cell,
                     html_translate(form->messages, S("dài quá, nút chỉ đủ chỗ cho vài chữ")));
}

void button_form_take(struct request *req, const struct catalogue *catalogue,
                      struct desk_form *form, struct kind_statement *kind)
{
    list_of(struct str) places = {0};
    desk_form_take(req, form);
    if (!desk_form_is_whole(form))
        return;
    label_check(form, "chu_nut");
    label_check(form, "chu_nut_en");
    for (size_t i = 0; i < COUNT_OF(keepers); i++) {
        struct str typed = desk_value(form, keepers[i].cell);
        int64_t place;
        if (!str_to_int(typed, &place))
            continue;
        const struct catalogue_kind *other =
            place_holder(req, catalogue, kind->code, keepers[i].role, place);
        if (other)
            desk_problem(form, keepers[i].cell,
                         str_format(req->mem,
                                    "chỗ này đang là «%.*s»; hãy chọn chỗ khác, hoặc mở loại việc "
                                    "ấy và chọn «không có» trước",
                                    STR_ARG(other->label)));
        *list_add(&places, req->mem) =
            str_format(req->mem, "%s %.*s", keepers[i].role, STR_ARG(typed));
    }
    kind->button = desk_value(form, "chu_nut");
    kind->button_en = desk_value(form, "chu_nut_en");
    kind->button_for = str_join(req->mem, places.at, places.count, S(";"));
}
