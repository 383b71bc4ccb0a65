/* The routes of the server in the order in which they are tried, and the fields of a request
 * checked against its row. Pure code. */
#ifndef WEB_ROUTE_TABLE_H
#define WEB_ROUTE_TABLE_H

#include "web/form.h"
#include "web/route.h"

struct route_table;

/* What a path was found to be. */
struct route_match {
    const struct route *route;        /* NULL: no row for this method */
    bool has_get, has_post;           /* which methods the address knows at all */
    struct str part[ROUTE_PARTS_MAX]; /* point into the path */
};

/* Sorts the rows into `mem`: by the first segment, literal ones before those in braces, so that
 * the most special row stands first. Rows that cannot work are our own mistakes (asserted): a path
 * without '/', more than ROUTE_PARTS_MAX parts or ROUTE_FIELDS_MAX fields, two rows of the same
 * method for the same paths, a GET that writes, a role of another form than route.h says. The rows
 * must outlive the table. */
struct route_table *route_table_new(struct arena *mem, const struct route *routes, size_t count);

/* Finds the row for a decoded path (form_read_target) without a slash at its end. */
struct route_match route_find(const struct route_table *table, enum method method, struct str path);

/* How many bytes the body of a request may have: 16 MiB, or what the files of a PACE_FILE_WRITE
 * route may have together. */
int64_t route_body_max(const struct route *route);

/* Checks the fields of a form against req->route and fills req->value: texts valid UTF-8 in NFC
 * without control characters other than line ends (as LF) and tabs; integers and days as the table
 * says. An empty field that is no text counts as not sent. On a GET the marks that other sites hang
 * on shared links (utm_…, fbclid, zarsrc …) are passed over. Fails INVALID naming field and label.
 */
must_check bool route_read_fields(struct request *req, const struct form *form, struct error *err);

/* Writes the address of a request again, fields in the table's order: the same for all ways to
 * write it, so that the cache keeps one page for it. */
void route_put_address(struct text *out, const struct request *req);

#endif
