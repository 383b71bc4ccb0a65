#include "feature/intake/intake_line.h"

#include "base/testing.h"
#include "base/vi_day.h"

static struct arena mem;

static struct day today(void)
{
    struct day day;
    assert_true(day_make(2022, 7, 1, &day));
    return day;
}

static struct intake_line read_line(const char *line)
{
    return intake_line_read(&mem, str_of(line), today());
}

static void the_line_of_a_team_head_is_understood(void **state unused)
{
    struct intake_line line =
        read_line("21/6 trao 15 suất quà hộ nghèo KP3 500k/suất, cty Tân Lộc Điền");
    assert_str(vi_day(&mem, line.day), "21/6/2022");
    assert_int_equal(line.area, 3);
    assert_int_equal(line.quantity, 15);
    assert_int_equal(line.each_dong, 500000);
    assert_int_equal(line.total_dong, 7500000);
    assert_str(line.donor, "cty Tân Lộc Điền");
    assert_str(line.rest, "trao quà hộ nghèo");
}

static void money_is_said_in_many_ways(void **state unused)
{
    assert_int_equal(read_line("ủng hộ 2tr").total_dong, 2000000);
    assert_int_equal(read_line("ủng hộ 1tr2").total_dong, 1200000);
    assert_int_equal(read_line("ủng hộ 1,5 triệu").total_dong, 1500000);
    assert_int_equal(read_line("ủng hộ 500.000đ").total_dong, 500000);
    assert_int_equal(read_line("ủng hộ 300 ngàn").total_dong, 300000);
    assert_int_equal(read_line("20 phần quà, mỗi phần 300k").each_dong, 300000);
    assert_int_equal(read_line("20 phần quà, mỗi phần 300k").total_dong, 6000000);
    assert_int_equal(read_line("20 phần quà, tổng 6tr").total_dong, 6000000);
}

static void a_day_without_a_year_is_the_last_one(void **state unused)
{
    assert_str(vi_day(&mem, read_line("ngày 30/12 họp dân").day), "30/12/2021");
    assert_str(vi_day(&mem, read_line("họp dân 5-3-2021").day), "5/3/2021");
    assert_str(vi_day(&mem, read_line("họp 5/3/21").day), "5/3/2021");
    assert_false(day_is_known(read_line("họp 31/6").day));
    assert_false(day_is_known(read_line("được 1.5 triệu").day));
    assert_false(day_is_known(intake_line_read(&mem, S("30/12 họp"), DAY_NONE).day));
}

static void what_is_not_understood_stays(void **state unused)
{
    struct intake_line line = read_line("bà con góp nhiều công lắm");
    assert_str(line.rest, "bà con góp nhiều công lắm");
    assert_int_equal(line.quantity, 0);
    assert_int_equal(line.total_dong, 0);
    assert_str(read_line("").rest, "");
    assert_str(read_line("  ,,, ").rest, "");
}

static void who_gave_is_found(void **state unused)
{
    assert_str(read_line("10 suất quà do Chùa Sóc Ven tặng, KP 2").donor, "Chùa Sóc Ven tặng");
    assert_str(read_line("Khu phố 4 nhận 10 suất, nhà tài trợ: Ông Danh Sô").donor, "Ông Danh Sô");
    assert_int_equal(read_line("Khu phố 4 nhận 10 suất").area, 4);
    assert_str(read_line("dọn vệ sinh").donor, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_of_a_team_head_is_understood),
        cmocka_unit_test(money_is_said_in_many_ways),
        cmocka_unit_test(a_day_without_a_year_is_the_last_one),
        cmocka_unit_test(what_is_not_understood_stays),
        cmocka_unit_test(who_gave_is_found),
    };
    int failed = tests_run(tests);
    arena_end(&mem);
    return failed;
}
