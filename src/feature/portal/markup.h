/* XML that is not a page: feeds and the sitemap. */
#ifndef FEATURE_PORTAL_MARKUP_H
#define FEATURE_PORTAL_MARKUP_H

#include "base/text.h"

/* Writes a value escaped (& < > " '), for text and quoted attributes alike. The value holds no
 * control characters. */
void markup_put(struct text *out, struct str value);

/* "<name>value</name>" and a line end. */
void markup_element(struct text *out, const char *name, struct str value);

#endif
