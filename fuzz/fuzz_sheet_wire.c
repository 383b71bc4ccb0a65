/* The answer of a program that has met foreign bytes: tables within their limits, or nothing. */
#include "document/sheet_wire.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct error err = {0};
    struct sheet_file file;
    struct str bytes = {(const char *)data, size}, again;
    if (!sheet_wire_read(&mem, bytes, &file, &err)) {
        demand(err.kind == ERROR_BROKEN && err.text[0]);
        return 0;
    }
    demand(file.tables.count >= 1 && file.tables.count <= SHEET_TABLES_MAX);
    demand(sheet_write(&mem, &file, &again, &err) && str_is(again, bytes));
    return 0;
}
