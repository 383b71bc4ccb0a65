#include "web/serve.h"

#include "base/report.h"
#include "web/asker.h"
#include "web/doors.h"
#include "web/gzip.h"
#include "web/negotiate.h"

#include <stdatomic.h>

enum { EXCHANGE_KEEPS_BYTES = 256 * 1024, KEPT_BODY_MAX_BYTES = 1024 * 1024 };

void exchange_reset(struct exchange *exchange)
{
    struct arena mem = exchange->mem;
    if (mem.used_bytes > EXCHANGE_KEEPS_BYTES)
        arena_end(&mem);
    else
        arena_reset(&mem);
    struct server *server = exchange->server;
    if (exchange->reserved_bytes)
        server->bodies_bytes -= exchange->reserved_bytes;
    *exchange = (struct exchange){
        .mem = mem, .server = server, .listener = exchange->listener, .summary.pattern = "-"};
}

/* ---- errors ---- */

void serve_take(struct exchange *exchange, const struct response *response)
{
    struct answer *answer = &exchange->answer;
    *answer = (struct answer){.status = response->status ? response->status : 200,
                              .body = response->body,
                              .location = response->location,
                              .cookie = doors_cookie(&exchange->mem, &response->session,
                                                     exchange->server->config->doors.is_secure),
                              .file_name = response->file_name,
                              .again_s = response->again_s,
                              .visits = response->visits,
                              .is_no_store = response->is_private,
                              .is_lasting = response->is_lasting};
    if (response->type || response->body.len)
        answer->type = response->type ? response->type : "text/html; charset=utf-8";
}

void serve_fail(struct exchange *exchange, int status, const struct error *err)
{
    struct request *req = &exchange->req;
    struct response response = {0};
    req->mem = &exchange->mem;
    req->db = NULL;
    req->book = exchange->server->config->book;
    req->path = req->path.at ? req->path : S("/");
    req->language = req->language.at ? req->language : S("vi");
    exchange->server->config->error_page(req, err, &response);
    response.status = status ? status : error_http_status(err->kind);
    serve_take(exchange, &response);
    exchange->answer.is_no_store = true;
    exchange->answer.is_busy = response.status == 503;
    exchange->answer.allow = NULL;
    if (err->kind == ERROR_BROKEN)
        report(REPORT_PROBLEM, "%s %s: %s",
               exchange->summary.method ? exchange->summary.method : "-", exchange->summary.pattern,
               err->text);
}

void serve_refuse(struct exchange *exchange, int status)
{
    static const struct {
        int status;
        enum error_kind kind;
        const char *text;
    } refusals[] = {
        {400, ERROR_INVALID, "yêu cầu không đúng khuôn dạng HTTP"},
        {403, ERROR_DENIED, "biểu mẫu được gửi từ một trang khác"},
        {405, ERROR_INVALID, "máy chủ chỉ nhận GET, HEAD và POST"},
        {411, ERROR_INVALID, "yêu cầu phải nói trước độ dài nội dung"},
        {413, ERROR_INVALID,
         "nội dung gửi lên lớn quá mức mà trang này nhận; nhiều ảnh thì gửi từng ít một"},
        {414, ERROR_INVALID, "địa chỉ dài quá 8 KiB"},
        {417, ERROR_INVALID, "máy chủ không làm được điều yêu cầu chờ đợi"},
        {431, ERROR_INVALID, "phần đầu của yêu cầu lớn quá 16 KiB"},
        {503, ERROR_BUSY, "máy chủ đang nhận quá nhiều tệp cùng lúc, xin thử lại sau giây lát"},
        {505, ERROR_INVALID, "máy chủ chỉ nói HTTP/1.1 và HTTP/1.0"},
    };
    struct error err = {0};
    for (size_t i = 0; i < COUNT_OF(refusals); i++)
        if (refusals[i].status == status)
            fail(&err, refusals[i].kind, "", "%s", refusals[i].text);
    serve_fail(exchange, status, &err);
    if (status == 405)
        exchange->answer.allow = "GET, HEAD, POST";
}

/* ---- where it goes ---- */

