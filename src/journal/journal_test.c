/* The journal: appending, runs, savepoints, replay. */
#include "db/db_world.h"
#include "journal/journal.h"

/* What the projector of type "t" saw: runs as "first+count", openings of field "name". */
struct seen {
    struct text runs, names;
};

static struct seen *seen; /* of the running test */

static bool project(struct projection *projection unused, const struct entry_run *run,
                    struct error *err unused)
{
    text_format(&seen->runs, "%lld+%zu ", (long long)run->postings.at[0].i, run->postings.count);
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct opening *name = posting_opening(&run->postings.at[i], S("name"));
        text_format(&seen->names, "%.*s;", STR_ARG(name ? name->value : S("-")));
    }
    return true;
}

static const struct projector projectors[] = {{"t", project}, {"u", project}};

static int64_t morning(void)
{
    return 1650000000;
}

static int64_t earlier(void)
{
    return 1640000000;
}

static struct journal journal_start(struct world *world)
{
    struct journal journal;
    seen = arena_one(&world->mem, struct seen);
    seen->runs = text_new(&world->mem, 4096);
    seen->names = text_new(&world->mem, 4096);
    assert_well(journal_migrate(world->db, &world->err));
    assert_well(
        journal_open(&journal, world->db, NULL, projectors, COUNT_OF(projectors), &world->err));
    journal.clock = morning;
    return journal;
}

static bool append(struct world *world, struct journal *journal, const char *type, const char *name)
{
    struct opening opening = {S("name"), str_of(name), {1}};
    struct str at = journal_moment(journal, &world->mem);
    struct str bytes = str_format(&world->mem, "{\"at\":\"%.*s\",\"by\":\"u1\",\"type\":\"%s\"}",
                                  STR_ARG(at), type);
    int64_t index;
    return journal_append(journal, bytes, &opening, name[0] ? 1 : 0, &index, &world->err);
}

static void four_entries(struct world *world, struct journal *journal)
{
    assert_well(journal_begin(journal, &world->err));
    assert_well(append(world, journal, "t", "An"));
    assert_well(append(world, journal, "t", "Bình"));
    assert_well(append(world, journal, "u", "Chi"));
    assert_well(append(world, journal, "t", ""));
    assert_well(journal_commit(journal, &world->err));
}

static void a_run_is_cut_where_the_type_changes(void **state)
{
    struct world *world = *state;
    struct journal journal = journal_start(world);
    four_entries(world, &journal);
    assert_text(text_str(&seen->runs), "0+2 2+1 3+1 ");
    assert_text(text_str(&seen->names), "An;Bình;Chi;-;");
    journal_close(&journal);
}

static void the_head_says_size_and_root_of_what_was_committed(void **state)
{
    struct world *world = *state;
    struct journal journal = journal_start(world);
    int64_t size;
    struct sha256 root;
    four_entries(world, &journal);
    assert_well(journal_head(world->db, &size, &root, &world->err));
    assert_int_equal(size, 4);
    struct tree tree = {0};
    for (int64_t i = 0; i < size; i++) {
        struct str bytes;
        assert_well(journal_entry(world->db, &world->mem, i, &bytes, &world->err));
        tree_add(&tree, tree_leaf(bytes));
    }
    struct sha256 wanted = tree_root(&tree);
    assert_memory_equal(&root, &wanted, sizeof root);
    journal_close(&journal);
}

static void what_is_undone_leaves_neither_entry_nor_state(void **state)
{
    struct world *world = *state;
    struct journal journal = journal_start(world);
    int64_t size;
    struct sha256 root;
    struct str bytes;
    assert_well(journal_begin(&journal, &world->err));
    assert_well(journal_savepoint(&journal, &world->err));
    assert_well(append(world, &journal, "t", "An"));
    assert_well(journal_release(&journal, &world->err));
    assert_well(journal_savepoint(&journal, &world->err));
    assert_well(append(world, &journal, "u", "Bình"));
    assert_well(append(world, &journal, "t", "Chi"));
    journal_undo(&journal);
    assert_well(append(world, &journal, "t", "Dung"));
    assert_well(journal_commit(&journal, &world->err));
    assert_well(journal_head(world->db, &size, &root, &world->err));
    assert_int_equal(size, 2);
    assert_well(journal_entry(world->db, &world->mem, 1, &bytes, &world->err));
    assert_fails(journal_entry(world->db, &world->mem, 2, &bytes, &world->err), ERROR_MISSING);
    journal_close(&journal);
}

/* ---- work that gathers ---- */

static void gather(struct world *world, struct journal *journal, const char *type, const char *name)
{
    assert_well(journal_savepoint_gathering(journal, &world->err));
    assert_well(append(world, journal, type, name));
    assert_well(journal_release(journal, &world->err));
}

/* A group that has begun; "An" gathers already. */
static struct journal gathering_start(struct world *world)
{
    struct journal journal = journal_start(world);
    assert_well(journal_begin(&journal, &world->err));
    gather(world, &journal, "t", "An");
    return journal;
}

