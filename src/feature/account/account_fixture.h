/* What the tests of accounts stand on: a book with a commune (xa) and an area (kp1), a clock that
 * they set, and people who sign in. */
#ifndef FEATURE_ACCOUNT_ACCOUNT_FIXTURE_H
#define FEATURE_ACCOUNT_ACCOUNT_FIXTURE_H

#include "feature/account/account_rules.h"
#include "feature/test_world.h"

extern const struct world_kind account_world;

extern int64_t now; /* the book's clock; 2022-07-01, 12:00 here, when a test begins */

/* A request as the writer sees it. */
struct request writing(struct world *world, struct str session);

/* The transaction around what a test writes. */
void begin(struct world *world);
void commit(struct world *world);

/* A new account with one role from today on; its number. */
int64_t account_add(struct world *world, const char *login, const char *role, const char *unit);

/* A session begun and committed in place of `before`; its token. */
struct str enter(struct world *world, int64_t account, bool is_waiting, bool is_own_phone,
                 struct str before);

/* Who a token is, as a listener finds out. *is_known: without looking it up. */
const struct visitor *ask(struct world *world, struct str token, bool *is_known);
const struct visitor *who(struct world *world, struct str token);

/* A change of rights in a transaction of its own: for lock and give_codes. */
void change(struct world *world, bool (*write)(struct world *world, int64_t account),
            int64_t account);
bool lock(struct world *world, int64_t account);
bool give_codes(struct world *world, int64_t account); /* secret: RFC 6238's */

#endif
