#include "base/testing.h"

#include "base/unicode.h"

static void utf8_is_told_from_what_only_looks_like_it(void **state)
{
    (void)state;
    assert_true(utf8_is_valid(S("")));
    assert_true(utf8_is_valid(STR_NONE));
    assert_true(utf8_is_valid(S("Mặt trận Tổ quốc, ព្រះពុទ្ធសាសនា, 𐍈")));
    assert_false(utf8_is_valid(S("a\0b")));
    assert_false(utf8_is_valid(S("mười hai ký tự\0")));
    assert_false(utf8_is_valid(S("\xC0\xAF")));
    assert_false(utf8_is_valid(S("\xE0\x80\xAF")));
    assert_false(utf8_is_valid(S("\xED\xA0\x80")));
    assert_false(utf8_is_valid(S("\xF4\x90\x80\x80")));
    assert_false(utf8_is_valid(S("\xF5\x80\x80\x80")));
    assert_false(utf8_is_valid(S("mới\xE1\xBB")));
    assert_false(utf8_is_valid(S("\x80")));
    assert_false(utf8_is_valid(S("abcdefg\xC3")));
}

static void characters_come_one_by_one_and_go_back(void **state)
{
    (void)state;
    const struct str text = S("aĐế€𐍈");
    const uint32_t wanted[] = {'a', 0x110, 0x1EBF, 0x20AC, 0x10348};
    size_t at = 0, count = 0;
    char bytes[4];
    while (at < text.len) {
        size_t from = at;
        uint32_t character = utf8_next(text, &at);
        assert_int_equal(character, wanted[count]);
        assert_int_equal(utf8_put(bytes, character), at - from);
        assert_memory_equal(bytes, text.at + from, at - from);
        count++;
    }
    assert_int_equal(count, 5);
    assert_int_equal(utf8_count(text), 5);
    assert_int_equal(utf8_width(wanted, 5), text.len);
}

static void texts_in_any_form_become_composed(void **state)
{
    (void)state;
    auto_arena mem = {0};
    assert_str(unicode_nfc(&mem, S("tie\xCC\x82\xCC\x81ng")), "tiếng");
    assert_str(unicode_nfc(&mem, S("tiê\xCC\x81ng")), "tiếng");
    assert_str(unicode_nfc(&mem, S("mo\xCC\x9B\xCC\xA3")), "mợ");
    assert_true(unicode_is_nfc(S("tiếng “Việt” – ₫")));
    assert_false(unicode_is_nfc(S("tiê\xCC\x81ng")));
    assert_false(unicode_is_nfc(S("\xE2\x84\xAB"))); /* U+212B */
    assert_false(unicode_is_nfc(S("\xE2\x80\x80"))); /* U+2000 */
    const struct str composed = S("đã chuẩn hóa");
    assert_ptr_equal(unicode_nfc(&mem, composed).at, composed.at);
}

static void khmer_in_order_is_normal_and_out_of_order_is_not(void **state)
{
    (void)state;
    assert_true(unicode_is_nfc(S("សេចក្តីស្រឡាញ់")));
    assert_true(unicode_is_nfc(S("ក\xE1\x9F\x92\xE1\x9F\x9D"))); /* coeng (9), atthacan (230) */
    assert_false(unicode_is_nfc(S("ក\xE1\x9F\x9D\xE1\x9F\x92")));
    assert_false(unicode_is_nfc(S("a\xCC\x81\xE1\x9F\x92")));
}

static void controls_and_hidden_direction_marks_are_found(void **state)
{
    (void)state;
    assert_false(unicode_has_control(S("Khu phố Minh Long")));
    assert_true(unicode_has_control(S("dòng\nmới")));
    assert_true(unicode_has_control(S("\x7f")));
    assert_true(unicode_has_control(S("\xC2\x9F")));
    assert_true(unicode_has_control(S("\xEF\xBB\xBF")));
    assert_true(unicode_has_control(S("\xE2\x80\xAA")));
    assert_true(unicode_has_control(S("\xE2\x81\xA9")));
    assert_false(unicode_has_control(S("\xE2\x80\x8D"))); /* joiner: a letter of some scripts */
}

static void case_changes_beyond_ascii(void **state)
{
    (void)state;
    auto_arena mem = {0};
    assert_str(unicode_lower(&mem, S("ĐOÀN KẾT Ữ")), "đoàn kết ữ");
    assert_str(unicode_upper(&mem, S("Ủy ban đoàn kết ß")), "ỦY BAN ĐOÀN KẾT SS");
    assert_str(unicode_upper_first(&mem, S("ấp Hòa Mỹ")), "Ấp Hòa Mỹ");
    assert_str(unicode_upper_first(&mem, S("120 suất")), "120 suất");
    assert_str(unicode_upper_first(&mem, S("")), "");
    assert_str(unicode_lower(&mem, STR_NONE), "");
}

static void sort_keys_put_names_in_vietnamese_order(void **state)
{
    (void)state;
    auto_arena mem = {0};
    const struct str ordered[] = {S("an"), S("ăn"), S("ân"), S("da"), S("đa"), S("em"),
                                  S("ma"), S("mà"), S("mả"), S("mã"), S("má"), S("mạ"),
                                  S("on"), S("ôn"), S("ơn"), S("u"),  S("ư"),  S("y")};
    for (size_t i = 1; i < COUNT_OF(ordered); i++)
        if (str_order(unicode_sort_key(&mem, ordered[i - 1]), unicode_sort_key(&mem, ordered[i])) >=
            0)
            fail_msg("%s is not before %s", ordered[i - 1].at, ordered[i].at);
    assert_true(str_is(unicode_sort_key(&mem, S("hoa\xCC\x80")), unicode_sort_key(&mem, S("hoà"))));
    assert_true(str_starts(unicode_sort_mark(), S("vi-")));
    assert_true(unicode_sort_key(&mem, S("")).len < 4);
}

static void letters_lose_their_marks_only_if_latin(void **state)
{
    (void)state;
    assert_int_equal(unicode_latin_base(0x1EBF), 'e');
    assert_int_equal(unicode_latin_base(0x110), 0x110);
    assert_int_equal(unicode_latin_base(0x1D5), 'U'); /* Ǖ: decomposed twice */
    assert_int_equal(unicode_latin_base(0x439), 0);   /* й */
    assert_int_equal(unicode_latin_base('5'), 0);
    assert_true(unicode_is_word(0x17D2));
    assert_false(unicode_is_word(0x2013));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_told_from_what_only_looks_like_it),
        cmocka_unit_test(characters_come_one_by_one_and_go_back),
        cmocka_unit_test(texts_in_any_form_become_composed),
        cmocka_unit_test(khmer_in_order_is_normal_and_out_of_order_is_not),
        cmocka_unit_test(controls_and_hidden_direction_marks_are_found),
        cmocka_unit_test(case_changes_beyond_ascii),
        cmocka_unit_test(sort_keys_put_names_in_vietnamese_order),
        cmocka_unit_test(letters_lose_their_marks_only_if_latin),
    };
    return tests_run(tests);
}
