/* Table of contents of the feature: the sheets to hang up and to read aloud. */
#include "feature/sheet/sheet_commands.h"
#include "feature/sheet/sheet_pages.h"

static const struct command commands[] = {
    {.name = "sheet",
     .group = GROUP_REVIEW,
     .book = COMMAND_READS,
     .usage = "SỔ ĐƠN-VỊ KỲ --kind niem-yet|doc-loa",
     .least = 3,
     .most = 3,
     .options = {{"--kind", "niem-yet|doc-loa", "tờ nào (bắt buộc)"},
                 {"--format", "text|html", "dạng in ra (mặc định text)"}},
     .summary = "in bản niêm yết hoặc bản đọc loa của một đơn vị và kỳ",
     .run = sheet_command},
    {.name = "reading",
     .group = GROUP_ADMIN,
     .book = COMMAND_WRITES,
     .usage = "SỔ lẻ|linh|\"theo tỉnh\"",
     .least = 2,
     .most = 2,
     .summary = "bản đọc loa đọc 105 là một trăm lẻ năm hay một trăm linh năm",
     .run = reading_command},
};

const struct feature sheet_feature = {
    .name = "sheet",
    FEATURE_ROWS(routes, sheet_routes),
    FEATURE_ROWS(commands, commands),
};
