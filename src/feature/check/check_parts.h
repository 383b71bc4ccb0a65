/* What the parts of the feature share; other features see check.h only. */
#ifndef FEATURE_CHECK_CHECK_PARTS_H
#define FEATURE_CHECK_CHECK_PARTS_H

#include "feature/check/check.h"

/* The code of a test ("ratio"), and back; CHECK_TESTS if there is none of that name. */
struct str check_test_code(enum check_test test);
enum check_test check_test_meant(struct str code);

/* Reads a rule out of its entry's body; false if the body is of a later program and says what this
 * one does not understand. Results point into the body and `mem`. */
must_check bool check_rule_read(struct arena *mem, const struct json *body,
                                struct check_rule *rule);

/* Whether a rule names an existing kind, fields of it that the test can be made with, and an
 * indicator where one is wanted. Fails INVALID with the reason. */
must_check bool check_rule_check(const struct catalogue *catalogue,
                                 const struct indicators *indicators, const struct check_rule *rule,
                                 struct error *err);

/* Appends the shipped rules that the book does not have in this form. */
bool check_ship(struct book *book, struct error *err);

/* All rules as `db` sees them, in order, those that cannot be used now included; NULL with the
 * reason. They live as long as the compiled catalogue. */
const struct check_rules *check_rules(struct book *book, struct db *db, struct error *err);

/* ---- what is asked of the book ---- */

/* The largest of the unit's newest 200 contributions, or the median of those of the units beside
 * it (the newest 10 each, at most 60 units), in the two years before the end of `day`'s month; from
 * `checks` if it was asked before. enough: once it is certain that what is usual lies above this,
 * no more is read, and only that is known (is_part). Fails as the database does. */
must_check bool check_usual_of(struct checks *checks, const struct indicator *indicator,
                               const struct unit *unit, struct day day, bool is_past,
                               int64_t enough, struct check_usual *usual, struct error *err);

/* A record that a warning speaks of. */
struct check_found {
    struct str no; /* empty: none */
    struct day day;
};

/* A live record of the draft's kind and unit, at most `days` days away, whose fields of the rule
 * are the same; not `no`. */
must_check bool check_same_record(struct checks *checks, struct arena *mem,
                                  const struct check_rule *rule, const struct draft *draft,
                                  struct str no, struct check_found *found, struct error *err);

/* The newest live record at most rule->high days away in which one of the people named in `names`
 * (one a line) was named under seal; not `no`. */
must_check bool check_same_person(struct checks *checks, struct arena *mem,
                                  const struct check_rule *rule, const struct draft *draft,
                                  struct str names, struct str no, struct check_found *found,
                                  struct error *err);

/* What a draft says in the fields of a rule of CHECK_TWICE, its unit included: the same number for
 * records that say the same in public; others have it too, once in 2^64. */
int64_t check_likeness(const struct check_rule *rule, const struct draft *draft);

/* The rows by which records are found by that number, while a run is gathered. */
struct check_like {
    const struct check_rules *rules;
    struct db_rows rows;
};

/* Begins them, with the rules that hold at this point of the journal. Afterwards `rows` must be
 * ended (db_rows_end) in any case. Fails as the database does, and then there is nothing to end. */
must_check bool check_like_begin(struct projection *projection, struct check_like *like,
                                 struct error *err);

/* Adds a row for each rule of CHECK_TWICE of the record's kind: what `entry`, a statement of the
 * record with this place of its first entry, says in the rule's fields. */
void check_like_all(struct db_rows *rows, const struct check_rules *rules, int64_t record,
                    const struct entry *entry);

/* The key under which a person is found again: the name without marks, capitals, forms of address
 * and what stands behind a comma, keyed by the book's secret. False if nothing is left of it. */
bool check_person_key(const struct book *book, struct str name, struct sha256 *key);

/* The projector of catalogue.check: the rules, and what records say in the fields of new ones. */
bool check_project_rules(struct projection *projection, const struct entry_run *run,
                         struct error *err);

/* Projectors of record.approved, record.corrected, record.voided and record.erased: who is named
 * under seal in which record, and what it says in the fields of rules. */
bool check_project_approved(struct projection *projection, const struct entry_run *run,
                            struct error *err);
bool check_project_changed(struct projection *projection, const struct entry_run *run,
                           struct error *err);

#endif
