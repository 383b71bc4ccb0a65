/* What every helper program does once its walls stand: it says that it is ready, then answers
 * requests until the program that started it is gone. */
#ifndef WORKER_SERVE_H
#define WORKER_SERVE_H

#include "base/error.h"
#include "base/str.h"

enum { SERVE_REQUEST_MAX_BYTES = 64 * 1024 * 1024 };

/* Answers one request, all in `mem`, which ends with it. What it refuses is told to people. */
typedef bool serve_answer(struct arena *mem, struct str request, struct str *answer,
                          struct error *err);

/* Greets and answers on standard input until it is closed. landlock: what sandbox_enter gave; the
 * greeting says so when it is 0. warning: what else the log should say, or NULL. */
void serve_requests(int landlock, const char *warning, serve_answer *answer);

/* Tells why the helper cannot start, instead of a greeting. Gives its exit code. */
int serve_refuse_start(const struct error *err);

#endif
