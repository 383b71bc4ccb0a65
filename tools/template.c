/* template: makes C out of HTML templates, and tables out of translations.
 *
 *   template [-o OUT.c] PAGE.html              the C file of a template
 *   template --pot [-o OUT.pot] FILES…         all message ids of .html and .c files, for
 * translators template --po [--table NAME] [-o OUT.c] LANGUAGE.po…   the tables of translations
 *
 * Without -o it writes to standard output. Exit: 0 well, 1 refused (one line per error, as C
 * compilers write them), 2 usage. */
#include "template.h"
#include "base/file.h"

#include <errno.h>

struct options {
    const char *output; /* NULL: standard output */
    const char *table;
    bool is_pot, is_po;
    const char *const *paths;
    size_t count;
};

static bool options_read(int count, char **words, struct options *options)
{
    *options = (struct options){.table = "messages_table"};
    int i = 1;
    for (; i < count && words[i][0] == '-'; i++) {
        bool has_value = i + 1 < count;
        if (strcmp(words[i], "--pot") == 0)
            options->is_pot = true;
        else if (strcmp(words[i], "--po") == 0)
            options->is_po = true;
        else if (strcmp(words[i], "-o") == 0 && has_value)
            options->output = words[++i];
        else if (strcmp(words[i], "--table") == 0 && has_value)
            options->table = words[++i];
        else
            return false;
    }
    options->paths = (const char *const *)words + i;
    options->count = (size_t)(count - i);
    bool is_many = options->is_pot || options->is_po;
    return options->count > 0 && !(options->is_pot && options->is_po) &&
           (is_many || options->count == 1);
}

static bool template_compile(struct arena *mem, const char *path, struct text *out,
                             struct error *err)
{
    struct str bytes;
    struct template source;
    if (!file_read(mem, path, TEMPLATE_MAX_BYTES, &bytes, err) ||
        !template_read(mem, path, bytes, &source, err))
        return false;
    template_write(mem, &source, out);
    return true;
}

static bool pot_write(struct arena *mem, const struct options *options, struct text *out,
                      struct error *err)
{
    struct message_uses uses = {0};
    for (size_t i = 0; i < options->count; i++) {
        struct str bytes;
        struct template source;
        const char *path = options->paths[i];
        if (!file_read(mem, path, TEMPLATE_MAX_BYTES, &bytes, err))
            return false;
        if (!str_ends(str_of(path), S(".html"))) {
            if (!message_collect_c(mem, path, bytes, &uses, err))
                return false;
            continue;
        }
        if (!template_read(mem, path, bytes, &source, err))
            return false;
        message_collect(mem, &source, &uses);
    }
    message_write_pot(mem, &uses, out);
    return true;
}

/* Not file_write: a build needs no fsync. */
static bool result_write(const char *path, struct str bytes, struct error *err)
{
    auto_file file = path ? fopen(path, "we") : NULL;
    FILE *to = path ? file : stdout;
    if (!to || fwrite(bytes.at, 1, bytes.len, to) != bytes.len || fflush(to) != 0)
        return fail(err, ERROR_BROKEN, "", "%s: %s", path ? path : "stdout", strerror(errno));
    return true;
}

int main(int count, char **words)
{
    struct options options;
    if (!options_read(count, words, &options)) {
        fputs("usage: template [-o OUT.c] PAGE.html\n"
              "       template --pot [-o OUT.pot] FILES...\n"
              "       template --po [--table NAME] [-o OUT.c] LANGUAGE.po...\n",
              stderr);
        return 2;
    }
    auto_arena mem = {0};
    struct error err = {0};
    struct text out = text_new(&mem, OUTPUT_MAX_BYTES);
    struct str bytes;
    bool is_well = options.is_pot  ? pot_write(&mem, &options, &out, &err)
                   : options.is_po ? message_write_table(&mem, options.paths, options.count,
                                                         options.table, &out, &err)
                                   : template_compile(&mem, options.paths[0], &out, &err);
    if (is_well && text_end(&out, "output", &bytes, &err) &&
        result_write(options.output, bytes, &err))
        return 0;
    fprintf(stderr, "%s\n", err.text);
    return 1;
}
