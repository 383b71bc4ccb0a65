#include "web/test_site.h"

#include "base/file.h"

#include <assert.h>
#include <netinet/in.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 60 * 1000, REPLY_MAX_BYTES = 1024 * 1024, PAGE_MAX_BYTES = 65536 };

/* ---- gates ---- */

void gate_shut(struct gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    gate->is_shut = true;
    pthread_mutex_unlock(&gate->lock);
}

void gate_open(struct gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    gate->is_shut = false;
    pthread_cond_broadcast(&gate->moved);
    pthread_mutex_unlock(&gate->lock);
}

void gate_pass(struct gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    gate->waiting++;
    pthread_cond_broadcast(&gate->moved);
    while (gate->is_shut)
        pthread_cond_wait(&gate->moved, &gate->lock);
    gate->waiting--;
    pthread_mutex_unlock(&gate->lock);
}

void gate_await(struct gate *gate, int waiting)
{
    pthread_mutex_lock(&gate->lock);
    while (gate->waiting < waiting)
        pthread_cond_wait(&gate->moved, &gate->lock);
    pthread_mutex_unlock(&gate->lock);
}

/* ---- pages ---- */

static bool notes_count(struct db *db, int64_t *count, struct error *err)
{
    struct query query = db_query(db, "SELECT COUNT(*) FROM note");
    if (query_next(&query))
        *count = take_int(&query);
    return query_end(&query, err);
}

static void respond_text(struct request *req, struct response *response, const char *text)
{
    struct html page = html_new(req->mem, req->messages, PAGE_MAX_BYTES);
    html_put_c(&page, text);
    respond_html(response, html_end(&page));
}

static bool page_home(struct request *req, struct response *response, struct error *err)
{
    int64_t count = 0;
    req->book->drawn++;
    if (!notes_count(req->db, &count, err))
        return false;
    struct html page = html_new(req->mem, req->messages, PAGE_MAX_BYTES);
    html_put_int(&page, count);
    html_put_text(&page, html_translate(req->messages, S(" ghi chú")));
    for (int i = 0; i < 200; i++)
        html_put_c(&page, " đoàn kết");
    respond_html(response, html_end(&page));
    return true;
}

static bool page_part(struct request *req, struct response *response, struct error *err)
{
    (void)err;
    respond_text(req, response, str_format(req->mem, "phần [%.*s]", STR_ARG(req->part[0])).at);
    return true;
}

static bool page_search(struct request *req, struct response *response, struct error *err)
{
    (void)err;
    req->book->drawn++;
    struct str words = request_text(req, "q"), day = day_text(req->mem, request_day(req, "ngay"));
    respond_text(req, response,
                 str_format(req->mem, "[%.*s] trang %d ngày [%.*s]", STR_ARG(words),
                            (int)request_int(req, "trang", 1), STR_ARG(day))
                     .at);
    return true;
}

static bool page_drawn(struct request *req, struct response *response, struct error *err)
{
    (void)err;
    respond_text(req, response, str_format(req->mem, "lần %d", ++req->book->drawn).at);
    return true;
}

static bool page_read(struct request *req, struct response *response, struct error *err)
{
    (void)err;
    req->book->drawn++;
    respond_text(req, response, str_format(req->mem, "đọc %d", (int)req->book->visits).at);
    response->visits = &req->book->visits;
    return true;
}

static bool page_read_privately(struct request *req, struct response *response, struct error *err)
{
    response->is_private = true;
    return page_read(req, response, err);
}

static bool page_private(struct request *req, struct response *response, struct error *err)
{
    response->is_private = true;
    return page_drawn(req, response, err);
}

static bool page_lasting(struct request *req, struct response *response, struct error *err)
{
    req->book->drawn++;
    if (req->book->is_erased)
        return fail(err, ERROR_MISSING, "", "không còn");
    *response = (struct response){.type = "image/jpeg", .body = S("ảnh"), .is_lasting = true};
    return true;
}

