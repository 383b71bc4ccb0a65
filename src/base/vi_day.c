#include "base/vi_day.h"
#include "base/text.h"

/* Reading */

/* Takes the digits at the front of *rest; false if there are none or too many for a date. */
static bool digits_take(struct str *rest, int64_t *number, size_t *count)
{
    size_t len = 0;
    while (len < rest->len && rest->at[len] >= '0' && rest->at[len] <= '9')
        len++;
    *count = len;
    if (len == 0 || len > 9 || !str_to_int(str_part(*rest, 0, len), number))
        return false;
    *rest = str_part(*rest, len, rest->len);
    return true;
}

static bool word_take(struct str *rest, struct str word, struct str capital)
{
    struct str trimmed = str_trim(*rest);
    if (!str_starts(trimmed, word) && !str_starts(trimmed, capital))
        return false;
    *rest = str_trim(str_part(trimmed, word.len, trimmed.len));
    return true;
}

struct date_parts {
    int64_t number[3]; /* in the order of the text */
    size_t digits[3];
};

/* "20/7/2022" and its kin: three numbers, the same separator twice. */
static bool parts_of_figures(struct str rest, struct date_parts *parts)
{
    char separator = '\0';
    for (int i = 0; i < 3; i++) {
        if (i > 0 && (rest.len == 0 || !strchr("/.-", rest.at[0]) || rest.at[0] == '\0'))
            return false;
        if (i > 0 && separator != '\0' && rest.at[0] != separator)
            return false;
        if (i > 0) {
            separator = rest.at[0];
            rest = str_part(rest, 1, rest.len);
        }
        if (!digits_take(&rest, &parts->number[i], &parts->digits[i]))
            return false;
    }
    return rest.len == 0;
}

/* "05 tháng 7 năm 2022", the word "ngày" being taken already. */
static bool parts_of_words(struct str rest, struct date_parts *parts)
{
    return digits_take(&rest, &parts->number[0], &parts->digits[0]) &&
           word_take(&rest, S("tháng"), S("Tháng")) &&
           digits_take(&rest, &parts->number[1], &parts->digits[1]) &&
           word_take(&rest, S("năm"), S("Năm")) &&
           digits_take(&rest, &parts->number[2], &parts->digits[2]) && rest.len == 0;
}

/* Why there is no such day; year, month and day of month are as read. */
static bool no_such_day(int64_t year, int64_t month, int64_t day_of_month, struct error *err)
{
    struct day day;
    if (month < 1 || month > 12)
        return fail(err, ERROR_INVALID, "day", "không có tháng %lld", (long long)month);
    if (year < 1900 || year > 2199)
        return fail(err, ERROR_INVALID, "day", "năm %lld nằm ngoài khoảng 1900 đến 2199",
                    (long long)year);
    if (day_of_month < 1)
        return fail(err, ERROR_INVALID, "day", "không có ngày %lld", (long long)day_of_month);
    int64_t last = 31;
    while (!day_make(year, month, last, &day))
        last--;
    if (month == 2)
        return fail(err, ERROR_INVALID, "day", "tháng 2 năm %lld chỉ có %lld ngày", (long long)year,
                    (long long)last);
    return fail(err, ERROR_INVALID, "day", "tháng %lld chỉ có %lld ngày", (long long)month,
                (long long)last);
}

bool vi_day_read(struct str text, struct day *day, struct error *err)
{
    struct str rest = str_trim(text);
    struct date_parts parts = {0};
    if (rest.len == 0)
        return fail(err, ERROR_INVALID, "day", "chưa ghi ngày");
    word_take(&rest, S("ngày"), S("Ngày"));
    if (!parts_of_figures(rest, &parts) && !parts_of_words(rest, &parts))
        return fail(err, ERROR_INVALID, "day",
                    "«%.*s» không phải là một ngày; hãy viết như 20/7/2022",
                    STR_ARG(str_part(rest, 0, 40)));
    bool is_year_first = parts.digits[0] == 4;
    int64_t year = parts.number[is_year_first ? 0 : 2];
    int64_t day_of_month = parts.number[is_year_first ? 2 : 0];
    if (parts.digits[is_year_first ? 0 : 2] != 4)
        return fail(err, ERROR_INVALID, "day", "năm phải viết đủ bốn chữ số");
    return day_make(year, parts.number[1], day_of_month, day) ||
           no_such_day(year, parts.number[1], day_of_month, err);
}

