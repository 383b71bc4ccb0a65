/* Rules of the office: what is late, weeks, and the words of targets. */
#include "base/testing.h"

#include "feature/indicator/indicator.h"
#include "feature/office/board.h"
#include "feature/office/duty.h"
#include "feature/office/weekly.h"

static struct arena mem;
static struct error err;

static int setup(void **state)
{
    (void)state;
    err = (struct error){0};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_end(&mem);
    return 0;
}

static struct day a_day(const char *text)
{
    struct day day;
    assert_true(day_read(str_of(text), &day));
    return day;
}

static void what_is_not_reported_is_late_from_the_day_after(void **state)
{
    (void)state;
    struct duty_answer answer = {.due = a_day("2022-06-05")};
    duty_weigh(&answer, a_day("2022-06-05"));
    assert_int_equal(answer.state, DUTY_OPEN);
    assert_int_equal(answer.days, 0);
    duty_weigh(&answer, a_day("2022-06-08"));
    assert_int_equal(answer.state, DUTY_OVERDUE);
    assert_int_equal(answer.days, 3);
    answer.waiting = 1;
    duty_weigh(&answer, a_day("2022-06-08"));
    assert_int_equal(answer.state, DUTY_WAITING);
    answer.says_nothing = true;
    duty_weigh(&answer, a_day("2022-06-08"));
    assert_int_equal(answer.state, DUTY_NOTHING);
    answer.records = 2;
    duty_weigh(&answer, a_day("2022-06-08"));
    assert_int_equal(answer.state, DUTY_REPORTED);
}

static void a_week_begins_on_monday(void **state)
{
    (void)state;
    assert_int_equal(week_first(a_day("2022-06-06")).number, a_day("2022-06-06").number);
    assert_int_equal(week_first(a_day("2022-06-12")).number, a_day("2022-06-06").number);
    assert_int_equal(week_first(a_day("2022-01-01")).number, a_day("2021-12-27").number);
    assert_int_equal(week_first(a_day("1969-12-31")).number, a_day("1969-12-29").number);
}

static void the_reach_of_a_target_is_said_in_words(void **state)
{
    (void)state;
    struct indicator indicator = {.unit = S("cuộc")};
    struct figure figure = {
        .indicator = &indicator, .actual = 45, .has_target = true, .target = 60};
    struct reach reach = reach_of(&mem, &figure);
    assert_str(reach.words, "75%, còn thiếu 15 cuộc");
    assert_int_equal(reach.percent, 75);
    assert_false(reach.is_met);
    figure.actual = 61;
    assert_str(reach_of(&mem, &figure).words, "Đạt, vượt 1 cuộc");
    figure.actual = 60;
    assert_str(reach_of(&mem, &figure).words, "Đạt");
    figure.has_target = false;
    assert_int_equal(reach_of(&mem, &figure).target.len, 0);
}

static void shares_that_do_not_make_the_whole_are_told(void **state)
{
    (void)state;
    struct indicator indicator = {.unit = S("cuộc")};
    const struct unit town = {.label = S("thị trấn")};
    struct str areas = S("khu phố");
    assert_str(
        shares_words(&mem, &indicator, &town, areas, 60, 48),
        "Các khu phố được giao cộng lại 48 cuộc, cả thị trấn 60 cuộc: còn 12 cuộc chưa giao.");
    assert_str(shares_words(&mem, &indicator, &town, areas, 60, 72),
               "Các khu phố được giao cộng lại 72 cuộc, cả thị trấn 60 cuộc: nhiều hơn 12 cuộc.");
    assert_int_equal(shares_words(&mem, &indicator, &town, areas, 60, 60).len, 0);
    assert_int_equal(shares_words(&mem, &indicator, &town, areas, 60, 0).len, 0);
    indicator.rule.is_stock = true;
    assert_int_equal(shares_words(&mem, &indicator, &town, areas, 60, 48).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_not_reported_is_late_from_the_day_after, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_week_begins_on_monday, setup, teardown),
        cmocka_unit_test_setup_teardown(the_reach_of_a_target_is_said_in_words, setup, teardown),
        cmocka_unit_test_setup_teardown(shares_that_do_not_make_the_whole_are_told, setup,
                                        teardown),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
