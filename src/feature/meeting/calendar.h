/* The recurring work of a committee through the year, as data: catalogue/calendar.csv ships it, the
 * journal states it as "catalogue.calendar". */
#ifndef FEATURE_MEETING_CALENDAR_H
#define FEATURE_MEETING_CALENDAR_H

#include "feature/meeting/meeting.h"

struct calendar_item {
    struct str work;
    struct str time;      /* "hằng tuần", "từ 17/10 đến 18/11/2022", "ngày 18/11/2022" */
    struct str owner;     /* names of bodies; of a kind of bodies where there are several */
    struct str partners;  /* "…; …"; may be empty */
    struct str indicator; /* code; may be empty */
    struct day first;     /* of a yearly work; DAY_NONE: it comes round more often */
};

struct calendar_items {
    struct calendar_item *at;
    size_t count, room;
};

/* What falls into a period, by its first day, the weekly, monthly and quarterly work first. A
 * yearly work falls into a period that holds half of it, or two weeks of it, or half of which it
 * fills. bodies: those of the unit. */
must_check bool calendar_of(struct db *db, struct arena *mem, struct period period,
                            const struct unit_bodies *bodies, struct calendar_items *items,
                            struct error *err);

/* What is shipped, as one hash: the book asks for the list only when it changed. */
struct sha256 calendar_shipped(void);

/* Checks the shipped list and appends it when it changed. */
bool calendar_ship(struct book *book, struct error *err);

#endif
