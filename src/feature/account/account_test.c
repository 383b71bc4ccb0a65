/* Accounts, codes, links and the trail, on both databases. */
#include "feature/account/account_fixture.h"
#include "feature/account/totp.h"
#include "feature/account/trail.h"

static void somebody_who_can_give_rights_always_remains(void **state)
{
    struct world *world = *state;
    struct db *db = world->book.db;
    int64_t first = account_add(world, "quan-tri", "admin", ""), second;
    begin(world);
    assert_well(admin_remains(&world->book, db, &world->mem, &world->err));
    assert_well(account_write_lock(db, first, true, &world->err));
    assert_false(admin_remains(&world->book, db, &world->mem, &world->err));
    assert_int_equal(world->err.kind, ERROR_CONFLICT);
    book_rollback(&world->book);
    second = account_add(world, "quan-tri-2", "admin", "");
    begin(world);
    assert_well(account_write_lock(db, first, true, &world->err));
    assert_well(admin_remains(&world->book, db, &world->mem, &world->err));
    assert_well(held_role_delete(db, second, 2, &world->err));
    assert_false(admin_remains(&world->book, db, &world->mem, &world->err));
    book_rollback(&world->book);
}

static void there_is_an_end_to_the_roles_of_one_account(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "can-bo", "officer", "xa");
    struct held_role role = {.account = account,
                             .role = role_find(S("upper")),
                             .unit = S("xa"),
                             .first = DAY_FIRST,
                             .last = DAY_LAST};
    begin(world);
    for (int i = 1; i < ROLES_HELD_MAX; i++)
        assert_well(held_role_insert(world->book.db, &role, &world->err));
    assert_false(held_role_insert(world->book.db, &role, &world->err));
    assert_int_equal(world->err.kind, ERROR_CONFLICT);
    assert_false(held_role_delete(world->book.db, account + 1, 1, &world->err));
    book_rollback(&world->book);
}

static void a_login_belongs_to_one_account(void **state)
{
    struct world *world = *state;
    int64_t id;
    account_add(world, "can-bo", "officer", "xa");
    begin(world);
    assert_false(
        account_insert(world->book.db, S("can-bo"), S("Người khác"), now, &id, &world->err));
    assert_int_equal(world->err.kind, ERROR_CONFLICT);
    book_rollback(&world->book);
}

/* ---- codes and links ---- */

static enum code_kind give_code(struct world *world, int64_t id, struct str typed)
{
    struct request req = writing(world, S(""));
    struct account account;
    enum code_kind kind;
    begin(world);
    assert_well(account_by_id(world->book.db, &world->mem, id, &account, &world->err));
    assert_well(code_take(&req, &account, typed, &kind, &world->err));
    commit(world);
    return kind;
}

static void a_counted_code_is_taken_once(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "chu-tich", "chair", "xa");
    change(world, give_codes, account);
    struct str secret = S("12345678901234567890");
    struct str code = totp_code(&world->mem, secret, now);
    struct str spaced = str_format(&world->mem, " %.3s %s", code.at, code.at + 3);
    assert_int_equal(give_code(world, account, S("000000")), CODE_WRONG);
    assert_int_equal(give_code(world, account, spaced), CODE_COUNTED);
    assert_int_equal(give_code(world, account, code), CODE_WRONG);
    struct str earlier = totp_code(&world->mem, secret, now - TOTP_STEP_SECONDS);
    assert_int_equal(give_code(world, account, earlier), CODE_WRONG);
    now += TOTP_STEP_SECONDS;
    assert_int_equal(give_code(world, account, totp_code(&world->mem, secret, now)), CODE_COUNTED);
}

static void a_recovery_code_is_good_once_and_only_for_its_account(void **state)
{
    struct world *world = *state;
    int64_t account = account_add(world, "chu-tich", "chair", "xa"), left;
    int64_t other = account_add(world, "ke-toan", "accountant", "xa");
    struct str codes[RECOVERY_CODES], older[RECOVERY_CODES];
    struct request req = writing(world, S(""));
    change(world, give_codes, account);
    change(world, give_codes, other);
    begin(world);
    assert_well(recovery_make(&req, account, older, &world->err));
    assert_well(recovery_make(&req, account, codes, &world->err));
    commit(world);
    assert_int_equal(codes[0].len, 19); /* four groups of four */
    assert_int_equal(give_code(world, account, older[0]), CODE_WRONG);
    assert_int_equal(give_code(world, other, codes[0]), CODE_WRONG);
    assert_int_equal(give_code(world, account, codes[0]), CODE_RECOVERY);
    assert_int_equal(give_code(world, account, codes[0]), CODE_WRONG);
    assert_well(recovery_count(world->book.db, account, &left, &world->err));
    assert_int_equal(left, RECOVERY_CODES - 1);
    begin(world);
    assert_well(account_write_secret(world->book.db, account, S(""), false, 0, &world->err));
    commit(world);
    assert_int_equal(give_code(world, account, codes[1]), CODE_WRONG);
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM account_recovery"), 0);
}

/* Whose link an address is; -1: nobody's. */
static int64_t link_owner(struct world *world, struct str address)
{
    struct sha256 hash = token_hash(str_part(address, 14, address.len));
    int64_t account;
    bool is_found;
    assert_well(link_find(world->book.db, &hash, now, &account, &is_found, &world->err));
    return is_found ? account : -1;
}

