/* embed: makes constant tables of C out of files, so that the program carries them.
 *
 *   embed assets OUT.c OUT.h PREFIX FILES…   struct asset PREFIX_assets[], PREFIX_assets_count:
 *       web assets under hashed addresses, gzip'd where that is smaller; url(name.svg) in a .css
 *       becomes the other asset's address
 *   embed files OUT.c OUT.h PREFIX [--under DIR] FILES…   struct embedded_file PREFIX_files[],
 *       PREFIX_files_count: name (behind DIR/, else the last part of the path) and bytes
 *   embed texts OUT.c OUT.h FILES…   const char NAME_ENDING[] each: review.sql is review_sql
 *
 * OUT.h is made too; it is included by its last part. Exit: 0 well, 1 refused, 2 usage. */
#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"

#include <errno.h>
#define ZLIB_CONST
#include <zlib.h>

enum { FILE_MAX_BYTES = 16 * 1024 * 1024, OUTPUT_MAX_BYTES = 256 * 1024 * 1024, HASH_DIGITS = 8 };

struct source {
    const char *path;
    struct str name;    /* the last part of the path, or what stands behind DIR/ */
    struct str bytes;   /* of a .css: with its addresses written */
    struct str address; /* assets only */
};

struct job {
    const char *mode, *out_c, *out_h, *prefix;
    struct str under; /* DIR, or empty */
    struct source *sources;
    size_t count;
};

/* What stands behind the last `separator`; empty if there is none. */
static struct str behind_last(struct str text, char separator)
{
    for (size_t i = text.len; i > 0; i--)
        if (text.at[i - 1] == separator)
            return str_part(text, i, text.len);
    return S("");
}

static struct str last_part(struct str path)
{
    return str_find_char(path, '/') < path.len ? behind_last(path, '/') : path;
}

/* "css" of "look.css"; empty without a dot. */
static struct str ending_of(struct str name)
{
    return behind_last(name, '.');
}

/* ---- C literals ---- */

static void write_bytes(struct text *out, struct str bytes)
{
    bool is_after_octal = false;
    text_add(out, S("\n    \""));
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.at[i];
        bool is_plain = byte >= ' ' && byte < 0x7f && byte != '"' && byte != '\\' && byte != '?' &&
                        !(is_after_octal && byte >= '0' && byte <= '9');
        if (byte == '\n')
            text_add(out, i + 1 < bytes.len ? S("\\n\"\n    \"") : S("\\n"));
        else if (is_plain)
            text_char(out, (char)byte);
        else
            text_format(out, "\\%o", byte);
        is_after_octal = byte != '\n' && !is_plain; /* a digit behind it would belong to it */
        if (i % 4096 == 4095) {                     /* lines stay readable for tools */
            text_add(out, S("\"\n    \""));
            is_after_octal = false;
        }
    }
    text_char(out, '"');
}

static void write_intro(const struct job *job, struct text *out)
{
    text_format(out, "/* Made by tools/embed (%s): change the files, not this one. */\n",
                job->mode);
}

/* ---- assets ---- */

struct media_type {
    const char *ending, *type;
    bool is_packed; /* compressed by itself */
};

static const struct media_type media_types[] = {
    {"css", "text/css; charset=utf-8", false},
    {"js", "text/javascript; charset=utf-8", false},
    {"svg", "image/svg+xml", false},
    {"png", "image/png", true},
    {"woff2", "font/woff2", true},
    {"ico", "image/vnd.microsoft.icon", false},
    {"txt", "text/plain; charset=utf-8", false},
    {"webmanifest", "application/manifest+json", false},
};

static const struct media_type *media_type_of(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(media_types); i++)
        if (str_is(ending_of(name), str_of(media_types[i].ending)))
            return &media_types[i];
    return NULL;
}

static struct str address_make(struct arena *mem, struct str name, struct str bytes)
{
    struct sha256 hash = sha256_of(&bytes, 1);
    struct str ending = ending_of(name), hex = sha256_hex(mem, &hash);
    struct str stem = str_part(name, 0, name.len - ending.len - 1);
    return str_format(mem, "/tai-nguyen/%.*s-%.*s.%.*s", STR_ARG(stem), HASH_DIGITS, hex.at,
                      STR_ARG(ending));
}

