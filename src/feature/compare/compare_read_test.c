/* Texts taken apart, and lists of words: what is a figure, what a name, where phrases stand. */
#include "base/testing.h"

#include "feature/compare/compare_remark.h"

/* A catalogue of three figures, enough for the words of these tests. */
static struct indicators *indicators_make(struct arena *mem)
{
    static const char *const rows[][3] = {{"gifts", "Suất quà", "suất"},
                                          {"houses", "Nhà xây mới", "căn"},
                                          {"money", "Tổng số tiền chăm lo", "đồng"}};
    struct indicators *indicators = arena_one(mem, struct indicators);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        *list_add(&indicators->all, mem) = (struct indicator){.id = (int64_t)i + 1,
                                                              .code = str_of(rows[i][0]),
                                                              .label = str_of(rows[i][1]),
                                                              .unit = str_of(rows[i][2]),
                                                              .is_money = i == 2};
    return indicators;
}

/* The shipped words (their rows name other indicators and are passed over), and one of our own. */
static struct wordings *wordings_make(struct arena *mem)
{
    struct wordings *wordings = arena_one(mem, struct wordings);
    struct indicators *indicators = indicators_make(mem);
    struct error err = {0};
    struct str own = S("code,units,near,may,not,value,least,most,label::vi\n"
                       "gifts,suất|suất quà|tổ,quà|tặng quà,,,,,,\n");
    if (!wordings_read(mem, wordings_shipped(), true, indicators, wordings, &err) ||
        !wordings_read(mem, own, false, indicators, wordings, &err))
        fail_msg("%s", err.text);
    wordings_add_labels(mem, indicators, wordings);
    return wordings;
}

/* The numbers of a text that may be figures, as they are written, parted by "; ". */
static struct str figures_of(struct arena *mem, const char *text)
{
    struct reading reading;
    struct wordings *wordings = wordings_make(mem);
    compare_read(mem, str_of(text), wordings, &reading);
    struct str *parts = arena_many(mem, struct str, reading.mentions.count + 1);
    for (size_t i = 0; i < reading.mentions.count; i++) {
        const struct vi_number *number = &reading.mentions.at[i].number;
        parts[i] = str_part(reading.text, number->from, number->len);
    }
    return str_join(mem, parts, reading.mentions.count, S("; "));
}

static void expect_figures(const char *text, const char *wanted)
{
    auto_arena mem = {0};
    assert_str(figures_of(&mem, text), wanted);
}

static void names_and_times_are_no_figures(void **state)
{
    (void)state;
    expect_figures("Quyết định 217 và Nghị quyết số 25 của khu phố 5, ấp 3: 12 suất", "12");
    expect_figures("06 tháng đầu năm 2022, 3 ngày, 80 tuổi: 5 căn", "5");
    expect_figures("Điều 9 Khoản 2 của Quy chế, lần thứ 7, quận 8 tổ chức: 4 suất", "4");
    expect_figures("khu phố 5 suất quà", "5");
    expect_figures("tặng quà 15/18 tổ", "15/18");
    expect_figures("Nghị quyết số 549/2021/NQ-HĐND, COVID-19, 14 giờ 30, ngày 20/7/2022", "");
    expect_figures("Số lần đọc: 148", "");
    expect_figures("Sổ: 875 mục, gốc 5497b23d6abab5984", "");
}

static void numbers_of_items_and_headings_are_no_figures(void **state)
{
    (void)state;
    expect_figures("1. Tuyên truyền\n2) Tặng 12 suất\n2.1 Công tác xã hội\n3/ Nhà ở: 4 căn",
                   "12; 4");
    expect_figures("03 căn nhà được xây", "03");
    expect_figures("2.700 mét đường", "2.700");
}

static void a_text_is_cleaned_before_it_is_read(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct error err = {0};
    struct str text;
    assert_true(compare_clean(&mem, S("<p>Trao <b>12</b>&nbsp;suất</p><br>5 &lt; 6\r\nhết\rrồi"),
                              &text, &err));
    assert_str(text, "\nTrao  12  suất\n\n5 &lt; 6\nhết\nrồi");
    assert_true(compare_clean(&mem, S("5 < 6 và 7 > 3"), &text, &err));
    assert_str(text, "5 < 6 và 7 > 3");
    assert_true(compare_clean(&mem, S("Xem https://a.vn/tin/2022 và [bài](/tin/so-1126), 3 căn"),
                              &text, &err));
    assert_str(text, "Xem   và [bài , 3 căn");
    assert_true(compare_clean(&mem, S("Tổ\u00ADchức\u200B \uFEFFqua\u2028\x0Blại"), &text, &err));
    assert_str(text, "Tổchức qua  lại");
    assert_true(compare_clean(&mem, S("Tô\u0309 chu\u031b\u0301c"), &text, &err));
    assert_str(text, "Tổ chức");
}

