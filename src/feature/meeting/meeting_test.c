/* Conferences, their requests and programmes. */
#include "base/text.h"
#include "feature/finder.h"
#include "feature/meeting/meeting.h"
#include "feature/test_world.h"

static const char bodies_list[] =
    "code,kind,name,unit,from,to\n"
    "ub,committee,Ủy ban Mặt trận thị trấn,thi-tran,2019-01-01,\n"
    "btt,standing_board,Ban Thường trực thị trấn,thi-tran,2019-01-01,\n"
    "mt-kp1,front_work_team,Ban công tác Mặt trận khu phố 1,kp1,2019-01-01,\n"
    "mt-kp2,front_work_team,Ban công tác Mặt trận khu phố 2,kp2,2019-01-01,\n"
    "nd,political_social_org,Hội Nông dân thị trấn,thi-tran,2019-01-01,\n";

static void town_fill(struct world *world)
{
    list_good(world, "unit", town_list);
    list_good(world, "body", bodies_list);
}

/* ---- a conference ---- */

#define FRONT_ON(day)                                                                              \
    "---\nđơn vị: thi-tran\nngày: " day "\nbuổi: Chiều\nloại: sơ kết\nkỳ: 2022-H1\n"    \
    "programme: 2022-H2\nissuer: btt\nchủ trì: Chủ tịch\nplace: Hội trường\n"          \
    "consent: 20/7/2022\n---\n"
#define FRONT  FRONT_ON("20/7/2022")
#define AGENDA "## Chương trình\n- Báo cáo sơ kết\n- Thảo luận\n"
#define PEOPLE                                                                                                     \
    "## Thành phần\n### Đại biểu\n- đồng chí | Zinh Thị Mẫu | Phó Bí thư | có mặt\n"         \
    "- ông | An Văn Thử | Chủ tịch | có mặt\n- bà | Bùi Thị Ví Dụ | Trưởng khối | vắng\n" \
    "### Ủy ban\n- nhóm | Ủy viên Ủy ban | 38/45\n"
#define OPINIONS "## Ý kiến\nsố ý kiến: 4\n- Khu phố 1 góp ý\n  về rác thải.\n"
#define PRAISE                                                                                     \
    "## Phát biểu chỉ đạo\nspeaker: phó bí thư\n### Biểu dương\nLàm tốt\nviệc khó.\n\nCảm ơn.\n"
#define REQUESTS                                                                                   \
    "### Đề nghị\n1. Xây nhà.\n   owner: btt\n   partners: nd; front_work_team\n"           \
    "   due: 15/12/2022\n   indicator: wel.houses_new\n"                                           \
    "2. Giữ môi trường.\n   chủ trì: Hội Nông dân thị trấn\n   hạn: 30/11/2022\n"
#define RESOLUTION "## Nghị quyết\n- Thống nhất chương trình.\n"
#define WHOLE      FRONT AGENDA PEOPLE OPINIONS PRAISE REQUESTS RESOLUTION

static void conference_good(struct world *world)
{
    list_good(world, "conference", WHOLE);
}

static void conference_bad(struct world *world, struct str bytes, const char *part)
{
    if (list_take(world, "conference", bytes))
        fail_msg("taken: %s", part);
    if (str_find(world->report, str_of(part)) == world->report.len &&
        !strstr(world->err.text, part))
        fail_msg("wanted «%s», is\n%.*s%s", part, STR_ARG(world->report), world->err.text);
}

static struct meeting meeting_on(struct world *world, const char *text)
{
    struct meeting meeting;
    struct day day;
    bool is_found;
    const struct unit_tree *units = unit_tree_of(&world->book, world->book.db, &world->err);
    assert_non_null(units);
    assert_true(day_read(str_of(text), &day));
    assert_well(meeting_find(world->book.db, &world->mem, unit_find(units, S("thi-tran"))->id, day,
                             1, &meeting, &is_found, &world->err));
    assert_true(is_found);
    return meeting;
}

