#include "web/writer.h"

#include "base/report.h"

#include <pthread.h>

enum { IDLE_AFTER_MS = 500 };

struct writer {
    struct writer_config config;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct write_work *first, **last;
    size_t waiting;
    bool is_stopping;
    bool is_tired;      /* something was written since the last idle call */
    bool is_piece_lost; /* one has failed: none is tried again before a restart */
};

/* One piece in its savepoint. True if the group can go on; false (err filled) if even undoing did
 * not work, which spoils the group. */
static bool work_run(struct writer *writer, struct write_work *work)
{
    const struct web_writer *calls = &writer->config.calls;
    struct book *book = writer->config.book;
    bool gathers = work->gathers && calls->savepoint_gathering;
    if (!(gathers ? calls->savepoint_gathering : calls->savepoint)(book, &work->err))
        return false;
    calls->act(book, 0);
    if (work->run(work, calls->database(book), &work->err) && calls->release(book, &work->err)) {
        work->err = (struct error){0};
        return true;
    }
    if (work->err.kind == ERROR_NONE)
        fail(&work->err, ERROR_BROKEN, "", "thao tác không thành công mà không nêu lý do");
    calls->undo(book);
    return true;
}

/* Runs and commits a group; what did not fail alone fails with the group. */
static void group_write(struct writer *writer, struct write_work *group)
{
    const struct web_writer *calls = &writer->config.calls;
    struct book *book = writer->config.book;
    struct error err = {0};
    bool is_well = calls->begin(book, &err), is_changed = false, is_begun = is_well;
    for (struct write_work *work = group; work && is_well; work = work->next) {
        is_well = work_run(writer, work);
        if (!is_well)
            err = work->err;
    }
    if (is_well)
        is_well = calls->commit(book, &is_changed, &err);
    if (is_well) {
        if (is_changed)
            writer->config.changed(writer->config.context);
        return;
    }
    if (is_begun)
        calls->rollback(book);
    if (err.kind == ERROR_NONE)
        fail(&err, ERROR_BROKEN, "", "không ghi được vào sổ");
    report(REPORT_PROBLEM, "writing a group failed: %s", err.text);
    for (struct write_work *work = group; work; work = work->next)
        if (work->err.kind == ERROR_NONE)
            work->err = err;
}

static bool has_piece(const struct writer *writer)
{
    const struct web_writer *calls = &writer->config.calls;
    return calls->piece && !writer->is_piece_lost && calls->has_piece(writer->config.book);
}

/* A little of the long work, committed by itself, so that nobody waits for more than that. */
static void piece_write(struct writer *writer)
{
    const struct web_writer *calls = &writer->config.calls;
    struct book *book = writer->config.book;
    struct error err = {0};
    bool is_changed = false, is_entered, is_begun = calls->begin(book, &err);
    if (is_begun)
        calls->act(book, 0);
    if (is_begun && calls->piece(book, &is_changed, &err) &&
        calls->commit(book, &is_entered, &err)) {
        if (is_changed)
            writer->config.changed(writer->config.context);
        return;
    }
    if (is_begun)
        calls->rollback(book);
    writer->is_piece_lost = true;
    report(REPORT_PROBLEM, "a piece of long work failed: %s", err.text);
}

/* Takes at most WRITER_GROUP_MAX pieces off the queue; the lock is held. */
static struct write_work *group_take(struct writer *writer)
{
    struct write_work *group = writer->first, **end = &writer->first;
    size_t count = 0;
    for (; *end && count < WRITER_GROUP_MAX; count++)
        end = &(*end)->next;
    writer->first = *end;
    *end = NULL;
    if (!writer->first)
        writer->last = &writer->first;
    writer->waiting -= count;
    return count ? group : NULL;
}

/* Sleeps until there is work; calls idle once when nothing came for a while after work. */
static void writer_rest(struct writer *writer)
{
    if (!writer->is_tired) {
        pthread_cond_wait(&writer->wake, &writer->lock);
        return;
    }
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += IDLE_AFTER_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    if (pthread_cond_timedwait(&writer->wake, &writer->lock, &until) == 0 || writer->first)
        return;
    writer->is_tired = false;
    pthread_mutex_unlock(&writer->lock);
    writer->config.calls.idle(writer->config.book);
    pthread_mutex_lock(&writer->lock);
}

static void *writer_run(void *context)
{
    struct writer *writer = context;
    pthread_mutex_lock(&writer->lock);
    while (writer->first || !writer->is_stopping) {
        struct write_work *group = group_take(writer);
        bool is_long = has_piece(writer);
        if (!group && !is_long) {
            writer_rest(writer);
            continue;
        }
        writer->is_tired = true;
        pthread_mutex_unlock(&writer->lock);
        if (group)
            group_write(writer, group);
        while (group) {
            struct write_work *work = group;
            group = work->next; /* `done` gives the work away */
            work->done(work);
        }
        if (is_long)
            piece_write(writer);
        pthread_mutex_lock(&writer->lock);
    }
    pthread_mutex_unlock(&writer->lock);
    if (writer->is_tired)
        writer->config.calls.idle(writer->config.book);
    return NULL;
}

bool writer_start(struct writer **out, struct arena *mem, const struct writer_config *config,
                  struct error *err)
{
    struct writer *writer = arena_one(mem, struct writer);
    writer->config = *config;
    writer->last = &writer->first;
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&writer->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&writer->lock, NULL);
    if (pthread_create(&writer->thread, NULL, writer_run, writer) != 0)
        return fail(err, ERROR_BROKEN, "", "hệ thống không tạo được luồng ghi");
    *out = writer;
    return true;
}

bool writer_add(struct writer *writer, struct write_work *work)
{
    work->next = NULL;
    work->err = (struct error){0};
    pthread_mutex_lock(&writer->lock);
    bool is_taken = !writer->is_stopping && writer->waiting < WRITER_QUEUE_MAX;
    if (is_taken) {
        *writer->last = work;
        writer->last = &work->next;
        writer->waiting++;
        pthread_cond_signal(&writer->wake);
    }
    pthread_mutex_unlock(&writer->lock);
    return is_taken;
}

void writer_stop(struct writer *writer)
{
    pthread_mutex_lock(&writer->lock);
    writer->is_stopping = true;
    pthread_cond_signal(&writer->wake);
    pthread_mutex_unlock(&writer->lock);
    pthread_join(writer->thread, NULL);
    pthread_mutex_destroy(&writer->lock);
    pthread_cond_destroy(&writer->wake);
}
