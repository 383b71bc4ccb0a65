/* What a careful reader would mark in a text besides its numbers. Pure. */
#ifndef FEATURE_COMPARE_REMARK_H
#define FEATURE_COMPARE_REMARK_H

#include "feature/compare/compare_read.h"

enum remark_kind {
    REMARK_SPELLING, /* a syllable or a title written wrongly */
    REMARK_LEGACY,   /* letters of VNI or TCVN3 */
    REMARK_LOST,     /* letters were lost in a conversion */
    REMARK_MEETING,  /* sơ kết and tổng kết mixed up */
    REMARK_COUNT
};

struct remark {
    enum remark_kind kind;
    size_t from, len; /* bytes of the text */
    struct str why;   /* in Vietnamese: what is wrong, what would be right */
};

struct remarks {
    struct remark *at;
    size_t count, room;
};

enum { REMARKS_MAX = 200 };

/* Finds at most REMARKS_MAX of them, in the order of the text. Results in `mem`. */
void compare_remark(struct arena *mem, const struct reading *reading,
                    const struct wordings *wordings, struct period period, struct remarks *remarks);

#endif
