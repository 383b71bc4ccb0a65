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

/* Opens a file for reading. Fails MISSING if there is none, DENIED if it cannot be opened, INVALID
 * for what is no regular file; *fd is the caller's to close in any case. */
must_check bool file_open(const char *path, int *fd, struct error *err);

/* The whole file in `mem`, from its start, of an open descriptor that nobody has read from. path:
 * for errors. Fails INVALID above cap_bytes and for what is no regular file. */
must_check bool file_read_open(struct arena *mem, int fd, const char *path, size_t cap_bytes,
                               struct str *bytes, struct error *err);

/* The whole file in `mem`. Fails as file_open and file_read_open do. */
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
