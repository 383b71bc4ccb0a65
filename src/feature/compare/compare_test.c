/* Texts held against the figures of a small town: what agrees, what differs and what it looks like,
 * what the book does not have, what contradicts itself. */
#include "feature/compare/compare.h"

#include "base/text.h"
#include "feature/compare/compare_book.h"
#include "feature/compare/compare_print.h"
#include "feature/finder.h"
#include "feature/meeting/meeting.h"
#include "feature/test_world.h"

static void town_fill(struct world *world)
{
    list_good(world, "unit", town_list);
    list_good(world, "gift",
              "Ngày,Đơn vị,Thường xuyên hay đột xuất,Số suất,Tổng trị giá\n"
              "10/5/2021,kp1,regular,140,42.000.000\n"
              "10/1/2022,kp1,regular,100,30.000.000\n"
              "10/2/2022,kp1,ad_hoc,20,6.000.000\n"
              "10/3/2022,kp2,regular,50,15.000.000\n");
    list_good(world, "training",
              "Ngày,Đơn vị,Nội dung tập huấn,Người được cử\n"
              "19/4/2022,kp1,front_skills,Người Một\n19/4/2022,kp1,front_skills,Người Hai\n"
              "19/4/2022,kp2,front_skills,Người Ba\n19/4/2022,kp2,front_skills,Người Bốn\n");
    list_good(world, "fund_receipt",
              "Ngày,Đơn vị,Quỹ,Hình thức,Số tiền\n"
              "11/1/2022,thi-tran,poor_fund,transfer,111.300.000\n");
    list_good(world, "land_donation", "Ngày,Đơn vị,Diện tích,Để làm\n5/3/2022,kp1,1.500,road\n");
    list_good(world, "poverty_status",
              "Ngày,Đơn vị,Số hộ nghèo,Số hộ cận nghèo\n31/12/2021,kp1,19,30\n");
    list_good(world, "target",
              "unit,period,indicator,target,population,giver,note\n"
              "thi-tran,2022-H1,wel.gifts_count,160,,Huyện Rạch Cũ,\n"
              "thi-tran,2022-H1,org.training_people,4,6,Huyện Rạch Cũ,\n"
              "thi-tran,2022-H1,wel.poor_households,,1235,,\n");
}

static struct compared compare_in(struct world *world, const char *unit, const char *text)
{
    struct compared compared;
    struct book *book = &world->book;
    const struct unit_tree *units = unit_tree_of(book, book->db, &world->err);
    assert_well(units);
    assert_well(compare_text(book, book->db, &world->mem, unit_find(units, str_of(unit)),
                             (struct period){PERIOD_HALF, 2022, 1}, str_of(text), &compared,
                             &world->err));
    return compared;
}

/* Each number as "1.126 suất quà = khớp wel.gifts_count", parted by line ends. */
static struct str judged(struct world *world, const struct compared *compared)
{
    struct text out = text_new(&world->mem, 1 << 16);
    for (size_t i = 0; i < compared->findings.count; i++) {
        const struct binding *binding = &compared->bindings.at[i];
        const char *facet = compare_facet_name(binding->facet);
        text_format(&out, "%s%.*s = %.*s", i ? "\n" : "",
                    STR_ARG(compare_said(&compared->reading, compared->wordings, i)),
                    STR_ARG(compare_verdict_word(compared->findings.at[i].verdict)));
        if (binding->code.len)
            text_format(&out, " %.*s%s%s", STR_ARG(binding->code), facet[0] ? "." : "", facet);
        if (binding->part.len)
            text_format(&out, ":%.*s", STR_ARG(binding->part));
    }
    return text_str(&out);
}

static void expect_judged(struct world *world, const char *text, const char *wanted)
{
    struct compared compared = compare_in(world, "thi-tran", text);
    assert_text(judged(world, &compared), wanted);
}

