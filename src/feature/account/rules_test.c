/* Wrong tries, counted codes, names and passwords: what needs no book. */
#include "feature/account/account_rules.h"
#include "feature/account/totp.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct arena mem;

static struct sha256 key_of(int64_t number)
{
    struct str text = {(const char *)&number, sizeof number};
    return sha256_of(&text, 1);
}

/* ---- wrong tries ---- */

static void a_few_wrong_tries_cost_nothing_and_then_the_wait_doubles(void **state)
{
    (void)state;
    struct tries *tries = arena_one(&mem, struct tries);
    struct sha256 key = key_of(1), other = key_of(2);
    int64_t now = 1000000;
    for (int i = 0; i < TRIES_ACCOUNT_FREE; i++) {
        assert_int_equal(tries_wait(tries, &key, TRIES_ACCOUNT_FREE, now), 0);
        tries_fail(tries, &key, now);
    }
    int64_t wanted = TRIES_WAIT_SECONDS * 2;
    assert_int_equal(tries_wait(tries, &key, TRIES_ACCOUNT_FREE, now), TRIES_WAIT_SECONDS);
    for (int i = 0; i < 10; i++) {
        tries_fail(tries, &key, now);
        int64_t wait = tries_wait(tries, &key, TRIES_ACCOUNT_FREE, now);
        assert_int_equal(wait, wanted < TRIES_WAIT_MAX_SECONDS ? wanted : TRIES_WAIT_MAX_SECONDS);
        assert_int_equal(tries_wait(tries, &key, TRIES_ACCOUNT_FREE, now + wait), 0);
        assert_int_equal(tries_wait(tries, &key, TRIES_ACCOUNT_FREE, now + wait - 1), 1);
        wanted *= 2;
    }
    assert_int_equal(tries_wait(tries, &other, TRIES_ACCOUNT_FREE, now), 0);
}

static void what_went_well_or_is_long_ago_is_forgotten(void **state)
{
    (void)state;
    struct tries *tries = arena_one(&mem, struct tries);
    struct sha256 key = key_of(1);
    for (int i = 0; i < 20; i++)
        tries_fail(tries, &key, 1000);
    assert_true(tries_wait(tries, &key, TRIES_ACCOUNT_FREE, 1001) > 0);
    tries_fail(tries, &key, 1001 + TRIES_FORGET_SECONDS);
    assert_int_equal(tries_wait(tries, &key, TRIES_ACCOUNT_FREE, 1002 + TRIES_FORGET_SECONDS), 0);
    for (int i = 0; i < 20; i++)
        tries_fail(tries, &key, 9000);
    tries_forget(tries, &key);
    assert_int_equal(tries_wait(tries, &key, TRIES_ACCOUNT_FREE, 9000), 0);
}

static void however_many_try_the_memory_stays_as_it_is(void **state)
{
    (void)state;
    struct tries *tries = arena_one(&mem, struct tries);
    struct sha256 key = key_of(-1);
    for (int64_t i = 0; i < 4 * TRIES_KEPT; i++) {
        struct sha256 other = key_of(i);
        tries_fail(tries, &other, 1000);
    }
    for (int i = 0; i < TRIES_ACCOUNT_FREE; i++)
        tries_fail(tries, &key, 2000);
    assert_true(tries_wait(tries, &key, TRIES_ACCOUNT_FREE, 2000) > 0);
}

/* ---- codes ---- */

static void codes_are_those_of_rfc_6238(void **state)
{
    (void)state;
    static const struct {
        int64_t at;
        const char *code; /* the last six of the eight digits in appendix B */
    } cases[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                 {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(totp_code(&mem, S("12345678901234567890"), cases[i].at).at,
                            cases[i].code);
}

static void a_code_of_the_neighbouring_step_is_taken_once(void **state)
{
    (void)state;
    struct str secret = S("12345678901234567890");
    int64_t now = 1000 * TOTP_STEP_SECONDS + 7, step = 0;
    for (int64_t shift = -2; shift <= 2; shift++) {
        struct str code = totp_code(&mem, secret, now + shift * TOTP_STEP_SECONDS);
        bool is_near = shift >= -1 && shift <= 1;
        assert_int_equal(totp_check(secret, code, now, 0, &step), is_near);
        if (!is_near)
            continue;
        assert_int_equal(step, 1000 + shift);
        assert_false(totp_check(secret, code, now, step, &step));
    }
    assert_false(totp_check(secret, totp_code(&mem, secret, now), now, 1001, &step));
}

static void what_is_no_code_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "28708", "2870822", "28708a", "      ", "287082 "};
    int64_t step;
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_false(totp_check(S("12345678901234567890"), str_of(wrong[i]), 59, -1, &step));
    assert_false(totp_check(S(""), totp_code(&mem, S(""), 59), 59, -1, &step));
    assert_false(totp_check(STR_NONE, S("000000"), 59, -1, &step));
}

