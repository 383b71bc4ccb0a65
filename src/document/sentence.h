/* Writes one sentence into a block and mends what vanished clauses leave behind: blanks,
 * separators, empty brackets, the first letter, the full stop. Inside src/document only. */
#ifndef DOCUMENT_SENTENCE_H
#define DOCUMENT_SENTENCE_H

#include "base/text.h"
#include "document/document.h"

struct sentence {
    struct arena *mem;
    struct block *block;
    struct text words;    /* plain text not yet a run of the block */
    size_t words_start;   /* where in `words` this sentence begins */
    size_t figures;       /* how many were written */
    uint32_t last;        /* last character written, 0 at the start */
    char separator;       /* , ; or : seen but not yet written; 0 for none */
    bool has_blank;       /* a blank seen but not yet written */
    bool is_capital_done; /* the first letter or digit was written */
};

/* Starts a sentence behind what the block already holds (with one blank between). The block must
 * stay where it is until sentence_end. */
struct sentence sentence_new(struct arena *mem, struct block *block);

/* Adds words of the outline; valid UTF-8. */
void sentence_text(struct sentence *out, struct str text);

/* Adds a given text as it is: its inner punctuation is not touched. */
void sentence_given(struct sentence *out, struct str text);

/* Adds a figure as a run of its own and gives it; good until more is added. */
struct run *sentence_figure(struct sentence *out, struct str code, struct str facet,
                            struct str text);

/* Ends it. has_stop: with exactly one full stop, unless it ends in … ... ? or ! already; a sentence
 * in which nothing stands gets none. */
void sentence_end(struct sentence *out, bool has_stop);

#endif
