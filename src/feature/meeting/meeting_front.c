/* The front matter of a conference's file. */
#include "base/vi_day.h"
#include "base/vi_text.h"
#include "feature/meeting/meeting_reading.h"
#include "feature/meeting/meeting_words.h"

enum { UNIT, DAY, DAY_PART, KIND, PERIOD, PROGRAMME, ISSUER, PLACE, CHAIR, CONSENT, NUMBER, KEYS };

static const struct front_key keys[KEYS] = {
    [UNIT] = FRONT_KEY("unit", "đơn vị", true),
    [DAY] = FRONT_KEY("day", "ngày", true),
    [DAY_PART] = FRONT_KEY("time", "buổi", true),
    [KIND] = FRONT_KEY("kind", "loại", true),
    [PERIOD] = FRONT_KEY("period", "kỳ", true),
    [PROGRAMME] = FRONT_KEY("programme", "kỳ của chương trình", false),
    [ISSUER] = FRONT_KEY("issuer", "cơ quan tổ chức", true),
    [PLACE] = FRONT_KEY("place", "nơi họp", true),
    [CHAIR] = FRONT_KEY("chair", "chủ trì", true),
    [CONSENT] = FRONT_KEY("consent", "ngày đồng ý công khai tên", false),
    [NUMBER] = FRONT_KEY("number", "lần trong ngày", false),
};

struct str body_meant(struct arena *mem, const struct unit_bodies *bodies, struct str text)
{
    struct str wanted = vi_fold(mem, text);
    for (size_t i = 0; i < bodies->count; i++)
        if (str_is(bodies->at[i].code, text))
            return bodies->at[i].code;
    for (size_t i = 0; i < bodies->count; i++)
        if (str_is(vi_fold(mem, bodies->at[i].name), wanted))
            return bodies->at[i].code;
    const struct body_kind *kind = body_kind_meant(mem, text);
    return kind ? kind->code : S("");
}

struct str body_read(struct reading *reading, struct str text, struct file_place place)
{
    struct str code = body_meant(reading->mem, &reading->bodies, text);
    if (code.len == 0)
        file_problem(&reading->file, place,
                     "sổ không có tổ chức «%.*s» vào ngày họp (viết mã hoặc đúng tên)",
                     STR_ARG(text));
    return code;
}

static bool period_read_front(struct reading *reading, const struct front_value *value,
                              struct period *period)
{
    struct error err;
    if (value->text.len == 0 || period_read(value->text, period, &err))
        return value->text.len > 0;
    file_problem(&reading->file, value->place, "%s", err.text);
    return false;
}

static void periods_read_front(struct reading *reading, const struct front_value *reviewed,
                               const struct front_value *programme)
{
    struct conference *conference = reading->conference;
    bool has_period = period_read_front(reading, reviewed, &conference->period);
    conference->has_programme = period_read_front(reading, programme, &conference->programme);
    if (has_period && conference->has_programme &&
        period_first(conference->programme).number <= period_last(conference->period).number)
        file_problem(&reading->file, programme->place,
                     "kỳ của chương trình phải sau kỳ được sơ kết, tổng kết");
}

static void unit_read_front(struct reading *reading, const struct front_value *value)
{
    struct conference *conference = reading->conference;
    if (value->text.len == 0)
        return;
    conference->unit = unit_meant(reading->mem, reading->units, value->text);
    if (!conference->unit)
        file_problem(&reading->file, value->place, "sổ không có đơn vị «%.*s»",
                     STR_ARG(value->text));
    else if (day_is_known(conference->day) && !unit_exists_on(conference->unit, conference->day))
        file_problem(&reading->file, value->place, "ngày %.*s không có đơn vị «%.*s»",
                     STR_ARG(vi_day(reading->mem, conference->day)), STR_ARG(value->text));
}

static void number_read_front(struct reading *reading, const struct front_value *value)
{
    int64_t *number = &reading->conference->number;
    *number = 1;
    if (value->text.len && (!str_to_int(value->text, number) || *number < 1 || *number > 9))
        file_problem(&reading->file, value->place, "lần trong ngày là một số từ 1 đến 9");
}

static struct str word_read_front(struct reading *reading, const struct front_value *value,
                                  const struct meeting_word *words, size_t count)
{
    if (value->text.len == 0)
        return S("");
    const struct meeting_word *word = meeting_word_meant(reading->mem, words, count, value->text);
    if (word)
        return word->code;
    file_problem(&reading->file, value->place, "không hiểu «%.*s»; viết một trong: %.*s",
                 STR_ARG(value->text), STR_ARG(meeting_words_list(reading->mem, words, count)));
    return S("");
}

static struct str line_of_front(struct reading *reading, const struct front_value *value)
{
    if (value->text.len <= MEETING_TITLE_MAX_BYTES)
        return value->text;
    file_problem(&reading->file, value->place, "dài quá %d byte", MEETING_TITLE_MAX_BYTES);
    return S("");
}

bool front_take(struct book *book, struct reading *reading, struct error *err)
{
    struct front_value values[KEYS] = {0};
    struct conference *conference = reading->conference;
    front_read(&reading->file, keys, KEYS, values);
    conference->day = front_day(&reading->file, &values[DAY]);
    conference->consent = front_day(&reading->file, &values[CONSENT]);
    if (!unit_bodies_on(book->db, reading->mem, 0,
                        day_is_known(conference->day) ? conference->day : DAY_LAST,
                        &reading->bodies, err))
        return false;
    unit_read_front(reading, &values[UNIT]);
    periods_read_front(reading, &values[PERIOD], &values[PROGRAMME]);
    number_read_front(reading, &values[NUMBER]);
    conference->day_part =
        word_read_front(reading, &values[DAY_PART], day_parts_known, day_parts_known_count);
    conference->kind = word_read_front(reading, &values[KIND], meeting_kinds, meeting_kinds_count);
    if (values[ISSUER].text.len)
        conference->issuer = body_read(reading, values[ISSUER].text, values[ISSUER].place);
    conference->place = line_of_front(reading, &values[PLACE]);
    conference->chair = line_of_front(reading, &values[CHAIR]);
    reading->chair_place = values[CHAIR].place;
    return true;
}
