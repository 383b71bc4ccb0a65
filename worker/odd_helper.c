/* A helper for tests, inside the same walls as the real ones: does on request what no helper
 * should. */
#include "worker/sandbox.h"
#include "worker/serve.h"

#include "base/file.h"
#include "base/packet.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FLOOD_BYTES = 8 * 1024 * 1024, DESCRIPTORS_LOOKED_AT = 1024 };

static struct str say(struct arena *mem, const char *name, bool has_worked)
{
    return str_format(mem, "%s %s", name, has_worked ? "yes" : "no");
}

static bool can_open(const char *path, int flags)
{
    auto_fd fd = open(path, flags, 0600);
    return fd >= 0;
}

static bool can_connect(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};
    auto_fd fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd >= 0 || connect(STDIN_FILENO, (const struct sockaddr *)&to, sizeof to) == 0 ||
           errno != EPERM;
}

static bool can_map(size_t bytes, int protection)
{
    /* cppcheck-suppress invalidFunctionArg ; -1 is what anonymous memory wants */
    void *at = mmap(NULL, bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return at != MAP_FAILED && munmap(at, bytes) == 0;
}

/* What could be done, in one line of "what yes" and "what no". */
static struct str walls(struct arena *mem)
{
    static const char own[] = "/proc/self/exe";
    char *const words[] = {NULL};
    struct rlimit more = {RLIM_INFINITY, RLIM_INFINITY};
    struct str parts[] = {
        say(mem, "read", can_open(own, O_RDONLY)),
        say(mem, "write", can_open("/dev/null", O_WRONLY)),
        say(mem, "create", can_open("/tmp/doanket-odd-helper", O_WRONLY | O_CREAT)),
        say(mem, "connect", can_connect()),
        say(mem, "execute", execve(own, words, words) == 0 || errno != EPERM),
        say(mem, "fork", fork() >= 0),
        say(mem, "signal", kill(getppid(), 0) == 0),
        say(mem, "code", can_map(4096, PROT_READ | PROT_WRITE | PROT_EXEC)),
        say(mem, "limits", setrlimit(RLIMIT_CPU, &more) == 0),
        say(mem, "delete", unlink("/dev/null/nothing") == 0 || errno != EPERM),
    };
    return str_join(mem, parts, COUNT_OF(parts), S(", "));
}

static struct str inheritance(struct arena *mem)
{
    int open_count = 0, variables = 0;
    for (int fd = 0; fd < DESCRIPTORS_LOOKED_AT; fd++)
        open_count += fcntl(fd, F_GETFD) >= 0;
    while (environ[variables])
        variables++;
    return str_format(mem, "%d open, %d variables", open_count, variables);
}

/* How many pieces of 16 MiB can be taken at once. */
static struct str appetite(struct arena *mem)
{
    size_t pieces = 0;
    while (pieces < 1024 && can_map((pieces + 1) << 24, PROT_READ | PROT_WRITE))
        pieces++;
    return str_format(mem, "%zu pieces", pieces);
}

static bool answer_make(struct arena *mem, struct str request, struct str *answer,
                        struct error *err)
{
    *answer = request;
    if (str_is(request, S("die")))
        abort();
    if (str_is(request, S("leave")))
        _exit(7);
    if (str_is(request, S("sleep")))
        sleep(600);
    if (str_is(request, S("flood")))
        *answer = (struct str){arena_take(mem, FLOOD_BYTES), FLOOD_BYTES};
    if (str_is(request, S("odd packet")))
        (void)!packet_write(STDIN_FILENO, PACKET_GREETING, S("again"), 0);
    if (str_is(request, S("who")))
        *answer = str_format(mem, "%d", (int)getpid());
    if (str_is(request, S("walls")))
        *answer = walls(mem);
    if (str_is(request, S("inheritance")))
        *answer = inheritance(mem);
    if (str_is(request, S("appetite")))
        *answer = appetite(mem);
    if (str_is(request, S("refuse")))
        return fail(err, ERROR_INVALID, "", "tệp này không phải là ảnh");
    if (str_is(request, S("refuse oddly")))
        return fail(err, ERROR_INVALID, "", "dòng một\ndòng hai");
    return true;
}

int main(void)
{
    struct error err;
    struct sandbox sandbox = {.cpu_seconds = 60};
    int landlock;
    if (!sandbox_enter(&sandbox, &landlock, &err))
        return serve_refuse_start(&err);
    serve_requests(landlock, NULL, answer_make);
    _exit(EXIT_SUCCESS);
}
