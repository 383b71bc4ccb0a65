/* What this feature's tests stand on: each runs on a new book with a town, once as a folder with
 * SQLite and once as a new schema of the PostgreSQL server that DOANKET_TEST_POSTGRES names. When a
 * test ends, the book's tables must be what its journal says. */
#ifndef FEATURE_MEETING_MEETING_WORLD_H
#define FEATURE_MEETING_MEETING_WORLD_H

#include "feature/meeting/meeting.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct world {
    bool is_postgres;
    struct arena mem;
    const char *folder;
    struct book book;
    struct error err;
    struct str report;
};

#define assert_well(expression)                                                                    \
    do {                                                                                           \
        if (!(expression))                                                                         \
            fail_msg("%s: %s", #expression, world->err.text);                                      \
    } while (0)
#define assert_text(given, wanted) assert_string_equal(str_c(&world->mem, given), wanted)

struct world_test {
    const char *name;
    CMUnitTestFunction function;
};

#define WORLD_TEST(test)                                                                           \
    {                                                                                              \
        .name = #test, .function = (test)                                                          \
    }

/* Runs the tests on both databases and gives the program's exit code. Without a server it starts
 * `program` again by test/with-postgres. */
int world_run(const struct world_test *tests, size_t count, const char *program);

/* Takes a list or file by the importer of its kind, in a transaction of its own; what was refused
 * leaves no trace. The report stays in world->report. */
bool list_take(struct world *world, const char *kind, struct str bytes);

/* The same, which must go well. */
void list_good(struct world *world, const char *kind, struct str bytes);

/* The first column of the query's first row. */
int64_t number_of(struct world *world, const char *sql);

/* Entries in the journal. */
int64_t entries(struct world *world);

#endif
