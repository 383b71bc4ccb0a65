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

/* What each test begins with: a helper that is not started yet. */
struct desk {
    struct arena mem;
    struct helper helper;
    struct child child;
};

static int desk_begin(void **state)
{
    static struct desk desk;
    desk = (struct desk){.helper = odd};
    child_begin(&desk.child, &desk.helper);
    *state = &desk;
    return 0;
}

static int desk_end(void **state)
{
    struct desk *desk = *state;
    child_end(&desk->child);
    arena_end(&desk->mem);
    return 0;
}

static struct str ask(struct desk *desk, const char *request)
{
    struct error err = {0};
    struct str answer = S("");
    if (!child_ask(&desk->child, &desk->mem, str_of(request), &answer, &err))
        fail_msg("%s: %s", request, err.text);
    return answer;
}

static void assert_refused(struct desk *desk, struct str request, enum error_kind kind,
                           const char *why)
{
    struct error err = {0};
    struct str answer;
    assert_false(child_ask(&desk->child, &desk->mem, request, &answer, &err));
    assert_fails(&err, kind, why);
}

static bool has_children(void)
{
    siginfo_t about;
    int result = waitid(P_ALL, 0, &about, WEXITED | WNOHANG | WNOWAIT);
    return result == 0 || errno != ECHILD;
}

static void a_request_is_answered_by_the_same_process_as_the_one_before(void **state)
{
    struct desk *desk = *state;
    assert_str(ask(desk, "Chào các đồng chí"), "Chào các đồng chí");
    struct str first = ask(desk, "who");
    assert_true(str_is(ask(desk, "who"), first));
}

static void none_stays_behind(void **state)
{
    struct desk *desk = *state;
    ask(desk, "còn đây");
    child_end(&desk->child);
    assert_false(has_children());
    child_begin(&desk->child, &desk->helper);
}

static void a_helper_for_hostile_files_is_a_new_process_each_time(void **state)
{
    struct desk *desk = *state;
    desk->helper.requests_max = 1;
    struct str first = ask(desk, "who");
    assert_false(has_children());
    assert_false(str_is(ask(desk, "who"), first));
}

static void it_is_born_with_one_socket_and_no_environment(void **state)
{
    assert_str(ask(*state, "inheritance"), "3 open, 0 variables");
}

static void inside_it_can_neither_write_nor_connect_nor_start_anything(void **state)
{
    assert_str(ask(*state, "walls"),
               "read no, write no, create no, connect no, execute no, fork no, signal no, code no, "
               "limits no, delete no");
}

static void its_memory_has_an_end(void **state)
{
    int64_t pieces = 0;
    struct str answer = ask(*state, "appetite"), number;
    assert_true(str_cut(&answer, ' ', &number) && str_to_int(number, &pieces));
    if (!IS_SANITIZED) /* they map terabytes, so there is no limit then */
        assert_in_range(pieces, 1, 16);
}

static void what_it_refuses_is_told_in_its_own_words(void **state)
{
    assert_refused(*state, S("refuse"), ERROR_INVALID, "tệp này không phải là ảnh");
    assert_refused(*state, S("refuse oddly"), ERROR_BROKEN,
                   "phần thử từ chối mà không nói rõ lý do");
}

static void one_that_dies_is_told_and_followed_by_a_fresh_one(void **state)
{
    static const char *const deaths[] = {"die", "leave"};
    for (size_t i = 0; i < COUNT_OF(deaths); i++) {
        assert_refused(*state, str_of(deaths[i]), ERROR_BROKEN,
                       "phần thử đã dừng giữa chừng; xin thử lại");
        assert_false(has_children());
        assert_str(ask(*state, "còn đây"), "còn đây");
    }
}

static void one_that_was_killed_while_it_waited_is_replaced_unnoticed(void **state)
{
    int64_t pid;
    siginfo_t about;
    assert_true(str_to_int(ask(*state, "who"), &pid));
    assert_int_equal(kill((pid_t)pid, SIGKILL), 0);
    assert_int_equal(waitid(P_PID, (id_t)pid, &about, WEXITED | WNOWAIT), 0);
    assert_str(ask(*state, "còn đây"), "còn đây");
}

static void one_that_is_late_is_stopped(void **state)
{
    struct desk *desk = *state;
    desk->helper.wall_ms = 300;
    assert_refused(desk, S("sleep"), ERROR_BUSY, "phần thử không làm xong trong");
    assert_false(has_children());
}

static void too_long_and_odd_answers_are_refused(void **state)
{
    static const char why[] = "phần thử trả lời sai khuôn dạng hoặc quá dài";
    assert_refused(*state, S("flood"), ERROR_BROKEN, why);
    assert_refused(*state, S("odd packet"), ERROR_BROKEN, why);
    assert_str(ask(*state, "còn đây"), "còn đây");
}

static void a_request_above_its_size_never_reaches_it(void **state)
{
    struct desk *desk = *state;
    size_t len = odd.request_max_bytes + 1;
    assert_refused(desk, (struct str){arena_take(&desk->mem, len), len}, ERROR_INVALID,
                   "quá mức 1048576 byte mà phần thử nhận");
    assert_int_equal(desk->child.process[0].pid, 0);
}

static void a_helper_that_is_not_there_is_named(void **state)
{
    struct desk *desk = *state;
    desk->helper.name = "no_such_helper";
    assert_refused(desk, S("ai đó"), ERROR_BROKEN,
                   "nó phải là worker/no_such_helper ở cạnh chương trình");
}

static void *ask_many(void *context)
{
    struct desk *desk = context;
    for (int i = 0; i < 50; i++) {
        auto_arena mem = {0};
        struct error err;
        struct str request = str_format(&mem, "%d of %p", i, (void *)&mem), answer;
        if (!child_ask(&desk->child, &mem, request, &answer, &err) || !str_is(answer, request))
            return context;
    }
    return NULL;
}

static void several_threads_each_get_their_own_answers(void **state)
{
    pthread_t threads[4];
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_many, *state), 0);
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        void *wrong;
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
}

#define desk_test(name) cmocka_unit_test_setup_teardown(name, desk_begin, desk_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        desk_test(a_request_is_answered_by_the_same_process_as_the_one_before),
        desk_test(none_stays_behind),
        desk_test(a_helper_for_hostile_files_is_a_new_process_each_time),
        desk_test(it_is_born_with_one_socket_and_no_environment),
        desk_test(inside_it_can_neither_write_nor_connect_nor_start_anything),
        desk_test(its_memory_has_an_end),
        desk_test(what_it_refuses_is_told_in_its_own_words),
        desk_test(one_that_dies_is_told_and_followed_by_a_fresh_one),
        desk_test(one_that_was_killed_while_it_waited_is_replaced_unnoticed),
        desk_test(one_that_is_late_is_stopped),
        desk_test(too_long_and_odd_answers_are_refused),
        desk_test(a_request_above_its_size_never_reaches_it),
        desk_test(a_helper_that_is_not_there_is_named),
        desk_test(several_threads_each_get_their_own_answers),
    };
    return tests_run(tests);
}
