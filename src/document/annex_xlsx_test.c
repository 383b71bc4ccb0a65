/* The spreadsheet is read back from its archive. That LibreOffice reads the same numbers is proved
 * by test/e2e/paper.test.mjs. */
#include "document/annex_xlsx.h"

#include "base/testing.h"
#include "base/text.h"

#include <zip.h>

static struct str part_of(struct arena *mem, struct str file, const char *name)
{
    zip_error_t why;
    zip_stat_t stat;
    zip_source_t *source = zip_source_buffer_create(file.at, file.len, 0, &why);
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, &why);
    assert_non_null(archive);
    assert_int_equal(zip_stat(archive, name, 0, &stat), 0);
    char *bytes = arena_take(mem, stat.size + 1);
    zip_file_t *part = zip_fopen(archive, name, 0);
    assert_int_equal(zip_fread(part, bytes, stat.size), stat.size);
    zip_fclose(part);
    zip_discard(archive);
    return (struct str){bytes, stat.size};
}

static void assert_holds(struct str text, const char *part)
{
    if (str_find(text, str_of(part)) == text.len)
        fail_msg("without «%s»:\n%.*s", part, STR_ARG(text));
}

static struct annex annex_make(struct arena *mem)
{
    struct annex annex = {.title = S("Số liệu 6 tháng đầu năm 2022"), .subtitle = S("Xã Bến Thử")};
    *list_add(&annex.lines, mem) = (struct annex_line){.is_group = true, .label = S("An sinh")};
    *list_add(&annex.lines, mem) = (struct annex_line){.label = S("Suất quà"),
                                                       .code = S("wel.gifts_count"),
                                                       .unit = S("suất"),
                                                       .giver = S("huyện"),
                                                       .actual = 1234,
                                                       .target = 999,
                                                       .has_target = true};
    return annex;
}

static struct str written(struct arena *mem, const struct annex *annex)
{
    struct error err;
    struct str bytes;
    if (!annex_xlsx(mem, annex, &bytes, &err))
        fail_msg("%s", err.text);
    return bytes;
}

static void numbers_are_numbers_and_the_head_is_frozen_and_repeated(void **state unused)
{
    auto_arena mem = {0};
    struct annex annex = annex_make(&mem);
    struct str file = written(&mem, &annex);
    struct str sheet = part_of(&mem, file, "xl/worksheets/sheet1.xml");
    assert_holds(sheet, "<v>1234</v>");
    assert_holds(sheet, "<v>999</v>");
    assert_holds(sheet, "<v>1.2352</v>"); /* 123,523…% rounded down */
    assert_holds(sheet, "state=\"frozen\"");
    assert_holds(sheet, "paperSize=\"9\"");
    assert_holds(sheet, "orientation=\"landscape\"");
    assert_holds(part_of(&mem, file, "xl/workbook.xml"), "_xlnm.Print_Titles");
}

static void texts_are_never_formulas(void **state unused)
{
    auto_arena mem = {0};
    struct annex annex = annex_make(&mem);
    annex.lines.at[1].label = S("=HYPERLINK(\"http://x\")");
    annex.lines.at[1].note = S("+cmd|' /C calc'!A0 <b> & \x01\xff");
    annex.title = S("<title> & \x02");
    struct str file = written(&mem, &annex);
    struct str sheet = part_of(&mem, file, "xl/worksheets/sheet1.xml");
    struct str texts = part_of(&mem, file, "xl/sharedStrings.xml");
    assert_int_equal(str_find(sheet, S("<f>")), sheet.len);
    assert_holds(texts, "=HYPERLINK(\"http://x\")");
    assert_holds(texts, "+cmd|' /C calc'!A0 &lt;b&gt; &amp;  \uFFFD");
    assert_holds(part_of(&mem, file, "docProps/core.xml"), "&lt;title&gt; &amp;");
}

static void the_same_annex_gives_the_same_bytes(void **state unused)
{
    auto_arena mem = {0};
    struct annex annex = annex_make(&mem);
    struct str first = written(&mem, &annex), second = written(&mem, &annex);
    assert_true(first.len > 2000);
    assert_true(str_is(first, second));
}

static void what_is_too_much_is_refused(void **state unused)
{
    auto_arena mem = {0};
    struct error err;
    struct str bytes;
    struct annex annex = annex_make(&mem);
    char *long_text = arena_take(&mem, ANNEX_TEXT_MAX_BYTES + 1);
    memset(long_text, 'a', ANNEX_TEXT_MAX_BYTES + 1);
    annex.lines.at[1].note = (struct str){long_text, ANNEX_TEXT_MAX_BYTES};
    assert_true(annex_xlsx(&mem, &annex, &bytes, &err));
    annex.lines.at[1].note.len++;
    assert_false(annex_xlsx(&mem, &annex, &bytes, &err));
    assert_fails(&err, ERROR_INVALID, "dài hơn");
    annex = annex_make(&mem);
    while (annex.lines.count <= ANNEX_LINES_MAX)
        list_add(&annex.lines, &mem);
    assert_false(annex_xlsx(&mem, &annex, &bytes, &err));
    assert_fails(&err, ERROR_INVALID, "nhiều hơn mức");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_numbers_and_the_head_is_frozen_and_repeated),
        cmocka_unit_test(texts_are_never_formulas),
        cmocka_unit_test(the_same_annex_gives_the_same_bytes),
        cmocka_unit_test(what_is_too_much_is_refused),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
