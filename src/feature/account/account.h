/* People who sign in, what they may do, and the trail of what they did (docs/accounts.md). */
#ifndef FEATURE_ACCOUNT_ACCOUNT_H
#define FEATURE_ACCOUNT_ACCOUNT_H

#include "feature/book.h"
#include "web/web.h"

extern const struct feature account_feature;

/* ---- roles ---- */

/* Who may what: for the role column of routes and the work tables of features. A role holds in its
 * unit and in all units below; behind any of these may stand "@" and the name of the part or field
 * with the unit's code: MAY_ENTER "@khu". */
#define MAY_WORK       "member" /* whoever has signed in */
#define MAY_ENTER      "team_head,officer"
#define MAY_IMPORT     "officer"
#define MAY_APPROVE    "officer,chair"
#define MAY_DRAFT      "officer,chair" /* reviews, conferences, articles */
#define MAY_CATALOGUE  "officer,chair" /* kinds, indicators, lines of the outline */
#define MAY_ISSUE      "chair"
#define MAY_TARGET     "chair,upper"
#define MAY_KEEP_BOOKS "accountant" /* statements, spending */
#define MAY_KEEP_CASH  "cashier"    /* receipts; never the same person */
#define MAY_READ       "officer,accountant,cashier,chair,upper,inspector"
#define MAY_INSPECT    "inspector,admin" /* the trail */
#define MAY_ADMINISTER "admin"

/* A role that people are given. */
struct role {
    struct str code;  /* "team_head" */
    struct str label; /* Vietnamese, a message: "Trưởng Ban công tác Mặt trận" */
    bool needs_code;  /* signing in takes a second factor */
};

extern const struct role account_roles[];
extern const size_t account_roles_count;

/* The role of a code, or NULL. */
const struct role *role_find(struct str code);

/* ---- who does what ---- */

/* The name of whom an entry names in `by` ("u3": journal_actor); what stands there itself if there
 * is no such account. Fails BROKEN. */
must_check bool account_name(struct db *db, struct arena *mem, struct str by, struct str *name,
                             struct error *err);

/* The roles that the visitor holds today, as people read them: "Cán bộ Mặt trận, Thị trấn …", with
 * semicolons between several; empty without any. Fails BROKEN. */
must_check bool account_roles_told(struct request *req, struct str *words, struct error *err);

/* Adds a line to the trail, in the writer's transaction. what: a message, "Khóa tài khoản";
 * subject: what it was done to, never a secret; both without line ends. */
must_check bool trail_add(struct request *req, struct str what, struct str subject,
                          struct error *err);

/* Proves the trail's chain of hashes; fails BROKEN naming the first line that does not follow from
 * the one before. */
must_check bool trail_check(struct db *db, struct error *err);

/* ---- serving ---- */

/* Begins and ends what is remembered between requests (sessions seen lately, wrong passwords); the
 * book must not be served in between without it. */
void accounts_open(struct book *book);
void accounts_close(struct book *book);

/* Answers the web floor's questions about sessions; `unit` and `is_secure` are the caller's. */
extern const struct web_doors account_doors;

/* When sessions were last used, exact to five minutes: for struct web_writer, has_loose, settle and
 * settled. */
bool accounts_are_loose(struct book *book);
must_check bool accounts_settle(struct book *book, struct error *err);
void accounts_settled(struct book *book);

/* The one-time address, without host, by which the first administrator makes an account; empty once
 * there is any account. Writes, in the caller's transaction. */
must_check bool account_first_link(struct book *book, struct arena *mem, struct str *address,
                                   struct error *err);

/* Makes one account for each role of a sample book, and tells them in `out`. */
must_check bool account_sample(struct book *book, struct arena *mem, struct text *out,
                               struct error *err);

#endif
