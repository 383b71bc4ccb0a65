/* What people set for themselves: password, second factor, sessions. */
#include "base/file.h"
#include "base/password.h"
#include "base/text.h"
#include "document/qr.h"
#include "feature/account/account_pages.h"
#include "feature/account/totp.h"

static void go(struct response *response, const char *address)
{
    response->status = 303;
    response->location = str_of(address);
}

bool told_roles_read(struct request *req, int64_t account, struct told_roles *roles,
                     struct error *err)
{
    *roles = (struct told_roles){0};
    return held_roles_of(req->db, req->mem, account, &roles->held, err) &&
           unit_choices_all(req->db, req->mem, &roles->units, err);
}

struct str role_words(struct request *req, const struct told_roles *roles,
                      const struct held_role *role)
{
    struct str label = html_translate(req->messages, role->role->label);
    struct str unit = unit_choice_name(&roles->units, role->unit);
    return str_format(req->mem, "%.*s%s%.*s", STR_ARG(label), unit.len ? ", " : "", STR_ARG(unit));
}

struct str roles_words(struct request *req, const struct told_roles *roles, int64_t account)
{
    list_of(struct str) parts = {0};
    struct day today = book_today(req->book);
    for (size_t i = 0; i < roles->held.count; i++) {
        const struct held_role *role = &roles->held.at[i];
        if (role->account == account && role_holds_on(role, today))
            *list_add(&parts, req->mem) = role_words(req, roles, role);
    }
    return str_join(req->mem, parts.at, parts.count, S("; "));
}

bool account_roles_told(struct request *req, struct str *words, struct error *err)
{
    struct told_roles roles;
    if (!told_roles_read(req, req->visitor->id, &roles, err))
        return false;
    *words = roles_words(req, &roles, req->visitor->id);
    return true;
}

/* ---- /tai-khoan ---- */

static bool sessions_fill(struct request *req, struct own_page *page, struct error *err)
{
    struct sessions sessions = {0};
    if (!sessions_of(req->db, req->mem, req->visitor->id, req->book->journal.clock(), &sessions,
                     err))
        return false;
    page->sessions = arena_many(req->mem, struct session_row, sessions.count);
    page->sessions_count = sessions.count;
    for (size_t i = 0; i < sessions.count; i++) {
        const struct session *session = &sessions.at[i];
        page->sessions[i] = (struct session_row){.id = session->id,
                                                 .agent = session->agent,
                                                 .address = session->address,
                                                 .began = moment_words(req->mem, session->created),
                                                 .seen = moment_words(req->mem, session->seen),
                                                 .is_this = session->id == req->visitor->session};
    }
    return true;
}

static bool own_draw(struct request *req, struct response *response, struct own_page *page,
                     struct error *err)
{
    struct account account;
    struct told_roles roles;
    bool is_team_head_only;
    if (!account_by_id(req->db, req->mem, req->visitor->id, &account, err) ||
        !account_needs_code(req->book, req->db, req->mem, account.id, &page->needs_code,
                            &is_team_head_only, err) ||
        !told_roles_read(req, account.id, &roles, err) ||
        !recovery_count(req->db, account.id, &page->recovery_left, err) ||
        !sessions_fill(req, page, err))
        return false;
    page->login = account.login;
    page->roles = roles_words(req, &roles, account.id);
    page->has_codes = account.has_codes;
    page->frame.title = html_translate(req->messages, S("Tài khoản của tôi"));
    page->frame.address = S("/tai-khoan");
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    own_html(&out, page);
    return page_respond(response, &out, err);
}

bool own_get(struct request *req, struct response *response, struct error *err)
{
    static const char *const done[][2] = {
        {"mat-khau", MESSAGE("Đã đổi mật khẩu. Các máy khác đã được đăng xuất.")},
        {"phien", MESSAGE("Đã kết thúc phiên làm việc trên máy kia.")},
        {"ma", MESSAGE("Đã tắt mã xác thực.")},
    };
    struct own_page page = {0};
    for (size_t i = 0; i < COUNT_OF(done); i++)
        if (str_is(str_of(done[i][0]), request_text(req, "xong")))
            page.done = html_translate(req->messages, str_of(done[i][1]));
    return own_draw(req, response, &page, err);
}

/* Draws the page again and says what is wrong. */
static bool own_refuse(struct request *req, struct response *response, enum error_kind kind,
                       struct str problem, struct error *err)
{
    struct own_page page = {.problem = html_translate(req->messages, problem)};
    response->status = error_http_status(kind);
    return own_draw(req, response, &page, err);
}