static bool page_slow(struct request *req, struct response *response, struct error *err)
{
    gate_pass(&req->book->slow);
    return page_drawn(req, response, err);
}

static bool page_broken(struct request *req, struct response *response, struct error *err)
{
    (void)req, (void)response;
    return fail(err, ERROR_BROKEN, "", "đĩa hỏng <ở> đây");
}

/* Longer than a listener may give, short enough for the pool: the first drawing is without end. */
static bool page_long(struct request *req, struct response *response, struct error *err)
{
    bool is_first = req->book->drawn++ == 0;
    struct query query =
        db_query(req->db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                          " WHERE i < $1) SELECT MAX(i) FROM n");
    bind_int(&query, is_first ? INT64_MAX : 10);
    while (query_next(&query))
        take_int(&query);
    respond_text(req, response, "hết");
    return query_end(&query, err);
}

/* The same, but it takes no notice of what went wrong and shows what it has. */
static bool page_careless(struct request *req, struct response *response, struct error *err)
{
    struct error ignored;
    bool is_whole = page_long(req, response, &ignored);
    (void)err;
    respond_text(req, response, is_whole ? "trọn vẹn" : "thiếu một nửa");
    return true;
}

static bool page_huge(struct request *req, struct response *response, struct error *err)
{
    (void)err;
    struct html page = html_new(req->mem, req->messages, 10);
    html_put_c(&page, "dài hơn mười byte");
    respond_html(response, html_end(&page));
    return true;
}

static bool page_file(struct request *req, struct response *response, struct error *err)
{
    (void)err;
    *response = (struct response){.type = "text/csv; charset=utf-8",
                                  .body = str_copy(req->mem, S("a;b\r\n")),
                                  .file_name = "so-lieu.csv"};
    return true;
}

static bool page_write(struct request *req, struct response *response, struct error *err)
{
    struct query query = db_query(req->db, "INSERT INTO note (body) VALUES ($1)");
    bind_text(&query, request_text(req, "noi_dung"));
    if (!query_run(&query, NULL, err))
        return false;
    if (str_is(request_text(req, "noi_dung"), S("hỏng")))
        return fail(err, ERROR_CONFLICT, "noi_dung", "ghi chú này trái với sổ");
    response->status = 303;
    response->location = S("/");
    return true;
}

static bool page_upload(struct request *req, struct response *response, struct error *err)
{
    (void)err;
    struct str bytes = request_text(req, "tep");
    respond_text(req, response,
                 str_format(req->mem, "%zu byte, mã %llx, tên [%.*s]", bytes.len,
                            (unsigned long long)str_hash(bytes), STR_ARG(request_text(req, "ten")))
                     .at);
    return true;
}

static bool page_who(struct request *req, struct response *response, struct error *err)
{
    (void)err;
    req->book->drawn++;
    struct str name = req->visitor ? req->visitor->name : S("ai đó");
    respond_text(req, response, str_format(req->mem, "chào %.*s", STR_ARG(name)).at);
    return true;
}

static bool sign_in_write(struct request *req, struct response *response, struct error *err)
{
    const char *token = req->carry;
    struct query query = db_query(req->db, "INSERT INTO note (body) VALUES ($1)");
    bind_text(&query, str_of(token));
    response->status = 303;
    response->location = S("/kin");
    response->session = (struct session_cookie){.token = str_of(token), .seconds = 60};
    return query_run(&query, NULL, err);
}

/* What takes long here, what is written there. */
static bool page_sign_in(struct request *req, struct response *response, struct error *err)
{
    struct str name = request_text(req, "noi_dung");
    gate_pass(&req->book->slow);
    if (str_is(name, S("sai")))
        return fail(err, ERROR_DENIED, "", "sai mật khẩu");
    if (str_is(name, S("xem"))) {
        respond_text(req, response, "chỉ xem");
        return true;
    }
    req->then = sign_in_write;
    req->carry = (void *)(uintptr_t)str_c(req->mem, name);
    return true;
}

