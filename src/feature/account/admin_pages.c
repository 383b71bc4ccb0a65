/* What administrators do: accounts, their roles, one-time links; and the trail. */
#include "base/text.h"
#include "base/vi_day.h"
#include "feature/account/account_pages.h"

enum { TRAIL_SHOWN = 100 };

/* ---- what both pages show of an account ---- */

static struct account_row row_of(struct request *req, const struct account *account)
{
    const char *state = account->is_locked      ? "Đang khóa"
                        : account->password.len ? "Đang dùng"
                                                : "Chưa đặt mật khẩu";
    return (struct account_row){.id = account->id,
                                .login = account->login,
                                .name = account->name,
                                .state = html_translate(req->messages, str_of(state)),
                                .is_locked = account->is_locked};
}

static struct str role_span(struct arena *mem, const struct held_role *role)
{
    struct str from = vi_day(mem, role->first);
    if (role->last.number == DAY_LAST.number)
        return str_format(mem, "từ ngày %.*s", STR_ARG(from));
    return str_format(mem, "từ ngày %.*s đến ngày %.*s", STR_ARG(from),
                      STR_ARG(vi_day(mem, role->last)));
}

/* ---- all accounts ---- */

static bool accounts_draw(struct request *req, struct response *response,
                          struct accounts_page *page, struct error *err)
{
    struct accounts_list accounts = {0};
    struct told_roles roles;
    if (!accounts_all(req->db, req->mem, &accounts, err) || !told_roles_read(req, 0, &roles, err))
        return false;
    page->units = roles.units;
    page->rows = arena_many(req->mem, struct account_row, accounts.count);
    page->rows_count = accounts.count;
    for (size_t i = 0; i < accounts.count; i++) {
        page->rows[i] = row_of(req, &accounts.at[i]);
        page->rows[i].roles = roles_words(req, &roles, accounts.at[i].id);
    }
    page->frame.title = html_translate(req->messages, S("Tài khoản"));
    page->frame.address = S(ACCOUNTS);
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    accounts_html(&out, page);
    return page_respond(response, &out, err);
}

bool admin_accounts_get(struct request *req, struct response *response, struct error *err)
{
    struct accounts_page page = {0};
    return accounts_draw(req, response, &page, err);
}

/* ---- one account ---- */

static bool account_asked(struct request *req, struct account *account, struct error *err)
{
    int64_t id;
    if (!str_to_int(req->part[0], &id))
        id = 0;
    if (!account_by_id(req->db, req->mem, id, account, err))
        return false;
    return account->id || fail(err, ERROR_MISSING, "", "không có tài khoản này");
}

static void roles_fill(struct request *req, const struct told_roles *roles,
                       struct account_page *page)
{
    struct day today = book_today(req->book);
    page->units = roles->units;
    page->roles = arena_many(req->mem, struct role_row, roles->held.count);
    page->roles_count = roles->held.count;
    for (size_t i = 0; i < roles->held.count; i++) {
        const struct held_role *role = &roles->held.at[i];
        page->roles[i] = (struct role_row){.id = role->id,
                                           .words = role_words(req, roles, role),
                                           .span = role_span(req->mem, role),
                                           .is_over = role->last.number < today.number};
    }
}

static bool account_draw(struct request *req, struct response *response, struct account_page *page,
                         struct error *err)
{
    struct account account;
    struct told_roles roles;
    struct sessions sessions = {0};
    int64_t now = req->book->journal.clock();
    if (!account_asked(req, &account, err) || !told_roles_read(req, account.id, &roles, err) ||
        !sessions_of(req->db, req->mem, account.id, now, &sessions, err))
        return false;
    page->row = row_of(req, &account);
    page->has_codes = account.has_codes;
    page->sessions = (int64_t)sessions.count;
    page->link_ends = moment_words(req->mem, now + LINK_SECONDS);
    roles_fill(req, &roles, page);
    page->frame.title = account.name;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    account_html(&out, page);
    return page_respond(response, &out, err);
}

bool admin_account_get(struct request *req, struct response *response, struct error *err)
{
    struct account_page page = {0};
    return account_draw(req, response, &page, err);
}

static bool account_refuse(struct request *req, struct response *response, struct error *err)
{
    struct account_page page = {.problem = str_copy(req->mem, str_of(err->text))};
    response->status = error_http_status(err->kind);
    *err = (struct error){0};
    return account_draw(req, response, &page, err);
}

