/* Numbers in words, as vouchers and minutes want them. */
#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_number.h"

enum { WORDS_MAX_BYTES = 600 };

static const char *const digits[] = {"không", "một", "hai", "ba",  "bốn",
                                     "năm",   "sáu", "bảy", "tám", "chín"};

static const uint64_t milliard = 1000000000;

static void word_put(struct text *out, const char *word)
{
    if (out->len)
        text_char(out, ' ');
    text_add(out, str_of(word));
}

/* The last digit changes its name behind tens: mốt, tư, lăm. */
static const char *unit_word(unsigned tens, unsigned unit)
{
    if (unit == 1 && tens >= 2)
        return "mốt";
    if (unit == 4 && tens >= 2)
        return "tư";
    return unit == 5 && tens >= 1 ? "lăm" : digits[unit];
}

/* 1..999. is_first: nothing stands before it, so zeros in front are not said. */
static void hundreds_put(struct text *out, unsigned value, bool is_first, bool is_south)
{
    unsigned hundreds = value / 100, tens = value / 10 % 10, unit = value % 10;
    if (hundreds || !is_first) {
        word_put(out, digits[hundreds]);
        word_put(out, "trăm");
    }
    if (tens == 1) {
        word_put(out, "mười");
    } else if (tens > 1) {
        word_put(out, digits[tens]);
        word_put(out, "mươi");
    } else if (unit && (hundreds || !is_first)) {
        word_put(out, is_south ? "lẻ" : "linh");
    }
    if (unit)
        word_put(out, unit_word(tens, unit));
}

/* Below 10^9, above 0. */
static void millions_put(struct text *out, uint64_t value, bool is_south)
{
    static const struct {
        unsigned scale;
        const char *name;
    } groups[] = {{1000000, "triệu"}, {1000, "nghìn"}, {1, NULL}};
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        unsigned part = (unsigned)(value / groups[i].scale % 1000);
        if (part == 0)
            continue;
        hundreds_put(out, part, out->len == 0, is_south);
        if (groups[i].name)
            word_put(out, groups[i].name);
    }
}

/* Beyond 10^9 one counts in tỷ: một nghìn tỷ, một tỷ tỷ. */
static void words_put(struct text *out, uint64_t value, bool is_south)
{
    if (value >= milliard) {
        words_put(out, value / milliard, is_south);
        word_put(out, "tỷ");
    }
    if (value % milliard)
        millions_put(out, value % milliard, is_south);
}

struct str vi_words(struct arena *mem, int64_t value, bool is_south)
{
    if (value == 0)
        return str_of(digits[0]);
    struct text out = text_new(mem, WORDS_MAX_BYTES);
    words_put(&out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, is_south);
    if (value > 0)
        return text_str(&out);
    const struct str parts[] = {S("âm "), text_str(&out)};
    return str_join(mem, parts, COUNT_OF(parts), S(""));
}

struct str vi_money_words(struct arena *mem, int64_t dong, bool is_south)
{
    const struct str parts[] = {unicode_upper_first(mem, vi_words(mem, dong, is_south)),
                                S(" đồng")};
    return str_join(mem, parts, COUNT_OF(parts), S(""));
}