static const struct field search_fields[] = {{"q", FIELD_TEXT, 60, true, "Từ cần tìm"},
                                             {"trang", FIELD_INT, 0, false, "Trang"},
                                             {"ngay", FIELD_DAY, 0, false, "Ngày"},
                                             {0}};
static const struct field write_fields[] = {{"noi_dung", FIELD_TEXT, 1000, true, "Nội dung"}, {0}};
static const struct field area_fields[] = {{"khu", FIELD_TEXT, 20, true, "Khu"}, {0}};
static const struct field upload_fields[] = {{"ten", FIELD_TEXT, 100, false, "Tên"},
                                             {"tep", FIELD_BYTES, 15UL * 1024 * 1024, true, "Tệp"},
                                             {0}};

static const struct route routes[] = {
    {METHOD_GET, "/", "", PACE_QUICK, page_home, NULL, false, "trang chủ"},
    {METHOD_GET, "/viec/{so}", "", PACE_QUICK, page_part, NULL, false, "một việc"},
    {METHOD_GET, "/log/{phan…}", "", PACE_QUICK, page_part, NULL, false, "nhật ký"},
    {METHOD_GET, "/tim-kiem", "", PACE_QUICK, page_search, search_fields, false, "tìm"},
    {METHOD_GET, "/song", "", PACE_QUICK, page_drawn, NULL, true, "lượt xem"},
    {METHOD_GET, "/doc", "", PACE_QUICK, page_read, NULL, true, "đếm lượt đọc"},
    {METHOD_GET, "/doc-rieng", "", PACE_QUICK, page_read_privately, NULL, false, "đọc riêng"},
    {METHOD_GET, "/rieng", "", PACE_QUICK, page_private, NULL, false, "trang riêng"},
    {METHOD_GET, "/hinh/{ten}", "", PACE_QUICK, page_lasting, NULL, false, "hình"},
    {METHOD_GET, "/cham", "", PACE_SLOW, page_slow, NULL, false, "trang chậm"},
    {METHOD_GET, "/hong", "", PACE_QUICK, page_broken, NULL, false, "trang hỏng"},
    {METHOD_GET, "/mai", "", PACE_QUICK, page_long, NULL, false, "trang lâu"},
    {METHOD_GET, "/cau-tha", "", PACE_QUICK, page_careless, NULL, false, "trang cẩu thả"},
    {METHOD_GET, "/to", "", PACE_QUICK, page_huge, NULL, false, "trang lớn quá"},
    {METHOD_GET, "/kin", "officer,chair", PACE_QUICK, page_who, NULL, false, "trang kín"},
    {METHOD_POST, "/kin", "officer", PACE_WRITE, page_write, write_fields, false, "ghi kín"},
    {METHOD_GET, "/khu/{khu}", "officer,team_head@khu", PACE_QUICK, page_who, NULL, false, "khu"},
    {METHOD_POST, "/khu", "team_head@khu", PACE_QUICK, page_who, area_fields, false, "khu"},
    {METHOD_POST, "/vao", "", PACE_SLOW_WRITE, page_sign_in, write_fields, false, "đăng nhập"},
    {METHOD_GET, "/ai", "", PACE_QUICK, page_who, NULL, false, "ai"},
    {METHOD_GET, "/tai-ve", "", PACE_SLOW, page_file, NULL, false, "tệp"},
    {METHOD_POST, "/ghi", "", PACE_WRITE, page_write, write_fields, false, "ghi"},
    {METHOD_POST, "/gui-tep", "", PACE_SLOW, page_upload, upload_fields, false, "gửi tệp"},
};

static const struct asset assets[] = {
    {"look.css", "/tai-nguyen/look-0a1b2c3d.css", "text/css", {"body{}", 6}, {"ép", 3}},
    {"mark.svg", "/tai-nguyen/mark-11223344.svg", "image/svg+xml", {"<svg/>", 6}, {NULL, 0}},
};

