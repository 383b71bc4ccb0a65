/* Checks that speak: what looks odd in a draft is said in a sentence, and whoever enters or
 * approves it confirms it with a reason. Nothing is ever refused here: what cannot be at all is the
 * catalogue's (draft_check). The rules are data, catalogue/checks.csv. */
#ifndef FEATURE_CHECK_CHECK_H
#define FEATURE_CHECK_CHECK_H

#include "feature/indicator/indicator.h"

extern const struct feature check_feature;

/* The closed list of tests; `field` and `other` are columns of catalogue/checks.csv. */
enum check_test {
    CHECK_RANGE,      /* field lies outside low … high */
    CHECK_RATIO,      /* field / other lies outside low … high */
    CHECK_ABOVE,      /* field is above other */
    CHECK_PARTS,      /* the fields' sum is above other */
    CHECK_SUM,        /* the fields' sum is another number than other */
    CHECK_PERCENT,    /* field is not the percentage that the first is of the second of `other` */
    CHECK_PAST,       /* field is above `high` times the unit's largest of late, of at least
                         `low` contributions to the indicator `other` */
    CHECK_NEIGHBOURS, /* field is above `high` times the median of the units beside it, likewise */
    CHECK_TWICE,      /* a record of the kind and unit within `high` days has the same fields */
    CHECK_HELPED, /* somebody of the same name was helped within `high` days, whatever the kind */
    CHECK_EARLY,  /* the day lies more than `high` days before the newest that the book knows */
    CHECK_LATE,   /* … behind it */
    CHECK_TESTS,
};

struct check_rule {
    struct str code, kind; /* kind "*": every kind */
    enum check_test test;
    list_of(struct str) fields;
    list_of(
        struct str) others; /* fields; of CHECK_PAST and CHECK_NEIGHBOURS one indicator's code */
    bool has_low, has_high;
    int64_t low, high;
    bool is_usable;     /* its kind, fields and indicator are there */
    struct str message; /* with {value} {other} {ratio} {parts} {percent} {most} {usual} {times}
                           {unit} {day} {days} {record} {hint} */
};

struct check_rules {
    struct check_rule *at;
    size_t count, room;
};

/* One thing that looks odd. */
struct check_warning {
    struct str code;    /* of the rule: what is confirmed */
    struct str field;   /* beside which it is shown; empty: the draft as a whole */
    struct str text;    /* one sentence without a full stop */
    struct str address; /* of the record that it speaks of; may be empty */
};

struct check_warnings {
    struct check_warning *at;
    size_t count, room;
};

/* What is usual for an indicator: asked once for all drafts. */
struct check_usual {
    int64_t indicator, unit;
    struct day day;
    bool is_past;         /* the unit's largest; else the others' median */
    bool is_part;         /* not all was read: it is `value` or larger */
    int64_t count, value; /* of how many contributions that were read */
};

/* The rules, and what they have asked the book already: one for all drafts of a page or a list, as
 * `db` sees the book. Ends with its arena. */
struct checks {
    struct book *book;
    struct db *db;
    struct arena *mem;
    const struct catalogue *catalogue;
    const struct indicators *indicators;
    const struct check_rules *rules;
    struct day newest; /* that the book knows */
    list_of(struct check_usual) usual;
};

/* Reads the rules. Fails as the database does. `mem` must live as long as *checks. */
must_check bool checks_begin(struct book *book, struct db *db, struct arena *mem,
                             struct checks *checks, struct error *err);

/* Adds what looks odd in a draft to *warnings, in the order of the rules; texts in `mem`. no: of
 * the record that the draft corrects, which is not held against it; else empty. Fails as the
 * database does. */
must_check bool checks_draft(struct checks *checks, struct arena *mem, const struct draft *draft,
                             struct str no, struct check_warnings *warnings, struct error *err);

#endif
