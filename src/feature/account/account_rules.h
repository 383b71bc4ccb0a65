/* What pages and commands of this feature share. */
#ifndef FEATURE_ACCOUNT_ACCOUNT_RULES_H
#define FEATURE_ACCOUNT_ACCOUNT_RULES_H

#include "feature/account/session.h"

enum {
    PASSWORD_MIN_CHARS = 10,
    PASSWORD_MIN_DIFFERENT = 5, /* bytes */
    PASSWORD_MAX_BYTES = 200,
    LINK_SECONDS = 7 * 24 * 3600,
};

/* A login as it is kept: without blanks around it, in small letters (phones begin with a capital).
 */
struct str login_plain(struct arena *mem, struct str typed);

/* Fail INVALID, naming the field, if a login, a name or a new password cannot be taken. */
must_check bool login_check(struct str login, struct error *err);
must_check bool name_check(struct str name, struct error *err);
must_check bool password_check(struct arena *mem, struct str password, struct str again,
                               struct str login, struct error *err);

/* New recovery codes, in the writer's transaction: as people write them down. The old ones end. */
must_check bool recovery_make(struct request *req, int64_t account,
                              struct str codes[RECOVERY_CODES], struct error *err);

/* Whose wrong codes are counted: the visitor's. */
struct sha256 code_key(const struct request *req);

/* What a typed code was. */
enum code_kind { CODE_WRONG, CODE_COUNTED, CODE_RECOVERY };

/* Takes the code of a second factor, counted by an app or written down, in the writer's
 * transaction: none is taken twice. The caller counts wrong ones. */
must_check bool code_take(struct request *req, struct account *account, struct str typed,
                          enum code_kind *kind, struct error *err);

/* A new one-time link for an account (0: for the first administrator): its address without host. */
must_check bool link_make(struct book *book, struct db *db, struct arena *mem, int64_t account,
                          struct str *address, struct error *err);

/* What the roles of today ask for: a second factor; and whether they are a team head's alone. */
must_check bool account_needs_code(struct book *book, struct db *db, struct arena *mem,
                                   int64_t account, bool *needs_code, bool *is_team_head_only,
                                   struct error *err);

/* Fails CONFLICT if nobody would be left who can give rights. */
must_check bool admin_remains(struct book *book, struct db *db, struct arena *mem,
                              struct error *err);

/* "08:31 ngày 20/7/2022", local time (UTC+7). */
struct str moment_words(struct arena *mem, int64_t moment);

/* The name of a unit among the choices, or its code. */
struct str unit_choice_name(const struct unit_choices *units, struct str code);

#endif
