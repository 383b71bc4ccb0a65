/* From a checked conference to entries: one way for files and for the desk; inside the feature. */
#ifndef FEATURE_MEETING_MEETING_WRITE_H
#define FEATURE_MEETING_MEETING_WRITE_H

#include "feature/meeting/meeting_read.h"

/* Where a conference will stand: its number, and what the book has there already. */
struct conference_place {
    struct str no;
    bool is_there;          /* it is stated again */
    struct meeting meeting; /* as it is, if is_there; it may be voided */
    struct tasks known;     /* its requests */
};

/* Finds the place by unit, day and number. What was appended before must be rows. Fails as the
 * database does. */
must_check bool conference_place_find(struct book *book, struct arena *mem,
                                      const struct conference *conference,
                                      struct conference_place *place, struct error *err);

/* The first name in a conference that was erased from it on request; empty if none was. */
must_check bool conference_gone_name(struct book *book, struct str no,
                                     const struct conference *conference, struct str *name,
                                     struct error *err);

/* Appends what a conference states, and notes `source` (the file, or what was typed) so that it is
 * known again. Fails CONFLICT if a request would be taken back. */
must_check bool conference_state(struct book *book, struct arena *mem,
                                 const struct conference *conference,
                                 const struct conference_place *place, struct str source,
                                 struct error *err);

#endif
