/* Queries, their values and many rows, asked of both databases in turn. */
#include "db/db_world.h"

/* ---- values ---- */

static void values_come_back_as_they_were_bound(void **state)
{
    struct world *world = *state;
    table_make(world);
    struct str texts[] = {S("Đoàn kết là sức mạnh"), S(""), S("$1 'x' \"y\" \\"), S("ខ្មែរ")};
    struct str bytes[] = {S("\0\1\xff\0"), S(""), S("abc"), S("\\x00")};
    int64_t ids[] = {INT64_MIN, INT64_MAX, 0, -1};
    for (size_t i = 0; i < 4; i++) {
        struct query query =
            db_query(world->db, "INSERT INTO thing (id, name, body, day) VALUES ($1, $2, $3, $4)");
        bind_int(&query, ids[i]);
        bind_text(&query, texts[i]);
        bind_bytes(&query, bytes[i]);
        bind_day(&query, i == 0 ? DAY_NONE : DAY_LAST);
        assert_well(query_run(&query, NULL, &world->err));
    }
    for (size_t i = 0; i < 4; i++) {
        struct query query =
            db_query(world->db, "SELECT name, body, day, id, NULL FROM thing WHERE id = $1");
        bind_int(&query, ids[i]);
        assert_true(query_one(&query));
        assert_true(str_is(take_text(&query, &world->mem), texts[i]));
        assert_false(take_is_null(&query));
        assert_true(str_is(take_bytes(&query, &world->mem), bytes[i]));
        assert_int_equal(take_is_null(&query), i == 0);
        assert_int_equal(take_day(&query).number, i == 0 ? DAY_NONE.number : DAY_LAST.number);
        assert_true(take_int(&query) == ids[i]);
        assert_true(take_is_null(&query));
        assert_int_equal(take_int(&query), 0);
        assert_well(query_end(&query, &world->err));
    }
}

static void values_may_stand_in_any_order_and_more_than_once(void **state)
{
    struct world *world = *state;
    table_make(world);
    struct query query = db_query(world->db, "INSERT INTO pair (c, b, a) VALUES ($3, $2 + $2, $1)");
    bind_int(&query, 1);
    bind_int(&query, 2);
    bind_int(&query, 3);
    int64_t changed = 0;
    assert_well(query_run(&query, &changed, &world->err));
    assert_int_equal(changed, 1);
    query = db_query(world->db, "SELECT a, b, c, '$1' FROM pair WHERE c = $2 AND a = $1");
    bind_int(&query, 1);
    bind_int(&query, 3);
    assert_true(query_one(&query));
    assert_int_equal(take_int(&query), 1);
    assert_int_equal(take_int(&query), 4);
    assert_int_equal(take_int(&query), 3);
    assert_text(take_text(&query, &world->mem), "$1");
    assert_false(query_next(&query));
    assert_false(query_next(&query));
    assert_well(query_end(&query, &world->err));
}

/* The same statement with values of other kinds: PostgreSQL prepares for the kinds. */
static void a_value_may_be_null_first_and_something_later(void **state)
{
    struct world *world = *state;
    table_make(world);
    for (int i = 0; i < 4; i++) {
        struct query query =
            db_query(world->db, "INSERT INTO thing (id, name, day) VALUES ($1, $2, $3)");
        bind_int(&query, i);
        if (i % 2)
            bind_text(&query, S("có"));
        else
            bind_null(&query);
        bind_day(&query, i < 2 ? DAY_NONE : DAY_FIRST);
        assert_well(query_run(&query, NULL, &world->err));
    }
    struct query query = db_query(world->db, "SELECT COUNT(name), COUNT(day) FROM thing");
    assert_true(query_one(&query));
    assert_int_equal(take_int(&query), 2);
    assert_int_equal(take_int(&query), 2);
    assert_well(query_end(&query, &world->err));
}

static void words_are_translated_outside_quotes_and_comments(void **state)
{
    struct world *world = *state;
    assert_well(db_run(world->db,
                       "-- TEXT of the comment's quote: it is KEYED\n"
                       "/* an ID; 'here' */ CREATE TABLE word ("
                       "  id ID, -- KEYED\n"
                       "  name TEXT NOT NULL DEFAULT 'TEXT; KEYED',"
                       "  body BYTES,"
                       "  INTERVAL_INT INT NOT NULL DEFAULT 9000000000);"
                       "INSERT INTO word (id) VALUES (1)",
                       &world->err));
    struct query query = db_query(world->db, "SELECT name, INTERVAL_INT FROM word");
    assert_true(query_one(&query));
    assert_text(take_text(&query, &world->mem), "TEXT; KEYED");
    assert_true(take_int(&query) == 9000000000);
    assert_well(query_end(&query, &world->err));
}

