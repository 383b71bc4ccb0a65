/* Connections, transactions, migrations, dump and copy, asked of both databases in turn. */
#include "db/db_world.h"

#include "base/file.h"

#include <sys/stat.h>
#include <unistd.h>

static struct db *reader_open(struct world *world)
{
    struct db *reader;
    assert_well(db_open(&reader, world->place, DB_READ, false, &world->err));
    return reader;
}

/* ---- opening ---- */

static void a_place_without_a_book_is_missing(void **state)
{
    struct world *world = *state;
    struct db *db;
    struct str nowhere = place_new(world);
    assert_fails(db_open(&db, nowhere, DB_WRITE, false, &world->err), ERROR_MISSING);
    assert_null(db);
    assert_fails(db_open(&db, nowhere, DB_READ, false, &world->err), ERROR_MISSING);
}

static void a_new_book_is_not_made_over_an_old_one(void **state)
{
    struct world *world = *state;
    table_make(world);
    struct db *db;
    assert_fails(db_open(&db, world->place, DB_WRITE, true, &world->err), ERROR_CONFLICT);
}

static void a_place_that_is_no_database_is_broken(void **state)
{
    struct world *world = *state;
    struct db *db;
    struct str place = S("postgres://nobody@/nothing?host=/nonexistent&schema=book");
    if (!world->is_postgres) {
        place = place_new(world);
        char noise[4096];
        memset(noise, 'x', sizeof noise);
        assert_well(file_write(place.at, (struct str){noise, sizeof noise}, 0600, &world->err));
    }
    assert_fails(db_open(&db, place, DB_WRITE, false, &world->err), ERROR_BROKEN);
    assert_fails(db_open(&db, place, DB_READ, false, &world->err), ERROR_BROKEN);
    assert_fails(db_open(&db, S("/proc/no-such-file"), DB_WRITE, true, &world->err), ERROR_BROKEN);
    assert_non_null(strstr(world->err.text, "chỉ cho đọc"));
    assert_fails(db_open(&db, S("/tmp"), DB_READ, false, &world->err), ERROR_BROKEN);
}

static void a_place_that_is_no_name_is_refused(void **state)
{
    struct world *world = *state;
    struct db *db;
    const char *const wrong[] = {
        "postgres://x@/y?schema=Upper",
        "postgres://x@/y?schema=1st",
        "postgres://x@/y?schema=",
        "postgres://x@/y?schema=a\"; x",
        "postgres:x",
        "postgres://x@/y?no=such",
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_fails(db_open(&db, str_of(wrong[i]), DB_READ, false, &world->err), ERROR_INVALID);
    assert_fails(db_open(&db, S(""), DB_READ, false, &world->err), ERROR_INVALID);
    assert_fails(db_open(&db, S("a\0b"), DB_READ, false, &world->err), ERROR_INVALID);
}

static void only_one_program_holds_the_lock(void **state)
{
    struct world *world = *state;
    table_make(world);
    struct db *second;
    assert_well(db_lock(world->db, &world->err));
    assert_well(db_lock(world->db, &world->err));
    assert_well(db_open(&second, world->place, DB_WRITE, false, &world->err));
    assert_fails(db_lock(second, &world->err), ERROR_BUSY);
    db_close(world->db);
    world->db = second;
    for (int i = 0; i < 100 && !db_lock(second, &world->err); i++)
        usleep(20000); /* a PostgreSQL server notices the end of a session a moment later */
    assert_well(db_lock(second, &world->err));
}

static void nobody_else_may_read_a_new_file(void **state)
{
    struct world *world = *state;
    table_make(world);
    const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < COUNT_OF(endings) && !world->is_postgres; i++) {
        struct stat about;
        struct str path = str_format(&world->mem, "%.*s%s", STR_ARG(world->place), endings[i]);
        assert_int_equal(stat(path.at, &about), 0);
        assert_int_equal(about.st_mode & 0777, 0600);
    }
}

