/* Composing: the review of a unit and period, and the conference that took it, become an article:
 * the ten parts in which the press of the Front tells such a conference, in the order of the
 * outline "article" (catalogue/outlines/article.md), every figure a binding. An officer edits the
 * prose. */
#ifndef FEATURE_PORTAL_COMPOSE_H
#define FEATURE_PORTAL_COMPOSE_H

#include "feature/meeting/meeting.h"
#include "feature/review/review.h"

/* What only people know. Empty texts are left out. */
struct compose_wishes {
    struct str picture; /* its file, which lies beside the article's */
    struct str alt,
        caption;       /* what it shows, without which there is no picture; what stands below */
    struct str author; /* empty: the body that held the conference */
};

struct composed {
    struct str file; /* front matter and Markdown, as `article add` takes them */
    size_t words;    /* of the text, as it will be read */
    bool has_meeting;
};

/* Composes the article's file. Without a conference that reviewed the period the parts about guests
 * and speech are not there, and the first sentence tells of the results alone. What is zero, erased
 * or unknown leaves no hole. Fails INVALID for a picture without alt and a period without any
 * figure, else as review_compose does. */
must_check bool article_compose(struct book *book, struct db *db, struct arena *mem,
                                const struct unit *unit, struct period period,
                                const struct compose_wishes *wishes, struct composed *composed,
                                struct error *err);

/* `article from-review BOOK UNIT PERIOD [--picture --alt --caption --author --out --publish]`: the
 * first half reads the picture of what is published at once. */
bool from_review_prepare(struct command_call *call, struct error *err);
bool from_review_command(struct command_call *call, struct error *err);

#endif
