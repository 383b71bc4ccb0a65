#include "web/test_site.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

static struct site site;
static struct arena mem;

#define POST_HEAD                                                                                  \
    "POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"

static void a_page_is_drawn_once_and_then_comes_from_the_cache(void **state)
{
    (void)state;
    web_changed(site.web);
    int drawn = site.book.drawn;
    struct reply first = site_get(&mem, &site, "/", "");
    struct reply second = site_get(&mem, &site, "/", "");
    assert_int_equal(first.status, 200);
    assert_true(str_is(first.body, second.body));
    assert_int_equal(site.book.drawn, drawn + 1);
    assert_true(str_is(reply_header(&second, "Content-Type"), S("text/html; charset=utf-8")));
    assert_true(
        str_is(reply_header(&second, "Cache-Control"), S("public, max-age=0, must-revalidate")));
    assert_true(str_starts(reply_header(&second, "Vary"), S("Accept-Encoding")));
    assert_int_equal(reply_header(&second, "Server").len, 0);
}

static void every_answer_carries_the_security_headers(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "/",        "/",        "/khong-co", "/hong", "/tai-nguyen/look-0a1b2c3d.css",
        "/healthz", "/viec/3/", "/tai-ve"};
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        struct reply reply = site_get(&mem, &site, paths[i], "");
        assert_true(
            str_starts(reply_header(&reply, "Content-Security-Policy"), S("default-src 'none'; ")));
        assert_true(str_is(reply_header(&reply, "X-Content-Type-Options"), S("nosniff")));
        assert_true(str_is(reply_header(&reply, "Referrer-Policy"), S("same-origin")));
        assert_true(reply_header(&reply, "Permissions-Policy").len > 0);
        assert_true(str_is(reply_header(&reply, "Cross-Origin-Opener-Policy"), S("same-origin")));
        arena_reset(&mem);
    }
}

static void a_write_shows_on_the_page_before_its_answer_is_there(void **state)
{
    (void)state;
    int64_t before = site_notes(&site);
    for (int i = 1; i <= 20; i++) {
        site_get(&mem, &site, "/", "");
        struct reply written = site_post(&mem, &site, "/ghi", "noi_dung=c%E1%BB%9D");
        assert_int_equal(written.status, 303);
        assert_true(str_is(reply_header(&written, "Location"), S("/")));
        assert_true(str_is(reply_header(&written, "Cache-Control"), S("no-store")));
        struct reply page = site_get(&mem, &site, "/", "");
        assert_true(reply_says(&page, str_format(&mem, "%d ghi chú", (int)before + i).at));
        arena_reset(&mem);
    }
}

static void who_has_the_page_already_hears_only_that(void **state)
{
    (void)state;
    struct reply page = site_get(&mem, &site, "/", "");
    const char *etag = str_c(&mem, reply_header(&page, "ETag"));
    assert_true(str_starts(str_of(etag), S("W/\"")));
    auto_fd fd = client_open(&site);
    client_say(fd, str_format(&mem, "GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"x\", %s\r\n\r\n",
                              etag));
    struct reply same = client_hear(&mem, fd, true);
    assert_int_equal(same.status, 304);
    assert_true(str_is(reply_header(&same, "ETag"), str_of(etag)));
    /* the connection is still in step */
    client_say(fd, S("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"));
    assert_true(str_is(client_hear(&mem, fd, false).body, S("ok\n")));
    site_post(&mem, &site, "/ghi", "noi_dung=x");
    const char *tag = str_format(&mem, "If-None-Match: %s\r\n", etag).at;
    assert_int_equal(site_get(&mem, &site, "/", tag).status, 200);
}

