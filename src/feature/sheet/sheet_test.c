/* The sheets of an area: what they say, how long it takes, and what they never say. */
#include "base/text.h"
#include "base/unicode.h"
#include "feature/finder.h"
#include "feature/sheet/loudspeaker.h"
#include "feature/sheet/posting.h"
#include "feature/test_world.h"

static const char bodies_list[] =
    "code,kind,name,unit,from,to\n"
    "ub,committee,Ủy ban Mặt trận thị trấn,thi-tran,2019-01-01,\n"
    "mt-kp1,front_work_team,Ban công tác Mặt trận khu phố 1,kp1,2019-01-01,\n";

#define GIFTS  "day,unit,occasion,quantity,value_dong,households\n"
#define MODELS "day,unit,name,status\n"
#define HOUSES                                                                                     \
    "day,unit,build_kind,household_class,household,started_on,handed_over_on,value_dong,donor,"    \
    "consent_day\n"

static void town_fill(struct world *world)
{
    list_good(world, "unit", town_list);
    list_good(world, "body", bodies_list);
    list_good(world, "gift", GIFTS "2022-05-03,kp1,regular,105,31500000,98\n");
}

static const struct period half = {PERIOD_HALF, 2022, 1};

static const struct unit *unit_named(struct world *world, const char *code)
{
    const struct unit_tree *units = unit_tree_of(&world->book, world->book.db, &world->err);
    assert_non_null(units);
    return unit_find(units, str_of(code));
}

static struct str loudspeaker_of(struct world *world, const char *code, struct loudspeaker *text)
{
    struct text out = text_new(&world->mem, 100000);
    assert_well(loudspeaker_compose(&world->book, world->book.db, &world->mem,
                                    unit_named(world, code), half, text, &world->err));
    loudspeaker_print(text, &out);
    return text_str(&out);
}

static struct posted posting_of(struct world *world, const char *code)
{
    struct posted posting;
    assert_well(posting_compose(&world->book, world->book.db, &world->mem, unit_named(world, code),
                                half, &posting, &world->err));
    return posting;
}

static struct str printed(struct world *world, const struct posted *posting)
{
    struct text out = text_new(&world->mem, 100000);
    posting_print(posting, &out);
    return text_str(&out);
}

static bool holds(struct str text, const char *part)
{
    return str_find(text, str_of(part)) < text.len;
}

static void tell(struct world *world, const char *word)
{
    assert_well(book_begin(&world->book, &world->err));
    assert_well(reading_set(&world->book, &world->mem, str_of(word), &world->err));
    assert_well(book_commit(&world->book, NULL, &world->err));
}

/* ---- read aloud ---- */

static void a_text_greets_tells_and_takes_leave(void **state)
{
    struct world *world = *state;
    struct loudspeaker text;
    struct str words = loudspeaker_of(world, "kp1", &text);
    assert_text(text.paragraphs.at[0],
                "Kính thưa bà con khu phố một, thị trấn Bến Mới. Ban công tác Mặt trận khu phố một "
                "xin báo với bà con kết quả công tác Mặt trận sáu tháng đầu năm hai nghìn không "
                "trăm hai mươi hai, tính đến hết ngày ba mươi tháng sáu.");
    assert_text(text.paragraphs.at[1], "Về quà, đã trao một trăm linh năm suất, cho chín mươi tám "
                                       "lượt hộ, trị giá trên ba mươi triệu đồng.");
    assert_true(str_ends(words, S("Trân trọng kính chào.\n")));
    assert_int_equal(text.left_out, 0);
    assert_int_equal(text.unread.count, 0);
}

static void the_word_of_zero_follows_the_province_until_the_book_is_told(void **state)
{
    struct world *world = *state;
    struct loudspeaker text;
    assert_true(holds(loudspeaker_of(world, "kp1", &text), "một trăm linh năm"));
    list_good(world, "unit",
              "code,kind,name,label,parent,from,to,number,address,population\n"
              "tinh,province,Tỉnh Vĩnh Long,tỉnh,,1990-01-01,,,,\n");
    assert_true(holds(loudspeaker_of(world, "kp1", &text), "một trăm lẻ năm"));
    tell(world, "linh");
    assert_true(holds(loudspeaker_of(world, "kp1", &text), "một trăm linh năm"));
    tell(world, "lẻ");
    assert_true(holds(loudspeaker_of(world, "thi-tran", &text), "một trăm lẻ năm"));
    tell(world, "theo tỉnh");
    assert_true(holds(loudspeaker_of(world, "kp1", &text), "một trăm lẻ năm"));
    assert_false(reading_set(&world->book, &world->mem, S("không"), &world->err));
    assert_int_equal(world->err.kind, ERROR_INVALID);
}

