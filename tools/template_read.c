#include "template_reader.h"

#include <stdarg.h>

bool byte_is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r' || byte == '\f';
}

/* ---- places ---- */

int reader_line(const struct reader *reader, size_t from)
{
    size_t low = 0, high = reader->lines.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (reader->lines.at[middle] <= from)
            low = middle;
        else
            high = middle;
    }
    return (int)low + 1;
}

int reader_column(const struct reader *reader, size_t from)
{
    int column = 1;
    for (size_t i = reader->lines.at[reader_line(reader, from) - 1]; i < from; i++)
        column += ((unsigned char)reader->bytes.at[i] & 0xC0) != 0x80;
    return column;
}

bool reader_refuse(struct reader *reader, size_t from, const char *format, ...)
{
    char reason[512];
    va_list values;
    va_start(values, format);
    vsnprintf(reason, sizeof reason, format, values);
    va_end(values);
    return fail(reader->err, ERROR_INVALID, "", "%s:%d:%d: %s", reader->path,
                reader_line(reader, from), reader_column(reader, from), reason);
}

static bool lines_find(struct reader *reader)
{
    *list_add(&reader->lines, reader->mem) = 0;
    for (size_t i = 0; i < reader->bytes.len; i++) {
        char byte = reader->bytes.at[i];
        if (((unsigned char)byte < ' ' && !byte_is_blank(byte)) || byte == 0x7f)
            return reader_refuse(reader, i, "a control character");
        if (byte == '\n')
            *list_add(&reader->lines, reader->mem) = i + 1;
    }
    return true;
}

/* ---- what stands here ---- */

bool reader_is_at_end(const struct reader *reader)
{
    return reader->at >= reader->bytes.len;
}

char reader_byte(const struct reader *reader)
{
    if (reader_is_at_end(reader))
        return '\0';
    return reader->bytes.at[reader->at];
}

bool reader_sees(const struct reader *reader, const char *wanted)
{
    return str_starts(str_part(reader->bytes, reader->at, reader->bytes.len), str_of(wanted));
}

bool reader_is_at_line_start(const struct reader *reader)
{
    return reader->at == 0 || reader->bytes.at[reader->at - 1] == '\n';
}

int reader_block(const struct reader *reader)
{
    return reader->blocks.count ? reader->blocks.at[reader->blocks.count - 1].number : 0;
}

struct element *reader_element(const struct reader *reader)
{
    return reader->elements.count ? &reader->elements.at[reader->elements.count - 1] : NULL;
}

enum line_kind reader_line_kind(const struct reader *reader, size_t *mark)
{
    const struct str bytes = reader->bytes;
    size_t i = reader->at;
    while (i < bytes.len && (bytes.at[i] == ' ' || bytes.at[i] == '\t'))
        i++;
    *mark = i;
    if (i >= bytes.len || bytes.at[i] != '%')
        return LINE_MARKUP;
    struct str behind = str_part(bytes, i + 1, 1);
    return str_is(behind, S("#")) ? LINE_COMMENT : str_is(behind, S("%")) ? LINE_HEAD : LINE_CODE;
}

/* Gives the rest of the line without its end, and stands at the next line. */
static struct str line_take(struct reader *reader)
{
    struct str rest = str_part(reader->bytes, reader->at, reader->bytes.len);
    size_t end = str_find_char(rest, '\n');
    reader->at += end < rest.len ? end + 1 : end;
    struct str line = str_part(rest, 0, end);
    return str_ends(line, S("\r")) ? str_part(line, 0, line.len - 1) : line;
}

void reader_skip_line(struct reader *reader)
{
    line_take(reader);
}

/* ---- C ---- */

size_t c_quoted_end(struct str text, size_t i)
{
    char quote = text.at[i];
    if (quote == '/' && i + 1 < text.len && text.at[i + 1] == '/')
        return i + str_find_char(str_part(text, i, text.len), '\n');
    if (quote == '/' && i + 1 < text.len && text.at[i + 1] == '*') {
        size_t end = str_find(str_part(text, i + 2, text.len), S("*/"));
        return i + 2 + end + 2 <= text.len ? i + 2 + end + 2 : C_ENDLESS;
    }
    if (quote != '"' && quote != '\'')
        return i;
    for (i++; i < text.len; i++) {
        if (text.at[i] == '\\')
            i++;
        else if (text.at[i] == quote)
            return i + 1;
    }
    return C_ENDLESS;
}

static bool block_close(struct reader *reader, size_t from)
{
    if (reader->blocks.count == 0)
        return reader_refuse(reader, from, "this } closes no {");
    reader->blocks.count--;
    return true;
}

bool reader_code_line(struct reader *reader, size_t mark)
{
    if (!reader->function)
        return reader_refuse(reader, mark, "a line of C before the first %%%% page");
    reader->at = mark + 1;
    struct str line = line_take(reader);
    if (str_starts(str_trim(line), S("#")))
        return reader_refuse(reader, mark, "no preprocessor in a template");
    for (size_t i = 0; i < line.len;) {
        size_t end = c_quoted_end(line, i);
        if (end == C_ENDLESS)
            return reader_refuse(reader, mark + 1 + i,
                                 "a string, character or comment must end on its line");
        if (line.at[i] == '{')
            *list_add(&reader->blocks, reader->mem) =
                (struct block){++reader->block_number, mark + 1 + i};
        if (line.at[i] == '}' && !block_close(reader, mark + 1 + i))
            return false;
        i = end > i ? end : i + 1;
    }
    if (str_trim(line).len)
        reader_piece(reader, &reader->function->pieces, PIECE_CODE, line, mark + 1);
    return true;
}

