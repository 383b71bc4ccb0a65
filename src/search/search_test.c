#include "search/search.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"

/* An index in a folder of its own. */
struct place {
    struct search *search;
    struct arena own, mem; /* of this struct; of what a test makes */
    char folder[64];
};

static void place_open(struct place *place)
{
    struct error err;
    if (!search_open(&place->search, place->folder, &err))
        fail_msg("%s", err.text);
}

static int place_start(void **state)
{
    struct arena mem = {0};
    struct place *place = *state = arena_one(&mem, struct place);
    place->own = mem;
    snprintf(place->folder, sizeof place->folder, "/tmp/search-test-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    place_open(place);
    return 0;
}

/* Calls `visit` with the path of each file of the folder. */
static void each_file(struct place *place, void (*visit)(struct place *place, const char *path))
{
    DIR *entries = opendir(place->folder);
    if (!entries)
        return;
    for (struct dirent *entry; (entry = readdir(entries));)
        if (entry->d_name[0] != '.')
            visit(place, str_format(&place->mem, "%s/%s", place->folder, entry->d_name).at);
    closedir(entries);
}

static void remove_file(struct place *place, const char *path)
{
    (void)place;
    unlink(path);
}

static int place_end(void **state)
{
    struct place *place = *state;
    search_close(place->search);
    each_file(place, remove_file);
    rmdir(place->folder);
    arena_end(&place->mem);
    struct arena own = place->own;
    arena_end(&own);
    return 0;
}

static void place_reopen(struct place *place)
{
    search_close(place->search);
    place_open(place);
}

static void place_seal(struct place *place)
{
    struct error err;
    if (!search_seal(place->search, &err))
        fail_msg("%s", err.text);
}

static void add(struct place *place, int64_t id, const char *title, const char *body)
{
    search_add(place->search, id, str_of(title), str_of(body));
}

/* The hits of a query, as "3 1 2". */
static const char *found(struct place *place, const char *query)
{
    struct search_hits hits = search_find(place->search, &place->mem, str_of(query), 0, 100);
    struct str list = S("");
    for (size_t i = 0; i < hits.count; i++)
        list = str_format(&place->mem, "%.*s%s%lld", STR_ARG(list), i ? " " : "",
                          (long long)hits.ids[i]);
    assert_true(hits.total == (int64_t)hits.count);
    return str_c(&place->mem, list);
}

/* True if the bytes stand in any file of the folder. */
static bool is_on_disk(struct place *place, const char *bytes)
{
    DIR *entries = opendir(place->folder);
    bool is_there = false;
    for (struct dirent *entry; (entry = readdir(entries));) {
        struct str path = str_format(&place->mem, "%s/%s", place->folder, entry->d_name), text;
        struct error err;
        if (entry->d_name[0] != '.' && file_read(&place->mem, path.at, 1 << 30, &text, &err))
            is_there = is_there || str_find(text, str_of(bytes)) < text.len;
    }
    closedir(entries);
    return is_there;
}

static size_t files_count(struct place *place)
{
    size_t count = 0;
    DIR *entries = opendir(place->folder);
    for (struct dirent *entry; (entry = readdir(entries));)
        count += entry->d_name[0] != '.';
    closedir(entries);
    return count;
}

/* Both in the tail and in files, a query must find the same. */
static void expect(struct place *place, const char *query, const char *hits)
{
    assert_string_equal(found(place, query), hits);
}

static void a_name_with_marks_is_found_without_them(void **state)
{
    struct place *place = *state;
    add(place, 1, "Nguyễn Thị Đào", "ấp Hòa Thạnh");
    add(place, 2, "Trần Văn Hoà", "");
    for (int sealed = 0; sealed < 2; sealed++) {
        expect(place, "nguyen thi dao", "1");
        expect(place, "NGUYỄN ĐÀO", "1");
        expect(place, "hoa", "2 1");
        expect(place, "hoà", "2 1");
        expect(place,
               "ngu\xE1\xBB\xB3"
               "en",
               "1"); /* another mark than is there */
        expect(place, "le", "");
        place_seal(place);
    }
}

static void words_with_the_marks_as_typed_come_first(void **state)
{
    struct place *place = *state;
    add(place, 1, "ban mặt trận", "");
    add(place, 2, "bàn ghế", "");
    add(place, 3, "bản tin", "");
    for (int sealed = 0; sealed < 2; sealed++) {
        expect(place, "bàn", "2 3 1");
        expect(place, "bản", "3 2 1");
        expect(place, "ban", "1 3 2");
        place_seal(place);
    }
}

static void all_words_in_the_title_come_before_marks_and_age(void **state)
{
    struct place *place = *state;
    add(place, 1, "tang qua", "");           /* title, other marks */
    add(place, 2, "tặng", "quà");            /* half in the title */
    add(place, 3, "tặng quà", "");           /* title, marks */
    add(place, 4, "", "tặng quà");           /* body, marks */
    add(place, 5, "", "tang qua");           /* body */
    add(place, 6, "quà", "tặng và quà quà"); /* half in the title, twice */
    for (int sealed = 0; sealed < 2; sealed++) {
        expect(place, "tặng quà", "3 1 6 4 2 5");
        place_seal(place);
    }
}

static void only_the_last_word_may_be_a_beginning(void **state)
{
    struct place *place = *state;
    add(place, 1, "khu phố Minh Long", "");
    add(place, 2, "khu vực 2022", "");
    for (int sealed = 0; sealed < 2; sealed++) {
        expect(place, "minh lo", "1");
        expect(place, "mi long", "");
        expect(place, "khu ph", "1");
        expect(place, "kh", "2 1");
        expect(place, "k", "");  /* one letter is too little */
        expect(place, "2", "2"); /* a digit is not */
        expect(place, "2 khu", "");
        place_seal(place);
    }
}

static void a_number_is_found_with_and_without_dots(void **state)
{
    struct place *place = *state;
    add(place, 1, "tặng 1.126 suất quà", "");
    add(place, 2, "tặng 1126 suất quà", "");
    add(place, 3, "trị giá 36.000.000đ", "");
    add(place, 4, "ngày 20.07.2022", "");
    for (int sealed = 0; sealed < 2; sealed++) {
        expect(place, "1126", "2 1");
        expect(place, "1.126", "2 1");
        expect(place, "1.126 suất", "2 1");
        expect(place, "126", "");
        expect(place, "36000000", "3");
        expect(place, "36.000.000 trị", "3");
        expect(place, "2022", "4");
        place_seal(place);
    }
}

static void a_code_is_found_by_its_parts_and_whole(void **state)
{
    struct place *place = *state;
    add(place, 1, "qua-2022-0007", "");
    add(place, 2, "nhà 12/QĐ-UBND", "20/7/2022");
    add(place, 3, "KP.3", "");
    for (int sealed = 0; sealed < 2; sealed++) {
        expect(place, "qua-2022-0007", "1");
        expect(place, "0007", "1");
        expect(place, "2022 0007", "1");
        expect(place, "2022-0007", "1");
        expect(place, "qua-2022-00", "1");
        expect(place, "qua20220007", "1");
        expect(place, "12/qd-ubnd", "2");
        expect(place, "20/7/2022", "2");
        expect(place, "20/7 nhà", "2");
        expect(place, "7/2022", "2");
        expect(place, "20/8", "");
        expect(place, "kp3", "3");
        expect(place, "kp 3", "3");
        place_seal(place);
    }
}

static void khmer_without_blanks_is_found_by_any_stretch(void **state)
{
    struct place *place = *state;
    add(place, 1, "បុណ្យចូលឆ្នាំថ្មី", "");
    add(place, 2, "ភូមិមិញឡុង", "បុណ្យ\u200Bអុំទូក");
    for (int sealed = 0; sealed < 2; sealed++) {
        expect(place, "ឆ្នាំថ្មី", "1");
        expect(place, "បុណ្យ", "1 2"); /* in the title of 1 */
        expect(place, "ចូលឆ្នាំ", "1");
        expect(place, "បុណ្យអុំ", "2"); /* over the break that nobody sees */
        expect(place, "ថ្មី", "1");
        expect(place, "ថ្មីបុណ្យ", "");
        place_seal(place);
    }
}

static void what_is_no_word_finds_nothing_and_harms_nothing(void **state)
{
    struct place *place = *state;
    char *huge = memset(arena_take(&place->mem, 300001), 'x', 300000);
    for (size_t i = 100; i < 300000; i += 100)
        huge[i] = ' ';
    search_add(place->search, 1, S("một\0hai\xFF\xC3"), S("\xE1\x9E"));
    add(place, 2, huge, huge);
    add(place, 3, "", "");
    add(place, 4, "?!… “”", "😀 ½");
    for (int sealed = 0; sealed < 2; sealed++) {
        const char *none[] = {"", " ", ".", "-/-", "“”", "\xFF", "\xE1\x9E"};
        for (size_t i = 0; i < COUNT_OF(none); i++)
            expect(place, none[i], "");
        expect(place, "hai", "1");
        huge[99] = '\0';
        expect(place, huge, "2");
        huge[99] = 'x';
        search_find(place->search, &place->mem, str_of(huge), 0, 10);
        assert_int_equal(search_last(place->search), 4);
        place_seal(place);
    }
}

static void pages_of_hits_follow_one_another(void **state)
{
    struct place *place = *state;
    for (int64_t id = 1; id <= 500; id++) {
        add(place, id, id % 7 == 0 ? "hội nghị" : "", id % 3 == 0 ? "hoi nghi" : "hội nghị");
        if (id % 123 == 0)
            place_seal(place);
    }
    struct search_hits all = search_find(place->search, &place->mem, S("hội nghị"), 0, 1000);
    assert_true(all.count == 500 && all.total == 500);
    assert_true(all.ids[0] == 497 && all.ids[499] == 3);
    for (size_t skip = 0; skip < 520; skip += 40) {
        struct search_hits page = search_find(place->search, &place->mem, S("hội nghị"), skip, 40);
        assert_true(page.total == 500);
        assert_int_equal(page.count, skip >= 500 ? 0 : 500 - skip < 40 ? 500 - skip : 40);
        for (size_t i = 0; i < page.count; i++)
            assert_true(page.ids[i] == all.ids[skip + i]);
    }
}

static void what_was_sealed_is_there_after_reopening(void **state)
{
    struct place *place = *state;
    add(place, 5, "sơ kết sáu tháng", "");
    place_seal(place);
    add(place, 9, "tổng kết năm", "");
    place_reopen(place);
    assert_int_equal(search_last(place->search), 5);
    expect(place, "kết", "5");
    add(place, 9, "tổng kết năm", "");
    add(place, INT64_MAX - 1, "kết", ""); /* ids far apart in one file */
    place_seal(place);
    place_reopen(place);
    expect(place, "ket", "9223372036854775806 9 5");
}

static void a_forgotten_document_leaves_no_trace_after_the_next_seal(void **state)
{
    struct place *place = *state;
    for (int64_t id = 1; id <= 300; id++)
        add(place, id, id == 77 ? "bimat77 chung" : "chung", "");
    place_seal(place);
    add(place, 301, "bimat301 chung", "");
    add(place, 302, "chung", "");
    assert_true(is_on_disk(place, "bimat77"));
    search_forget(place->search, 77);
    search_forget(place->search, 301);
    search_forget(place->search, 301);
    search_forget(place->search, 4000);
    add(place, 303, "chung", ""); /* the marks of the tail must grow with it */
    for (int64_t id = 304; id < 900; id++)
        add(place, id, "", "");
    for (int sealed = 0; sealed < 3; sealed++) {
        expect(place, "bimat77", "");
        expect(place, "bimat301", "");
        assert_int_equal(search_find(place->search, &place->mem, S("chung"), 0, 1).total, 301);
        place_seal(place);
        assert_false(is_on_disk(place, "bimat"));
        place_reopen(place);
    }
    assert_int_equal(search_last(place->search), 899);
}

static void forgetting_everything_keeps_the_last_number(void **state)
{
    struct place *place = *state;
    add(place, 3, "một", "");
    place_seal(place);
    search_forget(place->search, 3);
    place_seal(place);
    place_reopen(place);
    assert_int_equal(search_last(place->search), 3);
    expect(place, "một", "");
    assert_int_equal(files_count(place), 1); /* the list */
}

static void a_known_document_is_not_added_twice(void **state)
{
    struct place *place = *state;
    add(place, 3, "một", "");
    add(place, 3, "một hai", "");
    add(place, 2, "hai", "");
    expect(place, "một", "3");
    expect(place, "hai", "");
    assert_int_equal(search_last(place->search), 3);
}

static void files_stay_few(void **state)
{
    struct place *place = *state;
    for (int64_t id = 1; id <= 150; id++) {
        add(place, id, "tin tức", "");
        place_seal(place);
        assert_true(files_count(place) <= 7); /* log3(150) + 1, and the list */
    }
    assert_int_equal(search_find(place->search, &place->mem, S("tin"), 0, 10).total, 150);
}

static void an_index_without_a_folder_works_in_memory(void **state)
{
    struct place *place = *state;
    struct search *search;
    struct error err;
    assert_true(search_open(&search, NULL, &err));
    search_add(search, 1, S("nhà đại đoàn kết"), S(""));
    assert_true(search_seal(search, &err));
    assert_int_equal(search_find(search, &place->mem, S("dai doan"), 0, 10).count, 1);
    assert_true(search_clear(search, &err));
    assert_int_equal(search_find(search, &place->mem, S("dai doan"), 0, 10).count, 0);
    assert_int_equal(search_last(search), 0);
    search_close(search);
}

static void a_cleared_index_is_empty_and_takes_documents_again(void **state)
{
    struct place *place = *state;
    struct error err;
    add(place, 8, "cũ", "");
    place_seal(place);
    add(place, 9, "cũ", "");
    assert_true(search_clear(place->search, &err));
    assert_int_equal(files_count(place), 1);
    add(place, 1, "mới", "");
    place_seal(place);
    place_reopen(place);
    expect(place, "cũ", "");
    expect(place, "mới", "1");
}

static void a_seal_that_cannot_write_says_so_and_loses_nothing(void **state)
{
    struct place *place = *state;
    struct error err;
    add(place, 1, "một", "");
    place_seal(place);
    add(place, 2, "một hai", "");
    char aside[80];
    snprintf(aside, sizeof aside, "%s-aside", place->folder);
    assert_int_equal(rename(place->folder, aside), 0);
    assert_false(search_seal(place->search, &err));
    assert_int_equal(err.kind, ERROR_BROKEN);
    expect(place, "một", "2 1");
    assert_int_equal(rename(aside, place->folder), 0);
    place_seal(place);
    place_reopen(place);
    expect(place, "một", "2 1");
}

/* Damage */

/* Three files of 1000, 100 and 10 documents that all hold "tin". */
static void three_files(struct place *place)
{
    int64_t id = 0;
    for (int count = 1000; count >= 10; count /= 10) {
        for (int i = 0; i < count; i++)
            add(place, ++id, "tin", "bản tin khu phố");
        place_seal(place);
    }
    assert_int_equal(files_count(place), 4);
}

/* Overwrites one byte of the file, or cuts it there. */
static void harm(const char *path, off_t at, bool is_cut)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    assert_true(fd >= 0);
    unsigned char byte;
    if (is_cut) {
        assert_int_equal(ftruncate(fd, at), 0);
    } else {
        assert_int_equal(pread(fd, &byte, 1, at), 1);
        byte ^= 0x40;
        assert_int_equal(pwrite(fd, &byte, 1, at), 1);
    }
    close(fd);
}

