/* Files and descriptors that close themselves. Errors name the path and the system's reason. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/error.h"
#include "base/str.h"

#include <stdio.h>

#define auto_file __attribute__((cleanup(file_close_quietly))) FILE *
#define auto_fd   __attribute__((cleanup(fd_close_quietly))) int

/* Close what auto_file and auto_fd hold (NULL and -1 are fine); an error at closing is not
 * reported, so whoever writes must flush and check before. */
void file_close_quietly(FILE **file);
void fd_close_quietly(int *fd);

/* The whole file in `mem`. Fails MISSING if it cannot be opened, INVALID above cap_bytes. */
must_check bool file_read(struct arena *mem, const char *path, size_t cap_bytes, struct str *bytes,
                          struct error *err);

/* Writes a file whole or not at all: a temporary file beside it, fsync, rename, fsync of the
 * folder. mode: permission bits. Fails BROKEN with path and reason; nothing half-written stays. */
must_check bool file_write(const char *path, struct str bytes, unsigned mode, struct error *err);

/* Makes a folder (0700); one that is there already is well. */
must_check bool folder_make(const char *path, struct error *err);

/* Fills `count` bytes with the system's randomness; aborts if there is none. */
void random_bytes(void *bytes, size_t count);

#endif
