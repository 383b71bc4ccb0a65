#include "document/outline.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define T(literal)                                                                                 \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }

/* The figures of one invented half-year, by code. */
static const struct {
    struct str code;
    struct figure_text figure;
} samples[] = {
    {T("x.zero"), {true, {[FACET_NUMBER] = T("0"), [FACET_FRACTION] = T("0/6")}}},
    {T("x.one"), {false, {[FACET_NUMBER] = T("01")}}},
    {T("x.three"),
     {false,
      {[FACET_NUMBER] = T("03"),
       [FACET_FRACTION] = T("3/6"),
       [FACET_PERCENT] = T("50%"),
       [FACET_NAMES] = T("“Đường hoa”, “Ngõ sáng”"),
       [FACET_PARTS] = T("02 căn hộ nghèo, 01 căn hộ cận nghèo"),
       [FACET_CHANGE] = T("tăng 01 căn so với cùng kỳ")}}},
    {T("x.nine"), {false, {[FACET_NUMBER] = T("09")}}},
    {T("x.ten"), {false, {[FACET_NUMBER] = T("10")}}},
    {T("x.thousand"), {false, {[FACET_NUMBER] = T("1.000")}}},
    {T("x.million"), {false, {[FACET_NUMBER] = T("1.000.000")}}},
    {T("x.money"),
     {false, {[FACET_NUMBER] = T("836.450.000 đồng"), [FACET_ABOUT] = T("trên 800 triệu đồng")}}},
    {T("x.company"), {false, {[FACET_NUMBER] = T("02"), [FACET_NAMES] = T("Công ty A.B.")}}},
};

static const struct figure_text *sample_find(void *context unused, struct str code)
{
    for (size_t i = 0; i < COUNT_OF(samples); i++)
        if (str_is(samples[i].code, code))
            return &samples[i].figure;
    return NULL;
}

static const struct outline_words words = {
    .period = T("6 tháng đầu năm 2022"), .unit = T("thị trấn Gò Quao"), .areas = T("khu phố")};

struct lines {
    list_of(struct str) list;
};

static struct lines lines_of(struct arena *mem, struct str text)
{
    struct lines lines = {0};
    for (struct str line; str_cut(&text, '\n', &line);)
        *list_add(&lines.list, mem) = line;
    return lines;
}

static struct document composed(struct arena *mem, const char *outline)
{
    struct error err = {0};
    struct document document = {0};
    struct lines lines = lines_of(mem, str_of(outline));
    if (!outline_compose(mem, lines.list.at, lines.list.count, sample_find, NULL, &words, &document,
                         &err))
        fail_msg("%s: %s", outline, err.text);
    return document;
}

/* The outline, composed with the sample figures, reads as `wanted`. */
static void reads(const char *outline, const char *wanted)
{
    auto_arena mem = {0};
    struct document document = composed(&mem, outline);
    assert_string_equal(str_c(&mem, document_plain(&mem, &document)), wanted);
}

/* The outline is refused with a reason that holds `wanted`; composing and checking agree. */
static void is_refused(const char *outline, const char *wanted)
{
    auto_arena mem = {0};
    struct error err = {0}, again = {0};
    struct document document = {0};
    struct lines lines = lines_of(&mem, str_of(outline));
    assert_false(outline_check(&mem, lines.list.at, lines.list.count, sample_find, NULL, &err));
    assert_false(outline_compose(&mem, lines.list.at, lines.list.count, sample_find, NULL, &words,
                                 &document, &again));
    assert_int_equal(err.kind, ERROR_INVALID);
    assert_string_equal(err.field, "outline");
    assert_string_equal(err.text, again.text);
    if (!strstr(err.text, wanted))
        fail_msg("«%s» does not hold «%s»", err.text, wanted);
}

static void a_figure_and_its_words_are_one_link(void **state unused)
{
    auto_arena mem = {0};
    struct document document = composed(&mem, "Đã xây mới {x.three  căn nhà } cho hộ nghèo");
    const struct block *block = &document.blocks.at[0];
    assert_int_equal(block->runs.count, 3);
    const struct run *run = &block->runs.at[1];
    assert_int_equal(run->kind, RUN_FIGURE);
    assert_string_equal(str_c(&mem, run->text), "03 căn nhà");
    assert_string_equal(str_c(&mem, run->code), "x.three");
    assert_int_equal(run->facet.len, 0);
    assert_string_equal(str_c(&mem, block_plain(&mem, block)),
                        "Đã xây mới 03 căn nhà cho hộ nghèo.");
}

