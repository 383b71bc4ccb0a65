/* Requests that two programs in a row could read differently, said to a running server byte by
 * byte: each must be refused, and the connection closed behind the refusal. */
#include "web/test_site.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct site site;
static struct arena mem;

/* Says the bytes, and behind them a request that must never be answered. */
static void refused(struct str bytes, int status)
{
    auto_fd fd = client_open(&site);
    struct str both[] = {bytes, S("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")};
    client_say(fd, str_join(&mem, both, 2, S("")));
    struct reply reply = client_hear(&mem, fd, false);
    /* a newer library refuses more by itself, with its own status and page, or none */
    bool is_ours = reply_header(&reply, "Content-Security-Policy").len > 0;
    bool is_refused = reply.status >= 400 && reply.status != 404;
    if (is_ours ? reply.status != status : !is_refused && reply.status != 0)
        fail_msg("%d instead of %d for: %.*s", reply.status, status, STR_ARG(bytes));
    assert_true(!is_refused || str_is(reply_header(&reply, "Connection"), S("close")));
    assert_int_equal(is_ours, reply_says(&reply, "LỖI"));
    assert_true(client_is_left(fd));
    arena_reset(&mem);
}

/* Refused too, by every library in its own words; it may close without any. */
static void refused_by_library(struct str bytes)
{
    auto_fd fd = client_open(&site);
    struct str both[] = {bytes, S("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")};
    client_say(fd, str_join(&mem, both, 2, S("")));
    struct reply reply = client_hear(&mem, fd, false);
    if (reply.status != 400 && reply.status != 505 && reply.status != 0)
        fail_msg("%d for: %.*s", reply.status, STR_ARG(bytes));
    while (reply.status >= 400 &&
           reply.status != 404) /* 0.9.75 sends the head of some of its refusals twice */
        reply = client_hear(&mem, fd, false);
    assert_int_equal(reply.status, 0);
    arena_reset(&mem);
}

static void taken(struct str bytes)
{
    struct reply reply = site_ask(&mem, &site, bytes);
    if (reply.status != 200)
        fail_msg("%d instead of 200 for: %.*s", reply.status, STR_ARG(bytes));
    arena_reset(&mem);
}

static void lengths_that_differ_or_repeat_are_refused(void **state)
{
    (void)state;
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\na=b"),
            400);
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\na=b"),
            400);
    refused_by_library(S("POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\na=b"));
    refused_by_library(S("POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\na=b"));
    refused_by_library(S("POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\na=b"));
    refused_by_library(S("POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\na=b"));
    refused_by_library(S("POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\na=b"));
}

static void a_length_with_transfer_encoding_is_refused(void **state)
{
    (void)state;
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
              "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            400);
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
              "Content-Length: 3\r\n\r\n0\r\n\r\n"),
            400);
}

static void transfer_encodings_are_refused(void **state)
{
    (void)state;
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"), 400);
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"), 400);
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n"), 400);
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
              "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            400);
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 411);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 411);
}

static void a_get_with_a_body_is_refused(void **state)
{
    (void)state;
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"), 400);
    taken(S("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"));
}

