#include "feature/meeting/meeting_fixture.h"

#include "feature/finder.h"

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

static const struct feature *const features[] = {
    &finder_feature, &unit_feature, &record_feature, &indicator_feature, &meeting_feature,
};

const struct world_kind meeting_world = {"meeting", features, COUNT_OF(features), town_fill};

void conference_good(struct world *world)
{
    list_good(world, "conference", WHOLE);
}

void conference_bad(struct world *world, struct str bytes, const char *part)
{
    if (list_take(world, "conference", bytes))
        fail_msg("taken: %s", part);
    if (str_find(world->report, str_of(part)) == world->report.len &&
        !strstr(world->err.text, part))
        fail_msg("wanted «%s», is\n%.*s%s", part, STR_ARG(world->report), world->err.text);
}

struct meeting meeting_on(struct world *world, const char *text)
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

struct attendees attendance_of(struct world *world)
{
    struct attendees attendees;
    struct meeting meeting = meeting_on(world, "2022-07-20");
    assert_well(
        meeting_attendance(world->book.db, &world->mem, meeting.id, &attendees, &world->err));
    return attendees;
}

struct tasks tasks_now(struct world *world)
{
    struct tasks tasks;
    struct meeting meeting = meeting_on(world, "2022-07-20");
    assert_well(tasks_of_meeting(world->book.db, &world->mem, meeting.id, &tasks, &world->err));
    return tasks;
}

bool close_task(struct world *world, const char *no)
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

bool add_result(struct world *world, const char *no, const char *day, const char *text,
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

bool erase_name(struct world *world, const char *name)
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

struct programme programme_of(struct world *world, const char *unit, const char *code)
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

const struct programme_line *line_of(const struct programme *programme, struct str start)
{
    for (size_t i = 0; i < programme->lines.count; i++)
        if (str_starts(programme->lines.at[i].text, start))
            return &programme->lines.at[i];
    return NULL;
}
