#include "base/vi_spoken.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_figure.h"

enum {
    SPOKEN_PER_BYTE = 40, /* no sign, not even a digit, is spoken in more bytes; forms may be */
    TELEPHONE_MIN = 5,
    DATE_PARTS = 3,
    YEAR_FIRST = 1900,
    YEAR_LAST = 2199,
};

/* Where the reading of a text stands. */
struct speaker {
    struct arena *mem;
    const struct spoken_rules *rules;
    struct str text;
    size_t at;
    struct text out;
    struct str before;     /* the word that was put last */
    bool is_behind_number; /* nothing but a number since */
    bool is_plain;         /* the last word stood in the text as it was put */
    bool is_joined;        /* the next word follows a hyphen */
    bool is_start;         /* the next word begins a sentence */
};

/* ---- what is put ---- */

static void word_put(struct speaker *speaker, struct str word)
{
    if (word.len == 0)
        return;
    if (speaker->out.len && !speaker->is_joined)
        text_char(&speaker->out, ' ');
    text_add(&speaker->out, speaker->is_start ? unicode_upper_first(speaker->mem, word) : word);
    speaker->before = word;
    speaker->is_behind_number = speaker->is_plain = speaker->is_joined = speaker->is_start = false;
}

/* A comma, or the end of a sentence, which replaces a comma; never two of them. */
static void pause_put(struct speaker *speaker, char sign)
{
    struct text *out = &speaker->out;
    if (out->len == 0)
        return;
    char *last = &out->at[out->len - 1];
    if (*last == ',')
        *last = sign;
    else if (!strchr(".!?", *last))
        text_char(out, sign);
    speaker->is_start = *(&out->at[out->len - 1]) != ',';
    speaker->is_behind_number = false;
    speaker->before = S("");
}

static void number_put(struct speaker *speaker, int64_t value)
{
    word_put(speaker, vi_words(speaker->mem, value, speaker->rules->is_south));
    speaker->is_behind_number = true;
}

static void digits_put(struct speaker *speaker, struct str digits)
{
    for (size_t i = 0; i < digits.len; i++)
        if (vi_is_digit(digits, i))
            number_put(speaker, digits.at[i] - '0');
}

/* ---- days ---- */

/* 20/7/2022: three numbers and how many there are. */
struct date_parts {
    int64_t at[DATE_PARTS];
    size_t count, end;
};

/* The numbers that begin at byte `at`, with one of "/.-" between them. */
static struct date_parts date_parts_at(struct str text, size_t at)
{
    struct date_parts parts = {.end = at};
    while (parts.count < DATE_PARTS && vi_is_digit(text, parts.end)) {
        size_t from = parts.end;
        while (vi_is_digit(text, parts.end))
            parts.end++;
        if (!str_to_int(str_part(text, from, parts.end - from), &parts.at[parts.count]))
            return (struct date_parts){0};
        parts.count++;
        if (parts.end < text.len && strchr("/.-", text.at[parts.end]) &&
            vi_is_digit(text, parts.end + 1) && parts.count < DATE_PARTS)
            parts.end++;
    }
    return parts;
}

static bool is_before(const struct speaker *speaker, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (vi_word_is(speaker->before, str_of(words[i])))
            return true;
    return false;
}

static void month_put(struct speaker *speaker, int64_t month)
{
    if (!vi_word_is(speaker->before, S("tháng")))
        word_put(speaker, S("tháng"));
    if (month == 4)
        word_put(speaker, S("tư"));
    else
        number_put(speaker, month);
}

static void year_put(struct speaker *speaker, int64_t year)
{
    word_put(speaker, S("năm"));
    number_put(speaker, year);
}

static void day_put(struct speaker *speaker, int64_t day, int64_t month)
{
    static const char *const day_words[] = {"ngày", "mùng", "mồng"};
    if (!is_before(speaker, day_words, COUNT_OF(day_words)))
        word_put(speaker, S("ngày"));
    number_put(speaker, day);
    month_put(speaker, month);
}

/* "từ 17/10" is a day, though 17/10 alone may be a fraction; "từ 5-10" is a range. */
static bool is_day_expected(const struct speaker *speaker, const struct date_parts *parts)
{
    static const char *const words[] = {"từ", "đến", "tới", "trước", "sau", "hôm", "hạn"};
    struct str whole = str_part(speaker->text, speaker->at, parts->end - speaker->at);
    return parts->count == 2 && str_find_char(whole, '/') < whole.len && parts->at[0] >= 1 &&
           parts->at[0] <= 31 && parts->at[1] >= 1 && parts->at[1] <= 12 &&
           is_before(speaker, words, COUNT_OF(words));
}

