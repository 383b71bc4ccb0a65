#include "web/messages.h"
#include "web/testdata/html_pages.h"
#include "web/web.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Made from testdata/en.po. */
extern const struct messages test_messages[];
extern const size_t test_messages_count;

enum { PAGE_CAP_BYTES = 64 * 1024 };

static struct arena mem;

static struct html page(void)
{
    return html_new(&mem, NULL, PAGE_CAP_BYTES);
}

static const char *end(const struct html *out)
{
    return str_c(&mem, html_end(out).bytes);
}

static int mem_end(void **state)
{
    (void)state;
    arena_end(&mem);
    return 0;
}

static const char *text_of(struct str value)
{
    struct html out = page();
    text_html(&out, value);
    return end(&out);
}

static void the_five_characters_are_escaped_in_text(void **state)
{
    (void)state;
    assert_string_equal(text_of(S("a<b>&\"c\"'d'")),
                        "<p>a&lt;b&gt;&amp;&quot;c&quot;&#39;d&#39;</p>\n");
    assert_string_equal(text_of(S("Nguyễn Thị Đoàn Kết, khu phố 3")),
                        "<p>Nguyễn Thị Đoàn Kết, khu phố 3</p>\n");
    assert_string_equal(text_of(S("")), "<p></p>\n");
    assert_string_equal(text_of(STR_NONE), "<p></p>\n");
}

/* The fast scan looks at 16 bytes at once: each character at each place around its borders. */
static void a_character_is_escaped_alike_at_every_place(void **state)
{
    (void)state;
    static const char *const plain[] = {"&", "<", ">", "\"", "'", "x", "đ", "\xFF"};
    static const char *const safe[] = {"&amp;", "&lt;", "&gt;", "&quot;",
                                       "&#39;", "x",    "đ",    "\xFF"};
    static const char filler[] = "abcdefghijklmnopqrstuvwxyz;ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (int len = 1; len <= 50; len++)
        for (int at = 0; at < len; at++)
            for (size_t i = 0; i < COUNT_OF(plain); i++) {
                struct html out = page();
                html_put_text(&out, str_format(&mem, "%.*s%s%.*s", at, filler, plain[i],
                                               len - at - 1, filler));
                struct str expected =
                    str_format(&mem, "%.*s%s%.*s", at, filler, safe[i], len - at - 1, filler);
                assert_string_equal(end(&out), expected.at);
            }
}

static void a_quote_cannot_leave_an_attribute(void **state)
{
    (void)state;
    struct html out = page();
    attribute_html(&out, S("\"' onclick=\"x()\" <b>"));
    assert_string_equal(end(&out), "<i class=\"&quot;&#39; onclick=&quot;x()&quot; &lt;b&gt;\""
                                   " id='&quot;&#39; onclick=&quot;x()&quot; &lt;b&gt;'></i>\n");
}

static void values_are_written_by_their_type(void **state)
{
    (void)state;
    struct html out = page();
    types_html(&out);
    assert_string_equal(end(&out), "<p>-7 8 -9223372036854775808 }} ba 41</p>\n");
}

static const char *link_of(const char *address)
{
    struct html out = page();
    link_html(&out, str_of(address));
    struct str whole = html_end(&out).bytes;
    size_t from = strlen("<a href=\"");
    return str_c(&mem, str_part(whole, from, whole.len - from - strlen("\">1</a>\n")));
}

static void only_addresses_that_cannot_run_pass(void **state)
{
    (void)state;
    static const char *const good[] = {"/",
                                       "/tin/a-1",
                                       "#noi-dung",
                                       "?trang=2",
                                       "/a?b=c",
                                       "http://a/",
                                       "https://example.org",
                                       "HTTPS://a",
                                       "mailto:a@example.org"};
    static const char *const bad[] = {"",
                                      "javascript:x()",
                                      "JaVaScRiPt:x()",
                                      " javascript:x()",
                                      "java\tscript:x()",
                                      "\x01javascript:x()",
                                      "data:text/html,x",
                                      "vbscript:x",
                                      "//example.org",
                                      "/\\example.org",
                                      "/\t/example.org",
                                      "tin/a-1",
                                      "http:example.org",
                                      "&#106;avascript:x()",
                                      "file:///etc/passwd"};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_string_equal(link_of(good[i]), good[i]);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_string_equal(link_of(bad[i]), "#");
    assert_string_equal(link_of("/a?b=c&d='\""), "/a?b=c&amp;d=&#39;&quot;");
}

