#include "base/password.h"

#include <sodium.h>

_Static_assert(PASSWORD_HASH_MAX_BYTES == crypto_pwhash_STRBYTES,
               "the length of libsodium's text form");

/* A hash of the right form of no password: nobody has looked for one, and a search costs 50 ms a
 * try. */
const struct str password_nobody = {"$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                                    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                    54 + 43};

bool password_hash(struct arena *mem, struct str password, struct str *hash, struct error *err)
{
    char text[crypto_pwhash_STRBYTES];
    if (sodium_init() < 0 || crypto_pwhash_str(text, password.at ? password.at : "", password.len,
                                               crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                               crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return fail(err, ERROR_BUSY, "password",
                    "máy chủ không đủ bộ nhớ, xin thử lại sau giây lát");
    *hash = str_copy(mem, str_of(text));
    return true;
}

bool password_is(struct str hash, struct str password)
{
    char text[crypto_pwhash_STRBYTES];
    if (sodium_init() < 0 || hash.len >= sizeof text)
        return false;
    snprintf(text, sizeof text, "%.*s", STR_ARG(hash));
    return crypto_pwhash_str_verify(text, password.at ? password.at : "", password.len) == 0;
}
