/* What the parts of the reader of a conference share. */
#ifndef FEATURE_MEETING_MEETING_READING_H
#define FEATURE_MEETING_MEETING_READING_H

#include "feature/meeting/meeting_read.h"

enum file_part {
    PART_NONE,
    PART_AGENDA,
    PART_PEOPLE,
    PART_OPINIONS,
    PART_SPEECH, /* before its first ### */
    PART_PRAISE,
    PART_REQUESTS,
    PART_RESOLUTIONS,
};

struct reading {
    struct front_file file;
    struct arena *mem;
    const struct unit_tree *units;
    const struct indicators *indicators;
    struct unit_bodies bodies; /* of the conference's day */
    struct conference *conference;
    enum file_part part;
    bool is_seen[PART_RESOLUTIONS + 1];
    struct str section;    /* heading inside the attendance */
    bool is_paragraph;     /* the text of praise goes on */
    bool is_consent_asked; /* for the first name only */
    bool has_count;        /* "số ý kiến:" was given */
    struct file_place count_place, chair_place, speaker_place;
};

/* The code of the body that people mean; empty after noting at `place` that there is none. */
struct str body_read(struct reading *reading, struct str text, struct file_place place);

/* Reads the front matter into reading->conference. Fails only when the book cannot be read. */
must_check bool front_take(struct book *book, struct reading *reading, struct error *err);

#endif
