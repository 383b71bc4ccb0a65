#include "template.h"

/* The writer of the C file. Markup between two lines of C is written twice when it holds a message:
 * once as it stands, literals merged (the hot path), once for a translation. */

static void write_literal_start(struct text *out)
{
    text_add(out, S("    html_literal(out, S("));
}

void template_write_string(struct text *out, struct str text)
{
    text_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        if (byte == '\n' && i + 1 < text.len)
            text_add(out, S("\\n\"\n        \""));
        else if (byte == '\n')
            text_add(out, S("\\n"));
        else if (byte == '"' || byte == '\\')
            text_format(out, "\\%c", byte);
        else if (byte < ' ' || byte == 0x7f)
            text_format(out, "\\%03o", byte);
        else if (byte == '?' && i && text.at[i - 1] == '?')
            text_add(out, S("\\?")); /* no trigraph, whatever the compiler's options */
        else
            text_char(out, (char)byte);
    }
    text_char(out, '"');
}

static void write_line_mark(const struct template *source, int line, struct text *out)
{
    text_format(out, "#line %d ", line);
    template_write_string(out, str_of(source->path));
    text_char(out, '\n');
}

/* Writes literals as one call; what was gathered so far is empty afterwards. */
static void write_gathered(struct text *gathered, struct text *out)
{
    if (gathered->len == 0)
        return;
    write_literal_start(out);
    template_write_string(out, text_str(gathered));
    text_add(out, S("));\n"));
    gathered->len = 0;
}

/* Writes one value. The expression stands in the column it has in the template, where there is room
 * for it, so that the C compiler's caret points at the right place. */
static void write_value(const struct template *source, const struct piece *piece, const char *to,
                        struct text *out)
{
    static const char *const verbs[] = {
        [VALUE_TEXT] = "html_put",
        [VALUE_ATTRIBUTE] = "html_put_attribute",
        [VALUE_URL] = "html_put_address",
        [VALUE_URL_PATH] = "html_put_address_path",
        [VALUE_URL_QUERY] = "html_put_address_query",
    };
    write_line_mark(source, piece->line, out);
    int used = (int)(strlen(verbs[piece->place]) + strlen(to) + strlen("(, ("));
    int pad = piece->column - 1 - used;
    text_format(out, "%*s%s(%s, (%.*s));\n", pad > 0 ? pad : 0, "", verbs[piece->place], to,
                STR_ARG(piece->text));
}

/* Pieces [from, end) as they stand in the template. */
static void write_plain(struct arena *mem, const struct template *source, const struct piece *at,
                        size_t count, struct text *out)
{
    struct text gathered = text_new(mem, OUTPUT_MAX_BYTES);
    for (size_t i = 0; i < count; i++) {
        if (at[i].type == PIECE_LITERAL)
            text_add(&gathered, at[i].text);
        if (at[i].type == PIECE_VALUE) {
            write_gathered(&gathered, out);
            write_value(source, &at[i], "out", out);
        }
    }
    write_gathered(&gathered, out);
}

/* The names are long so that they cannot hide one of the page's own. */
static void write_message(const struct template *source, const struct piece *message,
                          struct text *out)
{
    text_add(out, S("    {\n    struct html_values message_values_ = {.count = 0};\n"));
    for (size_t i = 1; i <= message->parts; i++) {
        if (message[i].type != PIECE_VALUE)
            continue;
        text_add(out, S("    {\n    struct html message_part_ = html_part_new(out);\n"));
        write_value(source, &message[i], "&message_part_", out);
        text_add(out, S("    html_part_end(out, &message_part_, &message_values_);\n    }\n"));
    }
    text_add(out, S("    html_message(out, S("));
    template_write_string(out, message->text);
    text_add(out, S("), &message_values_);\n    }\n"));
}

static void write_translated(struct arena *mem, const struct template *source,
                             const struct piece *at, size_t count, struct text *out)
{
    for (size_t i = 0; i < count;) {
        size_t end = i;
        while (end < count && at[end].type != PIECE_MESSAGE)
            end++;
        write_plain(mem, source, at + i, end - i, out);
        if (end < count) {
            write_message(source, &at[end], out);
            end += at[end].parts + 1;
        }
        i = end;
    }
}

/* Markup between two lines of C. */
static void write_markup(struct arena *mem, const struct template *source, const struct piece *at,
                         size_t count, struct text *out)
{
    bool has_message = false;
    for (size_t i = 0; i < count; i++)
        has_message = has_message || at[i].type == PIECE_MESSAGE;
    if (count)
        write_line_mark(source, at->line, out);
    if (has_message)
        text_add(out, S("    if (!out->messages) {\n"));
    write_plain(mem, source, at, count, out);
    if (!has_message)
        return;
    text_add(out, S("    } else {\n"));
    write_translated(mem, source, at, count, out);
    text_add(out, S("    }\n"));
}

static void write_function(struct arena *mem, const struct template *source,
                           const struct template_function *function, struct text *out)
{
    text_char(out, '\n');
    write_line_mark(source, function->line, out);
    text_format(out, "%s%.*s\n{\n", function->is_static ? "static " : "", STR_ARG(function->head));
    const struct pieces *pieces = &function->pieces;
    for (size_t i = 0; i < pieces->count;) {
        size_t end = i;
        while (end < pieces->count && pieces->at[end].type != PIECE_CODE)
            end++;
        write_markup(mem, source, pieces->at + i, end - i, out);
        if (end < pieces->count) {
            write_line_mark(source, pieces->at[end].line, out);
            /* The % of the line becomes a blank: columns stay. */
            text_format(out, "%*s%.*s\n", pieces->at[end].column - 1, "",
                        STR_ARG(pieces->at[end].text));
            end++;
        }
        i = end;
    }
    text_add(out, S("}\n"));
}

void template_write(struct arena *mem, const struct template *source, struct text *out)
{
    text_format(out, "/* Made by tools/template from %s: change that file, not this one. */\n",
                source->path);
    text_add(out, S("#include \"web/html.h\"\n"));
    for (size_t i = 0; i < source->includes.count; i++)
        text_format(out, "#include %.*s\n", STR_ARG(source->includes.at[i]));
    for (size_t i = 0; i < source->functions.count; i++)
        if (source->functions.at[i].is_static)
            text_format(out, "static %.*s;\n", STR_ARG(source->functions.at[i].head));
    for (size_t i = 0; i < source->functions.count; i++)
        write_function(mem, source, &source->functions.at[i], out);
}
