#include "document/prose.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const char *const run_marks[] = {
    [RUN_TEXT] = "", [RUN_FIGURE] = "#", [RUN_STRONG] = "*", [RUN_LINK] = "@"};

/* The document as a short text: a line a block, runs with a mark of their kind. */
static struct str shown(struct arena *mem, const struct document *document)
{
    struct text out = text_new(mem, SIZE_MAX);
    for (size_t i = 0; i < document->blocks.count; i++) {
        const struct block *block = &document->blocks.at[i];
        if (i > 0)
            text_char(&out, '\n');
        if (block->kind == BLOCK_HEADING)
            text_format(&out, "H%d ", block->level);
        if (block->kind == BLOCK_ITEM)
            text_format(&out, "%d", block->level);
        if (block->kind == BLOCK_ITEM && block->number >= 0)
            text_format(&out, ".%d", (int)block->number);
        if (block->kind == BLOCK_ITEM)
            text_add(&out, S("- "));
        if (block->kind == BLOCK_PICTURE)
            text_format(&out, "P %zu:%zu %.*s|%.*s|", block->place.line, block->place.column,
                        STR_ARG(block->slot), STR_ARG(block->title));
        for (size_t k = 0; k < block->runs.count; k++) {
            const struct run *run = &block->runs.at[k];
            const char *mark = run_marks[run->kind];
            text_format(&out, "%s%.*s", mark, STR_ARG(run->text));
            if (run->code.len)
                text_format(&out, "<%.*s>", STR_ARG(run->code));
            if (run->facet.len || run->period.len)
                text_format(&out, "<%.*s,%.*s>", STR_ARG(run->facet), STR_ARG(run->period));
            if (run->words.len)
                text_format(&out, "<<%.*s>>", STR_ARG(run->words));
            text_add(&out, str_of(mark));
        }
    }
    return text_str(&out);
}

static void reads(const char *markdown, const char *wanted)
{
    auto_arena mem = {0};
    struct document document = {0};
    struct error err = {0};
    if (!prose_read(&mem, str_of(markdown), &document, &err))
        fail_msg("%s: %s", markdown, err.text);
    assert_string_equal(str_c(&mem, shown(&mem, &document)), wanted);
}

static void is_refused_text(struct str markdown, const char *wanted)
{
    auto_arena mem = {0};
    struct document document = {0};
    struct error err = {0};
    if (prose_read(&mem, markdown, &document, &err))
        fail_msg("«%.*s» is read", (int)(markdown.len < 99 ? markdown.len : 99), markdown.at);
    assert_int_equal(err.kind, ERROR_INVALID);
    assert_string_equal(err.field, "prose");
    if (!strstr(err.text, wanted))
        fail_msg("«%s» does not hold «%s»", err.text, wanted);
}

static void is_refused(const char *markdown, const char *wanted)
{
    is_refused_text(str_of(markdown), wanted);
}

/* `piece` again and again, `bytes` in all. */
static struct str repeated(struct arena *mem, const char *piece, size_t bytes)
{
    struct text out = text_new(mem, SIZE_MAX);
    while (out.len + strlen(piece) <= bytes)
        text_add(&out, str_of(piece));
    return text_str(&out);
}

static void paragraphs_are_parted_by_empty_lines(void **state unused)
{
    reads("Dòng một\ndòng hai\n\nĐoạn hai  \nngắt\n", "Dòng một dòng hai\nĐoạn hai ngắt");
    reads("", "");
    reads(" \n\n \n", "");
    reads("    thụt đầu dòng", "thụt đầu dòng");
    reads("Một\r\n\r\nHai\rBa", "Một\nHai Ba");
}

static void emphasis_of_every_strength_is_strong(void **state unused)
{
    reads("Rất *quan trọng*, **rất**, ***lắm*** và _nhẹ_",
          "Rất *quan trọng*, *rất*, *lắm* và *nhẹ*");
    reads("5 * 3 và **chưa đóng", "5 * 3 và **chưa đóng");
}

static void headings_are_of_level_two_and_three(void **state unused)
{
    reads("# Một\n## Hai\n### Ba\n###### Sáu\nBốn\n---\n", "H2 Một\nH2 Hai\nH3 Ba\nH3 Sáu\nH2 Bốn");
}

static void lists_keep_their_level_and_number(void **state unused)
{
    reads("- a\n- b\n  - c\n    tiếp\n- d", "1- a\n1- b\n2- c tiếp\n1- d");
    reads("3. a\n4. b\n\nHết", "1.3- a\n1.4- b\nHết");
    reads("- a\n\n- b\n\n  đoạn nữa", "1- a\n1- b\nđoạn nữa");
    reads("1. a\n   - b\n2. c", "1.1- a\n2- b\n1.2- c");
    reads("-\n- b", "1- b");
    reads("> trích *dẫn*\n>\n> hai", "trích *dẫn*\nhai");
    reads("- # Tên\n", "H2 Tên");
}

