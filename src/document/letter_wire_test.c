#include "base/testing.h"

#include "document/letter_wire.h"
#include "document/letter_world.h"
#include "document/picture_wire.h"

static void what_was_written_is_read_again_field_by_field(void **state)
{
    auto_arena mem = {0};
    struct letter letter = letter_report(&mem), read;
    struct error err;
    struct str bytes, again;
    (void)state;
    assert_true(letter_write(&mem, &letter, &bytes, &err));
    assert_true(letter_read(&mem, bytes, &read, &err));
    assert_str(read.number, "15/BC-MTTQ-BTT");
    assert_str(read.issuer.at[2], "BAN THƯỜNG TRỰC");
    assert_str(read.signers.at[0].function, "CHỦ TỊCH");
    assert_int_equal(read.document.blocks.count, letter.document.blocks.count);
    assert_str(document_plain(&mem, &read.document),
               str_c(&mem, document_plain(&mem, &letter.document)));
    assert_int_equal(read.annex.blocks.at[0].grid->rows.count,
                     letter.annex.blocks.at[0].grid->rows.count);
    assert_true(letter_write(&mem, &read, &again, &err));
    assert_true(str_is(again, bytes));
}

static void a_letter_that_was_cut_or_grew_is_refused(void **state)
{
    auto_arena mem = {0};
    struct letter letter = letter_minutes(&mem), read;
    struct error err;
    struct str bytes;
    (void)state;
    assert_true(letter_write(&mem, &letter, &bytes, &err));
    for (size_t len = 0; len < bytes.len; len++)
        assert_false(letter_read(&mem, str_part(bytes, 0, len), &read, &err));
    assert_fails(&err, ERROR_INVALID, "văn bản sai khuôn dạng ở byte");
    struct str parts[] = {bytes, S("x")};
    assert_false(letter_read(&mem, str_join(&mem, parts, 2, S("")), &read, &err));
}

static void a_text_that_is_not_utf8_and_a_row_without_cells_are_not_written(void **state)
{
    auto_arena mem = {0};
    struct letter letter = letter_minutes(&mem);
    struct error err;
    struct str bytes;
    (void)state;
    letter.number = S("15/\xFF");
    assert_false(letter_write(&mem, &letter, &bytes, &err));
    assert_fails(&err, ERROR_INVALID, "văn bản quá dài, có bảng thiếu ô hoặc có chữ không phải");
    letter.number = S("15");
    struct grid *grid = document_grid(&letter.document, &mem);
    grid_column(grid, &mem, S("TT"), 1, true);
    grid_row(grid, &mem);
    assert_false(letter_write(&mem, &letter, &bytes, &err));
}

static struct picture small_picture(void)
{
    struct picture picture;
    for (size_t i = 0; i < PICTURE_SIZES; i++)
        picture.version[i] =
            (struct picture_version){picture_widths[i], 300, S("\xFF\xD8\xFF\xDBx\xFF\xD9")};
    return picture;
}

static void a_picture_comes_back_as_it_was(void **state)
{
    auto_arena mem = {0};
    struct picture picture = small_picture(), read;
    struct error err;
    struct str bytes;
    (void)state;
    assert_true(picture_write(&mem, &picture, &bytes, &err));
    assert_true(picture_read(&mem, bytes, &read, &err));
    for (size_t i = 0; i < PICTURE_SIZES; i++) {
        assert_int_equal(read.version[i].width, picture_widths[i]);
        assert_int_equal(read.version[i].height, 300);
        assert_true(str_is(read.version[i].bytes, picture.version[i].bytes));
    }
}

static void a_reader_of_pictures_that_was_taken_over_can_send_jpeg_only(void **state)
{
    auto_arena mem = {0};
    struct picture picture = small_picture(), read;
    struct error err;
    struct str bytes;
    (void)state;
    assert_true(picture_write(&mem, &picture, &bytes, &err));
    char *changed = arena_take(&mem, bytes.len);
    memcpy(changed, bytes.at, bytes.len);
    changed[12] = '<'; /* the first byte of the first picture */
    assert_false(picture_read(&mem, (struct str){changed, bytes.len}, &read, &err));
    assert_fails(&err, ERROR_BROKEN, "phần đọc ảnh trả lời sai khuôn dạng");
    memcpy(changed, bytes.at, bytes.len);
    changed[1] = 0x7f; /* its width */
    assert_false(picture_read(&mem, (struct str){changed, bytes.len}, &read, &err));
    for (size_t len = 0; len < bytes.len; len++)
        assert_false(picture_read(&mem, str_part(bytes, 0, len), &read, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read_again_field_by_field),
        cmocka_unit_test(a_letter_that_was_cut_or_grew_is_refused),
        cmocka_unit_test(a_text_that_is_not_utf8_and_a_row_without_cells_are_not_written),
        cmocka_unit_test(a_picture_comes_back_as_it_was),
        cmocka_unit_test(a_reader_of_pictures_that_was_taken_over_can_send_jpeg_only),
    };
    return tests_run(tests);
}