static void a_damaged_file_is_dropped_with_all_that_is_newer(void **state)
{
    struct place *place = *state;
    const int64_t lasts[] = {0, 1000, 1100};
    for (int64_t round = 0; round < 30; round++) {
        struct error err;
        search_close(place->search);
        each_file(place, remove_file);
        place_open(place);
        three_files(place);
        size_t which = (size_t)round % 3;
        struct str bytes;
        const char *path = str_format(&place->mem, "%s/search-%zu", place->folder, which + 1).at;
        assert_true(file_read(&place->mem, path, 1 << 20, &bytes, &err));
        off_t at = (off_t)((size_t)round * 367 % bytes.len);
        if (round % 5 == 4)
            unlink(path);
        else
            harm(path, at, round % 5 == 3);
        place_reopen(place);
        assert_int_equal(search_last(place->search), lasts[which]);
        assert_int_equal(search_find(place->search, &place->mem, S("tin"), 0, 1).total,
                         lasts[which]);
        assert_int_equal(files_count(place), which + 1);
        for (int64_t id = lasts[which] + 1; id <= 1110; id++)
            add(place, id, "tin", "bản tin");
        place_seal(place);
        place_reopen(place);
        assert_int_equal(search_find(place->search, &place->mem, S("bản tin"), 0, 1).total, 1110);
        arena_reset(&place->mem);
    }
}

