#include "feature/limits.h"

#include "base/testing.h"

static int64_t now_s;

static int64_t clock_read(void)
{
    return now_s;
}

static struct book book;
static struct error err;

static int setup(void **state)
{
    (void)state;
    now_s = 1650000000;
    book = (struct book){.limits = limits_new(), .journal.clock = clock_read};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    limits_end(book.limits);
    return 0;
}

static bool take(const char *client)
{
    return limits_take(&book, LIMITED_DOUBTS, str_of(client), &err);
}

static void one_address_may_send_ten_times_within_an_hour(void **state)
{
    (void)state;
    for (int i = 0; i < 10; i++, now_s += 60)
        assert_true(take("203.0.113.9"));
    assert_false(take("203.0.113.9"));
    assert_fails(&err, ERROR_BUSY, "địa chỉ mạng của bạn đã gửi 10 lần trong một giờ qua");
    assert_fails(&err, ERROR_BUSY, "xin gửi lại sau 50 phút");
    assert_true(take("203.0.113.8"));
    now_s += 50 * 60; /* the first of them is an hour old */
    assert_true(take("203.0.113.9"));
    assert_false(take("203.0.113.9"));
}

static void all_together_may_send_so_many_times(void **state)
{
    (void)state;
    for (int i = 0; i < 120; i++) {
        char client[32];
        snprintf(client, sizeof client, "10.0.%d.7", i);
        assert_true(take(client));
    }
    assert_false(take("10.1.0.7"));
    assert_fails(&err, ERROR_BUSY, "mọi người đã gửi 120 lần");
    now_s += 3600;
    assert_true(take("10.1.0.7"));
}

static void a_household_cannot_hide_behind_its_many_addresses(void **state)
{
    (void)state;
    for (int i = 0; i < 10; i++) {
        char client[40];
        snprintf(client, sizeof client, "2001:db8:1:2::%x", i + 1);
        assert_true(take(client));
    }
    assert_false(take("2001:db8:1:2:ffff::1"));
    assert_true(take("2001:db8:1:3::1"));
}

static void addresses_that_nobody_knows_are_one(void **state)
{
    (void)state;
    for (int i = 0; i < 10; i++)
        assert_true(take(i % 2 ? "" : "?"));
    assert_false(take(""));
    assert_true(take("127.0.0.1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_address_may_send_ten_times_within_an_hour, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(all_together_may_send_so_many_times, setup, teardown),
        cmocka_unit_test_setup_teardown(a_household_cannot_hide_behind_its_many_addresses, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(addresses_that_nobody_knows_are_one, setup, teardown),
    };
    return tests_run(tests);
}
