#include "web/asker.h"

#include "base/testing.h"

static void programs_that_name_themselves_are_robots(void **state)
{
    (void)state;
    static const char *const agents[] = {
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; BingBot/2.0)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
        "facebookexternalhit/1.1",
        "Mozilla/5.0 (compatible; Yahoo! Slurp)",
        "Screaming Frog SEO Spider/18.0",
        "MJ12CRAWLER",
        "curl/7.88.1",
        "Wget/1.21.3",
        "python-requests/2.31",
        "Mozilla/5.0+(compatible; UptimeRobot/2.0)",
        "bot",
    };
    for (size_t i = 0; i < COUNT_OF(agents); i++)
        if (!asker_is_robot(str_of(agents[i])))
            fail_msg("taken for a reader: %s", agents[i]);
}

static void browsers_are_readers_also_without_a_window(void **state)
{
    (void)state;
    static const char *const agents[] = {
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/131.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 15_5 like Mac OS X) Mobile/15E148 Zalo iOS/22.06",
        "Mozilla/5.0 (Linux; Android 9; CUBOT NOTE 20) Mobile Safari/537.36",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1; U; vi) Presto/2.8.119",
        "",
    };
    for (size_t i = 0; i < COUNT_OF(agents); i++)
        if (asker_is_robot(str_of(agents[i])))
            fail_msg("taken for a robot: %s", agents[i]);
    assert_false(asker_is_robot(STR_NONE));
}

static void a_word_of_an_endless_agent_is_looked_for_in_its_beginning_only(void **state)
{
    (void)state;
    char agent[600];
    memset(agent, 'x', sizeof agent);
    memcpy(agent + 509, "bot", 3);
    assert_true(asker_is_robot((struct str){agent, sizeof agent}));
    memcpy(agent + 509, "xbot", 4);
    assert_false(asker_is_robot((struct str){agent, sizeof agent}));
}

static void a_reload_asks_for_the_page_anew(void **state)
{
    (void)state;
    assert_true(asker_wants_anew(S("max-age=0")));
    assert_true(asker_wants_anew(S("no-store, No-Cache")));
    assert_false(asker_wants_anew(S("max-age=60")));
    assert_false(asker_wants_anew(S("x-no-cache")));
    assert_false(asker_wants_anew(STR_NONE));
}

static void a_front_server_on_this_machine_names_who_asks(void **state)
{
    (void)state;
    assert_str(asker_address(S("127.0.0.1"), S("10.0.0.7, 203.0.113.9")), "203.0.113.9");
    assert_str(asker_address(S("::1"), S("2001:db8::5")), "2001:db8::5");
    assert_str(asker_address(S("127.0.0.1"), STR_NONE), "127.0.0.1");
    assert_str(asker_address(S("127.0.0.1"), S("unknown")), "127.0.0.1");
    assert_str(asker_address(S("127.0.0.1"), S("203.0.113.9,")), "127.0.0.1");
}

static void nobody_else_may_say_that_he_is_another(void **state)
{
    (void)state;
    assert_str(asker_address(S("198.51.100.4"), S("203.0.113.9")), "198.51.100.4");
    assert_str(asker_address(S(""), S("203.0.113.9")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programs_that_name_themselves_are_robots),
        cmocka_unit_test(browsers_are_readers_also_without_a_window),
        cmocka_unit_test(a_word_of_an_endless_agent_is_looked_for_in_its_beginning_only),
        cmocka_unit_test(a_reload_asks_for_the_page_anew),
        cmocka_unit_test(a_front_server_on_this_machine_names_who_asks),
        cmocka_unit_test(nobody_else_may_say_that_he_is_another),
    };
    return tests_run(tests);
}
