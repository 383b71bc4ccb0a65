#include "base/vi_text.h"
#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_syllable.h"

/* The fold of a character: an ASCII letter or digit, BLANK for what parts words, ASK for what the
 * tables below do not decide. */
enum { BLANK = ' ', ASK = '?' };

/* U+00C0 to U+01B0 and U+1EA0 to U+1EF9: all letters of Vietnamese. Ð (U+00D0) is no Vietnamese
 * letter, but old texts hold it where Đ is meant. */
static const char folds_from_c0[] =
    "aaaaaa?ceeeeiiiidnooooo ?uuuuy??aaaaaa?ceeeeiiiidnooooo ?uuuuy?y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghh??iiiiiiiii???jjkk?llllll?"
    "???nnnnnn???oooooo??rrrrrrsssssssstttt??uuuuuuuuuuuuwwyyyzzzzzz?"
    "????????????????????????????????oo?????????????uu";
static const char folds_from_1ea0[] =
    "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooo"
    "oooouuuuuuuuuuuuuuyyyyyyyy";

_Static_assert(sizeof folds_from_c0 == 0x1B0 - 0xC0 + 2, "one fold per character");
_Static_assert(sizeof folds_from_1ea0 == 0x1EF9 - 0x1EA0 + 2, "one fold per character");

static char fold_of_ascii(unsigned char byte)
{
    if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'))
        return (char)byte;
    if (byte >= 'A' && byte <= 'Z')
        return (char)(byte + 32);
    return BLANK;
}

static char fold_of_wide(uint32_t character)
{
    if (character >= 0xC0 && character <= 0x1B0)
        return folds_from_c0[character - 0xC0];
    if (character >= 0x1EA0 && character <= 0x1EF9)
        return folds_from_1ea0[character - 0x1EA0];
    if (character == 0xB2 || character == 0xB3) /* m² is searched as m2 */
        return (char)(character - 0xB0 + '0');
    if (character == 0xA0 || (character >= 0x2010 && character <= 0x2027))
        return BLANK;
    return ASK;
}

static bool is_mark_for_latin(uint32_t character)
{
    return character >= 0x300 && character <= 0x36F;
}

/* Gathers words: a blank is put only between two of them. */
struct words {
    char *at;
    size_t len;
    bool is_parted;
};

static void words_part(struct words *words)
{
    words->is_parted = words->len > 0;
}

static void words_put(struct words *words, uint32_t character)
{
    if (words->is_parted)
        words->at[words->len++] = ' ';
    words->is_parted = false;
    words->len += utf8_put(words->at + words->len, character);
}

/* Folds what the tables know. Gives false at the first character they do not. A mark is dropped:
 * here it can only stand behind a Latin letter, a digit or a blank. */
static bool fold_by_table(struct str text, struct words *words)
{
    char *end = words->at;
    bool is_parted = false;
    for (size_t i = 0; i < text.len;) {
        unsigned char byte = (unsigned char)text.at[i];
        char fold;
        if (byte < 0x80) {
            fold = fold_of_ascii(byte);
            i++;
        } else {
            uint32_t character = utf8_next(text, &i);
            if (is_mark_for_latin(character))
                continue;
            fold = fold_of_wide(character);
            if (fold == ASK)
                return false;
        }
        if (fold == BLANK) {
            is_parted = end > words->at;
            continue;
        }
        if (is_parted)
            *end++ = ' ';
        is_parted = false;
        *end++ = fold;
    }
    words->len = (size_t)(end - words->at);
    return true;
}

/* The fold of a character that is no blank; 0 for a mark or joiner to be dropped. */
static uint32_t fold_of(uint32_t character, bool is_after_latin)
{
    char fold = fold_of_wide(character);
    if (character < 0x80)
        fold = fold_of_ascii((unsigned char)character);
    if (fold != ASK)
        return (uint32_t)fold;
    if (unicode_is_joiner(character) || (is_after_latin && is_mark_for_latin(character)))
        return 0;
    uint32_t base = unicode_latin_base(character);
    if (base)
        return unicode_lower_of(base);
    return unicode_is_word(character) ? unicode_lower_of(character) : BLANK;
}

/* Composed first, so that a mark of another script stays whichever form it came in. */
static struct str fold_by_unicode(struct arena *mem, struct str text)
{
    text = unicode_nfc(mem, text);
    struct words words = {.at = arena_take(mem, text.len * 3 + 1)}; /* lower case may be longer */
    bool is_after_latin = true;
    for (size_t i = 0; i < text.len;) {
        uint32_t character = utf8_next(text, &i), fold = fold_of(character, is_after_latin);
        if (fold == 0)
            continue;
        if (fold == BLANK)
            words_part(&words);
        else
            words_put(&words, fold);
        if (!unicode_is_mark(fold))
            is_after_latin = fold < 0x80 || unicode_latin_base(fold) != 0;
    }
    return (struct str){words.at, words.len};
}

