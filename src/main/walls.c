#include "main/walls.h"

#include "base/child.h"
#include "base/file.h"
#include "base/landlock.h"
#include "base/report.h"
#include "feature/book.h"
#include "main/handover.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static bool broken(struct error *err, const char *what)
{
    return fail(err, ERROR_BROKEN, "walls", "không dựng được %s quanh tiến trình: %s", what,
                strerror(errno));
}

/* ---- files ---- */

/* What any program reads of its system: libraries, fonts, time zones, how many processors there
 * are. Helper programs stand behind the same walls until they build their own. */
static const struct landlock_path system_paths[] = {
    {"/usr", LANDLOCK_READ},
    {"/lib", LANDLOCK_READ},
    {"/lib64", LANDLOCK_READ},
    {"/lib64/ld-linux-x86-64.so.2", LANDLOCK_RUN}, /* starting a helper starts its loader */
    {"/lib/ld-linux-aarch64.so.1", LANDLOCK_RUN},
    {"/etc/ld.so.cache", LANDLOCK_READ},
    {"/etc/ssl", LANDLOCK_READ},
    {"/etc/fonts", LANDLOCK_READ},
    {"/etc/localtime", LANDLOCK_READ},
    {"/var/cache/fontconfig", LANDLOCK_READ},
    {"/sys/devices/system/cpu", LANDLOCK_READ},
    {"/proc/self", LANDLOCK_READ},
    {"/dev/null", LANDLOCK_DEVICE},
    {"/dev/urandom", LANDLOCK_READ},
    {"/dev/random", LANDLOCK_READ},
};

/* What finding and entering a PostgreSQL server takes, each time a connection is made. */
static const struct landlock_path postgres_paths[] = {
    {"/etc/passwd", LANDLOCK_READ},
    {"/etc/nsswitch.conf", LANDLOCK_READ},
    {"/etc/hosts", LANDLOCK_READ},
    {"/etc/host.conf", LANDLOCK_READ},
    {"/etc/resolv.conf", LANDLOCK_READ},
    {"/etc/gai.conf", LANDLOCK_READ},
    {"/etc/services", LANDLOCK_READ},
    {"/etc/krb5.conf", LANDLOCK_READ},
    {"/etc/postgresql-common", LANDLOCK_READ},
};

enum { PATHS_MAX = 40 };

struct paths {
    struct landlock_path at[PATHS_MAX];
    size_t count;
};

static void paths_add(struct paths *paths, const struct landlock_path *more, size_t count)
{
    assert(paths->count + count <= PATHS_MAX);
    memcpy(paths->at + paths->count, more, count * sizeof *more);
    paths->count += count;
}

static void path_add(struct paths *paths, const char *path, enum landlock_use use)
{
    paths_add(paths, &(struct landlock_path){path, use}, 1);
}

/* Where libpq looks for the password and the certificates of its user. */
static void postgres_add(struct paths *paths, struct arena *mem)
{
    const char *home = getenv("HOME");
    paths_add(paths, postgres_paths, COUNT_OF(postgres_paths));
    path_add(paths, getenv("PGPASSFILE"), LANDLOCK_READ);
    path_add(paths, getenv("PGSSLROOTCERT"), LANDLOCK_READ);
    if (!home)
        return;
    path_add(paths, str_format(mem, "%s/.pgpass", home).at, LANDLOCK_READ);
    path_add(paths, str_format(mem, "%s/.postgresql", home).at, LANDLOCK_READ);
}

/* Where libraries may put what does not fit into memory (libxlsxwriter its sheets): in the book,
 * where everything may be deleted; for a book in PostgreSQL beside the socket, a folder of its own.
 */
static const char *scratch_make(const struct book *book, struct arena *mem, struct error *err)
{
    const char *socket_folder = handover_folder(mem, book);
    const char *path = book->folder
                           ? str_format(mem, "%s/derived", book->folder).at
                           : str_format(mem, "%sdoanket-%u.tmp",
                                        socket_folder ? socket_folder : "/tmp/", (unsigned)getuid())
                                 .at;
    struct stat about;
    if (!folder_make(path, err))
        return NULL;
    bool is_own = lstat(path, &about) == 0 && S_ISDIR(about.st_mode) && about.st_uid == getuid();
    if (is_own && setenv("TMPDIR", path, 1) == 0)
        return path;
    fail(err, ERROR_BROKEN, path, "%s không phải là thư mục của riêng người chạy", path);
    return NULL;
}

