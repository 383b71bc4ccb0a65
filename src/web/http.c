#include "web/http.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/report.h"
#include "web/asker.h"
#include "web/doors.h"
#include "web/negotiate.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdatomic.h>

enum {
    CONNECTION_MEMORY_BYTES = 32 * 1024, /* above it the library takes whole pages by mmap */
    RESPONSE_BYTES = 4096,               /* what it needs for two answers beside the body */
    REQUEST_SECONDS = 600,               /* for a body and its answer, however slow the network */
};

/* From here on the library tells odd line ends apart itself (and refuses them at level 1). */
#define LIBRARY_CHECKS_LINES (MHD_VERSION >= 0x00097701)

struct asset_answer {
    const struct asset *asset;
    struct MHD_Response *plain, *gzipped; /* gzipped: NULL if there is none */
};

struct http_fixed {
    struct asset_answer *assets; /* sorted by path */
    size_t assets_count;
    struct MHD_Response *health;
};

int64_t http_now_us(void)
{
    return clock_ns() / 1000;
}

/* ---- answers ---- */

/* What stands on every answer. Scripts, styles, pictures and forms only from here; no frames. */
static const char *const headers_always[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
     "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'self'; "
     "connect-src 'self'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
};

static struct MHD_Response *response_new(struct str body, bool is_copied)
{
    /* the library's type for bytes that it only reads has no const */
    void *bytes = (void *)(uintptr_t)(body.len ? body.at : "");
    struct MHD_Response *response = MHD_create_response_from_buffer(
        body.len, bytes, is_copied ? MHD_RESPMEM_MUST_COPY : MHD_RESPMEM_PERSISTENT);
    for (size_t i = 0; response && i < COUNT_OF(headers_always); i++)
        MHD_add_response_header(response, headers_always[i][0], headers_always[i][1]);
    return response;
}

static void header_add(struct MHD_Response *response, const char *name, const char *value)
{
    if (response && value && MHD_add_response_header(response, name, value) != MHD_YES)
        report(REPORT_WARNING, "the header %s was not taken", name);
}

static enum MHD_Result queue(struct exchange *exchange, int status, struct MHD_Response *response,
                             size_t body_bytes)
{
    exchange->summary.status = status;
    exchange->summary.body_bytes = exchange->facts.is_head ? 0 : body_bytes;
    if (!response)
        return MHD_NO;
    return MHD_queue_response(exchange->connection, (unsigned)status, response);
}

/* The headers by which browsers keep a public page and ask for it again. */
static void page_dress(struct MHD_Response *response, const struct exchange *exchange)
{
    char etag[32];
    snprintf(etag, sizeof etag, "W/%s", exchange->answer.etag);
    header_add(response, "ETag", etag);
    header_add(response, "Cache-Control", "public, max-age=0, must-revalidate");
    header_add(response, "Vary", "Accept-Encoding");
}

/* Gives a drawn page to the cache and answers with it. */
static enum MHD_Result page_keep(struct exchange *exchange)
{
    const struct answer *answer = &exchange->answer;
    struct MHD_Response *whole = response_new(answer->body, true);
    struct MHD_Response *unchanged = response_new(S(""), false);
    if (!whole || !unchanged)
        return MHD_NO;
    header_add(whole, "Content-Type", answer->type);
    header_add(whole, "Content-Encoding", answer->is_gzipped ? "gzip" : NULL);
    page_dress(whole, exchange);
    page_dress(unchanged, exchange);
    struct cache_page page = {.answer = whole,
                              .unchanged = unchanged,
                              .pattern = exchange->summary.pattern,
                              .body_bytes = answer->body.len,
                              .held_bytes = answer->body.len + RESPONSE_BYTES,
                              .generation = exchange->generation,
                              .drawn_ms = exchange->drawn_ms,
                              .visits = answer->visits,
                              .is_live = exchange->req.route->is_live};
    memcpy(page.etag, answer->etag, sizeof page.etag);
    enum MHD_Result result = serve_has_page(exchange, page.etag, page.is_live)
                                 ? queue(exchange, 304, unchanged, 0)
                                 : queue(exchange, 200, whole, answer->body.len);
    cache_keep(exchange->server->cache, exchange->key, &page);
    return result;
}

