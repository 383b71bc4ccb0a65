/* The one writer thread: takes what waits in groups, each piece in a savepoint, one durable commit
 * for all, and answers after it. */
#ifndef WEB_WRITER_H
#define WEB_WRITER_H

#include "web/web.h"

enum {
    WRITER_GROUP_MAX = 96, /* more answers at once let a reader wait behind them (docs/speed.md) */
    WRITER_QUEUE_MAX = 1000,
};

struct writer;

/* A piece of work, embedded in what waits for it; whoever adds it keeps it until `done`. */
struct write_work {
    struct write_work *next; /* the writer's */
    bool (*run)(struct write_work *work, struct db *db, struct error *err);
    /* Called on the writer thread once the group is durable or has failed; afterwards the writer
     * does not touch the work again. err.kind is ERROR_NONE when all went well. */
    void (*done)(struct write_work *work);
    bool gathers; /* PACE_WRITE_GATHERING */
    struct error err;
};

struct writer_config {
    struct web_writer calls;
    struct book *book;
    void (*changed)(void *context); /* after a commit that changed pages, before the answers */
    void *context;
};

/* Starts the thread; the writer lives in `mem`. Fails BROKEN when the system has no thread left. */
must_check bool writer_start(struct writer **writer, struct arena *mem,
                             const struct writer_config *config, struct error *err);

/* Puts work at the end of the queue; false when WRITER_QUEUE_MAX wait already or the writer stops.
 */
must_check bool writer_add(struct writer *writer, struct write_work *work);

/* Takes no new work, does all that waits, ends the thread. */
void writer_stop(struct writer *writer);

#endif
