/* Letters as PDF files, looked at with poppler's tools. */
#include "base/testing.h"

#include "base/file.h"
#include "base/text.h"
#include "document/letter_pdf.h"
#include "document/letter_world.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

enum { OUTPUT_MAX_BYTES = 16 * 1024 * 1024 };

/* A helper and a folder of its own for each test. */
struct desk {
    struct arena mem;
    struct child drawer;
    char path[64]; /* of the file that was drawn last */
};

static int desk_begin(void **state)
{
    static struct desk desk;
    desk = (struct desk){0};
    child_begin(&desk.drawer, &letter_pdf_helper);
    snprintf(desk.path, sizeof desk.path, "/tmp/doanket_letter_pdf_test.XXXXXX");
    int fd = mkstemp(desk.path);
    close(fd);
    *state = &desk;
    return fd < 0;
}

static int desk_end(void **state)
{
    struct desk *desk = *state;
    child_end(&desk->drawer);
    arena_end(&desk->mem);
    return unlink(desk->path);
}

static struct str drawn(struct desk *desk, const struct letter *letter)
{
    struct error err = {0};
    struct str bytes = S("");
    if (!letter_pdf(&desk->drawer, &desk->mem, letter, &bytes, &err) ||
        !file_write(desk->path, bytes, 0600, &err))
        fail_msg("%s", err.text);
    return bytes;
}

/* What a tool says about the file that was drawn last. */
static struct str told(struct desk *desk, const char *tool, const char *behind)
{
    struct str said =
        tool_output(&desk->mem, str_format(&desk->mem, "%s %s %s", tool, desk->path, behind).at);
    assert_non_null(said.at);
    return said;
}

static bool holds(struct str text, const char *wanted)
{
    return str_find(text, str_of(wanted)) < text.len;
}

static size_t times(struct str text, const char *wanted)
{
    size_t count = 0;
    for (struct str rest = text; holds(rest, wanted); count++) {
        size_t at = str_find(rest, str_of(wanted)) + strlen(wanted);
        rest = str_part(rest, at, rest.len);
    }
    return count;
}

#define assert_holds(text, wanted)                                                                 \
    do {                                                                                           \
        if (!holds(text, wanted))                                                                  \
            fail_msg("«%s» is not in:\n%.*s", wanted, STR_ARG(str_part(text, 0, 4000)));           \
    } while (0)

/* The text of the pages from one to another, every blank and line end as one blank. */
static struct str text_of(struct desk *desk, int from, int to)
{
    struct str range = str_format(&desk->mem, "pdftotext -raw -f %d -l %d", from, to);
    struct str text = told(desk, range.at, "-");
    struct text out = text_new(&desk->mem, OUTPUT_MAX_BYTES);
    for (size_t i = 0; i < text.len; i++) {
        bool is_blank = strchr(" \n\r\t\f", text.at[i]) != NULL;
        if (!is_blank)
            text_char(&out, text.at[i]);
        else if (out.len && out.at[out.len - 1] != ' ')
            text_char(&out, ' ');
    }
    return text_str(&out);
}

static void a_report_is_tagged_a4_with_its_title_and_language(void **state)
{
    struct desk *desk = *state;
    struct letter letter = letter_report(&desk->mem);
    struct str bytes = drawn(desk, &letter), about = told(desk, "pdfinfo", "");
    assert_holds(about, "Tagged:          yes");
    assert_holds(about, "Pages:           5");
    assert_holds(about, "(A4)");
    assert_holds(about, "Title:           BÁO CÁO Kết quả công tác Mặt trận 6 tháng đầu năm 2022");
    assert_false(holds(about, "CreationDate"));
    assert_holds(bytes, "/Lang (vi)");
    assert_holds(bytes, "/DisplayDocTitle true");
}

static void its_structure_tells_titles_lists_and_tables_apart(void **state)
{
    struct desk *desk = *state;
    struct letter letter = letter_report(&desk->mem);
    drawn(desk, &letter);
    struct str tree = told(desk, "pdfinfo -struct-text", "");
    static const char *const tags[] = {"Document",      "H1 (block)",    "H2 (block)",
                                       "H3 (block)",    "L (block)",     "LI (block)",
                                       "LBody (block)", "Table (block)", "Link (inline)"};
    for (size_t i = 0; i < COUNT_OF(tags); i++)
        assert_holds(tree, tags[i]);
    assert_int_equal(times(tree, "    TH"), 8); /* of two tables, not of the repeated heads */
    assert_int_equal(times(tree, "  TR\n"), 2 + 48 + 16);
    assert_holds(tree, "\"Trong kỳ đã trao \"");
    assert_holds(tree, "\"; vận động ");
}

