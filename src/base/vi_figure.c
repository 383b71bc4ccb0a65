#include "base/vi_figure.h"
#include "base/unicode.h"

enum { RUNS_MAX = 10, DIGITS_MAX = 18, GROUP_DIGITS = 3 };

int64_t vi_power_of_ten(int count)
{
    int64_t power = 1;
    while (count-- > 0)
        power *= 10;
    return power;
}

bool vi_is_digit(struct str text, size_t at)
{
    return at < text.len && text.at[at] >= '0' && text.at[at] <= '9';
}

/* Bytes of a no-break space, also the narrow one, at `at`; 0 if there is none. */
static size_t hard_blank_len(struct str text, size_t at)
{
    struct str rest = str_part(text, at, text.len);
    if (str_starts(rest, S("\xC2\xA0")))
        return 2;
    return str_starts(rest, S("\xE2\x80\xAF")) ? 3 : 0;
}

size_t vi_blanks_end(struct str text, size_t at)
{
    for (;;) {
        size_t len = at < text.len && text.at[at] == ' ' ? 1 : hard_blank_len(text, at);
        if (len == 0)
            return at;
        at += len;
    }
}

/* Runs of digits and what stands between them: '.', ',' or ' ' for a no-break space. */
struct runs {
    size_t from[RUNS_MAX], len[RUNS_MAX];
    char between[RUNS_MAX]; /* before the run; unused for the first */
    size_t count;
};

static size_t digits_len(struct str text, size_t at)
{
    size_t len = 0;
    while (vi_is_digit(text, at + len))
        len++;
    return len;
}

static void runs_read(struct str text, size_t at, struct runs *runs)
{
    /* "1,2,3": a list of numbers, in which a later one takes no comma to itself. */
    bool is_in_list = at >= 2 && text.at[at - 1] == ',' && vi_is_digit(text, at - 2);
    char between = '\0';
    for (runs->count = 0; runs->count < RUNS_MAX;) {
        size_t len = digits_len(text, at);
        runs->from[runs->count] = at;
        runs->len[runs->count] = len;
        runs->between[runs->count++] = between;
        at += len;
        size_t blank = hard_blank_len(text, at);
        size_t step = blank ? blank : 1;
        if (is_in_list || !vi_is_digit(text, at + step))
            return;
        if (blank && digits_len(text, at + step) != GROUP_DIGITS)
            return;
        between = text.at[at];
        if (blank)
            between = ' ';
        if (!blank && between != '.' && between != ',')
            return; /* a blank that may break parts two numbers */
        at += step;
    }
}

/* True if the runs first..end-1 are a whole number: 1 to 3 digits, then groups of three. */
static bool is_grouping(struct str text, const struct runs *runs, size_t end)
{
    if (end > 1 && (runs->len[0] > GROUP_DIGITS || text.at[runs->from[0]] == '0'))
        return false;
    for (size_t i = 1; i < end; i++)
        if (runs->len[i] != GROUP_DIGITS || (i > 1 && runs->between[i] != runs->between[1]))
            return false;
    return true;
}

/* The digits of all runs before `end` as one number; saturates. */
static int64_t digits_join(struct str text, const struct runs *runs, size_t end, unsigned *flags)
{
    int64_t value = 0;
    size_t count = 0;
    for (size_t run = 0; run < end; run++)
        for (size_t i = 0; i < runs->len[run]; i++) {
            int digit = text.at[runs->from[run] + i] - '0';
            count += count > 0 || digit > 0;
            if (count <= DIGITS_MAX)
                value = value * 10 + digit;
        }
    if (count <= DIGITS_MAX)
        return value;
    *flags |= VI_ABSURD;
    return INT64_MAX;
}

/* Drops zeros behind the comma: 36,50 is 36,5. */
static void zeros_drop(struct vi_figure *figure)
{
    while (figure->decimals > 0 && figure->digits % 10 == 0) {
        figure->digits /= 10;
        figure->decimals--;
    }
}

struct vi_figure vi_figure_read(struct str text, size_t at)
{
    struct runs runs;
    runs_read(text, at, &runs);
    size_t used = runs.count, last = used - 1, commas = 0;
    for (size_t i = 1; i < used; i++)
        commas += runs.between[i] == ',';
    struct vi_figure figure = {0};
    if (commas == 1 && runs.between[last] == ',') {
        figure.decimals = (int)runs.len[last];
        figure.is_grouped = last > 1;
        if (!is_grouping(text, &runs, last))
            figure.flags |= VI_MISGROUPED;
        if (last == 1 && runs.len[last] == GROUP_DIGITS && runs.len[0] <= GROUP_DIGITS &&
            text.at[runs.from[0]] != '0')
            figure.flags |= VI_AMBIGUOUS;
    } else if (is_grouping(text, &runs, used)) {
        figure.is_grouped = used > 1;
    } else if (commas == last) {
        used = 1; /* a list: 1,2,3 */
    } else {
        figure.flags |= VI_MISGROUPED;
        bool is_dot_decimal = runs.between[last] == '.' && (last == 1 || commas == last - 1);
        figure.decimals = is_dot_decimal ? (int)runs.len[last] : 0;
    }
    figure.digits = digits_join(text, &runs, used, &figure.flags);
    if (figure.decimals > DIGITS_MAX)
        figure.flags |= VI_ABSURD;
    if (figure.flags & VI_ABSURD)
        figure.decimals = 0;
    figure.end = runs.from[used - 1] + runs.len[used - 1];
    zeros_drop(&figure);
    return figure;
}

/* Words */

static bool is_letter(uint32_t character)
{
    if (character < 0x80)
        return (character | 32) >= 'a' && (character | 32) <= 'z';
    return character != 0xB2 && character != 0xB3 && unicode_is_word(character);
}

struct str vi_word_at(struct str text, size_t at)
{
    size_t end = at;
    for (size_t i = at; i < text.len; end = i)
        if (!is_letter(utf8_next(text, &i)))
            break;
    return str_part(text, at, end - at);
}

/* Where the character before byte `at` begins. */
static size_t character_before(struct str text, size_t at)
{
    do
        at--;
    while (at > 0 && ((unsigned char)text.at[at] & 0xC0) == 0x80);
    return at;
}

struct str vi_word_before(struct str text, size_t at)
{
    size_t end = at;
    while (end > 0) {
        size_t before = character_before(text, end);
        if (vi_blanks_end(text, before) < end)
            break;
        end = before;
    }
    size_t from = end;
    while (from > 0) {
        size_t before = character_before(text, from), i = before;
        if (!is_letter(utf8_next(text, &i)))
            break;
        from = before;
    }
    return str_part(text, from, end - from);
}

bool vi_word_is(struct str word, struct str lower)
{
    if (word.len != lower.len || word.len == 0)
        return false;
    size_t i = 0, k = 0;
    while (i < word.len && k < lower.len)
        if (unicode_lower_of(utf8_next(word, &i)) != utf8_next(lower, &k))
            return false;
    return i == word.len && k == lower.len;
}
