#include "feature/test_world.h"

#include "base/text.h"

#include <unistd.h>

enum { TEST_DAY_SECONDS = 1656633600 }; /* 2022-07-01T00:00:00Z */

const char town_list[] =
    "code,kind,name,label,parent,from,to,number,address,population\n"
    "tinh,province,Tỉnh Sông Lớn,tỉnh,,1990-01-01,,,,\n"
    "huyen,district,Huyện Rạch Cũ,huyện,tinh,1990-01-01,,,,\n"
    "thi-tran,commune,Thị trấn Bến Mới,thị trấn,huyen,1990-01-01,,,Số 1 đường Bờ Sông,9.876\n"
    "kp1,area,Khu phố 1,khu phố,thi-tran,1990-01-01,,,,2000\n"
    "kp2,area,Khu phố 2,khu phố,thi-tran,1990-01-01,,,,\n";

static int64_t fixed_clock(void)
{
    return TEST_DAY_SECONDS;
}

static struct str place_new(struct world *world, const struct world_kind *kind)
{
    static int count;
    if (!world->is_postgres)
        return str_format(&world->mem, "%s/book", world->folder);
    struct str url = str_of(getenv("DOANKET_TEST_POSTGRES"));
    return str_format(&world->mem, "%.*s%cschema=%s_%d_%d", STR_ARG(url),
                      str_find_char(url, '?') < url.len ? '&' : '?', kind->name, (int)getpid(),
                      ++count);
}

/* How one test begins. */
struct start {
    const struct world_kind *kind;
    bool is_postgres;
};

static int setup(void **state)
{
    const struct start *start = *state;
    const struct world_kind *kind = start->kind;
    struct arena mem = {0};
    struct world *world = arena_one(&mem, struct world);
    char *folder = (char *)(uintptr_t)str_format(&mem, "/tmp/doanket-%s-XXXXXX", kind->name).at;
    world->is_postgres = start->is_postgres;
    world->folder = mkdtemp(folder);
    world->mem = mem;
    *state = world;
    if (!world->folder || !book_open(&world->book, place_new(world, kind), BOOK_CREATE,
                                     kind->features, kind->features_count, &world->err)) {
        print_message("# %s\n", world->err.text);
        return 1;
    }
    world->book.journal.clock = fixed_clock;
    if (kind->fill)
        kind->fill(world);
    return 0;
}

static int teardown(void **state)
{
    struct world *world = *state;
    char command[128];
    int64_t count;
    bool is_well = book_check(&world->book, &count, &world->err);
    if (!is_well)
        print_message("# %s\n", world->err.text);
    if (world->leave)
        world->leave(world);
    book_close(&world->book);
    snprintf(command, sizeof command, "rm -rf %s", world->folder);
    int code = system(command);
    struct arena mem = world->mem;
    arena_end(&mem);
    return is_well ? code : 1;
}

int world_run(const struct world_kind *kind, const struct world_test *tests, size_t count,
              const char *program)
{
    static const char *const names[] = {"sqlite", "postgres"};
    struct start starts[] = {{kind, false}, {kind, true}};
    auto_arena mem = {0};
    if (!getenv("DOANKET_TEST_POSTGRES")) {
        execl(WITH_POSTGRES, WITH_POSTGRES, program, NULL);
        fputs("Bail out! " WITH_POSTGRES " cannot be started\n", stdout);
        return 1;
    }
    struct CMUnitTest *all = arena_many(&mem, struct CMUnitTest, 2 * count);
    for (size_t i = 0; i < 2 * count; i++) {
        size_t place = i / count, test = i % count;
        all[i] = (struct CMUnitTest){
            .name = str_format(&mem, "%s on %s", tests[test].name, names[place]).at,
            .test_func = tests[test].function,
            .setup_func = setup,
            .teardown_func = teardown,
            .initial_state = &starts[place],
        };
    }
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return _cmocka_run_group_tests(kind->name, all, 2 * count, NULL, NULL);
}

