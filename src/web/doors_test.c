/* Who comes in: roles, units, forms' tokens, the session's cookie; pages of two halves. */
#include "web/doors.h"
#include "web/test_site.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <unistd.h>

#include <cmocka.h>

static struct site site;
static struct arena mem;

#define OFFICER   "Cookie: phien=can-bo\r\n"
#define TEAM_HEAD "Cookie: other=1; phien=to-truong\r\n"

static void who_has_not_signed_in_is_led_to_the_sign_in_and_back(void **state)
{
    (void)state;
    struct reply reply = site_get(&mem, &site, "/khu/kp1?utm_source=zalo&x=%C4%91", "");
    assert_int_equal(reply.status, 303);
    assert_true(str_is(reply_header(&reply, "Location"),
                       S("/vao?tiep=%2Fkhu%2Fkp1%3Futm_source%3Dzalo%26x%3D%25C4%2591")));
    assert_true(str_is(reply_header(&reply, "Cache-Control"), S("no-store")));
    reply = site_get(&mem, &site, "/kin", "Cookie: phien=cu-roi\r\n");
    assert_int_equal(reply.status, 303);
    struct text target = text_new(&mem, 4096);
    text_add(&target, S("/kin?utm_x="));
    for (int i = 0; i < 1000; i++)
        text_char(&target, 'a');
    reply = site_get(&mem, &site, str_c(&mem, text_str(&target)), "");
    assert_true(str_is(reply_header(&reply, "Location"), S("/vao")));
}

static void a_role_opens_its_routes_and_no_others(void **state)
{
    (void)state;
    struct reply reply = site_get(&mem, &site, "/kin", OFFICER);
    assert_int_equal(reply.status, 200);
    assert_true(reply_says(&reply, "chào cán bộ"));
    reply = site_get(&mem, &site, "/kin", TEAM_HEAD);
    assert_int_equal(reply.status, 403);
    assert_true(str_is(reply_header(&reply, "Cache-Control"), S("no-store")));
}

static void a_page_with_a_role_is_never_kept(void **state)
{
    (void)state;
    int drawn = site.book.drawn;
    for (int i = 0; i < 2; i++) {
        struct reply reply = site_get(&mem, &site, "/kin", OFFICER);
        assert_true(str_is(reply_header(&reply, "Cache-Control"), S("no-store")));
        assert_int_equal(reply_header(&reply, "ETag").len, 0);
    }
    assert_int_equal(site.book.drawn, drawn + 2);
    assert_int_equal(site_get(&mem, &site, "/kin", "").status, 303);
}

static void what_everyone_may_see_does_not_vary_by_who_looks(void **state)
{
    (void)state;
    struct reply first = site_get(&mem, &site, "/ai", OFFICER);
    int drawn = site.book.drawn;
    struct reply second = site_get(&mem, &site, "/ai", "");
    assert_true(reply_says(&first, "chào ai đó"));
    assert_true(str_is(first.body, second.body));
    assert_int_equal(site.book.drawn, drawn);
    assert_int_equal(reply_header(&second, "Set-Cookie").len, 0);
}

static void a_role_holds_in_its_unit_and_below(void **state)
{
    (void)state;
    assert_int_equal(site_get(&mem, &site, "/khu/kp1", OFFICER).status, 200);
    assert_int_equal(site_get(&mem, &site, "/khu/kp2", OFFICER).status, 200);
    assert_int_equal(site_get(&mem, &site, "/khu/kp1", TEAM_HEAD).status, 200);
    assert_int_equal(site_get(&mem, &site, "/khu/kp2", TEAM_HEAD).status, 403);
    assert_int_equal(site_get(&mem, &site, "/khu/kp9", TEAM_HEAD).status, 404);
}

