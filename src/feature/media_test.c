#include "base/testing.h"

#include "feature/media.h"
#include "feature/test_world.h"

#include <unistd.h>

static const struct feature *const features[] = {&media_feature};
static const struct world_kind kind = {"media", features, COUNT_OF(features), NULL};

/* A picture as a phone would send it. */
static struct str photo(struct world *world, int width, int height)
{
    return tool_output(&world->mem,
                       str_format(&world->mem, "%s jpeg %d %d", PICTURE_MAKER, width, height).at);
}

/* Takes a picture in a transaction of its own. */
static struct media taken(struct world *world, struct str bytes)
{
    struct media media = {0};
    assert_well(media_prepare(&world->book, &world->mem, bytes, &media, &world->err));
    assert_well(book_begin(&world->book, &world->err));
    assert_well(media_keep(world->book.db, &media, &world->err));
    assert_well(book_commit(&world->book, NULL, &world->err));
    return media;
}

static bool is_there(struct world *world, struct str name)
{
    struct media media;
    bool is_found;
    assert_well(media_find(world->book.db, &world->mem, name, &media, &is_found, &world->err));
    return is_found;
}

/* What /hinh/NAME answers. */
static bool page(struct world *world, const char *name, struct response *response)
{
    struct request req = {.mem = &world->mem, .db = world->book.db, .book = &world->book};
    req.part[0] = str_of(name);
    *response = (struct response){0};
    return media_feature.routes[0].page(&req, response, &world->err);
}

static const char *part_of(struct world *world, const struct media *media, int width)
{
    struct str address = media_address(&world->mem, media, width);
    assert_true(str_starts(address, S("/hinh/")));
    return str_c(&world->mem, str_part(address, 6, address.len));
}

static void a_picture_is_kept_in_three_widths_and_found_with_its_sizes(void **state)
{
    struct world *world = *state;
    struct media kept = taken(world, photo(world, 2000, 1500)), found;
    bool is_found;
    assert_well(media_find(world->book.db, &world->mem, kept.name, &found, &is_found, &world->err));
    assert_true(is_found);
    assert_int_equal(kept.name.len, 64);
    assert_int_equal(media_version(&found, 1600)->height, 1200);
    assert_int_equal(media_version(&found, 800)->height, 600);
    assert_int_equal(media_version(&found, 400)->width, 400);
    assert_text(media_address(&world->mem, &found, 800),
                str_format(&world->mem, "/hinh/%.*s-800.jpg", STR_ARG(kept.name)).at);
}

static void its_page_gives_the_bytes_of_each_width_and_lasts(void **state)
{
    struct world *world = *state;
    struct media media = taken(world, photo(world, 2000, 1500));
    struct response response;
    for (size_t i = 0; i < PICTURE_SIZES; i++) {
        assert_well(page(world, part_of(world, &media, picture_widths[i]), &response));
        assert_true(str_is(response.body, media.picture.version[i].bytes));
        assert_string_equal(response.type, "image/jpeg");
        assert_true(response.is_lasting);
    }
}

static void addresses_that_name_no_picture_are_missing(void **state)
{
    struct world *world = *state;
    struct media media = taken(world, photo(world, 50, 40));
    const char *name = str_c(&world->mem, media.name);
    const char *wrong[] = {"x",
                           "",
                           "-800.jpg",
                           str_format(&world->mem, "%s-801.jpg", name).at,
                           str_format(&world->mem, "%s-800.png", name).at,
                           str_format(&world->mem, "%s-800.jpg.jpg", name).at,
                           str_format(&world->mem, "%s--800.jpg", name).at};
    struct response response;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_false(page(world, wrong[i], &response));
        assert_int_equal(world->err.kind, ERROR_MISSING);
    }
}

static void the_same_picture_twice_is_kept_once(void **state)
{
    struct world *world = *state;
    struct str bytes = photo(world, 300, 200);
    struct media first = taken(world, bytes), second = taken(world, bytes);
    assert_true(str_is(first.name, second.name));
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM media"), PICTURE_SIZES);
}

static void an_erased_picture_is_gone_and_its_address_missing(void **state)
{
    struct world *world = *state;
    struct media one = taken(world, photo(world, 300, 200));
    struct media other = taken(world, photo(world, 200, 300));
    struct response response;
    assert_well(book_begin(&world->book, &world->err));
    assert_well(media_erase(world->book.db, one.name, &world->err));
    assert_well(media_erase(world->book.db, S("khong-co"), &world->err));
    assert_well(book_commit(&world->book, NULL, &world->err));
    assert_false(is_there(world, one.name));
    assert_true(is_there(world, other.name));
    assert_false(page(world, part_of(world, &one, 800), &response));
    assert_int_equal(world->err.kind, ERROR_MISSING);
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM media"), PICTURE_SIZES);
}

