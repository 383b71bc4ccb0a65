/* What pages and commands share: names and passwords as people choose them, moments, codes. */
#include "feature/account/account_rules.h"

#include "base/file.h"
#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "feature/account/totp.h"

enum { RECOVERY_BYTES = 10, UTC_OFFSET_SECONDS = 7 * 3600, DAY_SECONDS = 24 * 3600 };

/* ---- names and passwords ---- */

struct str login_plain(struct arena *mem, struct str typed)
{
    return unicode_lower(mem, str_trim(typed));
}

bool login_check(struct str login, struct error *err)
{
    bool is_plain = login.len >= 2 && login.len <= LOGIN_MAX_BYTES;
    for (size_t i = 0; i < login.len && is_plain; i++) {
        char c = login.at[i];
        is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    }
    return is_plain || fail(err, ERROR_INVALID, "ten_dang_nhap",
                            "tên đăng nhập gồm 2 đến %d chữ cái không dấu, chữ số, dấu chấm hoặc "
                            "gạch ngang, ví dụ can-bo",
                            LOGIN_MAX_BYTES);
}

bool name_check(struct str name, struct error *err)
{
    if (name.len == 0)
        return fail(err, ERROR_INVALID, "ten", "chưa điền họ tên hoặc chức danh");
    return (name.len <= NAME_MAX_BYTES && !unicode_has_control(name)) ||
           fail(err, ERROR_INVALID, "ten", "họ tên dài quá hoặc có ký tự lạ");
}

/* How many different bytes; "aaaaaaaaaa" has one. */
static size_t bytes_different(struct str text)
{
    bool is_there[256] = {false};
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool *there = &is_there[(unsigned char)text.at[i]];
        count += !*there;
        *there = true;
    }
    return count;
}

bool password_check(struct arena *mem, struct str password, struct str again, struct str login,
                    struct error *err)
{
    if (!str_is(password, again))
        return fail(err, ERROR_INVALID, "mat_khau_2", "hai lần gõ mật khẩu không giống nhau");
    if (utf8_count(password) < PASSWORD_MIN_CHARS)
        return fail(err, ERROR_INVALID, "mat_khau",
                    "mật khẩu cần ít nhất %d ký tự; một câu ngắn dễ nhớ là tốt nhất",
                    PASSWORD_MIN_CHARS);
    bool has_login = login.len && str_find(unicode_lower(mem, password), login) < password.len;
    if (has_login || bytes_different(password) < PASSWORD_MIN_DIFFERENT)
        return fail(err, ERROR_INVALID, "mat_khau",
                    "mật khẩu này dễ đoán; đừng dùng tên đăng nhập hay lặp lại vài ký tự");
    return true;
}

/* ---- codes ---- */

/* "K7QF-2MNA-…": what people typed, without what they put between. */
static struct str code_plain(struct arena *mem, struct str typed)
{
    struct text out = text_new(mem, 64);
    for (size_t i = 0; i < typed.len; i++) {
        char c = typed.at[i];
        if (c >= 'a' && c <= 'z')
            text_char(&out, (char)(c - 'a' + 'A'));
        else if (c != ' ' && c != '-')
            text_char(&out, c);
    }
    return text_str(&out);
}

static struct sha256 recovery_hash(const struct book *book, int64_t account, struct str code)
{
    auto_arena mem = {0};
    const struct str parts[] = {S("recovery "), str_format(&mem, "%lld ", (long long)account),
                                code};
    return hmac_of((struct str){(const char *)book->secret, sizeof book->secret}, parts,
                   COUNT_OF(parts));
}

bool recovery_make(struct request *req, int64_t account, struct str codes[RECOVERY_CODES],
                   struct error *err)
{
    struct sha256 hashes[RECOVERY_CODES];
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        char bytes[RECOVERY_BYTES];
        random_bytes(bytes, sizeof bytes);
        struct str code = {bytes, sizeof bytes};
        codes[i] = base32(req->mem, code, true);
        hashes[i] = recovery_hash(req->book, account, base32(req->mem, code, false));
    }
    return recovery_write(req->db, account, hashes, RECOVERY_CODES, err);
}

struct sha256 code_key(const struct request *req)
{
    return tries_key(req->book, "code", str_format(req->mem, "%lld", (long long)req->visitor->id));
}

