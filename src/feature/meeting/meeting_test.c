/* Conferences: how they are read, stated again, and erased. */
#include "base/text.h"
#include "feature/meeting/desk_form.h"
#include "feature/meeting/desk_store.h"
#include "feature/meeting/meeting_fixture.h"

/* ---- a conference ---- */

static void a_conference_is_read_whole(void **state)
{
    struct world *world = *state;
    struct meeting_lines lines;
    struct arena *mem = &world->mem;
    conference_good(world);
    struct meeting meeting = meeting_on(world, "2022-07-20");
    assert_text(meeting.no, "conference/2022/0001");
    assert_text(meeting_title(mem, &meeting),
                "Hội nghị sơ kết công tác Mặt trận 6 tháng đầu năm 2022");
    assert_text(meeting_when(mem, &meeting), "Chiều ngày 20/7/2022");
    assert_true(meeting.has_programme);
    assert_int_equal(meeting.opinions, 4);
    assert_int_equal(meeting.invited, 48);
    assert_int_equal(meeting.present, 40);
    assert_text(day_text(mem, meeting.consent), "2022-07-20");
    struct str issuer;
    assert_well(meeting_issuer(world->book.db, mem, &meeting, &issuer, &world->err));
    assert_text(issuer, "Ban Thường trực thị trấn");
    assert_well(meeting_texts(world->book.db, mem, meeting.id, S("opinion"), &lines, &world->err));
    assert_int_equal(lines.count, 1);
    assert_text(lines.at[0], "Khu phố 1 góp ý về rác thải.");
    assert_well(meeting_texts(world->book.db, mem, meeting.id, S("praise"), &lines, &world->err));
    assert_int_equal(lines.count, 2);
    assert_text(lines.at[0], "Làm tốt việc khó.");
    assert_well(meeting_agenda(world->book.db, mem, meeting.id, &lines, &world->err));
    assert_text(lines.at[1], "Thảo luận");
}

static void the_attendance_keeps_the_protocol_order(void **state)
{
    struct world *world = *state;
    conference_good(world);
    struct attendees people = attendance_of(world);
    assert_int_equal(people.count, 4);
    assert_text(people.at[0].name, "Zinh Thị Mẫu");
    assert_text(people.at[0].section, "Đại biểu");
    assert_text(people.at[1].name, "An Văn Thử");
    assert_int_equal(people.at[2].present, 0);
    assert_true(people.at[3].is_group);
    assert_int_equal(people.at[3].present, 38);
    assert_int_equal(people.at[3].invited, 45);
    assert_ptr_equal(attendee_of(&world->mem, &people, S("PHÓ BÍ THƯ")), &people.at[0]);
}

static void a_long_attendance_goes_over_several_entries_in_order(void **state)
{
    struct world *world = *state;
    struct text file = text_new(&world->mem, 1 << 20);
    text_add(&file, S(FRONT "## Thành phần\n- ông | An Văn Thử | Chủ tịch\n"));
    for (int i = 1; i < 200; i++)
        text_format(&file, "- bà | Người %d | Đại biểu %d\n", i, i);
    list_good(world, "conference", str_c(&world->mem, text_str(&file)));
    struct attendees people = attendance_of(world);
    assert_int_equal(people.count, 200);
    for (size_t i = 1; i < 200; i++)
        assert_text(people.at[i].name, str_format(&world->mem, "Người %zu", i).at);
    assert_true(number_of(world, "SELECT COUNT(DISTINCT entry) FROM attendance") > 1);
}

static void names_and_prose_never_stand_in_an_entry(void **state)
{
    static const char *const secrets[] = {"Zinh",    "An Văn Thử", "góp ý",
                                          "Làm tốt", "Xây nhà.",   "Thống nhất chương trình.",
                                          "đồng chí"};
    struct world *world = *state;
    struct task_result result = {.text = S("Zqxong"), .day = {19300}};
    conference_good(world);
    assert_well(book_begin(&world->book, &world->err));
    assert_well(
        task_result_add(&world->book, &world->mem, S("request/2022/0001"), &result, &world->err));
    assert_well(book_commit(&world->book, NULL, &world->err));
    int64_t count = entries(world);
    for (int64_t i = 0; i < count; i++) {
        struct str bytes;
        assert_well(journal_entry(world->book.db, &world->mem, i, &bytes, &world->err));
        if (str_find(bytes, S("\"meeting.")) == bytes.len &&
            str_find(bytes, S("\"task.")) == bytes.len)
            continue;
        for (size_t k = 0; k < COUNT_OF(secrets); k++)
            assert_int_equal(str_find(bytes, str_of(secrets[k])), bytes.len);
        assert_int_equal(str_find(bytes, S("Zqxong")), bytes.len);
    }
}

static void the_same_file_again_adds_nothing(void **state)
{
    struct world *world = *state;
    conference_good(world);
    int64_t before = entries(world);
    conference_good(world);
    assert_int_equal(entries(world), before);
    assert_true(str_find(world->report, S("không ghi gì thêm")) < world->report.len);
}

