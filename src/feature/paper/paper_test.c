/* Papers: their numbers, and what they say. How their files look is tested where they are written
 * (document/office_test.c) and by test/e2e/paper.test.mjs. */
#include "feature/paper/paper.h"

#include "feature/finder.h"
#include "feature/test_world.h"

/* ---- a town that has held its conference ---- */

static const char bodies_list[] =
    "code,kind,name,unit,from,to\n"
    "ub,committee,Ủy ban Mặt trận thị trấn,thi-tran,2019-01-01,\n"
    "btt,standing_board,Ban Thường trực thị trấn,thi-tran,2019-01-01,\n"
    "mt-kp1,front_work_team,Ban công tác Mặt trận khu phố 1,kp1,2019-01-01,\n";

static const char conference[] =
    "---\nđơn vị: thi-tran\nngày: 20/7/2022\nbuổi: Chiều\nloại: sơ kết\nkỳ: 2022-H1\n"
    "programme: 2022-H2\nissuer: btt\nchủ trì: Chủ tịch\nplace: Hội trường\n"
    "consent: 20/7/2022\n---\n## Chương trình\n- Báo cáo sơ kết\n## Thành phần\n### Đại biểu\n"
    "- đồng chí | Zinh Thị Mẫu | Phó Bí thư | có mặt\n- ông | An Văn Thử | Chủ tịch | có mặt\n"
    "- bà | Bùi Thị Ví Dụ | Trưởng khối | vắng\n- nhóm | Ủy viên Ủy ban | 38/45\n"
    "## Ý kiến\n- Khu phố 1 góp ý.\n## Phát biểu chỉ đạo\nspeaker: phó bí thư\n"
    "### Biểu dương\nLàm tốt.\n### Đề nghị\n1. Xây nhà.\n   owner: btt\n   due: 15/12/2022\n"
    "## Nghị quyết\n- Thống nhất chương trình.\n";

static void town_fill(struct world *world)
{
    list_good(world, "unit", town_list);
    list_good(world, "body", bodies_list);
    list_good(world, "appointment",
              "day,unit,body,post,holder,form_of_address,consent_day,method,proposed_by,"
              "decided_by\n"
              "2019-05-17,thi-tran,btt,chair,An Văn Thử,ong,2019-05-17,hiệp thương cử,ub,"
              "ub\n");
    list_good(world, "conference", conference);
}

static const struct feature *const features[] = {
    &finder_feature,  &unit_feature,   &record_feature, &indicator_feature,
    &meeting_feature, &review_feature, &paper_feature,
};

static const struct world_kind paper_world = {"paper", features, COUNT_OF(features), town_fill};

/* ---- steps ---- */

static const struct unit *unit_of(struct world *world, const char *code)
{
    const struct unit_tree *units = unit_tree_of(&world->book, world->book.db, &world->err);
    assert_non_null(units);
    return unit_find(units, str_of(code));
}

static struct paper_subject about(struct world *world, enum paper_type type, const char *unit,
                                  const char *asked)
{
    struct paper_subject subject;
    assert_well(paper_subject(world->book.db, &world->mem, type, unit_of(world, unit),
                              str_of(asked), 1, &subject, &world->err));
    return subject;
}

static struct letter letter_of(struct world *world, enum paper_type type, const char *unit,
                               const char *asked)
{
    struct letter letter;
    struct paper_subject subject = about(world, type, unit, asked);
    assert_well(
        paper_compose(&world->book, world->book.db, &world->mem, &subject, &letter, &world->err));
    return letter;
}

/* In a transaction of its own; what was refused leaves no trace. */
static bool number_give(struct world *world, const struct paper_subject *subject, const char *day,
                        int64_t first, struct paper *paper)
{
    assert_well(book_begin(&world->book, &world->err));
    if (!paper_number(&world->book, &world->mem, subject, day_of(day), first, paper, &world->err)) {
        book_rollback(&world->book);
        return false;
    }
    assert_well(book_commit(&world->book, NULL, &world->err));
    return true;
}

static struct paper numbered(struct world *world, enum paper_type type, const char *unit,
                             const char *asked, const char *day)
{
    struct paper paper;
    struct paper_subject subject = about(world, type, unit, asked);
    if (!number_give(world, &subject, day, 0, &paper))
        fail_msg("%s", world->err.text);
    return paper;
}

