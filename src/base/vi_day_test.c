#include "base/testing.h"

#include "base/vi_day.h"

static struct day day_of(int year, int month, int day_of_month)
{
    struct day day = DAY_NONE;
    assert_true(day_make(year, month, day_of_month, &day));
    return day;
}

static void every_written_form_of_a_day_is_read(void **state)
{
    (void)state;
    const struct str forms[] = {S("20/7/2022"),
                                S("20/07/2022"),
                                S("20.07.2022"),
                                S("20-7-2022"),
                                S("2022-07-20"),
                                S(" 20/7/2022 "),
                                S("ngày 20/7/2022"),
                                S("ngày 20 tháng 7 năm 2022"),
                                S("Ngày 20 tháng 07 năm 2022")};
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct day day;
        struct error err = {0};
        if (!vi_day_read(forms[i], &day, &err))
            fail_msg("%s: %s", forms[i].at, err.text);
        assert_int_equal(day.number, day_of(2022, 7, 20).number);
    }
}

static void expect_refused(struct str text, const char *reason)
{
    struct day day;
    struct error err = {0};
    assert_false(vi_day_read(text, &day, &err));
    assert_fails(&err, ERROR_INVALID, reason);
}

static void a_day_that_does_not_exist_is_refused_with_the_reason(void **state)
{
    (void)state;
    expect_refused(S("31/6/2022"), "tháng 6 chỉ có 30 ngày");
    expect_refused(S("29/2/2022"), "tháng 2 năm 2022 chỉ có 28 ngày");
    expect_refused(S("29/2/1900"), "tháng 2 năm 1900 chỉ có 28 ngày");
    expect_refused(S("7/20/2022"), "không có tháng 20");
    expect_refused(S("0/7/2022"), "không có ngày 0");
    expect_refused(S("32/7/2022"), "chỉ có 31 ngày");
    expect_refused(S("1/1/1899"), "1900");
    expect_refused(S("20/7/22"), "bốn chữ số");
    expect_refused(S("20/7"), "không phải là một ngày");
    expect_refused(S("20/7-2022"), "không phải là một ngày");
    expect_refused(S("20/7/2022 sáng"), "không phải là một ngày");
    expect_refused(S("ngày"), "không phải là một ngày");
    expect_refused(S(""), "chưa ghi ngày");
    expect_refused(S("20/7/20222222222222"), "không phải là một ngày");
    expect_refused(S("20 7 2022"), "không phải là một ngày");
}

static void a_day_is_written_in_each_style(void **state)
{
    (void)state;
    auto_arena mem = {0};
    assert_str(vi_day(&mem, day_of(2022, 7, 5)), "5/7/2022");
    assert_str(vi_day_dots(&mem, day_of(2022, 7, 5)), "05.07.2022");
    assert_str(vi_day_long(&mem, day_of(2022, 7, 5)), "ngày 05 tháng 7 năm 2022");
    assert_str(vi_day_long(&mem, day_of(2022, 2, 12)), "ngày 12 tháng 02 năm 2022");
    assert_str(vi_day_long(&mem, day_of(2022, 3, 1)), "ngày 01 tháng 3 năm 2022");
    assert_str(vi_day(&mem, DAY_NONE), "");
    assert_str(vi_day_dots(&mem, DAY_NONE), "");
    assert_str(vi_day_long(&mem, DAY_NONE), "");
}

static void a_moment_is_said_as_clocks_in_viet_nam_say_it(void **state unused)
{
    auto_arena mem = {0};
    assert_str(vi_moment(&mem, S("2022-07-20T18:31:00Z")), "01:31 ngày 21/7/2022");
    assert_str(vi_moment(&mem, S("2022-05-10T08:05:59Z")), "15:05 ngày 10/5/2022");
    assert_str(vi_moment(&mem, S("hôm qua")), "");
}

static void a_moment_is_read_as_people_and_browsers_write_it(void **state unused)
{
    auto_arena mem = {0};
    struct error err;
    static const char *const forms[] = {
        "2022-07-20T08:30",    "2022-07-20T08:30:00", "08:30 20/7/2022",
        "8h30 ngày 20/7/2022", "20/7/2022 8:30",      " 08:30 ngày 20/07/2022 ",
    };
    struct str moment;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        assert_true(vi_moment_read(&mem, str_of(forms[i]), &moment, &err));
        assert_str(moment, "2022-07-20T01:30:00Z");
    }
    assert_str(vi_moment_field(&mem, moment), "2022-07-20T08:30");
    assert_int_equal(vi_moment_seconds(moment), 1658280600);
    assert_true(vi_moment_read(&mem, S("6h 1/1/2022"), &moment, &err));
    assert_str(moment, "2021-12-31T23:00:00Z");
    static const char *const slips[] = {"",
                                        "8",
                                        "20/7/2022",
                                        "24:00 20/7/2022",
                                        "8:60 20/7/2022",
                                        "08:30",
                                        "08:3 20/7/2022",
                                        "08:30:05 20/7/2022"};
    for (size_t i = 0; i < COUNT_OF(slips); i++)
        assert_false(vi_moment_read(&mem, str_of(slips[i]), &moment, &err));
}

