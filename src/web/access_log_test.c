#include "web/access_log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <unistd.h>

#include <cmocka.h>

static struct access_log gathered;
static int kept, ends[2];

/* Standard error goes into a pipe while a test looks at what is written there. */
static int start(void **state)
{
    (void)state;
    kept = dup(STDERR_FILENO);
    if (kept < 0 || pipe(ends) != 0 || dup2(ends[1], STDERR_FILENO) < 0)
        return 1;
    access_log_begin(&gathered);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    access_log_end(&gathered);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(ends[0]);
    close(ends[1]);
    return 0;
}

static struct str written(char *bytes, size_t room)
{
    ssize_t len = read(ends[0], bytes, room);
    return (struct str){bytes, len > 0 ? (size_t)len : 0};
}

static void a_line_says_what_was_asked_and_how_it_went(void **state)
{
    (void)state;
    char bytes[1000];
    access_log_add(&gathered, &(struct access_line){"GET", "/viec/{so}", 200, 12288, 153});
    access_log_flush(&gathered);
    struct str line = written(bytes, sizeof bytes);
    assert_true(line.len > 21 && line.at[4] == '-' && line.at[10] == 'T' && line.at[19] == 'Z');
    assert_true(str_is(str_part(line, 20, line.len), S(" note GET /viec/{so} 200 12288 153 us\n")));
}

static void lines_are_written_together(void **state)
{
    (void)state;
    char bytes[1000];
    access_log_add(&gathered, &(struct access_line){"HEAD", "-", 404, 0, -5});
    access_log_add(&gathered, &(struct access_line){"POST", "/ghi", 303, 0, INT64_MAX});
    access_log_flush(&gathered);
    struct str both = written(bytes, sizeof bytes);
    assert_true(str_find(both, S(" note HEAD - 404 0 0 us\n")) < both.len);
    assert_true(str_ends(both, S(" note POST /ghi 303 0 9223372036854775807 us\n")));
}

static void a_full_log_is_written_by_itself(void **state)
{
    (void)state;
    char pattern[600], bytes[64 * 1024];
    memset(pattern, 'a', sizeof pattern - 1);
    pattern[sizeof pattern - 1] = '\0';
    for (int i = 0; i < 100; i++)
        access_log_add(&gathered, &(struct access_line){"GET", pattern, 200, 1, 1});
    struct str lines = written(bytes, sizeof bytes);
    assert_true(lines.len >= 16 * 1024 - 512);
    assert_true(str_ends(lines, S("\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_line_says_what_was_asked_and_how_it_went, start, stop),
        cmocka_unit_test_setup_teardown(lines_are_written_together, start, stop),
        cmocka_unit_test_setup_teardown(a_full_log_is_written_by_itself, start, stop),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
