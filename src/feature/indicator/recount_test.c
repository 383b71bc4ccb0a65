/* A rule that is new is counted in pieces while people go on working, and comes to what counting at
 * once gives: each test ends with the comparison of all tables with a replay. */
#include "feature/finder.h"
#include "feature/indicator/indicator.h"
#include "feature/test_world.h"

enum { GIFTS = 40 };

/* The gifts of a month: 1 of them has 1, the next 2 … */
static void gifts_give(struct world *world, int month, int count)
{
    struct text list = text_new(&world->mem, 10000);
    text_add(&list, S("day,unit,occasion,quantity,value_dong\n"));
    for (int i = 1; i <= count; i++)
        text_format(&list, "2022-%02d-%02d,kp%d,%s,%d,%d\n", month, i % 27 + 1, i % 2 + 1,
                    i % 3 ? "regular" : "ad_hoc", i, i * 200000);
    list_good(world, "gift", str_c(&world->mem, text_str(&list)));
}

static void town_fill(struct world *world)
{
    list_good(world, "unit", town_list);
    gifts_give(world, 3, GIFTS);
    world->book.counts_later = true;
}

static void rule_state(struct world *world, const char *body)
{
    struct book *book = &world->book;
    assert_well(book_begin(book, &world->err));
    assert_well(catalogue_state(book, "catalogue.indicator", S("own.ad_hoc"), str_of(body), NULL,
                                &world->err));
    assert_well(book_commit(book, NULL, &world->err));
}

static const char ad_hoc[] =
    "{\"breakdown\":\"occasion\",\"kinds\":[\"gift\"],\"label\":\"Quà đột xuất\","
    "\"measure\":\"sum:quantity\",\"mode\":\"flow\",\"slug\":\"qua-dot-xuat-thu\","
    "\"unit\":\"suất\",\"where\":[{\"field\":\"occasion\",\"values\":[\"ad_hoc\"]}]}";
static const char all_gifts[] =
    "{\"breakdown\":\"occasion\",\"kinds\":[\"gift\"],\"label\":\"Quà đột xuất\","
    "\"measure\":\"sum:quantity\",\"mode\":\"flow\",\"slug\":\"qua-dot-xuat-thu\","
    "\"unit\":\"suất\"}";

/* One piece, as the server does it; true while there is more. */
static bool piece(struct world *world, size_t records)
{
    bool is_finished;
    struct book *book = &world->book;
    assert_well(book_begin(book, &world->err));
    assert_well(figures_count_on(book, records, &is_finished, &world->err));
    assert_well(book_commit(book, NULL, &world->err));
    return book->is_counting && !is_finished;
}

static int64_t figure_of(struct world *world, const char *code)
{
    int64_t actual;
    struct book *book = &world->book;
    struct period period = {PERIOD_HALF, 2022, 1};
    const struct unit_tree *units = unit_tree_of(book, book->db, &world->err);
    const struct indicators *indicators = indicators_of(book, book->db, &world->err);
    assert_well(figure_actual(book->db, indicator_find(indicators, str_of(code)),
                              unit_find(units, S("thi-tran")), span_of(period, DAY_NONE), &actual,
                              &world->err));
    return actual;
}

static void gift_void(struct world *world, const char *no)
{
    struct book *book = &world->book;
    assert_well(book_begin(book, &world->err));
    assert_well(record_void(book, &world->mem, str_of(no), S("ghi nhầm"), &world->err));
    assert_well(book_commit(book, NULL, &world->err));
}

static int64_t sum_of_ad_hoc(int count)
{
    int64_t sum = 0;
    for (int i = 3; i <= count; i += 3)
        sum += i;
    return sum;
}