static void a_fresh_page_is_answered_with_304_too_when_its_tag_is_known(void **state)
{
    (void)state;
    struct reply page = site_get(&mem, &site, "/viec/tag", "");
    const char *etag = str_c(&mem, reply_header(&page, "ETag"));
    struct reply all = site_get(&mem, &site, "/viec/other", "");
    assert_false(str_is(reply_header(&all, "ETag"), str_of(etag)));
    auto_fd fd = client_open(&site);
    client_say(fd, S("GET /viec/new HTTP/1.1\r\nHost: a\r\nIf-None-Match: *\r\n\r\n"));
    assert_int_equal(client_hear(&mem, fd, true).status, 304);
}

static void head_is_get_without_the_body(void **state)
{
    (void)state;
    struct reply whole = site_get(&mem, &site, "/", "");
    for (int i = 0; i < 2; i++) {
        auto_fd fd = client_open(&site);
        client_say(fd,
                   S("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"));
        struct reply head = client_hear(&mem, fd, true);
        assert_int_equal(head.status, 200);
        assert_true(
            str_is(reply_header(&head, "Content-Length"), reply_header(&whole, "Content-Length")));
        assert_true(str_is(client_hear(&mem, fd, false).body, S("ok\n")));
    }
    auto_fd fd = client_open(&site);
    client_say(fd, S("HEAD /ghi HTTP/1.1\r\nHost: a\r\n\r\n"));
    struct reply refused = client_hear(&mem, fd, true);
    assert_int_equal(refused.status, 405);
    assert_true(str_is(reply_header(&refused, "Allow"), S("POST")));
}

/* Unpacked by the system's gzip, not by the library that packed it. */
static struct str gunzipped(struct str bytes)
{
    const char *path = str_format(&mem, "%s/page.gz", site.book.folder).at;
    struct error err;
    assert_true(file_write(path, bytes, 0600, &err));
    FILE *pipe = popen(str_format(&mem, "gzip -dc <%s", path).at, "r");
    assert_non_null(pipe);
    char *out = arena_take(&mem, 65536);
    size_t len = fread(out, 1, 65536, pipe);
    assert_int_equal(pclose(pipe), 0);
    unlink(path);
    return (struct str){out, len};
}

static void pages_are_squeezed_for_who_can_take_it(void **state)
{
    (void)state;
    struct reply plain = site_get(&mem, &site, "/", "Accept-Encoding: br, gzip;q=0\r\n");
    assert_int_equal(reply_header(&plain, "Content-Encoding").len, 0);
    for (int i = 0; i < 2; i++) {
        struct reply squeezed = site_get(&mem, &site, "/", "Accept-Encoding: gzip, br\r\n");
        assert_true(str_is(reply_header(&squeezed, "Content-Encoding"), S("gzip")));
        assert_true(squeezed.body.len < plain.body.len);
        assert_true(str_is(gunzipped(squeezed.body), plain.body));
    }
    struct reply small = site_get(&mem, &site, "/viec/1", "Accept-Encoding: gzip\r\n");
    assert_int_equal(reply_header(&small, "Content-Encoding").len, 0);
}

static void many_ways_to_write_an_address_are_one_page(void **state)
{
    (void)state;
    web_changed(site.web);
    int drawn = site.book.drawn;
    struct reply a = site_get(&mem, &site, "/tim-kiem?q=h%E1%BB%8Dp&trang=2", "");
    struct reply b = site_get(&mem, &site, "/tim-kiem?trang=2&q=h%e1%bb%8dp&utm_source=zalo", "");
    struct reply c = site_get(&mem, &site, "/%74im-kiem?&q=ho%CC%A3p&trang=2&fbclid=x", "");
    assert_true(reply_says(&a, "[họp] trang 2"));
    assert_true(str_is(a.body, b.body));
    assert_true(str_is(a.body, c.body));
    assert_int_equal(site.book.drawn, drawn + 1);
}

static void live_and_private_pages_are_kept_apart_from_the_others(void **state)
{
    (void)state;
    struct reply live = site_get(&mem, &site, "/song", "");
    assert_int_equal(live.status, 200);
    assert_true(reply_header(&live, "ETag").len > 0);
    struct reply one = site_get(&mem, &site, "/rieng", "Accept-Encoding: gzip\r\n");
    struct reply two = site_get(&mem, &site, "/rieng", "Accept-Encoding: gzip\r\n");
    assert_true(str_is(reply_header(&one, "Cache-Control"), S("no-store")));
    assert_int_equal(reply_header(&one, "ETag").len, 0);
    assert_false(str_is(one.body, two.body));
}

