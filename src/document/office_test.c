/* Word and Excel files are read back with the libraries that made them: their parts, their XML,
 * what stands where. That LibreOffice opens them is proved by test/e2e/paper.test.mjs. */
#include "document/annex_xlsx.h"
#include "document/letter_docx.h"

#include "base/testing.h"
#include "base/text.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <zip.h>

/* ---- reading back ---- */

static struct str part_of(struct arena *mem, struct str file, const char *name)
{
    zip_error_t why;
    zip_stat_t stat;
    zip_source_t *source = zip_source_buffer_create(file.at, file.len, 0, &why);
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, &why);
    assert_non_null(archive);
    assert_int_equal(zip_stat(archive, name, 0, &stat), 0);
    char *bytes = arena_take(mem, stat.size + 1);
    zip_file_t *part = zip_fopen(archive, name, 0);
    assert_int_equal(zip_fread(part, bytes, stat.size), stat.size);
    zip_fclose(part);
    zip_discard(archive);
    return (struct str){bytes, stat.size};
}

/* What an XPath gives as text; w: is WordprocessingML, p: relationships of a package. */
static struct str found(struct arena *mem, struct str xml, const char *path)
{
    xmlDoc *doc = xmlReadMemory(xml.at, (int)xml.len, "part.xml", NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    xmlXPathContext *context = xmlXPathNewContext(doc);
    static const char *const spaces[][2] = {
        {"w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"},
        {"r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
        {"p", "http://schemas.openxmlformats.org/package/2006/relationships"},
    };
    for (size_t i = 0; i < COUNT_OF(spaces); i++)
        xmlXPathRegisterNs(context, (const xmlChar *)spaces[i][0], (const xmlChar *)spaces[i][1]);
    xmlXPathObject *object = xmlXPathEvalExpression((const xmlChar *)path, context);
    assert_non_null(object);
    xmlChar *text = xmlXPathCastToString(object);
    struct str copy = str_copy(mem, str_of((const char *)text));
    xmlFree(text);
    xmlXPathFreeObject(object);
    xmlXPathFreeContext(context);
    xmlFreeDoc(doc);
    return copy;
}

static struct str written(struct arena *mem, const struct letter *letter)
{
    struct error err;
    struct str bytes;
    if (!letter_docx(mem, letter, &bytes, &err))
        fail_msg("%s", err.text);
    return bytes;
}

/* ---- Word: letters ---- */

static void add_text(struct document *document, struct arena *mem, enum block_kind kind, int level,
                     const char *text)
{
    struct block *block = document_add(document, mem, kind);
    block->level = level;
    block_text(block, mem, str_of(text));
}

static void add_item(struct document *document, struct arena *mem, int level, int64_t number,
                     const char *text)
{
    struct block *block = document_add(document, mem, BLOCK_ITEM);
    block->level = level;
    block->number = number;
    block_text(block, mem, str_of(text));
}

static struct letter letter_make(struct arena *mem)
{
    struct letter letter = {.number = S("07/BC-MTTQ-BTT"),
                            .place_day = S("Bến Thử, ngày 20 tháng 7 năm 2022"),
                            .kind = S("BÁO CÁO"),
                            .subject = S("Kết quả công tác Mặt trận 6 tháng đầu năm 2022"),
                            .site = S("https://mattran.example"),
                            .language = S("vi")};
    *list_add(&letter.issuer, mem) = S("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM");
    *list_add(&letter.issuer, mem) = S("XÃ BẾN THỬ");
    *list_add(&letter.issuer, mem) = S("BAN THƯỜNG TRỰC");
    *list_add(&letter.recipients, mem) = S("Đảng ủy xã");
    *list_add(&letter.recipients, mem) = S("Lưu: VT");
    *list_add(&letter.signers, mem) =
        (struct letter_signer){S("TM. BAN THƯỜNG TRỰC"), S("CHỦ TỊCH"), S("An Văn Thử")};
    add_text(&letter.document, mem, BLOCK_HEADING, 2, "Chăm lo người nghèo");
    struct block *block = document_add(&letter.document, mem, BLOCK_PARAGRAPH);
    block_text(block, mem, S("Đã trao "));
    block_figure(block, mem, S("wel.gifts_count"), S("120 suất"));
    block->runs.at[1].address = S("/so-lieu/2022/6-thang-dau-nam/suat-qua?don-vi=kp3");
    block_text(block, mem, S(" quà."));
    return letter;
}

static void grid_add(struct document *document, struct arena *mem)
{
    struct grid *grid = document_grid(document, mem);
    grid_column(grid, mem, S("Chỉ tiêu"), 3, false);
    grid_column(grid, mem, S("Thực hiện"), 1, true);
    struct grid_row *row = grid_row(grid, mem);
    grid_text(row, mem, S("Suất quà"));
    grid_figure(row, mem, S("wel.gifts_count"), S("120"), S("/so-lieu/qua"));
    row = grid_row(grid, mem);
    row->is_strong = true;
    grid_text(row, mem, S("Cộng"));
}

static void the_page_is_that_of_the_decree(void **state unused)
{
    auto_arena mem = {0};
    struct letter letter = letter_make(&mem);
    struct str xml = part_of(&mem, written(&mem, &letter), "word/document.xml");
    assert_str(found(&mem, xml, "//w:pgSz/@w:w"), "11906");
    assert_str(found(&mem, xml, "//w:pgSz/@w:h"), "16838");
    assert_str(found(&mem, xml, "//w:pgMar/@w:left"), "1701"); /* 30 mm */
    assert_str(found(&mem, xml, "//w:pgMar/@w:top"), "1134");
    assert_str(found(&mem, xml, "//w:pgMar/@w:right"), "851");
    assert_str(found(&mem, xml, "count(//w:titlePg)"), "1"); /* no number on the first page */
    struct str header = part_of(&mem, written(&mem, &letter), "word/header.xml");
    assert_str(found(&mem, header, "string(//w:instrText)"), " PAGE ");
    struct str styles = part_of(&mem, written(&mem, &letter), "word/styles.xml");
    assert_str(found(&mem, styles, "//w:docDefaults//w:rFonts/@w:ascii"), LETTER_FONT);
    assert_str(found(&mem, styles, "//w:docDefaults//w:sz/@w:val"), "28");
    assert_str(found(&mem, styles, "//w:style[@w:styleId='Header']//w:jc/@w:val"), "center");
}

static void the_head_has_two_columns_and_the_foot_its_signer(void **state unused)
{
    auto_arena mem = {0};
    struct letter letter = letter_make(&mem);
    struct str xml = part_of(&mem, written(&mem, &letter), "word/document.xml");
    assert_str(found(&mem, xml, "count(//w:tbl)"), "2");
    assert_str(
        found(&mem, xml, "string(//w:tbl[1]//w:tc[1]/w:p[w:pPr/w:pStyle/@w:val='IssuerOwn'])"),
        "BAN THƯỜNG TRỰC");
    assert_str(found(&mem, xml, "string((//w:tbl)[1]/w:tr[1]/w:tc[2]/w:p[1])"), LETTER_STATE);
    assert_str(found(&mem, xml, "string((//w:tbl)[1]/w:tr[1]/w:tc[2]/w:p[2])"), LETTER_MOTTO);
    assert_str(found(&mem, xml, "count((//w:tbl)[1]//w:pBdr/w:bottom)"), "2"); /* both rules */
    assert_str(found(&mem, xml, "string((//w:tbl)[1]/w:tr[2]/w:tc[1])"), "Số: 07/BC-MTTQ-BTT");
    assert_str(found(&mem, xml, "string((//w:tbl)[1]/w:tr[2]/w:tc[2])"),
               "Bến Thử, ngày 20 tháng 7 năm 2022");
    assert_str(found(&mem, xml, "string((//w:tbl)[2]//w:tc[1])"),
               "Nơi nhận:- Đảng ủy xã;- Lưu: VT.");
    assert_str(found(&mem, xml, "string((//w:tbl)[2]//w:tc[2])"),
               "TM. BAN THƯỜNG TRỰCCHỦ TỊCHAn Văn Thử");
    assert_str(found(&mem, xml, "string(//w:p[w:pPr/w:pStyle/@w:val='Title'])"), "BÁO CÁO");
}

static void minutes_are_signed_twice(void **state unused)
{
    auto_arena mem = {0};
    struct letter letter = letter_make(&mem);
    letter.signers.count = 0;
    *list_add(&letter.signers, &mem) = (struct letter_signer){.function = S("THƯ KÝ")};
    *list_add(&letter.signers, &mem) = (struct letter_signer){.function = S("CHỦ TỌA")};
    struct str xml = part_of(&mem, written(&mem, &letter), "word/document.xml");
    assert_str(found(&mem, xml, "string((//w:tbl)[2]/w:tr[1]/w:tc[1])"), "THƯ KÝ");
    assert_str(found(&mem, xml, "string((//w:tbl)[2]/w:tr[1]/w:tc[2])"), "CHỦ TỌA");
    assert_str(found(&mem, xml, "string((//w:tbl)[2]/w:tr[2]/w:tc[1]/w:p[2])"), "- Đảng ủy xã;");
}

static void a_figure_is_a_control_around_a_link_to_its_page(void **state unused)
{
    auto_arena mem = {0};
    struct letter letter = letter_make(&mem);
    struct str file = written(&mem, &letter);
    struct str xml = part_of(&mem, file, "word/document.xml");
    struct str links = part_of(&mem, file, "word/_rels/document.xml.rels");
    assert_str(found(&mem, xml, "//w:sdt/w:sdtPr/w:tag/@w:val"), "wel.gifts_count");
    assert_str(found(&mem, xml, "//w:sdt/w:sdtContent/w:hyperlink/@r:id"), "rId5");
    assert_str(found(&mem, xml, "string(//w:sdt)"), "120 suất");
    assert_str(found(&mem, links, "//p:Relationship[@Id='rId5']/@Target"),
               "https://mattran.example/so-lieu/2022/6-thang-dau-nam/suat-qua?don-vi=kp3");
    assert_str(found(&mem, links, "//p:Relationship[@Id='rId5']/@TargetMode"), "External");

    letter.site = S(""); /* the place of the pages is not known */
    xml = part_of(&mem, written(&mem, &letter), "word/document.xml");
    assert_str(found(&mem, xml, "count(//w:hyperlink)"), "0");
    assert_str(found(&mem, xml, "string(//w:sdt[w:sdtPr/w:tag/@w:val='wel.gifts_count'])"),
               "120 suất");
}

static void lists_are_lists_and_each_counts_anew(void **state unused)
{
    auto_arena mem = {0};
    struct letter letter = letter_make(&mem);
    add_item(&letter.document, &mem, 1, 1, "Một");
    add_item(&letter.document, &mem, 2, 1, "Trong một");
    add_item(&letter.document, &mem, 1, 2, "Hai");
    add_text(&letter.document, &mem, BLOCK_PARAGRAPH, 0, "Giữa.");
    add_item(&letter.document, &mem, 1, 4, "Bốn");
    add_item(&letter.document, &mem, 1, -1, "Gạch");
    struct str file = written(&mem, &letter);
    struct str xml = part_of(&mem, file, "word/document.xml");
    struct str numbering = part_of(&mem, file, "word/numbering.xml");
    assert_str(found(&mem, xml, "//w:p[.='Một']//w:numId/@w:val"), "3");
    assert_str(found(&mem, xml, "//w:p[.='Trong một']//w:ilvl/@w:val"), "1");
    assert_str(found(&mem, xml, "//w:p[.='Hai']//w:numId/@w:val"), "3");
    assert_str(found(&mem, xml, "//w:p[.='Bốn']//w:numId/@w:val"), "4");
    assert_str(found(&mem, xml, "//w:p[.='Gạch']//w:numId/@w:val"), "2");
    assert_str(
        found(&mem, numbering, "//w:num[@w:numId='4']/w:lvlOverride[1]/w:startOverride/@w:val"),
        "4");
    assert_str(found(&mem, xml, "//w:p[.='Chăm lo người nghèo']//w:pStyle/@w:val"), "Heading1");
}

static void a_grid_repeats_its_head_and_an_annex_begins_a_page(void **state unused)
{
    auto_arena mem = {0};
    struct letter letter = letter_make(&mem);
    letter.annex_title = S("Số liệu");
    add_text(&letter.annex, &mem, BLOCK_HEADING, 2, "An sinh");
    grid_add(&letter.annex, &mem);
    struct str file = written(&mem, &letter);
    struct str xml = part_of(&mem, file, "word/document.xml");
    assert_str(found(&mem, xml, "count((//w:tbl)[3]/w:tr[1]/w:trPr/w:tblHeader)"), "1");
    assert_str(found(&mem, xml, "count((//w:tbl)[3]//w:tblHeader)"), "1");
    assert_str(found(&mem, xml, "string((//w:tbl)[3]/w:tr[2])"), "Suất quà120");
    assert_str(found(&mem, xml, "count((//w:tbl)[3]/w:tr[3]/w:tc)"),
               "2"); /* a short row is filled */
    assert_str(found(&mem, xml, "//w:p[.='An sinh']//w:numId/@w:val"), "3"); /* counts anew */
    assert_str(found(&mem, xml, "string(//w:p[w:pPr/w:pStyle/@w:val='AnnexOf'])"),
               "(Kèm theo Báo cáo số 07/BC-MTTQ-BTT)");
    struct str styles = part_of(&mem, file, "word/styles.xml");
    assert_str(found(&mem, styles, "count(//w:style[@w:styleId='AnnexTitle']//w:pageBreakBefore)"),
               "1");
}

static void the_same_letter_gives_the_same_bytes(void **state unused)
{
    auto_arena mem = {0};
    struct letter letter = letter_make(&mem);
    struct str first = written(&mem, &letter), second = written(&mem, &letter);
    assert_true(first.len > 2000);
    assert_true(str_is(first, second));
}

static void hostile_texts_are_words_and_nothing_else(void **state unused)
{
    auto_arena mem = {0};
    struct letter letter = letter_make(&mem);
    letter.subject = S("<w:p/> & \"ngoặc\" =cmd()");
    letter.signers.at[0].name = S("ខ្មែរ \U0001F64F Nguyễn");
    add_text(&letter.document, &mem, BLOCK_PARAGRAPH, 0,
             "a\x01\x02z\tb\xff\xfe"
             "c]]>\xef\xbf\xbe.");
    struct block *block = document_add(&letter.document, &mem, BLOCK_PARAGRAPH);
    struct run *link = block_run(block, &mem, RUN_LINK, S("chỗ này"));
    link->code = S("http://[x\" onload=<b>");
    struct run *long_code = block_run(block, &mem, RUN_FIGURE, S("7"));
    char code[80];
    memset(code, 'a', sizeof code);
    long_code->code = (struct str){code, sizeof code};
    struct str file = written(&mem, &letter);
    struct str xml = part_of(&mem, file, "word/document.xml");
    struct str links = part_of(&mem, file, "word/_rels/document.xml.rels");
    assert_str(found(&mem, xml, "string(//w:p[w:pPr/w:pStyle/@w:val='Subtitle'])"),
               "<w:p/> & \"ngoặc\" =cmd()");
    assert_str(found(&mem, xml, "string(//w:p[w:pPr/w:pStyle/@w:val='SignerName'])"),
               "ខ្មែរ \U0001F64F Nguyễn");
    assert_str(found(&mem, xml, "string(//w:p[starts-with(., 'a')])"), "a  z b\uFFFD\uFFFDc]]> .");
    assert_str(found(&mem, links, "//p:Relationship[@Id='rId6']/@Target"),
               "http://%5Bx%22%20onload=%3Cb%3E");
    assert_str(found(&mem, xml,
                     "string-length(//w:sdt[2]/w:sdtPr/w:tag/@w:val | "
                     "(//w:sdt)[2]/w:sdtPr/w:tag/@w:val)"),
               "64");
    struct str core = part_of(&mem, file, "docProps/core.xml");
    assert_true(str_find(core, S("&lt;w:p/&gt; &amp;")) < core.len);
}

static void what_no_office_prints_is_refused(void **state unused)
{
    auto_arena mem = {0};
    struct error err;
    struct str bytes;
    struct letter letter = letter_make(&mem);
    for (int i = 0; i < LETTER_BLOCKS_MAX; i++)
        add_text(&letter.document, &mem, BLOCK_PARAGRAPH, 0, "Câu.");
    assert_false(letter_docx(&mem, &letter, &bytes, &err));
    assert_fails(&err, ERROR_INVALID, "nhiều hơn mức");
}

/* ---- Excel: annexes ---- */

static void assert_holds(struct str text, const char *part)
{
    if (str_find(text, str_of(part)) == text.len)
        fail_msg("without «%s»:\n%.*s", part, STR_ARG(text));
}

static struct annex annex_make(struct arena *mem)
{
    struct annex annex = {.title = S("Số liệu 6 tháng đầu năm 2022"), .subtitle = S("Xã Bến Thử")};
    *list_add(&annex.lines, mem) = (struct annex_line){.is_group = true, .label = S("An sinh")};
    *list_add(&annex.lines, mem) = (struct annex_line){.label = S("Suất quà"),
                                                       .code = S("wel.gifts_count"),
                                                       .unit = S("suất"),
                                                       .giver = S("huyện"),
                                                       .actual = 1234,
                                                       .target = 999,
                                                       .has_target = true};
    return annex;
}

static struct str annex_written(struct arena *mem, const struct annex *annex)
{
    struct error err;
    struct str bytes;
    if (!annex_xlsx(mem, annex, &bytes, &err))
        fail_msg("%s", err.text);
    return bytes;
}

static void numbers_are_numbers_and_the_head_is_frozen_and_repeated(void **state unused)
{
    auto_arena mem = {0};
    struct annex annex = annex_make(&mem);
    struct str file = annex_written(&mem, &annex);
    struct str sheet = part_of(&mem, file, "xl/worksheets/sheet1.xml");
    assert_holds(sheet, "<v>1234</v>");
    assert_holds(sheet, "<v>999</v>");
    assert_holds(sheet, "<v>1.2352</v>"); /* 123,523…% rounded down */
    assert_holds(sheet, "state=\"frozen\"");
    assert_holds(sheet, "paperSize=\"9\"");
    assert_holds(sheet, "orientation=\"landscape\"");
    assert_holds(part_of(&mem, file, "xl/workbook.xml"), "_xlnm.Print_Titles");
}

static void texts_are_never_formulas(void **state unused)
{
    auto_arena mem = {0};
    struct annex annex = annex_make(&mem);
    annex.lines.at[1].label = S("=HYPERLINK(\"http://x\")");
    annex.lines.at[1].note = S("+cmd|' /C calc'!A0 <b> & \x01\xff");
    annex.title = S("<title> & \x02");
    struct str file = annex_written(&mem, &annex);
    struct str sheet = part_of(&mem, file, "xl/worksheets/sheet1.xml");
    struct str texts = part_of(&mem, file, "xl/sharedStrings.xml");
    assert_int_equal(str_find(sheet, S("<f>")), sheet.len);
    assert_holds(texts, "=HYPERLINK(\"http://x\")");
    assert_holds(texts, "+cmd|' /C calc'!A0 &lt;b&gt; &amp;  \uFFFD");
    assert_holds(part_of(&mem, file, "docProps/core.xml"), "&lt;title&gt; &amp;");
}

static void the_same_annex_gives_the_same_bytes(void **state unused)
{
    auto_arena mem = {0};
    struct annex annex = annex_make(&mem);
    struct str first = annex_written(&mem, &annex), second = annex_written(&mem, &annex);
    assert_true(first.len > 2000);
    assert_true(str_is(first, second));
}

static void a_sheet_beyond_its_limits_is_refused(void **state unused)
{
    auto_arena mem = {0};
    struct error err;
    struct str bytes;
    struct annex annex = annex_make(&mem);
    char *long_text = arena_take(&mem, ANNEX_TEXT_MAX_BYTES + 1);
    memset(long_text, 'a', ANNEX_TEXT_MAX_BYTES + 1);
    annex.lines.at[1].note = (struct str){long_text, ANNEX_TEXT_MAX_BYTES};
    assert_true(annex_xlsx(&mem, &annex, &bytes, &err));
    annex.lines.at[1].note.len++;
    assert_false(annex_xlsx(&mem, &annex, &bytes, &err));
    assert_fails(&err, ERROR_INVALID, "dài hơn");
    annex = annex_make(&mem);
    while (annex.lines.count <= ANNEX_LINES_MAX)
        list_add(&annex.lines, &mem);
    assert_false(annex_xlsx(&mem, &annex, &bytes, &err));
    assert_fails(&err, ERROR_INVALID, "nhiều hơn mức");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_is_that_of_the_decree),
        cmocka_unit_test(the_head_has_two_columns_and_the_foot_its_signer),
        cmocka_unit_test(minutes_are_signed_twice),
        cmocka_unit_test(a_figure_is_a_control_around_a_link_to_its_page),
        cmocka_unit_test(lists_are_lists_and_each_counts_anew),
        cmocka_unit_test(a_grid_repeats_its_head_and_an_annex_begins_a_page),
        cmocka_unit_test(the_same_letter_gives_the_same_bytes),
        cmocka_unit_test(hostile_texts_are_words_and_nothing_else),
        cmocka_unit_test(what_no_office_prints_is_refused),
        cmocka_unit_test(numbers_are_numbers_and_the_head_is_frozen_and_repeated),
        cmocka_unit_test(texts_are_never_formulas),
        cmocka_unit_test(the_same_annex_gives_the_same_bytes),
        cmocka_unit_test(a_sheet_beyond_its_limits_is_refused),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
