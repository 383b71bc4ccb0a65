#include "feature/intake/intake_line.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_number.h"

/* The line while it is read: what was understood is blanked out in `left`, so that no two readers
 * take the same words. `low` has the same length, in small letters. */
struct reading {
    struct str low;
    char *left;
    struct intake_line line;
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (unsigned char)byte >= 0x80;
}

static void blank(struct reading *reading, size_t from, size_t to)
{
    memset(reading->left + from, ' ', to - from);
}

static struct str left_of(const struct reading *reading)
{
    return (struct str){reading->left, reading->low.len};
}

/* A number of at most four digits at *at, which moves behind it; -1 if there is none. */
static int64_t digits_take(struct str text, size_t *at)
{
    int64_t value = 0;
    size_t from = *at;
    while (*at < text.len && is_digit(text.at[*at]) && *at - from < 4)
        value = value * 10 + (text.at[(*at)++] - '0');
    return *at > from ? value : -1;
}

static size_t blanks_end(struct str text, size_t at)
{
    while (at < text.len && text.at[at] == ' ')
        at++;
    return at;
}

/* ---- the day ---- */

/* The year of a day that was said without one: the newest that is not in the future. */
static bool year_find(struct day today, int64_t month, int64_t number, struct day *day)
{
    if (!day_is_known(today))
        return false;
    int32_t year, ignored_month, ignored_day;
    day_parts(today, &year, &ignored_month, &ignored_day);
    return (day_make(year, month, number, day) && day->number <= today.number) ||
           day_make(year - 1, month, number, day);
}

/* "21/6", "21/6/2022", "21-6-22" at `from`; *to is behind it. */
static bool day_at(struct str text, size_t from, struct day today, struct day *day, size_t *to)
{
    size_t at = from;
    int64_t number = digits_take(text, &at), year = -1;
    char between = at < text.len ? text.at[at] : '\0';
    if (number < 1 || (between != '/' && between != '-' && between != '.'))
        return false;
    at++;
    int64_t month = digits_take(text, &at);
    if (month < 1 || month > 12 || number > 31)
        return false;
    if (at + 1 < text.len && text.at[at] == between && is_digit(text.at[at + 1])) {
        at++;
        year = digits_take(text, &at);
        year += year < 100 ? 2000 : 0;
    }
    if (at < text.len && (is_digit(text.at[at]) || is_letter(text.at[at])))
        return false;
    if (year < 0 && between == '.') /* "1.5 triệu" */
        return false;
    *to = at;
    return year < 0 ? year_find(today, month, number, day) : day_make(year, month, number, day);
}

static void day_take(struct reading *reading, struct day today)
{
    struct str low = reading->low;
    for (size_t i = 0; i < low.len; i++) {
        size_t to;
        bool is_start = is_digit(low.at[i]) &&
                        (i == 0 || (!is_digit(low.at[i - 1]) && !is_letter(low.at[i - 1]) &&
                                    low.at[i - 1] != '/' && low.at[i - 1] != '.'));
        if (!is_start || !day_at(low, i, today, &reading->line.day, &to))
            continue;
        struct str before = str_part(low, 0, i);
        size_t from = str_ends(before, S("ngày ")) ? i - strlen("ngày ") : i;
        blank(reading, from, to);
        return;
    }
    reading->line.day = DAY_NONE;
}

/* ---- the place ---- */

static void area_take(struct reading *reading)
{
    static const char *const words[] = {"khu phố", "khu pho", "kp", "khóm", "ấp", "tổ dân phố"};
    struct str low = reading->low;
    for (size_t k = 0; k < COUNT_OF(words); k++) {
        struct str word = str_of(words[k]);
        for (size_t i = 0; i + word.len < low.len; i++) {
            bool is_word = str_starts(str_part(low, i, low.len), word) &&
                           (i == 0 || !is_letter(low.at[i - 1]));
            if (!is_word)
                continue;
            size_t at = blanks_end(low, i + word.len);
            at += at < low.len && (low.at[at] == '.' || low.at[at] == '-');
            at = blanks_end(low, at);
            int64_t number = digits_take(low, &at);
            if (number < 1 || (at < low.len && is_letter(low.at[at])))
                continue;
            reading->line.area = number;
            blank(reading, i, at);
            return;
        }
    }
}

