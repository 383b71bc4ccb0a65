/* A letter on the wire: what the strict reader takes, the writer gives back byte for byte. */
#include "document/letter_wire.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct error err = {0};
    struct letter letter;
    struct str bytes = {(const char *)data, size}, again;
    if (!letter_read(&mem, bytes, &letter, &err)) {
        demand(err.kind == ERROR_INVALID && err.text[0]);
        return 0;
    }
    demand(letter_write(&mem, &letter, &again, &err) && str_is(again, bytes));
    return 0;
}