static void links_of_allowed_schemes_lead_somewhere(void **state unused)
{
    reads("[trang](https://vi.example/a?b=1&amp;c)", "@trang<https://vi.example/a?b=1&c>@");
    reads("[tin](/tin/hoi-nghi-3)", "@tin</tin/hoi-nghi-3>@");
    reads("[đầu](/)", "@đầu</>@");
    reads("[thư](MAILTO:a@b.example)", "@thư<MAILTO:a@b.example>@");
    reads("xem http://vi.example nhé", "xem @http://vi.example<http://vi.example>@ nhé");
    reads("<https://vi.example>", "@https://vi.example<https://vi.example>@");
    reads("gửi a@b.example", "gửi @a@b.example<mailto:a@b.example>@");
    reads("[a *b*][1]\n\n[1]: /c", "@a </c>@@b</c>@");
}

static void other_addresses_leave_their_text_only(void **state unused)
{
    const char *const addresses[] = {"javascript:alert(1)",
                                     "JavaScript:x",
                                     "data:text/html,x",
                                     "//evil.example",
                                     "/\\evil",
                                     "\\evil",
                                     "tin/1",
                                     "#a",
                                     "vbscript:x",
                                     "http:",
                                     "ftp://a",
                                     "&#106;avascript:x",
                                     "&#x01;http://a",
                                     "<http://a b>",
                                     ""};
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        auto_arena mem = {0};
        reads(str_format(&mem, "[bấm](%s)", addresses[i]).at, "bấm");
    }
}

static void html_is_text(void **state unused)
{
    reads("<script>alert(1)</script>", "<script>alert(1)</script>");
    reads("a <b onclick=x>b</b> <!-- c -->", "a <b onclick=x>b</b> <!-- c -->");
}

static void a_picture_alone_in_its_paragraph_is_a_block(void **state unused)
{
    reads("Một\n\n![Quang cảnh *Hội nghị*](anh.jpg \"Chú &lt;thích&gt;\")\n\nHai",
          "Một\nP 3:26 anh.jpg|Quang cảnh Hội nghị|Chú <thích>\nHai");
    reads("![a](<anh một.png>)", "P 1:7 anh một.png|a|");
    reads("![](b.png)", "P 1:5 b.png||");
    reads("![a\nb](c.png \"d\ne\")", "P 2:4 c.png|a b|d e");
    reads("![a][1]\n\n[1]: c.png 'd'", "P 3:6 c.png|a|d");
}

static void of_a_picture_inside_something_the_words_stay(void **state unused)
{
    reads("Xem ![ảnh](a.png) này", "Xem ảnh<a.png> này");
    reads("![một](a.png) ![hai](b.png)", "một<a.png> hai<b.png>");
    reads("- ![](a.png)", "1- a.png<a.png>");
    reads("> ![b](a.png)\n\n# ![c](a.png)", "b<a.png>\nH2 c<a.png>");
    reads("[![b](a.png)](/tin)", "@b</tin>@");
    reads("![a ![b](c) d](e)", "a b<c> d<c>");
    reads("|![x](y)|\n|---|\n|![z]()|", "1- x: z");
}

static void a_figure_in_the_words_of_a_picture_is_refused(void **state unused)
{
    is_refused("Một\n\n![Có {wel.gifts_count}](a.png)", "dòng 3, cột 25: lời mô tả");
}

static void entities_become_letters(void **state unused)
{
    reads("a &amp; b &lt;i&gt; &#7841; &#x1EA1; &nosuch; &hellip;", "a & b <i> ạ ạ &nosuch; …");
    reads("&#0; &#x202E; &#xD800; &#9999999; a&#x301;", "\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD "
                                                        "\xEF\xBF\xBD á");
}

static void bindings_become_figures_to_be_filled(void **state unused)
{
    reads("Trao {wel.gifts_count} suất, cùng kỳ {wel.gifts_count 2021-H1} suất.",
          "Trao #<wel.gifts_count># suất, cùng kỳ #<wel.gifts_count><,2021-H1># suất.");
    reads("Đạt {org.training_people.percent 2022-Q2}",
          "Đạt #<org.training_people><percent,2022-Q2>#");
    reads("**Trao { wel.gifts_count\n2022 } suất**", "*Trao *#<wel.gifts_count><,2022>#* suất*");
    reads("- {a.b}", "1- #<a.b>#");
    reads("\\{a.b} và `{a.b}` và {không phải} và {} {", "{a.b} và {a.b} và {không phải} và {} {");
    reads("{{a.b}}", "{#<a.b>#}");
}

