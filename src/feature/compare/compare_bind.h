/* Which figure a number of a text means: by the words around it alone, never by its value, so that
 * a number is not taken for the figure that it happens to equal. Pure. */
#ifndef FEATURE_COMPARE_BIND_H
#define FEATURE_COMPARE_BIND_H

#include "feature/compare/compare_read.h"

/* What of a figure a number tells. */
enum facet {
    COMPARED_NONE,     /* no figure that the words name */
    COMPARED_NUMBER,   /* what was reached */
    COMPARED_FRACTION, /* of the population, or of the target: "4/6" */
    COMPARED_PERCENT,  /* of the target */
    COMPARED_SHARE,    /* percent of the population, or of the a/b before it */
    COMPARED_TARGET,
    COMPARED_PREVIOUS,       /* the year before */
    COMPARED_CHANGE,         /* against the year before */
    COMPARED_CHANGE_PERCENT, /* the same in percent */
    COMPARED_EACH,           /* what one costs: "mỗi suất 300.000 đồng" */
    COMPARED_PART,
    COMPARED_COUNT
};

/* Why a number is not to be held against a figure of the period, whatever it means. */
enum apart { APART_NOT, APART_PLAN, APART_PERIOD, APART_OCCASION };

struct binding {
    enum facet facet;
    const struct wording *row; /* by whose words; NULL: only by the number it leans on */
    struct str code;           /* of the indicator; empty: none */
    int32_t base;              /* the mention it leans on (percent, part, change …); -1: none */
    struct str part;           /* code of the part */
    const struct unit *area;   /* whose figure it is, if the text names an area; else NULL */
    enum apart apart;
    bool is_of_fraction; /* a share of the a/b of `base` */
    bool is_complete_list; /* of a list that has them all: "gồm …", "(…)", not "trong đó …" */
    bool is_over;          /* the percent above 100 only: "vượt 12%" */
    bool is_loose;         /* the unit of measure did not stand behind it */
    int score;             /* per mille */
};

/* What the words of a text may name besides the wordings: areas, and the parts of figures that
 * some number is bound to. Phrases as places in the lexicon. */
struct named_area {
    size_t phrase;
    const struct unit *unit;
};
struct named_part {
    size_t phrase;
    struct str code, part; /* the indicator; its part */
};
struct names {
    list_of(struct named_area) areas;
    list_of(struct named_part) parts;
    struct period period;
};

/* Binds every mention; gives bindings->at[i] for mention i, in `mem`. */
struct bindings {
    struct binding *at;
    size_t count;
};
void compare_bind(struct arena *mem, const struct reading *reading, const struct wordings *wordings,
                  const struct names *names, struct bindings *bindings);

/* "percent" … as tests and JSON call it; "" for COMPARED_NUMBER, "-" for COMPARED_NONE. */
const char *compare_facet_name(enum facet facet);

#endif