static void closing_leaves_one_file(void **state)
{
    struct world *world = *state;
    table_make(world);
    assert_well(thing_add(world, 1, S("một")));
    db_idle(world->db);
    db_idle(world->db);
    db_close(world->db);
    world->db = NULL;
    struct db *reader = reader_open(world);
    assert_int_equal(things_count(world, reader), 1);
    db_close(reader);
    struct stat about;
    struct str wal = str_format(&world->mem, "%.*s-wal", STR_ARG(world->place));
    assert_true(stat(wal.at, &about) != 0 || about.st_size == 0);
}

/* ---- transactions ---- */

static void a_commit_keeps_and_a_rollback_undoes(void **state)
{
    struct world *world = *state;
    table_make(world);
    assert_well(db_begin(world->db, &world->err));
    assert_well(thing_add(world, 1, S("giữ")));
    assert_well(db_commit(world->db, &world->err));
    assert_well(db_begin(world->db, &world->err));
    assert_well(thing_add(world, 2, S("bỏ")));
    db_rollback(world->db);
    db_rollback(world->db);
    assert_int_equal(things_count(world, world->db), 1);
}

static void savepoints_nest(void **state)
{
    struct world *world = *state;
    table_make(world);
    assert_well(db_begin(world->db, &world->err));
    assert_well(db_savepoint(world->db, &world->err));
    assert_well(thing_add(world, 1, S("giữ")));
    assert_well(db_savepoint(world->db, &world->err));
    assert_well(thing_add(world, 2, S("bỏ")));
    assert_well(db_rollback_savepoint(world->db, &world->err));
    assert_well(db_savepoint(world->db, &world->err));
    assert_well(thing_add(world, 3, S("giữ")));
    assert_well(db_release(world->db, &world->err));
    assert_well(db_release(world->db, &world->err));
    assert_well(db_commit(world->db, &world->err));
    struct query query = db_query(world->db, "SELECT CAST(SUM(id) AS BIGINT) FROM thing");
    assert_true(query_one(&query));
    assert_int_equal(take_int(&query), 4);
    assert_well(query_end(&query, &world->err));
}

static void an_error_is_undone_with_its_savepoint(void **state)
{
    struct world *world = *state;
    table_make(world);
    assert_well(db_begin(world->db, &world->err));
    assert_well(thing_add(world, 1, S("giữ")));
    assert_well(db_savepoint(world->db, &world->err));
    assert_well(thing_add(world, 2, S("bỏ")));
    assert_fails(thing_add(world, 1, S("trùng")), ERROR_CONFLICT);
    assert_fails(thing_add(world, 3, S("muộn")), ERROR_CONFLICT);
    assert_fails(db_run(world->db, "DELETE FROM thing", &world->err), ERROR_CONFLICT);
    assert_fails(db_release(world->db, &world->err), ERROR_CONFLICT);
    assert_fails(db_savepoint(world->db, &world->err), ERROR_CONFLICT);
    assert_well(db_rollback_savepoint(world->db, &world->err));
    assert_well(thing_add(world, 4, S("giữ")));
    assert_well(db_commit(world->db, &world->err));
    assert_int_equal(things_count(world, world->db), 2);
}

static void an_error_outside_a_savepoint_voids_the_transaction(void **state)
{
    struct world *world = *state;
    table_make(world);
    assert_well(db_begin(world->db, &world->err));
    assert_well(thing_add(world, 1, S("bỏ")));
    assert_fails(thing_add(world, 1, S("trùng")), ERROR_CONFLICT);
    assert_fails(db_commit(world->db, &world->err), ERROR_CONFLICT);
    assert_int_equal(things_count(world, world->db), 0);
    assert_well(db_begin(world->db, &world->err));
    assert_well(thing_add(world, 1, S("giữ")));
    assert_well(db_commit(world->db, &world->err));
    assert_int_equal(things_count(world, world->db), 1);
}

