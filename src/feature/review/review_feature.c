/* Table of contents of the feature: reviews. */
#include "feature/review/desk_pages.h"
#include "feature/review/desk_store.h"
#include "feature/review/review_commands.h"
#include "feature/review/review_pages.h"
#include "feature/review/review_ship.h"
#include "feature/review/review_store.h"

#include "review_sql.h"

static const char *const migrations[] = {
    "CREATE TABLE prose ("  /* what people wrote for a review; never an entry */
    "  unit TEXT NOT NULL," /* code */
    "  period TEXT NOT NULL,"
    "  slot TEXT NOT NULL,"
    "  markdown TEXT NOT NULL,"
    "  PRIMARY KEY (unit, period, slot)) KEYED;",
    "CREATE TABLE review_text (" /* what is being written at the desk; on no public page */
    "  unit TEXT NOT NULL,"      /* code */
    "  period TEXT NOT NULL,"
    "  slot TEXT NOT NULL,"
    "  markdown TEXT NOT NULL,"
    "  version INT NOT NULL,"  /* from 1; grows with each change */
    "  editor INT NOT NULL,"   /* account that changed it last */
    "  changed TEXT NOT NULL," /* moment */
    "  PRIMARY KEY (unit, period, slot)) KEYED;"
    "CREATE TABLE review_desk (" /* how far a review is */
    "  unit TEXT NOT NULL,"
    "  period TEXT NOT NULL,"
    "  state TEXT NOT NULL,"  /* writing, standing, party, ready, issued */
    "  version INT NOT NULL," /* grows with each step */
    "  changed TEXT NOT NULL,"
    "  PRIMARY KEY (unit, period)) KEYED;"
    "CREATE TABLE review_step (" /* who did what with it; never changed */
    "  unit TEXT NOT NULL,"
    "  period TEXT NOT NULL,"
    "  ordinal INT NOT NULL," /* from 0 */
    "  at TEXT NOT NULL,"
    "  account INT NOT NULL,"
    "  action TEXT NOT NULL," /* send, pass, opinion, return, withdraw, issue, reopen */
    "  comment TEXT NOT NULL,"
    "  seen TEXT NOT NULL," /* the figures then: code=number/target;… */
    "  PRIMARY KEY (unit, period, ordinal)) KEYED;",
};

static const struct field unit_fields[] = {
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Đơn vị"},
    {0},
};

static const struct field desk_get_fields[] = {
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Đơn vị"},
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Đã làm"},
    {0},
};

static const struct field desk_fields[] = {
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Đơn vị"},
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 16, .is_required = true, .label = "Việc"},
    {.name = "phien_ban", .type = FIELD_INT, .label = "Phiên bản"},
    {.name = "loi", .type = FIELD_TEXT, .cap_bytes = DESK_COMMENT_MAX_BYTES, .label = "Lời nhắn"},
    {.name = "o-*", .type = FIELD_TEXT, .cap_bytes = DESK_TEXT_MAX_BYTES + 1, .label = "Lời văn"},
    {.name = "v-*", .type = FIELD_TEXT, .cap_bytes = 24, .label = "Phiên bản của lời văn"},
    {0},
};

static const struct route routes[] = {
    {METHOD_GET, "/bao-cao", "", PACE_QUICK, periods_page, NULL, false, "Các kỳ báo cáo"},
    {METHOD_GET, "/bao-cao/{nam}/{ky}", "", PACE_QUICK, review_page, unit_fields, false,
     "Báo cáo sơ kết, tổng kết của một kỳ"},
    {METHOD_GET, REVIEW_DESK_ADDRESS, MAY_DRAFT, PACE_QUICK, review_desks_page, unit_fields, false,
     MESSAGE("Soạn báo cáo: các kỳ")},
    {METHOD_GET, REVIEW_DESK_ADDRESS "/{nam}/{ky}", MAY_DRAFT, PACE_QUICK, review_desk_page,
     desk_get_fields, false, MESSAGE("Soạn báo cáo của một kỳ")},
    {METHOD_POST, REVIEW_DESK_ADDRESS "/{nam}/{ky}", MAY_DRAFT, PACE_WRITE, review_desk_post,
     desk_fields, false, MESSAGE("Lưu, trình, rút lại báo cáo; bắt đầu đính chính")},
    {METHOD_GET, REVIEW_DESK_ADDRESS "/{nam}/{ky}/xem-truoc", MAY_DRAFT, PACE_QUICK,
     review_preview_page, unit_fields, false, MESSAGE("Xem trước báo cáo")},
    {METHOD_POST, REVIEW_DESK_ADDRESS "/{nam}/{ky}/buoc", MAY_ISSUE, PACE_WRITE, review_steps_post,
     desk_fields, false, MESSAGE("Thông qua, ghi ý kiến, trả lại báo cáo")},
};

static const struct projector projectors[] = {
    {"catalogue.line", catalogue_project},      {"catalogue.outline", catalogue_project},
    {"review.figures", review_project_figures}, {"review.issued", review_project_issued},
    {"review.erased", review_project_erased},
};

static const struct importer importers[] = {
    {.kind = "prose", .summary = "lời văn của báo cáo (Markdown)", .import = prose_import},
};

static const struct command commands[] = {
    {.name = "review",
     .group = GROUP_REVIEW,
     .book = COMMAND_READS,
     .usage = "SỔ ĐƠN-VỊ KỲ",
     .least = 3,
     .most = 3,
     .options = {{"--format", "text|json|html", "dạng in ra (mặc định text)"},
                 {"--cutoff", "NGÀY", "ngày chốt số liệu (mặc định ngày cuối kỳ)"}},
     .summary = "in báo cáo của một đơn vị và kỳ",
     .run = review_command},
    {.name = "issue",
     .group = GROUP_REVIEW,
     .book = COMMAND_WRITES,
     .usage = "SỔ ĐƠN-VỊ KỲ",
     .least = 3,
     .most = 3,
     .options = {{"--cutoff", "NGÀY", "ngày chốt số liệu (mặc định ngày cuối kỳ)"},
                 {"--restate", NULL, "đính chính báo cáo đã ban hành"}},
     .summary = "ban hành báo cáo: chốt số liệu",
     .run = issue_command},
    {.name = "prose erase",
     .group = GROUP_REVIEW,
     .book = COMMAND_WRITES,
     .usage = "SỔ ĐƠN-VỊ KỲ PHẦN",
     .least = 4,
     .most = 4,
     .summary = "xóa lời văn một phần (uu_diem …) của báo cáo đã ban hành, không lấy lại được",
     .run = review_erase_command},
};

static const struct menu_item menu[] = {{"/bao-cao", MESSAGE("Kết quả công tác"), 20}};

static const struct work_item work[] = {
    {REVIEW_DESK_ADDRESS, MESSAGE("Soạn báo cáo"),
     MESSAGE("Lời văn quanh số liệu, trình, thông qua, ban hành"), MAY_DRAFT, 40},
};

static const struct waiting_item waiting[] = {
    {REVIEW_DESK_ADDRESS, MESSAGE("báo cáo chờ thông qua, ban hành"), MAY_ISSUE, reviews_handed_in,
     25},
};

const struct feature review_feature = {
    .name = "review",
    .tables = review_sql,
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(routes, routes),
    FEATURE_ROWS(projectors, projectors),
    FEATURE_ROWS(importers, importers),
    FEATURE_ROWS(commands, commands),
    FEATURE_ROWS(menu, menu),
    FEATURE_ROWS(work, work),
    FEATURE_ROWS(waiting, waiting),
    .ship = review_ship_all,
};
