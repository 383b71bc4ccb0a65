/* Each test raises the walls in a process of its own, which tries something there and says by its
 * exit code what came of it. */
#include "base/testing.h"

#include "main/walls.h"

#include "base/file.h"
#include "feature/book.h"
#include "main/handover.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WELL = 0, NO_WALLS = 100 };

/* The walls ask only where the socket lies of a book in PostgreSQL. */
const char *handover_folder(struct arena *mem unused, const struct book *book unused)
{
    return "/tmp/";
}

static char folder[] = "/tmp/doanket_walls_test.XXXXXX", outside[] = "/tmp/doanket_outside.XXXXXX";

/* How a process ended that ran `probe` inside the walls of a book: its exit code, or minus its
 * signal. */
static int ended(const char *book_folder, int (*probe)(void))
{
    pid_t pid = fork();
    if (pid == 0) {
        struct error err;
        const struct book book = {.folder = book_folder};
        _exit(walls_raise(&book, &err) ? probe() : NO_WALLS);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* 0, or why it was refused. */
static int outcome(bool is_done)
{
    return is_done ? WELL : errno;
}

static int opened(const char *path, int flags)
{
    auto_fd fd = open(path, flags | O_CLOEXEC, 0600);
    return outcome(fd >= 0);
}

/* How many ways into the book are shut. */
static int work_on_the_book(void)
{
    char path[128], moved[160];
    snprintf(path, sizeof path, "%s/book.db-wal", folder);
    snprintf(moved, sizeof moved, "%s.old", path);
    int bad = opened(path, O_RDWR | O_CREAT) != WELL;
    bad += truncate(path, 0) != 0;
    bad += rename(path, moved) != 0;
    bad += opened(folder, O_RDONLY | O_DIRECTORY) != WELL;
    bad += unlink(moved) != 0;
    snprintf(path, sizeof path, "%s/files", folder);
    bad += mkdir(path, 0700) != 0;
    bad += rmdir(path) != 0;
    snprintf(path, sizeof path, "%s/derived", folder);
    const char *temporary = getenv("TMPDIR");
    bad += !temporary || strcmp(temporary, path) != 0;
    return bad;
}

/* How many files outside are open. */
static int reach_outside(void)
{
    char path[128];
    snprintf(path, sizeof path, "%s/../../etc/passwd", folder);
    int open_count = opened(path, O_RDONLY) != EACCES;
    open_count += opened("/etc/passwd", O_RDONLY) != EACCES;
    open_count += opened("/root", O_RDONLY | O_DIRECTORY) != EACCES;
    open_count += opened("/tmp/doanket-walls", O_WRONLY | O_CREAT) != EACCES;
    open_count += opened(outside, O_RDONLY) != EACCES;
    open_count += opened("/usr/doanket-walls", O_WRONLY | O_CREAT) != EACCES;
    open_count += unlink(outside) == 0 || errno != EACCES;
    return open_count;
}

static int follow_a_link(void)
{
    char path[128];
    snprintf(path, sizeof path, "%s/link", folder);
    return opened(path, O_RDONLY);
}

static int read_libraries(void)
{
    return opened("/usr/share", O_RDONLY | O_DIRECTORY);
}

static int start_a_program(void)
{
    char name[] = "true";
    char *const words[] = {name, NULL};
    execv("/bin/true", words);
    return errno;
}

/* How many ways lead out of this machine or to its other sockets. */
static int call_out(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};
    struct sockaddr_un bus = {.sun_family = AF_UNIX, .sun_path = "/run/dbus/system_bus_socket"};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto_fd stream = socket(AF_INET, SOCK_STREAM, 0);
    auto_fd local = socket(AF_UNIX, SOCK_STREAM, 0);
    auto_fd datagram = socket(AF_INET, SOCK_DGRAM, 0);
    auto_fd packet = socket(AF_PACKET, SOCK_STREAM, 0);
    auto_fd netlink = socket(AF_NETLINK, SOCK_STREAM, 0);
    int ways = stream < 0 || local < 0;
    ways += connect(stream, (struct sockaddr *)&to, sizeof to) == 0 || errno != EPERM;
    ways += connect(local, (struct sockaddr *)&bus, sizeof bus) == 0 || errno != EPERM;
    ways += sendto(stream, "x", 1, MSG_FASTOPEN | MSG_NOSIGNAL, (struct sockaddr *)&to,
                   sizeof to) >= 0 ||
            errno != EPERM;
    return ways + (datagram >= 0) + (packet >= 0) + (netlink >= 0);
}

static int call_the_database(void)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX, .sun_path = "/tmp/doanket-nobody"};
    auto_fd fd = socket(AF_UNIX, SOCK_STREAM, 0);
    return connect(fd, (struct sockaddr *)&to, sizeof to) < 0 && errno == ENOENT ? WELL : errno;
}