/* The last byte of C in a line that is neither blank nor comment; NUL if there is none. */
static char code_last_byte(struct str line)
{
    char last = '\0';
    for (size_t i = 0; i < line.len;) {
        size_t end = c_quoted_end(line, i);
        if (end > i) {
            if (line.at[i] != '/')
                last = line.at[i];
            i = end;
            continue;
        }
        if (!byte_is_blank(line.at[i]))
            last = line.at[i];
        i++;
    }
    return last;
}

/* Markup becomes several statements: behind `if (x)` without a brace all but the first would escape
 * the condition. */
static bool code_is_finished(struct reader *reader)
{
    const struct pieces *pieces = &reader->function->pieces;
    for (size_t i = pieces->count; i > 0 && pieces->at[i - 1].type == PIECE_CODE; i--) {
        char last = code_last_byte(pieces->at[i - 1].text);
        if (last == '{' || last == '}' || last == ';' || last == ':')
            return true;
        if (last)
            return reader_refuse(reader, pieces->at[i - 1].from,
                                 "markup follows an unfinished line of C: end it with { } ; or :");
    }
    return true;
}

/* ---- pieces ---- */

struct piece *reader_piece(struct reader *reader, struct pieces *pieces, enum piece_type type,
                           struct str text, size_t from)
{
    struct piece *piece = list_add(pieces, reader->mem);
    *piece = (struct piece){.type = type,
                            .text = text,
                            .from = from,
                            .line = reader_line(reader, from),
                            .column = reader_column(reader, from)};
    return piece;
}

bool reader_append(struct reader *reader, const struct pieces *run)
{
    for (size_t i = 0; i < run->count; i++) {
        if (run->at[i].type == PIECE_LITERAL && run->at[i].text.len == 0)
            continue;
        if (!code_is_finished(reader))
            return false;
        *list_add(&reader->function->pieces, reader->mem) = run->at[i];
    }
    return true;
}

/* ---- the file ---- */

static bool function_finish(struct reader *reader)
{
    if (!reader->function)
        return true;
    if (reader->blocks.count)
        return reader_refuse(reader, reader->blocks.at[reader->blocks.count - 1].from,
                             "this { is never closed");
    const struct element *element = reader_element(reader);
    if (element && !reader->function->is_open)
        return reader_refuse(reader, element->from, "<%.*s> is never closed",
                             STR_ARG(element->name));
    if (!code_is_finished(reader))
        return false;
    reader->elements.count = 0;
    reader->block_number = 0;
    return true;
}

/* A head may go on over several %% lines until its parentheses are closed. */
static struct str head_whole(struct reader *reader, struct str head)
{
    size_t mark;
    while (str_find_char(head, ')') == head.len && !reader_is_at_end(reader) &&
           reader_line_kind(reader, &mark) == LINE_HEAD) {
        reader->at = mark + 2;
        struct str more = str_trim(line_take(reader));
        head = str_format(reader->mem, "%.*s %.*s", STR_ARG(head), STR_ARG(more));
    }
    return head;
}

static bool function_begin(struct reader *reader, size_t from, struct str head, bool is_static)
{
    if (!function_finish(reader))
        return false;
    head = head_whole(reader, str_trim(head));
    if (str_find(head, S("struct html *out")) == head.len || !str_ends(head, S(")")) ||
        !str_starts(head, S("void ")))
        return reader_refuse(reader, from,
                             "a function is written as: void name_html(struct html *out, ...)");
    reader->function = list_add(&reader->template->functions, reader->mem);
    *reader->function = (struct template_function){
        .head = head, .line = reader_line(reader, from), .is_static = is_static};
    return true;
}

static bool head_read(struct reader *reader, size_t mark)
{
    reader->at = mark + 2;
    struct str line = str_trim(line_take(reader)), word;
    struct str rest = line.at ? line : S("");
    if (!str_cut(&rest, ' ', &word))
        word = S("");
    if (str_is(word, S("include"))) {
        if (reader->function)
            return reader_refuse(reader, mark, "includes stand above the first %%%% page");
        *list_add(&reader->template->includes, reader->mem) = str_trim(rest);
        return true;
    }
    if (str_is(word, S("page")) || str_is(word, S("static")))
        return function_begin(reader, mark, rest.at ? rest : S(""), str_is(word, S("static")));
    if (!str_is(line, S("open")))
        return reader_refuse(reader, mark, "after %%%% stands include, page, static or open");
    if (!reader->function || reader->function->pieces.count)
        return reader_refuse(reader, mark, "%%%% open stands right below its %%%% page");
    reader->function->is_open = true;
    return true;
}

/* Reads what begins at the reader's place. */
static bool item_read(struct reader *reader)
{
    size_t mark;
    if (reader_is_at_line_start(reader)) {
        enum line_kind kind = reader_line_kind(reader, &mark);
        if (kind == LINE_HEAD)
            return head_read(reader, mark);
        if (kind == LINE_CODE)
            return reader_code_line(reader, mark);
        if (kind == LINE_COMMENT) {
            reader_skip_line(reader);
            return true;
        }
    }
    if (!reader->function && byte_is_blank(reader_byte(reader))) {
        reader->at++;
        return true;
    }
    if (!reader->function)
        return reader_refuse(reader, reader->at, "markup before the first %%%% page");
    return reader_byte(reader) == '<' ? reader_tag(reader) : reader_text(reader);
}

bool template_read(struct arena *mem, const char *path, struct str bytes, struct template *result,
                   struct error *err)
{
    *result = (struct template){.path = path};
    struct reader reader = {
        .mem = mem, .path = path, .bytes = bytes, .template = result, .err = err};
    if (!lines_find(&reader))
        return false;
    while (!reader_is_at_end(&reader))
        if (!item_read(&reader))
            return false;
    if (!reader.function)
        return reader_refuse(&reader, 0, "no %%%% page in this file");
    return function_finish(&reader);
}
