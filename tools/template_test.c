#include "base/file.h"
#include "template.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* One file per case in testdata/refused/: its name says what is refused, its first line which error
 * must come: "%# expect LINE:COLUMN: reason" in a template, "# expect LINE: reason" in a .po,
 * "// expect LINE: reason" in a .c. */

enum { CASES_MAX = 200 };

static struct arena mem;

static bool read_by_ending(const char *path, struct str bytes, struct error *err)
{
    struct template source;
    struct message_uses uses = {0};
    struct text out = text_new(&mem, OUTPUT_MAX_BYTES);
    if (str_ends(str_of(path), S(".po")))
        return message_write_table(&mem, &path, 1, "table", &out, err);
    if (str_ends(str_of(path), S(".c")))
        return message_collect_c(&mem, path, bytes, &uses, err);
    return template_read(&mem, path, bytes, &source, err);
}

static void the_file_is_refused_as_it_expects(void **state)
{
    const char *path = *state;
    struct error err = {0};
    struct str bytes, line;
    assert_true(file_read(&mem, path, TEMPLATE_MAX_BYTES, &bytes, &err));
    struct str rest = bytes;
    assert_true(str_cut(&rest, '\n', &line));
    size_t mark = str_find(line, S("expect "));
    struct str expected = str_part(line, mark + strlen("expect "), line.len);
    assert_true(expected.len > 0);
    assert_false(read_by_ending(path, bytes, &err));
    assert_int_equal(err.kind, ERROR_INVALID);
    assert_string_equal(err.text, str_format(&mem, "%s:%.*s", path, STR_ARG(expected)).at);
}

static const char *written(const char *markup)
{
    struct template source;
    struct error err = {0};
    struct text out = text_new(&mem, OUTPUT_MAX_BYTES);
    struct str bytes =
        str_format(&mem, "%%%% page void x_html(struct html *out, int n)\n%s", markup);
    if (!template_read(&mem, "x.html", bytes, &source, &err))
        fail_msg("%s", err.text);
    template_write(&mem, &source, &out);
    return str_c(&mem, text_str(&out));
}

static void literals_without_a_value_between_are_one_call(void **state)
{
    (void)state;
    const char *code = written("<ul>\n  <li><b class=\"x\">1</b></li>\n  <li>2</li>\n</ul>\n");
    const char *call = strstr(code, "html_literal(");
    assert_non_null(call);
    assert_null(strstr(call + 1, "html_literal("));
    assert_null(strstr(code, "messages"));
}

static void errors_of_the_c_compiler_point_into_the_template(void **state)
{
    (void)state;
    const char *code = written("<p>\n% if (n) {\n                    {{ n + 1 }}\n% }\n</p>\n");
    assert_non_null(strstr(code, "#line 3 \"x.html\"\n  if (n) {\n"));
    assert_non_null(strstr(code, "#line 4 \"x.html\"\n        html_put(out, (n + 1));\n"));
}

static void a_file_with_line_ends_of_windows_is_read_alike(void **state)
{
    (void)state;
    const char *code = written("<p>a {{ n }}\r\n% if (n) {\r\n b\r\n% }\r\n</p>\r\n");
    assert_null(strchr(code, '\r'));
    assert_null(strstr(code, "\\r"));
    assert_null(strstr(code, "\\015"));
}

static struct str pot_of(const char *c_code, const char *markup)
{
    struct message_uses uses = {0};
    struct template source;
    struct error err = {0};
    struct text out = text_new(&mem, OUTPUT_MAX_BYTES);
    assert_true(template_read(&mem, "x.html", str_of(markup), &source, &err));
    message_collect(&mem, &source, &uses);
    assert_true(message_collect_c(&mem, "y.c", str_of(c_code), &uses, &err));
    message_write_pot(&mem, &uses, &out);
    return text_str(&out);
}

static void the_pot_names_each_message_once_with_its_places(void **state)
{
    (void)state;
    struct str pot = pot_of(
        "/* html_translate(m, S(\"Trong chú thích\")) */\n"
        "x = html_translate(m, S(\"Xin \" \n \"chào\"));\n"
        "y = html_translate(m, name);\n"
        "{MESSAGE(\"Nhãn \\\"một\\\"\")},\n",
        "%% page void x_html(struct html *out, int n)\n"
        "<h1 title=\"Có {{ n }} người\">Xin\n chào</h1>\n<p>100 % {{ n }} …</p><p>Xin chào</p>");
    size_t first = str_find(pot, S("#: x.html:2\nmsgid \"Có {1} người\"\nmsgstr \"\"\n"));
    size_t second =
        str_find(pot, S("#: x.html:2\n#: x.html:4\n#: y.c:2\nmsgid \"Xin chào\"\nmsgstr \"\"\n"));
    size_t third = str_find(pot, S("#: y.c:5\nmsgid \"Nhãn \\\"một\\\"\"\nmsgstr \"\"\n"));
    assert_true(first < second && second < third && third < pot.len);
    assert_int_equal(str_find(pot, S("chú thích")), pot.len);
    assert_int_equal(str_find(pot, S("100")), pot.len);
}

static void signs_and_numbers_alone_are_no_messages(void **state)
{
    (void)state;
    static const char *const not_letters[] = {"",   "12,5 %", " · – — … → ✓ ★", "«»",
                                              "×÷", "🎉",      "\xC2\xA0"};
    static const char *const letters[] = {"a", "Z", "đ", "Ơ", "1 ệ", "ក", "и", "字"};
    for (size_t i = 0; i < COUNT_OF(not_letters); i++)
        assert_false(message_has_letter(str_of(not_letters[i])));
    for (size_t i = 0; i < COUNT_OF(letters); i++)
        assert_true(message_has_letter(str_of(letters[i])));
}

/* Adds a case for each file of the folder. */
static size_t cases_add(const char *folder, struct CMUnitTest *tests, size_t count)
{
    DIR *listing = opendir(folder);
    if (!listing)
        return count;
    for (struct dirent *file; (file = readdir(listing)) && count < CASES_MAX;) {
        if (file->d_name[0] == '.')
            continue;
        struct str name = str_of(file->d_name);
        size_t room = strlen(folder) + name.len + 2;
        char *path = arena_take(&mem, room);
        snprintf(path, room, "%s/%s", folder, file->d_name);
        tests[count++] =
            (struct CMUnitTest){.name = str_c(&mem, str_part(name, 0, str_find_char(name, '.'))),
                                .test_func = the_file_is_refused_as_it_expects,
                                .initial_state = path};
    }
    closedir(listing);
    return count;
}

int main(int count, char **words)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    static struct CMUnitTest tests[CASES_MAX] = {
        cmocka_unit_test(literals_without_a_value_between_are_one_call),
        cmocka_unit_test(errors_of_the_c_compiler_point_into_the_template),
        cmocka_unit_test(a_file_with_line_ends_of_windows_is_read_alike),
        cmocka_unit_test(the_pot_names_each_message_once_with_its_places),
        cmocka_unit_test(signs_and_numbers_alone_are_no_messages),
    };
    size_t known = 0;
    while (tests[known].test_func)
        known++;
    size_t all = count > 1 ? cases_add(words[1], tests, known) : known;
    if (all == known) {
        fputs("usage: template_test FOLDER (with the refused cases)\n", stderr);
        return 2;
    }
    int failed = _cmocka_run_group_tests("template", tests, all, NULL, NULL);
    arena_end(&mem);
    return failed;
}
