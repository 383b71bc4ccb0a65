/* What a workbook says, cell by cell: workbooks made here, read without the walls around. */
#include "worker/sheet_book.h"
#include "worker/sheet_world.h"

#include "base/testing.h"

static struct sheet_file read_well(struct arena *mem, const struct world_sheet *world)
{
    struct sheet_file file;
    struct error err = {0};
    if (!book_read(mem, world_xlsx(mem, world), &file, &err))
        fail_msg("%s", err.text);
    return file;
}

/* The cells of the first sheet's row i, parted by '|'; behind a cell with notes stands "#notes". */
static struct str row_of(struct arena *mem, const struct sheet_file *file, size_t i)
{
    const struct sheet_row *row = &file->tables.at[0].rows.at[i];
    struct text out = text_new(mem, 64 * 1024);
    for (size_t k = 0; k < row->count; k++) {
        text_add(&out, k ? S("|") : S(""));
        text_add(&out, row->at[k].text);
        if (row->at[k].notes)
            text_format(&out, "#%u", row->at[k].notes);
    }
    return text_str(&out);
}

/* The one row that these cells make. */
static struct str one_row(struct arena *mem, const char *cells)
{
    struct world_sheet world = {.rows = str_format(mem, "<row r=\"1\">%s</row>", cells).at};
    struct sheet_file file = read_well(mem, &world);
    assert_int_equal(file.tables.at[0].rows.count, 1);
    return row_of(mem, &file, 0);
}

static void shared_strings_come_whole_rich_ones_too_and_without_pronunciation(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct world_sheet world = {
        .strings = "<si><t>Khu phố 3</t></si>"
                   "<si><r><rPr><b/></rPr><t>Trao </t></r><r><t xml:space=\"preserve\">quà &amp; "
                   "sách</t></r><rPh sb=\"0\" eb=\"1\"><t>KANA</t></rPh></si>"
                   "<si><t>dòng một_x000D_\ndòng hai</t></si><si/>",
        .rows = "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"C2\" t=\"s\"><v>0</v></c>"
                "<c r=\"D2\" t=\"s\"><v>2</v></c><c r=\"E2\" t=\"s\"><v>3</v></c></row>",
    };
    struct sheet_file file = read_well(&mem, &world);
    assert_str(row_of(&mem, &file, 0), "Trao quà & sách||Khu phố 3|dòng một dòng hai#256");
    assert_int_equal(file.tables.at[0].rows.at[0].line, 2);
    assert_int_equal(file.tables.at[0].columns, 4);
    assert_str(file.tables.at[0].name, "Trang 1");
}

static void strings_truth_and_errors_stand_in_the_cell_itself(void **state)
{
    auto_arena mem = {0};
    (void)state;
    assert_str(one_row(&mem, "<c r=\"A1\" t=\"inlineStr\"><is><r><t>Ấp </t></r><r><t>Hòa</t></r>"
                             "<rPh><t>x</t></rPh></is></c><c r=\"B1\" t=\"b\"><v>1</v></c>"
                             "<c r=\"C1\" t=\"b\"><v>0</v></c><c r=\"D1\" t=\"e\"><v>#N/A</v></c>"
                             "<c r=\"E1\" t=\"d\"><v>2022-06-21T00:00:00</v></c>"
                             "<c r=\"F1\" t=\"d\"><v>2022-06-21T08:30:00</v></c>"
                             "<c r=\"G1\" t=\"inlineStr\"><is><t>a_x0041_&#10;b</t></is></c>"),
               "Ấp Hòa|TRUE|FALSE|#N/A#16|2022-06-21#4|2022-06-21#12|aA b#256");
}

static void a_date_that_is_none_is_a_text(void **state)
{
    auto_arena mem = {0};
    (void)state;
    assert_str(one_row(&mem, "<c t=\"d\"><v>2022-06-31</v></c><c t=\"d\"><v>2022&#10;06-2ấ</v></c>"
                             "<c t=\"d\"><v>2022-06-2ấ</v></c><c t=\"d\"><v>x</v></c>"),
               "2022-06-31|2022 06-2ấ#256|2022-06-2ấ|x");
}

