/* Which step follows which at the desk, and what has changed since somebody looked. */
#include "feature/review/review_desk.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void steps_go_forward_one_at_a_time(void **state unused)
{
    const enum desk_action way[] = {DESK_SEND, DESK_PASS, DESK_OPINION, DESK_ISSUE, DESK_REOPEN};
    enum desk_state at = DESK_WRITING;
    for (size_t i = 0; i < COUNT_OF(way); i++) {
        for (size_t k = 0; k < COUNT_OF(way); k++)
            assert_int_equal(desk_allows(at, way[k]), i == k);
        at = desk_after(at, way[i]);
    }
    assert_int_equal(at, DESK_WRITING);
}

static void a_return_leads_back_from_wherever_it_waits(void **state unused)
{
    for (int at = 0; at < DESK_STATES; at++) {
        bool waits = at == DESK_STANDING || at == DESK_PARTY || at == DESK_READY;
        assert_int_equal(desk_allows((enum desk_state)at, DESK_RETURN), waits);
        assert_int_equal(desk_after((enum desk_state)at, DESK_RETURN), waits ? DESK_WRITING : at);
    }
}

static void those_who_write_withdraw_only_before_it_is_passed(void **state unused)
{
    assert_true(desk_allows(DESK_STANDING, DESK_WITHDRAW));
    assert_false(desk_allows(DESK_PARTY, DESK_WITHDRAW));
    assert_false(desk_allows(DESK_ISSUED, DESK_WITHDRAW));
}

static void a_figure_that_changed_is_told_with_both_numbers(void **state unused)
{
    auto_arena mem = {0};
    const struct indicator houses = {.code = S("wel.houses"), .label = S("Nhà"), .unit = S("căn")};
    const struct indicator gifts = {.code = S("wel.gifts"), .label = S("Quà"), .unit = S("suất")};
    struct figure figures[] = {
        {.indicator = &houses, .actual = 2, .has_target = true, .target = 4},
        {.indicator = &gifts, .actual = 0},
    };
    struct review review = {.figures = {figures, COUNT_OF(figures)}};
    struct str seen = review_seen(&mem, &review);
    assert_string_equal(str_c(&mem, seen), "wel.houses=2/4;");
    assert_int_equal(review_seen_changes(&mem, &review, seen).count, 0);
    figures[0].actual = 3;
    figures[1].actual = 7;
    struct seen_changes changes = review_seen_changes(&mem, &review, seen);
    assert_int_equal(changes.count, 2);
    assert_string_equal(str_c(&mem, changes.at[0].then), "2 căn (mức giao 4)");
    assert_string_equal(str_c(&mem, changes.at[0].now), "3 căn (mức giao 4)");
    assert_string_equal(str_c(&mem, changes.at[1].then), "chưa có");
    assert_string_equal(str_c(&mem, changes.at[1].now), "7 suất");
    assert_int_equal(review_seen_changes(&mem, &review, S("what nobody has sent")).count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_go_forward_one_at_a_time),
        cmocka_unit_test(a_return_leads_back_from_wherever_it_waits),
        cmocka_unit_test(those_who_write_withdraw_only_before_it_is_passed),
        cmocka_unit_test(a_figure_that_changed_is_told_with_both_numbers),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