static void short_forms_are_spoken_and_strange_ones_are_told(void **state)
{
    struct world *world = *state;
    struct loudspeaker text;
    list_good(world, "model",
              MODELS "2022-05-04,kp1,Tuyến đường MTTQ và KDC (số 7/2) của QWX,new\n");
    struct str words = loudspeaker_of(world, "kp1", &text);
    assert_true(
        holds(words, "Tuyến đường Mặt trận Tổ quốc và khu dân cư, số bảy trên hai, của QWX"));
    assert_int_equal(text.unread.count, 1);
    assert_text(text.unread.at[0], "QWX");
}

static void two_minutes_are_never_gone_beyond(void **state)
{
    struct world *world = *state;
    struct loudspeaker text;
    struct text list = text_new(&world->mem, 1 << 20);
    text_add(&list, S(MODELS));
    for (int i = 0; i < 40; i++)
        text_format(&list, "2022-05-04,kp1,Tuyến đường sáng xanh sạch đẹp thứ %d của khu phố,new\n",
                    i);
    list_good(world, "model", str_c(&world->mem, text_str(&list)));
    struct str words = loudspeaker_of(world, "kp1", &text);
    assert_true(text.words <= LOUDSPEAKER_WORDS_MOST);
    assert_int_equal(text.left_out, 1);
    assert_true(holds(words, "Về quà"));
    assert_true(str_ends(words, S("Trân trọng kính chào.\n")));
}

static void the_time_is_told_by_half_minutes(void **state)
{
    struct world *world = *state;
    assert_text(loudspeaker_time(&world->mem, 30), "chưa đầy 1 phút");
    assert_text(loudspeaker_time(&world->mem, 140), "khoảng 1 phút");
    assert_text(loudspeaker_time(&world->mem, 210), "khoảng 1 phút rưỡi");
    assert_text(loudspeaker_time(&world->mem, 300), "khoảng 2 phút");
}

static void no_digit_bracket_or_stroke_is_ever_read(void **state)
{
    struct world *world = *state;
    uint64_t random = 88172645463325252u;
    for (int round = 0; round < 8; round++) {
        struct loudspeaker text;
        struct text list = text_new(&world->mem, 10000);
        text_add(&list, S(GIFTS));
        for (int i = 0; i < 3; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            text_format(&list, "2022-0%d-1%d,kp%d,%s,%d,%lld,%d\n", (int)(random >> 40) % 6 + 1,
                        (int)(random >> 44) % 9, (int)(random >> 48) % 2 + 1,
                        (random >> 50) % 2 ? "regular" : "ad_hoc", (int)(random >> 33) % 9999 + 1,
                        (long long)(random >> 20) % 99999999999, (int)(random >> 36) % 9999);
        }
        list_good(world, "gift", str_c(&world->mem, text_str(&list)));
        struct str words = loudspeaker_of(world, round % 2 ? "kp1" : "thi-tran", &text);
        for (size_t i = 0; i < words.len; i++)
            if (strchr("0123456789()[]{}/\\\"<>%", words.at[i]))
                fail_msg("«%c» in: %.*s", words.at[i], STR_ARG(words));
    }
}

/* ---- hung up ---- */

static void a_sheet_says_what_was_given_and_where_to_look(void **state)
{
    struct world *world = *state;
    struct posted posting = posting_of(world, "kp1");
    assert_int_equal(posting.figures_count, 2);
    assert_text(posting.figures[0].number, "105");
    assert_text(posting.figures[0].measure, "suất");
    assert_text(posting.figures[1].qualifier, "trên");
    assert_text(posting.figures[1].number, "30 triệu");
    assert_text(posting.sections.at[0].title, "Đã trao, đã giúp");
    assert_text(posting.sections.at[0].lines.at[0].label, "Quà");
    assert_text(posting.sections.at[0].lines.at[0].words,
                "105 suất, gồm 105 suất thường xuyên, cho 98 lượt hộ, trị giá 31.500.000 đồng.");
    assert_text(posting.team.name, "Ban công tác Mặt trận khu phố 1");
    assert_text(posting.address, "/khu-pho/1");
    assert_false(posting.is_whole);
    assert_false(posting.is_dense);
    posting = posting_of(world, "thi-tran");
    assert_text(posting.team.name,
                "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn Bến Mới");
    assert_text(posting.address, "/bao-cao/2022/6-thang-dau-nam");
}

static void a_public_book_gives_its_whole_address(void **state)
{
    struct world *world = *state;
    assert_well(book_begin(&world->book, &world->err));
    assert_well(book_setting_write(world->book.db, "site", S("https://a.example"), &world->err));
    assert_well(book_commit(&world->book, NULL, &world->err));
    struct posted posting = posting_of(world, "kp1");
    assert_true(posting.is_whole);
    assert_text(posting.address, "https://a.example/khu-pho/1");
}