/* The number at `place` is told to be wrong in these words: what it looks like, or the clash. */
static void expect_told(struct world *world, const char *text, size_t place, const char *why,
                        const char *clash)
{
    struct compared compared = compare_in(world, "thi-tran", text);
    assert_true(place < compared.findings.count);
    const struct finding *finding = &compared.findings.at[place];
    if (str_find(finding->why, str_of(why)) == finding->why.len && why[0])
        fail_msg("%s: why «%.*s»", text, STR_ARG(finding->why));
    if (clash[0] ? str_find(finding->clash, str_of(clash)) == finding->clash.len
                 : finding->clash.len != 0)
        fail_msg("%s: clash «%.*s»", text, STR_ARG(finding->clash));
}

static void expect_clash(struct world *world, const char *text, size_t place, const char *clash)
{
    expect_told(world, text, place, "", clash);
}

/* ---- against the book ---- */

static void figures_are_known_by_their_words_in_any_order_and_notation(void **state)
{
    struct world *world = *state;
    expect_judged(world, "Đã trao 170 suất quà cho hộ nghèo, trị giá trên 51 triệu đồng.",
                  "170 suất quà = khớp wel.gifts_count\n"
                  "trên 51 triệu đồng = khớp wel.gifts_value");
    expect_judged(world, "Tổng trị giá 51.000.000đ là số tiền của 170 phần quà.",
                  "51.000.000đ = khớp wel.gifts_value\n170 phần quà = khớp wel.gifts_count");
    expect_judged(world, "Suất quà: 170", "170 = khớp wel.gifts_count");
    expect_judged(world, "Nhân dân hiến 0,15 ha đất.", "0,15 ha = khớp mov.land_donated_m2");
    expect_judged(world, "Trao 160 suất quà.", "160 suất quà = lệch wel.gifts_count");
}

static void fractions_percents_and_targets_are_three_numbers(void **state)
{
    struct world *world = *state;
    expect_judged(world, "Đưa cán bộ tập huấn 4/6 đồng chí, đảm bảo 100% chỉ tiêu giao.",
                  "4/6 đồng chí = khớp org.training_people.fraction\n"
                  "100% = khớp org.training_people.percent");
    expect_judged(world, "Tập huấn 4/4 đồng chí.",
                  "4/4 đồng chí = khớp org.training_people.fraction");
    expect_told(world, "Tập huấn 4/5 đồng chí.", 0, "sau dấu gạch chéo", "");
    expect_judged(world, "Trao 170 suất quà, đạt 106,25% kế hoạch, vượt 6,25% chỉ tiêu.",
                  "170 suất quà = khớp wel.gifts_count\n106,25% = khớp wel.gifts_count.percent\n"
                  "6,25% = khớp wel.gifts_count.percent");
    expect_judged(world, "Trao 170 suất quà (chỉ tiêu giao 160 suất), đạt 116,25% chỉ tiêu.",
                  "170 suất quà = khớp wel.gifts_count\n160 suất = khớp wel.gifts_count.target\n"
                  "116,25% = lệch wel.gifts_count.percent");
    expect_judged(world, "Còn 19/1.235 hộ nghèo, chiếm 1,54%.",
                  "19/1.235 hộ nghèo = khớp wel.poor_households.fraction\n"
                  "1,54% = khớp wel.poor_households.share");
}

static void parts_and_last_year_are_known(void **state)
{
    struct world *world = *state;
    expect_judged(world, "Trao 170 suất quà, gồm 150 suất thường xuyên, 20 suất đột xuất.",
                  "170 suất quà = khớp wel.gifts_count\n"
                  "150 suất = khớp wel.gifts_count.part:regular\n"
                  "20 suất = khớp wel.gifts_count.part:ad_hoc");
    expect_judged(world,
                  "Trao 170 suất quà, tăng 30 suất so với cùng kỳ (cùng kỳ 140 suất), tăng 21,42%"
                  " so với cùng kỳ.",
                  "170 suất quà = khớp wel.gifts_count\n30 suất = khớp wel.gifts_count.change\n"
                  "140 suất = khớp wel.gifts_count.previous\n"
                  "21,42% = khớp wel.gifts_count.change_percent");
    expect_judged(world, "170 suất quà: 120 suất Tết, 50 suất Trung thu.",
                  "170 suất quà = khớp wel.gifts_count\n"
                  "120 suất = không có trong sổ wel.gifts_count.part\n"
                  "50 suất = không có trong sổ wel.gifts_count.part");
    expect_judged(world, "Trao 170 suất quà, mỗi suất 300.000 đồng.",
                  "170 suất quà = khớp wel.gifts_count\n300.000 đồng = khớp wel.gifts_count.each");
}

