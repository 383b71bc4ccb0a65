/* Numbers in running text: what is one, what is a date or the number of a document. */
#include "base/day.h"
#include "base/unicode.h"
#include "base/vi_figure.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2199 };

/* Dates */

/* A short run of plain digits. */
struct run {
    int64_t value;
    size_t len; /* 0: none, or more than four digits */
};

static struct run run_at(struct str text, size_t at)
{
    enum { RUN_MAX = 4 };
    struct run run = {0};
    while (vi_is_digit(text, at + run.len) && run.len <= RUN_MAX)
        run.value = run.value * 10 + (text.at[at + run.len++] - '0');
    return run.len <= RUN_MAX ? run : (struct run){0};
}

static bool is_year(struct run run)
{
    return run.len == 4 && run.value >= YEAR_FIRST && run.value <= YEAR_LAST;
}

static bool is_day_and_month(struct run day, struct run month)
{
    return day.len >= 1 && day.len <= 2 && month.len >= 1 && month.len <= 2 && day.value >= 1 &&
           day.value <= 31 && month.value >= 1 && month.value <= 12;
}

static bool is_one_of(char byte, const char *set)
{
    return byte != '\0' && strchr(set, byte) != NULL;
}

/* True if the text goes on in digits behind a separator out of `set`: then it was no date. */
static bool goes_on(struct str text, size_t end, const char *set)
{
    return end < text.len && is_one_of(text.at[end], set) && vi_is_digit(text, end + 1);
}

/* Words before two figures that make them a day and a month: ngày 20/7, dịp 27-7, chiều 18/7. */
static bool is_after_day_word(struct str text, size_t at)
{
    static const struct str words[] = {
        {"ngày", sizeof "ngày" - 1},   {"lễ", sizeof "lễ" - 1},     {"dịp", sizeof "dịp" - 1},
        {"khánh", sizeof "khánh" - 1}, {"mùng", sizeof "mùng" - 1}, {"mồng", sizeof "mồng" - 1},
        {"sáng", sizeof "sáng" - 1},   {"trưa", sizeof "trưa" - 1}, {"chiều", sizeof "chiều" - 1},
        {"tối", sizeof "tối" - 1},     {"hôm", sizeof "hôm" - 1}};
    struct str word = vi_word_before(text, at);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (vi_word_is(word, words[i]))
            return true;
    return false;
}

/* 20/7/2022, 20.07.2022, 20-7-2022, 2022-07-20: the day must exist. */
static size_t whole_date_len(struct str text, size_t at)
{
    struct run runs[3] = {0};
    size_t end = at;
    for (int i = 0; i < 3; i++) {
        if (i > 0 && (end >= text.len || !is_one_of(text.at[end], "/.-") ||
                      (i == 2 && text.at[end] != text.at[at + runs[0].len])))
            return 0;
        end += i > 0;
        runs[i] = run_at(text, end);
        if (runs[i].len == 0)
            return 0;
        end += runs[i].len;
    }
    struct day day;
    bool is_iso = is_year(runs[0]) && runs[1].len == 2 && runs[2].len == 2;
    bool is_day = is_iso ? day_make(runs[0].value, runs[1].value, runs[2].value, &day)
                         : is_year(runs[2]) && is_day_and_month(runs[0], runs[1]) &&
                               day_make(runs[2].value, runs[1].value, runs[0].value, &day);
    return is_day && !goes_on(text, end, "/.") ? end - at : 0;
}

/* 7/2022 (a month), 17-10 and "ngày 20/7" (a day). 15-20 is a range, for ranges do not fall. */
static size_t part_date_len(struct str text, size_t at)
{
    struct run first = run_at(text, at);
    size_t middle = at + first.len;
    if (first.len == 0 || middle >= text.len || !is_one_of(text.at[middle], "/.-"))
        return 0;
    struct run second = run_at(text, middle + 1);
    size_t end = middle + 1 + second.len;
    if (second.len == 0 || goes_on(text, end, "/.-"))
        return 0;
    if (first.len <= 2 && first.value >= 1 && first.value <= 12 && is_year(second) &&
        text.at[middle] != '-')
        return end - at;
    bool is_falling = text.at[middle] == '-' && first.value > second.value;
    return is_day_and_month(first, second) && (is_falling || is_after_day_word(text, at)) ? end - at
                                                                                          : 0;
}

