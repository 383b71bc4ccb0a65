/* What waits for what: groups of writes, slow pages, full queues, the graceful stop. */
#include "web/test_site.h"
#include "web/writer.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { CLIENTS = 60 };

static struct site site;
static struct arena mem;

static void write_say(int fd, const char *note)
{
    struct str form = str_format(&mem, "noi_dung=%s", note);
    client_say(fd, str_format(&mem,
                              "POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n"
                              "Content-Type: application/x-www-form-urlencoded\r\n\r\n%.*s",
                              form.len, STR_ARG(form)));
}

static int write_begin(const char *note)
{
    int fd = client_open(&site);
    write_say(fd, note);
    return fd;
}

static int write_status(int fd)
{
    int status = client_hear(&mem, fd, false).status;
    fd_close_quietly(&fd);
    return status;
}

/* One write that the writer is now committing, at the shut gate. */
static int write_at_the_gate(void)
{
    gate_shut(&site.book.commit);
    int fd = write_begin("trước");
    gate_await(&site.book.commit, 1);
    return fd;
}

static void writes_that_wait_together_share_a_commit(void **state)
{
    (void)state;
    int first = write_at_the_gate(), waiting[CLIENTS];
    int commits = site.book.commits;
    for (int i = 0; i < CLIENTS; i++)
        waiting[i] = write_begin("cùng");
    usleep(300 * 1000); /* so that they have arrived; if not, there is one more commit */
    gate_open(&site.book.commit);
    assert_int_equal(write_status(first), 303);
    for (int i = 0; i < CLIENTS; i++)
        assert_int_equal(write_status(waiting[i]), 303);
    assert_true(site.book.commits - commits <= CLIENTS / 4);
    assert_int_equal(site_notes(&site), CLIENTS + 1);
}

static void a_request_that_fails_in_a_group_is_undone_alone(void **state)
{
    (void)state;
    int64_t before = site_notes(&site);
    int first = write_at_the_gate(), waiting[CLIENTS];
    for (int i = 0; i < CLIENTS; i++)
        waiting[i] = write_begin(i % 3 == 0 ? "h%E1%BB%8Fng" : "lành");
    usleep(300 * 1000);
    gate_open(&site.book.commit);
    assert_int_equal(write_status(first), 303);
    for (int i = 0; i < CLIENTS; i++)
        assert_int_equal(write_status(waiting[i]), i % 3 == 0 ? 409 : 303);
    assert_int_equal(site_notes(&site), before + 1 + CLIENTS * 2 / 3);
}

static void a_commit_that_fails_is_told_to_all_and_leaves_nothing(void **state)
{
    (void)state;
    int64_t before = site_notes(&site);
    site.book.refuses_commits = true;
    int fds[] = {write_begin("a"), write_begin("b"), write_begin("h%E1%BB%8Fng")};
    assert_int_equal(write_status(fds[0]), 500);
    assert_int_equal(write_status(fds[1]), 500);
    assert_int_equal(write_status(fds[2]), 409);
    site.book.refuses_commits = false;
    assert_int_equal(site_notes(&site), before);
    assert_int_equal(write_status(write_begin("c")), 303);
}

static bool job_insert(void *context, struct db *db, struct error *err)
{
    bool is_bad = *(const bool *)context;
    if (!db_run(db, "INSERT INTO note (body) VALUES ('việc')", err))
        return false;
    return is_bad ? (fail)(err, ERROR_CONFLICT, "x", "không được") : true; /* not cmocka's */
}

static void work_of_commands_is_written_like_a_request(void **state)
{
    (void)state;
    int64_t before = site_notes(&site);
    struct error err = {0};
    assert_true(web_write(site.web, job_insert, &(bool){false}, &err));
    assert_int_equal(site_notes(&site), before + 1);
    assert_false(web_write(site.web, job_insert, &(bool){true}, &err));
    assert_int_equal(err.kind, ERROR_CONFLICT);
    assert_string_equal(err.text, "không được");
    assert_int_equal(site_notes(&site), before + 1);
}

static int slow_begin(void)
{
    int fd = client_open(&site);
    client_say(fd, S("GET /cham HTTP/1.1\r\nHost: a\r\n\r\n"));
    return fd;
}

