/* Indicators: closed rules over records, the only source of figures. With each figure its target
 * and its population: three numbers, never two. */
#ifndef FEATURE_INDICATOR_INDICATOR_H
#define FEATURE_INDICATOR_INDICATOR_H

#include "feature/indicator/indicator_statement.h"
#include "log/rule.h"

extern const struct feature indicator_feature, doubt_desk_feature;

struct indicator {
    int64_t id; /* small, from 1, in the order in which they came */
    struct str code, label, label_en, slug, group;
    struct str unit;                      /* "suất", "mét", "đồng" */
    struct str population;                /* what the population counts; empty when there is none */
    struct str matrix_row, matrix_column; /* fields; empty: no matrix */
    bool is_padded;                       /* 3 is printed 03 */
    bool is_money;                        /* unit "đồng" */
    int64_t about_step;                   /* prose rounds down by at most this; 0: exact */
    struct rule rule;
    const struct json *body; /* as the journal states it */
};

struct indicators {
    list_of(struct indicator) all; /* by id */
};

/* As `db` sees them (compiled; live until the structure changes). NULL on failure. */
must_check const struct indicators *indicators_of(struct book *book, struct db *db,
                                                  struct error *err);
const struct indicator *indicator_find(const struct indicators *indicators, struct str code);
const struct indicator *indicator_of_slug(const struct indicators *indicators, struct str slug);

/* The days a figure is asked for. Flows are summed over first … last, stock is what runs on `last`.
 */
struct span {
    struct day first, last;
};

/* A period up to its cut-off (DAY_NONE: its last day). */
struct span span_of(struct period period, struct day cutoff);

struct figure {
    const struct indicator *indicator;
    int64_t actual;
    bool has_target, has_population, has_previous;
    int64_t target, population, previous; /* previous: the same period of the year before */
    struct str giver, note;               /* of the target */
};

struct figures {
    struct figure *at;
    size_t count;
};

/* ---- rules that are new ---- */

/* What a figure holds instead of its number while it is counted anew: no number is that small.
 * Printed it says "(đang tính)"; the figure then has neither target nor population nor previous. */
#define FIGURE_COUNTING (-((int64_t)1 << 54))

/* Whether this figure, or any, waits to be counted anew. Fails as the database does. */
must_check bool figure_is_counting(struct db *db, const struct indicator *indicator,
                                   bool *is_counting, struct error *err);
must_check bool figures_are_counting(struct db *db, bool *are_counting, struct error *err);

/* Fails BUSY while figures are being counted: for struct feature, and for whatever takes numbers
 * away or judges them. */
must_check bool figures_counted(struct db *db, struct error *err);

/* Counts the next `records` records for a figure that waits for it, in the writer's transaction;
 * book->is_counting says whether to go on. is_finished: one is complete now, pages have changed.
 * What is counted in pieces is the same as what a rebuild counts at once. */
must_check bool figures_count_on(struct book *book, size_t records, bool *is_finished,
                                 struct error *err);

/* All figures of a unit and period, in the indicators' order; `cutoff` as in span_of. A previous
 * figure exists if the book has any record of the unit in that period. */
must_check bool figures_compute(struct book *book, struct db *db, struct arena *mem,
                                const struct unit *unit, struct period period, struct day cutoff,
                                struct figures *figures, struct error *err);

/* One figure over any span, without target. */
must_check bool figure_actual(struct db *db, const struct indicator *indicator,
                              const struct unit *unit, struct span span, int64_t *actual,
                              struct error *err);

/* What an indicator that nobody has stated yet would say: its figure over the records that there
 * are, and how many of them it touches. Walks all records; for PACE_SLOW. */
struct trial {
    int64_t actual, records;
};
must_check bool figure_try(struct book *book, struct db *db, const struct indicator *indicator,
                           const struct unit *unit, struct span span, struct trial *trial,
                           struct error *err);

/* Compiles an indicator from the body of an entry, for figure_try and figure_rule_text: it has no
 * id. Fails INVALID. */
must_check bool indicator_of_body(struct book *book, struct db *db, struct arena *mem,
                                  struct str code, struct str body, struct indicator *indicator,
                                  struct error *err);

/* The figure of an indicator's code, or NULL. */
const struct figure *figures_find(const struct figures *figures, struct str code);

/* One figure as figures_compute gives it among all others. */
must_check bool figure_of_period(struct db *db, struct arena *mem,
                                 const struct indicator *indicator, const struct unit *unit,
                                 struct period period, struct day cutoff, struct figure *figure,
                                 struct error *err);

/* The figures of a unit and period that have a target, likewise. */
must_check bool figures_targeted(struct book *book, struct db *db, struct arena *mem,
                                 const struct unit *unit, struct period period, struct day cutoff,
                                 struct figures *figures, struct error *err);

/* "Tăng 86 suất so với cùng kỳ", "Bằng cùng kỳ"; empty if there is no previous figure. */
struct str figure_change(struct arena *mem, const struct figure *figure);