static void a_reader_sees_one_moment(void **state)
{
    struct world *world = *state;
    table_make(world);
    struct db *reader = reader_open(world);
    assert_well(db_begin(reader, &world->err));
    assert_well(thing_add(world, 1, S("sau")));
    assert_int_equal(things_count(world, reader), 0);
    assert_well(thing_add(world, 2, S("sau nữa")));
    assert_int_equal(things_count(world, reader), 0);
    assert_well(db_commit(reader, &world->err));
    assert_well(db_begin(reader, &world->err));
    assert_int_equal(things_count(world, reader), 2);
    db_close(reader);
}

static void a_reader_writes_nothing(void **state)
{
    struct world *world = *state;
    table_make(world);
    struct db *reader = reader_open(world);
    assert_fails(db_run(reader, "INSERT INTO thing (id) VALUES (1)", &world->err), ERROR_BROKEN);
    assert_well(db_begin(reader, &world->err));
    assert_fails(db_run(reader, "DELETE FROM thing", &world->err), ERROR_BROKEN);
    assert_string_equal(world->err.text, "kết nối này chỉ để đọc, không được ghi");
    db_close(reader);
}

static bool count_to(struct world *world, struct db *db, int64_t last)
{
    struct query query =
        db_query(db, "WITH RECURSIVE step(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM step"
                     " WHERE i < $1) SELECT COUNT(*) FROM step");
    bind_int(&query, last);
    if (query_one(&query))
        assert_int_equal(take_int(&query), last);
    return query_end(&query, &world->err);
}

static void a_reader_that_takes_too_long_is_ended(void **state)
{
    struct world *world = *state;
    table_make(world);
    struct db *reader = reader_open(world);
    db_limit(reader, 50);
    assert_well(db_begin(reader, &world->err));
    assert_fails(count_to(world, reader, 1000000000), ERROR_BUSY);
    assert_fails(db_commit(reader, &world->err), ERROR_BUSY);
    assert_fails(count_to(world, reader, 1000000000), ERROR_BUSY);
    assert_well(count_to(world, reader, 10));
    assert_well(db_begin(reader, &world->err));
    db_limit(reader, 0);
    db_rollback(reader);
    assert_well(db_begin(reader, &world->err));
    assert_well(count_to(world, reader, 100000));
    assert_well(db_commit(reader, &world->err));
    db_close(reader);
}

static void a_second_writer_is_told_to_wait(void **state)
{
    struct world *world = *state;
    table_make(world);
    struct db *second;
    assert_well(db_open(&second, world->place, DB_WRITE, false, &world->err));
    assert_well(db_begin(world->db, &world->err));
    assert_well(db_run(world->db, "DELETE FROM thing", &world->err));
    if (world->is_postgres) {
        assert_well(db_run(second, "SET lock_timeout = 1", &world->err));
        assert_fails(db_run(second, "LOCK TABLE thing", &world->err), ERROR_BROKEN);
        assert_well(db_begin(second, &world->err));
        assert_fails(db_run(second, "LOCK TABLE thing", &world->err), ERROR_BUSY);
        db_rollback(second);
    } else {
        assert_well(db_run(second, "PRAGMA busy_timeout = 1", &world->err));
        assert_fails(db_begin(second, &world->err), ERROR_BUSY);
    }
    assert_well(db_commit(world->db, &world->err));
    assert_well(db_begin(second, &world->err));
    assert_well(db_commit(second, &world->err));
    db_close(second);
}

static void a_full_disk_is_named(void **state)
{
    struct world *world = *state;
    table_make(world);
    assert_well(db_begin(world->db, &world->err));
    if (world->is_postgres) {
        assert_fails(db_run(world->db,
                            "DO 'BEGIN RAISE EXCEPTION USING ERRCODE = ''disk_full''; END'",
                            &world->err),
                     ERROR_BROKEN);
    } else {
        assert_well(db_run(world->db, "PRAGMA max_page_count = 8", &world->err));
        assert_fails(db_run(world->db, "INSERT INTO thing (id, body) VALUES (1, zeroblob(1000000))",
                            &world->err),
                     ERROR_BROKEN);
    }
    assert_non_null(strstr(world->err.text, "hết chỗ trên đĩa"));
    assert_fails(db_commit(world->db, &world->err), ERROR_BROKEN);
    assert_int_equal(things_count(world, world->db), 0);
}