static int run_data(void)
{
    /* cppcheck-suppress invalidFunctionArg ; -1 is what anonymous memory wants */
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int ways = mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
    /* cppcheck-suppress [invalidFunctionArg, leakReturnValNotUsed] ; -1 again; nothing was got */
    ways += mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                 0) != MAP_FAILED;
    return ways;
}

/* How many other rights can be had. */
static int take_rights(void)
{
    int ways = unshare(CLONE_NEWUSER) == 0;
    ways += setuid(65534) == 0;
    ways += !IS_SANITIZED && ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
    struct rlimit core;
    ways += getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_max != 0;
    return ways;
}

static void *nothing(void *context)
{
    return context;
}

static int start_threads(void)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, nothing, NULL) || pthread_join(thread, NULL);
}

static void a_server_works_on_its_book(void **state unused)
{
    assert_int_equal(ended(folder, work_on_the_book), 0);
    assert_int_equal(ended(folder, read_libraries), WELL);
    assert_int_equal(ended(folder, start_threads), WELL);
}

static void nothing_outside_of_the_book_is_opened(void **state unused)
{
    assert_int_equal(ended(folder, reach_outside), 0);
}

static void a_link_in_the_book_leads_nowhere(void **state unused)
{
    char path[128];
    snprintf(path, sizeof path, "%s/link", folder);
    assert_int_equal(symlink(outside, path), 0);
    assert_int_equal(ended(folder, follow_a_link), EACCES);
    unlink(path);
}

static void no_program_is_started_but_helpers(void **state unused)
{
    assert_int_equal(ended(folder, start_a_program), EACCES);
}

static void nobody_is_called(void **state unused)
{
    assert_int_equal(ended(folder, call_out), 0);
}

static void a_book_in_postgresql_reaches_its_server(void **state unused)
{
    assert_int_equal(ended(NULL, call_the_database), WELL);
    assert_int_equal(ended(NULL, start_a_program), EACCES);
}

static void data_is_never_run(void **state unused)
{
    assert_int_equal(ended(folder, run_data), 0);
}

static void no_other_rights_are_had(void **state unused)
{
    assert_int_equal(ended(folder, take_rights), 0);
}

static int folders_make(void **state unused)
{
    auto_fd fd = mkstemp(outside);
    return !mkdtemp(folder) || fd < 0;
}

static int folders_remove(void **state unused)
{
    char path[128];
    snprintf(path, sizeof path, "%s/derived", folder);
    return unlink(outside) | rmdir(path) | rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_server_works_on_its_book),
        cmocka_unit_test(nothing_outside_of_the_book_is_opened),
        cmocka_unit_test(a_link_in_the_book_leads_nowhere),
        cmocka_unit_test(no_program_is_started_but_helpers),
        cmocka_unit_test(nobody_is_called),
        cmocka_unit_test(a_book_in_postgresql_reaches_its_server),
        cmocka_unit_test(data_is_never_run),
        cmocka_unit_test(no_other_rights_are_had),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, folders_make, folders_remove);
}
