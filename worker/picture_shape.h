/* What a file is that claims to be a picture, told by its content and never by its name: a walk
 * over its parts before any library looks at it. Pure code, fuzzed. */
#ifndef WORKER_PICTURE_SHAPE_H
#define WORKER_PICTURE_SHAPE_H

#include "base/error.h"
#include "base/str.h"

enum { PICTURE_MEGAPIXELS_MAX = 60, PICTURE_PARTS_MAX = 100000 };

enum picture_kind { PICTURE_JPEG, PICTURE_PNG, PICTURE_WEBP, PICTURE_HEIC };

struct picture_shape {
    enum picture_kind kind;
    int64_t width, height; /* as stored, before it is turned upright */
};

/* Tells kind and size. Fails INVALID (field "picture"), in words for whoever chose the file:
 * another kind of file, no bytes, cut off, above 60 megapixels, with something else than the
 * picture in it: a web page, a script, an archive. Behind the picture are allowed what cameras put
 * there: zeros, further JPEG pictures, a short film, Samsung's notes; nothing of it is kept. */
must_check bool picture_shape(struct str bytes, struct picture_shape *shape, struct error *err);

#endif