static void a_damaged_list_means_an_empty_index(void **state)
{
    struct place *place = *state;
    for (off_t at = 0; at < 64; at += 5) {
        add(place, 1, "tin", "");
        place_seal(place);
        harm(str_format(&place->mem, "%s/search-list", place->folder).at, at, at % 2);
        place_reopen(place);
        assert_int_equal(search_last(place->search), 0);
        expect(place, "tin", "");
    }
}

static void copy_file(struct place *place, const char *path)
{
    if (str_ends(str_of(path), S(".old")))
        return;
    struct error err;
    struct str bytes;
    assert_true(file_read(&place->mem, path, 1 << 30, &bytes, &err));
    assert_true(file_write(str_format(&place->mem, "%s.old", path).at, bytes, 0600, &err));
}

static void restore_file(struct place *place, const char *path)
{
    struct str name = str_of(path);
    if (str_ends(name, S(".old")))
        assert_int_equal(rename(path, str_c(&place->mem, str_part(name, 0, name.len - 4))), 0);
}

static void a_kill_before_the_list_is_written_leaves_the_old_index(void **state)
{
    struct place *place = *state;
    three_files(place);
    each_file(place, copy_file);
    search_forget(place->search, 50);
    for (int64_t id = 1111; id < 5000; id++)
        add(place, id, "tin", "");
    place_seal(place); /* everything into one new file */
    search_close(place->search);
    each_file(place, restore_file);
    harm(str_format(&place->mem, "%s/search-4", place->folder).at, 3000, true);
    place_open(place);
    assert_int_equal(search_last(place->search), 1110);
    assert_int_equal(search_find(place->search, &place->mem, S("tin"), 0, 1).total, 1110);
    assert_int_equal(files_count(place), 4);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_start, place_end)
    const struct CMUnitTest tests[] = {
        TEST(a_name_with_marks_is_found_without_them),
        TEST(words_with_the_marks_as_typed_come_first),
        TEST(all_words_in_the_title_come_before_marks_and_age),
        TEST(only_the_last_word_may_be_a_beginning),
        TEST(a_number_is_found_with_and_without_dots),
        TEST(a_code_is_found_by_its_parts_and_whole),
        TEST(khmer_without_blanks_is_found_by_any_stretch),
        TEST(what_is_no_word_finds_nothing_and_harms_nothing),
        TEST(pages_of_hits_follow_one_another),
        TEST(what_was_sealed_is_there_after_reopening),
        TEST(a_forgotten_document_leaves_no_trace_after_the_next_seal),
        TEST(forgetting_everything_keeps_the_last_number),
        TEST(a_known_document_is_not_added_twice),
        TEST(files_stay_few),
        TEST(an_index_without_a_folder_works_in_memory),
        TEST(a_cleared_index_is_empty_and_takes_documents_again),
        TEST(a_seal_that_cannot_write_says_so_and_loses_nothing),
        TEST(a_damaged_file_is_dropped_with_all_that_is_newer),
        TEST(a_damaged_list_means_an_empty_index),
        TEST(a_kill_before_the_list_is_written_leaves_the_old_index),
    };
    return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
