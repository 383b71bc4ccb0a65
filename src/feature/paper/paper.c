/* What papers there are, and what one is about. */
#include "feature/paper/paper_parts.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_text.h"

static const struct paper_kind kinds[PAPER_TYPES] = {
    [PAPER_REPORT] = {{"report", 6},
                      {"báo cáo", sizeof "báo cáo" - 1},
                      {"BÁO CÁO", sizeof "BÁO CÁO" - 1},
                      {"bao-cao", 7},
                      {"{so}/BC-MTTQ-BTT", 16},
                      {"{so}/BC-BCTMT", 13},
                      false},
    [PAPER_PROGRAMME] = {{"programme", 9},
                         {"chương trình", sizeof "chương trình" - 1},
                         {"CHƯƠNG TRÌNH", sizeof "CHƯƠNG TRÌNH" - 1},
                         {"chuong-trinh", 12},
                         {"{so}/CTr-MTTQ-BTT", 17},
                         {"{so}/CTr-BCTMT", 14},
                         false},
    [PAPER_MINUTES] = {{"minutes", 7},
                       {"biên bản", sizeof "biên bản" - 1},
                       {"BIÊN BẢN", sizeof "BIÊN BẢN" - 1},
                       {"bien-ban", 8},
                       {"{so}/BB-MTTQ-BTT", 16},
                       {"{so}/BB-BCTMT", 13},
                       true},
    [PAPER_ATTENDANCE] = {{"attendance", 10},
                          {"thành phần", sizeof "thành phần" - 1},
                          {"DANH SÁCH", sizeof "DANH SÁCH" - 1},
                          {"thanh-phan", 10},
                          {"", 0},
                          {"", 0},
                          true},
    [PAPER_INVITATION] = {{"invitation", 10},
                          {"giấy mời", sizeof "giấy mời" - 1},
                          {"GIẤY MỜI", sizeof "GIẤY MỜI" - 1},
                          {"giay-moi", 8},
                          {"{so}/GM-MTTQ-BTT", 16},
                          {"{so}/GM-BCTMT", 13},
                          true},
};

const struct paper_kind *paper_kind(enum paper_type type)
{
    return &kinds[type];
}

bool paper_type_meant(struct arena *mem, struct str text, enum paper_type *type)
{
    struct str wanted = vi_fold(mem, text);
    for (size_t i = 0; i < PAPER_TYPES; i++)
        if (str_is(wanted, kinds[i].code) || str_is(wanted, vi_fold(mem, kinds[i].label))) {
            *type = (enum paper_type)i;
            return true;
        }
    return false;
}

struct str paper_types_list(struct arena *mem)
{
    struct str codes[PAPER_TYPES];
    for (size_t i = 0; i < PAPER_TYPES; i++)
        codes[i] = kinds[i].code;
    return str_join(mem, codes, PAPER_TYPES, S(", "));
}

/* ---- subjects ---- */

static bool meeting_on(struct db *db, struct arena *mem, struct day day, int64_t number,
                       struct paper_subject *subject, struct error *err)
{
    bool is_found;
    if (!meeting_find(db, mem, subject->unit->id, day, number, &subject->meeting, &is_found, err))
        return false;
    if (!is_found)
        return fail(err, ERROR_MISSING, "ngay", "sổ không ghi hội nghị nào ngày %.*s",
                    STR_ARG(vi_day(mem, day)));
    if (subject->meeting.is_voided)
        return fail(err, ERROR_MISSING, "ngay", "hội nghị ngày %.*s đã hủy: %.*s",
                    STR_ARG(vi_day(mem, day)), STR_ARG(subject->meeting.void_reason));
    return true;
}

static bool meeting_about(struct db *db, struct arena *mem, struct period period,
                          struct paper_subject *subject, struct error *err)
{
    struct meetings meetings;
    if (!meetings_of(db, mem, subject->unit->id, &meetings, err))
        return false;
    for (size_t i = 0; i < meetings.count; i++)
        if (period_is(meetings.at[i].period, period)) {
            subject->meeting = meetings.at[i];
            return true;
        }
    return fail(err, ERROR_MISSING, "ky", "sổ không ghi hội nghị nào của %.*s về %.*s",
                STR_ARG(unit_phrase(mem, subject->unit)), STR_ARG(vi_period(mem, period)));
}