static void every_whole_get_of_a_counted_page_is_a_visit(void **state)
{
    (void)state;
    site.book.visits = 0;
    web_changed(site.web);
    struct reply first = site_get(&mem, &site, "/doc", "");
    assert_true(reply_says(&first, "đọc 0"));
    assert_int_equal(site.book.visits, 1); /* drawn */
    site_get(&mem, &site, "/doc", "User-Agent: HeadlessChrome/131\r\n");
    assert_int_equal(site.book.visits, 2); /* from the cache */
    site_get(&mem, &site, "/doc", "User-Agent: Googlebot/2.1\r\n");
    site_ask(&mem, &site, S("HEAD /doc HTTP/1.1\r\nHost: a\r\n\r\n"));
    site_get(&mem, &site, "/song", "");
    site_get(&mem, &site, "/doc?la=1", "");
    assert_int_equal(site.book.visits, 2);
    site_get(&mem, &site, "/doc-rieng", "");
    assert_int_equal(site.book.visits, 3);
}

static void who_has_a_page_reads_it_again_and_sees_what_lives_on_reloading(void **state)
{
    (void)state;
    site.book.visits = 0;
    web_changed(site.web);
    struct reply first = site_get(&mem, &site, "/doc", "");
    const char *tag = str_c(&mem, reply_header(&first, "ETag"));
    const char *same = str_format(&mem, "If-None-Match: %s\r\n", tag).at;
    assert_int_equal(site_get(&mem, &site, "/doc", same).status, 304);
    assert_int_equal(site.book.visits, 2);
    const char *reload = str_format(&mem, "%sCache-Control: max-age=0\r\n", same).at;
    struct reply whole = site_get(&mem, &site, "/doc", reload);
    assert_int_equal(whole.status, 200);
    assert_string_equal(str_c(&mem, reply_header(&whole, "ETag")), tag);
    struct reply plain = site_get(&mem, &site, "/", "");
    const char *known = str_c(&mem, reply_header(&plain, "ETag"));
    const char *again =
        str_format(&mem, "If-None-Match: %s\r\nCache-Control: no-cache\r\n", known).at;
    assert_int_equal(site_get(&mem, &site, "/", again).status, 304);
}

static void what_gathers_in_memory_is_written_without_a_request(void **state)
{
    (void)state;
    site_get(&mem, &site, "/doc", "");
    while (site.book.settled != site.book.visits) /* within the test's time */
        usleep(10 * 1000);
    int64_t tried = site.book.settling;
    site.book.refuses_commits = true;
    site_get(&mem, &site, "/doc", "");
    while (site.book.settling == tried)
        usleep(10 * 1000);
    assert_true(site.book.settled < site.book.visits);
    site.book.refuses_commits = false;
    while (site.book.settled != site.book.visits)
        usleep(10 * 1000);
}

