/* The walk over a file that claims to be a picture, before a library sees it. */
#include "worker/picture_shape.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error err = {0};
    struct picture_shape shape;
    if (!picture_shape((struct str){(const char *)data, size}, &shape, &err)) {
        demand(err.kind == ERROR_INVALID && err.text[0]);
        return 0;
    }
    demand(shape.width > 0 && shape.height > 0);
    demand(shape.width * shape.height <= (int64_t)PICTURE_MEGAPIXELS_MAX * 1000000);
    return 0;
}
