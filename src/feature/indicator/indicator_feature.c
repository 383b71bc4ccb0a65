/* Table of contents of the feature: indicators, figures, targets. */
#include "feature/indicator/indicator_pages.h"
#include "feature/indicator/indicator_project.h"
#include "feature/indicator/indicator_ship.h"

#include "indicator_sql.h"

static const char *const migrations[] = {
    "CREATE TABLE doubt ("       /* what readers report about figures; never an entry */
    "  id ID,"                   /* from 1 */
    "  unit TEXT NOT NULL,"      /* code */
    "  indicator TEXT NOT NULL," /* code */
    "  period TEXT NOT NULL,"
    "  text TEXT NOT NULL," /* for officers only */
    "  day INT NOT NULL,"
    "  state TEXT NOT NULL,"  /* waiting, answered, dropped */
    "  answer TEXT NOT NULL," /* public */
    "  answered INT);"
    "CREATE INDEX doubt_figure ON doubt (indicator, unit, period, answered);",
};

static const struct projector projectors[] = {
    {"catalogue.indicator", indicator_project_catalogue},
    {"record.approved", indicator_project_approved},
    {"record.corrected", indicator_project_changed},
    {"record.voided", indicator_project_changed},
    {"target.set", indicator_project_target},
};

static const struct importer importers[] = {
    {.kind = "target", .summary = "chỉ tiêu giao và tổng số", .import = target_import},
};

static const struct command commands[] = {
    {.name = "report list",
     .group = GROUP_DAILY,
     .book = COMMAND_READS,
     .usage = "SỔ",
     .least = 1,
     .most = 1,
     .options = {{"--all", NULL, "cả những lời báo đã trả lời"}},
     .summary = "xem lời người đọc báo số liệu chưa đúng",
     .run = doubt_list_command},
    {.name = "report answer",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ SỐ LỜI",
     .least = 3,
     .most = 3,
     .summary = "trả lời một lời báo, công khai ở trang của số liệu",
     .run = doubt_answer_command},
    {.name = "report drop",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ SỐ",
     .least = 2,
     .most = 2,
     .summary = "bỏ hẳn một lời báo, cùng lời trả lời",
     .run = doubt_drop_command},
};

const struct feature indicator_feature = {
    .name = "indicator",
    .tables = indicator_sql,
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(routes, indicator_routes),
    FEATURE_ROWS(projectors, projectors),
    FEATURE_ROWS(importers, importers),
    FEATURE_ROWS(commands, commands),
    .check = figures_counted,
    .ship = indicator_ship_all,
};
