/* The figure rule: one closed form, no language. Which entries a figure touches, with what value.
 *
 *   value = count | sum of FIELD | number of different values of FIELD
 *   over approved records of KINDS, not voided, whose fields equal given values,
 *   flow: dated by DAY in the period · stock: running from DAY to UNTIL on the last day of the
 * period
 *
 * Pure: the public verifier recomputes figures with these functions alone. */
#ifndef LOG_RULE_H
#define LOG_RULE_H

#include "log/entry.h"

enum rule_measure { RULE_COUNT, RULE_SUM, RULE_DISTINCT };

/* One condition: the field's value is one of at[0 .. count). */
struct rule_where {
    struct str field;
    struct str *at;
    size_t count, room;
};

struct rule {
    list_of(struct str) kinds;
    enum rule_measure measure;
    struct str field; /* of sum and distinct; the pseudo-fields "unit" and "kind" may be counted */
    list_of(struct rule_where) where;
    bool is_stock;
    struct day first, last; /* of what it counts: what is dated outside is not touched */
    struct str day;         /* field that dates it; empty: the record's day */
    struct str until;     /* stock: field with the last day; empty field or value: still running */
    struct str breakdown; /* field whose values split it, "kind", or empty */
};

/* What one record adds to a figure. */
struct rule_touch {
    int64_t value;    /* count: 1; sum: the field; distinct: 1 */
    struct day first; /* flow: the day; stock: the first day */
    struct day last;  /* stock: the last day, DAY_LAST while it runs; flow: DAY_NONE */
    struct str slice; /* value of the breakdown field, or empty */
    struct str key;   /* distinct: what is counted once; else empty */
};

/* Reads the rule out of an indicator's entry: members kinds (array), measure ("count", "sum:FIELD",
 * "distinct:FIELD"), where (array of {field, values}), mode, day, until, breakdown, first and last
 * (YYYY-MM-DD). Fails INVALID. */
must_check bool rule_read(struct arena *mem, const struct json *indicator, struct rule *rule,
                          struct error *err);

/* True if the record's statement (record.approved or record.corrected) is touched; then *touch is
 * set. A record without the dating field or dated outside the rule's days, or a sum without its
 * field, is not touched. */
bool rule_touches(const struct rule *rule, const struct entry *entry, struct rule_touch *touch);

/* True if `value` is a value of `field` in the entry ("unit" and "kind" included; a multiple choice
 * holds each of its values). */
bool rule_field_holds(const struct entry *entry, struct str field, struct str value);

#endif
