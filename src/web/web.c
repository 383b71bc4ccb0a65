#include "web/http.h"

#include "base/file.h"
#include "base/report.h"
#include "web/listen.h"
#include "web/negotiate.h"

#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    CONNECTIONS_MAX = 512,
    THREADS_MAX = 16,
    CACHE_BYTES = 32 * 1024 * 1024,
    STOP_MS = 10 * 1000,
    STOP_LAST_MS = 1000,
};

struct web {
    struct arena mem;
    struct server server;
    struct web_config config;
    struct http_fixed *fixed;
    int port;
    size_t threads, started; /* listeners: wanted, running */
    struct listener listener[THREADS_MAX];
    pthread_t watch;
    pthread_mutex_t watch_lock;
    pthread_cond_t watch_wake;
    bool is_watching;
    struct write_work settling;
    _Atomic bool is_settling; /* `settling` waits or runs */
};

/* ---- what gathers in memory ---- */

#define web_of(work) ((struct web *)(void *)((char *)(work)-offsetof(struct web, settling)))

static bool settle_run(struct write_work *work, struct db *db unused, struct error *err)
{
    struct web *web = web_of(work);
    return web->config.writer.settle(web->config.book, err);
}

static void settle_done(struct write_work *work)
{
    struct web *web = web_of(work);
    if (work->err.kind == ERROR_NONE)
        web->config.writer.settled(web->config.book);
    else
        report(REPORT_WARNING, "read counts stay in memory: %s", work->err.text);
    web->is_settling = false;
}

static bool has_loose(const struct web *web)
{
    const struct web_writer *calls = &web->config.writer;
    return calls->has_loose && calls->has_loose(web->config.book);
}

/* Has it written by the writer thread; if that is busy, the next second will do. */
static void settle(struct web *web)
{
    if (web->is_settling || !has_loose(web))
        return;
    web->settling.run = settle_run;
    web->settling.done = settle_done;
    web->is_settling = true;
    if (!writer_add(web->server.writer, &web->settling))
        web->is_settling = false;
}

/* What the last readers left. The writer thread has ended, so its work is done here. */
static void settle_last(struct web *web)
{
    const struct web_writer *calls = &web->config.writer;
    struct book *book = web->config.book;
    struct error err = {0};
    bool is_changed;
    if (!has_loose(web))
        return;
    if (calls->begin(book, &err) && calls->settle(book, &err) &&
        calls->commit(book, &is_changed, &err)) {
        calls->settled(book);
        return;
    }
    calls->rollback(book);
    report(REPORT_PROBLEM, "the last read counts are lost: %s", err.text);
}

/* ---- the watch ---- */

/* True if the other side has closed in the middle of a request, seen twice with nothing between.
 * libmicrohttpd 0.9.75 overlooks an end that arrives together with the last bytes. */
static bool link_is_left(struct link *link)
{
    char byte;
    unsigned steps = link->steps;
    if (!link->is_receiving || recv(link->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 0)
        return false;
    bool was_seen = link->ended_steps == steps;
    link->ended_steps = steps;
    return was_seen;
}

/* Ends connections that nobody waits at, and those that are too slow: a byte now and then keeps the
 * library's own timer at bay. */
static void links_watch(struct listener *listener, int64_t now_ms)
{
    pthread_mutex_lock(&listener->links_lock);
    for (struct link *link = listener->links; link; link = link->next)
        if (link->fd >= 0 && (link->deadline_ms < now_ms || link_is_left(link)))
            shutdown(link->fd, SHUT_RDWR);
    pthread_mutex_unlock(&listener->links_lock);
}

/* Once a second: slow connections, and what has gathered in access logs and memory. */
static void *watch_run(void *context)
{
    struct web *web = context;
    pthread_mutex_lock(&web->watch_lock);
    while (web->is_watching) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec++;
        pthread_cond_timedwait(&web->watch_wake, &web->watch_lock, &until);
        int64_t now_ms = http_now_us() / 1000;
        for (size_t i = 0; i < web->threads; i++) {
            links_watch(&web->listener[i], now_ms);
            access_log_flush(&web->listener[i].log);
        }
        settle(web);
    }
    pthread_mutex_unlock(&web->watch_lock);
    return NULL;
}

static bool watch_start(struct web *web, struct error *err)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&web->watch_wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&web->watch_lock, NULL);
    web->is_watching = true;
    if (pthread_create(&web->watch, NULL, watch_run, web) == 0)
        return true;
    web->is_watching = false;
    return fail(err, ERROR_BROKEN, "", "hệ thống không tạo được luồng trông coi");
}

static void watch_stop(struct web *web)
{
    if (!web->is_watching)
        return;
    pthread_mutex_lock(&web->watch_lock);
    web->is_watching = false;
    pthread_cond_signal(&web->watch_wake);
    pthread_mutex_unlock(&web->watch_lock);
    pthread_join(web->watch, NULL);
    pthread_mutex_destroy(&web->watch_lock);
    pthread_cond_destroy(&web->watch_wake);
}

/* ---- start ---- */

static void pages_changed(void *context)
{
    struct server *server = context;
    server->generation++;
}