/* Writing */

struct str vi_day(struct arena *mem, struct day day)
{
    if (!day_is_known(day))
        return S("");
    int32_t year, month, day_of_month;
    day_parts(day, &year, &month, &day_of_month);
    return str_format(mem, "%d/%d/%d", day_of_month, month, year);
}

struct str vi_day_dots(struct arena *mem, struct day day)
{
    if (!day_is_known(day))
        return S("");
    int32_t year, month, day_of_month;
    day_parts(day, &year, &month, &day_of_month);
    return str_format(mem, "%02d.%02d.%d", day_of_month, month, year);
}

/* A month as documents write it: only January and February get a zero. */
static const char *month_zero(int32_t month)
{
    return month <= 2 ? "0" : "";
}

struct str vi_day_long(struct arena *mem, struct day day)
{
    if (!day_is_known(day))
        return S("");
    int32_t year, month, day_of_month;
    day_parts(day, &year, &month, &day_of_month);
    return str_format(mem, "ngày %02d tháng %s%d năm %d", day_of_month, month_zero(month), month,
                      year);
}

enum { HOURS_AHEAD = 7, HOURS_A_DAY = 24, MINUTES_AN_HOUR = 60, SECONDS_A_MINUTE = 60 };

struct day vi_moment_day(struct str moment)
{
    struct day day;
    int64_t hour;
    if (!day_read(str_part(moment, 0, 10), &day) || !str_to_int(str_part(moment, 11, 2), &hour))
        return DAY_NONE;
    if (hour + HOURS_AHEAD >= HOURS_A_DAY)
        day.number++;
    return day;
}

struct str vi_moment(struct arena *mem, struct str moment)
{
    int64_t hour;
    struct day day = vi_moment_day(moment);
    if (!day_is_known(day) || !str_to_int(str_part(moment, 11, 2), &hour))
        return S("");
    return str_format(mem, "%02d:%.*s ngày %.*s", (int)((hour + HOURS_AHEAD) % HOURS_A_DAY),
                      STR_ARG(str_part(moment, 14, 2)), STR_ARG(vi_day(mem, day)));
}

/* "8:30", "08:30:00", "8h30", "8h" as minutes of the day. */
static bool hour_read(struct str text, int64_t *minutes)
{
    int64_t hour, minute = 0;
    size_t digits;
    if (!digits_take(&text, &hour, &digits) || digits > 2 || hour >= HOURS_A_DAY || text.len == 0 ||
        !strchr(":hg", text.at[0]))
        return false;
    bool is_word = text.at[0] != ':';
    text = str_part(text, 1, text.len);
    if (!is_word || text.len) {
        if (!digits_take(&text, &minute, &digits) || digits != 2 || minute >= MINUTES_AN_HOUR)
            return false;
    }
    *minutes = hour * MINUTES_AN_HOUR + minute;
    return text.len == 0 || str_is(text, S(":00"));
}

static bool day_behind(struct str text, struct day *day)
{
    struct error ignored;
    text = str_trim(text);
    if (str_starts(text, S("ngày ")))
        text = str_trim(str_part(text, S("ngày ").len, text.len));
    return vi_day_read(text, day, &ignored);
}

bool vi_moment_read(struct arena *mem, struct str text, struct str *moment, struct error *err)
{
    struct day day = {0};
    int64_t minutes;
    size_t at = 0;
    text = str_trim(text);
    while (at < text.len && text.at[at] != ' ' && text.at[at] != 'T')
        at++;
    struct str first = str_part(text, 0, at), second = str_trim(str_part(text, at + 1, text.len));
    bool is_day_first = hour_read(second, &minutes) && day_behind(first, &day);
    if (!is_day_first && !(hour_read(first, &minutes) && day_behind(second, &day)))
        return fail(err, ERROR_INVALID, "moment",
                    "không hiểu «%.*s»; viết giờ và ngày như 08:30 20/7/2022", STR_ARG(text));
    minutes -= HOURS_AHEAD * MINUTES_AN_HOUR;
    if (minutes < 0) {
        minutes += HOURS_A_DAY * MINUTES_AN_HOUR;
        day.number--;
    }
    *moment = str_format(mem, "%.*sT%02d:%02d:00Z", STR_ARG(day_text(mem, day)),
                         (int)(minutes / MINUTES_AN_HOUR), (int)(minutes % MINUTES_AN_HOUR));
    return true;
}