static void addresses_have_one_form(void **state)
{
    (void)state;
    struct reply moved = site_get(&mem, &site, "/viec/h%E1%BB%8Dp/?x=1", "");
    assert_int_equal(moved.status, 301);
    assert_true(str_is(reply_header(&moved, "Location"), S("/viec/h%E1%BB%8Dp?x=1")));
    assert_int_equal(site_get(&mem, &site, "/khong-co/", "").status, 404);
    assert_int_equal(site_get(&mem, &site, "//a.example/", "").status, 400);
    assert_int_equal(site_get(&mem, &site, "/viec/../", "").status, 400);
    assert_int_equal(site_get(&mem, &site, "/viec/%2e%2E", "").status, 400);
    assert_int_equal(site_get(&mem, &site, "/viec/a%2Fb", "").status, 400);
    assert_int_equal(site_get(&mem, &site, "/viec/%00", "").status, 400);
    assert_int_equal(site_get(&mem, &site, "/viec/%zz", "").status, 400);
    assert_int_equal(site_get(&mem, &site, "/viec/%ff", "").status, 400);
    assert_int_equal(site_get(&mem, &site, "/viec/%0a", "").status, 400);
    assert_int_equal(site_get(&mem, &site, "/viec/a#b", "").status, 400);
    struct reply slash = site_get(&mem, &site, "/viec/%5Cx/", "");
    assert_true(str_is(reply_header(&slash, "Location"), S("/viec/%5Cx")));
    struct reply rest = site_get(&mem, &site, "/log/tile/0/x001", "");
    assert_true(reply_says(&rest, "[tile/0/x001]"));
}

static void wrong_fields_are_named_by_their_label(void **state)
{
    (void)state;
    struct reply reply = site_get(&mem, &site, "/tim-kiem?trang=2", "");
    assert_int_equal(reply.status, 400);
    assert_true(reply_says(&reply, "«Từ cần tìm»"));
    reply = site_get(&mem, &site, "/tim-kiem?q=a&trang=hai", "");
    assert_true(reply.status == 400 && reply_says(&reply, "«Trang»"));
    reply = site_get(&mem, &site, "/tim-kiem?q=a&ngay=31/6/2022", "");
    assert_true(reply.status == 400 && reply_says(&reply, "«Ngày»"));
    reply = site_get(&mem, &site, "/tim-kiem?q=a&ngay=20/7/2022", "");
    assert_true(reply_says(&reply, "[2022-07-20]"));
    assert_int_equal(site_get(&mem, &site, "/tim-kiem?q=a&la=1", "").status, 400);
    assert_int_equal(site_post(&mem, &site, "/ghi", "noi_dung=").status, 400);
    assert_int_equal(site_post(&mem, &site, "/ghi?x=1", "noi_dung=a").status, 400);
}

static void errors_of_pages_become_error_pages(void **state)
{
    (void)state;
    struct reply reply = site_get(&mem, &site, "/hong", "");
    assert_int_equal(reply.status, 500);
    assert_true(reply_says(&reply, "LỖI đĩa hỏng &lt;ở&gt; đây"));
    assert_true(str_is(reply_header(&reply, "Cache-Control"), S("no-store")));
    assert_int_equal(site_get(&mem, &site, "/to", "").status, 500);
    assert_int_equal(site_get(&mem, &site, "/", "").status, 200);
}

static void a_quick_page_that_takes_too_long_is_drawn_again_on_the_pool(void **state)
{
    (void)state;
    site.book.drawn = 0;
    struct reply reply = site_get(&mem, &site, "/mai", "");
    assert_int_equal(reply.status, 200);
    assert_true(reply_says(&reply, "hết"));
    assert_int_equal(site.book.drawn, 2);
}

static void a_page_that_overlooks_a_late_query_is_drawn_again_too(void **state)
{
    (void)state;
    site.book.drawn = 0;
    struct reply reply = site_get(&mem, &site, "/cau-tha", "");
    assert_int_equal(reply.status, 200);
    assert_true(reply_says(&reply, "trọn vẹn"));
    assert_int_equal(site.book.drawn, 2);
}

static void files_of_the_program_are_kept_for_a_year(void **state)
{
    (void)state;
    struct reply plain = site_get(&mem, &site, "/tai-nguyen/look-0a1b2c3d.css", "");
    assert_true(str_is(plain.body, S("body{}")));
    assert_true(
        str_is(reply_header(&plain, "Cache-Control"), S("public, max-age=31536000, immutable")));
    struct reply squeezed =
        site_get(&mem, &site, "/tai-nguyen/look-0a1b2c3d.css", "Accept-Encoding: gzip\r\n");
    assert_true(str_is(reply_header(&squeezed, "Content-Encoding"), S("gzip")));
    assert_true(str_is(squeezed.body, S("ép")));
    struct reply mark =
        site_get(&mem, &site, "/tai-nguyen/mark-11223344.svg", "Accept-Encoding: gzip\r\n");
    assert_int_equal(reply_header(&mark, "Content-Encoding").len, 0);
    assert_int_equal(site_get(&mem, &site, "/tai-nguyen/look-00000000.css", "").status, 404);
    struct reply file = site_get(&mem, &site, "/tai-ve", "");
    assert_true(str_is(reply_header(&file, "Content-Disposition"),
                       S("attachment; filename=\"so-lieu.csv\"")));
}