static void numbers_of_one_sentence_may_add_up(void **state)
{
    struct world *world = *state;
    expect_judged(world, "Đợt đầu trao 120 suất quà; trước Tết trao 50 suất quà.",
                  "120 suất quà = khớp wel.gifts_count\n50 suất quà = khớp wel.gifts_count");
    expect_judged(world, "Đợt đầu trao 120 suất quà; trước Tết trao 60 suất quà.",
                  "120 suất quà = lệch wel.gifts_count\n60 suất quà = lệch wel.gifts_count");
}

static void a_number_of_an_area_is_held_against_that_area(void **state)
{
    struct world *world = *state;
    expect_judged(world, "Khu phố 1 trao 120 suất quà; khu phố 2 trao 60 suất quà.",
                  "120 suất quà = khớp wel.gifts_count\n60 suất quà = lệch wel.gifts_count");
    expect_judged(world, "Ông Trưởng khu phố 1 cho biết toàn thị trấn đã trao 170 suất quà.",
                  "170 suất quà = khớp wel.gifts_count");
    struct compared compared = compare_in(world, "kp1", "Khu phố 1 trao 120 suất quà.");
    assert_text(judged(world, &compared), "120 suất quà = khớp wel.gifts_count");
}

static void plans_and_other_periods_are_not_of_this_period(void **state)
{
    struct world *world = *state;
    expect_judged(world, "Phấn đấu trao 300 suất quà.",
                  "300 suất quà = không có trong sổ wel.gifts_count");
    expect_judged(world, "Năm 2020 đã trao 300 suất quà.",
                  "300 suất quà = không có trong sổ wel.gifts_count");
    expect_judged(world, "6 tháng cuối năm 2022 trao 300 suất quà.",
                  "300 suất quà = không có trong sổ wel.gifts_count");
    expect_judged(world, "Riêng trong tháng 3 trao 90 suất quà.",
                  "90 suất quà = không có trong sổ wel.gifts_count");
    expect_judged(world, "Trong 6 tháng trao 90 suất quà.", "90 suất quà = lệch wel.gifts_count");
    expect_judged(world, "Nhân dịp Tết Nguyên đán trao 90 suất quà.",
                  "90 suất quà = không có trong sổ wel.gifts_count");
    expect_judged(world, "Nhân dịp Tết Nguyên đán trao 190 suất quà.",
                  "190 suất quà = lệch wel.gifts_count");
    expect_judged(world, "6 tháng đầu năm 2022 trao 300 suất quà.",
                  "300 suất quà = lệch wel.gifts_count");
}

static void what_the_book_does_not_have_is_said_to_be_so(void **state)
{
    struct world *world = *state;
    struct compared compared =
        compare_in(world, "thi-tran",
                   "Xây mới 3 căn nhà Đại đoàn kết. Mua 12 con dê. Thu ngân sách 12,4 tỷ đồng.");
    assert_text(judged(world, &compared),
                "3 căn nhà Đại đoàn kết = không có trong sổ wel.houses_new\n"
                "12 con = không có trong sổ\n"
                "12,4 tỷ đồng = không có trong sổ");
    assert_text(compared.findings.at[0].why, "sổ chưa ghi việc nào loại này trong kỳ");
    assert_text(compared.findings.at[2].label, "thu ngân sách");
    assert_text(compare_summary(&world->mem, &compared), "3 con số: 3 không có trong sổ");
}

static void whose_a_wrong_number_may_be_is_told(void **state)
{
    struct world *world = *state;
    expect_judged(world, "Trao 100 suất quà.", "100 suất quà = lệch wel.gifts_count");
    expect_told(world, "Trao 100 suất quà.", 0, "đúng bằng số của riêng tháng 1 năm 2022", "");
    expect_told(world, "Trao 120 suất quà.", 0, "đúng bằng số của riêng Khu phố 1", "");
    expect_told(world, "Trao quà trị giá trên 30 triệu đồng.", 0,
                "đúng bằng số của riêng tháng 1 năm 2022", "");
}

