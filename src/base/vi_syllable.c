#include "base/vi_syllable.h"

#include <uchar.h>

enum { TONES = 6 };

/* Each vowel without a tone, then with huyền, sắc, hỏi, ngã, nặng. */
static const char32_t vowels[][TONES + 1] = {U"aàáảãạ", U"ăằắẳẵặ", U"âầấẩẫậ", U"eèéẻẽẹ",
                                             U"êềếểễệ", U"iìíỉĩị", U"oòóỏõọ", U"ôồốổỗộ",
                                             U"ơờớởỡợ", U"uùúủũụ", U"ưừứửữự", U"yỳýỷỹỵ"};

/* A letter taken apart. */
struct letter {
    uint32_t plain;    /* without tone */
    unsigned vowel;    /* row of the table; NOT_A_VOWEL */
    unsigned tone;     /* column of the table */
    bool is_consonant; /* of a Vietnamese syllable */
};

enum { NOT_A_VOWEL = COUNT_OF(vowels) };

static struct letter letter_of(uint32_t character)
{
    for (unsigned vowel = 0; vowel < COUNT_OF(vowels); vowel++)
        for (unsigned tone = 0; tone < TONES; tone++)
            if (vowels[vowel][tone] == character)
                return (struct letter){vowels[vowel][0], vowel, tone, false};
    bool is_consonant = character == 0x111 || (character < 0x80 && character > 0 &&
                                               strchr("bcdghklmnpqrstvx", (int)character));
    return (struct letter){character, NOT_A_VOWEL, 0, is_consonant};
}

/* ă â ê ô ơ ư */
static bool is_signed(const struct letter *letter)
{
    return letter->plain >= 0x80;
}

static bool is_glide(const struct letter *before, const struct letter *letter,
                     const struct letter *behind)
{
    return behind->vowel != NOT_A_VOWEL && ((before->plain == 'q' && letter->plain == 'u') ||
                                            (before->plain == 'g' && letter->plain == 'i'));
}

static bool is_coda(const struct letter *letters, size_t count)
{
    if (count == 0)
        return true;
    uint32_t first = letters[0].plain, second = count > 1 ? letters[1].plain : 0;
    if (count == 1)
        return first < 0x80 && strchr("cmnpt", (int)first);
    return count == 2 &&
           ((first == 'n' && (second == 'g' || second == 'h')) || (first == 'c' && second == 'h'));
}

/* Which of `count` vowels (1..3) carries the tone. */
static size_t tone_place(const struct letter *vowel, size_t count, bool has_coda)
{
    for (size_t i = count; i > 0; i--)
        if (is_signed(&vowel[i - 1]))
            return i - 1;
    if (count != 2)
        return count / 2;
    uint32_t first = vowel[0].plain, second = vowel[1].plain;
    bool is_rising =
        (first == 'o' && (second == 'a' || second == 'e')) || (first == 'u' && second == 'y');
    return has_coda || is_rising ? 1 : 0;
}

/* Finds the run of vowels that may carry the tone; false if this is no syllable. */
static bool vowels_find(const struct letter *letters, size_t count, size_t *first, size_t *end)
{
    size_t i = 0;
    while (i < count && letters[i].is_consonant)
        i++;
    if (i > 0 && i + 1 < count && is_glide(&letters[i - 1], &letters[i], &letters[i + 1]))
        i++;
    *first = i;
    while (i < count && letters[i].vowel != NOT_A_VOWEL)
        i++;
    *end = i;
    return *end > *first && *end - *first <= 3 && is_coda(letters + i, count - i);
}

/* Where the tone of a syllable stands and where the new style wants it. */
struct tone {
    struct letter parts[VI_SYLLABLE_MAX];
    size_t stands, wanted;
    bool is_old_style; /* hòa, khỏe, thủy: stands where the other style puts it */
};

/* False for a word that is no Vietnamese syllable with one tone. */
static bool tone_find(const uint32_t *letters, size_t count, struct tone *tone)
{
    struct letter *parts = tone->parts;
    if (count > VI_SYLLABLE_MAX)
        return false;
    tone->stands = count;
    for (size_t i = 0; i < count; i++) {
        parts[i] = letter_of(letters[i]);
        if (parts[i].tone && tone->stands < count)
            return false;
        if (parts[i].tone)
            tone->stands = i;
    }
    size_t first, end;
    if (tone->stands == count || !vowels_find(parts, count, &first, &end))
        return false;
    tone->wanted = first + tone_place(parts + first, end - first, end < count);
    tone->is_old_style = end == count && end - first == 2 && tone->stands == first &&
                         !is_signed(&parts[first]) && !is_signed(&parts[first + 1]);
    return true;
}

static void tone_move(const struct tone *tone, uint32_t *letters)
{
    const struct letter *from = &tone->parts[tone->stands], *to = &tone->parts[tone->wanted];
    letters[tone->stands] = from->plain;
    letters[tone->wanted] = vowels[to->vowel][from->tone];
}

bool vi_syllable_place_tone(uint32_t *letters, size_t count)
{
    struct tone tone;
    if (!tone_find(letters, count, &tone) || tone.stands == tone.wanted)
        return false;
    tone_move(&tone, letters);
    return true;
}

bool vi_syllable_mend_tone(uint32_t *letters, size_t count)
{
    struct tone tone;
    if (!tone_find(letters, count, &tone) || tone.stands == tone.wanted || tone.is_old_style)
        return false;
    tone_move(&tone, letters);
    return true;
}