/* "05 tháng 7 năm 2022", "05 tháng 7", "7 năm 2022" behind the words ngày or tháng. */
static size_t word_date_len(struct str text, size_t at)
{
    struct str before = vi_word_before(text, at);
    bool is_day = vi_word_is(before, S("ngày")), is_month = vi_word_is(before, S("tháng"));
    struct run run = run_at(text, at);
    if ((!is_day && !is_month) || run.len == 0 || run.len > 2 || run.value > (is_day ? 31 : 12))
        return 0;
    size_t word_at = vi_blanks_end(text, at + run.len);
    struct str word = vi_word_at(text, word_at);
    if (!vi_word_is(word, is_day ? S("tháng") : S("năm")))
        return 0;
    size_t next = vi_blanks_end(text, word_at + word.len);
    struct run behind = run_at(text, next);
    bool is_date =
        is_day ? behind.len > 0 && behind.len <= 2 && behind.value <= 12 : is_year(behind);
    return is_date ? next + behind.len - at : 0;
}

size_t vi_date_len(struct str text, size_t at)
{
    size_t len = whole_date_len(text, at);
    if (len == 0)
        len = part_date_len(text, at);
    return len ? len : word_date_len(text, at);
}

/* Years */

/* Behind a dash with or without blanks: 2003 – 2023, 2021-2025. 0 if there is none. */
static size_t dash_end(struct str text, size_t at)
{
    size_t start = vi_blanks_end(text, at);
    struct str rest = str_part(text, start, text.len);
    size_t len = str_starts(rest, S("-")) ? 1 : 0;
    if (str_starts(rest, S("–")) || str_starts(rest, S("—")))
        len = 3;
    return len ? vi_blanks_end(text, start + len) : 0;
}

/* "năm 2022", "2003 – 2023", "quý II/2022". */
static size_t year_len(struct str text, size_t at)
{
    struct run run = run_at(text, at);
    if (!is_year(run))
        return 0;
    size_t second = dash_end(text, at + run.len);
    struct run other = second ? run_at(text, second) : (struct run){0};
    if (is_year(other))
        return second + other.len - at;
    if (goes_on(text, at + run.len, ".,/"))
        return 0;
    if (vi_word_is(vi_word_before(text, at), S("năm")))
        return run.len;
    bool is_after_roman = at >= 2 && text.at[at - 1] == '/' && is_one_of(text.at[at - 2], "IVX");
    return is_after_roman ? run.len : 0;
}

/* Numbers of documents, telephones */

/* 549/2021/NQ-HĐND, 17-CT/TW: figures, then a stroke or dash and a capital. Longer than any number
 * of a document it is a heap of figures, which must not be walked through again for each of them.
 */
static size_t document_len(struct str text, size_t at)
{
    enum { FIGURES_MAX_BYTES = 40 };
    size_t i = at;
    while (i < text.len && (vi_is_digit(text, i) || is_one_of(text.at[i], "/-")))
        if (++i - at > FIGURES_MAX_BYTES)
            return 0;
    struct str rest = str_part(text, i, text.len);
    bool is_capital =
        rest.len && ((rest.at[0] >= 'A' && rest.at[0] <= 'Z') || str_starts(rest, S("Đ")));
    if (!is_capital || i == at || vi_is_digit(text, i - 1))
        return 0;
    while (i < text.len && !is_one_of(text.at[i], "\t\r\n,;()\"") && vi_blanks_end(text, i) == i)
        i++;
    return i - at;
}

/* Times of day: 14 giờ 30 phút, 14h30, 8g. Not what is counted in hours: 40 giờ công. */
static size_t clock_len(struct str text, size_t at)
{
    struct run hour = run_at(text, at);
    size_t word_at = vi_blanks_end(text, at + hour.len);
    struct str word = vi_word_at(text, word_at);
    bool is_attached = word_at == at + hour.len;
    bool is_short = is_attached && (vi_word_is(word, S("h")) || vi_word_is(word, S("g")));
    if (hour.len == 0 || hour.len > 2 || hour.value > 24 ||
        (!is_short && !vi_word_is(word, S("giờ"))))
        return 0;
    size_t end = word_at + word.len, minute_at = vi_blanks_end(text, end);
    if (vi_word_is(vi_word_at(text, minute_at), S("công")))
        return 0;
    struct run minute = run_at(text, minute_at);
    if (minute.len != 2 || minute.value > 59)
        return end - at;
    end = minute_at + minute.len;
    size_t unit_at = vi_blanks_end(text, end);
    struct str unit = vi_word_at(text, unit_at);
    return (vi_word_is(unit, S("phút")) ? unit_at + unit.len : end) - at;
}