bool own_session_post(struct request *req, struct response *response, struct error *err)
{
    int64_t id = request_int(req, "so", 0), own = req->visitor->id;
    bool is_well = id ? session_end(req->db, own, id, err)
                      : sessions_end(req->db, own, req->visitor->session, err);
    book_accounts_changed(req->book);
    go(response, "/tai-khoan?xong=phien");
    return is_well &&
           trail_add(req, S(MESSAGE("Kết thúc phiên làm việc trên máy khác")), S(""), err);
}

/* ---- password ---- */

struct change {
    struct account account; /* as the pool saw it */
    struct sha256 key;
    struct str hash;
    bool is_right;
};

static bool password_write(struct request *req, struct response *response, struct error *err)
{
    struct change *change = req->carry;
    struct account now;
    bool needs_code, is_own_phone;
    if (!account_by_id(req->db, req->mem, req->visitor->id, &now, err))
        return false;
    if (!change->is_right || !str_is(now.password, change->account.password)) {
        accounts_fail(req->book, &change->key);
        return trail_add(req, S(MESSAGE("Đổi mật khẩu không được")), S(""), err) &&
               own_refuse(req, response, ERROR_DENIED, S(MESSAGE("Mật khẩu đang dùng chưa đúng.")),
                          err);
    }
    if (!account_needs_code(req->book, req->db, req->mem, now.id, &needs_code, &is_own_phone, err))
        return false;
    go(response, "/tai-khoan?xong=mat-khau");
    return account_write_password(req->db, now.id, change->hash, err) &&
           sessions_end(req->db, now.id, 0, err) &&
           session_begin(req, now.id, false, is_own_phone && !now.has_codes, &response->session,
                         err) &&
           trail_add(req, S(MESSAGE("Đổi mật khẩu")), S(""), err);
}

bool own_password_post(struct request *req, struct response *response, struct error *err)
{
    struct change *change = arena_one(req->mem, struct change);
    struct str password = request_text(req, "mat_khau");
    if (!account_by_id(req->db, req->mem, req->visitor->id, &change->account, err))
        return false;
    change->key = tries_key(req->book, "account", change->account.login);
    if (accounts_wait(req->book, &change->key, TRIES_ACCOUNT_FREE))
        return own_refuse(req, response, ERROR_BUSY,
                          S(MESSAGE("Đã thử sai nhiều lần. Mời thử lại sau ít phút.")), err);
    if (!password_check(req->mem, password, request_text(req, "mat_khau_2"), change->account.login,
                        err))
        return own_refuse(req, response, ERROR_INVALID, str_copy(req->mem, str_of(err->text)), err);
    change->is_right = password_is(change->account.password, request_text(req, "mat_khau_cu"));
    if (!password_hash(req->mem, password, &change->hash, err))
        return false;
    req->then = password_write;
    req->carry = change;
    return true;
}

/* ---- second factor ---- */

/* The secret in the three ways in which it reaches an app: a square to photograph, a link, letters
 * to type. */
static bool secret_fill(struct request *req, const struct account *account,
                        struct factor_page *page, struct error *err)
{
    struct str whole = page->frame.committee, name = S("Ủy ban Mặt trận Tổ quốc Việt Nam "), svg;
    struct str issuer = S("doanket");
    if (str_starts(whole, name)) /* short, so that the squares are large */
        issuer = str_format(req->mem, "MTTQ %.*s", STR_ARG(str_part(whole, name.len, whole.len)));
    page->secret = base32(req->mem, account->secret, true);
    page->address = totp_address(req->mem, issuer, account->login, account->secret);
    if (page->address.len > QR_TEXT_MAX_BYTES)
        page->address = totp_address(req->mem, S("doanket"), account->login, account->secret);
    struct str title = html_translate(req->messages, S("Khóa của mã xác thực"));
    if (!qr_svg(req->mem, page->address, title, &svg, err))
        return false;
    page->square = frame_chart(req->mem, svg);
    return true;
}

static bool factor_draw(struct request *req, struct response *response, struct str problem,
                        struct error *err)
{
    struct account account;
    bool is_team_head_only;
    struct factor_page page = {.problem = problem};
    if (!account_by_id(req->db, req->mem, req->visitor->id, &account, err) ||
        !account_needs_code(req->book, req->db, req->mem, account.id, &page.needs_code,
                            &is_team_head_only, err))
        return false;
    page.has_codes = account.has_codes;
    page.frame.title = html_translate(req->messages, S("Mã xác thực"));
    frame_fill(req, &page.frame);
    if (account.secret.len && !account.has_codes && !secret_fill(req, &account, &page, err))
        return false;
    struct html out = page_html(req);
    factor_html(&out, &page);
    return page_respond(response, &out, err);
}

