#include "base/file.h"
#include "base/sha256.h"
#include "embed_sample.h"
#include "embed_tables.h"
#include "table_sql.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#define ZLIB_CONST
#include <zlib.h>

/* The tables are made by the build from testdata/embed/; words[1] is the tool, words[2] that
 * folder. */

static struct arena mem;
static const char *tool, *folder;

static struct str file_of(const char *name)
{
    struct str bytes;
    struct error err = {0};
    if (!file_read(&mem, str_format(&mem, "%s/%s", folder, name).at, 1 << 20, &bytes, &err))
        fail_msg("%s", err.text);
    return bytes;
}

static const struct asset *asset_of(const char *name)
{
    for (size_t i = 0; i < sample_assets_count; i++)
        if (strcmp(sample_assets[i].name, name) == 0)
            return &sample_assets[i];
    fail_msg("no asset %s", name);
    return NULL;
}

static void every_byte_of_a_file_arrives(void **state)
{
    (void)state;
    assert_int_equal(sample_assets_count, 4);
    assert_true(str_is(asset_of("every-byte.png")->bytes, file_of("every-byte.png")));
    assert_true(str_is(asset_of("mark.svg")->bytes, file_of("mark.svg")));
}

static void the_address_holds_the_hash_of_the_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sample_assets_count; i++) {
        const struct asset *asset = &sample_assets[i];
        struct sha256 hash = sha256_of(&asset->bytes, 1);
        struct str name = str_of(asset->name);
        size_t dot = str_find_char(name, '.');
        assert_string_equal(asset->path,
                            str_format(&mem, "/tai-nguyen/%.*s-%.8s%s", (int)dot, name.at,
                                       sha256_hex(&mem, &hash).at, name.at + dot)
                                .at);
    }
}

static void a_style_names_the_hashed_addresses_of_other_assets(void **state)
{
    (void)state;
    const char *mark = asset_of("mark.svg")->path;
    struct str css = asset_of("look.css")->bytes;
    assert_true(str_find(css, str_format(&mem, "url(%s) no-repeat, url(%s#top)", mark, mark)) <
                css.len);
    assert_true(str_find(css, S("/* url(nothing.svg) in")) < css.len);
    assert_true(str_find(css, S("\"url(nothing.svg)\"")) < css.len);
    assert_true(str_find(css, S("url(data:image/gif;base64,R0lGODlhAQABAAAAACw=)")) < css.len);
    assert_true(str_find(css, S("url(#blur)")) < css.len);
    assert_int_equal(str_find(css, S("url(mark.svg")), css.len);
}

static struct str gunzip(struct str gzipped, size_t room)
{
    z_stream stream = {0};
    unsigned char *out = arena_take(&mem, room + 1);
    assert_int_equal(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
    stream.next_in = (const unsigned char *)gzipped.at;
    stream.avail_in = (unsigned)gzipped.len;
    stream.next_out = out;
    stream.avail_out = (unsigned)room + 1;
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    size_t len = stream.total_out;
    inflateEnd(&stream);
    return (struct str){(const char *)out, len};
}

static void an_asset_is_packed_only_where_that_helps(void **state)
{
    (void)state;
    for (size_t i = 0; i < sample_assets_count; i++) {
        const struct asset *asset = &sample_assets[i];
        if (asset->gzipped.len == 0)
            continue;
        assert_true(asset->gzipped.len < asset->bytes.len);
        assert_true(str_is(gunzip(asset->gzipped, asset->bytes.len), asset->bytes));
    }
    assert_true(asset_of("look.css")->gzipped.len > 0);
    assert_int_equal(asset_of("every-byte.png")->gzipped.len, 0);
    assert_int_equal(asset_of("tiny.txt")->gzipped.len, 0);
}

static void an_asset_has_the_type_of_its_ending(void **state)
{
    (void)state;
    assert_string_equal(asset_of("look.css")->type, "text/css; charset=utf-8");
    assert_string_equal(asset_of("mark.svg")->type, "image/svg+xml");
    assert_string_equal(asset_of("every-byte.png")->type, "image/png");
}

static void a_table_of_files_has_names_below_its_folder(void **state)
{
    (void)state;
    assert_int_equal(tables_files_count, 3);
    assert_string_equal(tables_files[0].name, "inner/table.sql");
    assert_string_equal(tables_files[1].name, "inner/empty.csv");
    assert_string_equal(tables_files[2].name, "mark.svg");
    assert_true(str_is(tables_files[0].bytes, file_of("inner/table.sql")));
    assert_int_equal(tables_files[1].bytes.len, 0);
}

static void a_text_is_a_c_string(void **state)
{
    (void)state;
    assert_string_equal(table_sql, str_c(&mem, file_of("inner/table.sql")));
}

/* The tool's exit code; what it wrote to standard error in *said. */
static int tool_run(const char *arguments, struct str *said)
{
    char line[512];
    struct str command = str_format(&mem, "'%s' %s 2>&1", tool, arguments);
    FILE *pipe = popen(command.at, "r");
    assert_non_null(pipe);
    size_t len = fread(line, 1, sizeof line, pipe);
    *said = str_copy(&mem, (struct str){line, len});
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void refuses(const char *file, const char *reason)
{
    struct str said,
        arguments = str_format(&mem, "assets /dev/null /dev/null x '%s/mark.svg' '%s/%s'", folder,
                               folder, file);
    assert_int_equal(tool_run(arguments.at, &said), 1);
    assert_string_equal(said.at, str_format(&mem, "%s/%s: %s\n", folder, file, reason).at);
}

static void a_style_that_names_no_asset_is_refused(void **state)
{
    (void)state;
    refuses("refused/missing.css", "url(nothing.svg) is none of the embedded assets");
    refuses("refused/imports.css", "no @import: name both files in the page");
}

static void an_asset_of_an_unknown_kind_is_refused(void **state)
{
    (void)state;
    refuses("refused/page.exe", "an asset of an unknown kind");
}

static void a_name_given_twice_is_refused(void **state)
{
    (void)state;
    refuses("mark.svg", "the name mark.svg a second time");
}

static void a_wrong_call_shows_the_usage(void **state)
{
    (void)state;
    struct str said;
    assert_int_equal(tool_run("picture a b c", &said), 2);
    assert_true(str_starts(said, S("usage: embed ")));
}

int main(int count, char **words)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (count != 3)
        return 2;
    tool = words[1];
    folder = words[2];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_of_a_file_arrives),
        cmocka_unit_test(the_address_holds_the_hash_of_the_bytes),
        cmocka_unit_test(a_style_names_the_hashed_addresses_of_other_assets),
        cmocka_unit_test(an_asset_is_packed_only_where_that_helps),
        cmocka_unit_test(an_asset_has_the_type_of_its_ending),
        cmocka_unit_test(a_table_of_files_has_names_below_its_folder),
        cmocka_unit_test(a_text_is_a_c_string),
        cmocka_unit_test(a_style_that_names_no_asset_is_refused),
        cmocka_unit_test(an_asset_of_an_unknown_kind_is_refused),
        cmocka_unit_test(a_name_given_twice_is_refused),
        cmocka_unit_test(a_wrong_call_shows_the_usage),
    };
    int failed = cmocka_run_group_tests_name("embed", tests, NULL, NULL);
    arena_end(&mem);
    return failed;
}