static void the_fund_is_that_of_the_commune(void **state)
{
    struct world *world = *state;
    list_good(world, "fund_receipt",
              "day,unit,fund,amount_dong,donor,consent_day\n"
              "2022-03-01,thi-tran,poor_fund,12000000,Zinh Thị Mẫu,2022-02-01\n");
    struct posted posting = posting_of(world, "kp1");
    assert_text(posting.fund.title, "Quỹ “Vì người nghèo” của thị trấn Bến Mới");
    assert_int_equal(posting.fund.lines.count, 1);
    assert_text(posting.fund.lines.at[0].words, "12.000.000 đồng.");
}

static void nobody_who_was_helped_is_named(void **state)
{
    struct world *world = *state;
    struct loudspeaker text;
    list_good(world, "unity_house",
              HOUSES "2022-04-01,kp1,new,poor,Hộ Zinh Thị Mẫu,2022-02-01,2022-04-01,50000000,"
                     "Zqông Cho,2022-01-01\n");
    struct posted posting = posting_of(world, "kp1");
    struct str sheets[] = {printed(world, &posting), loudspeaker_of(world, "kp1", &text)};
    assert_true(holds(sheets[0], "xây mới 01 căn"));
    assert_true(holds(sheets[1], "xây mới một căn"));
    for (size_t i = 0; i < COUNT_OF(sheets); i++)
        assert_false(holds(sheets[i], "Zinh") || holds(sheets[i], "Zq"));
}

static void what_one_page_cannot_hold_is_left_out_but_not_the_sum(void **state)
{
    struct world *world = *state;
    struct text list = text_new(&world->mem, 1 << 20);
    text_add(&list, S(MODELS));
    for (int i = 0; i < 60; i++)
        text_format(&list, "2022-05-04,kp1,Tuyến đường sáng xanh sạch đẹp số %d của khu phố,new\n",
                    i);
    list_good(world, "model", str_c(&world->mem, text_str(&list)));
    list_good(world, "outreach_session",
              "day,unit,scope,subject,form,attendances\n"
              "2022-05-05,kp1,area,an toàn giao thông,họp dân,40\n");
    struct posted posting = posting_of(world, "kp1");
    struct str page = printed(world, &posting);
    assert_true(posting.is_dense);
    assert_true(posting.is_cut);
    assert_true(holds(page, "Tổng giá trị chăm lo, an sinh xã hội: 31.500.000 đồng."));
    assert_true(posting.figures_count <= POSTING_FIGURES_DENSE);
    assert_false(holds(page, "Mô hình:"));
}

static void sheets_have_addresses_of_their_own(void **state)
{
    struct world *world = *state;
    const struct unit *home = unit_named(world, "thi-tran");
    assert_text(sheet_address(&world->mem, SHEET_POSTING, half, unit_named(world, "kp1"), home),
                "/khu-pho/1/niem-yet?ky=2022-H1");
    assert_text(sheet_address(&world->mem, SHEET_LOUDSPEAKER, half, home, home),
                "/doc-loa?ky=2022-H1");
    assert_text(sheet_address(&world->mem, SHEET_POSTING, half, unit_named(world, "huyen"), home),
                "/niem-yet?ky=2022-H1&don-vi=huyen");
}

static const struct world_test tests[] = {
    WORLD_TEST(a_text_greets_tells_and_takes_leave),
    WORLD_TEST(the_word_of_zero_follows_the_province_until_the_book_is_told),
    WORLD_TEST(short_forms_are_spoken_and_strange_ones_are_told),
    WORLD_TEST(two_minutes_are_never_gone_beyond),
    WORLD_TEST(the_time_is_told_by_half_minutes),
    WORLD_TEST(no_digit_bracket_or_stroke_is_ever_read),
    WORLD_TEST(a_sheet_says_what_was_given_and_where_to_look),
    WORLD_TEST(a_public_book_gives_its_whole_address),
    WORLD_TEST(the_fund_is_that_of_the_commune),
    WORLD_TEST(nobody_who_was_helped_is_named),
    WORLD_TEST(what_one_page_cannot_hold_is_left_out_but_not_the_sum),
    WORLD_TEST(sheets_have_addresses_of_their_own),
};

int main(int count unused, char **words)
{
    static const struct feature *const features[] = {
        &finder_feature,  &unit_feature,   &record_feature, &indicator_feature,
        &meeting_feature, &review_feature, &sheet_feature,
    };
    static const struct world_kind kind = {"sheet", features, COUNT_OF(features), town_fill};
    return world_run(&kind, tests, COUNT_OF(tests), words[0]);
}
