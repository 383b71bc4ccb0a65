#include "base/testing.h"

#include "base/day.h"

static void days_count_without_gap_from_1900_to_2199(void **state)
{
    (void)state;
    struct day expected = DAY_FIRST, found;
    for (int year = 1900; year <= 2199; year++)
        for (int month = 1; month <= 12; month++)
            for (int day_of_month = 1; day_of_month <= 31; day_of_month++) {
                int32_t parts[3];
                if (!day_make(year, month, day_of_month, &found))
                    continue;
                assert_int_equal(found.number, expected.number++);
                day_parts(found, &parts[0], &parts[1], &parts[2]);
                assert_int_equal(parts[0], year);
                assert_int_equal(parts[1], month);
                assert_int_equal(parts[2], day_of_month);
            }
    assert_int_equal(expected.number, DAY_LAST.number + 1);
    assert_true(day_make(1970, 1, 1, &found));
    assert_int_equal(found.number, 0);
}

static void days_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    struct day day;
    assert_false(day_make(2022, 6, 31, &day));
    assert_false(day_make(2022, 2, 29, &day));
    assert_true(day_make(2024, 2, 29, &day));
    assert_false(day_make(1900, 2, 29, &day));
    assert_true(day_make(2000, 2, 29, &day));
    assert_false(day_make(2022, 0, 1, &day));
    assert_false(day_make(2022, 13, 1, &day));
    assert_false(day_make(2022, 1, 0, &day));
    assert_false(day_make(1899, 12, 31, &day));
    assert_false(day_make(2200, 1, 1, &day));
    assert_false(day_make(INT64_MAX, 1, 1, &day));
}

static void only_the_iso_form_is_read_and_written(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct day day;
    assert_true(day_read(S("2022-07-20"), &day));
    assert_str(day_text(&mem, day), "2022-07-20");
    assert_str(day_text(&mem, DAY_NONE), "");
    assert_false(day_is_known(DAY_NONE));
    assert_false(day_read(S("2022-7-20"), &day));
    assert_false(day_read(S("20/07/2022"), &day));
    assert_false(day_read(S("2022-07-32"), &day));
    assert_false(day_read(S("2022-07--1"), &day));
    assert_false(day_read(S(""), &day));
}

static void months_begin_and_end_on_their_days(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct day day;
    assert_true(day_read(S("2024-02-11"), &day));
    assert_int_equal(day_month(day), 2024 * 12 + 1);
    assert_str(day_text(&mem, month_first(day_month(day))), "2024-02-01");
    assert_str(day_text(&mem, month_last(day_month(day))), "2024-02-29");
    assert_str(day_text(&mem, month_last(2022 * 12 + 11)), "2022-12-31");
}

static void expect_period(struct str code, const char *first, const char *last, const char *next)
{
    auto_arena mem = {0};
    struct period period;
    struct error err = {0};
    if (!period_read(code, &period, &err))
        fail_msg("%s: %s", code.at, err.text);
    assert_str(period_code(&mem, period), code.at);
    assert_str(day_text(&mem, period_first(period)), first);
    assert_str(day_text(&mem, period_last(period)), last);
    assert_str(period_code(&mem, period_next(period)), next);
    assert_true(period_is(period_of(period.kind, period_first(period)), period));
    assert_true(period_is(period_of(period.kind, period_last(period)), period));
    struct period before = period_year_before(period);
    assert_int_equal(before.year, period.year - 1);
    assert_false(period_is(before, period));
    assert_true(period_is(period, period));
}

static void periods_are_read_by_their_codes(void **state)
{
    (void)state;
    expect_period(S("2022"), "2022-01-01", "2022-12-31", "2023");
    expect_period(S("2022-H1"), "2022-01-01", "2022-06-30", "2022-H2");
    expect_period(S("2022-H2"), "2022-07-01", "2022-12-31", "2023-H1");
    expect_period(S("2022-Q2"), "2022-04-01", "2022-06-30", "2022-Q3");
    expect_period(S("2022-05"), "2022-05-01", "2022-05-31", "2022-06");
    expect_period(S("2022-12"), "2022-12-01", "2022-12-31", "2023-01");
}

static void other_codes_are_no_periods(void **state)
{
    (void)state;
    const struct str codes[] = {S(""),         S("22"),      S("2022-H3"), S("2022-Q0"),
                                S("2022-13"),  S("2022-00"), S("2022-5"),  S("2022-H"),
                                S("2022-H11"), S("2022-h1"), S("-022"),    S("2022-05-01")};
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        struct period period;
        struct error err = {0};
        if (period_read(codes[i], &period, &err))
            fail_msg("«%s» was read", codes[i].at);
        assert_int_equal(err.kind, ERROR_INVALID);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_count_without_gap_from_1900_to_2199),
        cmocka_unit_test(days_that_do_not_exist_are_refused),
        cmocka_unit_test(only_the_iso_form_is_read_and_written),
        cmocka_unit_test(months_begin_and_end_on_their_days),
        cmocka_unit_test(periods_are_read_by_their_codes),
        cmocka_unit_test(other_codes_are_no_periods),
    };
    return tests_run(tests);
}
