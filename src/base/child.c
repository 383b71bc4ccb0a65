#include "base/child.h"

#include "base/packet.h"
#include "base/program.h"
#include "base/report.h"
#include "base/unicode.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

void child_begin(struct child *child, const struct helper *helper)
{
    assert(helper->processes_max >= 1 && helper->processes_max <= CHILD_PROCESSES_MAX);
    *child = (struct child){.helper = helper};
    pthread_mutex_init(&child->lock, NULL);
    pthread_cond_init(&child->freed, NULL);
}

/* ---- one process ---- */

/* Ends it, if it still runs, and gives how it ended (waitpid's status). */
static int process_end(struct child_process *process)
{
    int status = 0;
    if (process->pid == 0)
        return status;
    kill(process->pid, SIGKILL); /* a helper holds nothing that would be lost */
    while (waitpid(process->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    close(process->fd);
    process->pid = 0;
    process->requests = 0;
    return status;
}

/* Says what became of a process that did not answer: to the log how it ended, to people what to do.
 */
static bool process_failed(const struct helper *helper, struct child_process *process,
                           enum packet_result result, struct error *err)
{
    int status = process_end(process);
    if (result == PACKET_LATE)
        return fail(err, ERROR_BUSY, helper->name,
                    "%s không làm xong trong %lld giây nên đã bị dừng; xin thử lại lúc máy bớt bận",
                    helper->what, (long long)helper->wall_ms / 1000);
    if (result == PACKET_WRONG)
        return fail(err, ERROR_BROKEN, helper->name, "%s trả lời sai khuôn dạng hoặc quá dài",
                    helper->what);
    if (WIFSIGNALED(status))
        report(REPORT_PROBLEM, "helper %s ended by signal %d", helper->name, WTERMSIG(status));
    else
        report(REPORT_PROBLEM, "helper %s left with %d", helper->name, WEXITSTATUS(status));
    return fail(err, ERROR_BROKEN, helper->name, "%s đã dừng giữa chừng; xin thử lại",
                helper->what);
}

/* The socket becomes its standard input, all else is empty or closed. Under sanitizers their
 * findings must be seen. */
static bool spawn_files(posix_spawn_file_actions_t *files, int fd)
{
    bool is_well =
        posix_spawn_file_actions_adddup2(files, fd, STDIN_FILENO) == 0 &&
        posix_spawn_file_actions_addopen(files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) == 0 &&
        posix_spawn_file_actions_addclosefrom_np(files, STDERR_FILENO + 1) == 0;
    if (!IS_SANITIZED)
        is_well = is_well && posix_spawn_file_actions_addopen(files, STDERR_FILENO, "/dev/null",
                                                              O_WRONLY, 0) == 0;
    return is_well;
}

/* Signals as a new program expects them: those of the server's threads are blocked, and Ctrl-C is
 * for the server. */
static bool spawn_signals(posix_spawnattr_t *attributes)
{
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    return posix_spawnattr_setsigmask(attributes, &none) == 0 &&
           posix_spawnattr_setsigdefault(attributes, &all) == 0 &&
           posix_spawnattr_setpgroup(attributes, 0) == 0 &&
           posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                    POSIX_SPAWN_SETPGROUP) == 0;
}

static bool process_spawn(const char *path, const char *name, int fd, pid_t *pid)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    char arguments[64];
    snprintf(arguments, sizeof arguments, "doanket-%s", name);
    char *const words[] = {arguments, NULL}, *const environment[] = {NULL};
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    bool is_well = spawn_files(&files, fd) && spawn_signals(&attributes) &&
                   posix_spawn(pid, path, &files, &attributes, words, environment) == 0;
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return is_well;
}

/* Reads the greeting of a process that was just started. */
static bool process_greet(struct child *child, struct child_process *process, struct error *err)
{
    auto_arena mem = {0};
    const struct helper *helper = child->helper;
    struct packet packet = {0};
    enum packet_result result =
        packet_read(process->fd, &mem, sizeof err->text, packet_now_ms() + CHILD_START_MS, &packet);
    if (result == PACKET_WELL && packet.kind == PACKET_GREETING) {
        pthread_mutex_lock(&child->lock);
        bool is_news = packet.bytes.len && !child->has_warned;
        child->has_warned |= is_news;
        pthread_mutex_unlock(&child->lock);
        if (is_news)
            report(REPORT_WARNING, "helper %s: %.*s", helper->name, STR_ARG(packet.bytes));
        return true;
    }
    if (result != PACKET_WELL || packet.kind != PACKET_REFUSAL)
        return process_failed(helper, process, result == PACKET_WELL ? PACKET_WRONG : result, err);
    process_end(process);
    return fail(err, ERROR_BROKEN, helper->name, "%s không khởi động được: %.*s", helper->what,
                STR_ARG(str_part(packet.bytes, 1, packet.bytes.len)));
}

/* The program of a helper, or NULL. */
static const char *program_find(struct arena *mem, const char *name)
{
    struct program_part built = {.built = str_format(mem, "worker/%s", name).at};
    struct program_part installed = {
        .built = str_format(mem, DOANKET_HELPER_FOLDER_BELOW "/%s", name).at, /* moved as a whole */
        .installed = str_format(mem, DOANKET_HELPER_FOLDER "/%s", name).at,
    };
    const char *found = program_part_find(mem, &built);
    return found ? found : program_part_find(mem, &installed);
}

