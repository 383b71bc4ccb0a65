/* What browsers send, taken apart: request targets, query strings, forms. Pure code, fuzzed; it
 * knows the shapes, not which fields a route wants (route.c does). */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "base/error.h"
#include "base/text.h"

struct form_field {
    struct str name;  /* decoded bytes; compared with a table, never shown */
    struct str value; /* decoded bytes of any kind: whoever takes it as text checks it */
    struct str file;  /* what a file is called, as it stands; nothing relies on it */
};

struct form {
    struct form_field *at;
    size_t count, room;
};

enum { FORM_FIELDS_MAX = 4096 }; /* a grid of a hundred rows with forty cells each */

/* Takes a request target ("/tin/a%CC%80?trang=2", RFC 9112, 3.2.1) apart. path: percent-decoded,
 * NFC, begins with '/'; a slash at the end stays. query: as it stood, .at NULL if there is none.
 * Fails INVALID on: another form of target, '#', a bad or zero escape, an escaped slash, invalid
 * UTF-8, control characters, empty segments and dot segments (nothing is ever resolved). */
must_check bool form_read_target(struct arena *mem, struct str target, struct str *path,
                                 struct str *query, struct error *err);

/* Reads name=value&name=value (application/x-www-form-urlencoded, query string or body) and adds
 * the fields to the form. Fails INVALID on bad escapes, %00 and more than FORM_FIELDS_MAX fields.
 */
must_check bool form_read_pairs(struct arena *mem, struct str text, struct form *form,
                                struct error *err);

/* Reads a multipart/form-data body (RFC 7578) and adds its fields; values point into the body.
 * Fails INVALID on anything but the strict shape that browsers write. */
must_check bool form_read_multipart(struct arena *mem, struct str body, struct str boundary,
                                    struct form *form, struct error *err);

/* Reads a body by its Content-Type: one of the two above; an empty body has no fields, whatever its
 * type. Fails INVALID for other types. */
must_check bool form_read_body(struct arena *mem, struct str type, struct str body,
                               struct form *form, struct error *err);

/* Writes a path or a field so that it stands in a target again: all but letters, digits and -._~
 * (and '/', if is_path) escaped. So a redirect made of what was asked stays on this site. */
void form_put_escaped(struct text *out, struct str value, bool is_path);

#endif