void http_page_end(const struct cache_page *page)
{
    MHD_destroy_response(page->answer);
    MHD_destroy_response(page->unchanged);
}

/* The headers by which browsers keep an answer, or do not. */
static void answer_dress(struct MHD_Response *response, const struct exchange *exchange)
{
    const struct answer *answer = &exchange->answer;
    if (answer->is_kept) {
        page_dress(response, exchange);
        return;
    }
    header_add(response, "ETag", answer->is_lasting ? answer->etag : NULL);
    header_add(response, "Cache-Control",
               answer->is_lasting    ? "public, max-age=86400, immutable"
               : answer->is_no_store ? "no-store"
                                     : "no-cache");
}

/* Sends the answer of an exchange. */
static enum MHD_Result answer_queue(struct exchange *exchange)
{
    struct answer *answer = &exchange->answer;
    if (answer->status == 200)
        serve_count_reader(exchange, answer->visits);
    if (answer->is_kept && !exchange->server->is_stopping)
        return page_keep(exchange);
    if (answer->is_lasting && serve_has_page(exchange, answer->etag, false)) {
        answer->status = 304;
        answer->body = S("");
        answer->type = NULL;
    }
    struct MHD_Response *response = response_new(answer->body, false);
    header_add(response, "Content-Type", answer->type);
    header_add(response, "Content-Encoding", answer->is_gzipped ? "gzip" : NULL);
    answer_dress(response, exchange);
    if (answer->location.len)
        header_add(response, "Location", str_c(&exchange->mem, answer->location));
    if (answer->again_s)
        header_add(response, "Refresh", str_format(&exchange->mem, "%d", answer->again_s).at);
    if (answer->file_name)
        header_add(response, "Content-Disposition",
                   str_format(&exchange->mem, "attachment; filename=\"%s\"", answer->file_name).at);
    header_add(response, "Set-Cookie",
               answer->cookie.len ? str_c(&exchange->mem, answer->cookie) : NULL);
    header_add(response, "Allow", answer->allow);
    header_add(response, "Retry-After", answer->is_busy ? "1" : NULL);
    header_add(response, "Connection", exchange->server->is_stopping ? "close" : NULL);
    enum MHD_Result result = queue(exchange, answer->status, response, answer->body.len);
    if (response)
        MHD_destroy_response(response);
    return result;
}

struct page_use {
    struct exchange *exchange;
    enum MHD_Result result;
};

static void page_send(void *context, const struct cache_page *page)
{
    struct page_use *use = context;
    struct exchange *exchange = use->exchange;
    exchange->summary.pattern = page->pattern;
    serve_count_reader(exchange, page->visits);
    use->result = serve_has_page(exchange, page->etag, page->is_live)
                      ? queue(exchange, 304, page->unchanged, 0)
                      : queue(exchange, 200, page->answer, page->body_bytes);
}

/* Answers from the cache; false if the page is not there. */
static bool page_find(struct exchange *exchange, struct str key, enum MHD_Result *result)
{
    struct server *server = exchange->server;
    struct page_use use = {.exchange = exchange};
    bool is_found = !server->is_stopping && key.len &&
                    cache_use(server->cache, key, server->generation, exchange->started_us / 1000,
                              page_send, &use);
    *result = use.result;
    return is_found;
}

/* ---- files of the program ---- */

static struct MHD_Response *asset_response(const struct asset *asset, struct str bytes,
                                           const char *encoding)
{
    struct MHD_Response *response = response_new(bytes, false);
    header_add(response, "Content-Type", asset->type);
    header_add(response, "Content-Encoding", encoding);
    header_add(response, "Vary", "Accept-Encoding");
    header_add(response, "Cache-Control", "public, max-age=31536000, immutable");
    return response;
}

static int asset_order(const void *left, const void *right)
{
    const struct asset_answer *a = left, *b = right;
    return strcmp(a->asset->path, b->asset->path);
}

