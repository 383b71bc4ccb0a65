#include "feature/media.h"

#include "base/file.h"

#include <assert.h>

enum { MARK_BYTES = 16 };

static const char *const migrations[] = {
    "CREATE TABLE media ("  /* pictures that pages show; a picture is gone when its rows are */
    "  name TEXT NOT NULL," /* SHA-256 of the widest version, hex */
    "  size INT NOT NULL,"  /* the width in its address: 1600, 800, 400 */
    "  width INT NOT NULL," /* real pixels */
    "  height INT NOT NULL,"
    "  bytes BYTES NOT NULL," /* JPEG */
    "  PRIMARY KEY (name, size));",
    "ALTER TABLE media ADD COLUMN is_private INT NOT NULL DEFAULT 0;", /* 1: not at /hinh/ */
};

const struct helper media_helper = {
    .name = "picture",
    .what = "phần đọc ảnh",
    .request_max_bytes = MEDIA_MAX_BYTES,
    .answer_max_bytes = (size_t)PICTURE_SIZES * PICTURE_VERSION_MAX_BYTES + 1024,
    .memory_bytes = (int64_t)1024 * 1024 * 1024,
    .wall_ms = 40 * 1000,
    .requests_max = 1,  /* no picture meets the process that met another */
    .processes_max = 1, /* a large one takes hundreds of megabytes */
};

/* ---- taking ---- */

bool media_prepare(struct book *book, struct arena *mem, struct str bytes, struct media *media,
                   struct error *err)
{
    struct str answer;
    if (bytes.len > MEDIA_MAX_BYTES)
        return fail(err, ERROR_INVALID, "picture", "ảnh lớn hơn %d MB; hãy thu nhỏ rồi gửi",
                    MEDIA_MAX_BYTES / 1024 / 1024);
    if (!child_ask(&book->pictures, mem, bytes, &answer, err) ||
        !picture_read(mem, answer, &media->picture, err))
        return false;
    struct sha256 hash = sha256_of(&media->picture.version[0].bytes, 1);
    media->name = sha256_hex(mem, &hash);
    return true;
}

/* A comment (ITU-T T.81, B.2.4.5) behind the first segment, which some readers want to be JFIF's.
 */
static struct str with_comment(struct arena *mem, struct str jpeg, struct str comment)
{
    const unsigned char *at = (const unsigned char *)jpeg.at;
    size_t place = 2;
    bool is_first_long = jpeg.len > 6 && at[2] == 0xff && at[3] == 0xe0;
    size_t behind = is_first_long ? place + 2 + (size_t)at[4] * 256 + at[5] : place;
    if (behind < jpeg.len)
        place = behind;
    const char head[] = {(char)0xff, (char)0xfe, 0, (char)(comment.len + 2)};
    const struct str parts[] = {
        str_part(jpeg, 0, place), {head, sizeof head}, comment, str_part(jpeg, place, jpeg.len)};
    return str_join(mem, parts, COUNT_OF(parts), S(""));
}

void media_single_out(struct arena *mem, struct media *media)
{
    unsigned char bytes[MARK_BYTES];
    random_bytes(bytes, sizeof bytes);
    struct str *widest = &media->picture.version[0].bytes;
    *widest = with_comment(mem, *widest, hex_of(mem, bytes, sizeof bytes));
    struct sha256 hash = sha256_of(widest, 1);
    media->name = sha256_hex(mem, &hash);
}

bool media_keep(struct db *db, const struct media *media, struct error *err)
{
    for (size_t i = 0; i < PICTURE_SIZES; i++) {
        const struct picture_version *version = &media->picture.version[i];
        struct query query = db_query(db, "INSERT INTO media (name, size, width, height, bytes,"
                                          "   is_private)"
                                          " VALUES ($1, $2, $3, $4, $5, $6)"
                                          " ON CONFLICT (name, size) DO NOTHING");
        bind_text(&query, media->name);
        bind_int(&query, picture_widths[i]);
        bind_int(&query, version->width);
        bind_int(&query, version->height);
        bind_bytes(&query, version->bytes);
        bind_int(&query, media->is_private);
        if (!query_run(&query, NULL, err))
            return false;
    }
    return true;
}

