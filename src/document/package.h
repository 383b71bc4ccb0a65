/* A package of files as Office keeps them: a ZIP archive (ECMA-376, part 2) without anything in it
 * that a clock would change. The only file that names libzip is package.c. */
#ifndef DOCUMENT_PACKAGE_H
#define DOCUMENT_PACKAGE_H

#include "base/error.h"
#include "base/str.h"

struct package_part {
    const char *name; /* "word/document.xml" */
    struct str bytes;
};

/* Packs the parts, in their order, into one archive in `mem`: the same parts give the same bytes.
 * Fails BROKEN when the library does. */
must_check bool package_write(struct arena *mem, const struct package_part *parts, size_t count,
                              struct str *bytes, struct error *err);

#endif
