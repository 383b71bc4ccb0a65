/* The PostgreSQL driver is a module, loaded when it is needed: linking libpq costs every start of
 * the program several milliseconds. */
#include "db/driver.h"

#include <dlfcn.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS_UP_MAX = 4 };

/* Code is only loaded from a file that belongs to root or to the program's owner and that not
 * everyone may write: a folder above the program may be /tmp. */
static bool is_trusted(const char *path, const char *program)
{
    struct stat module, own;
    return stat(path, &module) == 0 && stat(program, &own) == 0 && S_ISREG(module.st_mode) &&
           (module.st_uid == 0 || module.st_uid == own.st_uid) && (module.st_mode & S_IWOTH) == 0;
}

/* Beside the program, then from its folder upwards in the place where the build puts the module. */
static const char *module_find(struct arena *mem, struct str program)
{
    struct str folder = program;
    for (int i = 0; i < FOLDERS_UP_MAX; i++) {
        while (folder.len && folder.at[folder.len - 1] != '/')
            folder.len--;
        if (folder.len == 0)
            break;
        const char *beside = str_format(mem, "%.*spostgres.so", STR_ARG(folder)).at;
        if (is_trusted(beside, program.at))
            return beside;
        const char *built = str_format(mem, "%.*ssrc/db/postgres.so", STR_ARG(folder)).at;
        if (is_trusted(built, program.at))
            return built;
        folder.len--; /* the slash */
    }
    const char *installed = DOANKET_MODULE_FOLDER "/postgres.so";
    return is_trusted(installed, program.at) ? installed : NULL;
}

bool module_load(void **module, const struct driver **driver, struct error *err)
{
    auto_arena mem = {0};
    char *program = arena_take(&mem, PATH_MAX + 1);
    ssize_t len = readlink("/proc/self/exe", program, PATH_MAX);
    const char *path = len > 0 ? module_find(&mem, (struct str){program, (size_t)len}) : NULL;
    if (!path)
        return fail(err, ERROR_BROKEN, "postgres.so",
                    "thiếu phần nối PostgreSQL (postgres.so); nó phải ở cạnh chương trình hoặc "
                    "trong %s",
                    DOANKET_MODULE_FOLDER);
    /* RTLD_NODELETE: libraries below libpq register things that must outlive it. */
    *module = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!*module)
        return fail(err, ERROR_BROKEN, "postgres.so",
                    "không nạp được phần nối PostgreSQL (cần gói libpq5): %s", dlerror());
    *driver = dlsym(*module, "postgres_driver");
    if (*driver)
        return true;
    module_unload(*module);
    return fail(err, ERROR_BROKEN, path, "%s không phải là phần nối PostgreSQL của doanket", path);
}

void module_unload(void *module)
{
    if (module)
        dlclose(module);
}
