/* From a checked conference, a result or an erasure to entries. Names and prose enter as
 * commitments only. */
#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_text.h"
#include "feature/meeting/desk_form.h"
#include "feature/meeting/meeting_store.h"
#include "feature/meeting/meeting_write.h"
#include "feature/stating.h"

/* Few enough that their functions and commitments stay under an entry's limit. */
enum { PEOPLE_PER_ENTRY = 60 };

/* ---- the conference ---- */

static void put_held_values(struct arena *mem, struct json_out *out,
                            const struct conference *conference)
{
    int64_t invited = 0, present = 0;
    for (size_t i = 0; i < conference->people.count; i++) {
        invited += conference->people.at[i].invited;
        present += conference->people.at[i].present;
    }
    json_open_object(out);
    json_key(out, S("agenda"));
    json_open_array(out);
    for (size_t i = 0; i < conference->agenda.count; i++)
        json_put_text(out, conference->agenda.at[i]);
    json_close_array(out);
    json_add_text(out, S("chair"), conference->chair);
    if (day_is_known(conference->consent))
        json_add_text(out, S("consent"), day_text(mem, conference->consent));
    json_add_text(out, S("day_part"), conference->day_part);
    json_add_int(out, S("invited"), invited);
    json_add_text(out, S("issuer"), conference->issuer);
    json_add_int(out, S("number"), conference->number);
    json_add_int(out, S("opinions"), conference->opinions_count);
    json_add_text(out, S("period"), period_code(mem, conference->period));
    json_add_text(out, S("place"), conference->place);
    json_add_int(out, S("present"), present);
    if (conference->has_programme)
        json_add_text(out, S("programme"), period_code(mem, conference->programme));
    if (conference->speaker.len)
        json_add_text(out, S("speaker"), conference->speaker);
    json_close_object(out);
}

static bool held_append(struct book *book, struct arena *mem, const struct conference *conference,
                        struct str no, struct error *err)
{
    struct stating stating = {.book = book, .mem = mem};
    struct json_out out = stating_open(&stating);
    json_add_text(&out, S("day"), day_text(mem, conference->day));
    json_add_text(&out, S("kind"), conference->kind);
    json_add_text(&out, S("no"), no);
    json_add_text(&out, S("type"), S("meeting.held"));
    json_add_text(&out, S("unit"), conference->unit->code);
    json_key(&out, S("values"));
    put_held_values(mem, &out, conference);
    return stating_close(&stating, &out, NULL, err);
}

static void put_person(struct json_out *out, const struct read_person *person)
{
    json_open_object(out);
    if (!person->is_group)
        json_add_text(out, S("function"), person->label);
    else
        json_add_text(out, S("group"), person->label);
    if (person->is_group)
        json_add_int(out, S("invited"), person->invited);
    json_add_int(out, S("present"), person->present);
    if (person->section.len)
        json_add_text(out, S("section"), person->section);
    json_close_object(out);
}

static bool attended_append(struct book *book, struct arena *mem,
                            const struct conference *conference, struct str no, size_t from,
                            struct error *err)
{
    struct stating stating = {.book = book, .mem = mem};
    struct json_out out = stating_open(&stating);
    size_t to = from + PEOPLE_PER_ENTRY;
    if (to > conference->people.count)
        to = conference->people.count;
    json_add_int(&out, S("first"), (int64_t)from);
    json_add_text(&out, S("of"), no);
    json_key(&out, S("people"));
    json_open_array(&out);
    for (size_t i = from; i < to; i++) {
        const struct read_person *person = &conference->people.at[i];
        put_person(&out, person);
        stating_seal_numbered(&stating, "form", i, person->form);
        stating_seal_numbered(&stating, "name", i, person->name);
    }
    json_close_array(&out);
    stating_put_shown(&stating, &out);
    json_add_text(&out, S("type"), S("meeting.attended"));
    return stating_close(&stating, &out, NULL, err);
}

static void texts_seal(struct stating *stating, const char *section, const struct read_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        stating_seal_numbered(stating, section, i, texts->at[i]);
}

