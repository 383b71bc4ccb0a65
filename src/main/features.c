#include "main/features.h"

#include "feature/account/account.h"
#include "feature/check/check.h"
#include "feature/compare/compare.h"
#include "feature/draft/draft.h"
#include "feature/finder.h"
#include "feature/indicator/indicator.h"
#include "feature/intake/intake.h"
#include "feature/media.h"
#include "feature/meeting/meeting.h"
#include "feature/office/catalogue_desk.h"
#include "feature/office/office.h"
#include "feature/paper/paper.h"
#include "feature/portal/front.h"
#include "feature/portal/portal.h"
#include "feature/record/record.h"
#include "feature/review/review.h"
#include "feature/sheet/sheet.h"
#include "feature/unit/unit.h"
#include "feature/visits.h"

const struct feature *const features[] = {
    /* One a line, so that two changes seldom meet. */
    /* clang-format off */
    &finder_feature,
    &media_feature,
    &visits_feature,
    &account_feature,
    &unit_feature,
    &record_feature,
    &indicator_feature,
    &doubt_desk_feature,
    &check_feature,
    &draft_feature,
    &intake_feature,
    &meeting_feature,
    &review_feature,
    &compare_feature,
    &paper_feature,
    &register_feature,
    &sheet_feature,
    &front_feature,
    &portal_feature,
    &news_desk_feature,
    &link_desk_feature,
    &section_desk_feature,
    &office_feature,
    &catalogue_desk_feature,
    /* clang-format on */
};
const size_t features_count = COUNT_OF(features);
