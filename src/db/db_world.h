/* What the tests of src/db stand on: each runs on a new, empty database, once on SQLite in a
 * temporary folder and once in a new schema of the PostgreSQL server that DOANKET_TEST_POSTGRES
 * names. */
#ifndef DB_DB_WORLD_H
#define DB_DB_WORLD_H

#include "db/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct world {
    bool is_postgres;
    struct arena mem;
    const char *folder;
    struct str place;
    struct db *db; /* a writer of the database */
    struct error err;
};

#define assert_well(expression)                                                                    \
    do {                                                                                           \
        if (!(expression))                                                                         \
            fail_msg("%s: %s", #expression, world->err.text);                                      \
    } while (0)
#define assert_fails(expression, wanted_kind)                                                      \
    do {                                                                                           \
        assert_false(expression);                                                                  \
        if (world->err.kind != (wanted_kind))                                                      \
            fail_msg("%s: kind %d: %s", #expression, (int)world->err.kind, world->err.text);       \
    } while (0)
#define assert_text(given, wanted) assert_true(str_is(given, S(wanted)))

struct world_test {
    const char *name;
    CMUnitTestFunction function;
};

#define WORLD_TEST(name)                                                                           \
    {                                                                                              \
#name, name                                                                                \
    }

/* Runs the tests on both databases and gives the program's exit code. Without a server it starts
 * `program` again by test/with-postgres. */
int world_run(const struct world_test *tests, size_t count, const char *program);

/* A place where nothing is yet. */
struct str place_new(struct world *world);

/* Makes the tables thing (id, name, body, day) and pair (a, b, c). */
void table_make(struct world *world);

/* Adds a row to thing. */
bool thing_add(struct world *world, int64_t id, struct str name);

/* How many rows of thing a connection sees. */
int64_t things_count(struct world *world, struct db *db);

#endif
