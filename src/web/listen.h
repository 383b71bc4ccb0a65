/* Listening sockets, one per listener on the same port. */
#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H

#include "base/error.h"

/* Opens `count` listening sockets on "127.0.0.1:8080", "[::1]:8080", "localhost:8080" (the system
 * spreads connections over them) and gives the port, which the system chooses if it is 0. The
 * caller owns the sockets. Fails INVALID when the address cannot be read, DENIED or MISSING when
 * the system does not let this program have it, BUSY when another program listens there: seen by
 * one bind without address sharing first, since with sharing two servers would quietly split the
 * visitors between them. */
must_check bool listen_open(const char *address, int *sockets, size_t count, int *port,
                            struct error *err);

#endif