/* ---- numbers ---- */

static bool has_letters(struct str text)
{
    struct str low = text;
    for (size_t i = 0; i < low.len; i++)
        if (is_letter(low.at[i]) || (low.at[i] >= 'A' && low.at[i] <= 'Z'))
            return true;
    return false;
}

static const char *const piece_words[] = {"suất", "suat", "phần", "phan",     "hộ",  "người",
                                          "em",   "cháu", "căn",  "gia đình", "lượt"};

/* The piece word that the text begins or ends with, or NULL. */
static const char *piece_word(struct str text, bool is_end)
{
    for (size_t i = 0; i < COUNT_OF(piece_words); i++) {
        struct str word = str_of(piece_words[i]);
        if (is_end ? str_ends(text, word) : str_starts(text, word))
            return piece_words[i];
    }
    return NULL;
}

/* "500k/suất", "500k mỗi suất", "500k 1 suất": the end of what says that it is for each; 0: no. */
static size_t each_end(struct str low, size_t at)
{
    static const char *const signs[] = {"/", "mỗi", "một", "1 ", "moi "};
    at = blanks_end(low, at);
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        struct str sign = str_of(signs[i]);
        if (!str_starts(str_part(low, at, low.len), sign))
            continue;
        size_t word_at = blanks_end(low, at + sign.len);
        const char *word = piece_word(str_part(low, word_at, low.len), false);
        if (word)
            return word_at + strlen(word);
    }
    return 0;
}

/* "mỗi suất 500k": where that begins; `at` itself if it does not stand there. */
static size_t each_start(struct str low, size_t at)
{
    struct str before = str_trim(str_part(low, 0, at));
    const char *word = piece_word(before, true);
    if (!word)
        return at;
    before = str_trim(str_part(before, 0, before.len - strlen(word)));
    struct str sign = S("mỗi");
    return str_ends(before, sign) ? before.len - sign.len : at;
}

static bool money_take(struct reading *reading, const struct vi_number *number, size_t end)
{
    struct str low = reading->low;
    size_t from = number->from, each = each_end(low, number->from + number->len);
    if (!each && number->unit.len)
        each = each_end(low, end);
    size_t start = each_start(low, from);
    bool is_each = each || start < from;
    int64_t *place = is_each ? &reading->line.each_dong : &reading->line.total_dong;
    if (*place || number->decimals || number->value <= 0)
        return false;
    *place = number->value;
    blank(reading, start, each ? each : end);
    return true;
}

static bool quantity_take(struct reading *reading, const struct vi_number *number, size_t end)
{
    struct str unit = number->unit;
    if (reading->line.quantity || number->decimals || number->is_percent || number->is_fraction ||
        number->value <= 0 || unit.len == 0)
        return false;
    if (!piece_word(str_part(reading->low, (size_t)(unit.at - reading->left), unit.len), false))
        return false;
    reading->line.quantity = number->value;
    blank(reading, number->from, end);
    return true;
}

static void numbers_take(struct reading *reading)
{
    struct vi_number number;
    struct str text = left_of(reading);
    for (size_t at = 0; vi_number_next(text, &at, &number);) {
        struct str said = str_part(text, number.from, number.len);
        if (number.is_money || (has_letters(said) && !number.is_percent))
            (void)money_take(reading, &number, at);
        else
            (void)quantity_take(reading, &number, at);
    }
    struct intake_line *line = &reading->line;
    int64_t product;
    if (line->each_dong && !line->total_dong &&
        !__builtin_mul_overflow(line->each_dong, line->quantity ? line->quantity : 1, &product))
        line->total_dong = product;
}

/* ---- who gave ---- */

/* Words before a giver; is_name: they belong to the name. */
static const struct {
    const char *word;
    bool is_name;
} givers[] = {
    {"nhà tài trợ", false}, {"mạnh thường quân", false},
    {"tài trợ bởi", false}, {"mtq ", false},
    {"ntt ", false},        {"do ", false},
    {"của ", false},        {"công ty", true},
    {"cong ty", true},      {"cty", true},
    {"dntn", true},         {"doanh nghiệp", true},
    {"hợp tác xã", true},   {"htx", true},
    {"ngân hàng", true},    {"chùa", true},
};

