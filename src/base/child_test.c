/* Against worker/odd_helper.c, which does on request what no helper should. */
#include "base/testing.h"

#include "base/child.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct helper odd = {
    .name = "odd_helper",
    .what = "phần thử",
    .request_max_bytes = 1024 * 1024,
    .answer_max_bytes = 1024 * 1024,
    .memory_bytes = 256 * 1024 * 1024,
    .wall_ms = 60 * 1000,
    .requests_max = 1000,
    .processes_max = 2,
};

static struct str ask(struct arena *mem, struct child *child, const char *request)
{
    struct error err = {0};
    struct str answer = S("");
    if (!child_ask(child, mem, str_of(request), &answer, &err))
        fail_msg("%s: %s", request, err.text);
    return answer;
}

static bool has_children(void)
{
    siginfo_t about;
    int result = waitid(P_ALL, 0, &about, WEXITED | WNOHANG | WNOWAIT);
    return result == 0 || errno != ECHILD;
}

static void a_request_is_answered_by_the_same_process_as_the_one_before(void **state)
{
    auto_arena mem = {0};
    struct child child;
    (void)state;
    child_begin(&child, &odd);
    assert_str(ask(&mem, &child, "Chào các đồng chí"), "Chào các đồng chí");
    struct str first = ask(&mem, &child, "who");
    assert_true(str_is(ask(&mem, &child, "who"), first));
    child_end(&child);
    assert_false(has_children());
}

static void a_helper_for_hostile_files_is_a_new_process_each_time(void **state)
{
    auto_arena mem = {0};
    struct helper fresh = odd;
    struct child child;
    (void)state;
    fresh.requests_max = 1;
    child_begin(&child, &fresh);
    struct str first = ask(&mem, &child, "who");
    assert_false(has_children());
    assert_false(str_is(ask(&mem, &child, "who"), first));
    child_end(&child);
}

static void it_is_born_with_one_socket_and_no_environment(void **state)
{
    auto_arena mem = {0};
    struct child child;
    (void)state;
    child_begin(&child, &odd);
    assert_str(ask(&mem, &child, "inheritance"), "3 open, 0 variables");
    child_end(&child);
}

static void inside_it_can_neither_write_nor_connect_nor_start_anything(void **state)
{
    auto_arena mem = {0};
    struct child child;
    (void)state;
    child_begin(&child, &odd);
    assert_str(ask(&mem, &child, "walls"),
               "read no, write no, create no, connect no, execute no, fork no, signal no, code no, "
               "limits no, delete no");
    child_end(&child);
}

static void its_memory_has_an_end(void **state)
{
    auto_arena mem = {0};
    struct child child;
    int64_t pieces = 0;
    (void)state;
    child_begin(&child, &odd);
    struct str answer = ask(&mem, &child, "appetite"), number;
    assert_true(str_cut(&answer, ' ', &number) && str_to_int(number, &pieces));
    if (!IS_SANITIZED) /* they map terabytes, so there is no limit then */
        assert_in_range(pieces, 1, 16);
    child_end(&child);
}

static void what_it_refuses_is_told_in_its_own_words(void **state)
{
    auto_arena mem = {0};
    struct child child;
    struct error err;
    struct str answer;
    (void)state;
    child_begin(&child, &odd);
    assert_false(child_ask(&child, &mem, S("refuse"), &answer, &err));
    assert_fails(&err, ERROR_INVALID, "tệp này không phải là ảnh");
    assert_false(child_ask(&child, &mem, S("refuse oddly"), &answer, &err));
    assert_fails(&err, ERROR_BROKEN, "phần thử từ chối mà không nói rõ lý do");
    child_end(&child);
}

static void one_that_dies_is_told_and_followed_by_a_fresh_one(void **state)
{
    auto_arena mem = {0};
    struct child child;
    struct error err;
    struct str answer;
    (void)state;
    child_begin(&child, &odd);
    const char *deaths[] = {"die", "leave"};
    for (size_t i = 0; i < COUNT_OF(deaths); i++) {
        assert_false(child_ask(&child, &mem, str_of(deaths[i]), &answer, &err));
        assert_fails(&err, ERROR_BROKEN, "phần thử đã dừng giữa chừng; xin thử lại");
        assert_false(has_children());
        assert_str(ask(&mem, &child, "còn đây"), "còn đây");
    }
    child_end(&child);
}

