#include "db/db_world.h"

#include <stdlib.h>
#include <unistd.h>

struct str place_new(struct world *world)
{
    static int count;
    if (!world->is_postgres)
        return str_format(&world->mem, "%s/book%d.db", world->folder, ++count);
    struct str url = str_of(getenv("DOANKET_TEST_POSTGRES"));
    return str_format(&world->mem, "%.*s%cschema=test_%d_%d", STR_ARG(url),
                      str_find_char(url, '?') < url.len ? '&' : '?', (int)getpid(), ++count);
}

static int setup(void **state)
{
    const bool *is_postgres = *state;
    struct arena mem = {0};
    struct world *world = arena_one(&mem, struct world);
    char *folder = (char *)(uintptr_t)str_copy(&mem, S("/tmp/doanket-db-test-XXXXXX")).at;
    world->is_postgres = *is_postgres;
    world->folder = mkdtemp(folder);
    world->mem = mem;
    world->place = place_new(world);
    *state = world;
    if (world->folder && db_open(&world->db, world->place, DB_WRITE, true, &world->err))
        return 0;
    print_message("# %s\n", world->err.text);
    return 1;
}

static int teardown(void **state)
{
    struct world *world = *state;
    char command[128];
    db_close(world->db);
    snprintf(command, sizeof command, "rm -rf %s", world->folder);
    int code = system(command);
    struct arena mem = world->mem;
    arena_end(&mem);
    return code;
}

void table_make(struct world *world)
{
    assert_well(db_run(world->db,
                       "CREATE TABLE thing (id ID, name TEXT, body BYTES, day INT);"
                       "CREATE TABLE pair (a INT NOT NULL, b INT NOT NULL, c INT NOT NULL,"
                       " PRIMARY KEY (a, b)) KEYED",
                       &world->err));
}

bool thing_add(struct world *world, int64_t id, struct str name)
{
    struct query query = db_query(world->db, "INSERT INTO thing (id, name) VALUES ($1, $2)");
    bind_int(&query, id);
    bind_text(&query, name);
    return query_run(&query, NULL, &world->err);
}

int64_t things_count(struct world *world, struct db *db)
{
    struct query query = db_query(db, "SELECT COUNT(*) FROM thing");
    int64_t count = query_one(&query) ? take_int(&query) : -1;
    assert_well(query_end(&query, &world->err));
    return count;
}

int world_run(const struct world_test *tests, size_t count, const char *program)
{
    static bool kinds[] = {false, true};
    static const char *const kind_names[] = {"sqlite", "postgres"};
    if (!getenv("DOANKET_TEST_POSTGRES")) {
        execl(WITH_POSTGRES, WITH_POSTGRES, program, NULL);
        fputs("Bail out! " WITH_POSTGRES " cannot be started\n", stdout);
        return 1;
    }
    auto_arena mem = {0};
    struct CMUnitTest *all = arena_many(&mem, struct CMUnitTest, 2 * count);
    for (size_t i = 0; i < 2 * count; i++) {
        size_t kind = i / count, test = i % count;
        all[i] = (struct CMUnitTest){
            .name = str_format(&mem, "%s on %s", tests[test].name, kind_names[kind]).at,
            .test_func = tests[test].function,
            .setup_func = setup,
            .teardown_func = teardown,
            .initial_state = &kinds[kind],
        };
    }
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return _cmocka_run_group_tests("db", all, 2 * count, NULL, NULL);
}
