#include "base/testing.h"

#include "base/report.h"

#include <errno.h>
#include <unistd.h>

/* Runs `what` with standard error in a pipe and gives what it wrote. */
static struct str written_by(struct arena *mem, void (*what)(void))
{
    int ends[2], kept = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    fflush(stderr);
    dup2(ends[1], STDERR_FILENO);
    what();
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(ends[1]);
    char *bytes = arena_take(mem, 10000);
    ssize_t got = read(ends[0], bytes, 10000);
    close(ends[0]);
    assert_true(got >= 0);
    return (struct str){bytes, (size_t)got};
}

static void report_two_lines(void)
{
    report(REPORT_WARNING, "khu phố %d\nđã\tmở", 3);
    report(REPORT_PROBLEM, "%s", "hết");
}

static void each_report_is_one_line_with_time_and_level(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct str lines = written_by(&mem, report_two_lines), first = S(""), second = S("");
    assert_true(str_cut(&lines, '\n', &first) && str_cut(&lines, '\n', &second));
    assert_int_equal(first.at[10], 'T');
    assert_int_equal(first.at[19], 'Z');
    assert_str(str_part(first, 20, first.len), " warning khu phố 3 đã mở");
    assert_str(str_part(second, 20, second.len), " problem hết");
    assert_int_equal(lines.len, 0);
}

static void report_much(void)
{
    errno = ENOENT;
    report(REPORT_NOTE, "%5000d", 1);
    assert_int_equal(errno, ENOENT);
}

static void a_long_report_is_cut_and_still_one_line(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct str lines = written_by(&mem, report_much);
    assert_int_equal(str_find_char(lines, '\n'), lines.len - 1);
    assert_true(lines.len > 1000 && lines.len < 3000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_report_is_one_line_with_time_and_level),
        cmocka_unit_test(a_long_report_is_cut_and_still_one_line),
    };
    return tests_run(tests);
}