struct http_fixed *http_fixed_new(struct arena *mem, const struct asset *assets, size_t count)
{
    struct http_fixed *fixed = arena_one(mem, struct http_fixed);
    fixed->assets = arena_many(mem, struct asset_answer, count);
    fixed->assets_count = count;
    for (size_t i = 0; i < count; i++)
        fixed->assets[i] = (struct asset_answer){
            &assets[i], asset_response(&assets[i], assets[i].bytes, NULL),
            assets[i].gzipped.len ? asset_response(&assets[i], assets[i].gzipped, "gzip") : NULL};
    if (count)
        qsort(fixed->assets, count, sizeof *fixed->assets, asset_order);
    fixed->health = response_new(S("ok\n"), false);
    header_add(fixed->health, "Content-Type", "text/plain; charset=utf-8");
    header_add(fixed->health, "Cache-Control", "no-store");
    return fixed;
}

void http_fixed_end(struct http_fixed *fixed)
{
    for (size_t i = 0; i < fixed->assets_count; i++) {
        MHD_destroy_response(fixed->assets[i].plain);
        if (fixed->assets[i].gzipped)
            MHD_destroy_response(fixed->assets[i].gzipped);
    }
    MHD_destroy_response(fixed->health);
}

/* Answers what needs neither a route nor the database; false if it is none of that. */
static bool fixed_find(const struct http_fixed *fixed, struct exchange *exchange,
                       enum MHD_Result *result)
{
    if (str_is(exchange->target, S("/healthz"))) {
        exchange->summary.pattern = "/healthz";
        *result = queue(exchange, 200, fixed->health, 3);
        return true;
    }
    struct asset wanted = {.path = exchange->target.at};
    struct asset_answer key = {.asset = &wanted};
    size_t count = fixed->assets_count;
    const struct asset_answer *found =
        count ? bsearch(&key, fixed->assets, count, sizeof key, asset_order) : NULL;
    if (!found)
        return false;
    bool is_gzipped = exchange->is_gzip_fine && found->gzipped;
    exchange->summary.pattern = found->asset->path;
    *result = queue(exchange, 200, is_gzipped ? found->gzipped : found->plain,
                    is_gzipped ? found->asset->gzipped.len : found->asset->bytes.len);
    return true;
}

/* ---- exchanges ---- */

static struct exchange *exchange_take(struct listener *listener)
{
    struct exchange *exchange = listener->spare;
    if (exchange) {
        listener->spare = exchange->next;
    } else {
        exchange = arena_one(&listener->mem, struct exchange);
        exchange->server = listener->server;
        exchange->listener = listener;
    }
    exchange_reset(exchange);
    return exchange;
}

static void exchange_give_back(struct link *link, struct listener *listener)
{
    struct exchange *exchange = link->exchange;
    if (!exchange)
        return;
    link->exchange = NULL;
    if (exchange->step != EXCHANGE_HEAD)
        listener->server->in_flight--;
    exchange_reset(exchange);
    exchange->next = listener->spare;
    listener->spare = exchange;
}

static struct link *link_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void link_step(struct link *link, bool is_receiving, int64_t from_us, int64_t seconds)
{
    link->deadline_ms = from_us / 1000 + seconds * 1000;
    link->is_receiving = is_receiving;
    link->steps++;
}

/* Called with the request line, before the library takes it apart: the only place where the target
 * is still as it was sent. */
static void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
    struct listener *listener = context;
    struct link *link = link_of(connection);
    if (!link)
        return NULL;
    exchange_give_back(link, listener);
    struct exchange *exchange = link->exchange = exchange_take(listener);
    exchange->started_us = http_now_us();
    exchange->connection = connection;
    exchange->target = str_copy(&exchange->mem, str_of(target));
    return exchange;
}

/* Targets are decoded by form.c; the library leaves them as they are. */
static size_t on_unescape(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context, (void)connection;
    return strlen(text);
}

static enum MHD_Result on_header(void *context, enum MHD_ValueKind kind, const char *name,
                                 size_t name_len, const char *value, size_t value_len)
{
    struct guard_head *head = context;
    (void)kind;
    if (head->count == GUARD_HEADERS_MAX) {
        head->is_over = true;
        return MHD_NO;
    }
    head->at[head->count++] =
        (struct guard_header){{name, name_len}, value ? (struct str){value, value_len} : S("")};
    return MHD_YES;
}