static void what_a_wrong_number_looks_like_is_told(void **state)
{
    struct world *world = *state;
    expect_told(world, "Trao 140 suất quà.", 0, "đúng bằng số của cùng kỳ năm trước", "");
    expect_told(world, "Trao 160 suất quà.", 0, "đúng bằng chỉ tiêu giao", "");
    expect_told(world, "Trao 1.700 suất quà.", 0, "lớn gấp 10 lần", "");
    expect_told(world, "Trao 107 suất quà.", 0, "đảo hai chữ số", "");
    expect_told(world, "Trao quà trị giá 51 tỷ đồng.", 0, "lớn gấp 1.000 lần", "");
}

/* ---- against the text itself: the errors that were published (domain B7) ---- */

static void absurd_sums_are_told(void **state)
{
    struct world *world = *state;
    expect_clash(world, "Vận động 388.640.000 triệu đồng.", 0, "có phải thừa chữ «triệu»?");
    expect_clash(world, "Hoạt động hỗ trợ 402.400 tỷ đồng.", 0, "có phải là 402,4 tỷ?");
    expect_clash(world, "Quỹ vận động 1.800 tỷ đồng.", 0, "");
    expect_clash(world, "Xây mới 401.469 căn nhà Đại đoàn kết.", 0, "lớn bất thường");
    expect_clash(world, "Thu ngân sách xã hơn 17 triệu đồng, đạt 143,16% kế hoạch.", 0,
                 "có phải nhầm «triệu» với «tỷ»?");
}

static void a_percent_must_be_that_of_its_fraction(void **state)
{
    struct world *world = *state;
    expect_clash(world, "Có 19/1.235 hộ tái nghèo, chiếm 1,62%.", 1, "19/1.235 hộ là 1,54%");
    expect_clash(world, "Có 19/1.235 hộ tái nghèo, chiếm 1,54%.", 1, "");
    expect_clash(world, "Đã làm 74/50 chiếc ghe, đạt 184%.", 1, "là 148%");
    expect_clash(world, "Trao 170 suất quà, đạt 120% chỉ tiêu (chỉ tiêu giao 160 suất).", 1,
                 "170 suất quà trên 160 suất là 106,25%");
    expect_clash(world, "Tập huấn 4/6 đồng chí, đạt 100% chỉ tiêu.", 1, "");
}

static void one_figure_is_told_with_one_number(void **state)
{
    struct world *world = *state;
    expect_clash(world,
                 "Quỹ “Vì người nghèo” vận động trên 110 tỷ đồng\n\nTrong năm, Quỹ “Vì người nghèo”"
                 " vận động được trên 111 tỷ đồng.",
                 1, "chỗ khác trong bài nói «trên 110 tỷ đồng»");
    expect_clash(world,
                 "Quỹ “Vì người nghèo” tiếp nhận 145 tỷ đồng. Nhờ vậy Quỹ “Vì người nghèo” vận động"
                 " được 373 tỷ đồng.",
                 1, "«145 tỷ đồng»");
    expect_clash(world, "Trao trên 150 suất quà.\n\nĐã trao 170 suất quà.", 1, "");
}

static void sums_and_products_must_come_out(void **state)
{
    struct world *world = *state;
    expect_clash(world, "Trao 180 suất quà, gồm 150 suất thường xuyên, 20 suất đột xuất.", 0,
                 "các phần cộng lại là 170");
    expect_clash(world, "Trao 180 suất quà, trong đó 150 suất thường xuyên, 20 suất đột xuất.", 0,
                 "");
    expect_clash(world, "Trao 160 suất quà, trong đó 150 suất thường xuyên, 20 suất đột xuất.", 0,
                 "các phần cộng lại là 170");
    expect_clash(world, "Tặng 196 suất quà, mỗi suất 300.000 đồng, trị giá gần 68 triệu đồng.", 2,
                 "là 58.800.000 đồng");
    expect_clash(world, "Tặng 200 suất quà, mỗi suất 300.000 đồng, trị giá 60 triệu đồng.", 2, "");
}

