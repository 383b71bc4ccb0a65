#include "feature/account/account_store.h"

static void account_take(struct query *query, struct arena *mem, struct account *account)
{
    account->id = take_int(query);
    account->login = take_text(query, mem);
    account->name = take_text(query, mem);
    account->password = take_text(query, mem);
    account->is_locked = take_int(query) != 0;
    account->created = take_int(query);
    account->secret = take_bytes(query, mem);
    account->has_codes = take_int(query) != 0;
    account->code_step = take_int(query);
}

bool account_by_login(struct db *db, struct arena *mem, struct str login, struct account *account,
                      struct error *err)
{
    *account = (struct account){0};
    struct query query =
        db_query(db, "SELECT id, login, name, password, is_locked, created, secret,"
                     "       has_codes, code_step"
                     "  FROM account WHERE login = $1");
    bind_text(&query, login);
    if (query_one(&query))
        account_take(&query, mem, account);
    return query_end(&query, err);
}

bool account_by_id(struct db *db, struct arena *mem, int64_t id, struct account *account,
                   struct error *err)
{
    *account = (struct account){0};
    struct query query =
        db_query(db, "SELECT id, login, name, password, is_locked, created, secret,"
                     "       has_codes, code_step"
                     "  FROM account WHERE id = $1");
    bind_int(&query, id);
    if (query_one(&query))
        account_take(&query, mem, account);
    return query_end(&query, err);
}

bool accounts_all(struct db *db, struct arena *mem, struct accounts_list *list, struct error *err)
{
    struct query query =
        db_query(db, "SELECT id, login, name, password, is_locked, created, secret,"
                     "       has_codes, code_step"
                     "  FROM account ORDER BY login");
    while (query_next(&query))
        account_take(&query, mem, list_add(list, mem));
    return query_end(&query, err);
}

bool accounts_count(struct db *db, int64_t *count, struct error *err)
{
    *count = 0;
    struct query query = db_query(db, "SELECT COUNT(*) FROM account");
    if (query_one(&query))
        *count = take_int(&query);
    return query_end(&query, err);
}

/* The next number of a table: one more than its greatest. */
static bool next_id(struct db *db, const char *sql, int64_t *id, struct error *err)
{
    *id = 1;
    struct query query = db_query(db, sql);
    if (query_one(&query))
        *id = take_int(&query) + 1;
    return query_end(&query, err);
}

bool account_insert(struct db *db, struct str login, struct str name, int64_t now, int64_t *id,
                    struct error *err)
{
    struct account there;
    auto_arena mem = {0};
    if (!account_by_login(db, &mem, login, &there, err) ||
        !next_id(db, "SELECT COALESCE(MAX(id), 0) FROM account", id, err))
        return false;
    if (there.id)
        return fail(err, ERROR_CONFLICT, "ten_dang_nhap", "đã có tài khoản «%.*s»", STR_ARG(login));
    if (*id > ACCOUNTS_MAX)
        return fail(err, ERROR_INVALID, "ten_dang_nhap",
                    "sổ đã có %d tài khoản, không thêm được nữa", ACCOUNTS_MAX);
    struct query query =
        db_query(db, "INSERT INTO account (id, login, name, password, is_locked, created, secret,"
                     "                     has_codes, code_step)"
                     " VALUES ($1, $2, $3, '', 0, $4, $5, 0, 0)");
    bind_int(&query, *id);
    bind_text(&query, login);
    bind_text(&query, name);
    bind_int(&query, now);
    bind_bytes(&query, S(""));
    return query_run(&query, NULL, err);
}

bool account_write_password(struct db *db, int64_t id, struct str hash, struct error *err)
{
    struct query query = db_query(db, "UPDATE account SET password = $2 WHERE id = $1");
    bind_int(&query, id);
    bind_text(&query, hash);
    return query_run(&query, NULL, err);
}

bool account_write_lock(struct db *db, int64_t id, bool is_locked, struct error *err)
{
    struct query query = db_query(db, "UPDATE account SET is_locked = $2 WHERE id = $1");
    bind_int(&query, id);
    bind_int(&query, is_locked);
    return query_run(&query, NULL, err);
}

bool account_write_secret(struct db *db, int64_t id, struct str secret, bool has_codes,
                          int64_t step, struct error *err)
{
    struct query query =
        db_query(db, "UPDATE account SET secret = $2, has_codes = $3, code_step = $4"
                     " WHERE id = $1");
    bind_int(&query, id);
    bind_bytes(&query, secret);
    bind_int(&query, has_codes);
    bind_int(&query, step);
    return query_run(&query, NULL, err) && (secret.len || recovery_write(db, id, NULL, 0, err));
}

bool account_write_step(struct db *db, int64_t id, int64_t step, struct error *err)
{
    struct query query = db_query(db, "UPDATE account SET code_step = $2 WHERE id = $1");
    bind_int(&query, id);
    bind_int(&query, step);
    return query_run(&query, NULL, err);
}

/* ---- roles ---- */

bool held_roles_of(struct db *db, struct arena *mem, int64_t account, struct held_roles *roles,
                   struct error *err)
{
    struct query query = db_query(db, "SELECT id, account, role, unit, first_day, last_day"
                                      "  FROM account_role"
                                      " WHERE account = $1 OR $1 = 0"
                                      " ORDER BY account, id");
    bind_int(&query, account);
    while (query_next(&query)) {
        struct held_role held = {.id = take_int(&query), .account = take_int(&query)};
        held.role = role_find(take_text(&query, mem));
        held.unit = take_text(&query, mem);
        held.first = take_day(&query);
        held.last = take_day(&query);
        if (held.role) /* one that a newer program knows gives no right in this one */
            *list_add(roles, mem) = held;
    }
    return query_end(&query, err);
}

