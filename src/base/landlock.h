/* Landlock: a process shuts itself out of the file system but for what it names. There is no way
 * back, and whatever it starts is shut out with it. */
#ifndef BASE_LANDLOCK_H
#define BASE_LANDLOCK_H

#include "base/error.h"

enum landlock_use {
    LANDLOCK_READ,   /* files and folders below the path */
    LANDLOCK_RUN,    /* the same, and programs may be started from there */
    LANDLOCK_DEVICE, /* a device file: read and write */
    LANDLOCK_SOCKET, /* sockets may be made in the folder and files removed from it */
    LANDLOCK_OWN,    /* everything but starting programs and making devices */
};

struct landlock_path {
    const char *path; /* NULL or not on this machine: passed over */
    enum landlock_use use;
};

/* Binds this thread and those that it starts; the process should have no other. *version: what the
 * kernel knows of landlock, 0 for nothing: then nothing is bound, and that is no failure. Fails
 * BROKEN when a kernel that knows it refuses. */
must_check bool landlock_bind(const struct landlock_path *paths, size_t count, int *version,
                              struct error *err);

#endif