static void its_text_holds_every_figure_and_every_sentence(void **state)
{
    struct desk *desk = *state;
    struct letter letter = letter_report(&desk->mem);
    drawn(desk, &letter);
    struct str text = text_of(desk, 1, 5);
    for (size_t i = 0; i < letter.document.blocks.count; i++) {
        const struct block *block = &letter.document.blocks.at[i];
        for (size_t k = 0; k < block->runs.count; k++)
            if (block->runs.at[k].kind == RUN_FIGURE)
                assert_holds(text, str_c(&desk->mem, block->runs.at[k].text));
    }
    for (int row = 1; row <= 48; row++) {
        assert_holds(text, str_format(&desk->mem, "7.%03d", row).at);
        assert_holds(text,
                     str_format(&desk->mem, "Chỉ tiêu số %d của chương trình phối hợp", row).at);
    }
    static const char *const wanted[] = {
        "Bản minh họa phần mềm. Không phải văn bản chính thức.",
        "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 15/BC-MTTQ-BTT",
        "Thị trấn Mẫu, ngày 20 tháng 7 năm 2022",
        ("BÁO CÁO Kết quả công tác Mặt trận 6 tháng đầu năm 2022, nhiệm vụ trọng tâm 6 tháng cuối "
         "năm 2022"),
        "I. Công tác tuyên truyền, vận động Nhân dân",
        "IV. Xây dựng tổ chức và giám sát, phản biện xã hội",
        "- Duy trì nền nếp sinh hoạt của các Ban công tác Mặt trận;",
        "+ khu phố đông đồng bào Khmer có tài liệu song ngữ;",
        "3. Kiến nghị với cấp trên xem xét, hướng dẫn thực hiện.",
        "Nơi nhận: - Ban Thường trực Ủy ban MTTQ Việt Nam huyện;",
        "- Lưu: VT.",
        "TM. BAN THƯỜNG TRỰC CHỦ TỊCH",
        "Nguyễn Thị Mẫu",
        ("PHỤ LỤC SỐ LIỆU CÔNG TÁC MẶT TRẬN 6 THÁNG ĐẦU NĂM 2022 (Kèm theo Báo cáo số "
         "15/BC-MTTQ-BTT)"),
    };
    for (size_t i = 0; i < COUNT_OF(wanted); i++)
        assert_holds(text, wanted[i]);
}

static void pages_are_numbered_from_the_second_on_and_an_annex_anew(void **state)
{
    struct desk *desk = *state;
    struct letter letter = letter_report(&desk->mem);
    drawn(desk, &letter);
    assert_true(str_starts(text_of(desk, 1, 1), S("Bản minh họa")));
    assert_true(str_starts(text_of(desk, 2, 2), S("2 ")));
    assert_true(str_starts(text_of(desk, 4, 4), S("4 ")));
    assert_true(str_starts(text_of(desk, 5, 5), S("PHỤ LỤC")));
}

static void the_number_of_a_page_is_seen_and_not_read_aloud(void **state)
{
    struct desk *desk = *state;
    struct letter letter = letter_minutes(&desk->mem);
    for (int i = 0; i < 40; i++)
        letter_paragraph(&desk->mem, &letter.document, S("Một ý kiến."));
    drawn(desk, &letter);
    assert_true(str_starts(text_of(desk, 2, 2), S("2 ")));
    assert_false(holds(told(desk, "pdfinfo -struct-text", ""), "\"2\""));
}

static void the_head_of_a_table_comes_again_on_its_next_page(void **state)
{
    struct desk *desk = *state;
    struct letter letter = letter_report(&desk->mem);
    drawn(desk, &letter);
    assert_holds(text_of(desk, 3, 3), "Chỉ tiêu Thực hiện Ghi chú");
    assert_holds(text_of(desk, 4, 4), "4 TT Chỉ tiêu Thực hiện Ghi chú");
}

