/* Sessions and what they may do, on both databases. */
#include "feature/account/account_fixture.h"

static void a_session_is_known_without_a_query_once_it_was_looked_up(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "can-bo", "officer", "xa");
    struct str token = enter(world, account, false, false, S(""));
    bool is_known;
    const struct visitor *visitor = ask(world, token, &is_known);
    assert_false(is_known);
    assert_int_equal(visitor->id, account);
    assert_true(visitor_has(visitor, MAY_IMPORT) && visitor_has(visitor, MAY_WORK));
    assert_false(visitor_has(visitor, MAY_ADMINISTER));
    const struct visitor *again = ask(world, token, &is_known);
    assert_true(is_known);
    assert_true(str_is(again->token, visitor->token) && again->token.len == 32);
    assert_true(str_is(again->roles[0].unit, S("xa")));
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM account_session"), 1);
}

static void a_token_that_nobody_was_given_is_nobody(void **state)
{
    struct world *world = *state;
    static const char *const tokens[] = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};
    for (size_t i = 0; i < COUNT_OF(tokens); i++)
        assert_null(who(world, str_of(tokens[i])));
}

static void what_changes_rights_is_seen_with_the_next_request(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "can-bo", "officer", "xa");
    struct str token = enter(world, account, false, false, S(""));
    bool is_known;
    assert_non_null(who(world, token));
    change(world, lock, account);
    assert_null(ask(world, token, &is_known));
    assert_false(is_known);
}

static void the_writer_sees_what_its_own_transaction_changed(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "can-bo", "officer", "xa");
    struct str token = enter(world, account, false, false, S(""));
    const struct visitor *visitor;
    uint64_t mark = 0;
    assert_non_null(who(world, token));
    begin(world);
    struct request req = writing(world, token);
    assert_true(account_doors.known(&req, &visitor, &mark));
    assert_true(lock(world, account));
    book_accounts_changed(&world->book);
    assert_false(account_doors.known(&req, &visitor, &mark));
    assert_well(account_doors.find(&req, mark, &visitor, &world->err));
    assert_null(visitor);
    book_rollback(&world->book);
    assert_non_null(who(world, token));
}

static void a_new_session_ends_the_one_that_the_browser_brought(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "can-bo", "officer", "xa");
    int64_t other = account_add(world, "thanh-tra", "inspector", "xa");
    struct str planted = enter(world, other, false, false, S(""));
    struct str token = enter(world, account, false, false, planted);
    assert_false(str_is(token, planted));
    assert_null(who(world, planted));
    assert_int_equal(who(world, token)->id, account);
}

static void a_session_ends_when_it_is_idle_and_at_the_end_of_the_day(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "can-bo", "officer", "xa"), begun = now;
    struct str token = enter(world, account, false, false, S(""));
    struct str idle = enter(world, account, false, false, S(""));
    assert_non_null(who(world, token));
    assert_non_null(who(world, idle));
    now = begun + SESSION_IDLE_SECONDS - 1;
    assert_non_null(who(world, token));
    now = begun + SESSION_IDLE_SECONDS + 1;
    assert_null(who(world, idle));
    assert_non_null(who(world, token)); /* it was used in between */
    now = begun + SESSION_END_SECONDS - 1;
    assert_non_null(who(world, token));
    now = begun + SESSION_END_SECONDS;
    assert_null(who(world, token));
}

static void a_phone_of_ones_own_stays_signed_in_for_a_month(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "truong-ban", "team_head", "kp1"), begun = now;
    struct str token = enter(world, account, false, true, S(""));
    now = begun + SESSION_PHONE_SECONDS - 1;
    assert_non_null(who(world, token));
    now = begun + SESSION_PHONE_SECONDS;
    assert_null(who(world, token));
}

static void the_oldest_sessions_of_an_account_make_room(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "can-bo", "officer", "xa");
    int64_t other = account_add(world, "thanh-tra", "inspector", "xa");
    struct str bystander = enter(world, other, false, false, S(""));
    struct str first = enter(world, account, false, false, S("")), second = S("");
    for (int i = 1; i <= SESSIONS_MAX; i++) {
        struct str token = enter(world, account, false, false, S(""));
        second = i == 1 ? token : second;
    }
    assert_null(who(world, first));
    assert_non_null(who(world, second));
    assert_non_null(who(world, bystander));
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM account_session"), SESSIONS_MAX + 1);
}