static void a_value_inside_an_address_stays_one_value(void **state)
{
    (void)state;
    struct html out = page();
    address_html(&out, S("a/b c?d"), "nhà & đất=100% #1/2+\"'", -3);
    assert_string_equal(
        end(&out),
        "<a href=\"/tin/a/b%20c%3Fd--3?q=nhà%20%26%20đất%3D100%25%20%231%2F2%2B%22%27&amp;trang=-3"
        "#a%2Fb%20c%3Fd\">1</a>\n"
        "<a href=\"#/nhà%20%26%20đất=100%25%20%231/2+%22%27\">2</a>\n");
}

static void a_finished_piece_is_not_escaped_again(void **state)
{
    (void)state;
    struct html inner = page(), out = page();
    text_html(&inner, S("a & b"));
    fragment_html(&out, html_end(&inner));
    fragment_html(&out, (struct html_piece){0});
    assert_string_equal(end(&out), "<div><p>a &amp; b</p>\n</div>\n<div></div>\n");
}

static void blanks_between_tags_are_collapsed_except_in_pre(void **state)
{
    (void)state;
    struct html out = page();
    blank_html(&out, 2);
    assert_string_equal(end(&out), "<ul>\n<li>1 2\n3</li>\n<li>2</li>\n</ul>\n"
                                   "<pre>\n  1\n    2</pre>\n");
}

static void loops_and_conditions_are_those_of_c(void **state)
{
    (void)state;
    const struct gift gifts[] = {{S("A&B"), 500000, true}, {S("C"), 0, false}};
    struct html out = page();
    gifts_html(&out, gifts, 2);
    assert_string_equal(end(&out), "<ul>\n<li>A&amp;B\n<b>!</b>\n500000</li>\n"
                                   "<li>C\n<i>.</i>\n0</li>\n</ul>\n");
    out = page();
    gifts_html(&out, NULL, 0);
    assert_string_equal(end(&out), "<ul>\n</ul>\n");
}

static void a_condition_may_stand_inside_a_tag(void **state)
{
    (void)state;
    struct html out = page();
    checkbox_html(&out, true, false);
    checkbox_html(&out, false, true);
    assert_string_equal(end(&out), "<input type=\"checkbox\" checked class=\"slim\" name=\"1\">\n"
                                   "<input type=\"checkbox\" class=\"wide\" name=\"1\">\n");
}

static void head_and_foot_make_one_page(void **state)
{
    (void)state;
    struct html out = page();
    head_html(&out, S("<1>"));
    text_html(&out, S("2"));
    foot_html(&out);
    assert_string_equal(end(&out), "<!doctype html>\n<html lang=\"vi\"><head><title>&lt;1&gt;"
                                   "</title></head><body>\n<p>2</p>\n</body></html>\n");
}

static const char *thanks(const struct messages *messages, int64_t count)
{
    struct html out = html_new(&mem, messages, PAGE_CAP_BYTES);
    thanks_html(&out, S("<Lan>"), S("\"Hòa\""), count);
    return end(&out);
}

static void without_a_translation_the_page_is_vietnamese(void **state)
{
    (void)state;
    assert_string_equal(thanks(NULL, 1),
                        "<meta name=\"description\" content=\"Lời cảm ơn\">\n"
                        "<p title=\"Quà của &lt;Lan&gt;\">&lt;Lan&gt; tặng\n&quot;Hòa&quot; 1 suất "
                        "quà &amp; lời chúc <b>thân thương</b>.</p>\n"
                        "<p translate=\"no\">Lời cảm ơn <i>thân thương</i></p>\n"
                        "<p>Lời cảm ơn</p>\n");
}

static void a_translation_moves_the_values_and_is_escaped(void **state)
{
    (void)state;
    assert_string_equal(
        thanks(&test_messages[0], 1),
        "<meta name=\"description\" content=\"Thanks\">\n"
        "<p title=\"&lt;Lan&gt;&#39;s gift\">&quot;Hòa&quot; &lt;got&gt; 1 gifts &amp; "
        "&quot;wishes&quot; from &lt;Lan&gt;, &lt;Lan&gt;! <b>warm</b>.</p>\n"
        "<p translate=\"no\">Lời cảm ơn <i>thân thương</i></p>\n"
        "<p>Thanks</p>\n");
}

static void empty_and_fuzzy_entries_stay_vietnamese(void **state)
{
    (void)state;
    const char *html = thanks(&test_messages[0], 2);
    assert_non_null(strstr(html, "<p>Chưa dịch: 2</p>"));
    assert_non_null(strstr(html, "<p>Bản nháp</p>"));
    assert_null(messages_find(&test_messages[0], S("Bản nháp")).at);
    assert_null(messages_find(&test_messages[0], S("Đã bỏ")).at);
}

