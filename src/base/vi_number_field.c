/* A whole field that must be one number. */
#include "base/unicode.h"
#include "base/vi_figure.h"

static const int64_t field_limit = (int64_t)1 << 53, million = 1000000;

enum { SHOWN_MAX_BYTES = 60 };

/* The start of what was given, for the error's text. */
static struct str shown(struct str text)
{
    size_t len = text.len < SHOWN_MAX_BYTES ? text.len : SHOWN_MAX_BYTES;
    while (len < text.len && len > 0 && ((unsigned char)text.at[len] & 0xC0) == 0x80)
        len--;
    return str_part(text, 0, len);
}

static bool refuse(struct error *err, struct str text, const char *reason)
{
    return fail(err, ERROR_INVALID, "number", "«%.*s»: %s", STR_ARG(shown(text)), reason);
}

/* Most cells: digits, perhaps with group dots, and nothing else. */
static bool plain_read(struct str text, int64_t *value)
{
    enum { PLAIN_MAX_BYTES = 19 }; /* 15 digits and 4 dots stay below 2^53 */
    size_t since_dot = 0, dots = 0;
    int64_t result = 0;
    if (text.len == 0 || text.len > PLAIN_MAX_BYTES - 4)
        return false;
    for (size_t i = 0; i < text.len; i++, since_dot++) {
        if (text.at[i] >= '0' && text.at[i] <= '9') {
            result = result * 10 + (text.at[i] - '0');
            continue;
        }
        if (text.at[i] != '.' || since_dot == 0 || since_dot > 3 || (dots && since_dot != 3) ||
            text.at[0] == '0')
            return false;
        dots++;
        since_dot = (size_t)-1;
    }
    if (dots && since_dot != 3)
        return false;
    *value = result;
    return true;
}

static bool units_hold(struct str units, struct str wanted)
{
    struct str unit;
    while (str_cut(&units, '|', &unit))
        if (unit.len && (str_is(unit, wanted) || vi_word_is(wanted, unit)))
            return true;
    return false;
}

/* Money may stand in a field without a unit or one whose unit is đồng. */
static bool is_money_allowed(struct str units)
{
    return units.len == 0 || units_hold(units, S("đồng"));
}

/* The word of magnitude as it stands behind the figure. */
static struct str magnitude_word(struct str text, const struct vi_figure *figure)
{
    return vi_word_at(text, vi_blanks_end(text, figure->end));
}

static bool refuse_absurd(struct str text, const struct vi_figure *figure, struct error *err)
{
    struct str word = magnitude_word(text, figure);
    auto_arena mem = {0};
    if (word.len == 0 || (figure->flags & VI_ABSURD))
        return refuse(err, text, "số quá lớn");
    if (figure->digits >= million)
        return fail(err, ERROR_INVALID, "number",
                    "«%.*s»: quá lớn, có thể lớn gấp %s lần; có phải thừa chữ «%.*s»?",
                    STR_ARG(shown(text)),
                    vi_word_is(word, S("triệu")) ? "1.000.000" : "1.000.000.000", STR_ARG(word));
    struct str smaller = vi_decimal(&mem, figure->digits, 3);
    return fail(err, ERROR_INVALID, "number",
                "«%.*s»: quá lớn, có thể lớn gấp 1.000 lần; có phải là %.*s %.*s?",
                STR_ARG(shown(text)), STR_ARG(smaller), STR_ARG(word));
}

/* "1.2 tỷ" may be 1,2 tỷ or a group that lost its zeros; "36,000" may be 36 or 36.000. */
static bool refuse_ambiguous(struct str text, const struct vi_figure *figure, struct error *err)
{
    struct str word = magnitude_word(text, figure);
    auto_arena mem = {0};
    struct str decimal = vi_decimal(&mem, figure->digits, figure->decimals);
    bool is_milliard = vi_word_is(word, S("tỷ")) || vi_word_is(word, S("tỉ"));
    bool is_named = is_milliard || vi_word_is(word, S("triệu"));
    if (is_named && figure->digits < INT64_MAX / 1000) {
        struct str smaller = vi_decimal(&mem, figure->digits * 1000, figure->decimals);
        return fail(err, ERROR_INVALID, "number",
                    "«%.*s» có hai cách hiểu: hãy viết %.*s %.*s hoặc %.*s %s",
                    STR_ARG(shown(text)), STR_ARG(decimal), STR_ARG(word), STR_ARG(smaller),
                    is_milliard ? "triệu" : "nghìn");
    }
    return refuse(err, text,
                  "có hai cách hiểu: hàng nghìn chia bằng dấu chấm, phần lẻ viết sau dấu phẩy và "
                  "không có số 0 thừa");
}

static bool refuse_flagged(struct str text, const struct vi_number *number,
                           const struct vi_figure *figure, struct error *err)
{
    if (number->flags & VI_ABSURD)
        return refuse_absurd(text, figure, err);
    if (number->flags & VI_AMBIGUOUS)
        return refuse_ambiguous(text, figure, err);
    return refuse(err, text,
                  "chia nhóm sai: hàng nghìn chia từng ba chữ số bằng dấu chấm (1.200), phần lẻ "
                  "viết sau dấu phẩy (2,5)");
}

static bool unit_check(struct str text, const struct vi_number *number, struct str units,
                       struct error *err)
{
    size_t end = number->from + number->len;
    struct str rest = str_trim(str_part(text, end, text.len));
    if (number->is_percent)
        return units_hold(units, S("%")) || refuse(err, text, "không nhận dấu %");
    bool is_money_word = rest.len && str_is(rest, number->unit) && number->is_money;
    if ((number->is_money && rest.len == 0) || is_money_word)
        return is_money_allowed(units) || units_hold(units, rest) ||
               refuse(err, text, "ô này không ghi tiền");
    if (rest.len == 0 || units_hold(units, rest))
        return true;
    return fail(err, ERROR_INVALID, "number", "«%.*s»: không hiểu chữ «%.*s» sau con số",
                STR_ARG(shown(text)), STR_ARG(shown(rest)));
}

static bool unsigned_read(struct str text, struct str units, int64_t *value, struct error *err)
{
    if (!vi_is_digit(text, 0))
        return refuse(err, text, "không phải là một số");
    if (vi_date_len(text, 0))
        return refuse(err, text, "là ngày tháng, không phải một số");
    struct vi_number number;
    vi_number_at(text, 0, &number);
    struct vi_figure figure = vi_figure_read(text, 0);
    if (number.is_fraction)
        return refuse(err, text, "là hai số; chỉ ghi một số");
    if (number.flags)
        return refuse_flagged(text, &number, &figure, err);
    if (!unit_check(text, &number, units, err))
        return false;
    if (number.decimals)
        return refuse(err, text, "chỉ nhận số nguyên");
    if (number.value >= field_limit)
        return refuse(err, text, "số quá lớn");
    *value = number.value;
    return true;
}

bool vi_read_int(struct str text, struct str unit, int64_t *value, struct error *err)
{
    text = str_trim(text);
    if (plain_read(text, value))
        return true;
    if (text.len == 0)
        return fail(err, ERROR_INVALID, "number", "chưa ghi số");
    if (!utf8_is_valid(text))
        return fail(err, ERROR_INVALID, "number", "không phải UTF-8");
    bool is_negative = text.at[0] == '-';
    struct str figure = str_part(text, is_negative, text.len);
    if (!unsigned_read(figure, unit, value, err))
        return false;
    if (is_negative)
        *value = -*value;
    return true;
}
