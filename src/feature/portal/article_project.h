/* The projectors of articles. */
#ifndef FEATURE_PORTAL_ARTICLE_PROJECT_H
#define FEATURE_PORTAL_ARTICLE_PROJECT_H

#include "feature/book.h"

/* article.published and .corrected, .withdrawn, .erased */
bool article_project_stated(struct projection *projection, const struct entry_run *run,
                            struct error *err);
bool article_project_withdrawn(struct projection *projection, const struct entry_run *run,
                               struct error *err);
bool article_project_erased(struct projection *projection, const struct entry_run *run,
                            struct error *err);

#endif
