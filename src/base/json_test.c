#include "base/testing.h"

#include "base/json.h"

#include <inttypes.h>

static struct json *expect_read(struct arena *mem, struct str bytes)
{
    struct json *value = NULL;
    struct error err = {0};
    if (!json_read(mem, bytes, &value, &err))
        fail_msg("%.*s: %s", STR_ARG(bytes), err.text);
    return value;
}

static void expect_refused(struct str bytes, const char *reason)
{
    auto_arena mem = {0};
    struct json *value;
    struct error err = {0};
    if (json_read(&mem, bytes, &value, &err))
        fail_msg("was read: %.*s", STR_ARG(bytes));
    assert_fails(&err, ERROR_INVALID, reason);
}

static void an_entry_is_read_with_its_members(void **state)
{
    (void)state;
    auto_arena mem = {0};
    const struct json *entry = expect_read(
        &mem, S("{\"by\":\"u3\",\"kind\":\"gift\",\"values\":{\"list\":[1,[],{}],\"quantity\":120},"
                "\"x\":\"Quỹ \\\"Vì người nghèo\\\"\"}"));
    assert_str(json_text(entry, S("kind"), S("")), "gift");
    assert_str(json_text(entry, S("x"), S("")), "Quỹ \"Vì người nghèo\"");
    const struct json *values = json_member(entry, S("values"));
    assert_int_equal(json_int(values, S("quantity"), 0), 120);
    assert_str(values->bytes, "{\"list\":[1,[],{}],\"quantity\":120}");
    const struct json *list = json_member(values, S("list"));
    assert_int_equal(list->type, JSON_ARRAY);
    assert_int_equal(list->first->number, 1);
    assert_int_equal(list->first->next->next->type, JSON_OBJECT);
    assert_null(list->first->next->next->next);
}

static void a_missing_member_gives_the_other_value(void **state)
{
    (void)state;
    auto_arena mem = {0};
    const struct json *value = expect_read(&mem, S("{\"a\":\"text\",\"b\":5}"));
    assert_null(json_member(value, S("c")));
    assert_null(json_member(NULL, S("a")));
    assert_null(json_member(value->first, S("a")));
    assert_int_equal(json_int(value, S("a"), -7), -7);
    assert_str(json_text(value, S("b"), S("khác")), "khác");
}

static void numbers_are_whole_and_below_two_to_the_53(void **state)
{
    (void)state;
    auto_arena mem = {0};
    assert_int_equal(expect_read(&mem, S("0"))->number, 0);
    assert_int_equal(expect_read(&mem, S("-1"))->number, -1);
    assert_int_equal(expect_read(&mem, S("9007199254740991"))->number, INT64_C(9007199254740991));
    assert_int_equal(expect_read(&mem, S("-9007199254740991"))->number, -INT64_C(9007199254740991));
    expect_refused(S("9007199254740992"), "số quá lớn");
    expect_refused(S("99999999999999999999999"), "số quá lớn");
    expect_refused(S("-0"), "-0");
    expect_refused(S("01"), "thừa số 0");
    expect_refused(S("1.5"), "byte thừa");
    expect_refused(S("1e3"), "byte thừa");
    expect_refused(S("+1"), "cần một giá trị");
    expect_refused(S("-"), "cần một giá trị");
}

static void only_the_canonical_bytes_are_read(void **state)
{
    (void)state;
    expect_refused(S(""), "byte 0");
    expect_refused(STR_NONE, "cần một giá trị");
    expect_refused(S(" 1"), "cần một giá trị");
    expect_refused(S("1\n"), "byte thừa");
    expect_refused(S("{\"b\":1,\"a\":2}"), "thứ tự");
    expect_refused(S("{\"a\":1,\"a\":2}"), "trùng");
    expect_refused(S("{\"a\": 1}"), "cần một giá trị");
    expect_refused(S("{\"a\":1,}"), "khóa");
    expect_refused(S("[1,]"), "cần một giá trị");
    expect_refused(S("[,1]"), "cần một giá trị");
    expect_refused(S("[1 2]"), "dấu phẩy");
    expect_refused(S("[1"), "dấu phẩy");
    expect_refused(S("["), "cần một giá trị");
    expect_refused(S("{\"a\"}"), "hai chấm");
    expect_refused(S("{\"đ\":1}"), "ASCII");
    expect_refused(S("{\"a\\\"\":1}"), "ASCII");
    expect_refused(S("{\"\":1}"), "ASCII");
    expect_refused(S("{\"a b\":1}"), "ASCII");
    expect_refused(S("{a:1}"), "khóa");
    expect_refused(S("true"), "cần một giá trị");
    expect_refused(S("null"), "cần một giá trị");
    expect_refused(S("[1]]"), "byte thừa");
}

