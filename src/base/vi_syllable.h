/* The shape of one Vietnamese syllable: which letter carries the tone. Inside base only. */
#ifndef BASE_VI_SYLLABLE_H
#define BASE_VI_SYLLABLE_H

#include "base/base.h"

enum { VI_SYLLABLE_MAX = 8 }; /* letters; the longest is "nghiêng" with 7 */

/* Moves the tone of a syllable to where the new style puts it (hòa → hoà, thúy → thuý, ủy → uỷ, and
 * slips such as qũy → quỹ, gìa → già). letters: `count` composed lower-case characters, at most
 * VI_SYLLABLE_MAX. Gives true if anything moved; a word that is no Vietnamese syllable with one
 * tone stays as it is. Rule: a vowel with a sign of its own (ă â ê ô ơ ư, the last of them) carries
 * the tone; else the only one; of two the second before a consonant and in oa oe uy, otherwise the
 * first; of three the middle one. The u of qu- and the i of gi- before a vowel belong to the
 * consonant. */
bool vi_syllable_place_tone(uint32_t *letters, size_t count);

/* The same for real slips only (qũy, gìa): where either style puts the tone, it stays (hòa, hoà).
 */
bool vi_syllable_mend_tone(uint32_t *letters, size_t count);

#endif
