/* Routes: method, path, role, pace, form fields and page function, one row of a table each. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "db/db.h"
#include "web/html.h"
#include "web/visitor.h"

struct book; /* what the pages are about; the web floor only hands it on */

enum method { METHOD_GET, METHOD_POST };

enum pace {
    PACE_QUICK, /* on the listener: read-only connection, one snapshot, ended at 50 ms */
    PACE_SLOW,  /* on a small pool: exports, documents, passwords */
    PACE_WRITE, /* on the one writer thread, in a savepoint, answered after the durable commit */
    PACE_WRITE_GATHERING, /* … and what it reads of the book it asks of what gathers, too: a group
                             of such requests is written as one list */
    PACE_SLOW_WRITE, /* two halves: on the pool what takes long (a password), then on the writer
                        what it has left in req->then; without that its answer stands */
    PACE_FILE_WRITE, /* as PACE_SLOW_WRITE when a file came (request_has_file), else PACE_WRITE */
};

enum field_type { FIELD_TEXT, FIELD_INT, FIELD_DAY, FIELD_BYTES };

/* A query or form field that a route accepts. Others are refused (400), never passed on. A name
 * that ends in '*' ("o.*") takes every field of a POST that begins with what stands before it:
 * forms made from data, whose names no table can hold. Of FIELD_BYTES the same name may come
 * several times: an input for several files sends each under its one name. */
struct field {
    const char *name;
    enum field_type type;
    size_t cap_bytes;  /* of the value; 0: 1,000. Numbers and days never more than 40 */
    bool is_required;  /* not sent, empty or blank is refused */
    const char *label; /* Vietnamese, for error messages */
};

enum { ROUTE_FIELDS_MAX = 20, ROUTE_PARTS_MAX = 6 };

struct request;
struct response;

/* A field that a name with '*' has taken. */
struct many_field {
    const struct field *row;
    struct str name; /* behind the prefix: "quantity" of "o.quantity" */
    struct str value;
};

/* Fills *response. On false, *err becomes the error page of its kind's status. */
typedef bool page_function(struct request *req, struct response *response, struct error *err);

struct request {
    struct arena *mem; /* ends with the response */
    struct db *db;     /* reader's snapshot, or the writer's connection for PACE_WRITE */
    struct book *book;
    const struct route *route;
    struct str path;                    /* decoded, NFC, begins with '/' */
    struct str part[ROUTE_PARTS_MAX];   /* what {…} in the route's path matched, in order */
    struct str value[ROUTE_FIELDS_MAX]; /* of route->fields[i], NFC; .at NULL if not sent */
    struct { /* fields of names with '*', in the order sent, each name once (files: as often) */
        struct many_field *at;
        size_t count, room;
    } many;
    struct str file_name; /* what the file of a FIELD_BYTES is called, as sent: shown, never relied
                             on; empty if none was */
    const struct messages *messages;
    struct str language; /* "vi", "en" … */
    /* Who asks, for limits, visits and sessions. Never written into a page that is cached: its next
     * reader is somebody else. */
    struct str client;  /* address without the port: "127.0.0.1", "2001:db8::1"; empty if unknown;
                           behind a front server on this machine the one that it names */
    struct str agent;   /* User-Agent as sent; may be empty */
    struct str session; /* token of the session's cookie as sent; may be empty, is not checked */
    const struct visitor *visitor; /* holds the route's role; NULL if the route has none */
    bool is_head;
    page_function *then; /* PACE_SLOW_WRITE: the half on the writer, and what it is handed */
    void *carry;
};

/* The one cookie that there is. */
struct session_cookie {
    struct str
        token;       /* letters, digits, '-' and '_' (asserted); empty: the cookie stays as it is */
    int64_t seconds; /* how long the browser keeps it; 0: until it is closed */
    bool is_over;    /* the browser forgets it */
};

struct response {
    int status;            /* 200 unless set */
    const char *type;      /* "text/html; charset=utf-8" unless set */
    struct str body;       /* in the request's arena */
    struct str location;   /* with a 3xx status */
    const char *file_name; /* sends Content-Disposition: attachment; ASCII */
    int again_s; /* the browser is to ask again after so many seconds (Refresh); 0: never. Never of
                    a public page: it would be kept with it */
    bool is_private; /* never cached, Cache-Control: no-store; so are all pages with a role */
    bool is_lasting; /* the address names these very bytes, by their hash: a browser may show
                        them for a day without asking; we keep no copy */
    struct session_cookie session;
    /* How often what the page shows was read: grows by one with each whole GET that is answered
     * with it, drawn or cached, unless a robot asked (asker.h). It must outlive the server. NULL:
     * nobody counts. */
    _Atomic int64_t *visits;
};

struct route {
    enum method method;
    const char
        *path; /* "/khu-pho/{so}": a part in braces matches one segment; {ten…} the whole rest */
    /* Who may come: "" everyone; else the codes of roles, one of which the visitor must hold:
     * "officer,chair". Behind '@' the part or field that holds the code of a unit, in which the
     * role must be held: "team_head,officer@khu". */
    const char *role;
    enum pace pace;
    page_function *page;
    const struct field *fields; /* ends with .name == NULL; NULL for none */
    bool is_live; /* shows something that changes without an entry: redrawn when older than 2 s */
    const char *summary; /* Vietnamese: what the page is for (help, permission matrix, sitemap) */
};

/* The values of fields by type, after the table's checks have passed. */
struct str request_text(const struct request *req, const char *field); /* empty if not sent */
int64_t request_int(const struct request *req, const char *field, int64_t otherwise);
struct day request_day(const struct request *req, const char *field);

/* True if one of its FIELD_BYTES is not empty. */
bool request_has_file(const struct request *req);

/* The value of a field that "prefix*" has taken; empty if not sent. field: its whole name. */
struct str request_many(const struct request *req, struct str field);

/* Sets status, type and body from a finished page. */
void respond_html(struct response *response, struct html_piece page);

#endif
