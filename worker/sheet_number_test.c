/* Numbers of workbooks as people see them. */
#include "worker/sheet_number.h"

#include "base/testing.h"

/* The text of a stored number under a pattern, "#notes" behind it if there are any. */
static struct str shown(struct arena *mem, const char *stored, const char *pattern)
{
    unsigned notes = 0;
    struct str text;
    struct number_format format = number_format_read(str_of(pattern));
    if (!number_text(mem, str_of(stored), &format, false, &text, &notes))
        return S("none");
    return notes ? str_format(mem, "%.*s#%u", STR_ARG(text), notes) : text;
}

static void check_all(const char *const (*cases)[3], size_t count)
{
    auto_arena mem = {0};
    for (size_t i = 0; i < count; i++) {
        struct str text = shown(&mem, cases[i][0], cases[i][1]);
        if (!str_is(text, str_of(cases[i][2])))
            fail_msg("%s under «%s»: «%.*s», not «%s»", cases[i][0], cases[i][1], STR_ARG(text),
                     cases[i][2]);
    }
}

static void numbers_have_no_binary_noise(void **state)
{
    static const char *const cases[][3] = {
        {"36000000", "General", "36000000"},
        {"0", "General", "0"},
        {"-0", "General", "0"},
        {"007", "General", "7"},
        {"0.30000000000000004", "General", "0,3"},
        {"36000000.000000004", "General", "36000000"},
        {"1126.5", "#,##0.0", "1126,5"},
        {"-12.25", "General", "-12,25"},
        {"1E3", "General", "1000"},
        {"1.2E+9", "General", "1200000000"},
        {"123456789012345678", "General", "123456789012346000"},
        {"1E-10", "General", "0,0000000001"},
        {"0.1", "General", "0,1"},
        {"99.999999999999986", "General", "100"},
        {"4.35", "General", "4,35"},
    };
    (void)state;
    check_all(cases, COUNT_OF(cases));
}

static void a_format_can_show_percents_zeros_and_less_than_there_is(void **state)
{
    static const char *const cases[][3] = {
        {"0.07", "0%", "7%"},
        {"0.155", "0.0%", "15,5%"},
        {"0.1551", "0%", "15,51%#128"},
        {"33.333333333333336", "0", "33,3333333333333#128"},
        {"33.25", "0.00", "33,25"},
        {"36000", "#,##0,", "36000#128"},
        {"912345678", "0000000000", "0912345678"},
        {"7", "00", "07"},
        {"7.5", "00", "7,5#128"},
        {"-7", "00", "-7"},
        {"1234", "#,##0\\ \"đ\"", "1234"},
        {"1234", "#,##0 [$₫-42A];[Red]-0", "1234"},
        {"0.5", "# ?/?", "0,5"},
        {"1500", "0.00E+00", "1500"},
        {"5", "@", "5"},
        {"5", "\"d\"0", "5"},
        {"5", "", "5"},
    };
    (void)state;
    check_all(cases, COUNT_OF(cases));
}

static void days_and_times_are_told_by_their_pattern(void **state)
{
    static const char *const cases[][3] = {
        {"44733", "dd/mm/yyyy", "2022-06-21#4"},
        {"44733", "[$-42A]d mmmm yyyy;@", "2022-06-21#4"},
        {"44733", "mmm", "2022-06-21#4"},
        {"44733.999999", "yyyy-mm-dd", "2022-06-22#4"},
        {"44733.5", "d/m/yy h:mm AM/PM", "2022-06-21#12"},
        {"0.5", "h:mm", "12:00"},
        {"44733.50001", "hh:mm:ss", "12:00:01"},
        {"1.5", "[h]:mm", "36:00"},
        {"0.25", "mm:ss", "06:00"},
        {"2958465", "dd/mm/yyyy", "9999-12-31#4"},
        {"2958466", "dd/mm/yyyy", "2958466"},
        {"-1", "dd/mm/yyyy", "-1"},
        {"1E300", "dd/mm/yyyy", "1e+300"},
    };
    (void)state;
    check_all(cases, COUNT_OF(cases));
}

static void the_year_1900_is_taken_for_a_leap_year(void **state)
{
    static const char *const cases[][3] = {
        {"0", "d/m/yyyy", "1900-01-00#4"},  {"1", "d/m/yyyy", "1900-01-01#4"},
        {"59", "d/m/yyyy", "1900-02-28#4"}, {"60", "d/m/yyyy", "1900-02-29#4"},
        {"61", "d/m/yyyy", "1900-03-01#4"}, {"25569", "d/m/yyyy", "1970-01-01#4"},
    };
    (void)state;
    check_all(cases, COUNT_OF(cases));
}

static void in_the_other_system_days_count_from_1904(void **state)
{
    auto_arena mem = {0};
    (void)state;
    static const char *const cases[][2] = {
        {"0", "1904-01-01"}, {"60", "1904-03-01"}, {"24107", "1970-01-01"}};
    const struct number_format day = {.sort = NUMBER_DAY};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        unsigned notes = 0;
        struct str text;
        assert_true(number_text(&mem, str_of(cases[i][0]), &day, true, &text, &notes));
        assert_str(text, cases[i][1]);
        assert_int_equal(notes, SHEET_DAY);
    }
}

static void what_is_no_number_is_refused(void **state)
{
    static const char *const cases[][3] = {
        {"", "General", "none"},
        {"1,5", "General", "none"},
        {"0x10", "General", "none"},
        {"nan", "General", "none"},
        {"1E999", "General", "none"},
        {"1.2.3", "General", "none"},
        {" 1", "General", "none"},
        {"00000000000000000000000000000000000000000000000000000000000000001", "0", "none"},
    };
    (void)state;
    check_all(cases, COUNT_OF(cases));
}

static void formats_known_by_number_are_read(void **state)
{
    (void)state;
    assert_int_equal(number_format_known(14).sort, NUMBER_DAY);
    assert_int_equal(number_format_known(22).sort, NUMBER_DAY);
    assert_int_equal(number_format_known(20).sort, NUMBER_TIME);
    assert_int_equal(number_format_known(46).sort, NUMBER_ELAPSED);
    assert_int_equal(number_format_known(10).sort, NUMBER_PERCENT);
    assert_int_equal(number_format_known(4).decimals, 2);
    assert_int_equal(number_format_known(0).decimals, -1);
    assert_int_equal(number_format_known(9999).sort, NUMBER_PLAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_no_binary_noise),
        cmocka_unit_test(a_format_can_show_percents_zeros_and_less_than_there_is),
        cmocka_unit_test(days_and_times_are_told_by_their_pattern),
        cmocka_unit_test(the_year_1900_is_taken_for_a_leap_year),
        cmocka_unit_test(in_the_other_system_days_count_from_1904),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(formats_known_by_number_are_read),
    };
    return tests_run(tests);
}
