/* The outline of a review: sentences with bound figures, from which zero clauses vanish and the
 * sentence stays correct Vietnamese. Pure: figures come from the caller.
 *
 * Language, one sentence a line, an empty line ends a paragraph:
 *   # title  ## section  ### part      {period} {unit} {areas} are words given by the caller
 *   - sentence           an item of a list
 *   {code}               the figure's number ("03")
 *   {code word word}     number and words as one link ("03 căn"); facets may carry words too
 *   {code.fraction} 6/6 · {code.percent} 100% of the target · {code.target} · {code.previous} ·
 *   {code.about} as prose says money ("trên 800 triệu đồng") · {code.names} · {code.parts} ·
 *   {code.change} ("tăng 86 suất so với cùng kỳ") · {code.exact} never rounded
 *   [ … ]                left out when every figure in it is zero or absent; may nest
 *   [[ a | b | c ]]      clauses, each left out likewise, the rest joined by "; "  ([[, … ]] and
 *                        [[và … ]] join by ", " and by ", " with " và " before the last); the sign
 *                        stands right behind [[, so "[[ và" begins a clause
 *   @prose slot Title    a place for people's prose, which is printed below its title
 *   @text slot Title     the same without a heading: the title is for those who write there
 *   @table code code …   the figures of the section's table; goes when all are zero
 *   \{ \} \[ \] \| \\ \@ \# \-   the sign itself
 *
 * What vanishes: a sentence all of whose figures are zero or absent; one without figures always
 * stays. A section of which nothing is left vanishes with its heading. A figure whose facet has no
 * text (no target: no percent) is absent; words around it would be broken, so the clause (or the
 * sentence) in which it stands directly vanishes, whatever else is in it: put what may be absent
 * into [ ] of its own.
 * The words of a binding are printed as they stand: no sign may stand apart in them or end them.
 * What is mended: double blanks, blanks before , . ; : and inside brackets, separators and brackets
 * whose neighbour vanished, the first letter, the full stop. Sentences of one paragraph are joined
 * by one blank.
 * Limits: 1 MiB, 10,000 lines of at most 16 KiB, 8 levels of brackets, 64 codes a table. */
#ifndef DOCUMENT_OUTLINE_H
#define DOCUMENT_OUTLINE_H

#include "document/document.h"

enum figure_facet {
    FACET_NUMBER,
    FACET_FRACTION,
    FACET_PERCENT,
    FACET_TARGET,
    FACET_PREVIOUS,
    FACET_ABOUT,
    FACET_NAMES,
    FACET_PARTS,
    FACET_CHANGE,
    FACET_EXACT,
    FACET_COUNT,
};

/* One figure, ready to be printed; texts of facets that do not exist are empty. */
struct figure_text {
    bool is_zero;                   /* zero or absent: its clause is left out */
    struct str facets[FACET_COUNT]; /* [FACET_NUMBER] "03", "1.126"; "836.450.000 đồng": never with
                                       words except money's */
};

/* Gives the figure's texts, or NULL if there is no such figure. What the pointer shows must stay
 * unchanged until the composing is over, the texts as long as the document. */
typedef const struct figure_text *outline_figure(void *context, struct str code);

struct outline_words {
    struct str period, unit, areas;
};

/* Splits what a binding names into code and facet: "org.trained.percent" → "org.trained" and
 * FACET_PERCENT. */
void figure_split(struct str binding, struct str *code, enum figure_facet *facet);

/* The words of a binding with single blanks between them; false if a sign stands apart in them or
 * ends them. */
bool figure_words(struct arena *mem, struct str text, struct str *words);

/* "percent" … as it stands in a binding; the empty text for FACET_NUMBER. */
struct str figure_facet_name(enum figure_facet facet);

/* Checks an outline without any figure: brackets, facets, directives, and that `is_known` (a finder
 * that gives non-NULL for known codes) knows each code. Fails INVALID with line and column
 * (characters, from 1), in Vietnamese. */
must_check bool outline_check(struct arena *mem, const struct str *lines, size_t count,
                              outline_figure *is_known, void *context, struct error *err);

/* Composes the document, in `mem`. Fails as outline_check does. */
must_check bool outline_compose(struct arena *mem, const struct str *lines, size_t count,
                                outline_figure *figure, void *context,
                                const struct outline_words *words, struct document *document,
                                struct error *err);

#endif