static void letters_for_people_to_type_are_those_of_rfc_4648(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"", ""},
                                           {"f", "MY"},
                                           {"fo", "MZXQ"},
                                           {"foo", "MZXW6"},
                                           {"foob", "MZXW6YQ"},
                                           {"fooba", "MZXW6YTB"},
                                           {"foobar", "MZXW6YTBOI"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_true(str_is(base32(&mem, str_of(cases[i][0]), false), str_of(cases[i][1])));
    assert_true(str_is(base32(&mem, S("foobar"), true), S("MZXW 6YTB OI")));
    assert_true(str_is(totp_address(&mem, S("Mặt trận"), S("can-bo"), S("foobar")),
                       S("otpauth://totp/M%E1%BA%B7t%20tr%E1%BA%ADn:can-bo?secret=MZXW6YTBOI"
                         "&issuer=M%E1%BA%B7t%20tr%E1%BA%ADn")));
}

/* ---- names and passwords ---- */

static void logins_are_plain(void **state)
{
    (void)state;
    static const char *const good[] = {"can-bo", "kp3", "le.van.a", "u2"};
    static const char *const bad[] = {
        "",       "a",      "cán-bộ",
        "can bo", "Can-bo", "a/b",
        "a\n",    "<b>ab",  "0123456789012345678901234567890123456789x"};
    struct error err;
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_true(login_check(str_of(good[i]), &err));
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(login_check(str_of(bad[i]), &err));
    assert_true(str_is(login_plain(&mem, S(" Can-Bo ")), S("can-bo")));
}

static void passwords_that_are_easily_guessed_are_refused_with_the_reason(void **state)
{
    (void)state;
    static const struct {
        const char *password, *again, *says;
    } cases[] = {
        {"bến nước đầu làng", "bến nước đầu làng", NULL},
        {"mật khẩu10", "mật khẩu10", NULL},
        {"mật khẩu1", "mật khẩu1", "ít nhất 10 ký tự"},
        {"", "", "ít nhất 10 ký tự"},
        {"bến nước đầu làng", "bến nước đầu lang", "không giống nhau"},
        {"aaaaaaaaaaaa", "aaaaaaaaaaaa", "dễ đoán"},
        {"1212121212", "1212121212", "dễ đoán"},
        {"Can-Bo-2026!", "Can-Bo-2026!", "dễ đoán"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct error err = {0};
        bool is_good = password_check(&mem, str_of(cases[i].password), str_of(cases[i].again),
                                      S("can-bo"), &err);
        assert_int_equal(is_good, cases[i].says == NULL);
        if (cases[i].says && !strstr(err.text, cases[i].says))
            fail_msg("%s: %s", cases[i].password, err.text);
    }
}

static void tokens_are_long_and_never_the_same(void **state)
{
    (void)state;
    struct str before = S("");
    for (int i = 0; i < 100; i++) {
        struct str token = token_new(&mem);
        assert_int_equal(token.len, TOKEN_CHARS);
        for (size_t k = 0; k < token.len; k++)
            assert_true(strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
                               token.at[k]) != NULL);
        assert_false(str_is(token, before));
        before = token;
    }
}

static void moments_are_said_in_local_time(void **state)
{
    (void)state;
    assert_string_equal(moment_words(&mem, 1656633600).at, "07:00 ngày 1/7/2022");
    assert_string_equal(moment_words(&mem, 1656633600 - 7 * 3600 - 1).at, "23:59 ngày 30/6/2022");
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
        cmocka_unit_test(a_few_wrong_tries_cost_nothing_and_then_the_wait_doubles),
        cmocka_unit_test(what_went_well_or_is_long_ago_is_forgotten),
        cmocka_unit_test(however_many_try_the_memory_stays_as_it_is),
        cmocka_unit_test(codes_are_those_of_rfc_6238),
        cmocka_unit_test(a_code_of_the_neighbouring_step_is_taken_once),
        cmocka_unit_test(what_is_no_code_is_refused),
        cmocka_unit_test(letters_for_people_to_type_are_those_of_rfc_4648),
        cmocka_unit_test(logins_are_plain),
        cmocka_unit_test(passwords_that_are_easily_guessed_are_refused_with_the_reason),
        cmocka_unit_test(tokens_are_long_and_never_the_same),
        cmocka_unit_test(moments_are_said_in_local_time),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, stop);
}
