#include "document/xml.h"

#include "base/text.h"
#include "base/unicode.h"

#include <libxml/xmlwriter.h>

struct xml {
    struct arena *mem;
    xmlBuffer *buffer;
    xmlTextWriter *writer; /* NULL: it could not be made */
    bool is_broken;
};

static const xmlChar *name_of(const char *name)
{
    return (const xmlChar *)name;
}

struct xml *xml_new(struct arena *mem)
{
    struct xml *xml = arena_one(mem, struct xml);
    xml->mem = mem;
    xml->buffer = xmlBufferCreate();
    xml->writer = xml->buffer ? xmlNewTextWriterMemory(xml->buffer, 0) : NULL;
    xml->is_broken =
        !xml->writer || xmlTextWriterStartDocument(xml->writer, NULL, "UTF-8", "yes") < 0;
    return xml;
}

/* Notes whether a call of the library went wrong. */
static void note(struct xml *xml, int result)
{
    xml->is_broken |= result < 0;
}

/* ---- what XML can hold ---- */

static bool is_plain(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < 0x20 || (unsigned char)text.at[i] >= 0x7f)
            return false;
    return true;
}

static bool is_held(uint32_t character)
{
    return character >= 0x20 && !(character >= 0x7f && character <= 0x9f) && character != 0xfffe &&
           character != 0xffff;
}

/* The bytes of the character at `at`, at most 4; 1 for a byte that begins none. */
static size_t character_bytes(struct str text, size_t at)
{
    for (size_t len = 1; len <= 4 && at + len <= text.len; len++)
        if (utf8_is_valid(str_part(text, at, len)) || text.at[at] == '\0')
            return len;
    return 1;
}

static void put_held(struct text *out, struct str character)
{
    size_t i = 0;
    bool is_nul = character.at[0] == '\0';
    if (!is_nul && !utf8_is_valid(character))
        text_add(out, S("\uFFFD"));
    else if (!is_nul && is_held(utf8_next(character, &i)))
        text_add(out, character);
    else
        text_char(out, ' ');
}

struct str xml_held(struct arena *mem, struct str text)
{
    if (is_plain(text))
        return str_copy(mem, text);
    struct text out = text_new(mem, SIZE_MAX);
    for (size_t at = 0, len; at < text.len; at += len) {
        len = character_bytes(text, at);
        put_held(&out, str_part(text, at, len));
    }
    return str_copy(mem, text_str(&out));
}

static const xmlChar *held(struct xml *xml, struct str text)
{
    return (const xmlChar *)xml_held(xml->mem, text).at;
}

/* ---- writing ---- */

void xml_open(struct xml *xml, const char *name)
{
    if (!xml->is_broken)
        note(xml, xmlTextWriterStartElement(xml->writer, name_of(name)));
}

void xml_attribute(struct xml *xml, const char *name, struct str value)
{
    if (!xml->is_broken)
        note(xml, xmlTextWriterWriteAttribute(xml->writer, name_of(name), held(xml, value)));
}

void xml_text(struct xml *xml, struct str text)
{
    if (!xml->is_broken && text.len)
        note(xml, xmlTextWriterWriteString(xml->writer, held(xml, text)));
}

void xml_close(struct xml *xml)
{
    if (!xml->is_broken)
        note(xml, xmlTextWriterEndElement(xml->writer));
}

void xml_element(struct xml *xml, const char *name, struct str text)
{
    xml_open(xml, name);
    xml_text(xml, text);
    xml_close(xml);
}

void xml_leaf(struct xml *xml, const char *element, const char *name, struct str value)
{
    xml_open(xml, element);
    if (name)
        xml_attribute(xml, name, value);
    xml_close(xml);
}

void xml_leaf_int(struct xml *xml, const char *element, const char *name, int64_t value)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%lld", (long long)value);
    xml_leaf(xml, element, name, (struct str){digits, (size_t)len});
}

bool xml_end(struct xml *xml, struct str *bytes, struct error *err)
{
    if (!xml->is_broken)
        note(xml, xmlTextWriterEndDocument(xml->writer));
    if (xml->writer)
        xmlFreeTextWriter(xml->writer); /* flushes into the buffer */
    bool is_well = !xml->is_broken;
    if (is_well)
        *bytes = str_copy(xml->mem, (struct str){(const char *)xmlBufferContent(xml->buffer),
                                                 (size_t)xmlBufferLength(xml->buffer)});
    if (xml->buffer)
        xmlBufferFree(xml->buffer);
    return is_well || fail(err, ERROR_BROKEN, "xml", "không lập được văn bản XML");
}
