#include "document/markdown.h"

#include "base/text.h"
#include "document/prose.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* What is read from `markdown` is written as `wanted`, which reads as the same again. */
static void writes(const char *markdown, const char *wanted)
{
    auto_arena mem = {0};
    struct document document = {0}, again = {0};
    struct error err = {0};
    if (!prose_read(&mem, str_of(markdown), &document, &err))
        fail_msg("%s: %s", markdown, err.text);
    struct str written = document_markdown(&mem, &document);
    assert_string_equal(str_c(&mem, written), wanted);
    if (!prose_read(&mem, written, &again, &err))
        fail_msg("%s: %s", wanted, err.text);
    assert_string_equal(str_c(&mem, document_markdown(&mem, &again)), wanted);
    assert_string_equal(str_c(&mem, document_plain(&mem, &again)),
                        str_c(&mem, document_plain(&mem, &document)));
}

static void blocks_are_written_with_an_empty_line_between_them(void **state unused)
{
    writes("# Đầu\n\nMột đoạn\nhai dòng.\n#### Cuối\n",
           "## Đầu\n\nMột đoạn hai dòng.\n\n### Cuối\n");
    writes("Việc:\n\n- một\n- hai\n  - trong\n\n3. ba\n4. bốn\n",
           "Việc:\n\n- một\n- hai\n   - trong\n3. ba\n4. bốn\n");
}

static void a_figure_is_written_as_its_binding(void **state unused)
{
    writes("Xây {wel.houses_new 2022-H1 căn}, đạt {wel.houses_new.percent}.",
           "Xây {wel.houses_new 2022-H1 căn}, đạt {wel.houses_new.percent}.\n");
}

static void a_picture_keeps_what_it_shows_and_its_caption(void **state unused)
{
    writes("![Hội trường [A]](hop.png \"Quang cảnh \\\"họp\\\"\")",
           "![Hội trường \\[A\\]](hop.png \"Quang cảnh \\\"họp\\\"\")\n");
    writes("![Cầu](<cầu mới.png>)", "![Cầu](<cầu mới.png>)\n");
}

static void links_and_emphasis_stay(void **state unused)
{
    writes("Xem *kỹ* [hội nghị](/hoi-nghi/2022-07-20).",
           "Xem **kỹ** [hội nghị](/hoi-nghi/2022-07-20).\n");
}

static void signs_are_written_so_that_they_are_read_as_they_stand(void **state unused)
{
    writes("\\*sao\\* a\\_b \\[c\\] \\{d\\} \\<e> f \\& g \\\\ h \\`i\\` j \\| k",
           "\\*sao\\* a\\_b \\[c\\] \\{d} \\<e> f \\& g \\\\ h \\`i\\` j \\| k\n");
    writes("\\# không phải đề mục\n\n\\- không phải việc\n\n20\\. không phải số\n\n5 phần",
           "\\# không phải đề mục\n\n\\- không phải việc\n\n20\\. không phải số\n\n5 phần\n");
}

static void what_only_pages_show_is_left_out(void **state unused)
{
    auto_arena mem = {0};
    struct document document = {0};
    document_add(&document, &mem, BLOCK_SLOT)->slot = S("uu_diem");
    block_text(document_add(&document, &mem, BLOCK_PARAGRAPH), &mem, S("Một."));
    document_add(&document, &mem, BLOCK_TABLE);
    assert_string_equal(str_c(&mem, document_markdown(&mem, &document)), "Một.\n");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_written_with_an_empty_line_between_them),
        cmocka_unit_test(a_figure_is_written_as_its_binding),
        cmocka_unit_test(a_picture_keeps_what_it_shows_and_its_caption),
        cmocka_unit_test(links_and_emphasis_stay),
        cmocka_unit_test(signs_are_written_so_that_they_are_read_as_they_stand),
        cmocka_unit_test(what_only_pages_show_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