static void error_page(struct request *req, const struct error *err, struct response *response)
{
    respond_text(req, response, str_format(req->mem, "LỖI %s", err->text).at);
}

/* ---- the book ---- */

static struct db *book_reader(struct book *book, struct error *err)
{
    struct db *db = NULL;
    char path[80];
    snprintf(path, sizeof path, "%s/book.db", book->folder);
    return db_open(&db, str_of(path), DB_READ, false, err) ? db : NULL;
}

static bool book_begin(struct book *book, struct error *err)
{
    return db_begin(book->writer, err);
}

static void book_act(struct book *book, int64_t account)
{
    book->actor = account;
}

static bool book_savepoint(struct book *book, struct error *err)
{
    return db_savepoint(book->writer, err);
}

static bool book_release(struct book *book, struct error *err)
{
    return db_release(book->writer, err);
}

static void book_undo(struct book *book)
{
    struct error err;
    if (!db_rollback_savepoint(book->writer, &err))
        abort();
}

static bool book_commit(struct book *book, bool *is_changed, struct error *err)
{
    gate_pass(&book->commit);
    if (book->refuses_commits)
        return fail(err, ERROR_BROKEN, "", "đĩa đầy");
    book->commits++;
    *is_changed = true;
    return db_commit(book->writer, err);
}

static void book_rollback(struct book *book)
{
    db_rollback(book->writer);
}

static struct db *book_database(struct book *book)
{
    return book->writer;
}

static void book_idle(struct book *book)
{
    book->idles++;
    db_idle(book->writer);
}

static bool book_has_loose(struct book *book)
{
    return book->visits != book->settled;
}

static bool book_settle(struct book *book, struct error *err)
{
    (void)err;
    book->settling = book->visits;
    return true;
}

static void book_settled(struct book *book)
{
    book->settled = book->settling;
}

static void must(bool is_well, const struct error *err)
{
    if (is_well)
        return;
    fprintf(stderr, "%s\n", err->text);
    abort();
}

static void gate_begin(struct gate *gate)
{
    pthread_mutex_init(&gate->lock, NULL);
    pthread_cond_init(&gate->moved, NULL);
}

void site_start(struct site *site)
{
    struct error err;
    *site = (struct site){.book.folder = "/tmp/doanket-web-XXXXXX"};
    struct book *book = &site->book;
    gate_begin(&book->commit);
    gate_begin(&book->slow);
    if (!mkdtemp(book->folder))
        abort();
    char path[80];
    snprintf(path, sizeof path, "%s/book.db", book->folder);
    must(db_open(&book->writer, str_of(path), DB_WRITE, true, &err), &err);
    must(db_run(book->writer, "CREATE TABLE note (body TEXT)", &err), &err);
    struct web_config config = {.listen = "127.0.0.1:0",
                                .book = book,
                                .open_reader = book_reader,
                                .routes = routes,
                                .routes_count = COUNT_OF(routes),
                                .assets = assets,
                                .assets_count = COUNT_OF(assets),
                                .error_page = error_page,
                                .writer = {.begin = book_begin,
                                           .savepoint = book_savepoint,
                                           .act = book_act,
                                           .release = book_release,
                                           .undo = book_undo,
                                           .commit = book_commit,
                                           .rollback = book_rollback,
                                           .database = book_database,
                                           .idle = book_idle,
                                           .has_loose = book_has_loose,
                                           .settle = book_settle,
                                           .settled = book_settled},
                                .doors = test_doors,
                                .threads = 2,
                                .is_quiet = true};
    must(web_start(&site->web, &config, &err), &err);
    site->port = web_port(site->web);
}

void site_stop(struct site *site)
{
    if (site->web)
        web_stop(site->web);
    db_close(site->book.writer);
    static const char *const files[] = {"/book.db", "/book.db-wal", "/book.db-shm", ""};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        char path[80];
        snprintf(path, sizeof path, "%s%s", site->book.folder, files[i]);
        remove(path);
    }
}

