/* Vietnamese as people type and search it. */
#ifndef BASE_VI_TEXT_H
#define BASE_VI_TEXT_H

#include "base/str.h"

/* The search key: lower case, without tone and vowel marks, đ to d, so that both tone placements
 * (hoà, hòa), both y/i spellings stay apart but uỷ and ủy meet. Letters and digits of every script
 * stay (Khmer whole); the rest becomes single blanks. Input of any normal form. */
struct str vi_fold(struct arena *mem, struct str text);

/* The same with marks kept, tone placement unified (new style): the tie-break of the search. */
struct str vi_fold_exact(struct arena *mem, struct str text);

/* The word with its tone on the right letter where it stood on a wrong one ("Qũy" → "Quỹ"), case
 * kept; empty if nothing is wrong: both styles are right (hòa, hoà), and what is no syllable is not
 * judged. `word`: one word, composed. */
struct str vi_mend_tone(struct arena *mem, struct str word);

/* The slug for addresses: vi_fold with '-' between words, ASCII only, at most 80 bytes, cut at a
 * word. */
struct str vi_slug(struct arena *mem, struct str text);

/* The given name (last word) first: what a list of people is sorted by when asked (domain G7). */
struct str vi_name_sort_key(struct arena *mem, struct str full_name);

/* True if the text seems to hold runs of a legacy encoding (VNI: "vaän ñoäng") inside Unicode. */
bool vi_has_legacy_run(struct str text);

/* The text with such runs read as what was meant ("vaän ñoäng" → "vận động"), NFC if it was; other
 * words stay. In `mem`. Tables: VNI for Windows, TCVN 5712:1993 (VN3). */
struct str vi_legacy_read(struct arena *mem, struct str text);

/* Bytes that are no UTF-8, each taken for a letter of Latin-1. True if the text has such runs, so
 * that vi_legacy_read is worth it; without them nobody knows what the bytes mean. In `mem`. */
bool vi_legacy_bytes(struct arena *mem, struct str bytes, struct str *text);

#endif
