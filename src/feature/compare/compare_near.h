/* How near the phrases of a text stand to one of its numbers. Inside feature/compare only. */
#ifndef FEATURE_COMPARE_NEAR_H
#define FEATURE_COMPARE_NEAR_H

#include "feature/compare/compare_read.h"

enum {
    NEAR_WHOLE = 1000,  /* in the same clause, nothing between */
    NEAR_DIRECT = 970,  /* the same, at most three words between */
    NEAR_CLAUSE = 880,  /* in the same clause */
    NEAR_COMMA = 550,   /* behind a comma, or before one */
    NEAR_CONTEXT = 300, /* the sentence before */
    NEAR_LEAST = 100,
};

/* What stands around one number: by phrase how near it is (per mille), at its nearest place. */
struct nearness {
    const struct reading *reading;
    const struct wordings *wordings;
    size_t mention;
    int *near;         /* by phrase; less for a part of a longer phrase */
    int *even_inside;  /* the same without that: what a word speaks against, it does inside too */
    int *left, *right; /* the same for places in front of the number, and behind it */
    size_t *touched;   /* phrases that are not 0, to be wiped */
    size_t touched_count;
};

/* An empty one for a text. */
struct nearness nearness_new(struct arena *mem, const struct reading *reading,
                             const struct wordings *wordings);

/* Looks around mention `i`. */
void nearness_look(struct nearness *near, size_t i);

/* The nearest phrase of a list: in whichever direction, in front, behind. 0: none is near. */
int near_any(const struct nearness *near, const struct phrase_ids *ids);
int near_left(const struct nearness *near, const struct phrase_ids *ids);
int near_right(const struct nearness *near, const struct phrase_ids *ids);

/* The same as near_any, also for what stands inside a longer phrase: a word that speaks against a
 * figure does so there too. */
int near_even_inside(const struct nearness *near, const struct phrase_ids *ids);

/* True if one of `ids` and a colon stand right in front of the number: "Quỹ: 142 triệu đồng". */
bool near_head(const struct nearness *near, const struct phrase_ids *ids);

/* The longest unit of `ids` right behind the number, in words; 0: none. */
size_t near_unit(const struct nearness *near, const struct phrase_ids *ids);

#endif