/* Tells the page who asks. Only for requests that a page answers: cached ones do not ask. */
static void asker_take(struct exchange *exchange)
{
    struct request *req = &exchange->req;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    const struct sockaddr *from = info ? info->client_addr : NULL;
    if (from && from->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)from)->sin_addr, text,
                  sizeof text);
    else if (from && from->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)from)->sin6_addr, text,
                  sizeof text);
    req->client = str_copy(&exchange->mem, asker_address(str_of(text), exchange->facts.forwarded));
    req->agent = exchange->facts.agent;
    doors_greet(exchange);
}

/* Refuses a request before its body: the library closes the connection behind such an answer, as
 * it must when nobody can say where the next request begins. */
static enum MHD_Result refuse(struct exchange *exchange, int status)
{
    serve_refuse(exchange, status);
    return answer_queue(exchange);
}

/* Looks at a head that is complete. */
static enum MHD_Result head_take(struct exchange *exchange, const char *method, const char *version)
{
    struct listener *listener = exchange->listener;
    struct server *server = exchange->server;
    struct guard_head head;
    head.method = str_of(method);
    head.target = exchange->target;
    head.version = str_of(version);
    head.count = 0;
    head.is_over = false;
    head.is_cut_in_place = !LIBRARY_CHECKS_LINES;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    head.size_bytes = info ? info->header_size : 0;
    MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, on_header, &head);
    exchange->step = EXCHANGE_BODY;
    listener->server->in_flight++;
    link_step(link_of(exchange->connection), true, exchange->started_us, REQUEST_SECONDS);
    int status = guard_check(&head, &exchange->facts);
    if (status)
        return refuse(exchange, status);
    exchange->summary.method = exchange->facts.is_post   ? "POST"
                               : exchange->facts.is_head ? "HEAD"
                                                         : "GET";
    serve_greet(exchange);
    if (!exchange->facts.is_post)
        return MHD_YES;
    size_t length = (size_t)exchange->facts.content_length;
    if (server->bodies_bytes + length > SERVE_BODIES_MAX_BYTES)
        return refuse(exchange, 503);
    exchange->reserved_bytes = length;
    server->bodies_bytes += length;
    exchange->body = text_new(&exchange->mem, GUARD_BODY_MAX_BYTES);
    asker_take(exchange);
    return serve_locate(exchange, &listener->reader) ? MHD_YES : answer_queue(exchange);
}

/* Puts the connection to sleep while another thread works for it. */
static enum MHD_Result exchange_leave(struct exchange *exchange, enum serve_way way)
{
    struct MHD_Connection *connection = exchange->connection;
    exchange->step = EXCHANGE_AWAY;
    MHD_suspend_connection(connection);
    if (!serve_away(exchange, way)) {
        exchange->step = EXCHANGE_DRAWN;
        MHD_resume_connection(connection);
    }
    return MHD_YES;
}

void http_resume(struct exchange *exchange)
{
    exchange->step = EXCHANGE_DRAWN;
    MHD_resume_connection(exchange->connection);
}

/* A request that is there as a whole. */
static enum MHD_Result exchange_serve(struct exchange *exchange)
{
    struct listener *listener = exchange->listener;
    enum MHD_Result result;
    link_of(exchange->connection)->is_receiving = false;
    if (!exchange->facts.is_post) {
        struct serve_key key;
        serve_key(exchange, &key);
        if (page_find(exchange, (struct str){key.bytes, key.len}, &result) ||
            fixed_find(listener->fixed, exchange, &result))
            return result;
        asker_take(exchange);
        if (!serve_locate(exchange, &listener->reader))
            return answer_queue(exchange);
    }
    enum serve_way way = serve_fields(exchange, &listener->reader);
    if (way == SERVE_KNOWN) {
        if (page_find(exchange, exchange->key, &result))
            return result;
        way = serve_pace(exchange);
    }
    if (way == SERVE_QUICK)
        way = serve_draw_quick(exchange, &listener->reader);
    if (way == SERVE_SLOW || way == SERVE_WRITE)
        return exchange_leave(exchange, way);
    return answer_queue(exchange);
}

/* Called for the head, for each piece of the body, at its end, and after a resume. An answer at the
 * first of these calls would close the connection, so ordinary ones wait for the end. */
static enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
                                  const char *target, const char *method, const char *version,
                                  const char *bytes, size_t *bytes_len, void **place)
{
    struct exchange *exchange = *place;
    (void)context, (void)connection, (void)target;
    if (!exchange)
        return MHD_NO;
    switch (exchange->step) {
    case EXCHANGE_HEAD:
        return head_take(exchange, method, version);
    case EXCHANGE_BODY:
        if (*bytes_len == 0)
            return exchange_serve(exchange);
        text_add(&exchange->body, (struct str){bytes, *bytes_len});
        *bytes_len = 0;
        return MHD_YES;
    case EXCHANGE_AWAY:
        return MHD_YES;
    case EXCHANGE_DRAWN:
        return answer_queue(exchange);
    }
    return MHD_NO;
}

static void on_completed(void *context, struct MHD_Connection *connection, void **place,
                         enum MHD_RequestTerminationCode why)
{
    struct listener *listener = context;
    struct exchange *exchange = *place;
    struct link *link = link_of(connection);
    (void)why;
    if (!exchange || !link || link->exchange != exchange)
        return;
    int64_t now = http_now_us();
    if (exchange->summary.status && !listener->server->config->is_quiet)
        access_log_add(
            &listener->log,
            &(struct access_line){exchange->summary.method ? exchange->summary.method : "-",
                                  exchange->summary.pattern, exchange->summary.status,
                                  exchange->summary.body_bytes, now - exchange->started_us});
    exchange_give_back(link, listener);
    link_step(link, true, now, HTTP_IDLE_SECONDS);
    *place = NULL;
}

/* ---- connections ---- */

static struct link *link_take(struct listener *listener, int fd)
{
    pthread_mutex_lock(&listener->links_lock);
    struct link *link = listener->links;
    while (link && link->fd >= 0)
        link = link->next;
    if (!link) {
        link = arena_one(&listener->mem, struct link);
        link->next = listener->links;
        listener->links = link;
    }
    link_step(link, true, http_now_us(), HTTP_IDLE_SECONDS);
    link->fd = fd;
    pthread_mutex_unlock(&listener->links_lock);
    return link;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **place,
                          enum MHD_ConnectionNotificationCode what)
{
    struct listener *listener = context;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *place = link_take(listener, info->connect_fd);
        return;
    }
    struct link *link = *place;
    exchange_give_back(link, listener);
    pthread_mutex_lock(&listener->links_lock);
    link->fd = -1; /* from here on the watch leaves the number alone: it may be another's soon */
    pthread_mutex_unlock(&listener->links_lock);
}

/* ---- the library's daemon ---- */

bool http_start(struct listener *listener, unsigned connections_max, struct error *err)
{
    pthread_mutex_init(&listener->links_lock, NULL);
    access_log_begin(&listener->log);
    listener->daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO,
        0, NULL, NULL, on_request, listener, MHD_OPTION_LISTEN_SOCKET, listener->fd,
        MHD_OPTION_CONNECTION_LIMIT, connections_max, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY_BYTES, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)HTTP_IDLE_SECONDS,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, listener, MHD_OPTION_UNESCAPE_CALLBACK, on_unescape,
        NULL, MHD_OPTION_NOTIFY_COMPLETED, on_completed, listener, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, listener,
#if LIBRARY_CHECKS_LINES
        MHD_OPTION_CLIENT_DISCIPLINE_LVL, 1,
#else
        /* the library lets odd heads through, so that the guard answers them in our own words */
        MHD_OPTION_STRICT_FOR_CLIENT, -1,
#endif
        MHD_OPTION_END);
    if (!listener->daemon)
        return fail(err, ERROR_BROKEN, "", "không khởi động được máy chủ HTTP");
    return true;
}

void http_quiesce(struct listener *listener)
{
    int fd = MHD_quiesce_daemon(listener->daemon);
    listener->fd = -1;
    fd_close_quietly(&fd);
}

void http_stop(struct listener *listener)
{
    MHD_stop_daemon(listener->daemon);
    listener->daemon = NULL;
    for (struct exchange *spare = listener->spare; spare; spare = spare->next)
        arena_end(&spare->mem);
    pthread_mutex_destroy(&listener->links_lock);
    access_log_end(&listener->log);
    arena_end(&listener->mem);
}
