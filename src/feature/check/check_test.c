/* What looks odd in a draft is said; what does not is not. */
#include "feature/check/check.h"
#include "feature/finder.h"
#include "feature/test_world.h"

static void town_fill(struct world *world)
{
    list_good(world, "unit", town_list);
    list_good(world, "gift",
              "Ngày,Đơn vị,Thường xuyên hay đột xuất,Số suất,Tổng trị giá\n"
              "10/1/2022,Khu phố 1,regular,20,6.000.000\n"
              "10/2/2022,Khu phố 1,regular,25,7.500.000\n"
              "10/3/2022,Khu phố 1,regular,30,9.000.000\n");
    list_good(world, "unity_house",
              "day,unit,build_kind,household_class,household,started_on,handed_over_on,value_dong\n"
              "5/3/2022,kp1,new,poor,Nguyễn Văn Ví Dụ,1/2/2022,5/3/2022,60.000.000\n");
}

/* ---- drafts as a form would read them ---- */

struct cell {
    const char *field, *text;
};

static struct draft draft_of(struct world *world, const char *kind, const char *unit,
                             const char *day, const struct cell *cells, size_t count)
{
    struct book *book = &world->book;
    const struct catalogue *catalogue = catalogue_of(book, book->db, &world->err);
    const struct unit_tree *units = unit_tree_of(book, book->db, &world->err);
    struct draft draft = {.kind = catalogue_kind(catalogue, str_of(kind)),
                          .unit = unit_meant(&world->mem, units, str_of(unit)),
                          .day = day_of(day)};
    assert_non_null(draft.kind);
    assert_non_null(draft.unit);
    draft.values = arena_many(&world->mem, struct value, draft.kind->fields.count);
    for (size_t i = 0; i < draft.kind->fields.count; i++)
        draft.values[i].field = &draft.kind->fields.at[i];
    for (size_t i = 0; i < count; i++) {
        const struct catalogue_field *field = catalogue_field(draft.kind, str_of(cells[i].field));
        assert_non_null(field);
        assert_well(value_read(&world->mem, field, str_of(cells[i].text),
                               &draft.values[field - draft.kind->fields.at], &world->err));
    }
    return draft;
}

static struct check_warnings warnings_of(struct world *world, const struct draft *draft,
                                         const char *no)
{
    struct checks checks;
    struct check_warnings warnings = {0};
    struct book *book = &world->book;
    assert_well(checks_begin(book, book->db, &world->mem, &checks, &world->err));
    assert_well(checks_draft(&checks, &world->mem, draft, str_of(no), &warnings, &world->err));
    return warnings;
}

#define DRAFT(world, kind, unit, day, ...)                                                         \
    draft_of(world, kind, unit, day, (const struct cell[]){__VA_ARGS__},                           \
             COUNT_OF(((const struct cell[]){__VA_ARGS__})))

/* Exactly these rules speak, in this order ("a b"), the first with this sentence. */
static void assert_spoken(struct world *world, const struct check_warnings *warnings,
                          const char *codes, const char *first)
{
    struct str *spoken = arena_many(&world->mem, struct str, warnings->count);
    for (size_t i = 0; i < warnings->count; i++)
        spoken[i] = warnings->at[i].code;
    assert_text(str_join(&world->mem, spoken, warnings->count, S(" ")), codes);
    if (warnings->count)
        assert_text(warnings->at[0].text, first);
}

#define assert_gift(unit, day, quantity, value, codes, first)                                      \
    do {                                                                                           \
        struct draft gift = DRAFT(world, "gift", unit, day, {"occasion", "regular"},               \
                                  {"quantity", quantity}, {"value_dong", value});                  \
        struct check_warnings raised = warnings_of(world, &gift, "");                              \
        assert_spoken(world, &raised, codes, first);                                               \
    } while (0)

static void an_ordinary_gift_raises_no_question(void **state)
{
    struct world *world = *state;
    assert_gift("kp1", "2022-03-20", "28", "8.400.000", "", "");
}

