/* The log floor: entries, tree, rules, units. */
#include "log/entry.h"
#include "log/rule.h"
#include "log/tree.h"
#include "log/unit_tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena mem;
static struct error err;

static void assert_text(struct str given, const char *wanted)
{
    assert_int_equal(given.len, strlen(wanted));
    assert_memory_equal(given.at, wanted, given.len);
}

/* The eight customary leaves of Certificate Transparency's tests, and the roots of their prefixes.
 */
static const struct {
    const char *leaf_hex, *root_hex;
} customary[] = {
    {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
    {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
    {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
    {"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
    {"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
    {"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
    {"5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
    {"606162636465666768696a6b6c6d6e6f",
     "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
};

static void a_tree_has_the_roots_that_the_rfc_gives(void **state unused)
{
    struct tree tree = {0};
    struct sha256 root = tree_root(&tree);
    assert_text(sha256_hex(&mem, &root),
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (size_t i = 0; i < COUNT_OF(customary); i++) {
        char leaf[16];
        size_t len = strlen(customary[i].leaf_hex) / 2;
        assert_true(hex_read(str_of(customary[i].leaf_hex), leaf, len));
        tree_add(&tree, tree_leaf((struct str){leaf, len}));
        root = tree_root(&tree);
        assert_text(sha256_hex(&mem, &root), customary[i].root_hex);
    }
    assert_int_equal(tree_edge_count(tree.size), 1);
}

static void a_tree_of_seventy_thousand_leaves_has_the_known_root(void **state unused)
{
    struct tree tree = {0};
    for (int i = 0; i < 70000; i++) {
        char leaf[24];
        int len = snprintf(leaf, sizeof leaf, "entry %d", i);
        tree_add(&tree, tree_leaf((struct str){leaf, (size_t)len}));
    }
    struct sha256 root = tree_root(&tree);
    assert_text(sha256_hex(&mem, &root),
                "a3920fba7f239a071a9bd10721f1341addefbaededb41c7e24437a9d16bdf00a");
}

static const char gift[] =
    "{\"at\":\"2022-05-10T08:31:00Z\",\"by\":\"u3\",\"day\":\"2022-05-10\",\"kind\":\"gift\","
    "\"no\":\"gift/2022/0007\",\"type\":\"record.approved\",\"unit\":\"kp3\",\"values\":"
    "{\"occasion\":\"ad_hoc\",\"partners\":[\"farmers\",\"women\"],\"quantity\":120,"
    "\"until\":\"2022-12-31\",\"value_dong\":36000000}}";

static struct entry gift_entry(void)
{
    struct entry entry;
    assert_true(entry_read(&mem, str_of(gift), &entry, &err));
    return entry;
}

static void an_entry_is_read_with_its_day_unit_and_values(void **state unused)
{
    struct entry entry = gift_entry();
    assert_text(entry.type, "record.approved");
    assert_text(entry.no, "gift/2022/0007");
    assert_text(day_text(&mem, entry.day), "2022-05-10");
    assert_int_equal(json_int(entry.values, S("quantity"), 0), 120);
}

static void a_coarsened_day_counts_as_the_first_of_its_month(void **state unused)
{
    struct entry entry;
    assert_true(entry_read(&mem,
                           S("{\"at\":\"2022-05-10T08:31:00Z\",\"by\":\"u\",\"day\":\"2022-05\","
                             "\"type\":\"t\"}"),
                           &entry, &err));
    assert_text(day_text(&mem, entry.day), "2022-05-01");
}

static void an_entry_without_moment_author_or_type_is_refused(void **state unused)
{
    static const char *const wrong[] = {
        "{\"at\":\"2022-05-10T08:31:00Z\",\"by\":\"u\"}",
        "{\"at\":\"2022-05-10T08:31:00Z\",\"type\":\"t\"}",
        "{\"by\":\"u\",\"type\":\"t\"}",
        "{\"at\":\"2022-05-10 08:31:00\",\"by\":\"u\",\"type\":\"t\"}",
        "{\"at\":\"2022-13-10T08:31:00Z\",\"by\":\"u\",\"type\":\"t\"}",
        "{\"at\":\"2022-05-10T08:31:00Z\",\"by\":\"u\",\"day\":\"2022-06-31\",\"type\":\"t\"}",
        "{\"by\":\"u\",\"at\":\"2022-05-10T08:31:00Z\",\"type\":\"t\"}",
        " {\"at\":\"2022-05-10T08:31:00Z\",\"by\":\"u\",\"type\":\"t\"}",
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct entry entry;
        assert_false(entry_read(&mem, str_of(wrong[i]), &entry, &err));
        assert_int_equal(err.kind, ERROR_INVALID);
    }
}

static void a_commitment_opens_with_its_salt_and_with_no_other(void **state unused)
{
    unsigned char salt[SALT_BYTES], other[SALT_BYTES];
    memset(salt, 7, sizeof salt);
    memset(other, 8, sizeof other);
    struct sha256 made = entry_commitment(salt, S("holder"), S("Người Mẫu"));
    struct sha256 again = entry_commitment(salt, S("holder"), S("Người Mẫu"));
    struct sha256 salted = entry_commitment(other, S("holder"), S("Người Mẫu"));
    struct sha256 named = entry_commitment(salt, S("note"), S("Người Mẫu"));
    assert_memory_equal(&made, &again, sizeof made);
    assert_memory_not_equal(&made, &salted, sizeof made);
    assert_memory_not_equal(&made, &named, sizeof made);
}

static struct rule rule_of(const char *json)
{
    struct json *body;
    struct rule rule;
    assert_true(json_read(&mem, str_of(json), &body, &err));
    assert_true(rule_read(&mem, body, &rule, &err));
    return rule;
}

static void a_sum_takes_its_field_where_all_conditions_hold(void **state unused)
{
    struct entry entry = gift_entry();
    struct rule_touch touch;
    struct rule rule =
        rule_of("{\"breakdown\":\"occasion\",\"kinds\":[\"gift\"],\"measure\":"
                "\"sum:quantity\",\"mode\":\"flow\",\"where\":[{\"field\":\"occasion\","
                "\"values\":[\"regular\",\"ad_hoc\"]},{\"field\":\"partners\","
                "\"values\":[\"women\"]}]}");
    assert_true(rule_touches(&rule, &entry, &touch));
    assert_int_equal(touch.value, 120);
    assert_text(touch.slice, "ad_hoc");
    assert_false(day_is_known(touch.last));
    struct rule other =
        rule_of("{\"kinds\":[\"gift\"],\"measure\":\"sum:quantity\",\"mode\":\"flow\","
                "\"where\":[{\"field\":\"partners\",\"values\":[\"youth\"]}]}");
    assert_false(rule_touches(&other, &entry, &touch));
    struct rule missing =
        rule_of("{\"kinds\":[\"gift\"],\"measure\":\"sum:weight\",\"mode\":\"flow\"}");
    assert_false(rule_touches(&missing, &entry, &touch));
}

static void a_distinct_figure_counts_what_the_field_holds(void **state unused)
{
    struct entry entry = gift_entry();
    struct rule_touch touch;
    struct rule rule =
        rule_of("{\"kinds\":[\"gift\"],\"measure\":\"distinct:unit\",\"mode\":\"flow\"}");
    assert_true(rule_touches(&rule, &entry, &touch));
    assert_text(touch.key, "kp3");
    assert_int_equal(touch.value, 1);
}

static void stock_runs_until_its_last_day_or_for_good(void **state unused)
{
    struct entry entry = gift_entry();
    struct rule_touch touch;
    struct rule ending = rule_of("{\"kinds\":[\"gift\"],\"measure\":\"count\",\"mode\":\"stock\","
                                 "\"until\":\"until\"}");
    assert_true(rule_touches(&ending, &entry, &touch));
    assert_text(day_text(&mem, touch.last), "2022-12-31");
    struct rule running =
        rule_of("{\"kinds\":[\"gift\"],\"measure\":\"count\",\"mode\":\"stock\"}");
    assert_true(rule_touches(&running, &entry, &touch));
    assert_int_equal(touch.last.number, DAY_LAST.number);
}

static void a_rule_without_kinds_measure_or_values_is_refused(void **state unused)
{
    static const char *const wrong[] = {
        "{\"measure\":\"count\"}",
        "{\"kinds\":[\"gift\"]}",
        "{\"kinds\":[\"gift\"],\"measure\":\"average:x\"}",
        "{\"kinds\":[\"gift\"],\"measure\":\"sum:\"}",
        "{\"kinds\":[\"gift\"],\"measure\":\"count\",\"where\":[{\"field\":\"x\",\"values\":[]}]}",
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct json *body;
        struct rule rule;
        assert_true(json_read(&mem, str_of(wrong[i]), &body, &err));
        assert_false(rule_read(&mem, body, &rule, &err));
    }
}

static struct unit unit_of(int64_t id, struct str code, struct str kind, struct str parent,
                           int64_t number)
{
    return (struct unit){.id = id,
                         .code = code,
                         .kind = kind,
                         .parent_code = parent,
                         .number = number,
                         .first = DAY_FIRST,
                         .last = DAY_LAST};
}

static struct unit_tree town(void)
{
    struct unit_tree tree = {0};
    *list_add(&tree.units, &mem) = unit_of(1, S("tinh"), S("province"), S(""), 0);
    *list_add(&tree.units, &mem) = unit_of(2, S("xa"), S("commune"), S("tinh"), 0);
    *list_add(&tree.units, &mem) = unit_of(3, S("a10"), S("area"), S("xa"), 10);
    *list_add(&tree.units, &mem) = unit_of(4, S("a2"), S("area"), S("xa"), 2);
    assert_true(unit_tree_tie(&tree, &err));
    return tree;
}

static void a_unit_is_within_itself_and_all_above_it(void **state unused)
{
    struct unit_tree tree = town();
    const struct unit *area = unit_find(&tree, S("a2"));
    assert_true(unit_is_within(area, area));
    assert_true(unit_is_within(area, unit_find(&tree, S("tinh"))));
    assert_false(unit_is_within(unit_find(&tree, S("xa")), area));
    assert_ptr_equal(unit_home(&tree), unit_find(&tree, S("xa")));
}

static void areas_come_by_number_and_only_while_they_exist(void **state unused)
{
    struct unit_tree tree = town();
    struct day day;
    assert_true(day_make(2022, 6, 30, &day));
    struct unit_refs areas = unit_children(&mem, &tree, unit_find(&tree, S("xa")), day);
    assert_int_equal(areas.count, 2);
    assert_text(areas.at[0]->code, "a2");
    tree.units.at[3].last.number = day.number - 1;
    areas = unit_children(&mem, &tree, unit_find(&tree, S("xa")), day);
    assert_int_equal(areas.count, 1);
    assert_text(areas.at[0]->code, "a10");
}

static void a_circle_of_units_and_an_unknown_parent_are_refused(void **state unused)
{
    struct unit_tree circle = {0}, orphan = {0};
    *list_add(&circle.units, &mem) = unit_of(1, S("a"), S("area"), S("b"), 0);
    *list_add(&circle.units, &mem) = unit_of(2, S("b"), S("area"), S("a"), 0);
    assert_false(unit_tree_tie(&circle, &err));
    *list_add(&orphan.units, &mem) = unit_of(1, S("a"), S("area"), S("nowhere"), 0);
    assert_false(unit_tree_tie(&orphan, &err));
    assert_string_equal(err.text, "đơn vị «a»: không có đơn vị cấp trên «nowhere»");
}

static int forget(void **state unused)
{
    arena_end(&mem);
    return 0;
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_tree_has_the_roots_that_the_rfc_gives, forget),
        cmocka_unit_test_teardown(a_tree_of_seventy_thousand_leaves_has_the_known_root, forget),
        cmocka_unit_test_teardown(an_entry_is_read_with_its_day_unit_and_values, forget),
        cmocka_unit_test_teardown(a_coarsened_day_counts_as_the_first_of_its_month, forget),
        cmocka_unit_test_teardown(an_entry_without_moment_author_or_type_is_refused, forget),
        cmocka_unit_test_teardown(a_commitment_opens_with_its_salt_and_with_no_other, forget),
        cmocka_unit_test_teardown(a_sum_takes_its_field_where_all_conditions_hold, forget),
        cmocka_unit_test_teardown(a_distinct_figure_counts_what_the_field_holds, forget),
        cmocka_unit_test_teardown(stock_runs_until_its_last_day_or_for_good, forget),
        cmocka_unit_test_teardown(a_rule_without_kinds_measure_or_values_is_refused, forget),
        cmocka_unit_test_teardown(a_unit_is_within_itself_and_all_above_it, forget),
        cmocka_unit_test_teardown(areas_come_by_number_and_only_while_they_exist, forget),
        cmocka_unit_test_teardown(a_circle_of_units_and_an_unknown_parent_are_refused, forget),
    };
    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
