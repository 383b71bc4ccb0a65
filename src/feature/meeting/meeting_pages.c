#include "feature/meeting/desk_pages.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "feature/meeting/meeting_words.h"

#define MEETINGS_ADDRESS   "/hoi-nghi"
#define PROGRAMMES_ADDRESS "/chuong-trinh"

/* What an address names: the book's own unit, or the one of "don-vi". */
struct asked {
    struct request *req;
    const struct unit_tree *units;
    const struct unit *unit, *home;
};

static bool asked_read(struct request *req, struct asked *asked, struct error *err)
{
    struct str code = request_text(req, "don-vi");
    *asked = (struct asked){.req = req};
    asked->units = unit_tree_of(req->book, req->db, err);
    if (!asked->units)
        return false;
    asked->home = unit_home(asked->units);
    asked->unit = code.len ? unit_find(asked->units, code) : asked->home;
    if (code.len && !asked->unit)
        return fail(err, ERROR_MISSING, "don-vi", "sổ không có đơn vị «%.*s»", STR_ARG(code));
    return true;
}

static struct shown_link meeting_link(const struct asked *asked, const struct meeting *meeting)
{
    struct arena *mem = asked->req->mem;
    return (struct shown_link){
        .address = meeting_address(mem, meeting, asked->unit, asked->home),
        .label = meeting_title(mem, meeting),
        .meta = str_format(mem, "%.*s, có mặt %lld/%lld", STR_ARG(meeting_when(mem, meeting)),
                           (long long)meeting->present, (long long)meeting->invited)};
}

static struct shown_link programme_link(const struct asked *asked, struct period period)
{
    struct arena *mem = asked->req->mem;
    return (struct shown_link){.address = programme_address(mem, period, asked->unit, asked->home),
                               .label = programme_title(mem, period)};
}

/* ---- /hoi-nghi/{ngay} ---- */

bool meeting_part_read(struct str part, struct day *day, int64_t *number)
{
    *number = 1;
    if (!day_read(str_part(part, 0, 10), day))
        return false;
    return part.len == 10 || (part.len == 12 && part.at[10] == '-' &&
                              str_to_int(str_part(part, 11, 1), number) && *number > 1);
}

static void people_fill(struct arena *mem, const struct attendees *attendees,
                        struct meeting_content *page)
{
    page->people = arena_many(mem, struct shown_attendee, attendees->count);
    page->people_count = attendees->count;
    for (size_t i = 0; i < attendees->count; i++) {
        const struct attendee *attendee = &attendees->at[i];
        struct shown_attendee *shown = &page->people[i];
        bool is_new = i == 0 || !str_is(attendee->section, attendee[-1].section);
        *shown = (struct shown_attendee){
            .section = is_new ? attendee->section : S(""),
            .name = attendee->is_group ? S("") : attendee_name(mem, attendee),
            .label = attendee->label,
            .is_absent = !attendee->is_group && attendee->present == 0};
        if (attendee->is_group)
            shown->count = str_format(mem, "%.*s/%.*s", STR_ARG(vi_count(mem, attendee->present)),
                                      STR_ARG(vi_count(mem, attendee->invited)));
    }
}

static void request_fill(const struct asked *asked, const struct indicators *indicators,
                         const struct meeting *meeting, struct day known, const struct task *task,
                         struct shown_request *shown)
{
    struct arena *mem = asked->req->mem;
    const struct indicator *indicator = indicator_find(indicators, task->indicator);
    *shown = (struct shown_request){
        .task = task,
        .anchor = str_format(mem, "de-nghi-%lld", (long long)task->ordinal + 1),
        .text =
            str_format(mem, "%lld. %.*s", (long long)task->ordinal + 1, STR_ARG(task_text(task))),
        .due = vi_day(mem, task->due),
        .state = task_state_words(mem, task, known),
        .results = arena_many(mem, struct str, task->results.count),
        .results_count = task->results.count,
    };
    if (indicator)
        shown->indicator = (struct shown_link){
            .label = indicator->label,
            .address = figure_address(mem, indicator, period_next(meeting->period), asked->unit,
                                      asked->home)};
    for (size_t i = 0; i < task->results.count; i++)
        shown->results[i] = task_result_words(mem, indicator, &task->results.at[i]);
}

