/* The answer of a program that has met foreign bytes: three JPEGs within their sizes or nothing. */
#include "document/picture_wire.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct error err = {0};
    struct picture picture;
    struct str bytes = {(const char *)data, size}, again;
    if (!picture_read(&mem, bytes, &picture, &err)) {
        demand(err.kind == ERROR_BROKEN && err.text[0]);
        return 0;
    }
    for (size_t i = 0; i < PICTURE_SIZES; i++) {
        const struct picture_version *version = &picture.version[i];
        demand(version->width >= 1 && version->width <= picture_widths[i]);
        demand(version->height >= 1 && str_starts(version->bytes, S("\xFF\xD8\xFF")));
    }
    demand(picture_write(&mem, &picture, &again, &err) && str_is(again, bytes));
    return 0;
}
