#include "base/testing.h"

#include "base/str.h"

static void strings_compare_by_bytes(void **state)
{
    (void)state;
    assert_true(str_is(S(""), STR_NONE));
    assert_true(str_is(S("đ"), str_of("đ")));
    assert_false(str_is(S("a"), S("ab")));
    assert_true(str_order(S("a"), S("b")) < 0);
    assert_true(str_order(S("a"), S("ab")) < 0);
    assert_true(str_order(S("z"), S("đ")) < 0);
    assert_int_equal(str_order(STR_NONE, S("")), 0);
    assert_true(str_starts(S("6 tháng"), S("6")));
    assert_true(str_starts(S("6"), S("")));
    assert_false(str_starts(S("6"), S("6 ")));
    assert_true(str_ends(S("tệp.csv"), S(".csv")));
    assert_false(str_ends(S("csv"), S(".csv")));
}

static void a_copy_can_be_passed_to_c(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct str part = str_part(S("khu phố 3"), 0, 3);
    assert_string_equal(str_c(&mem, part), "khu");
    assert_string_equal(str_c(&mem, STR_NONE), "");
    assert_int_equal(str_of(NULL).len, 0);
}

static void parts_are_clamped_to_the_text(void **state)
{
    (void)state;
    assert_str(str_part(S("abc"), 1, 1), "b");
    assert_str(str_part(S("abc"), 1, 99), "bc");
    assert_str(str_part(S("abc"), 99, 1), "");
    assert_str(str_part(S("abc"), 2, SIZE_MAX), "c");
    assert_str(str_part(STR_NONE, 1, 1), "");
}

static void what_is_sought_is_found_or_the_end_is_given(void **state)
{
    (void)state;
    assert_int_equal(str_find(S("một hai"), S("hai")), 6);
    assert_int_equal(str_find(S("abc"), S("x")), 3);
    assert_int_equal(str_find(S("abc"), S("")), 0);
    assert_int_equal(str_find(STR_NONE, S("x")), 0);
    assert_int_equal(str_find_char(S("a,b"), ','), 1);
    assert_int_equal(str_find_char(STR_NONE, ','), 0);
}

static void blanks_go_at_both_ends_only(void **state)
{
    (void)state;
    assert_str(str_trim(S(" \t\r\n một hai \xC2\xA0")), "một hai");
    assert_str(str_trim(S("\xC2\xA0\xC2\xA0")), "");
    assert_str(str_trim(S("")), "");
    assert_str(str_trim(STR_NONE), "");
    assert_str(str_trim(S("à")), "à"); /* C3 A0: its last byte is no blank */
}

static void a_text_is_cut_at_each_separator(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct str rest = S("a,,b,"), part, parts[8];
    size_t count = 0;
    while (str_cut(&rest, ',', &part))
        parts[count++] = part;
    assert_int_equal(count, 4);
    assert_str(str_join(&mem, parts, count, S("|")), "a||b|");
    rest = S("");
    assert_true(str_cut(&rest, ',', &part)); /* an empty text is one empty part */
    assert_int_equal(part.len, 0);
    assert_false(str_cut(&rest, ',', &part));
    assert_str(str_join(&mem, NULL, 0, S("|")), "");
}

static void expect_no_int(struct str text)
{
    int64_t value = 5;
    assert_false(str_to_int(text, &value));
}

static void plain_integers_are_read_and_nothing_else(void **state)
{
    (void)state;
    int64_t value;
    assert_true(str_to_int(S("-120"), &value));
    assert_int_equal(value, -120);
    assert_true(str_to_int(S("9223372036854775807"), &value));
    assert_true(value == INT64_MAX);
    assert_true(str_to_int(S("-9223372036854775808"), &value));
    assert_true(value == INT64_MIN);
    expect_no_int(S("9223372036854775808"));
    expect_no_int(S(""));
    expect_no_int(S("-"));
    expect_no_int(S("+1"));
    expect_no_int(S(" 1"));
    expect_no_int(S("1.126"));
    expect_no_int(STR_NONE);
}

static void formatting_takes_the_room_it_needs(void **state)
{
    (void)state;
    auto_arena mem = {0};
    assert_str(str_format(&mem, "%s %d", "khu phố", 3), "khu phố 3");
    assert_int_equal(str_format(&mem, "%5000d", 1).len, 5000);
    assert_true(str_hash(S("a")) != str_hash(S("b")));
    assert_true(str_hash(S("")) == str_hash(STR_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_compare_by_bytes),
        cmocka_unit_test(a_copy_can_be_passed_to_c),
        cmocka_unit_test(parts_are_clamped_to_the_text),
        cmocka_unit_test(what_is_sought_is_found_or_the_end_is_given),
        cmocka_unit_test(blanks_go_at_both_ends_only),
        cmocka_unit_test(a_text_is_cut_at_each_separator),
        cmocka_unit_test(plain_integers_are_read_and_nothing_else),
        cmocka_unit_test(formatting_takes_the_room_it_needs),
    };
    return tests_run(tests);
}
