#include "worker/sandbox.h"

#include "base/landlock.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static bool broken(struct error *err, const char *what)
{
    return fail(err, ERROR_BROKEN, "sandbox", "không dựng được %s: %s", what, strerror(errno));
}

/* ---- what the process may use ---- */

static bool limit(int resource, rlim_t most)
{
    struct rlimit limits = {most, most};
    return setrlimit(resource, &limits) == 0;
}

static bool limits_set(const struct sandbox *sandbox, struct error *err)
{
    bool is_well = limit(RLIMIT_CPU, (rlim_t)sandbox->cpu_seconds) && limit(RLIMIT_CORE, 0) &&
                   limit(RLIMIT_NOFILE, sandbox->readable ? 64 : 16) && limit(RLIMIT_MEMLOCK, 0);
    if (!IS_SANITIZED) /* its report may go into a file */
        is_well = is_well && limit(RLIMIT_FSIZE, 0);
    if (!sandbox
             ->has_threads) /* counts all of the user's: with threads, seccomp forbids processes */
        is_well = is_well && limit(RLIMIT_NPROC, 0);
    return is_well || broken(err, "giới hạn tài nguyên");
}

/* ---- landlock ---- */

enum { READABLE_MAX = 32 };

/* Binds this thread and those that it starts. */
static bool files_bind(const struct sandbox *sandbox, int *version, struct error *err)
{
    struct landlock_path paths[READABLE_MAX];
    size_t count = 0;
    for (; sandbox->readable && sandbox->readable[count]; count++) {
        assert(count < READABLE_MAX);
        paths[count] = (struct landlock_path){sandbox->readable[count], LANDLOCK_READ};
    }
    return landlock_bind(paths, count, version, err);
}

/* ---- seccomp ---- */

/* What computing, memory, threads' locks, clocks and the one socket need. */
static const int harmless[] = {
    SCMP_SYS(brk),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(close),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(fstat),
    SCMP_SYS(futex),
    SCMP_SYS(getcwd),
    SCMP_SYS(getpid),
    SCMP_SYS(getrandom),
    SCMP_SYS(gettid),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(lseek),
    SCMP_SYS(madvise),
    SCMP_SYS(mremap),
    SCMP_SYS(munmap),
    SCMP_SYS(nanosleep),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(pread64),
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(rseq),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(sysinfo),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(uname),
    SCMP_SYS(write),
    SCMP_SYS(writev),
};

/* Looking at files, within what landlock leaves. */
static const int looking[] = {
    SCMP_SYS(access),     SCMP_SYS(faccessat),  SCMP_SYS(faccessat2), SCMP_SYS(fstatfs),
    SCMP_SYS(getdents64), SCMP_SYS(newfstatat), SCMP_SYS(readlink),   SCMP_SYS(readlinkat),
    SCMP_SYS(stat),       SCMP_SYS(lstat),      SCMP_SYS(statfs),     SCMP_SYS(statx),
};

enum { WRITING = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY) };

static bool allow_all(scmp_filter_ctx filter, const int *calls, size_t count)
{
    bool is_well = true;
    for (size_t i = 0; i < count; i++)
        is_well = is_well && seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) == 0;
    return is_well;
}

/* Argument i equals a value; or it does under a mask. */
static struct scmp_arg_cmp equals(unsigned i, uint64_t value)
{
    return (struct scmp_arg_cmp){.arg = i, .op = SCMP_CMP_EQ, .datum_a = value};
}

static struct scmp_arg_cmp under(unsigned i, uint64_t mask, uint64_t value)
{
    return (struct scmp_arg_cmp){
        .arg = i, .op = SCMP_CMP_MASKED_EQ, .datum_a = mask, .datum_b = value};
}

static bool allow_if(scmp_filter_ctx filter, int call, struct scmp_arg_cmp condition)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, condition) == 0;
}

/* Calls that are harmless with some arguments only: on the one socket, for memory that is not code,
 * for this process itself, to ask and not to set. */
static bool allow_some(scmp_filter_ctx filter, const struct sandbox *sandbox)
{
    return allow_if(filter, SCMP_SYS(recvfrom), equals(0, STDIN_FILENO)) &&
           allow_if(filter, SCMP_SYS(sendto), equals(0, STDIN_FILENO)) &&
           allow_if(filter, SCMP_SYS(mmap), under(2, PROT_EXEC, 0)) &&
           allow_if(filter, SCMP_SYS(mprotect), under(2, PROT_EXEC, 0)) &&
           allow_if(filter, SCMP_SYS(tgkill), equals(0, (uint64_t)getpid())) &&
           allow_if(filter, SCMP_SYS(prlimit64), equals(2, 0)) &&
           allow_if(filter, SCMP_SYS(prctl), equals(0, PR_SET_NAME)) &&
           allow_if(filter, SCMP_SYS(fcntl), equals(1, F_GETFL)) &&
           allow_if(filter, SCMP_SYS(fcntl), equals(1, F_GETFD)) &&
           allow_if(filter, SCMP_SYS(fcntl), equals(1, F_SETFD)) &&
           (!sandbox->has_threads ||
            allow_if(filter, SCMP_SYS(clone), under(0, CLONE_THREAD, CLONE_THREAD))) &&
           /* its flags lie in memory, where a filter cannot look; so the C library takes clone */
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

static bool allow_reading(scmp_filter_ctx filter)
{
    return allow_if(filter, SCMP_SYS(openat), under(2, WRITING, O_RDONLY)) &&
           allow_if(filter, SCMP_SYS(open), under(1, WRITING, O_RDONLY)) &&
           allow_all(filter, looking, COUNT_OF(looking));
}

/* Everything else is refused with EPERM: libraries that try what they can do without go on. */
static bool calls_bind(const struct sandbox *sandbox, struct error *err)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    bool is_well = filter && allow_all(filter, harmless, COUNT_OF(harmless)) &&
                   allow_some(filter, sandbox) && (!sandbox->readable || allow_reading(filter)) &&
                   seccomp_load(filter) == 0;
    if (filter)
        seccomp_release(filter);
    return is_well || broken(err, "tường seccomp");
}

bool sandbox_enter(const struct sandbox *sandbox, int *landlock, struct error *err)
{
    struct stat threads; /* a folder has a link for each folder in it, and two of its own */
    if (stat("/proc/self/task", &threads) == 0 && threads.st_nlink > 3)
        return fail(err, ERROR_BROKEN, "sandbox", "đã có nhiều luồng chạy trước khi dựng tường");
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return broken(err, "tường no_new_privs");
    return limits_set(sandbox, err) && files_bind(sandbox, landlock, err) &&
           calls_bind(sandbox, err);
}
