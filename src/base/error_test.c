#include "base/testing.h"

#include "base/error.h"
#include "base/unicode.h"

static void a_failure_says_what_and_where(void **state)
{
    (void)state;
    struct error err = {0};
    assert_false(fail(&err, ERROR_INVALID, "amount", "phải lớn hơn %d", 0));
    assert_int_equal(err.kind, ERROR_INVALID);
    assert_string_equal(err.field, "amount");
    assert_string_equal(err.text, "phải lớn hơn 0");
    assert_false(fail(&err, ERROR_BUSY, NULL, "hãy thử lại"));
    assert_string_equal(err.field, "");
}

static void the_place_is_put_in_front(void **state)
{
    (void)state;
    struct error err = {0};
    fail(&err, ERROR_INVALID, "day", "không có tháng 13");
    assert_false(fail_at(&err, "units.csv, dòng %d: ", 7));
    assert_string_equal(err.text, "units.csv, dòng 7: không có tháng 13");
    assert_string_equal(err.field, "day");
}

static void a_long_text_is_cut_at_a_character(void **state)
{
    (void)state;
    struct text_of_letters {
        char at[3 * 500 + 1];
    } letters = {0};
    for (size_t i = 0; i < 500; i++)
        memcpy(letters.at + 3 * i, "ế", 3);
    for (int before = 0; before < 3; before++) {
        struct error err = {0};
        struct str text = str_part(S("xx"), 0, (size_t)before);
        fail(&err, ERROR_INVALID, letters.at, "%.*s%s", STR_ARG(text), letters.at);
        assert_true(utf8_is_valid(str_of(err.text)));
        assert_true(strlen(err.text) > sizeof err.text - 5);
        fail_at(&err, "%s", letters.at);
        assert_true(utf8_is_valid(str_of(err.text)));
        assert_true(strlen(err.text) > sizeof err.text - 5);
    }
}

static void each_kind_has_its_exit_code_and_status(void **state)
{
    (void)state;
    assert_int_equal(error_exit_code(ERROR_NONE), 0);
    assert_int_equal(error_exit_code(ERROR_INVALID), 1);
    assert_int_equal(error_exit_code(ERROR_BROKEN), 3);
    assert_int_equal(error_http_status(ERROR_NONE), 200);
    assert_int_equal(error_http_status(ERROR_INVALID), 400);
    assert_int_equal(error_http_status(ERROR_DENIED), 403);
    assert_int_equal(error_http_status(ERROR_MISSING), 404);
    assert_int_equal(error_http_status(ERROR_CONFLICT), 409);
    assert_int_equal(error_http_status(ERROR_BUSY), 503);
    assert_int_equal(error_http_status(ERROR_BROKEN), 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_says_what_and_where),
        cmocka_unit_test(the_place_is_put_in_front),
        cmocka_unit_test(a_long_text_is_cut_at_a_character),
        cmocka_unit_test(each_kind_has_its_exit_code_and_status),
    };
    return tests_run(tests);
}
