#include "base/testing.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_spoken.h"

#define FORM(written, spoken, is_measure)                                                          \
    {                                                                                              \
        {written, sizeof(written) - 1}, {spoken, sizeof(spoken) - 1}, is_measure                   \
    }

static const struct spoken_form forms[] = {
    FORM("MTTQ", "Mặt trận Tổ quốc", false),
    FORM("UBMTTQ", "Ủy ban Mặt trận Tổ quốc", false),
    FORM("UBND", "Ủy ban nhân dân", false),
    FORM("COVID-19", "Cô-vít mười chín", false),
    FORM("TP.", "thành phố", false),
    FORM("m", "mét", true),
    FORM("m²", "mét vuông", true),
    FORM("m2", "mét vuông", true),
    FORM("đ", "đồng", true),
};

static struct str spoken_in(struct arena *mem, const char *text, bool is_south)
{
    struct spoken_rules rules = {forms, COUNT_OF(forms), is_south};
    return vi_spoken(mem, str_of(text), &rules);
}

static void expect_spoken(const char *text, const char *wanted)
{
    auto_arena mem = {0};
    assert_str(spoken_in(&mem, text, true), wanted);
}

static void numbers_are_said_in_words(void **state unused)
{
    expect_spoken("Đã trao 1.126 suất quà.", "Đã trao một nghìn một trăm hai mươi sáu suất quà.");
    expect_spoken("trên 800 triệu đồng", "Trên tám trăm triệu đồng");
    expect_spoken("836.450.000 đồng", "Tám trăm ba mươi sáu triệu bốn trăm năm mươi nghìn đồng");
    expect_spoken("03 căn, 06 tháng", "Ba căn, sáu tháng");
    expect_spoken("21, 24, 15 và 105 hộ",
                  "Hai mươi mốt, hai mươi tư, mười lăm và một trăm lẻ năm hộ");
    expect_spoken("dài 26,5 mét, đạt 110,75%",
                  "Dài hai mươi sáu phẩy năm mét, đạt một trăm mười phẩy bảy mươi lăm phần trăm");
    expect_spoken("3,05 km", "Ba phẩy không năm km");
    expect_spoken("gọi 0912345678", "Gọi không chín một hai ba bốn năm sáu bảy tám");
    expect_spoken("từ 5-10 hộ, 2003 – 2023",
                  "Từ năm đến mười hộ, hai nghìn không trăm lẻ ba đến hai nghìn không trăm hai "
                  "mươi ba");
}

static void a_number_beyond_all_sense_is_said_digit_by_digit(void **state unused)
{
    expect_spoken("9999999999999999999", "Chín chín chín chín chín chín chín chín chín chín chín "
                                         "chín chín chín chín chín chín chín chín");
}

static void the_north_says_linh(void **state unused)
{
    auto_arena mem = {0};
    assert_str(spoken_in(&mem, "105 hộ", true), "Một trăm lẻ năm hộ");
    assert_str(spoken_in(&mem, "105 hộ", false), "Một trăm linh năm hộ");
}

static void fractions_say_what_stands_below(void **state unused)
{
    expect_spoken("4/6 đồng chí", "Bốn trên sáu đồng chí");
    expect_spoken("475 cuộc/18.066 lượt",
                  "Bốn trăm bảy mươi lăm cuộc, mười tám nghìn không trăm sáu mươi sáu lượt");
    expect_spoken("80 triệu đồng/căn", "Tám mươi triệu đồng mỗi căn");
}

static void days_are_said_with_month_and_year(void **state unused)
{
    expect_spoken("ngày 20/7/2022",
                  "Ngày hai mươi tháng bảy năm hai nghìn không trăm hai mươi hai");
    expect_spoken("họp 20.04.2022",
                  "Họp ngày hai mươi tháng tư năm hai nghìn không trăm hai mươi hai");
    expect_spoken("2022-07-20", "Ngày hai mươi tháng bảy năm hai nghìn không trăm hai mươi hai");
    expect_spoken("ngày 05 tháng 4 năm 2022",
                  "Ngày năm tháng tư năm hai nghìn không trăm hai mươi hai");
    expect_spoken("tháng 4/2022", "Tháng tư năm hai nghìn không trăm hai mươi hai");
    expect_spoken("5/2022", "Tháng năm năm hai nghìn không trăm hai mươi hai");
    expect_spoken(
        "từ 17/10 đến 18/11/2022",
        "Từ ngày mười bảy tháng mười đến ngày mười tám tháng mười một năm hai nghìn không "
        "trăm hai mươi hai");
    expect_spoken("6 tháng đầu năm 2022", "Sáu tháng đầu năm hai nghìn không trăm hai mươi hai");
}

static void roman_numbers_are_numbers_where_they_count(void **state unused)
{
    expect_spoken("quý II năm 2022", "Quý hai năm hai nghìn không trăm hai mươi hai");
    expect_spoken("quý IV/2022", "Quý bốn năm hai nghìn không trăm hai mươi hai");
    expect_spoken("khóa IX", "Khóa chín");
    expect_spoken("ông V I", "Ông V I");
}

