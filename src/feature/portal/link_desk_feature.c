/* Table of contents of the desk of links. */
#include "feature/portal/link_desk.h"
#include "feature/portal/portal.h"

static const struct field list_fields[] = {
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Đã làm"},
    {0},
};

static const struct field link_fields[] = {
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 8, .label = "Việc"},
    {.name = "cu",
     .type = FIELD_TEXT,
     .cap_bytes = SITE_LINK_ADDRESS_MAX_BYTES,
     .label = "Địa chỉ cũ"},
    {.name = "ten", .type = FIELD_TEXT, .label = "Tên"},
    {.name = "dia_chi", .type = FIELD_TEXT, .cap_bytes = 2000, .label = "Địa chỉ"},
    {.name = "nhom", .type = FIELD_TEXT, .label = "Nhóm"},
    {.name = "nhom_moi", .type = FIELD_TEXT, .label = "Nhóm mới"},
    {0},
};

static const struct route routes[] = {
    {METHOD_GET, LINK_DESK, MAY_DRAFT, PACE_QUICK, link_desk_page, list_fields, false,
     MESSAGE("Liên kết tới các trang khác")},
    {METHOD_GET, LINK_DESK "/moi", MAY_DRAFT, PACE_QUICK, link_new_page, NULL, false,
     MESSAGE("Thêm một liên kết")},
    {METHOD_POST, LINK_DESK "/moi", MAY_DRAFT, PACE_WRITE, link_new_post, link_fields, false,
     MESSAGE("Ghi một liên kết mới")},
    {METHOD_GET, LINK_DESK "/{lien-ket}", MAY_DRAFT, PACE_QUICK, link_form_get, NULL, false,
     MESSAGE("Sửa một liên kết")},
    {METHOD_POST, LINK_DESK "/{lien-ket}", MAY_DRAFT, PACE_WRITE, link_form_post, link_fields,
     false, MESSAGE("Sửa, chuyển chỗ hoặc xóa một liên kết")},
};

static const struct work_item work[] = {
    {LINK_DESK, MESSAGE("Liên kết Website"), MESSAGE("Thêm, sửa, sắp lại các trang dẫn tới"),
     MAY_DRAFT, 95},
};

const struct feature link_desk_feature = {
    .name = "link_desk",
    FEATURE_ROWS(routes, routes),
    FEATURE_ROWS(work, work),
};