void serve_greet(struct exchange *exchange)
{
    struct request *req = &exchange->req;
    req->language = asked_language(exchange->target);
    req->messages = messages_for(req->language);
    exchange->is_gzip_fine = accepts_gzip(exchange->facts.accept_encoding);
}

void serve_key(const struct exchange *exchange, struct serve_key *key)
{
    struct str language = exchange->req.language;
    key->len = 0;
    size_t start = language.len + 1;
    if (start + exchange->target.len > sizeof key->bytes)
        return;
    memcpy(key->bytes, language.at, language.len);
    key->bytes[start - 1] = exchange->is_gzip_fine ? '+' : ' ';
    memcpy(key->bytes + start, exchange->target.at, exchange->target.len);
    key->len = start + exchange->target.len;
}

/* A slash at the end is another way to write an address; there is one way only. */
static void answer_redirect(struct exchange *exchange, struct str path, struct str query)
{
    struct text location = text_new(&exchange->mem, (size_t)4 * GUARD_TARGET_MAX_BYTES);
    form_put_escaped(&location, path, true);
    if (query.at) {
        text_char(&location, '?');
        text_add(&location, query);
    }
    exchange->answer = (struct answer){.status = 301, .location = text_str(&location)};
}

static bool refuse_address(struct exchange *exchange, const struct route_match *match)
{
    struct error err = {0};
    if (!match->has_get && !match->has_post) {
        fail(&err, ERROR_MISSING, "", "không có trang nào ở địa chỉ này");
        serve_fail(exchange, 404, &err);
        return false;
    }
    fail(&err, ERROR_INVALID, "", "địa chỉ này không nhận cách gửi như vậy");
    serve_fail(exchange, 405, &err);
    exchange->answer.allow = match->has_get ? "GET, HEAD" : "POST";
    return false;
}

bool serve_locate(struct exchange *exchange, struct reader *reader)
{
    struct request *req = &exchange->req;
    struct error err = {0};
    struct str query, path;
    req->mem = &exchange->mem;
    req->book = exchange->server->config->book;
    req->is_head = exchange->facts.is_head;
    if (!form_read_target(&exchange->mem, exchange->target, &path, &query, &err)) {
        serve_fail(exchange, 0, &err);
        return false;
    }
    bool has_slash = path.len > 1 && str_ends(path, S("/"));
    req->path = str_part(path, 0, path.len - has_slash);
    enum method method = exchange->facts.is_post ? METHOD_POST : METHOD_GET;
    struct route_match match = route_find(exchange->server->routes, method, req->path);
    if (!match.route)
        return refuse_address(exchange, &match);
    exchange->summary.pattern = match.route->path;
    if (has_slash && method == METHOD_GET) {
        answer_redirect(exchange, req->path, query);
        return false;
    }
    if (has_slash)
        return refuse_address(exchange, &(struct route_match){0});
    req->route = match.route;
    memcpy(req->part, match.part, sizeof req->part);
    if (exchange->facts.content_length > route_body_max(match.route)) {
        serve_refuse(exchange, 413);
        return false;
    }
    return doors_admit(exchange, reader);
}

enum serve_way serve_pace(const struct exchange *exchange)
{
    const struct request *req = &exchange->req;
    switch (req->route->pace) {
    case PACE_SLOW:
    case PACE_SLOW_WRITE:
        return SERVE_SLOW;
    case PACE_FILE_WRITE:
        return request_has_file(req) ? SERVE_SLOW : SERVE_WRITE;
    case PACE_WRITE:
    case PACE_WRITE_GATHERING:
        return SERVE_WRITE;
    default:
        return SERVE_QUICK;
    }
}

/* The page's place in the cache: its address in the simplest form. True if it was asked for under
 * another one. */
static bool key_make(struct exchange *exchange)
{
    struct text key = text_new(&exchange->mem, CACHE_KEY_MAX_BYTES);
    text_add(&key, exchange->req.language);
    text_char(&key, exchange->is_gzip_fine ? '+' : ' ');
    size_t start = key.len;
    route_put_address(&key, &exchange->req);
    if (key.is_over)
        return false;
    exchange->key = text_str(&key);
    return !str_is(str_part(exchange->key, start, exchange->key.len), exchange->target);
}