static void a_field_may_name_the_unit(void **state)
{
    (void)state;
    static const struct {
        const char *form, *cookie;
        int status;
    } cases[] = {
        {"khu=kp1&phien=d%E1%BA%A5u-2", TEAM_HEAD, 200},
        {"khu=kp2&phien=d%E1%BA%A5u-2", TEAM_HEAD, 403},
        {"khu=kp9&phien=d%E1%BA%A5u-2", TEAM_HEAD, 404},
        {"phien=d%E1%BA%A5u-2", TEAM_HEAD, 400},
        {"khu=kp1&phien=d%E1%BA%A5u-1", OFFICER, 403},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(site_post_with(&mem, &site, "/khu", cases[i].form, cases[i].cookie).status,
                         cases[i].status);
}

static void a_form_needs_the_token_of_its_session(void **state)
{
    (void)state;
    static const struct {
        const char *form, *headers;
        int status;
    } cases[] = {
        {"noi_dung=a&phien=d%E1%BA%A5u-1", OFFICER, 303},
        {"phien=d%E1%BA%A5u-1&noi_dung=a", OFFICER, 303},
        {"noi_dung=a", OFFICER, 403},
        {"noi_dung=a&phien=", OFFICER, 403},
        {"noi_dung=a&phien=d%E1%BA%A5u-", OFFICER, 403},
        {"noi_dung=a&phien=d%E1%BA%A5u-2", OFFICER, 403},
        {"noi_dung=a&phien=d%E1%BA%A5u-1&phien=x", OFFICER, 400},
        {"noi_dung=a&phien=d%E1%BA%A5u-1", OFFICER "Origin: https://b\r\n", 403},
        {"noi_dung=a&phien=d%E1%BA%A5u-1", OFFICER "Sec-Fetch-Site: cross-site\r\n", 403},
        {"noi_dung=a&phien=d%E1%BA%A5u-2", TEAM_HEAD, 403},
        {"noi_dung=a", "", 403},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t before = site_notes(&site);
        int status = site_post_with(&mem, &site, "/kin", cases[i].form, cases[i].headers).status;
        if (status != cases[i].status)
            fail_msg("%s %s: %d", cases[i].form, cases[i].headers, status);
        assert_int_equal(site_notes(&site), before + (status == 303));
    }
}

static void what_is_written_knows_who_does_it(void **state)
{
    (void)state;
    assert_int_equal(
        site_post_with(&mem, &site, "/kin", "noi_dung=a&phien=d%E1%BA%A5u-1", OFFICER).status, 303);
    assert_int_equal(site.book.actor, 1);
    assert_int_equal(site_post(&mem, &site, "/ghi", "noi_dung=b").status, 303);
    assert_int_equal(site.book.actor, 0);
}

static void a_session_that_is_half_begun_is_led_on(void **state)
{
    (void)state;
    struct reply reply = site_get(&mem, &site, "/kin", "Cookie: phien=nua-chung\r\n");
    assert_int_equal(reply.status, 303);
    assert_true(str_is(reply_header(&reply, "Location"), S("/vao/ma")));
}

static void a_planted_second_cookie_counts_as_none(void **state)
{
    (void)state;
    assert_int_equal(site_get(&mem, &site, "/kin", "Cookie: phien=x; phien=can-bo\r\n").status,
                     303);
    assert_true(str_is(cookie_value(S("a=1; b=2"), S("b")), S("2")));
    assert_true(str_is(cookie_value(S("b=2;b=2"), S("b")), S("2")));
    assert_true(str_is(cookie_value(S("ab=2;b"), S("b")), S("")));
    assert_true(str_is(cookie_value(S(";;=;b=x=y"), S("b")), S("x=y")));
    assert_true(str_is(cookie_value(STR_NONE, S("b")), S("")));
}

/* Shuts everybody out while a write waits for the writer. */
static void a_right_taken_away_while_a_write_waits_is_gone(void **state)
{
    (void)state;
    static const char form[] = "noi_dung=a&phien=d%E1%BA%A5u-1";
    int64_t before = site_notes(&site);
    gate_shut(&site.book.commit);
    auto_fd first = client_open(&site);
    client_say(first, str_format(&mem, "POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n"
                                       "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
                                       "noi_dung=b"));
    gate_await(&site.book.commit, 1);
    auto_fd second = client_open(&site);
    client_say(second,
               str_format(&mem,
                          "POST /kin HTTP/1.1\r\nHost: a\r\n" OFFICER "Content-Length: %zu\r\n"
                          "Content-Type: application/x-www-form-urlencoded\r\n\r\n%s",
                          strlen(form), form));
    usleep(300 * 1000); /* so that it is in the queue */
    site.book.is_shut_out = true;
    gate_open(&site.book.commit);
    assert_int_equal(client_hear(&mem, first, false).status, 303);
    assert_int_equal(client_hear(&mem, second, false).status, 403);
    site.book.is_shut_out = false;
    assert_int_equal(site_notes(&site), before + 1);
}

static void a_page_of_two_halves_writes_what_the_first_worked_out(void **state)
{
    (void)state;
    int64_t before = site_notes(&site);
    struct reply reply = site_post(&mem, &site, "/vao", "noi_dung=can-bo");
    assert_int_equal(reply.status, 303);
    assert_true(str_is(reply_header(&reply, "Set-Cookie"),
                       S("phien=can-bo; Path=/; HttpOnly; SameSite=Lax; Max-Age=60")));
    assert_true(str_is(reply_header(&reply, "Cache-Control"), S("no-store")));
    assert_int_equal(site_notes(&site), before + 1);
    reply = site_post(&mem, &site, "/vao", "noi_dung=xem");
    assert_true(reply_says(&reply, "chỉ xem"));
    assert_int_equal(site_post(&mem, &site, "/vao", "noi_dung=sai").status, 403);
    assert_int_equal(site_notes(&site), before + 1);
}

static void cookies_over_https_belong_to_one_host(void **state)
{
    (void)state;
    struct session_cookie session = {.token = S("A-z_9")};
    assert_true(str_is(doors_cookie(&mem, &session, false),
                       S("phien=A-z_9; Path=/; HttpOnly; SameSite=Lax")));
    assert_true(str_is(doors_cookie(&mem, &session, true),
                       S("__Host-phien=A-z_9; Path=/; HttpOnly; SameSite=Lax; Secure")));
    session = (struct session_cookie){.is_over = true};
    assert_true(str_is(doors_cookie(&mem, &session, true),
                       S("__Host-phien=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0")));
    session = (struct session_cookie){0};
    assert_int_equal(doors_cookie(&mem, &session, true).len, 0);
}

static int start(void **state)
{
    (void)state;
    site_start(&site);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    site_stop(&site);
    arena_end(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_has_not_signed_in_is_led_to_the_sign_in_and_back),
        cmocka_unit_test(a_role_opens_its_routes_and_no_others),
        cmocka_unit_test(a_page_with_a_role_is_never_kept),
        cmocka_unit_test(what_everyone_may_see_does_not_vary_by_who_looks),
        cmocka_unit_test(a_role_holds_in_its_unit_and_below),
        cmocka_unit_test(a_field_may_name_the_unit),
        cmocka_unit_test(a_form_needs_the_token_of_its_session),
        cmocka_unit_test(what_is_written_knows_who_does_it),
        cmocka_unit_test(a_session_that_is_half_begun_is_led_on),
        cmocka_unit_test(a_planted_second_cookie_counts_as_none),
        cmocka_unit_test(a_right_taken_away_while_a_write_waits_is_gone),
        cmocka_unit_test(a_page_of_two_halves_writes_what_the_first_worked_out),
        cmocka_unit_test(cookies_over_https_belong_to_one_host),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, start, stop);
}
