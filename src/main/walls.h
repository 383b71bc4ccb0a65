/* The walls around a process that serves a book (docs/hardening.md): it reads and writes its book,
 * reads what programs need of the system, starts its own helper programs, and nothing else. */
#ifndef MAIN_WALLS_H
#define MAIN_WALLS_H

#include "base/error.h"

struct book;

/* Raises them: no new privileges, no core files, landlock, seccomp; all threads and helper programs
 * that are started later stand inside. The book is open, the process has one thread. Says in the
 * log what stands, and warns of a kernel without landlock; then files are open to it as to its
 * user. Tries one file outside before it trusts. Fails BROKEN when a wall that the kernel knows
 * cannot be built or does not hold. */
must_check bool walls_raise(const struct book *book, struct error *err);

#endif
