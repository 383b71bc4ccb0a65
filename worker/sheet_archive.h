/* The archive that a workbook is (ZIP), opened with suspicion and read part by part as it is
 * inflated. The only file of the helper that names libzip is sheet_archive.c. */
#ifndef WORKER_SHEET_ARCHIVE_H
#define WORKER_SHEET_ARCHIVE_H

#include "base/error.h"
#include "base/str.h"

enum {
    ARCHIVE_PARTS_MAX = 4000,
    ARCHIVE_INFLATED_MAX_BYTES =
        256 * 1024 * 1024,                 /* of all that is read, and of all that is in it */
    ARCHIVE_PLAIN_BYTES = 8 * 1024 * 1024, /* a part up to this may shrink as much as it likes */
    ARCHIVE_RATIO_MAX = 200,               /* a larger one may be so many times its packed bytes */
};

struct archive;

/* Opens the archive that `bytes` are; they must outlive it. The archive must be ended by
 * archive_end if this succeeds. Fails INVALID (field "sheet"): cut off or damaged, something behind
 * it, a password, two parts of one name, what inflates beyond the limits (a zip bomb). */
must_check bool archive_open(struct arena *mem, struct str bytes, struct archive **archive,
                             struct error *err);
void archive_end(struct archive *archive);

/* Whether it has a part; capitals do not count, here and below. */
bool archive_has(const struct archive *archive, const char *name);

/* Takes a piece of a part; false ends the reading, with the reason in *err. */
typedef bool archive_taker(void *context, struct str piece, struct error *err);

/* Inflates a part piece by piece, in order. Fails INVALID: not there, damaged, beyond the limits;
 * or as `take` does. */
must_check bool archive_read(struct archive *archive, const char *name, archive_taker *take,
                             void *context, struct error *err);

#endif
