#include "feature/account/session.h"

enum {
    PLACES = 8, /* that a session may stand at, side by side */
    FORM_TOKEN_BYTES = 16,
    UTC_OFFSET_SECONDS = 7 * 3600, /* as in book_today */
    DAY_SECONDS = 24 * 3600,
};

/* ---- open and close ---- */

void accounts_open(struct book *book)
{
    struct arena mem = {0};
    struct accounts *accounts = arena_one(&mem, struct accounts);
    accounts->mem = mem;
    pthread_mutex_init(&accounts->lock, NULL);
    book->accounts = accounts;
}

void accounts_close(struct book *book)
{
    struct accounts *accounts = book->accounts;
    book->accounts = NULL;
    for (size_t i = 0; i < SESSIONS_KNOWN; i++)
        arena_end(&accounts->known[i].mem);
    pthread_mutex_destroy(&accounts->lock);
    struct arena mem = accounts->mem;
    arena_end(&mem);
}

/* ---- wrong tries ---- */

struct sha256 tries_key(const struct book *book, const char *kind, struct str name)
{
    const struct str parts[] = {str_of(kind), S(" "), name};
    return hmac_of((struct str){(const char *)book->secret, sizeof book->secret}, parts,
                   COUNT_OF(parts));
}

int64_t accounts_wait(struct book *book, const struct sha256 *key, int64_t free_tries)
{
    struct accounts *accounts = book->accounts;
    pthread_mutex_lock(&accounts->lock);
    int64_t wait = tries_wait(&accounts->tries, key, free_tries, book->journal.clock());
    pthread_mutex_unlock(&accounts->lock);
    return wait;
}

void accounts_fail(struct book *book, const struct sha256 *key)
{
    struct accounts *accounts = book->accounts;
    pthread_mutex_lock(&accounts->lock);
    tries_fail(&accounts->tries, key, book->journal.clock());
    pthread_mutex_unlock(&accounts->lock);
}

void accounts_forgive(struct book *book, const struct sha256 *key)
{
    struct accounts *accounts = book->accounts;
    pthread_mutex_lock(&accounts->lock);
    tries_forget(&accounts->tries, key);
    pthread_mutex_unlock(&accounts->lock);
}

/* ---- remembering ---- */

static struct known_session *places_of(struct accounts *accounts, const struct sha256 *hash)
{
    size_t number = (size_t)hash->at[0] << 8 | hash->at[1];
    return &accounts->known[number % (SESSIONS_KNOWN / PLACES) * PLACES];
}

static struct known_session *known_find(struct accounts *accounts, const struct sha256 *hash)
{
    struct known_session *places = places_of(accounts, hash);
    for (size_t i = 0; i < PLACES; i++)
        if (places[i].visitor && memcmp(places[i].hash.at, hash->at, sizeof hash->at) == 0)
            return &places[i];
    return NULL;
}

static const struct visitor *visitor_copy(struct arena *mem, const struct visitor *visitor)
{
    struct visitor *copy = arena_one(mem, struct visitor);
    struct visitor_role *roles = arena_many(mem, struct visitor_role, visitor->roles_count);
    *copy = *visitor;
    copy->name = str_copy(mem, visitor->name);
    copy->token = str_copy(mem, visitor->token);
    copy->roles = roles;
    for (size_t i = 0; i < visitor->roles_count; i++)
        roles[i] = (struct visitor_role){visitor->roles[i].role, /* static */
                                         str_copy(mem, visitor->roles[i].unit)};
    return copy;
}

/* True if what is remembered still holds. */
static bool is_valid(const struct known_session *known, uint64_t mark, int64_t now)
{
    return known->mark == mark && now < known->until && now - known->seen <= known->idle_seconds;
}

static bool visitor_known(struct request *req, const struct visitor **visitor, uint64_t *mark)
{
    struct book *book = req->book;
    struct accounts *accounts = book->accounts;
    struct sha256 hash = token_hash(req->session);
    int64_t now = book->journal.clock();
    *visitor = NULL;
    if (req->session.len != TOKEN_CHARS)
        return true;
    *mark = atomic_load(&book->accounts_version);
    /* In the writer's own transaction more may have changed than is committed. */
    if (req->db == book->db && book->accounts_dirty)
        return false;
    pthread_mutex_lock(&accounts->lock);
    struct known_session *known = known_find(accounts, &hash);
    bool is_known = known && is_valid(known, *mark, now);
    if (is_known) {
        known->seen = now;
        *visitor = visitor_copy(req->mem, known->visitor);
    }
    pthread_mutex_unlock(&accounts->lock);
    return is_known;
}

/* The place to remember a session at: its own, a free one, or the one not used for longest. */
static struct known_session *place_for(struct accounts *accounts, const struct sha256 *hash)
{
    struct known_session *chosen = known_find(accounts, hash);
    struct known_session *places = places_of(accounts, hash);
    if (chosen)
        return chosen;
    chosen = places;
    for (size_t i = 1; i < PLACES && chosen->visitor; i++)
        if (!places[i].visitor || places[i].seen < chosen->seen)
            chosen = &places[i];
    arena_end(&chosen->mem);
    *chosen = (struct known_session){0};
    return chosen;
}

/* ---- looking up ---- */

/* What is remembered of the last use, if that is more than the table says. */
static int64_t seen_lately(struct accounts *accounts, const struct sha256 *hash, int64_t written)
{
    pthread_mutex_lock(&accounts->lock);
    const struct known_session *known = known_find(accounts, hash);
    int64_t seen = known && known->seen > written ? known->seen : written;
    pthread_mutex_unlock(&accounts->lock);
    return seen;
}

