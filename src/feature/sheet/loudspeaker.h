/* "Bản đọc loa": what a khu phố's loudspeaker reads in two minutes. Inside the feature only. */
#ifndef FEATURE_SHEET_LOUDSPEAKER_H
#define FEATURE_SHEET_LOUDSPEAKER_H

#include "feature/sheet/reading.h"
#include "feature/sheet/sheet.h"

enum {
    LOUDSPEAKER_WORDS_MOST = 300,    /* a longer text is not heard to its end */
    LOUDSPEAKER_WORDS_A_MINUTE = 140 /* calm reading */
};

/* Paragraphs as they are read, by the rules of base/vi_spoken.h. */
struct loudspeaker {
    const struct unit *unit;
    struct period period;
    list_of(struct str) paragraphs; /* greeting first, closing last */
    size_t words;
    size_t left_out;            /* sentences that two minutes had no room for */
    struct unread_words unread; /* short forms that the reader must know */
};

/* Composes the text from the book's outline "loudspeaker", with the figures that the review of the
 * unit and period prints. Sentences beyond LOUDSPEAKER_WORDS_MOST are left out from the end, never
 * greeting and closing. In `mem`. */
must_check bool loudspeaker_compose(struct book *book, struct db *db, struct arena *mem,
                                    const struct unit *unit, struct period period,
                                    struct loudspeaker *text, struct error *err);

/* "khoảng 2 phút", "khoảng 1 phút rưỡi", "chưa đầy 1 phút". */
struct str loudspeaker_time(struct arena *mem, size_t words);

/* The paragraphs with an empty line between them, for a file. */
void loudspeaker_print(const struct loudspeaker *text, struct text *out);

#endif
