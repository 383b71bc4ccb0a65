/* Serving a book: the routes of all features on one web server. */
#include "base/clock.h"
#include "base/report.h"
#include "base/text.h"
#include "feature/account/account.h"
#include "feature/finder.h"
#include "feature/frame.h"
#include "feature/indicator/indicator.h"
#include "feature/intake/intake.h"
#include "feature/kept.h"
#include "feature/portal/portal.h"
#include "feature/unit/unit.h"
#include "feature/visits.h"
#include "main/commands.h"
#include "main/features.h"
#include "main/handover.h"
#include "main/walls.h"
#include "search/search.h"
#include "web/web.h"

#include "web_assets.h"

#include <signal.h>

/* A piece of counting holds the writer for about this long; how many records are counted between
 * two looks at the clock. */
enum { PIECE_NS = 8 * 1000 * 1000, PIECE_RECORDS = 50 };

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

/* What happens without a request: read counts and when sessions were last used are put down, long
 * lists enter piece by piece, and articles whose moment has come are published. */
static bool has_loose(struct book *book)
{
    return visits_are_loose(book) || accounts_are_loose(book) || intakes_are_loose(book) ||
           news_is_due(book);
}

static bool settle(struct book *book, struct error *err)
{
    return visits_settle(book, err) && accounts_settle(book, err) && intakes_settle(book, err) &&
           news_settle(book, err);
}

static void settled(struct book *book)
{
    visits_settled(book);
    accounts_settled(book);
}

/* Figures whose rule is new are counted between other work. */
static bool has_piece(struct book *book)
{
    return book->is_counting;
}

static bool piece(struct book *book, bool *is_changed, struct error *err)
{
    int64_t end = clock_ns() + PIECE_NS;
    *is_changed = false;
    do {
        bool is_finished;
        if (!figures_count_on(book, PIECE_RECORDS, &is_finished, err))
            return false;
        *is_changed = *is_changed || is_finished;
    } while (book->is_counting && clock_ns() < end);
    return true;
}

/* What a server that ended has left to be counted goes on. */
static bool counting_start(struct book *book, struct error *err)
{
    book->counts_later = true;
    return figures_are_counting(book->db, &book->is_counting, err);
}

static const struct web_writer writer = {
    .begin = book_begin,
    .savepoint = book_savepoint,
    .savepoint_gathering = book_savepoint_gathering,
    .act = act,
    .release = book_release,
    .undo = book_undo,
    .commit = book_commit,
    .rollback = book_rollback,
    .database = database,
    .idle = idle,
    .has_loose = has_loose,
    .settle = settle,
    .settled = settled,
    .has_piece = has_piece,
    .piece = piece,
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

/* The unit of a code, for routes whose role is held in a unit. */
static bool unit_named(struct request *req, struct str code, const struct unit **unit,
                       struct error *err)
{
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    *unit = unit_find(units, code);
    return *unit || fail(err, ERROR_MISSING, "", "sổ không có đơn vị «%.*s»", STR_ARG(code));
}

/* How the site is reached decides what its cookie is: setting "site", made by --public. */
static struct web_doors doors_of(struct book *book, struct arena *mem)
{
    struct web_doors doors = account_doors;
    doors.unit = unit_named;
    doors.is_secure = str_starts(book_setting(book->db, mem, "site"), S("https://"));
    return doors;
}

static void signals_block(sigset_t *wanted)
{
    sigemptyset(wanted);
    sigaddset(wanted, SIGINT);
    sigaddset(wanted, SIGTERM);
    pthread_sigmask(SIG_BLOCK, wanted, NULL);
}

/* Says where it listens, at once, for people and for programs that wait for the line; then, in a
 * book without accounts, how the first one is made. */
static void announce(struct str listen, int port, struct str first_link)
{
    size_t colon = listen.len;
    while (colon > 0 && listen.at[colon - 1] != ':')
        colon--;
    struct str host = str_part(listen, 0, colon ? colon - 1 : 0);
    host = host.len ? host : S("127.0.0.1");
    printf("http://%.*s:%d\n", STR_ARG(host), port);
    if (first_link.len)
        printf("Sổ chưa có tài khoản nào. Lập tài khoản quản trị (một lần, trong 7 ngày) ở:\n"
               "http://%.*s:%d%.*s\n",
               STR_ARG(host), port, STR_ARG(first_link));
    fflush(stdout);
}

/* In a transaction of its own, before anybody is served. */
static bool first_link_make(struct book *book, struct arena *mem, struct str *address,
                            struct error *err)
{
    if (!book_begin(book, err))
        return false;
    if (account_first_link(book, mem, address, err))
        return book_commit(book, NULL, err);
    book_rollback(book);
    return false;
}

static bool serve_until_signal(struct book *book, struct arena *mem, struct str listen,
                               struct error *err)
{
    struct routes routes = routes_gather(mem);
    struct str first_link;
    struct web_config config = {
        .listen = str_c(mem, listen),
        .book = book,
        .open_reader = open_reader,
        .routes = routes.at,
        .routes_count = routes.count,
        .assets = web_assets,
        .assets_count = web_assets_count,
        .error_page = frame_error_page,
        .kept_page = kept_page,
        .writer = writer,
        .doors = doors_of(book, mem),
    };
    struct web *web;
    struct handover *handover;
    sigset_t wanted;
    signals_block(&wanted);
    if (!first_link_make(book, mem, &first_link, err) || !walls_raise(book, err) ||
        !counting_start(book, err) || !web_start(&web, &config, err))
        return false;
    if (!handover_start(&handover, book, web, err)) {
        web_stop(web);
        return false;
    }
    announce(listen, web_port(web), first_link);
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
    accounts_open(&book);
    intakes_open(&book);
    bool is_well =
        site_set(&book, call->options[1], err) && serve_until_signal(&book, call->mem, listen, err);
    intakes_close(&book);
    accounts_close(&book);
    book_close(&book);
    return is_well;
}