static void remember(struct book *book, const struct sha256 *hash, const struct session *session,
                     const struct visitor *visitor, uint64_t mark, int64_t now)
{
    struct accounts *accounts = book->accounts;
    int64_t end_of_day = ((int64_t)book_today(book).number + 1) * DAY_SECONDS - UTC_OFFSET_SECONDS;
    pthread_mutex_lock(&accounts->lock);
    struct known_session *known = place_for(accounts, hash);
    arena_reset(&known->mem);
    known->hash = *hash;
    known->visitor = visitor_copy(&known->mem, visitor);
    known->mark = mark;
    known->seen = now;
    known->written = session->seen;
    known->idle_seconds = session->idle_seconds;
    known->until = session->ends < end_of_day ? session->ends : end_of_day;
    pthread_mutex_unlock(&accounts->lock);
}

struct str session_form_token(struct arena *mem, const struct book *book, struct str token)
{
    struct sha256 hash = token_hash(token);
    const struct str parts[] = {S("form "), {(const char *)hash.at, sizeof hash.at}};
    struct sha256 proof = hmac_of((struct str){(const char *)book->secret, sizeof book->secret},
                                  parts, COUNT_OF(parts));
    return hex_of(mem, proof.at, FORM_TOKEN_BYTES);
}

/* The roles of today; those of a session that is still to give or to set up a code are only that.
 */
static bool roles_fill(struct request *req, const struct account *account,
                       const struct session *session, struct visitor *visitor, struct error *err)
{
    struct held_roles held = {0};
    struct day today = book_today(req->book);
    if (!held_roles_of(req->db, req->mem, account->id, &held, err))
        return false;
    struct visitor_role *roles = arena_many(req->mem, struct visitor_role, held.count + 1);
    bool needs_code = false;
    visitor->roles = roles;
    for (size_t i = 0; i < held.count; i++) {
        if (!role_holds_on(&held.at[i], today))
            continue;
        needs_code |= held.at[i].role->needs_code;
        roles[visitor->roles_count++] =
            (struct visitor_role){held.at[i].role->code, held.at[i].unit};
    }
    bool must_enrol = needs_code && !account->has_codes;
    if (!session->is_waiting && !must_enrol) {
        roles[visitor->roles_count++] = (struct visitor_role){S("member"), S("")};
        return true;
    }
    visitor->roles_count = 1;
    roles[0] =
        (struct visitor_role){session->is_waiting ? S("awaits_code") : S("must_enrol"), S("")};
    visitor->detour = session->is_waiting ? S("/dang-nhap/ma") : S("/tai-khoan/ma-xac-thuc");
    return true;
}

static bool visitor_find(struct request *req, uint64_t mark, const struct visitor **out,
                         struct error *err)
{
    struct book *book = req->book;
    struct session session;
    struct account account;
    int64_t now = book->journal.clock();
    *out = NULL;
    if (!session_by_token(req->db, req->mem, req->session, now, &session, err))
        return false;
    if (!session.id)
        return true;
    struct sha256 hash = token_hash(req->session);
    if (now - seen_lately(book->accounts, &hash, session.seen) > session.idle_seconds)
        return true;
    if (!account_by_id(req->db, req->mem, session.account, &account, err))
        return false;
    if (!account.id || account.is_locked)
        return true;
    struct visitor *visitor = arena_one(req->mem, struct visitor);
    *visitor = (struct visitor){.id = account.id,
                                .name = account.name,
                                .session = session.id,
                                .token = session_form_token(req->mem, book, req->session)};
    if (!roles_fill(req, &account, &session, visitor, err))
        return false;
    if (req->db != book->db)
        remember(book, &hash, &session, visitor, mark, now);
    *out = visitor;
    return true;
}

const struct web_doors account_doors = {
    .known = visitor_known, .find = visitor_find, .sign_in = "/dang-nhap"};

/* ---- writing down ---- */

static bool is_loose(const struct known_session *known)
{
    return known->visitor && known->seen - known->written >= SESSION_SEEN_STEP_SECONDS;
}

bool accounts_are_loose(struct book *book)
{
    struct accounts *accounts = book->accounts;
    bool is_any_loose = false;
    pthread_mutex_lock(&accounts->lock);
    for (size_t i = 0; i < SESSIONS_KNOWN && !is_any_loose; i++)
        is_any_loose = is_loose(&accounts->known[i]);
    pthread_mutex_unlock(&accounts->lock);
    return is_any_loose;
}

struct seen {
    struct sha256 hash;
    int64_t seen;
};

bool accounts_settle(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct accounts *accounts = book->accounts;
    list_of(struct seen) list = {0};
    pthread_mutex_lock(&accounts->lock);
    for (size_t i = 0; i < SESSIONS_KNOWN; i++) {
        struct known_session *known = &accounts->known[i];
        if (!is_loose(known))
            continue;
        known->writing = known->seen;
        *list_add(&list, &mem) = (struct seen){known->hash, known->seen};
    }
    pthread_mutex_unlock(&accounts->lock);
    for (size_t i = 0; i < list.count; i++)
        if (!session_write_seen(book->db, &list.at[i].hash, list.at[i].seen, err))
            return false;
    return true;
}

void accounts_settled(struct book *book)
{
    struct accounts *accounts = book->accounts;
    pthread_mutex_lock(&accounts->lock);
    for (size_t i = 0; i < SESSIONS_KNOWN; i++) {
        struct known_session *known = &accounts->known[i];
        known->written = known->writing > known->written ? known->writing : known->written;
    }
    pthread_mutex_unlock(&accounts->lock);
}