static bool date_speak(struct speaker *speaker)
{
    struct str text = speaker->text;
    struct date_parts parts = date_parts_at(text, speaker->at);
    size_t len = vi_date_len(text, speaker->at);
    bool is_date = len > 0 && speaker->at + len == parts.end;
    if (!is_date && !is_day_expected(speaker, &parts))
        return false; /* no day, or one in words: its numbers are read one by one */
    speaker->at = parts.end;
    if (parts.count == DATE_PARTS) {
        bool is_iso = parts.at[0] > parts.at[2];
        day_put(speaker, parts.at[is_iso ? 2 : 0], parts.at[1]);
        year_put(speaker, parts.at[is_iso ? 0 : 2]);
    } else if (parts.at[1] >= YEAR_FIRST) {
        month_put(speaker, parts.at[0]);
        year_put(speaker, parts.at[1]);
    } else {
        day_put(speaker, parts.at[0], parts.at[1]);
    }
    return true;
}

/* ---- numbers ---- */

/* 110,75: "phẩy bảy mươi lăm"; what begins with a nought or is long is read digit by digit. */
static void decimals_put(struct speaker *speaker, int64_t part, int decimals)
{
    word_put(speaker, S("phẩy"));
    if (decimals > 3 || part < vi_power_of_ten(decimals - 1)) {
        struct str digits = str_format(speaker->mem, "%0*lld", decimals, (long long)part);
        digits_put(speaker, digits);
    } else {
        number_put(speaker, part);
    }
}

static void number_speak(struct speaker *speaker)
{
    struct str text = speaker->text;
    size_t from = speaker->at, run = 0;
    while (vi_is_digit(text, from + run))
        run++;
    struct vi_figure figure = vi_figure_read(text, from);
    if (text.at[from] == '0' && run >= TELEPHONE_MIN)
        figure = (struct vi_figure){.flags = VI_ABSURD, .end = from + run};
    speaker->at = figure.end;
    if (figure.flags & VI_ABSURD) {
        digits_put(speaker, str_part(text, from, figure.end - from));
    } else if (figure.digits == 4 && !figure.decimals && vi_word_is(speaker->before, S("tháng"))) {
        word_put(speaker, S("tư"));
    } else {
        int64_t power = vi_power_of_ten(figure.decimals);
        number_put(speaker, figure.digits / power);
        if (figure.decimals)
            decimals_put(speaker, figure.digits % power, figure.decimals);
    }
    bool is_fraction =
        figure.end < text.len && text.at[figure.end] == '/' && vi_is_digit(text, figure.end + 1);
    if (!is_fraction)
        return;
    word_put(speaker, S("trên"));
    speaker->at++;
}

/* ---- words ---- */

/* The longest short form that stands at byte `at` as a word of its own, or NULL. */
static const struct spoken_form *form_at(const struct speaker *speaker, size_t at)
{
    const struct spoken_form *found = NULL;
    struct str rest = str_part(speaker->text, at, speaker->text.len);
    for (size_t i = 0; i < speaker->rules->count; i++) {
        const struct spoken_form *form = &speaker->rules->forms[i];
        size_t end = at + form->written.len, before = end ? end - 1 : 0;
        if (!str_starts(rest, form->written) || form->written.len == 0 ||
            (form->is_measure && !speaker->is_behind_number) ||
            (found && found->written.len >= form->written.len))
            continue;
        while (before > at && ((unsigned char)speaker->text.at[before] & 0xC0) == 0x80)
            before--;
        bool is_word = vi_word_at(speaker->text, before).len || vi_is_digit(speaker->text, before);
        bool goes_on = vi_word_at(speaker->text, end).len || vi_is_digit(speaker->text, end);
        if (!is_word || !goes_on)
            found = form;
    }
    return found;
}

/* 9 of "IX"; 0 if the word is no Roman number below 40. */
static int64_t roman_value(struct str word)
{
    int64_t value = 0, last = 0;
    for (size_t i = word.len; i > 0; i--) {
        char sign = word.at[i - 1];
        int64_t one = sign == 'I' ? 1 : sign == 'V' ? 5 : sign == 'X' ? 10 : 0;
        if (one == 0)
            return 0;
        value += one < last ? -one : one;
        last = one;
    }
    return value;
}

