#include "base/testing.h"

#include "document/qr.h"

static struct str svg_of(struct arena *mem, struct str text, struct str title)
{
    struct str svg = S("");
    struct error err = {0};
    if (!qr_svg(mem, text, title, &svg, &err))
        fail_msg("%s", err.text);
    return svg;
}

static bool holds(struct str text, struct str part)
{
    return str_find(text, part) < text.len;
}

/* That it says what it was given is for a decoder to tell: test/e2e/sheet.test.mjs. */
static void a_code_is_black_on_white_with_its_quiet_zone(void **state unused)
{
    auto_arena mem = {0};
    struct str svg = svg_of(&mem, S("https://a.vn/khu-pho/3"), S("Trang khu phố 3"));
    /* 22 bytes at level M fit into version 2: 25 modules, four more on each side. */
    assert_true(holds(svg, S("viewBox=\"0 0 33 33\"")));
    assert_true(holds(svg, S("<path fill=\"#fff\" d=\"M0 0h33v33h-33z\"/>")));
    /* The first finder pattern begins behind the quiet zone with seven dark modules. */
    assert_true(holds(svg, S("<path fill=\"#000\" d=\"M4 4h7v1h-7z")));
    assert_false(holds(svg, S("style")));
    assert_true(str_ends(svg, S("</svg>")));
}

static void its_title_is_escaped(void **state unused)
{
    auto_arena mem = {0};
    struct str svg = svg_of(&mem, S("x"), S("<b> & \"khu\""));
    assert_true(holds(svg, S("<title>&lt;b&gt; &amp; \"khu\"</title>")));
}

static void a_text_that_is_no_address_is_refused(void **state unused)
{
    static char long_text[QR_TEXT_MAX_BYTES + 1];
    auto_arena mem = {0};
    struct str svg;
    struct error err = {0};
    memset(long_text, 'a', sizeof long_text);
    assert_false(qr_svg(&mem, S(""), S("x"), &svg, &err));
    assert_fails(&err, ERROR_INVALID, "500");
    assert_false(qr_svg(&mem, (struct str){long_text, sizeof long_text}, S("x"), &svg, &err));
    assert_fails(&err, ERROR_INVALID, "500");
    assert_true(qr_svg(&mem, (struct str){long_text, sizeof long_text - 1}, S("x"), &svg, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_black_on_white_with_its_quiet_zone),
        cmocka_unit_test(its_title_is_escaped),
        cmocka_unit_test(a_text_that_is_no_address_is_refused),
    };
    return tests_run(tests);
}
