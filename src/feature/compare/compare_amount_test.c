#include "base/testing.h"

#include "feature/compare/compare_amount.h"

/* The first number of a text, as an amount in `unit`. */
static struct amount amount_in(const char *text, const char *unit)
{
    struct vi_number number;
    size_t at = 0;
    assert_true(vi_number_next(str_of(text), &at, &number));
    return amount_of_number(str_of(text), &number, str_of(unit));
}

static void expect_agreeing(const char *text, const char *unit, int64_t exact)
{
    if (!amount_agrees(amount_in(text, unit), exact, 0))
        fail_msg("«%s» may be said of %lld", text, (long long)exact);
}

static void expect_differing(const char *text, const char *unit, int64_t exact)
{
    if (amount_agrees(amount_in(text, unit), exact, 0))
        fail_msg("«%s» may not be said of %lld", text, (long long)exact);
}

static void an_exact_number_is_the_number_itself(void **state)
{
    (void)state;
    expect_agreeing("1.126 suất", "suất", 1126);
    expect_agreeing("1126 suất", "suất", 1126);
    expect_agreeing("03 căn", "căn", 3);
    expect_differing("1.216 suất", "suất", 1126);
    expect_differing("1.125 suất", "suất", 1126);
    expect_agreeing("836.450.000 đồng", "đồng", 836450000);
    expect_differing("836.450.001 đồng", "đồng", 836450000);
    expect_agreeing("0 căn", "căn", 0);
}

static void a_qualifier_says_in_which_direction_it_is_rounded(void **state)
{
    (void)state;
    expect_agreeing("trên 800 triệu đồng", "đồng", 836450000);
    expect_agreeing("hơn 836 triệu đồng", "đồng", 836450000);
    expect_differing("trên 840 triệu đồng", "đồng", 836450000);
    expect_differing("trên 700 triệu đồng", "đồng", 836450000);
    expect_differing("trên 800 triệu đồng", "đồng", 799000000);
    expect_agreeing("gần 840 triệu đồng", "đồng", 836450000);
    expect_differing("gần 830 triệu đồng", "đồng", 836450000);
    expect_agreeing("khoảng 840 triệu đồng", "đồng", 836450000);
    expect_agreeing("ước 830 triệu đồng", "đồng", 836450000);
    expect_differing("khoảng 700 triệu đồng", "đồng", 836450000);
    expect_agreeing("ít nhất 1.100 suất", "suất", 1126);
    expect_agreeing("trên 1.126 suất", "suất", 1126);
    expect_differing("trên 1.000 suất", "suất", 1700);
}

/* "800 triệu" without a word of rounding claims the millions, not the hundreds of them. */
static void without_a_qualifier_only_the_last_place_written_is_rounded(void **state)
{
    (void)state;
    expect_agreeing("836 triệu đồng", "đồng", 836450000);
    expect_agreeing("836,5 triệu đồng", "đồng", 836450000);
    expect_agreeing("0,84 tỷ đồng", "đồng", 836450000);
    expect_agreeing("1 tỷ 640 triệu đồng", "đồng", 1640000000);
    expect_differing("800 triệu đồng", "đồng", 836450000);
    expect_differing("837,5 triệu đồng", "đồng", 836450000);
    expect_agreeing("115 ngàn lượt", "lượt", 115300);
}

static void what_the_program_rounds_itself_agrees(void **state)
{
    (void)state;
    /* vi_money_about with a step of 10^8 says "trên 100 triệu đồng" of this */
    assert_true(amount_agrees(amount_in("trên 100 triệu đồng", "đồng"), 190000000, 100000000));
    assert_false(amount_agrees(amount_in("trên 100 triệu đồng", "đồng"), 190000000, 1000000));
    assert_false(amount_agrees(amount_in("100 triệu đồng", "đồng"), 190000000, 100000000));
}

static void units_of_length_weight_and_area_are_converted(void **state)
{
    (void)state;
    expect_agreeing("2,7 km", "mét", 2700);
    expect_agreeing("2.700 mét", "mét", 2700);
    expect_agreeing("2.700m", "mét", 2700);
    expect_differing("2.7 km", "mét", 27000);
    expect_agreeing("5,1 tấn gạo", "kg", 5100);
    expect_agreeing("3 tạ", "kg", 300);
    expect_agreeing("0,5 ha", "m²", 5000);
    expect_agreeing("hơn 2 ha", "m²", 21000);
    expect_agreeing("300m2", "m²", 300);
}