static void what_has_its_hash_in_its_address_is_kept_by_browsers_and_not_by_us(void **state)
{
    (void)state;
    site.book.drawn = 0;
    struct reply first = site_get(&mem, &site, "/hinh/9f-800.jpg", "");
    assert_true(str_is(first.body, S("ảnh")));
    assert_true(
        str_is(reply_header(&first, "Cache-Control"), S("public, max-age=86400, immutable")));
    struct str tag = reply_header(&first, "ETag");
    assert_true(tag.len > 2);
    const char *known = str_format(&mem, "If-None-Match: %.*s\r\n", STR_ARG(tag)).at;
    struct reply again = site_get(&mem, &site, "/hinh/9f-800.jpg", known);
    assert_int_equal(again.status, 304);
    assert_int_equal(again.body.len, 0);
    assert_int_equal(site.book.drawn, 2);
    struct reply other = site_get(&mem, &site, "/hinh/77-800.jpg", known);
    assert_int_equal(other.status, 200);
    site.book.is_erased = true;
    struct reply gone = site_get(&mem, &site, "/hinh/9f-800.jpg", known);
    assert_int_equal(gone.status, 404);
    assert_true(str_is(reply_header(&gone, "Cache-Control"), S("no-store")));
    site.book.is_erased = false;
}

static void requests_in_a_row_are_answered_in_their_order(void **state)
{
    (void)state;
    auto_fd fd = client_open(&site);
    for (int round = 0; round < 3; round++) {
        client_say(fd, S("GET /viec/1 HTTP/1.1\r\nHost: a\r\n\r\n" POST_HEAD
                         "Content-Length: 10\r\n\r\nnoi_dung=a"
                         "GET /viec/2 HTTP/1.1\r\nHost: a\r\n\r\n"
                         "GET /tai-ve HTTP/1.1\r\nHost: a\r\n\r\n"
                         "GET /viec/3 HTTP/1.1\r\nHost: a\r\n\r\n"));
        struct reply reply = client_hear(&mem, fd, false);
        assert_true(reply_says(&reply, "[1]"));
        assert_int_equal(client_hear(&mem, fd, false).status, 303);
        reply = client_hear(&mem, fd, false);
        assert_true(reply_says(&reply, "[2]"));
        reply = client_hear(&mem, fd, false);
        assert_true(str_is(reply.body, S("a;b\r\n")));
        reply = client_hear(&mem, fd, false);
        assert_true(reply_says(&reply, "[3]"));
    }
}

static void a_request_may_come_in_pieces(void **state)
{
    (void)state;
    auto_fd fd = client_open(&site);
    struct str bytes = S(POST_HEAD "Content-Length: 17\r\n\r\nnoi_dung=t%E1%BB%");
    for (size_t i = 0; i < bytes.len; i++)
        client_say(fd, str_part(bytes, i, 1));
    client_say(fd, S("ABGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"));
    assert_int_equal(client_hear(&mem, fd, false).status, 400);
    fd_close_quietly(&fd);
    fd = client_open(&site);
    bytes = S(POST_HEAD "Content-Length: 19\r\n\r\nnoi_dung=t%E1%BB%AB");
    for (size_t i = 0; i < bytes.len; i++)
        client_say(fd, str_part(bytes, i, 1));
    assert_int_equal(client_hear(&mem, fd, false).status, 303);
}

