/* Papers to download. */
#ifndef FEATURE_PAPER_PAPER_PAGES_H
#define FEATURE_PAPER_PAPER_PAGES_H

#include "feature/paper/paper.h"

extern const struct route paper_routes[11];

#endif
