/* How many records of a kind a unit has in a month: kept beside the records, so that who has
 * reported what is known without walking through them. */
#ifndef FEATURE_RECORD_RECORD_TALLY_H
#define FEATURE_RECORD_RECORD_TALLY_H

#include "feature/record/record.h"

struct record_tally {
    int64_t unit; /* id, 0: one that is not in the book */
    struct str kind;
    int32_t month;
    int64_t records;          /* more, or fewer */
    struct day newest, taken; /* the newest that came, and that went; DAY_NONE: none did */
};

/* What a run of entries changes, gathered. */
struct record_tallies {
    struct arena *mem;
    struct record_tally *at;
    size_t count, room;
};

/* Notes that a record came (1) or went (-1). Kinds are copied. */
void record_tally_add(struct record_tallies *tallies, int64_t unit, struct str kind, struct day day,
                      int64_t records);

/* Writes what is gathered; the rows of the records must be there already. Fails as the database
 * does. */
must_check bool record_tallies_write(struct db *db, const struct record_tallies *tallies,
                                     struct error *err);

#endif
