/* XML on its way out. A sticky writer: what goes wrong in between is said once, by xml_end. The
 * only file that names libxml2 is xml.c. */
#ifndef DOCUMENT_XML_H
#define DOCUMENT_XML_H

#include "base/error.h"
#include "base/str.h"

struct xml;

/* The text as any XML reader takes it (XML 1.0, 2.2): bytes that are no UTF-8 become U+FFFD,
 * control characters a blank. A NUL stands behind it. */
struct str xml_held(struct arena *mem, struct str text);

/* A new document in `mem`, with its declaration. Must be ended by xml_end, whatever happens. */
struct xml *xml_new(struct arena *mem);

/* Elements, attributes and text, in the order in which they stand in the file; names are literals.
 * Texts are escaped, and made what XML can hold. An attribute follows its element's xml_open at
 * once. */
void xml_open(struct xml *xml, const char *name);
void xml_attribute(struct xml *xml, const char *name, struct str value);
void xml_text(struct xml *xml, struct str text);
void xml_close(struct xml *xml);

/* A whole element with text. */
void xml_element(struct xml *xml, const char *name, struct str text);

/* A whole element with one attribute, or with none if `name` is NULL. */
void xml_leaf(struct xml *xml, const char *element, const char *name, struct str value);
void xml_leaf_int(struct xml *xml, const char *element, const char *name, int64_t value);

/* Closes what is open, gives the bytes in the arena and ends the writer. Fails BROKEN when the
 * library did. */
must_check bool xml_end(struct xml *xml, struct str *bytes, struct error *err);

#endif
