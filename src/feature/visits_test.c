#include "feature/visits.h"

#include "db/db_world.h"

static const char thing[] = "article/2022/0001";

/* A process that has just opened the book. */
static struct book book_opened(struct world *world)
{
    const struct feature *feature = &visits_feature;
    assert_well(db_migrate(world->db, feature->name, feature->migrations, feature->migrations_count,
                           &world->err));
    return (struct book){.db = world->db, .visits = visits_new()};
}

static int64_t count_of(struct world *world, struct book *book)
{
    int64_t count = -1;
    assert_well(visits_of(book, world->db, S("article/2022/0001"), &count, &world->err));
    return count;
}

/* What the web floor does with the page of `thing`. */
static _Atomic int64_t *page_of(struct world *world, struct book *book, int64_t *shown)
{
    struct request req = {.mem = &world->mem, .db = world->db, .book = book};
    struct response response = {0};
    assert_well(visits_count(&req, &response, str_of(thing), shown, &world->err));
    assert_non_null(response.visits);
    return response.visits;
}

static void settle(struct world *world, struct book *book)
{
    assert_well(db_begin(world->db, &world->err));
    assert_well(visits_settle(book, &world->err));
    assert_well(db_commit(world->db, &world->err));
    visits_settled(book);
}

static void a_visit_is_seen_at_once_and_kept_when_settled(void **state)
{
    struct world *world = *state;
    struct book book = book_opened(world);
    int64_t shown;
    _Atomic int64_t *visits = page_of(world, &book, &shown);
    assert_int_equal(shown, 0);
    assert_false(visits_are_loose(&book));
    ++*visits;
    ++*visits;
    assert_int_equal(count_of(world, &book), 2);
    assert_true(visits_are_loose(&book));
    settle(world, &book);
    assert_false(visits_are_loose(&book));
    ++*visits;
    settle(world, &book);
    visits_end(book.visits);

    book = book_opened(world); /* after a restart */
    assert_int_equal(count_of(world, &book), 3);
    assert_ptr_not_equal(page_of(world, &book, &shown), NULL);
    assert_int_equal(shown, 3);
    visits_end(book.visits);
}

static void visits_of_a_commit_that_failed_are_written_with_the_next(void **state)
{
    struct world *world = *state;
    struct book book = book_opened(world);
    int64_t shown;
    ++*page_of(world, &book, &shown);
    assert_well(db_begin(world->db, &world->err));
    assert_well(visits_settle(&book, &world->err));
    db_rollback(world->db); /* nobody says that it is durable */
    assert_true(visits_are_loose(&book));
    settle(world, &book);
    visits_end(book.visits);
    book = book_opened(world);
    assert_int_equal(count_of(world, &book), 1);
    visits_end(book.visits);
}

static void things_are_counted_apart_and_up_to_a_limit(void **state)
{
    struct world *world = *state;
    struct book book = book_opened(world);
    struct request req = {.mem = &world->mem, .db = world->db, .book = &book};
    struct response response = {0};
    int64_t count;
    for (int i = 0; i < VISITS_THINGS_MAX; i++) {
        char name[32];
        snprintf(name, sizeof name, "article/2022/%05d", i);
        response.visits = NULL;
        assert_well(visits_count(&req, &response, str_of(name), &count, &world->err));
        if (i % 1000 == 0)
            *response.visits += i;
    }
    settle(world, &book);
    assert_well(visits_count(&req, &response, S("article/2023/00001"), &count, &world->err));
    assert_null(response.visits);
    assert_int_equal(count, 0);
    visits_end(book.visits);
    book = book_opened(world);
    assert_well(visits_of(&book, world->db, S("article/2022/03000"), &count, &world->err));
    assert_int_equal(count, 3000);
    assert_well(visits_of(&book, world->db, S("article/2022/03001"), &count, &world->err));
    assert_int_equal(count, 0);
    visits_end(book.visits);
}

int main(int count unused, char **words)
{
    static const struct world_test tests[] = {
        WORLD_TEST(a_visit_is_seen_at_once_and_kept_when_settled),
        WORLD_TEST(visits_of_a_commit_that_failed_are_written_with_the_next),
        WORLD_TEST(things_are_counted_apart_and_up_to_a_limit),
    };
    return world_run(tests, COUNT_OF(tests), words[0]);
}
