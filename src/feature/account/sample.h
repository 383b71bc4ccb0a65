/* The accounts of a sample book, one for each role: everyone may know them. */
#ifndef FEATURE_ACCOUNT_SAMPLE_H
#define FEATURE_ACCOUNT_SAMPLE_H

#include "feature/account/account_rules.h"

/* Whether a login is one of them: in a sample book there may be others, of real people. */
bool sample_is(struct str login);

extern const struct str sample_password;
extern const struct str sample_secret; /* of the codes */

/* The code of this moment, for the page that asks for it; empty if the account has another secret.
 */
struct str sample_code(struct request *req, const struct account *account);

#endif