/* The importer that names the kind, else the one that takes what no other names. */
static const struct importer *importer_of(const struct book *book, const char *kind)
{
    const struct importer *found = NULL;
    for (size_t i = 0; i < book->features_count; i++)
        for (size_t k = 0; k < book->features[i]->importers_count; k++) {
            const struct importer *importer = &book->features[i]->importers[k];
            if (strcmp(importer->kind, kind) == 0)
                return importer;
            if (importer->kind[0] == '\0')
                found = importer;
        }
    if (!found)
        fail_msg("no importer of %s", kind);
    return found;
}

bool list_take(struct world *world, const char *kind, struct str bytes)
{
    struct text out = text_new(&world->mem, 1 << 20);
    struct import_job job = {.kind = str_of(kind),
                             .file_name = S("list.csv"),
                             .bytes = bytes,
                             .out = &out,
                             .mem = &world->mem};
    world->err = (struct error){0};
    assert_well(book_begin(&world->book, &world->err));
    bool is_well = importer_of(&world->book, kind)->import(&world->book, &job, &world->err);
    world->report = text_str(&out);
    if (!is_well) {
        book_rollback(&world->book);
        return false;
    }
    assert_well(book_commit(&world->book, NULL, &world->err));
    return true;
}

void list_good(struct world *world, const char *kind, const char *bytes)
{
    if (!list_take(world, kind, str_of(bytes)))
        fail_msg("%s\n%.*s", world->err.text, STR_ARG(world->report));
}

void list_bad(struct world *world, const char *kind, const char *bytes, const char *report)
{
    int64_t before = entries(world);
    assert_false(list_take(world, kind, str_of(bytes)));
    assert_int_equal(world->err.kind, ERROR_INVALID);
    assert_text(world->report, report);
    assert_int_equal(entries(world), before);
}

void entry_add(struct world *world, struct str bytes, const struct opening *openings, size_t count)
{
    int64_t index;
    assert_well(book_begin(&world->book, &world->err));
    assert_well(journal_append(&world->book.journal, bytes, openings, count, &index, &world->err));
    assert_well(book_commit(&world->book, NULL, &world->err));
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

struct str newest_type(struct world *world)
{
    struct str bytes;
    struct entry entry;
    assert_well(
        journal_entry(world->book.db, &world->mem, entries(world) - 1, &bytes, &world->err));
    assert_well(entry_read(&world->mem, bytes, &entry, &world->err));
    return entry.type;
}

struct day day_of(const char *text)
{
    struct day day;
    assert_true(day_read(str_of(text), &day));
    return day;
}

void words_make(struct world *world)
{
    entry_add(world,
              S("{\"at\":\"2022-07-01T00:00:00Z\",\"body\":{\"choices\":["
                "{\"code\":\"chair\",\"label\":\"Chủ tịch\"},"
                "{\"code\":\"team_head\",\"label\":\"Trưởng ban công tác Mặt trận\"},"
                "{\"code\":\"team_deputy\",\"label\":\"Phó ban công tác Mặt trận\"},"
                "{\"code\":\"cell_secretary\",\"label\":\"Bí thư chi bộ\"},"
                "{\"code\":\"area_head\",\"label\":\"Trưởng khu dân cư\"},"
                "{\"code\":\"cell_deputy_secretary\",\"label\":\"Phó Bí thư chi bộ\"}"
                "]},\"by\":\"system\",\"code\":\"posts\",\"type\":\"catalogue.choices\"}"),
              NULL, 0);
    entry_add(
        world,
        S("{\"at\":\"2022-07-01T00:00:00Z\",\"body\":{\"choices\":["
          "{\"code\":\"ong\",\"label\":\"ông\"},{\"code\":\"ba\",\"label\":\"bà\"}"
          "]},\"by\":\"system\",\"code\":\"forms_of_address\",\"type\":\"catalogue.choices\"}"),
        NULL, 0);
}

void town_make(struct world *world)
{
    list_good(world, "unit", town_list);
    words_make(world);
}
