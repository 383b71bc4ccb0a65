/* The catalogue desk: kinds of work, their fields and choices, indicators, lines of the review's
 * outline, duties to report and rows of the week, stated in the browser and dated
 * (docs/catalogue-desk.md). */
#ifndef FEATURE_OFFICE_CATALOGUE_DESK_H
#define FEATURE_OFFICE_CATALOGUE_DESK_H

#include "feature/feature.h"

extern const struct feature catalogue_desk_feature;

#endif
