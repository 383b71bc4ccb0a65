/* A conference as its FILE.md tells it (docs/meeting.md), checked against the book. */
#ifndef FEATURE_MEETING_MEETING_READ_H
#define FEATURE_MEETING_MEETING_READ_H

#include "feature/front_file.h"
#include "feature/meeting/meeting.h"

enum {
    MEETING_TITLE_MAX_BYTES = 240, /* of an agenda item, function, group, place */
    MEETING_TEXT_MAX_BYTES = 8000, /* of a paragraph, request, result */
    MEETING_AGENDA_MAX = 60,
    MEETING_PEOPLE_MAX = 2000,
    MEETING_TEXTS_MAX = 200, /* of a section */
    MEETING_REQUESTS_MAX = 60,
    MEETING_PARTNERS_MAX = 20,
};

struct read_person {
    struct str section; /* heading above; may be empty */
    bool is_group;
    struct str label; /* function of a person, name of a group */
    struct str form, name;
    struct str folded; /* the name, for comparing */
    int64_t invited, present;
    int64_t line;
};

struct read_request {
    struct str text;
    struct str owner; /* code of a body or of a kind of bodies */
    list_of(struct str) partners;
    struct str indicator; /* code; may be empty */
    struct day due;
    struct file_place place;
};

struct read_texts {
    struct str *at;
    size_t count, room;
};

struct conference {
    const struct unit *unit;
    struct day day, consent;
    int64_t number;
    struct str kind, day_part, issuer, place, chair, speaker; /* codes; functions */
    struct period period, programme;
    bool has_programme;
    int64_t opinions_count;
    list_of(struct str) agenda;
    list_of(struct read_person) people;
    struct read_texts opinions, praise, resolutions;
    list_of(struct read_request) requests;
};

/* The code of the body, or kind of bodies, that people mean; empty if there is none. bodies: those
 * of the day. */
struct str body_meant(struct arena *mem, const struct unit_bodies *bodies, struct str text);

/* Reads and checks; fails INVALID after writing every error to job->out. */
must_check bool conference_read(struct book *book, struct import_job *job,
                                struct conference *conference, struct error *err);

#endif
