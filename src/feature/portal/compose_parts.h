/* The parts of a composed article that are no sentences of the outline: each fills a slot of it.
 * Inside the composer only. */
#ifndef FEATURE_PORTAL_COMPOSE_PARTS_H
#define FEATURE_PORTAL_COMPOSE_PARTS_H

#include "feature/portal/compose.h"

struct composing {
    struct book *book;
    struct db *db;
    struct arena *mem;
    const struct unit_tree *units;
    const struct unit *unit, *home;
    const struct compose_wishes *wishes;
    struct review review;
    bool has_meeting; /* what follows holds only then */
    struct meeting meeting;
    struct attendees people;
    struct str body; /* who held the conference; without one, the Front's own body of the unit */
    struct document *document; /* what is composed so far */
    bool has_names;            /* somebody is named in it */
    bool is_joining;           /* the next paragraph goes on where the last one ended */
};

/* Fills the slot: adds blocks to composing->document, or nothing where there is nothing to tell. A
 * slot that is none of the composer's own is people's prose for the review. Fails INVALID if that
 * cannot be read, else as the database does. */
must_check bool compose_slot(struct composing *composing, struct str slot, struct error *err);

#endif
