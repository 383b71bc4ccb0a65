/* Words of this feature that are codes in entries. */
#ifndef FEATURE_MEETING_MEETING_WORDS_H
#define FEATURE_MEETING_MEETING_WORDS_H

#include "base/str.h"

struct meeting_word {
    struct str code, label;
};

/* sơ kết, tổng kết, giao ban …; and sáng, chiều, tối, cả ngày. */
extern const struct meeting_word meeting_kinds[], day_parts_known[];
extern const size_t meeting_kinds_count, day_parts_known_count;

/* The word of a code or label (marks and capitals do not matter), or NULL. */
const struct meeting_word *meeting_word_meant(struct arena *mem, const struct meeting_word *words,
                                              size_t count, struct str text);

/* The label of a code; the code itself if it is none. */
struct str meeting_word_label(const struct meeting_word *words, size_t count, struct str code);

/* "sơ kết, tổng kết, …". */
struct str meeting_words_list(struct arena *mem, const struct meeting_word *words, size_t count);

#endif