static void number_refused(struct world *world, enum paper_type type, const char *unit,
                           const char *asked, const char *day, int64_t first, const char *part)
{
    struct paper paper;
    struct paper_subject subject = about(world, type, unit, asked);
    int64_t before = entries(world);
    assert_false(number_give(world, &subject, day, first, &paper));
    if (!strstr(world->err.text, part))
        fail_msg("wanted «%s», is «%s»", part, world->err.text);
    assert_int_equal(entries(world), before);
}

static bool void_it(struct world *world, const char *no, const char *reason)
{
    assert_well(book_begin(&world->book, &world->err));
    if (!paper_void(&world->book, &world->mem, str_of(no), str_of(reason), &world->err)) {
        book_rollback(&world->book);
        return false;
    }
    assert_well(book_commit(&world->book, NULL, &world->err));
    return true;
}

static void issue(struct world *world, const char *code)
{
    struct period period;
    bool is_new;
    assert_well(period_read(str_of(code), &period, &world->err) &&
                book_begin(&world->book, &world->err));
    assert_well(review_issue(&world->book, &world->mem, unit_of(world, "thi-tran"), period,
                             DAY_NONE, false, &is_new, &world->err) &&
                book_commit(&world->book, NULL, &world->err));
}

static void assert_says(struct world *world, const struct letter *letter, const char *part)
{
    struct str text = document_plain(&world->mem, &letter->document);
    if (str_find(text, str_of(part)) == text.len)
        fail_msg("without «%s»:\n%.*s", part, STR_ARG(text));
}

/* ---- numbers ---- */

static void numbers_rise_by_type_and_year_without_gaps(void **state)
{
    struct world *world = *state;
    struct paper one = numbered(world, PAPER_PROGRAMME, "thi-tran", "2022-H1", "2022-01-05");
    struct paper two = numbered(world, PAPER_PROGRAMME, "thi-tran", "2022-H2", "2022-07-20");
    assert_text(one.number, "01/CTr-MTTQ-BTT");
    assert_text(one.no, "programme/2022/0001");
    assert_text(two.number, "02/CTr-MTTQ-BTT");
    assert_text(two.title, "Phối hợp và thống nhất hành động 06 tháng cuối năm 2022");
    assert_text(numbered(world, PAPER_MINUTES, "thi-tran", "2022-H1", "2022-07-20").number,
                "01/BB-MTTQ-BTT");
    assert_text(numbered(world, PAPER_PROGRAMME, "thi-tran", "2023-H1", "2023-01-04").no,
                "programme/2023/0001");
    assert_text(newest_type(world), "paper.numbered");
}

static void each_unit_counts_for_itself(void **state)
{
    struct world *world = *state;
    numbered(world, PAPER_PROGRAMME, "thi-tran", "2022-H1", "2022-01-05");
    struct paper area = numbered(world, PAPER_PROGRAMME, "kp1", "2022-H1", "2022-01-05");
    assert_text(area.number, "01/CTr-BCTMT");
    assert_text(area.no, "programme.kp1/2022/0001");
}

static void a_void_number_stays_recorded_and_is_not_given_again(void **state)
{
    struct world *world = *state;
    struct papers papers;
    numbered(world, PAPER_PROGRAMME, "thi-tran", "2022-H2", "2022-07-20");
    assert_false(void_it(world, "programme/2022/0001", ""));
    assert_false(void_it(world, "programme/2022/0009", "nhầm"));
    assert_true(void_it(world, "programme/2022/0001", "in nhầm ngày"));
    assert_false(void_it(world, "programme/2022/0001", "lần nữa"));
    assert_text(numbered(world, PAPER_PROGRAMME, "thi-tran", "2022-H2", "2022-07-21").number,
                "02/CTr-MTTQ-BTT");
    assert_well(paper_register(world->book.db, &world->mem, 0, 2022, &papers, &world->err));
    assert_int_equal(papers.count, 2);
    assert_true(papers.at[0].is_void);
    assert_text(papers.at[0].reason, "in nhầm ngày");
    assert_false(papers.at[1].is_void);
    assert_well(paper_register(world->book.db, &world->mem, 0, 2021, &papers, &world->err));
    assert_int_equal(papers.count, 0);
}