static void a_facet_leads_to_its_figures_page_and_may_carry_words(void **state unused)
{
    auto_arena mem = {0};
    struct document document = composed(&mem, "Đạt {x.three.percent chỉ tiêu giao}.");
    const struct run *run = &document.blocks.at[0].runs.at[1];
    assert_int_equal(run->kind, RUN_FIGURE);
    assert_string_equal(str_c(&mem, run->text), "50% chỉ tiêu giao");
    assert_string_equal(str_c(&mem, run->code), "x.three");
    assert_string_equal(str_c(&mem, run->facet), "percent");
}

static void numbers_of_every_size_read_well(void **state unused)
{
    reads("xây mới {x.one căn} nhà", "Xây mới 01 căn nhà.");
    reads("xây mới {x.nine căn} nhà", "Xây mới 09 căn nhà.");
    reads("xây mới {x.ten căn} nhà", "Xây mới 10 căn nhà.");
    reads("trao {x.thousand suất} quà", "Trao 1.000 suất quà.");
    reads("trao {x.million suất} quà", "Trao 1.000.000 suất quà.");
    reads("vận động {x.money}", "Vận động 836.450.000 đồng.");
    reads("vận động {x.money.about}", "Vận động trên 800 triệu đồng.");
}

static void a_zero_clause_goes_and_the_sentence_stays_correct(void **state unused)
{
    reads("Đã xây mới {x.three căn}[, sửa chữa {x.zero căn}] nhà.", "Đã xây mới 03 căn nhà.");
    reads("[Xây mới {x.zero căn}, ]sửa chữa {x.one căn}.", "Sửa chữa 01 căn.");
    reads("Đã làm {x.one cầu} [, {x.zero đường}] , {x.ten cống}.", "Đã làm 01 cầu, 10 cống.");
    reads("Đã làm {x.one cầu}, [{x.zero đường}], [{x.zero cống}].", "Đã làm 01 cầu.");
    reads("Đã làm {x.one cầu}; [{x.zero đường}], {x.ten cống}", "Đã làm 01 cầu; 10 cống.");
    reads("Kết quả: [{x.zero cầu}], {x.ten cống}", "Kết quả: 10 cống.");
    reads("Có {x.one mô hình} ([{x.zero mới}]), {x.ten buổi}.", "Có 01 mô hình, 10 buổi.");
    reads("Có {x.one mô hình} ([{x.zero mới}, ]{x.ten cũ}).", "Có 01 mô hình (10 cũ).");
    reads("Có {x.one mô hình} “[{x.zero}]”", "Có 01 mô hình.");
    reads("[{x.zero cầu}]; (ghi chú) có {x.one cống}", "(Ghi chú) có 01 cống.");
}

static void optional_pieces_nest(void **state unused)
{
    reads("A[, b {x.one}[, c {x.zero}][, d {x.ten}]].", "A, b 01, d 10.");
    reads("A[, b {x.zero}[, c {x.ten}]], {x.one}.", "A, b 0, c 10, 01.");
    reads("A {x.one}[, b {x.zero}[, c {x.zero}]].", "A 01.");
    reads("Đã [[ làm {x.one cầu}[ dài {x.ten mét}] | làm {x.nine cống}[ dài {x.zero mét}]]]",
          "Đã làm 01 cầu dài 10 mét; làm 09 cống.");
    reads("Nay [có [[, {x.one cầu} | {x.ten cống}]]].", "Nay có 01 cầu, 10 cống.");
}

