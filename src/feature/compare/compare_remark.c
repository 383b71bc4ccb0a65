#include "feature/compare/compare_remark.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_text.h"

struct remarking {
    struct arena *mem;
    const struct reading *reading;
    const struct wordings *wordings;
    struct period period;
    struct remarks *remarks;
};

static void remark(const struct remarking *remarking, enum remark_kind kind, size_t from,
                   size_t len, struct str why)
{
    struct remarks *remarks = remarking->remarks;
    if (remarks->count < REMARKS_MAX)
        *list_add(remarks, remarking->mem) = (struct remark){kind, from, len, why};
}

/* The bytes of the tokens first..end. */
static struct str tokens_text(const struct reading *reading, size_t first, size_t end)
{
    const struct token *from = &reading->tokens.at[first], *last = &reading->tokens.at[end - 1];
    return str_part(reading->text, from->from, last->from + last->len - from->from);
}

static struct str token_text(const struct reading *reading, size_t i)
{
    return tokens_text(reading, i, i + 1);
}

/* ---- spelling ---- */

static void slips_find(const struct remarking *remarking)
{
    const struct reading *reading = remarking->reading;
    const struct wordings *wordings = remarking->wordings;
    for (size_t i = 0; i < reading->spots.count; i++) {
        const struct spot *spot = &reading->spots.at[i];
        for (size_t k = 0; k < wordings->slips.count && !spot->is_inside; k++) {
            if (wordings->slips.at[k].phrase != spot->phrase)
                continue;
            struct str wrong = tokens_text(reading, spot->first, spot->end);
            remark(remarking, REMARK_SPELLING, reading->tokens.at[spot->first].from, wrong.len,
                   str_format(remarking->mem, "«%.*s» có phải là «%.*s»?", STR_ARG(wrong),
                              STR_ARG(wordings->slips.at[k].right)));
        }
    }
}

static void tones_find(const struct remarking *remarking)
{
    const struct reading *reading = remarking->reading;
    for (size_t i = 0; i < reading->tokens.count; i++) {
        struct str word = token_text(reading, i), mended = vi_mend_tone(remarking->mem, word);
        if (mended.len && reading->tokens.at[i].mention < 0)
            remark(remarking, REMARK_SPELLING, reading->tokens.at[i].from, word.len,
                   str_format(remarking->mem, "«%.*s» đặt dấu sai chỗ: «%.*s»", STR_ARG(word),
                              STR_ARG(mended)));
    }
}

/* ---- letters of another code, letters that are gone ---- */

static void legacy_find(const struct remarking *remarking)
{
    struct str rest = remarking->reading->text, line;
    while (str_cut(&rest, '\n', &line))
        if (vi_has_legacy_run(line))
            remark(remarking, REMARK_LEGACY, (size_t)(line.at - remarking->reading->text.at),
                   line.len,
                   S("dòng này có chữ gõ bằng bảng mã cũ (VNI, TCVN3); hãy chuyển sang Unicode"));
}

/* A small word without any vowel that is no unit and no usual abbreviation. */
static bool is_without_vowel(struct str word)
{
    static const char *const known[] = {
        "km",  "cm", "mm",  "kg",    "tr",   "trđ",  "kđ",   "đc",   "tp",   "vnđ",  "vn",  "ts",
        "ths", "bs", "ks",  "gs",    "pgs",  "vv",   "nxb",  "gd",   "tt",   "sx",   "kt",  "vh",
        "xh",  "ct", "www", "https", "http", "html", "mttq", "hđnd", "ubnd", "bhxh", "bhyt"};
    size_t letters = 0;
    for (size_t i = 0; i < word.len; letters++) {
        uint32_t character = utf8_next(word, &i), base = unicode_latin_base(character);
        bool is_consonant =
            (base >= 'a' && base <= 'z' && !strchr("aeiouy", (int)base)) || character == 0x111;
        if (!is_consonant)
            return false;
    }
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_is(word, str_of(known[i])))
            return false;
    return letters >= 2;
}