static void a_number_is_refused_that_would_break_the_register(void **state)
{
    struct world *world = *state;
    numbered(world, PAPER_PROGRAMME, "thi-tran", "2022-H2", "2022-07-20");
    number_refused(world, PAPER_PROGRAMME, "thi-tran", "2022-H2", "2022-07-21", 0, "đã có số 01");
    number_refused(world, PAPER_PROGRAMME, "thi-tran", "2022-H1", "2022-07-19", 0,
                   "không được ghi ngày trước đó");
    number_refused(world, PAPER_PROGRAMME, "thi-tran", "2022-H1", "2022-07-20", 7,
                   "đã cấp đến số 1");
    number_refused(world, PAPER_PROGRAMME, "thi-tran", "2023-H1", "2023-01-01", -1, "từ 1 trở lên");
    number_refused(world, PAPER_ATTENDANCE, "thi-tran", "2022-H1", "2022-07-20", 0,
                   "không có số văn bản");
    number_refused(world, PAPER_REPORT, "thi-tran", "2022-H1", "2022-07-20", 0, "chưa ban hành");
}

static void a_year_may_begin_behind_numbers_given_on_paper(void **state)
{
    struct world *world = *state;
    struct paper paper;
    struct paper_subject subject = about(world, PAPER_PROGRAMME, "thi-tran", "2022-H2");
    assert_true(number_give(world, &subject, "2022-07-20", 15, &paper));
    assert_text(paper.number, "15/CTr-MTTQ-BTT");
    assert_text(paper.no, "programme/2022/0015");
    assert_text(numbered(world, PAPER_PROGRAMME, "thi-tran", "2022-Q4", "2022-07-20").number,
                "16/CTr-MTTQ-BTT");
}

/* ---- patterns ---- */

static void a_unit_has_a_pattern_and_recipients_of_its_own(void **state)
{
    struct world *world = *state;
    list_good(world, "paper-pattern",
              "Đơn vị,Loại văn bản,Mẫu số,Nơi nhận\n"
              "thi-tran,chương trình,{so}/KH-BTT-{nam},Đảng ủy; ; Lưu\n");
    struct letter draft = letter_of(world, PAPER_PROGRAMME, "thi-tran", "2022-H2");
    assert_text(draft.number, "…/KH-BTT-2022");
    assert_int_equal(draft.recipients.count, 2);
    assert_text(draft.recipients.at[1], "Lưu");
    assert_text(numbered(world, PAPER_PROGRAMME, "thi-tran", "2022-H2", "2022-07-20").number,
                "01/KH-BTT-2022");
    list_good(world, "paper-pattern", "unit,type,pattern\nthi-tran,programme,{so}-CT\n");
    assert_text(letter_of(world, PAPER_PROGRAMME, "thi-tran", "2022-H2").number, "01/KH-BTT-2022");
    assert_text(letter_of(world, PAPER_PROGRAMME, "thi-tran", "2023-H1").number, "…-CT");
}

static void a_pattern_that_cannot_be_used_is_refused(void **state)
{
    struct world *world = *state;
    list_bad(world, "paper-pattern",
             "unit,type,pattern\nla,report,{so}/BC\nthi-tran,lá đơn,{so}/BC\n"
             "thi-tran,report,BC\nthi-tran,report,{so}{so}\nthi-tran,report,{so}/{x}\n",
             "list.csv, dòng 2, cột «unit», giá trị «la»: sổ không có đơn vị này\n"
             "list.csv, dòng 3, cột «type», giá trị «lá đơn»: không có loại văn bản này; có: "
             "report, programme, minutes, attendance, invitation\n"
             "list.csv, dòng 4, cột «pattern», giá trị «BC»: mẫu số phải có {so}, ví dụ "
             "{so}/BC-MTTQ-BTT\n"
             "list.csv, dòng 5, cột «pattern», giá trị «{so}{so}»: mẫu số chỉ có một {so}\n"
             "list.csv, dòng 6, cột «pattern», giá trị «{so}/{x}»: trong mẫu số chỉ dùng {so} và "
             "{nam}\n");
}

/* ---- what papers say ---- */