/* The half-year in which a day lies. */
struct period half_of(struct day day);

/* ---- targets ---- */

enum { TARGET_TEXT_MAX_BYTES = 1000 };

/* What was handed down for an indicator, a unit and a period. */
struct target {
    const struct indicator *indicator;
    const struct unit *unit;
    struct period period;
    bool has_target, has_population;
    int64_t target, population;
    struct str giver, note; /* may be empty, as all texts here */
    struct str source;      /* the paper: "Kế hoạch số 12/KH-MTTQ" */
    struct day given;       /* its day; DAY_NONE: not stated */
    int64_t entry; /* place in the journal, when it was stated, by whom ("u3"): only read */
    struct str at, by;
};
struct targets {
    struct target *at;
    size_t count, room;
};

/* The targets of a unit and period as they stand, in the indicators' order; of each the number and
 * the entry, texts are empty. */
must_check bool targets_of(struct book *book, struct db *db, struct arena *mem,
                           const struct unit *unit, struct period period, struct targets *targets,
                           struct error *err);

/* All that was ever stated of a target, newest first. */
must_check bool targets_stated(struct db *db, struct arena *mem, const struct indicator *indicator,
                               const struct unit *unit, struct period period,
                               struct targets *targets, struct error *err);

/* States a target ("target.set"); what stood before stays in its history. *is_new: false if it is
 * what stands already, and nothing was appended. Fails INVALID for numbers outside 0 to 10^15 and
 * texts that are too long or have control characters. Only inside a transaction of the book. */
must_check bool target_set(struct book *book, struct arena *mem, const struct target *target,
                           bool *is_new, struct error *err);

/* A part of a figure: its parts add up to it. */
struct part {
    struct str code, label;
    int64_t value;
    const struct unit *unit; /* of figure_by_unit; NULL: the unit itself, not one of its areas */
    int32_t month;           /* of figure_by_month */
};
struct parts {
    struct part *at;
    size_t count, room;
};

/* By the breakdown field (empty list if the indicator has none), by the units directly below, by
 * month. A thing counted once belongs to the part of its first record (by day, then number). For
 * stock the months give what ran on each month's last day; they do not add up and are not meant to.
 */
must_check bool figure_by_slice(struct book *book, struct db *db, struct arena *mem,
                                const struct indicator *indicator, const struct unit *unit,
                                struct span span, struct parts *parts, struct error *err);
must_check bool figure_by_unit(struct book *book, struct db *db, struct arena *mem,
                               const struct indicator *indicator, const struct unit *unit,
                               struct span span, struct parts *parts, struct error *err);
must_check bool figure_by_month(struct db *db, struct arena *mem, const struct indicator *indicator,
                                const struct unit *unit, struct span span, struct parts *parts,
                                struct error *err);

/* A record in a figure's list, with what it adds. */
struct contribution {
    int64_t record;
    struct str no, title, kind, slice, key;
    int64_t unit;
    struct day day, last;
    int64_t value; /* of a distinct figure: 1 at the key's first record, 0 at the others */
};
struct contributions {
    struct contribution *at;
    size_t count, room;
    int64_t total; /* rows in all, beyond skip and limit */
};

/* The list behind a figure, by day, then record; limit 0: all. */
must_check bool figure_records(struct db *db, struct arena *mem, const struct indicator *indicator,
                               const struct unit *unit, struct span span, size_t skip, size_t limit,
                               struct contributions *list, struct error *err);

/* ---- printing ---- */
struct str figure_number(struct arena *mem, const struct indicator *indicator, int64_t value);
/* With its unit of measure: "03 căn", "836.450.000 đồng". */
struct str figure_phrase(struct arena *mem, const struct indicator *indicator, int64_t value);
/* As prose says it: "trên 800 triệu đồng" where the indicator rounds, else figure_phrase. */
struct str figure_about(struct arena *mem, const struct indicator *indicator, int64_t value);
/* "6/6": actual of population; empty without one. */
struct str figure_fraction(struct arena *mem, const struct figure *figure);
/* "100%": actual of target, at most two decimals, rounded down; empty without a target. */
struct str figure_percent(struct arena *mem, const struct figure *figure);
/* The whole figure as a review prints it: "4/6 đồng chí, đạt 100% chỉ tiêu giao". */
struct str figure_print(struct arena *mem, const struct figure *figure);
/* What a group of indicators is called: "Tuyên truyền, vận động"; an unknown one is its own code.
 */
struct str figure_group_label(struct str group);
/* The rule in plain Vietnamese. */
struct str figure_rule_text(struct arena *mem, const struct catalogue *catalogue,
                            const struct indicator *indicator, struct span span);

/* "/so-lieu/2022/6-thang-dau-nam/suat-qua", with "?don-vi=kp3" for a unit other than the book's
 * own. */
struct str figure_address(struct arena *mem, const struct indicator *indicator,
                          struct period period, const struct unit *unit, const struct unit *home);

/* What readers doubt about figures, for the desks that answer them. */
#include "feature/indicator/doubt.h"

#endif