static void texts_are_ordered_by_bytes(void **state)
{
    struct world *world = *state;
    table_make(world);
    struct str names[] = {S("đ"), S("a"), S("B"), S("á"), S("z")};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        assert_well(thing_add(world, (int64_t)i, names[i]));
    struct str all = S("");
    struct query query = db_query(world->db, "SELECT name FROM thing ORDER BY name, id");
    while (query_next(&query))
        all = str_join(&world->mem, (struct str[]){all, take_text(&query, &world->mem)}, 2, S(""));
    assert_well(query_end(&query, &world->err));
    assert_text(all, "Bazáđ");
}

static void a_text_with_nul_is_refused(void **state)
{
    struct world *world = *state;
    table_make(world);
    assert_fails(thing_add(world, 1, S("a\0b")), ERROR_INVALID);
    struct db_rows rows = db_rows(world->db, "INSERT INTO thing (id, name) VALUES ($1, $2)", 2);
    row_int(&rows, 1);
    row_text(&rows, S("\0"));
    row_end(&rows);
    assert_fails(db_rows_end(&rows, &world->err), ERROR_INVALID);
    assert_int_equal(things_count(world, world->db), 0);
}

/* ---- queries ---- */

static void a_query_remembers_its_first_error(void **state)
{
    struct world *world = *state;
    struct query query = db_query(world->db, "SELECT x FROM no_such_table WHERE y = $1");
    bind_int(&query, 1);
    bind_int(&query, 2);
    assert_false(query_next(&query));
    assert_int_equal(take_int(&query), 0);
    assert_int_equal(take_text(&query, &world->mem).len, 0);
    assert_false(day_is_known(take_day(&query)));
    assert_fails(query_end(&query, &world->err), ERROR_BROKEN);
}

static void our_own_mistakes_with_values_are_told(void **state)
{
    struct world *world = *state;
    table_make(world);
    struct query query = db_query(world->db, "SELECT id FROM thing WHERE id = $1 AND day = $2");
    bind_int(&query, 1);
    assert_false(query_next(&query));
    assert_fails(query_end(&query, &world->err), ERROR_BROKEN);
    query = db_query(world->db, "SELECT id FROM thing");
    bind_int(&query, 1);
    assert_fails(query_end(&query, &world->err), ERROR_BROKEN);
    query = db_query(world->db, "SELECT COUNT(*) FROM thing");
    assert_true(query_one(&query));
    take_int(&query);
    take_int(&query);
    assert_fails(query_end(&query, &world->err), ERROR_BROKEN);
    assert_well(thing_add(world, 1, S("không phải số")));
    query = db_query(world->db, "SELECT name FROM thing");
    assert_true(query_one(&query));
    take_int(&query);
    assert_fails(query_end(&query, &world->err), ERROR_BROKEN);
    query = db_query(world->db, "SELECT 1; SELECT 2");
    assert_false(query_next(&query));
    assert_fails(query_end(&query, &world->err), ERROR_BROKEN);
}

static void broken_rules_of_a_table_have_their_kinds(void **state)
{
    struct world *world = *state;
    assert_well(db_run(world->db,
                       "CREATE TABLE unit (id ID, code TEXT NOT NULL UNIQUE);"
                       "CREATE TABLE post (id ID, unit INT NOT NULL REFERENCES unit (id),"
                       "  CHECK (id < 10));"
                       "INSERT INTO unit VALUES (1, 'kp1')",
                       &world->err));
    assert_fails(db_run(world->db, "INSERT INTO unit VALUES (2, 'kp1')", &world->err),
                 ERROR_CONFLICT);
    assert_string_equal(world->err.field, "unit");
    assert_string_equal(world->err.text, "trùng với dòng đã có trong bảng unit");
    assert_fails(db_run(world->db, "INSERT INTO unit VALUES (1, 'kp2')", &world->err),
                 ERROR_CONFLICT);
    assert_fails(db_run(world->db, "INSERT INTO post VALUES (1, 7)", &world->err), ERROR_CONFLICT);
    assert_fails(db_run(world->db, "INSERT INTO post VALUES (10, 1)", &world->err), ERROR_INVALID);
    assert_fails(db_run(world->db, "INSERT INTO post VALUES (1, NULL)", &world->err),
                 ERROR_INVALID);
    assert_well(db_run(world->db, "INSERT INTO post VALUES (1, 1)", &world->err));
    assert_fails(db_run(world->db, "DELETE FROM unit", &world->err), ERROR_CONFLICT);
}

static void a_query_left_early_runs_again_from_the_start(void **state)
{
    struct world *world = *state;
    table_make(world);
    for (int i = 1; i <= 3; i++)
        assert_well(thing_add(world, i, S("x")));
    for (int i = 0; i < 3; i++) {
        struct query query = db_query(world->db, "SELECT id FROM thing ORDER BY id");
        assert_true(query_next(&query));
        assert_int_equal(take_int(&query), 1);
        assert_well(query_end(&query, &world->err));
    }
}