/* SQLite ends a transaction by itself when it is interrupted, PostgreSQL when its server goes. */
static void a_transaction_that_is_lost_fails_to_its_end(void **state)
{
    struct world *world = *state;
    table_make(world);
    assert_well(db_lock(world->db, &world->err));
    assert_well(db_begin(world->db, &world->err));
    assert_well(db_savepoint(world->db, &world->err));
    assert_well(thing_add(world, 1, S("mất")));
    if (world->is_postgres)
        assert_fails(
            db_run(world->db, "SELECT pg_terminate_backend(pg_backend_pid())", &world->err),
            ERROR_BROKEN);
    else
        assert_well(db_run(world->db, "ROLLBACK", &world->err));
    assert_fails(db_run(world->db, "INSERT INTO no_such_table VALUES (1)", &world->err),
                 ERROR_BROKEN);
    assert_fails(db_rollback_savepoint(world->db, &world->err), ERROR_BROKEN);
    assert_fails(thing_add(world, 2, S("mất")), ERROR_BROKEN);
    assert_fails(db_commit(world->db, &world->err), ERROR_BROKEN);
    bool is_begun = false; /* the lock of a session that just ended may be held a moment longer */
    for (int i = 0; i < 100 && !is_begun; i++) {
        is_begun = db_begin(world->db, &world->err);
        usleep(is_begun ? 0 : 20000);
    }
    assert_well(is_begun);
    assert_well(thing_add(world, 3, S("giữ")));
    assert_well(db_commit(world->db, &world->err));
    assert_int_equal(things_count(world, world->db), 1);
}

/* ---- migrations, dump, copy ---- */

static void migrations_are_applied_once_and_in_order(void **state)
{
    struct world *world = *state;
    static const char *const steps[] = {
        "CREATE TABLE draft (id ID, name TEXT)",
        "ALTER TABLE draft ADD COLUMN day INT; INSERT INTO draft VALUES (1, 'x', 2)",
        "CREATE TABLE session (id ID); INSERT INTO draft VALUES (1, 'again', 3)",
    };
    assert_well(db_migrate(world->db, "account", steps, 1, &world->err));
    assert_well(db_begin(world->db, &world->err));
    assert_well(db_migrate(world->db, "account", steps, 2, &world->err));
    assert_well(db_migrate(world->db, "account", steps, 2, &world->err));
    assert_fails(db_migrate(world->db, "account", steps, 3, &world->err), ERROR_CONFLICT);
    assert_well(db_commit(world->db, &world->err));
    assert_fails(db_migrate(world->db, "account", steps, 3, &world->err), ERROR_CONFLICT);
    assert_non_null(strstr(world->err.text, "account số 3"));
    assert_well(db_run(world->db, "CREATE TABLE session (id ID)", &world->err));
    assert_fails(db_migrate(world->db, "account", steps, 1, &world->err), ERROR_CONFLICT);
    assert_non_null(strstr(world->err.text, "mới hơn"));
    assert_well(db_migrate(world->db, "journal", NULL, 0, &world->err));
}

static void a_reader_is_told_of_another_version_and_applies_nothing(void **state)
{
    struct world *world = *state;
    static const char *const steps[] = {"CREATE TABLE draft (id ID)",
                                        "CREATE TABLE session (id ID)"};
    assert_well(db_migrate(world->db, "account", steps, 1, &world->err));
    struct db *reader = reader_open(world);
    assert_well(db_migrate(reader, "account", steps, 1, &world->err));
    assert_fails(db_migrate(reader, "account", steps, 0, &world->err), ERROR_CONFLICT);
    assert_non_null(strstr(world->err.text, "mới hơn"));
    assert_fails(db_migrate(reader, "account", steps, 2, &world->err), ERROR_INVALID);
    assert_non_null(strstr(world->err.text, "cũ hơn"));
    db_close(reader);
    assert_well(db_migrate(world->db, "account", steps, 2, &world->err));
}