static void a_slip_of_a_million_is_named(void **state)
{
    struct world *world = *state;
    assert_gift("kp1", "2022-03-20", "20", "6.000.000.000.000", "gift.unit_value",
                "Mỗi suất quà trị giá 300.000.000.000 đồng: lớn gấp một triệu lần, có thừa chữ "
                "«triệu» không?");
    assert_gift("kp1", "2022-03-20", "20", "6.000", "gift.unit_value",
                "Mỗi suất quà trị giá 300 đồng: nhỏ đi một nghìn lần, có thiếu ba số 0 không?");
}

static void a_number_is_held_against_the_units_own_past(void **state)
{
    struct world *world = *state;
    assert_gift("kp1", "2022-03-20", "150", "45.000.000", "gift.past",
                "150 suất là gấp 5 lần đợt lớn nhất gần đây của khu phố 1 (30)");
    assert_gift("kp1", "2022-03-20", "119", "35.700.000", "", "");
    /* Too few of its own past to say anything. */
    assert_gift("kp2", "2022-03-20", "150", "45.000.000", "", "");
}

/* What is usual is asked once for a list, and no further than its numbers need. */
static void an_ordinary_number_before_it_hides_no_odd_one(void **state)
{
    struct world *world = *state;
    struct checks checks;
    struct check_warnings warnings = {0};
    struct draft ordinary = DRAFT(world, "gift", "kp1", "2022-03-20", {"occasion", "regular"},
                                  {"quantity", "28"}, {"value_dong", "8.400.000"}),
                 odd = DRAFT(world, "gift", "kp1", "2022-03-21", {"occasion", "regular"},
                             {"quantity", "150"}, {"value_dong", "45.000.000"});
    struct book *book = &world->book;
    assert_well(checks_begin(book, book->db, &world->mem, &checks, &world->err));
    assert_well(checks_draft(&checks, &world->mem, &ordinary, S(""), &warnings, &world->err));
    assert_well(checks_draft(&checks, &world->mem, &odd, S(""), &warnings, &world->err));
    assert_spoken(world, &warnings, "gift.past",
                  "150 suất là gấp 5 lần đợt lớn nhất gần đây của khu phố 1 (30)");
}

static void not_the_newest_but_the_largest_is_what_is_usual(void **state)
{
    struct world *world = *state;
    list_good(world, "gift",
              "Ngày,Đơn vị,Thường xuyên hay đột xuất,Số suất,Tổng trị giá\n"
              "15/3/2022,Khu phố 1,regular,5,1.500.000\n");
    assert_gift("kp1", "2022-03-20", "119", "35.700.000", "", "");
}

static void a_number_is_held_against_the_places_beside(void **state)
{
    struct world *world = *state;
    list_good(world, "gift",
              "Ngày,Đơn vị,Thường xuyên hay đột xuất,Số suất,Tổng trị giá\n"
              "11/1/2022,Khu phố 1,regular,20,6.000.000\n"
              "12/1/2022,Khu phố 1,regular,20,6.000.000\n"
              "13/1/2022,Khu phố 1,regular,20,6.000.000\n"
              "14/1/2022,Khu phố 1,regular,20,6.000.000\n"
              "15/1/2022,Khu phố 1,regular,20,6.000.000\n");
    assert_gift("kp2", "2022-03-20", "250", "75.000.000", "gift.neighbours",
                "250 suất là gấp 12 lần mức thường thấy ở các nơi khác (20)");
    assert_gift("kp2", "2022-03-20", "199", "59.700.000", "", "");
    assert_gift("thi-tran", "2022-03-20", "250", "75.000.000", "", "");
}

static void the_same_gift_again_is_noticed(void **state)
{
    struct world *world = *state;
    assert_gift(
        "kp1", "2022-03-12", "30", "9.000.000", "gift.twice",
        "Giống hồ sơ gift/2022/0003 ngày 10/3/2022: cùng nơi, cùng số suất, cùng trị giá; có "
        "phải ghi hai lần không?");
    assert_gift("kp1", "2022-03-18", "30", "9.000.000", "", "");
    assert_gift("kp2", "2022-03-12", "30", "9.000.000", "", "");
}