static void commit(struct world *world, struct journal *journal, int64_t wanted)
{
    int64_t size, count = 0;
    struct sha256 root;
    assert_well(journal_commit(journal, &world->err));
    assert_well(journal_head(world->db, &size, &root, &world->err));
    assert_int_equal(size, wanted);
    struct query query = db_query(world->db, "SELECT COUNT(*) FROM entry");
    if (query_next(&query))
        count = take_int(&query);
    assert_well(query_end(&query, &world->err));
    assert_int_equal(count, wanted);
    journal_close(journal);
}

static void pieces_that_gather_make_one_run(void **state)
{
    struct world *world = *state;
    struct journal journal = gathering_start(world);
    gather(world, &journal, "t", "Bình");
    assert_int_equal(journal_gathered(&journal, world->db)->postings.count, 2);
    assert_int_equal(journal_gathered(&journal, NULL)->postings.count, 0);
    commit(world, &journal, 2);
    assert_text(text_str(&seen->runs), "0+2 ");
}

static void a_piece_that_is_undone_leaves_what_the_others_gathered(void **state)
{
    struct world *world = *state;
    struct journal journal = gathering_start(world);
    assert_well(journal_savepoint_gathering(&journal, &world->err));
    assert_well(append(world, &journal, "t", "Bình"));
    journal_undo(&journal);
    gather(world, &journal, "t", "Chi");
    commit(world, &journal, 2);
    assert_text(text_str(&seen->runs), "0+2 ");
    assert_text(text_str(&seen->names), "An;Chi;");
}

static void what_an_undone_piece_wrote_of_others_is_written_again(void **state)
{
    struct world *world = *state;
    struct journal journal = gathering_start(world);
    assert_well(journal_savepoint_gathering(&journal, &world->err));
    assert_well(append(world, &journal, "t", "Bình"));
    assert_well(append(world, &journal, "u", "Chi")); /* another type: An and Bình become rows */
    assert_well(journal_flush(&journal, &world->err));
    assert_text(text_str(&seen->names), "An;Bình;Chi;");
    seen->names.len = 0;
    journal_undo(&journal);
    gather(world, &journal, "t", "Dung");
    commit(world, &journal, 2);
    assert_text(text_str(&seen->names), "An;Dung;");
}

static void what_a_piece_wrote_of_others_is_not_written_twice(void **state)
{
    struct world *world = *state;
    struct journal journal = gathering_start(world);
    assert_well(journal_savepoint_gathering(&journal, &world->err));
    assert_well(append(world, &journal, "t", "Bình"));
    assert_well(journal_flush(&journal, &world->err));
    assert_well(append(world, &journal, "t", "Chi"));
    assert_well(journal_release(&journal, &world->err));
    assert_well(journal_savepoint_gathering(&journal, &world->err));
    assert_well(append(world, &journal, "t", "Dung"));
    assert_well(journal_flush(&journal, &world->err));
    journal_undo(&journal);
    commit(world, &journal, 3);
    assert_text(text_str(&seen->runs), "0+2 2+2 2+1 ");
}

static void savepoints_in_a_piece_that_gathers_undo_their_own_alone(void **state)
{
    struct world *world = *state;
    struct journal journal = gathering_start(world);
    assert_well(journal_savepoint_gathering(&journal, &world->err));
    assert_well(append(world, &journal, "t", "Bình"));
    assert_well(journal_savepoint(&journal, &world->err));
    assert_well(append(world, &journal, "t", "Chi"));
    journal_undo(&journal);
    assert_well(append(world, &journal, "t", "Dung"));
    assert_well(journal_release(&journal, &world->err));
    commit(world, &journal, 3);
    assert_text(text_str(&seen->names), "An;Bình;Dung;");
}

static void work_that_does_not_gather_finds_rows(void **state)
{
    struct world *world = *state;
    struct journal journal = gathering_start(world);
    assert_well(journal_savepoint(&journal, &world->err));
    assert_text(text_str(&seen->names), "An;");
    assert_well(append(world, &journal, "t", "Bình"));
    journal_undo(&journal);
    commit(world, &journal, 1);
    assert_text(text_str(&seen->names), "An;");
}

static void a_rolled_back_group_has_gathered_nothing(void **state)
{
    struct world *world = *state;
    struct journal journal = gathering_start(world);
    journal_rollback(&journal);
    assert_well(journal_begin(&journal, &world->err));
    gather(world, &journal, "t", "Bình");
    commit(world, &journal, 1);
    assert_text(text_str(&seen->names), "Bình;");
}

static void a_rolled_back_journal_goes_on_where_it_was(void **state)
{
    struct world *world = *state;
    struct journal journal = journal_start(world);
    four_entries(world, &journal);
    assert_well(journal_begin(&journal, &world->err));
    assert_well(append(world, &journal, "t", "Em"));
    journal_rollback(&journal);
    assert_int_equal(journal.state.tree.size, 4);
    assert_well(journal_begin(&journal, &world->err));
    assert_well(append(world, &journal, "t", "Em"));
    assert_well(journal_commit(&journal, &world->err));
    assert_int_equal(journal.state.tree.size, 5);
    journal_close(&journal);
}

