/* Pictures through the helper, behind its walls: good ones from picture_maker, nasty ones made here
 * byte by byte. */
#include "base/testing.h"

#include "base/child.h"
#include "base/text.h"
#include "document/picture_wire.h"

#include <zlib.h>

enum { PICTURE_BYTES_MAX = 25 * 1024 * 1024 };

static const struct helper helper = {
    .name = "picture",
    .what = "phần đọc ảnh",
    .request_max_bytes = PICTURE_BYTES_MAX,
    .answer_max_bytes = PICTURE_BYTES_MAX,
    .memory_bytes = (int64_t)1024 * 1024 * 1024,
    .wall_ms = 120 * 1000,
    .requests_max = 1,
    .processes_max = 1,
};

static struct child reader;

/* ---- making ---- */

static struct str joined(struct arena *mem, struct str a, struct str b)
{
    struct str parts[] = {a, b};
    return str_join(mem, parts, COUNT_OF(parts), S(""));
}

/* A picture of a kind; empty if this machine cannot make one. */
static struct str made(struct arena *mem, const char *kind, int width, int height)
{
    return tool_output(mem, str_format(mem, "%s %s %d %d", PICTURE_MAKER, kind, width, height).at);
}

static void put_big(struct text *out, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        text_char(out, (char)(number >> shift));
}

static void put_chunk(struct text *out, const char *type, struct str data)
{
    put_big(out, (uint32_t)data.len);
    size_t from = out->len;
    text_add(out, str_of(type));
    text_add(out, data);
    put_big(out,
            (uint32_t)crc32(0, (const unsigned char *)out->at + from, (unsigned)(out->len - from)));
}

/* A PNG of grey pixels by hand, with a chunk of notes if there are any. */
static struct str png(struct arena *mem, uint32_t width, uint32_t height, struct str notes)
{
    struct text out = text_new(mem, 1024 * 1024), head = text_new(mem, 100);
    size_t row_bytes = (size_t)width + 1, rows = height < 64 ? height : 64; /* the rest is a lie */
    unsigned char *rows_bytes = arena_take(mem, row_bytes * rows);
    unsigned long len = compressBound(row_bytes * rows);
    unsigned char *squeezed = arena_take(mem, len);
    assert_int_equal(compress(squeezed, &len, rows_bytes, row_bytes * rows), Z_OK);
    put_big(&head, width);
    put_big(&head, height);
    text_add(&head, (struct str){"\x08\x00\x00\x00\x00", 5});
    text_add(&out, S("\x89PNG\r\n\x1A\n"));
    put_chunk(&out, "IHDR", text_str(&head));
    if (notes.len)
        put_chunk(&out, "tEXt", notes);
    put_chunk(&out, "IDAT", (struct str){(const char *)squeezed, len});
    put_chunk(&out, "IEND", S(""));
    return text_str(&out);
}

/* A JPEG with another segment behind its first marker. */
static struct str with_segment(struct arena *mem, struct str jpeg, unsigned char marker,
                               struct str data)
{
    struct text out = text_new(mem, PICTURE_BYTES_MAX);
    text_add(&out, str_part(jpeg, 0, 2));
    text_char(&out, (char)0xFF);
    text_char(&out, (char)marker);
    text_char(&out, (char)((data.len + 2) >> 8));
    text_char(&out, (char)(data.len + 2));
    text_add(&out, data);
    text_add(&out, str_part(jpeg, 2, jpeg.len));
    return text_str(&out);
}

/* What a phone writes: which way it was held, and where (9 degrees 44 minutes north). */
static struct str exif(void)
{
    static const char bytes[] = "Exif\0\0"
                                "II*\0\x08\0\0\0"
                                "\2\0"                           /* two entries: */
                                "\x12\x01\3\0\1\0\0\0\6\0\0\0"   /* to be turned right */
                                "\x25\x88\4\0\1\0\0\0\x26\0\0\0" /* place: at 38 */
                                "\0\0\0\0"                       /* no more */
                                "\2\0"                           /* two entries: */
                                "\1\0\2\0\2\0\0\0N\0\0\0"        /* north */
                                "\2\0\5\0\3\0\0\0\x44\0\0\0"     /* latitude: at 68 */
                                "\0\0\0\0"                       /* no more */
                                "\x09\0\0\0\1\0\0\0\x2C\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0";
    return (struct str){bytes, sizeof bytes - 1};
}

