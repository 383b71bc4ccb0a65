/* Files that belong to this program and that it loads or starts: modules, helper programs. */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include "base/str.h"

/* Where a file of the program may be. */
struct program_part {
    const char *beside;    /* from the program's own folder: "postgres.so"; may be NULL */
    const char *built;     /* from that folder or one above it: "worker/pdf"; may be NULL */
    const char *installed; /* whole path */
};

/* The part's path in `mem`: beside the program, else from its folder upwards where the build puts
 * it, else where it is installed. Only a regular file is given that belongs to root or to the
 * program's owner and that not everyone may write: a folder above the program may be open to all.
 * NULL if there is none. */
const char *program_part_find(struct arena *mem, const struct program_part *part);

#endif