static void there_is_one_host(void **state)
{
    (void)state;
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nAccept: */*\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost:\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"), 400);
    taken(S("GET / HTTP/1.0\r\n\r\n"));
}

static void bare_line_feeds_are_refused(void **state)
{
    (void)state;
    refused(S("GET / HTTP/1.1\nHost: a\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\nAccept: b\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a \nAccept: b\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\t\nAccept: b\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX:\nAccept: b\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX: \nAccept: b\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX:\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\n\n"), 400);
    refused(S("GET / HTTP/1.1\nHost: a\n\n"), 400);
    refused(S("GET / HTTP/1.1\n\n"), 400);
    refused(S("GET / HTTP/1.0\n\r\n"), 400);
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nX: y\nContent-Length: 3\r\n\r\na=b"), 400);
}

static void folded_lines_are_refused(void **state)
{
    (void)state;
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\nY: d\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n \r\n\r\n"), 400);
    refused_by_library(S("GET / HTTP/1.1\r\n Host: a\r\n\r\n"));
}

static void odd_header_names_are_refused(void **state)
{
    (void)state;
    refused_by_library(S("GET / HTTP/1.1\r\nHost : a\r\n\r\n"));
    refused_by_library(S("GET / HTTP/1.1\r\nHost: a\r\nContent-Length : 0\r\n\r\n"));
    refused_by_library(S("GET / HTTP/1.1\r\nHost: a\r\nX y: b\r\n\r\n"));
    refused(S("GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX\x01: b\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX(y): b\r\n\r\n"), 400);
    refused_by_library(S("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n"));
}

static void control_characters_in_headers_are_refused(void **state)
{
    (void)state;
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX: b\x01\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX: b\rY: c\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX: b\x7f\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX: b\0\0Y: c\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.1\r\nHost: a\r\nX: b\0\r\n\r\n"), 400);
}

static void odd_request_lines_are_refused(void **state)
{
    (void)state;
    refused(S("GET  / HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
    refused(S("GET /\0x HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
    refused(S("GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
    refused(S("G(T / HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
    refused(S("GET / HTTP/1.2\r\nHost: a\r\n\r\n"), 505);
    refused_by_library(S("GET /\r\n\r\n"));
    refused_by_library(S("GET / HTTP/2.0\r\n\r\n"));
    refused(S("GET / a HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
    refused_by_library(S("GET /  HTTP/1.1\r\nHost: a\r\n\r\n"));
}

static void unknown_methods_get_a_list_of_those_we_know(void **state)
{
    (void)state;
    refused(S("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"), 405);
    refused(S("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"), 405);
    refused(S("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n"), 405);
    struct reply reply = site_ask(&mem, &site, S("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"));
    assert_int_equal(reply.status, 405);
    assert_true(str_is(reply_header(&reply, "Allow"), S("GET, HEAD, POST")));
}

static void limits_of_size_hold(void **state)
{
    (void)state;
    char *many = arena_take(&mem, 40000);
    memset(many, 'a', 39999);
    refused(str_format(&mem, "GET /%.8192s HTTP/1.1\r\nHost: a\r\n\r\n", many), 414);
    many = arena_take(&mem, 40000);
    memset(many, 'a', 39999);
    struct reply reply =
        site_ask(&mem, &site, str_format(&mem, "GET /%.8191s HTTP/1.1\r\nHost: a\r\n\r\n", many));
    assert_int_equal(reply.status, 404);
    refused(str_format(&mem, "GET / HTTP/1.1\r\nHost: a\r\nX: %.14000s\r\nY: %.2400s\r\n\r\n", many,
                       many),
            431);
    struct text lines = text_new(&mem, 4000);
    for (int i = 0; i < 101; i++)
        text_add(&lines, S("X: y\r\n"));
    refused(str_format(&mem, "GET / HTTP/1.1\r\nHost: a\r\n%.*s\r\n", STR_ARG(text_str(&lines))),
            431);
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length: 16777217\r\n\r\n"), 413);
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999\r\n\r\n"), 413);
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: tea\r\n\r\n"), 417);
}

static void forms_of_other_sites_are_refused(void **state)
{
    (void)state;
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: cross-site\r\n\r\n"), 403);
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nOrigin: http://b\r\n\r\n"), 403);
    refused(S("POST /ghi HTTP/1.1\r\nHost: a\r\nOrigin: null\r\n\r\n"), 403);
    struct reply reply =
        site_ask(&mem, &site,
                 S("POST /ghi HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nContent-Length: 10\r\n"
                   "Content-Type: application/x-www-form-urlencoded\r\n\r\nnoi_dung=1"));
    assert_int_equal(reply.status, 303);
}

static void ordinary_heads_pass(void **state)
{
    (void)state;
    taken(S("GET / HTTP/1.1\r\nHost: a:8080\r\nAccept:a\r\nX-Empty:\r\nX-Blank:  \t \r\n"
            "X-Behind: b \t\r\nCookie: a=b; c=\"d\"\r\nX-Utf: đ\r\n\r\n"));
    taken(S("\r\nGET / HTTP/1.1\r\nHOST: a\r\n\r\n"));
    taken(S("GET / HTTP/1.1\r\nhost: [::1]:80\r\nAccept-Encoding: br\r\n"
            "Accept-Encoding: gzip\r\n\r\n"));
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
        cmocka_unit_test(lengths_that_differ_or_repeat_are_refused),
        cmocka_unit_test(a_length_with_transfer_encoding_is_refused),
        cmocka_unit_test(transfer_encodings_are_refused),
        cmocka_unit_test(a_get_with_a_body_is_refused),
        cmocka_unit_test(there_is_one_host),
        cmocka_unit_test(bare_line_feeds_are_refused),
        cmocka_unit_test(folded_lines_are_refused),
        cmocka_unit_test(odd_header_names_are_refused),
        cmocka_unit_test(control_characters_in_headers_are_refused),
        cmocka_unit_test(odd_request_lines_are_refused),
        cmocka_unit_test(unknown_methods_get_a_list_of_those_we_know),
        cmocka_unit_test(limits_of_size_hold),
        cmocka_unit_test(forms_of_other_sites_are_refused),
        cmocka_unit_test(ordinary_heads_pass),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, start, stop);
}
