/* Papers of a conference: minutes, attendance list, invitation (Nghị định 30/2020, annex III, forms
 * 1.9 and 1.10). What the book does not know (the clock's hours, who wrote the minutes) is left as
 * dots for the pen. */
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "feature/paper/paper_parts.h"

#define DOTS  "……………………"
#define HOURS "…… giờ …… phút"
#define GONE  "Nội dung đã được xóa theo yêu cầu"

static struct str counts(struct arena *mem, int64_t present, int64_t invited)
{
    return str_format(mem, "%.*s/%.*s", STR_ARG(vi_count(mem, present)),
                      STR_ARG(vi_count(mem, invited)));
}

static bool is_absent(const struct attendee *attendee)
{
    return !attendee->is_group && attendee->present == 0;
}

/* "chiều ngày 20 tháng 7 năm 2022". */
static struct str when_of(struct arena *mem, const struct meeting *meeting)
{
    struct str when = meeting_when(mem, meeting), day = vi_day_long(mem, meeting->day);
    struct str part = unicode_lower(mem, str_part(when, 0, str_find(when, S(" "))));
    if (str_starts(day, part)) /* it took the whole day */
        return day;
    return str_format(mem, "%.*s %.*s", STR_ARG(part), STR_ARG(day));
}

static void put_presence(struct making *making)
{
    struct arena *mem = making->mem;
    const struct meeting *meeting = &making->subject->meeting;
    put_fact(making, S("Có mặt"),
             str_format(mem, "%.*s đại biểu được mời",
                        STR_ARG(counts(mem, meeting->present, meeting->invited))));
}

/* ---- minutes ---- */

static void put_lines(struct making *making, const char *title, const struct meeting_lines *lines)
{
    if (lines->count == 0)
        return;
    put_heading(making, 2, str_of(title));
    for (size_t i = 0; i < lines->count; i++)
        put_item(making, -1, lines->at[i].len ? lines->at[i] : S(GONE));
}

static void put_people(struct making *making, const struct attendees *attendees)
{
    struct arena *mem = making->mem;
    put_heading(making, 2, S("Thành phần"));
    put_presence(making);
    for (size_t i = 0; i < attendees->count; i++) {
        const struct attendee *attendee = &attendees->at[i];
        bool is_new = i == 0 || !str_is(attendee->section, attendee[-1].section);
        struct str name = attendee_name(mem, attendee), line = attendee->label;
        if (is_new && attendee->section.len)
            put_heading(making, 3, attendee->section);
        if (attendee->is_group)
            line = str_format(mem, "%.*s: %.*s", STR_ARG(attendee->label),
                              STR_ARG(counts(mem, attendee->present, attendee->invited)));
        else if (name.len)
            line = str_format(mem, "%.*s, %.*s", STR_ARG(name), STR_ARG(attendee->label));
        put_item(making, -1,
                 is_absent(attendee) ? str_format(mem, "%.*s (vắng)", STR_ARG(line)) : line);
    }
}

static void put_requests(struct making *making, const struct tasks *tasks)
{
    struct arena *mem = making->mem;
    if (tasks->count == 0)
        return;
    put_heading(making, 3, S("Đề nghị"));
    for (size_t i = 0; i < tasks->count; i++) {
        const struct task *task = &tasks->at[i];
        put_item(making, (int64_t)i + 1,
                 str_format(mem, "%.*s Chủ trì: %.*s; hạn: %.*s.", STR_ARG(task_text(task)),
                            STR_ARG(task->owner), STR_ARG(vi_day(mem, task->due))));
    }
}

static void put_speech(struct making *making, const struct attendees *attendees,
                       const struct meeting_lines *praise, const struct tasks *tasks)
{
    const struct meeting *meeting = &making->subject->meeting;
    if (meeting->speaker.len == 0 && praise->count == 0 && tasks->count == 0)
        return;
    put_heading(making, 2, S("Phát biểu chỉ đạo"));
    if (meeting->speaker.len)
        put_fact(making, S("Người phát biểu"),
                 attendee_holder(making->mem, attendees, meeting->speaker));
    for (size_t i = 0; i < praise->count; i++)
        put_paragraph(making, praise->at[i].len ? praise->at[i] : S(GONE));
    put_requests(making, tasks);
}

static void minutes_sign(struct making *making, const struct attendees *attendees)
{
    struct arena *mem = making->mem;
    const struct attendee *chair = attendee_of(mem, attendees, making->subject->meeting.chair);
    making->letter->signers.count = 0;
    *list_add(&making->letter->signers, mem) = (struct letter_signer){.function = S("THƯ KÝ")};
    *list_add(&making->letter->signers, mem) =
        (struct letter_signer){.function = S("CHỦ TỌA"), .name = chair ? chair->name : S("")};
}

static void put_opening(struct making *making, const struct attendees *attendees)
{
    struct arena *mem = making->mem;
    const struct meeting *meeting = &making->subject->meeting;
    put_fact(making, S("Thời gian bắt đầu"),
             str_format(mem, HOURS ", %.*s", STR_ARG(when_of(mem, meeting))));
    put_fact(making, S("Địa điểm"), meeting->place);
    put_fact(making, S("Chủ tọa"), attendee_holder(mem, attendees, meeting->chair));
    put_fact(making, S("Thư ký"), S(DOTS));
}