static void a_moment_falls_on_the_day_of_clocks_in_viet_nam(void **state unused)
{
    auto_arena mem = {0};
    assert_str(vi_day(&mem, vi_moment_day(S("2022-07-20T16:59:59Z"))), "20/7/2022");
    assert_str(vi_day(&mem, vi_moment_day(S("2022-07-20T17:00:00Z"))), "21/7/2022");
    assert_str(vi_day(&mem, vi_moment_day(S("2022-12-31T23:00:00Z"))), "1/1/2023");
    assert_str(vi_day(&mem, vi_moment_day(S("hôm qua"))), "");
}

static void a_period_is_named_as_reviews_name_it(void **state)
{
    (void)state;
    auto_arena mem = {0};
    const struct period half = {PERIOD_HALF, 2022, 1}, quarter = {PERIOD_QUARTER, 2022, 2},
                        month = {PERIOD_MONTH, 2022, 5}, year = {PERIOD_YEAR, 2022, 1};
    assert_str(vi_period(&mem, half), "6 tháng đầu năm 2022");
    assert_str(vi_period(&mem, (struct period){PERIOD_HALF, 2022, 2}), "6 tháng cuối năm 2022");
    assert_str(vi_period(&mem, quarter), "quý II năm 2022");
    assert_str(vi_period(&mem, month), "tháng 5 năm 2022");
    assert_str(vi_period(&mem, year), "năm 2022");
    assert_str(vi_period_padded(&mem, half), "06 tháng đầu năm 2022");
    assert_str(vi_period_padded(&mem, month), "tháng 5 năm 2022");
    assert_str(vi_period_padded(&mem, (struct period){PERIOD_MONTH, 2022, 1}), "tháng 01 năm 2022");
    assert_str(vi_period_meeting(half), "sơ kết");
    assert_str(vi_period_meeting(year), "tổng kết");
    assert_str(vi_period_meeting(quarter), "giao ban quý");
    assert_str(vi_period_meeting(month), "giao ban tháng");
}

static void each_period_has_one_address(void **state)
{
    (void)state;
    auto_arena mem = {0};
    const enum period_kind kinds[] = {PERIOD_YEAR, PERIOD_HALF, PERIOD_QUARTER, PERIOD_MONTH};
    const int counts[] = {1, 2, 4, 12};
    for (size_t kind = 0; kind < COUNT_OF(kinds); kind++)
        for (int i = 1; i <= counts[kind]; i++) {
            struct period period = {kinds[kind], 2022, i}, found;
            assert_true(vi_period_of_slug(2022, vi_period_slug(&mem, period), &found));
            assert_true(period_is(period, found));
        }
    assert_str(vi_period_slug(&mem, (struct period){PERIOD_QUARTER, 2022, 2}), "quy-2");
    struct period period;
    assert_false(vi_period_of_slug(2022, S("quy-5"), &period));
    assert_false(vi_period_of_slug(2022, S("quy-02"), &period));
    assert_false(vi_period_of_slug(2022, S("thang-"), &period));
    assert_false(vi_period_of_slug(2022, S("thang-13"), &period));
    assert_false(vi_period_of_slug(2022, S("thang--1"), &period));
    assert_false(vi_period_of_slug(2022, S("ca-nam-"), &period));
    assert_false(vi_period_of_slug(2022, S(""), &period));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_written_form_of_a_day_is_read),
        cmocka_unit_test(a_day_that_does_not_exist_is_refused_with_the_reason),
        cmocka_unit_test(a_day_is_written_in_each_style),
        cmocka_unit_test(a_moment_is_said_as_clocks_in_viet_nam_say_it),
        cmocka_unit_test(a_moment_is_read_as_people_and_browsers_write_it),
        cmocka_unit_test(a_moment_falls_on_the_day_of_clocks_in_viet_nam),
        cmocka_unit_test(a_period_is_named_as_reviews_name_it),
        cmocka_unit_test(each_period_has_one_address),
    };
    return tests_run(tests);
}
