#include "feature/account/sample.h"

#include "base/password.h"
#include "base/text.h"
#include "feature/account/totp.h"
#include "feature/account/trail.h"

const struct str sample_password = {"mot-lan-thu", sizeof "mot-lan-thu" - 1};
const struct str sample_secret = {"doanket sample book!", TOTP_SECRET_BYTES};

/* Where a role of the sample is held. */
enum sample_place { EVERYWHERE, COMMUNE, ABOVE_COMMUNE, AREA };

static const struct {
    const char *role, *login, *name;
    enum sample_place place;
} samples[] = {
    {"team_head", "truong-ban", "Trưởng ban công tác Mặt trận (mẫu)", AREA},
    {"officer", "can-bo", "Cán bộ Mặt trận (mẫu)", COMMUNE},
    {"accountant", "ke-toan", "Kế toán (mẫu)", COMMUNE},
    {"cashier", "thu-quy", "Thủ quỹ (mẫu)", COMMUNE},
    {"chair", "chu-tich", "Chủ tịch (mẫu)", COMMUNE},
    {"upper", "cap-tren", "Mặt trận cấp trên (mẫu)", ABOVE_COMMUNE},
    {"inspector", "thanh-tra", "Thanh tra (mẫu)", COMMUNE},
    {"admin", "quan-tri", "Quản trị (mẫu)", EVERYWHERE},
};

bool sample_is(struct str login)
{
    for (size_t i = 0; i < COUNT_OF(samples); i++)
        if (str_is(login, str_of(samples[i].login)))
            return true;
    return false;
}

struct str sample_code(struct request *req, const struct account *account)
{
    if (!str_is(account->secret, sample_secret))
        return S("");
    return totp_code(req->mem, sample_secret, req->book->journal.clock());
}

/* The unit of a place: the first of its kind, which stand by level. */
static struct str place_unit(const struct unit_choices *units, enum sample_place place)
{
    size_t commune = 0, area = 0;
    while (commune < units->count && !str_is(units->at[commune].kind, S("commune")))
        commune++;
    for (area = commune; area < units->count && !str_is(units->at[area].kind, S("area"));)
        area++;
    if (place == AREA && area < units->count)
        return units->at[area].code;
    if (place == ABOVE_COMMUNE && commune > 0 && commune < units->count)
        return units->at[commune - 1].code;
    if (place == COMMUNE && commune < units->count)
        return units->at[commune].code;
    return S("");
}

static bool sample_add(struct book *book, size_t i, struct str unit, struct str hash,
                       struct error *err)
{
    struct held_role role = {.role = role_find(str_of(samples[i].role)),
                             .unit = unit,
                             .first = book_today(book),
                             .last = DAY_LAST};
    int64_t now = book->journal.clock();
    if (!account_insert(book->db, str_of(samples[i].login), str_of(samples[i].name), now,
                        &role.account, err))
        return false;
    return held_role_insert(book->db, &role, err) &&
           account_write_password(book->db, role.account, hash, err) &&
           (!role.role->needs_code ||
            account_write_secret(book->db, role.account, sample_secret, true, 0, err));
}

bool account_sample(struct book *book, struct arena *mem, struct text *out, struct error *err)
{
    struct unit_choices units = {0};
    struct str hash;
    const struct trail_line line = {.at = book->journal.clock(),
                                    .actor = TRAIL_COMMAND,
                                    .what = S(MESSAGE("Lập các tài khoản mẫu")),
                                    .subject = S(""),
                                    .address = S("")};
    if (!unit_choices_all(book->db, mem, &units, err) ||
        !password_hash(mem, sample_password, &hash, err))
        return false;
    text_format(out, "Tài khoản mẫu, mật khẩu chung là %.*s:\n", STR_ARG(sample_password));
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        struct str unit = place_unit(&units, samples[i].place);
        const struct role *role = role_find(str_of(samples[i].role));
        if (!sample_add(book, i, unit, hash, err))
            return false;
        text_format(out, "  %-10s %.*s%s%.*s%s\n", samples[i].login, STR_ARG(role->label),
                    unit.len ? ", " : "", STR_ARG(unit.len ? unit_choice_name(&units, unit) : unit),
                    role->needs_code ? " (hỏi thêm mã xác thực)" : "");
    }
    text_format(
        out,
        "Mã xác thực mẫu: khóa %.*s (ứng dụng Authenticator), trang đăng nhập cũng cho biết.\n",
        STR_ARG(base32(mem, sample_secret, false)));
    return trail_write(book->db, &line, err);
}
