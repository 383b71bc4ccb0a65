/* Table of contents of the feature: indicators, figures, targets. */
#include "feature/indicator/indicator_pages.h"
#include "feature/indicator/indicator_project.h"
#include "feature/indicator/indicator_ship.h"

#include "indicator_sql.h"

static const struct projector projectors[] = {
    {"catalogue.indicator", indicator_project_catalogue},
    {"record.approved", indicator_project_approved},
    {"record.corrected", indicator_project_changed},
    {"record.voided", indicator_project_changed},
    {"target.set", indicator_project_target},
};

static const struct importer importers[] = {
    {"target", "chỉ tiêu giao và tổng số", target_import},
};

const struct feature indicator_feature = {
    .name = "indicator",
    .tables = indicator_sql,
    FEATURE_ROWS(routes, indicator_routes),
    FEATURE_ROWS(projectors, projectors),
    FEATURE_ROWS(importers, importers),
    .ship = indicator_ship_all,
};
