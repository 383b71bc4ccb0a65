/* Table of contents of the portal's front. */
#include "feature/portal/front.h"
#include "feature/portal/site_link.h"

static const char *const migrations[] = {
    "CREATE TABLE site_link ("   /* other sites, as the committee lists them; never an entry */
    "  ordinal INT PRIMARY KEY," /* from 0 */
    "  section TEXT NOT NULL,"   /* heading of its group */
    "  label TEXT NOT NULL,"
    "  address TEXT NOT NULL) KEYED;",
};

static const struct route routes[] = {
    {METHOD_GET, "/", "", PACE_QUICK, home_page, NULL, false, "Trang chủ"},
    {METHOD_GET, "/an-sinh-xa-hoi", "", PACE_QUICK, welfare_page, NULL, false,
     "An sinh xã hội của kỳ mới nhất: nhà, quà, địa chỉ nhân đạo, quỹ"},
    {METHOD_GET, "/cong-khai", "", PACE_QUICK, disclosure_page, NULL, false,
     "Công khai những gì, ở đâu, kiểm lại thế nào"},
};

static const struct importer importers[] = {
    {.kind = "link", .summary = "liên kết tới các trang khác", .import = site_link_import},
};

static const struct menu_item menu[] = {
    {"/", MESSAGE("Trang chủ"), 0},
    {"/an-sinh-xa-hoi", MESSAGE("An sinh xã hội"), 40},
    {"/cong-khai", MESSAGE("Công khai"), 70},
};

const struct feature front_feature = {
    .name = "front",
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(routes, routes),
    FEATURE_ROWS(importers, importers),
    FEATURE_ROWS(menu, menu),
};
