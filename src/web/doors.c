#include "web/doors.h"

#include <assert.h>

enum {
    NEXT_MAX_BYTES = 1000,      /* of the address to come back to after signing in */
    KEPT_MAX_BYTES = 64 * 1024, /* of a form that is kept for somebody whose session has ended */
    KEPT_FILES_MAX_BYTES = 8 * 1024 * 1024, /* the same with photos, which are not kept */
};

/* `__Host-`: no other host of the domain, and nobody without TLS, can plant it (RFC
 * 6265bis, 4.1.3). */
static struct str cookie_name(bool is_secure)
{
    return is_secure ? S("__Host-phien") : S("phien");
}

/* The roles of a route without the unit behind '@'. */
static const char *roles_of(struct arena *mem, const struct route *route)
{
    struct str role = str_of(route->role);
    size_t at = str_find_char(role, '@');
    return at == role.len ? route->role : str_c(mem, str_part(role, 0, at));
}

static bool has_role(const struct exchange *exchange)
{
    return exchange->req.route->role[0] != '\0';
}

void doors_greet(struct exchange *exchange)
{
    bool is_secure = exchange->server->config->doors.is_secure;
    exchange->req.session = cookie_value(exchange->facts.cookie, cookie_name(is_secure));
}

/* True if a form may be shown again to who sent it: not too long, and without a password. */
static bool is_keepable(const struct exchange *exchange)
{
    enum pace pace = exchange->req.route->pace;
    int64_t max = pace == PACE_FILE_WRITE ? KEPT_FILES_MAX_BYTES : KEPT_MAX_BYTES;
    return exchange->facts.is_post && exchange->server->config->kept_page &&
           exchange->facts.content_length <= max && pace != PACE_SLOW_WRITE;
}

/* ---- who asks ---- */

/* Calls `ask` in a snapshot of the reader. */
static bool ask_in_snapshot(struct exchange *exchange, struct reader *reader,
                            bool (*ask)(struct exchange *exchange, struct error *err),
                            struct error *err)
{
    struct request *req = &exchange->req;
    if (!reader_open(reader, err))
        return false;
    db_limit(reader->db, SERVE_LATE_MS);
    if (!db_begin(reader->db, err))
        return false;
    req->db = reader->db;
    bool is_well = ask(exchange, err);
    req->db = NULL;
    db_rollback(reader->db);
    return is_well;
}

static bool visitor_find(struct exchange *exchange, struct error *err)
{
    struct request *req = &exchange->req;
    return exchange->server->config->doors.find(req, exchange->mark, &req->visitor, err);
}

static bool visitor_read(struct exchange *exchange, struct reader *reader, struct error *err)
{
    struct request *req = &exchange->req;
    const struct web_doors *doors = &exchange->server->config->doors;
    req->visitor = NULL;
    if (req->session.len == 0 || !doors->find || doors->known(req, &req->visitor, &exchange->mark))
        return true;
    return ask_in_snapshot(exchange, reader, visitor_find, err);
}

/* On to another page of ours; nobody keeps the answer. */
static void answer_go(struct exchange *exchange, struct str address)
{
    exchange->answer = (struct answer){.status = 303, .location = address, .is_no_store = true};
}

/* To the sign-in, and from there back to what was asked for. */
static void answer_sign_in(struct exchange *exchange)
{
    const char *page = exchange->server->config->doors.sign_in;
    struct text location = text_new(&exchange->mem, (size_t)4 * NEXT_MAX_BYTES);
    text_add(&location, str_of(page));
    if (exchange->target.len <= NEXT_MAX_BYTES) {
        text_add(&location, S("?tiep="));
        form_put_escaped(&location, exchange->target, false);
    }
    answer_go(exchange, text_str(&location));
}

static bool refuse(struct exchange *exchange, const char *why)
{
    struct error err = {0};
    fail(&err, ERROR_DENIED, "", "%s", why);
    serve_fail(exchange, 0, &err);
    return false;
}

bool doors_admit(struct exchange *exchange, struct reader *reader)
{
    struct request *req = &exchange->req;
    const struct web_doors *doors = &exchange->server->config->doors;
    struct error err = {0};
    if (!has_role(exchange))
        return true;
    if (!visitor_read(exchange, reader, &err)) {
        serve_fail(exchange, 0, &err);
        return false;
    }
    if (visitor_has(req->visitor, roles_of(req->mem, req->route)))
        return true;
    if (req->visitor && req->visitor->detour.len) {
        answer_go(exchange, req->visitor->detour);
        return false;
    }
    if (req->visitor)
        return refuse(exchange, "trang này chỉ dành cho người có quyền");
    if (is_keepable(exchange))
        return true; /* its form is read, but goes no further than doors_check_token */
    if (!doors->sign_in || exchange->facts.is_post)
        return refuse(exchange, "bạn chưa đăng nhập, hoặc phiên làm việc đã hết");
    answer_sign_in(exchange);
    return false;
}