static void cells_without_a_place_follow_one_another(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct world_sheet world = {.rows = "<row><c><v>1</v></c><c r=\"C1\"><v>3</v></c><c><v>4</v>"
                                        "</c></row><row/><row><c><v>5</v></c></row>"};
    struct sheet_file file = read_well(&mem, &world);
    assert_str(row_of(&mem, &file, 0), "1||3|4");
    assert_str(row_of(&mem, &file, 1), "5");
    assert_int_equal(file.tables.at[0].rows.at[1].line, 3);
}

static void a_formula_gives_what_it_last_gave_and_says_so(void **state)
{
    auto_arena mem = {0};
    (void)state;
    assert_str(one_row(&mem, "<c r=\"A1\"><f>SUM(B1:C1)</f><v>12</v></c>"
                             "<c r=\"B1\" t=\"str\"><f>\"a\"&amp;\"b\"</f><v>ab</v></c>"
                             "<c r=\"C1\"><f>A1*2</f></c>"
                             "<c r=\"D1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
                             "<c r=\"E1\" t=\"str\"><f>IF(A1,\"\",\"\")</f><v></v></c>"
                             "<c r=\"F1\"><f t=\"shared\" si=\"0\"/><v>7</v></c>"),
               "12#1|ab#1|#2|#DIV/0!#17||7#1");
}

static void digits_kept_as_text_are_noted(void **state)
{
    auto_arena mem = {0};
    (void)state;
    assert_str(one_row(&mem, "<c t=\"inlineStr\"><is><t>0912 345 678</t></is></c>"
                             "<c t=\"inlineStr\"><is><t> 1.200.000 </t></is></c>"
                             "<c t=\"inlineStr\"><is><t>-5</t></is></c>"
                             "<c t=\"inlineStr\"><is><t>5 suất</t></is></c>"
                             "<c t=\"inlineStr\"><is><t>21/6/2022</t></is></c>"
                             "<c t=\"inlineStr\"><is><t>   </t></is></c>"
                             "<c t=\"inlineStr\"><is><t>ñoaøn keát vaän ñoäng</t></is></c>"),
               "0912 345 678#64| 1.200.000 #64|-5#64|5 suất|21/6/2022||đoàn kết vận động#512");
}

static void a_merged_area_has_its_value_at_the_top_left_only(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct world_sheet world = {
        .rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Danh sách</t></is></c></row>"
                "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\"><v>2</v></c><c r=\"C3\"><v>3</v>"
                "</c></row>"
                "<row r=\"4\"><c r=\"A4\"><v>9</v></c><c r=\"B4\"><v>4</v></c></row>",
        .behind = "<mergeCells><mergeCell ref=\"A1:XFD1\"/><mergeCell ref=\"A3:A4\"/>"
                  "<mergeCell ref=\"C3:C1048576\"/><mergeCell ref=\"B4\"/></mergeCells>"};
    struct sheet_file file = read_well(&mem, &world);
    assert_str(row_of(&mem, &file, 0), "Danh sách|#32|#32");
    assert_str(row_of(&mem, &file, 1), "1|2|3");
    assert_str(row_of(&mem, &file, 2), "#32|4|#32");
}

static void days_are_told_by_their_format_in_both_systems(void **state)
{
    auto_arena mem = {0};
    (void)state;
    const char rows[] = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>44733</v></c>"
                        "<c r=\"B1\" s=\"2\"><v>44733</v></c><c r=\"C1\" s=\"3\"><v>44733.25</v>"
                        "</c><c r=\"D1\" s=\"0\"><v>44733</v></c>"
                        "<c r=\"E1\" s=\"4\"><v>0.52083333333333337</v></c>"
                        "<c r=\"F1\" s=\"99\"><v>44733</v></c></row>";
    struct world_sheet world = {
        .formats = "<numFmt numFmtId=\"164\" formatCode=\"[$-42A]dd/mm/yyyy;@\"/>"
                   "<numFmt numFmtId=\"165\" formatCode=\"&quot;ngày &quot;d.m.yyyy\\ hh:mm\"/>",
        .styles = "<xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
                  "<xf numFmtId=\"20\"/>",
        .rows = rows};
    struct sheet_file file = read_well(&mem, &world);
    assert_str(row_of(&mem, &file, 0), "2022-06-21#4|2022-06-21#4|2022-06-21#12|44733|12:30|44733");
    world.settings = "date1904=\"true\"";
    file = read_well(&mem, &world);
    assert_str(row_of(&mem, &file, 0), "2026-06-22#4|2026-06-22#4|2026-06-22#12|44733|12:30|44733");
}

