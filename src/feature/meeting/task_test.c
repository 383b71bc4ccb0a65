/* Requests: their results and end, reviews and programmes that tell them, voiding. */
#include "feature/meeting/meeting_fixture.h"

/* ---- tasks ---- */

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

static struct asked_tasks asked_in(struct world *world, const char *code, const char *last,
                                   int64_t size)
{
    struct asked_tasks asked;
    struct period period;
    int64_t unit = number_of(world, "SELECT id FROM unit WHERE code = 'thi-tran'");
    assert_well(period_read(str_of(code), &period, &world->err));
    assert_well(tasks_asked(world->book.db, &world->mem, unit, period, day_of(last), size, &asked,
                            &world->err));
    return asked;
}

static void a_review_opens_with_what_was_asked_before_its_period_ended(void **state)
{
    struct world *world = *state;
    conference_good(world); /* reviews 2022-H1 on 20/7/2022 */
    assert_int_equal(asked_in(world, "2022-H2", "2022-12-31", INT64_MAX).count, 2);
    assert_int_equal(asked_in(world, "2022-07", "2022-07-31", INT64_MAX).count, 2);
    assert_int_equal(asked_in(world, "2022-07", "2022-07-19", INT64_MAX).count, 0);
    assert_int_equal(asked_in(world, "2022", "2022-12-31", INT64_MAX).count, 2);
    assert_int_equal(asked_in(world, "2022-H1", "2022-06-30", INT64_MAX).count, 0);
    assert_int_equal(asked_in(world, "2022-Q2", "2022-06-30", INT64_MAX).count, 0);
    assert_true(add_result(world, "request/2022/0001", "2022-09-10", "Khởi công", 1));
    assert_true(close_task(world, "request/2022/0001"));
    struct asked_tasks asked = asked_in(world, "2022-H2", "2022-12-31", INT64_MAX);
    assert_int_equal(asked.count, 2);
    assert_int_equal(asked.at[0].task.state, TASK_CLOSED);
    assert_false(asked.at[0].is_changed);
    asked = asked_in(world, "2023-H1", "2023-06-30", INT64_MAX); /* closed before it began */
    assert_int_equal(asked.count, 1);
    assert_text(asked.at[0].task.no, "request/2022/0002");
    assert_text(asked.at[0].meeting.no, "conference/2022/0001");
}

static void a_request_stands_as_on_the_last_day_and_in_the_first_entries(void **state)
{
    struct world *world = *state;
    conference_good(world);
    int64_t before = entries(world);
    assert_true(add_result(world, "request/2022/0001", "2022-09-10", "Khởi công", 1));
    int64_t between = entries(world);
    assert_true(add_result(world, "request/2022/0001", "2023-01-05", "Bàn giao", 2));
    assert_true(close_task(world, "request/2022/0001"));
    struct asked_task one = asked_in(world, "2022-H2", "2022-12-31", INT64_MAX).at[0];
    assert_int_equal(one.task.state, TASK_OPEN);
    assert_int_equal(one.task.results.count, 1);
    assert_int_equal(one.now.results.count, 2);
    assert_true(one.is_changed);
    one = asked_in(world, "2022-H2", "2022-12-31", before).at[0];
    assert_int_equal(one.task.results.count, 0);
    assert_true(one.is_changed);
    one = asked_in(world, "2023-H1", "2023-06-30", between).at[0];
    assert_int_equal(one.task.state, TASK_OPEN);
    assert_int_equal(one.task.results.count, 1);
    one = asked_in(world, "2023-H1", "2023-06-30", INT64_MAX).at[0];
    assert_int_equal(one.task.state, TASK_CLOSED);
    assert_false(one.is_changed);
    /* What was not asked yet then is not told. */
    assert_int_equal(asked_in(world, "2022-H2", "2022-12-31", 1).count, 0);
}

/* ---- voiding ---- */

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

static void an_issued_review_keeps_what_was_voided_later(void **state)
{
    struct world *world = *state;
    struct tasks kept;
    conference_good(world);
    int64_t issued = entries(world);
    assert_true(void_meeting(world, "conference/2022/0001", "Ghi nhầm ngày", &kept));
    assert_int_equal(asked_in(world, "2022-H2", "2022-12-31", INT64_MAX).count, 0);
    struct asked_tasks asked = asked_in(world, "2022-H2", "2022-12-31", issued);
    assert_int_equal(asked.count, 2);
    assert_true(asked.at[0].is_gone);
    assert_true(asked.at[0].is_changed);
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

static const struct world_test tests[] = {
    WORLD_TEST(a_request_is_closed_only_with_a_result),
    WORLD_TEST(a_wrong_result_is_refused),
    WORLD_TEST(the_next_review_finds_what_was_asked),
    WORLD_TEST(a_review_opens_with_what_was_asked_before_its_period_ended),
    WORLD_TEST(a_request_stands_as_on_the_last_day_and_in_the_first_entries),
    WORLD_TEST(a_voided_conference_leaves_lists_and_takes_its_requests_along),
    WORLD_TEST(what_was_asked_in_a_voided_conference_is_asked_no_more),
    WORLD_TEST(an_issued_review_keeps_what_was_voided_later),
    WORLD_TEST(a_conference_is_voided_once_and_with_a_reason),
    WORLD_TEST(a_programme_gathers_requests_targets_calendar_and_own_lines),
    WORLD_TEST(work_falls_into_the_periods_that_hold_enough_of_it),
    WORLD_TEST(a_closed_request_leaves_later_programmes_only),
    WORLD_TEST(a_wrong_programme_file_is_refused_whole),
};

int main(int count unused, char **words)
{
    return world_run(&meeting_world, tests, COUNT_OF(tests), words[0]);
}
