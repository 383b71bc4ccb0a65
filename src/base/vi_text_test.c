#include "base/testing.h"

#include "base/unicode.h"
#include "base/vi_text.h"

static void expect_fold(struct str text, const char *wanted)
{
    auto_arena mem = {0};
    assert_str(vi_fold(&mem, text), wanted);
}

static void expect_exact(struct str text, const char *wanted)
{
    auto_arena mem = {0};
    assert_str(vi_fold_exact(&mem, text), wanted);
}

static void a_name_with_marks_is_found_without_them(void **state)
{
    (void)state;
    expect_fold(S("Nguyễn Thị Đào"), "nguyen thi dao");
    expect_fold(S("Ðại hội ð"), "dai hoi d");
    expect_fold(S("ĂẮẶÂẤÊỆÔỘƠỢƯỰĐ ỳỷỹỵ"), "aaaaaeeoooouud yyyy");
    expect_fold(S("hoà hòa thuý thúy uỷ ủy"), "hoa hoa thuy thuy uy uy");
    expect_fold(S("kỹ kĩ Mỹ Mĩ"), "ky ki my mi");
    expect_fold(S("Ceauşescu Łódź İzmir Ǖ"), "ceausescu łodz izmir u");
}

static void every_normal_form_folds_alike(void **state)
{
    (void)state;
    expect_fold(S("tie\xCC\x82\xCC\x81ng Vie\xCC\xA3\xCC\x82t"), "tieng viet");
    expect_fold(S("tiê\xCC\x81ng"), "tieng");
    expect_fold(S("mo\xCC\x9B\xCC\x81i"), "moi");
    expect_fold(S("\xD0\xB8\xCC\x86"), "й"); /* Cyrillic keeps its mark in either form */
    expect_fold(S("й"), "й");
}

static void all_that_is_no_word_parts_words_once(void **state)
{
    (void)state;
    expect_fold(S("  “Quỹ” – vì\tngười… nghèo! "), "quy vi nguoi ngheo");
    expect_fold(S("2.700m² × 3"), "2 700m2 3");
    expect_fold(S("a\xC2\xA0"
                  "b"),
                "a b");
    expect_fold(S("soft\xC2\xADhyphen"), "softhyphen");
    expect_fold(S("🎉 mừng 🎉"), "mung");
    expect_fold(S(""), "");
    expect_fold(STR_NONE, "");
    expect_fold(S(" ,;."), "");
}

static void khmer_and_other_scripts_stay_whole(void **state)
{
    (void)state;
    expect_fold(S("ភាសាខ្មែរ"), "ភាសាខ្មែរ");
    expect_fold(S("Chùa ស្រះស្រង់ (Gò Quao)"), "chua ស្រះស្រង់ go quao");
    expect_fold(S("ខ្មែរ\xE2\x80\x8Bក"), "ខ្មែរ ក"); /* zero width space parts words */
    expect_fold(S("越南 ΑΘΗΝΑ"), "越南 αθηνα");
}

static void folding_twice_changes_nothing(void **state)
{
    (void)state;
    auto_arena mem = {0};
    for (uint32_t character = 1; character < 0x30000; character++) {
        if (character >= 0xD800 && character < 0xE000)
            continue;
        char bytes[4];
        struct str text = {bytes, utf8_put(bytes, character)};
        struct str once = vi_fold(&mem, text), twice = vi_fold(&mem, once);
        if (!str_is(once, twice))
            fail_msg("U+%04X: «%.*s» «%.*s»", character, STR_ARG(once), STR_ARG(twice));
        arena_reset(&mem);
    }
}

static void both_tone_placements_are_one(void **state)
{
    (void)state;
    expect_exact(S("hòa thúy ủy khỏe lóa"), "hoà thuý uỷ khoẻ loá");
    expect_exact(S("hoà thuý uỷ khoẻ loá"), "hoà thuý uỷ khoẻ loá");
    expect_exact(S("Ủy ban, Uỷ ban"), "uỷ ban uỷ ban");
    expect_exact(S("xòai khủyu ngòeo lũy"), "xoài khuỷu ngoèo luỹ");
    expect_exact(S("Qũy Ùy gìa hòan"), "quỹ uỳ già hoàn");
    expect_exact(S("\xC4\xB0\xCC\x81"), "í"); /* İ and an acute compose once İ is small */
}