/* A run of five or more digits with a zero in front is a telephone or an account. */
static size_t telephone_len(struct str text, size_t at)
{
    enum { TELEPHONE_MIN = 5 };
    size_t len = 0;
    while (vi_is_digit(text, at + len))
        len++;
    return text.at[at] == '0' && len >= TELEPHONE_MIN ? len : 0;
}

static bool is_letter(struct str text, size_t at)
{
    return at < text.len && (text.at[at] | 32) >= 'a' && (text.at[at] | 32) <= 'z';
}

/* Figures and letters in turn, long: 5497b23d6aba is a code, 1tr250 and 100m2 are not. */
static size_t code_len(struct str text, size_t at)
{
    enum { CODE_MIN = 8, TURNS_MIN = 2 };
    size_t len = 0, turns = 0;
    for (; vi_is_digit(text, at + len) || is_letter(text, at + len); len++)
        turns += len > 0 && is_letter(text, at + len - 1) != is_letter(text, at + len);
    return len >= CODE_MIN && turns >= TURNS_MIN ? len : 0;
}

static size_t passed_over_len(struct str text, size_t at)
{
    size_t len = document_len(text, at);
    if (len == 0)
        len = vi_date_len(text, at);
    if (len == 0)
        len = year_len(text, at);
    if (len == 0)
        len = clock_len(text, at);
    if (len == 0)
        len = code_len(text, at);
    return len ? len : telephone_len(text, at);
}

/* Numbers */

/* The next digit that begins a number: not one inside a word (m2, K3, COVID-19). */
static size_t digit_find(struct str text, size_t at)
{
    for (bool is_in_word = false; at < text.len;) {
        if (vi_is_digit(text, at) && !is_in_word)
            return at;
        if (vi_is_digit(text, at)) {
            at++;
            continue;
        }
        size_t word_len = vi_word_at(text, at).len;
        is_in_word = word_len > 0 || (is_in_word && text.at[at] == '-');
        if (word_len)
            at += word_len;
        else
            utf8_next(text, &at);
    }
    return text.len;
}

/* "trên", "ít nhất" … in front of the number, as it stands. */
static struct str qualifier_before(struct str text, size_t at)
{
    static const struct {
        const char *first, *second; /* second: NULL for a single word */
    } phrases[] = {{"trên", NULL},    {"gần", NULL},    {"khoảng", NULL}, {"hơn", NULL},
                   {"chừng", NULL},   {"ước", NULL},    {"ngót", NULL},   {"ít", "nhất"},
                   {"không", "dưới"}, {"tối", "thiểu"}, {"xấp", "xỉ"},    {"ước", "đạt"}};
    struct str last = vi_word_before(text, at);
    if (last.len == 0)
        return str_part(text, at, 0);
    size_t last_at = (size_t)(last.at - text.at);
    struct str before = vi_word_before(text, last_at);
    for (size_t i = 0; i < COUNT_OF(phrases); i++) {
        bool is_pair = phrases[i].second != NULL;
        if (!is_pair && vi_word_is(last, str_of(phrases[i].first)))
            return last;
        if (is_pair && vi_word_is(last, str_of(phrases[i].second)) &&
            vi_word_is(before, str_of(phrases[i].first)))
            return (struct str){before.at, last_at + last.len - (size_t)(before.at - text.at)};
    }
    return str_part(text, at, 0);
}

bool vi_number_next(struct str text, size_t *at, struct vi_number *number)
{
    for (;;) {
        *at = digit_find(text, *at);
        if (*at >= text.len)
            return false;
        size_t passed = passed_over_len(text, *at);
        if (passed == 0)
            break;
        *at += passed;
    }
    size_t from = *at;
    *at = vi_number_at(text, from, number);
    number->qualifier = qualifier_before(text, from);
    return true;
}