static void a_dump_is_the_same_text_on_both(void **state)
{
    struct world *world = *state;
    table_make(world);
    struct str text;
    assert_well(db_dump(world->db, &world->mem, "thing", &text, &world->err));
    assert_text(text, "id\tname\tbody\tday\n");
    struct db_rows rows =
        db_rows(world->db, "INSERT INTO thing (id, name, body, day) VALUES ($1, $2, $3, $4)", 4);
    row_int(&rows, 10);
    row_text(&rows, S("Đình\tlàng\n\\N"));
    row_bytes(&rows, S("\0\xa9"));
    row_int(&rows, -5);
    row_end(&rows);
    row_int(&rows, 1);
    row_null(&rows);
    row_bytes(&rows, S(""));
    row_null(&rows);
    row_end(&rows);
    assert_well(db_rows_end(&rows, &world->err));
    assert_well(db_dump(world->db, &world->mem, "thing", &text, &world->err));
    assert_text(text, "id\tname\tbody\tday\n"
                      "1\t\\N\t\\x\t\\N\n"
                      "10\tĐình\\tlàng\\n\\\\N\t\\x00a9\t-5\n");
    assert_fails(db_dump(world->db, &world->mem, "a; b", &text, &world->err), ERROR_INVALID);
    assert_fails(db_dump(world->db, &world->mem, "nothing", &text, &world->err), ERROR_BROKEN);
}

static void a_copy_is_a_whole_database(void **state)
{
    struct world *world = *state;
    table_make(world);
    assert_well(thing_add(world, 1, S("chép")));
    struct str path = str_format(&world->mem, "%s/copy.db", world->folder);
    if (world->is_postgres) {
        assert_fails(db_copy(world->db, path.at, &world->err), ERROR_INVALID);
        assert_non_null(strstr(world->err.text, "pg_dump"));
        return;
    }
    struct db *reader = reader_open(world);
    assert_well(db_copy(reader, path.at, &world->err));
    db_close(reader);
    assert_fails(db_copy(world->db, path.at, &world->err), ERROR_CONFLICT);
    struct db *copy;
    assert_well(db_open(&copy, path, DB_WRITE, false, &world->err));
    assert_int_equal(things_count(world, copy), 1);
    db_close(copy);
    assert_fails(db_copy(world->db, "/nonexistent/copy.db", &world->err), ERROR_BROKEN);
}

static const struct world_test tests[] = {
    WORLD_TEST(a_place_without_a_book_is_missing),
    WORLD_TEST(a_new_book_is_not_made_over_an_old_one),
    WORLD_TEST(a_place_that_is_no_database_is_broken),
    WORLD_TEST(a_place_that_is_no_name_is_refused),
    WORLD_TEST(only_one_program_holds_the_lock),
    WORLD_TEST(nobody_else_may_read_a_new_file),
    WORLD_TEST(closing_leaves_one_file),
    WORLD_TEST(a_commit_keeps_and_a_rollback_undoes),
    WORLD_TEST(savepoints_nest),
    WORLD_TEST(an_error_is_undone_with_its_savepoint),
    WORLD_TEST(an_error_outside_a_savepoint_voids_the_transaction),
    WORLD_TEST(a_reader_sees_one_moment),
    WORLD_TEST(a_reader_writes_nothing),
    WORLD_TEST(a_reader_that_takes_too_long_is_ended),
    WORLD_TEST(a_second_writer_is_told_to_wait),
    WORLD_TEST(a_full_disk_is_named),
    WORLD_TEST(a_transaction_that_is_lost_fails_to_its_end),
    WORLD_TEST(migrations_are_applied_once_and_in_order),
    WORLD_TEST(a_reader_is_told_of_another_version_and_applies_nothing),
    WORLD_TEST(a_dump_is_the_same_text_on_both),
    WORLD_TEST(a_copy_is_a_whole_database),
};

int main(int count unused, char **arguments)
{
    return world_run(tests, COUNT_OF(tests), arguments[0]);
}
