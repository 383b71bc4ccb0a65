/* The web server of one process: libmicrohttpd behind a table of routes (design: "How a request
 * flows"). The only file that names libmicrohttpd is http.c; zlib is named in gzip.c. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "web/route.h"

struct web;
struct form;

/* A file embedded in the program (made by tools/embed): served at
 * /tai-nguyen/<name>-<hash>.<ending> for a year, gzip'd beforehand. */
struct asset {
    const char *name; /* "look.css" */
    const char *path; /* "/tai-nguyen/look-3fa9c1d2.css" */
    const char *type;
    struct str bytes, gzipped;
};

/* How the writer thread works with what it writes to: the web floor knows groups and savepoints,
 * the book knows the journal. All are called on the writer thread only. */
struct web_writer {
    bool (*begin)(struct book *book, struct error *err);     /* a group starts */
    bool (*savepoint)(struct book *book, struct error *err); /* before each request */
    /* … before one of PACE_WRITE_GATHERING; NULL: the same as all others. */
    bool (*savepoint_gathering)(struct book *book, struct error *err);
    void (*act)(struct book *book, int64_t account); /* who does what is written from here on; 0:
                                                        nobody who signed in */
    bool (*release)(struct book *book, struct error *err); /* the request went well */
    void (*undo)(struct book *book);                       /* it did not */
    bool (*commit)(struct book *book, bool *is_changed,
                   struct error *err); /* durable; *is_changed: an
                entry was appended, cached pages are out of date */
    void (*rollback)(struct book *book);
    struct db *(*database)(struct book *book);
    void (*idle)(struct book *book); /* nothing waits: checkpoints, search segments */
    /* What gathers in memory without a request that writes it (read counts); all three or none.
     * has_loose says on any thread whether there is something; then, once a second and when the
     * server stops, `settle` writes it in a savepoint of its own, and `settled` hears that the
     * commit is durable. */
    bool (*has_loose)(struct book *book);
    bool (*settle)(struct book *book, struct error *err);
    void (*settled)(struct book *book);
    /* Long work that goes on in pieces between groups; both or none, called on the writer's thread.
     * has_piece says whether there is some; `piece` does about ten milliseconds of it, in a
     * transaction of its own (*is_changed: pages are out of date). */
    bool (*has_piece)(struct book *book);
    bool (*piece)(struct book *book, bool *is_changed, struct error *err);
};

/* Who may come in: asked for routes with a role only (route.h), answered by whoever keeps the
 * accounts. */
struct web_doors {
    /* Gives who holds the session req->session from memory alone, in req->mem; *visitor is NULL if
     * it is nobody's. False: it must be looked up, which hears *mark (what may be remembered is not
     * newer than that). On the writer thread req->db is its connection, else NULL. */
    bool (*known)(struct request *req, const struct visitor **visitor, uint64_t *mark);
    /* The same from req->db: a snapshot taken after the mark, or the writer's connection. */
    bool (*find)(struct request *req, uint64_t mark, const struct visitor **visitor,
                 struct error *err);
    /* The unit of a code as req->db sees it; fails MISSING if there is none. */
    bool (*unit)(struct request *req, struct str code, const struct unit **unit, struct error *err);
    const char *sign_in; /* page for those who have not signed in; it takes ?tiep=address */
    bool is_secure;      /* the site is reached over https, by a server in front on this machine */
};

struct web_config {
    const char *listen; /* "127.0.0.1:8080", "[::1]:8080"; port 0: the system chooses */
    struct book *book;
    struct db *(*open_reader)(struct book *book,
                              struct error *err); /* once per listener/pool thread */
    const struct route *routes;
    size_t routes_count;
    const struct asset *assets;
    size_t assets_count;
    /* Draws an error page (404, 500 …) in the clothes of the site; must not fail. req->db may be
     * NULL. */
    void (*error_page)(struct request *req, const struct error *err, struct response *response);
    /* Draws the page for a form that came without the token of its session, which may have ended
     * while somebody typed: what was typed stands there to be sent again. form: its fields as sent,
     * not checked. Must not fail. NULL: the form is refused and lost. */
    void (*kept_page)(struct request *req, const struct form *form, struct response *response);
    struct web_writer writer;
    struct web_doors doors; /* zero: nobody holds a role */
    int threads;            /* listeners; 0: one per core */
    bool is_quiet;          /* no access log (tests) */
};

/* Starts listening and gives the server. Fails BUSY when the port is in use (names it), INVALID
 * when the address cannot be read. The config's tables must outlive the server. */
must_check bool web_start(struct web **web, const struct web_config *config, struct error *err);

/* The port it listens on: the one asked for, or the one the system chose. */
/* The port it listens on, also when the system has chosen it. */
int web_port(const struct web *web);

/* Says that public pages changed (the writer does so by itself after its commits). */
void web_changed(struct web *web);

/* Runs `job` as one request of the writer thread and waits for its commit; false with the job's or
 * the commit's error. For work handed over by commands. */
must_check bool web_write(struct web *web,
                          bool (*job)(void *context, struct db *db, struct error *err),
                          void *context, struct error *err);

/* Graceful stop: no new connections, running requests are answered (at most 10 s), suspended ones
 * are resumed first, the writer's queue is emptied. Then everything is freed. */
void web_stop(struct web *web);

/* The asset's address by its name ("look.css"), for templates; asserts that there is one. */
const char *asset_path(const char *name);

#endif
