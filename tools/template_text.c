#include "template_reader.h"

enum { LITERAL_MAX_BYTES = TEMPLATE_MAX_BYTES };

/* ---- values ---- */

bool reader_value(struct reader *reader, struct pieces *pieces, enum value_place place)
{
    size_t from = reader->at;
    struct str rest = str_part(reader->bytes, from, reader->bytes.len);
    rest = str_part(rest, 0, str_find_char(rest, '\n'));
    int depth = 0;
    for (size_t i = 2; i < rest.len;) {
        if (depth == 0 && str_starts(str_part(rest, i, 2), S("}}"))) {
            struct str expression = str_trim(str_part(rest, 2, i - 2));
            if (expression.len == 0)
                return reader_refuse(reader, from, "an empty {{ }}");
            reader->at = from + i + 2;
            reader_piece(reader, pieces, PIECE_VALUE, expression,
                         (size_t)(expression.at - reader->bytes.at))
                ->place = place;
            return true;
        }
        size_t end = c_quoted_end(rest, i);
        if (end == C_ENDLESS || (end == rest.len && rest.at[i] == '/'))
            return reader_refuse(reader, from + i, "a string or comment that does not end");
        depth += strchr("({[", rest.at[i]) != NULL && rest.at[i];
        depth -= strchr(")}]", rest.at[i]) != NULL && rest.at[i];
        if (depth < 0 || (depth == 0 && rest.at[i] == ';'))
            return reader_refuse(reader, from + i, "unexpected %c in an expression", rest.at[i]);
        i = end > i ? end : i + 1;
    }
    return reader_refuse(reader, from, "{{ without }} on the same line");
}

/* ---- text ---- */

void reader_add_collapsed(struct text *literal, char byte)
{
    if (!byte_is_blank(byte)) {
        text_char(literal, byte);
        return;
    }
    bool is_line_end = byte == '\n';
    if (literal->len == 0 || !byte_is_blank(literal->at[literal->len - 1]))
        text_char(literal, is_line_end ? '\n' : ' ');
    else if (is_line_end)
        literal->at[literal->len - 1] = '\n';
}

static const struct {
    struct str name;
    struct str text;
} references[] = {
    {{"amp", 3}, {"&", 1}},   {{"lt", 2}, {"<", 1}},   {{"gt", 2}, {">", 1}},
    {{"quot", 4}, {"\"", 1}}, {{"apos", 4}, {"'", 1}}, {{"nbsp", 4}, {"\xC2\xA0", 2}},
    {{"#39", 3}, {"'", 1}},   {{"#123", 4}, {"{", 1}}, {{"#125", 4}, {"}", 1}},
    {{"#37", 3}, {"%", 1}},
};

/* The text of the reference that `text` begins with (at its '&'); *len: its bytes. STR_NONE if it
 * is none that we know. */
static struct str reference_text(struct str text, size_t *len)
{
    size_t end = str_find_char(str_part(text, 0, 12), ';');
    struct str name = str_part(text, 1, end - 1);
    *len = end + 1;
    for (size_t i = 0; i < COUNT_OF(references) && end < text.len; i++)
        if (str_is(name, references[i].name))
            return references[i].text;
    return STR_NONE;
}

bool reader_reference(struct reader *reader, struct text *literal)
{
    size_t len;
    struct str rest = str_part(reader->bytes, reader->at, reader->bytes.len);
    if (!reference_text(rest, &len).at)
        return reader_refuse(reader, reader->at,
                             "write &amp; for &, and other characters as they are (known: &amp; "
                             "&lt; &gt; &quot; &apos; &nbsp; &#37; &#39; &#123; &#125;)");
    text_add(literal, str_part(rest, 0, len));
    reader->at += len;
    return true;
}

/* The plain text of markup: references undone, blanks collapsed to single ones. */
static void add_plain(struct text *out, struct str markup)
{
    for (size_t i = 0, len; i < markup.len; i += len) {
        len = 1;
        struct str plain = str_part(markup, i, 1);
        if (markup.at[i] == '&')
            plain = reference_text(str_part(markup, i, markup.len), &len);
        if (byte_is_blank(markup.at[i]))
            reader_add_collapsed(out, ' ');
        else
            text_add(out, plain);
    }
}

bool reader_append_message(struct reader *reader, const struct pieces *run)
{
    struct text id = text_new(reader->mem, LITERAL_MAX_BYTES);
    int values = 0;
    for (size_t i = 0; i < run->count; i++) {
        const struct piece *piece = &run->at[i];
        if (piece->type == PIECE_VALUE && ++values > MESSAGE_VALUES_MAX)
            return reader_refuse(reader, piece->from, "more than %d values in one message",
                                 MESSAGE_VALUES_MAX);
        if (piece->type == PIECE_VALUE)
            text_format(&id, "{%d}", values);
        else if (str_find_char(piece->text, '{') < piece->text.len)
            return reader_refuse(reader, piece->from, "a message cannot hold {: write &#123;");
        else
            add_plain(&id, piece->text);
    }
    struct pieces message = {0};
    reader_piece(reader, &message, PIECE_MESSAGE, text_str(&id), run->at[0].from)->parts =
        run->count;
    return reader_append(reader, &message) && reader_append(reader, run);
}

