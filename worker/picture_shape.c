#include "worker/picture_shape.h"

/* What is left of a file; a walk that runs out of bytes remembers it. */
struct walk {
    struct str rest;
    bool is_cut;
};

static bool refuse(struct error *err, const char *why)
{
    return fail(err, ERROR_INVALID, "picture", "%s", why);
}

static bool refuse_cut(struct error *err)
{
    return refuse(err, "ảnh bị cắt cụt: tệp hết giữa chừng; hãy chép hoặc tải lại rồi gửi");
}

static bool refuse_odd(struct error *err)
{
    return refuse(err, "ảnh hỏng: có phần không đúng khuôn dạng");
}

static struct str take(struct walk *walk, size_t count)
{
    if (count > walk->rest.len) {
        walk->is_cut = true;
        count = walk->rest.len;
    }
    struct str part = str_part(walk->rest, 0, count);
    walk->rest = str_part(walk->rest, count, walk->rest.len);
    return part;
}

static uint32_t number_at(struct str bytes, size_t at, size_t count, bool is_big_first)
{
    uint32_t number = 0;
    for (size_t i = 0; i < count && at + i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.at[at + i];
        number |= (uint32_t)byte << 8 * (is_big_first ? count - 1 - i : i);
    }
    return number;
}

static uint32_t big(struct str bytes, size_t at, size_t count)
{
    return number_at(bytes, at, count, true);
}

static uint32_t little(struct str bytes, size_t at, size_t count)
{
    return number_at(bytes, at, count, false);
}

/* ---- strangers inside ---- */

static char small_letter(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
}

static bool begins_with(struct str bytes, const char *word)
{
    for (size_t i = 0; word[i]; i++)
        if (i >= bytes.len || small_letter(bytes.at[i]) != word[i])
            return false;
    return true;
}

/* A part that is not the picture itself holds a page, a script, or a document. */
static bool has_stranger(struct str bytes)
{
    static const char *const words[] = {"<html",   "<script", "<!doctype", "<svg",       "<?php",
                                        "<iframe", "<body",   "%pdf-",     "javascript:"};
    for (size_t i = 0; i < bytes.len; i++) {
        char byte = bytes.at[i];
        if (byte != '<' && byte != '%' && small_letter(byte) != 'j')
            continue;
        for (size_t k = 0; k < COUNT_OF(words); k++)
            if (begins_with(str_part(bytes, i, bytes.len), words[k]))
                return true;
    }
    return false;
}

static bool refuse_stranger(struct error *err)
{
    return refuse(err,
                  "tệp có kèm dữ liệu khác ngoài ảnh (trang web, mã lệnh hoặc tệp nén); hãy mở "
                  "ảnh ra, lưu lại thành ảnh thường rồi gửi");
}

static bool is_zeros(struct str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        if (bytes.at[i] != '\0')
            return false;
    return true;
}

/* ---- JPEG (ITU-T T.81, annex B) ---- */

enum {
    JPEG_SOF0 = 0xC0,
    JPEG_SOF2 = 0xC2,
    JPEG_SOF15 = 0xCF,
    JPEG_DHT = 0xC4,
    JPEG_JPG = 0xC8,
    JPEG_DAC = 0xCC,
    JPEG_RST0 = 0xD0,
    JPEG_RST7 = 0xD7,
    JPEG_EOI = 0xD9,
    JPEG_SOS = 0xDA,
    JPEG_APP0 = 0xE0,
    JPEG_APP15 = 0xEF,
    JPEG_COM = 0xFE,
};

/* Skips what is coded between two markers: 0xFF in it is followed by zero or is a restart. */
static void jpeg_skip_coded(struct walk *walk)
{
    struct str rest = walk->rest;
    for (size_t i = 0; i + 1 < rest.len; i++) {
        unsigned char next = (unsigned char)rest.at[i + 1];
        if ((unsigned char)rest.at[i] == 0xFF && next != 0 &&
            (next < JPEG_RST0 || next > JPEG_RST7)) {
            walk->rest = str_part(rest, i, rest.len);
            return;
        }
    }
    walk->is_cut = true;
}