static void a_file_comes_whole_through_a_multipart_form(void **state)
{
    (void)state;
    enum { SIZE = 3 * 1024 * 1024 };
    char *bytes = arena_take(&mem, SIZE);
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = (char)(i * 2654435761U >> 13);
    struct str file = {bytes, SIZE};
    struct str parts[] = {S("--XyZ\r\nContent-Disposition: form-data; name=\"ten\"\r\n\r\nảnh\r\n"
                            "--XyZ\r\nContent-Disposition: form-data; name=\"tep\"; "
                            "filename=\"a;b.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"),
                          file, S("\r\n--XyZ--\r\n")};
    struct str body = str_join(&mem, parts, 3, S(""));
    struct str head = str_format(&mem,
                                 "POST /gui-tep HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n"
                                 "Content-Type: multipart/form-data; boundary=XyZ\r\n\r\n",
                                 body.len);
    struct reply reply =
        site_ask(&mem, &site, str_join(&mem, (struct str[]){head, body}, 2, S("")));
    assert_int_equal(reply.status, 200);
    const char *wanted =
        str_format(&mem, "%d byte, mã %llx, tên [ảnh]", SIZE, (unsigned long long)str_hash(file))
            .at;
    assert_true(reply_says(&reply, wanted));
    assert_true(str_is(reply_header(&reply, "Cache-Control"), S("no-store")));
}

static void languages_have_pages_of_their_own(void **state)
{
    (void)state;
    struct reply vietnamese = site_get(&mem, &site, "/?ngon-ngu=xx", "Accept-Language: en\r\n");
    struct reply english = site_get(&mem, &site, "/?ngon-ngu=en", "");
    assert_int_equal(vietnamese.status, 200);
    assert_int_equal(english.status, 200);
    bool has_same_tag = str_is(reply_header(&vietnamese, "ETag"), reply_header(&english, "ETag"));
    assert_int_equal(has_same_tag, !messages_for(S("en")));
}

static int start(void **state)
{
    (void)state;
    site_start(&site);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    site_stop(&site);
    arena_end(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_drawn_once_and_then_comes_from_the_cache),
        cmocka_unit_test(every_answer_carries_the_security_headers),
        cmocka_unit_test(a_write_shows_on_the_page_before_its_answer_is_there),
        cmocka_unit_test(who_has_the_page_already_hears_only_that),
        cmocka_unit_test(a_fresh_page_is_answered_with_304_too_when_its_tag_is_known),
        cmocka_unit_test(head_is_get_without_the_body),
        cmocka_unit_test(pages_are_squeezed_for_who_can_take_it),
        cmocka_unit_test(many_ways_to_write_an_address_are_one_page),
        cmocka_unit_test(live_and_private_pages_are_kept_apart_from_the_others),
        cmocka_unit_test(every_whole_get_of_a_counted_page_is_a_visit),
        cmocka_unit_test(who_has_a_page_reads_it_again_and_sees_what_lives_on_reloading),
        cmocka_unit_test(what_gathers_in_memory_is_written_without_a_request),
        cmocka_unit_test(addresses_have_one_form),
        cmocka_unit_test(wrong_fields_are_named_by_their_label),
        cmocka_unit_test(errors_of_pages_become_error_pages),
        cmocka_unit_test(a_quick_page_that_takes_too_long_is_drawn_again_on_the_pool),
        cmocka_unit_test(a_page_that_overlooks_a_late_query_is_drawn_again_too),
        cmocka_unit_test(files_of_the_program_are_kept_for_a_year),
        cmocka_unit_test(what_has_its_hash_in_its_address_is_kept_by_browsers_and_not_by_us),
        cmocka_unit_test(requests_in_a_row_are_answered_in_their_order),
        cmocka_unit_test(a_request_may_come_in_pieces),
        cmocka_unit_test(a_file_comes_whole_through_a_multipart_form),
        cmocka_unit_test(languages_have_pages_of_their_own),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, start, stop);
}