static void figures_lead_to_their_pages_if_the_site_has_an_address(void **state)
{
    struct desk *desk = *state;
    struct letter letter = letter_report(&desk->mem);
    struct str bytes = drawn(desk, &letter);
    assert_holds(bytes, "https://mat-tran.example.vn/so-lieu/2022/6-thang-dau-nam/suat-qua");
    assert_holds(bytes, "tri-gia-qua?don-vi=khu%20ph%E1%BB%91%201");
    letter.site = S("");
    assert_false(holds(drawn(desk, &letter), "/URI"));
}

static void the_same_letter_gives_the_same_bytes_whoever_draws_it(void **state)
{
    struct desk *desk = *state;
    struct letter report = letter_report(&desk->mem), minutes = letter_minutes(&desk->mem);
    struct str first = drawn(desk, &report);
    drawn(desk, &minutes);
    assert_true(str_is(drawn(desk, &report), first));
    child_end(&desk->drawer);
    child_begin(&desk->drawer, &letter_pdf_helper);
    assert_true(str_is(drawn(desk, &report), first));
}

static void minutes_have_two_signers_side_by_side(void **state)
{
    struct desk *desk = *state;
    struct letter letter = letter_minutes(&desk->mem);
    drawn(desk, &letter);
    struct str text = told(desk, "pdftotext -layout", "-");
    size_t left = str_find(text, S("THƯ KÝ")), right = str_find(text, S("CHỦ TRÌ"));
    assert_true(left < right && right < text.len);
    assert_int_equal(str_find_char(str_part(text, left, right - left), '\n'), right - left);
    assert_false(holds(text, "Nơi nhận"));
}

static void a_character_that_no_font_has_is_shown_by_its_number(void **state)
{
    struct desk *desk = *state;
    struct letter letter = letter_minutes(&desk->mem);
    letter_paragraph(&desk->mem, &letter.document,
                     S("Danh Sóc Kha ដាញ់ សុខ, Phú Hòa 富和, vui 😀, đảo \xE2\x80\xAE"
                       "ngược, H₂O ½ ≥ ☐."));
    drawn(desk, &letter);
    struct str text = text_of(desk, 1, 1);
    assert_holds(text, "ដាញ់ សុខ");
    assert_holds(text, "[U+5BCC][U+548C]");
    assert_holds(text, "[U+1F600]");
    assert_holds(text, "[U+202E]ngược");
    assert_holds(text, "½ ≥ ☐");
}

static void a_cell_higher_than_a_page_goes_on_over_the_next_one(void **state)
{
    struct desk *desk = *state;
    struct letter letter = letter_minutes(&desk->mem);
    struct text long_text = text_new(&desk->mem, OUTPUT_MAX_BYTES);
    for (int i = 1; i <= 1200; i++)
        text_format(&long_text, "từ%d ", i);
    struct grid *grid = document_grid(&letter.document, &desk->mem);
    grid_column(grid, &desk->mem, S("Ý kiến"), 1, false);
    grid_column(grid, &desk->mem, S("Trả lời"), 1, false);
    struct grid_row *row = grid_row(grid, &desk->mem);
    grid_text(row, &desk->mem, text_str(&long_text));
    grid_text(row, &desk->mem, S("đã trả lời"));
    drawn(desk, &letter);
    struct str text = text_of(desk, 1, 9);
    for (int i = 1; i <= 1200; i++)
        assert_holds(text, str_format(&desk->mem, "từ%d ", i).at);
}

static void the_signature_never_stands_alone_on_a_page(void **state)
{
    struct desk *desk = *state;
    for (int lines = 20; lines < 34; lines++) {
        struct letter letter = letter_minutes(&desk->mem);
        for (int i = 0; i < lines; i++)
            letter_paragraph(&desk->mem, &letter.document, S("Một ý kiến."));
        letter_paragraph(&desk->mem, &letter.document, S("Biên bản lập xong."));
        drawn(desk, &letter);
        int pages = holds(told(desk, "pdfinfo", ""), "Pages:           1") ? 1 : 2;
        struct str last = text_of(desk, pages, pages);
        assert_holds(last, "Biên bản lập xong.");
        assert_holds(last, "CHỦ TRÌ");
    }
}

