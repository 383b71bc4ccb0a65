#include "base/testing.h"

#include "base/text.h"

static void pieces_come_one_after_another(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct text out = text_new(&mem, 1000);
    text_add(&out, S("có "));
    text_int(&out, -120);
    text_char(&out, ' ');
    text_add(&out, STR_NONE);
    text_format(&out, "%s/%02d", "suất", 3);
    assert_str(text_str(&out), "có -120 suất/03");
    struct str result;
    struct error err = {0};
    assert_true(text_end(&out, "thử", &result, &err));
    assert_str(result, "có -120 suất/03");
}

static void the_least_integer_is_written_whole(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct text out = text_new(&mem, 1000);
    text_int(&out, INT64_MIN);
    text_int(&out, 0);
    assert_str(text_str(&out), "-92233720368547758080");
}

static void a_long_text_grows_up_to_its_cap(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct text out = text_new(&mem, 10000);
    for (int i = 0; i < 10000; i++)
        text_char(&out, (char)('a' + i % 26));
    assert_false(out.is_over);
    assert_int_equal(text_str(&out).len, 10000);
    assert_int_equal(text_str(&out).at[9999], 'a' + 9999 % 26);
}

static void what_goes_over_the_cap_is_remembered_and_told_once(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct text out = text_new(&mem, 5);
    text_add(&out, S("abc"));
    text_add(&out, S("def"));
    text_char(&out, 'g'); /* would fit, but a text with a hole is worse than none */
    assert_str(text_str(&out), "abc");
    struct str result;
    struct error err = {0};
    assert_false(text_end(&out, "trang", &result, &err));
    assert_fails(&err, ERROR_INVALID, "5 byte");
    assert_string_equal(err.field, "trang");
}

static void an_empty_text_is_a_text(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct text out = text_new(&mem, 0);
    struct str result;
    struct error err = {0};
    assert_true(text_end(&out, "", &result, &err));
    assert_str(result, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_come_one_after_another),
        cmocka_unit_test(the_least_integer_is_written_whole),
        cmocka_unit_test(a_long_text_grows_up_to_its_cap),
        cmocka_unit_test(what_goes_over_the_cap_is_remembered_and_told_once),
        cmocka_unit_test(an_empty_text_is_a_text),
    };
    return tests_run(tests);
}
