#include "web/cache.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { CAP_BYTES = 8 * 64 * 1024, ANSWERS = 20000 };

static struct arena mem;
static int made[ANSWERS];
static _Atomic int made_count, ended_count;

static void end(const struct cache_page *page)
{
    int *answer = page->answer;
    assert_int_equal(*answer, 1); /* alive until now */
    *answer = 2;
    ended_count++;
}

static struct cache_page page_new(uint64_t generation, int64_t drawn_ms)
{
    int *answer = &made[made_count++];
    *answer = 1;
    return (struct cache_page){.answer = answer,
                               .unchanged = answer,
                               .held_bytes = 3000,
                               .generation = generation,
                               .drawn_ms = drawn_ms};
}

static void use(void *context, const struct cache_page *page)
{
    assert_int_equal(*(int *)page->answer, 1);
    *(const void **)context = page->answer;
}

static const void *found(struct cache *cache, struct str key, uint64_t generation, int64_t now_ms)
{
    const void *answer = NULL;
    bool is_found = cache_use(cache, key, generation, now_ms, use, &answer);
    assert_int_equal(is_found, answer != NULL);
    return answer;
}

static int start(void **state)
{
    made_count = ended_count = 0;
    *state = cache_new(&mem, CAP_BYTES, end);
    return 0;
}

static int stop(void **state)
{
    cache_end(*state);
    arena_end(&mem);
    return made_count != ended_count; /* each answer is ended, once */
}

static void a_page_is_found_in_its_generation_only(void **state)
{
    struct cache *cache = *state;
    assert_null(found(cache, S("a"), 1, 0));
    struct cache_page page = page_new(1, 0);
    cache_keep(cache, S("a"), &page);
    assert_ptr_equal(found(cache, S("a"), 1, 0), page.answer);
    assert_null(found(cache, S("b"), 1, 0));
    assert_null(found(cache, S("a"), 2, 0));
    assert_int_equal(ended_count, 1); /* what is out of date goes at once */
    assert_null(found(cache, S("a"), 1, 0));
}

static void a_page_of_an_older_generation_does_not_replace_a_newer_one(void **state)
{
    struct cache *cache = *state;
    struct cache_page newer = page_new(2, 0), older = page_new(1, 5);
    cache_keep(cache, S("a"), &newer);
    cache_keep(cache, S("a"), &older);
    assert_ptr_equal(found(cache, S("a"), 2, 0), newer.answer);
    struct cache_page again = page_new(2, 7);
    cache_keep(cache, S("a"), &again);
    assert_ptr_equal(found(cache, S("a"), 2, 0), again.answer);
}

static void a_live_page_is_out_of_date_after_two_seconds(void **state)
{
    struct cache *cache = *state;
    struct cache_page page = page_new(1, 1000);
    page.is_live = true;
    cache_keep(cache, S("a"), &page);
    assert_non_null(found(cache, S("a"), 1, 3000));
    assert_null(found(cache, S("a"), 1, 3001));
}

static void the_least_used_goes_first_and_the_cap_holds(void **state)
{
    struct cache *cache = *state;
    char key[20];
    for (int i = 0; i < 2000; i++) {
        struct cache_page page = page_new(1, 0);
        snprintf(key, sizeof key, "/viec/%d", i);
        cache_keep(cache, str_of(key), &page);
        assert_true(cache_bytes(cache) <= CAP_BYTES);
        assert_true(i == 0 || found(cache, S("/viec/0"), 1, 0));
    }
    assert_non_null(found(cache, S("/viec/0"), 1, 0));
    assert_null(found(cache, S("/viec/1"), 1, 0));
    assert_non_null(found(cache, S("/viec/1999"), 1, 0));
    assert_true(made_count - ended_count > 100);
}

static void what_is_too_big_is_not_kept(void **state)
{
    struct cache *cache = *state;
    struct cache_page page = page_new(1, 0);
    page.held_bytes = CAP_BYTES / 8 / 4 + 1;
    cache_keep(cache, S("a"), &page);
    assert_null(found(cache, S("a"), 1, 0));
    char key[CACHE_KEY_MAX_BYTES + 1];
    memset(key, 'k', sizeof key);
    page = page_new(1, 0);
    cache_keep(cache, (struct str){key, sizeof key}, &page);
    assert_null(found(cache, (struct str){key, sizeof key}, 1, 0));
    page = page_new(1, 0);
    cache_keep(cache, (struct str){key, sizeof key - 1}, &page);
    assert_non_null(found(cache, (struct str){key, sizeof key - 1}, 1, 0));
}

static void *churn(void *context)
{
    struct cache *cache = context;
    char key[20];
    for (int i = 0; i < 3000; i++) {
        snprintf(key, sizeof key, "/%d", i * 7 % 300);
        const void *answer = NULL;
        if (cache_use(cache, str_of(key), (uint64_t)i / 500, 0, use, &answer))
            continue;
        struct cache_page page = page_new((uint64_t)i / 500, i);
        cache_keep(cache, str_of(key), &page);
    }
    return NULL;
}

static void many_threads_share_it(void **state)
{
    pthread_t threads[4];
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, churn, *state), 0);
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        pthread_join(threads[i], NULL);
    assert_true(cache_bytes(*state) <= CAP_BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_page_is_found_in_its_generation_only, start, stop),
        cmocka_unit_test_setup_teardown(a_page_of_an_older_generation_does_not_replace_a_newer_one,
                                        start, stop),
        cmocka_unit_test_setup_teardown(a_live_page_is_out_of_date_after_two_seconds, start, stop),
        cmocka_unit_test_setup_teardown(the_least_used_goes_first_and_the_cap_holds, start, stop),
        cmocka_unit_test_setup_teardown(what_is_too_big_is_not_kept, start, stop),
        cmocka_unit_test_setup_teardown(many_threads_share_it, start, stop),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
