/* The outgoing register: numbers are handed out without gaps and never taken back. */
#include "base/unicode.h"
#include "base/vi_day.h"
#include "feature/paper/paper_parts.h"
#include "feature/stating.h"

enum { REASON_MAX_BYTES = 1000 };

/* A type's numbers of a unit. */
static struct str series_of(struct arena *mem, const struct paper_subject *subject,
                            const struct unit *home)
{
    struct str code = paper_kind(subject->type)->code;
    if (subject->unit == home)
        return code;
    return str_format(mem, "%.*s.%.*s", STR_ARG(code), STR_ARG(subject->unit->code));
}

static bool subject_check(struct book *book, struct arena *mem, const struct paper_subject *subject,
                          struct error *err)
{
    struct paper known;
    struct review review = {0};
    bool has_number;
    const struct paper_kind *kind = paper_kind(subject->type);
    if (kind->pattern.len == 0)
        return fail(err, ERROR_INVALID, "type", "%.*s không có số văn bản", STR_ARG(kind->label));
    if (!paper_of(book->db, mem, subject, &known, &has_number, err))
        return false;
    if (has_number)
        return fail(err, ERROR_CONFLICT, "no", "văn bản này đã có số %.*s, ngày %.*s",
                    STR_ARG(known.number), STR_ARG(vi_day(mem, known.day)));
    if (subject->type != PAPER_REPORT)
        return true;
    if (!review_compose(book, book->db, mem, subject->unit, subject->period, DAY_NONE, &review,
                        err))
        return false;
    return review.is_issued ||
           fail(err, ERROR_CONFLICT, "review",
                "báo cáo chưa ban hành nên số liệu còn có thể đổi; hãy chốt trước: doanket issue");
}

bool paper_serial(struct db *db, struct arena *mem, const struct paper_subject *subject,
                  struct day day, int64_t first, int64_t *serial, struct error *err)
{
    int32_t year, month, day_of_month;
    struct day newest;
    int64_t last;
    day_parts(day, &year, &month, &day_of_month);
    if (!paper_newest(db, subject->unit->id, subject->type, year, &last, &newest, err))
        return false;
    if (first < 0)
        return fail(err, ERROR_INVALID, "first", "số đầu tiên phải từ 1 trở lên");
    if (first && last)
        return fail(err, ERROR_CONFLICT, "first",
                    "năm %d đã cấp đến số %lld; số sau phải liền số trước", year, (long long)last);
    if (last && day.number < newest.number)
        return fail(err, ERROR_CONFLICT, "day",
                    "số %lld đã cấp ngày %.*s; số sau không được ghi ngày trước đó",
                    (long long)last, STR_ARG(vi_day(mem, newest)));
    *serial = first ? first : last + 1;
    return true;
}

static bool numbered_append(struct book *book, struct arena *mem,
                            const struct paper_subject *subject, const struct paper *paper,
                            struct error *err)
{
    struct stating stating = {.book = book, .mem = mem};
    struct json_out out = stating_open(&stating);
    json_add_text(&out, S("day"), day_text(mem, paper->day));
    json_add_text(&out, S("kind"), paper_kind(subject->type)->code);
    json_add_text(&out, S("no"), paper->no);
    json_add_text(&out, S("type"), S("paper.numbered"));
    json_add_text(&out, S("unit"), subject->unit->code);
    json_key(&out, S("values"));
    json_open_object(&out);
    json_add_text(&out, S("number"), paper->number);
    json_add_int(&out, S("serial"), paper->serial);
    json_add_text(&out, S("subject"), paper->subject);
    json_add_text(&out, S("title"), paper->title);
    json_close_object(&out);
    return stating_close(&stating, &out, NULL, err) && journal_flush(&book->journal, err);
}

bool paper_number(struct book *book, struct arena *mem, const struct paper_subject *subject,
                  struct day day, int64_t first, struct paper *paper, struct error *err)
{
    struct paper_form form;
    int32_t year, month, day_of_month;
    int64_t serial = 0;
    bool is_found;
    const struct unit_tree *units = unit_tree_of(book, book->db, err);
    if (!units || !journal_flush(&book->journal, err) || !subject_check(book, mem, subject, err) ||
        !paper_serial(book->db, mem, subject, day, first, &serial, err) ||
        !paper_form_read(book->db, mem, subject->unit->code, subject->type, &form, err))
        return false;
    day_parts(day, &year, &month, &day_of_month);
    struct str series = series_of(mem, subject, unit_home(units));
    struct paper new = {
        .no = str_format(mem, "%.*s/%d/%04lld", STR_ARG(series), year, (long long)serial),
        .serial = serial,
        .number = number_print(mem, pattern_of(&form, subject), serial, year),
        .day = day,
        .subject = subject->code,
        .title = paper_title(mem, subject)};
    return numbered_append(book, mem, subject, &new, err) &&
           paper_of(book->db, mem, subject, paper, &is_found, err);
}

bool paper_void(struct book *book, struct arena *mem, struct str no, struct str reason,
                struct error *err)
{
    struct paper paper;
    if (reason.len == 0)
        return fail(err, ERROR_INVALID, "reason", "hủy số văn bản phải có lý do");
    if (reason.len > REASON_MAX_BYTES || !utf8_is_valid(reason) || unicode_has_control(reason))
        return fail(err, ERROR_INVALID, "reason",
                    "lý do dài quá %d byte, có ký tự điều khiển hoặc không phải UTF-8",
                    REASON_MAX_BYTES);
    if (!journal_flush(&book->journal, err) || !paper_find(book->db, mem, no, &paper, err))
        return false;
    if (paper.is_void)
        return fail(err, ERROR_CONFLICT, "no", "số %.*s đã hủy từ trước: %.*s",
                    STR_ARG(paper.number), STR_ARG(paper.reason));
    struct stating stating = {.book = book, .mem = mem};
    struct json_out out = stating_open(&stating);
    json_add_text(&out, S("of"), no);
    json_add_text(&out, S("reason"), unicode_nfc(mem, reason));
    json_add_text(&out, S("type"), S("paper.voided"));
    return stating_close(&stating, &out, NULL, err) && journal_flush(&book->journal, err);
}