static size_t threads_wanted(const struct web_config *config)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    long threads = config->threads > 0 ? config->threads : cores;
    return (size_t)(threads < 1 ? 1 : threads > THREADS_MAX ? THREADS_MAX : threads);
}

/* Ends all that runs, in the order that lets every request have its answer. */
static void web_end(struct web *web)
{
    struct server *server = &web->server;
    if (server->writer)
        writer_stop(server->writer);
    if (server->pool)
        pool_stop(server->pool);
    /* what the two have answered at the end is still to be sent */
    for (int waited_ms = 0; server->in_flight && waited_ms < STOP_LAST_MS; waited_ms += 10)
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000000L}, NULL);
    watch_stop(web);
    for (size_t i = 0; i < web->started; i++)
        http_stop(&web->listener[i]);
    for (size_t i = 0; i < web->threads; i++) {
        reader_close(&web->listener[i].reader);
        fd_close_quietly(&web->listener[i].fd);
    }
    settle_last(web);
    cache_end(server->cache);
    http_fixed_end(web->fixed);
    struct arena mem = web->mem;
    arena_end(&mem);
}

static void server_begin(struct web *web)
{
    struct server *server = &web->server;
    server->config = &web->config;
    server->routes = route_table_new(&web->mem, web->config.routes, web->config.routes_count);
    server->cache = cache_new(&web->mem, CACHE_BYTES, http_page_end);
    server->resume = http_resume;
    random_bytes(&server->birth, sizeof server->birth);
    web->fixed = http_fixed_new(&web->mem, web->config.assets, web->config.assets_count);
    for (size_t i = 0; i < web->threads; i++) {
        web->listener[i].server = server;
        web->listener[i].fixed = web->fixed;
        web->listener[i].reader.config = &web->config;
        web->listener[i].fd = -1;
    }
}

static bool threads_begin(struct web *web, struct error *err)
{
    struct server *server = &web->server;
    struct writer_config writer = {.calls = web->config.writer,
                                   .book = web->config.book,
                                   .changed = pages_changed,
                                   .context = server};
    if (!writer_start(&server->writer, &web->mem, &writer, err) ||
        !pool_start(&server->pool, &web->mem, &web->config, err))
        return false;
    for (; web->started < web->threads; web->started++)
        if (!http_start(&web->listener[web->started], (unsigned)(CONNECTIONS_MAX / web->threads),
                        err))
            return false;
    return watch_start(web, err);
}

bool web_start(struct web **out, const struct web_config *config, struct error *err)
{
    int sockets[THREADS_MAX], port;
    size_t threads = threads_wanted(config);
    if (!listen_open(config->listen, sockets, threads, &port, err))
        return false;
    struct arena mem = {0};
    struct web *web = arena_one(&mem, struct web);
    web->mem = mem;
    web->config = *config;
    web->threads = threads;
    web->port = port;
    server_begin(web);
    for (size_t i = 0; i < threads; i++)
        web->listener[i].fd = sockets[i];
    /* Signals are for the thread that started us, which waits for them. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    bool is_well = threads_begin(web, err);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (is_well)
        *out = web;
    else
        web_end(web);
    return is_well;
}

int web_port(const struct web *web)
{
    return web->port;
}

void web_changed(struct web *web)
{
    pages_changed(&web->server);
}

void web_stop(struct web *web)
{
    for (size_t i = 0; i < web->started; i++)
        http_quiesce(&web->listener[i]);
    web->server.is_stopping = true;
    for (int waited_ms = 0; web->server.in_flight && waited_ms < STOP_MS; waited_ms += 10)
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000000L}, NULL);
    web_end(web);
}

/* ---- work from elsewhere ---- */

struct handed_over {
    struct write_work work;
    bool (*job)(void *context, struct db *db, struct error *err);
    void *context;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool is_done;
};

static bool job_run(struct write_work *work, struct db *db, struct error *err)
{
    struct handed_over *handed = (struct handed_over *)(void *)work;
    return handed->job(handed->context, db, err);
}

static void job_done(struct write_work *work)
{
    struct handed_over *handed = (struct handed_over *)(void *)work;
    pthread_mutex_lock(&handed->lock);
    handed->is_done = true;
    pthread_cond_signal(&handed->wake);
    pthread_mutex_unlock(&handed->lock);
}

bool web_write(struct web *web, bool (*job)(void *context, struct db *db, struct error *err),
               void *context, struct error *err)
{
    struct handed_over handed = {
        .work = {.run = job_run, .done = job_done}, .job = job, .context = context};
    pthread_mutex_init(&handed.lock, NULL);
    pthread_cond_init(&handed.wake, NULL);
    bool is_taken = writer_add(web->server.writer, &handed.work);
    pthread_mutex_lock(&handed.lock);
    while (is_taken && !handed.is_done)
        pthread_cond_wait(&handed.wake, &handed.lock);
    pthread_mutex_unlock(&handed.lock);
    pthread_cond_destroy(&handed.wake);
    pthread_mutex_destroy(&handed.lock);
    if (!is_taken)
        return fail(err, ERROR_BUSY, "", "máy chủ đang bận ghi, xin thử lại sau giây lát");
    if (handed.work.err.kind == ERROR_NONE)
        return true;
    *err = handed.work.err;
    return false;
}
