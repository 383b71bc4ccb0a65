#include "document/document.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void assert_text(struct str text, const char *wanted)
{
    auto_arena mem = {0};
    assert_string_equal(str_c(&mem, text), wanted);
}

static void add_text(struct document *document, struct arena *mem, enum block_kind kind,
                     const char *text)
{
    block_text(document_add(document, mem, kind), mem, str_of(text));
}

static void a_paragraph_prints_its_runs_one_after_another(void **state unused)
{
    auto_arena mem = {0};
    struct document document = {0};
    struct block *block = document_add(&document, &mem, BLOCK_PARAGRAPH);
    block_text(block, &mem, S("Xây mới "));
    block_figure(block, &mem, S("wel.houses_new"), S("03 căn"));
    block_text(block, &mem, S(""));
    block_text(block, &mem, S(" nhà."));
    assert_int_equal(block->runs.count, 3);
    assert_int_equal(block->runs.at[1].kind, RUN_FIGURE);
    assert_text(block->runs.at[1].code, "wel.houses_new");
    assert_text(block_plain(&mem, block), "Xây mới 03 căn nhà.");
}

static void plain_text_parts_blocks_by_an_empty_line_and_keeps_lists_together(void **state unused)
{
    auto_arena mem = {0};
    struct document document = {0};
    add_text(&document, &mem, BLOCK_HEADING, "Báo cáo");
    add_text(&document, &mem, BLOCK_PARAGRAPH, "Câu một.");
    document_add(&document, &mem, BLOCK_SLOT);
    add_text(&document, &mem, BLOCK_ITEM, "Ý một");
    add_text(&document, &mem, BLOCK_ITEM, "Ý nhỏ");
    document.blocks.at[document.blocks.count - 1].level = 2;
    add_text(&document, &mem, BLOCK_ITEM, "Ý hai");
    document.blocks.at[document.blocks.count - 1].number = 2;
    document_add(&document, &mem, BLOCK_TABLE);
    add_text(&document, &mem, BLOCK_PARAGRAPH, "Hết.");
    assert_text(document_plain(&mem, &document),
                "Báo cáo\n\nCâu một.\n\n- Ý một\n  - Ý nhỏ\n2. Ý hai\n\nHết.");
}

static void a_grid_holds_its_cells_and_is_left_out_of_plain_text(void **state unused)
{
    auto_arena mem = {0};
    struct document document = {0};
    add_text(&document, &mem, BLOCK_PARAGRAPH, "Trước.");
    struct grid *grid = document_grid(&document, &mem);
    grid_column(grid, &mem, S("Chỉ tiêu"), 3, false);
    grid_column(grid, &mem, S("Thực hiện"), 1, true);
    struct grid_row *row = grid_row(grid, &mem);
    grid_text(row, &mem, S("Suất quà"));
    grid_figure(row, &mem, S("wel.gifts_count"), S("120"), S("/so-lieu/qua"));
    assert_int_equal(grid_text(row, &mem, S(""))->runs.count, 0);
    add_text(&document, &mem, BLOCK_PARAGRAPH, "Sau.");
    grid_heading(grid, &mem, 1, S("Cộng"));
    assert_int_equal(grid->columns.count, 2);
    assert_true(grid->rows.at[1].is_strong);
    assert_int_equal(grid->rows.at[1].cells.count, 2);
    assert_int_equal(grid->rows.at[1].cells.at[0].runs.count, 0);
    assert_text(grid->rows.at[1].cells.at[1].runs.at[0].text, "Cộng");
    assert_true(grid->columns.at[1].is_number);
    assert_int_equal(grid->rows.at[0].cells.count, 3);
    assert_text(grid->rows.at[0].cells.at[1].runs.at[0].address, "/so-lieu/qua");
    assert_text(document_plain(&mem, &document), "Trước.\n\nSau.");
}

static void an_empty_document_is_an_empty_text(void **state unused)
{
    auto_arena mem = {0};
    struct document document = {0};
    assert_text(document_plain(&mem, &document), "");
}

static void prose_takes_the_place_of_its_slot_under_the_slots_title(void **state unused)
{
    auto_arena mem = {0};
    struct document document = {0}, prose[2] = {0};
    const char *const codes[] = {"uu_diem", "han_che", "khac"};
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        struct block *slot = document_add(&document, &mem, BLOCK_SLOT);
        slot->level = SLOT_HEADING_LEVEL;
        slot->slot = str_of(codes[i]);
        slot->title = i == 0 ? S("Ưu điểm") : S("Hạn chế");
    }
    add_text(&prose[0], &mem, BLOCK_PARAGRAPH, "Làm tốt.");
    const struct str slots[] = {S("uu_diem"), S("han_che")};
    struct document whole = document_with_prose(&mem, &document, slots, prose, 2);
    assert_text(document_plain(&mem, &whole), "Ưu điểm\n\nLàm tốt.");
    assert_int_equal(whole.blocks.at[0].level, 3);
    assert_int_equal(document.blocks.count, 3);
}

static void a_code_has_two_parts_of_small_letters(void **state unused)
{
    assert_true(figure_code_is_valid(S("wel.gifts_count")));
    assert_true(figure_code_is_valid(S("mov.land_donated_m2")));
    assert_true(figure_code_is_valid(S("a.b.c")));
    const char *const wrong[] = {"",       "wel",     "wel.",    ".wel",   "wel..x", "Wel.x",
                                 "wel.9x", "wel.x-y", "wel.x y", "wel.số", "wel._"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_false(figure_code_is_valid(str_of(wrong[i])));
    char longest[90];
    memset(longest, 'a', sizeof longest);
    longest[3] = '.';
    assert_true(figure_code_is_valid((struct str){longest, 80}));
    assert_false(figure_code_is_valid((struct str){longest, 81}));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paragraph_prints_its_runs_one_after_another),
        cmocka_unit_test(plain_text_parts_blocks_by_an_empty_line_and_keeps_lists_together),
        cmocka_unit_test(a_grid_holds_its_cells_and_is_left_out_of_plain_text),
        cmocka_unit_test(an_empty_document_is_an_empty_text),
        cmocka_unit_test(prose_takes_the_place_of_its_slot_under_the_slots_title),
        cmocka_unit_test(a_code_has_two_parts_of_small_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
