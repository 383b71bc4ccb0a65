#include "base/testing.h"

#include "base/csv.h"
#include "base/text.h"

/* All rows as "field|field\n", or the error's text. */
static struct str rows_of(struct arena *mem, struct str bytes)
{
    struct csv csv;
    struct csv_fields fields = {0};
    struct error err = {0};
    struct text out = text_new(mem, 1 << 20);
    if (!csv_begin(&csv, bytes, &err))
        return str_copy(mem, str_of(err.text));
    for (bool is_end = false;;) {
        if (!csv_row(&csv, mem, &fields, &is_end, &err))
            return str_copy(mem, str_of(err.text));
        if (is_end)
            return text_str(&out);
        text_format(&out, "%lld", (long long)csv.line);
        for (size_t i = 0; i < fields.count; i++)
            text_format(&out, "|%.*s", STR_ARG(fields.at[i]));
        text_char(&out, '\n');
    }
}

static void expect_rows(struct str bytes, const char *wanted)
{
    auto_arena mem = {0};
    assert_str(rows_of(&mem, bytes), wanted);
}

static void expect_error(struct str bytes, const char *part)
{
    auto_arena mem = {0};
    struct str text = rows_of(&mem, bytes);
    if (str_find(text, str_of(part)) == text.len)
        fail_msg("is «%.*s», wanted «%s»", STR_ARG(text), part);
}

static void each_separator_is_found_in_the_header(void **state)
{
    (void)state;
    expect_rows(S("tên,số\na,1\n"), "1|tên|số\n2|a|1\n");
    expect_rows(S("tên;số\na;1,5"), "1|tên|số\n2|a|1,5\n");
    expect_rows(S("tên\tsố\na, b\t1;2\n"), "1|tên|số\n2|a, b|1;2\n");
    expect_rows(S("một cột\na\n"), "1|một cột\n2|a\n");
    expect_rows(S("\"a;b;c\",d\n1,2\n"), "1|a;b;c|d\n2|1|2\n");
    expect_rows(S("\n\na;b\n"), "3|a|b\n");
    expect_rows(S("sep=,\r\na;b,c\r\n"), "2|a;b|c\n");
}

static void line_ends_and_marks_of_windows_do_not_matter(void **state)
{
    (void)state;
    expect_rows(S("\xEF\xBB\xBFtên;số\r\na;1\r\n"), "1|tên|số\n2|a|1\n");
    expect_rows(S("a;b\r\n1;2\r"), "1|a|b\n2|1|2\n");
}

static void empty_rows_are_passed_over_and_lines_still_counted(void **state)
{
    (void)state;
    expect_rows(S("a;b\n\n;\n ; \n1;2\n;;\n"), "1|a|b\n5|1|2\n");
    expect_rows(S("a;b\n1;\n;2"), "1|a|b\n2|1|\n3||2\n");
}

static void quoted_fields_hold_separators_quotes_and_line_ends(void **state)
{
    (void)state;
    expect_rows(S("a;b\n\"x;y\";\"nói \"\"có\"\"\"\n\"hai\ndòng\";2\n3;4\n"),
                "1|a|b\n2|x;y|nói \"có\"\n3|hai\ndòng|2\n5|3|4\n");
    expect_rows(S("a;b\n\"\";\"\"\"\"\n"), "1|a|b\n2||\"\n");
    expect_rows(S("a,b\n5\" ống,\"x\"\r\n"), "1|a|b\n2|5\" ống|x\n");
}

static void broken_quotes_are_told_with_line_and_column(void **state)
{
    (void)state;
    expect_error(S("a;b\n1;\"mở\n2;3\n"), "dòng 2, cột 2 (B): ngoặc kép mở ra mà không đóng");
    expect_error(S("a;b\n\"x\"y;2\n"), "dòng 2, cột 1 (A): có chữ sau dấu ngoặc kép đóng");
    expect_error(S("a;b\n\"x\" ;2\n"), "có chữ sau dấu ngoặc kép đóng");
    expect_error(S("a;b\n\"x\ny\"z;2\n"), "dòng 3, cột 1 (A)");
}

static void foreign_encodings_are_named(void **state)
{
    (void)state;
    expect_error(S("\xFF\xFE"
                   "a\0"),
                 "UTF-16");
    expect_error(S("\xFE\xFF\0a"), "UTF-16");
    expect_error(S("a;b\n1;\0"), "dòng 2: có byte 0");
    expect_error(S("PK\x03\x04 …"), "Excel");
    expect_error(S("a;b\n1;ho\xE0ng\n"), "dòng 2, cột 2 (B): không phải UTF-8");
    expect_error(S("a;b\n1;\"ho\xE0ng\"\n"), "dòng 2, cột 2 (B): không phải UTF-8");
    expect_error(S("a;b\n\x01;2\n"), "dòng 2, cột 1 (A): có ký tự điều khiển");
    expect_error(S("a;b\n1\r2;2\n"), "có ký tự điều khiển");
    expect_error(S(""), "tệp rỗng");
    expect_error(STR_NONE, "tệp rỗng");
    expect_error(S("\xEF\xBB\xBF \n"), "tệp rỗng");
}