static void one_that_was_killed_while_it_waited_is_replaced_unnoticed(void **state)
{
    auto_arena mem = {0};
    struct child child;
    int64_t pid;
    (void)state;
    child_begin(&child, &odd);
    assert_true(str_to_int(ask(&mem, &child, "who"), &pid));
    siginfo_t about;
    assert_int_equal(kill((pid_t)pid, SIGKILL), 0);
    assert_int_equal(waitid(P_PID, (id_t)pid, &about, WEXITED | WNOWAIT), 0);
    assert_str(ask(&mem, &child, "còn đây"), "còn đây");
    child_end(&child);
    assert_false(has_children());
}

static void one_that_is_late_is_stopped(void **state)
{
    auto_arena mem = {0};
    struct helper hurried = odd;
    struct child child;
    struct error err;
    struct str answer;
    (void)state;
    hurried.wall_ms = 300;
    child_begin(&child, &hurried);
    assert_false(child_ask(&child, &mem, S("sleep"), &answer, &err));
    assert_fails(&err, ERROR_BUSY, "phần thử không làm xong trong");
    assert_false(has_children());
    child_end(&child);
}

static void too_long_and_odd_answers_are_refused(void **state)
{
    auto_arena mem = {0};
    struct child child;
    struct error err;
    struct str answer;
    (void)state;
    child_begin(&child, &odd);
    assert_false(child_ask(&child, &mem, S("flood"), &answer, &err));
    assert_fails(&err, ERROR_BROKEN, "phần thử trả lời sai khuôn dạng hoặc quá dài");
    assert_false(child_ask(&child, &mem, S("odd packet"), &answer, &err));
    assert_fails(&err, ERROR_BROKEN, "phần thử trả lời sai khuôn dạng hoặc quá dài");
    assert_str(ask(&mem, &child, "còn đây"), "còn đây");
    child_end(&child);
}

static void a_request_above_its_size_never_reaches_it(void **state)
{
    auto_arena mem = {0};
    struct child child;
    struct error err;
    struct str answer,
        request = {arena_take(&mem, odd.request_max_bytes + 1), odd.request_max_bytes + 1};
    (void)state;
    child_begin(&child, &odd);
    assert_false(child_ask(&child, &mem, request, &answer, &err));
    assert_fails(&err, ERROR_INVALID, "quá mức 1048576 byte mà phần thử nhận");
    assert_int_equal(child.process[0].pid, 0);
    child_end(&child);
}

static void a_helper_that_is_not_there_is_named(void **state)
{
    auto_arena mem = {0};
    struct helper missing = odd;
    struct child child;
    struct error err;
    struct str answer;
    (void)state;
    missing.name = "no_such_helper";
    child_begin(&child, &missing);
    assert_false(child_ask(&child, &mem, S("ai đó"), &answer, &err));
    assert_fails(&err, ERROR_BROKEN, "nó phải là worker/no_such_helper ở cạnh chương trình");
    child_end(&child);
}

static void *ask_many(void *context)
{
    struct child *child = context;
    for (int i = 0; i < 50; i++) {
        auto_arena mem = {0};
        struct error err;
        struct str request = str_format(&mem, "%d of %p", i, (void *)&mem), answer;
        if (!child_ask(child, &mem, request, &answer, &err) || !str_is(answer, request))
            return context;
    }
    return NULL;
}

static void several_threads_each_get_their_own_answers(void **state)
{
    pthread_t threads[4];
    struct child child;
    (void)state;
    child_begin(&child, &odd);
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_many, &child), 0);
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        void *wrong;
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
    child_end(&child);
    assert_false(has_children());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_answered_by_the_same_process_as_the_one_before),
        cmocka_unit_test(a_helper_for_hostile_files_is_a_new_process_each_time),
        cmocka_unit_test(it_is_born_with_one_socket_and_no_environment),
        cmocka_unit_test(inside_it_can_neither_write_nor_connect_nor_start_anything),
        cmocka_unit_test(its_memory_has_an_end),
        cmocka_unit_test(what_it_refuses_is_told_in_its_own_words),
        cmocka_unit_test(one_that_dies_is_told_and_followed_by_a_fresh_one),
        cmocka_unit_test(one_that_was_killed_while_it_waited_is_replaced_unnoticed),
        cmocka_unit_test(one_that_is_late_is_stopped),
        cmocka_unit_test(too_long_and_odd_answers_are_refused),
        cmocka_unit_test(a_request_above_its_size_never_reaches_it),
        cmocka_unit_test(a_helper_that_is_not_there_is_named),
        cmocka_unit_test(several_threads_each_get_their_own_answers),
    };
    return tests_run(tests);
}
