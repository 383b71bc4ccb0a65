/* Passwords by argon2id. The only file that names libsodium is password.c. */
#ifndef BASE_PASSWORD_H
#define BASE_PASSWORD_H

#include "base/error.h"
#include "base/str.h"

enum { PASSWORD_HASH_MAX_BYTES = 128 };

/* What to compare with where there is no password: never true, and it takes as long as any. */
extern const struct str password_nobody;

/* The hash of a password in libsodium's text form, cost "interactive": 64 MiB of memory, some 50 ms
 * of one core, so never on a listener. Fails BUSY when that memory is not there. */
must_check bool password_hash(struct arena *mem, struct str password, struct str *hash,
                              struct error *err);

/* True if `hash` was made of this password; as slow as making it. */
must_check bool password_is(struct str hash, struct str password);

#endif
