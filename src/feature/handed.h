/* Files that a command's caller names. Where a process serves the book it does the command's work,
 * but files stay with the command: it opens them and hands them over (main/handover.h), for the
 * server sees nothing but its book (docs/hardening.md). */
#ifndef FEATURE_HANDED_H
#define FEATURE_HANDED_H

#include "base/error.h"
#include "base/str.h"

/* Where such files come from. NULL stands for the file system itself. */
struct handed {
    /* Gives an open descriptor for reading; fails as file_open does, and DENIED for a file that the
     * command has not named and that lies beside none it has named. */
    bool (*open)(void *context, const char *path, int *fd, struct error *err);
    void *context;
};

/* What a command wants to leave as a file: its caller writes it once the work is well. */
struct handed_file {
    struct str path; /* empty: none */
    struct str bytes;
};

/* The whole file in `mem`. In `prepare` of a command or importer only, where the caller waits.
 * Fails MISSING, DENIED, or INVALID above cap_bytes. */
must_check bool handed_read(const struct handed *handed, struct arena *mem, const char *path,
                            size_t cap_bytes, struct str *bytes, struct error *err);

/* Writes it as a new file (0644), whole or not at all; an empty path is well. Fails CONFLICT if
 * there is one already: somebody may have changed it since. */
must_check bool handed_write(struct arena *mem, const struct handed_file *file, struct error *err);

#endif