static const struct source *asset_named(const struct job *job, struct str name)
{
    for (size_t i = 0; i < job->count; i++)
        if (str_is(job->sources[i].name, name))
            return &job->sources[i];
    return NULL;
}

/* The end of a CSS comment or string that begins at text[i], or i. */
static size_t css_skip(struct str text, size_t i)
{
    if (str_starts(str_part(text, i, 2), S("/*"))) {
        size_t end = i + 2 + str_find(str_part(text, i + 2, text.len), S("*/"));
        return end + 2 < text.len ? end + 2 : text.len;
    }
    char quote = text.at[i];
    if (quote != '"' && quote != '\'')
        return i;
    for (i++; i < text.len && text.at[i] != quote; i++)
        i += text.at[i] == '\\';
    return i + 1 < text.len ? i + 1 : text.len;
}

/* Writes what stands between the parentheses of url(…): the address of another asset, or the same
 * for data: and fragments. */
static bool css_write_url(const struct job *job, const struct source *css, struct str inside,
                          struct text *out, struct error *err)
{
    struct str name = str_trim(inside);
    if (name.len >= 2 && (name.at[0] == '"' || name.at[0] == '\''))
        name = str_part(name, 1, name.len - 2);
    if (str_starts(name, S("data:")) || str_starts(name, S("#"))) {
        text_add(out, inside);
        return true;
    }
    size_t fragment = str_find_char(name, '#');
    const struct source *asset = asset_named(job, str_part(name, 0, fragment));
    if (!asset || !asset->address.at)
        return fail(err, ERROR_INVALID, "", "%s: url(%.*s) is none of the embedded assets",
                    css->path, STR_ARG(name));
    text_add(out, asset->address);
    text_add(out, str_part(name, fragment, name.len));
    return true;
}

static bool css_rewrite(struct arena *mem, const struct job *job, struct source *css,
                        struct error *err)
{
    struct text out = text_new(mem, FILE_MAX_BYTES);
    struct str text = css->bytes;
    for (size_t i = 0; i < text.len;) {
        size_t end = css_skip(text, i);
        if (end > i) {
            text_add(&out, str_part(text, i, end - i));
            i = end;
            continue;
        }
        if (str_starts(str_part(text, i, text.len), S("@import")))
            return fail(err, ERROR_INVALID, "", "%s: no @import: name both files in the page",
                        css->path);
        if (!str_starts(str_part(text, i, text.len), S("url("))) {
            text_char(&out, text.at[i++]);
            continue;
        }
        struct str rest = str_part(text, i + 4, text.len);
        size_t close = str_find_char(rest, ')');
        text_add(&out, S("url("));
        if (!css_write_url(job, css, str_part(rest, 0, close), &out, err))
            return false;
        i += 4 + close;
    }
    return text_end(&out, css->path, &css->bytes, err);
}

/* Styles come last, because their own hash depends on the addresses they hold. */
static bool assets_address(struct arena *mem, struct job *job, struct error *err)
{
    for (int is_style = 0; is_style < 2; is_style++)
        for (size_t i = 0; i < job->count; i++) {
            struct source *source = &job->sources[i];
            if (!media_type_of(source->name))
                return fail(err, ERROR_INVALID, "", "%s: an asset of an unknown kind",
                            source->path);
            if (str_is(ending_of(source->name), S("css")) != (is_style == 1))
                continue;
            if (is_style && !css_rewrite(mem, job, source, err))
                return false;
            source->address = address_make(mem, source->name, source->bytes);
        }
    return true;
}

