/* Signing in and out, and the one-time link by which a password is set. */
#include "base/password.h"
#include "feature/account/account_pages.h"
#include "feature/account/sample.h"
#include "feature/limits.h"
#include "web/form.h"
#include "web/pool.h"

#define DESK "/lam-viec"

enum { STATUS_TOO_MANY = 429 };

_Static_assert(POOL_THREADS <= 2, "argon2id takes 64 MiB a time: two at a time are enough");

/* Where to go after signing in: the address that was asked for, which must be one of this site;
 * else the desk. form_read_target refuses "//host"; a backslash is a slash to browsers. */
static struct str next_read(struct arena *mem, struct str asked)
{
    struct str path, query;
    struct error ignored;
    if (!form_read_target(mem, asked, &path, &query, &ignored))
        return S(DESK);
    for (size_t i = 0; i < asked.len; i++)
        if (asked.at[i] <= ' ' || asked.at[i] > '~' || asked.at[i] == '\\')
            return S(DESK);
    return asked;
}

static void go(struct response *response, struct str address)
{
    response->status = 303;
    response->location = address;
}

static struct str address_with_next(struct arena *mem, const char *page, struct str next)
{
    struct text out = text_new(mem, (size_t)4 * NEXT_MAX_BYTES);
    text_add(&out, str_of(page));
    if (!str_is(next, S(DESK))) {
        text_add(&out, S("?tiep="));
        form_put_escaped(&out, next, false);
    }
    return text_str(&out);
}

static struct str wait_words(struct arena *mem, int64_t seconds)
{
    return str_format(mem, "Đã thử sai nhiều lần. Mời thử lại sau %lld %s.",
                      (long long)(seconds < 60 ? seconds : (seconds + 59) / 60),
                      seconds < 60 ? "giây" : "phút");
}

/* ---- the form ---- */

/* In a sample book whoever comes may try every role: its accounts are told, no others. */
static bool samples_fill(struct request *req, struct sign_in_page *page, struct error *err)
{
    struct accounts_list accounts = {0};
    struct told_roles roles;
    if (!page->frame.is_sample)
        return true;
    if (!accounts_all(req->db, req->mem, &accounts, err) || !told_roles_read(req, 0, &roles, err))
        return false;
    page->password = sample_password;
    page->samples = arena_many(req->mem, struct sample_login, accounts.count);
    for (size_t i = 0; i < accounts.count; i++)
        if (sample_is(accounts.at[i].login))
            page->samples[page->samples_count++] = (struct sample_login){
                accounts.at[i].login, roles_words(req, &roles, accounts.at[i].id)};
    return true;
}

static bool sign_in_draw(struct request *req, struct response *response, struct sign_in_page *page,
                         struct error *err)
{
    page->frame.title = html_translate(req->messages, S("Đăng nhập"));
    frame_fill(req, &page->frame);
    if (!samples_fill(req, page, err))
        return false;
    struct html out = page_html(req);
    sign_in_html(&out, page);
    response->is_private = true;
    return page_respond(response, &out, err);
}

bool sign_in_get(struct request *req, struct response *response, struct error *err)
{
    struct sign_in_page page = {.next = next_read(req->mem, request_text(req, "tiep"))};
    if (str_is(request_text(req, "xong"), S("mat-khau")))
        page.done = html_translate(req->messages,
                                   S("Đã đặt mật khẩu. Mời bạn đăng nhập bằng mật khẩu mới."));
    return sign_in_draw(req, response, &page, err);
}

/* ---- the password ---- */

/* What the pool has found out for the writer. */
struct attempt {
    struct account account; /* id 0: there is none of that name */
    struct str login, next;
    struct sha256 account_key, address_key;
    bool is_right;
};

static struct sha256 address_key(const struct request *req)
{
    uint64_t number = limits_client(req->client);
    return tries_key(req->book, "address", (struct str){(const char *)&number, sizeof number});
}

static bool sign_in_refuse(struct request *req, struct response *response,
                           const struct attempt *attempt, struct str problem, struct error *err)
{
    struct sign_in_page page = {.login = attempt->login, .next = attempt->next, .problem = problem};
    response->status = error_http_status(ERROR_DENIED);
    return sign_in_draw(req, response, &page, err);
}

/* The same for a name that is not there and for a wrong password: who tries learns nothing. What
 * strangers do cannot make the trail grow without end. */
static bool sign_in_fail(struct request *req, struct response *response,
                         const struct attempt *attempt, struct error *err)
{
    struct error ignored;
    bool is_told = limits_take(req->book, LIMITED_SIGN_INS, req->client, &ignored);
    accounts_fail(req->book, &attempt->account_key);
    accounts_fail(req->book, &attempt->address_key);
    return (!is_told ||
            trail_add(req, S(MESSAGE("Đăng nhập không được")), attempt->account.login, err)) &&
           sign_in_refuse(req, response, attempt,
                          S(MESSAGE("Tên đăng nhập hoặc mật khẩu chưa đúng. Xin gõ lại.")), err);
}