static void when_a_session_was_last_used_is_written_down_now_and_then(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "can-bo", "officer", "xa"), begun = now;
    struct str token = enter(world, account, false, false, S(""));
    assert_non_null(who(world, token));
    now = begun + SESSION_SEEN_STEP_SECONDS - 1;
    assert_non_null(who(world, token));
    assert_false(accounts_are_loose(&world->book));
    now = begun + SESSION_SEEN_STEP_SECONDS;
    assert_non_null(who(world, token));
    assert_true(accounts_are_loose(&world->book));
    begin(world);
    assert_well(accounts_settle(&world->book, &world->err));
    commit(world);
    accounts_settled(&world->book);
    assert_false(accounts_are_loose(&world->book));
    assert_int_equal(number_of(world, "SELECT seen FROM account_session"), now);
}

static void what_a_browser_says_of_itself_is_cut_and_cleaned(void **state)
{
    struct world *world = *state;
    struct sessions sessions = {0};
    int64_t account = account_add(world, "can-bo", "officer", "xa");
    enter(world, account, false, false, S(""));
    assert_well(sessions_of(world->book.db, &world->mem, account, now, &sessions, &world->err));
    assert_text(sessions.at[0].agent, "Tr??nh duy???t?/1.0");
    assert_text(sessions.at[0].address, "192.0.2.7");
}

/* ---- roles ---- */

static void a_role_holds_from_its_first_to_its_last_day(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "can-bo", "officer", "xa");
    struct str token = enter(world, account, false, true, S(""));
    struct held_role role = {.account = account,
                             .role = role_find(S("inspector")),
                             .unit = S("kp1"),
                             .first = day_of("2022-07-02"),
                             .last = day_of("2022-07-03")};
    begin(world);
    assert_well(held_role_insert(world->book.db, &role, &world->err));
    book_accounts_changed(&world->book);
    commit(world);
    static const bool holds[] = {false, true, true, false};
    for (size_t i = 0; i < COUNT_OF(holds); i++, now += 24 * 3600)
        assert_int_equal(visitor_has(who(world, token), "inspector"), holds[i]);
}

static void who_may_pay_or_publish_sets_up_a_second_factor_first(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "chu-tich", "chair", "xa");
    struct str token = enter(world, account, false, false, S(""));
    const struct visitor *visitor = who(world, token);
    assert_text(visitor->detour, "/tai-khoan/ma-xac-thuc");
    assert_true(visitor_has(visitor, "must_enrol"));
    assert_false(visitor_has(visitor, MAY_WORK) || visitor_has(visitor, MAY_ISSUE));
    change(world, give_codes, account);
    visitor = who(world, token);
    assert_int_equal(visitor->detour.len, 0);
    assert_true(visitor_has(visitor, MAY_ISSUE));
    visitor = who(world, enter(world, account, true, false, S("")));
    assert_text(visitor->detour, "/dang-nhap/ma");
    assert_true(visitor_has(visitor, "awaits_code") && visitor->roles_count == 1);
    now += SESSION_WAITING_SECONDS;
    assert_non_null(who(world, token));
}

static void a_session_that_waits_for_its_code_does_not_wait_long(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "chu-tich", "chair", "xa");
    change(world, give_codes, account);
    struct str token = enter(world, account, true, false, S(""));
    assert_non_null(who(world, token));
    now += SESSION_WAITING_SECONDS;
    assert_null(who(world, token));
}

int main(int count, char **words)
{
    (void)count;
    static const struct world_test tests[] = {
        WORLD_TEST(a_session_is_known_without_a_query_once_it_was_looked_up),
        WORLD_TEST(a_token_that_nobody_was_given_is_nobody),
        WORLD_TEST(what_changes_rights_is_seen_with_the_next_request),
        WORLD_TEST(the_writer_sees_what_its_own_transaction_changed),
        WORLD_TEST(a_new_session_ends_the_one_that_the_browser_brought),
        WORLD_TEST(a_session_ends_when_it_is_idle_and_at_the_end_of_the_day),
        WORLD_TEST(a_phone_of_ones_own_stays_signed_in_for_a_month),
        WORLD_TEST(the_oldest_sessions_of_an_account_make_room),
        WORLD_TEST(when_a_session_was_last_used_is_written_down_now_and_then),
        WORLD_TEST(what_a_browser_says_of_itself_is_cut_and_cleaned),
        WORLD_TEST(a_role_holds_from_its_first_to_its_last_day),
        WORLD_TEST(who_may_pay_or_publish_sets_up_a_second_factor_first),
        WORLD_TEST(a_session_that_waits_for_its_code_does_not_wait_long),
    };
    return world_run(&account_world, tests, COUNT_OF(tests), words[0]);
}
