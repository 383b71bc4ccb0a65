/* What the tests of features stand on: each runs on a new book, once as a folder with SQLite and
 * once as a new schema of the PostgreSQL server that DOANKET_TEST_POSTGRES names. When a test ends,
 * the book's tables must be what its journal says. */
#ifndef FEATURE_TEST_WORLD_H
#define FEATURE_TEST_WORLD_H

#include "feature/book.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct world {
    bool is_postgres;
    struct arena mem;
    const char *folder;
    struct book book;
    struct error err;
    struct str report;                  /* of the last list */
    void (*leave)(struct world *world); /* what `fill` leaves to do before the book is closed */
};

#define assert_well(expression)                                                                    \
    do {                                                                                           \
        if (!(expression))                                                                         \
            fail_msg("%s: %s", #expression, world->err.text);                                      \
    } while (0)
#define assert_text(given, wanted) assert_string_equal(str_c(&world->mem, given), wanted)

/* What the book of every test of a program begins with. */
struct world_kind {
    const char *name; /* of folders and schemas: "unit" */
    const struct feature *const *features;
    size_t features_count;
    void (*fill)(struct world *world); /* NULL: the book has only what ships */
};

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
int world_run(const struct world_kind *kind, const struct world_test *tests, size_t count,
              const char *program);

/* Takes a list or file by the importer of its kind, in a transaction of its own; what was refused
 * leaves no trace. The report stays in world->report, the file's name is list.csv. */
bool list_take(struct world *world, const char *kind, struct str bytes);

/* The same, which must go well. */
void list_good(struct world *world, const char *kind, const char *bytes);

/* The same, which must be refused with exactly this report. */
void list_bad(struct world *world, const char *kind, const char *bytes, const char *report);

/* Appends one entry in a transaction of its own. */
void entry_add(struct world *world, struct str bytes, const struct opening *openings, size_t count);

/* Entries in the journal; the newest one's type. */
int64_t entries(struct world *world);
struct str newest_type(struct world *world);

/* The first column of the query's first row. */
int64_t number_of(struct world *world, const char *sql);

/* The day of YYYY-MM-DD, which must be one. */
struct day day_of(const char *text);

/* The catalogue's words for some posts and forms of address, where no catalogue ships. */
void words_make(struct world *world);

/* The town of town_list, and the words. */
void town_make(struct world *world);

/* A town with its district and province, and two areas. */
extern const char town_list[];

#endif