static struct attendees attendance_of(struct world *world)
{
    struct attendees attendees;
    struct meeting meeting = meeting_on(world, "2022-07-20");
    assert_well(
        meeting_attendance(world->book.db, &world->mem, meeting.id, &attendees, &world->err));
    return attendees;
}

static struct tasks tasks_now(struct world *world)
{
    struct tasks tasks;
    struct meeting meeting = meeting_on(world, "2022-07-20");
    assert_well(tasks_of_meeting(world->book.db, &world->mem, meeting.id, &tasks, &world->err));
    return tasks;
}

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

/* ---- tasks ---- */

static bool close_task(struct world *world, const char *no)
{
    world->err = (struct error){0};
    assert_well(book_begin(&world->book, &world->err));
    bool is_well = task_close(&world->book, &world->mem, str_of(no), DAY_NONE, &world->err);
    if (!is_well)
        book_rollback(&world->book);
    else
        assert_well(book_commit(&world->book, NULL, &world->err));
    return is_well;
}

static bool add_result(struct world *world, const char *no, const char *day, const char *text,
                       int64_t done)
{
    struct task_result result = {.text = str_of(text), .has_done = done >= 0, .done = done};
    assert_true(day_read(str_of(day), &result.day));
    world->err = (struct error){0};
    assert_well(book_begin(&world->book, &world->err));
    bool is_well = task_result_add(&world->book, &world->mem, str_of(no), &result, &world->err);
    if (!is_well)
        book_rollback(&world->book);
    else
        assert_well(book_commit(&world->book, NULL, &world->err));
    return is_well;
}

static void a_request_is_closed_only_with_a_result(void **state)
{
    struct world *world = *state;
    conference_good(world);
    assert_false(close_task(world, "request/2022/0001"));
    assert_int_equal(world->err.kind, ERROR_CONFLICT);
    assert_true(add_result(world, "request/2022/0001", "2022-09-10", "Khởi công", 1));
    struct tasks tasks = tasks_now(world);
    struct str words = task_state_words(&world->mem, &tasks.at[0], DAY_NONE);
    assert_text(words, "Đang thực hiện, 1 kết quả");
    words = task_state_words(&world->mem, &tasks.at[1], (struct day){20000});
    assert_text(words, "Chưa có kết quả, quá hạn");
    assert_true(close_task(world, "request/2022/0001"));
    tasks = tasks_now(world);
    words = task_state_words(&world->mem, &tasks.at[0], DAY_NONE);
    assert_text(words, "Đã xong ngày 10/9/2022");
    assert_text(tasks.at[0].partners, "Hội Nông dân thị trấn; các Ban công tác Mặt trận");
    assert_int_equal(tasks.at[0].results.at[0].done, 1);
    assert_false(close_task(world, "request/2022/0001"));
    assert_false(add_result(world, "request/2022/0001", "2022-10-10", "Thêm", -1));
    assert_int_equal(world->err.kind, ERROR_CONFLICT);
}

static void a_wrong_result_is_refused(void **state)
{
    struct world *world = *state;
    conference_good(world);
    assert_false(add_result(world, "request/2022/0009", "2022-09-10", "Gì đó", -1));
    assert_int_equal(world->err.kind, ERROR_MISSING);
    assert_false(add_result(world, "request/2022/0001", "2022-07-19", "Sớm quá", -1));
    assert_false(add_result(world, "request/2022/0001", "2022-09-10", "", -1));
    assert_false(add_result(world, "request/2022/0002", "2022-09-10", "Có số", 3));
    assert_int_equal(world->err.kind, ERROR_INVALID);
}

