/* Lists as offices send them: CSV in its encodings, workbooks through the helper behind its walls,
 * and all that is neither, or means harm. */
#include "document/sheet_read.h"

#include "base/text.h"
#include "worker/sheet_world.h"

#include "base/testing.h"

static struct child reader;

static struct str joined(struct arena *mem, struct str a, struct str b)
{
    struct str parts[] = {a, b};
    return str_join(mem, parts, COUNT_OF(parts), S(""));
}

static void assert_refused(struct str bytes, const char *reason)
{
    auto_arena mem = {0};
    struct sheet_file file;
    struct error err = {0};
    assert_false(sheet_read(&reader, &mem, bytes, &file, &err));
    assert_fails(&err, ERROR_INVALID, reason);
    assert_string_equal(err.field, "sheet");
}

static void assert_world_refused(const struct world_sheet *world, const char *reason)
{
    auto_arena mem = {0};
    assert_refused(world_xlsx(&mem, world), reason);
}

static struct sheet_file read_well(struct arena *mem, struct str bytes)
{
    struct sheet_file file;
    struct error err = {0};
    if (!sheet_read(&reader, mem, bytes, &file, &err))
        fail_msg("%s", err.text);
    return file;
}

/* Rows as "line:cell|cell", one after another. */
static struct str told(struct arena *mem, const struct sheet_table *table)
{
    struct text out = text_new(mem, 64 * 1024);
    for (size_t i = 0; i < table->rows.count; i++) {
        const struct sheet_row *row = &table->rows.at[i];
        text_format(&out, "%s%lld:", i ? "\n" : "", (long long)row->line);
        for (size_t k = 0; k < row->count; k++) {
            text_add(&out, k ? S("|") : S(""));
            text_add(&out, row->at[k].text);
        }
    }
    return text_str(&out);
}

/* ---- CSV ---- */

static void assert_csv(struct str bytes, const char *wanted)
{
    auto_arena mem = {0};
    struct sheet_file file = read_well(&mem, bytes);
    assert_true(file.is_csv);
    assert_int_equal(file.tables.count, 1);
    assert_str(file.tables.at[0].name, "");
    assert_str(told(&mem, &file.tables.at[0]), wanted);
}

static void csv_comes_in_utf8_and_utf16(void **state)
{
    (void)state;
    assert_csv(S("Ngày;Số\n21/6/2022;5;\n\n;;\n x;\"a\nb\"\n"),
               "1:Ngày|Số\n2:21/6/2022|5\n5: x|a b");
    assert_csv(S("\xEF\xBB\xBF"
                 "a,b\r\n1,2"),
               "1:a|b\n2:1|2");
    assert_csv(S("\xFF\xFE"
                 "a\0\t\0\x10\x01\r\0\n\0\x3D\xD8\x00\xDE"),
               "1:a|Đ\n2:😀");
    assert_csv(S("\xFE\xFF\0a\0;\x01\x10"), "1:a|Đ");
    assert_csv(S("PK;x\n1;2"), "1:PK|x\n2:1|2");
}

static void csv_that_is_none_is_refused(void **state)
{
    (void)state;
    assert_refused(S(""), "tệp rỗng");
    assert_refused(S("\xEF\xBB\xBF \n"), "tệp rỗng");
    assert_refused(S("\xFF\xFE"
                     "a\0b"),
                   "UTF-16 bị hỏng");
    assert_refused(S("\xFF\xFE"
                     "\x3D\xD8"
                     "a\0"),
                   "UTF-16 bị hỏng");
    assert_refused(S("\xFF\xFE\0\0"), "UTF-16 bị hỏng");
    assert_refused(S("caf\xE9;cr\xE8me\n1;2"), "hãy lưu tệp dưới dạng «CSV UTF-8»"); /* Latin-1 */
    assert_refused(S("a;b\n\"1;2\n"), "dòng 2");
    assert_refused(S("GIF89a\x01\0\x01\0PK\x03\x04"), "byte 0");
}

