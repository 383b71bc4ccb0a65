/* The PostgreSQL driver is a module, loaded when it is needed: linking libpq costs every start of
 * the program several milliseconds. */
#include "db/driver.h"

#include "base/program.h"

#include <dlfcn.h>

bool module_load(void **module, const struct driver **driver, struct error *err)
{
    auto_arena mem = {0};
    static const struct program_part part = {
        .beside = "postgres.so",
        .built = "src/db/postgres.so",
        .installed = DOANKET_MODULE_FOLDER "/postgres.so",
    };
    const char *path = program_part_find(&mem, &part);
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
