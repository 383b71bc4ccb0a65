#include "base/landlock.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Of later versions the headers of Debian 12 do not know the names. */
enum {
    RIGHT_REFER = 1U << 13, /* move between folders */
    RIGHT_TRUNCATE = 1U << 14,
    RIGHT_DEVICE_CONTROL = 1U << 15,
};

/* All rights that a version knows: what is not named is refused. */
static uint64_t rights_of(int version)
{
    uint64_t rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
    if (version >= 2)
        rights |= RIGHT_REFER;
    if (version >= 3)
        rights |= RIGHT_TRUNCATE;
    if (version >= 5)
        rights |= RIGHT_DEVICE_CONTROL;
    return rights;
}

static uint64_t rights_for(enum landlock_use use)
{
    uint64_t read = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    switch (use) {
    case LANDLOCK_READ:
        return read;
    case LANDLOCK_RUN:
        return read | LANDLOCK_ACCESS_FS_EXECUTE;
    case LANDLOCK_DEVICE:
        return LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | RIGHT_DEVICE_CONTROL;
    case LANDLOCK_SOCKET:
        return LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REMOVE_FILE;
    case LANDLOCK_OWN:
        break;
    }
    return read | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
           LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_SOCK |
           LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | RIGHT_REFER |
           RIGHT_TRUNCATE;
}

static bool path_add(int rules, uint64_t handled, const struct landlock_path *path)
{
    const uint64_t of_files = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                              LANDLOCK_ACCESS_FS_EXECUTE | RIGHT_TRUNCATE | RIGHT_DEVICE_CONTROL;
    auto_fd fd = path->path ? open(path->path, O_PATH | O_CLOEXEC) : -1;
    struct stat about;
    if (fd < 0 || fstat(fd, &about) < 0)
        return true;
    struct landlock_path_beneath_attr rule = {
        .allowed_access =
            rights_for(path->use) & handled & (S_ISDIR(about.st_mode) ? handled : of_files),
        .parent_fd = fd,
    };
    return syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
}

bool landlock_bind(const struct landlock_path *paths, size_t count, int *version, struct error *err)
{
    long known = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    *version = known > 0 ? (int)known : 0;
    if (*version == 0)
        return true;
    struct landlock_ruleset_attr attributes = {.handled_access_fs = rights_of(*version)};
    auto_fd rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    bool is_well = rules >= 0;
    for (size_t i = 0; is_well && i < count; i++)
        is_well = path_add(rules, attributes.handled_access_fs, &paths[i]);
    return (is_well && syscall(SYS_landlock_restrict_self, rules, 0) == 0) ||
           fail(err, ERROR_BROKEN, "landlock", "không dựng được tường landlock: %s",
                strerror(errno));
}