static void a_report_bears_its_number_only_once_it_is_given(void **state)
{
    struct world *world = *state;
    struct letter draft = letter_of(world, PAPER_REPORT, "thi-tran", "2022-H1");
    assert_text(draft.number, "…/BC-MTTQ-BTT");
    assert_text(draft.issuer.at[0], "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM");
    assert_text(draft.issuer.at[2], "BAN THƯỜNG TRỰC");
    assert_true(str_ends(draft.place_day, S(", ngày … tháng … năm 2022")));
    assert_text(draft.kind, "BÁO CÁO");
    assert_text(draft.subject,
                "Kết quả công tác Mặt trận 06 tháng đầu năm 2022, nhiệm vụ trọng tâm "
                "06 tháng cuối năm 2022");
    issue(world, "2022-H1");
    numbered(world, PAPER_REPORT, "thi-tran", "2022-H1", "2022-07-05");
    struct letter signed_one = letter_of(world, PAPER_REPORT, "thi-tran", "2022-H1");
    assert_text(signed_one.number, "01/BC-MTTQ-BTT");
    assert_true(str_ends(signed_one.place_day, S(", ngày 05 tháng 7 năm 2022")));
    assert_text(signed_one.signers.at[0].authority, "TM. BAN THƯỜNG TRỰC");
    assert_text(signed_one.signers.at[0].name, "An Văn Thử");
    assert_text(signed_one.recipients.at[signed_one.recipients.count - 1], "Lưu: VT");
}

static void an_areas_team_issues_its_own_paper(void **state)
{
    struct world *world = *state;
    struct letter letter = letter_of(world, PAPER_PROGRAMME, "kp1", "2022-H2");
    assert_text(letter.issuer.at[2], "BAN CÔNG TÁC MẶT TRẬN KHU PHỐ 1");
    assert_text(letter.number, "…/CTr-BCTMT");
    assert_text(letter.signers.at[0].function, "TRƯỞNG BAN");
}

static void minutes_tell_the_conference_and_are_signed_twice(void **state)
{
    struct world *world = *state;
    struct letter letter = letter_of(world, PAPER_MINUTES, "thi-tran", "20/7/2022");
    assert_text(letter.number, "…/BB-MTTQ-BTT");
    assert_text(letter.place_day, "");
    assert_says(world, &letter, "chiều ngày 20 tháng 7 năm 2022");
    assert_says(world, &letter, "- Đồng chí Zinh Thị Mẫu, Phó Bí thư");
    assert_says(world, &letter, "- Bà Bùi Thị Ví Dụ, Trưởng khối (vắng)");
    assert_says(world, &letter, "- Ủy viên Ủy ban: 38/45");
    assert_says(world, &letter, "- Khu phố 1 góp ý.");
    assert_says(world, &letter, "1. Xây nhà. Chủ trì: ");
    assert_says(world, &letter, "hạn: 15/12/2022.");
    assert_says(world, &letter, "- Thống nhất chương trình.");
    assert_int_equal(letter.signers.count, 2);
    assert_text(letter.signers.at[0].function, "THƯ KÝ");
    assert_text(letter.signers.at[1].name, "An Văn Thử");
}

static void what_was_erased_stands_in_no_paper(void **state)
{
    struct world *world = *state;
    assert_well(book_begin(&world->book, &world->err));
    assert_well(meeting_erase_name(&world->book, &world->mem, S("conference/2022/0001"),
                                   S("An Văn Thử"), &world->err));
    assert_well(meeting_erase_text(&world->book, &world->mem, S("conference/2022/0001"),
                                   S("opinion.0000"), &world->err));
    assert_well(book_commit(&world->book, NULL, &world->err));
    struct letter letter = letter_of(world, PAPER_MINUTES, "thi-tran", "2022-H1");
    assert_text(letter.signers.at[1].name, "");
    assert_says(world, &letter, "- Chủ tịch");
    assert_says(world, &letter, "- Nội dung đã được xóa theo yêu cầu");
}

static void an_invitation_leaves_room_for_whom_it_invites(void **state)
{
    struct world *world = *state;
    struct letter letter = letter_of(world, PAPER_INVITATION, "thi-tran", "2022-07-20");
    assert_text(letter.kind, "GIẤY MỜI");
    assert_says(world, &letter, "trân trọng kính mời: …");
    assert_says(world, &letter, "Địa điểm: Hội trường");
    assert_says(world, &letter, "1. Báo cáo sơ kết");
    assert_text(letter.recipients.at[0], "Như trên");
}