static bool spoken_append(struct book *book, struct arena *mem, const struct conference *conference,
                          struct str no, struct error *err)
{
    struct stating stating = {.book = book, .mem = mem};
    if (conference->opinions.count + conference->praise.count + conference->resolutions.count == 0)
        return true;
    texts_seal(&stating, "opinion", &conference->opinions);
    texts_seal(&stating, "praise", &conference->praise);
    texts_seal(&stating, "resolution", &conference->resolutions);
    struct json_out out = stating_open(&stating);
    json_add_text(&out, S("of"), no);
    stating_put_shown(&stating, &out);
    json_add_text(&out, S("type"), S("meeting.spoken"));
    json_key(&out, S("values"));
    json_open_object(&out);
    json_add_int(&out, S("opinion"), (int64_t)conference->opinions.count);
    json_add_int(&out, S("praise"), (int64_t)conference->praise.count);
    json_add_int(&out, S("resolution"), (int64_t)conference->resolutions.count);
    json_close_object(&out);
    return stating_close(&stating, &out, NULL, err);
}

static bool request_append(struct book *book, struct arena *mem,
                           const struct conference *conference, size_t ordinal, struct str of,
                           struct str no, struct error *err)
{
    const struct read_request *request = &conference->requests.at[ordinal];
    struct stating stating = {.book = book, .mem = mem};
    struct json_out out = stating_open(&stating);
    stating_seal(&stating, S("text"), request->text);
    json_add_text(&out, S("day"), day_text(mem, conference->day));
    json_add_text(&out, S("no"), no);
    json_add_text(&out, S("of"), of);
    stating_put_shown(&stating, &out);
    json_add_text(&out, S("type"), S("meeting.request"));
    json_add_text(&out, S("unit"), conference->unit->code);
    json_key(&out, S("values"));
    json_open_object(&out);
    json_add_text(&out, S("due"), day_text(mem, request->due));
    if (request->indicator.len)
        json_add_text(&out, S("indicator"), request->indicator);
    json_add_int(&out, S("ordinal"), (int64_t)ordinal);
    json_add_text(&out, S("owner"), request->owner);
    json_key(&out, S("partners"));
    json_open_array(&out);
    for (size_t i = 0; i < request->partners.count; i++)
        json_put_text(&out, request->partners.at[i]);
    json_close_array(&out);
    json_close_object(&out);
    return stating_close(&stating, &out, NULL, err);
}

/* Requests keep the numbers they have; new ones come behind. None is taken back: what was asked is
 * closed with a result. */
static bool requests_append(struct book *book, struct arena *mem,
                            const struct conference *conference, struct str of,
                            const struct tasks *known, struct error *err)
{
    int32_t year, month, day;
    day_parts(conference->day, &year, &month, &day);
    if (conference->requests.count < known->count)
        return fail(
            err, ERROR_CONFLICT, "requests",
            "đề nghị %zu (%.*s) đã giao nay không còn trong tệp; đề nghị không rút lại được, "
            "hãy ghi kết quả rồi đóng: doanket task close",
            conference->requests.count + 1, STR_ARG(known->at[conference->requests.count].no));
    for (size_t i = 0; i < conference->requests.count; i++) {
        struct str no;
        if (i < known->count)
            no = known->at[i].no;
        else if (!journal_flush(&book->journal, err) ||
                 !meeting_next_no(book->db, mem, true, year, &no, err))
            return false;
        if (!request_append(book, mem, conference, i, of, no, err))
            return false;
    }
    return true;
}

static bool conference_append(struct book *book, struct arena *mem,
                              const struct conference *conference, struct str no,
                              const struct tasks *known, struct error *err)
{
    if (!held_append(book, mem, conference, no, err))
        return false;
    for (size_t from = 0; from < conference->people.count; from += PEOPLE_PER_ENTRY)
        if (!attended_append(book, mem, conference, no, from, err))
            return false;
    return spoken_append(book, mem, conference, no, err) &&
           requests_append(book, mem, conference, no, known, err) &&
           journal_flush(&book->journal, err);
}

bool conference_gone_name(struct book *book, struct str no, const struct conference *conference,
                          struct str *name, struct error *err)
{
    *name = S("");
    for (size_t i = 0; i < conference->people.count && name->len == 0; i++) {
        struct str held = conference->people.at[i].name;
        bool is_gone = false;
        if (held.len && !meeting_name_is_gone(book, no, held, &is_gone, err))
            return false;
        if (is_gone)
            *name = held;
    }
    return true;
}

bool conference_place_find(struct book *book, struct arena *mem,
                           const struct conference *conference, struct conference_place *place,
                           struct error *err)
{
    int32_t year, month, day;
    *place = (struct conference_place){0};
    day_parts(conference->day, &year, &month, &day);
    if (!meeting_find(book->db, mem, conference->unit->id, conference->day, conference->number,
                      &place->meeting, &place->is_there, err))
        return false;
    if (!place->is_there)
        return meeting_next_no(book->db, mem, false, year, &place->no, err);
    place->no = place->meeting.no;
    return tasks_of_meeting(book->db, mem, place->meeting.id, &place->known, err);
}

