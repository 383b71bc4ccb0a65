/* Table of contents of the feature: the rooms of the office that no other feature has. */
#include "feature/office/board.h"
#include "feature/office/duty.h"
#include "feature/office/office_pages.h"
#include "feature/office/weekly.h"

static const char *const migrations[] = {
    "CREATE TABLE duty_nothing (" /* that a unit has nothing to report: no record, and no zero */
    "  duty TEXT NOT NULL,"       /* code: of its catalogue.duty */
    "  unit TEXT NOT NULL,"       /* code */
    "  period TEXT NOT NULL,"
    "  account INT NOT NULL," /* who said so */
    "  at TEXT NOT NULL,"
    "  PRIMARY KEY (duty, unit, period)) KEYED;",
};

static const struct field scope_fields[] = {SCOPE_FIELDS, {0}};

static const struct field target_fields[] = {
    SCOPE_FIELDS,
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = MESSAGE("Đã làm")},
    {0},
};

static const struct field target_form_fields[] = {
    {.name = "don-vi",
     .type = FIELD_TEXT,
     .cap_bytes = 64,
     .is_required = true,
     .label = MESSAGE("Đơn vị")},
    {.name = "ky",
     .type = FIELD_TEXT,
     .cap_bytes = 16,
     .is_required = true,
     .label = MESSAGE("Kỳ")},
    {.name = "m-*", .type = FIELD_TEXT, .cap_bytes = 80, .label = MESSAGE("Mức giao")},
    {.name = "t-*", .type = FIELD_TEXT, .cap_bytes = 24, .label = MESSAGE("Mức đang giao")},
    {.name = "co_quan", .type = FIELD_TEXT, .cap_bytes = 900, .label = MESSAGE("Cơ quan giao")},
    {.name = "van_ban", .type = FIELD_TEXT, .cap_bytes = 900, .label = MESSAGE("Văn bản giao")},
    {.name = "ngay", .type = FIELD_TEXT, .cap_bytes = 80, .label = MESSAGE("Ngày của văn bản")},
    {.name = "ghi_chu", .type = FIELD_TEXT, .cap_bytes = 900, .label = MESSAGE("Ghi chú")},
    {.name = "dong_y", .type = FIELD_TEXT, .cap_bytes = 4, .label = MESSAGE("Vẫn giao như vậy")},
    {0},
};

static const struct field duty_form_fields[] = {
    {.name = "don-vi",
     .type = FIELD_TEXT,
     .cap_bytes = 64,
     .is_required = true,
     .label = MESSAGE("Đơn vị")},
    {.name = "ky",
     .type = FIELD_TEXT,
     .cap_bytes = 16,
     .is_required = true,
     .label = MESSAGE("Kỳ")},
    {.name = "viec",
     .type = FIELD_TEXT,
     .cap_bytes = 64,
     .is_required = true,
     .label = MESSAGE("Phần báo cáo")},
    {.name = "bo", .type = FIELD_TEXT, .cap_bytes = 4, .label = MESSAGE("Bỏ lời báo")},
    {0},
};

static const struct field weekly_fields[] = {
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Đơn vị")},
    {.name = "ky", .type = FIELD_TEXT, .cap_bytes = 16, .label = MESSAGE("Kỳ")},
    {.name = "tuan", .type = FIELD_DAY, .label = MESSAGE("Tuần")},
    {0},
};

static const struct projector projectors[] = {
    {DUTY_TYPE, catalogue_project},
    {WEEKLY_TYPE, catalogue_project},
};

static const struct route routes[] = {
    {METHOD_GET, HOME_ADDRESS, MAY_WORK, PACE_QUICK, office_home_page, NULL, false,
     MESSAGE("Việc chờ người đăng nhập, và các phần việc")},
    {METHOD_GET, BOARD_ADDRESS, MAY_LOOK, PACE_QUICK, board_get, scope_fields, false,
     MESSAGE("Chỉ tiêu của một đơn vị: mức giao, đã đạt, từng khu phố")},
    {METHOD_GET, BOARD_ADDRESS "/{slug}", MAY_LOOK, PACE_QUICK, target_get, target_fields, false,
     MESSAGE("Một chỉ tiêu: từng khu phố, qua các kỳ, đã giao những gì")},
    {METHOD_POST, BOARD_ADDRESS "/{slug}", MAY_TARGET "@don-vi", PACE_WRITE, target_post,
     target_form_fields, false, MESSAGE("Giao chỉ tiêu")},
    {METHOD_GET, DUTY_ADDRESS, MAY_LOOK, PACE_QUICK, duty_get, target_fields, false,
     MESSAGE("Khu dân cư nào đã báo, nơi nào chưa")},
    {METHOD_POST, DUTY_ADDRESS, MAY_ENTER "@don-vi", PACE_WRITE, duty_post, duty_form_fields, false,
     MESSAGE("Báo kỳ này không phát sinh, hoặc bỏ lời báo")},
    {METHOD_GET, WEEKLY_ADDRESS, MAY_LOOK, PACE_QUICK, weekly_get, weekly_fields, false,
     MESSAGE("Số của một tuần để chép sang Mặt trận số")},
};

static const struct work_item work[] = {
    {BOARD_ADDRESS, MESSAGE("Chỉ tiêu"), MESSAGE("Đã đạt bao nhiêu, từng khu phố, giao chỉ tiêu"),
     MAY_LOOK, 50},
    {DUTY_ADDRESS, MESSAGE("Ai đã báo, ai chưa"),
     MESSAGE("Hạn báo cáo của từng khu phố, báo không phát sinh"), MAY_LOOK, 60},
    {WEEKLY_ADDRESS, MESSAGE("Sao chép cho Mặt trận số"), MESSAGE("Số của tuần, chép từng số"),
     MAY_READ, 65},
};

static const struct waiting_item waiting[] = {
    {DUTY_ADDRESS, MESSAGE("phần báo cáo quá hạn"), MAY_LOOK, duties_overdue, 30},
};

const struct feature office_feature = {
    .name = "office",
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(projectors, projectors),
    FEATURE_ROWS(routes, routes),
    FEATURE_ROWS(work, work),
    FEATURE_ROWS(waiting, waiting),
    .ship = office_ship,
};
