/* An empty list of a kind goes out, is filled in by LibreOffice, and comes back as it was meant. */
#include "feature/record/kind_template.h"

#include "base/file.h"
#include "base/testing.h"
#include "document/sheet_read.h"

#include <unistd.h>

static struct child reader;

static struct catalogue_field *field_add(struct arena *mem, struct catalogue_kind *kind,
                                         const char *label, enum value_type type)
{
    struct catalogue_field *field = list_add(&kind->fields, mem);
    field->label = str_of(label);
    field->code = field->hint = field->measure = S("");
    field->type = type;
    return field;
}

static struct catalogue_kind kind_make(struct arena *mem)
{
    struct catalogue_kind kind = {.label = S("Trao quà"), .slug = S("qua")};
    struct choice_list *occasions = arena_one(mem, struct choice_list);
    *list_add(&occasions->choices, mem) = (struct choice){.label = S("thường xuyên")};
    *list_add(&occasions->choices, mem) = (struct choice){.label = S("=cmd|' /C calc'!A0")};
    struct catalogue_field *field = field_add(mem, &kind, "Dịp", VALUE_ONE);
    field->is_required = true;
    field->list = occasions;
    field_add(mem, &kind, "Số suất", VALUE_INT)->measure = S("suất");
    field_add(mem, &kind, "Tổng trị giá", VALUE_MONEY);
    field_add(mem, &kind, "Số của hộ", VALUE_NUMBER_OF);
    field_add(mem, &kind, "=1+1", VALUE_TEXT)->hint = S("+2 <b> & \x01");
    field_add(mem, &kind, "Phối hợp với", VALUE_MANY)->list = occasions;
    return kind;
}

static struct str template_make(struct arena *mem)
{
    struct catalogue_kind kind = kind_make(mem);
    struct unit_names units = {0};
    struct error err;
    struct str bytes;
    *list_add(&units, mem) = S("Khu phố 1");
    *list_add(&units, mem) = S("Khu phố 2");
    if (!kind_template_xlsx(mem, &kind, &units, &bytes, &err))
        fail_msg("%s", err.text);
    return bytes;
}

static struct sheet_file read_well(struct arena *mem, struct str bytes)
{
    struct sheet_file file;
    struct error err;
    if (!sheet_read(&reader, mem, bytes, &file, &err))
        fail_msg("%s", err.text);
    return file;
}

/* A row's cells with '|' between them. */
static struct str row_of(struct arena *mem, const struct sheet_table *table, size_t i)
{
    struct text out = text_new(mem, 64 * 1024);
    const struct sheet_row *row = &table->rows.at[i];
    for (size_t k = 0; k < row->count; k++) {
        text_add(&out, k ? S("|") : S(""));
        text_add(&out, row->at[k].text);
    }
    return text_str(&out);
}

#define HEADER "Ngày|Đơn vị|Dịp|Số suất|Tổng trị giá|=1+1|Phối hợp với|Mã dòng"

static void an_empty_list_reads_as_its_header_alone(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct sheet_file file = read_well(&mem, template_make(&mem));
    assert_int_equal(file.tables.count, 3);
    assert_str(file.tables.at[0].name, "Nhập liệu");
    assert_int_equal(file.tables.at[0].rows.count, 1);
    assert_str(row_of(&mem, &file.tables.at[0], 0), HEADER);
    assert_str(file.tables.at[2].name, "Danh mục");
    assert_str(row_of(&mem, &file.tables.at[2], 1), "Khu phố 1|thường xuyên|thường xuyên");
    assert_str(row_of(&mem, &file.tables.at[2], 2),
               "Khu phố 2|=cmd|' /C calc'!A0|=cmd|' /C calc'!A0");
    for (size_t i = 0; i < file.tables.count; i++)
        assert_false(file.tables.at[i].is_hidden);
    assert_false(file.has_links || file.has_macros);
}

static void the_same_kind_gives_the_same_bytes(void **state)
{
    auto_arena mem = {0};
    (void)state;
    assert_true(str_is(template_make(&mem), template_make(&mem)));
}

static void a_csv_list_is_its_header_and_no_formula(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct catalogue_kind kind = kind_make(&mem);
    assert_str(kind_template_csv(&mem, &kind),
               "\xEF\xBB\xBFNgày,Đơn vị,Dịp,Số suất,Tổng trị giá,\"'=1+1\",Phối hợp với,Mã "
               "dòng\r\n");
    struct sheet_file file = read_well(&mem, kind_template_csv(&mem, &kind));
    assert_int_equal(file.tables.at[0].columns, 8);
}

