#include "feature/account/account_commands.h"

#include "base/text.h"
#include "base/vi_day.h"
#include "feature/account/account_rules.h"
#include "feature/account/trail.h"

static bool trail_of_command(struct command_call *call, struct str what, struct str subject,
                             struct error *err)
{
    const struct trail_line line = {.at = call->book->journal.clock(),
                                    .actor = TRAIL_COMMAND,
                                    .what = what,
                                    .subject = subject,
                                    .address = S("")};
    return trail_write(call->book->db, &line, err);
}

/* The account that the second argument names. */
static bool account_named(struct command_call *call, struct account *account, struct error *err)
{
    struct str login = login_plain(call->mem, call->arguments[1]);
    if (!account_by_login(call->book->db, call->mem, login, account, err))
        return false;
    return account->id ||
           fail(err, ERROR_MISSING, "user", "không có tài khoản «%.*s»", STR_ARG(login));
}

/* Fails INVALID naming what there is. */
static bool role_named(struct command_call *call, struct str code, struct held_role *role,
                       struct error *err)
{
    struct text codes = text_new(call->mem, 500);
    role->role = role_find(code);
    if (role->role)
        return true;
    for (size_t i = 0; i < account_roles_count; i++)
        text_format(&codes, "%s%.*s", i ? ", " : "", STR_ARG(account_roles[i].code));
    return fail(err, ERROR_INVALID, "role", "«%.*s» không phải là một vai trò; có: %.*s",
                STR_ARG(code), STR_ARG(text_str(&codes)));
}

static bool unit_named(struct command_call *call, struct str code, struct held_role *role,
                       struct error *err)
{
    struct unit_choices units = {0};
    role->unit = code.len ? code : S("");
    if (!unit_choices_all(call->book->db, call->mem, &units, err))
        return false;
    for (size_t i = 0; i < units.count; i++)
        if (str_is(units.at[i].code, role->unit))
            return true;
    return code.len == 0 ||
           fail(err, ERROR_MISSING, "--unit", "sổ không có đơn vị «%.*s»", STR_ARG(code));
}

static bool role_give(struct command_call *call, const struct held_role *role, struct str login,
                      struct error *err)
{
    struct str subject = str_format(call->mem, "%.*s: %.*s %.*s", STR_ARG(login),
                                    STR_ARG(role->role->label), STR_ARG(role->unit));
    book_accounts_changed(call->book);
    return held_role_insert(call->book->db, role, err) &&
           trail_of_command(call, S(MESSAGE("Giao vai trò")), str_trim(subject), err);
}

static bool link_print(struct command_call *call, const struct account *account, struct error *err)
{
    struct str address, site = book_setting(call->book->db, call->mem, "site");
    if (!link_make(call->book, call->book->db, call->mem, account->id, &address, err) ||
        !trail_of_command(call, S(MESSAGE("Tạo đường dẫn đặt mật khẩu")), account->login, err))
        return false;
    text_format(call->out,
                "Đường dẫn đặt mật khẩu của %.*s, dùng một lần trong 7 ngày:\n%.*s%.*s\n",
                STR_ARG(account->login), STR_ARG(site), STR_ARG(address));
    if (site.len == 0)
        text_add(call->out, S("Ghép vào sau địa chỉ của trang, ví dụ http://127.0.0.1:8080\n"));
    return true;
}

bool user_add_command(struct command_call *call, struct error *err)
{
    struct book *book = call->book;
    struct account account = {.login = login_plain(call->mem, call->arguments[1]),
                              .name = str_trim(call->arguments[2])};
    struct held_role role = {.first = book_today(book), .last = DAY_LAST};
    bool has_role = call->options[0].at != NULL;
    if (!login_check(account.login, err) || !name_check(account.name, err) ||
        (has_role && !role_named(call, call->options[0], &role, err)) ||
        !unit_named(call, call->options[1], &role, err) ||
        !account_insert(book->db, account.login, account.name, book->journal.clock(), &account.id,
                        err) ||
        !trail_of_command(call, S(MESSAGE("Lập tài khoản")), account.login, err))
        return false;
    role.account = account.id;
    return (!has_role || role_give(call, &role, account.login, err)) &&
           link_print(call, &account, err);
}

