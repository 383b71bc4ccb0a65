/* The rows of papers; not for other features. */
#ifndef FEATURE_PAPER_PAPER_STORE_H
#define FEATURE_PAPER_PAPER_STORE_H

#include "feature/paper/paper.h"

/* What a unit writes its papers with: "{so}/BC-MTTQ-BTT", and recipients ("…; …"); both empty
 * where the unit has nothing of its own. */
struct paper_form {
    struct str pattern, recipients;
};

/* Reads the form of a unit's (code) papers of a type, and writes it in the caller's transaction.
 * Fail as the database does. */
must_check bool paper_form_read(struct db *db, struct arena *mem, struct str unit,
                                enum paper_type type, struct paper_form *form, struct error *err);
must_check bool paper_form_write(struct db *db, struct str unit, enum paper_type type,
                                 const struct paper_form *form, struct error *err);

/* The newest number of a unit, type and year: its serial and day; serial 0 without one. What was
 * appended before must be rows. */
must_check bool paper_newest(struct db *db, int64_t unit, enum paper_type type, int64_t year,
                             int64_t *serial, struct day *day, struct error *err);

/* A part of the register: of a unit and year, of a type (its code; empty: of all). */
struct paper_choice {
    int64_t unit, year;
    struct str type;
};

/* Its rows, the newest day first, `count` of them behind the first `offset`; how many there are. */
must_check bool paper_page(struct db *db, struct arena *mem, const struct paper_choice *choice,
                           int64_t count, int64_t offset, struct papers *papers, struct error *err);
must_check bool paper_count(struct db *db, const struct paper_choice *choice, int64_t *count,
                            struct error *err);

/* The first and the last year in which a unit has numbers; 0 without any. */
must_check bool paper_years(struct db *db, int64_t unit, int64_t *first, int64_t *last,
                            struct error *err);

/* The units that have numbers, by id. */
struct paper_units {
    int64_t *at;
    size_t count, room;
};
must_check bool paper_units(struct db *db, struct arena *mem, struct paper_units *units,
                            struct error *err);

/* The paper of a number in the register; fails MISSING. */
must_check bool paper_find(struct db *db, struct arena *mem, struct str no, struct paper *paper,
                           struct error *err);

/* Projectors of paper.numbered and paper.voided. */
bool paper_project_numbered(struct projection *projection, const struct entry_run *run,
                            struct error *err);
bool paper_project_voided(struct projection *projection, const struct entry_run *run,
                          struct error *err);

#endif
