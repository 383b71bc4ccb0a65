#include "worker/sheet_archive.h"

#include <zip.h>

enum {
    PIECE_BYTES = 64 * 1024,
    END_BYTES = 22,          /* of the record that ends an archive (APPNOTE 6.3.9, 4.3.16) */
    END_DIRECTORY_SIZE = 12, /* where it tells the size of the directory, and its place */
    END_DIRECTORY_PLACE = 16,
};

struct archive {
    zip_t *zip;
    uint64_t inflated_bytes;
    char piece[PIECE_BYTES];
};

static bool refuse(struct error *err, const char *reason)
{
    return fail(err, ERROR_INVALID, "sheet", "%s", reason);
}

static bool damaged(struct error *err)
{
    return refuse(err, "tệp hỏng hoặc chưa tải hết; hãy chép lại tệp gốc rồi gửi lại");
}

static bool too_large(struct error *err)
{
    return refuse(err, "tệp bung ra quá lớn so với dung lượng của nó nên không mở (có thể là «bom "
                       "nén»); hãy mở bằng Excel, xóa trang và dòng thừa, lưu lại rồi gửi");
}

/* ---- opening ---- */

static uint32_t number_at(struct str bytes, size_t at)
{
    uint32_t number = 0;
    for (size_t i = 0; i < 4; i++)
        number |= (uint32_t)(unsigned char)bytes.at[at + i] << 8 * i;
    return number;
}

/* The archive must begin with the first byte and end with the last: what has another file before or
 * behind it is two things at once. */
static bool ends_check(struct str bytes, struct error *err)
{
    if (bytes.len < END_BYTES || !str_starts(bytes, S("PK\x03\x04")))
        return damaged(err);
    size_t end = bytes.len - END_BYTES, from = end > UINT16_MAX ? end - UINT16_MAX : 0;
    if (!str_starts(str_part(bytes, end, 4), S("PK\x05\x06"))) {
        struct str before = str_part(bytes, from, end - from + 3);
        return str_find(before, S("PK\x05\x06")) == before.len
                   ? damaged(err)
                   : refuse(err,
                            "sau bảng tính còn dữ liệu lạ; hãy mở bằng Excel, lưu lại rồi gửi");
    }
    uint64_t size = number_at(bytes, end + END_DIRECTORY_SIZE),
             place = number_at(bytes, end + END_DIRECTORY_PLACE);
    bool is_elsewhere = size == UINT32_MAX || place == UINT32_MAX; /* in a ZIP64 record */
    return is_elsewhere || size + place == end || damaged(err);
}

static bool part_check(zip_t *zip, zip_uint64_t i, uint64_t *inflated_bytes, struct error *err)
{
    zip_stat_t about;
    if (zip_stat_index(zip, i, 0, &about) < 0 || (about.valid & ZIP_STAT_SIZE) == 0 ||
        zip_name_locate(zip, about.name, ZIP_FL_NOCASE) != (zip_int64_t)i)
        return damaged(err);
    if (about.encryption_method != ZIP_EM_NONE)
        return refuse(err, "tệp có mật khẩu; hãy bỏ mật khẩu, lưu rồi gửi lại");
    *inflated_bytes += about.size;
    bool is_swollen =
        about.size > ARCHIVE_PLAIN_BYTES && about.size / ARCHIVE_RATIO_MAX > about.comp_size;
    return (about.size <= ARCHIVE_INFLATED_MAX_BYTES &&
            *inflated_bytes <= ARCHIVE_INFLATED_MAX_BYTES && !is_swollen) ||
           too_large(err);
}

static bool parts_check(zip_t *zip, struct error *err)
{
    uint64_t inflated_bytes = 0;
    zip_int64_t count = zip_get_num_entries(zip, 0);
    if (count <= 0 || count > ARCHIVE_PARTS_MAX)
        return damaged(err);
    for (zip_int64_t i = 0; i < count; i++)
        if (!part_check(zip, (zip_uint64_t)i, &inflated_bytes, err))
            return false;
    return true;
}

bool archive_open(struct arena *mem, struct str bytes, struct archive **archive, struct error *err)
{
    zip_error_t ignored;
    if (!ends_check(bytes, err))
        return false;
    zip_error_init(&ignored);
    zip_source_t *source = zip_source_buffer_create(bytes.at, bytes.len, 0, &ignored);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &ignored) : NULL;
    if (source && !zip)
        zip_source_free(source);
    zip_error_fini(&ignored);
    if (!zip)
        return damaged(err);
    if (!parts_check(zip, err)) {
        zip_discard(zip);
        return false;
    }
    *archive = arena_one(mem, struct archive);
    (*archive)->zip = zip;
    return true;
}

void archive_end(struct archive *archive)
{
    zip_discard(archive->zip);
}

/* ---- reading ---- */

bool archive_has(const struct archive *archive, const char *name)
{
    return zip_name_locate(archive->zip, name, ZIP_FL_NOCASE) >= 0;
}

/* What a part says of its size is not believed: what comes out is counted. */
static bool pieces_read(struct archive *archive, zip_file_t *part, uint64_t said_bytes,
                        archive_taker *take, void *context, struct error *err)
{
    for (uint64_t part_bytes = 0;;) {
        zip_int64_t len = zip_fread(part, archive->piece, PIECE_BYTES);
        if (len == 0)
            return true;
        part_bytes += len > 0 ? (uint64_t)len : 0;
        archive->inflated_bytes += len > 0 ? (uint64_t)len : 0;
        if (len < 0 || part_bytes > said_bytes)
            return damaged(err);
        if (archive->inflated_bytes > ARCHIVE_INFLATED_MAX_BYTES)
            return too_large(err);
        if (!take(context, (struct str){archive->piece, (size_t)len}, err))
            return false;
    }
}

bool archive_read(struct archive *archive, const char *name, archive_taker *take, void *context,
                  struct error *err)
{
    zip_stat_t about;
    zip_int64_t i = zip_name_locate(archive->zip, name, ZIP_FL_NOCASE);
    if (i < 0 || zip_stat_index(archive->zip, (zip_uint64_t)i, 0, &about) < 0)
        return damaged(err);
    zip_file_t *part = zip_fopen_index(archive->zip, (zip_uint64_t)i, 0);
    if (!part)
        return damaged(err);
    bool is_well = pieces_read(archive, part, about.size, take, context, err);
    zip_fclose(part);
    return is_well;
}
