#include "feature/intake/intake_table.h"

#include "base/testing.h"

static struct arena mem;

static struct intake_table read_table(const char *text)
{
    struct intake_table table;
    struct error err = {0};
    if (!intake_table_read(&mem, str_of(text), &table, &err))
        fail_msg("%s", err.text);
    return table;
}

static void empty_rows_and_cells_at_the_end_are_left_out(void **state unused)
{
    struct intake_table table = read_table("a\tb\t\n\t\t\nc\t\td\n");
    assert_int_equal(table.count, 2);
    assert_int_equal(table.columns, 3);
    assert_int_equal(table.at[0].count, 2);
    assert_int_equal(table.at[1].line, 3);
    assert_str(table.at[1].cells[2], "d");
}

static void a_table_is_the_same_after_it_was_kept(void **state unused)
{
    struct intake_table table = read_table("Ngày,Số\n1/6/2022,\"a \"\"b\"\", c\"\n"), again;
    struct str bytes;
    struct error err = {0};
    assert_true(intake_table_pack(&mem, &table, &bytes, &err));
    assert_true(intake_table_unpack(&mem, bytes, &again, &err));
    assert_int_equal(again.count, 2);
    assert_int_equal(again.columns, 2);
    assert_int_equal(again.at[1].line, 2);
    assert_str(again.at[1].cells[1], "a \"b\", c");
    assert_false(intake_table_unpack(&mem, S("x\x1F\x1E"), &again, &err));
    assert_false(intake_table_unpack(&mem, S("bậy"), &again, &err));
}

static void what_packs_a_table_cannot_stand_in_a_cell(void **state unused)
{
    struct intake_table table = {0}, again;
    struct str cells[] = {S("a\x1F"
                            "b\x1E"
                            "c"),
                          S("d")},
               bytes;
    struct error err = {0};
    assert_true(intake_table_add(&mem, &table, 1, cells, 2, &err));
    assert_true(intake_table_pack(&mem, &table, &bytes, &err));
    assert_true(intake_table_unpack(&mem, bytes, &again, &err));
    assert_int_equal(again.count, 1);
    assert_str(again.at[0].cells[0], "a b c");
}

static void the_header_is_found_below_a_title(void **state unused)
{
    const struct listing_column columns[] = {{S("day"), S("Ngày"), S("Ngày thực hiện"), true},
                                             {S("quantity"), S("Số suất"), S(""), true}};
    struct intake_table table =
        read_table("BẢNG KÊ QUÀ\nNăm 2022\nNGAY,so suat,Khác\n1/6/2022,5,\n");
    assert_int_equal(intake_table_header(&mem, &table, columns, 2), 2);
    assert_int_equal(intake_column_meant(&mem, columns, 2, S(" ngày  thực hiện ")), 0);
    assert_int_equal(intake_column_meant(&mem, columns, 2, S("quantity")), 1);
    assert_int_equal(intake_column_meant(&mem, columns, 2, S("")), 2);
    table = read_table("x,y\n1,2\n");
    assert_int_equal(intake_table_header(&mem, &table, columns, 2), 0);
}

static void limits_are_told_with_a_way_out(void **state unused)
{
    struct intake_table table = {0};
    struct str cells[INTAKE_COLUMNS_MAX + 1];
    struct error err = {0};
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        cells[i] = S("1");
    assert_true(intake_table_add(&mem, &table, 1, cells, INTAKE_COLUMNS_MAX, &err));
    assert_false(intake_table_add(&mem, &table, 2, cells, INTAKE_COLUMNS_MAX + 1, &err));
    assert_str(str_of(err.text),
               "dòng 2 có 101 cột, nhiều nhất 100; hãy bỏ bớt cột không cần rồi tải lại");
    while (table.count <= INTAKE_ROWS_MAX)
        assert_true(intake_table_add(&mem, &table, 3, cells, 1, &err));
    assert_false(intake_table_add(&mem, &table, 4, cells, 1, &err));
    assert_int_equal(err.kind, ERROR_INVALID);
}

static void unicode_text_of_excel_is_read(void **state unused)
{
    struct intake_table table;
    struct error err = {0};
    assert_true(intake_table_read(&mem,
                                  S("\xFF\xFE"
                                    "a\0\t\0\xA1\x1E\n\0"),
                                  &table, &err));
    assert_str(table.at[0].cells[1], "ạ");
    assert_false(intake_table_read(&mem, S(""), &table, &err));
    assert_false(intake_table_read(&mem, S("\n\n"), &table, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_rows_and_cells_at_the_end_are_left_out),
        cmocka_unit_test(a_table_is_the_same_after_it_was_kept),
        cmocka_unit_test(what_packs_a_table_cannot_stand_in_a_cell),
        cmocka_unit_test(the_header_is_found_below_a_title),
        cmocka_unit_test(limits_are_told_with_a_way_out),
        cmocka_unit_test(unicode_text_of_excel_is_read),
    };
    int failed = tests_run(tests);
    arena_end(&mem);
    return failed;
}
