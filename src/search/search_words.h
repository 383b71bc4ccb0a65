/* Texts to words, the same for documents and queries: folded words, each with its exact form
 * (marks as typed), numbers without their dots ("1.126" is 1126), codes by their parts and as one
 * word ("qua-2022-0007" is also qua20220007 and 20220007), Khmer runs as pairs of clusters. */
#ifndef SEARCH_SEARCH_WORDS_H
#define SEARCH_SEARCH_WORDS_H

#include "base/str.h"

enum {
    SEARCH_WORD_BYTES = 96,                       /* longer words are cut at a character */
    SEARCH_KEY_BYTES = 2 * SEARCH_WORD_BYTES + 1, /* folded word, NUL, exact form */
    SEARCH_TEXT_BYTES = 64 * 1024,                /* longer texts are cut at a character */
    SEARCH_CODE_PARTS = 8,                        /* codes of more parts are parts only */
};

struct search_word {
    struct str folded, exact; /* exact is empty where it equals folded */
};

struct search_words {
    struct search_word *at;
    size_t count, room;
};

/* A stretch of a text without blanks, and whether separators ( . - / _ ) stand inside it. */
struct search_run {
    struct str text;
    bool is_compound;
};

/* The text cut to cap_bytes, without thousands' dots and without the invisible breaks that writers
 * of Khmer put between words; of a text that is not UTF-8 its ASCII only. In `mem`. */
struct str search_words_prepare(struct arena *mem, struct str text, size_t cap_bytes);

/* Gives the next run of a prepared text from byte *i on; false at its end. */
bool search_words_run(struct str text, size_t *i, struct search_run *run);

/* Appends what folding alone makes of a prepared text: its parts between blanks, Khmer whole. */
void search_words_fold(struct arena *mem, struct str text, struct search_words *words);

/* The parts from `from` on as one word; false where that is no code: no digit in any part, more
 * than SEARCH_CODE_PARTS parts, Khmer, or too long. */
bool search_words_join(struct arena *mem, const struct search_words *parts, size_t from,
                       struct search_word *joined);

/* The end of the first cluster (a letter with what hangs on it) of a Khmer word from byte i on;
 * gives i when no Khmer stands there. */
size_t search_words_cluster(struct str word, size_t i);

/* True if the word is of Khmer letters, which are indexed by pairs of clusters. */
bool search_words_is_khmer(struct str word);

/* Appends a Khmer word's pairs of neighbouring clusters and its last cluster alone: so a single
 * cluster is found as the beginning of a pair, wherever it stands. Other letters between are words
 * of their own. */
void search_words_of_khmer(struct arena *mem, struct str word, struct search_words *words);

enum {
    SEARCH_MEMO_SLOTS = 4096, /* Vietnamese has some 7,000 syllables, a text far fewer */
    SEARCH_MEMO_BYTES = 48,
    SEARCH_MEMO_CAP_BYTES = 4 * 1024 * 1024,
};

struct search_memo_slot {
    struct str run;
    struct search_words words;
};

/* The words of runs met before: folding is most of the work of adding. Zeroed at the start; its
 * `mem` is to be ended. */
struct search_memo {
    struct arena mem;
    struct search_memo_slot slots[SEARCH_MEMO_SLOTS];
};

/* Forgets all if there is too much. Words taken from the memo end. */
void search_memo_tidy(struct search_memo *memo);

/* Appends everything under which a document with this text (as typed) is to be found. The words
 * live in `mem` and the memo: until search_memo_tidy. */
void search_words_of(struct arena *mem, struct search_memo *memo, struct str text,
                     struct search_words *words);

#endif
