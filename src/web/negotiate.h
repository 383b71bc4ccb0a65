/* What a browser says it can take. Pure code. */
#ifndef WEB_NEGOTIATE_H
#define WEB_NEGOTIATE_H

#include "base/str.h"

/* True if an Accept-Encoding header takes gzip (RFC 9110, 12.5.3; a weight of zero refuses it). */
bool accepts_gzip(struct str accept_encoding);

/* The language to answer in: the one among "vi" and those that have a translation which an
 * Accept-Language header weighs highest; "vi" if it names none (RFC 9110, 12.5.4). Static. */
struct str accepted_language(struct str accept_language);

/* True if there is any language besides Vietnamese, so that answers differ by the header. */
bool has_languages(void);

/* True if an If-None-Match header names the tag, compared weakly, or is "*" (RFC 9110, 13.1.2).
 * etag: with its quotes, without W/. */
bool names_etag(struct str if_none_match, struct str etag);

#endif
