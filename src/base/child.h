/* Helper programs: work on hostile files, or with heavy libraries, is done by a program of its own
 * that can do nothing else (worker/sandbox.h). One call is bytes in, bytes out.
 *
 * A helper lies in build/worker beside the program, or is installed (program.h says which files are
 * trusted). It is started with an empty environment, no descriptor but its socket, no terminal and
 * a signal group of its own; it is killed when it is late, and none stays behind as a zombie. */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include "base/error.h"
#include "base/str.h"

#include <pthread.h>
#include <sys/types.h>

enum { CHILD_PROCESSES_MAX = 2, CHILD_START_MS = 20 * 1000 };

/* A helper program and what it may use: a constant of whoever asks it. */
struct helper {
    const char *name; /* of its file: "pdf" */
    const char *what; /* in errors, Vietnamese: "phần vẽ PDF" */
    size_t request_max_bytes, answer_max_bytes;
    int64_t memory_bytes; /* of address space; without a limit under sanitizers */
    int64_t wall_ms;      /* for one request; then it is killed */
    int requests_max;     /* then a fresh process follows; 1: a process for each request, so that
                             one hostile file never meets the next */
    int processes_max;    /* at a time, at most CHILD_PROCESSES_MAX; who comes later waits */
};

struct child_process {
    pid_t pid; /* 0: not started */
    int fd;
    int requests;
    bool is_busy;
};

/* The processes of one helper. Safe on every thread: each request has a process to itself. So two
 * threads of the pool are not held up by each other's long document, and a third one waits instead
 * of taking more memory. */
struct child {
    const struct helper *helper;
    pthread_mutex_t lock;
    pthread_cond_t freed;
    bool has_warned; /* of a kernel that has not all walls */
    struct child_process process[CHILD_PROCESSES_MAX];
};

/* The folder of the helper programs that are trusted, in `mem`; NULL if there is none. */
const char *child_folder(struct arena *mem);

/* Makes it ready; nothing is started before the first request. */
void child_begin(struct child *child, const struct helper *helper);

/* Ends its processes. No other thread may ask any more. */
void child_end(struct child *child);

/* Hands the request to a process and gives its answer in `mem`. What the helper refuses comes as
 * the error that it wrote. Else fails INVALID above request_max_bytes (asserted nowhere: what is
 * sent comes from outside), BUSY when it was late, BROKEN when the program is missing, died in the
 * middle or answered more than it may; the next request then starts a fresh process. */
must_check bool child_ask(struct child *child, struct arena *mem, struct str request,
                          struct str *answer, struct error *err);

#endif
