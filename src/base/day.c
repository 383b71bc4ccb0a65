#include "base/day.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 };

bool day_is_known(struct day day)
{
    return day.number != INT32_MIN;
}

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int64_t year, int64_t month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years are counted from March, so that the leap day is the last of its year: then the number of
 * days before a month is (153 m + 2) / 5, and 400 years have 146,097 days. */
static int32_t days_from_parts(int64_t year, int64_t month, int64_t day_of_month)
{
    year -= month <= 2;
    int64_t era = year / 400, year_of_era = year % 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day_of_month - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (int32_t)(era * 146097 + day_of_era - 719468);
}

bool day_make(int64_t year, int64_t month, int64_t day_of_month, struct day *day)
{
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day_of_month < 1 ||
        day_of_month > days_in_month(year, month))
        return false;
    day->number = days_from_parts(year, month, day_of_month);
    return true;
}

void day_parts(struct day day, int32_t *year, int32_t *month, int32_t *day_of_month)
{
    int32_t shifted = day.number + 719468; /* days since 0000-03-01 */
    int32_t era = shifted / 146097, day_of_era = shifted % 146097;
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t shifted_month = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    *month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

bool day_read(struct str text, struct day *day)
{
    int64_t year, month, day_of_month;
    return text.len == 10 && text.at[4] == '-' && text.at[7] == '-' && text.at[0] != '-' &&
           text.at[5] != '-' && text.at[8] != '-' && str_to_int(str_part(text, 0, 4), &year) &&
           str_to_int(str_part(text, 5, 2), &month) &&
           str_to_int(str_part(text, 8, 2), &day_of_month) &&
           day_make(year, month, day_of_month, day);
}

struct str day_text(struct arena *mem, struct day day)
{
    if (!day_is_known(day))
        return S("");
    int32_t parts[3];
    day_parts(day, &parts[0], &parts[1], &parts[2]);
    char *text = arena_take(mem, 11);
    for (int i = 0; i < 4; i++, parts[0] /= 10)
        text[3 - i] = (char)('0' + parts[0] % 10);
    text[4] = text[7] = '-';
    text[5] = (char)('0' + parts[1] / 10), text[6] = (char)('0' + parts[1] % 10);
    text[8] = (char)('0' + parts[2] / 10), text[9] = (char)('0' + parts[2] % 10);
    return (struct str){text, 10};
}

int32_t day_month(struct day day)
{
    int32_t year, month, day_of_month;
    day_parts(day, &year, &month, &day_of_month);
    return year * 12 + month - 1;
}

struct day month_first(int32_t month)
{
    return (struct day){days_from_parts(month / 12, month % 12 + 1, 1)};
}

struct day month_last(int32_t month)
{
    return (struct day){month_first(month + 1).number - 1};
}

static const int months_of_kind[] = {
    [PERIOD_YEAR] = 12, [PERIOD_HALF] = 6, [PERIOD_QUARTER] = 3, [PERIOD_MONTH] = 1};

static int32_t periods_in_year(enum period_kind kind)
{
    return 12 / months_of_kind[kind];
}

struct period period_of(enum period_kind kind, struct day day)
{
    int32_t year, month, day_of_month;
    day_parts(day, &year, &month, &day_of_month);
    return (struct period){kind, year, (month - 1) / months_of_kind[kind] + 1};
}

bool period_read(struct str code, struct period *period, struct error *err)
{
    int64_t year = 0, index = 1;
    enum period_kind kind = PERIOD_YEAR;
    bool is_good = code.len >= 4 && str_to_int(str_part(code, 0, 4), &year) && year >= FIRST_YEAR &&
                   year <= LAST_YEAR;
    struct str rest = str_part(code, 4, code.len);
    if (str_starts(rest, S("-H"))) {
        kind = PERIOD_HALF;
        is_good = is_good && rest.len == 3 && str_to_int(str_part(rest, 2, 1), &index);
    } else if (str_starts(rest, S("-Q"))) {
        kind = PERIOD_QUARTER;
        is_good = is_good && rest.len == 3 && str_to_int(str_part(rest, 2, 1), &index);
    } else if (rest.len) {
        kind = PERIOD_MONTH;
        is_good = is_good && rest.len == 3 && rest.at[0] == '-' && rest.at[1] != '-' &&
                  str_to_int(str_part(rest, 1, 2), &index);
    }
    if (!is_good || index < 1 || index > periods_in_year(kind))
        return fail(err, ERROR_INVALID, "period",
                    "«%.*s» không phải là một kỳ; các dạng hiểu được: 2022, 2022-H1, 2022-Q2, "
                    "2022-05",
                    STR_ARG(code));
    *period = (struct period){kind, (int32_t)year, (int32_t)index};
    return true;
}

struct str period_code(struct arena *mem, struct period period)
{
    switch (period.kind) {
    case PERIOD_HALF:
        return str_format(mem, "%d-H%d", period.year, period.index);
    case PERIOD_QUARTER:
        return str_format(mem, "%d-Q%d", period.year, period.index);
    case PERIOD_MONTH:
        return str_format(mem, "%d-%02d", period.year, period.index);
    case PERIOD_YEAR:
        break;
    }
    return str_format(mem, "%d", period.year);
}

static int32_t period_first_month(struct period period)
{
    return period.year * 12 + (period.index - 1) * months_of_kind[period.kind];
}

struct day period_first(struct period period)
{
    return month_first(period_first_month(period));
}

struct day period_last(struct period period)
{
    return month_last(period_first_month(period) + months_of_kind[period.kind] - 1);
}

struct period period_year_before(struct period period)
{
    period.year--;
    return period;
}

struct period period_next(struct period period)
{
    if (++period.index > periods_in_year(period.kind)) {
        period.index = 1;
        period.year++;
    }
    return period;
}

bool period_is(struct period a, struct period b)
{
    return a.kind == b.kind && a.year == b.year && a.index == b.index;
}