static void what_is_hidden_is_said(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct world_sheet world = {
        .sheets = "<sheet name=\"Chính\" sheetId=\"1\" r:id=\"r1\"/>"
                  "<sheet name=\"Biểu đồ\" sheetId=\"2\" r:id=\"r3\"/>"
                  "<sheet name=\"Ẩn\" sheetId=\"3\" state=\"veryHidden\" r:id=\"r2\"/>",
        .before = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>",
        .rows =
            "<row r=\"1\"><c><v>1</v></c></row><row r=\"2\" hidden=\"1\"><c><v>2</v></c></row>"};
    struct sheet_file file = read_well(&mem, &world);
    assert_int_equal(file.tables.count, 2);
    assert_false(file.tables.at[0].is_hidden);
    assert_true(file.tables.at[0].has_hidden_columns);
    assert_false(file.tables.at[0].rows.at[0].is_hidden);
    assert_true(file.tables.at[0].rows.at[1].is_hidden);
    assert_str(file.tables.at[1].name, "Ẩn");
    assert_true(file.tables.at[1].is_hidden);
    assert_str(file.tables.at[1].rows.at[0].at[0].text, "trang hai");
    assert_false(file.has_macros || file.has_links || file.is_csv);
}

static void macros_are_passed_over_and_links_to_other_files_told(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct world_sheet world = {
        .rows = "<row><c><v>1</v></c></row>",
        .relations = "<Relationship Id=\"r9\" Type=\"http://x/externalLink\" Target=\"e/l1.xml\"/>"
                     "<Relationship Id=\"r8\" Type=\"http://x/hyperlink\" TargetMode=\"External\""
                     " Target=\"http://example.org/\"/>",
        .extra = {"xl/vbaProject.bin", S("\xD0\xCF\x11\xE0 macros")}};
    struct sheet_file file = read_well(&mem, &world);
    assert_true(file.has_macros);
    assert_true(file.has_links);
    assert_str(row_of(&mem, &file, 0), "1");
}

static void the_strict_form_and_foreign_prefixes_are_read_too(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct world_sheet world = {
        .whole = "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\">"
                 "<x:sheetData><x:row x:r=\"7\" r=\"1\"><x:c r=\"B1\"><x:v>5</x:v></x:c></x:row>"
                 "</x:sheetData><x:extLst><x:c><x:v>6</x:v></x:c></x:extLst></x:worksheet>"};
    struct sheet_file file = read_well(&mem, &world);
    assert_str(row_of(&mem, &file, 0), "|5");
    assert_int_equal(file.tables.at[0].rows.count, 1);
}

static void an_empty_sheet_is_an_empty_table(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct world_sheet world = {.rows = "<row r=\"5\"><c r=\"A5\" s=\"1\"/></row>"};
    struct sheet_file file = read_well(&mem, &world);
    assert_int_equal(file.tables.count, 1);
    assert_int_equal(file.tables.at[0].rows.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared_strings_come_whole_rich_ones_too_and_without_pronunciation),
        cmocka_unit_test(strings_truth_and_errors_stand_in_the_cell_itself),
        cmocka_unit_test(a_date_that_is_none_is_a_text),
        cmocka_unit_test(cells_without_a_place_follow_one_another),
        cmocka_unit_test(a_formula_gives_what_it_last_gave_and_says_so),
        cmocka_unit_test(digits_kept_as_text_are_noted),
        cmocka_unit_test(a_merged_area_has_its_value_at_the_top_left_only),
        cmocka_unit_test(days_are_told_by_their_format_in_both_systems),
        cmocka_unit_test(what_is_hidden_is_said),
        cmocka_unit_test(macros_are_passed_over_and_links_to_other_files_told),
        cmocka_unit_test(the_strict_form_and_foreign_prefixes_are_read_too),
        cmocka_unit_test(an_empty_sheet_is_an_empty_table),
    };
    return tests_run(tests);
}