static void what_is_no_text_is_refused_with_the_reason(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct error err = {0};
    struct str text;
    assert_false(compare_clean(&mem, S("dòng một\ndòng \xff hai"), &text, &err));
    assert_fails(&err, ERROR_INVALID, "dòng 2 không phải là UTF-8");
    assert_false(compare_clean(&mem, (struct str){"PK\0\3", 4}, &text, &err));
    assert_fails(&err, ERROR_INVALID, "không phải là văn bản thường");
    assert_false(compare_clean(&mem, S(" \n\t<br> "), &text, &err));
    assert_fails(&err, ERROR_INVALID, "chưa có chữ nào");
    assert_false(compare_clean(&mem, S(""), &text, &err));
    assert_fails(&err, ERROR_INVALID, "chưa có chữ nào");
    char *big = arena_take(&mem, COMPARE_MAX_BYTES + 1);
    memset(big, 'a', COMPARE_MAX_BYTES + 1);
    assert_true(compare_clean(&mem, (struct str){big, COMPARE_MAX_BYTES}, &text, &err));
    assert_false(compare_clean(&mem, (struct str){big, COMPARE_MAX_BYTES + 1}, &text, &err));
    assert_fails(&err, ERROR_INVALID, "quá 1 MB");
}

static void more_numbers_than_anyone_reads_are_left(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct reading reading;
    char *heap = arena_take(&mem, (size_t)2 * (MENTIONS_MAX + 5));
    for (size_t i = 0; i < MENTIONS_MAX + 5; i++)
        memcpy(heap + 2 * i, "1 ", 2);
    compare_read(&mem, (struct str){heap, (size_t)2 * MENTIONS_MAX}, wordings_make(&mem), &reading);
    assert_int_equal(reading.mentions.count, MENTIONS_MAX);
    assert_false(reading.is_cut);
    compare_read(&mem, (struct str){heap, (size_t)2 * (MENTIONS_MAX + 5)}, wordings_make(&mem),
                 &reading);
    assert_int_equal(reading.mentions.count, MENTIONS_MAX);
    assert_true(reading.is_cut);
}

static void places_are_counted_in_lines_and_characters(void **state)
{
    (void)state;
    struct str text = S("Trao quà\nđược 12 suất và 7");
    struct read_place place =
        compare_place(text, (struct read_place){1, 1, 0}, str_find(text, S("12")));
    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 6);
    place = compare_place(text, place, str_find(text, S("7")));
    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 17);
}

/* How many sentences, and which of them are headings to what follows. */
static void sentences_end_at_stops_and_lines_but_not_inside_numbers(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct reading reading;
    compare_read(&mem,
                 S("Chăm lo người nghèo\n\nTrao 1.126 suất... và nhiều việc khác. Xây 3 căn; sửa 2 "
                   "căn.\nMột dòng\nbị ngắt giữa chừng."),
                 wordings_make(&mem), &reading);
    assert_int_equal(reading.sentences.count, 4);
    assert_int_equal(reading.sentences.at[1].heading, 1);
    assert_int_equal(reading.sentences.at[3].heading, 1);
    assert_int_equal(reading.mentions.count, 3);
}

static void words_are_known_in_any_case_and_tone_placement(void **state)
{
    (void)state;
    auto_arena mem = {0};
    assert_str(word_fold(&mem, S("KỶ")), "kỉ");
    assert_str(word_fold(&mem, S("kỉ")), "kỉ");
    assert_str(word_fold(&mem, S("Hòa")), "hoà");
    assert_str(word_fold(&mem, S("ủy")), "uỷ");
    assert_str(word_fold(&mem, S("quý")), "quí");
    assert_str(word_fold(&mem, S("may")), "may");
    assert_str(word_fold(&mem, S("y")), "y");
    assert_str(word_fold(&mem, S("")), "");
}

static void expect_list_refused(const char *list, const char *reason)
{
    auto_arena mem = {0};
    struct error err = {0};
    struct wordings wordings = {0};
    if (wordings_read(&mem, str_of(list), false, indicators_make(&mem), &wordings, &err))
        fail_msg("taken: %s", list);
    assert_fails(&err, ERROR_INVALID, reason);
}

#define HEADER "code,units,near,may,not,value,least,most,label::vi\n"