/* What a language without any entry shows must be what Vietnamese shows, up to line ends. */
static void a_language_without_entries_shows_the_same_page(void **state)
{
    (void)state;
    const struct messages none = {.language = "km"};
    const char *plain = thanks(NULL, 2), *other = thanks(&none, 2);
    assert_int_equal(strlen(plain), strlen(other));
    for (size_t i = 0; plain[i]; i++)
        if (plain[i] != other[i])
            assert_true(plain[i] == '\n' && other[i] == ' ');
}

static void every_message_of_a_table_is_found(void **state)
{
    (void)state;
    const struct messages *messages = &test_messages[0];
    assert_int_equal(test_messages_count, 1);
    assert_string_equal(messages->language, "en");
    assert_int_equal(messages->count, 4);
    for (size_t i = 0; i < messages->count; i++) {
        assert_true(
            str_is(messages_find(messages, messages->at[i].id), messages->at[i].translation));
        assert_true(i == 0 || str_order(messages->at[i - 1].id, messages->at[i].id) < 0);
    }
    assert_true(str_is(html_translate(messages, S("Lời cảm ơn")), S("Thanks")));
    assert_true(str_is(html_translate(messages, S("Lời")), S("Lời")));
    assert_true(str_is(html_translate(NULL, S("Lời cảm ơn")), S("Lời cảm ơn")));
}

static void marks_that_name_no_value_stay_as_they_are(void **state)
{
    (void)state;
    struct html out = page();
    struct html_values values = {.count = 1};
    struct html part = html_part_new(&out);
    values.count = 0;
    html_put_c(&part, "<");
    html_part_end(&out, &part, &values);
    html_message(&out, S("{1}{2}{{}{0}{1"), &values);
    assert_string_equal(end(&out), "&lt;{2}{{}{0}{1");
}

static void vietnamese_needs_no_table_and_unknown_languages_have_none(void **state)
{
    (void)state;
    assert_null(messages_for(S("vi")));
    assert_null(messages_for(S("xx")));
    assert_null(messages_for(STR_NONE));
    assert_non_null(messages_for(S("en")));
    assert_string_equal(messages_for(S("en"))->language, "en");
}

static void a_page_above_its_cap_is_empty_and_says_so(void **state)
{
    (void)state;
    struct html out = html_new(&mem, NULL, 10);
    html_put_c(&out, "12345");
    assert_false(out.text.is_over);
    html_put_c(&out, "6789<");
    html_put_c(&out, "x");
    assert_true(out.text.is_over);
    assert_null(html_end(&out).bytes.at);
    out = html_new(&mem, &test_messages[0], 300);
    thanks_html(&out, S("Lan"),
                S("Một cái tên dài hơn ba trăm byte thì không vừa trang này, "
                  "Một cái tên dài hơn ba trăm byte thì không vừa trang này, "
                  "Một cái tên dài hơn ba trăm byte thì không vừa trang này, "
                  "Một cái tên dài hơn ba trăm byte thì không vừa trang này, "),
                1);
    assert_true(out.text.is_over);
}

static void an_asset_has_a_hashed_address(void **state)
{
    (void)state;
    struct str path = str_of(asset_path("mark.svg"));
    assert_true(str_starts(path, S("/tai-nguyen/mark-")));
    assert_true(str_ends(path, S(".svg")));
    assert_int_equal(path.len, strlen("/tai-nguyen/mark-01234567.svg"));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_five_characters_are_escaped_in_text),
        cmocka_unit_test(a_character_is_escaped_alike_at_every_place),
        cmocka_unit_test(a_quote_cannot_leave_an_attribute),
        cmocka_unit_test(values_are_written_by_their_type),
        cmocka_unit_test(only_addresses_that_cannot_run_pass),
        cmocka_unit_test(a_value_inside_an_address_stays_one_value),
        cmocka_unit_test(a_finished_piece_is_not_escaped_again),
        cmocka_unit_test(blanks_between_tags_are_collapsed_except_in_pre),
        cmocka_unit_test(loops_and_conditions_are_those_of_c),
        cmocka_unit_test(a_condition_may_stand_inside_a_tag),
        cmocka_unit_test(head_and_foot_make_one_page),
        cmocka_unit_test(without_a_translation_the_page_is_vietnamese),
        cmocka_unit_test(a_translation_moves_the_values_and_is_escaped),
        cmocka_unit_test(empty_and_fuzzy_entries_stay_vietnamese),
        cmocka_unit_test(a_language_without_entries_shows_the_same_page),
        cmocka_unit_test(every_message_of_a_table_is_found),
        cmocka_unit_test(marks_that_name_no_value_stay_as_they_are),
        cmocka_unit_test(vietnamese_needs_no_table_and_unknown_languages_have_none),
        cmocka_unit_test(a_page_above_its_cap_is_empty_and_says_so),
        cmocka_unit_test(an_asset_has_a_hashed_address),
    };
    return cmocka_run_group_tests_name("html", tests, NULL, mem_end);
}