/* The next marker; fill bytes before it are passed over. 0 if there is none. */
static unsigned jpeg_marker(struct walk *walk)
{
    struct str byte = take(walk, 1);
    if (byte.len == 0 || (unsigned char)byte.at[0] != 0xFF)
        return 0;
    do
        byte = take(walk, 1);
    while (byte.len && (unsigned char)byte.at[0] == 0xFF);
    return byte.len ? (unsigned char)byte.at[0] : 0;
}

static bool jpeg_frame(unsigned marker, struct str segment, struct picture_shape *shape,
                       struct error *err)
{
    if (marker > JPEG_SOF2 || segment.len < 6)
        return refuse(err, "kiểu nén JPEG này không đọc được; hãy lưu lại thành ảnh thường");
    shape->height = big(segment, 1, 2);
    shape->width = big(segment, 3, 2);
    return true;
}

/* One segment with a length; false with *err. */
static bool jpeg_segment(struct walk *walk, unsigned marker, struct picture_shape *shape,
                         struct error *err)
{
    uint32_t length = big(take(walk, 2), 0, 2);
    struct str segment = take(walk, length < 2 ? 0 : length - 2);
    if (length < 2 && !walk->is_cut)
        return refuse_odd(err);
    bool is_frame = marker >= JPEG_SOF0 && marker <= JPEG_SOF15 && marker != JPEG_DHT &&
                    marker != JPEG_JPG && marker != JPEG_DAC;
    if (is_frame && !walk->is_cut)
        return jpeg_frame(marker, segment, shape, err);
    bool is_note = marker == JPEG_COM || (marker >= JPEG_APP0 && marker <= JPEG_APP15);
    if (is_note && has_stranger(segment))
        return refuse_stranger(err);
    if (marker == JPEG_SOS)
        jpeg_skip_coded(walk);
    return true;
}

/* From SOI to EOI; the walk stands behind it. */
static bool jpeg_walk(struct walk *walk, struct picture_shape *shape, struct error *err)
{
    take(walk, 2); /* SOI */
    for (int parts = 0; parts < PICTURE_PARTS_MAX; parts++) {
        unsigned marker = jpeg_marker(walk);
        if (walk->is_cut)
            return refuse_cut(err);
        if (marker == JPEG_EOI)
            return shape->width > 0 || refuse_odd(err);
        if (marker < JPEG_SOF0 || (marker >= JPEG_RST0 && marker <= JPEG_EOI))
            return refuse_odd(err);
        if (!jpeg_segment(walk, marker, shape, err))
            return false;
        if (walk->is_cut)
            return refuse_cut(err);
    }
    return refuse_odd(err);
}

/* What cameras put behind the picture: pictures for the brightness, a film of the moment, notes. */
static bool jpeg_behind(struct str rest, struct error *err)
{
    for (int pictures = 0; str_starts(rest, S("\xFF\xD8\xFF")); pictures++) {
        struct walk walk = {rest, false};
        struct picture_shape ignored = {0};
        if (pictures > 16 || !jpeg_walk(&walk, &ignored, err))
            return refuse_stranger(err);
        rest = walk.rest;
        while (rest.len && rest.at[0] == '\0')
            rest = str_part(rest, 1, rest.len);
    }
    bool is_film = rest.len > 12 && str_is(str_part(rest, 4, 4), S("ftyp"));
    bool is_note = str_ends(rest, S("SEFT"));
    if (is_zeros(rest))
        return true;
    return ((is_film || is_note) && !has_stranger(rest)) || refuse_stranger(err);
}

static bool jpeg_shape(struct str bytes, struct picture_shape *shape, struct error *err)
{
    struct walk walk = {bytes, false};
    return jpeg_walk(&walk, shape, err) && jpeg_behind(walk.rest, err);
}