static void word_speak(struct speaker *speaker, struct str word)
{
    static const char *const numbered[] = {"quý",  "khóa", "khoá", "thứ",    "kỳ",  "cấp",
                                           "loại", "phần", "mục",  "chương", "bậc", "hạng"};
    const struct spoken_form *form = form_at(speaker, speaker->at);
    if (form) {
        speaker->at += form->written.len;
        word_put(speaker, form->spoken);
        return;
    }
    int64_t roman = is_before(speaker, numbered, COUNT_OF(numbered)) ? roman_value(word) : 0;
    speaker->at += word.len;
    if (roman) {
        number_put(speaker, roman);
        return;
    }
    word_put(speaker, word);
    speaker->is_plain = true;
}

/* ---- signs ---- */

/* Between two words as they stand, without blanks, a hyphen is part of the word. */
static bool is_hyphen(const struct speaker *speaker)
{
    size_t at = speaker->at;
    struct str word = vi_word_at(speaker->text, at + 1);
    return at > 0 && speaker->text.at[at] == '-' && speaker->text.at[at - 1] != ' ' &&
           speaker->is_plain && word.len && !form_at(speaker, at + 1);
}

static void dash_speak(struct speaker *speaker, size_t len)
{
    size_t next = vi_blanks_end(speaker->text, speaker->at + len);
    if (is_hyphen(speaker)) {
        text_char(&speaker->out, '-');
        speaker->is_joined = true;
    } else if (speaker->is_behind_number && vi_is_digit(speaker->text, next)) {
        word_put(speaker, S("đến"));
    } else if (next > speaker->at + len) {
        pause_put(speaker, ',');
    }
    speaker->at += len;
}

/* "80 triệu đồng/căn" says mỗi, "quý II/2022" năm; elsewhere a stroke is a rest. */
static void stroke_speak(struct speaker *speaker)
{
    struct date_parts next = date_parts_at(speaker->text, ++speaker->at);
    if (next.count == 1 && next.at[0] >= YEAR_FIRST && next.at[0] <= YEAR_LAST)
        word_put(speaker, S("năm"));
    else if (vi_word_is(speaker->before, S("đồng")) && vi_word_at(speaker->text, speaker->at).len)
        word_put(speaker, S("mỗi"));
    else
        pause_put(speaker, ',');
}

static void sign_speak(struct speaker *speaker)
{
    static const struct {
        const char *sign, *word;
    } words[] = {{"%", "phần trăm"}, {"&", "và"}, {"+", "cộng"}, {"=", "bằng"}};
    struct str rest = str_part(speaker->text, speaker->at, speaker->text.len);
    if (rest.at[0] == '-' || str_starts(rest, S("–")) || str_starts(rest, S("—"))) {
        dash_speak(speaker, rest.at[0] == '-' ? 1 : S("–").len);
        return;
    }
    if (rest.at[0] == '/') {
        stroke_speak(speaker);
        return;
    }
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (rest.at[0] == words[i].sign[0])
            word_put(speaker, str_of(words[i].word));
    if (strchr(".!?", rest.at[0]))
        pause_put(speaker, rest.at[0]);
    else if (str_starts(rest, S("…")))
        pause_put(speaker, '.');
    else if (strchr(",;:()[]{}", rest.at[0]))
        pause_put(speaker, ',');
    utf8_next(speaker->text, &speaker->at);
}

/* ---- the text ---- */

struct str vi_spoken(struct arena *mem, struct str text, const struct spoken_rules *rules)
{
    struct speaker speaker = {
        .mem = mem, .rules = rules, .text = unicode_nfc(mem, text), .is_start = true};
    size_t longest = SPOKEN_PER_BYTE;
    for (size_t i = 0; i < rules->count; i++)
        if (rules->forms[i].spoken.len > longest)
            longest = rules->forms[i].spoken.len;
    speaker.out = text_new(mem, (speaker.text.len + 1) * (longest + 1));
    while (speaker.at < speaker.text.len) {
        struct str word = vi_word_at(speaker.text, speaker.at);
        if (vi_is_digit(speaker.text, speaker.at)) {
            if (!date_speak(&speaker))
                number_speak(&speaker);
        } else if (word.len) {
            word_speak(&speaker, word);
        } else {
            sign_speak(&speaker);
        }
    }
    struct str spoken = text_str(&speaker.out);
    if (str_ends(spoken, S(",")) || str_ends(spoken, S("-")))
        spoken.len--;
    return spoken;
}

size_t vi_spoken_count(struct str text)
{
    size_t count = 0;
    for (struct str word; str_cut(&text, ' ', &word);)
        count += str_trim(word).len > 0;
    return count;
}