/* Back to the account's page: a reload must not do it again. */
static void go_back(struct request *req, struct response *response, int64_t id)
{
    response->status = 303;
    response->location = str_format(req->mem, ACCOUNTS "/%lld", (long long)id);
}

/* ---- a new one ---- */

/* The role of a form's fields. Fails INVALID, naming the field. */
static bool role_read(struct request *req, struct held_role *role, struct error *err)
{
    struct unit_choices units = {0};
    struct day from = request_day(req, "tu"), to = request_day(req, "den");
    if (!unit_choices_all(req->db, req->mem, &units, err))
        return false;
    *role = (struct held_role){.account = role->account,
                               .role = role_find(request_text(req, "vai_tro")),
                               .unit = request_text(req, "don_vi"),
                               .first = day_is_known(from) ? from : book_today(req->book),
                               .last = day_is_known(to) ? to : DAY_LAST};
    if (!role->role)
        return fail(err, ERROR_INVALID, "vai_tro", "hãy chọn một vai trò trong danh sách");
    bool is_unit = role->unit.len == 0;
    for (size_t i = 0; i < units.count && !is_unit; i++)
        is_unit = str_is(units.at[i].code, role->unit);
    if (!is_unit)
        return fail(err, ERROR_INVALID, "don_vi", "hãy chọn một đơn vị trong danh sách");
    return role->last.number >= role->first.number ||
           fail(err, ERROR_INVALID, "den", "ngày thôi giữ đứng trước ngày bắt đầu");
}

static bool role_give(struct request *req, const struct held_role *role, struct str login,
                      struct error *err)
{
    struct told_roles roles;
    if (!told_roles_read(req, role->account, &roles, err) || !held_role_insert(req->db, role, err))
        return false;
    struct str words = role_words(req, &roles, role);
    book_accounts_changed(req->book);
    return trail_add(req, S(MESSAGE("Giao vai trò")),
                     str_format(req->mem, "%.*s: %.*s, %.*s", STR_ARG(login), STR_ARG(words),
                                STR_ARG(role_span(req->mem, role))),
                     err);
}

static bool account_make(struct request *req, int64_t *id, struct error *err)
{
    struct str login = login_plain(req->mem, request_text(req, "ten_dang_nhap"));
    struct str name = str_trim(request_text(req, "ten"));
    struct held_role role = {0};
    if (!login_check(login, err) || !name_check(name, err) || !role_read(req, &role, err) ||
        !account_insert(req->db, login, name, req->book->journal.clock(), id, err) ||
        !trail_add(req, S(MESSAGE("Lập tài khoản")),
                   str_format(req->mem, "%.*s: %.*s", STR_ARG(login), STR_ARG(name)), err))
        return false;
    role.account = *id;
    return role_give(req, &role, login, err);
}

bool admin_accounts_post(struct request *req, struct response *response, struct error *err)
{
    int64_t id;
    if (account_make(req, &id, err)) {
        go_back(req, response, id);
        return true;
    }
    if (err->kind != ERROR_INVALID && err->kind != ERROR_CONFLICT)
        return false;
    struct accounts_page page = {.problem = str_copy(req->mem, str_of(err->text)),
                                 .login = request_text(req, "ten_dang_nhap"),
                                 .name = request_text(req, "ten")};
    response->status = error_http_status(err->kind);
    *err = (struct error){0};
    return accounts_draw(req, response, &page, err);
}

/* ---- what is done to one ---- */

bool admin_link_post(struct request *req, struct response *response, struct error *err)
{
    struct account account;
    struct account_page page = {0};
    if (!account_asked(req, &account, err) ||
        !link_make(req->book, req->db, req->mem, account.id, &page.link, err) ||
        !trail_add(req, S(MESSAGE("Tạo đường dẫn đặt mật khẩu")), account.login, err))
        return false;
    return account_draw(req, response, &page, err);
}

bool admin_role_post(struct request *req, struct response *response, struct error *err)
{
    struct account account;
    struct held_role role = {0};
    if (!account_asked(req, &account, err))
        return false;
    role.account = account.id;
    if (!role_read(req, &role, err) || !role_give(req, &role, account.login, err))
        return (err->kind == ERROR_INVALID || err->kind == ERROR_CONFLICT) &&
               account_refuse(req, response, err);
    go_back(req, response, account.id);
    return true;
}