static bool requests_fill(const struct asked *asked, const struct meeting *meeting,
                          struct meeting_content *page, struct error *err)
{
    struct request *req = asked->req;
    struct tasks *tasks = arena_one(req->mem, struct tasks);
    struct day known;
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    if (!indicators || !unit_day_known(req->db, &known, err) ||
        !tasks_of_meeting(req->db, req->mem, meeting->id, tasks, err))
        return false;
    page->requests = arena_many(req->mem, struct shown_request, tasks->count);
    page->requests_count = tasks->count;
    for (size_t i = 0; i < tasks->count; i++)
        request_fill(asked, indicators, meeting, known, &tasks->at[i], &page->requests[i]);
    return true;
}

static void papers_fill(const struct asked *asked, struct str address, struct meeting_content *page)
{
    static const struct {
        const char *label, *word, *pdf;
    } papers[MEETING_PAPERS] = {
        {MESSAGE("Biên bản"), "bien-ban.docx", "bien-ban.pdf"},
        {MESSAGE("Danh sách đại biểu"), "thanh-phan.docx", "thanh-phan.pdf"},
        {MESSAGE("Giấy mời"), "giay-moi.docx", "giay-moi.pdf"},
    };
    struct arena *mem = asked->req->mem;
    for (size_t i = 0; i < MEETING_PAPERS; i++) {
        struct str label = html_translate(asked->req->messages, str_of(papers[i].label));
        page->papers[i] =
            (struct shown_paper){.label = label,
                                 .word = frame_file_address(mem, address, papers[i].word),
                                 .pdf = frame_file_address(mem, address, papers[i].pdf),
                                 .word_label = str_format(mem, "%.*s, Word", STR_ARG(label)),
                                 .pdf_label = str_format(mem, "%.*s, PDF", STR_ARG(label))};
    }
}

static void head_fill(const struct asked *asked, const struct meeting *meeting,
                      const struct attendees *attendees, struct str issuer,
                      struct meeting_content *page)
{
    struct arena *mem = asked->req->mem;
    struct str when = meeting_when(mem, meeting);
    page->title = meeting_title(mem, meeting);
    page->eyebrow = str_format(mem, "%.*s, %.*s", STR_ARG(unit_title(mem, asked->unit)),
                               STR_ARG(vi_day(mem, meeting->day)));
    struct str programme = S("");
    if (meeting->has_programme) {
        programme = str_format(mem, " và đề ra chương trình phối hợp và thống nhất hành động %.*s",
                               STR_ARG(vi_period(mem, meeting->programme)));
        page->programme = programme_link(asked, meeting->programme);
    }
    page->lead = str_format(mem, "%.*s, %.*s tổ chức %.*s%.*s.", STR_ARG(when), STR_ARG(issuer),
                            STR_ARG(page->title), STR_ARG(programme));
    page->void_day = vi_day(mem, vi_moment_day(meeting->void_at));
    page->void_reason = meeting->void_reason;
    page->place = meeting->place;
    page->chair = attendee_holder(mem, attendees, meeting->chair);
    page->speaker = attendee_holder(mem, attendees, meeting->speaker);
    page->attended = str_format(mem, "%.*s/%.*s, cộng các dòng thành phần",
                                STR_ARG(vi_count(mem, meeting->present)),
                                STR_ARG(vi_count(mem, meeting->invited)));
    if (meeting->opinions)
        page->opinions = vi_count(mem, meeting->opinions);
    page->frame = (struct page_frame){
        .title = page->title,
        .description = page->lead,
        .address = meeting_address(mem, meeting, asked->unit, asked->home),
        .menu = S(PROGRAMMES_ADDRESS),
        .is_story = true,
    };
    papers_fill(asked, page->frame.address, page);
}

static bool content_fill(const struct asked *asked, const struct meeting *meeting,
                         struct meeting_content *page, struct error *err)
{
    struct request *req = asked->req;
    struct attendees attendees;
    struct meetings all;
    struct str issuer;
    if (!meeting_attendance(req->db, req->mem, meeting->id, &attendees, err) ||
        !meeting_agenda(req->db, req->mem, meeting->id, &page->agenda, err) ||
        !meeting_texts(req->db, req->mem, meeting->id, S("opinion"), &page->opinion_texts, err) ||
        !meeting_texts(req->db, req->mem, meeting->id, S("praise"), &page->praise, err) ||
        !meeting_texts(req->db, req->mem, meeting->id, S("resolution"), &page->resolutions, err) ||
        !meetings_of(req->db, req->mem, asked->unit->id, &all, err) ||
        !meeting_issuer(req->db, req->mem, meeting, &issuer, err) ||
        !requests_fill(asked, meeting, page, err))
        return false;
    head_fill(asked, meeting, &attendees, issuer, page);
    people_fill(req->mem, &attendees, page);
    for (size_t i = 0; i < all.count; i++)
        if (all.at[i].id != meeting->id)
            *list_add(&page->others, req->mem) = meeting_link(asked, &all.at[i]);
    frame_fill(req, &page->frame);
    return true;
}