bool media_publish(struct db *db, struct str name, struct error *err)
{
    struct query query = db_query(db, "UPDATE media SET is_private = 0 WHERE name = $1");
    bind_text(&query, name);
    return query_run(&query, NULL, err);
}

bool media_take(struct book *book, struct arena *mem, struct str bytes, struct media *media,
                struct error *err)
{
    return media_prepare(book, mem, bytes, media, err) && media_keep(book->db, media, err);
}

bool media_erase(struct db *db, struct str name, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM media WHERE name = $1");
    bind_text(&query, name);
    return query_run(&query, NULL, err);
}

/* ---- finding ---- */

static size_t size_of(int64_t width)
{
    for (size_t i = 0; i < PICTURE_SIZES; i++)
        if (picture_widths[i] == width)
            return i;
    return PICTURE_SIZES;
}

bool media_find(struct db *db, struct arena *mem, struct str name, struct media *media,
                bool *is_found, struct error *err)
{
    *media = (struct media){.name = str_copy(mem, name)};
    size_t count = 0;
    struct query query = db_query(db, "SELECT size, width, height"
                                      "  FROM media"
                                      " WHERE name = $1"
                                      " ORDER BY size");
    bind_text(&query, name);
    while (query_next(&query)) {
        size_t size = size_of(take_int(&query));
        if (size == PICTURE_SIZES)
            continue;
        media->picture.version[size].width = take_int(&query);
        media->picture.version[size].height = take_int(&query);
        count++;
    }
    *is_found = count == PICTURE_SIZES;
    return query_end(&query, err);
}

bool media_load(struct db *db, struct arena *mem, struct str name, struct media *media,
                bool *is_found, struct error *err)
{
    if (!media_find(db, mem, name, media, is_found, err))
        return false;
    struct query query =
        db_query(db, "SELECT size, bytes FROM media WHERE name = $1 ORDER BY size");
    bind_text(&query, name);
    while (query_next(&query)) {
        size_t size = size_of(take_int(&query));
        if (size < PICTURE_SIZES)
            media->picture.version[size].bytes = take_bytes(&query, mem);
    }
    return query_end(&query, err);
}

const struct picture_version *media_version(const struct media *media, int width)
{
    size_t size = size_of(width);
    assert(size < PICTURE_SIZES);
    return &media->picture.version[size];
}

struct str media_address(struct arena *mem, const struct media *media, int width)
{
    assert(size_of(width) < PICTURE_SIZES);
    return str_format(mem, "/hinh/%.*s-%d.jpg", STR_ARG(media->name), width);
}

/* ---- the page ---- */

/* "9f…-800.jpg" taken apart; false if it is no such name. */
static bool address_read(struct str text, struct str *name, int64_t *width)
{
    return str_cut(&text, '-', name) && str_ends(text, S(".jpg")) &&
           str_to_int(str_part(text, 0, text.len - 4), width);
}

struct str media_name_of(struct str address)
{
    struct str name;
    int64_t width;
    return address_read(address, &name, &width) ? name : S("");
}

bool media_respond(struct request *req, struct str address, bool is_private,
                   struct response *response, struct error *err)
{
    struct str name;
    int64_t width;
    if (!address_read(address, &name, &width))
        return fail(err, ERROR_MISSING, "", "không có ảnh nào ở địa chỉ này");
    struct query query = db_query(req->db, "SELECT bytes FROM media"
                                           " WHERE name = $1 AND size = $2 AND is_private <= $3");
    bind_text(&query, name);
    bind_int(&query, width);
    bind_int(&query, is_private);
    if (query_one(&query))
        response->body = take_bytes(&query, req->mem);
    response->type = "image/jpeg";
    return query_end(&query, err) &&
           (response->body.len || fail(err, ERROR_MISSING, "", "không có ảnh nào ở địa chỉ này"));
}

static bool media_get(struct request *req, struct response *response, struct error *err)
{
    response->is_lasting = true;
    return media_respond(req, req->part[0], false, response, err);
}

static const struct route routes[] = {
    {METHOD_GET, "/hinh/{ten}", "", PACE_QUICK, media_get, NULL, false,
     MESSAGE("Ảnh trên trang thông tin")},
};

const struct feature media_feature = {
    .name = "media",
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(routes, routes),
};