static void a_link_is_good_for_seven_days_and_a_new_one_ends_it(void **state)
{
    struct world *world = *state;
    struct book *book = &world->book;
    int64_t account = account_add(world, "can-bo", "officer", "xa");
    struct str first, second;
    begin(world);
    assert_well(link_make(book, book->db, &world->mem, account, &first, &world->err));
    assert_int_equal(link_owner(world, first), account);
    assert_well(link_make(book, book->db, &world->mem, account, &second, &world->err));
    assert_int_equal(link_owner(world, first), -1);
    now += LINK_SECONDS - 1;
    assert_int_equal(link_owner(world, second), account);
    now += 1;
    assert_int_equal(link_owner(world, second), -1);
    commit(world);
}

static void the_first_administrator_needs_an_empty_book(void **state)
{
    struct world *world = *state;
    struct str address;
    begin(world);
    assert_well(account_first_link(&world->book, &world->mem, &address, &world->err));
    assert_int_equal(link_owner(world, address), 0);
    commit(world);
    account_add(world, "can-bo", "officer", "xa");
    begin(world);
    assert_well(account_first_link(&world->book, &world->mem, &address, &world->err));
    assert_int_equal(address.len, 0);
    commit(world);
}

static void the_sample_has_one_account_for_each_role(void **state)
{
    struct world *world = *state;
    struct text out = text_new(&world->mem, 10000);
    struct held_roles held = {0};
    begin(world);
    assert_well(account_sample(&world->book, &world->mem, &out, &world->err));
    commit(world);
    assert_well(held_roles_of(world->book.db, &world->mem, 0, &held, &world->err));
    assert_int_equal(held.count, account_roles_count);
    for (size_t i = 0; i < held.count; i++)
        assert_true(held.at[i].role == &account_roles[i]);
    assert_text(held.at[0].unit, "kp1");
    assert_text(held.at[1].unit, "xa");
    assert_true(str_find(text_str(&out), S("Khu phố 1")) < out.len);
}

/* ---- the trail ---- */

static void trail_fill(struct world *world)
{
    begin(world);
    for (int i = 0; i < 5; i++) {
        const struct trail_line line = {.at = now + i,
                                        .actor = i,
                                        .what = S("Khóa tài khoản"),
                                        .subject = S("can-bo"),
                                        .address = S("192.0.2.7")};
        assert_well(trail_write(world->book.db, &line, &world->err));
    }
    commit(world);
}

static void the_trail_is_read_from_its_end_in_pages(void **state)
{
    struct world *world = *state;
    struct trail_lines lines = {0}, older = {0};
    struct str hash;
    int64_t count, account = account_add(world, "can-bo", "officer", "xa");
    trail_fill(world);
    assert_well(trail_check(world->book.db, &world->err));
    assert_well(trail_read(world->book.db, &world->mem, INT64_MAX, 2, &lines, &world->err));
    assert_int_equal(lines.count, 2);
    assert_int_equal(lines.at[0].id, 5);
    assert_well(trail_read(world->book.db, &world->mem, lines.at[1].id, 9, &older, &world->err));
    assert_int_equal(older.count, 3);
    assert_int_equal(older.at[1].actor, account);
    assert_text(older.at[1].name, "Người thử");
    assert_well(trail_end(world->book.db, &world->mem, &count, &hash, &world->err));
    assert_true(count == 5 && hash.len == 64);
}

static void whoever_meddles_with_the_trail_is_found_out(void **state)
{
    struct world *world = *state;
    static const char *const meddling[] = {
        "UPDATE trail SET subject = 'khac' WHERE id = 3",
        "UPDATE trail SET at = at + 1 WHERE id = 1",
        "UPDATE trail SET what = what || '6:can-bo', subject = '' WHERE id = 5",
        "DELETE FROM trail WHERE id = 2",
        "DELETE FROM trail WHERE id = 1",
        "UPDATE trail SET id = 9 WHERE id = 5",
    };
    trail_fill(world);
    for (size_t i = 0; i < COUNT_OF(meddling); i++) {
        assert_well(db_begin(world->book.db, &world->err));
        assert_well(db_run(world->book.db, meddling[i], &world->err));
        if (trail_check(world->book.db, &world->err))
            fail_msg("not found: %s", meddling[i]);
        assert_int_equal(world->err.kind, ERROR_BROKEN);
        db_rollback(world->book.db);
    }
    assert_well(trail_check(world->book.db, &world->err));
}

static void a_name_stands_for_the_account_that_an_entry_names(void **state)
{
    struct world *world = *state;
    struct str name;
    int64_t account = account_add(world, "can-bo", "officer", "xa");
    struct str by = str_format(&world->mem, "u%lld", (long long)account);
    assert_well(account_name(world->book.db, &world->mem, by, &name, &world->err));
    assert_text(name, "Người thử");
    assert_well(account_name(world->book.db, &world->mem, S("u99"), &name, &world->err));
    assert_text(name, "u99");
    assert_well(account_name(world->book.db, &world->mem, S("system"), &name, &world->err));
    assert_text(name, "system");
}

int main(int count, char **words)
{
    (void)count;
    static const struct world_test tests[] = {
        WORLD_TEST(somebody_who_can_give_rights_always_remains),
        WORLD_TEST(there_is_an_end_to_the_roles_of_one_account),
        WORLD_TEST(a_login_belongs_to_one_account),
        WORLD_TEST(a_counted_code_is_taken_once),
        WORLD_TEST(a_recovery_code_is_good_once_and_only_for_its_account),
        WORLD_TEST(a_link_is_good_for_seven_days_and_a_new_one_ends_it),
        WORLD_TEST(the_first_administrator_needs_an_empty_book),
        WORLD_TEST(the_sample_has_one_account_for_each_role),
        WORLD_TEST(the_trail_is_read_from_its_end_in_pages),
        WORLD_TEST(whoever_meddles_with_the_trail_is_found_out),
        WORLD_TEST(a_name_stands_for_the_account_that_an_entry_names),
    };
    return world_run(&account_world, tests, COUNT_OF(tests), words[0]);
}