static void what_a_correction_corrects_is_not_held_against_it(void **state)
{
    struct world *world = *state;
    struct draft draft = DRAFT(world, "gift", "kp1", "2022-03-10", {"occasion", "regular"},
                               {"quantity", "30"}, {"value_dong", "9.000.000"});
    struct check_warnings warnings = warnings_of(world, &draft, "gift/2022/0003");
    assert_spoken(world, &warnings, "", "");
}

static void a_voided_gift_is_not_the_same_again(void **state)
{
    struct world *world = *state;
    struct book *book = &world->book;
    assert_well(book_begin(book, &world->err));
    assert_well(record_void(book, &world->mem, S("gift/2022/0003"), S("ghi hai lần"), &world->err));
    assert_well(book_commit(book, NULL, &world->err));
    assert_gift("kp1", "2022-03-12", "30", "9.000.000", "", "");
}

static void a_corrected_gift_is_what_it_says_now(void **state)
{
    struct world *world = *state;
    struct book *book = &world->book;
    struct draft draft = DRAFT(world, "gift", "kp1", "2022-03-10", {"occasion", "regular"},
                               {"quantity", "31"}, {"value_dong", "9.300.000"});
    assert_well(book_begin(book, &world->err));
    assert_well(
        record_correct(book, &world->mem, &draft, S("gift/2022/0003"), S("đếm lại"), &world->err));
    assert_well(book_commit(book, NULL, &world->err));
    assert_gift("kp1", "2022-03-12", "30", "9.000.000", "", "");
    assert_gift(
        "kp1", "2022-03-12", "31", "9.300.000", "gift.twice",
        "Giống hồ sơ gift/2022/0003 ngày 10/3/2022: cùng nơi, cùng số suất, cùng trị giá; có "
        "phải ghi hai lần không?");
}

static void a_rule_that_comes_later_knows_the_records_before_it(void **state)
{
    struct world *world = *state;
    struct str at = journal_moment(&world->book.journal, &world->mem);
    entry_add(world,
              str_format(&world->mem,
                         "{\"at\":\"%.*s\",\"body\":{\"code\":\"gift.twice\","
                         "\"fields\":[\"value_dong\"],\"high\":7,"
                         "\"kind\":\"gift\",\"message\":\"Cùng trị giá với {record}\","
                         "\"test\":\"twice\"},\"by\":\"system\",\"code\":\"gift.twice\","
                         "\"type\":\"catalogue.check\"}",
                         STR_ARG(at)),
              NULL, 0);
    assert_gift("kp1", "2022-03-12", "29", "9.000.000", "gift.twice",
                "Cùng trị giá với gift/2022/0003");
}

static void a_part_is_not_larger_than_its_whole(void **state)
{
    struct world *world = *state;
    struct draft draft =
        DRAFT(world, "gift", "kp1", "2022-03-20", {"occasion", "regular"}, {"quantity", "20"},
              {"value_dong", "6.000.000"}, {"households", "22"}, {"khmer_households", "23"});
    struct check_warnings warnings = warnings_of(world, &draft, "");
    assert_spoken(world, &warnings, "gift.households gift.khmer",
                  "Số lượt hộ nhận (22) nhiều hơn số suất quà (20)");
    assert_text(warnings.at[0].field, "households");
}

static struct draft house(struct world *world, const char *household)
{
    return DRAFT(world, "unity_house", "kp2", "2022-03-20", {"build_kind", "new"},
                 {"household_class", "poor"}, {"household", household}, {"started_on", "1/2/2022"},
                 {"value_dong", "60.000.000"}, {"fund_dong", "50.000.000"},
                 {"family_dong", "20.000.000"});
}

static void parts_that_exceed_the_total_are_summed_up(void **state)
{
    struct world *world = *state;
    struct draft draft = house(world, "Trần Thị Mẫu");
    struct check_warnings warnings = warnings_of(world, &draft, "");
    assert_spoken(world, &warnings, "house.parts",
                  "Phần quỹ và phần gia đình cộng lại (70.000.000 đồng) nhiều hơn giá trị căn nhà "
                  "(60.000.000 đồng)");
}

