#include "feature/meeting/meeting.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_text.h"
#include "feature/meeting/meeting_words.h"

/* ---- words ---- */

#define LITERAL(text)                                                                              \
    {                                                                                              \
        "" text, sizeof(text) - 1                                                                  \
    }

const struct meeting_word meeting_kinds[] = {
    {LITERAL("interim"), LITERAL("sơ kết")},           {LITERAL("final"), LITERAL("tổng kết")},
    {LITERAL("briefing"), LITERAL("giao ban")},        {LITERAL("regular"), LITERAL("thường kỳ")},
    {LITERAL("extraordinary"), LITERAL("bất thường")}, {LITERAL("thematic"), LITERAL("chuyên đề")},
};
const size_t meeting_kinds_count = COUNT_OF(meeting_kinds);

const struct meeting_word day_parts_known[] = {
    {LITERAL("morning"), LITERAL("sáng")},
    {LITERAL("afternoon"), LITERAL("chiều")},
    {LITERAL("evening"), LITERAL("tối")},
    {LITERAL("day"), LITERAL("cả ngày")},
};
const size_t day_parts_known_count = COUNT_OF(day_parts_known);

const struct meeting_word *meeting_word_meant(struct arena *mem, const struct meeting_word *words,
                                              size_t count, struct str text)
{
    struct str wanted = vi_fold(mem, text);
    for (size_t i = 0; i < count; i++)
        if (str_is(words[i].code, text) || str_is(vi_fold(mem, words[i].label), wanted))
            return &words[i];
    return NULL;
}

struct str meeting_word_label(const struct meeting_word *words, size_t count, struct str code)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(words[i].code, code))
            return words[i].label;
    return code;
}

struct str meeting_words_list(struct arena *mem, const struct meeting_word *words, size_t count)
{
    struct str *labels = arena_many(mem, struct str, count);
    for (size_t i = 0; i < count; i++)
        labels[i] = words[i].label;
    return str_join(mem, labels, count, S(", "));
}

/* ---- conferences ---- */

struct str meeting_title(struct arena *mem, const struct meeting *meeting)
{
    struct str kind = meeting_word_label(meeting_kinds, meeting_kinds_count, meeting->kind);
    return str_format(mem, "Hội nghị %.*s công tác Mặt trận %.*s", STR_ARG(kind),
                      STR_ARG(vi_period(mem, meeting->period)));
}

struct str meeting_when(struct arena *mem, const struct meeting *meeting)
{
    struct str day = vi_day(mem, meeting->day);
    if (str_is(meeting->day_part, S("day")))
        return str_format(mem, "Ngày %.*s", STR_ARG(day));
    struct str part = meeting_word_label(day_parts_known, day_parts_known_count, meeting->day_part);
    return str_format(mem, "%.*s ngày %.*s", STR_ARG(unicode_upper_first(mem, part)), STR_ARG(day));
}

struct str meeting_address(struct arena *mem, const struct meeting *meeting,
                           const struct unit *unit, const struct unit *home)
{
    struct text out = text_new(mem, 400);
    text_format(&out, "/hoi-nghi/%.*s", STR_ARG(day_text(mem, meeting->day)));
    if (meeting->number > 1)
        text_format(&out, "-%lld", (long long)meeting->number);
    if (unit && unit != home)
        text_format(&out, "?don-vi=%.*s", STR_ARG(unit->code));
    return text_str(&out);
}

const struct attendee *attendee_of(struct arena *mem, const struct attendees *attendees,
                                   struct str function)
{
    struct str wanted = vi_fold(mem, function);
    for (size_t i = 0; i < attendees->count && function.len; i++)
        if (!attendees->at[i].is_group && str_is(vi_fold(mem, attendees->at[i].label), wanted))
            return &attendees->at[i];
    return NULL;
}

struct str attendee_name(struct arena *mem, const struct attendee *attendee)
{
    if (attendee->name.len == 0 || attendee->form.len == 0)
        return attendee->name;
    return str_format(mem, "%.*s %.*s", STR_ARG(unicode_upper_first(mem, attendee->form)),
                      STR_ARG(attendee->name));
}

struct str attendee_holder(struct arena *mem, const struct attendees *attendees,
                           struct str function)
{
    const struct attendee *attendee = attendee_of(mem, attendees, function);
    struct str name = attendee ? attendee_name(mem, attendee) : S("");
    if (name.len == 0)
        return function;
    return str_format(mem, "%.*s, %.*s", STR_ARG(name), STR_ARG(function));
}

/* ---- tasks ---- */

struct str task_state_words(struct arena *mem, const struct task *task, struct day known)
{
    struct text out = text_new(mem, 400);
    if (task->state == TASK_CLOSED) {
        text_format(&out, "Đã xong ngày %.*s", STR_ARG(vi_day(mem, task->closed)));
        return text_str(&out);
    }
    if (task->results.count)
        text_format(&out, "Đang thực hiện, %zu kết quả", task->results.count);
    else
        text_add(&out, S("Chưa có kết quả"));
    if (day_is_known(known) && known.number > task->due.number)
        text_add(&out, S(", quá hạn"));
    return text_str(&out);
}

static struct str text_or_erased(struct str text)
{
    return text.len ? text : S("Nội dung đã được xóa theo yêu cầu");
}

struct str task_result_words(struct arena *mem, const struct indicator *indicator,
                             const struct task_result *result)
{
    struct str day = vi_day(mem, result->day);
    struct str text = text_or_erased(result->text);
    if (!result->has_done || !indicator)
        return str_format(mem, "%.*s: %.*s", STR_ARG(day), STR_ARG(text));
    return str_format(mem, "%.*s: %.*s (%.*s)", STR_ARG(day), STR_ARG(text),
                      STR_ARG(figure_phrase(mem, indicator, result->done)));
}

struct str task_text(const struct task *task)
{
    return text_or_erased(task->text);
}

struct str task_address(struct arena *mem, const struct task *task, struct str meeting_address)
{
    return str_format(mem, "%.*s#de-nghi-%lld", STR_ARG(meeting_address),
                      (long long)task->ordinal + 1);
}
