/* Duties and rows of the week as the book has them: shipped, stated by people, one in another's
 * place. */
#include "feature/finder.h"
#include "feature/office/duty.h"
#include "feature/office/office_pages.h"
#include "feature/office/weekly.h"
#include "feature/test_world.h"

static struct duties duties_of(struct world *world, const char *day)
{
    struct duties duties = {0};
    assert_well(duties_on(world->book.db, &world->mem, day_of(day), &duties, &world->err));
    return duties;
}

static struct dated_list all_of(struct world *world, const char *type)
{
    struct dated_list list = {0};
    assert_well(dated_read(world->book.db, &world->mem, type, &list, &world->err));
    return list;
}

/* States a duty as an account would. */
static void duty_stated(struct world *world, const struct duty *duty, int64_t account)
{
    struct book *book = &world->book;
    struct str body;
    assert_well(duty_body(&world->mem, duty, &body, &world->err));
    assert_well(book_begin(book, &world->err));
    book->journal.actor = account;
    assert_well(catalogue_state(book, DUTY_TYPE, duty->item.code, body, NULL, &world->err));
    book->journal.actor = 0;
    assert_well(book_commit(book, NULL, &world->err));
}

static void ship_again(struct world *world)
{
    assert_well(book_begin(&world->book, &world->err));
    assert_well(office_ship(&world->book, &world->err));
    assert_well(book_commit(&world->book, NULL, &world->err));
}

static void what_ships_is_in_the_book_once(void **state)
{
    struct world *world = *state;
    struct duties duties = duties_of(world, "2022-05-01");
    int64_t count = entries(world);
    assert_true(duties.count > 0);
    assert_true(all_of(world, WEEKLY_TYPE).count > 0);
    for (size_t i = 0; i < duties.count; i++) {
        assert_true(duties.at[i].kinds_count > 0);
        assert_false(duties.at[i].item.is_own);
    }
    ship_again(world);
    assert_int_equal(entries(world), count);
}

static void what_a_person_has_ended_no_upgrade_brings_back(void **state)
{
    struct world *world = *state;
    struct duties before = duties_of(world, "2022-05-01");
    struct duty duty = before.at[0];
    duty.item.last = day_of("2022-05-31");
    duty_stated(world, &duty, 3);
    ship_again(world);
    assert_int_equal(duties_of(world, "2022-05-01").count, before.count);
    assert_int_equal(duties_of(world, "2022-06-01").count, before.count - 1);
    struct dated_list list = all_of(world, DUTY_TYPE);
    assert_true(dated_find(&list, duty.item.code)->is_own);
}

static void what_takes_a_place_stands_in_it(void **state)
{
    struct world *world = *state;
    struct duty duty = duties_of(world, "2022-05-01").at[0];
    struct str old = duty.item.code;
    duty.item.last = day_of("2022-06-30");
    duty_stated(world, &duty, 3);
    duty.item = (struct dated){.code = dated_code_from(&world->mem, old, day_of("2022-07-01")),
                               .instead_of = old,
                               .first = day_of("2022-07-01"),
                               .last = DAY_LAST};
    duty.every = PERIOD_QUARTER;
    duty_stated(world, &duty, 3);
    struct duties june = duties_of(world, "2022-06-01"), july = duties_of(world, "2022-07-01");
    assert_int_equal(june.at[0].every, PERIOD_MONTH);
    assert_int_equal(july.at[0].every, PERIOD_QUARTER);
    assert_int_equal(june.count, july.count);
    struct dated_list list = all_of(world, DUTY_TYPE);
    assert_text(dated_successor(&list, old)->code, "gifts_20220701");
    assert_null(dated_successor(&list, duty.item.code));
    assert_text(dated_code_from(&world->mem, duty.item.code, day_of("2023-01-01")),
                "gifts_20230101");
}

static void a_wrong_duty_is_told(void **state)
{
    struct world *world = *state;
    const struct catalogue *catalogue = catalogue_of(&world->book, world->book.db, &world->err);
    assert_non_null(catalogue);
    struct duty good = duties_of(world, "2022-05-01").at[0], duty;
    assert_well(duty_check(catalogue, &good, &world->err));
#define ASSERT_WRONG(member, value, name)                                                          \
    duty = good;                                                                                   \
    duty.member = value;                                                                           \
    assert_false(duty_check(catalogue, &duty, &world->err));                                       \
    assert_string_equal(world->err.field, name)
    ASSERT_WRONG(label, S(""), "label");
    ASSERT_WRONG(due_days, -1, "due_days");
    ASSERT_WRONG(due_days, DUTY_DAYS_MAX + 1, "due_days");
    ASSERT_WRONG(kinds_count, 0, "kinds");
    ASSERT_WRONG(kinds[0], S("khong_co"), "kinds");
    ASSERT_WRONG(item.last, (struct day){good.item.first.number - 1}, "last");
}

static void a_row_of_the_week_names_a_figure(void **state)
{
    struct world *world = *state;
    const struct indicators *indicators = indicators_of(&world->book, world->book.db, &world->err);
    assert_non_null(indicators);
    struct weekly_item line = weekly_of(&all_of(world, WEEKLY_TYPE).at[0]);
    assert_well(weekly_check(indicators, &line, &world->err));
    line.indicator = S("khong.co");
    assert_false(weekly_check(indicators, &line, &world->err));
    assert_string_equal(world->err.field, "indicator");
}

static const struct world_test tests[] = {
    WORLD_TEST(what_ships_is_in_the_book_once),
    WORLD_TEST(what_a_person_has_ended_no_upgrade_brings_back),
    WORLD_TEST(what_takes_a_place_stands_in_it),
    WORLD_TEST(a_wrong_duty_is_told),
    WORLD_TEST(a_row_of_the_week_names_a_figure),
};

int main(int count unused, char **words)
{
    static const struct feature *const features[] = {
        &finder_feature, &unit_feature, &record_feature, &indicator_feature, &office_feature,
    };
    static const struct world_kind kind = {"duty", features, COUNT_OF(features), NULL};
    return world_run(&kind, tests, COUNT_OF(tests), words[0]);
}