static void a_binding_may_carry_words(void **state unused)
{
    reads("Xây {wel.houses_new 2022-H1  căn\nnhà} và {wel.gifts_count suất}",
          "Xây #<wel.houses_new><,2022-H1><<căn nhà>># và #<wel.gifts_count><<suất>>#");
    reads("{a.b.fraction 2022 khu phố}", "#<a.b><fraction,2022><<khu phố>>#");
    reads("{a.b.exact 2022}", "#<a.b><exact,2022>#");
    is_refused("{a.b căn ,}", "dòng 1, cột 1: chữ kèm số liệu");
    is_refused("{a.b 2022 căn:}", "dòng 1, cột 1: chữ kèm số liệu");
}

static void a_figure_knows_where_it_stands(void **state unused)
{
    auto_arena mem = {0};
    struct document document = {0};
    struct error err = {0};
    size_t block = 0, run = 0;
    assert_true(prose_read(&mem, S("Đã {\n\n- **trao {a.b}** \\{x &#123; &#123;a.c} {a.d 2022 ơ}"),
                           &document, &err));
    static const struct text_place wanted[] = {{3, 10}, {3, 29}, {3, 40}};
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        const struct run *figure = prose_figure_next(&document, &block, &run);
        assert_non_null(figure);
        assert_int_equal(figure->place.line, wanted[i].line);
        assert_int_equal(figure->place.column, wanted[i].column);
    }
}

static void a_slip_in_a_binding_is_named_with_its_place(void **state unused)
{
    is_refused("Một\n\nHai {wel.gifts_count 6 tháng}", "dòng 3, cột 5: viết {mã số liệu}");
    is_refused("{wel.gifts_count 2022-H3}", "dòng 1, cột 1: viết {mã số liệu}");
    is_refused("Một\nvà {wel.gifts_count", "dòng 2, cột 4: ngoặc {");
    is_refused("{wel.gifts_count {a.b}", "ngoặc {");
}

static void the_caller_walks_the_figures(void **state unused)
{
    auto_arena mem = {0};
    struct document document = {0};
    struct error err = {0};
    assert_true(prose_read(&mem, S("{a.b} x {a.c}\n\nkhông\n\n- {a.d}"), &document, &err));
    size_t block = 0, run = 0, count = 0;
    for (struct run *figure; (figure = prose_figure_next(&document, &block, &run)); count++)
        figure->text = S("07");
    assert_int_equal(count, 3);
    assert_string_equal(str_c(&mem, document_plain(&mem, &document)), "07 x 07\n\nkhông\n\n- 07");
}

static void a_table_becomes_items(void **state unused)
{
    reads("| Khu phố | Số suất |\n|---|---:|\n| KP1 | **20** |\n| KP2 | |\n| | |\n",
          "1- Khu phố: KP1; Số suất: *20*\n1- Khu phố: KP2");
    reads("|a| |\n|---|---|\n|1|{x.y}|\n\nHết", "1- a: 1; #<x.y>#\nHết");
}

static void code_is_text_a_line_a_paragraph(void **state unused)
{
    reads("```\n<a>\n{a.b}\n\nc\n```\nd `e`", "<a>\n{a.b}\nc\nd e");
}

static void hostile_sizes_are_refused(void **state unused)
{
    auto_arena mem = {0};
    is_refused_text(repeated(&mem, "a", PROSE_MAX_BYTES + 1), "quá dài");
    is_refused_text(S("a\xFF"), "UTF-8");
    is_refused_text((struct str){"a\0b", 3}, "UTF-8");
    is_refused("Một\nhai\x07", "dòng 2: có ký tự điều khiển");
    is_refused("a\xE2\x80\xAE", "dòng 1: có ký tự điều khiển");
    is_refused_text(repeated(&mem, ">", 9), "dòng 1: thụt vào hoặc lồng nhau");
    is_refused_text(repeated(&mem, "- ", 500000), "lồng nhau");
    is_refused_text(repeated(&mem, "1. ", 30), "lồng nhau");
    is_refused("x\n\n                                                                  a",
               "dòng 3");
    is_refused("- a\n  - a\n    - a\n      - a\n        - a\n          - a\n            - a\n"
               "              - a\n                - a\n",
               "lồng nhau quá sâu");
    is_refused_text(repeated(&mem, "a\n\n", 3 * PROSE_BLOCKS_MAX + 3), "quá nhiều đoạn");
    is_refused_text(repeated(&mem, "*a* b \n\n", PROSE_MAX_BYTES), "quá nhiều đoạn");
    is_refused_text(repeated(&mem, "**\\{** * * \\{\\{ \n- ", PROSE_MAX_BYTES), "quá");
    is_refused_text(repeated(&mem, "a", PROSE_LINE_MAX_BYTES + 1), "dòng 1: đoạn văn quá dài");
    is_refused_text(repeated(&mem, "ab\n", PROSE_PARAGRAPH_MAX_BYTES + 3), "đoạn văn quá dài");
    struct str head = repeated(&mem, "|a", 66), rule = repeated(&mem, "|---", 132);
    struct str parts[] = {S("x\n\n"), head, S("\n"), rule, S("\n"), head};
    is_refused_text(str_join(&mem, parts, COUNT_OF(parts), S("")), "hơn 32 cột");
    struct str address = repeated(&mem, "a", PROSE_ADDRESS_MAX_BYTES + 1);
    is_refused(str_format(&mem, "x\n\n[x](/%.*s)", STR_ARG(address)).at, "dòng 1: địa chỉ");
}