static void queries_of_the_same_text_nest(void **state)
{
    struct world *world = *state;
    table_make(world);
    for (int i = 1; i <= 3; i++)
        assert_well(thing_add(world, i, S("x")));
    static const char sql[] = "SELECT id FROM thing WHERE id > $1 ORDER BY id";
    int64_t sum = 0;
    struct query outer = db_query(world->db, sql);
    bind_int(&outer, 0);
    while (query_next(&outer)) {
        int64_t id = take_int(&outer);
        struct query inner = db_query(world->db, sql);
        bind_int(&inner, id);
        while (query_next(&inner))
            sum += 10 * id + take_int(&inner);
        assert_well(query_end(&inner, &world->err));
    }
    assert_well(query_end(&outer, &world->err));
    assert_int_equal(sum, 12 + 13 + 23);
}

static void another_text_at_the_same_address_is_another_statement(void **state)
{
    struct world *world = *state;
    char sql[32];
    for (int i = 0; i < 5; i++) {
        snprintf(sql, sizeof sql, "SELECT %d", i);
        struct query query = i % 2 ? db_query(world->db, sql) : db_query_once(world->db, sql);
        assert_true(query_one(&query));
        assert_int_equal(take_int(&query), i);
        assert_well(query_end(&query, &world->err));
    }
}

static void a_long_query_goes_on_while_rows_are_written(void **state)
{
    struct world *world = *state;
    table_make(world);
    enum { COUNT = 2500 };
    assert_well(db_begin(world->db, &world->err));
    struct db_rows rows = db_rows(world->db, "INSERT INTO pair (a, b, c) VALUES ($1, 0, $2)", 2);
    for (int i = 0; i < COUNT; i++) {
        row_int(&rows, i);
        row_int(&rows, 7);
        row_end(&rows);
    }
    assert_well(db_rows_end(&rows, &world->err));
    for (int round = 0; round < 2; round++) {
        int64_t next = 1;
        struct query query =
            db_query_long(world->db, "SELECT a, c FROM pair WHERE a >= $1 ORDER BY a");
        bind_int(&query, next);
        while (query_next(&query)) {
            assert_int_equal(take_int(&query), next++);
            assert_int_equal(take_int(&query), 7);
            if (next % 500 == 0)
                assert_well(thing_add(world, (int64_t)round * COUNT + next, S("x")));
        }
        assert_well(query_end(&query, &world->err));
        assert_int_equal(next, COUNT);
    }
    assert_well(db_commit(world->db, &world->err));
    assert_int_equal(things_count(world, world->db), 2 * (COUNT / 500));
}

/* ---- many rows ---- */

static void many_rows_are_written_whole(void **state)
{
    struct world *world = *state;
    table_make(world);
    enum { COUNT = 10000 };
    assert_well(db_begin(world->db, &world->err));
    struct db_rows rows =
        db_rows(world->db, "INSERT INTO thing (id, name, body, day) VALUES ($1, $2, $3, $4)", 4);
    for (int i = 0; i < COUNT; i++) {
        char name[32];
        int len = snprintf(name, sizeof name, "việc số %d", i); /* reused: values are copied */
        row_int(&rows, i);
        row_text(&rows, i % 3 ? (struct str){name, (size_t)len} : STR_NONE);
        if (i % 2)
            row_bytes(&rows, S("\0\xff"));
        else
            row_null(&rows);
        if (i % 5)
            row_day(&rows, (struct day){i});
        else
            row_day(&rows, DAY_NONE);
        row_end(&rows);
    }
    assert_well(db_rows_end(&rows, &world->err));
    assert_well(db_commit(world->db, &world->err));
    struct query query = db_query(world->db, "SELECT id, name, body, day FROM thing ORDER BY id");
    for (int i = 0; i < COUNT; i++) {
        auto_arena mem = {0};
        assert_true(query_next(&query));
        assert_int_equal(take_int(&query), i);
        struct str name = i % 3 ? str_format(&mem, "việc số %d", i) : S("");
        assert_false(take_is_null(&query));
        assert_true(str_is(take_text(&query, &mem), name));
        assert_int_equal(take_is_null(&query), i % 2 == 0);
        assert_int_equal(take_bytes(&query, &mem).len, i % 2 ? 2 : 0);
        assert_int_equal(take_day(&query).number, i % 5 ? i : DAY_NONE.number);
    }
    assert_false(query_next(&query));
    assert_well(query_end(&query, &world->err));
}

