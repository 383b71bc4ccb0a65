/* Whoever tries names finds out nothing: an unknown one costs the same hashing as a known one. */
#include "feature/account/account.h"
#include "feature/account/account_fixture.h"

#include "base/password.h"

/* ---- counting ---- */

/* The linker leads calls of password_is here (--wrap, see meson.build) and names both functions.
 * NOLINTBEGIN(bugprone-reserved-identifier) */
bool __real_password_is(struct str hash, struct str password);
bool __wrap_password_is(struct str hash, struct str password);

static int hashings;
static struct str costs[8]; /* "$argon2id$v=19$m=65536,t=2,p=1$" of each */

bool __wrap_password_is(struct str hash, struct str password)
{
    size_t salt = 0, dollars = 0;
    while (salt < hash.len && dollars < 4)
        dollars += hash.at[salt++] == '$';
    assert_true((size_t)hashings < COUNT_OF(costs));
    costs[hashings++] = str_part(hash, 0, salt);
    return __real_password_is(hash, password);
}
/* NOLINTEND(bugprone-reserved-identifier) */

/* ---- trying ---- */

static const struct route *sign_in_route(void)
{
    for (size_t i = 0; i < account_feature.routes_count; i++) {
        const struct route *route = &account_feature.routes[i];
        if (route->method == METHOD_POST && strcmp(route->path, "/dang-nhap") == 0)
            return route;
    }
    fail_msg("no route");
    return NULL;
}

static void value_put(struct request *req, const char *field, const char *value)
{
    for (size_t i = 0; req->route->fields[i].name; i++)
        if (strcmp(req->route->fields[i].name, field) == 0)
            req->value[i] = str_of(value);
}

/* The slow half of signing in; what it leaves to the writer is not done. */
static void assert_hashed_once(struct world *world, const char *login, const char *password)
{
    struct request req = writing(world, S(""));
    struct response response = {0};
    req.route = sign_in_route();
    value_put(&req, "ten_dang_nhap", login);
    value_put(&req, "mat_khau", password);
    hashings = 0;
    assert_well(req.route->page(&req, &response, &world->err));
    assert_non_null(req.then);
    assert_int_equal(hashings, 1);
    assert_text(costs[0], "$argon2id$v=19$m=65536,t=2,p=1$");
}

static void password_give(struct world *world, int64_t account, const char *password)
{
    struct str hash;
    assert_well(password_hash(&world->mem, str_of(password), &hash, &world->err));
    begin(world);
    assert_well(account_write_password(world->book.db, account, hash, &world->err));
    commit(world);
}

static void every_name_costs_one_hashing(void **state)
{
    struct world *world = *state;
    password_give(world, account_add(world, "lan", "officer", "xa"), "mua xuan 2022");
    int64_t locked = account_add(world, "hoa", "officer", "xa");
    password_give(world, locked, "mua ha 2022");
    change(world, lock, locked);
    account_add(world, "mai", "officer", "xa"); /* invited, has not chosen a password yet */
    assert_hashed_once(world, "lan", "mua xuan 2022");
    assert_hashed_once(world, "lan", "sai");
    assert_hashed_once(world, "khong-co-ai", "sai");
    assert_hashed_once(world, "", "");
    assert_hashed_once(world, "hoa", "mua ha 2022");
    assert_hashed_once(world, "mai", "sai");
}

int main(int count unused, char **words)
{
    static const struct world_test tests[] = {WORLD_TEST(every_name_costs_one_hashing)};
    return world_run(&account_world, tests, COUNT_OF(tests), words[0]);
}