bool paper_subject(struct db *db, struct arena *mem, enum paper_type type, const struct unit *unit,
                   struct str asked, int64_t number, struct paper_subject *subject,
                   struct error *err)
{
    struct day day;
    *subject = (struct paper_subject){.type = type, .unit = unit};
    if (!kinds[type].is_of_meeting) {
        if (!period_read(asked, &subject->period, err))
            return false;
        subject->code = period_code(mem, subject->period);
        return true;
    }
    struct error ignored;
    bool is_day = vi_day_read(asked, &day, &ignored);
    if (is_day ? !meeting_on(db, mem, day, number, subject, err)
               : !period_read(asked, &subject->period, err) ||
                     !meeting_about(db, mem, subject->period, subject, err))
        return false;
    subject->period = subject->meeting.period;
    subject->code = subject->meeting.no;
    return true;
}

struct str paper_title(struct arena *mem, const struct paper_subject *subject)
{
    switch (subject->type) {
    case PAPER_REPORT:
        return str_format(mem, "Kết quả công tác Mặt trận %.*s",
                          STR_ARG(vi_period_padded(mem, subject->period)));
    case PAPER_PROGRAMME:
        return str_format(mem, "Phối hợp và thống nhất hành động %.*s",
                          STR_ARG(vi_period_padded(mem, subject->period)));
    case PAPER_ATTENDANCE:
        return str_format(mem, "Đại biểu dự %.*s", STR_ARG(meeting_title(mem, &subject->meeting)));
    case PAPER_INVITATION:
        return str_format(mem, "Dự %.*s", STR_ARG(meeting_title(mem, &subject->meeting)));
    case PAPER_MINUTES:
    case PAPER_TYPES:
        break;
    }
    return meeting_title(mem, &subject->meeting);
}

/* ---- composing ---- */

struct str sample_mark(struct db *db, struct arena *mem)
{
    return book_setting(db, mem, "sample").len
               ? S("Bản minh họa phần mềm. Không phải văn bản chính thức.")
               : S("");
}

bool paper_compose(struct book *book, struct db *db, struct arena *mem,
                   const struct paper_subject *subject, struct letter *letter, struct error *err)
{
    static bool (*const fill[PAPER_TYPES])(struct making *, struct error *) = {
        [PAPER_REPORT] = report_fill,         [PAPER_PROGRAMME] = programme_fill,
        [PAPER_MINUTES] = minutes_fill,       [PAPER_ATTENDANCE] = attendance_fill,
        [PAPER_INVITATION] = invitation_fill,
    };
    struct making making = {
        .book = book, .db = db, .mem = mem, .subject = subject, .letter = letter};
    *letter = (struct letter){.kind = paper_kind(subject->type)->head,
                              .subject = paper_title(mem, subject),
                              .site = book_setting(db, mem, "site"),
                              .mark = sample_mark(db, mem),
                              .language = S("vi")};
    making.units = unit_tree_of(book, db, err);
    if (!making.units)
        return false;
    making.home = unit_home(making.units);
    return paper_form_read(db, mem, subject->unit->code, subject->type, &making.form, err) &&
           paper_of(db, mem, subject, &making.paper, &making.is_numbered, err) &&
           head_fill(&making, err) && fill[subject->type](&making, err);
}

/* ---- blocks ---- */

void put_heading(struct making *making, int level, struct str text)
{
    struct block *block = document_add(&making->letter->document, making->mem, BLOCK_HEADING);
    block->level = level;
    block_text(block, making->mem, text);
}

void put_paragraph(struct making *making, struct str text)
{
    block_text(document_add(&making->letter->document, making->mem, BLOCK_PARAGRAPH), making->mem,
               text);
}

void put_item(struct making *making, int64_t number, struct str text)
{
    struct block *block = document_add(&making->letter->document, making->mem, BLOCK_ITEM);
    block->number = number;
    block_text(block, making->mem, text);
}

void put_fact(struct making *making, struct str name, struct str value)
{
    struct block *block = document_add(&making->letter->document, making->mem, BLOCK_PARAGRAPH);
    block_run(block, making->mem, RUN_STRONG, str_format(making->mem, "%.*s: ", STR_ARG(name)));
    block_text(block, making->mem, value);
}