static bool job_count(void *context, struct db *db, struct error *err)
{
    return notes_count(db, context, err);
}

int64_t site_notes(struct site *site)
{
    int64_t count = -1;
    struct error err;
    must(web_write(site->web, job_count, &count, &err), &err);
    return count;
}

/* ---- the client ---- */

int client_open(const struct site *site)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in place = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)site->port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (fd < 0 || connect(fd, (struct sockaddr *)&place, sizeof place) != 0)
        abort();
    return fd;
}

void client_say(int fd, struct str bytes)
{
    while (bytes.len) {
        ssize_t sent = send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);
        if (sent <= 0)
            return; /* the server may close before it has read all: what it says counts */
        bytes = str_part(bytes, (size_t)sent, bytes.len);
    }
}

/* Waits for bytes; 0 at the end of the connection. */
static size_t client_receive(int fd, char *bytes, size_t room)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    if (poll(&ready, 1, PATIENCE_MS) != 1)
        abort(); /* a test that hangs should say where */
    ssize_t got = recv(fd, bytes, room, 0);
    return got > 0 ? (size_t)got : 0;
}

struct str reply_header(const struct reply *reply, const char *name)
{
    struct str rest = reply->head, line;
    while (str_cut(&rest, '\n', &line)) {
        size_t colon = str_find_char(line, ':');
        if (colon == strlen(name) && strncasecmp(line.at, name, colon) == 0)
            return str_trim(str_part(line, colon + 1, line.len));
    }
    return S("");
}

struct reply client_hear(struct arena *mem, int fd, bool is_bare)
{
    struct reply reply = {0};
    char *bytes = arena_take(mem, REPLY_MAX_BYTES);
    size_t len = 0, end = 0;
    /* byte by byte, so that nothing of a next answer is taken */
    while (!end && len < REPLY_MAX_BYTES && client_receive(fd, bytes + len, 1) == 1) {
        len++;
        if (len >= 4 && memcmp(bytes + len - 4, "\r\n\r\n", 4) == 0)
            end = len;
    }
    if (!end)
        return reply;
    reply.head = (struct str){bytes, end};
    int64_t status = 0, length = 0;
    if (!str_to_int(str_part(reply.head, 9, 3), &status))
        return reply;
    reply.status = (int)status;
    if (is_bare || !str_to_int(reply_header(&reply, "Content-Length"), &length))
        length = 0;
    assert(length <= REPLY_MAX_BYTES - (int64_t)end);
    size_t wanted = end + (size_t)length, got = 1;
    while (len < wanted && got) {
        got = client_receive(fd, bytes + len, wanted - len);
        len += got;
    }
    reply.body = (struct str){bytes + end, len - end};
    return reply;
}

bool client_is_left(int fd)
{
    char byte;
    return client_receive(fd, &byte, 1) == 0;
}

struct reply site_ask(struct arena *mem, const struct site *site, struct str bytes)
{
    auto_fd fd = client_open(site);
    client_say(fd, bytes);
    return client_hear(mem, fd, str_starts(bytes, S("HEAD ")));
}

struct reply site_get(struct arena *mem, const struct site *site, const char *path,
                      const char *headers)
{
    return site_ask(mem, site,
                    str_format(mem, "GET %s HTTP/1.1\r\nHost: a\r\n%s\r\n", path, headers));
}

struct reply site_post_with(struct arena *mem, const struct site *site, const char *path,
                            const char *form, const char *headers)
{
    return site_ask(mem, site,
                    str_format(mem,
                               "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n%s"
                               "Content-Type: application/x-www-form-urlencoded\r\n\r\n%s",
                               path, strlen(form), headers, form));
}

struct reply site_post(struct arena *mem, const struct site *site, const char *path,
                       const char *form)
{
    return site_post_with(mem, site, path, form, "");
}

bool reply_says(const struct reply *reply, const char *text)
{
    return str_find(reply->body, str_of(text)) < reply->body.len;
}
