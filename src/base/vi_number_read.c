/* One number with its words of magnitude and its unit. */
#include "base/unicode.h"
#include "base/vi_figure.h"

static const int64_t thousand = 1000, million = 1000000, milliard = 1000000000;

/* Words */

struct magnitude {
    struct str word;
    int64_t scale;
    bool is_money; /* the word says đồng too: 20trđ */
};

#define WORD(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static const struct magnitude magnitudes[] = {
    {WORD("chục"), 10, false},       {WORD("trăm"), 100, false},
    {WORD("nghìn"), 1000, false},    {WORD("ngàn"), 1000, false},
    {WORD("nghin"), 1000, false},    {WORD("ngan"), 1000, false},
    {WORD("triệu"), 1000000, false}, {WORD("trieu"), 1000000, false},
    {WORD("tr"), 1000000, false},    {WORD("trđ"), 1000000, true},
    {WORD("tỷ"), 1000000000, false}, {WORD("tỉ"), 1000000000, false},
    {WORD("ty"), 1000000000, false}, {WORD("k"), 1000, false},
    {WORD("kđ"), 1000, true},
};

static const struct str currencies[] = {WORD("đồng"), WORD("đ"),   WORD("dong"),
                                        WORD("vnd"),  WORD("vnđ"), WORD("₫")};

/* The magnitude that `word` names, or NULL. k counts only right behind the digits: 500k. */
static const struct magnitude *magnitude_of(struct str word, bool is_attached)
{
    for (size_t i = 0; i < COUNT_OF(magnitudes); i++)
        if (vi_word_is(word, magnitudes[i].word))
            return is_attached || (word.at[0] | 32) != 'k' ? &magnitudes[i] : NULL;
    return NULL;
}

/* True if `unit`, which stands in `text`, is a currency. Đồng begins other words too: đồng chí. */
static bool is_currency(struct str text, struct str unit)
{
    static const struct str others[] = {WORD("chí"), WORD("bào"), WORD("đội"), WORD("nghiệp"),
                                        WORD("hương")};
    bool is_found = false;
    for (size_t i = 0; i < COUNT_OF(currencies); i++)
        is_found |= vi_word_is(unit, currencies[i]);
    if (!is_found)
        return false;
    size_t end = (size_t)(unit.at - text.at) + unit.len;
    struct str next = vi_word_at(text, vi_blanks_end(text, end));
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (vi_word_is(next, others[i]))
            return false;
    return true;
}

/* The unit behind a number: a word, with a figure at its end if it is m2 or m², or ₫. */
static struct str unit_at(struct str text, size_t at)
{
    struct str rest = str_part(text, at, text.len);
    if (str_starts(rest, S("₫")))
        return str_part(rest, 0, sizeof "₫" - 1);
    struct str word = vi_word_at(text, at);
    size_t end = at + word.len;
    if (!vi_word_is(word, S("m")) && !vi_word_is(word, S("km")))
        return word;
    struct str behind = str_part(text, end, text.len);
    if (str_starts(behind, S("²")) || str_starts(behind, S("³")))
        word.len += 2;
    else if ((str_starts(behind, S("2")) || str_starts(behind, S("3"))) &&
             !vi_is_digit(text, end + 1))
        word.len += 1;
    return word;
}

/* Numbers */

/* value / 10^decimals, growing part by part. */
struct amount {
    int64_t value;
    int decimals;
    bool is_over;
};

/* A figure times a scale; what the scale has in zeros, the decimals lose. */
static struct amount amount_of(int64_t digits, int decimals, int64_t scale)
{
    while (decimals > 0 && scale >= 10) {
        scale /= 10;
        decimals--;
    }
    struct amount amount = {.decimals = decimals};
    amount.is_over = __builtin_mul_overflow(digits, scale, &amount.value);
    return amount;
}

static void amount_add(struct amount *sum, struct amount part)
{
    if (sum->is_over || part.is_over || sum->decimals != part.decimals ||
        __builtin_add_overflow(sum->value, part.value, &sum->value))
        sum->is_over = true;
}

/* Reads words of magnitude at `at`, each greater than the one before (trăm triệu, nghìn tỷ). Gives
 * the byte behind the last; *scale stays 1 if there is none. */
static size_t magnitudes_read(struct str text, size_t at, int64_t *scale, bool *is_money)
{
    int64_t last = 1;
    *scale = 1;
    for (;;) {
        size_t start = vi_blanks_end(text, at);
        struct str word = vi_word_at(text, start);
        const struct magnitude *found = magnitude_of(word, start == at);
        if (!found || found->scale <= last || __builtin_mul_overflow(*scale, found->scale, scale))
            return at;
        last = found->scale;
        *is_money |= found->is_money;
        at = start + word.len;
        if (*is_money)
            return at;
    }
}

/* "1tr2" is 1,2 triệu, "1 triệu rưỡi" 1,5: what may stand behind the magnitude. */
static size_t tail_read(struct str text, size_t at, int64_t scale, struct amount *sum)
{
    if (vi_is_digit(text, at)) {
        size_t end = at;
        int64_t digits = 0;
        while (vi_is_digit(text, end) && end - at < 3)
            digits = digits * 10 + (text.at[end++] - '0');
        if (vi_is_digit(text, end) || scale < thousand)
            return at;
        amount_add(sum, amount_of(digits, (int)(end - at), scale));
        return end;
    }
    size_t start = vi_blanks_end(text, at);
    struct str word = vi_word_at(text, start);
    if (!vi_word_is(word, S("rưỡi")))
        return at;
    amount_add(sum, amount_of(5, 1, scale));
    return start + word.len;
}