/* A wall that was built but does not hold would be worse than none: people would trust it. */
static bool files_are_shut(struct error *err)
{
    auto_fd fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return (fd < 0 && errno == EACCES) ||
           fail(err, ERROR_BROKEN, "landlock", "tường landlock đã dựng nhưng không giữ được");
}

static bool files_bind(const struct book *book, int *landlock, struct error *err)
{
    auto_arena mem = {0};
    struct paths paths = {0};
    const char *scratch = scratch_make(book, &mem, err);
    if (!scratch)
        return false;
    path_add(&paths, scratch, LANDLOCK_OWN);
    paths_add(&paths, system_paths, COUNT_OF(system_paths));
    path_add(&paths, child_folder(&mem), LANDLOCK_RUN);
    path_add(&paths, book->folder, LANDLOCK_OWN);
    if (!book->folder) {
        path_add(&paths, handover_folder(&mem, book), LANDLOCK_SOCKET);
        postgres_add(&paths, &mem);
    }
    if (IS_SANITIZED) /* it reads the maps of each helper that starts */
        path_add(&paths, "/proc", LANDLOCK_READ);
    return landlock_bind(paths.at, paths.count, landlock, err) &&
           (*landlock == 0 || files_are_shut(err));
}

/* ---- calls ---- */

/* What a server of pages never does, and what has let programs out of their walls before. A list of
 * what is refused, not of what is allowed: the libraries and helper programs inside change with
 * each release of the system, and an office must not stand still for a call that nobody knew of.
 * Helpers that meet foreign bytes have the strict list (worker/sandbox.c). */
static const int refused[] = {
    /* the system: its clock, disks, kernel, other processes */
    SCMP_SYS(acct),
    SCMP_SYS(adjtimex),
    SCMP_SYS(clock_adjtime),
    SCMP_SYS(clock_settime),
    SCMP_SYS(settimeofday),
    SCMP_SYS(reboot),
    SCMP_SYS(swapon),
    SCMP_SYS(swapoff),
    SCMP_SYS(sethostname),
    SCMP_SYS(setdomainname),
    SCMP_SYS(syslog),
    SCMP_SYS(vhangup),
    SCMP_SYS(quotactl),
    SCMP_SYS(nfsservctl),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(kexec_file_load),
    SCMP_SYS(iopl),
    SCMP_SYS(ioperm),
    SCMP_SYS(lookup_dcookie),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(fanotify_init),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(kcmp),
    SCMP_SYS(migrate_pages),
    SCMP_SYS(move_pages),
    SCMP_SYS(personality),
    /* another view of the file system, files past their folder */
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(setns),
    SCMP_SYS(unshare),
    SCMP_SYS(open_tree),
    SCMP_SYS(move_mount),
    SCMP_SYS(fsopen),
    SCMP_SYS(fsconfig),
    SCMP_SYS(fsmount),
    SCMP_SYS(fspick),
    SCMP_SYS(mount_setattr),
    SCMP_SYS(name_to_handle_at),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(mknod),
    SCMP_SYS(mknodat),
    /* other rights */
    SCMP_SYS(setuid),
    SCMP_SYS(setgid),
    SCMP_SYS(setreuid),
    SCMP_SYS(setregid),
    SCMP_SYS(setresuid),
    SCMP_SYS(setresgid),
    SCMP_SYS(setfsuid),
    SCMP_SYS(setfsgid),
    SCMP_SYS(setgroups),
    SCMP_SYS(capset),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(keyctl),
    /* parts of the kernel by which walls were breached */
    SCMP_SYS(bpf),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register),
    SCMP_SYS(modify_ldt),
    SCMP_SYS(uselib),
    SCMP_SYS(execveat),
};

static bool refuse(scmp_filter_ctx filter, int call)
{
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) == 0;
}

/* Refuses a call whose argument i holds all bits of `bits`. */
static bool refuse_bits(scmp_filter_ctx filter, int call, unsigned i, uint64_t bits)
{
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 1,
                            SCMP_CMP(i, SCMP_CMP_MASKED_EQ, bits, bits)) == 0;
}

