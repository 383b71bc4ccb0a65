/* A part of a workbook read as XML, element by element, never as a whole. A part with a document
 * type is refused, so that there are no entities but XML's own five; nothing is fetched. The only
 * file of the helper that names libxml2 is sheet_sax.c. */
#ifndef WORKER_SHEET_SAX_H
#define WORKER_SHEET_SAX_H

#include "worker/sheet_archive.h"

/* Names are without their prefix: writers choose those as they like. */
struct sax_element {
    struct str name;
    const unsigned char *const *attributes; /* for sax_attribute */
    size_t attributes_count;
};

/* Who is told; false ends the reading, with the reason in *err. Texts last until the function
 * returns; one text may come in several pieces. */
struct sax_reader {
    void *context;
    bool (*open)(void *context, const struct sax_element *element, struct error *err);
    bool (*text)(void *context, struct str text, struct error *err);  /* may be NULL */
    bool (*close)(void *context, struct str name, struct error *err); /* may be NULL */
};

/* The value of an attribute without a prefix, or of one with a prefix ("r:id"); .at NULL if it is
 * not there. */
struct str sax_attribute(const struct sax_element *element, struct str name);
struct str sax_attribute_prefixed(const struct sax_element *element, struct str name);

/* "1", "true" or "on"; false if it says another thing or is not there. */
bool sax_flag(const struct sax_element *element, struct str name);

/* Readies the library, before the walls: what it looks up once it may look up now. */
void sax_begin(void);

/* Reads a part through. Fails INVALID (field "sheet") when it is damaged, no XML, has a document
 * type, or as the reader does. */
must_check bool sax_read(struct archive *archive, const char *part, const struct sax_reader *reader,
                         struct error *err);

#endif
