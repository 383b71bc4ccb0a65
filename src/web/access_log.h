/* The access log: what was asked, never by whom nor for what in particular. Lines are gathered and
 * written together, so that an answer from the cache costs no system call for its line. */
#ifndef WEB_ACCESS_LOG_H
#define WEB_ACCESS_LOG_H

#include "base/str.h"

#include <pthread.h>

/* One listener's lines on their way to standard error. */
struct access_log {
    pthread_mutex_t lock;
    size_t len;
    int64_t second; /* for which `moment` was written */
    char moment[24];
    char bytes[16 * 1024];
};

struct access_line {
    const char *method;
    const char *pattern; /* the route's path with its braces; "-" when no route was found */
    int status;
    size_t body_bytes;
    int64_t took_us;
};

/* Begins an empty log. */
/* Makes an empty log of zeroed memory. Cannot fail. */
void access_log_begin(struct access_log *log);

/* Adds a line; writes what was gathered when there is no room for it. */
void access_log_add(struct access_log *log, const struct access_line *line);

/* Writes what was gathered; called once a second. Lines of a process that dies are lost. */
void access_log_flush(struct access_log *log);
void access_log_end(struct access_log *log); /* flushes */

#endif
