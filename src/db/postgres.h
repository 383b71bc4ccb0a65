/* The parts of the PostgreSQL driver that need no libpq. */
#ifndef DB_POSTGRES_H
#define DB_POSTGRES_H

#include "db/driver.h"

enum { SCHEMA_NAME_MAX = 63 };

/* Types of pg_type.dat; their numbers never change. */
enum {
    TYPE_BOOL = 16,
    TYPE_BYTEA = 17,
    TYPE_INT8 = 20,
    TYPE_INT2 = 21,
    TYPE_INT4 = 23,
    TYPE_TEXT = 25,
};

/* What the server said of an error. */
struct postgres_error {
    const char *state; /* SQLSTATE; NULL: the server is gone */
    const char *message, *table;
    int64_t limit_ms; /* that held for the statement */
};

/* One Vietnamese sentence about the cause, without values. Gives false. */
bool postgres_fail(const struct postgres_error *error, struct error *err);

/* Takes our parameter `schema` out of the URL; *url is what is left for libpq, in `mem`. schema:
 * room for SCHEMA_NAME_MAX + 1 bytes. Fails INVALID on a name that is not [a-z_][a-z0-9_]*. */
must_check bool postgres_url_split(struct arena *mem, struct str place, const char **url,
                                   char *schema, struct error *err);

/* The number as its bytes go over the wire: the highest first. */
uint64_t postgres_big_endian(uint64_t number);

/* Column `at` (from 0) of the rows as an array of TYPE_INT8, TYPE_TEXT or TYPE_BYTEA in the binary
 * form that the server's array_recv reads: dimensions, whether NULLs occur, type, length, lower
 * bound, and the elements. In the arena of `pending`. Fails BROKEN if a value is of another type.
 */
must_check bool postgres_array(struct pending *pending, int at, unsigned type, struct str *array,
                               struct error *err);

#endif