static bool refuse_if(scmp_filter_ctx filter, int call, unsigned i, enum scmp_compare how,
                      uint64_t value)
{
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 1, SCMP_CMP(i, how, value, 0)) ==
           0;
}

/* Sockets of a kind; how they are to behave is said in the bits above it. */
static bool refuse_kind(scmp_filter_ctx filter, uint64_t kind)
{
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1,
                            SCMP_CMP(1, SCMP_CMP_MASKED_EQ, 0xf, kind)) == 0;
}

/* Rooms of their own in the kernel (user namespaces first) are how walls were left most often. */
static bool refuse_namespaces(scmp_filter_ctx filter)
{
    static const uint64_t rooms[] = {CLONE_NEWNS,   CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC,
                                     CLONE_NEWUSER, CLONE_NEWPID,    CLONE_NEWNET};
    bool is_well = true;
    for (size_t i = 0; i < COUNT_OF(rooms); i++)
        is_well = is_well && refuse_bits(filter, SCMP_SYS(clone), 0, rooms[i]);
    /* its flags lie in memory, where a filter cannot look; so the C library takes clone */
    return is_well && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

/* Memory that was data is never run. */
static bool refuse_code(scmp_filter_ctx filter)
{
    return refuse_bits(filter, SCMP_SYS(mmap), 2, PROT_WRITE | PROT_EXEC) &&
           refuse_bits(filter, SCMP_SYS(mprotect), 2, PROT_EXEC) &&
           refuse_bits(filter, SCMP_SYS(pkey_mprotect), 2, PROT_EXEC);
}

/* Whoever serves a folder is called and calls nobody: what were read could not be carried away by a
 * connection of its own. A book in PostgreSQL must reach its server. */
static bool refuse_calling(scmp_filter_ctx filter)
{
    return refuse(filter, SCMP_SYS(connect)) &&
           refuse_if(filter, SCMP_SYS(sendto), 4, SCMP_CMP_NE, 0) &&
           refuse_bits(filter, SCMP_SYS(sendto), 3, MSG_FASTOPEN) &&
           refuse_bits(filter, SCMP_SYS(sendmsg), 2, MSG_FASTOPEN) &&
           refuse(filter, SCMP_SYS(sendmmsg)) && refuse_kind(filter, SOCK_DGRAM);
}

/* Only sockets of this machine and of the internet. */
static bool refuse_families(scmp_filter_ctx filter)
{
    bool is_well = refuse_if(filter, SCMP_SYS(socket), 0, SCMP_CMP_GT, AF_INET6);
    for (uint64_t family = AF_INET + 1; is_well && family < AF_INET6; family++)
        is_well = refuse_if(filter, SCMP_SYS(socket), 0, SCMP_CMP_EQ, family);
    return is_well && refuse_kind(filter, SOCK_RAW);
}

static bool calls_bind(const struct book *book, struct error *err)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool is_well = filter != NULL;
    for (size_t i = 0; is_well && i < COUNT_OF(refused); i++)
        is_well = refuse(filter, refused[i]);
    is_well = is_well && refuse_namespaces(filter) && refuse_code(filter) &&
              refuse_families(filter) && (!book->folder || refuse_calling(filter)) &&
              /* the leak checker looks at its own threads that way */
              (IS_SANITIZED || refuse(filter, SCMP_SYS(ptrace))) && seccomp_load(filter) == 0;
    if (filter)
        seccomp_release(filter);
    return is_well || broken(err, "tường seccomp");
}

bool walls_raise(const struct book *book, struct error *err)
{
    struct rlimit none = {0, 0};
    int landlock;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return broken(err, "tường no_new_privs");
    if (setrlimit(RLIMIT_CORE, &none) < 0) /* a core file would hold what is private */
        return broken(err, "giới hạn tài nguyên");
    if (!files_bind(book, &landlock, err) || !calls_bind(book, err))
        return false;
    if (landlock)
        report(REPORT_NOTE, "walls: no new privileges, seccomp, landlock %d", landlock);
    else
        report(
            REPORT_WARNING,
            "walls: no new privileges, seccomp; this kernel has no landlock, so files outside of "
            "the book are open to the server as they are to its user");
    return true;
}
