#include "base/password.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct arena mem;

static void a_password_is_known_by_its_hash(void **state)
{
    (void)state;
    struct str hash, other;
    struct error err;
    assert_true(password_hash(&mem, S("bến nước đầu làng"), &hash, &err));
    assert_true(password_hash(&mem, S("bến nước đầu làng"), &other, &err));
    assert_true(str_starts(hash, S("$argon2id$v=19$m=65536,t=2,p=1$")));
    assert_true(hash.len < PASSWORD_HASH_MAX_BYTES);
    assert_false(str_is(hash, other)); /* each has its own salt */
    assert_true(password_is(hash, S("bến nước đầu làng")));
    assert_true(password_is(other, S("bến nước đầu làng")));
    assert_false(password_is(hash, S("bến nước đầu làn")));
    assert_false(password_is(hash, S("")));
}

static void nobody_has_no_password(void **state)
{
    (void)state;
    struct str hash;
    struct error err;
    assert_true(password_hash(&mem, S("x"), &hash, &err));
    assert_int_equal(password_nobody.len, hash.len); /* of the same form and cost */
    assert_true(str_is(str_part(password_nobody, 0, 31), str_part(hash, 0, 31)));
    assert_int_equal(strlen(password_nobody.at), password_nobody.len);
    assert_false(password_is(password_nobody, S("")));
    assert_false(password_is(password_nobody, S("x")));
}

static void what_is_no_hash_is_no_password(void **state)
{
    (void)state;
    char longest[PASSWORD_HASH_MAX_BYTES + 1];
    memset(longest, '$', sizeof longest);
    assert_false(password_is(S(""), S("")));
    assert_false(password_is(STR_NONE, STR_NONE));
    assert_false(password_is(S("$argon2id$"), S("")));
    assert_false(password_is((struct str){longest, sizeof longest}, S("")));
}

static int stop(void **state)
{
    (void)state;
    arena_end(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_password_is_known_by_its_hash),
        cmocka_unit_test(nobody_has_no_password),
        cmocka_unit_test(what_is_no_hash_is_no_password),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, stop);
}
