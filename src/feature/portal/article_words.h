/* What projectors, readers and pages of articles agree on. Inside the feature only. */
#ifndef FEATURE_PORTAL_ARTICLE_WORDS_H
#define FEATURE_PORTAL_ARTICLE_WORDS_H

#include "base/str.h"

/* Kinds of article_term.term: what two articles can have in common. */
#define ARTICLE_TERM_CONFERENCE "c:"
#define ARTICLE_TERM_FIGURE     "f:"
#define ARTICLE_TERM_PERIOD     "p:"
#define ARTICLE_TERM_SECTION    "s:"
#define ARTICLE_TERM_WORDS      "w:"

/* "/tin/hoi-nghi-so-ket-7"; "/tin/tin-7" for a title without Latin letters. */
struct str article_address(struct arena *mem, struct str title, int64_t id);

/* The number at the end of an address's last part; false if there is none. */
must_check bool article_id_of_part(struct str part, int64_t *id);

/* The Markdown of the first paragraph that is running text; empty if there is none. Lines end with
 * '\n' and carry no blanks at their end. */
struct str article_first_paragraph(struct str body);

/* A plain text cut at a word to at most `characters`, with "…" if something was cut. */
struct str article_cut(struct arena *mem, struct str text, size_t characters);

#endif
