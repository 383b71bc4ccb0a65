/* The walls around a helper program, built before it reads its first foreign byte: it may compute,
 * take memory, and read and write its one socket (standard input). It can open nothing for writing,
 * connect to nothing, start nothing, signal nobody, and make no memory executable. */
#ifndef WORKER_SANDBOX_H
#define WORKER_SANDBOX_H

#include "base/error.h"

struct sandbox {
    /* Folders and files that may still be opened for reading, up to a NULL; what is missing is
     * passed over. NULL: nothing may be opened at all. */
    const char *const *readable;
    bool has_threads;    /* its libraries start threads; else none can be started */
    int64_t cpu_seconds; /* of the whole process; then the system ends it */
};

/* Builds the walls: no new privileges, rlimits, landlock, seccomp. The process must have one
 * thread. *landlock: the version that the kernel knows, 0 if it has none: then the wall of seccomp
 * stands alone, and files that the user may read and whose names are known could be read. Fails
 * BROKEN when a wall that every supported kernel has cannot be built. */
must_check bool sandbox_enter(const struct sandbox *sandbox, int *landlock, struct error *err);

#endif
