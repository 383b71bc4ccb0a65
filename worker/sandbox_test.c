/* Each test builds the walls in a process of its own, which tries something there and says by its
 * exit code what came of it. */
#include "base/testing.h"

#include "worker/sandbox.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WELL = 0, NO_WALLS = 100 };

static const char *const fonts[] = {"/usr/share", "/nowhere/at/all", NULL};
static const struct sandbox closed = {.cpu_seconds = 60},
                            reading = {.readable = fonts, .cpu_seconds = 60},
                            threaded = {.has_threads = true, .cpu_seconds = 60};

/* How a process ended that ran `probe` inside the walls: its exit code, or minus its signal. */
static int ended(const struct sandbox *sandbox, int (*probe)(void))
{
    pid_t pid = fork();
    if (pid == 0) {
        struct error err;
        int landlock;
        _exit(sandbox_enter(sandbox, &landlock, &err) ? probe() : NO_WALLS);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* Why a file cannot be opened so; 0 if it can. */
static int refused(const char *path, int flags)
{
    auto_fd fd = open(path, flags, 0600);
    return fd >= 0 ? WELL : errno;
}

static int open_anything(void)
{
    return refused("/etc/passwd", O_RDONLY);
}

static int open_readable(void)
{
    return refused("/usr/share", O_RDONLY | O_DIRECTORY);
}

static int open_elsewhere(void)
{
    return refused("/etc/passwd", O_RDONLY);
}

static void nothing_is_opened_but_what_was_named(void **state)
{
    (void)state;
    assert_int_equal(ended(&closed, open_anything), EPERM);
    assert_int_equal(ended(&reading, open_readable), WELL);
    assert_int_equal(ended(&reading, open_elsewhere), EACCES);
}

/* How many of the ways to write are open. */
static int open_for_writing(void)
{
    static const int ways[] = {O_WRONLY,           O_RDWR,
                               O_WRONLY | O_CREAT, O_RDONLY | O_CREAT,
                               O_RDONLY | O_TRUNC, O_TMPFILE | O_RDWR,
                               O_WRONLY | O_APPEND};
    int count = 0;
    for (size_t i = 0; i < COUNT_OF(ways); i++)
        count += refused("/tmp", ways[i]) != EPERM || refused("/tmp/doanket-x", ways[i]) != EPERM;
    return count;
}

static void nothing_is_opened_for_writing(void **state)
{
    (void)state;
    assert_int_equal(ended(&reading, open_for_writing), 0);
}

static int inherited_fd;

static int write_inherited(void)
{
    return write(inherited_fd, "x", 1) == 1 ? WELL : errno;
}

static void a_file_that_was_left_open_cannot_grow(void **state)
{
    char path[] = "/tmp/doanket_sandbox_test.XXXXXX";
    (void)state;
    inherited_fd = mkstemp(path);
    assert_true(inherited_fd >= 0);
    unlink(path);
    int wanted = IS_SANITIZED ? WELL : -SIGXFSZ; /* under a sanitizer its report may be a file */
    assert_int_equal(ended(&closed, write_inherited), wanted);
    close(inherited_fd);
}

/* How many ways lead out. */
static int connect_anywhere(void)
{
    static const int families[] = {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK, AF_PACKET};
    struct sockaddr_un to = {.sun_family = AF_UNIX, .sun_path = "/tmp/doanket-nobody"};
    int pair[2], count = 0;
    for (size_t i = 0; i < COUNT_OF(families); i++) {
        auto_fd fd = socket(families[i], SOCK_STREAM, 0);
        count += fd >= 0;
    }
    count += socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;
    count += connect(STDIN_FILENO, (const struct sockaddr *)&to, sizeof to) == 0 || errno != EPERM;
    return count;
}

static void no_socket_is_made_or_connected(void **state)
{
    (void)state;
    assert_int_equal(ended(&threaded, connect_anywhere), 0);
}

static void *stand(void *context)
{
    return context;
}

/* How many ways lead to another process. */
static int start_anything(void)
{
    char *const words[] = {NULL};
    int count = 0;
    count += execve("/bin/true", words, words) == 0 || errno != EPERM;
    count += fork() >= 0;
    count += vfork() >= 0;
    count += kill(getppid(), SIGTERM) == 0 || errno != EPERM;
    count += sigqueue(getppid(), SIGTERM, (union sigval){0}) == 0 || errno != EPERM;
    return count;
}

static int start_thread(void)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, stand, NULL) == 0 && pthread_join(thread, NULL) == 0 ? WELL
                                                                                              : 1;
}

static void no_process_is_started_and_threads_only_where_they_are_needed(void **state)
{
    (void)state;
    assert_int_equal(ended(&threaded, start_anything), 0);
    assert_int_equal(ended(&closed, start_anything), 0);
    assert_int_equal(ended(&threaded, start_thread), WELL);
    assert_int_equal(ended(&closed, start_thread), 1);
}

/* What sandbox_enter says of landlock on this kernel, and on one without it. */
static int landlock_known(void)
{
    struct error err;
    int landlock;
    return sandbox_enter(&closed, &landlock, &err) ? landlock : NO_WALLS;
}

static int landlock_hidden(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset), 0);
    return seccomp_load(filter) == 0 ? landlock_known() : NO_WALLS;
}

static int code_of(int (*act)(void))
{
    pid_t pid = fork();
    int status;
    if (pid == 0)
        _exit(act());
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WEXITSTATUS(status);
}

static int hidden_then_try(void)
{
    int landlock = landlock_hidden();
    return landlock == 0 ? open_for_writing() + connect_anywhere() + start_anything() : NO_WALLS;
}

static void a_kernel_without_landlock_is_told_and_seccomp_stands_alone(void **state)
{
    (void)state;
    assert_int_equal(code_of(landlock_hidden), 0);
    assert_int_equal(code_of(hidden_then_try), 0);
    assert_int_not_equal(code_of(landlock_known), NO_WALLS);
}

static void *wait_long(void *context)
{
    sleep(600);
    return context;
}

static int enter_with_two_threads(void)
{
    pthread_t thread;
    struct error err;
    int landlock;
    if (pthread_create(&thread, NULL, wait_long, NULL) != 0)
        return NO_WALLS;
    return sandbox_enter(&closed, &landlock, &err) ? 1 : WELL;
}

static void walls_are_not_built_around_one_thread_of_two(void **state)
{
    (void)state;
    assert_int_equal(code_of(enter_with_two_threads), WELL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_opened_but_what_was_named),
        cmocka_unit_test(nothing_is_opened_for_writing),
        cmocka_unit_test(a_file_that_was_left_open_cannot_grow),
        cmocka_unit_test(no_socket_is_made_or_connected),
        cmocka_unit_test(no_process_is_started_and_threads_only_where_they_are_needed),
        cmocka_unit_test(a_kernel_without_landlock_is_told_and_seccomp_stands_alone),
        cmocka_unit_test(walls_are_not_built_around_one_thread_of_two),
    };
    return tests_run(tests);
}
