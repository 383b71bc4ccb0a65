/* Table of contents of the feature: texts held against the book. */
#include "feature/compare/compare_book.h"
#include "feature/compare/compare_commands.h"
#include "feature/compare/compare_pages.h"

static const struct projector projectors[] = {{"catalogue.wording", catalogue_project}};

static const struct importer importers[] = {
    {"wording", "cách nói số liệu của riêng địa phương, để soi bài báo", wording_import, NULL},
};

static const struct command commands[] = {
    {.name = "compare",
     .group = GROUP_REVIEW,
     .book = COMMAND_READS,
     .usage = "SỔ ĐƠN-VỊ KỲ TỆP.txt",
     .least = 4,
     .most = 4,
     .file_arguments = "3",
     .options = {{"--format", "text|json", "dạng in ra (mặc định text)"}},
     .summary = "soi một bài viết: từng con số khớp hay lệch với sổ",
     .run = compare_command},
};

const struct feature compare_feature = {
    .name = "compare",
    FEATURE_ROWS(routes, compare_routes),
    FEATURE_ROWS(projectors, projectors),
    FEATURE_ROWS(importers, importers),
    FEATURE_ROWS(commands, commands),
};
