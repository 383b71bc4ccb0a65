/* Inside the feature only: what writing compares with. */
#ifndef FEATURE_MEETING_MEETING_STORE_H
#define FEATURE_MEETING_MEETING_STORE_H

#include "feature/meeting/meeting.h"
#include "feature/stating.h"

/* The conference of a number; fails MISSING. The conference of a task; fails BROKEN. Voided ones
 * too. */
must_check bool meeting_of_no(struct db *db, struct arena *mem, struct str no,
                              struct meeting *meeting, struct error *err);
must_check bool meeting_of_id(struct db *db, struct arena *mem, int64_t id, struct meeting *meeting,
                              struct error *err);

/* The next number of a kind and year: "conference/2022/0002". What was appended before must be
 * rows. */
must_check bool meeting_next_no(struct db *db, struct arena *mem, bool is_task, int32_t year,
                                struct str *no, struct error *err);

/* Whether this very file was taken for the conference of a number, and noting that it was. */
must_check bool meeting_is_known(struct book *book, struct str no, struct str bytes, bool *is_known,
                                 struct error *err);
must_check bool meeting_note(struct book *book, struct str no, struct str bytes, struct error *err);

/* Names that were erased from a conference, kept as keyed hashes so that its file does not bring
 * them back. */
must_check bool meeting_name_is_gone(struct book *book, struct str no, struct str name,
                                     bool *is_gone, struct error *err);
must_check bool meeting_name_note_gone(struct book *book, struct str no, struct str name,
                                       struct error *err);

/* The openings of a conference (task 0) or task, in current and replaced statements. */
must_check bool meeting_openings(struct db *db, struct arena *mem, int64_t meeting, int64_t task,
                                 struct kept_openings *openings, struct error *err);
/* Lines that people added to a programme. */
struct own_line {
    struct str text, owner, partners, time, indicator;
};
struct own_lines {
    struct own_line *at;
    size_t count, room;
};
must_check bool own_lines_read(struct db *db, struct arena *mem, struct str unit, struct str period,
                               struct own_lines *lines, struct error *err);
/* Replaces all lines of the unit and period. */
must_check bool own_lines_write(struct db *db, struct str unit, struct str period,
                                const struct own_lines *lines, struct error *err);

#endif