static bool sign_in_enter(struct request *req, struct response *response,
                          const struct attempt *attempt, struct error *err)
{
    const struct account *account = &attempt->account;
    bool needs_code, is_team_head_only;
    if (!account_needs_code(req->book, req->db, req->mem, account->id, &needs_code,
                            &is_team_head_only, err))
        return false;
    bool is_own_phone =
        is_team_head_only && !account->has_codes && str_is(request_text(req, "giu"), S("1"));
    accounts_forgive(req->book, &attempt->account_key);
    if (account->has_codes)
        go(response, address_with_next(req->mem, "/dang-nhap/ma", attempt->next));
    else
        go(response, attempt->next);
    return session_begin(req, account->id, account->has_codes, is_own_phone, &response->session,
                         err) &&
           (account->has_codes ||
            trail_add_as(req, account->id, S(MESSAGE("Đăng nhập")), S(""), err));
}

static bool sign_in_write(struct request *req, struct response *response, struct error *err)
{
    struct attempt *attempt = req->carry;
    struct account checked = attempt->account;
    if (!attempt->is_right)
        return sign_in_fail(req, response, attempt, err);
    if (!account_by_id(req->db, req->mem, checked.id, &attempt->account, err))
        return false;
    if (!str_is(attempt->account.password, checked.password))
        return sign_in_fail(req, response, attempt, err);
    if (attempt->account.is_locked)
        return sign_in_refuse(
            req, response, attempt,
            S(MESSAGE("Tài khoản này đang bị khóa. Xin hỏi người quản trị của đơn vị.")), err);
    return sign_in_enter(req, response, attempt, err);
}

bool sign_in_post(struct request *req, struct response *response, struct error *err)
{
    struct attempt *attempt = arena_one(req->mem, struct attempt);
    attempt->login = login_plain(req->mem, request_text(req, "ten_dang_nhap"));
    attempt->next = next_read(req->mem, request_text(req, "tiep"));
    attempt->account_key = tries_key(req->book, "account", attempt->login);
    attempt->address_key = address_key(req);
    int64_t wait = accounts_wait(req->book, &attempt->account_key, TRIES_ACCOUNT_FREE);
    int64_t other = accounts_wait(req->book, &attempt->address_key, TRIES_ADDRESS_FREE);
    if (wait || other) {
        if (!sign_in_refuse(req, response, attempt,
                            wait_words(req->mem, wait > other ? wait : other), err))
            return false;
        response->status = STATUS_TOO_MANY;
        return true;
    }
    if (!account_by_login(req->db, req->mem, attempt->login, &attempt->account, err))
        return false;
    bool has_password = attempt->account.password.len > 0;
    struct str hash = has_password ? attempt->account.password : password_nobody;
    attempt->is_right = password_is(hash, request_text(req, "mat_khau")) && has_password;
    req->then = sign_in_write;
    req->carry = attempt;
    return true;
}

/* ---- the code ---- */

static bool sign_in_code_draw(struct request *req, struct response *response, struct str problem,
                              struct error *err)
{
    struct account account;
    struct sign_in_page page = {.next = next_read(req->mem, request_text(req, "tiep")),
                                .problem = html_translate(req->messages, problem),
                                .frame.title = html_translate(req->messages, S("Mã xác thực"))};
    if (!account_by_id(req->db, req->mem, req->visitor->id, &account, err))
        return false;
    frame_fill(req, &page.frame);
    if (page.frame.is_sample)
        page.code = sample_code(req, &account);
    struct html out = page_html(req);
    sign_in_code_html(&out, &page);
    return page_respond(response, &out, err);
}

bool sign_in_code_get(struct request *req, struct response *response, struct error *err)
{
    return sign_in_code_draw(req, response, S(""), err);
}

bool sign_in_code_post(struct request *req, struct response *response, struct error *err)
{
    struct account account;
    enum code_kind kind;
    struct sha256 key = code_key(req);
    int64_t wait = accounts_wait(req->book, &key, TRIES_ACCOUNT_FREE);
    if (wait) {
        response->status = STATUS_TOO_MANY;
        return sign_in_code_draw(req, response, wait_words(req->mem, wait), err);
    }
    if (!account_by_id(req->db, req->mem, req->visitor->id, &account, err) ||
        !code_take(req, &account, request_text(req, "ma"), &kind, err))
        return false;
    if (kind == CODE_WRONG) {
        accounts_fail(req->book, &key);
        response->status = error_http_status(ERROR_DENIED);
        return trail_add(req, S(MESSAGE("Mã xác thực không đúng")), S(""), err) &&
               sign_in_code_draw(req, response, S(CODE_IS_WRONG), err);
    }
    accounts_forgive(req->book, &key);
    go(response, next_read(req->mem, request_text(req, "tiep")));
    return session_begin(req, account.id, false, false, &response->session, err) &&
           trail_add(req,
                     kind == CODE_RECOVERY ? S(MESSAGE("Đăng nhập bằng mã khôi phục"))
                                           : S(MESSAGE("Đăng nhập")),
                     S(""), err);
}