static void strings_are_nfc_utf8_without_controls(void **state)
{
    (void)state;
    auto_arena mem = {0};
    assert_str(expect_read(&mem, S("\"Gò Quao – ខ្មែរ\""))->text, "Gò Quao – ខ្មែរ");
    assert_str(expect_read(&mem, S("\"\\\\\\\"\""))->text, "\\\"");
    expect_refused(S("\"a"), "không đóng");
    expect_refused(S("\"\\"), "chỉ được viết");
    expect_refused(S("\"\\/\""), "chỉ được viết");
    expect_refused(S("\"\\u0041\""), "chỉ được viết");
    expect_refused(S("\"a\tb\""), "điều khiển");
    expect_refused(S("\"a\x7f\""), "điều khiển");
    expect_refused(S("\"\xC2\x85\""), "điều khiển");
    expect_refused(S("\"\xE2\x80\xAE\""), "điều khiển");
    expect_refused(S("\"\xff\""), "UTF-8");
    expect_refused(S("\"\xED\xA0\x80\""), "UTF-8");
    expect_refused(S("\"e\xCC\x82\""), "NFC");
    expect_refused(S("\"a\\\"\xCC\x82\xCC\xA3\""), "NFC");
}

static void values_nest_sixteen_deep_and_no_deeper(void **state)
{
    (void)state;
    auto_arena mem = {0};
    expect_read(&mem, S("[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"));
    expect_refused(S("[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]"), "quá sâu");
}

static void what_the_writer_gives_the_reader_takes(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct json_out out = json_out_new(&mem, 1000);
    json_open_object(&out);
    json_add_int(&out, S("a"), -5);
    json_key(&out, S("b"));
    json_open_array(&out);
    json_put_text(&out, S("\"\\"));
    json_open_object(&out);
    json_close_object(&out);
    json_open_object(&out);
    json_add_text(&out, S("z"), S("Tổ quốc"));
    json_close_object(&out);
    json_close_array(&out);
    json_key(&out, S("b.c"));
    json_put_bytes(&out, S("[1,2]"));
    json_close_object(&out);
    struct str bytes;
    struct error err = {0};
    assert_true(json_out_end(&out, &bytes, &err));
    assert_str(bytes, "{\"a\":-5,\"b\":[\"\\\"\\\\\",{},{\"z\":\"Tổ quốc\"}],\"b.c\":[1,2]}");
    assert_str(expect_read(&mem, bytes)->bytes, bytes.at);
}

static void the_writer_nests_as_deep_as_the_reader(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct json_out out = json_out_new(&mem, 1000);
    for (int i = 0; i < JSON_DEPTH_MAX; i++) {
        json_open_object(&out);
        json_key(&out, S("k"));
    }
    json_put_int(&out, 1);
    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        json_close_object(&out);
    struct str bytes;
    struct error err = {0};
    assert_true(json_out_end(&out, &bytes, &err));
    expect_read(&mem, bytes);
}

static void writing_beyond_the_cap_fails_at_the_end(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct json_out out = json_out_new(&mem, 10);
    json_open_array(&out);
    json_put_text(&out, S("dài hơn mười byte"));
    json_close_array(&out);
    struct str bytes;
    struct error err = {0};
    assert_false(json_out_end(&out, &bytes, &err));
    assert_int_equal(err.kind, ERROR_INVALID);
}

static void a_quoted_text_escapes_control_characters(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct text out = text_new(&mem, 1000);
    json_quote(&out, S("a\n\t\x01\"\\đ"));
    assert_str(text_str(&out), "\"a\\n\\t\\u0001\\\"\\\\đ\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_is_read_with_its_members),
        cmocka_unit_test(a_missing_member_gives_the_other_value),
        cmocka_unit_test(numbers_are_whole_and_below_two_to_the_53),
        cmocka_unit_test(only_the_canonical_bytes_are_read),
        cmocka_unit_test(strings_are_nfc_utf8_without_controls),
        cmocka_unit_test(values_nest_sixteen_deep_and_no_deeper),
        cmocka_unit_test(what_the_writer_gives_the_reader_takes),
        cmocka_unit_test(the_writer_nests_as_deep_as_the_reader),
        cmocka_unit_test(writing_beyond_the_cap_fails_at_the_end),
        cmocka_unit_test(a_quoted_text_escapes_control_characters),
    };
    return tests_run(tests);
}