/* ---- PNG (ISO/IEC 15948, clause 5) ---- */

static bool png_shape(struct str bytes, struct picture_shape *shape, struct error *err)
{
    struct walk walk = {bytes, false};
    take(&walk, 8);
    for (int parts = 0; parts < PICTURE_PARTS_MAX; parts++) {
        struct str head = take(&walk, 8), type = str_part(head, 4, 4);
        struct str data = take(&walk, big(head, 0, 4));
        take(&walk, 4); /* its check sum */
        if (walk.is_cut)
            return refuse_cut(err);
        if ((parts == 0) != str_is(type, S("IHDR")) || (parts == 0 && data.len != 13))
            return refuse_odd(err);
        if (parts == 0) {
            shape->width = big(data, 0, 4);
            shape->height = big(data, 4, 4);
        }
        if (str_is(type, S("IEND")))
            return is_zeros(walk.rest) || refuse_stranger(err);
        if (!str_is(type, S("IDAT")) && !str_is(type, S("fdAT")) && has_stranger(data))
            return refuse_stranger(err);
    }
    return refuse_odd(err);
}

/* ---- WebP (RFC 9649) ---- */

static void webp_size(struct str type, struct str data, struct picture_shape *shape)
{
    if (shape->width)
        return;
    if (str_is(type, S("VP8X"))) {
        shape->width = little(data, 4, 3) + 1;
        shape->height = little(data, 7, 3) + 1;
    } else if (str_is(type, S("VP8L"))) {
        uint32_t bits = little(data, 1, 4);
        shape->width = (bits & 0x3FFF) + 1;
        shape->height = (bits >> 14 & 0x3FFF) + 1;
    } else if (str_is(type, S("VP8 "))) {
        shape->width = little(data, 6, 2) & 0x3FFF;
        shape->height = little(data, 8, 2) & 0x3FFF;
    }
}

static bool webp_shape(struct str bytes, struct picture_shape *shape, struct error *err)
{
    struct walk walk = {bytes, false};
    uint32_t length = little(bytes, 4, 4);
    take(&walk, 8);
    struct walk inner = {take(&walk, length), false};
    if (walk.is_cut)
        return refuse_cut(err);
    take(&inner, 4); /* "WEBP" */
    for (int parts = 0; inner.rest.len; parts++) {
        struct str head = take(&inner, 8), type = str_part(head, 0, 4);
        uint32_t size = little(head, 4, 4);
        struct str data = take(&inner, size);
        if (inner.rest.len)
            take(&inner, size & 1);
        if (inner.is_cut || parts > PICTURE_PARTS_MAX)
            return refuse_odd(err);
        webp_size(type, data, shape);
        bool is_picture =
            str_starts(type, S("VP8")) || str_is(type, S("ANMF")) || str_is(type, S("ALPH"));
        if (!is_picture && has_stranger(data))
            return refuse_stranger(err);
    }
    return is_zeros(walk.rest) || refuse_stranger(err);
}

/* ---- HEIC (ISO/IEC 23008-12 in the boxes of 14496-12) ---- */

enum { BOX_DEPTH_MAX = 4 };

static bool is_container(struct str type)
{
    return str_is(type, S("meta")) || str_is(type, S("iprp")) || str_is(type, S("ipco"));
}