static void tones_that_stand_well_stay(void **state)
{
    (void)state;
    const char *const words = "quý quốc giá gì giếng giúp mùa mía của người hoàng thuyền nghiêng "
                              "đường phường cứu yếu múi bài báo áo ốc ấy xoong lũy tuyên truyền";
    expect_exact(str_of(words), "quý quốc giá gì giếng giúp mùa mía của người hoàng thuyền nghiêng "
                                "đường phường cứu yếu múi bài báo áo ốc ấy xoong luỹ tuyên truyền");
    expect_exact(S("Ðoàn KẾT"), "đoàn kết");
}

static void a_tone_on_a_wrong_letter_is_told_from_a_style(void **state)
{
    (void)state;
    auto_arena mem = {0};
    static const char *const slips[][2] = {{"Qũy", "Quỹ"},   {"QŨY", "QUỸ"},     {"gìa", "già"},
                                           {"tòan", "toàn"}, {"thủân", "thuẩn"}, {"Qúy", "Quý"}};
    static const char *const well[] = {"Quỹ",  "hòa", "hoà",        "khỏe", "khoẻ", "ủy",   "uỷ",
                                       "Thúy", "của", "gì",         "mía",  "tòa",  "toán", "Ùy",
                                       "đồng", "",    "ABCDEFGHIJ", "Zoë",  "quà",  "giá"};
    for (size_t i = 0; i < COUNT_OF(slips); i++)
        assert_str(vi_mend_tone(&mem, str_of(slips[i][0])), slips[i][1]);
    for (size_t i = 0; i < COUNT_OF(well); i++)
        assert_str(vi_mend_tone(&mem, str_of(well[i])), "");
}

static void words_that_are_not_vietnamese_keep_their_accents(void **state)
{
    (void)state;
    expect_exact(S("café à la carte Zoë Málaga"), "café à la carte zoë málaga");
    expect_exact(S("résumé óaaaa brûlée"), "résumé óaaaa brûlée");
    expect_exact(S("ខ្មែរ 2022"), "ខ្មែរ 2022");
}

static void slugs_are_ascii_and_cut_at_a_word(void **state)
{
    (void)state;
    auto_arena mem = {0};
    assert_str(vi_slug(&mem, S("Ủy ban MTTQVN xã Phan Đình: 6 tháng")),
               "uy-ban-mttqvn-xa-phan-dinh-6-thang");
    assert_str(vi_slug(&mem, S("Lễ ខ្មែរ Sene Dolta")), "le-sene-dolta");
    assert_str(vi_slug(&mem, S("ខ្មែរ")), "");
    assert_str(vi_slug(&mem, S("")), "");
    struct str slug = vi_slug(&mem, S("một hai ba bốn năm sáu bảy tám chín mười mười một mười hai "
                                      "mười ba mười bốn mười lăm mười sáu"));
    assert_str(slug,
               "mot-hai-ba-bon-nam-sau-bay-tam-chin-muoi-muoi-mot-muoi-hai-muoi-ba-muoi-bon-muoi");
    struct str eighty =
        S("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhh"
          "hhhhh");
    assert_str(vi_slug(&mem, eighty), eighty.at);
    assert_int_equal(
        vi_slug(&mem, str_join(&mem, &(struct str[]){eighty, S("i")}[0], 2, S(""))).len, 80);
}

static void people_are_sorted_by_given_name_then_family(void **state)
{
    (void)state;
    auto_arena mem = {0};
    const struct str ordered[] = {S("Trần Văn An"),   S("Lê Thị Ánh"),     S("Nguyễn Bình"),
                                  S("Bùi Văn Đức"),   S("Danh"),           S("Lê Thị Hòa"),
                                  S("Nguyễn An Hòa"), S("Nguyễn Văn Hòa"), S(" Nguyễn  Yến ")};
    /* "Danh" sorts among D, before Đ */
    const size_t order[] = {0, 1, 2, 4, 3, 5, 6, 7, 8};
    for (size_t i = 1; i < COUNT_OF(order); i++) {
        struct str before = ordered[order[i - 1]], after = ordered[order[i]];
        if (str_order(vi_name_sort_key(&mem, before), vi_name_sort_key(&mem, after)) >= 0)
            fail_msg("%s is not before %s", before.at, after.at);
    }
    assert_true(vi_name_sort_key(&mem, S("")).len > 0);
}