bool conference_state(struct book *book, struct arena *mem, const struct conference *conference,
                      const struct conference_place *place, struct str source, struct error *err)
{
    return conference_append(book, mem, conference, place->no, &place->known, err) &&
           meeting_note(book, place->no, source, err);
}

/* ---- from a file ---- */

/* The line of the file on which a name stands. */
static int64_t line_of_name(const struct conference *conference, struct str name)
{
    for (size_t i = 0; i < conference->people.count; i++)
        if (str_is(conference->people.at[i].name, name))
            return conference->people.at[i].line;
    return 0;
}

static bool gone_names_check(struct book *book, const struct import_job *job,
                             const struct conference *conference, struct str no, struct error *err)
{
    struct str name;
    if (!conference_gone_name(book, no, conference, &name, err))
        return false;
    return name.len == 0 ||
           fail(err, ERROR_CONFLICT, "name",
                "%.*s, dòng %lld: tên này đã xóa theo yêu cầu; hãy để trống ô tên",
                STR_ARG(job->file_name), (long long)line_of_name(conference, name));
}

/* The numbers by which results are noted later. */
static bool requests_tell(struct book *book, const struct import_job *job, struct str no,
                          struct error *err)
{
    struct meeting meeting;
    struct tasks tasks;
    if (!meeting_of_no(book->db, job->mem, no, &meeting, err) ||
        !tasks_of_meeting(book->db, job->mem, meeting.id, &tasks, err))
        return false;
    for (size_t i = 0; i < tasks.count; i++)
        text_format(job->out, "  %zu. %.*s: %.*s\n", i + 1, STR_ARG(tasks.at[i].no),
                    STR_ARG(tasks.at[i].text));
    return true;
}

static bool refuse_voided(const struct import_job *job, const struct conference *conference,
                          const struct meeting *meeting, struct error *err)
{
    return fail(err, ERROR_CONFLICT, "day",
                "hội nghị ngày %.*s (%.*s) đã hủy: %.*s; nếu hôm đó có họp, hãy thêm dòng «lần "
                "trong ngày: %lld» vào đầu tệp",
                STR_ARG(vi_day(job->mem, conference->day)), STR_ARG(meeting->no),
                STR_ARG(meeting->void_reason), (long long)conference->number + 1);
}

bool meeting_import(struct book *book, struct import_job *job, struct error *err)
{
    struct conference conference;
    struct conference_place place;
    bool is_known = false;
    if (!journal_flush(&book->journal, err) || !conference_read(book, job, &conference, err) ||
        !conference_place_find(book, job->mem, &conference, &place, err))
        return false;
    if (place.is_there && place.meeting.is_voided)
        return refuse_voided(job, &conference, &place.meeting, err);
    if (place.is_there && !meeting_is_known(book, place.no, job->bytes, &is_known, err))
        return false;
    struct str when = vi_day(job->mem, conference.day);
    if (is_known) {
        text_format(job->out,
                    "Hội nghị ngày %.*s (%.*s) đã có đúng như tệp này, không ghi gì thêm.\n",
                    STR_ARG(when), STR_ARG(place.no));
        return true;
    }
    if (!gone_names_check(book, job, &conference, place.no, err) ||
        !conference_state(book, job->mem, &conference, &place, job->bytes, err))
        return false;
    text_format(job->out, "%s hội nghị ngày %.*s (%.*s): %zu dòng thành phần, %zu đề nghị%s.\n",
                place.is_there ? "Đã ghi lại" : "Đã ghi", STR_ARG(when), STR_ARG(place.no),
                conference.people.count, conference.requests.count,
                job->is_dry_run ? " (chạy thử, chưa ghi)" : "");
    return requests_tell(book, job, place.no, err);
}

/* ---- voiding ---- */

static bool reason_check(struct str reason, struct error *err)
{
    if (reason.len == 0)
        return fail(err, ERROR_INVALID, "reason", "hủy hội nghị phải có lý do");
    if (reason.len > MEETING_TEXT_MAX_BYTES)
        return fail(err, ERROR_INVALID, "reason", "lý do dài quá %d byte", MEETING_TEXT_MAX_BYTES);
    return (utf8_is_valid(reason) && !unicode_has_control(reason)) ||
           fail(err, ERROR_INVALID, "reason", "lý do có ký tự điều khiển hoặc không phải UTF-8");
}

