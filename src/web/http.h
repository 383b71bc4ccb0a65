/* Between libmicrohttpd and the server: one listener is one thread of the library with a socket, a
 * reader and memory of its own. */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include "web/access_log.h"
#include "web/serve.h"

enum { HTTP_IDLE_SECONDS = 60 }; /* without a byte; and for a head, from the last answer on */

/* One connection, as the watch over slow ones sees it. */
struct link {
    struct link *next; /* of all the listener's */
    int fd;            /* -1: spare */
    _Atomic int64_t deadline_ms;
    _Atomic bool is_receiving; /* no whole request is there */
    _Atomic unsigned steps;    /* grows with everything that happens */
    unsigned ended_steps;      /* the watch's: `steps` when it saw that the other side has closed */
    struct exchange *exchange; /* the request it carries now, or NULL */
};

struct http_fixed; /* answers that never change: the program's files and /healthz */

struct listener {
    struct server *server;
    struct http_fixed *fixed;
    struct MHD_Daemon *daemon;
    int fd;
    struct reader reader;
    struct arena mem;       /* of links and exchanges; used on the listener's thread only */
    struct exchange *spare; /* exchanges to use again */
    pthread_mutex_t links_lock;
    struct link *links;
    struct access_log log;
};

/* Microseconds of the monotonic clock. */
int64_t http_now_us(void);

/* Makes the fixed answers once, in `mem`; the assets must outlive them. */
struct http_fixed *http_fixed_new(struct arena *mem, const struct asset *assets, size_t count);
void http_fixed_end(struct http_fixed *fixed);

/* Starts the library on listener->fd, which it owns from then on; server, fixed and reader are
 * set. Fails BROKEN; the socket then stays the caller's. */
must_check bool http_start(struct listener *listener, unsigned connections_max, struct error *err);

/* Takes no new connections. */
void http_quiesce(struct listener *listener);

/* Ends all connections and the thread. No exchange may be on the writer or the pool. */
void http_stop(struct listener *listener);

/* What server->resume and the cache's `end` are. */
void http_resume(struct exchange *exchange);
void http_page_end(const struct cache_page *page);

#endif
