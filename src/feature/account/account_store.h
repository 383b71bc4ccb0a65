/* Accounts, their roles, codes and links: what is kept of them. Functions that write run in the
 * writer's transaction; whoever changes what somebody may do calls book_accounts_changed. */
#ifndef FEATURE_ACCOUNT_ACCOUNT_STORE_H
#define FEATURE_ACCOUNT_ACCOUNT_STORE_H

#include "feature/account/account.h"

enum {
    LOGIN_MAX_BYTES = 40,
    NAME_MAX_BYTES = 200,
    ROLES_HELD_MAX = 16, /* by one account at a time */
    ACCOUNTS_MAX = 2000, /* of one book */
    RECOVERY_CODES = 10,
};

struct account {
    int64_t id;
    struct str login; /* small letters */
    struct str name;
    struct str password; /* a hash; empty: none yet */
    bool is_locked;
    int64_t created;   /* seconds since 1970 */
    struct str secret; /* of the codes; empty: none */
    bool has_codes;    /* the first one was given back, so they are asked for */
    int64_t code_step; /* of the newest code that was taken */
};

struct accounts_list {
    struct account *at;
    size_t count, room;
};

/* A role as it was given. */
struct held_role {
    int64_t id, account;
    const struct role *role;
    struct str unit;        /* code; empty: the whole book */
    struct day first, last; /* both included; last is DAY_LAST without an end */
};

struct held_roles {
    struct held_role *at;
    size_t count, room;
};

/* A unit to choose from, as people read it. */
struct unit_choice {
    struct str code, kind, name;
};

struct unit_choices {
    struct unit_choice *at;
    size_t count, room;
};

/* One account by its name or number; account->id is 0 if there is none. */
must_check bool account_by_login(struct db *db, struct arena *mem, struct str login,
                                 struct account *account, struct error *err);
must_check bool account_by_id(struct db *db, struct arena *mem, int64_t id, struct account *account,
                              struct error *err);

/* All accounts by login. */
must_check bool accounts_all(struct db *db, struct arena *mem, struct accounts_list *list,
                             struct error *err);

/* How many there are. */
must_check bool accounts_count(struct db *db, int64_t *count, struct error *err);

/* Adds an account without a password. Fails CONFLICT if the login is taken, INVALID above
 * ACCOUNTS_MAX. */
must_check bool account_insert(struct db *db, struct str login, struct str name, int64_t now,
                               int64_t *id, struct error *err);

/* Write one thing of an account that is there. */
must_check bool account_write_password(struct db *db, int64_t id, struct str hash,
                                       struct error *err);
must_check bool account_write_lock(struct db *db, int64_t id, bool is_locked, struct error *err);
must_check bool account_write_step(struct db *db, int64_t id, int64_t step, struct error *err);

/* secret: empty takes the second factor away, recovery codes included. */
must_check bool account_write_secret(struct db *db, int64_t id, struct str secret, bool has_codes,
                                     int64_t step, struct error *err);

/* Roles of an account (0: of all), in the order in which they were given. */
must_check bool held_roles_of(struct db *db, struct arena *mem, int64_t account,
                              struct held_roles *roles, struct error *err);

/* True if the role is held on the day. */
bool role_holds_on(const struct held_role *role, struct day day);

/* Gives a role; role->id is not looked at. Fails CONFLICT above ROLES_HELD_MAX. */
must_check bool held_role_insert(struct db *db, const struct held_role *role, struct error *err);

/* Takes a role away from an account; fails MISSING. */
must_check bool held_role_delete(struct db *db, int64_t account, int64_t id, struct error *err);

/* Recovery codes as keyed hashes: replaces them, counts them, uses one up (*is_good: it was there).
 */
must_check bool recovery_write(struct db *db, int64_t account, const struct sha256 *hashes,
                               size_t count, struct error *err);
must_check bool recovery_count(struct db *db, int64_t account, int64_t *count, struct error *err);
must_check bool recovery_use(struct db *db, int64_t account, const struct sha256 *hash,
                             bool *is_good, struct error *err);

/* One-time links by the hash of their token. account: 0 makes the first administrator. One for an
 * account at a time: a new one ends the old. */
must_check bool link_write(struct db *db, const struct sha256 *hash, int64_t account, int64_t ends,
                           struct error *err);
must_check bool link_find(struct db *db, const struct sha256 *hash, int64_t now, int64_t *account,
                          bool *is_found, struct error *err);
must_check bool link_delete(struct db *db, int64_t account, struct error *err);

/* All units by level and number, read from the tables of feature/unit, which stands above. */
must_check bool unit_choices_all(struct db *db, struct arena *mem, struct unit_choices *units,
                                 struct error *err);

#endif