static void a_new_rule_shows_no_number_until_all_is_counted(void **state)
{
    struct world *world = *state;
    struct figures figures;
    struct book *book = &world->book;
    struct period period = {PERIOD_HALF, 2022, 1};
    rule_state(world, ad_hoc);
    assert_true(book->is_counting);
    int pieces = 0;
    do {
        assert_int_equal(figure_of(world, "own.ad_hoc"), FIGURE_COUNTING);
        assert_false(figures_counted(book->db, &world->err));
        const struct unit_tree *units = unit_tree_of(book, book->db, &world->err);
        assert_well(figures_compute(book, book->db, &world->mem, unit_find(units, S("thi-tran")),
                                    period, DAY_NONE, &figures, &world->err));
        const struct figure *figure = figures_find(&figures, S("own.ad_hoc"));
        assert_text(figure_print(&world->mem, figure), "(đang tính)");
        pieces++;
    } while (piece(world, 7));
    assert_int_equal(pieces, GIFTS / 7 + 1);
    assert_int_equal(figure_of(world, "own.ad_hoc"), sum_of_ad_hoc(GIFTS));
    assert_well(figures_counted(book->db, &world->err));
}

static void people_go_on_working_meanwhile(void **state)
{
    struct world *world = *state;
    rule_state(world, ad_hoc);
    assert_true(piece(world, 10));
    gifts_give(world, 4, 6);            /* new: 3 and 6 */
    gift_void(world, "gift/2022/0003"); /* counted already */
    gift_void(world, "gift/2022/0030"); /* not counted yet */
    gift_void(world, "gift/2022/0043"); /* one of the new ones: 3 */
    while (piece(world, 10)) {
    }
    assert_int_equal(figure_of(world, "own.ad_hoc"), sum_of_ad_hoc(GIFTS) - 3 - 30 + 6);
    assert_int_equal(figure_of(world, "wel.gifts_count"),
                     GIFTS * (GIFTS + 1) / 2 + 21 - 3 - 30 - 3);
}

static void a_rule_that_changes_is_counted_anew(void **state)
{
    struct world *world = *state;
    rule_state(world, ad_hoc);
    while (piece(world, 100)) {
    }
    rule_state(world, all_gifts);
    assert_true(piece(world, 9));
    gift_void(world,
              "gift/2022/0033");  /* still there by the older rule, which no sum has any more */
    rule_state(world, all_gifts); /* the same again: nothing begins anew */
    while (piece(world, 9)) {
    }
    assert_int_equal(figure_of(world, "own.ad_hoc"), GIFTS * (GIFTS + 1) / 2 - 33);
    rule_state(world, ad_hoc);
    assert_true(piece(world, 9));
    rule_state(world, all_gifts); /* before the first was through */
    while (piece(world, 9)) {
    }
    assert_int_equal(figure_of(world, "own.ad_hoc"), GIFTS * (GIFTS + 1) / 2 - 33);
}

static void what_a_server_left_uncounted_is_found_by_the_next(void **state)
{
    struct world *world = *state;
    bool are_counting;
    rule_state(world, ad_hoc);
    assert_true(piece(world, 10));
    world->book.is_counting = false; /* as in a new process */
    assert_well(figures_are_counting(world->book.db, &are_counting, &world->err));
    assert_true(are_counting);
    while (piece(world, 10)) {
    }
    assert_int_equal(figure_of(world, "own.ad_hoc"), sum_of_ad_hoc(GIFTS));
}

static void a_rebuild_counts_at_once(void **state)
{
    struct world *world = *state;
    struct book *book = &world->book;
    rule_state(world, ad_hoc);
    assert_true(piece(world, 10));
    book->counts_later = false;
    assert_well(book_begin(book, &world->err));
    assert_well(book_rebuild(book, NULL, &world->err));
    assert_well(book_commit(book, NULL, &world->err));
    assert_well(figures_counted(book->db, &world->err));
    assert_int_equal(figure_of(world, "own.ad_hoc"), sum_of_ad_hoc(GIFTS));
}

static const struct feature *const features[] = {&finder_feature, &unit_feature, &record_feature,
                                                 &indicator_feature};

static const struct world_kind recount_world = {"recount", features, COUNT_OF(features), town_fill};

static const struct world_test tests[] = {
    WORLD_TEST(a_new_rule_shows_no_number_until_all_is_counted),
    WORLD_TEST(people_go_on_working_meanwhile),
    WORLD_TEST(a_rule_that_changes_is_counted_anew),
    WORLD_TEST(what_a_server_left_uncounted_is_found_by_the_next),
    WORLD_TEST(a_rebuild_counts_at_once),
};

int main(int count unused, char **words)
{
    return world_run(&recount_world, tests, COUNT_OF(tests), words[0]);
}
