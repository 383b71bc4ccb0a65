/* For tests: writes a picture to standard output.  picture_maker KIND WIDTH HEIGHT
 * It is white above and black below, so that its turning can be seen. Leaves with 3 if this machine
 * cannot write the kind. */
#include <vips/vips.h>

#include <unistd.h>

#include "base/str.h"

/* How the library writes each kind: a suffix with options. */
static const struct {
    const char *name, *suffix;
} kinds[] = {
    {"jpeg", ".jpg[Q=90]"},  {"progressive", ".jpg[Q=90,interlace]"},
    {"cmyk", ".jpg[Q=90]"},  {"grey", ".jpg[Q=90]"},
    {"png", ".png"},         {"interlaced", ".png[interlace]"},
    {"deep", ".png"},        {"clear", ".png"},
    {"webp", ".webp[Q=80]"}, {"heic", ".heic[compression=hevc]"},
};

/* White above, black below, in the colours of the kind. */
static VipsImage *picture_draw(struct str kind, int width, int height)
{
    VipsImage *half = NULL, *grey = NULL, *coloured = NULL, *made = NULL;
    if (vips_black(&half, width, height, NULL) != 0 ||
        vips_linear1(half, &grey, 1, 0, "uchar", TRUE, NULL) != 0 ||
        vips_image_write(grey, made = vips_image_new_memory()) != 0 ||
        vips_draw_rect1(made, 255, 0, 0, width, height / 2, "fill", TRUE, NULL) != 0 ||
        vips_copy(made, &coloured, "interpretation", VIPS_INTERPRETATION_B_W, NULL) != 0)
        return NULL;
    if (str_is(kind, S("grey")))
        return coloured;
    VipsInterpretation space = str_is(kind, S("cmyk"))   ? VIPS_INTERPRETATION_CMYK
                               : str_is(kind, S("deep")) ? VIPS_INTERPRETATION_RGB16
                                                         : VIPS_INTERPRETATION_sRGB;
    VipsImage *turned = NULL;
    if (vips_colourspace(coloured, &turned, space, NULL) != 0)
        return NULL;
    VipsImage *clear = NULL;
    if (str_is(kind, S("clear")) && vips_bandjoin_const1(turned, &clear, 0, NULL) == 0)
        return clear;
    return turned;
}

int main(int count, char **arguments)
{
    int64_t width, height;
    if (count != 4 || !str_to_int(str_of(arguments[2]), &width) ||
        !str_to_int(str_of(arguments[3]), &height) || VIPS_INIT(arguments[0]) != 0)
        return 2;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct str kind = str_of(arguments[1]);
        if (!str_is(kind, str_of(kinds[i].name)))
            continue;
        VipsImage *image = picture_draw(kind, (int)width, (int)height);
        void *bytes = NULL;
        size_t len = 0;
        if (!image || vips_image_write_to_buffer(image, kinds[i].suffix, &bytes, &len, NULL) != 0)
            _exit(3);
        _exit(fwrite(bytes, 1, len, stdout) == len && fflush(stdout) == 0 ? 0 : 4);
    }
    return 2;
}