static void who_was_helped_before_is_remembered_without_marks_and_forms(void **state)
{
    struct world *world = *state;
    static const char *const names[] = {"Nguyễn Văn Ví Dụ", "hộ ông NGUYEN VAN VI DU",
                                        "Ông Nguyễn Văn Ví Dụ, khu phố 1"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct draft draft = house(world, names[i]);
        struct check_warnings warnings = warnings_of(world, &draft, "");
        assert_int_equal(warnings.count, 2);
        assert_text(warnings.at[1].code, "house.helped");
        assert_text(warnings.at[1].text, "Hộ này hoặc hộ trùng tên đã được hỗ trợ ngày 5/3/2022 "
                                         "(unity_house/2022/0001)");
    }
}

static void an_erased_name_is_forgotten(void **state)
{
    struct world *world = *state;
    struct book *book = &world->book;
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM check_person"), 1);
    assert_well(book_begin(book, &world->err));
    assert_well(
        record_erase(book, &world->mem, S("unity_house/2022/0001"), S("household"), &world->err));
    assert_well(book_commit(book, NULL, &world->err));
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM check_person"), 0);
    struct draft draft = house(world, "Nguyễn Văn Ví Dụ");
    struct check_warnings warnings = warnings_of(world, &draft, "");
    assert_spoken(world, &warnings, "house.parts", warnings.at[0].text.at);
}

static void no_name_stands_in_the_table(void **state)
{
    struct world *world = *state;
    struct str hash = S("");
    struct query query = db_query(world->book.db, "SELECT hash FROM check_person");
    if (query_next(&query))
        hash = take_bytes(&query, &world->mem);
    assert_well(query_end(&query, &world->err));
    assert_int_equal(hash.len, 32);
}

static void a_day_far_from_all_others_is_asked_about(void **state)
{
    struct world *world = *state;
    assert_gift("kp1", "2020-03-10", "28", "8.400.000", "day.early",
                "Ngày 10/3/2020 sớm hơn việc mới nhất trong sổ hơn 184 ngày: kỳ đó có thể đã báo "
                "cáo");
    assert_gift("kp1", "2023-03-10", "28", "8.400.000", "day.late",
                "Ngày 10/3/2023 muộn hơn việc mới nhất trong sổ hơn 31 ngày: có gõ nhầm năm "
                "không?");
}

static const struct world_test tests[] = {
    WORLD_TEST(an_ordinary_gift_raises_no_question),
    WORLD_TEST(a_slip_of_a_million_is_named),
    WORLD_TEST(a_number_is_held_against_the_units_own_past),
    WORLD_TEST(an_ordinary_number_before_it_hides_no_odd_one),
    WORLD_TEST(not_the_newest_but_the_largest_is_what_is_usual),
    WORLD_TEST(a_number_is_held_against_the_places_beside),
    WORLD_TEST(the_same_gift_again_is_noticed),
    WORLD_TEST(what_a_correction_corrects_is_not_held_against_it),
    WORLD_TEST(a_voided_gift_is_not_the_same_again),
    WORLD_TEST(a_corrected_gift_is_what_it_says_now),
    WORLD_TEST(a_rule_that_comes_later_knows_the_records_before_it),
    WORLD_TEST(a_part_is_not_larger_than_its_whole),
    WORLD_TEST(parts_that_exceed_the_total_are_summed_up),
    WORLD_TEST(who_was_helped_before_is_remembered_without_marks_and_forms),
    WORLD_TEST(an_erased_name_is_forgotten),
    WORLD_TEST(no_name_stands_in_the_table),
    WORLD_TEST(a_day_far_from_all_others_is_asked_about),
};

int main(int count unused, char **words)
{
    static const struct feature *const features[] = {
        &finder_feature, &unit_feature, &record_feature, &indicator_feature, &check_feature,
    };
    static const struct world_kind kind = {"check", features, COUNT_OF(features), town_fill};
    return world_run(&kind, tests, COUNT_OF(tests), words[0]);
}