static void a_changed_file_states_the_conference_again(void **state)
{
    struct world *world = *state;
    conference_good(world);
    list_good(world, "conference",
              FRONT PEOPLE PRAISE REQUESTS "3. Việc mới.\nowner: ub\ndue: 1/8/2022\n");
    struct tasks tasks = tasks_now(world);
    struct meeting meeting = meeting_on(world, "2022-07-20");
    assert_text(meeting.no, "conference/2022/0001");
    assert_int_equal(meeting.opinions, 0);
    assert_int_equal(tasks.count, 3);
    assert_text(tasks.at[0].no, "request/2022/0001");
    assert_text(tasks.at[2].no, "request/2022/0003");
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM meeting_agenda"), 0);
    assert_int_equal(attendance_of(world).count, 4);
    conference_bad(world, S(FRONT PEOPLE PRAISE), "không rút lại được");
}

static void conferences_and_requests_are_numbered_without_gaps(void **state)
{
    struct world *world = *state;
    conference_good(world);
    conference_bad(world, S(FRONT AGENDA), "thiếu mục «## Thành phần»");
    list_good(world, "conference",
              "---\nunit: thi-tran\nday: 2022-09-01\ntime: morning\nkind: briefing\n"
              "period: 2022-Q2\nissuer: btt\nplace: Trụ sở\nchair: Chủ tịch\n---\n"
              "## Thành phần\n- ông | | Chủ tịch\n## Phát biểu chỉ đạo\nspeaker: Chủ tịch\n"
              "### Đề nghị\n1. Nộp báo cáo.\nowner: front_work_team\ndue: 30/9/2022\n");
    struct meeting second = meeting_on(world, "2022-09-01");
    struct task task;
    assert_text(second.no, "conference/2022/0002");
    assert_well(task_find(world->book.db, &world->mem, S("request/2022/0003"), &task, &world->err));
    assert_text(task.owner, "các Ban công tác Mặt trận");
}

static void what_is_wrong_is_told_with_line_and_column(void **state)
{
    struct world *world = *state;
    conference_bad(world,
                   S(FRONT "## Thành phần\n- ông | An Văn Thử | Chủ tịch\n"
                           "- ông | An Văn Thử | Ủy viên\n"),
                   "dòng 15, cột 9: «An Văn Thử» đã có ở dòng 14");
    conference_bad(world,
                   S(FRONT PEOPLE PRAISE "### Đề nghị\n1. Việc.\n   owner: btt\n"
                                         "   due: 1/7/2022\n"),
                   "cột 9: hạn 1/7/2022 trước ngày họp 20/7/2022");
    conference_bad(world,
                   S(FRONT PEOPLE PRAISE "### Đề nghị\n1. Việc.\nowner: la\ndue: 1/8/2022\n"
                                         "indicator: khong.co\n"),
                   "sổ không có tổ chức «la»");
    assert_true(str_find(world->report, S("không có chỉ tiêu «khong.co»")) < world->report.len);
    conference_bad(world, S("---\nunit: la\ntime: trưa\n---\n" PEOPLE), "sổ không có đơn vị «la»");
    assert_true(str_find(world->report, S("thiếu mục «ngày» (day)")) < world->report.len);
    assert_true(str_find(world->report, S("không hiểu «trưa»")) < world->report.len);
    conference_bad(world, S(FRONT "## Thành phần\n- nhóm | Ủy viên | 46/45\n"), "hơn số được mời");
    conference_bad(world, S(FRONT PEOPLE "## Lạ\n"), "không hiểu đề mục «Lạ»");
    conference_bad(world, S(FRONT PEOPLE PRAISE "### Đề nghị\n2. Việc.\n"), "phải là 1");
    conference_bad(world, S(FRONT PEOPLE "## Ý kiến\nsố ý kiến: 0\n- Một ý.\n"), "ghi 0 ý kiến");
    conference_bad(world, S("Chào"), "phải bắt đầu bằng dòng ---");
    conference_bad(world, S("\xff\xfe"), "UTF-8");
    conference_bad(world, S(" \n"), "tệp trống");
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM meeting"), 0);
}

static void a_name_needs_its_consent_and_a_speaker_a_place(void **state)
{
    struct world *world = *state;
    conference_bad(world,
                   S("---\nunit: thi-tran\nday: 2022-07-20\ntime: day\nkind: final\n"
                     "period: 2022-H1\nprogramme: 2022-H1\nissuer: ub\nplace: X\n"
                     "chair: Bí thư\n---\n" PEOPLE),
                   "ngày đồng ý công khai tên");
    assert_true(str_find(world->report, S("«Bí thư» không phải là chức danh")) < world->report.len);
    assert_true(str_find(world->report, S("phải sau kỳ")) < world->report.len);
}

/* ---- erasing ---- */

