/* Table of contents of the feature: records and the catalogue they follow. */
#include "feature/record/record_commands.h"
#include "feature/record/record_import.h"
#include "feature/record/record_project.h"

#include "record_sql.h"

static const char *const migrations[] = {
    "CREATE TABLE running_number (" /* numbers handed out for the different values of a sealed field
                                     */
    "  field TEXT NOT NULL,"
    "  hash BYTES NOT NULL," /* of the folded value, keyed by the book's secret */
    "  number INT NOT NULL,"
    "  PRIMARY KEY (field, hash)) KEYED;"
    "CREATE TABLE known_row (" /* rows of lists that were taken, so that none is taken twice */
    "  identity BYTES NOT NULL PRIMARY KEY," /* keyed hash, see record_import.h */
    "  no TEXT NOT NULL,"                    /* of the record it became */
    "  content BYTES NOT NULL) KEYED;",      /* keyed hash of what the row said */
};

static const struct projector projectors[] = {
    {"catalogue.choices", catalogue_project}, {"catalogue.kind", catalogue_project},
    {"record.approved", project_approved},    {"record.corrected", project_corrected},
    {"record.voided", project_voided},        {"record.erased", project_erased},
};

static const struct importer importers[] = {
    {.kind = "", .summary = "danh sách hồ sơ của một loại trong danh mục", .import = record_import},
};

static const struct command commands[] = {
    {.name = "void",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ SỐ LÝ-DO",
     .least = 3,
     .most = 3,
     .summary = "hủy một hồ sơ: không còn tính vào số liệu, trang của hồ sơ nói vì sao",
     .run = void_command},
    {.name = "erase",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ SỐ TRƯỜNG",
     .least = 3,
     .most = 3,
     .summary = "xóa một giá trị không công khai của hồ sơ theo yêu cầu, không lấy lại được",
     .run = erase_command},
};

const struct feature record_feature = {
    .name = "record",
    .tables = record_sql,
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(projectors, projectors),
    FEATURE_ROWS(importers, importers),
    FEATURE_ROWS(commands, commands),
    .ship = catalogue_ship_all,
    .shipped = catalogue_shipped,
};