bool factor_get(struct request *req, struct response *response, struct error *err)
{
    return factor_draw(req, response, S(""), err);
}

bool factor_begin_post(struct request *req, struct response *response, struct error *err)
{
    struct account account;
    char secret[TOTP_SECRET_BYTES];
    if (!account_by_id(req->db, req->mem, req->visitor->id, &account, err))
        return false;
    if (account.has_codes)
        return fail(err, ERROR_CONFLICT, "", "mã xác thực đã được thiết lập rồi");
    random_bytes(secret, sizeof secret);
    go(response, "/tai-khoan/ma-xac-thuc");
    return account_write_secret(req->db, account.id, (struct str){secret, sizeof secret}, false, 0,
                                err);
}

/* Takes a code of the form; *is_right false after counting and telling a wrong one. */
static bool own_code_take(struct request *req, struct account *account, bool *is_right,
                          struct error *err)
{
    struct sha256 key = code_key(req);
    enum code_kind kind;
    *is_right = false;
    if (accounts_wait(req->book, &key, TRIES_ACCOUNT_FREE))
        return true;
    if (!account_by_id(req->db, req->mem, req->visitor->id, account, err) ||
        !code_take(req, account, request_text(req, "ma"), &kind, err))
        return false;
    *is_right = kind != CODE_WRONG;
    if (*is_right) {
        accounts_forgive(req->book, &key);
        return true;
    }
    accounts_fail(req->book, &key);
    return trail_add(req, S(MESSAGE("Mã xác thực không đúng")), S(""), err);
}

/* Shows new recovery codes: the only time that anybody sees them. */
static bool recovery_draw(struct request *req, struct response *response, int64_t account,
                          struct error *err)
{
    struct recovery_page page = {.frame.title = html_translate(req->messages, S("Mã khôi phục"))};
    if (!recovery_make(req, account, page.codes, err))
        return false;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    recovery_html(&out, &page);
    return page_respond(response, &out, err);
}

/* What the session's forms carry changes with its token: the page is drawn for the new one. */
static bool session_renew(struct request *req, struct response *response, int64_t account,
                          struct error *err)
{
    struct visitor *visitor = arena_one(req->mem, struct visitor);
    if (!session_begin(req, account, false, false, &response->session, err))
        return false;
    *visitor = *req->visitor;
    visitor->token = session_form_token(req->mem, req->book, response->session.token);
    visitor->detour = S("");
    req->visitor = visitor;
    return true;
}

bool factor_post(struct request *req, struct response *response, struct error *err)
{
    struct account account = {0};
    bool is_right;
    if (!own_code_take(req, &account, &is_right, err))
        return false;
    if (!is_right || account.has_codes) {
        response->status = error_http_status(ERROR_DENIED);
        return factor_draw(req, response, html_translate(req->messages, S(CODE_IS_WRONG)), err);
    }
    return account_write_secret(req->db, account.id, account.secret, true, account.code_step,
                                err) &&
           trail_add(req, S(MESSAGE("Bật mã xác thực")), S(""), err) &&
           sessions_end(req->db, account.id, 0, err) &&
           session_renew(req, response, account.id, err) &&
           recovery_draw(req, response, account.id, err);
}

bool own_recovery_post(struct request *req, struct response *response, struct error *err)
{
    struct account account = {0};
    bool is_right;
    if (!own_code_take(req, &account, &is_right, err))
        return false;
    if (!is_right || !account.has_codes)
        return own_refuse(req, response, ERROR_DENIED, S(CODE_IS_WRONG), err);
    return trail_add(req, S(MESSAGE("Lập lại mã khôi phục")), S(""), err) &&
           recovery_draw(req, response, account.id, err);
}

bool factor_off_post(struct request *req, struct response *response, struct error *err)
{
    struct account account = {0};
    bool is_right, needs_code, is_team_head_only;
    if (!account_needs_code(req->book, req->db, req->mem, req->visitor->id, &needs_code,
                            &is_team_head_only, err))
        return false;
    if (needs_code)
        return own_refuse(req, response, ERROR_CONFLICT,
                          S(MESSAGE("Vai trò của bạn bắt buộc có mã xác thực nên không tắt được.")),
                          err);
    if (!own_code_take(req, &account, &is_right, err))
        return false;
    if (!is_right)
        return own_refuse(req, response, ERROR_DENIED, S(CODE_IS_WRONG), err);
    go(response, "/tai-khoan?xong=ma");
    return account_write_secret(req->db, account.id, S(""), false, 0, err) &&
           trail_add(req, S(MESSAGE("Tắt mã xác thực")), S(""), err);
}
