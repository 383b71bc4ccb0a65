/* What every test program begins with: cmocka in the order it demands, and a comparison of struct
 * str that shows both. Tests only. */
#ifndef BASE_TESTING_H
#define BASE_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* cmocka's short form; error.h has the better claim to the word */
#undef fail_msg
#define fail_msg(...) (print_error(__VA_ARGS__), print_error("\n"), _fail(__FILE__, __LINE__))

#include "base/error.h"
#include "base/str.h"
#include "base/text.h"

/* The texts are the same; else both are shown and the test fails. expected: C string. */
#define assert_str(actual, expected) assert_str_at(actual, str_of(expected), __FILE__, __LINE__)

static inline void assert_str_at(struct str actual, struct str expected, const char *file, int line)
{
    if (str_is(actual, expected))
        return;
    print_error("is:     «%.*s»\nwanted: «%.*s»\n", STR_ARG(actual), STR_ARG(expected));
    _fail(file, line);
}

/* The error is of this kind and its text holds `part`. */
#define assert_fails(err, kind_, part) assert_fails_at(err, kind_, part, __FILE__, __LINE__)

static inline void assert_fails_at(const struct error *err, enum error_kind kind, const char *part,
                                   const char *file, int line)
{
    if (err->kind == kind && strstr(err->text, part))
        return;
    print_error("is:     kind %d «%s»\nwanted: kind %d with «%s»\n", (int)err->kind, err->text,
                (int)kind, part);
    _fail(file, line);
}

/* What a command writes to its standard output, in `mem`; .at is NULL if it does not end well. */
static inline struct str tool_output(struct arena *mem, const char *command)
{
    struct text out = text_new(mem, (size_t)64 * 1024 * 1024);
    char piece[65536];
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    for (size_t len; (len = fread(piece, 1, sizeof piece, pipe)) > 0;)
        text_add(&out, (struct str){piece, len});
    return pclose(pipe) == 0 ? text_str(&out) : STR_NONE;
}

/* Runs the tests of an array named `tests` and reports in TAP. */
#define tests_run(tests)                                                                           \
    (cmocka_set_message_output(CM_OUTPUT_TAP), cmocka_run_group_tests(tests, NULL, NULL))

#endif
