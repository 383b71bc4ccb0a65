/* Numbers and money in figures: writing. */
#include "base/vi_number.h"

#include "base/text.h"
#include <assert.h>

enum { GROUP_DIGITS = 3, DIGITS_MAX = 20 };

static const int64_t thousand = 1000, million = 1000000, milliard = 1000000000;

static uint64_t magnitude_of(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/* Digits in groups of three with dots. */
static void grouped_put(struct text *out, uint64_t value)
{
    char digits[DIGITS_MAX + 1];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % GROUP_DIGITS == 0)
            text_char(out, '.');
        text_char(out, digits[i]);
    }
}

static struct text short_text(struct arena *mem)
{
    enum { SHORT_MAX_BYTES = 200 }; /* more than any number with its words of unit takes */
    return text_new(mem, SHORT_MAX_BYTES);
}

struct str vi_count(struct arena *mem, int64_t value)
{
    struct text out = short_text(mem);
    if (value < 0)
        text_char(&out, '-');
    grouped_put(&out, magnitude_of(value));
    return text_str(&out);
}

struct str vi_count_padded(struct arena *mem, int64_t value)
{
    return value >= 1 && value <= 9 ? str_format(mem, "0%d", (int)value) : vi_count(mem, value);
}

static void decimal_put(struct text *out, int64_t value, int decimals)
{
    enum { DECIMALS_MAX = 20 };
    char digits[DECIMALS_MAX];
    uint64_t whole = magnitude_of(value);
    size_t count = 0; /* digits behind the comma that say something */
    assert(decimals >= 0 && decimals <= DECIMALS_MAX);
    for (int i = decimals - 1; i >= 0; i--) {
        digits[i] = (char)('0' + whole % 10);
        whole /= 10;
        if (count == 0 && digits[i] != '0')
            count = (size_t)i + 1;
    }
    if (value < 0)
        text_char(out, '-');
    grouped_put(out, whole);
    if (count) {
        text_char(out, ',');
        text_add(out, (struct str){digits, count});
    }
}

struct str vi_decimal(struct arena *mem, int64_t value, int decimals)
{
    struct text out = short_text(mem);
    decimal_put(&out, value, decimals);
    return text_str(&out);
}

struct str vi_money(struct arena *mem, int64_t dong)
{
    struct text out = short_text(mem);
    decimal_put(&out, dong, 0);
    text_add(&out, S(" đồng"));
    return text_str(&out);
}

int64_t vi_money_step(int64_t dong, int64_t step_dong)
{
    while (step_dong > 1 && step_dong > dong)
        step_dong /= 10;
    return step_dong > 0 ? step_dong : 1;
}

struct str vi_money_about(struct arena *mem, int64_t dong, int64_t step_dong)
{
    int64_t step = vi_money_step(dong, step_dong), shown = dong - dong % step;
    if (dong <= 0 || step < 10)
        return vi_money(mem, dong);
    struct text out = short_text(mem);
    if (shown < dong)
        text_add(&out, S("trên "));
    /* A unit is fit while three decimals suffice: 1.234,5 triệu rather than 1,2345 tỷ. */
    if (shown >= milliard && shown % million == 0) {
        decimal_put(&out, shown / million, 3);
        text_add(&out, S(" tỷ"));
    } else if (shown >= million && shown % thousand == 0) {
        decimal_put(&out, shown / thousand, 3);
        text_add(&out, S(" triệu"));
    } else if (shown >= thousand && shown % thousand == 0) {
        decimal_put(&out, shown / thousand, 0);
        text_add(&out, S(" nghìn"));
    } else {
        decimal_put(&out, shown, 0);
    }
    text_add(&out, S(" đồng"));
    return text_str(&out);
}
