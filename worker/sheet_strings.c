#include "worker/sheet_book.h"

#include "base/text.h"
#include "base/unicode.h"

/* ---- escapes ---- */

static int hex_of(char byte)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = byte ? strchr(digits, byte >= 'A' && byte <= 'F' ? byte + 32 : byte) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* The character that "_x000D_" at the front of `text` means; 0 if none stands there. */
static uint32_t escape_at(struct str text)
{
    uint32_t character = 0;
    if (text.len < 7 || text.at[1] != 'x' || text.at[6] != '_')
        return 0;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex_of(text.at[i]);
        if (digit < 0)
            return 0;
        character = character << 4 | (uint32_t)digit;
    }
    return character >= 0xD800 && character <= 0xDFFF ? 0 : character;
}

struct str escapes_undone(struct arena *mem, struct str text)
{
    if (str_find(text, S("_x")) == text.len)
        return text;
    char *at = arena_take(mem, text.len), *end = at;
    for (size_t i = 0; i < text.len;) {
        uint32_t character = text.at[i] == '_' ? escape_at(str_part(text, i, text.len)) : 0;
        if (character)
            end += utf8_put(end, character);
        else
            *end++ = text.at[i];
        i += character ? 7 : 1;
    }
    return (struct str){at, (size_t)(end - at)};
}

/* ---- the strings ---- */

struct strings_reading {
    struct workbook *book;
    struct text text; /* of the string that is open */
    bool is_in_text, is_in_phonetic;
};

static bool open_element(void *context, const struct sax_element *element, unused struct error *err)
{
    struct strings_reading *reading = context;
    if (str_is(element->name, S("si")))
        reading->text.len = 0;
    else if (str_is(element->name, S("rPh"))) /* how Japanese is pronounced */
        reading->is_in_phonetic = true;
    else if (str_is(element->name, S("t")))
        reading->is_in_text = !reading->is_in_phonetic;
    return true;
}

static bool take_text(void *context, struct str text, struct error *err)
{
    struct strings_reading *reading = context;
    if (reading->is_in_text)
        text_add(&reading->text, text);
    return !reading->text.is_over ||
           fail(err, ERROR_INVALID, "sheet", "tệp có quá nhiều chữ; hãy tách thành nhiều tệp");
}

/* Keeps the string: a copy, for what it was gathered in is used again. */
static bool string_keep(struct strings_reading *reading, struct error *err)
{
    struct workbook *book = reading->book;
    struct str text = text_str(&reading->text);
    struct shared_string *string = list_add(&book->strings, book->mem);
    book->text_bytes += text.len + sizeof *string;
    if (book->text_bytes > BOOK_STRINGS_MAX_BYTES)
        return fail(err, ERROR_INVALID, "sheet", "tệp có quá nhiều chữ; hãy tách thành nhiều tệp");
    text = escapes_undone(book->mem, str_copy(book->mem, text));
    string->text = sheet_text(book->mem, text, &string->notes);
    if (number_is_typed_as_text(string->text))
        string->notes |= SHEET_TEXT_NUMBER;
    return true;
}

static bool close_element(void *context, struct str name, struct error *err)
{
    struct strings_reading *reading = context;
    if (str_is(name, S("t")))
        reading->is_in_text = false;
    else if (str_is(name, S("rPh")))
        reading->is_in_phonetic = false;
    return !str_is(name, S("si")) || string_keep(reading, err);
}

bool strings_read(struct workbook *book, const char *part, struct error *err)
{
    struct strings_reading reading = {.book = book,
                                      .text = text_new(book->mem, BOOK_STRINGS_MAX_BYTES)};
    struct sax_reader reader = {&reading, open_element, take_text, close_element};
    bool is_well = sax_read(book->archive, part, &reader, err);
    book->text_bytes = 0; /* from here on that of the cells */
    return is_well;
}
