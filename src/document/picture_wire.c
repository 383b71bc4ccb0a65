#include "document/picture_wire.h"

#include "document/wire.h"

const int picture_widths[PICTURE_SIZES] = {1600, 800, 400};

static bool is_jpeg(struct str bytes)
{
    return bytes.len <= PICTURE_VERSION_MAX_BYTES && str_starts(bytes, S("\xFF\xD8\xFF")) &&
           str_ends(bytes, S("\xFF\xD9"));
}

static void pass_picture(struct wire *wire, struct picture *picture)
{
    for (size_t i = 0; i < PICTURE_SIZES; i++) {
        struct picture_version *version = &picture->version[i];
        version->width = wire_int(wire, version->width, 1, picture_widths[i]);
        version->height = wire_int(wire, version->height, 1, PICTURE_SIDE_MAX);
        wire_bytes(wire, &version->bytes);
        wire->is_wrong |= !is_jpeg(version->bytes);
    }
}

bool picture_write(struct arena *mem, const struct picture *picture, struct str *bytes,
                   struct error *err)
{
    struct wire wire = wire_writer(mem, (size_t)PICTURE_SIZES * PICTURE_VERSION_MAX_BYTES + 1024);
    struct picture written = *picture;
    pass_picture(&wire, &written);
    return wire_written(&wire, bytes) ||
           fail(err, ERROR_INVALID, "picture", "ảnh quá dài hoặc quá lớn sau khi thu nhỏ");
}

bool picture_read(struct arena *mem, struct str bytes, struct picture *picture, struct error *err)
{
    struct wire wire = wire_reader(mem, bytes);
    *picture = (struct picture){0};
    pass_picture(&wire, picture);
    return wire_is_read(&wire) ||
           fail(err, ERROR_BROKEN, "picture", "phần đọc ảnh trả lời sai khuôn dạng");
}