bool user_link_command(struct command_call *call, struct error *err)
{
    struct account account;
    return account_named(call, &account, err) && link_print(call, &account, err);
}

bool user_lock_command(struct command_call *call, struct error *err)
{
    struct account account;
    struct db *db = call->book->db;
    bool is_locked = call->options[0].at == NULL;
    if (!account_named(call, &account, err) ||
        !account_write_lock(db, account.id, is_locked, err) ||
        (is_locked && (!sessions_end(db, account.id, 0, err) || !link_delete(db, account.id, err))))
        return false;
    book_accounts_changed(call->book);
    text_format(call->out, "%s tài khoản %.*s.\n", is_locked ? "Đã khóa" : "Đã mở khóa",
                STR_ARG(account.login));
    return trail_of_command(
        call, is_locked ? S(MESSAGE("Khóa tài khoản")) : S(MESSAGE("Mở khóa tài khoản")),
        account.login, err);
}

/* Takes away all rows of this role in this unit. */
static bool role_take_away(struct command_call *call, const struct account *account,
                           const struct held_role *wanted, struct error *err)
{
    struct held_roles held = {0};
    int64_t count = 0;
    if (!held_roles_of(call->book->db, call->mem, account->id, &held, err))
        return false;
    for (size_t i = 0; i < held.count; i++) {
        if (held.at[i].role != wanted->role || !str_is(held.at[i].unit, wanted->unit))
            continue;
        if (!held_role_delete(call->book->db, account->id, held.at[i].id, err))
            return false;
        count++;
    }
    if (count == 0)
        return fail(err, ERROR_MISSING, "role", "%.*s không giữ vai trò này ở đó",
                    STR_ARG(account->login));
    book_accounts_changed(call->book);
    return trail_of_command(
        call, S(MESSAGE("Thôi giao vai trò")),
        str_format(call->mem, "%.*s: %.*s", STR_ARG(account->login), STR_ARG(wanted->role->label)),
        err);
}

bool user_role_command(struct command_call *call, struct error *err)
{
    struct account account;
    struct held_role role = {.first = book_today(call->book), .last = DAY_LAST};
    bool is_off = call->options[3].at != NULL;
    if (!account_named(call, &account, err) || !role_named(call, call->arguments[2], &role, err) ||
        !unit_named(call, call->options[0], &role, err))
        return false;
    if (call->options[1].at && !vi_day_read(call->options[1], &role.first, err))
        return fail_at(err, "--from: ");
    if (call->options[2].at && !vi_day_read(call->options[2], &role.last, err))
        return fail_at(err, "--to: ");
    role.account = account.id;
    if (is_off ? !role_take_away(call, &account, &role, err)
               : !role_give(call, &role, account.login, err))
        return false;
    text_format(call->out, "%s %.*s vai trò %.*s.\n", is_off ? "Đã thôi giao" : "Đã giao",
                STR_ARG(account.login), STR_ARG(role.role->label));
    return true;
}

bool user_list_command(struct command_call *call, struct error *err)
{
    struct accounts_list accounts = {0};
    struct held_roles held = {0};
    struct unit_choices units = {0};
    struct db *db = call->book->db;
    if (!accounts_all(db, call->mem, &accounts, err) ||
        !held_roles_of(db, call->mem, 0, &held, err) ||
        !unit_choices_all(db, call->mem, &units, err))
        return false;
    for (size_t i = 0; i < accounts.count; i++) {
        const struct account *account = &accounts.at[i];
        text_format(call->out, "%.*s: %.*s%s\n", STR_ARG(account->login), STR_ARG(account->name),
                    account->is_locked ? " (đang khóa)" : "");
        for (size_t k = 0; k < held.count; k++)
            if (held.at[k].account == account->id)
                text_format(call->out, "  %.*s (%.*s) %.*s\n", STR_ARG(held.at[k].role->label),
                            STR_ARG(held.at[k].role->code),
                            STR_ARG(unit_choice_name(&units, held.at[k].unit)));
    }
    if (accounts.count == 0)
        text_add(call->out, S("Sổ chưa có tài khoản nào.\n"));
    return true;
}
