/* Table of contents of the desk of sections. */
#include "feature/portal/portal.h"
#include "feature/portal/section_desk.h"

static const struct field list_fields[] = {
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Đã làm"},
    {0},
};

static const struct field section_fields[] = {
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 8, .label = "Việc"},
    {.name = "cu", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Danh sách đã đọc"},
    {.name = "ten", .type = FIELD_TEXT, .label = "Tên"},
    {.name = "tieng_anh", .type = FIELD_TEXT, .label = "Tên tiếng Anh"},
    {.name = "ma", .type = FIELD_TEXT, .label = "Mã"},
    {0},
};

static const struct route routes[] = {
    {METHOD_GET, SECTION_DESK, MAY_CATALOGUE, PACE_QUICK, section_desk_page, list_fields, false,
     MESSAGE("Các chuyên mục của trang tin")},
    {METHOD_GET, SECTION_DESK "/moi", MAY_CATALOGUE, PACE_QUICK, section_new_page, NULL, false,
     MESSAGE("Thêm một chuyên mục")},
    {METHOD_POST, SECTION_DESK "/moi", MAY_CATALOGUE, PACE_WRITE, section_new_post, section_fields,
     false, MESSAGE("Ghi một chuyên mục mới")},
    {METHOD_GET, SECTION_DESK "/{ma}", MAY_CATALOGUE, PACE_QUICK, section_form_get, NULL, false,
     MESSAGE("Sửa một chuyên mục")},
    {METHOD_POST, SECTION_DESK "/{ma}", MAY_CATALOGUE, PACE_WRITE, section_form_post,
     section_fields, false, MESSAGE("Đổi tên, chuyển chỗ, ngừng hoặc mở lại một chuyên mục")},
};

static const struct work_item work[] = {
    {SECTION_DESK, MESSAGE("Chuyên mục tin"), MESSAGE("Thêm, đổi tên, sắp lại, ngừng chuyên mục"),
     MAY_CATALOGUE, 94},
};

const struct feature section_desk_feature = {
    .name = "section_desk",
    FEATURE_ROWS(routes, routes),
    FEATURE_ROWS(work, work),
};