static void short_forms_are_spoken_out(void **state unused)
{
    expect_spoken("UBMTTQ, MTTQ và UBND",
                  "Ủy ban Mặt trận Tổ quốc, Mặt trận Tổ quốc và Ủy ban nhân "
                  "dân");
    expect_spoken("470 m² đất, 95 m2, 26m", "Bốn trăm bảy mươi mét vuông đất, chín mươi lăm mét "
                                            "vuông, hai mươi sáu mét");
    expect_spoken("50.000đ", "Năm mươi nghìn đồng");
    expect_spoken("chữ m, MTTQVN", "Chữ m, MTTQVN");
    expect_spoken("phòng COVID-19 ở TP. Rạch Mới", "Phòng Cô-vít mười chín ở thành phố Rạch Mới");
}

static void signs_become_rests(void **state unused)
{
    expect_spoken("03 căn (01 hộ nghèo; 02 hộ cận nghèo).",
                  "Ba căn, một hộ nghèo, hai hộ cận nghèo.");
    expect_spoken("Quỹ “Vì người nghèo” [của xã]: \"tốt\"", "Quỹ Vì người nghèo, của xã, tốt");
    expect_spoken("Bà Rịa - Vũng Tàu, loa ki-lô-oát", "Bà Rịa, Vũng Tàu, loa ki-lô-oát");
    expect_spoken("xong… Chào!", "Xong. Chào!");
    expect_spoken("  ((;)) ", "");
    expect_spoken("a & b + c = d", "A và b cộng c bằng d");
}

static void sentences_begin_with_a_capital(void **state unused)
{
    expect_spoken("15 địa chỉ. 3 căn", "Mười lăm địa chỉ. Ba căn");
}

static void words_are_counted_as_a_reader_counts_them(void **state unused)
{
    assert_int_equal(vi_spoken_count(S("Kính thưa bà con, xin chào.")), 6);
    assert_int_equal(vi_spoken_count(S("  hai  từ ")), 2);
    assert_int_equal(vi_spoken_count(S("")), 0);
}

/* ---- whatever the text ---- */

static uint64_t next_random(uint64_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    return *random;
}

static bool is_readable(struct str spoken)
{
    static const char forbidden[] = "0123456789()[]{}<>/\\|\"'%&+=*#_@~^`$;:\n\t";
    for (size_t i = 0; i < spoken.len; i++)
        if (strchr(forbidden, spoken.at[i]) ||
            (i && spoken.at[i] == ' ' && spoken.at[i - 1] == ' '))
            return false;
    return utf8_is_valid(spoken);
}

static void no_digit_bracket_or_stroke_is_ever_left(void **state unused)
{
    static const char *const pieces[] = {
        "1",        "06",    "1.126", "4/6", "20/7/2022", "17-10",      "(",
        ")",        "[",     "{",     "/",   "-",         "–",          "…",
        ".",        ",",     ";",     ":",   "“",         "”",          "«",
        "'",        "\"",    "%",     "m²",  "đ",         "MTTQ",       " ",
        " ",        " ",     "năm",   "quý", "IV",        "từ",         "hộ",
        "Ω",        "ខ",     "\n",    "\t",  "²",         "0912345678", "99999999999999999999",
        "2022",     "tháng", "\\",    "<b>", "#",         "@",          "ngày",
        "COVID-19", "3,05",
    };
    uint64_t random = 88172645463325252u;
    for (int round = 0; round < 3000; round++) {
        auto_arena mem = {0};
        struct text text = text_new(&mem, 4000);
        for (uint64_t count = next_random(&random) % 12; count > 0; count--)
            text_add(&text, str_of(pieces[next_random(&random) % COUNT_OF(pieces)]));
        struct str spoken = spoken_in(&mem, str_c(&mem, text_str(&text)), round % 2);
        if (!is_readable(spoken))
            fail_msg("«%.*s» is read «%.*s»", STR_ARG(text_str(&text)), STR_ARG(spoken));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_said_in_words),
        cmocka_unit_test(a_number_beyond_all_sense_is_said_digit_by_digit),
        cmocka_unit_test(the_north_says_linh),
        cmocka_unit_test(fractions_say_what_stands_below),
        cmocka_unit_test(days_are_said_with_month_and_year),
        cmocka_unit_test(roman_numbers_are_numbers_where_they_count),
        cmocka_unit_test(short_forms_are_spoken_out),
        cmocka_unit_test(signs_become_rests),
        cmocka_unit_test(sentences_begin_with_a_capital),
        cmocka_unit_test(words_are_counted_as_a_reader_counts_them),
        cmocka_unit_test(no_digit_bracket_or_stroke_is_ever_left),
    };
    return tests_run(tests);
}