/* ---- through LibreOffice ---- */

static const char *office_folder(struct arena *mem)
{
    char *folder = (char *)(uintptr_t)str_c(mem, S("/tmp/doanket_kind_template.XXXXXX"));
    assert_non_null(mkdtemp(folder));
    return folder;
}

/* Lets LibreOffice turn list.FROM in the folder into list.TO. */
static void convert(struct arena *mem, const char *folder, const char *from, const char *to)
{
    struct str command =
        str_format(mem,
                   "soffice --headless -env:UserInstallation=file://%s/profile --convert-to %s"
                   " --outdir %s %s/list.%s 2>&1",
                   folder, to, folder, folder, from);
    assert_non_null(tool_output(mem, command.at).at);
}

static struct str file_of(struct arena *mem, const char *folder, const char *ending)
{
    struct error err;
    struct str bytes;
    const char *path = str_format(mem, "%s/list.%s", folder, ending).at;
    if (!file_read(mem, path, SHEET_FILE_MAX_BYTES, &bytes, &err))
        fail_msg("%s", err.text);
    return bytes;
}

/* A row typed below the header, as LibreOffice keeps what was typed; how a day is shown, its column
 * says. */
static struct str filled(struct arena *mem, struct str document)
{
    static const char row[] =
        "<table:table-row>"
        "<table:table-cell office:value-type=\"date\" office:date-value=\"2022-06-21\"/>"
        "<table:table-cell office:value-type=\"string\"><text:p>Khu phố 2</text:p></table:table-cell>"
        "<table:table-cell office:value-type=\"string\"><text:p>thường xuyên</text:p>"
        "</table:table-cell>"
        "<table:table-cell office:value-type=\"float\" office:value=\"120\"/>"
        "<table:table-cell table:formula=\"of:=[.D2]*300000\" office:value-type=\"float\""
        " office:value=\"36000000\"/>"
        "<table:table-cell office:value-type=\"string\"><text:p>0912</text:p></table:table-cell>"
        "</table:table-row>";
    struct str end_of_header = S("</table:table-header-rows>");
    size_t at = str_find(document, end_of_header);
    assert_true(at < document.len);
    at += end_of_header.len;
    struct str parts[] = {str_part(document, 0, at), str_of(row),
                          str_part(document, at, document.len)};
    return str_join(mem, parts, COUNT_OF(parts), S(""));
}

static void a_list_filled_in_by_libreoffice_comes_back_as_it_was_meant(void **state)
{
    auto_arena mem = {0};
    struct error err;
    (void)state;
    const char *folder = office_folder(&mem);
    const char *workbook = str_format(&mem, "%s/list.xlsx", folder).at;
    assert_true(file_write(workbook, template_make(&mem), 0600, &err));
    convert(&mem, folder, "xlsx", "fods");
    const char *flat = str_format(&mem, "%s/list.fods", folder).at;
    assert_true(file_write(flat, filled(&mem, file_of(&mem, folder, "fods")), 0600, &err));
    convert(&mem, folder, "fods", "xlsx");
    struct sheet_file file = read_well(&mem, file_of(&mem, folder, "xlsx"));
    const struct sheet_table *table = &file.tables.at[0];
    assert_int_equal(table->rows.count, 2);
    assert_str(row_of(&mem, table, 0), HEADER);
    assert_str(row_of(&mem, table, 1), "2022-06-21|Khu phố 2|thường xuyên|120|36000000|0912");
    const struct sheet_cell *cells = table->rows.at[1].at;
    assert_int_equal(cells[0].notes, SHEET_DAY);
    assert_int_equal(cells[3].notes, 0);
    assert_int_equal(cells[4].notes, SHEET_FORMULA);
    assert_int_equal(cells[5].notes, SHEET_TEXT_NUMBER);
    tool_output(&mem, str_format(&mem, "rm -r %s", folder).at);
}

static int begin(void **state)
{
    (void)state;
    child_begin(&reader, &sheet_helper);
    return 0;
}

static int end(void **state)
{
    (void)state;
    child_end(&reader);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_list_reads_as_its_header_alone),
        cmocka_unit_test(the_same_kind_gives_the_same_bytes),
        cmocka_unit_test(a_csv_list_is_its_header_and_no_formula),
        cmocka_unit_test(a_list_filled_in_by_libreoffice_comes_back_as_it_was_meant),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, begin, end);
}
