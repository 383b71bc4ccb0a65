#include "template_reader.h"

enum { ATTRIBUTES_MAX = 64, NAME_MAX_BYTES = 64, VALUE_MAX_BYTES = TEMPLATE_MAX_BYTES };

struct attribute {
    struct str name;
    int block; /* the C block it stands in: `if` and `else` may both give it */
};

struct tag {
    struct str name;
    size_t from;
    struct attribute attributes[ATTRIBUTES_MAX];
    size_t count;
    struct str type;     /* of <input>, when it is a literal */
    bool is_description; /* <meta> that people read in search results and shared links */
    bool is_untranslated;
};

static bool is_one_of(struct str word, const char *const *words)
{
    for (; *words; words++)
        if (str_is(word, str_of(*words)))
            return true;
    return false;
}

static bool is_void(struct str name)
{
    return is_one_of(name, (const char *const[]){"area", "base", "br", "col", "embed", "hr", "img",
                                                 "input", "link", "meta", "source", "track", "wbr",
                                                 NULL});
}

static bool is_address(struct str name)
{
    return is_one_of(name, (const char *const[]){"href", "src", "action", "formaction", "poster",
                                                 "cite", "data", "ping", "background", "srcset",
                                                 "manifest", "xlink:href", NULL});
}

static char byte_lower(char byte)
{
    return (char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
}

static struct str lower(struct reader *reader, struct str text)
{
    char *copy = arena_take(reader->mem, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        copy[i] = byte_lower(text.at[i]);
    return (struct str){copy, text.len};
}

static bool byte_is_name(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == ':' || byte == '_' || byte == '.';
}

static struct str name_take(struct reader *reader)
{
    size_t from = reader->at;
    while (byte_is_name(reader_byte(reader)))
        reader->at++;
    return str_part(reader->bytes, from, reader->at - from);
}

/* ---- attribute values ---- */

/* Reads up to the closing quote, which is taken too. */
static bool value_read(struct reader *reader, struct pieces *run, enum value_place place)
{
    char quote = reader_byte(reader);
    size_t opened = reader->at++, from = reader->at, mark;
    struct text literal = text_new(reader->mem, VALUE_MAX_BYTES);
    for (;;) {
        char byte = reader_byte(reader);
        if (reader_is_at_end(reader) || byte == '<')
            return reader_refuse(reader, opened, "this quote is never closed");
        if (reader_is_at_line_start(reader) && reader_line_kind(reader, &mark) != LINE_MARKUP)
            return reader_refuse(reader, mark, "a %% line inside an attribute's value");
        bool is_value = reader_sees(reader, "{{");
        if ((is_value || byte == quote) && literal.len) {
            reader_piece(reader, run, PIECE_LITERAL, text_str(&literal), from);
            literal = text_new(reader->mem, VALUE_MAX_BYTES);
        }
        if (byte == quote) {
            reader->at++;
            return true;
        }
        if (is_value || byte == '&') {
            if (is_value ? !reader_value(reader, run, place) : !reader_reference(reader, &literal))
                return false;
            from = is_value ? reader->at : from;
            continue;
        }
        reader_add_collapsed(&literal, byte);
        reader->at++;
    }
}

/* An address may begin with a value, which is then checked when it is written, or with a literal
 * that already says where it leads: a path, a query, a fragment or an allowed scheme. */
static bool address_check_start(struct reader *reader, const struct pieces *run)
{
    const struct piece *first = &run->at[0];
    struct str text = first->text;
    size_t i = 0;
    while (i < text.len && !strchr(":/?#&", text.at[i]))
        i++;
    if (byte_is_blank(text.at[0]))
        return reader_refuse(reader, first->from, "an address begins without a blank");
    if (i < text.len && text.at[i] == '&')
        return reader_refuse(reader, first->from, "& in the scheme of an address");
    if (i < text.len && text.at[i] == ':') {
        struct str scheme = lower(reader, str_part(text, 0, i));
        if (is_one_of(scheme, (const char *const[]){"http", "https", "mailto", "tel", NULL}))
            return true;
        return reader_refuse(
            reader, first->from,
            "an address may begin with http:, https:, mailto: or tel:, not %.*s:", STR_ARG(scheme));
    }
    if (i == text.len && run->count > 1)
        return reader_refuse(reader, run->at[1].from,
                             "a value where the scheme of an address may stand: begin the address "
                             "with / ? # or https:, or with the value itself");
    return true;
}

static bool address_finish(struct reader *reader, struct pieces *run)
{
    enum value_place place = VALUE_URL_PATH;
    if (run->count && run->at[0].type == PIECE_LITERAL && !address_check_start(reader, run))
        return false;
    for (size_t i = 0; i < run->count; i++) {
        struct piece *piece = &run->at[i];
        for (size_t k = 0; piece->type == PIECE_LITERAL && k < piece->text.len; k++)
            if (piece->text.at[k] == '?' || piece->text.at[k] == '#')
                place = VALUE_URL_QUERY;
        if (piece->type == PIECE_VALUE)
            piece->place = i == 0 ? VALUE_URL : place;
    }
    return true;
}

/* ---- attributes ---- */

static bool attribute_is_message(const struct tag *tag, struct str name)
{
    if (is_one_of(name, (const char *const[]){"title", "alt", "placeholder", "aria-label",
                                              "aria-description", "aria-roledescription",
                                              "aria-valuetext", "label", NULL}))
        return true;
    if (str_is(name, S("content")))
        return tag->is_description;
    return str_is(name, S("value")) && str_is(tag->name, S("input")) &&
           is_one_of(tag->type, (const char *const[]){"submit", "button", "reset", NULL});
}

static bool run_has_letter(const struct pieces *run)
{
    for (size_t i = 0; i < run->count; i++)
        if (run->at[i].type == PIECE_LITERAL && message_has_letter(run->at[i].text))
            return true;
    return false;
}

static bool tag_has(const struct tag *tag, struct str name, int block)
{
    for (size_t i = 0; i < tag->count; i++)
        if (str_is(tag->attributes[i].name, name) &&
            (block < 0 || tag->attributes[i].block == block))
            return true;
    return false;
}

/* What the tag's own attributes say about those that follow. */
static bool attribute_learn(struct reader *reader, struct tag *tag, struct str name,
                            const struct pieces *run, size_t from)
{
    bool is_literal = run->count == 1 && run->at[0].type == PIECE_LITERAL;
    struct str value = is_literal ? run->at[0].text : S("");
    bool is_meta = str_is(tag->name, S("meta"));
    if (str_is(name, S("translate")))
        tag->is_untranslated = str_is(value, S("no"));
    if (str_is(name, S("type")))
        tag->type = value;
    if (is_meta && (str_is(name, S("name")) || str_is(name, S("property")))) {
        tag->is_description = str_ends(value, S("description")) || str_ends(value, S(":title"));
        if (tag_has(tag, S("content"), -1))
            return reader_refuse(reader, from, "write %.*s before content", STR_ARG(name));
    }
    if (str_is(tag->name, S("input")) && str_is(name, S("type")) && tag_has(tag, S("value"), -1))
        return reader_refuse(reader, from, "write type before value");
    return true;
}

static bool attribute_check_name(struct reader *reader, struct tag *tag, struct str name,
                                 size_t from)
{
    struct str low = lower(reader, name);
    bool is_foreign = reader_element(reader) && reader_element(reader)->is_foreign;
    if (!is_foreign && !str_is(tag->name, S("svg")) && !str_is(low, name))
        return reader_refuse(reader, from, "attributes are written in small letters");
    if (str_starts(low, S("on")))
        return reader_refuse(reader, from, "no on... attributes: scripts are files");
    if (str_is(low, S("style")))
        return reader_refuse(reader, from, "no style attribute: styles are files");
    if (str_is(low, S("srcdoc")) || str_is(low, S("http-equiv")))
        return reader_refuse(reader, from, "no %.*s attribute", STR_ARG(low));
    if (tag_has(tag, low, reader_block(reader)))
        return reader_refuse(reader, from, "the attribute %.*s a second time", STR_ARG(name));
    if (tag->count == ATTRIBUTES_MAX)
        return reader_refuse(reader, from, "more than %d attributes", ATTRIBUTES_MAX);
    tag->attributes[tag->count++] = (struct attribute){low, reader_block(reader)};
    return true;
}

static bool literal_append(struct reader *reader, struct str text, size_t from)
{
    struct pieces run = {0};
    reader_piece(reader, &run, PIECE_LITERAL, text, from);
    return reader_append(reader, &run);
}

static bool attribute_value(struct reader *reader, struct tag *tag, struct str name, size_t from)
{
    char quote = reader_byte(reader);
    struct pieces run = {0};
    if (reader_sees(reader, "{{"))
        return reader_refuse(reader, reader->at, "a value in an attribute without quotes");
    if (quote != '"' && quote != '\'')
        return reader_refuse(reader, reader->at, "the value of %.*s must stand in quotes",
                             STR_ARG(name));
    struct str mark = quote == '"' ? S("\"") : S("'");
    struct str low = lower(reader, name);
    if (!value_read(reader, &run, VALUE_ATTRIBUTE) ||
        (is_address(low) && !address_finish(reader, &run)) ||
        !attribute_learn(reader, tag, low, &run, from))
        return false;
    const struct element *around = reader_element(reader);
    bool is_message = attribute_is_message(tag, low) && run_has_letter(&run) &&
                      !tag->is_untranslated && !(around && around->is_untranslated);
    return literal_append(reader, mark, from) &&
           (is_message ? reader_append_message(reader, &run) : reader_append(reader, &run)) &&
           literal_append(reader, mark, from);
}

static bool attribute_read(struct reader *reader, struct tag *tag)
{
    size_t from = reader->at;
    if (reader_sees(reader, "{{"))
        return reader_refuse(reader, from, "a value where an attribute's name belongs");
    struct str name = name_take(reader);
    if (name.len == 0)
        return reader_refuse(reader, from, "unexpected %c in a tag", reader_byte(reader));
    if (!attribute_check_name(reader, tag, name, from) || !literal_append(reader, S(" "), from) ||
        !literal_append(reader, name, from))
        return false;
    if (reader_byte(reader) != '=') {
        if (is_address(lower(reader, name)))
            return reader_refuse(reader, from, "%.*s needs a value", STR_ARG(name));
        return true;
    }
    reader->at++;
    return literal_append(reader, S("="), from) && attribute_value(reader, tag, name, from);
}

/* Reads attributes, with lines of C between them, up to '>' or '/'. */
static bool attributes_read(struct reader *reader, struct tag *tag)
{
    size_t mark;
    bool is_after_blank = false;
    for (;;) {
        enum line_kind kind =
            reader_is_at_line_start(reader) ? reader_line_kind(reader, &mark) : LINE_MARKUP;
        char byte = reader_byte(reader);
        if (reader_is_at_end(reader) || kind == LINE_HEAD || byte == '<')
            return reader_refuse(reader, tag->from, "this tag is never closed");
        if (kind == LINE_CODE) {
            if (!reader_code_line(reader, mark))
                return false;
        } else if (kind == LINE_COMMENT) {
            reader_skip_line(reader);
        } else if (byte_is_blank(byte)) {
            reader->at++;
        } else if (byte == '>' || byte == '/') {
            return true;
        } else {
            if (!is_after_blank)
                return reader_refuse(reader, reader->at, "a blank is missing here");
            is_after_blank = false;
            if (!attribute_read(reader, tag))
                return false;
            continue;
        }
        is_after_blank = true;
    }
}

/* ---- tags ---- */

static bool name_check(struct reader *reader, struct str name, size_t from)
{
    const struct element *around = reader_element(reader);
    if (name.len == 0)
        return reader_refuse(reader, from, "write &lt; for <");
    if (!(around && around->is_foreign) && !str_is(name, lower(reader, name)))
        return reader_refuse(reader, from, "tags are written in small letters");
    if (is_one_of(name, (const char *const[]){"style", "plaintext", "xmp", "noembed", "noframes",
                                              "frameset", "template", NULL}))
        return reader_refuse(reader, from, "no <%.*s> in a template", STR_ARG(name));
    if (around &&
        is_one_of(around->name,
                  (const char *const[]){"title", "textarea", "script", "iframe", "option", NULL}) &&
        !around->is_foreign)
        return reader_refuse(reader, from, "no tags inside <%.*s>", STR_ARG(around->name));
    return true;
}

static bool element_open(struct reader *reader, const struct tag *tag)
{
    const struct element *around = reader_element(reader);
    struct element element = {.name = tag->name, .from = tag->from, .block = reader_block(reader)};
    element.is_foreign =
        (around && around->is_foreign && !str_is(around->name, S("foreignObject"))) ||
        str_is(tag->name, S("svg")) || str_is(tag->name, S("math"));
    element.is_verbatim = (around && around->is_verbatim) || str_is(tag->name, S("pre")) ||
                          str_is(tag->name, S("textarea"));
    element.is_untranslated = (around && around->is_untranslated) || tag->is_untranslated;
    if (reader_byte(reader) == '/') {
        if (!reader_sees(reader, "/>"))
            return reader_refuse(reader, reader->at, "unexpected / in a tag");
        if (!element.is_foreign)
            return reader_refuse(reader, reader->at, "/> closes nothing in HTML: write >");
        reader->at++;
        reader->at++;
        return literal_append(reader, S("/>"), tag->from);
    }
    reader->at++;
    if (str_is(tag->name, S("script")) && !element.is_foreign && !tag_has(tag, S("src"), -1))
        return reader_refuse(reader, tag->from, "no <script> without src: scripts are files");
    if (!is_void(tag->name) || element.is_foreign)
        *list_add(&reader->elements, reader->mem) = element;
    return literal_append(reader, S(">"), tag->from);
}

static bool tag_open(struct reader *reader, size_t from)
{
    reader->at = from + 1;
    struct tag tag = {.from = from, .name = name_take(reader)};
    if (reader_sees(reader, "{{"))
        return reader_refuse(reader, reader->at, "a value where a tag's name belongs");
    if (!name_check(reader, tag.name, from))
        return false;
    if (!literal_append(reader, str_part(reader->bytes, from, tag.name.len + 1), from))
        return false;
    return attributes_read(reader, &tag) && element_open(reader, &tag);
}

static bool tag_close(struct reader *reader, size_t from)
{
    reader->at = from + 2;
    struct str name = name_take(reader);
    const struct element *element = reader_element(reader);
    bool is_open = reader->function->is_open;
    if (reader_byte(reader) != '>')
        return reader_refuse(reader, from, "an end tag is written as </name>");
    reader->at++;
    if (!element && !is_open)
        return reader_refuse(reader, from, "</%.*s> closes nothing", STR_ARG(name));
    if (element && !str_is(element->name, name))
        return reader_refuse(reader, from, "</%.*s> where <%.*s> of line %d is open", STR_ARG(name),
                             STR_ARG(element->name), reader_line(reader, element->from));
    if (element && element->block != reader_block(reader) && !is_open)
        return reader_refuse(reader, from, "<%.*s> of line %d begins in another block of C",
                             STR_ARG(name), reader_line(reader, element->from));
    reader->elements.count -= element != NULL;
    return literal_append(reader, str_part(reader->bytes, from, reader->at - from), from);
}

bool reader_tag(struct reader *reader)
{
    size_t from = reader->at;
    if (reader_sees(reader, "</"))
        return tag_close(reader, from);
    if (reader_sees(reader, "<!doctype html>")) {
        reader->at += strlen("<!doctype html>");
        return literal_append(reader, S("<!doctype html>"), from);
    }
    if (reader_sees(reader, "<!"))
        return reader_refuse(reader, from, "comments are written as lines that begin with %%#");
    return tag_open(reader, from);
}
