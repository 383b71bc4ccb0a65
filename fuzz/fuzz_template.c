/* The template compiler on any bytes. What it accepts must be safe: this reads the markup again, by
 * much simpler means, and stops if a literal holds something that the compiler promises to refuse.
 */
#include "template.h"

#include "fuzz.h"

/* The literals of a function one after another; values are the byte 1, which markup cannot hold,
 * lines of C a blank. */
static struct str markup_of(struct arena *mem, const struct pieces *pieces)
{
    struct text markup = text_new(mem, OUTPUT_MAX_BYTES);
    for (size_t i = 0; i < pieces->count; i++) {
        if (pieces->at[i].type == PIECE_LITERAL)
            text_add(&markup, pieces->at[i].text);
        if (pieces->at[i].type == PIECE_VALUE)
            text_char(&markup, '\x01');
        if (pieces->at[i].type == PIECE_CODE)
            text_char(&markup, ' ');
    }
    return text_str(&markup);
}

static void tag_byte_check(struct str rest)
{
    static const char *const never[] = {
        "\x01", "<style", " style=",          " onclick", "<script>", " href=\"javascript:",
        "<!--", "=\x01",  " src='javascript:"};
    for (size_t i = 0; i < COUNT_OF(never); i++)
        demand(!str_starts(rest, str_of(never[i])));
}

/* A value stands in text or in quotes, never bare in a tag; every tag ends. */
static void tags_check(struct str markup)
{
    char quote = '\0';
    bool is_in_tag = false;
    for (size_t i = 0; i < markup.len; i++) {
        char byte = markup.at[i];
        if (quote) {
            demand(byte != '<');
            if (byte == quote)
                quote = '\0';
        } else if (is_in_tag) {
            demand(byte != '<');
            tag_byte_check(str_part(markup, i, markup.len));
            is_in_tag = byte != '>';
            if (byte == '"' || byte == '\'')
                quote = byte;
        } else {
            is_in_tag = byte == '<';
            if (is_in_tag)
                tag_byte_check(str_part(markup, i, markup.len));
        }
    }
    demand(!quote && !is_in_tag);
}

static void function_check(struct arena *mem, const struct template_function *function)
{
    struct str markup = markup_of(mem, &function->pieces);
    tags_check(markup);
    for (size_t i = 0; i < function->pieces.count; i++) {
        const struct piece *piece = &function->pieces.at[i];
        if (piece->type == PIECE_MESSAGE)
            demand(piece->parts > 0 && i + piece->parts < function->pieces.count);
        demand(piece->line > 0 && piece->column > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct error err = {0};
    struct template source;
    struct str bytes = {(const char *)data, size};
    struct message_uses uses = {0};
    struct text out = text_new(&mem, OUTPUT_MAX_BYTES);
    bool is_c_read = message_collect_c(&mem, "fuzz.c", bytes, &uses, &err);
    demand(is_c_read || err.kind == ERROR_INVALID);
    if (!template_read(&mem, "fuzz.html", bytes, &source, &err)) {
        demand(err.kind == ERROR_INVALID && str_starts(str_of(err.text), S("fuzz.html:")));
        return 0;
    }
    for (size_t i = 0; i < source.functions.count; i++)
        function_check(&mem, &source.functions.at[i]);
    template_write(&mem, &source, &out);
    message_collect(&mem, &source, &uses);
    message_write_pot(&mem, &uses, &out);
    demand(!out.is_over);
    return 0;
}