enum serve_way serve_fields(struct exchange *exchange, struct reader *reader)
{
    struct request *req = &exchange->req;
    struct form form = {0};
    struct error err = {0};
    size_t mark = str_find_char(exchange->target, '?');
    struct str query = str_part(exchange->target, mark + 1, exchange->target.len);
    bool is_post = exchange->facts.is_post;
    bool is_read = is_post ? form_read_body(req->mem, exchange->facts.content_type,
                                            text_str(&exchange->body), &form, &err)
                           : form_read_pairs(req->mem, query, &form, &err);
    if (is_post && query.len)
        is_read = fail(&err, ERROR_INVALID, "", "biểu mẫu không được có trường trong địa chỉ");
    if (is_read && !doors_check_token(exchange, &form))
        return SERVE_ANSWERED;
    if (!is_read || !route_read_fields(req, &form, &err)) {
        serve_fail(exchange, 0, &err);
        return SERVE_ANSWERED;
    }
    if (!doors_check_unit(exchange, reader))
        return SERVE_ANSWERED;
    bool is_public = !is_post && req->route->role[0] == '\0';
    return is_public && key_make(exchange) ? SERVE_KNOWN : serve_pace(exchange);
}

/* ---- who has read it ---- */

void serve_count_reader(const struct exchange *exchange, _Atomic int64_t *visits)
{
    const struct guard_facts *facts = &exchange->facts;
    if (visits && !facts->is_head && !facts->is_post && !asker_is_robot(facts->agent))
        atomic_fetch_add_explicit(visits, 1, memory_order_relaxed);
}

bool serve_has_page(const struct exchange *exchange, const char *etag, bool is_live)
{
    const struct guard_facts *facts = &exchange->facts;
    return facts->if_none_match.at && names_etag(facts->if_none_match, str_of(etag)) &&
           !(is_live && asker_wants_anew(facts->cache_control));
}

/* ---- pages ---- */

static bool is_text(const char *type)
{
    struct str text = str_of(type);
    return str_starts(text, S("text/")) || str_starts(text, S("application/json")) ||
           str_starts(text, S("application/xml")) || str_starts(text, S("application/atom+xml")) ||
           str_starts(text, S("application/rss+xml")) || str_starts(text, S("image/svg+xml"));
}

static void tag_write(struct answer *answer, uint64_t hash)
{
    snprintf(answer->etag, sizeof answer->etag, "\"%016llx\"", (unsigned long long)hash);
}

/* A weak tag of generation and address: pages of one generation are the same but for what lives
 * (read counts), which is no reason to send them again. */
static void etag_make(struct exchange *exchange)
{
    uint64_t mark[2] = {exchange->server->birth, exchange->generation};
    uint64_t hash = str_hash(exchange->key) * 0x9e3779b97f4a7c15U;
    tag_write(&exchange->answer, hash ^ str_hash((struct str){(const char *)mark, sizeof mark}));
}

/* Makes a public page ready for the cache: squeezed once, with its tag. What lasts has its hash in
 * its address and is not kept: when it is erased, no copy of ours is left. */
static void page_finish(struct exchange *exchange)
{
    struct answer *answer = &exchange->answer;
    answer->is_lasting &= !answer->is_no_store;
    if (answer->is_lasting) {
        tag_write(answer, str_hash(exchange->req.path));
        return;
    }
    answer->is_kept = exchange->key.len && answer->status == 200 && !answer->is_no_store &&
                      !answer->file_name && !answer->location.len && !answer->cookie.len &&
                      answer->type && is_text(answer->type) &&
                      answer->body.len <= KEPT_BODY_MAX_BYTES;
    if (!answer->is_kept)
        return;
    etag_make(exchange);
    struct str gzipped;
    if (exchange->is_gzip_fine && gzip_bytes(exchange->req.mem, answer->body, &gzipped)) {
        answer->body = gzipped;
        answer->is_gzipped = true;
    }
}

/* A page that went over its cap has no bytes: half a page would be a lie. */
static bool response_check(const struct response *response, struct error *err)
{
    if (response->type && !response->body.at && !response->location.len)
        return fail(err, ERROR_BROKEN, "", "trang lớn quá mức cho phép");
    return true;
}