static void the_same_picture_singled_out_has_a_name_of_its_own_and_stays_a_picture(void **state)
{
    struct world *world = *state;
    struct media one, other;
    struct str bytes = photo(world, 300, 200);
    assert_well(media_prepare(&world->book, &world->mem, bytes, &one, &world->err));
    other = one;
    media_single_out(&world->mem, &one);
    media_single_out(&world->mem, &other);
    assert_false(str_is(one.name, other.name));
    struct sha256 hash = sha256_of(&one.picture.version[0].bytes, 1);
    assert_text(one.name, str_c(&world->mem, sha256_hex(&world->mem, &hash)));
    struct media again;
    assert_well(media_prepare(&world->book, &world->mem, one.picture.version[0].bytes, &again,
                              &world->err));
    assert_int_equal(again.picture.version[0].width, 300);
}

static void a_private_picture_is_at_no_public_address_until_it_is_published(void **state)
{
    struct world *world = *state;
    struct media media;
    struct response response;
    assert_well(book_begin(&world->book, &world->err));
    assert_well(
        media_prepare(&world->book, &world->mem, photo(world, 90, 60), &media, &world->err));
    media.is_private = true;
    assert_well(media_keep(world->book.db, &media, &world->err));
    const char *part = part_of(world, &media, 800);
    struct request req = {.mem = &world->mem, .db = world->book.db, .book = &world->book};
    assert_false(page(world, part, &response));
    assert_int_equal(world->err.kind, ERROR_MISSING);
    assert_well(media_respond(&req, str_of(part), true, &response, &world->err));
    assert_well(media_publish(world->book.db, media.name, &world->err));
    assert_well(page(world, part, &response));
    assert_well(book_commit(&world->book, NULL, &world->err));
    assert_text(media_name_of(str_of(part)), str_c(&world->mem, media.name));
    assert_true(media_name_of(S("a/b-800.jpg.exe")).len == 0);
}

static void a_picture_goes_back_with_the_transaction_that_brought_it(void **state)
{
    struct world *world = *state;
    struct media media;
    struct str bytes = photo(world, 300, 200);
    assert_well(book_begin(&world->book, &world->err));
    assert_well(media_take(&world->book, &world->mem, bytes, &media, &world->err));
    assert_true(is_there(world, media.name));
    book_rollback(&world->book);
    assert_false(is_there(world, media.name));
}

static void what_is_no_picture_leaves_nothing(void **state)
{
    struct world *world = *state;
    struct media media;
    char *large = arena_take(&world->mem, MEDIA_MAX_BYTES + 1);
    memset(large, 'x', MEDIA_MAX_BYTES + 1);
    struct str too_large = {large, MEDIA_MAX_BYTES + 1};
    assert_false(media_prepare(&world->book, &world->mem, too_large, &media, &world->err));
    assert_string_equal(world->err.text, "ảnh lớn hơn 25 MB; hãy thu nhỏ rồi gửi");
    assert_false(media_prepare(&world->book, &world->mem, S("<svg/>"), &media, &world->err));
    assert_int_equal(world->err.kind, ERROR_INVALID);
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM media"), 0);
}

/* A folder's backup is one file; a book in PostgreSQL is backed up by pg_dump, as it says. */
static void a_backup_holds_the_pictures(void **state)
{
    struct world *world = *state;
    struct media media = taken(world, photo(world, 300, 200)), found;
    const char *path = str_format(&world->mem, "/tmp/doanket_media_test.%d.db", (int)getpid()).at;
    bool is_copied = db_copy(world->book.db, path, &world->err), is_found = false;
    assert_int_equal(is_copied, !world->is_postgres);
    if (!is_copied)
        return;
    auto_db copy = NULL;
    bool is_read = db_open(&copy, str_of(path), DB_READ, false, &world->err) &&
                   media_find(copy, &world->mem, media.name, &found, &is_found, &world->err);
    unlink(path);
    assert_true(is_read && is_found);
}

int main(int count, char **arguments)
{
    static const struct world_test tests[] = {
        WORLD_TEST(a_picture_is_kept_in_three_widths_and_found_with_its_sizes),
        WORLD_TEST(its_page_gives_the_bytes_of_each_width_and_lasts),
        WORLD_TEST(addresses_that_name_no_picture_are_missing),
        WORLD_TEST(the_same_picture_twice_is_kept_once),
        WORLD_TEST(the_same_picture_singled_out_has_a_name_of_its_own_and_stays_a_picture),
        WORLD_TEST(a_private_picture_is_at_no_public_address_until_it_is_published),
        WORLD_TEST(an_erased_picture_is_gone_and_its_address_missing),
        WORLD_TEST(a_picture_goes_back_with_the_transaction_that_brought_it),
        WORLD_TEST(what_is_no_picture_leaves_nothing),
        WORLD_TEST(a_backup_holds_the_pictures),
    };
    (void)count;
    return world_run(&kind, tests, COUNT_OF(tests), arguments[0]);
}