bool role_holds_on(const struct held_role *role, struct day day)
{
    return role->first.number <= day.number && day.number <= role->last.number;
}

bool held_role_insert(struct db *db, const struct held_role *role, struct error *err)
{
    auto_arena mem = {0};
    struct held_roles held = {0};
    int64_t id;
    if (!held_roles_of(db, &mem, role->account, &held, err) ||
        !next_id(db, "SELECT COALESCE(MAX(id), 0) FROM account_role", &id, err))
        return false;
    if (held.count == ROLES_HELD_MAX)
        return fail(err, ERROR_CONFLICT, "vai_tro", "một tài khoản giữ nhiều nhất %d vai trò",
                    ROLES_HELD_MAX);
    struct query query =
        db_query(db, "INSERT INTO account_role (id, account, role, unit, first_day, last_day)"
                     " VALUES ($1, $2, $3, $4, $5, $6)");
    bind_int(&query, id);
    bind_int(&query, role->account);
    bind_text(&query, role->role->code);
    bind_text(&query, role->unit);
    bind_day(&query, role->first);
    bind_day(&query, role->last);
    return query_run(&query, NULL, err);
}

bool held_role_delete(struct db *db, int64_t account, int64_t id, struct error *err)
{
    int64_t changed;
    struct query query = db_query(db, "DELETE FROM account_role WHERE account = $1 AND id = $2");
    bind_int(&query, account);
    bind_int(&query, id);
    if (!query_run(&query, &changed, err))
        return false;
    return changed == 1 || fail(err, ERROR_MISSING, "vai_tro", "vai trò này đã được gỡ rồi");
}

/* ---- recovery codes ---- */

static struct str hash_bytes(const struct sha256 *hash)
{
    return (struct str){(const char *)hash->at, sizeof hash->at};
}

bool recovery_write(struct db *db, int64_t account, const struct sha256 *hashes, size_t count,
                    struct error *err)
{
    struct query query = db_query(db, "DELETE FROM account_recovery WHERE account = $1");
    bind_int(&query, account);
    if (!query_run(&query, NULL, err))
        return false;
    struct db_rows rows =
        db_rows(db, "INSERT INTO account_recovery (account, hash) VALUES ($1, $2)", 2);
    for (size_t i = 0; i < count; i++) {
        row_int(&rows, account);
        row_bytes(&rows, hash_bytes(&hashes[i]));
        row_end(&rows);
    }
    return db_rows_end(&rows, err);
}

bool recovery_count(struct db *db, int64_t account, int64_t *count, struct error *err)
{
    *count = 0;
    struct query query = db_query(db, "SELECT COUNT(*) FROM account_recovery WHERE account = $1");
    bind_int(&query, account);
    if (query_one(&query))
        *count = take_int(&query);
    return query_end(&query, err);
}

bool recovery_use(struct db *db, int64_t account, const struct sha256 *hash, bool *is_good,
                  struct error *err)
{
    int64_t changed;
    struct query query =
        db_query(db, "DELETE FROM account_recovery WHERE account = $1 AND hash = $2");
    bind_int(&query, account);
    bind_bytes(&query, hash_bytes(hash));
    if (!query_run(&query, &changed, err))
        return false;
    *is_good = changed == 1;
    return true;
}

/* ---- one-time links ---- */

bool link_write(struct db *db, const struct sha256 *hash, int64_t account, int64_t ends,
                struct error *err)
{
    if (!link_delete(db, account, err))
        return false;
    struct query query =
        db_query(db, "INSERT INTO account_link (hash, account, ends) VALUES ($1, $2, $3)");
    bind_bytes(&query, hash_bytes(hash));
    bind_int(&query, account);
    bind_int(&query, ends);
    return query_run(&query, NULL, err);
}

bool link_find(struct db *db, const struct sha256 *hash, int64_t now, int64_t *account,
               bool *is_found, struct error *err)
{
    *is_found = false;
    struct query query =
        db_query(db, "SELECT account FROM account_link WHERE hash = $1 AND ends > $2");
    bind_bytes(&query, hash_bytes(hash));
    bind_int(&query, now);
    if (query_one(&query)) {
        *account = take_int(&query);
        *is_found = true;
    }
    return query_end(&query, err);
}

bool link_delete(struct db *db, int64_t account, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM account_link WHERE account = $1");
    bind_int(&query, account);
    return query_run(&query, NULL, err);
}

/* ---- units ---- */

bool unit_choices_all(struct db *db, struct arena *mem, struct unit_choices *units,
                      struct error *err)
{
    struct query query = db_query(
        db, "SELECT u.code, u.kind, u.name"
            "  FROM unit u"
            " ORDER BY (SELECT COUNT(*) FROM unit_above a WHERE a.unit = u.id), u.number, u.id");
    while (query_next(&query)) {
        struct unit_choice *unit = list_add(units, mem);
        unit->code = take_text(&query, mem);
        unit->kind = take_text(&query, mem);
        unit->name = take_text(&query, mem);
    }
    return query_end(&query, err);
}