/* ---- forms ---- */

/* Takes as long for a token that is wrong at its first letter as at its last. */
static bool is_same_token(struct str a, struct str b)
{
    unsigned char difference = a.len != b.len || a.len == 0;
    for (size_t i = 0; i < a.len && i < b.len; i++)
        difference |= (unsigned char)(a.at[i] ^ b.at[i]);
    return difference == 0;
}

/* Takes a field off a form; empty if it was not sent. */
static struct str field_take_off(struct form *form, struct str name)
{
    struct str value = S("");
    size_t kept = 0;
    for (size_t i = 0; i < form->count; i++) {
        if (str_is(form->at[i].name, name) && !value.len)
            value = form->at[i].value;
        else
            form->at[kept++] = form->at[i];
    }
    form->count = kept;
    return value;
}

bool doors_check_token(struct exchange *exchange, struct form *form)
{
    if (!exchange->facts.is_post || !has_role(exchange))
        return true;
    struct request *req = &exchange->req;
    struct str sent = field_take_off(form, S(TOKEN_FIELD));
    if (req->visitor && is_same_token(sent, req->visitor->token))
        return true;
    if (!is_keepable(exchange))
        return refuse(exchange, "biểu mẫu này thuộc một phiên làm việc khác; hãy tải lại trang rồi "
                                "gửi lại");
    struct response response = {0};
    exchange->server->config->kept_page(req, form, &response);
    response.status = error_http_status(ERROR_DENIED);
    serve_take(exchange, &response);
    exchange->answer.is_no_store = true;
    return false;
}

/* ---- units ---- */

/* What the part or field `name` of the request holds; empty if neither is there. */
static struct str unit_code_of(const struct request *req, struct str name)
{
    const struct field *fields = req->route->fields;
    for (size_t i = 0; fields && fields[i].name; i++)
        if (str_is(str_of(fields[i].name), name))
            return req->value[i].at ? req->value[i] : S("");
    struct str rest = str_of(req->route->path), segment;
    for (size_t part = 0; str_cut(&rest, '/', &segment);) {
        if (!str_starts(segment, S("{")))
            continue;
        if (str_is(str_part(segment, 1, segment.len - 2), name))
            return req->part[part];
        part++;
    }
    return S("");
}

static bool unit_check(struct exchange *exchange, struct error *err)
{
    struct request *req = &exchange->req;
    struct str role = str_of(req->route->role);
    size_t at = str_find_char(role, '@');
    struct str code = unit_code_of(req, str_part(role, at + 1, role.len));
    const struct unit *unit = NULL;
    if (code.len && !exchange->server->config->doors.unit(req, code, &unit, err))
        return false;
    return visitor_may(req->visitor, roles_of(req->mem, req->route), unit) ||
           fail(err, ERROR_DENIED, "", "bạn không phụ trách đơn vị này");
}

bool doors_check_unit(struct exchange *exchange, struct reader *reader)
{
    struct error err = {0};
    struct str role = str_of(exchange->req.route->role);
    if (str_find_char(role, '@') == role.len || ask_in_snapshot(exchange, reader, unit_check, &err))
        return true;
    serve_fail(exchange, 0, &err);
    return false;
}

/* ---- on the writer ---- */

bool doors_recheck(struct exchange *exchange, struct error *err)
{
    struct request *req = &exchange->req;
    const struct web_doors *doors = &exchange->server->config->doors;
    if (!has_role(exchange))
        return true;
    if (!doors->known(req, &req->visitor, &exchange->mark) && !visitor_find(exchange, err))
        return false;
    struct str role = str_of(req->route->role);
    bool names_unit = str_find_char(role, '@') < role.len;
    if (!visitor_has(req->visitor, roles_of(req->mem, req->route)))
        return fail(err, ERROR_DENIED, "", "phiên làm việc hoặc quyền của bạn vừa hết");
    return !names_unit || unit_check(exchange, err);
}

/* ---- cookies ---- */

static bool token_is_plain(struct str token)
{
    for (size_t i = 0; i < token.len; i++) {
        char c = token.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '-' || c == '_'))
            return false;
    }
    return true;
}

struct str doors_cookie(struct arena *mem, const struct session_cookie *session, bool is_secure)
{
    assert(token_is_plain(session->token));
    if (!session->token.len && !session->is_over)
        return STR_NONE;
    struct text out = text_new(mem, 1000);
    text_add(&out, cookie_name(is_secure));
    text_char(&out, '=');
    text_add(&out, session->is_over ? S("") : session->token);
    text_add(&out, S("; Path=/; HttpOnly; SameSite=Lax"));
    if (is_secure)
        text_add(&out, S("; Secure"));
    if (session->is_over || session->seconds > 0)
        text_format(&out, "; Max-Age=%lld", session->is_over ? 0 : (long long)session->seconds);
    return text_str(&out);
}
