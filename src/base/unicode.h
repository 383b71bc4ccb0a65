/* Unicode by ICU: normal form, sorting, case. The only file that names ICU is unicode.c. */
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

/* NFC of a valid text; the text itself when it is NFC already (the usual case, tested fast). */
struct str unicode_nfc(struct arena *mem, struct str text);

bool unicode_is_nfc(struct str text);

/* True for general category Cc and Cf-like controls that have no place in a stored text:
 * U+0000-001F, U+007F-009F, U+2028, U+2029, U+FEFF and bidirectional overrides. Line ends count:
 * multi-line texts are lists of lines. */
bool unicode_has_control(struct str text);

struct str unicode_lower(struct arena *mem, struct str text);
struct str unicode_upper_first(struct arena *mem, struct str text); /* the first letter only */
struct str unicode_upper(struct arena *mem, struct str text);

/* Sort key of ICU's Vietnamese collation (strength tertiary): bytes that compare as the texts do.
 * Collators are opened on first use per thread. */
struct str unicode_sort_key(struct arena *mem, struct str text);

/* "vi-72.1"-like mark of the collation that made the keys: stored keys of another mark are remade.
 */
struct str unicode_sort_mark(void);

#endif
