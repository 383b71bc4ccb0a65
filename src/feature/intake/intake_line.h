/* A line of a message as people send it by Zalo: "21/6 trao 15 suất quà hộ nghèo KP3 500k/suất, cty
 * A". Pure; any text does. */
#ifndef FEATURE_INTAKE_INTAKE_LINE_H
#define FEATURE_INTAKE_INTAKE_LINE_H

#include "base/day.h"

enum { INTAKE_LINE_MAX_BYTES = 2000 };

/* What was understood. Texts are in the arena. */
struct intake_line {
    struct day day;     /* DAY_NONE: none */
    int64_t area;       /* "KP3", "khu phố 3", "ấp 3": 3; 0: none */
    int64_t quantity;   /* "15 suất"; 0: none */
    int64_t each_dong;  /* "500k/suất"; 0: none */
    int64_t total_dong; /* what it comes to: as said, else quantity times each; 0: none */
    struct str donor;   /* "cty A"; may be empty */
    struct str rest;    /* what was not understood, for people to look at; may be empty */
};

/* Reads a line (valid UTF-8; at most INTAKE_LINE_MAX_BYTES, more is rest). A day without a year is
 * the last one before or on `today` (DAY_NONE: it is not understood). Cannot fail: what is not
 * understood is rest. */
struct intake_line intake_line_read(struct arena *mem, struct str line, struct day today);

#endif