static void clauses_are_joined_as_their_list_says(void **state unused)
{
    reads("Đã [[ xây {x.one} | sửa {x.nine} | xóa {x.ten} ]].", "Đã xây 01; sửa 09; xóa 10.");
    reads("Đã [[, xây {x.one} | sửa {x.nine} | xóa {x.ten} ]].", "Đã xây 01, sửa 09, xóa 10.");
    reads("Đã [[và xây {x.one} | sửa {x.nine} | xóa {x.ten} ]].", "Đã xây 01, sửa 09 và xóa 10.");
    reads("Đã [[và xây {x.one} | sửa {x.nine} | xóa {x.zero} ]].", "Đã xây 01 và sửa 09.");
    reads("Đã [[và xây {x.zero} | sửa {x.zero} | xóa {x.ten} ]].", "Đã xóa 10.");
    reads("Đã [[ xây {x.zero} | sửa {x.zero} | xóa {x.ten} ]] trong kỳ.", "Đã xóa 10 trong kỳ.");
    reads("Có {x.one mô hình}: [[ a {x.zero} | b {x.zero} ]].", "Có 01 mô hình.");
    reads("Đã [[ xây {x.one}, | sửa {x.nine}. ]]", "Đã xây 01; sửa 09.");
    reads("[[ xây {x.zero} | sửa {x.nine căn} ]]", "Sửa 09 căn.");
}

static void a_sentence_without_any_figure_left_vanishes(void **state unused)
{
    reads("Đã xây {x.zero căn} nhà.", "");
    reads("Đã [[ xây {x.zero} | sửa {x.zero} ]].", "");
    reads("Một câu không có số liệu", "Một câu không có số liệu.");
    reads("Xây {x.zero căn}, sửa {x.one căn}.", "Xây 0 căn, sửa 01 căn.");
    reads("Câu một.\nĐã xây {x.zero căn}.\nCâu ba.", "Câu một. Câu ba.");
}

static void a_facet_without_text_is_absent_although_the_figure_is_not_zero(void **state unused)
{
    reads("Dự tập huấn {x.one đồng chí}[, đạt {x.one.percent} chỉ tiêu giao].",
          "Dự tập huấn 01 đồng chí.");
    reads("Dự tập huấn {x.three đồng chí}[, đạt {x.three.percent} chỉ tiêu giao].",
          "Dự tập huấn 03 đồng chí, đạt 50% chỉ tiêu giao.");
    reads("Đạt {x.one.percent} chỉ tiêu giao.", "");
    reads("Có {x.ten}[, trong đó {x.one} đạt {x.one.percent}].", "Có 10.");
    reads("Có [[ {x.one} đạt {x.one.percent} ]].", "");
}

static void the_sentence_ends_with_one_full_stop(void **state unused)
{
    reads("Câu một", "Câu một.");
    reads("Câu một .", "Câu một.");
    reads("Câu một..", "Câu một.");
    reads("Câu một:", "Câu một.");
    reads("Câu một ,", "Câu một.");
    reads("Câu một …", "Câu một…");
    reads("Câu một...", "Câu một...");
    reads("Câu một ?", "Câu một?");
    reads("Câu một!", "Câu một!");
    reads("Gồm {x.company.names}.", "Gồm Công ty A.B.");
    reads("Gồm {x.company.names}", "Gồm Công ty A.B.");
    reads("Có {x.one}. [{x.zero}]. Hết", "Có 01. Hết.");
    reads("Có sách, vở, v.v., và {x.one bút}", "Có sách, vở, v.v., và 01 bút.");
}

static void blanks_and_signs_are_mended(void **state unused)
{
    reads("  Có   {x.one}   ,  {x.ten} ( mười )  ;  hết  ", "Có 01, 10 (mười); hết.");
    reads(", có {x.one}", "Có 01.");
    reads("đã có {x.one}", "Đã có 01.");
    reads("“ông bà” có {x.one}", "“Ông bà” có 01.");
    reads("{x.three.change căn}", "Tăng 01 căn so với cùng kỳ căn.");
    reads("{x.one căn} nhà", "01 căn nhà.");
    reads("lúc 7:30, tỷ lệ 1,5", "Lúc 7:30, tỷ lệ 1,5.");
    reads(".", "");
    reads("# Tên\n## Mục\n, ;", "Tên\n\nMục");
}

static void given_words_stand_as_they_are(void **state unused)
{
    reads("# Báo cáo {period} của {unit}", "Báo cáo 6 tháng đầu năm 2022 của thị trấn Gò Quao");
    reads("{unit} có {x.three.fraction} {areas}.", "Thị trấn Gò Quao có 3/6 khu phố.");
}

static void escaped_signs_print_themselves(void **state unused)
{
    reads("\\{a\\} \\[b\\] c\\|d \\\\ e", "{A} [b] c|d \\ e.");
    reads("\\@prose x", "@prose x.");
    reads("\\# x", "# x.");
    reads("\\- x", "- X.");
}

