#include "db/sqlite_file.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

const char *sqlite_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool sqlite_file_check(const char *path, bool is_new, struct error *err)
{
    struct stat about;
    const char *name = sqlite_file_name(path);
    if (stat(path, &about) < 0) {
        if (errno != ENOENT && errno != ENOTDIR)
            return fail(err, ERROR_BROKEN, name, "không mở được %s: %s", path, strerror(errno));
        if (!is_new)
            return fail(err, ERROR_MISSING, name, "không có cơ sở dữ liệu %s", path);
        /* SQLite would let everyone read it; the files beside it follow this one. If it cannot be
         * made, opening it says why. */
        auto_fd fd unused = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        return true;
    }
    if (!S_ISREG(about.st_mode))
        return fail(err, ERROR_BROKEN, name, "%s không phải là một tệp", path);
    if (is_new && about.st_size > 0)
        return fail(err, ERROR_CONFLICT, name, "cơ sở dữ liệu %s đã có rồi", path);
    if (!is_new && about.st_size == 0)
        return fail(err, ERROR_MISSING, name, "cơ sở dữ liệu %s còn rỗng", path);
    return true;
}

bool sqlite_file_lock(const char *path, int *lock, struct error *err)
{
    auto_arena mem = {0};
    struct str place = str_format(&mem, "%s.lock", path);
    auto_fd fd = open(place.at, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(err, ERROR_BROKEN, sqlite_file_name(place.at), "không mở được tệp khóa %s: %s",
                    place.at, strerror(errno));
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        return fail(err, ERROR_BUSY, "book", "một chương trình doanket khác đang mở sổ này để ghi");
    *lock = fd;
    fd = -1;
    return true;
}

bool sqlite_file_sync(const char *path, struct error *err)
{
    auto_fd fd = open(path, O_RDONLY | O_CLOEXEC);
    return (fd >= 0 && fsync(fd) == 0) || fail(err, ERROR_BROKEN, sqlite_file_name(path),
                                               "không ghi được %s: %s", path, strerror(errno));
}
