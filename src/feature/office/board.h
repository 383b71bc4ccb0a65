/* The pages of figures against their targets, and of handing targets down. */
#ifndef FEATURE_OFFICE_BOARD_H
#define FEATURE_OFFICE_BOARD_H

#include "feature/draft/draft.h"
#include "feature/frame.h"
#include "feature/office/scope.h"

#define BOARD_ADDRESS "/lam-viec/chi-tieu"

/* How far a figure is, in words and as the width of a bar. */
struct reach {
    struct str target; /* "60 cuộc"; empty: no target */
    struct str words;  /* "75%, còn thiếu 15 cuộc", "Đạt, vượt 12 cuộc" */
    int64_t percent;   /* of the target, 0 to 100 */
    bool is_met;
};

struct board_row {
    struct str label, address, actual, change;
    struct reach reach;
};

/* The areas of a unit beside each other: "8/10" is 8 of a target of 10. */
struct board_areas {
    struct str label;          /* "khu phố" */
    list_of(struct str) names; /* of the areas */
    list_of(struct str) cells; /* row by row */
    list_of(struct str) rows;  /* indicators */
};

struct board_page {
    struct page_frame frame;
    struct scope_links links;
    struct str unit_title, period, until, all; /* all: address of all figures */
    list_of(struct board_row) rows;
    struct board_areas areas;
    list_of(struct board_row) others; /* indicators without a target, for whoever may give one */
};

/* A unit's line on the page of one indicator, and in its form. */
struct target_row {
    const struct unit *unit;
    struct target standing; /* the newest statement; while a form is read, what it asks for */
    struct str label, actual;
    int64_t value; /* the same as `actual` */
    struct reach reach;
    struct str name,
        known_name; /* of the inputs: "m-kp1", and "t-kp1" with the statement's entry */
    struct str typed, problem;
    bool is_changed;
};

struct trend_row {
    struct str label, actual, target, percent;
};

struct stated_row {
    struct str unit, target, words; /* "Ủy ban …, ngày 5/1/2022, Kế hoạch số …" */
    struct str note, stated;        /* "Chủ tịch, 08:31 ngày 10/5/2022" */
};

struct target_page {
    struct page_frame frame;
    struct arena *mem;
    struct scope scope;
    const struct indicator *indicator;
    struct figure figure;
    struct scope_links links;
    struct str path, board, public_address, unit_title, period, period_code, until, change;
    struct str areas_label;          /* "khu phố" */
    list_of(struct target_row) rows; /* the unit, then those directly below */
    struct str shares;               /* that the areas' targets do not make the whole */
    struct html_piece areas_chart, trend_chart;
    list_of(struct trend_row) trend;
    list_of(struct stated_row) stated;
    bool may_set, is_done;
    bool replaces;                       /* the form puts a number in place of another */
    bool asks_agreement;                 /* to shares that do not make the whole */
    struct str giver, day, source, note; /* as typed */
    struct str problem, giver_problem, day_problem, source_problem, note_problem;
};

page_function board_get, target_get, target_post;

/* How far `actual` is of a target. */
struct reach reach_of(struct arena *mem, const struct figure *figure);

/* What the targets of the parts say beside that of the whole: "Các khu phố được giao cộng lại 48
 * cuộc, cả thị trấn 60 cuộc: còn 12 cuộc chưa giao"; empty if they make the whole, or none of the
 * parts has one, or the indicator is none that adds up. */
struct str shares_words(struct arena *mem, const struct indicator *indicator,
                        const struct unit *unit, struct str areas_label, int64_t whole,
                        int64_t parts);

/* Templates. */
void board_html(struct html *out, const struct board_page *page);
void target_html(struct html *out, const struct target_page *page);

#endif
