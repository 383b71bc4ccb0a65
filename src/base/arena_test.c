#include "base/testing.h"

#include "base/arena.h"

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    auto_arena mem = {0};
    for (size_t bytes = 0; bytes < 200; bytes++) {
        unsigned char *at = arena_take(&mem, bytes);
        assert_int_equal((uintptr_t)at % 16, 0);
        for (size_t i = 0; i < bytes; i++)
            assert_int_equal(at[i], 0);
        memset(at, 0xAA, bytes);
    }
}

static void a_piece_greater_than_a_block_fits_too(void **state)
{
    (void)state;
    auto_arena mem = {0};
    char *small = arena_take(&mem, 100);
    memset(small, 's', 100);
    char *large = arena_take(&mem, 20 * 1024 * 1024);
    memset(large, 'l', 20 * 1024 * 1024);
    assert_int_equal(small[99], 's');
    assert_true(mem.used_bytes > 20 * 1024 * 1024);
}

static void memory_is_zeroed_again_after_a_reset(void **state)
{
    (void)state;
    auto_arena mem = {0};
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 1000; i++) {
            char *at = arena_take(&mem, 100);
            assert_int_equal(at[99], 0);
            memset(at, 'x', 100);
        }
        arena_reset(&mem);
        assert_int_equal(mem.used_bytes, 0);
    }
    arena_end(&mem);
    assert_null(mem.block);
    assert_non_null(arena_take(&mem, 1)); /* an ended arena begins anew */
}

static void an_empty_arena_can_be_reset_and_ended(void **state)
{
    (void)state;
    struct arena mem = {0};
    arena_reset(&mem);
    arena_end(&mem);
    arena_end(&mem);
}

static void a_list_keeps_its_items_while_it_grows(void **state)
{
    (void)state;
    auto_arena mem = {0};
    list_of(size_t) list = {0};
    for (size_t i = 0; i < 1000; i++) {
        size_t *item = list_add(&list, &mem);
        assert_int_equal(*item, 0);
        *item = i;
    }
    assert_int_equal(list.count, 1000);
    for (size_t i = 0; i < list.count; i++)
        assert_int_equal(list.at[i], i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(a_piece_greater_than_a_block_fits_too),
        cmocka_unit_test(memory_is_zeroed_again_after_a_reset),
        cmocka_unit_test(an_empty_arena_can_be_reset_and_ended),
        cmocka_unit_test(a_list_keeps_its_items_while_it_grows),
    };
    return tests_run(tests);
}