bool code_take(struct request *req, struct account *account, struct str typed, enum code_kind *kind,
               struct error *err)
{
    struct str code = code_plain(req->mem, typed);
    int64_t step;
    bool is_recovery;
    *kind = CODE_WRONG;
    if (totp_check(account->secret, code, req->book->journal.clock(), account->code_step, &step)) {
        *kind = CODE_COUNTED;
        account->code_step = step;
        return account_write_step(req->db, account->id, step, err);
    }
    struct sha256 hash = recovery_hash(req->book, account->id, code);
    if (!account->has_codes)
        return true;
    if (!recovery_use(req->db, account->id, &hash, &is_recovery, err))
        return false;
    *kind = is_recovery ? CODE_RECOVERY : CODE_WRONG;
    return true;
}

/* ---- one-time links ---- */

bool link_make(struct book *book, struct db *db, struct arena *mem, int64_t account,
               struct str *address, struct error *err)
{
    struct str token = token_new(mem);
    struct sha256 hash = token_hash(token);
    *address = str_format(mem, "/dat-mat-khau/%.*s", STR_ARG(token));
    return link_write(db, &hash, account, book->journal.clock() + LINK_SECONDS, err);
}

bool account_first_link(struct book *book, struct arena *mem, struct str *address,
                        struct error *err)
{
    int64_t count;
    *address = S("");
    if (!accounts_count(book->db, &count, err))
        return false;
    return count > 0 || link_make(book, book->db, mem, 0, address, err);
}

/* ---- rights ---- */

bool account_needs_code(struct book *book, struct db *db, struct arena *mem, int64_t account,
                        bool *needs_code, bool *is_team_head_only, struct error *err)
{
    struct held_roles held = {0};
    struct day today = book_today(book);
    *needs_code = false;
    *is_team_head_only = false;
    if (!held_roles_of(db, mem, account, &held, err))
        return false;
    size_t team_heads = 0, others = 0;
    for (size_t i = 0; i < held.count; i++) {
        if (!role_holds_on(&held.at[i], today))
            continue;
        *needs_code |= held.at[i].role->needs_code;
        if (str_is(held.at[i].role->code, S("team_head")))
            team_heads++;
        else
            others++;
    }
    *is_team_head_only = team_heads > 0 && others == 0;
    return true;
}

bool admin_remains(struct book *book, struct db *db, struct arena *mem, struct error *err)
{
    struct accounts_list accounts = {0};
    struct held_roles held = {0};
    struct day today = book_today(book);
    if (!accounts_all(db, mem, &accounts, err) || !held_roles_of(db, mem, 0, &held, err))
        return false;
    for (size_t i = 0; i < held.count; i++) {
        if (!str_is(held.at[i].role->code, S("admin")) || !role_holds_on(&held.at[i], today))
            continue;
        for (size_t k = 0; k < accounts.count; k++)
            if (accounts.at[k].id == held.at[i].account && !accounts.at[k].is_locked)
                return true;
    }
    return fail(err, ERROR_CONFLICT, "vai_tro",
                "sổ phải còn ít nhất một quản trị đang hoạt động; hãy giao cho người khác trước");
}

/* ---- words ---- */

struct str moment_words(struct arena *mem, int64_t moment)
{
    int64_t local = moment + UTC_OFFSET_SECONDS;
    struct day day = {(int32_t)(local / DAY_SECONDS)};
    int minutes = (int)(local % DAY_SECONDS / 60);
    return str_format(mem, "%02d:%02d ngày %.*s", minutes / 60, minutes % 60,
                      STR_ARG(vi_day(mem, day)));
}

struct str unit_choice_name(const struct unit_choices *units, struct str code)
{
    for (size_t i = 0; i < units->count; i++)
        if (str_is(units->at[i].code, code))
            return units->at[i].name;
    return code;
}

bool account_name(struct db *db, struct arena *mem, struct str by, struct str *name,
                  struct error *err)
{
    struct account account = {0};
    int64_t id;
    *name = by;
    if (!str_starts(by, S("u")) || !str_to_int(str_part(by, 1, by.len), &id))
        return true;
    if (!account_by_id(db, mem, id, &account, err))
        return false;
    if (account.id)
        *name = account.name;
    return true;
}
