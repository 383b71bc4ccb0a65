/* The rows of imports; not for other features. */
#ifndef FEATURE_INTAKE_INTAKE_STORE_H
#define FEATURE_INTAKE_INTAKE_STORE_H

#include "feature/intake/intake.h"

enum intake_state {
    INTAKE_STAGED,  /* uploaded: columns and cells are looked at */
    INTAKE_RUNNING, /* its rows become records, piece by piece */
    INTAKE_DONE,
    INTAKE_STOPPED, /* a row was not right any more when its turn came */
    INTAKE_UNDOING, /* its records are voided, piece by piece */
    INTAKE_UNDONE,
    INTAKE_DROPPED, /* thrown away before it began, or too old */
};

enum { INTAKE_KEPT_DAYS = 7 }; /* of a staged table that nobody goes on with */

/* One list. */
struct intake {
    int64_t id; /* from 1; 0: none */
    struct str kind;
    int64_t account; /* whose it is */
    struct str file_name;
    enum intake_state state;
    struct str made, changed; /* moments */
    struct day day;           /* it was made on: for the seven days */
    int64_t rows;             /* below the header */
    int64_t done;             /* of them, taken */
    int64_t added, known, undone;
    struct str mapping; /* codes of the columns, in their order, with '\n' between */
    struct str units;   /* codes of all units that its records stand for, with ' ' between */
    struct str notes;   /* what the reader of the file remarked, a line each */
    struct str problem; /* why it stopped */
    struct str reason;  /* why what looks odd in it is right */
    struct str undo_reason;
};
struct intakes_list {
    struct intake *at;
    size_t count, room;
};

/* The list of a number; fails MISSING. Of a form's key: id 0 if there is none. Results in `mem`. */
must_check bool intake_find(struct db *db, struct arena *mem, int64_t id, struct intake *intake,
                            struct error *err);
must_check bool intake_of_key(struct db *db, struct arena *mem, struct str key,
                              struct intake *intake, struct error *err);

/* The newest lists that were not dropped. */
must_check bool intakes_newest(struct db *db, struct arena *mem, size_t limit,
                               struct intakes_list *list, struct error *err);

/* The oldest list that is entering or leaving; id 0: none. */
must_check bool intake_under_way(struct db *db, struct arena *mem, struct intake *intake,
                                 struct error *err);

/* Keeps a new list with its table (packed) and fills in its id; replaces what may change of one.
 * Moments come from the journal's clock. In the writer's transaction. */
must_check bool intake_add(struct book *book, struct arena *mem, struct intake *intake,
                           struct str table, struct str key, struct error *err);
must_check bool intake_write(struct book *book, struct arena *mem, struct intake *intake,
                             struct error *err);

/* The packed table; fails MISSING when it was erased. */
must_check bool intake_table_of(struct db *db, struct arena *mem, int64_t id, struct str *table,
                                struct error *err);
must_check bool intake_table_erase(struct db *db, int64_t id, struct error *err);

/* Drops staged lists made before `day`, with their tables. */
must_check bool intakes_expire(struct db *db, struct day day, struct error *err);

/* A record that a list has made. */
struct intake_record {
    int64_t ordinal, line; /* ordinal from 0, as they came */
    struct str no, identity;
};
struct intake_records {
    struct intake_record *at;
    size_t count, room;
};
must_check bool intake_records_add(struct db *db, int64_t id, const struct intake_records *records,
                                   struct error *err);
/* At most `limit` from `ordinal` on. */
must_check bool intake_records_of(struct db *db, struct arena *mem, int64_t id, int64_t ordinal,
                                  size_t limit, struct intake_records *records, struct error *err);

/* What columns were meant to be the last time that a list of the kind had this header. columns:
 * hash of the header; *mapping is empty if there was none. */
must_check bool mapping_find(struct db *db, struct arena *mem, struct str kind, struct str columns,
                             struct str *mapping, struct error *err);
must_check bool mapping_write(struct db *db, struct str kind, struct str columns,
                              struct str mapping, struct error *err);

#endif