static void a_huge_cell_is_refused_with_its_place(void **state)
{
    (void)state;
    auto_arena mem = {0};
    enum { HUGE_BYTES = 10 * 1024 * 1024 };
    char *bytes = arena_take(&mem, HUGE_BYTES + 20);
    memset(bytes, 'x', HUGE_BYTES + 20);
    memcpy(bytes, "a;b\n1;", 6);
    expect_error((struct str){bytes, HUGE_BYTES}, "dòng 2, cột 2 (B): ô dài quá 65536 byte");
    bytes[6] = '"';
    bytes[HUGE_BYTES] = '"';
    expect_error((struct str){bytes, HUGE_BYTES + 1}, "có thể thiếu dấu ngoặc kép đóng");
    memset(bytes + 4, ';', HUGE_BYTES);
    expect_error((struct str){bytes, HUGE_BYTES}, "dòng 2: có hơn 512 cột");
}

static void the_error_names_the_line_as_its_field(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct csv csv;
    struct csv_fields fields = {0};
    struct error err = {0};
    bool is_end;
    assert_true(csv_begin(&csv, S("a;b\n1;2\n\"x"), &err));
    assert_true(csv_row(&csv, &mem, &fields, &is_end, &err));
    assert_true(csv_row(&csv, &mem, &fields, &is_end, &err));
    assert_false(csv_row(&csv, &mem, &fields, &is_end, &err));
    assert_string_equal(err.field, "3");
}

static void columns_far_right_are_named_as_spreadsheets_do(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct text out = text_new(&mem, 1000);
    for (int i = 0; i < 27; i++)
        text_char(&out, ';');
    text_add(&out, S("\x02"));
    expect_error(text_str(&out), "cột 28 (AB)");
}

static void expect_put(struct str value, const char *wanted)
{
    auto_arena mem = {0};
    struct text out = text_new(&mem, 1000);
    csv_put(&out, value, true);
    assert_str(text_str(&out), wanted);
}

static void fields_are_written_so_that_no_spreadsheet_runs_them(void **state)
{
    (void)state;
    expect_put(S("nhà"), "nhà");
    expect_put(S(""), "");
    expect_put(S("a,b"), "\"a,b\"");
    expect_put(S("a;b"), "\"a;b\"");
    expect_put(S("nói \"có\""), "\"nói \"\"có\"\"\"");
    expect_put(S("hai\ndòng"), "\"hai\ndòng\"");
    expect_put(S("=1+1"), "\"'=1+1\"");
    expect_put(S("@x"), "\"'@x\"");
    expect_put(S("-1+cmd"), "\"'-1+cmd\"");
    expect_put(S("\tx"), "\"'\tx\"");
    expect_put(S("-1200"), "-1200");
    expect_put(S("-1.200,5"), "\"-1.200,5\"");
    expect_put(S("-"), "\"'-\"");
}

static void what_was_written_is_read_back(void **state)
{
    (void)state;
    auto_arena mem = {0};
    struct text out = text_new(&mem, 1000);
    csv_put(&out, S("tên"), true);
    csv_put(&out, S("ghi \"chú\""), false);
    text_add(&out, S("\r\n"));
    csv_put(&out, S("a,b"), true);
    csv_put(&out, S("x\ny"), false);
    expect_rows(text_str(&out), "1|tên|ghi \"chú\"\n2|a,b|x\ny\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_separator_is_found_in_the_header),
        cmocka_unit_test(line_ends_and_marks_of_windows_do_not_matter),
        cmocka_unit_test(empty_rows_are_passed_over_and_lines_still_counted),
        cmocka_unit_test(quoted_fields_hold_separators_quotes_and_line_ends),
        cmocka_unit_test(broken_quotes_are_told_with_line_and_column),
        cmocka_unit_test(foreign_encodings_are_named),
        cmocka_unit_test(a_huge_cell_is_refused_with_its_place),
        cmocka_unit_test(the_error_names_the_line_as_its_field),
        cmocka_unit_test(columns_far_right_are_named_as_spreadsheets_do),
        cmocka_unit_test(fields_are_written_so_that_no_spreadsheet_runs_them),
        cmocka_unit_test(what_was_written_is_read_back),
    };
    return tests_run(tests);
}
