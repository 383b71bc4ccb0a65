#include "document/letter.h"

#include "base/testing.h"

static void recipients_end_in_semicolons_and_the_last_in_a_full_stop(void **state unused)
{
    auto_arena mem = {0};
    struct letter letter = {0};
    *list_add(&letter.recipients, &mem) = S("Ủy ban nhân dân thị trấn");
    *list_add(&letter.recipients, &mem) = S("Lưu: VT");
    assert_str(letter_recipient(&mem, &letter, 0), "- Ủy ban nhân dân thị trấn;");
    assert_str(letter_recipient(&mem, &letter, 1), "- Lưu: VT.");
}

static void an_annex_names_the_paper_it_belongs_to(void **state unused)
{
    auto_arena mem = {0};
    struct letter letter = {.kind = S("BÁO CÁO"), .number = S("07/BC-MTTQ-BTT")};
    assert_str(letter_annex_of(&mem, &letter), "(Kèm theo Báo cáo số 07/BC-MTTQ-BTT)");
    letter.number = S("");
    assert_str(letter_annex_of(&mem, &letter), "(Kèm theo Báo cáo)");
}

static void headings_count_in_roman_and_begin_anew_below_each(void **state unused)
{
    auto_arena mem = {0};
    struct letter_numbers numbers = {0};
    assert_str(letter_heading_number(&mem, &numbers, 2), "I.");
    assert_str(letter_heading_number(&mem, &numbers, 3), "1.");
    assert_str(letter_heading_number(&mem, &numbers, 3), "2.");
    assert_str(letter_heading_number(&mem, &numbers, 2), "II.");
    assert_str(letter_heading_number(&mem, &numbers, 3), "1.");
    numbers.section = 93;
    assert_str(letter_heading_number(&mem, &numbers, 2), "XCIV.");
}

static void what_no_office_prints_is_refused(void **state unused)
{
    auto_arena mem = {0};
    struct error err;
    struct letter letter = {0};
    for (int i = 0; i < LETTER_BLOCKS_MAX; i++)
        block_text(document_add(&letter.document, &mem, BLOCK_PARAGRAPH), &mem, S("Câu."));
    assert_true(letter_check(&letter, &err));
    grid_row(document_grid(&letter.annex, &mem), &mem);
    assert_false(letter_check(&letter, &err));
    assert_fails(&err, ERROR_INVALID, "20002 đoạn");

    char *long_text = arena_take(&mem, LETTER_TEXT_MAX_BYTES + 1);
    memset(long_text, 'a', LETTER_TEXT_MAX_BYTES + 1);
    letter = (struct letter){0};
    block_text(document_add(&letter.document, &mem, BLOCK_PARAGRAPH), &mem,
               (struct str){long_text, LETTER_TEXT_MAX_BYTES + 1});
    assert_false(letter_check(&letter, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recipients_end_in_semicolons_and_the_last_in_a_full_stop),
        cmocka_unit_test(an_annex_names_the_paper_it_belongs_to),
        cmocka_unit_test(headings_count_in_roman_and_begin_anew_below_each),
        cmocka_unit_test(what_no_office_prints_is_refused),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
