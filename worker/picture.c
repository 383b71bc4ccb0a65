/* The helper program that reads pictures: a file in, a picture in three widths out
 * (document/picture_wire.h), or why not. It answers one request and is gone, so that no file meets
 * the process that read another. */
#include <gmodule.h>
#include <vips/vips.h>

#include "worker/picture_shape.h"
#include "worker/sandbox.h"
#include "worker/serve.h"

#include "document/picture_wire.h"

#include <unistd.h>

enum { JPEG_QUALITY = 82 };

static bool has_heic; /* the library for it is on this machine */

static bool unreadable(struct error *err)
{
    return fail(err, ERROR_INVALID, "picture",
                "ảnh không đọc được: tệp hỏng hoặc có phần không đúng khuôn dạng");
}

/* The picture upright, in sRGB, without transparency, at most `width` wide; never larger than it
 * was. Decoded once and kept in memory. */
static VipsImage *widest_read(struct str bytes, int width)
{
    VipsImage *shrunk = NULL, *coloured = NULL, *flat = NULL, *kept = NULL;
    void *data = (void *)(uintptr_t)bytes.at; /* the library's type has no const; it only reads */
    if (vips_thumbnail_buffer(data, bytes.len, &shrunk, width, "height", PICTURE_SIDE_MAX, "size",
                              VIPS_SIZE_DOWN, "export_profile", "srgb", "option_string",
                              "[fail_on=truncated]", NULL) == 0 &&
        vips_colourspace(shrunk, &coloured, VIPS_INTERPRETATION_sRGB, NULL) == 0) {
        VipsArrayDouble *white = vips_array_double_newv(3, 255.0, 255.0, 255.0);
        if (vips_image_hasalpha(coloured))
            (void)vips_flatten(coloured, &flat, "background", white, NULL);
        else
            flat = g_object_ref(coloured);
        if (flat)
            kept = vips_image_copy_memory(flat);
        vips_area_unref(VIPS_AREA(white));
    }
    g_clear_object(&flat);
    g_clear_object(&coloured);
    g_clear_object(&shrunk);
    return kept;
}

/* A JPEG of the picture: nothing but its pixels goes into it. */
static bool version_write(struct arena *mem, VipsImage *image, struct picture_version *version)
{
    void *buffer = NULL;
    size_t len = 0;
    if (vips_jpegsave_buffer(image, &buffer, &len, "Q", JPEG_QUALITY, "strip", TRUE,
                             "optimize_coding", TRUE, NULL) != 0)
        return false;
    version->width = vips_image_get_width(image);
    version->height = vips_image_get_height(image);
    version->bytes = str_copy(mem, (struct str){buffer, len});
    g_free(buffer);
    return true;
}

static bool versions_write(struct arena *mem, VipsImage *widest, struct picture *picture)
{
    bool is_well = version_write(mem, widest, &picture->version[0]);
    for (size_t i = 1; i < PICTURE_SIZES && is_well; i++) {
        VipsImage *smaller = NULL;
        is_well =
            vips_thumbnail_image(widest, &smaller, picture_widths[i], "height", PICTURE_SIDE_MAX,
                                 "size", VIPS_SIZE_DOWN, "no_rotate", TRUE, NULL) == 0 &&
            version_write(mem, smaller, &picture->version[i]);
        g_clear_object(&smaller);
    }
    return is_well;
}

static bool answer_make(struct arena *mem, struct str request, struct str *answer,
                        struct error *err)
{
    struct picture_shape shape;
    struct picture picture;
    if (!picture_shape(request, &shape, err))
        return false;
    if (shape.kind == PICTURE_HEIC && !has_heic)
        return fail(err, ERROR_INVALID, "picture",
                    "máy chủ này chưa đọc được ảnh HEIC; hãy lưu lại thành JPEG rồi gửi");
    VipsImage *widest = widest_read(request, picture_widths[0]);
    bool is_read = widest && versions_write(mem, widest, &picture);
    g_clear_object(&widest);
    return (is_read || unreadable(err)) && picture_write(mem, &picture, answer, err);
}

/* Only these may read; whatever else the library can do (it can start ImageMagick) stays shut. */
static void loaders_choose(void)
{
    static const char *const chosen[] = {"VipsForeignLoadJpeg", "VipsForeignLoadPng",
                                         "VipsForeignLoadWebp", "VipsForeignLoadHeif"};
    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (size_t i = 0; i < COUNT_OF(chosen); i++)
        vips_operation_block_set(chosen[i], FALSE);
}

/* Of the library's modules, which it would load all, only the one for HEIC. */
static void heic_load(void)
{
    auto_arena mem = {0};
    const char *path = str_format(&mem, VIPS_LIBRARY_FOLDER "/vips-modules-%d.%d/vips-heif.so",
                                  vips_version(0), vips_version(1))
                           .at;
    has_heic = g_module_open(path, G_MODULE_BIND_LAZY) != NULL &&
               vips_type_find("VipsForeignLoad", "heifload_buffer") != 0;
}

int main(int count, char **arguments)
{
    struct error err = {0};
    struct sandbox sandbox = {.has_threads = true, .cpu_seconds = 60};
    int landlock;
    (void)count;
    setenv("VIPSHOME", "/nowhere", 1); /* where modules would be looked for */
    setenv("VIPS_NOVECTOR", "1", 1);   /* it would write machine code, which the walls forbid */
    if (VIPS_INIT(arguments[0]) != 0) {
        fail(&err, ERROR_BROKEN, "picture", "thư viện ảnh không khởi động được");
        return serve_refuse_start(&err);
    }
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    heic_load();
    loaders_choose();
    if (!sandbox_enter(&sandbox, &landlock, &err))
        return serve_refuse_start(&err);
    serve_requests(landlock, NULL, answer_make);
    _exit(EXIT_SUCCESS);
}