/* Where the giver's name ends: at a comma, a semicolon, a full stop before a blank, or the end. */
static size_t name_end(struct str text, size_t at)
{
    while (at < text.len) {
        bool is_stop = text.at[at] == '.' && (at + 1 == text.len || text.at[at + 1] == ' ');
        bool is_gap = text.at[at] == ' ' && at + 2 < text.len && text.at[at + 1] == ' ' &&
                      text.at[at + 2] == ' ';
        if (text.at[at] == ',' || text.at[at] == ';' || is_stop || is_gap)
            break;
        at++;
    }
    return at;
}

static void donor_take(struct arena *mem, struct reading *reading)
{
    struct str low = reading->low, left = left_of(reading);
    size_t best = low.len, from = 0;
    for (size_t k = 0; k < COUNT_OF(givers); k++) {
        struct str word = str_of(givers[k].word);
        for (size_t i = 0; i + word.len <= low.len && i < best; i++) {
            bool is_word = str_starts(str_part(low, i, low.len), word) &&
                           (i == 0 || !is_letter(low.at[i - 1])) && left.at[i] != ' ';
            if (!is_word)
                continue;
            best = i;
            from = givers[k].is_name ? i : i + word.len;
        }
    }
    if (best == low.len)
        return;
    size_t to = name_end(left, from);
    struct str name = str_trim(str_part(left, from, to - from));
    while (name.len && (name.at[0] == ':' || name.at[0] == ' '))
        name = str_part(name, 1, name.len);
    if (name.len == 0)
        return;
    reading->line.donor = str_copy(mem, name);
    blank(reading, best, to);
}

/* ---- what is left ---- */

/* Blanks once, and no commas and dashes that stand alone. */
static struct str rest_of(struct arena *mem, struct str left)
{
    struct text out = text_new(mem, left.len + 1);
    struct str word;
    while (str_cut(&left, ' ', &word)) {
        bool is_mark = word.len == 1 && strchr(",;:.-+/()", word.at[0]);
        if (word.len == 0 || is_mark)
            continue;
        if (out.len)
            text_char(&out, ' ');
        text_add(&out, word);
    }
    struct str rest = text_str(&out);
    while (rest.len && strchr(",;:-", rest.at[rest.len - 1]))
        rest.len--;
    return rest;
}

/* Tabs and controls become blanks. */
static struct str line_plain(struct arena *mem, struct str line)
{
    struct str text = str_copy(mem, line);
    char *bytes = (char *)(uintptr_t)text.at;
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)bytes[i] < ' ')
            bytes[i] = ' ';
    return unicode_nfc(mem, text);
}

/* In small letters, each as long as its capital: places are the same in both. */
static struct str low_of(struct arena *mem, struct str text)
{
    char *low = arena_take(mem, text.len + 4);
    for (size_t i = 0; i < text.len;) {
        size_t from = i, width;
        char bytes[4];
        width = utf8_put(bytes, unicode_lower_of(utf8_next(text, &i)));
        memcpy(low + from, width == i - from ? bytes : text.at + from, i - from);
    }
    return (struct str){low, text.len};
}

struct intake_line intake_line_read(struct arena *mem, struct str line, struct day today)
{
    struct reading reading = {.line = {.day = DAY_NONE, .donor = S(""), .rest = S("")}};
    if (line.len > INTAKE_LINE_MAX_BYTES) {
        reading.line.rest = line;
        return reading.line;
    }
    struct str text = line_plain(mem, line);
    reading.low = low_of(mem, text);
    reading.left = arena_take(mem, text.len + 1);
    if (text.len)
        memcpy(reading.left, text.at, text.len);
    day_take(&reading, today);
    area_take(&reading);
    numbers_take(&reading);
    donor_take(mem, &reading);
    reading.line.rest = rest_of(mem, left_of(&reading));
    return reading.line;
}
