/* From a request to its answer, whatever library speaks HTTP: finds the route, reads the fields,
 * runs the page at its pace. http.c moves the bytes. */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include "web/cache.h"
#include "web/guard.h"
#include "web/pool.h"
#include "web/route_table.h"
#include "web/writer.h"

enum {
    SERVE_QUICK_MS = 50,       /* a page on the listener is ended after this long */
    SERVE_LATE_MS = 5 * 1000,  /* one that took longer there and is drawn again on the pool */
    SERVE_SLOW_MS = 60 * 1000, /* a slow one on the pool */
    SERVE_BODIES_MAX_BYTES = 128 * 1024 * 1024, /* of all requests together */
};

struct exchange;

/* What all threads of the server share. */
struct server {
    const struct web_config *config;
    struct route_table *routes;
    struct cache *cache;
    struct writer *writer;
    struct pool *pool;
    _Atomic uint64_t generation; /* of the public pages */
    uint64_t birth;              /* random: tags of another run or program never match */
    _Atomic size_t bodies_bytes;
    _Atomic size_t in_flight; /* requests whose head has passed, until their answer is sent */
    _Atomic bool is_stopping;
    /* Wakes the listener of an exchange whose answer is drawn; called on another thread. */
    void (*resume)(struct exchange *exchange);
};

/* An answer, before the library makes its own thing of it. Texts live in the exchange's arena. */
struct answer {
    int status;
    const char *type; /* NULL without a body */
    struct str body;
    struct str location;
    struct str cookie;       /* the value of Set-Cookie; empty: none */
    const char *file_name;   /* of an attachment */
    int again_s;             /* seconds after which to ask again; 0: never */
    const char *allow;       /* with 405 */
    _Atomic int64_t *visits; /* grows with each reader; may be NULL */
    bool is_gzipped;
    bool is_kept;     /* goes to the cache under the exchange's key */
    bool is_no_store; /* must not be kept by anyone */
    bool is_lasting;  /* browsers may show it for a day without asking */
    bool is_busy;     /* with Retry-After */
    char etag[24];    /* of kept and lasting ones */
};

enum exchange_step {
    EXCHANGE_HEAD,  /* waits for its head */
    EXCHANGE_BODY,  /* takes its body in */
    EXCHANGE_AWAY,  /* on the writer or the pool */
    EXCHANGE_DRAWN, /* has its answer */
};

/* One request on its way. Used by one thread at a time. */
struct exchange {
    struct exchange *next; /* while it is spare */
    struct write_work write;
    struct pool_work slow;
    struct server *server;
    void *listener, *connection; /* http.c's */
    struct arena mem;
    enum exchange_step step;
    struct str target; /* as received */
    struct guard_facts facts;
    struct text body;
    struct request req;
    struct answer answer;
    struct str key;      /* in the cache; empty if it is none of its pages */
    uint64_t generation; /* taken before the page was drawn */
    uint64_t mark;       /* taken before the visitor was looked up */
    int64_t started_us, drawn_ms;
    size_t reserved_bytes; /* of server->bodies_bytes */
    bool is_gzip_fine;
    struct access_summary {
        const char *method, *pattern;
        int status;
        size_t body_bytes;
    } summary;
};

/* Forgets the last request, keeps some memory for the next. */
void exchange_reset(struct exchange *exchange);

/* Room for a key in the cache: what serve_key writes. */
struct serve_key {
    char bytes[CACHE_KEY_MAX_BYTES];
    size_t len;
};

/* Takes from the target and the facts in which language and encoding to answer. */
void serve_greet(struct exchange *exchange);

/* The key of an exchange's page from its target as received; len 0 if it is too long. */
void serve_key(const struct exchange *exchange, struct serve_key *key);

/* Finds the route; draws a redirect or an error into the answer and gives false if there is none
 * for this address, method or visitor, who is looked up by `reader` if the route has a role. */
must_check bool serve_locate(struct exchange *exchange, struct reader *reader);

enum serve_way {
    SERVE_ANSWERED, /* the answer is there */
    SERVE_KNOWN,    /* the cache may have the page under exchange->key */
    SERVE_SLOW,     /* must go to the pool */
    SERVE_WRITE,    /* must go to the writer */
    SERVE_QUICK,    /* is drawn here by serve_draw */
};

/* Reads the fields of a located request and says how it goes on. SERVE_KNOWN: its address can be
 * written in a simpler way, under which to look first; then serve_pace tells the way. */
enum serve_way serve_fields(struct exchange *exchange, struct reader *reader);
enum serve_way serve_pace(const struct exchange *exchange);

/* Draws the page in a snapshot of `reader` into the answer. SERVE_SLOW: it took longer than a
 * listener may give (a busy machine, a large book); the pool must do it again from the start. */
enum serve_way serve_draw_quick(struct exchange *exchange, struct reader *reader);

/* Hands the exchange to the pool or the writer; server->resume is called when its answer is there.
 * False if their queue is full: the answer says so. */
must_check bool serve_away(struct exchange *exchange, enum serve_way way);

/* Makes a page function's response the answer. */
void serve_take(struct exchange *exchange, const struct response *response);

/* One reader more, in visits (NULL: nobody counts), if the request is a whole GET of no robot. Who
 * asks whether the page is still the same reads it again, too. */
void serve_count_reader(const struct exchange *exchange, _Atomic int64_t *visits);

/* True if the asker's browser has the page of this tag. What lives in it (is_live) is no part of
 * its tag, so whoever presses "reload" to see that gets it whole. etag: with its quotes, without
 * W/. */
bool serve_has_page(const struct exchange *exchange, const char *etag, bool is_live);

/* Draws an error page. status: 0 for the one that goes with the error's kind. */
void serve_fail(struct exchange *exchange, int status, const struct error *err);

/* Draws the error page for a status of guard_check. */
void serve_refuse(struct exchange *exchange, int status);

#endif
