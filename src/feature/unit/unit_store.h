/* Inside the feature only: what importers compare lists with. */
#ifndef FEATURE_UNIT_UNIT_STORE_H
#define FEATURE_UNIT_UNIT_STORE_H

#include "feature/unit/unit.h"

/* A unit as its row has it. */
struct unit_row {
    struct str code, kind, label, name, parent, address;
    struct day first, last;
    int64_t number, people;
};

/* *is_found says whether there is one of that code. */
must_check bool unit_row_find(struct db *db, struct arena *mem, struct str code,
                              struct unit_row *row, bool *is_found, struct error *err);

/* The body of a code; *is_found says whether there is one. */
must_check bool body_find(struct db *db, struct arena *mem, struct str code, struct unit_body *body,
                          bool *is_found, struct error *err);

/* The text of a number, or one whose number differs only in marks, capitals or punctuation; two
 * such would share their place on the page. */
must_check bool legal_find(struct db *db, struct arena *mem, struct str number,
                           struct legal_text *text, bool *is_found, struct error *err);

/* The code of a post by its code or label; empty if the catalogue has none. */
must_check bool post_meant(struct db *db, struct arena *mem, struct str text, struct str *code,
                           struct error *err);

/* The rule of (legal_basis, post, area_class, first) of *rule, whose other members it fills. */
must_check bool rule_find(struct db *db, struct arena *mem, struct allowance_rule *rule,
                          bool *is_found, struct error *err);

/* True while no record was ever approved: units may still change places. */
must_check bool unit_is_book_fresh(struct db *db, bool *is_fresh, struct error *err);

#endif