bool meeting_void(struct book *book, struct arena *mem, struct str no, struct str reason,
                  struct tasks *kept, struct error *err)
{
    struct meeting meeting;
    if (!reason_check(reason, err) || !journal_flush(&book->journal, err) ||
        !meeting_of_no(book->db, mem, no, &meeting, err))
        return false;
    if (meeting.is_voided)
        return fail(err, ERROR_CONFLICT, "no", "hội nghị %.*s đã hủy từ trước: %.*s", STR_ARG(no),
                    STR_ARG(meeting.void_reason));
    struct stating stating = {.book = book, .mem = mem};
    struct json_out out = stating_open(&stating);
    json_add_text(&out, S("of"), no);
    json_add_text(&out, S("reason"), unicode_nfc(mem, reason));
    json_add_text(&out, S("type"), S("meeting.voided"));
    return stating_close(&stating, &out, NULL, err) && journal_flush(&book->journal, err) &&
           tasks_of_meeting(book->db, mem, meeting.id, kept, err);
}

/* ---- tasks ---- */

static bool open_task(struct book *book, struct arena *mem, struct str no, struct task *task,
                      struct error *err)
{
    if (!journal_flush(&book->journal, err) || !task_find(book->db, mem, no, task, err))
        return false;
    if (task->is_gone)
        return fail(err, ERROR_CONFLICT, "no", "đề nghị %.*s đã hủy cùng hội nghị của nó",
                    STR_ARG(no));
    return task->state == TASK_OPEN ||
           fail(err, ERROR_CONFLICT, "no", "đề nghị %.*s đã đóng ngày %.*s", STR_ARG(no),
                STR_ARG(vi_day(mem, task->closed)));
}

static bool asked_day(struct db *db, const struct task *task, struct day *day, struct error *err)
{
    struct query query = db_query(db, "SELECT day FROM meeting WHERE id = $1");
    bind_int(&query, task->meeting);
    *day = query_one(&query) ? take_day(&query) : DAY_FIRST;
    return query_end(&query, err);
}

static bool result_check(struct db *db, struct arena *mem, const struct task *task,
                         const struct task_result *result, struct error *err)
{
    struct day asked;
    if (!asked_day(db, task, &asked, err))
        return false;
    if (result->text.len == 0)
        return fail(err, ERROR_INVALID, "text", "kết quả chưa có nội dung");
    if (result->text.len > MEETING_TEXT_MAX_BYTES)
        return fail(err, ERROR_INVALID, "text", "kết quả dài quá %d byte", MEETING_TEXT_MAX_BYTES);
    if (!utf8_is_valid(result->text) || unicode_has_control(result->text))
        return fail(err, ERROR_INVALID, "text",
                    "kết quả có ký tự điều khiển hoặc không phải UTF-8");
    if (!day_is_known(result->day) || result->day.number < asked.number)
        return fail(err, ERROR_INVALID, "day", "ngày của kết quả phải từ ngày họp %.*s trở đi",
                    STR_ARG(vi_day(mem, asked)));
    if (result->has_done && task->indicator.len == 0)
        return fail(err, ERROR_INVALID, "done",
                    "đề nghị này không gắn với chỉ tiêu nào nên không ghi số được");
    if (result->has_done && (result->done < 0 || result->done >= INT64_C(1) << 53))
        return fail(err, ERROR_INVALID, "done", "số của kết quả ngoài mức cho phép");
    return true;
}

bool task_result_add(struct book *book, struct arena *mem, struct str no,
                     const struct task_result *result, struct error *err)
{
    struct task task;
    if (!open_task(book, mem, no, &task, err) || !result_check(book->db, mem, &task, result, err))
        return false;
    struct stating stating = {.book = book, .mem = mem};
    struct json_out out = stating_open(&stating);
    stating_seal(&stating, S("result"), unicode_nfc(mem, result->text));
    json_add_text(&out, S("day"), day_text(mem, result->day));
    json_add_text(&out, S("of"), no);
    stating_put_shown(&stating, &out);
    json_add_text(&out, S("type"), S("task.result"));
    json_key(&out, S("values"));
    json_open_object(&out);
    if (result->has_done)
        json_add_int(&out, S("done"), result->done);
    if (task.indicator.len)
        json_add_text(&out, S("indicator"), task.indicator);
    json_close_object(&out);
    return stating_close(&stating, &out, NULL, err) && journal_flush(&book->journal, err);
}

