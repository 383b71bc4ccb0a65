/* The portal: news with bound figures, their sections, archive and feeds. */
#ifndef FEATURE_PORTAL_PORTAL_H
#define FEATURE_PORTAL_PORTAL_H

#include "feature/portal/article.h"
#include "feature/portal/section.h"

extern const struct feature portal_feature, news_desk_feature, link_desk_feature,
    section_desk_feature;

/* ---- planned articles ---- */

/* For struct web_writer: whether the moment of one may have come, and publishing what is due, each
 * in the name of who planned it. What cannot be published goes back to its author with the reason.
 */
bool news_is_due(struct book *book);
must_check bool news_settle(struct book *book, struct error *err);

#endif