bool sign_out_post(struct request *req, struct response *response, struct error *err)
{
    go(response, S("/"));
    response->session.is_over = true;
    book_accounts_changed(req->book);
    return session_end(req->db, req->visitor->id, req->visitor->session, err) &&
           trail_add(req, S(MESSAGE("Đăng xuất")), S(""), err);
}

/* ---- the one-time link ---- */

/* Whose link it is; false after answering that it is over. */
static bool link_read(struct request *req, struct response *response, int64_t *account,
                      bool *is_over, struct error *err)
{
    struct sha256 hash = token_hash(req->part[0]);
    bool is_found;
    if (!link_find(req->db, &hash, req->book->journal.clock(), account, &is_found, err))
        return false;
    *is_over = !is_found;
    if (is_found)
        return true;
    struct page_frame frame = {.title = html_translate(req->messages, S("Đường dẫn đã hết hạn"))};
    frame_fill(req, &frame);
    struct html out = page_html(req);
    password_link_over_html(&out, &frame);
    response->status = error_http_status(ERROR_MISSING);
    response->is_private = true;
    return page_respond(response, &out, err);
}

static bool link_draw(struct request *req, struct response *response, int64_t id,
                      struct str problem, struct error *err)
{
    struct account account = {0};
    if (id && !account_by_id(req->db, req->mem, id, &account, err))
        return false;
    struct password_link_page page = {.frame.title =
                                          html_translate(req->messages, S("Đặt mật khẩu")),
                                      .is_first = id == 0,
                                      .address = req->path,
                                      .login = account.login,
                                      .name = account.name,
                                      .problem = problem};
    if (page.is_first && problem.len) {
        page.login = request_text(req, "ten_dang_nhap");
        page.name = request_text(req, "ten");
    }
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    password_link_html(&out, &page);
    response->is_private = true;
    return page_respond(response, &out, err);
}

bool password_link_get(struct request *req, struct response *response, struct error *err)
{
    int64_t account;
    bool is_over;
    if (!link_read(req, response, &account, &is_over, err))
        return false;
    return is_over || link_draw(req, response, account, S(""), err);
}

/* What the pool has prepared for the writer. */
struct new_password {
    int64_t account;
    struct str login, name, hash;
};

static bool first_account(struct request *req, struct new_password *new, struct error *err)
{
    struct held_role role = {.role = role_find(S("admin")),
                             .unit = S(""),
                             .first = book_today(req->book),
                             .last = DAY_LAST};
    int64_t count;
    if (!accounts_count(req->db, &count, err))
        return false;
    if (count > 0)
        return fail(err, ERROR_CONFLICT, "", "sổ đã có tài khoản rồi");
    if (!account_insert(req->db, new->login, new->name, req->book->journal.clock(), &new->account,
                        err))
        return false;
    role.account = new->account;
    return held_role_insert(req->db, &role, err) &&
           trail_add_as(req, new->account, S(MESSAGE("Lập tài khoản quản trị đầu tiên")),
                        new->login, err);
}

static bool link_write_password(struct request *req, struct response *response, struct error *err)
{
    struct new_password *new = req->carry;
    int64_t account = 0;
    bool is_over;
    if (!link_read(req, response, &account, &is_over, err))
        return false;
    if (is_over)
        return true;
    if (account != new->account)
        return fail(err, ERROR_CONFLICT, "", "đường dẫn này vừa được thay bằng đường dẫn khác");
    if (!link_delete(req->db, account, err) || (account == 0 && !first_account(req, new, err)))
        return false;
    book_accounts_changed(req->book);
    go(response, S("/dang-nhap?xong=mat-khau"));
    return account_write_password(req->db, new->account, new->hash, err) &&
           sessions_end(req->db, new->account, 0, err) &&
           trail_add_as(req, new->account, S(MESSAGE("Đặt mật khẩu bằng đường dẫn một lần")), S(""),
                        err);
}

static bool new_password_check(struct request *req, struct new_password *new, struct error *err)
{
    struct account account = {0};
    new->login = login_plain(req->mem, request_text(req, "ten_dang_nhap"));
    new->name = str_trim(request_text(req, "ten"));
    if (new->account == 0)
        return login_check(new->login, err) && name_check(new->name, err);
    if (!account_by_id(req->db, req->mem, new->account, &account, err))
        return false;
    new->login = account.login;
    return true;
}

bool password_link_post(struct request *req, struct response *response, struct error *err)
{
    struct new_password *new = arena_one(req->mem, struct new_password);
    struct str password = request_text(req, "mat_khau");
    bool is_over;
    if (!link_read(req, response, &new->account, &is_over, err))
        return false;
    if (is_over)
        return true;
    if (!new_password_check(req, new, err) ||
        !password_check(req->mem, password, request_text(req, "mat_khau_2"), new->login, err)) {
        if (err->kind != ERROR_INVALID)
            return false;
        response->status = error_http_status(ERROR_INVALID);
        return link_draw(req, response, new->account, str_copy(req->mem, str_of(err->text)), err);
    }
    if (!password_hash(req->mem, password, &new->hash, err))
        return false;
    req->then = link_write_password;
    req->carry = new;
    return true;
}