/* Reads what follows a magnitude as parts of the same number: "4 tỷ 662 triệu", "1 triệu 500.000
 * đồng". Each part is smaller than the magnitude before. */
static size_t parts_read(struct str text, size_t at, int64_t scale, struct amount *sum,
                         bool *is_money)
{
    while (scale >= thousand && sum->decimals == 0) {
        size_t start = vi_blanks_end(text, at);
        if (start == at || !vi_is_digit(text, start) || vi_date_len(text, start))
            return at;
        struct vi_figure figure = vi_figure_read(text, start);
        int64_t part_scale;
        bool is_part_money = false;
        size_t end = magnitudes_read(text, figure.end, &part_scale, &is_part_money);
        struct amount part = amount_of(figure.digits, figure.decimals, part_scale);
        size_t unit = vi_blanks_end(text, end);
        bool is_last = part_scale == 1;
        if (part.is_over || part.decimals || part.value >= scale || figure.flags ||
            (is_last && !is_currency(text, unit_at(text, unit))))
            return at;
        amount_add(sum, part);
        *is_money |= is_part_money;
        at = end;
        scale = is_last ? 1 : part_scale;
    }
    return at;
}

/* A million of millions or a hundred thousand of milliards: no figure of a committee is that big
 * (the largest sum that was ever published is below 10^14), a dot or a word too many is. */
static bool is_absurd(const struct vi_figure *figure, int64_t scale, const struct amount *sum)
{
    int64_t whole = figure->digits / vi_power_of_ten(figure->decimals);
    return sum->is_over || (scale == million && whole >= million) ||
           (scale == milliard && whole >= 100 * thousand) ||
           (scale > 1 && sum->value / vi_power_of_ten(sum->decimals) >= 100 * thousand * milliard);
}

/* A dot before one or two digits stands where a comma must be; three decimals may be a group. With
 * a magnitude "1,640 tỷ" is clear, for nobody writes thousands of tỷ with a comma. */
static unsigned flags_of(const struct vi_figure *figure, int64_t scale, bool is_percent)
{
    unsigned flags = figure->flags;
    if ((flags & VI_MISGROUPED) && scale > 1)
        flags = (flags & ~(unsigned)VI_MISGROUPED) | VI_AMBIGUOUS;
    else if (scale > 1 || is_percent)
        flags &= ~(unsigned)VI_AMBIGUOUS;
    return flags;
}

/* "4/6": reads the second figure; gives the byte behind it, or `at` if there is none. */
static size_t fraction_read(struct str text, size_t at, struct vi_number *number)
{
    if (at >= text.len || text.at[at] != '/' || !vi_is_digit(text, at + 1))
        return at;
    struct vi_figure other = vi_figure_read(text, at + 1);
    if (other.decimals || other.flags)
        return at;
    number->is_fraction = true;
    number->other = other.digits;
    return other.end;
}

/* "phần trăm" is %; gives the byte behind it, or `at` if it does not stand there. */
static size_t percent_words_end(struct str text, size_t at)
{
    struct str first = vi_word_at(text, at);
    size_t second_at = vi_blanks_end(text, at + first.len);
    struct str second = vi_word_at(text, second_at);
    bool is_percent = vi_word_is(first, S("phần")) && vi_word_is(second, S("trăm"));
    return is_percent ? second_at + second.len : at;
}

static size_t unit_read(struct str text, size_t at, struct vi_number *number)
{
    size_t start = vi_blanks_end(text, at);
    if (start < text.len && text.at[start] == '%') {
        number->is_percent = true;
        number->len = start + 1 - number->from;
        return start + 1;
    }
    size_t percent = percent_words_end(text, start);
    if (percent > start) {
        number->is_percent = true;
        number->len = percent - number->from;
        return percent;
    }
    number->unit = unit_at(text, start);
    number->is_money |= is_currency(text, number->unit);
    return number->unit.len ? start + number->unit.len : at;
}

size_t vi_number_at(struct str text, size_t at, struct vi_number *number)
{
    struct vi_figure figure = vi_figure_read(text, at);
    *number = (struct vi_number){.from = at};
    size_t end = fraction_read(text, figure.end, number);
    int64_t scale = 1;
    if (!number->is_fraction)
        end = magnitudes_read(text, end, &scale, &number->is_money);
    struct amount sum = amount_of(figure.digits, figure.decimals, scale);
    if (scale > 1) {
        size_t tail = tail_read(text, end, scale, &sum);
        end = tail > end ? tail : parts_read(text, end, scale, &sum, &number->is_money);
    }
    number->len = end - at;
    number->unit = str_part(text, end, 0);
    end = unit_read(text, end, number);
    number->value = sum.is_over ? INT64_MAX : sum.value;
    number->decimals = sum.is_over ? 0 : sum.decimals;
    number->flags = flags_of(&figure, scale, number->is_percent);
    if (is_absurd(&figure, scale, &sum))
        number->flags |= VI_ABSURD;
    return end;
}
