/* A picture in three widths, as the helper program gives it that reads pictures
 * (worker/picture.c): JPEG in sRGB, upright, without anything that was said in the original beside
 * the picture itself. */
#ifndef DOCUMENT_PICTURE_WIRE_H
#define DOCUMENT_PICTURE_WIRE_H

#include "base/error.h"
#include "base/str.h"

enum {
    PICTURE_SIZES = 3,
    PICTURE_SIDE_MAX = 16000, /* pixels of a version's height */
    PICTURE_VERSION_MAX_BYTES = 4 * 1024 * 1024,
};

/* What the versions are called: the most pixels that they are wide, the widest first. */
extern const int picture_widths[PICTURE_SIZES];

struct picture_version {
    int64_t width, height; /* pixels: a small picture is never made larger */
    struct str bytes;      /* JPEG */
};

struct picture {
    struct picture_version version[PICTURE_SIZES]; /* as picture_widths */
};

/* The picture as bytes in `mem`. Fails INVALID (field "picture") beyond the limits. */
must_check bool picture_write(struct arena *mem, const struct picture *picture, struct str *bytes,
                              struct error *err);

/* Reads it again, with suspicion: its writer has met foreign bytes. The versions point into
 * `bytes`. Fails BROKEN (field "picture") on anything that picture_write does not write, on widths
 * above their names, and on what does not begin and end as JPEG does. */
must_check bool picture_read(struct arena *mem, struct str bytes, struct picture *picture,
                             struct error *err);

#endif