static bool role_take_away(struct request *req, const struct account *account, struct error *err)
{
    struct told_roles roles;
    int64_t id = request_int(req, "so", 0);
    struct str words = S("");
    if (!told_roles_read(req, account->id, &roles, err))
        return false;
    for (size_t i = 0; i < roles.held.count; i++)
        if (roles.held.at[i].id == id)
            words = role_words(req, &roles, &roles.held.at[i]);
    book_accounts_changed(req->book);
    return held_role_delete(req->db, account->id, id, err) &&
           admin_remains(req->book, req->db, req->mem, err) &&
           trail_add(req, S(MESSAGE("Thôi giao vai trò")),
                     str_format(req->mem, "%.*s: %.*s", STR_ARG(account->login), STR_ARG(words)),
                     err);
}

bool admin_role_off_post(struct request *req, struct response *response, struct error *err)
{
    struct account account;
    if (!account_asked(req, &account, err) || !role_take_away(req, &account, err))
        return false;
    go_back(req, response, account.id);
    return true;
}

static bool lock_write(struct request *req, struct response *response, bool is_locked,
                       struct error *err)
{
    struct account account;
    if (!account_asked(req, &account, err) ||
        !account_write_lock(req->db, account.id, is_locked, err) ||
        (is_locked &&
         (!admin_remains(req->book, req->db, req->mem, err) ||
          !sessions_end(req->db, account.id, 0, err) || !link_delete(req->db, account.id, err))))
        return false;
    book_accounts_changed(req->book);
    go_back(req, response, account.id);
    return trail_add(req,
                     is_locked ? S(MESSAGE("Khóa tài khoản")) : S(MESSAGE("Mở khóa tài khoản")),
                     account.login, err);
}

bool admin_lock_post(struct request *req, struct response *response, struct error *err)
{
    return lock_write(req, response, true, err);
}

bool admin_unlock_post(struct request *req, struct response *response, struct error *err)
{
    return lock_write(req, response, false, err);
}

/* For a lost phone: the next sign-in sets up a new second factor, if the roles ask for one. */
bool admin_factor_off_post(struct request *req, struct response *response, struct error *err)
{
    struct account account;
    if (!account_asked(req, &account, err))
        return false;
    book_accounts_changed(req->book);
    go_back(req, response, account.id);
    return account_write_secret(req->db, account.id, S(""), false, 0, err) &&
           sessions_end(req->db, account.id, 0, err) &&
           trail_add(req, S(MESSAGE("Gỡ mã xác thực")), account.login, err);
}

bool admin_sessions_post(struct request *req, struct response *response, struct error *err)
{
    struct account account;
    if (!account_asked(req, &account, err))
        return false;
    book_accounts_changed(req->book);
    go_back(req, response, account.id);
    return sessions_end(req->db, account.id, 0, err) &&
           trail_add(req, S(MESSAGE("Kết thúc mọi phiên làm việc")), account.login, err);
}

/* ---- the trail ---- */

bool trail_get(struct request *req, struct response *response, struct error *err)
{
    struct trail_lines lines = {0};
    struct trail_page page = {.frame.title = html_translate(req->messages, S("Nhật ký thao tác")),
                              .frame.address = S("/quan-tri/nhat-ky")};
    int64_t before = request_int(req, "truoc", INT64_MAX);
    if (!trail_read(req->db, req->mem, before, TRAIL_SHOWN, &lines, err) ||
        !trail_end(req->db, req->mem, &page.count, &page.hash, err))
        return false;
    page.rows = arena_many(req->mem, struct trail_row, lines.count);
    page.rows_count = lines.count;
    for (size_t i = 0; i < lines.count; i++) {
        const struct trail_line *line = &lines.at[i];
        const char *nobody = line->actor == TRAIL_COMMAND ? "dòng lệnh" : "người chưa đăng nhập";
        struct str who =
            line->name.len ? line->name : html_translate(req->messages, str_of(nobody));
        page.rows[i] = (struct trail_row){moment_words(req->mem, line->at), who,
                                          html_translate(req->messages, line->what), line->subject,
                                          line->address};
    }
    if (lines.count == TRAIL_SHOWN && lines.at[lines.count - 1].id > 1)
        page.before = lines.at[lines.count - 1].id;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    trail_html(&out, &page);
    return page_respond(response, &out, err);
}