/* What is counted comes whole: "1,126 suất" is written the English way. */
static void a_comma_may_part_thousands_of_what_is_counted(void **state)
{
    (void)state;
    expect_agreeing("1,126 suất", "suất", 1126);
    expect_differing("1,126 km", "mét", 1126000);
    expect_agreeing("1,126 km", "mét", 1126);
}

static void expect_percent(const char *text, int64_t part, int64_t whole, bool wanted)
{
    if (amount_agrees_percent(amount_in(text, ""), part, whole) != wanted)
        fail_msg("%s of %lld/%lld", text, (long long)part, (long long)whole);
}

static void percents_may_be_cut_or_rounded(void **state)
{
    (void)state;
    expect_percent("100%", 4, 4, true);
    expect_percent("112,6%", 1126, 1000, true);
    expect_percent("112,5%", 1126, 1000, false);
    expect_percent("1,54%", 19, 1235, true);
    expect_percent("1,53%", 19, 1235, true);
    expect_percent("1,5%", 19, 1235, true);
    expect_percent("1,62%", 19, 1235, false);
    expect_percent("86,12%", 13076, 15183, true);
    expect_percent("trên 86%", 13076, 15183, true);
    expect_percent("trên 90%", 13076, 15183, false);
    expect_percent("50%", 1, 0, false);
}

static void expect_both(const char *a, const char *b, bool wanted)
{
    if (amounts_agree(amount_in(a, "đồng"), amount_in(b, "đồng")) != wanted)
        fail_msg("«%s» and «%s»", a, b);
    if (amounts_agree(amount_in(b, "đồng"), amount_in(a, "đồng")) != wanted)
        fail_msg("«%s» and «%s»", b, a);
}

static void two_ways_to_say_one_number_agree_or_not(void **state)
{
    (void)state;
    expect_both("trên 110 tỷ đồng", "trên 111 tỷ đồng", false);
    expect_both("trên 1.100 suất", "1.126 suất", true);
    expect_both("1,2 tỷ đồng", "1.200 triệu đồng", true);
    expect_both("gần 137 triệu đồng", "trên 136 triệu đồng", true);
    expect_both("gần 136 triệu đồng", "trên 137 triệu đồng", false);
    expect_both("khoảng 140 triệu đồng", "trên 136 triệu đồng", true);
    expect_both("145 tỷ đồng", "373 tỷ đồng", false);
    expect_both("836 triệu đồng", "836.450.000 đồng", true);
    expect_both("9.223.372.036.854.775.807 đồng", "1,5 tỷ đồng", false);
}

static void expect_slip(const char *text, int64_t exact, const char *wanted)
{
    auto_arena mem = {0};
    struct str slip = amount_slip(&mem, amount_in(text, ""), exact);
    if (wanted[0] == '\0' ? slip.len != 0 : str_find(slip, str_of(wanted)) == slip.len)
        fail_msg("%s for %lld: «%.*s», wanted «%s»", text, (long long)exact, STR_ARG(slip), wanted);
}

static void slips_are_recognised_by_what_they_look_like(void **state)
{
    (void)state;
    expect_slip("836.450.000 triệu đồng", 836450000, "lớn gấp 1.000.000 lần");
    expect_slip("trên 800 tỷ đồng", 836450000, "lớn gấp 1.000 lần");
    expect_slip("hơn 17 triệu đồng", 17300000000, "nhỏ đi 1.000 lần");
    expect_slip("402.400 tỷ đồng", 402400000000, "lớn gấp 1.000 lần");
    expect_slip("30 căn", 3, "lớn gấp 10 lần");
    expect_slip("113 suất", 1130, "nhỏ đi 10 lần");
    expect_slip("2.7 mét", 2700, "nhỏ đi 1.000 lần");
    expect_slip("1.216 suất", 1126, "đảo hai chữ số");
    expect_slip("1.136 suất", 1126, "sai một chữ số");
    expect_slip("2 căn", 3, "");
    expect_slip("954 suất", 1126, "");
    expect_slip("5 căn", 0, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exact_number_is_the_number_itself),
        cmocka_unit_test(a_qualifier_says_in_which_direction_it_is_rounded),
        cmocka_unit_test(without_a_qualifier_only_the_last_place_written_is_rounded),
        cmocka_unit_test(what_the_program_rounds_itself_agrees),
        cmocka_unit_test(units_of_length_weight_and_area_are_converted),
        cmocka_unit_test(a_comma_may_part_thousands_of_what_is_counted),
        cmocka_unit_test(percents_may_be_cut_or_rounded),
        cmocka_unit_test(two_ways_to_say_one_number_agree_or_not),
        cmocka_unit_test(slips_are_recognised_by_what_they_look_like),
    };
    return tests_run(tests);
}