/* Two such words close to each other: "ch đạo ca bn". Told once in a paragraph. */
static void lost_find(const struct remarking *remarking)
{
    enum { TOKENS_APART_MAX = 8 };
    const struct reading *reading = remarking->reading;
    size_t last = SIZE_MAX;
    uint32_t told = UINT32_MAX;
    for (size_t i = 0; i < reading->tokens.count; i++) {
        const struct token *token = &reading->tokens.at[i];
        uint32_t paragraph = reading->sentences.at[token->sentence].paragraph;
        if (token->mention >= 0 || !is_without_vowel(token_text(reading, i)))
            continue;
        if (last != SIZE_MAX && i - last <= TOKENS_APART_MAX && paragraph != told) {
            struct str words = tokens_text(reading, last, i + 1);
            remark(
                remarking, REMARK_LOST, reading->tokens.at[last].from, words.len,
                S("nhiều chữ mất nguyên âm, có lẽ bị rơi khi chuyển mã; hãy chép lại từ bản gốc"));
            told = paragraph;
        }
        last = i;
    }
}

/* ---- sơ kết, tổng kết ---- */

enum said_period { SAID_NOTHING, SAID_PART, SAID_YEAR };

/* Which period the words behind a meeting's name tell: months, a quarter, half a term; or a year.
 */
static enum said_period period_said(const struct reading *reading, const struct spot *spot)
{
    enum { LOOK_TOKENS = 12 };
    const struct sentence_span *sentence = &reading->sentences.at[spot->sentence];
    enum said_period said = SAID_NOTHING;
    for (size_t i = spot->end; i < sentence->end && i < spot->end + LOOK_TOKENS; i++) {
        if (reading->tokens.at[i].mark >= MARK_SEMICOLON)
            break;
        struct str word = token_text(reading, i);
        int64_t year;
        if (str_is(word, S("tháng")) || str_is(word, S("quý")) || str_is(word, S("kỳ")) ||
            str_is(word, S("giữa")))
            return SAID_PART;
        if (word.len == 4 && str_to_int(word, &year) && year >= 1990 && year < 2200 &&
            str_is(token_text(reading, i - 1), S("năm")))
            said = SAID_YEAR;
    }
    return said;
}

static bool is_marked(const struct wordings *wordings, enum marker marker, const struct spot *spot)
{
    const struct phrase_ids *ids = &wordings->markers[marker];
    for (size_t i = 0; i < ids->count; i++)
        if (ids->at[i] == spot->phrase)
            return true;
    return false;
}

static void meetings_find(const struct remarking *remarking)
{
    const struct reading *reading = remarking->reading;
    bool is_year_asked = remarking->period.kind == PERIOD_YEAR;
    for (size_t i = 0; i < reading->spots.count; i++) {
        const struct spot *spot = &reading->spots.at[i];
        bool is_half = is_marked(remarking->wordings, MARKER_HALF_MEETING, spot);
        bool is_year = is_marked(remarking->wordings, MARKER_YEAR_MEETING, spot);
        if (spot->is_inside || (!is_half && !is_year))
            continue;
        enum said_period said = period_said(reading, spot);
        bool is_of_year = said == SAID_NOTHING ? is_year_asked : said == SAID_YEAR;
        if (is_half == !is_of_year)
            continue;
        struct str words = tokens_text(reading, spot->first, spot->end);
        remark(remarking, REMARK_MEETING, reading->tokens.at[spot->first].from, words.len,
               is_half
                   ? S("hội nghị cuối năm gọi là tổng kết; sơ kết là của 6 tháng, giữa nhiệm kỳ")
                   : S("hội nghị 6 tháng gọi là sơ kết; tổng kết là của cả năm, cả nhiệm kỳ"));
    }
}

/* ---- all of them ---- */

static void remarks_sort(struct remarks *remarks)
{
    for (size_t i = 1; i < remarks->count; i++) {
        struct remark moved = remarks->at[i];
        size_t k = i;
        for (; k > 0 && remarks->at[k - 1].from > moved.from; k--)
            remarks->at[k] = remarks->at[k - 1];
        remarks->at[k] = moved;
    }
}

void compare_remark(struct arena *mem, const struct reading *reading,
                    const struct wordings *wordings, struct period period, struct remarks *remarks)
{
    struct remarking remarking = {mem, reading, wordings, period, remarks};
    *remarks = (struct remarks){0};
    meetings_find(&remarking);
    legacy_find(&remarking);
    lost_find(&remarking);
    slips_find(&remarking);
    tones_find(&remarking);
    remarks_sort(remarks);
}
