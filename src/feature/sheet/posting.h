/* "Bản niêm yết": one A4 page to hang up where people of an area pass by. Inside the feature only.
 */
#ifndef FEATURE_SHEET_POSTING_H
#define FEATURE_SHEET_POSTING_H

#include "feature/sheet/sheet.h"
#include "feature/sheet/team.h"

/* A figure in large type. */
struct posting_figure {
    struct str qualifier, number, measure, label; /* qualifier: "trên"; may be empty */
};

/* "Quà: 175 suất, gồm …". */
struct posting_line {
    struct str label, words;
};
struct posting_lines {
    struct posting_line *at;
    size_t count, room;
};
struct posting_section {
    struct str title; /* "Đã trao, đã giúp" */
    struct posting_lines lines;
    bool is_short; /* its lines stand two in a row */
};

enum {
    POSTING_FIGURES = 6,       /* in large type, */
    POSTING_FIGURES_DENSE = 3, /* on a page with much to tell */
    POSTING_ROWS = 16,         /* of running text, titles included, that the page has room for, */
    POSTING_ROWS_DENSE = 24,   /* with smaller letters and less in large type */
    POSTING_ROW_LETTERS = 92,  /* that stand in one row */
};

struct posted {
    const struct unit *unit;
    struct period period;
    struct sheet_team team;
    struct str title; /* "Kết quả công tác Mặt trận 6 tháng đầu năm 2022" */
    struct str first, last;
    struct str issued; /* day; empty before the issue */
    struct posting_figure figures[POSTING_FIGURES];
    size_t figures_count;
    list_of(struct posting_section) sections; /* of the unit: what was given, what was done */
    struct posting_section fund;              /* of the commune; may have no lines */
    bool is_dense;                            /* there is much to tell: smaller letters */
    bool is_cut;        /* lines were left out: the page has no room for them */
    struct str address; /* of the unit's page, whole if the book knows under which name it is
                           public, else its path */
    bool is_whole;      /* the former: then a code leads there */
};

/* Composes the sheet from the book's outlines "posting" and "posting_fund", with the figures that
 * the review of the unit and period prints. What one page has no room for is left out, the last
 * section first; the last line of the first section, a sum, stays. In `mem`. */
must_check bool posting_compose(struct book *book, struct db *db, struct arena *mem,
                                const struct unit *unit, struct period period,
                                struct posted *posting, struct error *err);

/* Plain text, for the command. */
void posting_print(const struct posted *posting, struct text *out);

#endif