static void letters_of_hundreds_of_pages_are_drawn_and_above_500_refused(void **state)
{
    struct desk *desk = *state;
    struct letter letter = letter_minutes(&desk->mem);
    struct error err;
    struct str bytes;
    for (int i = 0; i < 6000; i++)
        letter_paragraph(&desk->mem, &letter.document, S("Ý kiến đã được ghi nhận."));
    drawn(desk, &letter);
    assert_holds(told(desk, "pdfinfo", ""), "Pages:           2");
    for (int i = 0; i < 12000; i++)
        letter_paragraph(&desk->mem, &letter.document, S("Ý kiến đã được ghi nhận."));
    assert_false(letter_pdf(&desk->drawer, &desk->mem, &letter, &bytes, &err));
    assert_fails(&err, ERROR_INVALID, "văn bản dài hơn 500 trang");
    for (int i = 0; i < 12000; i++)
        letter_paragraph(&desk->mem, &letter.document, S("Ý kiến đã được ghi nhận."));
    assert_false(letter_pdf(&desk->drawer, &desk->mem, &letter, &bytes, &err));
    assert_fails(&err, ERROR_INVALID, "nhiều hơn mức 20000");
}

static void what_cannot_stand_on_a_page_is_refused_and_not_cut(void **state)
{
    struct desk *desk = *state;
    struct letter letter = letter_minutes(&desk->mem);
    struct error err;
    struct str bytes;
    for (int i = 0; i < 100; i++)
        *list_add(&letter.issuer, &desk->mem) = S("BAN THƯỜNG TRỰC");
    assert_false(letter_pdf(&desk->drawer, &desk->mem, &letter, &bytes, &err));
    assert_fails(&err, ERROR_INVALID, "một phần của văn bản cao hơn trang giấy");
}

static void *kill_later(void *context)
{
    usleep(200 * 1000);
    kill(*(pid_t *)context, SIGKILL);
    return NULL;
}

static void a_helper_killed_in_the_middle_is_told_and_the_next_letter_is_drawn(void **state)
{
    struct desk *desk = *state;
    struct letter letter = letter_report(&desk->mem);
    struct error err;
    struct str bytes, first = drawn(desk, &letter);
    pid_t pid = desk->drawer.process[0].pid;
    pthread_t thread;
    assert_int_equal(kill(pid, SIGSTOP), 0); /* so that it is in the middle, however fast it is */
    assert_int_equal(pthread_create(&thread, NULL, kill_later, &pid), 0);
    assert_false(letter_pdf(&desk->drawer, &desk->mem, &letter, &bytes, &err));
    pthread_join(thread, NULL);
    assert_fails(&err, ERROR_BROKEN, "phần vẽ PDF đã dừng giữa chừng; xin thử lại");
    assert_true(str_is(drawn(desk, &letter), first));
}

#define desk_test(name) cmocka_unit_test_setup_teardown(name, desk_begin, desk_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        desk_test(a_report_is_tagged_a4_with_its_title_and_language),
        desk_test(its_structure_tells_titles_lists_and_tables_apart),
        desk_test(its_text_holds_every_figure_and_every_sentence),
        desk_test(pages_are_numbered_from_the_second_on_and_an_annex_anew),
        desk_test(the_number_of_a_page_is_seen_and_not_read_aloud),
        desk_test(the_head_of_a_table_comes_again_on_its_next_page),
        desk_test(figures_lead_to_their_pages_if_the_site_has_an_address),
        desk_test(the_same_letter_gives_the_same_bytes_whoever_draws_it),
        desk_test(minutes_have_two_signers_side_by_side),
        desk_test(a_character_that_no_font_has_is_shown_by_its_number),
        desk_test(a_cell_higher_than_a_page_goes_on_over_the_next_one),
        desk_test(the_signature_never_stands_alone_on_a_page),
        desk_test(letters_of_hundreds_of_pages_are_drawn_and_above_500_refused),
        desk_test(what_cannot_stand_on_a_page_is_refused_and_not_cut),
        desk_test(a_helper_killed_in_the_middle_is_told_and_the_next_letter_is_drawn),
    };
    return tests_run(tests);
}