static void paragraphs_items_slots_and_tables_are_blocks(void **state unused)
{
    auto_arena mem = {0};
    struct document document = composed(&mem, "# T\n## M\nMột.\nHai.\n\nBa.\n- ý {x.one}\n"
                                              "- ý {x.zero}\n@prose han_che Hạn chế\n"
                                              "@table x.one  x.zero\n@table x.zero");
    const enum block_kind kinds[] = {BLOCK_HEADING, BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_PARAGRAPH,
                                     BLOCK_ITEM,    BLOCK_SLOT,    BLOCK_TABLE};
    assert_int_equal(document.blocks.count, COUNT_OF(kinds));
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        assert_int_equal(document.blocks.at[i].kind, kinds[i]);
    assert_int_equal(document.blocks.at[1].level, 2);
    assert_string_equal(str_c(&mem, document.blocks.at[5].slot), "han_che");
    assert_string_equal(str_c(&mem, document.blocks.at[5].title), "Hạn chế");
    assert_int_equal(document.blocks.at[6].codes.count, 2);
    assert_string_equal(str_c(&mem, document_plain(&mem, &document)),
                        "T\n\nM\n\nMột. Hai.\n\nBa.\n\n- Ý 01.");
}

static void a_section_of_which_nothing_is_left_vanishes(void **state unused)
{
    reads("# T\n## Chăm lo\nĐã xây {x.zero căn}.\nĐã [[ a {x.zero} | b {x.zero} ]].\n\n"
          "@table x.zero\n## Khác\nCó {x.one}.",
          "T\n\nKhác\n\nCó 01.");
    reads("## A\n### A1\n{x.zero}\n### A2\n{x.one}", "A\n\nA2\n\n01.");
    reads("## A\n### A1\n{x.zero}\n## B\n### B1", "");
}

static void a_section_with_a_slot_stays_for_people_to_write(void **state unused)
{
    auto_arena mem = {0};
    struct document document = composed(&mem, "## A\n{x.zero}\n@prose a Ưu điểm");
    assert_int_equal(document.blocks.count, 2);
    assert_int_equal(document.blocks.at[1].kind, BLOCK_SLOT);
}

static void a_place_for_text_prints_no_heading(void **state unused)
{
    auto_arena mem = {0};
    struct document document = composed(&mem, "## A\n@text a Lời mở đầu\n@prose b Ưu điểm");
    struct document prose[2] = {0};
    const struct str slots[] = {S("a"), S("b")};
    for (size_t i = 0; i < 2; i++)
        block_text(document_add(&prose[i], &mem, BLOCK_PARAGRAPH), &mem, slots[i]);
    assert_string_equal(str_c(&mem, document.blocks.at[1].title), "Lời mở đầu");
    struct document whole = document_with_prose(&mem, &document, slots, prose, 2);
    assert_string_equal(str_c(&mem, document_plain(&mem, &whole)), "A\n\na\n\nƯu điểm\n\nb");
}

static void windows_line_ends_and_decomposed_letters_are_read(void **state unused)
{
    reads("Ca\xCC\x81i {x.one}\r\n\r\nHai\r", "Cái 01.\n\nHai.");
}

