/* Table of contents of the feature: checks of drafts. It has no pages: forms and queues show what
 * it finds. */
#include "feature/check/check_parts.h"

#include "check_sql.h"

static const struct projector projectors[] = {
    {"catalogue.check", check_project_rules},    {"record.approved", check_project_approved},
    {"record.corrected", check_project_changed}, {"record.voided", check_project_changed},
    {"record.erased", check_project_changed},
};

const struct feature check_feature = {
    .name = "check",
    .tables = check_sql,
    FEATURE_ROWS(projectors, projectors),
    .ship = check_ship,
};