/* Walks boxes and those inside that may tell a size; the largest counts. */
static bool boxes_walk(struct str bytes, int depth, struct picture_shape *shape)
{
    struct walk walk = {bytes, false};
    for (int parts = 0; walk.rest.len; parts++) {
        struct str head = take(&walk, 8), type = str_part(head, 4, 4);
        uint64_t size = big(head, 0, 4), head_size = 8;
        if (size == 1) {
            struct str wide = take(&walk, 8);
            size = (uint64_t)big(wide, 0, 4) << 32 | big(wide, 4, 4);
            head_size = 16;
        }
        if (size == 0) /* to the end */
            size = walk.rest.len + head_size;
        if (walk.is_cut || parts > PICTURE_PARTS_MAX || size < head_size ||
            size - head_size > walk.rest.len)
            return false;
        struct str data = take(&walk, (size_t)(size - head_size));
        if (str_is(type, S("ispe"))) {
            int64_t width = big(data, 4, 4), height = big(data, 8, 4);
            shape->width = width > shape->width ? width : shape->width;
            shape->height = height > shape->height ? height : shape->height;
        }
        size_t skipped = str_is(type, S("meta")) ? 4 : 0;
        if (is_container(type) &&
            (depth >= BOX_DEPTH_MAX ||
             !boxes_walk(str_part(data, skipped, data.len), depth + 1, shape)))
            return false;
        if (depth == 0 && !str_is(type, S("mdat")) && has_stranger(data))
            return false;
    }
    return true;
}

static bool heic_shape(struct str bytes, struct picture_shape *shape, struct error *err)
{
    return (boxes_walk(bytes, 0, shape) && shape->width) ||
           refuse(err,
                  "ảnh HEIC hỏng, bị cắt cụt hoặc có kèm dữ liệu khác; hãy lưu lại thành JPEG");
}

/* ---- which one it is ---- */

static bool is_heic(struct str bytes)
{
    static const char *const brands[] = {"heic", "heix", "heim", "heis", "mif1", "msf1"};
    struct str brand = str_part(bytes, 8, 4);
    if (!str_is(str_part(bytes, 4, 4), S("ftyp")))
        return false;
    for (size_t i = 0; i < COUNT_OF(brands); i++)
        if (str_is(brand, str_of(brands[i])))
            return true;
    return false;
}

static bool kind_tell(struct str bytes, enum picture_kind *kind, struct error *err)
{
    if (bytes.len == 0)
        return refuse(err, "tệp rỗng");
    if (str_starts(bytes, S("\xFF\xD8\xFF")))
        *kind = PICTURE_JPEG;
    else if (str_starts(bytes, S("\x89PNG\r\n\x1A\n")))
        *kind = PICTURE_PNG;
    else if (str_starts(bytes, S("RIFF")) && str_is(str_part(bytes, 8, 4), S("WEBP")))
        *kind = PICTURE_WEBP;
    else if (is_heic(bytes))
        *kind = PICTURE_HEIC;
    else if (str_starts(bytes, S("GIF8")))
        return refuse(err, "không nhận ảnh GIF; hãy lưu lại thành JPEG hoặc PNG");
    else if (has_stranger(str_part(bytes, 0, 1024)))
        return refuse(err,
                      "tệp này là trang web, hình SVG hoặc văn bản, không phải ảnh chụp; hãy gửi "
                      "ảnh JPEG, PNG hoặc WebP");
    else
        return refuse(err, "tệp này không phải là ảnh JPEG, PNG, WebP hay HEIC");
    return true;
}

static bool size_check(const struct picture_shape *shape, struct error *err)
{
    if (shape->width <= 0 || shape->height <= 0)
        return refuse_odd(err);
    if (shape->width > PICTURE_MEGAPIXELS_MAX * 1000000 / shape->height)
        return fail(err, ERROR_INVALID, "picture",
                    "ảnh rộng %lld, cao %lld điểm, quá mức %d triệu điểm ảnh; hãy thu nhỏ rồi gửi",
                    (long long)shape->width, (long long)shape->height, PICTURE_MEGAPIXELS_MAX);
    return true;
}

bool picture_shape(struct str bytes, struct picture_shape *shape, struct error *err)
{
    static bool (*const walks[])(struct str, struct picture_shape *, struct error *) = {
        [PICTURE_JPEG] = jpeg_shape,
        [PICTURE_PNG] = png_shape,
        [PICTURE_WEBP] = webp_shape,
        [PICTURE_HEIC] = heic_shape,
    };
    *shape = (struct picture_shape){0};
    return kind_tell(bytes, &shape->kind, err) && walks[shape->kind](bytes, shape, err) &&
           size_check(shape, err);
}
