/* Runs of VNI or TCVN3 inside Unicode: their bytes were taken for Latin-1, so letters meet that no
 * Vietnamese word joins. One such meeting may be a foreign name (Israël); two close by are not. */
#include "base/unicode.h"
#include "base/vi_text.h"

enum { WORDS_APART_MAX = 3 };

static bool is_one_of(uint32_t character, struct str set)
{
    for (size_t i = 0; i < set.len;)
        if (utf8_next(set, &i) == character)
            return true;
    return false;
}

static bool is_ascii_letter(uint32_t character)
{
    return (character | 32) >= 'a' && (character | 32) <= 'z';
}

/* VNI writes a vowel and behind it a Latin-1 letter for its marks; ñ is đ. */
static bool is_vni_pair(uint32_t before, uint32_t character)
{
    before = unicode_lower_of(before);
    character = unicode_lower_of(character);
    if (before == 0xF1 && is_one_of(character, S("aeiouyôö")))
        return true;
    if (before == 0xF6)
        return is_one_of(character, S("ôùøûïõ"));
    if (is_one_of(character, S("øûï")))
        return is_one_of(before, S("aeouyô"));
    if (is_one_of(character, S("âä")))
        return is_one_of(before, S("aeo"));
    return before == 'a' && is_one_of(character, S("åêëü"));
}

/* TCVN3 writes each marked letter as one byte, most of them signs or capitals of Latin-1. */
static bool is_tcvn3_pair(uint32_t before, uint32_t character)
{
    if (before == 0xAE) /* ® is đ */
        return is_ascii_letter(character) || (character >= 0xB5 && character <= 0xFE);
    if (!is_ascii_letter(before))
        return false;
    bool is_sign = character >= 0xB5 && character <= 0xBE && character != 0xB7;
    bool is_capital = before >= 'a' && character >= 0xC6 && character <= 0xDE;
    return is_sign || is_capital;
}

/* Every such pair has a letter or sign of Latin-1's upper half: most characters need no closer
 * look. */
static bool may_pair(uint32_t before, uint32_t character)
{
    return before - 0x80 < 0x80 || character - 0x80 < 0x80;
}

bool vi_has_legacy_run(struct str text)
{
    uint32_t before = ' ';
    int words_since = WORDS_APART_MAX + 1;
    for (size_t i = 0; i < text.len;) {
        unsigned char byte = (unsigned char)text.at[i];
        uint32_t character = byte < 0x80 ? (i++, byte) : utf8_next(text, &i);
        if (may_pair(before, character) &&
            (is_vni_pair(before, character) || is_tcvn3_pair(before, character))) {
            if (words_since <= WORDS_APART_MAX)
                return true;
            words_since = 0;
        } else if (character == ' ' && before != ' ') {
            words_since += words_since <= WORDS_APART_MAX;
        }
        before = character;
    }
    return false;
}