const char *child_folder(struct arena *mem)
{
    const char *program = program_find(mem, "picture");
    struct str path = program ? str_of(program) : STR_NONE;
    while (path.len > 1 && path.at[path.len - 1] != '/')
        path.len--;
    return path.len ? str_c(mem, path) : NULL;
}

static bool process_start(struct child *child, struct child_process *process, struct error *err)
{
    auto_arena mem = {0};
    const struct helper *helper = child->helper;
    const char *path = program_find(&mem, helper->name);
    if (!path)
        return fail(
            err, ERROR_BROKEN, helper->name,
            "thiếu chương trình phụ của %s; nó phải là worker/%s ở cạnh chương trình hoặc " DOANKET_HELPER_FOLDER
            "/%s",
            helper->what, helper->name, helper->name);
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
        return fail(err, ERROR_BROKEN, helper->name, "không nối được với %s: %s", helper->what,
                    strerror(errno));
    bool is_started = process_spawn(path, helper->name, pair[1], &process->pid);
    close(pair[1]);
    process->fd = pair[0];
    process->requests = 0;
    if (!is_started) {
        close(pair[0]);
        process->pid = 0;
        return fail(err, ERROR_BROKEN, helper->name, "không khởi động được %s (%s)", helper->what,
                    path);
    }
    struct rlimit memory = {(rlim_t)helper->memory_bytes, (rlim_t)helper->memory_bytes};
    if (!IS_SANITIZED && prlimit(process->pid, RLIMIT_AS, &memory, NULL) < 0) {
        process_end(process);
        return fail(err, ERROR_BROKEN, helper->name, "không đặt được giới hạn bộ nhớ cho %s",
                    helper->what);
    }
    return process_greet(child, process, err);
}

/* ---- all processes of a helper ---- */

/* Waits for a process that is free, one that runs already if there is one. */
static struct child_process *process_take(struct child *child)
{
    struct child_process *found = NULL;
    pthread_mutex_lock(&child->lock);
    while (!found) {
        for (int i = 0; i < child->helper->processes_max; i++) {
            struct child_process *process = &child->process[i];
            if (!process->is_busy && (!found || (process->pid && !found->pid)))
                found = process;
        }
        if (!found)
            pthread_cond_wait(&child->freed, &child->lock);
    }
    found->is_busy = true;
    pthread_mutex_unlock(&child->lock);
    return found;
}

static void process_give_back(struct child *child, struct child_process *process)
{
    pthread_mutex_lock(&child->lock);
    process->is_busy = false;
    pthread_cond_signal(&child->freed);
    pthread_mutex_unlock(&child->lock);
}

/* The text of a refusal, if it is one that people may be shown: it comes from a program that has
 * met foreign bytes. */
static bool refusal_take(const struct helper *helper, struct str bytes, struct error *err)
{
    struct str text = str_part(bytes, 1, bytes.len);
    unsigned char kind = bytes.len ? (unsigned char)bytes.at[0] : ERROR_NONE;
    if (kind == ERROR_NONE || kind > ERROR_BROKEN || !utf8_is_valid(text) ||
        unicode_has_control(text))
        return fail(err, ERROR_BROKEN, helper->name, "%s từ chối mà không nói rõ lý do",
                    helper->what);
    return fail(err, (enum error_kind)kind, helper->name, "%.*s", STR_ARG(text));
}

/* One request to a process that runs. */
static bool process_ask(const struct helper *helper, struct child_process *process,
                        struct arena *mem, struct str request, struct str *answer,
                        struct error *err)
{
    struct packet packet = {0};
    int64_t deadline_ms = packet_now_ms() + helper->wall_ms;
    size_t cap_bytes = helper->answer_max_bytes;
    enum packet_result result = packet_write(process->fd, PACKET_REQUEST, request, deadline_ms);
    if (result == PACKET_WELL)
        result = packet_read(process->fd, mem,
                             cap_bytes < sizeof err->text ? sizeof err->text : cap_bytes,
                             deadline_ms, &packet);
    if (result == PACKET_WELL && packet.kind == PACKET_ANSWER && packet.bytes.len <= cap_bytes)
        *answer = packet.bytes;
    else if (result != PACKET_WELL || packet.kind != PACKET_REFUSAL)
        return process_failed(helper, process, result == PACKET_WELL ? PACKET_WRONG : result, err);
    if (++process->requests >= helper->requests_max)
        process_end(process);
    return packet.kind == PACKET_ANSWER || refusal_take(helper, packet.bytes, err);
}

/* A helper that was kept may have been killed since (memory ran short, an officer's hand): its
 * socket says so before anything is asked of it. */
static bool process_is_alive(const struct child_process *process)
{
    char byte;
    return process->pid && recv(process->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 &&
           (errno == EAGAIN || errno == EINTR);
}

bool child_ask(struct child *child, struct arena *mem, struct str request, struct str *answer,
               struct error *err)
{
    const struct helper *helper = child->helper;
    if (request.len > helper->request_max_bytes)
        return fail(err, ERROR_INVALID, helper->name, "dài %zu byte, quá mức %zu byte mà %s nhận",
                    request.len, helper->request_max_bytes, helper->what);
    struct child_process *process = process_take(child);
    if (!process_is_alive(process))
        process_end(process);
    bool is_well = (process->pid || process_start(child, process, err)) &&
                   process_ask(helper, process, mem, request, answer, err);
    process_give_back(child, process);
    return is_well;
}

void child_end(struct child *child)
{
    for (int i = 0; i < CHILD_PROCESSES_MAX; i++)
        process_end(&child->process[i]);
    pthread_cond_destroy(&child->freed);
    pthread_mutex_destroy(&child->lock);
}