/* Patterns on which readers of Markdown have been known to take a square or worse. The test's time
 * limit is what fails if one does here. */
static void hostile_patterns_end(void **state unused)
{
    const char *const patterns[] = {
        "<a>",    "<a ",      "<!--",    "<?",       "<![CDATA[",  "<http:",       "[",
        "![",     "[a](",     "[a](<b",  "[a]: b\n", "[a]: b (\n", "*a ",          "**a ",
        "_a*b",   "*a_ ",     "`",       "``a`",     "&",          "&#",           "{",
        "{a.b ",  "\\",       "](",      "[[a]]",    "a@b.c ",     "http://a.b/(", "(",
        "- a\n",  "> a\nb\n", "|a",      "a|b\n",    "a|b\n-|-\n", "1. a\n\n",     "# a\n",
        "~~~\n",  "[a][",     "![a][b]", "***a",     "a**b",       "x<y>z",        "\n",
        " \n",    "  a\n",    "&amp;",   "[x](/y)",  "*_",         "_*a",          "www.a.b ",
        "<a@b.c>"};
    for (size_t i = 0; i < COUNT_OF(patterns); i++) {
        auto_arena mem = {0};
        struct document document = {0};
        struct error err = {0};
        struct str line = repeated(&mem, patterns[i], PROSE_LINE_MAX_BYTES);
        struct str paragraph = repeated(&mem, patterns[i], PROSE_PARAGRAPH_MAX_BYTES);
        struct str all =
            repeated(&mem, str_format(&mem, "%.*s\n\n", STR_ARG(line)).at, PROSE_MAX_BYTES / 16);
        if (!prose_read(&mem, paragraph, &document, &err) ||
            !prose_read(&mem, all, &document, &err))
            assert_int_equal(err.kind, ERROR_INVALID);
    }
}

static void ten_thousand_tags_are_read_as_text(void **state unused)
{
    auto_arena mem = {0};
    struct document document = {0};
    struct error err = {0};
    struct str tags = repeated(&mem, "<b>", 15000), parts[] = {tags, S("\n\n"), tags};
    assert_true(prose_read(&mem, str_join(&mem, parts, 3, S("")), &document, &err));
    assert_int_equal(document.blocks.count, 2);
    assert_true(str_is(block_plain(&mem, &document.blocks.at[1]), tags));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs_are_parted_by_empty_lines),
        cmocka_unit_test(emphasis_of_every_strength_is_strong),
        cmocka_unit_test(headings_are_of_level_two_and_three),
        cmocka_unit_test(lists_keep_their_level_and_number),
        cmocka_unit_test(links_of_allowed_schemes_lead_somewhere),
        cmocka_unit_test(other_addresses_leave_their_text_only),
        cmocka_unit_test(html_is_text),
        cmocka_unit_test(a_picture_alone_in_its_paragraph_is_a_block),
        cmocka_unit_test(of_a_picture_inside_something_the_words_stay),
        cmocka_unit_test(a_figure_in_the_words_of_a_picture_is_refused),
        cmocka_unit_test(entities_become_letters),
        cmocka_unit_test(bindings_become_figures_to_be_filled),
        cmocka_unit_test(a_binding_may_carry_words),
        cmocka_unit_test(a_figure_knows_where_it_stands),
        cmocka_unit_test(a_slip_in_a_binding_is_named_with_its_place),
        cmocka_unit_test(the_caller_walks_the_figures),
        cmocka_unit_test(a_table_becomes_items),
        cmocka_unit_test(code_is_text_a_line_a_paragraph),
        cmocka_unit_test(hostile_sizes_are_refused),
        cmocka_unit_test(hostile_patterns_end),
        cmocka_unit_test(ten_thousand_tags_are_read_as_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
