#include "document/prose_text.h"

#include "base/unicode.h"

enum { INDENT_MAX = 64, REPLACEMENT = 0xFFFD, ENTITY_MAX_BYTES = 12 };

struct str prose_plain(struct arena *mem, struct str markdown)
{
    struct text out = text_new(mem, SIZE_MAX);
    for (size_t i = 0; i < markdown.len; i++) {
        char c = markdown.at[i];
        bool is_pair = c == '\r' && i + 1 < markdown.len && markdown.at[i + 1] == '\n';
        if (c == '\t')
            text_add(&out, S("    "));
        else if (!is_pair)
            text_char(&out, c == '\r' ? '\n' : c);
    }
    return unicode_nfc(mem, text_str(&out));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool prose_line_is_deep(struct str line, size_t depth_max)
{
    size_t depth = 0, indent = 0, at = 0;
    for (; at < line.len; at++) {
        char c = line.at[at];
        bool is_spaced = at + 1 == line.len || line.at[at + 1] == ' ';
        if (c == ' ')
            indent++;
        else if (c == '>' || (is_spaced && strchr("-+*", c)) ||
                 (is_spaced && at > 0 && strchr(".)", c) && is_digit(line.at[at - 1])))
            depth++;
        else if (!is_digit(c))
            break;
    }
    return depth > depth_max || (at < line.len && indent > INDENT_MAX);
}

/* The character of "&amp;", "&#7841;" or "&#x1EA1;"; 0 for a name we do not know. */
static uint32_t entity_character(struct str entity)
{
    static const struct {
        struct str name;
        uint32_t character;
    } known[] = {
        {{"&amp;", 5}, '&'},      {{"&lt;", 4}, '<'},       {{"&gt;", 4}, '>'},
        {{"&quot;", 6}, '"'},     {{"&apos;", 6}, '\''},    {{"&nbsp;", 6}, 0xA0},
        {{"&ndash;", 7}, 0x2013}, {{"&mdash;", 7}, 0x2014}, {{"&hellip;", 8}, 0x2026},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_is(known[i].name, entity))
            return known[i].character;
    if (!str_starts(entity, S("&#")) || entity.len > ENTITY_MAX_BYTES)
        return 0;
    bool is_hex = (entity.at[2] | 0x20) == 'x';
    uint64_t value = strtoull(entity.at + (is_hex ? 3 : 2), NULL, is_hex ? 16 : 10);
    bool is_character = value >= 0x20 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    return is_character ? (uint32_t)value : REPLACEMENT;
}

void prose_entity_add(struct text *out, struct str entity)
{
    char bytes[4];
    uint32_t character = entity_character(entity);
    struct str letter = {bytes, character ? utf8_put(bytes, character) : 0};
    if (character == 0)
        text_add(out, entity);
    else
        text_add(out, unicode_has_control(letter) ? S("\xEF\xBF\xBD") : letter);
}

bool prose_address_is_allowed(struct str address)
{
    for (size_t i = 0; i < address.len; i++)
        if ((unsigned char)address.at[i] <= ' ' || address.at[i] == '\\')
            return false;
    if (!address.len || unicode_has_control(address))
        return false;
    if (address.at[0] == '/')
        return address.len == 1 || address.at[1] != '/';
    static const struct str schemes[] = {{"http://", 7}, {"https://", 8}, {"mailto:", 7}};
    for (size_t i = 0; i < COUNT_OF(schemes); i++)
        if (address.len > schemes[i].len &&
            strncasecmp(address.at, schemes[i].at, schemes[i].len) == 0)
            return true;
    return false;
}

struct prose_cursor prose_cursor_new(struct str text)
{
    return (struct prose_cursor){text.at, text.at, {1, 1}};
}

struct text_place prose_cursor_place(struct prose_cursor *cursor, const char *at)
{
    if (at < cursor->at)
        *cursor = (struct prose_cursor){cursor->start, cursor->start, {1, 1}};
    for (; cursor->at < at; cursor->at++) {
        bool is_letter = ((unsigned char)*cursor->at & 0xC0) != 0x80; /* not its further bytes */
        cursor->place.column += is_letter;
        if (*cursor->at == '\n')
            cursor->place = (struct text_place){cursor->place.line + 1, 1};
    }
    return cursor->place;
}
