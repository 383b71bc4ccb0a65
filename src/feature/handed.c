#include "feature/handed.h"

#include "base/file.h"

#include <unistd.h>

enum { FILE_MODE = 0644 };

bool handed_read(const struct handed *handed, struct arena *mem, const char *path, size_t cap_bytes,
                 struct str *bytes, struct error *err)
{
    auto_fd fd = -1;
    bool is_open =
        handed ? handed->open(handed->context, path, &fd, err) : file_open(path, &fd, err);
    return is_open && file_read_open(mem, fd, path, cap_bytes, bytes, err);
}

bool handed_write(struct arena *mem, const struct handed_file *file, struct error *err)
{
    if (file->path.len == 0)
        return true;
    const char *path = str_c(mem, file->path);
    if (access(path, F_OK) == 0)
        return fail(err, ERROR_CONFLICT, "--out", "đã có tệp «%s»; hãy chọn tên khác", path);
    return file_write(path, file->bytes, FILE_MODE, err);
}