static bool meeting_get(struct request *req, struct response *response, struct error *err)
{
    struct asked asked;
    struct meeting meeting;
    struct meeting_content page = {0};
    struct day day;
    int64_t number;
    bool is_found = false;
    if (!asked_read(req, &asked, err))
        return false;
    if (!meeting_part_read(req->part[0], &day, &number))
        return fail(err, ERROR_MISSING, "ngay",
                    "không có hội nghị nào ở địa chỉ này; ngày viết như 2022-07-20");
    if (asked.unit &&
        !meeting_find(req->db, req->mem, asked.unit->id, day, number, &meeting, &is_found, err))
        return false;
    if (!is_found)
        return fail(err, ERROR_MISSING, "ngay", "sổ không ghi hội nghị nào ngày %.*s",
                    STR_ARG(vi_day(req->mem, day)));
    if (!content_fill(&asked, &meeting, &page, err))
        return false;
    struct html out = page_html(req);
    meeting_html(&out, &page);
    return page_respond(response, &out, err);
}

/* ---- /hoi-nghi ---- */

static bool links_fill(const struct asked *asked, struct shown_links *meetings,
                       struct meetings *all, struct error *err)
{
    struct request *req = asked->req;
    *all = (struct meetings){0};
    if (asked->unit && !meetings_of(req->db, req->mem, asked->unit->id, all, err))
        return false;
    for (size_t i = 0; i < all->count; i++)
        *list_add(meetings, req->mem) = meeting_link(asked, &all->at[i]);
    return true;
}

static bool meetings_get(struct request *req, struct response *response, struct error *err)
{
    struct asked asked;
    struct meetings all;
    struct meetings_content page = {.title = S("Hội nghị")};
    if (!asked_read(req, &asked, err) || !links_fill(&asked, &page.meetings, &all, err))
        return false;
    page.frame = (struct page_frame){
        .title = page.title,
        .description = S("Các hội nghị của Mặt trận: thành phần, đề nghị và tình hình thực hiện"),
        .address = S(MEETINGS_ADDRESS),
        .menu = S(PROGRAMMES_ADDRESS)};
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    meetings_html(&out, &page);
    return page_respond(response, &out, err);
}

/* ---- /chuong-trinh/{nam}/{ky} ---- */

bool programme_is_near(struct period period, struct day known)
{
    int32_t year, month, day;
    if (!day_is_known(known))
        return false;
    day_parts(known, &year, &month, &day);
    return period.year >= year - 1 && period.year <= year + 1;
}

bool programme_is_told(const struct programme *programme, struct day known)
{
    for (size_t i = 0; i < programme->lines.count; i++)
        if (programme->lines.at[i].source != PROGRAMME_CALENDAR)
            return true;
    return programme_is_near(programme->period, known);
}

/* The newest conference that set this programme out. */
static bool before_fill(const struct asked *asked, struct programme_content *page,
                        struct error *err)
{
    struct meetings all;
    struct request *req = asked->req;
    if (!meetings_of(req->db, req->mem, asked->unit->id, &all, err))
        return false;
    for (size_t i = 0; i < all.count && page->before.address.len == 0; i++)
        if (all.at[i].has_programme && period_is(all.at[i].programme, page->programme->period)) {
            page->before = meeting_link(asked, &all.at[i]);
            page->before.label = str_format(req->mem, "%.*s ngày %.*s", STR_ARG(page->before.label),
                                            STR_ARG(vi_day(req->mem, all.at[i].day)));
        }
    return true;
}

static bool programme_fill(const struct asked *asked, struct programme *programme,
                           struct programme_content *page, struct error *err)
{
    struct arena *mem = asked->req->mem;
    page->programme = programme;
    page->title = programme_title(mem, programme->period);
    page->eyebrow = unit_title(mem, programme->unit);
    struct str address = programme_address(mem, programme->period, asked->unit, asked->home);
    page->files = (struct frame_files){.word = frame_file_address(mem, address, "tai-ve.docx"),
                                       .pdf = frame_file_address(mem, address, "tai-ve.pdf")};
    page->frame = (struct page_frame){
        .title = page->title,
        .description = str_format(mem, "%.*s, %.*s: %zu việc, người chủ trì, thời gian và chỉ tiêu",
                                  STR_ARG(page->title), STR_ARG(unit_phrase(mem, programme->unit)),
                                  programme->lines.count),
        .address = address,
        .menu = S(PROGRAMMES_ADDRESS),
        .is_story = true};
    frame_fill(asked->req, &page->frame);
    return before_fill(asked, page, err);
}

