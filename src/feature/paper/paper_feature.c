/* Table of contents of the feature: papers in the form of Nghị định 30/2020, and their register. */
#include "feature/paper/paper_commands.h"
#include "feature/paper/paper_import.h"
#include "feature/paper/paper_pages.h"
#include "feature/paper/paper_store.h"

#include "paper_sql.h"

static const char *const migrations[] = {
    "CREATE TABLE paper_form (" /* how a unit writes its papers; never an entry */
    "  unit TEXT NOT NULL,"     /* code */
    "  type TEXT NOT NULL,"     /* code of a paper_kind */
    "  pattern TEXT NOT NULL,"  /* "{so}/BC-MTTQ-BTT"; empty: as papers usually have it */
    "  recipients TEXT NOT NULL,"
    "  PRIMARY KEY (unit, type)) KEYED;",
};

static const struct projector projectors[] = {
    {"paper.numbered", paper_project_numbered},
    {"paper.voided", paper_project_voided},
};

static const struct importer importers[] = {
    {.kind = "paper-pattern",
     .summary = "mẫu số và nơi nhận văn bản của từng đơn vị",
     .import = paper_form_import},
};

static const struct command commands[] = {
    {.name = "document",
     .group = GROUP_REVIEW,
     .book = COMMAND_READS,
     .usage = "SỔ LOẠI ĐƠN-VỊ KỲ|NGÀY",
     .least = 4,
     .most = 4,
     .options = {{"--format", "docx|pdf|xlsx", "dạng tệp (mặc định docx; xlsx: số liệu báo cáo)"},
                 {"--out", "TỆP", "ghi ra tệp này (mặc định ra đầu ra chuẩn)"}},
     .summary = "lập văn bản: report, programme, minutes, attendance, invitation",
     .run = document_command},
    {.name = "programme",
     .group = GROUP_REVIEW,
     .book = COMMAND_READS,
     .usage = "SỔ ĐƠN-VỊ KỲ",
     .least = 3,
     .most = 3,
     .options = {{"--format", "text|html|docx|pdf", "dạng in ra (mặc định text)"},
                 {"--out", "TỆP", "tệp docx, pdf ghi ra đây"}},
     .summary = "in chương trình công tác của một kỳ",
     .run = programme_command},
    {.name = "paper number",
     .group = GROUP_REVIEW,
     .book = COMMAND_WRITES,
     .usage = "SỔ LOẠI ĐƠN-VỊ KỲ|NGÀY",
     .least = 4,
     .most = 4,
     .options = {{"--day", "NGÀY", "ngày ký (mặc định hôm nay)"},
                 {"--first", "SỐ", "số bắt đầu của năm, nếu các số trước đã cấp ngoài phần mềm"}},
     .summary = "cấp số văn bản đi, liên tục theo loại và năm",
     .run = paper_number_command},
    {.name = "paper list",
     .group = GROUP_REVIEW,
     .book = COMMAND_READS,
     .usage = "SỔ [NĂM]",
     .least = 1,
     .most = 2,
     .summary = "in sổ văn bản đi",
     .run = paper_list_command},
    {.name = "paper void",
     .group = GROUP_REVIEW,
     .book = COMMAND_WRITES,
     .usage = "SỔ SỐ LÝ-DO",
     .least = 3,
     .most = 3,
     .summary = "hủy một số văn bản (report/2022/0001); số ấy không cấp lại",
     .run = paper_void_command},
};

const struct feature paper_feature = {
    .name = "paper",
    .tables = paper_sql,
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(routes, paper_routes),
    FEATURE_ROWS(projectors, projectors),
    FEATURE_ROWS(importers, importers),
    FEATURE_ROWS(commands, commands),
};