static void a_list_of_words_that_cannot_be_read_is_refused_with_its_line(void **state)
{
    (void)state;
    expect_list_refused("code,units\ngifts,suất\n", "cột 3 phải là near");
    expect_list_refused(HEADER "gifts,suất,quà\n", "dòng 2: có 3 cột, cần 9 cột");
    expect_list_refused(HEADER "gifts,suất,quà,,,,,,\nnothing,suất,quà,,,,,,\n",
                        "dòng 3: không có chỉ tiêu «nothing»");
    expect_list_refused(HEADER "*nothing,,quà,,,,,,\n", "không có loại từ «*nothing»");
    expect_list_refused(HEADER ",suất,quà,,,,,,\n", "thiếu mã chỉ tiêu hoặc tên loại số");
    expect_list_refused(HEADER "gifts,suất,a & b & c & d & e,,,,,,\n", "quá 4 nhóm từ");
    expect_list_refused(HEADER "gifts,suất,quà,,,,ít,,\n", "«ít» không phải là một số");
    expect_list_refused(HEADER "gifts,suất|,quà| |x,,,,,,\n", "không có chữ nào");
    expect_list_refused(HEADER
                        "gifts,suất,a b c d e f g h i j k l m n o p q r s t u v w x y z,,,,,,\n",
                        "quá 24 chữ");
    expect_list_refused("", "");
}

/* The kinds of remarks in a text, each with what it marks. */
static void expect_remarks(const char *text, const char *wanted)
{
    static const char *const kinds[REMARK_COUNT] = {"spelling", "legacy", "lost", "meeting"};
    auto_arena mem = {0};
    struct reading reading;
    struct remarks remarks;
    struct wordings *wordings = wordings_make(&mem);
    compare_read(&mem, str_of(text), wordings, &reading);
    compare_remark(&mem, &reading, wordings, (struct period){PERIOD_HALF, 2022, 1}, &remarks);
    struct str *parts = arena_many(&mem, struct str, remarks.count + 1);
    for (size_t i = 0; i < remarks.count; i++)
        parts[i] =
            str_format(&mem, "%s %.*s", kinds[remarks.at[i].kind],
                       STR_ARG(str_part(reading.text, remarks.at[i].from, remarks.at[i].len)));
    assert_str(str_join(&mem, parts, remarks.count, S("; ")), wanted);
}

/* Slips of published articles (domain B7). */
static void misspelt_titles_and_tones_are_marked(void **state)
{
    (void)state;
    expect_remarks("bà Trương, Phó Bí Đảng uỷ thị trấn", "spelling Phó Bí Đảng uỷ");
    expect_remarks("Qũy “Vì người nghèo”", "spelling Qũy");
    expect_remarks("Ùy ban Mặt trật Tổ quốc", "spelling Ùy ban; spelling Mặt trật");
    expect_remarks("Ủy ban, Uỷ ban, Quỹ, Phó Bí thư Đảng ủy, Bí thư Đảng uỷ, hòa giải, hoà", "");
}

static void lost_and_foreign_letters_are_marked(void **state)
{
    (void)state;
    expect_remarks("Hội đã vaän ñoäng ñöôïc 120 phaàn quaø",
                   "legacy Hội đã vaän ñoäng ñöôïc 120 phaàn "
                   "quaø");
    expect_remarks("Đồng chí ch đạo ca bn về việc", "lost ch đạo ca bn");
    expect_remarks("dài 3 km, nặng 5 kg, đc Minh, MTTQ TT BCTMT", "");
    expect_remarks("một chữ ch thôi", "");
}

static void a_meeting_is_named_after_its_period(void **state)
{
    (void)state;
    expect_remarks("Hội nghị sơ kết công tác Mặt trận năm 2022",
                   "meeting Hội nghị sơ kết công tác Mặt trận");
    expect_remarks("Hội nghị tổng kết công tác Mặt trận 6 tháng đầu năm 2022",
                   "meeting Hội nghị tổng kết công tác Mặt trận");
    expect_remarks("Hội nghị sơ kết công tác Mặt trận 06 tháng đầu năm 2022", "");
    expect_remarks("tổng kết công tác Mặt trận năm 2022; sơ kết giữa nhiệm kỳ", "");
    expect_remarks("Hội nghị sơ kết công tác Mặt trận quý I năm 2022", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_times_are_no_figures),
        cmocka_unit_test(numbers_of_items_and_headings_are_no_figures),
        cmocka_unit_test(a_text_is_cleaned_before_it_is_read),
        cmocka_unit_test(what_is_no_text_is_refused_with_the_reason),
        cmocka_unit_test(more_numbers_than_anyone_reads_are_left),
        cmocka_unit_test(places_are_counted_in_lines_and_characters),
        cmocka_unit_test(sentences_end_at_stops_and_lines_but_not_inside_numbers),
        cmocka_unit_test(words_are_known_in_any_case_and_tone_placement),
        cmocka_unit_test(a_list_of_words_that_cannot_be_read_is_refused_with_its_line),
        cmocka_unit_test(misspelt_titles_and_tones_are_marked),
        cmocka_unit_test(lost_and_foreign_letters_are_marked),
        cmocka_unit_test(a_meeting_is_named_after_its_period),
    };
    return tests_run(tests);
}