/* ---- asking ---- */

static struct picture taken(struct arena *mem, struct str bytes)
{
    struct error err = {0};
    struct str answer;
    struct picture picture = {0};
    if (!child_ask(&reader, mem, bytes, &answer, &err) ||
        !picture_read(mem, answer, &picture, &err))
        fail_msg("%s", err.text);
    return picture;
}

static void assert_refused(struct str bytes, const char *why)
{
    auto_arena mem = {0};
    struct error err = {0};
    struct str answer;
    assert_false(child_ask(&reader, &mem, bytes, &answer, &err));
    assert_fails(&err, ERROR_INVALID, why);
}

static void assert_size(const struct picture_version *version, int width, int height)
{
    assert_int_equal(version->width, width);
    assert_int_equal(version->height, height);
}

/* ---- what is seen ---- */

static void a_photo_becomes_three_jpegs_of_1600_800_and_400(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct picture picture = taken(&mem, made(&mem, "jpeg", 3200, 2400));
    assert_size(&picture.version[0], 1600, 1200);
    assert_size(&picture.version[1], 800, 600);
    assert_size(&picture.version[2], 400, 300);
}

static void a_small_one_is_never_made_larger(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct picture picture = taken(&mem, made(&mem, "png", 500, 300));
    assert_size(&picture.version[0], 500, 300);
    assert_size(&picture.version[1], 500, 300);
    assert_size(&picture.version[2], 400, 240);
}

static void every_kind_that_phones_and_scanners_write_is_read(void **state)
{
    static const char *const kinds[] = {"progressive", "cmyk",  "grey", "interlaced",
                                        "deep",        "clear", "webp"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        auto_arena mem = {0};
        struct picture picture = taken(&mem, made(&mem, kinds[i], 900, 600));
        assert_size(&picture.version[0], 900, 600);
        assert_size(&picture.version[2], 400, 267);
    }
}

static void heic_is_read_where_the_machine_can_and_else_refused_in_words(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct str heic = made(&mem, "heic", 640, 480);
    if (heic.len)
        assert_size(&taken(&mem, heic).version[2], 400, 300);
    struct str nothing = {"\0\0\0\x14"
                          "ftypheic\0\0\0\0mif1",
                          20};
    assert_refused(nothing, "ảnh HEIC hỏng, bị cắt cụt hoặc có kèm dữ liệu khác");
}

static void it_stands_upright_and_tells_nothing_of_where_it_was_taken(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct str plain = made(&mem, "jpeg", 1200, 800);
    struct picture picture = taken(&mem, with_segment(&mem, plain, 0xE1, exif()));
    assert_size(&picture.version[0], 800, 1200);
    for (size_t i = 0; i < PICTURE_SIZES; i++) {
        struct str bytes = picture.version[i].bytes;
        assert_int_equal(str_find(bytes, S("Exif")), bytes.len);
        assert_int_equal(str_find(bytes, S("\xFF\xE1")), bytes.len);
        assert_int_equal(str_find(bytes, S("\xFF\xE2")), bytes.len); /* colour profile */
        assert_int_equal(str_find(bytes, S("\xFF\xFE")), bytes.len); /* comment */
    }
}

static void the_same_file_gives_the_same_bytes(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct str photo = made(&mem, "jpeg", 2000, 1000);
    struct picture first = taken(&mem, photo), again = taken(&mem, photo);
    for (size_t i = 0; i < PICTURE_SIZES; i++)
        assert_true(str_is(first.version[i].bytes, again.version[i].bytes));
}

static void sixty_megapixels_are_read_and_one_row_more_is_refused(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct picture picture = taken(&mem, made(&mem, "png", 8000, 7500));
    assert_size(&picture.version[0], 1600, 1500);
    assert_refused(png(&mem, 8000, 7501, S("")), "ảnh rộng 8000, cao 7501 điểm, quá mức 60 triệu");
    assert_refused(png(&mem, 1000000, 1000000, S("")), "quá mức 60 triệu điểm ảnh");
}

static void what_is_cut_off_is_refused(void **state)
{
    static const char *const kinds[] = {"jpeg", "progressive", "png", "webp"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        auto_arena mem = {0};
        struct str whole = made(&mem, kinds[i], 300, 200);
        assert_refused(str_part(whole, 0, whole.len / 2), "ảnh bị cắt cụt: tệp hết giữa chừng");
        assert_refused(str_part(whole, 0, whole.len - 1), "ảnh bị cắt cụt: tệp hết giữa chừng");
    }
    assert_refused(S(""), "tệp rỗng");
}

