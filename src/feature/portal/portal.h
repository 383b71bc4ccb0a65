/* The portal: news with bound figures, their sections, archive and feeds. */
#ifndef FEATURE_PORTAL_PORTAL_H
#define FEATURE_PORTAL_PORTAL_H

#include "feature/portal/article.h"
#include "feature/portal/section.h"

extern const struct feature portal_feature;

#endif
