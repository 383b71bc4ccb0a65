/* Canonical JSON: the subset of RFC 8785 that an entry consists of. Objects with ASCII keys,
 * sorted, no doubles; strings in NFC without control characters; integers |x| < 2^53; arrays; no
 * floats, no true, false or null. The reader accepts exactly the bytes that the writer gives, so
 * nothing is ever serialised twice. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/text.h"

enum json_type { JSON_TEXT, JSON_INT, JSON_ARRAY, JSON_OBJECT };

struct json {
    enum json_type type;
    struct str key;     /* of a member of an object; else empty */
    struct str text;    /* JSON_TEXT: the unescaped string */
    int64_t number;     /* JSON_INT */
    struct json *first; /* of an array or object: its items, in order */
    struct json *next;  /* the next item of the same array or object */
    struct str bytes;   /* the item as it stood, for copying verbatim */
};

enum { JSON_DEPTH_MAX = 16 };

/* Reads one value; every byte must belong to it. Texts without escapes point into `bytes`. Fails
 * INVALID with the byte's position and the reason. */
must_check bool json_read(struct arena *mem, struct str bytes, struct json **value,
                          struct error *err);

/* True for a key of the canonical form: ASCII letters, digits, '_', '.', '-', at least one. */
bool json_is_key(struct str key);

/* Member `key` of an object, or NULL (also when `object` is NULL or no object). */
const struct json *json_member(const struct json *object, struct str key);

/* The text or number of a member; `otherwise` if it is missing or of another type. */
struct str json_text(const struct json *object, struct str key, struct str otherwise);
int64_t json_int(const struct json *object, struct str key, int64_t otherwise);

/* The writer: a text with commas put by itself. Keys must come sorted (asserted in json_key). */
struct json_out {
    struct text text;
    struct str last_key[JSON_DEPTH_MAX + 1]; /* of the object open at each depth; 0: the value */
    int depth;
    bool is_after_value[JSON_DEPTH_MAX + 1];
};

struct json_out json_out_new(struct arena *mem, size_t cap_bytes);
void json_open_object(struct json_out *out);
void json_close_object(struct json_out *out);
void json_open_array(struct json_out *out);
void json_close_array(struct json_out *out);
/* key: as json_is_key demands, greater than the key before it (both asserted); the bytes must
 * outlive the object's writing. */
void json_key(struct json_out *out, struct str key);
void json_put_text(struct json_out *out, struct str value); /* NFC without control characters */
void json_put_int(struct json_out *out, int64_t value);     /* |value| < 2^53 (asserted) */
void json_put_bytes(struct json_out *out, struct str canonical); /* a value read before */
/* Shorthands for key and value. */
void json_add_text(struct json_out *out, struct str key, struct str value);
void json_add_int(struct json_out *out, struct str key, int64_t value);

/* Gives the bytes; fails INVALID above the cap. */
must_check bool json_out_end(struct json_out *out, struct str *bytes, struct error *err);

/* Text as a JSON string in ordinary JSON output (API, --format json), quotes included; the same
 * escaping as the canonical form, control characters as \u00XX. */
void json_quote(struct text *out, struct str value);

#endif
