/* The pages of figures: /so-lieu/…, /khu-pho/{so}, and the figures of /viec/{so}. */
#ifndef FEATURE_INDICATOR_INDICATOR_PAGES_H
#define FEATURE_INDICATOR_INDICATOR_PAGES_H

#include "feature/frame.h"
#include "feature/indicator/doubt.h"
#include "feature/indicator/indicator_lists.h"
#include "feature/pager.h"

extern const struct route indicator_routes[8];

/* What an address under /so-lieu/ asks for. */
struct figure_question {
    const struct catalogue *catalogue;
    const struct unit_tree *units;
    const struct unit *home, *unit;
    struct period period;
    struct day cutoff; /* DAY_NONE: the period's end */
    struct span span;
    const struct indicator *indicator; /* NULL for the list of all figures */
};

/* Reads {nam}/{ky}[/{slug}] and the fields don-vi and den. Fails MISSING (no such period, unit or
 * figure), INVALID (a cut-off that is no day, or lies outside the period). */
must_check bool figure_asked(struct request *req, struct figure_question *asked, struct error *err);

/* The figure's address with the cut-off, if one was asked for. */
struct str figure_asked_address(struct arena *mem, const struct figure_question *asked);

/* The same days of the year before. */
struct span figure_span_before(const struct figure_question *asked);

/* ---- readers' doubts about it ---- */

/* The form, and where it is sent. */
struct doubt_form {
    struct str action, unit; /* unit: code, empty for the book's own */
    struct str text;         /* what was typed before; usually empty */
};

struct doubt_answer_row {
    struct str answer, day, answered;
};

struct doubt_answers {
    struct doubt_answer_row *at;
    size_t count, room;
};

/* The page of the form alone; that it was sent; that it was not, and why. */
struct doubt_page {
    struct page_frame frame;
    struct doubt_form form;
    struct str label, number, period, unit_title, figure; /* figure: address of its page */
    struct str refusal;
    bool is_sent;
};

/* "/so-lieu/2022/6-thang-dau-nam/suat-qua/bao-chua-dung", and the empty form for it. */
struct str doubt_address(struct arena *mem, const struct figure_question *asked);
struct doubt_form doubt_form_of(struct arena *mem, const struct figure_question *asked);

/* The templates: the form, form and answers as a figure's page ends with them, the page. */
void doubt_form_html(struct html *out, const struct doubt_form *form);
void doubt_part_html(struct html *out, const struct doubt_form *form,
                     const struct doubt_answers *answers);
void doubt_html(struct html *out, const struct doubt_page *page);

/* ---- one figure ---- */

struct figure_row {
    struct str day, unit, title, address, value;
    bool is_counted_before; /* a distinct figure met its key in an earlier record */
};

struct figure_part_row {
    struct str label, address, value, before;
};

struct figure_part_rows {
    struct figure_part_row *at;
    size_t count, room;
};

struct figure_page {
    struct page_frame frame;
    struct arena *mem;
    struct figure_question asked;
    struct figure figure;
    struct str unit_title, period, cutoff, rule;
    struct str number, about, sum, change, percent, areas_label;
    struct figure_part_rows slices, areas, months;
    bool has_before; /* months have values of the year before */
    struct html_piece areas_chart, months_chart;
    struct matrix matrix;
    list_of(struct figure_row) rows;
    int64_t records;
    struct pager pager;
    struct str page_sum;
    struct str index, csv, json; /* addresses */
    struct doubt_form doubt_form;
    struct doubt_answers doubt_answers;
    struct quotes quotes; /* pages that quote it */
};

/* The templates; what a page has is written, empty parts are left out. */
void figure_html(struct html *out, const struct figure_page *page);

/* ---- all figures of a period ---- */

struct figure_line {
    struct str label, address, number, target, previous;
    bool is_zero;
};

struct figure_group {
    struct str label;
    list_of(struct figure_line) lines;
    size_t nonzero;
};

struct figure_groups {
    struct figure_group *at;
    size_t count, room;
};

/* Figures by group, groups in the order of the first indicator of each. */
struct figure_groups figures_grouped(struct arena *mem, const struct figures *figures,
                                     struct period period, const struct unit *unit,
                                     const struct unit *home);

struct figures_page {
    struct page_frame frame;
    struct arena *mem;
    struct str unit_title, period, cutoff;
    struct figure_groups groups;
    size_t zeros;
};

/* The template of the list of all figures. */
void figures_html(struct html *out, const struct figures_page *page);

/* The lines of a group that are not zero (or only those that are), as a table. */
void figure_lines_html(struct html *out, const struct figure_group *group, bool is_zero);

/* ---- an area ---- */

struct area_record {
    struct str address, title, day, kind;
};

struct area_page {
    struct page_frame frame;
    struct arena *mem;
    const struct unit *unit;
    struct str title, commune, posts_day, period, index;
    struct unit_posts posts;
    struct figure_groups groups;
    list_of(struct area_record) records;
    int64_t total;
    struct pager pager;
    struct html_piece months_chart;
};

/* The template of an area's page. */
void area_html(struct html *out, const struct area_page *page);

/* ---- page functions ---- */
page_function figure_get, figures_get, figure_csv_get, figure_json_get, area_get, record_get;
page_function doubt_get, doubt_post;

#endif