/* Runs the page function in one snapshot. */
static bool page_run(struct exchange *exchange, struct reader *reader, int64_t limit_ms,
                     struct response *response, struct error *err)
{
    struct request *req = &exchange->req;
    if (!reader_open(reader, err))
        return false;
    req->db = reader->db;
    db_limit(req->db, limit_ms);
    if (!db_begin(req->db, err))
        return false;
    /* A page may pass over what it could not read (the frame leaves out the committee's name), but
     * then it has holes that the cache must not keep. */
    bool is_well = req->route->page(req, response, err) && db_is_whole(req->db, err);
    db_rollback(req->db);
    return is_well && response_check(response, err);
}

static bool draw(struct exchange *exchange, struct reader *reader, int64_t limit_ms,
                 struct error *err)
{
    struct response response = {0};
    /* Before the snapshot: a page may be newer than its mark says, never older. */
    exchange->generation = exchange->server->generation;
    exchange->drawn_ms = exchange->started_us / 1000;
    if (!page_run(exchange, reader, limit_ms, &response, err))
        return false;
    serve_take(exchange, &response);
    exchange->answer.is_no_store |=
        exchange->facts.is_post || exchange->req.visitor || exchange->answer.cookie.len;
    page_finish(exchange);
    return true;
}

enum serve_way serve_draw_quick(struct exchange *exchange, struct reader *reader)
{
    struct error err = {0};
    if (draw(exchange, reader, SERVE_QUICK_MS, &err))
        return SERVE_ANSWERED;
    if (err.kind == ERROR_BUSY)
        return SERVE_SLOW;
    serve_fail(exchange, 0, &err);
    return SERVE_ANSWERED;
}

#define exchange_of(work, member)                                                                  \
    ((struct exchange *)(void *)((char *)(work)-offsetof(struct exchange, member)))

static bool write_run(struct write_work *work, struct db *db, struct error *err)
{
    struct exchange *exchange = exchange_of(work, write);
    struct request *req = &exchange->req;
    struct response response = {0};
    page_function *page = req->then ? req->then : req->route->page;
    req->db = db;
    bool is_well = doors_recheck(exchange, err);
    if (is_well && req->visitor)
        exchange->server->config->writer.act(req->book, req->visitor->id);
    is_well = is_well && page(req, &response, err) && response_check(&response, err);
    req->db = NULL;
    serve_take(exchange, &response);
    exchange->answer.is_no_store = true;
    return is_well;
}

static void write_done(struct write_work *work)
{
    struct exchange *exchange = exchange_of(work, write);
    if (work->err.kind != ERROR_NONE)
        serve_fail(exchange, 0, &work->err);
    exchange->server->resume(exchange);
}

static bool write_begin(struct exchange *exchange)
{
    exchange->write.run = write_run;
    exchange->write.done = write_done;
    exchange->write.gathers = exchange->req.route->pace == PACE_WRITE_GATHERING;
    return writer_add(exchange->server->writer, &exchange->write);
}

static void answer_busy(struct exchange *exchange)
{
    struct error err;
    fail(&err, ERROR_BUSY, "", "máy chủ đang bận, xin thử lại sau giây lát");
    serve_fail(exchange, 503, &err);
}

static void slow_run(struct pool_work *work, struct reader *reader)
{
    struct exchange *exchange = exchange_of(work, slow);
    struct error err = {0};
    bool is_late = exchange->req.route->pace == PACE_QUICK;
    if (!draw(exchange, reader, is_late ? SERVE_LATE_MS : SERVE_SLOW_MS, &err))
        serve_fail(exchange, 0, &err);
    else if (exchange->req.then) {
        if (write_begin(exchange))
            return; /* it answers */
        answer_busy(exchange);
    }
    exchange->server->resume(exchange);
}

bool serve_away(struct exchange *exchange, enum serve_way way)
{
    exchange->slow.run = slow_run;
    if (way == SERVE_SLOW ? pool_add(exchange->server->pool, &exchange->slow)
                          : write_begin(exchange))
        return true;
    answer_busy(exchange);
    return false;
}
