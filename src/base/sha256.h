/* SHA-256 and HMAC-SHA-256. The only file that names OpenSSL is sha256.c. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/str.h"

enum { SHA256_BYTES = 32 };

struct sha256 {
    unsigned char at[SHA256_BYTES];
};

/* The hash of the parts one after another (count >= 0). Cannot fail. Safe on every thread. */
struct sha256 sha256_of(const struct str *parts, size_t count);

/* HMAC-SHA-256 (RFC 2104) of the parts one after another under `key` (at most 64 bytes, asserted).
 */
struct sha256 hmac_of(struct str key, const struct str *parts, size_t count);

/* 64 lower-case hex digits in `mem`. */
struct str sha256_hex(struct arena *mem, const struct sha256 *hash);

/* Any bytes as lower-case hex in `mem`. */
struct str hex_of(struct arena *mem, const void *bytes, size_t count);

/* Reads exactly 2 * count lower-case hex digits into `bytes`; false otherwise. */
must_check bool hex_read(struct str text, void *bytes, size_t count);

#endif
