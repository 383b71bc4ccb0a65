#include "base/testing.h"

#include "base/file.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of its own for each test, with what is in it removed at the end. */
static int folder_begin(void **state)
{
    static char path[64];
    snprintf(path, sizeof path, "/tmp/doanket_file_test.XXXXXX");
    *state = mkdtemp(path);
    return *state ? 0 : -1;
}

static int folder_end(void **state)
{
    auto_arena mem = {0};
    DIR *folder = opendir(*state);
    if (!folder)
        return -1;
    for (struct dirent *entry; (entry = readdir(folder));) {
        const char *path = str_format(&mem, "%s/%s", (char *)*state, entry->d_name).at;
        if (unlink(path) != 0)
            (void)rmdir(path);
    }
    closedir(folder);
    return rmdir(*state);
}

static const char *path_in(struct arena *mem, void **state, const char *name)
{
    return str_format(mem, "%s/%s", (char *)*state, name).at;
}

static void what_is_written_is_read_back_with_its_mode(void **state)
{
    auto_arena mem = {0};
    const char *path = path_in(&mem, state, "tệp.txt");
    struct error err = {0};
    struct str bytes;
    struct stat about;
    assert_true(file_write(path, S("một\0hai\n"), 0600, &err));
    assert_true(file_write(path, S("ba\0bốn\n"), 0600, &err)); /* replaces */
    assert_true(file_read(&mem, path, 100, &bytes, &err));
    assert_true(str_is(bytes, S("ba\0bốn\n")));
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
}

static void an_empty_file_is_a_file(void **state)
{
    auto_arena mem = {0};
    const char *path = path_in(&mem, state, "rỗng");
    struct error err = {0};
    struct str bytes;
    assert_true(file_write(path, S(""), 0600, &err));
    assert_true(file_read(&mem, path, 0, &bytes, &err));
    assert_int_equal(bytes.len, 0);
}

static void files_missing_or_too_long_or_no_files_are_refused(void **state)
{
    auto_arena mem = {0};
    const char *path = path_in(&mem, state, "tệp");
    struct error err = {0};
    struct str bytes;
    assert_false(file_read(&mem, path, 100, &bytes, &err));
    assert_fails(&err, ERROR_MISSING, "không mở được");
    assert_true(file_write(path, S("12345"), 0600, &err));
    assert_false(file_read(&mem, path, 4, &bytes, &err));
    assert_fails(&err, ERROR_INVALID, "quá mức 4");
    assert_false(file_read(&mem, *state, 100, &bytes, &err));
    assert_int_equal(err.kind, ERROR_INVALID);
}

static void a_file_that_cannot_be_written_leaves_nothing(void **state)
{
    auto_arena mem = {0};
    struct error err = {0};
    assert_false(file_write(path_in(&mem, state, "không/có"), S("x"), 0600, &err));
    assert_int_equal(err.kind, ERROR_BROKEN);
    const char *folder = path_in(&mem, state, "thư mục");
    assert_true(folder_make(folder, &err));
    assert_false(file_write(folder, S("x"), 0600, &err)); /* a folder is in the way */
    assert_int_equal(err.kind, ERROR_BROKEN);
    int count = 0;
    DIR *listed = opendir(*state);
    while (readdir(listed))
        count++;
    closedir(listed);
    assert_int_equal(count, 3); /* . and .. and the folder */
}

static void a_folder_is_made_once_and_well_twice(void **state)
{
    auto_arena mem = {0};
    const char *path = path_in(&mem, state, "sổ");
    struct error err = {0};
    struct stat about;
    assert_true(folder_make(path, &err));
    assert_true(folder_make(path, &err));
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    const char *file = path_in(&mem, state, "tệp");
    assert_true(file_write(file, S(""), 0600, &err));
    assert_false(folder_make(file, &err));
}

static void randomness_is_not_twice_the_same(void **state)
{
    (void)state;
    unsigned char first[32] = {0}, second[32] = {0};
    random_bytes(first, sizeof first);
    random_bytes(second, sizeof second);
    assert_memory_not_equal(first, second, sizeof first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read_back_with_its_mode, folder_begin,
                                        folder_end),
        cmocka_unit_test_setup_teardown(an_empty_file_is_a_file, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(files_missing_or_too_long_or_no_files_are_refused,
                                        folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(a_file_that_cannot_be_written_leaves_nothing, folder_begin,
                                        folder_end),
        cmocka_unit_test_setup_teardown(a_folder_is_made_once_and_well_twice, folder_begin,
                                        folder_end),
        cmocka_unit_test(randomness_is_not_twice_the_same),
    };
    return tests_run(tests);
}
