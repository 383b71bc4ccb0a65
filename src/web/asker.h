/* Who asks, as far as a request says so. Pure code; nothing of it is kept or written anywhere. */
#ifndef WEB_ASKER_H
#define WEB_ASKER_H

#include "base/str.h"

/* True if a User-Agent says that a program asks and nobody reads: search engines, link previews,
 * watchdogs, tools of the command line (the words stand in asker.c). A browser without a window is
 * a browser, and whoever says nothing is taken for a reader. Looks at the first 512 bytes. */
bool asker_is_robot(struct str agent);

/* True if Cache-Control of a request asks for the page as it is now: somebody pressed "reload". */
bool asker_wants_anew(struct str cache_control);

/* The address for which limits count. peer: the other end of the connection. forwarded: the
 * X-Forwarded-For line, whose last address a front server on this machine adds; it is believed
 * when the peer is this machine and it reads as an address. Points into one of the two. */
struct str asker_address(struct str peer, struct str forwarded);

#endif
