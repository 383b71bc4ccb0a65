#include "feature/compare/compare_amount.h"

#include "base/unicode.h"
#include "base/vi_text.h"

__extension__ typedef __int128 wide; /* sums of money times powers of ten are beyond 64 bits */

static int64_t power_of_ten(int count)
{
    int64_t power = 1;
    for (int i = 0; i < count && i < 18; i++)
        power *= 10;
    return power;
}

/* ---- reading ---- */

static bool word_is(struct str word, const char *const *words, size_t count)
{
    auto_arena mem = {0};
    struct str fold = vi_fold(&mem, word);
    for (size_t i = 0; i < count; i++)
        if (str_is(fold, str_of(words[i])))
            return true;
    return false;
}

static enum qualifier qualifier_of(struct str words)
{
    static const char *const above[] = {"tren", "hon", "it nhat", "khong duoi", "toi thieu"};
    static const char *const below[] = {"gan", "ngot"};
    if (words.len == 0)
        return AMOUNT_EXACT;
    if (word_is(words, above, COUNT_OF(above)))
        return AMOUNT_ABOVE;
    return word_is(words, below, COUNT_OF(below)) ? AMOUNT_BELOW : AMOUNT_ABOUT;
}

/* The scale of the last word of magnitude in the number: "4 tỷ 662 triệu" → 10^6; 1 without. */
static int64_t last_scale(struct str number)
{
    static const struct {
        const char *word;
        int64_t scale;
    } scales[] = {{"ty", 1000000000}, {"ti", 1000000000}, {"trieu", 1000000}, {"tr", 1000000},
                  {"trd", 1000000},   {"nghin", 1000},    {"ngan", 1000},     {"k", 1000},
                  {"kd", 1000},       {"tram", 100},      {"chuc", 10}};
    auto_arena mem = {0};
    size_t end = number.len, start;
    while (end > 0 && number.at[end - 1] == ' ')
        end--;
    for (start = end; start > 0 && number.at[start - 1] != ' ' &&
                      !(number.at[start - 1] >= '0' && number.at[start - 1] <= '9');)
        start--;
    struct str word = vi_fold(&mem, str_part(number, start, end - start));
    for (size_t i = 0; i < COUNT_OF(scales); i++)
        if (str_is(word, str_of(scales[i].word)))
            return scales[i].scale;
    return 1;
}

/* Digits behind the comma of the number, or behind the dot that stands for one ("1.2 tỷ"). */
static int decimal_digits(struct str number, bool is_ambiguous)
{
    int count = 0;
    size_t at = str_find_char(number, ',');
    if (at == number.len && is_ambiguous)
        at = str_find_char(number, '.');
    for (size_t i = at + 1; i < number.len && number.at[i] >= '0' && number.at[i] <= '9'; i++)
        count++;
    return count;
}

/* How many of `unit` one of the number's own unit is: 1 km, 1.000 mét. */
static int64_t unit_factor(struct str own, struct str unit)
{
    static const struct {
        const char *unit, *own;
        int64_t factor;
    } factors[] = {{"met", "km", 1000}, {"met", "cay", 1000}, {"kg", "tan", 1000},
                   {"kg", "ta", 100},   {"m2", "ha", 10000},  {"m2", "hecta", 10000},
                   {"m2", "hec", 10000}};
    auto_arena mem = {0};
    struct str own_fold = vi_fold(&mem, own), unit_fold = vi_fold(&mem, unit);
    for (size_t i = 0; i < COUNT_OF(factors); i++)
        if (str_is(unit_fold, str_of(factors[i].unit)) && str_is(own_fold, str_of(factors[i].own)))
            return factors[i].factor;
    return 1;
}

static bool is_measured(struct str unit)
{
    static const char *const measures[] = {"met", "m", "km", "kg", "m2", "%", "dong"};
    return word_is(unit, measures, COUNT_OF(measures));
}

/* Takes powers of ten out of the decimals where the factor has them. */
static void factor_apply(struct amount *amount, int64_t factor)
{
    while (factor > 1 && amount->decimals > 0) {
        factor /= 10;
        amount->decimals--;
    }
    if (__builtin_mul_overflow(amount->value, factor, &amount->value))
        amount->value = INT64_MAX;
    if (__builtin_mul_overflow(amount->written_step, factor, &amount->written_step))
        amount->written_step = 1;
}

struct amount amount_of_number(struct str text, const struct vi_number *number, struct str unit)
{
    struct str written = str_part(text, number->from, number->len);
    struct amount amount = {.value = number->value,
                            .decimals = number->decimals,
                            .qualifier = qualifier_of(number->qualifier),
                            .written_step = 1};
    int64_t scale = last_scale(written);
    if (scale > 1) { /* what the scale did not use up are decimals left */
        int digits = decimal_digits(written, number->flags & VI_AMBIGUOUS);
        int64_t power = power_of_ten(digits < 9 ? digits : 9);
        amount.written_step = power < scale ? scale / power : 1;
    }
    bool is_thousands = amount.decimals == 3 && scale == 1 && !number->is_percent &&
                        !number->is_money && unit.len && !is_measured(unit);
    if (is_thousands)
        amount.decimals = 0;
    factor_apply(&amount, unit_factor(number->unit, unit));
    amount.round_step = 1;
    for (int64_t rest = amount.value; rest >= 10 && rest % 10 == 0; rest /= 10)
        amount.round_step *= 10;
    return amount;
}