static void rows_may_be_added_to_those_that_are_there(void **state)
{
    struct world *world = *state;
    table_make(world);
    for (int round = 1; round <= 2; round++) {
        struct db_rows rows = db_rows(world->db,
                                      "INSERT INTO pair (b, a, c) VALUES (($2 + 1), $1, 2 * $3)"
                                      " ON CONFLICT (a, b) DO UPDATE SET c = pair.c + excluded.c",
                                      3);
        for (int i = 0; i < 100; i++) {
            row_int(&rows, i);
            row_int(&rows, i);
            row_int(&rows, round);
            row_end(&rows);
        }
        assert_well(db_rows_end(&rows, &world->err));
    }
    struct query query = db_query(world->db, "SELECT COUNT(*), MIN(c), MAX(c), MAX(b) FROM pair");
    assert_true(query_one(&query));
    assert_int_equal(take_int(&query), 100);
    assert_int_equal(take_int(&query), 6);
    assert_int_equal(take_int(&query), 6);
    assert_int_equal(take_int(&query), 100);
    assert_well(query_end(&query, &world->err));
}

static void rows_that_do_not_fit_are_refused(void **state)
{
    struct world *world = *state;
    table_make(world);
    static const char sql[] = "INSERT INTO pair (a, b, c) VALUES ($1, $2, $3)";
    struct db_rows rows = db_rows(world->db, sql, 3);
    for (int i = 0; i < 4; i++)
        row_int(&rows, i);
    row_end(&rows);
    assert_fails(db_rows_end(&rows, &world->err), ERROR_BROKEN);
    rows = db_rows(world->db, sql, 3);
    row_int(&rows, 1);
    assert_fails(db_rows_end(&rows, &world->err), ERROR_BROKEN);
    rows = db_rows(world->db, sql, 2);
    assert_fails(db_rows_end(&rows, &world->err), ERROR_BROKEN);
    rows = db_rows(world->db, "INSERT INTO pair SELECT $1, $2, $3", 3);
    assert_fails(db_rows_end(&rows, &world->err), ERROR_BROKEN);
    rows = db_rows(world->db, sql, 3);
    for (int i = 0; i < 6; i++) {
        row_int(&rows, 1);
        if (i % 3 == 2)
            row_end(&rows);
    }
    assert_fails(db_rows_end(&rows, &world->err), ERROR_CONFLICT);
    rows = db_rows(world->db, sql, 3);
    assert_well(db_rows_end(&rows, &world->err));
}

static void rows_fail_with_their_transaction(void **state)
{
    struct world *world = *state;
    table_make(world);
    assert_well(db_begin(world->db, &world->err));
    struct db_rows rows = db_rows(world->db, "INSERT INTO thing (id, name) VALUES ($1, $2)", 2);
    row_int(&rows, 1);
    row_text(&rows, S("một"));
    row_end(&rows);
    assert_fails(db_run(world->db, "INSERT INTO thing (nothing) VALUES (1)", &world->err),
                 ERROR_BROKEN);
    assert_fails(db_rows_end(&rows, &world->err), ERROR_BROKEN);
    rows = db_rows(world->db, "INSERT INTO thing (id, day) VALUES ($1, $2)", 2);
    row_int(&rows, 1);
    row_null(&rows);
    row_end(&rows);
    assert_fails(db_rows_end(&rows, &world->err), ERROR_BROKEN);
    db_rollback(world->db);
    assert_int_equal(things_count(world, world->db), 0);
}

static const struct world_test tests[] = {
    WORLD_TEST(values_come_back_as_they_were_bound),
    WORLD_TEST(values_may_stand_in_any_order_and_more_than_once),
    WORLD_TEST(a_value_may_be_null_first_and_something_later),
    WORLD_TEST(words_are_translated_outside_quotes_and_comments),
    WORLD_TEST(texts_are_ordered_by_bytes),
    WORLD_TEST(a_text_with_nul_is_refused),
    WORLD_TEST(a_query_remembers_its_first_error),
    WORLD_TEST(our_own_mistakes_with_values_are_told),
    WORLD_TEST(broken_rules_of_a_table_have_their_kinds),
    WORLD_TEST(a_query_left_early_runs_again_from_the_start),
    WORLD_TEST(queries_of_the_same_text_nest),
    WORLD_TEST(another_text_at_the_same_address_is_another_statement),
    WORLD_TEST(a_long_query_goes_on_while_rows_are_written),
    WORLD_TEST(many_rows_are_written_whole),
    WORLD_TEST(rows_may_be_added_to_those_that_are_there),
    WORLD_TEST(rows_that_do_not_fit_are_refused),
    WORLD_TEST(rows_fail_with_their_transaction),
};

int main(int count unused, char **arguments)
{
    return world_run(tests, COUNT_OF(tests), arguments[0]);
}