static void a_clock_that_goes_back_does_not_bring_the_journal_back(void **state)
{
    struct world *world = *state;
    struct journal journal = journal_start(world);
    four_entries(world, &journal);
    journal.clock = earlier;
    assert_text(journal_moment(&journal, &world->mem), "2022-04-15T05:20:00Z");
    int64_t index;
    assert_well(journal_begin(&journal, &world->err));
    assert_fails(journal_append(&journal,
                                S("{\"at\":\"2021-12-20T00:00:00Z\",\"by\":\"u\",\"type\":\"t\"}"),
                                NULL, 0, &index, &world->err),
                 ERROR_INVALID);
    journal_rollback(&journal);
    journal_close(&journal);
}

static void bytes_that_are_not_canonical_are_refused(void **state)
{
    struct world *world = *state;
    struct journal journal = journal_start(world);
    int64_t index;
    assert_well(journal_begin(&journal, &world->err));
    assert_fails(
        journal_append(&journal, S("{\"type\":\"t\",\"at\":\"x\"}"), NULL, 0, &index, &world->err),
        ERROR_INVALID);
    journal_rollback(&journal);
    journal_close(&journal);
}

static void a_replay_sees_the_same_runs_and_no_erased_values(void **state)
{
    struct world *world = *state;
    struct journal journal = journal_start(world);
    four_entries(world, &journal);
    struct str runs = str_copy(&world->mem, text_str(&seen->runs));
    struct query query = db_query(world->db, "DELETE FROM opening WHERE entry = 1");
    assert_well(query_run(&query, NULL, &world->err));
    seen->runs.len = seen->names.len = 0;
    assert_well(db_begin(world->db, &world->err));
    assert_well(journal_replay(&journal, world->db, NULL, NULL, &world->err));
    assert_well(db_commit(world->db, &world->err));
    assert_true(str_is(text_str(&seen->runs), runs));
    assert_text(text_str(&seen->names), "An;-;Chi;-;");
    journal_close(&journal);
}

static void a_replay_finds_an_altered_entry(void **state)
{
    struct world *world = *state;
    struct journal journal = journal_start(world);
    four_entries(world, &journal);
    struct query query = db_query(world->db, "UPDATE entry SET bytes = $1 WHERE i = 2");
    bind_bytes(&query, S("{\"at\":\"2022-04-15T05:20:00Z\",\"by\":\"u2\",\"type\":\"u\"}"));
    assert_well(query_run(&query, NULL, &world->err));
    assert_well(db_begin(world->db, &world->err));
    assert_fails(journal_replay(&journal, world->db, NULL, NULL, &world->err), ERROR_BROKEN);
    db_rollback(world->db);
    journal_close(&journal);
}

static void a_replay_finds_a_missing_entry(void **state)
{
    struct world *world = *state;
    struct journal journal = journal_start(world);
    four_entries(world, &journal);
    struct query query = db_query(world->db, "DELETE FROM entry WHERE i = 1");
    assert_well(query_run(&query, NULL, &world->err));
    assert_well(db_begin(world->db, &world->err));
    assert_fails(journal_replay(&journal, world->db, NULL, NULL, &world->err), ERROR_BROKEN);
    assert_string_equal(world->err.text, "sổ thiếu mục số 1");
    db_rollback(world->db);
    journal_close(&journal);
}

int main(int count unused, char **words)
{
    static const struct world_test tests[] = {
        WORLD_TEST(a_run_is_cut_where_the_type_changes),
        WORLD_TEST(the_head_says_size_and_root_of_what_was_committed),
        WORLD_TEST(what_is_undone_leaves_neither_entry_nor_state),
        WORLD_TEST(pieces_that_gather_make_one_run),
        WORLD_TEST(a_piece_that_is_undone_leaves_what_the_others_gathered),
        WORLD_TEST(what_an_undone_piece_wrote_of_others_is_written_again),
        WORLD_TEST(what_a_piece_wrote_of_others_is_not_written_twice),
        WORLD_TEST(savepoints_in_a_piece_that_gathers_undo_their_own_alone),
        WORLD_TEST(work_that_does_not_gather_finds_rows),
        WORLD_TEST(a_rolled_back_group_has_gathered_nothing),
        WORLD_TEST(a_rolled_back_journal_goes_on_where_it_was),
        WORLD_TEST(a_clock_that_goes_back_does_not_bring_the_journal_back),
        WORLD_TEST(bytes_that_are_not_canonical_are_refused),
        WORLD_TEST(a_replay_sees_the_same_runs_and_no_erased_values),
        WORLD_TEST(a_replay_finds_an_altered_entry),
        WORLD_TEST(a_replay_finds_a_missing_entry),
    };
    return world_run(tests, COUNT_OF(tests), words[0]);
}
