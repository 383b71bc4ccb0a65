#include "feature/account/account_fixture.h"

enum { NOON = 1656633600 + 5 * 3600 }; /* 2022-07-01, 12:00 here */

int64_t now;

static int64_t test_clock(void)
{
    return now;
}

static void memory_end(struct world *world)
{
    accounts_close(&world->book);
}

/* What feature/unit, which stands above, has made of its entries. */
static void units_make(struct world *world)
{
    now = NOON;
    world->book.journal.clock = test_clock;
    accounts_open(&world->book);
    world->leave = memory_end;
    assert_well(db_run(world->book.db,
                       "CREATE TABLE unit (id ID, code TEXT NOT NULL, kind TEXT NOT NULL,"
                       " name TEXT NOT NULL, number INT NOT NULL);"
                       "CREATE TABLE unit_above (above INT NOT NULL, unit INT NOT NULL);"
                       "INSERT INTO unit VALUES (1, 'xa', 'commune', 'Xã A', 0);"
                       "INSERT INTO unit VALUES (2, 'kp1', 'area', 'Khu phố 1', 1);"
                       "INSERT INTO unit_above VALUES (1, 1);"
                       "INSERT INTO unit_above VALUES (1, 2);"
                       "INSERT INTO unit_above VALUES (2, 2);",
                       &world->err));
}

/* ---- doing ---- */

/* A request as the writer sees it. */
struct request writing(struct world *world, struct str session)
{
    return (struct request){.mem = &world->mem,
                            .book = &world->book,
                            .db = world->book.db,
                            .session = session,
                            .client = S("192.0.2.7"),
                            .agent = S("Trình duyệt\x01/1.0")};
}

void begin(struct world *world)
{
    assert_well(book_begin(&world->book, &world->err));
}

void commit(struct world *world)
{
    assert_well(book_commit(&world->book, NULL, &world->err));
}

int64_t account_add(struct world *world, const char *login, const char *role, const char *unit)
{
    struct held_role held = {.role = role_find(str_of(role)),
                             .unit = str_of(unit),
                             .first = book_today(&world->book),
                             .last = DAY_LAST};
    begin(world);
    assert_well(account_insert(world->book.db, str_of(login), S("Người thử"), now, &held.account,
                               &world->err));
    assert_well(held_role_insert(world->book.db, &held, &world->err));
    book_accounts_changed(&world->book);
    commit(world);
    return held.account;
}

/* A session begun and committed; its token. */
struct str enter(struct world *world, int64_t account, bool is_waiting, bool is_own_phone,
                 struct str before)
{
    struct request req = writing(world, before);
    struct session_cookie cookie;
    begin(world);
    assert_well(session_begin(&req, account, is_waiting, is_own_phone, &cookie, &world->err));
    commit(world);
    assert_int_equal(cookie.seconds, is_own_phone ? SESSION_PHONE_SECONDS : 0);
    return cookie.token;
}

/* Who a token is, as a listener finds out. *is_known: without looking it up. */
const struct visitor *ask(struct world *world, struct str token, bool *is_known)
{
    struct request req = writing(world, token);
    const struct visitor *visitor = NULL;
    uint64_t mark = 0;
    auto_db reader = NULL;
    req.db = NULL;
    *is_known = account_doors.known(&req, &visitor, &mark);
    if (*is_known)
        return visitor;
    assert_well(book_reader(&world->book, &reader, &world->err));
    assert_well(db_begin(reader, &world->err));
    req.db = reader;
    assert_well(account_doors.find(&req, mark, &visitor, &world->err));
    db_rollback(reader);
    return visitor;
}

const struct visitor *who(struct world *world, struct str token)
{
    bool is_known;
    return ask(world, token, &is_known);
}

void change(struct world *world, bool (*write)(struct world *world, int64_t account),
            int64_t account)
{
    begin(world);
    assert_well(write(world, account));
    book_accounts_changed(&world->book);
    commit(world);
}

bool lock(struct world *world, int64_t account)
{
    return account_write_lock(world->book.db, account, true, &world->err);
}

bool give_codes(struct world *world, int64_t account)
{
    return account_write_secret(world->book.db, account, S("12345678901234567890"), true, 0,
                                &world->err);
}

static const struct feature *const features[] = {&account_feature};

const struct world_kind account_world = {.name = "account",
                                         .features = features,
                                         .features_count = COUNT_OF(features),
                                         .fill = units_make};
