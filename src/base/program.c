#include "base/program.h"

#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS_UP_MAX = 4 };

static const char own[] = "/proc/self/exe";

static bool is_trusted(const char *path)
{
    struct stat part, program; /* of the program as it runs, even if its file was replaced since */
    return stat(path, &part) == 0 && stat(own, &program) == 0 && S_ISREG(part.st_mode) &&
           (part.st_uid == 0 || part.st_uid == program.st_uid) && (part.st_mode & S_IWOTH) == 0;
}

static const char *trusted_in(struct arena *mem, struct str folder, const char *name)
{
    if (!name)
        return NULL;
    const char *path = str_format(mem, "%.*s%s", STR_ARG(folder), name).at;
    return is_trusted(path) ? path : NULL;
}

const char *program_part_find(struct arena *mem, const struct program_part *part)
{
    char *program = arena_take(mem, PATH_MAX + 1);
    ssize_t len = readlink(own, program, PATH_MAX);
    struct str folder = {program, len > 0 ? (size_t)len : 0};
    for (int i = 0; i < FOLDERS_UP_MAX; i++) {
        while (folder.len && folder.at[folder.len - 1] != '/')
            folder.len--;
        if (folder.len == 0)
            break;
        const char *found = i == 0 ? trusted_in(mem, folder, part->beside) : NULL;
        if (!found)
            found = trusted_in(mem, folder, part->built);
        if (found)
            return found;
        folder.len--; /* the slash */
    }
    return part->installed && is_trusted(part->installed) ? part->installed : NULL;
}
