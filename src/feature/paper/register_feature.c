/* Table of contents of the outgoing register in the office. */
#include "feature/paper/register_desk.h"

#define UNIT_FIELD                                                                                 \
    {                                                                                              \
        .name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Đơn vị")          \
    }
#define ABOUT_FIELDS                                                                               \
    {.name = "loai", .type = FIELD_TEXT, .cap_bytes = 32, .label = MESSAGE("Loại văn bản")},       \
    {                                                                                              \
        .name = "ve", .type = FIELD_TEXT, .cap_bytes = 32, .label = MESSAGE("Kỳ hoặc ngày họp")    \
    }

static const struct field list_fields[] = {
    UNIT_FIELD,
    {.name = "nam", .type = FIELD_TEXT, .cap_bytes = 16, .label = MESSAGE("Năm")},
    {.name = "loai", .type = FIELD_TEXT, .cap_bytes = 32, .label = MESSAGE("Loại văn bản")},
    {.name = "trang", .type = FIELD_INT, .label = MESSAGE("Trang")},
    {0},
};

static const struct field about_fields[] = {UNIT_FIELD, ABOUT_FIELDS, {0}};
static const struct field take_fields[] = {UNIT_FIELD, ABOUT_FIELDS, NUMBER_FORM_FIELDS, {0}};

static const struct field number_fields[] = {
    UNIT_FIELD,
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = MESSAGE("Đã làm")},
    {0},
};

static const struct field void_fields[] = {
    UNIT_FIELD,
    {.name = "ly_do", .type = FIELD_TEXT, .cap_bytes = 4000, .label = MESSAGE("Lý do hủy")},
    {0},
};

static const struct route routes[] = {
    {METHOD_GET, REGISTER_ADDRESS, MAY_READ_REGISTER, PACE_QUICK, register_page, list_fields, false,
     MESSAGE("Sổ văn bản đi của một năm, văn bản chưa lấy số")},
    {METHOD_GET, REGISTER_ADDRESS "/lay-so", MAY_NUMBER, PACE_QUICK, register_take_get,
     about_fields, false, MESSAGE("Lấy số cho một văn bản: ngày ký, số tiếp theo")},
    {METHOD_POST, REGISTER_ADDRESS "/lay-so", MAY_NUMBER, PACE_WRITE, register_take_post,
     take_fields, false, MESSAGE("Lấy số cho một văn bản")},
    {METHOD_GET, REGISTER_ADDRESS "/{loai}/{nam}/{so}", MAY_READ_REGISTER, PACE_QUICK,
     register_number_get, number_fields, false, MESSAGE("Một số văn bản: về việc gì, ai lấy")},
    {METHOD_POST, REGISTER_ADDRESS "/{loai}/{nam}/{so}/huy", MAY_NUMBER, PACE_WRITE,
     register_void_post, void_fields, false, MESSAGE("Hủy một số văn bản, có lý do")},
};

static const struct work_item work[] = {
    {REGISTER_ADDRESS, MESSAGE("Sổ văn bản đi"),
     MESSAGE("Lấy số báo cáo, chương trình, biên bản, giấy mời; xem, hủy số"), MAY_READ_REGISTER,
     47},
};

const struct feature register_feature = {
    .name = "register",
    FEATURE_ROWS(routes, routes),
    FEATURE_ROWS(work, work),
};
