/* The office: what waits for whom, figures against their targets, who has reported what. It knows
 * all other features and none knows it. */
#ifndef FEATURE_OFFICE_OFFICE_H
#define FEATURE_OFFICE_OFFICE_H

#include "feature/book.h"

extern const struct feature office_feature;

#endif