static bool programme_get(struct request *req, struct response *response, struct error *err)
{
    struct asked asked;
    struct programme programme;
    struct programme_content page = {0};
    struct period period;
    struct day known;
    int64_t year;
    if (!asked_read(req, &asked, err) || !unit_day_known(req->db, &known, err))
        return false;
    if (!str_to_int(req->part[0], &year) || year < 1901 || year > 2198 ||
        !vi_period_of_slug((int32_t)year, req->part[1], &period))
        return fail(err, ERROR_MISSING, "ky",
                    "không có kỳ nào ở địa chỉ này; kỳ viết như 6-thang-cuoi-nam, sau năm gồm bốn "
                    "chữ số");
    if (!asked.unit)
        return fail(err, ERROR_MISSING, "don-vi", "sổ này chưa có đơn vị nên chưa có chương trình");
    if (!programme_compose(req->book, req->db, req->mem, asked.unit, period, &programme, err))
        return false;
    if (!programme_is_told(&programme, known))
        return fail(err, ERROR_MISSING, "ky", "sổ chưa có chương trình cho %.*s",
                    STR_ARG(vi_period(req->mem, period)));
    if (!programme_fill(&asked, &programme, &page, err))
        return false;
    struct html out = page_html(req);
    programme_html(&out, &page);
    return page_respond(response, &out, err);
}

bool programme_print_html(struct book *book, struct arena *mem, const struct unit *unit,
                          struct period period, struct text *out, struct error *err)
{
    struct request req = {
        .mem = mem, .db = book->db, .book = book, .path = S("/"), .language = S("vi")};
    struct asked asked = {.req = &req, .unit = unit};
    struct programme programme;
    struct programme_content page = {0};
    asked.units = unit_tree_of(book, book->db, err);
    if (!asked.units)
        return false;
    asked.home = unit_home(asked.units);
    if (!programme_compose(book, book->db, mem, unit, period, &programme, err) ||
        !programme_fill(&asked, &programme, &page, err))
        return false;
    struct html html = page_html(&req);
    programme_html(&html, &page);
    struct html_piece piece = html_end(&html);
    if (!piece.bytes.at)
        return fail(err, ERROR_BROKEN, "html", "trang lớn quá mức cho phép");
    text_add(out, piece.bytes);
    return true;
}

/* ---- /chuong-trinh ---- */

static bool is_listed(const struct shown_links *links, struct str address)
{
    for (size_t i = 0; i < links->count; i++)
        if (str_is(links->at[i].address, address))
            return true;
    return false;
}

/* The programmes that conferences set out, newest first, and that of the half-year behind what the
 * book tells of. */
static bool programmes_fill(const struct asked *asked, const struct meetings *all,
                            struct programmes_content *page, struct error *err)
{
    struct day known;
    int32_t year, month, day;
    for (size_t i = 0; i < all->count; i++) {
        struct shown_link link = programme_link(asked, all->at[i].programme);
        if (all->at[i].has_programme && !is_listed(&page->programmes, link.address))
            *list_add(&page->programmes, asked->req->mem) = link;
    }
    if (!unit_day_known(asked->req->db, &known, err))
        return false;
    if (!day_is_known(known) || !asked->unit)
        return true;
    day_parts(known, &year, &month, &day);
    struct period next = period_next((struct period){PERIOD_HALF, year, month <= 6 ? 1 : 2});
    struct shown_link link = programme_link(asked, next);
    if (!is_listed(&page->programmes, link.address))
        *list_add(&page->programmes, asked->req->mem) = link;
    return true;
}

static bool programmes_get(struct request *req, struct response *response, struct error *err)
{
    struct asked asked;
    struct meetings all;
    struct programmes_content page = {.title = S("Chương trình công tác Mặt trận")};
    if (!asked_read(req, &asked, err) || !links_fill(&asked, &page.meetings, &all, err) ||
        !programmes_fill(&asked, &all, &page, err))
        return false;
    page.frame = (struct page_frame){
        .title = page.title,
        .description = S("Việc sẽ làm của từng kỳ: ai chủ trì, ai phối hợp, khi nào xong"),
        .address = S(PROGRAMMES_ADDRESS),
        .menu = S(PROGRAMMES_ADDRESS)};
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    programmes_html(&out, &page);
    return page_respond(response, &out, err);
}

static const struct field unit_fields[] = {
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Đơn vị")},
    {0},
};

