/* The fonts of PDF files, pinned: these files and nothing of the machine's settings decide how a
 * letter looks. Liberation Serif has the widths of Times New Roman, which the decree asks for; the
 * Noto fonts bring the other scripts of the country and signs. */
#ifndef WORKER_PDF_FONTS_H
#define WORKER_PDF_FONTS_H

/* Before ours: their headers use a word that base.h gives another meaning. */
#include <pango/pangocairo.h>

#include "base/error.h"

struct pdf_fonts {
    PangoContext *context;
    const char *families;
    bool is_second_choice; /* Liberation Serif is missing, or so old that it has no Vietnamese */
    void *known;           /* fontconfig's set of all characters that some font has */
};

/* Where the fonts lie, up to a NULL: what the helper must still be able to read. */
extern const char *const pdf_font_folders[];

/* Reads the fonts. Without a Liberation Serif that has the Vietnamese letters, Noto Serif takes its
 * place; without that one too it fails BROKEN and names the package. Other missing fonts only mean
 * that more characters are shown by their number. */
must_check bool pdf_fonts_load(struct pdf_fonts *fonts, struct error *err);

/* True if some font has the character. */
bool pdf_fonts_have(const struct pdf_fonts *fonts, uint32_t character);

/* A description of the family in a size in points; the caller frees it. */
PangoFontDescription *pdf_font(const struct pdf_fonts *fonts, double size, bool is_bold,
                               bool is_italic);

#endif
