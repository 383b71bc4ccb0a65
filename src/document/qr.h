/* QR codes as SVG for pages. */
#ifndef DOCUMENT_QR_H
#define DOCUMENT_QR_H

#include "base/error.h"
#include "base/str.h"

enum { QR_TEXT_MAX_BYTES = 500 }; /* an address; more makes squares too small for a wall */

/* Gives `text` as a QR code (ISO/IEC 18004, error level M, quiet zone of four modules) in `mem`: an
 * SVG element of class "qr", black on white whatever the colours around it, so many units wide as
 * it has modules; a stylesheet says how large it is. title: what it leads to, for those who cannot
 * see it. Well-formed and escaped, without style attributes. Fails INVALID for a text that is empty
 * or above QR_TEXT_MAX_BYTES. */
must_check bool qr_svg(struct arena *mem, struct str text, struct str title, struct str *svg,
                       struct error *err);

#endif
