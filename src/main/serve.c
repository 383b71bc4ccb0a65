/* Serving a book: the routes of all features on one web server. */
#include "base/report.h"
#include "base/text.h"
#include "feature/finder.h"
#include "feature/frame.h"
#include "feature/visits.h"
#include "main/commands.h"
#include "main/features.h"
#include "main/handover.h"
#include "search/search.h"
#include "web/web.h"

#include "web_assets.h"

#include <signal.h>

static struct db *open_reader(struct book *book, struct error *err)
{
    struct db *db;
    return book_reader(book, &db, err) ? db : NULL;
}

static struct db *database(struct book *book)
{
    return book->db;
}

/* Nothing waits: the log is folded into the database, the index follows and is put on disk. */
static void idle(struct book *book)
{
    struct error err = {0};
    db_idle(book->db);
    if (!finder_follow(book, book->db, &err) || !search_seal(book->search, &err))
        report(REPORT_WARNING, "search index: %s", err.text);
}

static void act(struct book *book, int64_t account)
{
    book->journal.actor = account;
}

static const struct web_writer writer = {
    .begin = book_begin,
    .savepoint = book_savepoint,
    .act = act,
    .release = book_release,
    .undo = book_undo,
    .commit = book_commit,
    .rollback = book_rollback,
    .database = database,
    .idle = idle,
    .has_loose = visits_are_loose,
    .settle = visits_settle,
    .settled = visits_settled,
};

struct routes {
    struct route *at;
    size_t count, room;
};

static struct routes routes_gather(struct arena *mem)
{
    struct routes routes = {0};
    for (size_t i = 0; i < features_count; i++)
        for (size_t k = 0; k < features[i]->routes_count; k++)
            *list_add(&routes, mem) = features[i]->routes[k];
    return routes;
}

static void signals_block(sigset_t *wanted)
{
    sigemptyset(wanted);
    sigaddset(wanted, SIGINT);
    sigaddset(wanted, SIGTERM);
    pthread_sigmask(SIG_BLOCK, wanted, NULL);
}

/* Says where it listens, at once, for people and for programs that wait for the line. */
static void announce(struct str listen, int port)
{
    size_t colon = listen.len;
    while (colon > 0 && listen.at[colon - 1] != ':')
        colon--;
    struct str host = str_part(listen, 0, colon ? colon - 1 : 0);
    printf("http://%.*s:%d\n", STR_ARG(host.len ? host : S("127.0.0.1")), port);
    fflush(stdout);
}

static bool serve_until_signal(struct book *book, struct arena *mem, struct str listen,
                               struct error *err)
{
    struct routes routes = routes_gather(mem);
    struct web_config config = {
        .listen = str_c(mem, listen),
        .book = book,
        .open_reader = open_reader,
        .routes = routes.at,
        .routes_count = routes.count,
        .assets = web_assets,
        .assets_count = web_assets_count,
        .error_page = frame_error_page,
        .writer = writer,
    };
    struct web *web;
    struct handover *handover;
    sigset_t wanted;
    signals_block(&wanted);
    if (!web_start(&web, &config, err))
        return false;
    if (!handover_start(&handover, book, web, err)) {
        web_stop(web);
        return false;
    }
    announce(listen, web_port(web));
    int signal_number;
    sigwait(&wanted, &signal_number);
    report(REPORT_NOTE, "stopping on signal %d", signal_number);
    handover_stop(handover);
    web_stop(web);
    return true;
}

/* Remembers under which address people reach the site: shared links name it. */
static bool site_set(struct book *book, struct str site, struct error *err)
{
    if (site.len == 0)
        return true;
    if ((!str_starts(site, S("https://")) && !str_starts(site, S("http://"))) ||
        str_ends(site, S("/")))
        return fail(err, ERROR_INVALID, "--public",
                    "«%.*s» không phải là https://TÊN-MIỀN (không có / ở cuối)", STR_ARG(site));
    if (!book_begin(book, err))
        return false;
    if (book_setting_write(book->db, "site", site, err))
        return book_commit(book, NULL, err);
    book_rollback(book);
    return false;
}

bool serve_command(struct command_call *call, struct error *err)
{
    struct book book;
    struct str listen = call->options[0].len ? call->options[0] : S("127.0.0.1:8080");
    if (!book_open(&book, call->arguments[0], BOOK_WRITE, features, features_count, err)) {
        if (err->kind == ERROR_BUSY)
            return fail(err, ERROR_BUSY, "book", "sổ «%.*s» đang được một tiến trình khác phục vụ",
                        STR_ARG(call->arguments[0]));
        return false;
    }
    bool is_well =
        site_set(&book, call->options[1], err) && serve_until_signal(&book, call->mem, listen, err);
    book_close(&book);
    return is_well;
}