static void pixels_that_are_not_there_are_refused(void **state)
{
    auto_arena mem = {0};
    (void)state;
    assert_refused(png(&mem, 4000, 4000, S("")), "ảnh không đọc được: tệp hỏng");
}

static void what_is_no_photo_is_refused_by_its_content(void **state)
{
    (void)state;
    assert_refused(S("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
                   "trang web, hình SVG hoặc văn bản");
    assert_refused(S("<?xml version=\"1.0\"?>\n<svg onload=\"alert(1)\"/>"),
                   "trang web, hình SVG hoặc văn bản");
    assert_refused(S("<!DOCTYPE html><html><body>Chào</body></html>"), "trang web, hình SVG");
    assert_refused(S("GIF89a\1\0\1\0\0\0\0;"), "không nhận ảnh GIF");
    assert_refused(S("%PDF-1.4\n"), "trang web, hình SVG hoặc văn bản");
    assert_refused(S("BM\x3A\0\0\0\0\0\0\0"), "tệp này không phải là ảnh JPEG, PNG, WebP hay HEIC");
    assert_refused(S("push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://example)'\n"),
                   "tệp này không phải là ảnh JPEG, PNG, WebP hay HEIC");
}

static void a_picture_that_is_also_something_else_is_refused(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct str photo = made(&mem, "jpeg", 300, 200), page = S("<HTML><script>alert(1)</script>");
    struct str zip = S("PK\3\4\x14\0\0\0\0\0");
    assert_refused(joined(&mem, png(&mem, 30, 20, S("")), page), "dữ liệu khác ngoài ảnh");
    assert_refused(png(&mem, 30, 20, page), "dữ liệu khác ngoài ảnh");
    assert_refused(joined(&mem, photo, page), "dữ liệu khác ngoài ảnh");
    assert_refused(joined(&mem, photo, zip), "dữ liệu khác ngoài ảnh");
    assert_refused(with_segment(&mem, photo, 0xFE, page), "dữ liệu khác ngoài ảnh");
    assert_refused(joined(&mem, made(&mem, "webp", 300, 200), zip), "dữ liệu khác ngoài ảnh");
}

static void what_cameras_put_behind_a_picture_does_no_harm(void **state)
{
    auto_arena mem = {0};
    (void)state;
    struct str photo = made(&mem, "jpeg", 300, 200);
    struct str film = {"\0\0\0\x18"
                       "ftypmp42\0\0\0\0mp42isom",
                       24};
    struct str zeros = {arena_take(&mem, 4096), 4096};
    struct picture plain = taken(&mem, photo);
    struct str behind[] = {photo, zeros, film, S("\1\2notes\3\4SEFT")};
    for (size_t i = 0; i < COUNT_OF(behind); i++) {
        struct picture picture = taken(&mem, joined(&mem, photo, behind[i]));
        assert_true(str_is(picture.version[0].bytes, plain.version[0].bytes));
    }
}

static int reader_begin(void **state)
{
    (void)state;
    child_begin(&reader, &helper);
    return 0;
}

static int reader_end(void **state)
{
    (void)state;
    child_end(&reader);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_photo_becomes_three_jpegs_of_1600_800_and_400),
        cmocka_unit_test(a_small_one_is_never_made_larger),
        cmocka_unit_test(every_kind_that_phones_and_scanners_write_is_read),
        cmocka_unit_test(heic_is_read_where_the_machine_can_and_else_refused_in_words),
        cmocka_unit_test(it_stands_upright_and_tells_nothing_of_where_it_was_taken),
        cmocka_unit_test(the_same_file_gives_the_same_bytes),
        cmocka_unit_test(sixty_megapixels_are_read_and_one_row_more_is_refused),
        cmocka_unit_test(what_is_cut_off_is_refused),
        cmocka_unit_test(pixels_that_are_not_there_are_refused),
        cmocka_unit_test(what_is_no_photo_is_refused_by_its_content),
        cmocka_unit_test(a_picture_that_is_also_something_else_is_refused),
        cmocka_unit_test(what_cameras_put_behind_a_picture_does_no_harm),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, reader_begin, reader_end);
}
