/* Sessions: from a token of 256 random bits to a visitor. Kept by the token's hash; who was seen
 * lately is remembered, so that a signed-in request costs no query. */
#ifndef FEATURE_ACCOUNT_SESSION_H
#define FEATURE_ACCOUNT_SESSION_H

#include "feature/account/account_store.h"
#include "feature/account/tries.h"

#include <pthread.h>

enum {
    SESSION_IDLE_SECONDS = 8 * 3600,        /* without a request */
    SESSION_END_SECONDS = 12 * 3600,        /* whatever happens: one working day */
    SESSION_PHONE_SECONDS = 30 * 24 * 3600, /* on a team head's own phone, both */
    SESSION_WAITING_SECONDS = 600,          /* for the code of the second factor */
    SESSION_SEEN_STEP_SECONDS = 300,        /* how exactly its last use is written down */
    SESSION_AGENT_MAX_BYTES = 80,
    SESSIONS_MAX = 20,     /* of one account; the oldest makes room */
    SESSIONS_KNOWN = 1024, /* remembered; others are looked up */
    TOKEN_BYTES = 32,
    TOKEN_CHARS = 43,
};

struct session {
    int64_t id, account;
    int64_t created, seen, ends; /* seconds since 1970 */
    int64_t idle_seconds;
    bool is_waiting; /* the password was right, the code is still to come */
    struct str agent, address;
};

struct sessions {
    struct session *at;
    size_t count, room;
};

/* A session that is remembered. */
struct known_session {
    struct arena mem; /* of the visitor */
    struct sha256 hash;
    const struct visitor *visitor;  /* NULL: a free place */
    uint64_t mark;                  /* of the accounts' state it was read from */
    int64_t seen, writing, written; /* last request; what the table will say and says of it */
    int64_t idle_seconds;
    int64_t until; /* it ends, or the day does: roles are dated */
};

/* What is remembered between requests; hangs on the book. */
struct accounts {
    struct arena mem;
    pthread_mutex_t lock;
    struct known_session known[SESSIONS_KNOWN];
    struct tries tries;
};

/* A new random token, and the hash by which a token is kept. */
struct str token_new(struct arena *mem);
struct sha256 token_hash(struct str token);

/* What the forms of the session with this token carry (TOKEN_FIELD). */
struct str session_form_token(struct arena *mem, const struct book *book, struct str token);

/* Begins a session on the writer and gives its cookie. What this browser had before ends: a token
 * that somebody planted is worth nothing, and each change of rights has a new one. */
must_check bool session_begin(struct request *req, int64_t account, bool is_waiting,
                              bool is_own_phone, struct session_cookie *cookie, struct error *err);

/* The session of a token that has not ended; session->id is 0 if there is none. */
must_check bool session_by_token(struct db *db, struct arena *mem, struct str token, int64_t now,
                                 struct session *session, struct error *err);

/* The sessions of an account that have not ended, newest first. */
must_check bool sessions_of(struct db *db, struct arena *mem, int64_t account, int64_t now,
                            struct sessions *sessions, struct error *err);

/* Ends one session of an account (fails MISSING), or all of them but one (except: 0 for none). */
must_check bool session_end(struct db *db, int64_t account, int64_t id, struct error *err);
must_check bool sessions_end(struct db *db, int64_t account, int64_t except, struct error *err);

/* Writes down when a session was last used. */
must_check bool session_write_seen(struct db *db, const struct sha256 *hash, int64_t seen,
                                   struct error *err);

/* Whose tries are counted: kind "account" with a login, "address" with a client's, "code" with an
 * account's number. */
struct sha256 tries_key(const struct book *book, const char *kind, struct str name);

/* Seconds to wait before somebody may try again; counts a failure; forgets them. Safe on every
 * thread. */
int64_t accounts_wait(struct book *book, const struct sha256 *key, int64_t free_tries);
void accounts_fail(struct book *book, const struct sha256 *key);
void accounts_forgive(struct book *book, const struct sha256 *key);

#endif
