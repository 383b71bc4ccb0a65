/* gzip for answers. The only file that names zlib is gzip.c. */
#ifndef WEB_GZIP_H
#define WEB_GZIP_H

#include "base/str.h"

enum { GZIP_MIN_BYTES = 512 }; /* below, a packet is a packet */

/* The bytes as a gzip file (RFC 1952) of level 6 in `mem`; false if that would not be smaller, or
 * below GZIP_MIN_BYTES. */
bool gzip_bytes(struct arena *mem, struct str bytes, struct str *gzipped);

#endif
