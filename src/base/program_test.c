#include "base/testing.h"

#include "base/file.h"
#include "base/program.h"

#include <sys/stat.h>
#include <unistd.h>

static struct str own_path(struct arena *mem)
{
    char *path = arena_take(mem, 4096);
    ssize_t len = readlink("/proc/self/exe", path, 4095);
    assert_true(len > 0);
    return (struct str){path, (size_t)len};
}

/* What stands before the last `slashes` slashes of a path, with that slash. */
static struct str folder_of(struct str path, int slashes)
{
    for (; path.len; path.len--)
        if (path.at[path.len - 1] == '/' && --slashes == 0)
            break;
    return path;
}

/* Looks for a file that lies beside the test program with these permissions. */
static bool is_found(const char *name, unsigned mode)
{
    auto_arena mem = {0};
    struct error err = {0};
    struct program_part part = {.beside = name};
    const char *path = str_format(&mem, "%.*s%s", STR_ARG(folder_of(own_path(&mem), 1)), name).at;
    assert_true(file_write(path, S("x"), 0600, &err));
    assert_int_equal(chmod(path, mode), 0);
    const char *found = program_part_find(&mem, &part);
    unlink(path);
    return found && strcmp(found, path) == 0;
}

static void a_part_is_found_beside_the_program(void **state)
{
    (void)state;
    assert_true(is_found("program_test.part", 0644));
}

static void what_everybody_may_write_is_not_taken(void **state)
{
    (void)state;
    assert_false(is_found("program_test.open", 0666));
}

static void a_part_is_found_in_folders_above_and_where_it_is_installed(void **state)
{
    auto_arena mem = {0};
    struct str own = own_path(&mem);
    const char *from_above = own.at + folder_of(own, 2).len;
    (void)state;
    struct program_part above = {.built = from_above};
    assert_str(str_of(program_part_find(&mem, &above)), own.at);
    struct program_part installed = {.beside = "no such part", .installed = own.at};
    assert_str(str_of(program_part_find(&mem, &installed)), own.at);
}

static void folders_and_what_is_missing_are_no_parts(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct program_part folder = {.beside = "../base", .installed = "/usr"};
    assert_null(program_part_find(&mem, &folder));
    struct program_part missing = {.beside = "x/y", .built = "x/y", .installed = "/x/y"};
    assert_null(program_part_find(&mem, &missing));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_part_is_found_beside_the_program),
        cmocka_unit_test(what_everybody_may_write_is_not_taken),
        cmocka_unit_test(a_part_is_found_in_folders_above_and_where_it_is_installed),
        cmocka_unit_test(folders_and_what_is_missing_are_no_parts),
    };
    return tests_run(tests);
}
