/* What a browser says it can take. Pure code. */
#ifndef WEB_NEGOTIATE_H
#define WEB_NEGOTIATE_H

#include "base/str.h"

/* True if an Accept-Encoding header takes gzip (RFC 9110, 12.5.3; a weight of zero refuses it). */
bool accepts_gzip(struct str accept_encoding);

/* The query field by which a reader asks for another language than Vietnamese. */
#define LANGUAGE_FIELD "ngon-ngu"

/* The language to answer in: the one that the address asks for (?ngon-ngu=en) if there is a
 * translation, else "vi". Not the browser's header: many phones in the country are set to English,
 * and their owners would get a half-translated page that they never asked for. Static. */
struct str asked_language(struct str target);

/* True if an If-None-Match header names the tag, compared weakly, or is "*" (RFC 9110, 13.1.2).
 * etag: with its quotes, without W/. */
bool names_etag(struct str if_none_match, struct str etag);

#endif
