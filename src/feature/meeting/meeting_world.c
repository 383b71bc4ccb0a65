#include "feature/meeting/meeting_world.h"

#include "base/text.h"
#include "feature/finder.h"

#include <unistd.h>

enum { TEST_DAY_SECONDS = 1656633600 }; /* 2022-07-01T00:00:00Z */

static int64_t fixed_clock(void)
{
    return TEST_DAY_SECONDS;
}

static struct str place_new(struct world *world)
{
    static int count;
    if (!world->is_postgres)
        return str_format(&world->mem, "%s/book", world->folder);
    struct str url = str_of(getenv("DOANKET_TEST_POSTGRES"));
    return str_format(&world->mem, "%.*s%cschema=meeting_%d_%d", STR_ARG(url),
                      str_find_char(url, '?') < url.len ? '&' : '?', (int)getpid(), ++count);
}

static const struct feature *const features[] = {
    &finder_feature, &unit_feature, &record_feature, &indicator_feature, &meeting_feature,
};

bool list_take(struct world *world, const char *kind, struct str bytes)
{
    struct text out = text_new(&world->mem, 1 << 20);
    struct import_job job = {.kind = str_of(kind),
                             .file_name = S("tep.md"),
                             .bytes = bytes,
                             .out = &out,
                             .mem = &world->mem};
    const struct importer *importer = NULL;
    for (size_t i = 0; i < COUNT_OF(features); i++)
        for (size_t k = 0; k < features[i]->importers_count; k++) {
            const struct importer *other = &features[i]->importers[k];
            if (strcmp(other->kind, kind) == 0 || (!importer && other->kind[0] == '\0'))
                importer = other;
        }
    world->err = (struct error){0};
    assert_well(book_begin(&world->book, &world->err));
    bool is_well = importer->import(&world->book, &job, &world->err);
    world->report = text_str(&out);
    if (!is_well) {
        book_rollback(&world->book);
        return false;
    }
    assert_well(book_commit(&world->book, NULL, &world->err));
    return true;
}

void list_good(struct world *world, const char *kind, struct str bytes)
{
    if (!list_take(world, kind, bytes))
        fail_msg("%s\n%.*s", world->err.text, STR_ARG(world->report));
}

static const char units_list[] =
    "code,kind,name,label,parent,from,to,number,address,population\n"
    "huyen,district,Huyện Rạch Cũ,huyện,,1990-01-01,,,,\n"
    "thi-tran,commune,Thị trấn Bến Mới,thị trấn,huyen,1990-01-01,,,,9.876\n"
    "kp1,area,Khu phố 1,khu phố,thi-tran,1990-01-01,,1,,2000\n"
    "kp2,area,Khu phố 2,khu phố,thi-tran,1990-01-01,,2,,\n";
static const char bodies_list[] =
    "code,kind,name,unit,from,to\n"
    "ub,committee,Ủy ban Mặt trận thị trấn,thi-tran,2019-01-01,\n"
    "btt,standing_board,Ban Thường trực thị trấn,thi-tran,2019-01-01,\n"
    "mt-kp1,front_work_team,Ban công tác Mặt trận khu phố 1,kp1,2019-01-01,\n"
    "mt-kp2,front_work_team,Ban công tác Mặt trận khu phố 2,kp2,2019-01-01,\n"
    "nd,political_social_org,Hội Nông dân thị trấn,thi-tran,2019-01-01,\n";

static int setup(void **state)
{
    const bool *is_postgres = *state;
    struct arena mem = {0};
    struct world *world = arena_one(&mem, struct world);
    char *folder = (char *)(uintptr_t)str_copy(&mem, S("/tmp/doanket-meeting-test-XXXXXX")).at;
    world->is_postgres = *is_postgres;
    world->folder = mkdtemp(folder);
    world->mem = mem;
    *state = world;
    if (!world->folder || !book_open(&world->book, place_new(world), BOOK_CREATE, features,
                                     COUNT_OF(features), &world->err)) {
        print_message("# %s\n", world->err.text);
        return 1;
    }
    world->book.journal.clock = fixed_clock;
    return list_take(world, "unit", str_of(units_list)) &&
                   list_take(world, "body", str_of(bodies_list))
               ? 0
               : 1;
}

static int teardown(void **state)
{
    struct world *world = *state;
    char command[128];
    int64_t count;
    bool is_well = book_check(&world->book, &count, &world->err);
    if (!is_well)
        print_message("# %s\n", world->err.text);
    book_close(&world->book);
    snprintf(command, sizeof command, "rm -rf %s", world->folder);
    int code = system(command);
    struct arena mem = world->mem;
    arena_end(&mem);
    return is_well ? code : 1;
}

int64_t number_of(struct world *world, const char *sql)
{
    struct query query = db_query_once(world->book.db, sql);
    int64_t number = query_one(&query) ? take_int(&query) : -1;
    assert_well(query_end(&query, &world->err));
    return number;
}

int64_t entries(struct world *world)
{
    return number_of(world, "SELECT COUNT(*) FROM entry");
}

int world_run(const struct world_test *tests, size_t count, const char *program)
{
    static bool kinds[] = {false, true};
    static const char *const kind_names[] = {"sqlite", "postgres"};
    struct arena mem = {0};
    if (!getenv("DOANKET_TEST_POSTGRES")) {
        execl(WITH_POSTGRES, WITH_POSTGRES, program, NULL);
        fputs("Bail out! " WITH_POSTGRES " cannot be started\n", stdout);
        return 1;
    }
    struct CMUnitTest *all = arena_many(&mem, struct CMUnitTest, 2 * count);
    for (size_t i = 0; i < 2 * count; i++) {
        size_t kind = i / count;
        const struct world_test *test = &tests[i % count];
        all[i] = (struct CMUnitTest){
            .name = str_format(&mem, "%s_on_%s", test->name, kind_names[kind]).at,
            .test_func = test->function,
            .setup_func = setup,
            .teardown_func = teardown,
            .initial_state = &kinds[kind],
        };
    }
    cmocka_set_message_output(CM_OUTPUT_TAP);
    int failed = _cmocka_run_group_tests("meeting", all, 2 * count, NULL, NULL);
    arena_end(&mem);
    return failed;
}
