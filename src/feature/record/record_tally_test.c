/* How many records of a kind a unit has in a month is known without walking through them. */
#include "feature/record/record_tally.h"

#include "feature/finder.h"
#include "feature/test_world.h"
#include "feature/unit/unit.h"

static void town_fill(struct world *world)
{
    list_good(world, "unit", town_list);
    list_good(world, "gift",
              "Ngày,Đơn vị,Thường xuyên hay đột xuất,Số suất,Tổng trị giá\n"
              "10/1/2022,Khu phố 1,regular,20,6.000.000\n"
              "20/1/2022,Khu phố 1,regular,25,7.500.000\n"
              "10/2/2022,Khu phố 1,regular,30,9.000.000\n"
              "10/2/2022,Khu phố 2,regular,30,9.000.000\n");
}

static void assert_tally(struct world *world, const char *unit, int32_t month, int64_t wanted,
                         const char *newest)
{
    int64_t count;
    struct day day;
    struct book *book = &world->book;
    const struct unit_tree *units = unit_tree_of(book, book->db, &world->err);
    int64_t id = unit_find(units, str_of(unit))->id;
    month += 2022 * 12 - 1;
    assert_well(record_tally(book->db, S("gift"), id, month, month, &count, &day, &world->err));
    assert_int_equal(count, wanted);
    assert_text(day_text(&world->mem, day), newest);
}

static void gift_void(struct world *world, const char *no)
{
    assert_well(record_void(&world->book, &world->mem, str_of(no), S("nhầm"), &world->err));
}

static void each_month_of_a_unit_has_its_count_and_its_newest_day(void **state)
{
    struct world *world = *state;
    int64_t counts[3] = {0}, both;
    struct day newest;
    struct record_months months = {0};
    struct book *book = &world->book;
    const struct unit_tree *units = unit_tree_of(book, book->db, &world->err);
    const struct unit *first = unit_find(units, S("kp1"));
    const struct unit *town = unit_find(units, S("thi-tran"));
    assert_tally(world, "kp1", 1, 2, "2022-01-20");
    assert_tally(world, "kp1", 2, 1, "2022-02-10");
    assert_tally(world, "kp1", 3, 0, "");
    int32_t january = 2022 * 12;
    assert_well(record_tally(book->db, S("gift"), first->id, january, january + 2, &both, &newest,
                             &world->err));
    assert_int_equal(both, 3);
    assert_well(record_counts(book->db, first->id, january, 3, counts, &world->err));
    assert_int_equal(counts[0], 2);
    assert_int_equal(counts[1], 1);
    assert_int_equal(counts[2], 0);
    assert_well(record_months(book->db, &world->mem, town->id, &months, &world->err));
    assert_int_equal(months.count, 2);
    assert_int_equal(months.at[0], january + 1);
}

static void when_the_newest_is_voided_the_one_before_is_the_newest(void **state)
{
    struct world *world = *state;
    assert_well(book_begin(&world->book, &world->err));
    gift_void(world, "gift/2022/0002");
    assert_well(book_commit(&world->book, NULL, &world->err));
    assert_tally(world, "kp1", 1, 1, "2022-01-10");
}

static void a_month_whose_records_are_all_voided_is_none(void **state)
{
    struct world *world = *state;
    assert_well(book_begin(&world->book, &world->err));
    gift_void(world, "gift/2022/0002");
    gift_void(world, "gift/2022/0001");
    assert_well(book_commit(&world->book, NULL, &world->err));
    assert_tally(world, "kp1", 1, 0, "");
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM record_tally"), 2);
}

static void a_correction_takes_a_record_to_its_new_place_and_month(void **state)
{
    struct world *world = *state;
    struct str at = journal_moment(&world->book.journal, &world->mem);
    entry_add(
        world,
        str_format(&world->mem,
                   "{\"at\":\"%.*s\",\"by\":\"system\",\"day\":\"2022-04-16\",\"kind\":\"gift\","
                   "\"of\":\"gift/2022/0003\",\"reason\":\"nhầm nơi\","
                   "\"type\":\"record.corrected\",\"unit\":\"kp2\",\"values\":{"
                   "\"occasion\":\"regular\",\"quantity\":30,\"value_dong\":9000000}}",
                   STR_ARG(at)),
        NULL, 0);
    assert_tally(world, "kp1", 2, 0, "");
    assert_tally(world, "kp2", 2, 1, "2022-02-10");
    assert_tally(world, "kp2", 4, 1, "2022-04-16");
}

static const struct world_test tests[] = {
    WORLD_TEST(each_month_of_a_unit_has_its_count_and_its_newest_day),
    WORLD_TEST(when_the_newest_is_voided_the_one_before_is_the_newest),
    WORLD_TEST(a_month_whose_records_are_all_voided_is_none),
    WORLD_TEST(a_correction_takes_a_record_to_its_new_place_and_month),
};

int main(int count unused, char **words)
{
    static const struct feature *const features[] = {&unit_feature, &record_feature,
                                                     &finder_feature};
    static const struct world_kind kind = {.name = "tally",
                                           .features = features,
                                           .features_count = COUNT_OF(features),
                                           .fill = town_fill};
    return world_run(&kind, tests, COUNT_OF(tests), words[0]);
}
