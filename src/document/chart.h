/* Charts as SVG for pages (inline) and files: bars for units, columns for months.
 *
 * What they give is well-formed, escaped markup; no style attributes and no scripts, so a strict
 * content security policy holds. Without a stylesheet everything is drawn in the text's colour; the
 * site colours by class: chart, chart-unit, chart-label, chart-value, chart-axis, chart-grid,
 * chart-bar, chart-before (same period last year: an outline, so that colour alone tells nothing).
 * The picture is 360 units wide with letters of 13, so that on a phone 390 pixels wide they are not
 * below 12; a stylesheet says `.chart { width: 100%; max-width: 36rem; height: auto }`.
 * For those who cannot see it: role="img", the title as its name, all values as its description. */
#ifndef DOCUMENT_CHART_H
#define DOCUMENT_CHART_H

#include "base/str.h"

enum { CHART_BARS_MAX = 200, CHART_COLUMNS_MAX = 60 };

struct chart_series {
    struct str name;         /* for the legend: "Năm 2022", "Cùng kỳ" */
    const int64_t *values;   /* 0 to 2^53 (asserted) */
    const struct str *texts; /* as printed, "1.126" */
};

struct chart {
    struct str title; /* what it shows: "Suất quà theo khu phố"; its name, not drawn */
    struct str unit;  /* "suất"; empty when the texts say it ("5 triệu đồng") */
    const struct str *labels;
    size_t count; /* of labels, values and texts; 0 draws "Chưa có số liệu" */
    struct chart_series series;
    struct chart_series before; /* .values NULL if there is none; chart_columns only (asserted) */
};

/* Horizontal bars, one a row, in the order given: beside their labels if all are short, else below
 * them; labels take two lines at most, then "…" (the whole label is in the description). count ≤
 * CHART_BARS_MAX (asserted). In `mem`; cannot fail. Texts of broken UTF-8 are drawn as "?". */
struct str chart_bars(struct arena *mem, const struct chart *chart);

/* Vertical columns over an axis with round numbers, for rows of months; pairs with `before`. Where
 * labels would touch only every second, third … is drawn; values stand above the columns if there
 * is room. count ≤ CHART_COLUMNS_MAX (asserted). In `mem`; cannot fail. */
struct str chart_columns(struct arena *mem, const struct chart *chart);

#endif
