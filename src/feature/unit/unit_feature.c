/* Table of contents of the feature: units, bodies, posts, legal texts and allowance rules. */
#include "feature/unit/unit_import.h"
#include "feature/unit/unit_pages.h"
#include "feature/unit/unit_project.h"

#include "unit_sql.h"

static const struct projector projectors[] = {
    {"unit.opened", unit_project_opened},       {"unit.closed", unit_project_closed},
    {"body.opened", body_project_opened},       {"legal.registered", legal_project_registered},
    {"allowance.set", allowance_project_set},   {"catalogue.choices", post_project_labels},
    {"record.approved", post_project_approved}, {"record.corrected", post_project_corrected},
    {"record.voided", post_project_voided},     {"record.erased", post_project_erased},
};

static const struct importer importers[] = {
    {.kind = "unit", .summary = "đơn vị: tỉnh, huyện, xã, khu dân cư", .import = unit_import},
    {.kind = "body", .summary = "tổ chức trong các đơn vị", .import = body_import},
    {.kind = "legal", .summary = "văn bản làm căn cứ", .import = legal_import},
    {.kind = "rule", .summary = "định mức và phụ cấp của các chức danh", .import = rule_import},
};

static const struct menu_item menu[] = {
    {"/to-chuc", MESSAGE("Tổ chức bộ máy"), 50},
    {"/van-ban", MESSAGE("Văn bản"), 60},
};

const struct feature unit_feature = {
    .name = "unit",
    .tables = unit_sql,
    FEATURE_ROWS(routes, unit_routes),
    FEATURE_ROWS(projectors, projectors),
    FEATURE_ROWS(importers, importers),
    FEATURE_ROWS(menu, menu),
};