static void the_next_review_finds_what_was_asked(void **state)
{
    struct world *world = *state;
    struct meeting meeting = {0};
    struct tasks tasks;
    bool is_found;
    struct period first = {PERIOD_HALF, 2022, 1}, second = {PERIOD_HALF, 2022, 2};
    conference_good(world);
    int64_t unit = meeting_on(world, "2022-07-20").unit;
    assert_well(tasks_asked_before(world->book.db, &world->mem, unit, period_first(second),
                                   &meeting, &tasks, &is_found, &world->err));
    assert_true(is_found);
    assert_int_equal(tasks.count, 2);
    assert_text(tasks.at[0].text, "Xây nhà.");
    assert_well(tasks_asked_before(world->book.db, &world->mem, unit, period_first(first), &meeting,
                                   &tasks, &is_found, &world->err));
    assert_false(is_found);
    assert_well(tasks_asked_before(world->book.db, &world->mem, unit, DAY_NONE, &meeting, &tasks,
                                   &is_found, &world->err));
    assert_true(is_found);
}

/* ---- voiding ---- */

static bool erase_name(struct world *world, const char *name)
{
    world->err = (struct error){0};
    assert_well(book_begin(&world->book, &world->err));
    bool is_well = meeting_erase_name(&world->book, &world->mem, S("conference/2022/0001"),
                                      str_of(name), &world->err);
    if (!is_well)
        book_rollback(&world->book);
    else
        assert_well(book_commit(&world->book, NULL, &world->err));
    return is_well;
}

static struct programme programme_of(struct world *world, const char *unit, const char *code)
{
    struct programme programme;
    struct period period;
    const struct unit_tree *units = unit_tree_of(&world->book, world->book.db, &world->err);
    assert_non_null(units);
    assert_well(period_read(str_of(code), &period, &world->err));
    assert_well(programme_compose(&world->book, world->book.db, &world->mem,
                                  unit_find(units, str_of(unit)), period, &programme, &world->err));
    return programme;
}

static const struct programme_line *line_of(const struct programme *programme, struct str start)
{
    for (size_t i = 0; i < programme->lines.count; i++)
        if (str_starts(programme->lines.at[i].text, start))
            return &programme->lines.at[i];
    return NULL;
}

static const struct programme_line *line_of_period(struct world *world, const char *code,
                                                   const char *start)
{
    struct programme programme = programme_of(world, "thi-tran", code);
    return line_of(&programme, str_of(start));
}

static bool void_meeting(struct world *world, const char *no, const char *reason,
                         struct tasks *kept)
{
    world->err = (struct error){0};
    assert_well(book_begin(&world->book, &world->err));
    bool is_well =
        meeting_void(&world->book, &world->mem, str_of(no), str_of(reason), kept, &world->err);
    if (!is_well)
        book_rollback(&world->book);
    else
        assert_well(book_commit(&world->book, NULL, &world->err));
    return is_well;
}

static void a_voided_conference_leaves_lists_and_takes_its_requests_along(void **state)
{
    struct world *world = *state;
    struct meetings all;
    struct tasks kept;
    conference_good(world);
    assert_true(add_result(world, "request/2022/0001", "2022-09-10", "Khởi công", 1));
    assert_true(void_meeting(world, "conference/2022/0001", "Ghi nhầm ngày", &kept));
    assert_int_equal(kept.count, 1);
    assert_text(kept.at[0].no, "request/2022/0001");
    struct meeting meeting = meeting_on(world, "2022-07-20");
    assert_true(meeting.is_voided);
    assert_text(meeting.void_reason, "Ghi nhầm ngày");
    assert_well(meetings_of(world->book.db, &world->mem, meeting.unit, &all, &world->err));
    assert_int_equal(all.count, 0);
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM search_doc WHERE address LIKE "
                                      "'/hoi-nghi/%'"),
                     0);
    assert_false(add_result(world, "request/2022/0002", "2022-09-10", "Trồng cây", -1));
    assert_int_equal(world->err.kind, ERROR_CONFLICT);
    assert_true(close_task(world, "request/2022/0001"));
    /* Whoever must erase what stood in it still can. */
    assert_true(erase_name(world, "Zinh Thị Mẫu"));
}