static void one_text_has_one_notation(void **state)
{
    struct world *world = *state;
    expect_clash(world, "Vận động 1.2 tỷ đồng; có 1.404 lượt người dự tuyên truyền.", 0,
                 "cùng bài có «1.404 lượt người»");
    expect_clash(world, "Vận động 1,2 tỷ đồng; có 1.404 lượt người dự tuyên truyền.", 0, "");
}

/* ---- once the review is out ---- */

static void an_issued_review_is_what_a_text_should_tell(void **state)
{
    struct world *world = *state;
    struct book *book = &world->book;
    const struct unit_tree *units = unit_tree_of(book, book->db, &world->err);
    bool is_new;
    assert_well(book_begin(book, &world->err));
    assert_well(review_issue(book, &world->mem, unit_find(units, S("thi-tran")),
                             (struct period){PERIOD_HALF, 2022, 1}, DAY_NONE, false, &is_new,
                             &world->err));
    assert_well(book_commit(book, NULL, &world->err));
    list_good(world, "gift",
              "Ngày,Đơn vị,Thường xuyên hay đột xuất,Số suất,Tổng trị giá\n"
              "20/6/2022,kp1,regular,5,1.500.000\n");
    expect_told(world, "Trao 170 suất quà.", 0, "", "");
    expect_judged(world, "Trao 170 suất quà.", "170 suất quà = khớp wel.gifts_count");
    expect_judged(world, "Trao 175 suất quà.", "175 suất quà = khớp wel.gifts_count");
    expect_told(world, "Trao 175 suất quà.", 0, "sau ngày chốt", "");
    expect_judged(world, "Trao 180 suất quà.", "180 suất quà = lệch wel.gifts_count");
}

/* ---- a committee's own words ---- */

static void a_committee_adds_its_own_words(void **state)
{
    struct world *world = *state;
    const char *text = "Bà con nhận 170 giỏ lúa vàng từ Mặt trận.";
    const char *list = "code,units,near,may,not,value,least,most,label::vi\n"
                       "wel.gifts_count,giỏ lúa vàng,bà con,,,,,,\n";
    expect_judged(world, text, "170 = không có trong sổ");
    list_good(world, "wording", list);
    assert_text(world->report, "list.csv: 1 cách nói số liệu\n");
    expect_judged(world, text, "170 giỏ lúa vàng = khớp wel.gifts_count");
    int64_t before = entries(world);
    list_good(world, "wording", list);
    assert_int_equal(entries(world), before);
    assert_false(list_take(world, "wording", S("code,units\n")));
    expect_judged(world, text, "170 giỏ lúa vàng = khớp wel.gifts_count");
    list_good(world, "wording", "code,units,near,may,not,value,least,most,label::vi\n");
    expect_judged(world, text, "170 = không có trong sổ");
}

static const struct feature *const features[] = {
    &finder_feature,  &unit_feature,   &record_feature,  &indicator_feature,
    &meeting_feature, &review_feature, &compare_feature,
};

int main(int count, char **words)
{
    static const struct world_test tests[] = {
        WORLD_TEST(figures_are_known_by_their_words_in_any_order_and_notation),
        WORLD_TEST(fractions_percents_and_targets_are_three_numbers),
        WORLD_TEST(parts_and_last_year_are_known),
        WORLD_TEST(numbers_of_one_sentence_may_add_up),
        WORLD_TEST(a_number_of_an_area_is_held_against_that_area),
        WORLD_TEST(plans_and_other_periods_are_not_of_this_period),
        WORLD_TEST(what_the_book_does_not_have_is_said_to_be_so),
        WORLD_TEST(whose_a_wrong_number_may_be_is_told),
        WORLD_TEST(what_a_wrong_number_looks_like_is_told),
        WORLD_TEST(absurd_sums_are_told),
        WORLD_TEST(a_percent_must_be_that_of_its_fraction),
        WORLD_TEST(one_figure_is_told_with_one_number),
        WORLD_TEST(sums_and_products_must_come_out),
        WORLD_TEST(one_text_has_one_notation),
        WORLD_TEST(an_issued_review_is_what_a_text_should_tell),
        WORLD_TEST(a_committee_adds_its_own_words),
    };
    static const struct world_kind kind = {"compare", features, COUNT_OF(features), town_fill};
    (void)count;
    return world_run(&kind, tests, COUNT_OF(tests), words[0]);
}