/* ---- agreeing ---- */

static int64_t least_of(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t greatest_of(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static wide distance(wide a, wide b)
{
    return a > b ? a - b : b - a;
}

/* `exact` scaled as the amount's value is. */
static bool agrees_scaled(const struct amount *amount, wide exact)
{
    wide value = amount->value;
    int64_t written = amount->written_step;
    int64_t slack = greatest_of(written, least_of(amount->round_step, amount->value / 4));
    if (exact == value)
        return true;
    switch (amount->qualifier) {
    case AMOUNT_ABOVE:
        return exact > value && exact < value + slack;
    case AMOUNT_BELOW:
        return exact < value && exact > value - slack;
    case AMOUNT_ABOUT:
        return distance(exact, value) <=
               greatest_of(written, least_of(amount->round_step, amount->value / 10));
    case AMOUNT_EXACT:
        break;
    }
    bool is_cut = exact > value && exact < value + written;
    return written > 1 && (is_cut || 2 * distance(exact, value) <= written);
}

bool amount_agrees(struct amount amount, int64_t exact, int64_t step)
{
    wide scaled = (wide)exact * power_of_ten(amount.decimals);
    if (agrees_scaled(&amount, scaled))
        return true;
    bool is_cut_by_us = step > 1 && amount.qualifier == AMOUNT_ABOVE && amount.decimals == 0;
    return is_cut_by_us && exact - exact % vi_money_step(exact, step) == amount.value;
}

bool amount_agrees_percent(struct amount amount, int64_t part, int64_t whole)
{
    if (whole <= 0 || amount.decimals > 9)
        return false;
    wide scaled = (wide)part * 100 * power_of_ten(amount.decimals), cut = scaled / whole;
    wide rounded = (2 * scaled + whole) / (2 * (wide)whole);
    if (amount.value == cut || amount.value == rounded)
        return true;
    return amount.qualifier != AMOUNT_EXACT && agrees_scaled(&amount, cut);
}

/* The same amount with more decimals; what would be too large stays. */
static void amount_widen(struct amount *amount, int decimals)
{
    while (amount->decimals < decimals && amount->value < INT64_MAX / 10) {
        amount->decimals++;
        amount->value *= 10;
        amount->written_step *= 10;
        amount->round_step *= 10;
    }
}

bool amounts_agree(struct amount a, struct amount b)
{
    amount_widen(&a, b.decimals);
    amount_widen(&b, a.decimals);
    if (a.value == b.value)
        return true;
    if (a.qualifier == b.qualifier)
        return a.qualifier == AMOUNT_EXACT &&
               (agrees_scaled(&a, b.value) || agrees_scaled(&b, a.value));
    if (a.qualifier == AMOUNT_EXACT || b.qualifier == AMOUNT_ABOUT)
        return agrees_scaled(&b, a.value);
    if (b.qualifier == AMOUNT_EXACT || a.qualifier == AMOUNT_ABOUT)
        return agrees_scaled(&a, b.value);
    /* above one and below the other: something must lie between */
    return a.qualifier == AMOUNT_ABOVE ? a.value < b.value : b.value < a.value;
}

/* ---- slips ---- */

/* The digits of both; false if they are not of the same length. */
static int digits_of(int64_t value, char digits[24])
{
    return snprintf(digits, 24, "%lld", (long long)value);
}

static struct str slip_of_digits(int64_t value, int64_t exact)
{
    char said[24], meant[24];
    int len = digits_of(value, said), other = digits_of(exact, meant), differing = 0, first = -1;
    if (len != other || len < 2)
        return S("");
    for (int i = 0; i < len; i++) {
        if (said[i] == meant[i])
            continue;
        first = first < 0 ? i : first;
        differing++;
    }
    if (differing == 2 && said[first] == meant[first + 1] && said[first + 1] == meant[first])
        return S("có vẻ đảo hai chữ số");
    return differing == 1 ? S(SLIP_OF_ONE_DIGIT) : S("");
}

struct str amount_slip(struct arena *mem, struct amount amount, int64_t exact)
{
    static const int64_t factors[] = {1000, 1000000, 1000000000, 10, 100};
    wide scaled = (wide)exact * power_of_ten(amount.decimals);
    for (size_t i = 0; i < COUNT_OF(factors) && exact > 0; i++) {
        struct amount smaller = amount;
        smaller.value /= factors[i];
        smaller.written_step = greatest_of(amount.written_step / factors[i], 1);
        smaller.round_step = greatest_of(amount.round_step / factors[i], 1);
        if (amount.value % factors[i] == 0 && smaller.value > 0 && agrees_scaled(&smaller, scaled))
            return str_format(mem, "lớn gấp %.*s lần: thừa chữ số 0, hoặc nhầm dấu chấm, đơn vị",
                              STR_ARG(vi_count(mem, factors[i])));
        if (agrees_scaled(&amount, scaled / factors[i]) && scaled / factors[i] > 0)
            return str_format(mem, "nhỏ đi %.*s lần: thiếu chữ số 0, hoặc nhầm dấu phẩy, đơn vị",
                              STR_ARG(vi_count(mem, factors[i])));
    }
    return amount.decimals == 0 ? slip_of_digits(amount.value, exact) : S("");
}