static void an_erased_name_leaves_every_statement_and_does_not_come_back(void **state)
{
    struct world *world = *state;
    conference_good(world);
    list_good(world, "conference", FRONT PEOPLE PRAISE REQUESTS);
    assert_true(erase_name(world, "zinh thị mẫu"));
    struct attendees people = attendance_of(world);
    assert_text(people.at[0].name, "");
    assert_text(people.at[0].form, "");
    assert_text(people.at[0].label, "Phó Bí thư");
    assert_text(people.at[1].name, "An Văn Thử");
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM opening WHERE value LIKE 'Zinh%'"), 0);
    assert_false(erase_name(world, "Zinh Thị Mẫu"));
    assert_int_equal(world->err.kind, ERROR_MISSING);
    list_good(world, "conference", FRONT PEOPLE PRAISE REQUESTS); /* known: changes nothing */
    assert_text(attendance_of(world).at[0].name, "");
    conference_bad(world, S(WHOLE), "dòng 18: tên này đã xóa theo yêu cầu");
}

/* Begins to state the conference again at its desk. */
static void desk_begin(struct world *world)
{
    struct meeting meeting = meeting_on(world, "2022-07-20");
    struct conference_form form;
    bool is_kept;
    assert_well(conference_form_restate(world->book.db, &world->mem, &meeting, &form, &world->err));
    struct kept_conference kept = {.unit = S("thi-tran"),
                                   .day = meeting.day,
                                   .number = meeting.number,
                                   .cells = conference_form_cells(&world->mem, &form)};
    assert_well(book_begin(&world->book, &world->err));
    assert_well(conference_keep(&world->book, &world->mem, &kept, &is_kept, &world->err));
    assert_well(book_commit(&world->book, NULL, &world->err));
}

/* Whether what is kept there holds this, as form fields write it. */
static bool desk_holds(struct world *world, const char *part)
{
    struct kept_conference kept;
    assert_well(conference_kept(world->book.db, &world->mem, S("thi-tran"), day_of("2022-07-20"), 1,
                                &kept, &world->err));
    assert_true(kept.id > 0);
    return str_find(kept.cells, str_of(part)) < kept.cells.len;
}

static void an_erased_name_leaves_the_desk_where_it_is_stated_again(void **state)
{
    struct world *world = *state;
    conference_good(world);
    desk_begin(world);
    assert_true(desk_holds(world, "=Zinh") && desk_holds(world, "=An"));
    assert_true(erase_name(world, "zinh thị mẫu"));
    assert_false(desk_holds(world, "Zinh"));
    assert_true(desk_holds(world, "=An"));
}

static void an_erased_text_is_blank_and_its_task_stays(void **state)
{
    struct world *world = *state;
    conference_good(world);
    assert_true(add_result(world, "request/2022/0002", "2022-09-10", "Trồng cây", -1));
    assert_well(book_begin(&world->book, &world->err));
    assert_well(meeting_erase_text(&world->book, &world->mem, S("request/2022/0002"), S("text"),
                                   &world->err));
    assert_well(meeting_erase_text(&world->book, &world->mem, S("request/2022/0002"), S("result"),
                                   &world->err));
    assert_well(meeting_erase_text(&world->book, &world->mem, S("conference/2022/0001"),
                                   S("praise.0001"), &world->err));
    assert_well(book_commit(&world->book, NULL, &world->err));
    struct tasks tasks = tasks_now(world);
    assert_text(task_text(&tasks.at[0]), "Xây nhà.");
    assert_text(task_text(&tasks.at[1]), "Nội dung đã được xóa theo yêu cầu");
    assert_text(tasks.at[1].results.at[0].text, "");
    assert_true(close_task(world, "request/2022/0002"));
    assert_well(book_begin(&world->book, &world->err));
    assert_false(meeting_erase_text(&world->book, &world->mem, S("conference/2022/0001"),
                                    S("name.0001"), &world->err));
    book_rollback(&world->book);
}

static const struct world_test tests[] = {
    WORLD_TEST(a_conference_is_read_whole),
    WORLD_TEST(the_attendance_keeps_the_protocol_order),
    WORLD_TEST(a_long_attendance_goes_over_several_entries_in_order),
    WORLD_TEST(names_and_prose_never_stand_in_an_entry),
    WORLD_TEST(the_same_file_again_adds_nothing),
    WORLD_TEST(a_changed_file_states_the_conference_again),
    WORLD_TEST(conferences_and_requests_are_numbered_without_gaps),
    WORLD_TEST(what_is_wrong_is_told_with_line_and_column),
    WORLD_TEST(a_name_needs_its_consent_and_a_speaker_a_place),
    WORLD_TEST(an_erased_name_leaves_every_statement_and_does_not_come_back),
    WORLD_TEST(an_erased_name_leaves_the_desk_where_it_is_stated_again),
    WORLD_TEST(an_erased_text_is_blank_and_its_task_stays),
};

int main(int count unused, char **words)
{
    return world_run(&meeting_world, tests, COUNT_OF(tests), words[0]);
}
