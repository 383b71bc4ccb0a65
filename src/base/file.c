#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

void file_close_quietly(FILE **file)
{
    if (*file)
        fclose(*file);
}

void fd_close_quietly(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

bool file_read_open(struct arena *mem, int fd, const char *path, size_t cap_bytes,
                    struct str *bytes, struct error *err)
{
    struct stat about;
    if (fstat(fd, &about) < 0 || !S_ISREG(about.st_mode))
        return fail(err, ERROR_INVALID, path, "%s không phải là một tệp thường", path);
    if ((size_t)about.st_size > cap_bytes)
        return fail(err, ERROR_INVALID, path, "tệp %s dài %lld byte, quá mức %zu byte", path,
                    (long long)about.st_size, cap_bytes);
    size_t wanted = (size_t)about.st_size, len = 0;
    char *buffer = arena_take(mem, wanted + 1);
    while (len < wanted) {
        ssize_t got = read(fd, buffer + len, wanted - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(err, ERROR_BROKEN, path, "không đọc được tệp %s: %s", path,
                        strerror(errno));
        if (got == 0)
            break;
        len += (size_t)got;
    }
    *bytes = (struct str){buffer, len};
    return true;
}

bool file_open(const char *path, int *fd, struct error *err)
{
    /* without waiting: a pipe that nobody writes into must not hold anyone up */
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat about;
    if (*fd >= 0)
        return (fstat(*fd, &about) == 0 && S_ISREG(about.st_mode)) ||
               fail(err, ERROR_INVALID, path, "%s không phải là một tệp thường", path);
    bool is_there = errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG;
    return fail(err, is_there ? ERROR_DENIED : ERROR_MISSING, path, "không mở được tệp %s: %s",
                path, strerror(errno));
}

bool file_read(struct arena *mem, const char *path, size_t cap_bytes, struct str *bytes,
               struct error *err)
{
    auto_fd fd = -1;
    return file_open(path, &fd, err) && file_read_open(mem, fd, path, cap_bytes, bytes, err);
}

static bool write_all(int fd, struct str bytes)
{
    for (size_t done = 0; done < bytes.len;) {
        ssize_t wrote = write(fd, bytes.at + done, bytes.len - done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return false;
        done += (size_t)wrote;
    }
    return fsync(fd) == 0;
}

static bool folder_sync(const char *path)
{
    char copy[4096];
    snprintf(copy, sizeof copy, "%s", path);
    auto_fd folder = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder >= 0 && fsync(folder) == 0;
}

bool file_write(const char *path, struct str bytes, unsigned mode, struct error *err)
{
    char temporary[4096];
    int len = snprintf(temporary, sizeof temporary, "%s.%d.tmp", path, (int)getpid());
    if (len < 0 || len >= (int)sizeof temporary)
        return fail(err, ERROR_INVALID, path, "đường dẫn quá dài");
    auto_fd fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return fail(err, ERROR_BROKEN, path, "không ghi được tệp %s: %s", path, strerror(errno));
    if (write_all(fd, bytes) && rename(temporary, path) == 0 && folder_sync(path))
        return true;
    int reason = errno;
    unlink(temporary);
    return fail(err, ERROR_BROKEN, path, "không ghi được tệp %s: %s", path, strerror(reason));
}

bool folder_make(const char *path, struct error *err)
{
    if (mkdir(path, 0700) == 0)
        return true;
    int reason = errno;
    struct stat about;
    if (reason == EEXIST && stat(path, &about) == 0 && S_ISDIR(about.st_mode))
        return true;
    return fail(err, ERROR_BROKEN, path, "không tạo được thư mục %s: %s", path, strerror(reason));
}

void random_bytes(void *bytes, size_t count)
{
    for (size_t done = 0; done < count;) {
        ssize_t got = getrandom((char *)bytes + done, count - done, 0);
        if (got > 0)
            done += (size_t)got;
        else if (errno != EINTR)
            abort();
    }
}
