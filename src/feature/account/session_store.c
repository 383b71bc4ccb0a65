#include "feature/account/session.h"

#include "base/file.h"
#include "base/text.h"

static struct str hash_bytes(const struct sha256 *hash)
{
    return (struct str){(const char *)hash->at, sizeof hash->at};
}

struct str token_new(struct arena *mem)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    unsigned char bytes[TOKEN_BYTES + 1] = {0};
    char token[TOKEN_CHARS];
    random_bytes(bytes, TOKEN_BYTES);
    for (size_t i = 0; i < TOKEN_CHARS; i++) { /* RFC 4648, 5, without padding */
        size_t bit = i * 6;
        unsigned pair = (unsigned)bytes[bit / 8] << 8 | bytes[bit / 8 + 1];
        token[i] = letters[pair >> (10 - bit % 8) & 63];
    }
    return str_copy(mem, (struct str){token, sizeof token});
}

struct sha256 token_hash(struct str token)
{
    return sha256_of(&token, 1);
}

static void session_take(struct query *query, struct arena *mem, struct session *session)
{
    session->id = take_int(query);
    session->account = take_int(query);
    session->created = take_int(query);
    session->seen = take_int(query);
    session->ends = take_int(query);
    session->idle_seconds = take_int(query);
    session->is_waiting = take_int(query) != 0;
    session->agent = take_text(query, mem);
    session->address = take_text(query, mem);
}

bool session_by_token(struct db *db, struct arena *mem, struct str token, int64_t now,
                      struct session *session, struct error *err)
{
    *session = (struct session){0};
    if (token.len != TOKEN_CHARS)
        return true;
    struct sha256 hash = token_hash(token);
    struct query query =
        db_query(db, "SELECT id, account, created, seen, ends, idle_seconds, is_waiting, agent,"
                     "       address"
                     "  FROM account_session"
                     " WHERE token = $1 AND ends > $2");
    bind_bytes(&query, hash_bytes(&hash));
    bind_int(&query, now);
    if (query_one(&query))
        session_take(&query, mem, session);
    return query_end(&query, err);
}

bool sessions_of(struct db *db, struct arena *mem, int64_t account, int64_t now,
                 struct sessions *sessions, struct error *err)
{
    struct query query =
        db_query(db, "SELECT id, account, created, seen, ends, idle_seconds, is_waiting, agent,"
                     "       address"
                     "  FROM account_session"
                     " WHERE account = $1 AND ends > $2 AND seen + idle_seconds >= $2"
                     " ORDER BY id DESC");
    bind_int(&query, account);
    bind_int(&query, now);
    while (query_next(&query))
        session_take(&query, mem, list_add(sessions, mem));
    return query_end(&query, err);
}

bool session_end(struct db *db, int64_t account, int64_t id, struct error *err)
{
    int64_t changed;
    struct query query = db_query(db, "DELETE FROM account_session WHERE account = $1 AND id = $2");
    bind_int(&query, account);
    bind_int(&query, id);
    if (!query_run(&query, &changed, err))
        return false;
    return changed == 1 || fail(err, ERROR_MISSING, "so", "phiên làm việc này đã kết thúc rồi");
}

bool sessions_end(struct db *db, int64_t account, int64_t except, struct error *err)
{
    struct query query =
        db_query(db, "DELETE FROM account_session WHERE account = $1 AND id <> $2");
    bind_int(&query, account);
    bind_int(&query, except);
    return query_run(&query, NULL, err);
}

bool session_write_seen(struct db *db, const struct sha256 *hash, int64_t seen, struct error *err)
{
    struct query query =
        db_query(db, "UPDATE account_session SET seen = $2 WHERE token = $1 AND seen < $2");
    bind_bytes(&query, hash_bytes(hash));
    bind_int(&query, seen);
    return query_run(&query, NULL, err);
}

/* ---- begin ---- */

static bool token_delete(struct db *db, struct str token, struct error *err)
{
    struct sha256 hash = token_hash(token);
    struct query query = db_query(db, "DELETE FROM account_session WHERE token = $1");
    bind_bytes(&query, hash_bytes(&hash));
    return query_run(&query, NULL, err);
}

/* Makes room: what has ended goes, then the oldest of the account above SESSIONS_MAX. */
static bool sessions_clear(struct db *db, int64_t account, int64_t now, struct error *err)
{
    struct query query = db_query(
        db, "DELETE FROM account_session"
            " WHERE ends <= $2 OR seen + idle_seconds < $2"
            "    OR (account = $1 AND id <= COALESCE((SELECT id FROM account_session"
            "                                          WHERE account = $1"
            "                                          ORDER BY id DESC LIMIT 1 OFFSET $3), 0))");
    bind_int(&query, account);
    bind_int(&query, now);
    bind_int(&query, SESSIONS_MAX - 1);
    return query_run(&query, NULL, err);
}

static bool session_insert(struct db *db, const struct session *session, const struct sha256 *hash,
                           struct error *err)
{
    struct query query =
        db_query(db, "INSERT INTO account_session (id, token, account, created, seen, ends,"
                     "                             idle_seconds, is_waiting, agent, address)"
                     " VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM account_session),"
                     "         $1, $2, $3, $3, $4, $5, $6, $7, $8)");
    bind_bytes(&query, hash_bytes(hash));
    bind_int(&query, session->account);
    bind_int(&query, session->created);
    bind_int(&query, session->ends);
    bind_int(&query, session->idle_seconds);
    bind_int(&query, session->is_waiting);
    bind_text(&query, session->agent);
    bind_text(&query, session->address);
    return query_run(&query, NULL, err);
}

/* What a browser says of itself, cut short: enough to know one's own phone by. */
static struct str agent_short(struct arena *mem, struct str agent)
{
    struct text out = text_new(mem, SESSION_AGENT_MAX_BYTES);
    for (size_t i = 0; i < agent.len && out.len < SESSION_AGENT_MAX_BYTES; i++)
        text_char(&out, agent.at[i] >= ' ' && agent.at[i] < 0x7f ? agent.at[i] : '?');
    return text_str(&out);
}

bool session_begin(struct request *req, int64_t account, bool is_waiting, bool is_own_phone,
                   struct session_cookie *cookie, struct error *err)
{
    int64_t now = req->book->journal.clock();
    int64_t longest = is_own_phone ? SESSION_PHONE_SECONDS : SESSION_END_SECONDS;
    struct str token = token_new(req->mem);
    struct sha256 hash = token_hash(token);
    struct session session = {
        .account = account,
        .created = now,
        .ends = now + (is_waiting ? SESSION_WAITING_SECONDS : longest),
        .idle_seconds = is_own_phone ? SESSION_PHONE_SECONDS : SESSION_IDLE_SECONDS,
        .is_waiting = is_waiting,
        .agent = agent_short(req->mem, req->agent),
        .address = req->client,
    };
    if (!token_delete(req->db, req->session, err) || !sessions_clear(req->db, account, now, err) ||
        !session_insert(req->db, &session, &hash, err))
        return false;
    book_accounts_changed(req->book);
    *cookie = (struct session_cookie){.token = token,
                                      .seconds = is_own_phone ? SESSION_PHONE_SECONDS : 0};
    return true;
}
