/* A few threads for what takes long: each with a read-only connection of its own. */
#ifndef WEB_POOL_H
#define WEB_POOL_H

#include "web/web.h"

/* One thread's read-only connection, opened when it is first needed. */
struct reader {
    const struct web_config *config;
    struct db *db;
};

/* Opens the connection if it is not open yet; gives it in reader->db. */
must_check bool reader_open(struct reader *reader, struct error *err);
void reader_close(struct reader *reader);

enum { POOL_THREADS = 2, POOL_QUEUE_MAX = 128 };

struct pool;

/* A piece of work, embedded in what waits for it. The pool does not touch it once it runs. */
struct pool_work {
    struct pool_work *next; /* the pool's */
    void (*run)(struct pool_work *work, struct reader *reader);
};

/* Starts POOL_THREADS threads; the pool lives in `mem`. Fails BROKEN when there is no thread left.
 */
must_check bool pool_start(struct pool **pool, struct arena *mem, const struct web_config *config,
                           struct error *err);

/* Puts work at the end of the queue; false when POOL_QUEUE_MAX wait already or the pool stops. */
must_check bool pool_add(struct pool *pool, struct pool_work *work);

/* Takes no new work, does all that waits, ends the threads. */
void pool_stop(struct pool *pool);

#endif
