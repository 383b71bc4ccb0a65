#include "document/package.h"

#include <zip.h>

enum {
    DOS_MIDNIGHT = 0,
    DOS_FIRST_DAY = 0x21, /* 1980-01-01: an archive must name a day, and knows none before it */
};

static bool refuse(zip_error_t *why, struct error *err)
{
    return fail(err, ERROR_BROKEN, "zip", "không đóng được gói tệp: %s", zip_error_strerror(why));
}

static bool part_add(zip_t *archive, const struct package_part *part, struct error *err)
{
    zip_source_t *source = zip_source_buffer(archive, part->bytes.at, part->bytes.len, 0);
    if (!source)
        return refuse(zip_get_error(archive), err);
    zip_int64_t place = zip_file_add(archive, part->name, source, ZIP_FL_ENC_UTF_8);
    if (place < 0) {
        zip_source_free(source);
        return refuse(zip_get_error(archive), err);
    }
    return zip_file_set_dostime(archive, (zip_uint64_t)place, DOS_MIDNIGHT, DOS_FIRST_DAY, 0) ==
               0 ||
           refuse(zip_get_error(archive), err);
}

/* Adds the parts and closes the archive, which writes them into its source. */
static bool archive_fill(zip_t *archive, const struct package_part *parts, size_t count,
                         struct error *err)
{
    for (size_t i = 0; i < count; i++)
        if (!part_add(archive, &parts[i], err)) {
            zip_discard(archive);
            return false;
        }
    if (zip_close(archive) == 0)
        return true;
    refuse(zip_get_error(archive), err);
    zip_discard(archive);
    return false;
}

static bool source_read(struct arena *mem, zip_source_t *source, struct str *bytes,
                        struct error *err)
{
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) < 0 || zip_source_open(source) < 0)
        return refuse(zip_source_error(source), err);
    char *at = arena_take(mem, stat.size + 1);
    zip_int64_t got = zip_source_read(source, at, stat.size);
    zip_source_close(source);
    *bytes = (struct str){at, stat.size};
    return (got >= 0 && (zip_uint64_t)got == stat.size) || refuse(zip_source_error(source), err);
}

bool package_write(struct arena *mem, const struct package_part *parts, size_t count,
                   struct str *bytes, struct error *err)
{
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &why);
    if (!source)
        return refuse(&why, err);
    zip_source_keep(source); /* closing the archive gives up its hold of the source */
    zip_t *archive = zip_open_from_source(source, ZIP_TRUNCATE, &why);
    bool is_well = archive ? archive_fill(archive, parts, count, err) : refuse(&why, err);
    if (!archive)
        zip_source_free(source); /* nobody took the second hold over */
    is_well = is_well && source_read(mem, source, bytes, err);
    zip_source_free(source);
    zip_error_fini(&why);
    return is_well;
}
