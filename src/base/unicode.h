/* Unicode by ICU: normal form, sorting, case. The only file that names ICU is unicode.c. ICU
 * failing (its data missing) leaves nothing to stand on: the functions report it and abort. */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include "base/str.h"

/* True if the bytes are well-formed UTF-8 (no surrogates, no overlong forms, no NUL). Fast on
 * ASCII. */
bool utf8_is_valid(struct str text);

/* The character at byte i; moves i behind it. `text` must be valid. */
uint32_t utf8_next(struct str text, size_t *i);

/* How many characters (code points). */
size_t utf8_count(struct str text);

/* Writes a character's bytes to `to` (room for 4); gives how many. */
size_t utf8_put(char *to, uint32_t character);

/* Bytes of `count` characters in UTF-8. */
size_t utf8_width(const uint32_t *characters, size_t count);

/* One character in lower or upper case, where that is one character; else itself. */
uint32_t unicode_lower_of(uint32_t character);
uint32_t unicode_upper_of(uint32_t character);

/* A Latin letter without its marks (ế → e, also Đ → Đ); 0 for all that is not a Latin letter. */
uint32_t unicode_latin_base(uint32_t character);

/* True for what words consist of in any script: letters, digits, numbers and combining marks. */
bool unicode_is_word(uint32_t character);

/* True for combining marks, which belong to the letter before them. */
bool unicode_is_mark(uint32_t character);

/* True for invisible joiners inside a word: soft hyphen, ZWNJ, ZWJ, word joiner. */
bool unicode_is_joiner(uint32_t character);

/* NFC of a valid text; the text itself when it is NFC already (the usual case, tested fast). */
struct str unicode_nfc(struct arena *mem, struct str text);

/* True if a valid text is in NFC. The same speed and limits as unicode_nfc, without a copy. */
bool unicode_is_nfc(struct str text);

/* True for general category Cc and Cf-like controls that have no place in a stored text:
 * U+0000-001F, U+007F-009F, U+2028, U+2029, U+FEFF, U+202A-202E and U+2066-2069 (bidirectional
 * overrides). Line ends count: multi-line texts are lists of lines. `text` must be valid. */
bool unicode_has_control(struct str text);

struct str unicode_lower(struct arena *mem, struct str text);
/* The first character only; the rest stays as it is. */
struct str unicode_upper_first(struct arena *mem, struct str text);
struct str unicode_upper(struct arena *mem, struct str text);

/* Sort key of ICU's Vietnamese collation (strength tertiary): bytes that compare as the texts do.
 * Collators are opened on first use per thread. */
struct str unicode_sort_key(struct arena *mem, struct str text);

/* Mark of the collation that made the keys ("vi-72.1.0.0-9979C12A"): stored keys of another mark
 * are remade. */
struct str unicode_sort_mark(void);

#endif
