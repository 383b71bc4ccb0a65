/* Table of contents of the feature: the rooms of the office that no other feature has. */
#include "feature/office/office_pages.h"

static const struct route routes[] = {
    {METHOD_GET, HOME_ADDRESS, MAY_WORK, PACE_QUICK, office_home_page, NULL, false,
     MESSAGE("Việc chờ người đăng nhập, và các phần việc")},
};

const struct feature office_feature = {
    .name = "office",
    FEATURE_ROWS(routes, routes),
};
