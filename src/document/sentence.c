#include "document/sentence.h"

#include "base/unicode.h"

enum { EN_DASH = 0x2013, ELLIPSIS = 0x2026 };

/* Brackets and quotation marks that open, each followed by its partner. ASCII quotes are left
 * alone: one cannot see which of the two they are. */
static const uint32_t brackets[][2] = {
    {'(', ')'}, {'[', ']'}, {'{', '}'}, {0x201C, 0x201D}, {0x2018, 0x2019}, {0xAB, 0xBB},
};

static uint32_t partner_of(uint32_t opening)
{
    for (size_t i = 0; i < COUNT_OF(brackets); i++)
        if (brackets[i][0] == opening)
            return brackets[i][1];
    return 0;
}

static bool is_closing(uint32_t character)
{
    for (size_t i = 0; i < COUNT_OF(brackets); i++)
        if (brackets[i][1] == character)
            return true;
    return false;
}

static bool is_stop(uint32_t character)
{
    return character == '.' || character == '!' || character == '?' || character == ELLIPSIS;
}

/* True if the character is one of the ASCII signs. */
static bool is_sign(uint32_t character, const char *signs)
{
    return character > 0 && character < 0x80 && strchr(signs, (int)character);
}

/* The byte where the text's last character begins. */
static size_t last_start(struct str text)
{
    size_t at = text.len;
    while (at > 0 && ((unsigned char)text.at[--at] & 0xC0) == 0x80)
        ;
    return at;
}

/* The last character of this sentence: of its words, else of its last figure, else 0. */
static uint32_t last_of(const struct sentence *out)
{
    struct str tail = text_str(&out->words);
    if (tail.len == out->words_start) {
        if (out->figures == 0)
            return 0;
        tail = out->block->runs.at[out->block->runs.count - 1].text;
    }
    size_t at = last_start(tail);
    return utf8_next(tail, &at);
}

struct sentence sentence_new(struct arena *mem, struct block *block)
{
    struct sentence out = {.mem = mem, .block = block, .words = text_new(mem, SIZE_MAX)};
    if (block->runs.count)
        text_char(&out.words, ' ');
    out.words_start = out.words.len;
    return out;
}

/* Writes the separator and blank that were held back: something follows them after all. */
static void held_back_write(struct sentence *out)
{
    if (out->separator && out->last)
        text_char(&out->words, out->separator);
    if (out->has_blank && out->last && !partner_of(out->last))
        text_char(&out->words, ' ');
    out->separator = 0;
    out->has_blank = false;
}

/* The piece, its first letter as a capital if the sentence has had no letter or digit yet. */
static struct str capital(struct sentence *out, struct str piece)
{
    size_t at = 0;
    while (!out->is_capital_done && at < piece.len) {
        size_t start = at;
        uint32_t character = utf8_next(piece, &at);
        if (partner_of(character) || is_closing(character) || is_sign(character, "\"'- ") ||
            character == EN_DASH)
            continue;
        out->is_capital_done = true;
        struct str parts[] = {
            str_part(piece, 0, start),
            unicode_upper_first(out->mem, str_part(piece, start, at - start)),
            str_part(piece, at, piece.len),
        };
        return str_join(out->mem, parts, COUNT_OF(parts), S(""));
    }
    return piece;
}

/* A separator is held back until it is known what follows; of two neighbours the stronger stays. */
static void separator_take(struct sentence *out, char separator)
{
    static const char strength[] = ",;:";
    if (!out->separator || strchr(strength, separator) > strchr(strength, out->separator))
        out->separator = separator;
    out->has_blank = false;
}

/* A stop swallows the separator before it; a full stop behind any stop but a touching one (as in
 * "...") is what a vanished piece left. */
static void stop_take(struct sentence *out, struct str stop, uint32_t character)
{
    bool is_touching = !out->has_blank && !out->separator && out->words.len > out->words_start;
    bool is_left = character == '.' && is_stop(out->last) && !(is_touching && out->last == '.');
    out->separator = 0;
    out->has_blank = false;
    if (out->last == 0 || partner_of(out->last) || is_left)
        return;
    text_add(&out->words, stop);
    out->last = character;
}

/* A closing bracket right behind its partner takes it away: nothing is left between them. */
static void closing_take(struct sentence *out, struct str closing, uint32_t character)
{
    out->separator = 0;
    out->has_blank = false;
    if (out->last == 0)
        return; /* what it should close is not there */
    if (partner_of(out->last) != character) {
        text_add(&out->words, closing);
        out->last = character;
        return;
    }
    out->words.len = last_start(text_str(&out->words));
    if (out->words.len > out->words_start && out->words.at[out->words.len - 1] == ' ') {
        out->words.len--;
        out->has_blank = true;
    }
    out->last = last_of(out);
    if (is_sign(out->last, ",;:") && out->words.len > out->words_start) {
        out->separator = (char)out->last;
        out->words.len--;
        out->last = last_of(out);
    }
}

void sentence_text(struct sentence *out, struct str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t character = utf8_next(text, &at);
        struct str piece = str_part(text, start, at - start);
        if (character == ' ' || character == '\t') {
            out->has_blank = true;
        } else if (character == ',' || character == ';' || character == ':') {
            separator_take(out, (char)character);
        } else if (is_stop(character)) {
            stop_take(out, piece, character);
        } else if (is_closing(character)) {
            closing_take(out, piece, character);
        } else {
            held_back_write(out);
            text_add(&out->words, capital(out, piece));
            out->last = character;
        }
    }
}

void sentence_given(struct sentence *out, struct str text)
{
    text = str_trim(text);
    if (text.len == 0)
        return;
    held_back_write(out);
    text_add(&out->words, capital(out, text));
    out->last = last_of(out);
}

static void words_flush(struct sentence *out)
{
    block_text(out->block, out->mem, text_str(&out->words));
    out->words = text_new(out->mem, SIZE_MAX);
    out->words_start = 0;
}

struct run *sentence_figure(struct sentence *out, struct str code, struct str facet,
                            struct str text)
{
    held_back_write(out);
    words_flush(out);
    struct run *run = block_run(out->block, out->mem, RUN_FIGURE, capital(out, str_trim(text)));
    run->code = code;
    run->facet = facet;
    out->figures++;
    out->last = last_of(out);
    return run;
}

/* True if the words end in exactly two dots: "v.v" and a full stop too many. */
static bool has_two_dots(const struct sentence *out)
{
    struct str words = text_str(&out->words);
    return str_ends(words, S("..")) && !str_ends(words, S("..."));
}

void sentence_end(struct sentence *out, bool has_stop)
{
    bool is_empty = out->last == 0;
    if (is_empty)
        out->words.len = 0; /* not even the blank before it */
    if (has_stop && has_two_dots(out))
        out->words.len--;
    if (has_stop && !is_empty && !is_stop(out->last))
        text_char(&out->words, '.');
    words_flush(out);
}
