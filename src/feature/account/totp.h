/* Codes of a second factor that an app counts (RFC 6238: HMAC-SHA-1, 30 s, 6 digits). The only file
 * that names liboath is totp.c. */
#ifndef FEATURE_ACCOUNT_TOTP_H
#define FEATURE_ACCOUNT_TOTP_H

#include "base/str.h"

enum { TOTP_SECRET_BYTES = 20, TOTP_STEP_SECONDS = 30, TOTP_CODE_DIGITS = 6 };

/* Checks a code against the step of `now` and its neighbours, because clocks differ; steps up to
 * last_step were taken before and are refused. *step: the code's own, to be remembered. */
must_check bool totp_check(struct str secret, struct str code, int64_t now, int64_t last_step,
                           int64_t *step);

/* The code of a moment in `mem`. */
struct str totp_code(struct arena *mem, struct str secret, int64_t now);

/* Bytes as letters A-Z and digits 2-7 (RFC 4648, 6) without padding, in groups of four for people
 * to type if is_grouped. */
struct str base32(struct arena *mem, struct str bytes, bool is_grouped);

/* "otpauth://totp/…": what apps read from a QR code. */
struct str totp_address(struct arena *mem, struct str issuer, struct str login, struct str secret);

#endif