/* Cuts blanks off the run's start (or end) and gives them. */
static struct str run_blank_start(struct pieces *run)
{
    struct str *text = &run->at[0].text;
    size_t len = 0;
    while (run->at[0].type == PIECE_LITERAL && len < text->len && byte_is_blank(text->at[len]))
        len++;
    struct str blank = str_part(*text, 0, len);
    if (len)
        *text = str_part(*text, len, text->len);
    return blank;
}

static struct str run_blank_end(struct pieces *run)
{
    struct piece *last = &run->at[run->count - 1];
    size_t keep = last->text.len;
    while (last->type == PIECE_LITERAL && keep && byte_is_blank(last->text.at[keep - 1]))
        keep--;
    struct str blank = str_part(last->text, keep, last->text.len);
    if (last->type == PIECE_LITERAL)
        last->text = str_part(last->text, 0, keep);
    return blank;
}

static bool run_has_letter(struct reader *reader, const struct pieces *run)
{
    for (size_t i = 0; i < run->count; i++) {
        struct text plain = text_new(reader->mem, LITERAL_MAX_BYTES);
        if (run->at[i].type == PIECE_LITERAL)
            add_plain(&plain, run->at[i].text);
        if (message_has_letter(text_str(&plain)))
            return true;
    }
    return false;
}

/* Without literals that trimming made empty: a message's parts are counted. */
static void run_drop_empty(struct pieces *run)
{
    size_t kept = 0;
    for (size_t i = 0; i < run->count; i++)
        if (run->at[i].type != PIECE_LITERAL || run->at[i].text.len)
            run->at[kept++] = run->at[i];
    run->count = kept;
}

/* Decides what a run of text between two tags is: nothing, blanks, text, or a message. */
static bool run_finish(struct reader *reader, struct pieces *run)
{
    const struct element *element = reader_element(reader);
    bool is_verbatim = element && element->is_verbatim;
    const struct pieces *done = &reader->function->pieces;
    if (run->count == 0)
        return true;
    if (element && str_is(element->name, S("script")) &&
        (run->at[0].type != PIECE_LITERAL || run->count > 1 || str_trim(run->at[0].text).len))
        return reader_refuse(reader, run->at[0].from, "no text inside <script>: scripts are files");
    if (is_verbatim)
        return reader_append(reader, run);
    struct str start = run_blank_start(run), end = run_blank_end(run);
    if (done->count == 0 || done->at[done->count - 1].type == PIECE_CODE)
        start = S(""); /* a line end was written before: the line of C stands on its own line */
    struct pieces before = {0}, after = {0};
    reader_piece(reader, &before, PIECE_LITERAL, start, run->at[0].from);
    reader_piece(reader, &after, PIECE_LITERAL, end, run->at[0].from);
    run_drop_empty(run);
    bool is_message = run_has_letter(reader, run) && !(element && element->is_untranslated);
    return reader_append(reader, &before) &&
           (is_message ? reader_append_message(reader, run) : reader_append(reader, run)) &&
           reader_append(reader, &after);
}

static void literal_flush(struct reader *reader, struct pieces *run, struct text *literal,
                          size_t from)
{
    if (literal->len)
        reader_piece(reader, run, PIECE_LITERAL, text_str(literal), from);
    *literal = text_new(reader->mem, LITERAL_MAX_BYTES);
}

static bool text_byte(struct reader *reader, struct text *literal)
{
    const struct element *element = reader_element(reader);
    char byte = reader_byte(reader);
    if (byte == '&')
        return reader_reference(reader, literal);
    if (reader_sees(reader, "}}"))
        return reader_refuse(reader, reader->at, "}} without {{");
    if (element && element->is_verbatim)
        text_char(literal, byte);
    else
        reader_add_collapsed(literal, byte);
    reader->at++;
    return true;
}

/* Reads text up to the next tag, line of C or head. */
bool reader_text(struct reader *reader)
{
    struct pieces run = {0};
    struct text literal = text_new(reader->mem, LITERAL_MAX_BYTES);
    size_t from = reader->at, mark;
    while (!reader_is_at_end(reader) && reader_byte(reader) != '<') {
        enum line_kind kind =
            reader_is_at_line_start(reader) ? reader_line_kind(reader, &mark) : LINE_MARKUP;
        if (kind == LINE_COMMENT) {
            reader_skip_line(reader);
        } else if (kind != LINE_MARKUP) {
            break;
        } else if (reader_sees(reader, "{{")) {
            literal_flush(reader, &run, &literal, from);
            if (!reader_value(reader, &run, VALUE_TEXT))
                return false;
            from = reader->at;
        } else {
            if (literal.len == 0 || (literal.len == 1 && byte_is_blank(literal.at[0])))
                from = reader->at; /* the first that is no blank */
            if (!text_byte(reader, &literal))
                return false;
        }
    }
    literal_flush(reader, &run, &literal, from);
    return run_finish(reader, &run);
}