static void mistakes_are_named_by_line_and_column(void **state unused)
{
    is_refused("Một.\nĐã xây {x.unknown căn}", "dòng 2, cột 8: không có số liệu «x.unknown»");
    is_refused("Đã xây {căn}", "dòng 1, cột 8: «căn» không phải mã");
    is_refused("Đã {x.one", "dòng 1, cột 4: ngoặc { chưa đóng");
    is_refused("Đã {x.one {x.ten}", "dòng 1, cột 4: ngoặc { chưa đóng");
    is_refused("Đã {}", "cột 4: «» không phải mã");
    is_refused("Đã } x", "cột 4: dấu ngoặc đóng");
    is_refused("Đã ] x", "cột 4: dấu ngoặc đóng");
    is_refused("Đã [ {x.one}", "cột 4: ngoặc [ chưa đóng");
    is_refused("Đã [[ {x.one} | {x.ten} ", "cột 4: ngoặc [[ chưa đóng");
    is_refused("Đã [[ {x.one} ] ", "cột 15: dấu ngoặc đóng");
    is_refused("Đã [ x ]", "cột 4: trong [ ] phải có ít nhất một số liệu");
    is_refused("Đã [[ {x.one} | x ]]", "cột 16: mỗi vế");
    is_refused("Đã [[ ]]", "mỗi vế");
    is_refused("a | b", "cột 3: dấu |");
    is_refused("[ a {x.one} | b ]", "cột 13: dấu |");
    is_refused("a \\n", "cột 3: sau \\");
    is_refused("a \\", "cột 3: sau \\");
    is_refused("{x.one , căn}", "cột 1: chữ kèm số liệu");
    is_refused("{x.one căn,}.", "đứng cuối");
    is_refused("{x.one .}", "chữ kèm số liệu");
    is_refused("{x.one căn,,}", "chữ kèm số liệu");
    is_refused("{period x}", "không kèm chữ");
    is_refused("#Tên", "dấu cách");
    is_refused("#### Tên", "dấu cách");
    is_refused("# {x.one}", "tên mục không chứa số liệu");
    is_refused("# a\n\n# b", "dòng 3, cột 1: chỉ có một tên bài");
    is_refused("@prose", "@prose tên_chỗ Tiêu đề");
    is_refused("@prose a", "@prose tên_chỗ Tiêu đề");
    is_refused("@prose Ưu_điểm Ưu điểm", "a-z");
    is_refused("@prose a A\n@prose a B", "dòng 2, cột 1: chỗ viết này đã có");
    is_refused("@table", "từ 1 đến 64");
    is_refused("@table x.one x.other", "cột 14: không có số liệu «x.other»");
    is_refused("@table X", "không phải mã");
    is_refused("@chart x.one", "chỉ có @prose, @text và @table");
    is_refused("a\x01", "ký tự điều khiển");
    is_refused("a\xFF", "UTF-8");
    is_refused("[[[[[[[[[ {x.one}", "cột 9: ngoặc [ chưa đóng");
}

static void limits_are_refused_not_crossed(void **state unused)
{
    is_refused("[ [ [ [ [ [ [ [ [ {x.one} ] ] ] ] ] ] ] ] ]", "quá sâu");
    reads("[ [ [ [ [ [ [ [ {x.one} ] ] ] ] ] ] ] ]", "01.");
    auto_arena mem = {0};
    char *line = arena_take(&mem, 20000);
    memset(line, 'a', 16385);
    is_refused(line, "dòng quá dài");
    line[16384] = '\0';
    composed(&mem, line);
    char *lines = arena_take(&mem, 10001);
    memset(lines, '\n', 10000);
    is_refused(lines, "10.000 dòng");
    lines[9999] = '\0';
    composed(&mem, lines);
}

/* ---- the outline that ships ---- */

/* What each figure of the shipped outline says: all alike, or nothing but one. */
struct fill {
    bool is_zero;
    struct str only; /* this one is not zero all the same */
    struct figure_text zero, full;
};

static const struct figure_text *fill_find(void *context, struct str code)
{
    struct fill *fill = context;
    return fill->is_zero && !str_is(code, fill->only) ? &fill->zero : &fill->full;
}

static struct fill fill_of(bool is_zero, struct str only)
{
    return (struct fill){
        .is_zero = is_zero,
        .only = only,
        .zero = {true, {[FACET_NUMBER] = S("0")}},
        .full = {false,
                 {S("03"), S("3/6"), S("50%"), S("6"), S("02"), S("trên 800 triệu đồng"),
                  S("Đường hoa, Ngõ sáng"), S("02 loại một, 01 loại hai"),
                  S("tăng 01 so với cùng kỳ")}},
    };
}

static struct document shipped(struct arena *mem, struct fill *fill)
{
    struct error err = {0};
    struct str text;
    if (!file_read(mem, SOURCE_ROOT "/catalogue/outlines/review.md", 1024 * 1024, &text, &err))
        fail_msg("%s", err.text);
    struct lines lines = lines_of(mem, text);
    struct document document = {0};
    if (!outline_compose(mem, lines.list.at, lines.list.count, fill_find, fill, &words, &document,
                         &err))
        fail_msg("%s", err.text);
    return document;
}

static bool holds(struct str text, struct str wanted)
{
    return str_find(text, wanted) < text.len;
}

