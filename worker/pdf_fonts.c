#include "worker/pdf_fonts.h"

#include "base/str.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <unistd.h>

/* In the order in which a missing character is looked for. */
#define OTHER_FAMILIES                                                                             \
    "Noto Serif,Noto Serif Khmer,Noto Sans Cham,Noto Serif Lao,Noto Serif Thai,"                   \
    "Noto Sans Symbols,Noto Sans Symbols2,Noto Sans Math"

/* Liberation 2 has the Vietnamese letters: Debian 12 packs it beside the first, Debian 13 instead
 * of it. */
const char *const pdf_font_folders[] = {
    "/usr/share/fonts/truetype/liberation2", /* fonts-liberation2 */
    "/usr/share/fonts/truetype/liberation",  /* fonts-liberation */
    "/usr/share/fonts/truetype/noto",        /* fonts-noto-core */
    NULL,
};

enum { VIETNAMESE_LETTER = 0x1EC7 }; /* ệ */

static const char *const files[] = {
    "LiberationSerif-Regular.ttf",    "LiberationSerif-Bold.ttf",    "LiberationSerif-Italic.ttf",
    "LiberationSerif-BoldItalic.ttf", "NotoSerif-Regular.ttf",       "NotoSerif-Bold.ttf",
    "NotoSerif-Italic.ttf",           "NotoSerif-BoldItalic.ttf",    "NotoSerifKhmer-Regular.ttf",
    "NotoSerifKhmer-Bold.ttf",        "NotoSansCham-Regular.ttf",    "NotoSansCham-Bold.ttf",
    "NotoSerifLao-Regular.ttf",       "NotoSerifLao-Bold.ttf",       "NotoSerifThai-Regular.ttf",
    "NotoSerifThai-Bold.ttf",         "NotoSansSymbols-Regular.ttf", "NotoSansSymbols2-Regular.ttf",
    "NotoSansMath-Regular.ttf",
};

/* The first folder that has a file wins, so that one of two packages is taken, whole. */
static void file_add(FcConfig *config, const char *file)
{
    auto_arena mem = {0};
    for (size_t i = 0; pdf_font_folders[i]; i++) {
        const char *path = str_format(&mem, "%s/%s", pdf_font_folders[i], file).at;
        if (access(path, R_OK) == 0 && FcConfigAppFontAddFile(config, (const FcChar8 *)path))
            return;
    }
}

static FcCharSet *characters_gather(FcConfig *config)
{
    FcCharSet *known = FcCharSetCreate();
    FcFontSet *fonts = FcConfigGetFonts(config, FcSetApplication);
    for (int i = 0; fonts && i < fonts->nfont; i++) {
        FcCharSet *own;
        if (FcPatternGetCharSet(fonts->fonts[i], FC_CHARSET, 0, &own) == FcResultMatch)
            FcCharSetMerge(known, own, NULL);
    }
    return known;
}

/* Widths do not hang on the resolution of any screen. */
static void context_set(PangoContext *context)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("vi"));
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    cairo_font_options_destroy(options);
}

/* True if a font of this family was found that has the Vietnamese letters. */
static bool has_vietnamese(FcConfig *config, const char *family)
{
    FcFontSet *fonts = FcConfigGetFonts(config, FcSetApplication);
    for (int i = 0; fonts && i < fonts->nfont; i++) {
        FcChar8 *name;
        FcCharSet *own;
        if (FcPatternGetString(fonts->fonts[i], FC_FAMILY, 0, &name) == FcResultMatch &&
            strcmp((const char *)name, family) == 0 &&
            FcPatternGetCharSet(fonts->fonts[i], FC_CHARSET, 0, &own) == FcResultMatch &&
            FcCharSetHasChar(own, VIETNAMESE_LETTER))
            return true;
    }
    return false;
}

bool pdf_fonts_load(struct pdf_fonts *fonts, struct error *err)
{
    FcConfig *config = FcConfigCreate(); /* empty: no rule, no folder, no cache of the machine */
    for (size_t i = 0; i < COUNT_OF(files); i++)
        file_add(config, files[i]);
    FcConfigSetCurrent(config); /* what looks for the machine's own configuration finds this one */
    fonts->known = characters_gather(config);
    fonts->families = "Liberation Serif," OTHER_FAMILIES;
    fonts->is_second_choice = !has_vietnamese(config, "Liberation Serif");
    if (fonts->is_second_choice && !has_vietnamese(config, "Noto Serif"))
        return fail(err, ERROR_BROKEN, "fonts",
                    "thiếu phông chữ có chữ Việt; hãy cài gói fonts-liberation2 (Debian 12) hoặc "
                    "fonts-liberation (Debian 13)");
    if (fonts->is_second_choice) /* all letters of one kind, rather than two in a word */
        fonts->families = OTHER_FAMILIES;
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    fonts->context = pango_font_map_create_context(map);
    context_set(fonts->context);
    return true;
}

bool pdf_fonts_have(const struct pdf_fonts *fonts, uint32_t character)
{
    return FcCharSetHasChar(fonts->known, character);
}

PangoFontDescription *pdf_font(const struct pdf_fonts *fonts, double size, bool is_bold,
                               bool is_italic)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, fonts->families);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_font_description_set_weight(font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(font, is_italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    return font;
}