/* The gzip file of level 9 without a time in it; empty if it would not be smaller. */
static struct str gzip_best(struct arena *mem, struct str bytes)
{
    z_stream stream = {0};
    if (bytes.len == 0 || deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16,
                                       MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
        return S("");
    unsigned char *out = arena_take(mem, bytes.len);
    stream.next_in = (const unsigned char *)bytes.at;
    stream.avail_in = (unsigned)bytes.len;
    stream.next_out = out;
    stream.avail_out = (unsigned)bytes.len;
    bool is_smaller = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    size_t len = stream.total_out;
    deflateEnd(&stream);
    return is_smaller && len < bytes.len ? (struct str){(const char *)out, len} : S("");
}

static bool assets_write(struct arena *mem, struct job *job, struct text *code, struct text *header,
                         struct error *err)
{
    if (!assets_address(mem, job, err))
        return false;
    text_format(header,
                "#include \"web/web.h\"\n\nextern const struct asset %s_assets[];\n"
                "extern const size_t %s_assets_count;\n",
                job->prefix, job->prefix);
    text_format(code, "\nconst struct asset %s_assets[] = {\n", job->prefix);
    for (size_t i = 0; i < job->count; i++) {
        const struct source *source = &job->sources[i];
        const struct media_type *media = media_type_of(source->name);
        struct str gzipped = media->is_packed ? S("") : gzip_best(mem, source->bytes);
        text_format(code, "    {\"%.*s\", \"%.*s\", \"%s\", {", STR_ARG(source->name),
                    STR_ARG(source->address), media->type);
        write_bytes(code, source->bytes);
        text_format(code, ", %zu}, {", source->bytes.len);
        if (gzipped.len)
            write_bytes(code, gzipped);
        else
            text_add(code, S("NULL"));
        text_format(code, ", %zu}},\n", gzipped.len);
    }
    text_format(code,
                "    {NULL, NULL, NULL, {NULL, 0}, {NULL, 0}}, /* C knows no empty tables */\n};\n"
                "const size_t %s_assets_count = %zu;\n",
                job->prefix, job->count);
    return true;
}

/* ---- files ---- */

static void files_write(const struct job *job, struct text *code, struct text *header)
{
    text_format(header,
                "#include \"base/str.h\"\n\n"
                "#ifndef EMBEDDED_FILE\n#define EMBEDDED_FILE\n"
                "struct embedded_file {\n    const char *name;\n    struct str bytes;\n};\n"
                "#endif\n\nextern const struct embedded_file %s_files[];\n"
                "extern const size_t %s_files_count;\n",
                job->prefix, job->prefix);
    text_format(code, "\nconst struct embedded_file %s_files[] = {\n", job->prefix);
    for (size_t i = 0; i < job->count; i++) {
        text_format(code, "    {\"%.*s\", {", STR_ARG(job->sources[i].name));
        write_bytes(code, job->sources[i].bytes);
        text_format(code, ", %zu}},\n", job->sources[i].bytes.len);
    }
    text_format(code,
                "    {NULL, {NULL, 0}}, /* C knows no empty tables */\n};\n"
                "const size_t %s_files_count = %zu;\n",
                job->prefix, job->count);
}

/* ---- texts ---- */

/* "review_sql" for "review.sql". */
static struct str symbol_of(struct arena *mem, struct str name)
{
    char *symbol = arena_take(mem, name.len + 1);
    for (size_t i = 0; i < name.len; i++) {
        char byte = name.at[i];
        bool is_kept = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9' && i > 0);
        symbol[i] = '_';
        if (is_kept)
            symbol[i] = byte;
    }
    return (struct str){symbol, name.len};
}

static bool texts_write(struct arena *mem, const struct job *job, struct text *code,
                        struct text *header, struct error *err)
{
    for (size_t i = 0; i < job->count; i++) {
        const struct source *source = &job->sources[i];
        struct str symbol = symbol_of(mem, source->name);
        if (str_find_char(source->bytes, '\0') < source->bytes.len)
            return fail(err, ERROR_INVALID, "", "%s: a text holds no NUL byte", source->path);
        text_format(header, "extern const char %.*s[];\n", STR_ARG(symbol));
        text_format(code, "\nconst char %.*s[] =", STR_ARG(symbol));
        write_bytes(code, source->bytes);
        text_add(code, S(";\n"));
    }
    return true;
}

/* ---- the job ---- */

static struct str name_under(const struct job *job, const char *path)
{
    struct str text = str_of(path);
    size_t at = job->under.len ? str_find(text, job->under) : text.len;
    struct str behind = str_part(text, at + job->under.len, text.len);
    return at < text.len && str_starts(behind, S("/")) ? str_part(behind, 1, behind.len)
                                                       : last_part(text);
}

static bool job_read(struct arena *mem, int count, char **words, struct job *job)
{
    *job = (struct job){.prefix = ""};
    if (count < 4)
        return false;
    job->mode = words[1];
    job->out_c = words[2];
    job->out_h = words[3];
    bool is_texts = strcmp(job->mode, "texts") == 0;
    bool is_known = is_texts || strcmp(job->mode, "assets") == 0 || strcmp(job->mode, "files") == 0;
    int i = 4;
    if (!is_known || (!is_texts && i >= count))
        return false;
    if (!is_texts)
        job->prefix = words[i++];
    if (i + 1 < count && strcmp(words[i], "--under") == 0) {
        job->under = str_of(words[i + 1]);
        i += 2;
    }
    job->sources = arena_many(mem, struct source, (size_t)(count - i));
    for (; i < count; i++)
        job->sources[job->count++] =
            (struct source){.path = words[i], .name = name_under(job, words[i])};
    return true;
}

static bool sources_read(struct arena *mem, struct job *job, struct error *err)
{
    for (size_t i = 0; i < job->count; i++) {
        if (!file_read(mem, job->sources[i].path, FILE_MAX_BYTES, &job->sources[i].bytes, err))
            return false;
        for (size_t k = 0; k < i; k++)
            if (str_is(job->sources[k].name, job->sources[i].name))
                return fail(err, ERROR_INVALID, "", "%s: the name %.*s a second time",
                            job->sources[i].path, STR_ARG(job->sources[i].name));
    }
    return true;
}

static bool result_write(const char *path, const struct text *text, struct error *err)
{
    struct str bytes;
    if (!text_end(text, path, &bytes, err))
        return false;
    auto_file file = fopen(path, "we");
    if (!file || fwrite(bytes.at, 1, bytes.len, file) != bytes.len || fflush(file) != 0)
        return fail(err, ERROR_BROKEN, "", "%s: %s", path, strerror(errno));
    return true;
}

static bool job_run(struct arena *mem, struct job *job, struct error *err)
{
    struct text code = text_new(mem, OUTPUT_MAX_BYTES), header = text_new(mem, OUTPUT_MAX_BYTES);
    struct str guard = symbol_of(mem, last_part(str_of(job->out_h)));
    write_intro(job, &code);
    text_format(&code, "#include \"%.*s\"\n", STR_ARG(last_part(str_of(job->out_h))));
    write_intro(job, &header);
    text_format(&header, "#ifndef EMBED_%.*s\n#define EMBED_%.*s\n\n", STR_ARG(guard),
                STR_ARG(guard));
    if (!sources_read(mem, job, err))
        return false;
    if (strcmp(job->mode, "files") == 0)
        files_write(job, &code, &header);
    else if (strcmp(job->mode, "texts") == 0 ? !texts_write(mem, job, &code, &header, err)
                                             : !assets_write(mem, job, &code, &header, err))
        return false;
    text_add(&header, S("\n#endif\n"));
    return result_write(job->out_c, &code, err) && result_write(job->out_h, &header, err);
}

int main(int count, char **words)
{
    auto_arena mem = {0};
    struct job job;
    struct error err = {0};
    if (!job_read(&mem, count, words, &job)) {
        fputs("usage: embed assets OUT.c OUT.h PREFIX FILES...\n"
              "       embed files OUT.c OUT.h PREFIX [--under DIR] FILES...\n"
              "       embed texts OUT.c OUT.h FILES...\n",
              stderr);
        return 2;
    }
    if (job_run(&mem, &job, &err))
        return 0;
    fprintf(stderr, "%s\n", err.text);
    return 1;
}