static void runs_of_old_encodings_are_noticed(void **state)
{
    (void)state;
    assert_true(vi_has_legacy_run(S("Hội đã vaän ñoäng ñöôïc 120 phaàn quaø")));
    assert_true(vi_has_legacy_run(S("vaän ñoäng")));
    assert_true(vi_has_legacy_run(S("Uû ban MÆt trËn Tæ quèc")));
    assert_true(vi_has_legacy_run(S("vËn ®éng phÇn quµ")));
}

static void proper_vietnamese_and_foreign_names_are_no_old_encoding(void **state)
{
    (void)state;
    assert_false(vi_has_legacy_run(S("Ủy ban Mặt trận Tổ quốc vận động được 120 phần quà")));
    assert_false(vi_has_legacy_run(S("TOÀN DÂN ĐOÀN KẾT XÂY DỰNG NÔNG THÔN MỚI")));
    assert_false(vi_has_legacy_run(S("ông Müller và bà Zoë Citroën từ Israël")));
    assert_false(vi_has_legacy_run(S("Café – 2.700 m², 15º, ½ năm, ©®")));
    assert_false(vi_has_legacy_run(S("")));
}

static void runs_of_old_encodings_are_read(void **state)
{
    static const struct {
        const char *old, *meant;
    } runs[] = {
        {"vaän ñoäng ñöôïc 120 phaàn quaø", "vận động được 120 phần quà"},
        {"UÛY BAN MAËT TRAÄN TOÅ QUOÁC", "ỦY BAN MẶT TRẬN TỔ QUỐC"},
        {"Ñoaøn keát, xaây döïng nhaø ôû; chò Hueä, xaõ Vónh Tuy, kyû nieäm",
         "Đoàn kết, xây dựng nhà ở; chị Huệ, xã Vĩnh Tuy, kỷ niệm"},
        {"Hội đã vaän ñoäng ñöôïc quà", "Hội đã vận động được quà"},
        {"Uû ban MÆt trËn Tæ quèc", "Uỷ ban Mặt trận Tổ quốc"},
        {"vËn ®éng ®\u00ADîc 120 phÇn quµ", "vận động được 120 phần quà"},
        {"§oµn kÕt x©y dùng khu phè v¨n ho¸", "Đoàn kết xây dựng khu phố văn hoá"},
        {"ông Müller và bà Zoë Citroën từ Israël", "ông Müller và bà Zoë Citroën từ Israël"},
        {"  hai  khoảng trống ", "  hai  khoảng trống "},
        {"", ""},
    };
    (void)state;
    auto_arena mem = {0};
    for (size_t i = 0; i < COUNT_OF(runs); i++) {
        struct str read = vi_legacy_read(&mem, str_of(runs[i].old));
        assert_string_equal(str_c(&mem, read), runs[i].meant);
        assert_true(unicode_is_nfc(read));
    }
}

static void bytes_of_an_old_encoding_are_told_from_noise(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct str text;
    assert_true(vi_legacy_bytes(&mem, S("v\xCBn \xAE\xE9ng ph\xC7n qu\xB5"), &text));
    assert_string_equal(str_c(&mem, vi_legacy_read(&mem, text)), "vận động phần quà");
    assert_false(vi_legacy_bytes(&mem, S("caf\xE9 cr\xE8me"), &text));
    assert_false(vi_legacy_bytes(&mem, S("\xFF\xFE\x80\x81"), &text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_with_marks_is_found_without_them),
        cmocka_unit_test(every_normal_form_folds_alike),
        cmocka_unit_test(all_that_is_no_word_parts_words_once),
        cmocka_unit_test(khmer_and_other_scripts_stay_whole),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(both_tone_placements_are_one),
        cmocka_unit_test(tones_that_stand_well_stay),
        cmocka_unit_test(a_tone_on_a_wrong_letter_is_told_from_a_style),
        cmocka_unit_test(words_that_are_not_vietnamese_keep_their_accents),
        cmocka_unit_test(slugs_are_ascii_and_cut_at_a_word),
        cmocka_unit_test(people_are_sorted_by_given_name_then_family),
        cmocka_unit_test(runs_of_old_encodings_are_noticed),
        cmocka_unit_test(runs_of_old_encodings_are_read),
        cmocka_unit_test(bytes_of_an_old_encoding_are_told_from_noise),
        cmocka_unit_test(proper_vietnamese_and_foreign_names_are_no_old_encoding),
    };
    return tests_run(tests);
}
