/* Table of contents of the catalogue desk. */
#include "feature/office/catalogue_desk.h"
#include "feature/office/catalogue_pages.h"

static const struct field item_fields[] = {
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Đã làm"},
    {0},
};

static const struct field kind_new_fields[] = {
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Việc"},
    {.name = "ten", .type = FIELD_TEXT, .cap_bytes = 200, .label = "Tên"},
    {.name = "ma", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Mã"},
    {.name = "nhom", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Mảng công tác"},
    {.name = "nguoi_ghi", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Ai được ghi"},
    {.name = "cong_khai", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Công khai đến đâu"},
    {.name = "tu_ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Từ ngày"},
    {0},
};

static const struct field kind_fields[] = {
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Việc"},
    {.name = "ten", .type = FIELD_TEXT, .cap_bytes = 200, .label = "Tên trường"},
    {.name = "kieu", .type = FIELD_TEXT, .cap_bytes = 32, .label = "Kiểu"},
    {.name = "tinh_bang", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Tính bằng"},
    {.name = "danh_sach", .type = FIELD_TEXT, .cap_bytes = 128, .label = "Danh sách"},
    {.name = "lua_chon", .type = FIELD_TEXT, .cap_bytes = 8000, .label = "Các lựa chọn"},
    {.name = "bat_buoc", .type = FIELD_TEXT, .cap_bytes = 8, .label = "Bắt buộc"},
    {.name = "it_nhat", .type = FIELD_TEXT, .cap_bytes = 40, .label = "Ít nhất"},
    {.name = "nhieu_nhat", .type = FIELD_TEXT, .cap_bytes = 40, .label = "Nhiều nhất"},
    {.name = "muc", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Ai xem được"},
    {.name = "goi_y", .type = FIELD_TEXT, .cap_bytes = 400, .label = "Lời nhắc"},
    {.name = "tu_ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Từ ngày"},
    {.name = "truong", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Trường"},
    {.name = "chu_nut", .type = FIELD_TEXT, .cap_bytes = 200, .label = "Chữ trên nút lớn"},
    {.name = "chu_nut_en", .type = FIELD_TEXT, .cap_bytes = 200, .label = "Chữ tiếng Anh"},
    {.name = "nut_truong_ban", .type = FIELD_TEXT, .cap_bytes = 8, .label = "Nút của Trưởng Ban"},
    {.name = "nut_can_bo", .type = FIELD_TEXT, .cap_bytes = 8, .label = "Nút của cán bộ"},
    {.name = "den_ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Đến ngày"},
    {0},
};

static const struct field choices_fields[] = {
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Việc"},
    {.name = "ten", .type = FIELD_TEXT, .cap_bytes = 200, .label = "Lựa chọn"},
    {.name = "tu_ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Từ ngày"},
    {.name = "chon", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Ngừng dùng gì"},
    {.name = "den_ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Đến ngày"},
    {0},
};

static const struct field indicator_new_get[] = {
    {.name = "loai", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Loại việc"},
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Đã làm"},
    {0},
};

static const struct field indicator_new_fields[] = {
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Việc"},
    {.name = "loai", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Loại việc"},
    {.name = "ten", .type = FIELD_TEXT, .cap_bytes = 200, .label = "Tên"},
    {.name = "ma", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Mã"},
    {.name = "cach_tinh", .type = FIELD_TEXT, .cap_bytes = 80, .label = "Cách tính"},
    {.name = "don_vi_tinh", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Đơn vị tính"},
    {.name = "kieu_ky", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Tính cho kỳ"},
    {.name = "den_truong", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Còn hiệu lực đến"},
    {.name = "tach", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Tách theo"},
    {.name = "hai_chu_so", .type = FIELD_TEXT, .cap_bytes = 8, .label = "Hai chữ số"},
    {.name = "lam_tron", .type = FIELD_TEXT, .cap_bytes = 32, .label = "Làm tròn"},
    {.name = "tu_ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Từ ngày"},
    {.name = "thu_noi", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Tính thử cho"},
    {.name = "thu_ky", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Kỳ"},
    {.name = "w-*", .type = FIELD_TEXT, .cap_bytes = 8, .label = "Điều kiện"},
    {0},
};

static const struct field end_fields[] = {
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Việc"},
    {.name = "den_ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Đến ngày"},
    {0},
};

static const struct field line_new_get[] = {
    {.name = "so_lieu", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Số liệu"},
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Đã làm"},
    {0},
};

static const struct field line_new_fields[] = {
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Việc"},
    {.name = "muc", .type = FIELD_TEXT, .cap_bytes = 400, .label = "Mục"},
    {.name = "cau", .type = FIELD_TEXT, .cap_bytes = 8000, .label = "Câu"},
    {.name = "tu_ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Từ ngày"},
    {.name = "ky", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Kỳ"},
    {0},
};

static const struct field duty_fields[] = {
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Việc"},
    {.name = "ten", .type = FIELD_TEXT, .cap_bytes = 200, .label = "Tên"},
    {.name = "chu_ky", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Báo cáo theo"},
    {.name = "han", .type = FIELD_TEXT, .cap_bytes = 40, .label = "Hạn"},
    {.name = "loai-*", .type = FIELD_TEXT, .cap_bytes = 8, .label = "Loại việc"},
    {.name = "tu_ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Từ ngày"},
    {.name = "den_ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Đến ngày"},
    {0},
};

static const struct field weekly_fields[] = {
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Việc"},
    {.name = "ten", .type = FIELD_TEXT, .cap_bytes = 200, .label = "Tên"},
    {.name = "so_lieu", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Số liệu"},
    {.name = "tu_ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Từ ngày"},
    {.name = "den_ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Đến ngày"},
    {0},
};

static const struct route routes[] = {
    {METHOD_GET, CATALOGUE_ADDRESS, MAY_READ, PACE_QUICK, catalogue_list_page, item_fields, false,
     MESSAGE("Danh mục: loại việc, số liệu, câu trong báo cáo, hạn báo cáo")},
    {METHOD_GET, KIND_ADDRESS "/moi", MAY_CATALOGUE, PACE_QUICK, kind_new_page, item_fields, false,
     MESSAGE("Thêm một loại việc")},
    {METHOD_POST, KIND_ADDRESS "/moi", MAY_CATALOGUE, PACE_WRITE, kind_new_post, kind_new_fields,
     false, MESSAGE("Ghi một loại việc mới vào danh mục")},
    {METHOD_GET, KIND_ADDRESS "/{ma}", MAY_READ, PACE_QUICK, kind_page, item_fields, false,
     MESSAGE("Một loại việc và các trường")},
    {METHOD_POST, KIND_ADDRESS "/{ma}", MAY_CATALOGUE, PACE_WRITE, kind_post, kind_fields, false,
     MESSAGE("Thêm trường, đặt nút lớn, ngừng dùng loại việc hay trường")},
    {METHOD_GET, CHOICES_ADDRESS "/{ma}", MAY_READ, PACE_QUICK, choices_page, item_fields, false,
     MESSAGE("Một danh sách lựa chọn")},
    {METHOD_POST, CHOICES_ADDRESS "/{ma}", MAY_CATALOGUE, PACE_WRITE, choices_post, choices_fields,
     false, MESSAGE("Thêm hay ngừng dùng một lựa chọn")},
    {METHOD_GET, INDICATOR_ADDRESS "/moi", MAY_CATALOGUE, PACE_QUICK, indicator_new_page,
     indicator_new_get, false, MESSAGE("Thêm một số liệu")},
    {METHOD_POST, INDICATOR_ADDRESS "/moi", MAY_CATALOGUE, PACE_SLOW_WRITE, indicator_new_post,
     indicator_new_fields, false, MESSAGE("Tính thử, ghi một số liệu mới")},
    {METHOD_GET, INDICATOR_ADDRESS "/{ma}", MAY_READ, PACE_QUICK, indicator_page, item_fields,
     false, MESSAGE("Một số liệu và cách tính")},
    {METHOD_POST, INDICATOR_ADDRESS "/{ma}", MAY_CATALOGUE, PACE_WRITE, indicator_post, end_fields,
     false, MESSAGE("Ngừng dùng một số liệu")},
    {METHOD_GET, LINE_ADDRESS "/moi", MAY_CATALOGUE, PACE_QUICK, line_new_page, line_new_get, false,
     MESSAGE("Thêm một câu vào báo cáo")},
    {METHOD_POST, LINE_ADDRESS "/moi", MAY_CATALOGUE, PACE_WRITE, line_new_post, line_new_fields,
     false, MESSAGE("Xem thử, ghi một câu của báo cáo")},
    {METHOD_GET, LINE_ADDRESS "/{ma}", MAY_READ, PACE_QUICK, line_page, item_fields, false,
     MESSAGE("Một câu đã thêm vào báo cáo")},
    {METHOD_POST, LINE_ADDRESS "/{ma}", MAY_CATALOGUE, PACE_WRITE, line_post, end_fields, false,
     MESSAGE("Ngừng dùng một câu của báo cáo")},
    {METHOD_GET, DUTY_ITEM_ADDRESS "/moi", MAY_CATALOGUE, PACE_QUICK, duty_new_page, item_fields,
     false, MESSAGE("Thêm một việc phải báo cáo")},
    {METHOD_POST, DUTY_ITEM_ADDRESS "/moi", MAY_CATALOGUE, PACE_WRITE, duty_new_post, duty_fields,
     false, MESSAGE("Ghi một việc phải báo cáo, hạn của nó")},
    {METHOD_GET, DUTY_ITEM_ADDRESS "/{ma}", MAY_READ, PACE_QUICK, duty_item_page, item_fields,
     false, MESSAGE("Một việc phải báo cáo, hạn của nó")},
    {METHOD_POST, DUTY_ITEM_ADDRESS "/{ma}", MAY_CATALOGUE, PACE_WRITE, duty_item_post, duty_fields,
     false, MESSAGE("Đổi hay ngừng dùng một việc phải báo cáo")},
    {METHOD_GET, WEEKLY_ITEM_ADDRESS "/moi", MAY_CATALOGUE, PACE_QUICK, weekly_new_page,
     item_fields, false, MESSAGE("Thêm một dòng cho Mặt trận số")},
    {METHOD_POST, WEEKLY_ITEM_ADDRESS "/moi", MAY_CATALOGUE, PACE_WRITE, weekly_new_post,
     weekly_fields, false, MESSAGE("Ghi một dòng cho Mặt trận số")},
    {METHOD_GET, WEEKLY_ITEM_ADDRESS "/{ma}", MAY_READ, PACE_QUICK, weekly_item_page, item_fields,
     false, MESSAGE("Một dòng sao chép cho Mặt trận số")},
    {METHOD_POST, WEEKLY_ITEM_ADDRESS "/{ma}", MAY_CATALOGUE, PACE_WRITE, weekly_item_post,
     weekly_fields, false, MESSAGE("Đổi hay ngừng dùng một dòng cho Mặt trận số")},
};

static const struct work_item work[] = {
    {CATALOGUE_ADDRESS, MESSAGE("Danh mục"),
     MESSAGE("Loại việc, số liệu và câu báo cáo của chương trình mới"), MAY_CATALOGUE, 80},
};

const struct feature catalogue_desk_feature = {
    .name = "catalogue_desk",
    FEATURE_ROWS(routes, routes),
    FEATURE_ROWS(work, work),
};