static void slow_pages_do_not_hold_up_the_others(void **state)
{
    (void)state;
    gate_shut(&site.book.slow);
    web_changed(site.web);
    int slow[6];
    for (size_t i = 0; i < COUNT_OF(slow); i++)
        slow[i] = slow_begin();
    gate_await(&site.book.slow, 2);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(site_get(&mem, &site, "/viec/1", "").status, 200);
        assert_int_equal(site_get(&mem, &site, "/", "").status, 200);
        assert_int_equal(write_status(write_begin("nhanh")), 303);
        arena_reset(&mem);
    }
    gate_open(&site.book.slow);
    for (size_t i = 0; i < COUNT_OF(slow); i++)
        assert_int_equal(write_status(slow[i]), 200);
    int drawn = site.book.drawn;
    assert_int_equal(site_get(&mem, &site, "/cham", "").status, 200);
    int again = site.book.drawn;
    assert_int_equal(site_get(&mem, &site, "/cham", "").status, 200);
    assert_true(again <= drawn + 1);
    assert_int_equal(site.book.drawn, again);
}

static void a_full_queue_says_when_to_come_again(void **state)
{
    (void)state;
    enum { MANY = 200 };
    gate_shut(&site.book.slow);
    web_changed(site.web);
    int slow[MANY], busy = 0, well = 0;
    for (int i = 0; i < MANY; i++)
        slow[i] = slow_begin();
    /* 2 run, 128 wait: the others hear it at once, while the gate is still shut */
    while (busy < MANY - 130) {
        bool is_any = false;
        for (int i = 0; i < MANY; i++) {
            char byte;
            if (slow[i] < 0 || recv(slow[i], &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 1)
                continue;
            struct reply reply = client_hear(&mem, slow[i], false);
            assert_int_equal(reply.status, 503);
            assert_true(str_is(reply_header(&reply, "Retry-After"), S("1")));
            arena_reset(&mem);
            fd_close_quietly(&slow[i]);
            slow[i] = -1;
            busy++;
            is_any = true;
        }
        if (!is_any)
            usleep(1000);
    }
    gate_open(&site.book.slow);
    for (int i = 0; i < MANY; i++) {
        well += slow[i] >= 0 && write_status(slow[i]) == 200;
        arena_reset(&mem);
    }
    assert_int_equal(well + busy, MANY);
}

static void clients_that_leave_early_do_no_harm(void **state)
{
    (void)state;
    gate_shut(&site.book.slow);
    for (int i = 0; i < 10; i++)
        close(slow_begin());
    for (int i = 0; i < 10; i++) {
        close(write_begin("đi"));
        int fd = client_open(&site);
        client_say(fd, S("POST /ghi HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nnửa"));
        close(fd);
        fd = client_open(&site);
        client_say(fd, S("GET / HTTP/1.1\r\nHo"));
        close(fd);
    }
    gate_open(&site.book.slow);
    assert_int_equal(site_get(&mem, &site, "/", "").status, 200);
    assert_int_equal(write_status(write_begin("ở")), 303);
}

static void *stop_run(void *context)
{
    (void)context;
    web_stop(site.web);
    return NULL;
}

static void a_stop_lets_what_runs_be_answered(void **state)
{
    (void)state;
    web_changed(site.web);
    gate_shut(&site.book.slow);
    site_get(&mem, &site, "/doc", "");
    int first = write_at_the_gate(), writes[10], slow[6];
    for (size_t i = 0; i < COUNT_OF(writes); i++)
        writes[i] = write_begin("cuối");
    for (size_t i = 0; i < COUNT_OF(slow); i++)
        slow[i] = slow_begin();
    gate_await(&site.book.slow, 2);
    usleep(300 * 1000); /* so that all have arrived */
    pthread_t stopper;
    assert_int_equal(pthread_create(&stopper, NULL, stop_run, NULL), 0);
    usleep(100 * 1000); /* so that the stop is under way */
    gate_open(&site.book.commit);
    gate_open(&site.book.slow);
    assert_int_equal(write_status(first), 303);
    for (size_t i = 0; i < COUNT_OF(writes); i++)
        assert_int_equal(write_status(writes[i]), 303);
    for (size_t i = 0; i < COUNT_OF(slow); i++)
        assert_int_equal(write_status(slow[i]), 200);
    pthread_join(stopper, NULL);
    site.web = NULL;
    assert_int_equal(site.book.settled, site.book.visits);
    assert_true(site.book.idles > 0);
}

static void a_port_in_use_is_said(void **state)
{
    (void)state;
    struct web_config config = {.listen = str_format(&mem, "127.0.0.1:%d", site.port).at};
    struct web *web;
    struct error err = {0};
    assert_false(web_start(&web, &config, &err));
    assert_int_equal(err.kind, ERROR_BUSY);
    assert_non_null(strstr(err.text, str_format(&mem, "cổng %d", site.port).at));
    static const char *const wrong[] = {
        "",        "8080",         "127.0.0.1",       "127.0.0.1:", "a:80",
        "[::1:80", "127.0.0.1:-1", "127.0.0.1:65536", ":80",        "[127.0.0.1]:80"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        config.listen = wrong[i];
        assert_false(web_start(&web, &config, &err));
        assert_int_equal(err.kind, ERROR_INVALID);
    }
}

/* ---- the writer alone ---- */

static _Atomic int done_well, done_badly;

static bool piece_run(struct write_work *work, struct db *db, struct error *err)
{
    (void)work, (void)db, (void)err;
    return true;
}

static void piece_done(struct write_work *work)
{
    *(work->err.kind == ERROR_NONE ? &done_well : &done_badly) += 1;
}

static bool call_well(struct book *book, struct error *err)
{
    (void)book, (void)err;
    return true;
}

static void call_nothing(struct book *book)
{
    (void)book;
}

static bool call_commit(struct book *book, bool *is_changed, struct error *err)
{
    (void)err;
    *is_changed = false;
    gate_pass(&book->commit);
    book->commits++;
    return true;
}

static void call_act(struct book *book, int64_t account)
{
    (void)book, (void)account;
}

static struct db *call_database(struct book *book)
{
    (void)book;
    return NULL;
}

static void the_queue_of_the_writer_has_an_end(void **state)
{
    (void)state;
    static struct write_work work[WRITER_QUEUE_MAX + 2];
    struct book book = {0};
    pthread_mutex_init(&book.commit.lock, NULL);
    pthread_cond_init(&book.commit.moved, NULL);
    struct writer_config config = {.calls = {.begin = call_well,
                                             .savepoint = call_well,
                                             .act = call_act,
                                             .release = call_well,
                                             .undo = call_nothing,
                                             .commit = call_commit,
                                             .rollback = call_nothing,
                                             .database = call_database,
                                             .idle = call_nothing},
                                   .book = &book,
                                   .changed = NULL};
    struct writer *writer;
    struct error err;
    for (size_t i = 0; i < COUNT_OF(work); i++)
        work[i] = (struct write_work){.run = piece_run, .done = piece_done};
    gate_shut(&book.commit);
    assert_true(writer_start(&writer, &mem, &config, &err));
    assert_true(writer_add(writer, &work[0]));
    gate_await(&book.commit, 1);
    for (size_t i = 1; i <= WRITER_QUEUE_MAX; i++)
        assert_true(writer_add(writer, &work[i]));
    assert_false(writer_add(writer, &work[WRITER_QUEUE_MAX + 1]));
    gate_open(&book.commit);
    writer_stop(writer);
    assert_int_equal(done_well, WRITER_QUEUE_MAX + 1);
    assert_int_equal(done_badly, 0);
    assert_int_equal(book.commits,
                     1 + (WRITER_QUEUE_MAX + WRITER_GROUP_MAX - 1) / WRITER_GROUP_MAX);
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
        cmocka_unit_test(writes_that_wait_together_share_a_commit),
        cmocka_unit_test(a_request_that_fails_in_a_group_is_undone_alone),
        cmocka_unit_test(a_commit_that_fails_is_told_to_all_and_leaves_nothing),
        cmocka_unit_test(work_of_commands_is_written_like_a_request),
        cmocka_unit_test(slow_pages_do_not_hold_up_the_others),
        cmocka_unit_test(a_full_queue_says_when_to_come_again),
        cmocka_unit_test(clients_that_leave_early_do_no_harm),
        cmocka_unit_test(a_port_in_use_is_said),
        cmocka_unit_test(a_stop_lets_what_runs_be_answered),
        cmocka_unit_test(the_queue_of_the_writer_has_an_end),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, start, stop);
}
