/* For tests: a small site with a book of its own in a temporary folder, and a client that says
 * exactly the bytes it is told to. */
#ifndef WEB_TEST_SITE_H
#define WEB_TEST_SITE_H

#include "web/web.h"

#include <pthread.h>

/* A door that pages or commits wait at while a test holds it shut. */
struct gate {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    bool is_shut;
    int waiting; /* how many stand before it */
};

void gate_shut(struct gate *gate);
void gate_open(struct gate *gate);
void gate_pass(struct gate *gate);               /* waits while it is shut */
void gate_await(struct gate *gate, int waiting); /* until that many stand before it */

struct book {
    char folder[64];
    struct db *writer;
    struct gate commit, slow;
    _Atomic int commits, idles, drawn;
    _Atomic int64_t visits, settling, settled; /* of /doc; being written; durable */
    int64_t actor;                             /* of what was written last */
    bool refuses_commits;
    _Atomic bool is_shut_out; /* nobody holds a session any more */
    _Atomic bool is_erased;   /* what /hinh/… showed */
};

/* Who may come into the site: the session "can-bo" is an officer of the whole commune, "to-truong"
 * a team head in kp1, "nua-chung" has still to give a code. */
extern const struct web_doors test_doors;

struct site {
    struct book book;
    struct web *web;
    int port;
};

/* Starts the site on a port of the system's choice with two listeners. */
void site_start(struct site *site);
void site_stop(struct site *site); /* also after web_stop was called: web is NULL then */

/* How many notes the book holds, asked on the writer thread. */
int64_t site_notes(struct site *site);

struct reply {
    int status; /* 0: the connection was closed without one */
    struct str head, body;
};

/* A connection to the site. */
int client_open(const struct site *site);
void client_say(int fd, struct str bytes);
/* Reads one answer; is_bare: it has no body whatever its head says (HEAD, 304). */
struct reply client_hear(struct arena *mem, int fd, bool is_bare);
/* True if the server closes the connection without saying more. */
bool client_is_left(int fd);

/* One request on a connection of its own. GET /path HTTP/1.1 with the extra header lines. */
struct reply site_get(struct arena *mem, const struct site *site, const char *path,
                      const char *headers);
struct reply site_post(struct arena *mem, const struct site *site, const char *path,
                       const char *form);
struct reply site_post_with(struct arena *mem, const struct site *site, const char *path,
                            const char *form, const char *headers);
/* The bytes as they are; what comes back first. */
struct reply site_ask(struct arena *mem, const struct site *site, struct str bytes);

/* The value of a header of a reply, empty if it is not there. */
struct str reply_header(const struct reply *reply, const char *name);
bool reply_says(const struct reply *reply, const char *text);

#endif