struct str vi_moment_field(struct arena *mem, struct str moment)
{
    int64_t hour;
    struct day day = vi_moment_day(moment);
    if (!day_is_known(day) || !str_to_int(str_part(moment, 11, 2), &hour))
        return S("");
    return str_format(mem, "%.*sT%02d:%.*s", STR_ARG(day_text(mem, day)),
                      (int)((hour + HOURS_AHEAD) % HOURS_A_DAY), STR_ARG(str_part(moment, 14, 2)));
}

int64_t vi_moment_seconds(struct str moment)
{
    struct day day;
    int64_t hour, minute, second;
    if (!day_read(str_part(moment, 0, 10), &day) || !str_to_int(str_part(moment, 11, 2), &hour) ||
        !str_to_int(str_part(moment, 14, 2), &minute) ||
        !str_to_int(str_part(moment, 17, 2), &second))
        return 0;
    return ((day.number * (int64_t)HOURS_A_DAY + hour) * MINUTES_AN_HOUR + minute) *
               SECONDS_A_MINUTE +
           second;
}

/* Periods */

static const char *const quarters[] = {"I", "II", "III", "IV"};

static struct str period_words(struct arena *mem, struct period period, bool is_padded)
{
    switch (period.kind) {
    case PERIOD_YEAR:
        break;
    case PERIOD_HALF:
        return str_format(mem, "%s6 tháng %s năm %d", is_padded ? "0" : "",
                          period.index == 1 ? "đầu" : "cuối", period.year);
    case PERIOD_QUARTER:
        return str_format(mem, "quý %s năm %d", quarters[(period.index - 1) & 3], period.year);
    case PERIOD_MONTH:
        return str_format(mem, "tháng %s%d năm %d", is_padded ? month_zero(period.index) : "",
                          period.index, period.year);
    }
    return str_format(mem, "năm %d", period.year);
}

struct str vi_period(struct arena *mem, struct period period)
{
    return period_words(mem, period, false);
}

struct str vi_period_padded(struct arena *mem, struct period period)
{
    return period_words(mem, period, true);
}

struct str vi_period_meeting(struct period period)
{
    switch (period.kind) {
    case PERIOD_YEAR:
        break;
    case PERIOD_HALF:
        return S("sơ kết");
    case PERIOD_QUARTER:
        return S("giao ban quý");
    case PERIOD_MONTH:
        return S("giao ban tháng");
    }
    return S("tổng kết");
}

struct str vi_period_slug(struct arena *mem, struct period period)
{
    switch (period.kind) {
    case PERIOD_YEAR:
        break;
    case PERIOD_HALF:
        return period.index == 1 ? S("6-thang-dau-nam") : S("6-thang-cuoi-nam");
    case PERIOD_QUARTER:
        return str_format(mem, "quy-%d", period.index);
    case PERIOD_MONTH:
        return str_format(mem, "thang-%d", period.index);
    }
    return S("ca-nam");
}

/* The number behind `start`, 1..last, without a leading zero: an address has one spelling. */
static bool index_read(struct str slug, struct str start, int64_t last, int32_t *index)
{
    int64_t number;
    struct str digits = str_part(slug, start.len, slug.len);
    if (!str_starts(slug, start) || !str_to_int(digits, &number) || number < 1 || number > last ||
        digits.at[0] == '0')
        return false;
    *index = (int32_t)number;
    return true;
}

bool vi_period_of_slug(int32_t year, struct str slug, struct period *period)
{
    struct period found = {PERIOD_YEAR, year, 1};
    if (str_is(slug, S("6-thang-dau-nam")) || str_is(slug, S("6-thang-cuoi-nam"))) {
        found.kind = PERIOD_HALF;
        found.index = str_is(slug, S("6-thang-dau-nam")) ? 1 : 2;
    } else if (index_read(slug, S("quy-"), 4, &found.index)) {
        found.kind = PERIOD_QUARTER;
    } else if (index_read(slug, S("thang-"), 12, &found.index)) {
        found.kind = PERIOD_MONTH;
    } else if (!str_is(slug, S("ca-nam"))) {
        return false;
    }
    *period = found;
    return true;
}
