#include "feature/account/totp.h"

#include "base/text.h"
#include "web/form.h"

#include <liboath/oath.h>

struct str totp_code(struct arena *mem, struct str secret, int64_t now)
{
    char code[TOTP_CODE_DIGITS + 1];
    int failed = oath_totp_generate(secret.at, secret.len, (time_t)now, TOTP_STEP_SECONDS, 0,
                                    TOTP_CODE_DIGITS, code);
    return failed ? S("") : str_copy(mem, str_of(code));
}

static bool is_same_code(struct str a, struct str b)
{
    unsigned char difference = a.len != TOTP_CODE_DIGITS || b.len != TOTP_CODE_DIGITS;
    for (size_t i = 0; i < a.len && i < b.len; i++)
        difference |= (unsigned char)(a.at[i] ^ b.at[i]);
    return difference == 0;
}

bool totp_check(struct str secret, struct str code, int64_t now, int64_t last_step, int64_t *step)
{
    auto_arena mem = {0};
    bool is_found = false;
    if (secret.len != TOTP_SECRET_BYTES) /* codes of an empty one could be counted by anybody */
        return false;
    for (int64_t at = now / TOTP_STEP_SECONDS - 1; at <= now / TOTP_STEP_SECONDS + 1; at++) {
        bool is_same = is_same_code(totp_code(&mem, secret, at * TOTP_STEP_SECONDS), code);
        if (is_same && at > last_step) {
            is_found = true;
            *step = at;
        }
    }
    return is_found;
}

/* Five bits from bit `at` on; those behind the end are zero. */
static unsigned five_bits(struct str bytes, size_t at)
{
    unsigned pair = (unsigned)(unsigned char)bytes.at[at / 8] << 8;
    if (at / 8 + 1 < bytes.len)
        pair |= (unsigned char)bytes.at[at / 8 + 1];
    return pair >> (11 - at % 8) & 31;
}

struct str base32(struct arena *mem, struct str bytes, bool is_grouped)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    struct text out = text_new(mem, bytes.len * 2 + 2);
    for (size_t i = 0; i * 5 < bytes.len * 8; i++) {
        if (is_grouped && i && i % 4 == 0)
            text_char(&out, ' ');
        text_char(&out, letters[five_bits(bytes, i * 5)]);
    }
    return text_str(&out);
}

struct str totp_address(struct arena *mem, struct str issuer, struct str login, struct str secret)
{
    struct text out = text_new(mem, 1000);
    text_add(&out, S("otpauth://totp/"));
    form_put_escaped(&out, issuer, false);
    text_char(&out, ':');
    form_put_escaped(&out, login, false);
    text_format(&out, "?secret=%.*s&issuer=", STR_ARG(base32(mem, secret, false)));
    form_put_escaped(&out, issuer, false);
    return text_str(&out);
}