static void csv_beyond_the_limits_is_refused(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct text wide = text_new(&mem, 4096), tall = text_new(&mem, 1 << 20);
    for (int i = 0; i <= SHEET_COLUMNS_MAX; i++)
        text_add(&wide, S("x;"));
    assert_refused(text_str(&wide), "hơn 200 cột");
    for (int i = 0; i <= SHEET_ROWS_MAX; i++)
        text_add(&tall, S("x\n"));
    assert_refused(text_str(&tall), "hơn 100000 dòng");
    char *cell = arena_take(&mem, SHEET_CELL_MAX_BYTES + 1);
    memset(cell, 'x', SHEET_CELL_MAX_BYTES + 1);
    assert_refused((struct str){cell, SHEET_CELL_MAX_BYTES + 1}, "một ô dài hơn");
    assert_refused(
        (struct str){arena_take(&mem, SHEET_FILE_MAX_BYTES + 1), SHEET_FILE_MAX_BYTES + 1},
        "lớn hơn 25 MB");
}

static void old_encodings_inside_unicode_are_read_and_noted(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct sheet_file file = read_well(&mem, S("ten;ghi chu\nñoaøn keát vaän ñoäng;đoàn kết"));
    const struct sheet_row *row = &file.tables.at[0].rows.at[1];
    assert_int_equal(row->at[0].notes, SHEET_LEGACY);
    assert_string_equal(str_c(&mem, row->at[0].text), "đoàn kết vận động");
    assert_int_equal(row->at[1].notes, 0);
}

static void a_csv_in_bytes_of_an_old_encoding_is_read(void **state)
{
    (void)state;
    assert_csv(S("v\xCBn \xAE\xE9ng;ph\xC7n qu\xB5\n1;2"), "1:vận động|phần quà\n2:1|2");
}

/* ---- other formats ---- */

