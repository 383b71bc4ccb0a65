#include "worker/sheet_number.h"

#include "base/day.h"
#include "base/text.h"

#include <math.h>

enum {
    SERIAL_LEAP_DAY = 60,  /* 1900-02-29, which there was not */
    SERIAL_LAST = 2958465, /* 9999-12-31 */
    DAYS_1900 = -25568,    /* 1899-12-31 as a struct day: the day before serial 1 */
    DAYS_1904 = -24107,    /* 1904-01-01: serial 0 */
    DAY_SECONDS = 86400,
    DIGITS_CERTAIN = 15, /* of a double; the others are noise */
    DIGITS_MAX = 40,     /* of a pattern that fills up with zeros */
    STORED_MAX_BYTES = 64,
};

/* ---- formats ---- */

struct number_format number_format_known(int64_t id)
{
    static const struct {
        int first, last;
        struct number_format format;
    } known[] = {
        {1, 1, {.decimals = 0}},
        {2, 2, {.decimals = 2}},
        {3, 3, {.decimals = 0}},
        {4, 4, {.decimals = 2}},
        {9, 9, {.sort = NUMBER_PERCENT, .decimals = 0}},
        {10, 10, {.sort = NUMBER_PERCENT, .decimals = 2}},
        {14, 17, {.sort = NUMBER_DAY}},
        {18, 21, {.sort = NUMBER_TIME}},
        {22, 22, {.sort = NUMBER_DAY}},
        {27, 31, {.sort = NUMBER_DAY}}, /* of East Asian editions, as are the next three */
        {32, 35, {.sort = NUMBER_TIME}},
        {36, 36, {.sort = NUMBER_DAY}},
        {37, 38, {.decimals = 0}},
        {39, 40, {.decimals = 2}},
        {41, 42, {.decimals = 0}},
        {43, 44, {.decimals = 2}},
        {45, 45, {.sort = NUMBER_TIME}},
        {46, 46, {.sort = NUMBER_ELAPSED}},
        {47, 47, {.sort = NUMBER_TIME}},
        {50, 58, {.sort = NUMBER_DAY}},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (id >= known[i].first && id <= known[i].last)
            return known[i].format;
    return (struct number_format){.decimals = -1};
}

/* What stands in a pattern's first section. */
struct pattern {
    bool has_day, has_month, has_clock, is_elapsed, is_percent, is_odd;
    bool has_point;
    int zeros, optional, decimals; /* digits before the point that must and may stand; behind it */
    int scaling;                   /* commas behind the last digit */
};

static char lower_of(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

static bool is_one_of(char byte, struct str set)
{
    return str_find_char(set, byte) < set.len;
}

/* Bytes of what is shown as it stands, or is a condition, colour or language: passed over. 0 if a
 * sign of the format stands here. */
static size_t literal_len(struct str rest)
{
    size_t end;
    switch (rest.at[0]) {
    case '"':
        end = str_find_char(str_part(rest, 1, rest.len), '"') + 2;
        break;
    case '[':
        end = str_find_char(rest, ']') + 1;
        break;
    case '\\':
    case '_':
    case '*':
        end = 2;
        break;
    default:
        return 0;
    }
    return end < rest.len ? end : rest.len;
}

/* "[h]", "[mm]", "[ss]" */
static bool is_elapsed(struct str part)
{
    if (part.len < 3 || part.at[0] != '[')
        return false;
    for (size_t i = 1; i + 1 < part.len; i++)
        if (!is_one_of(lower_of(part.at[i]), S("hms")))
            return false;
    return true;
}

static void digit_take(struct pattern *pattern, char byte)
{
    pattern->scaling = 0;
    if (pattern->has_point)
        pattern->decimals++;
    else if (byte == '0')
        pattern->zeros++;
    else
        pattern->optional++;
}

static void sign_take(struct pattern *pattern, char byte)
{
    byte = lower_of(byte);
    if (is_one_of(byte, S("0#?")))
        digit_take(pattern, byte);
    pattern->scaling += byte == ',';
    pattern->has_point |= byte == '.';
    pattern->has_day |= byte == 'd' || byte == 'y';
    pattern->has_month |= byte == 'm';
    pattern->has_clock |= byte == 'h' || byte == 's';
    pattern->is_percent |= byte == '%';
    pattern->is_odd |= is_one_of(byte, S("/e@")); /* fractions, powers of ten, texts */
}

struct number_format number_format_read(struct str pattern)
{
    struct pattern has = {0};
    struct str rest = pattern;
    if (pattern.len >= 7 && strncasecmp(pattern.at, "General", 7) == 0)
        return number_format_known(0);
    while (rest.len && rest.at[0] != ';') {
        size_t len = literal_len(rest);
        if (len)
            has.is_elapsed |= is_elapsed(str_part(rest, 0, len));
        else
            sign_take(&has, rest.at[0]);
        rest = str_part(rest, len ? len : 1, rest.len);
    }
    if (has.has_day || (has.has_month && !has.has_clock && !has.is_elapsed))
        return (struct number_format){.sort = NUMBER_DAY};
    if (has.is_elapsed || has.has_clock)
        return (struct number_format){.sort = has.is_elapsed ? NUMBER_ELAPSED : NUMBER_TIME};
    bool is_filled = has.zeros > 1 && !has.optional && !has.has_point && has.zeros <= DIGITS_MAX;
    return (struct number_format){
        .sort = has.is_percent ? NUMBER_PERCENT : NUMBER_PLAIN,
        .digits = is_filled ? has.zeros : 0,
        .decimals = has.is_odd || has.zeros + has.optional + has.decimals == 0 ? -1 : has.decimals,
        .is_scaled = has.scaling > 0 && !has.is_odd && has.zeros + has.optional > 0,
    };
}

/* ---- days ---- */

/* YYYY-MM-DD of a serial number; days that there are not (1900-02-29) as spreadsheets show them. */
static struct str day_of(struct arena *mem, int64_t serial, bool is_1904)
{
    if (is_1904)
        return day_text(mem, (struct day){(int32_t)(DAYS_1904 + serial)});
    if (serial == 0)
        return S("1900-01-00");
    if (serial == SERIAL_LEAP_DAY)
        return S("1900-02-29");
    return day_text(mem, (struct day){(int32_t)(DAYS_1900 + serial - (serial > SERIAL_LEAP_DAY))});
}

static struct str clock_of(struct arena *mem, int64_t seconds)
{
    long long hours = seconds / 3600, minutes = seconds / 60 % 60, rest = seconds % 60;
    return rest ? str_format(mem, "%02lld:%02lld:%02lld", hours, minutes, rest)
                : str_format(mem, "%02lld:%02lld", hours, minutes);
}

/* ---- numbers ---- */

/* Digits as C prints them, in Vietnamese: a comma, no zeros at its end. */
static struct str decimals_of(struct arena *mem, struct str printed)
{
    size_t point = str_find_char(printed, '.');
    struct str whole = str_part(printed, 0, point),
               decimals = str_part(printed, point + 1, printed.len);
    while (str_ends(decimals, S("0")))
        decimals.len--;
    struct str parts[] = {str_is(whole, S("-0")) && !decimals.len ? S("0") : whole,
                          decimals.len ? S(",") : S(""), decimals};
    return str_join(mem, parts, COUNT_OF(parts), S(""));
}

/* Its 15 certain digits, all written out as far as people can still read them. */
static struct str plain_of(struct arena *mem, double number)
{
    if (fabs(number) >= 1e21 || (number != 0 && fabs(number) < 1e-15))
        return str_format(mem, "%.*g", DIGITS_CERTAIN, number);
    double rounded = strtod(str_format(mem, "%.*g", DIGITS_CERTAIN, number).at, NULL);
    int before = rounded == 0 ? 1 : (int)floor(log10(fabs(rounded))) + 1;
    int decimals = before < DIGITS_CERTAIN ? DIGITS_CERTAIN - before : 0;
    return decimals_of(mem, str_format(mem, "%.*f", decimals, rounded));
}

static size_t decimals_count(struct str text)
{
    size_t comma = str_find_char(text, ',');
    return comma < text.len ? text.len - comma - 1 : 0;
}

/* "0912" of 912 under "0000". */
static struct str filled_up(struct arena *mem, struct str text, int digits)
{
    bool is_whole = text.len > 0;
    for (size_t i = 0; i < text.len; i++)
        is_whole &= is_one_of(text.at[i], S("0123456789"));
    if (!is_whole || text.len >= (size_t)digits)
        return text;
    return str_format(mem, "%0*d%.*s", digits - (int)text.len, 0, STR_ARG(text));
}

static struct str number_shown(struct arena *mem, double number, const struct number_format *format,
                               unsigned *notes)
{
    struct str text = plain_of(mem, format->sort == NUMBER_PERCENT ? number * 100 : number);
    bool is_shorter = format->decimals >= 0 && decimals_count(text) > (size_t)format->decimals;
    if (is_shorter || format->is_scaled)
        *notes |= SHEET_ROUNDED;
    if (format->sort == NUMBER_PERCENT)
        return str_format(mem, "%.*s%%", STR_ARG(text));
    return format->digits ? filled_up(mem, text, format->digits) : text;
}

/* Most numbers are whole, short and shown as they are. */
static bool is_short_whole(struct str stored, const struct number_format *format)
{
    if (format->sort != NUMBER_PLAIN || format->digits || format->is_scaled ||
        stored.len > DIGITS_CERTAIN || stored.len == 0 || (stored.at[0] == '0' && stored.len > 1))
        return false;
    for (size_t i = 0; i < stored.len; i++)
        if (stored.at[i] < '0' || stored.at[i] > '9')
            return false;
    return true;
}

static bool number_read(struct str stored, double *number)
{
    char copy[STORED_MAX_BYTES + 1], *end;
    for (size_t i = 0; i < stored.len; i++)
        if (!is_one_of(stored.at[i], S("0123456789+-.eE")))
            return false;
    if (stored.len == 0 || stored.len > STORED_MAX_BYTES)
        return false;
    memcpy(copy, stored.at, stored.len);
    copy[stored.len] = '\0';
    *number = strtod(copy, &end);
    return *end == '\0' && isfinite(*number);
}

bool number_text(struct arena *mem, struct str stored, const struct number_format *format,
                 bool is_1904, struct str *text, unsigned *notes)
{
    double number;
    *text = stored;
    if (is_short_whole(stored, format))
        return true;
    if (!number_read(stored, &number))
        return false;
    bool is_moment = format->sort >= NUMBER_DAY && number >= 0 && number < SERIAL_LAST + 1.0;
    if (!is_moment) {
        const struct number_format plain = number_format_known(0);
        *text = number_shown(mem, number, format->sort >= NUMBER_DAY ? &plain : format, notes);
        return true;
    }
    int64_t seconds = llround(number * DAY_SECONDS), serial = seconds / DAY_SECONDS;
    if (format->sort == NUMBER_DAY) {
        *notes |= SHEET_DAY | (seconds % DAY_SECONDS ? SHEET_TIME : 0U);
        *text = day_of(mem, serial, is_1904);
    } else {
        *text = clock_of(mem, format->sort == NUMBER_ELAPSED ? seconds : seconds % DAY_SECONDS);
    }
    return true;
}

bool number_is_typed_as_text(struct str text)
{
    size_t digits = 0;
    text = str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        bool is_digit = text.at[i] >= '0' && text.at[i] <= '9';
        if (!is_digit && !(digits ? is_one_of(text.at[i], S("., ")) : i == 0 && text.at[0] == '-'))
            return false;
        digits += is_digit;
    }
    return digits > 0;
}