static const struct field desk_get_fields[] = {
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Đơn vị")},
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = MESSAGE("Đã làm")},
    {0},
};

static const struct field new_fields[] = {
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Đơn vị tổ chức")},
    {.name = "ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Ngày họp")},
    {.name = "lan", .type = FIELD_TEXT, .cap_bytes = 24, .label = MESSAGE("Lần trong ngày")},
    {0},
};

static const struct field desk_fields[] = {
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Đơn vị")},
    {.name = "viec",
     .type = FIELD_TEXT,
     .cap_bytes = 16,
     .is_required = true,
     .label = MESSAGE("Việc")},
    {.name = "phien_ban", .type = FIELD_INT, .label = MESSAGE("Phiên bản")},
    {.name = "o-*",
     .type = FIELD_TEXT,
     .cap_bytes = (size_t)64 * 1024,
     .label = MESSAGE("Ô của hội nghị")},
    {0},
};

static const struct field result_fields[] = {
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Đơn vị")},
    {.name = "viec",
     .type = FIELD_TEXT,
     .cap_bytes = 16,
     .is_required = true,
     .label = MESSAGE("Việc")},
    {.name = "so",
     .type = FIELD_TEXT,
     .cap_bytes = 80,
     .is_required = true,
     .label = MESSAGE("Số đề nghị")},
    {.name = "ngay_ket_qua",
     .type = FIELD_TEXT,
     .cap_bytes = 64,
     .label = MESSAGE("Ngày có kết quả")},
    {.name = "noi_dung", .type = FIELD_TEXT, .cap_bytes = 9000, .label = MESSAGE("Kết quả")},
    {.name = "da_lam", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Đã làm được")},
    {0},
};

static const struct field void_fields[] = {
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Đơn vị")},
    {.name = "ly_do",
     .type = FIELD_TEXT,
     .cap_bytes = DESK_REASON_MAX_BYTES,
     .label = MESSAGE("Lý do hủy")},
    {0},
};

#define DESK CONFERENCE_DESK_ADDRESS

const struct route meeting_routes[12] = {
    {METHOD_GET, DESK, MAY_DRAFT, PACE_QUICK, conference_desks_page, desk_get_fields, false,
     MESSAGE("Bàn hội nghị: đang ghi, đã ghi")},
    {METHOD_GET, DESK "/moi", MAY_DRAFT, PACE_QUICK, conference_new_page, NULL, false,
     MESSAGE("Mở một hội nghị mới")},
    {METHOD_POST, DESK "/moi", MAY_DRAFT, PACE_WRITE, conference_new_post, new_fields, false,
     MESSAGE("Mở một hội nghị mới")},
    {METHOD_GET, DESK "/{ngay}", MAY_DRAFT, PACE_QUICK, conference_desk_page, desk_get_fields,
     false, MESSAGE("Ghi một hội nghị; sau đó kết quả các đề nghị")},
    {METHOD_POST, DESK "/{ngay}", MAY_DRAFT, PACE_WRITE, conference_desk_post, desk_fields, false,
     MESSAGE("Lưu hội nghị, ghi vào sổ")},
    {METHOD_POST, DESK "/{ngay}/ket-qua", MAY_DRAFT, PACE_WRITE, conference_result_post,
     result_fields, false, MESSAGE("Ghi kết quả, đóng một đề nghị")},
    {METHOD_POST, DESK "/{ngay}/ghi-lai", MAY_DRAFT, PACE_WRITE, conference_restate_post,
     unit_fields, false, MESSAGE("Sửa và ghi lại một hội nghị")},
    {METHOD_POST, DESK "/{ngay}/huy", MAY_DRAFT, PACE_WRITE, conference_void_post, void_fields,
     false, MESSAGE("Hủy một hội nghị ghi nhầm")},
    {METHOD_GET, MEETINGS_ADDRESS, "", PACE_QUICK, meetings_get, unit_fields, false,
     MESSAGE("Các hội nghị của Mặt trận")},
    {METHOD_GET, MEETINGS_ADDRESS "/{ngay}", "", PACE_QUICK, meeting_get, unit_fields, false,
     MESSAGE("Một hội nghị: thành phần, phát biểu, đề nghị và tình hình thực hiện")},
    {METHOD_GET, PROGRAMMES_ADDRESS, "", PACE_QUICK, programmes_get, unit_fields, false,
     MESSAGE("Chương trình công tác của các kỳ")},
    {METHOD_GET, PROGRAMMES_ADDRESS "/{nam}/{ky}", "", PACE_QUICK, programme_get, unit_fields,
     false, MESSAGE("Chương trình công tác của một kỳ")},
};