struct str vi_fold(struct arena *mem, struct str text)
{
    struct words words = {.at = arena_take(mem, text.len + 1)};
    if (fold_by_table(text, &words))
        return (struct str){words.at, words.len};
    return fold_by_unicode(mem, text);
}

static uint32_t lower_of(uint32_t character)
{
    if (character < 0x80)
        return character >= 'A' && character <= 'Z' ? character + 32 : character;
    if (character == 0xD0 || character == 0xF0) /* Ð, ð: written for Đ, đ in old texts */
        return 0x111;
    return unicode_lower_of(character);
}

/* Lower case without joiners, composed afterwards: either change may bring a letter and a mark
 * together (İ and U+0301). */
static struct str lowered(struct arena *mem, struct str text)
{
    char *lower = arena_take(mem, text.len * 3 + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len;) {
        uint32_t character = utf8_next(text, &i);
        if (character < 0x80 || !unicode_is_joiner(character))
            len += utf8_put(lower + len, lower_of(character));
    }
    return unicode_nfc(mem, (struct str){lower, len});
}

struct str vi_fold_exact(struct arena *mem, struct str text)
{
    text = lowered(mem, text);
    struct words words = {.at = arena_take(mem, text.len * 2 + 1)}; /* a moved tone may widen it */
    uint32_t syllable[VI_SYLLABLE_MAX];
    size_t count = 0; /* letters of the word so far; above the maximum it is no syllable */
    size_t start = 0; /* of the word */
    for (size_t i = 0; i <= text.len;) {
        uint32_t character = i < text.len ? utf8_next(text, &i) : (i++, ' ');
        bool is_word = unicode_is_word(character);
        if (is_word && count < VI_SYLLABLE_MAX)
            syllable[count] = character;
        if (is_word) {
            words_put(&words, character);
            if (count++ == 0)
                start = words.len - utf8_width(&character, 1);
            continue;
        }
        if (count <= VI_SYLLABLE_MAX && vi_syllable_place_tone(syllable, count)) {
            words.len = start;
            for (size_t letter = 0; letter < count; letter++)
                words_put(&words, syllable[letter]);
        }
        count = 0;
        words_part(&words);
    }
    return (struct str){words.at, words.len};
}

struct str vi_mend_tone(struct arena *mem, struct str word)
{
    uint32_t given[VI_SYLLABLE_MAX], lower[VI_SYLLABLE_MAX];
    size_t count = 0, len = 0;
    for (size_t i = 0; i < word.len; count++) {
        if (count == VI_SYLLABLE_MAX)
            return S("");
        given[count] = utf8_next(word, &i);
        lower[count] = lower_of(given[count]);
    }
    if (!vi_syllable_mend_tone(lower, count))
        return S("");
    char *mended = arena_take(mem, count * 4 + 1);
    for (size_t i = 0; i < count; i++) {
        bool is_capital = lower_of(given[i]) != given[i];
        len += utf8_put(mended + len, is_capital ? unicode_upper_of(lower[i]) : lower[i]);
    }
    return (struct str){mended, len};
}

enum { SLUG_MAX_BYTES = 80 };

struct str vi_slug(struct arena *mem, struct str text)
{
    struct str fold = vi_fold(mem, text), word;
    char *slug = arena_take(mem, SLUG_MAX_BYTES + 1);
    size_t len = 0;
    while (str_cut(&fold, ' ', &word)) {
        size_t start = len;
        bool is_cut = false;
        for (size_t i = 0; i < word.len && !is_cut; i++) {
            if ((unsigned char)word.at[i] >= 0x80)
                continue; /* another script: addresses are ASCII */
            if (len == start && start > 0 && len < SLUG_MAX_BYTES)
                slug[len++] = '-';
            is_cut = len >= SLUG_MAX_BYTES;
            if (!is_cut)
                slug[len++] = word.at[i];
        }
        if (is_cut)
            return (struct str){slug, start > 0 ? start : len};
    }
    return (struct str){slug, len};
}

struct str vi_name_sort_key(struct arena *mem, struct str full_name)
{
    struct str words = str_trim(full_name);
    size_t given_at = words.len;
    while (given_at > 0 && words.at[given_at - 1] != ' ')
        given_at--;
    struct str given = str_part(words, given_at, words.len);
    struct str rest = str_trim(str_part(words, 0, given_at));
    size_t family_len = str_find_char(rest, ' ');
    struct str family = str_part(rest, 0, family_len);
    struct str middle = str_trim(str_part(rest, family_len, rest.len));
    const struct str keys[] = {unicode_sort_key(mem, given), unicode_sort_key(mem, family),
                               unicode_sort_key(mem, middle)};
    /* A sort key holds no zero byte, so the zero between them sorts before any continuation. */
    return str_join(mem, keys, COUNT_OF(keys), (struct str){"", 1});
}