static void other_formats_are_told_by_name_with_a_way_out(void **state)
{
    (void)state;
#define OLE "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
    assert_refused(S(OLE "...E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), "tệp có mật khẩu");
    assert_refused(S(OLE "...W\0o\0r\0k\0b\0o\0o\0k\0"),
                   "(.xls); hãy mở tệp rồi lưu lại dưới dạng .xlsx");
    assert_refused(S(OLE "...W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"), "Word");
    assert_refused(S("%PDF-1.7\n"), "PDF");
    assert_refused(S("\xFF\xD8\xFF\xE0"), "ảnh");
    assert_refused(S("Rar!\x1A"), "tệp nén");
    assert_refused(S("  <html><table>"), "trang web");
    assert_refused(S("\xEF\xBB\xBF<?xml version=\"1.0\"?><Workbook/>"), "trang web");
}

static void archives_of_other_programs_are_told_by_name(void **state)
{
    static const char *const cases[][2] = {
        {"content.xml", "LibreOffice (.ods)"}, {"xl/workbook.bin", "(.xlsb)"},
        {"word/document.xml", "Word"},         {"ppt/presentation.xml", "trình chiếu"},
        {"Index/Document.iwa", "Numbers"},     {"readme.txt", "giải nén"}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        auto_arena mem = {0};
        struct package_part part = {cases[i][0], S("x")};
        struct error err;
        struct str bytes;
        assert_true(package_write(&mem, &part, 1, &bytes, &err));
        assert_refused(bytes, cases[i][1]);
    }
}

/* ---- workbooks ---- */

static const struct world_sheet small = {.rows = "<row><c><v>1</v></c></row>"};

static void a_workbook_comes_through_the_helper(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct world_sheet world = {
        .rows = "<row r=\"3\"><c r=\"B3\"><f>1+1</f><v>2</v></c></row>",
        .sheets = "<sheet name=\"Quà\" sheetId=\"1\" r:id=\"r1\"/>"
                  "<sheet name=\"Hai\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/>"};
    struct sheet_file file = read_well(&mem, world_xlsx(&mem, &world));
    assert_int_equal(file.tables.count, 2);
    assert_str(told(&mem, &file.tables.at[0]), "3:|2");
    assert_int_equal(sheet_cell(&file.tables.at[0].rows.at[0], 1).notes, SHEET_FORMULA);
    assert_int_equal(sheet_cell(&file.tables.at[0].rows.at[0], 9).text.len, 0);
    assert_true(file.tables.at[1].is_hidden);
}

/* The bytes with `wanted` replaced by `other`, of the same length, wherever it stands. */
static struct str patched(struct arena *mem, struct str bytes, struct str wanted, struct str other)
{
    char *at = (char *)(uintptr_t)str_copy(mem, bytes).at;
    assert_int_equal(wanted.len, other.len);
    for (size_t i = 0; i + wanted.len <= bytes.len; i++)
        if (memcmp(at + i, wanted.at, wanted.len) == 0)
            memcpy(at + i, other.at, other.len);
    return (struct str){at, bytes.len};
}

/* Sets a byte of every header that begins with the mark. */
static struct str headers_patched(struct arena *mem, struct str bytes, struct str mark, size_t at,
                                  char value)
{
    char *copy = (char *)(uintptr_t)str_copy(mem, bytes).at;
    for (size_t i = 0; i + at < bytes.len; i++)
        if (memcmp(copy + i, mark.at, mark.len) == 0)
            copy[i + at] = value;
    return (struct str){copy, bytes.len};
}

static size_t little_at(struct str bytes, size_t at, size_t count)
{
    size_t number = 0;
    for (size_t i = count; i > 0; i--)
        number = number << 8 | (unsigned char)bytes.at[at + i - 1];
    return number;
}

static void put_little(struct text *out, size_t number, size_t count)
{
    for (size_t i = 0; i < count; i++, number >>= 8)
        text_char(out, (char)number);
}

/* A part packed again as programs do that write without going back: checksum and sizes behind its
 * data; and with the room that Excel leaves in its head (extra field A220). entry: in the directory
 * of `whole`. */
static void put_streamed(struct text *out, struct str whole, size_t entry)
{
    size_t packed = little_at(whole, entry + 20, 4), name = little_at(whole, entry + 28, 2);
    size_t local = little_at(whole, entry + 42, 4);
    size_t data = local + 30 + little_at(whole, local + 26, 2) + little_at(whole, local + 28, 2);
    text_add(out, str_part(whole, local, 6));
    put_little(out, 8, 2); /* sizes follow */
    text_add(out, str_part(whole, local + 8, 6));
    put_little(out, 0, 12);
    put_little(out, name, 2);
    put_little(out, 8, 2);
    text_add(out, str_part(whole, entry + 46, name));
    put_little(out, 0xA220, 2);
    put_little(out, 4, 2);
    put_little(out, 0, 4);
    text_add(out, str_part(whole, data, packed));
    text_add(out, S("PK\x07\x08"));
    text_add(out, str_part(whole, entry + 16, 12));
}

static struct str streamed(struct arena *mem, struct str whole)
{
    struct text out = text_new(mem, 1 << 20), directory = text_new(mem, 1 << 20);
    size_t end = whole.len - 22, count = little_at(whole, end + 10, 2);
    size_t entry = little_at(whole, end + 16, 4);
    for (size_t i = 0; i < count; i++) {
        size_t name = little_at(whole, entry + 28, 2), extra = little_at(whole, entry + 30, 2);
        text_add(&directory, str_part(whole, entry, 8));
        put_little(&directory, 8, 2);
        text_add(&directory, str_part(whole, entry + 10, 20));
        put_little(&directory, 0, 2); /* no extra field here */
        text_add(&directory, str_part(whole, entry + 32, 10));
        put_little(&directory, out.len, 4);
        text_add(&directory, str_part(whole, entry + 46, name));
        put_streamed(&out, whole, entry);
        entry += 46 + name + extra;
    }
    size_t place = out.len;
    text_add(&out, text_str(&directory));
    text_add(&out, str_part(whole, end, 12));
    put_little(&out, directory.len, 4);
    put_little(&out, place, 4);
    put_little(&out, 0, 2);
    return text_str(&out);
}

static void archives_of_all_programs_are_read(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct sheet_file file = read_well(&mem, streamed(&mem, world_xlsx(&mem, &small)));
    assert_str(told(&mem, &file.tables.at[0]), "1:1");
}

static void what_is_cut_off_or_two_files_at_once_is_refused(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct str whole = world_xlsx(&mem, &small);
    for (size_t len = 4; len < whole.len; len += 97)
        assert_refused(str_part(whole, 0, len), "hỏng hoặc chưa tải hết");
    assert_refused(joined(&mem, whole, S("<?php evil")), "dữ liệu lạ");
    assert_refused(joined(&mem, whole, whole), "hỏng");
    assert_refused(S("PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "hỏng");
    struct str twice = patched(&mem, whole, S("sheets/sheet2.xml"), S("sheets/SHEET1.xml"));
    assert_refused(twice, "hỏng");
}

static void a_password_on_the_parts_is_told(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct str locked = headers_patched(&mem, world_xlsx(&mem, &small), S("PK\x03\x04"), 6, 1);
    assert_refused(headers_patched(&mem, locked, S("PK\x01\x02"), 8, 1), "mật khẩu");
}

static void a_bomb_is_not_opened(void **state)
{
    enum { BOMB_BYTES = 40 * 1024 * 1024 };
    auto_arena mem = {0};
    (void)state;
    struct world_sheet world = small;
    world.extra =
        (struct package_part){"xl/media/zeros", {arena_take(&mem, BOMB_BYTES), BOMB_BYTES}};
    struct str bomb = world_xlsx(&mem, &world);
    assert_true(bomb.len < 100 * 1024);
    assert_refused(bomb, "bom nén");
}

static void a_part_that_lies_about_its_size_is_refused(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct world_sheet world = small;
    struct text spaces = text_new(&mem, 1 << 20);
    for (int i = 0; i < 300000; i++)
        text_char(&spaces, ' ');
    world.behind = str_c(&mem, text_str(&spaces));
    struct str whole = world_xlsx(&mem, &world);
    struct str lying = headers_patched(&mem, whole, S("PK\x03\x04"), 24, 0);
    lying = headers_patched(&mem, lying, S("PK\x01\x02"), 26, 0); /* third byte of the size */
    assert_refused(lying, "hỏng");
}

static void document_types_and_their_entities_are_refused(void **state)
{
    (void)state;
    struct world_sheet world = {
        .whole = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                 "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row>"
                 "</sheetData></worksheet>"};
    assert_world_refused(&world, "DTD");
    world.whole = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet/>";
    assert_world_refused(&world, "DTD");
    world.whole =
        "<worksheet><sheetData><row><c><v>&unknown;</v></c></row></sheetData></worksheet>";
    assert_world_refused(&world, "hỏng");
}

static void sheets_beyond_the_limits_are_refused(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct text rows = text_new(&mem, 16 << 20), long_cell = text_new(&mem, 1 << 20),
                sheets = text_new(&mem, 1 << 20);
    for (int i = 0; i <= SHEET_ROWS_MAX; i++)
        text_add(&rows, S("<row><c><v>1</v></c></row>"));
    struct world_sheet world = {.rows = str_c(&mem, text_str(&rows))};
    assert_world_refused(&world, "hơn 100000 dòng");
    world.rows = "<row r=\"5\"><c r=\"GS5\"><v>1</v></c></row>";
    assert_world_refused(&world, "dòng 5: có hơn 200 cột");
    text_add(&long_cell, S("<row><c t=\"inlineStr\"><is><t>"));
    for (int i = 0; i <= SHEET_CELL_MAX_BYTES; i++)
        text_char(&long_cell, 'x');
    text_add(&long_cell, S("</t></is></c></row>"));
    world.rows = str_c(&mem, text_str(&long_cell));
    assert_world_refused(&world, "ô A1: dài hơn");
    for (int i = 0; i <= SHEET_TABLES_MAX; i++)
        text_add(&sheets, S("<sheet name=\"x\" r:id=\"r1\"/>"));
    world = small;
    world.sheets = str_c(&mem, text_str(&sheets));
    assert_world_refused(&world, "quá nhiều trang");
}

static void many_shared_long_cells_are_refused_before_memory_ends(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct text string = text_new(&mem, 1 << 20), rows = text_new(&mem, 1 << 20);
    text_add(&string, S("<si><t>"));
    for (int i = 0; i < 16000; i++)
        text_char(&string, 'x');
    text_add(&string, S("</t></si>"));
    for (int i = 0; i < 5000; i++)
        text_add(&rows, S("<row><c t=\"s\"><v>0</v></c></row>"));
    struct world_sheet world = {.rows = str_c(&mem, text_str(&rows)),
                                .strings = str_c(&mem, text_str(&string))};
    assert_world_refused(&world, "quá nhiều chữ");
}

static void sheets_that_contradict_themselves_are_refused(void **state)
{
    static const char *const rows[] = {
        "<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>",
        "<row r=\"0\"/>",
        "<row r=\"1048577\"/>",
        "<row r=\"x\"/>",
        "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"1A\"><v>1</v></c></row>",
        "<row r=\"1\"><c t=\"s\"><v>0</v></c></row>",
        "<row r=\"1\"><c t=\"s\"><v>-1</v></c></row>",
        "<row r=\"1\"><c><v>một</v></c></row>",
        "<row r=\"1\"><c s=\"x\"><v>1</v></c></row>",
        "<c><v>1</v></c>",
        "<row>",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_world_refused(&(struct world_sheet){.rows = rows[i]}, "hỏng");
    struct world_sheet world = small;
    world.behind = "<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>";
    assert_world_refused(&world, "hỏng");
    world = small;
    world.sheets = "<sheet name=\"x\" r:id=\"r77\"/>";
    assert_world_refused(&world, "thiếu phần chính");
    world.sheets = "<sheet name=\"x\" r:id=\"r3\"/>";
    assert_world_refused(&world, "chỉ có biểu đồ");
}

static void merged_areas_upon_one_another_end(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct text rows = text_new(&mem, 1 << 20), areas = text_new(&mem, 1 << 20);
    for (int i = 1; i <= 1000; i++)
        text_format(&rows, "<row r=\"%d\"><c r=\"GR%d\"><v>1</v></c></row>", i, i);
    text_add(&areas, S("<mergeCells>"));
    for (int i = 0; i < 1000; i++)
        text_add(&areas, S("<mergeCell ref=\"A1:GR1000\"/>"));
    text_add(&areas, S("</mergeCells>"));
    struct world_sheet world = {.rows = str_c(&mem, text_str(&rows)),
                                .behind = str_c(&mem, text_str(&areas))};
    assert_world_refused(&world, "hỏng");
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
        cmocka_unit_test(csv_comes_in_utf8_and_utf16),
        cmocka_unit_test(csv_that_is_none_is_refused),
        cmocka_unit_test(csv_beyond_the_limits_is_refused),
        cmocka_unit_test(old_encodings_inside_unicode_are_read_and_noted),
        cmocka_unit_test(a_csv_in_bytes_of_an_old_encoding_is_read),
        cmocka_unit_test(other_formats_are_told_by_name_with_a_way_out),
        cmocka_unit_test(archives_of_other_programs_are_told_by_name),
        cmocka_unit_test(a_workbook_comes_through_the_helper),
        cmocka_unit_test(archives_of_all_programs_are_read),
        cmocka_unit_test(what_is_cut_off_or_two_files_at_once_is_refused),
        cmocka_unit_test(a_password_on_the_parts_is_told),
        cmocka_unit_test(a_bomb_is_not_opened),
        cmocka_unit_test(a_part_that_lies_about_its_size_is_refused),
        cmocka_unit_test(document_types_and_their_entities_are_refused),
        cmocka_unit_test(sheets_beyond_the_limits_are_refused),
        cmocka_unit_test(many_shared_long_cells_are_refused_before_memory_ends),
        cmocka_unit_test(sheets_that_contradict_themselves_are_refused),
        cmocka_unit_test(merged_areas_upon_one_another_end),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, begin, end);
}