bool minutes_fill(struct making *making, struct error *err)
{
    struct arena *mem = making->mem;
    struct db *db = making->db;
    const struct meeting *meeting = &making->subject->meeting;
    struct attendees attendees;
    struct meeting_lines agenda, opinions, praise, resolutions;
    struct tasks tasks;
    if (!meeting_attendance(db, mem, meeting->id, &attendees, err) ||
        !meeting_agenda(db, mem, meeting->id, &agenda, err) ||
        !meeting_texts(db, mem, meeting->id, S("opinion"), &opinions, err) ||
        !meeting_texts(db, mem, meeting->id, S("praise"), &praise, err) ||
        !meeting_texts(db, mem, meeting->id, S("resolution"), &resolutions, err) ||
        !tasks_of_meeting(db, mem, meeting->id, &tasks, err))
        return false;
    put_opening(making, &attendees);
    put_people(making, &attendees);
    put_lines(making, "Chương trình hội nghị", &agenda);
    put_lines(making, "Ý kiến", &opinions);
    if (meeting->opinions)
        put_fact(making, S("Số ý kiến phát biểu"), vi_count_padded(mem, meeting->opinions));
    put_speech(making, &attendees, &praise, &tasks);
    put_lines(making, "Nghị quyết", &resolutions);
    put_paragraph(making, str_format(mem, "Hội nghị kết thúc vào " HOURS ", %.*s.",
                                     STR_ARG(vi_day_long(mem, meeting->day))));
    minutes_sign(making, &attendees);
    return true;
}

/* ---- attendance list ---- */

static void attendee_put(struct making *making, struct grid *grid, const struct attendee *attendee,
                         int64_t ordinal)
{
    struct arena *mem = making->mem;
    struct grid_row *row = grid_row(grid, mem);
    grid_text(row, mem, str_format(mem, "%lld", (long long)ordinal));
    grid_text(row, mem, attendee->is_group ? attendee->label : attendee_name(mem, attendee));
    grid_text(row, mem, attendee->is_group ? S("") : attendee->label);
    if (attendee->is_group)
        grid_text(row, mem, counts(mem, attendee->present, attendee->invited));
    else
        grid_text(row, mem, is_absent(attendee) ? S("vắng") : S("có"));
    grid_text(row, mem, S(""));
}

/* Who attends, and what is on the agenda: from the book, or from the desk while it is under way. */
static bool conference_read(struct making *making, struct attendees *attendees,
                            struct meeting_lines *agenda, struct error *err)
{
    const struct meeting_under_way *under_way = making->subject->under_way;
    int64_t id = making->subject->meeting.id;
    *attendees = (struct attendees){0};
    *agenda = (struct meeting_lines){0};
    if (!under_way)
        return meeting_attendance(making->db, making->mem, id, attendees, err) &&
               meeting_agenda(making->db, making->mem, id, agenda, err);
    *attendees = under_way->attendees;
    *agenda = under_way->agenda;
    return true;
}

bool attendance_fill(struct making *making, struct error *err)
{
    struct arena *mem = making->mem;
    const struct meeting *meeting = &making->subject->meeting;
    struct attendees attendees;
    struct meeting_lines agenda;
    if (!conference_read(making, &attendees, &agenda, err))
        return false;
    put_fact(making, S("Thời gian"), when_of(mem, meeting));
    put_fact(making, S("Địa điểm"), meeting->place);
    put_presence(making);
    struct grid *grid = document_grid(&making->letter->document, mem);
    grid_column(grid, mem, S("TT"), 6, false);
    grid_column(grid, mem, S("Họ và tên"), 34, false);
    grid_column(grid, mem, S("Chức danh, đơn vị"), 42, false);
    grid_column(grid, mem, S("Có mặt"), 13, false);
    grid_column(grid, mem, S("Ký tên"), 20, false);
    for (size_t i = 0; i < attendees.count; i++) {
        const struct attendee *attendee = &attendees.at[i];
        if (attendee->section.len && (i == 0 || !str_is(attendee->section, attendee[-1].section)))
            grid_heading(grid, mem, 1, attendee->section);
        attendee_put(making, grid, attendee, (int64_t)i + 1);
    }
    making->letter->signers.count = 0;
    *list_add(&making->letter->signers, mem) =
        (struct letter_signer){.function = S("NGƯỜI LẬP DANH SÁCH")};
    return true;
}

/* ---- invitation ---- */

bool invitation_fill(struct making *making, struct error *err)
{
    struct arena *mem = making->mem;
    const struct meeting *meeting = &making->subject->meeting;
    struct attendees attendees;
    struct meeting_lines agenda;
    if (!conference_read(making, &attendees, &agenda, err))
        return false;
    put_paragraph(making, str_format(mem, "%.*s trân trọng kính mời: " DOTS DOTS,
                                     STR_ARG(issuer_name(mem, making->subject->unit))));
    put_fact(making, S("Tới dự"), meeting_title(mem, meeting));
    put_fact(making, S("Chủ trì"), attendee_holder(mem, &attendees, meeting->chair));
    put_fact(making, S("Thời gian"),
             str_format(mem, HOURS ", %.*s", STR_ARG(when_of(mem, meeting))));
    put_fact(making, S("Địa điểm"), meeting->place);
    if (agenda.count)
        put_fact(making, S("Nội dung"), S(""));
    for (size_t i = 0; i < agenda.count; i++)
        put_item(making, (int64_t)i + 1, agenda.at[i]);
    return true;
}