static void what_was_asked_in_a_voided_conference_is_asked_no_more(void **state)
{
    struct world *world = *state;
    struct meeting meeting = {0};
    struct tasks tasks, kept;
    bool is_found;
    conference_good(world);
    int64_t unit = meeting_on(world, "2022-07-20").unit;
    assert_true(void_meeting(world, "conference/2022/0001", "Ghi nhầm ngày", &kept));
    assert_int_equal(kept.count, 0);
    assert_well(tasks_asked_before(world->book.db, &world->mem, unit, DAY_NONE, &meeting, &tasks,
                                   &is_found, &world->err));
    assert_false(is_found);
    assert_null(line_of_period(world, "2022-H2", "Xây nhà."));
    list_good(world, "conference", FRONT_ON("21/7/2022") PEOPLE PRAISE REQUESTS);
    assert_text(meeting_on(world, "2022-07-21").no, "conference/2022/0002");
    assert_text(line_of_period(world, "2022-H2", "Xây nhà.")->address,
                "/hoi-nghi/2022-07-21#de-nghi-1");
}

static void a_conference_is_voided_once_and_with_a_reason(void **state)
{
    struct world *world = *state;
    struct tasks kept;
    conference_good(world);
    assert_false(void_meeting(world, "conference/2022/0009", "x", &kept));
    assert_int_equal(world->err.kind, ERROR_MISSING);
    assert_false(void_meeting(world, "conference/2022/0001", "", &kept));
    assert_int_equal(world->err.kind, ERROR_INVALID);
    assert_false(void_meeting(world, "conference/2022/0001", "a\nb", &kept));
    assert_int_equal(world->err.kind, ERROR_INVALID);
    assert_true(void_meeting(world, "conference/2022/0001", "Ghi nhầm ngày", &kept));
    assert_false(void_meeting(world, "conference/2022/0001", "Lần nữa", &kept));
    assert_int_equal(world->err.kind, ERROR_CONFLICT);
    conference_bad(world, S(WHOLE), "«lần trong ngày: 2»");
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

/* ---- programmes ---- */

static void a_programme_gathers_requests_targets_calendar_and_own_lines(void **state)
{
    struct world *world = *state;
    conference_good(world);
    list_good(world, "target",
              "unit,period,indicator,target,population,giver,note\n"
              "thi-tran,2022-H1,wel.gifts_count,1000,,Cấp trên,\n"
              "thi-tran,2022-H1,wel.houses_new,0,,Cấp trên,\n");
    list_good(world, "programme",
              "---\nunit: thi-tran\nperiod: 2022-H2\n---\n- Việc riêng\n  owner: Ban X\n"
              "  time: tháng 8\n  indicator: wel.houses_new\n");
    struct programme programme = programme_of(world, "thi-tran", "2022-H2");
    const struct programme_line *line = &programme.lines.at[0];
    assert_int_equal(line->source, PROGRAMME_REQUEST);
    assert_text(line->text, "Xây nhà.");
    assert_text(line->time, "đến ngày 15/12/2022");
    assert_text(line->address, "/hoi-nghi/2022-07-20#de-nghi-1");
    line = line_of(&programme, S("Suất quà"));
    assert_non_null(line);
    assert_int_equal(line->source, PROGRAMME_TARGET);
    assert_text(line->measure, "đạt 0 trên chỉ tiêu 1.000 suất");
    assert_null(line_of(&programme, S("Nhà Đại đoàn kết xây mới:")));
    line = line_of(&programme, S("Ngày hội Đại đoàn kết"));
    assert_non_null(line);
    assert_text(line->owner, "các Ban công tác Mặt trận");
    assert_text(line->time, "từ 1/11 đến 18/11/2022");
    line = &programme.lines.at[programme.lines.count - 1];
    assert_int_equal(line->source, PROGRAMME_OWN);
    assert_text(line->owner, "Ban X");
}

static void work_falls_into_the_periods_that_hold_enough_of_it(void **state)
{
    struct world *world = *state;
    struct str review = S("Hội nghị sơ kết 6 tháng"), year = S("Hội nghị tổng kết năm");
    struct programme first = programme_of(world, "thi-tran", "2023-H1");
    struct programme second = programme_of(world, "thi-tran", "2022-H2");
    struct programme month = programme_of(world, "thi-tran", "2022-10");
    assert_null(line_of(&first, review));
    assert_non_null(line_of(&second, review));
    assert_text(line_of(&first, year)->time, "từ 15/11/2022 đến 30/1/2023");
    assert_non_null(line_of(&second, year));
    assert_non_null(line_of(&month, S("Tháng cao điểm")));
    assert_null(line_of(&month, S("Giao ban quý")));
    assert_null(line_of(&second, S("Gửi số liệu tuần")));
    struct programme later = programme_of(world, "thi-tran", "2026-H1");
    assert_non_null(line_of(&later, S("Gửi số liệu tuần")));
}

static void a_closed_request_leaves_later_programmes_only(void **state)
{
    struct world *world = *state;
    conference_good(world);
    assert_true(add_result(world, "request/2022/0001", "2022-09-10", "Khởi công", 1));
    assert_true(close_task(world, "request/2022/0001"));
    struct programme running = programme_of(world, "thi-tran", "2022-H2");
    struct programme after = programme_of(world, "thi-tran", "2023-H1");
    assert_text(line_of(&running, S("Xây nhà."))->note, "Đã xong ngày 10/9/2022");
    assert_null(line_of(&after, S("Xây nhà.")));
    assert_non_null(line_of(&after, S("Giữ môi trường.")));
}

static void a_wrong_programme_file_is_refused_whole(void **state)
{
    struct world *world = *state;
    assert_false(list_take(world, "programme",
                           S("---\nunit: thi-tran\nperiod: 2022-H9\n---\nowner: X\n- Việc\n"
                             "  indicator: khong.co\n")));
    assert_true(str_find(world->report, S("dòng 7, cột 14: không có chỉ tiêu")) <
                world->report.len);
    assert_true(str_find(world->report, S("dòng 3, cột 9")) < world->report.len);
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM programme_line"), 0);
}

static const struct world_test world_tests[] = {
    WORLD_TEST(a_conference_is_read_whole),
    WORLD_TEST(the_attendance_keeps_the_protocol_order),
    WORLD_TEST(a_long_attendance_goes_over_several_entries_in_order),
    WORLD_TEST(names_and_prose_never_stand_in_an_entry),
    WORLD_TEST(the_same_file_again_adds_nothing),
    WORLD_TEST(a_changed_file_states_the_conference_again),
    WORLD_TEST(conferences_and_requests_are_numbered_without_gaps),
    WORLD_TEST(what_is_wrong_is_told_with_line_and_column),
    WORLD_TEST(a_name_needs_its_consent_and_a_speaker_a_place),
    WORLD_TEST(a_request_is_closed_only_with_a_result),
    WORLD_TEST(a_wrong_result_is_refused),
    WORLD_TEST(the_next_review_finds_what_was_asked),
    WORLD_TEST(a_voided_conference_leaves_lists_and_takes_its_requests_along),
    WORLD_TEST(what_was_asked_in_a_voided_conference_is_asked_no_more),
    WORLD_TEST(a_conference_is_voided_once_and_with_a_reason),
    WORLD_TEST(an_erased_name_leaves_every_statement_and_does_not_come_back),
    WORLD_TEST(an_erased_text_is_blank_and_its_task_stays),
    WORLD_TEST(a_programme_gathers_requests_targets_calendar_and_own_lines),
    WORLD_TEST(work_falls_into_the_periods_that_hold_enough_of_it),
    WORLD_TEST(a_closed_request_leaves_later_programmes_only),
    WORLD_TEST(a_wrong_programme_file_is_refused_whole),
};

int main(int count unused, char **words)
{
    static const struct feature *const features[] = {
        &finder_feature, &unit_feature, &record_feature, &indicator_feature, &meeting_feature,
    };
    static const struct world_kind kind = {"meeting", features, COUNT_OF(features), town_fill};
    return world_run(&kind, world_tests, COUNT_OF(world_tests), words[0]);
}