static void assert_reads_clean(struct str text)
{
    const struct str leftovers[] = {S("  "),     S(" ,"),   S(" ."),   S(" ;"),  S(" :"), S(",."),
                                    S(";."),     S(":."),   S(", ."),  S(",,"),  S(";;"), S(".."),
                                    S("()"),     S("( "),   S(" )"),   S("{"),   S("["),  S("|"),
                                    S(", và ."), S(" và."), S(" là."), S(" đã.")};
    for (size_t i = 0; i < COUNT_OF(leftovers); i++)
        if (holds(text, leftovers[i]))
            fail_msg("«%s» in «%.*s»", leftovers[i].at, STR_ARG(text));
}

static void the_shipped_outline_composes_whole(void **state unused)
{
    auto_arena mem = {0};
    struct fill fill = fill_of(false, STR_NONE);
    struct document document = shipped(&mem, &fill);
    struct str text = document_plain(&mem, &document);
    assert_reads_clean(text);
    assert_true(holds(text, S("03 căn")));
    for (size_t i = 0; i < document.blocks.count; i++)
        if (document.blocks.at[i].kind == BLOCK_PARAGRAPH)
            assert_true(str_ends(block_plain(&mem, &document.blocks.at[i]), S(".")));
}

static void the_shipped_outline_without_any_figure_keeps_title_and_slots(void **state unused)
{
    auto_arena mem = {0};
    struct fill fill = fill_of(true, STR_NONE);
    struct document document = shipped(&mem, &fill);
    size_t slots = 0;
    for (size_t i = 0; i < document.blocks.count; i++) {
        assert_int_not_equal(document.blocks.at[i].kind, BLOCK_TABLE);
        assert_int_not_equal(document.blocks.at[i].kind, BLOCK_PARAGRAPH);
        slots += document.blocks.at[i].kind == BLOCK_SLOT;
    }
    assert_true(slots >= 3);
}

/* Each figure alone: the last clause left of its sentence must still read well. */
static void the_shipped_outline_reads_well_with_any_single_figure(void **state unused)
{
    auto_arena mem = {0};
    struct fill fill = fill_of(false, STR_NONE);
    struct document whole = shipped(&mem, &fill);
    size_t tried = 0;
    for (size_t i = 0; i < whole.blocks.count; i++) {
        for (size_t k = 0; k < whole.blocks.at[i].runs.count; k++) {
            if (whole.blocks.at[i].runs.at[k].kind != RUN_FIGURE)
                continue;
            fill = fill_of(true, whole.blocks.at[i].runs.at[k].code);
            struct document document = shipped(&mem, &fill);
            assert_reads_clean(document_plain(&mem, &document));
            tried++;
        }
    }
    assert_true(tried > 10);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_figure_and_its_words_are_one_link),
        cmocka_unit_test(a_facet_leads_to_its_figures_page_and_may_carry_words),
        cmocka_unit_test(numbers_of_every_size_read_well),
        cmocka_unit_test(a_zero_clause_goes_and_the_sentence_stays_correct),
        cmocka_unit_test(optional_pieces_nest),
        cmocka_unit_test(clauses_are_joined_as_their_list_says),
        cmocka_unit_test(a_sentence_without_any_figure_left_vanishes),
        cmocka_unit_test(a_facet_without_text_is_absent_although_the_figure_is_not_zero),
        cmocka_unit_test(the_sentence_ends_with_one_full_stop),
        cmocka_unit_test(blanks_and_signs_are_mended),
        cmocka_unit_test(given_words_stand_as_they_are),
        cmocka_unit_test(escaped_signs_print_themselves),
        cmocka_unit_test(paragraphs_items_slots_and_tables_are_blocks),
        cmocka_unit_test(a_section_of_which_nothing_is_left_vanishes),
        cmocka_unit_test(a_section_with_a_slot_stays_for_people_to_write),
        cmocka_unit_test(a_place_for_text_prints_no_heading),
        cmocka_unit_test(windows_line_ends_and_decomposed_letters_are_read),
        cmocka_unit_test(mistakes_are_named_by_line_and_column),
        cmocka_unit_test(limits_are_refused_not_crossed),
        cmocka_unit_test(the_shipped_outline_composes_whole),
        cmocka_unit_test(the_shipped_outline_without_any_figure_keeps_title_and_slots),
        cmocka_unit_test(the_shipped_outline_reads_well_with_any_single_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
