/* Table of contents of the feature: reviews. */
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
};

static const struct field unit_fields[] = {
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Đơn vị"},
    {0},
};

static const struct route routes[] = {
    {METHOD_GET, "/bao-cao", "", PACE_QUICK, periods_page, NULL, false, "Các kỳ báo cáo"},
    {METHOD_GET, "/bao-cao/{nam}/{ky}", "", PACE_QUICK, review_page, unit_fields, false,
     "Báo cáo sơ kết, tổng kết của một kỳ"},
};

static const struct projector projectors[] = {
    {"catalogue.outline", catalogue_project},
    {"review.figures", review_project_figures},
    {"review.issued", review_project_issued},
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
};

static const struct menu_item menu[] = {{"/bao-cao", MESSAGE("Kết quả công tác"), 20}};

const struct feature review_feature = {
    .name = "review",
    .tables = review_sql,
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(routes, routes),
    FEATURE_ROWS(projectors, projectors),
    FEATURE_ROWS(importers, importers),
    FEATURE_ROWS(commands, commands),
    FEATURE_ROWS(menu, menu),
    .ship = review_ship_all,
};
