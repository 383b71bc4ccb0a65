/* A letter as a Word file (Office Open XML: ECMA-376), laid out as letter.h says: real styles,
 * heading numbers and lists of Word, tables with repeated heads, each figure a content control
 * (w:sdt) whose tag is the indicator's code. */
#ifndef DOCUMENT_LETTER_DOCX_H
#define DOCUMENT_LETTER_DOCX_H

#include "document/letter.h"

/* Gives the file's bytes in `mem`: the same letter, the same bytes. Texts may hold anything: what
 * XML cannot hold is replaced (xml.h). Fails INVALID on a letter that letter_check refuses, BROKEN
 * when a library does. */
must_check bool letter_docx(struct arena *mem, const struct letter *letter, struct str *bytes,
                            struct error *err);

#endif
