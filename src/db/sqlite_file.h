/* The file that a SQLite database lies in: the parts of the driver that need no sqlite3. */
#ifndef DB_SQLITE_FILE_H
#define DB_SQLITE_FILE_H

#include "base/error.h"

/* What a message calls a file: its path without folders. Points into `path`. */
const char *sqlite_file_name(const char *path);

/* Whether a database may be opened there, or made (is_new), which then has an empty file of its
 * owner's alone. Fails MISSING, CONFLICT (there is one already), BROKEN, each naming the file. */
must_check bool sqlite_file_check(const char *path, bool is_new, struct error *err);

/* Locks path.lock, so that one program writes; *lock is its descriptor, the caller's to close.
 * Fails BUSY when another has it, BROKEN. */
must_check bool sqlite_file_lock(const char *path, int *lock, struct error *err);

/* Waits until the disk has the file. Fails BROKEN. */
must_check bool sqlite_file_sync(const char *path, struct error *err);

#endif