static void the_attendance_list_keeps_the_protocol_order(void **state)
{
    struct world *world = *state;
    struct letter letter = letter_of(world, PAPER_ATTENDANCE, "thi-tran", "2022-07-20");
    const struct grid *grid = letter.document.blocks.at[letter.document.blocks.count - 1].grid;
    assert_text(letter.number, "");
    assert_true(str_ends(letter.place_day, S(", ngày 20 tháng 7 năm 2022")));
    assert_int_equal(grid->rows.count, 5); /* a heading, three people, a group */
    assert_text(grid->rows.at[1].cells.at[1].runs.at[0].text, "Đồng chí Zinh Thị Mẫu");
    assert_text(grid->rows.at[3].cells.at[3].runs.at[0].text, "vắng");
    assert_text(grid->rows.at[4].cells.at[3].runs.at[0].text, "38/45");
}

static void a_conference_that_is_not_there_has_no_papers(void **state)
{
    struct world *world = *state;
    struct paper_subject subject;
    const struct unit *town = unit_of(world, "thi-tran");
    static const char *const asked[] = {"2022-07-21", "2021-H1", "hôm qua"};
    for (size_t i = 0; i < COUNT_OF(asked); i++)
        assert_false(paper_subject(world->book.db, &world->mem, PAPER_MINUTES, town,
                                   str_of(asked[i]), 1, &subject, &world->err));
    struct tasks kept;
    assert_well(book_begin(&world->book, &world->err));
    assert_well(meeting_void(&world->book, &world->mem, S("conference/2022/0001"), S("nhầm ngày"),
                             &kept, &world->err));
    assert_well(book_commit(&world->book, NULL, &world->err));
    assert_false(paper_subject(world->book.db, &world->mem, PAPER_MINUTES, town, S("2022-07-20"), 1,
                               &subject, &world->err));
    assert_non_null(strstr(world->err.text, "đã hủy: nhầm ngày"));
}

static void files_are_named_after_what_they_hold(void **state)
{
    struct world *world = *state;
    struct arena *mem = &world->mem;
    const struct unit *town = unit_of(world, "thi-tran");
    struct paper_subject report = about(world, PAPER_REPORT, "thi-tran", "2022-H1");
    struct paper_subject minutes = about(world, PAPER_MINUTES, "thi-tran", "2022-H1");
    struct paper_subject area = about(world, PAPER_REPORT, "kp1", "2022-Q2");
    assert_text(paper_file_name(mem, &report, town, PAPER_DOCX),
                "bao-cao-2022-6-thang-dau-nam.docx");
    assert_text(paper_file_name(mem, &minutes, town, PAPER_PDF), "bien-ban-2022-07-20.pdf");
    assert_text(paper_file_name(mem, &area, town, PAPER_XLSX), "bao-cao-kp1-2022-quy-2.xlsx");
    struct str bytes;
    assert_false(
        paper_file(&world->book, world->book.db, mem, &minutes, PAPER_XLSX, &bytes, &world->err));
}

static const struct world_test tests[] = {
    WORLD_TEST(numbers_rise_by_type_and_year_without_gaps),
    WORLD_TEST(each_unit_counts_for_itself),
    WORLD_TEST(a_void_number_stays_recorded_and_is_not_given_again),
    WORLD_TEST(a_number_is_refused_that_would_break_the_register),
    WORLD_TEST(a_year_may_begin_behind_numbers_given_on_paper),
    WORLD_TEST(a_unit_has_a_pattern_and_recipients_of_its_own),
    WORLD_TEST(a_pattern_that_cannot_be_used_is_refused),
    WORLD_TEST(a_report_bears_its_number_only_once_it_is_given),
    WORLD_TEST(an_areas_team_issues_its_own_paper),
    WORLD_TEST(minutes_tell_the_conference_and_are_signed_twice),
    WORLD_TEST(what_was_erased_stands_in_no_paper),
    WORLD_TEST(an_invitation_leaves_room_for_whom_it_invites),
    WORLD_TEST(the_attendance_list_keeps_the_protocol_order),
    WORLD_TEST(a_conference_that_is_not_there_has_no_papers),
    WORLD_TEST(files_are_named_after_what_they_hold),
};

int main(int count unused, char **words)
{
    return world_run(&paper_world, tests, COUNT_OF(tests), words[0]);
}
