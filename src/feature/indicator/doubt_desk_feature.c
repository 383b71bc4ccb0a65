/* Table of contents of the desk of doubts. */
#include "feature/indicator/doubt_desk.h"

static const struct field list_fields[] = {
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Đã làm"},
    {0},
};

static const struct field answer_fields[] = {
    {.name = "loi", .type = FIELD_TEXT, .cap_bytes = 8000, .label = "Lời trả lời"},
    {0},
};

static const struct field drop_fields[] = {
    {.name = "ly_do", .type = FIELD_TEXT, .cap_bytes = 400, .label = "Lý do bỏ"},
    {0},
};

static const struct route routes[] = {
    {METHOD_GET, DOUBT_DESK, MAY_DRAFT, PACE_QUICK, doubt_desk_page, list_fields, false,
     MESSAGE("Lời báo số liệu chưa đúng: chờ trả lời, đã trả lời")},
    {METHOD_POST, DOUBT_DESK "/{so}/tra-loi", MAY_DRAFT, PACE_WRITE, doubt_answer_post,
     answer_fields, false, MESSAGE("Trả lời công khai một lời báo")},
    {METHOD_POST, DOUBT_DESK "/{so}/bo", MAY_DRAFT, PACE_WRITE, doubt_drop_post, drop_fields, false,
     MESSAGE("Bỏ một lời báo")},
};

static const struct work_item work[] = {
    {DOUBT_DESK, MESSAGE("Lời báo số liệu chưa đúng"),
     MESSAGE("Trả lời công khai những gì người đọc hỏi lại"), MAY_DRAFT, 75},
};

static const struct waiting_item waiting[] = {
    {DOUBT_DESK, MESSAGE("lời báo số liệu chờ trả lời"), MAY_DRAFT, doubts_waiting, 40},
};

const struct feature doubt_desk_feature = {
    .name = "doubt_desk",
    FEATURE_ROWS(waiting, waiting),
    FEATURE_ROWS(routes, routes),
    FEATURE_ROWS(work, work),
};