bool task_close(struct book *book, struct arena *mem, struct str no, struct day day,
                struct error *err)
{
    struct task task;
    if (!open_task(book, mem, no, &task, err))
        return false;
    if (task.results.count == 0)
        return fail(err, ERROR_CONFLICT, "no",
                    "đề nghị %.*s chưa có kết quả nào nên chưa đóng được; ghi trước bằng: doanket "
                    "task result",
                    STR_ARG(no));
    struct day last = task.results.at[task.results.count - 1].day;
    if (!day_is_known(day))
        day = last;
    if (day.number < last.number)
        return fail(err, ERROR_INVALID, "day", "ngày đóng không được trước ngày có kết quả %.*s",
                    STR_ARG(vi_day(mem, last)));
    struct stating stating = {.book = book, .mem = mem};
    struct json_out out = stating_open(&stating);
    json_add_text(&out, S("day"), day_text(mem, day));
    json_add_text(&out, S("of"), no);
    json_add_text(&out, S("type"), S("task.closed"));
    return stating_close(&stating, &out, NULL, err) && journal_flush(&book->journal, err);
}

/* ---- erasing ---- */

/* The openings of a replaced statement are as good as a current one's to whoever holds the
 * database, so both go. */
static bool erase_all(struct book *book, struct arena *mem, struct str no,
                      const struct kept_openings *gone, struct error *err)
{
    return stating_erase(book, mem, "meeting.erased", no, gone, err);
}

static bool is_form_of(const struct kept_opening *form, const struct kept_opening *name)
{
    return form->entry == name->entry && str_starts(form->field, S("form.")) &&
           str_is(str_part(form->field, 5, 20), str_part(name->field, 5, 20));
}

bool meeting_erase_name(struct book *book, struct arena *mem, struct str no, struct str name,
                        struct error *err)
{
    struct meeting meeting;
    struct kept_openings all, gone = {0};
    struct str wanted = vi_fold_exact(mem, name);
    if (!journal_flush(&book->journal, err) || !meeting_of_no(book->db, mem, no, &meeting, err) ||
        !meeting_openings(book->db, mem, meeting.id, 0, &all, err))
        return false;
    for (size_t i = 0; i < all.count; i++) {
        const struct kept_opening *opening = &all.at[i];
        if (!str_starts(opening->field, S("name.")) ||
            !str_is(vi_fold_exact(mem, opening->value), wanted))
            continue;
        *list_add(&gone, mem) = *opening;
        for (size_t k = 0; k < all.count; k++)
            if (is_form_of(&all.at[k], opening))
                *list_add(&gone, mem) = all.at[k];
    }
    if (gone.count == 0 || wanted.len == 0)
        return fail(err, ERROR_MISSING, "name", "hội nghị %.*s không ghi tên này", STR_ARG(no));
    return erase_all(book, mem, no, &gone, err) && meeting_name_note_gone(book, no, name, err) &&
           conference_kept_forget(book, mem, &meeting, err);
}

static bool is_text(struct str field)
{
    return !str_starts(field, S("name.")) && !str_starts(field, S("form."));
}

/* Whether this text is, or is the same as, one that stands in the field: a replaced statement may
 * have it at another place. */
static bool stands_in(const struct kept_openings *all, struct str field,
                      const struct kept_opening *opening)
{
    for (size_t i = 0; i < all->count; i++)
        if (str_is(all->at[i].field, field) && str_is(all->at[i].value, opening->value))
            return true;
    return false;
}

bool meeting_erase_text(struct book *book, struct arena *mem, struct str no, struct str field,
                        struct error *err)
{
    struct meeting meeting;
    struct task task = {0};
    struct kept_openings all, gone = {0};
    bool is_task = str_starts(no, S("request/"));
    if (!journal_flush(&book->journal, err))
        return false;
    if (is_task ? !task_find(book->db, mem, no, &task, err)
                : !meeting_of_no(book->db, mem, no, &meeting, err))
        return false;
    if (!meeting_openings(book->db, mem, is_task ? task.meeting : meeting.id, task.id, &all, err))
        return false;
    for (size_t i = 0; i < all.count; i++)
        if (is_text(all.at[i].field) && stands_in(&all, field, &all.at[i]))
            *list_add(&gone, mem) = all.at[i];
    if (gone.count == 0)
        return fail(err, ERROR_MISSING, "field", "%.*s không có lời văn «%.*s»", STR_ARG(no),
                    STR_ARG(field));
    return erase_all(book, mem, no, &gone, err);
}
