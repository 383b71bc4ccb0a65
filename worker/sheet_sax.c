#include "worker/sheet_sax.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

/* How libxml2 lays attributes out: five pointers each. */
enum { ATTRIBUTE_NAME, ATTRIBUTE_PREFIX, ATTRIBUTE_URI, ATTRIBUTE_VALUE, ATTRIBUTE_END, POINTERS };

struct reading {
    const char *part;
    const struct sax_reader *reader;
    xmlParserCtxt *parser;
    struct error *err;
    bool is_refused; /* by the reader, or for its document type; *err says why */
};

static struct str text_of(const xmlChar *text)
{
    return str_of((const char *)text);
}

/* ---- attributes ---- */

static struct str attribute_find(const struct sax_element *element, struct str name,
                                 bool has_prefix)
{
    for (size_t i = 0; i < element->attributes_count; i++) {
        const xmlChar *const *attribute = element->attributes + i * POINTERS;
        if ((attribute[ATTRIBUTE_PREFIX] != NULL) == has_prefix &&
            str_is(text_of(attribute[ATTRIBUTE_NAME]), name)) {
            const xmlChar *value = attribute[ATTRIBUTE_VALUE];
            return (struct str){(const char *)value, (size_t)(attribute[ATTRIBUTE_END] - value)};
        }
    }
    return STR_NONE;
}

struct str sax_attribute(const struct sax_element *element, struct str name)
{
    return attribute_find(element, name, false);
}

struct str sax_attribute_prefixed(const struct sax_element *element, struct str name)
{
    return attribute_find(element, name, true);
}

bool sax_flag(const struct sax_element *element, struct str name)
{
    struct str value = sax_attribute(element, name);
    return str_is(value, S("1")) || str_is(value, S("true")) || str_is(value, S("on"));
}

/* ---- what the library tells ---- */

static void take_result(struct reading *reading, bool is_well)
{
    if (is_well)
        return;
    reading->is_refused = true;
    xmlStopParser(reading->parser);
}

static void take_open(void *context, const xmlChar *name, unused const xmlChar *prefix,
                      unused const xmlChar *uri, unused int namespaces_count,
                      unused const xmlChar **namespaces, int attributes_count,
                      unused int defaulted_count, const xmlChar **attributes)
{
    struct reading *reading = context;
    struct sax_element element = {text_of(name), (const xmlChar *const *)attributes,
                                  (size_t)attributes_count};
    if (!reading->is_refused)
        take_result(reading,
                    reading->reader->open(reading->reader->context, &element, reading->err));
}

static void take_close(void *context, const xmlChar *name, unused const xmlChar *prefix,
                       unused const xmlChar *uri)
{
    struct reading *reading = context;
    if (!reading->is_refused && reading->reader->close)
        take_result(reading,
                    reading->reader->close(reading->reader->context, text_of(name), reading->err));
}

static void take_text(void *context, const xmlChar *text, int len)
{
    struct reading *reading = context;
    struct str piece = {(const char *)text, (size_t)len};
    if (!reading->is_refused && reading->reader->text)
        take_result(reading, reading->reader->text(reading->reader->context, piece, reading->err));
}

static void take_document_type(void *context, unused const xmlChar *name,
                               unused const xmlChar *external, unused const xmlChar *system)
{
    struct reading *reading = context;
    if (!reading->is_refused)
        take_result(reading,
                    fail(reading->err, ERROR_INVALID, "sheet",
                         "tệp có phần khai báo DTD mà bảng tính không bao giờ có nên không mở; hãy "
                         "mở bằng Excel, lưu lại rồi gửi"));
}

/* What is wrong is told once, at the end. */
static void take_complaint(unused void *context, unused xmlError *complaint)
{
}

/* ---- reading ---- */

static bool damaged(const char *part, struct error *err)
{
    return fail(err, ERROR_INVALID, "sheet",
                "tệp hỏng ở phần %.80s; hãy mở bằng Excel, lưu lại rồi gửi", part);
}

static bool take_piece(void *context, struct str piece, struct error *err)
{
    struct reading *reading = context;
    (void)xmlParseChunk(reading->parser, piece.at, (int)piece.len, 0); /* wellFormed tells */
    return !reading->is_refused && (reading->parser->wellFormed || damaged(reading->part, err));
}

void sax_begin(void)
{
    xmlInitParser();
}

bool sax_read(struct archive *archive, const char *part, const struct sax_reader *reader,
              struct error *err)
{
    struct reading reading = {.part = part, .reader = reader, .err = err};
    xmlSAXHandler told = {.internalSubset = take_document_type,
                          .startElementNs = take_open,
                          .endElementNs = take_close,
                          .characters = take_text,
                          .ignorableWhitespace = take_text, /* the same: it is not told apart */
                          .cdataBlock = take_text,
                          .serror = take_complaint,
                          .initialized = XML_SAX2_MAGIC};
    reading.parser = xmlCreatePushParserCtxt(&told, &reading, NULL, 0, NULL);
    if (!reading.parser)
        return damaged(part, err);
    xmlCtxtUseOptions(reading.parser, XML_PARSE_NONET);
    bool is_well = archive_read(archive, part, take_piece, &reading, err);
    if (is_well)
        (void)xmlParseChunk(reading.parser, NULL, 0, 1);
    is_well = is_well && !reading.is_refused;
    bool is_xml = reading.parser->wellFormed;
    xmlFreeParserCtxt(reading.parser);
    return is_well && (is_xml || damaged(part, err));
}
