/* The one registry of features. */
#ifndef MAIN_FEATURES_H
#define MAIN_FEATURES_H

#include "feature/feature.h"

/* In the order in which they may include each other: a later one may know an earlier one.
 * Projectors run in this order. */
extern const struct feature *const features[];
extern const size_t features_count;

#endif
