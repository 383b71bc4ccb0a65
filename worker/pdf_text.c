#include "worker/pdf_text.h"

#include "base/text.h"
#include "base/unicode.h"

enum { TEXT_MAX_BYTES = 64 * 1024 * 1024 };

void pdf_layouts_end(struct pdf *pdf)
{
    for (size_t i = 0; i < pdf->layouts.count; i++)
        g_object_unref(pdf->layouts.at[i]);
}

/* ---- the letters ---- */

/* Without a shape of their own by nature: joiners, marks of where a line may break. */
static bool is_shapeless(uint32_t character)
{
    return character == 0xAD || (character >= 0x200B && character <= 0x200D) ||
           (character >= 0x2060 && character <= 0x2064) ||
           (character >= 0xFE00 && character <= 0xFE0F);
}

/* Would show the letters around it in another order than they are stored in. */
static bool is_turning(uint32_t character)
{
    return character == 0x061C || character == 0x200E || character == 0x200F ||
           (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069);
}

static void letters_put(const struct pdf *pdf, struct text *out, struct str text)
{
    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        uint32_t character = utf8_next(text, &i);
        if (character == '\t' || character == '\n' || character == '\r' || character == 0x2028)
            text_char(out, ' ');
        else if (is_turning(character) ||
                 (!is_shapeless(character) && !pdf_fonts_have(pdf->fonts, character)))
            text_format(out, "[U+%04X]", (unsigned)character);
        else
            text_add(out, str_part(text, start, i - start));
    }
}

/* ---- links ---- */

/* An address as a PDF file takes it; empty for what leads nowhere. */
static struct str link_address(struct pdf *pdf, struct str address)
{
    bool is_own = str_starts(address, S("/"));
    struct text out = text_new(pdf->mem, TEXT_MAX_BYTES);
    if (address.len == 0 || (is_own && pdf->site.len == 0))
        return S("");
    struct str parts[] = {is_own ? pdf->site : S(""), address};
    struct str whole = str_join(pdf->mem, parts, COUNT_OF(parts), S(""));
    for (size_t i = 0; i < whole.len; i++) {
        unsigned char byte = (unsigned char)whole.at[i];
        if (byte <= ' ' || byte >= 0x7f)
            text_format(&out, "%%%02X", byte);
        else
            text_char(&out, (char)byte);
    }
    return text_str(&out);
}

static const struct pdf_link *link_at(const struct pdf_text *text, int offset)
{
    for (size_t i = 0; i < text->links.count; i++)
        if ((size_t)offset >= text->links.at[i].from && (size_t)offset < text->links.at[i].to)
            return &text->links.at[i];
    return NULL;
}

/* ---- setting ---- */

static void mark(PangoAttrList *marks, PangoAttribute *attribute, size_t from, size_t to)
{
    attribute->start_index = (guint)from;
    attribute->end_index = (guint)to;
    pango_attr_list_insert(marks, attribute);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* "6 tháng", "năm 2022" stay together. */
static void numbers_bind(PangoAttrList *marks, struct str letters)
{
    for (size_t i = 1; i + 1 < letters.len; i++)
        if (letters.at[i] == ' ' && (is_digit(letters.at[i - 1]) || is_digit(letters.at[i + 1])))
            mark(marks, pango_attr_allow_breaks_new(FALSE), i, i + 2);
}

/* The letters of all runs, what is bold among them, and where their links lead. */
static struct str runs_gather(struct pdf *pdf, const struct run *runs, size_t count,
                              struct pdf_text *text, PangoAttrList *marks)
{
    struct text out = text_new(pdf->mem, TEXT_MAX_BYTES);
    for (size_t i = 0; i < count; i++) {
        size_t from = out.len;
        letters_put(pdf, &out, runs[i].text);
        if (out.len == from)
            continue;
        if (runs[i].kind == RUN_STRONG)
            mark(marks, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from, out.len);
        struct str address =
            link_address(pdf, runs[i].kind == RUN_LINK ? runs[i].code : runs[i].address);
        if (address.len == 0)
            continue;
        /* A colour of its own, all but black, so that pango begins a new stretch of glyphs here. */
        mark(marks, pango_attr_foreground_new(0, 0, (guint16)(1 + text->links.count % 2)), from,
             out.len);
        *list_add(&text->links, pdf->mem) = (struct pdf_link){from, out.len, address};
    }
    return text_str(&out);
}

static PangoAlignment alignment(enum pdf_align align)
{
    return align == PDF_CENTRE  ? PANGO_ALIGN_CENTER
           : align == PDF_RIGHT ? PANGO_ALIGN_RIGHT
                                : PANGO_ALIGN_LEFT;
}

static PangoLayout *layout_new(struct pdf *pdf, struct str letters, PangoAttrList *marks,
                               const struct pdf_form *form)
{
    PangoLayout *layout = pango_layout_new(pdf->fonts->context);
    *list_add(&pdf->layouts, pdf->mem) = layout;
    PangoFontDescription *font = pdf_font(pdf->fonts, form->size, form->is_bold, form->is_italic);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, letters.at, (int)letters.len);
    pango_layout_set_attributes(layout, marks);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout, (int)(form->width * PANGO_SCALE));
    pango_layout_set_indent(layout, (int)(form->indent * PANGO_SCALE));
    pango_layout_set_alignment(layout, alignment(form->align));
    pango_layout_set_justify(layout, form->align == PDF_JUSTIFIED);
    return layout;
}

static void lines_measure(struct pdf *pdf, struct pdf_text *text, const struct pdf_form *form)
{
    PangoLayoutIter *at = pango_layout_get_iter(text->layout);
    do {
        PangoRectangle shape;
        struct pdf_line *line = list_add(&text->lines, pdf->mem);
        pango_layout_iter_get_line_extents(at, NULL, &shape);
        double ascent = (pango_layout_iter_get_baseline(at) - shape.y) / (double)PANGO_SCALE;
        double height = shape.height / (double)PANGO_SCALE, pitch = form->size * form->pitch;
        line->line = pango_layout_iter_get_line_readonly(at);
        line->x = shape.x / (double)PANGO_SCALE;
        line->width = shape.width / (double)PANGO_SCALE;
        line->height = height > pitch ? height : pitch;
        line->baseline = (line->height - height) / 2 + ascent;
    } while (pango_layout_iter_next_line(at));
    pango_layout_iter_free(at);
}

struct pdf_text *pdf_text_runs(struct pdf *pdf, const struct run *runs, size_t count,
                               const struct pdf_form *form)
{
    struct pdf_text *text = arena_one(pdf->mem, struct pdf_text);
    text->size = form->size;
    PangoAttrList *marks = pango_attr_list_new();
    struct str letters = runs_gather(pdf, runs, count, text, marks);
    if (form->spacing != 0)
        mark(marks, pango_attr_letter_spacing_new((int)(form->spacing * PANGO_SCALE)), 0,
             letters.len);
    if (form->binds_numbers)
        numbers_bind(marks, letters);
    text->layout = layout_new(pdf, letters, marks, form);
    pango_attr_list_unref(marks);
    lines_measure(pdf, text, form);
    return text;
}

struct pdf_text *pdf_text_plain(struct pdf *pdf, struct str text, const struct pdf_form *form)
{
    struct run run = {.kind = RUN_TEXT, .text = text};
    return pdf_text_runs(pdf, &run, 1, form);
}

void pdf_text_draw(struct pdf_canvas *canvas, const struct pdf_text *text, size_t i, double x,
                   double y)
{
    const struct pdf_line *line = &text->lines.at[i];
    const char *letters = pango_layout_get_text(text->layout);
    const struct pdf_link *link = NULL;
    struct pdf_link_area area = {.top = y, .bottom = y + line->height};
    x += line->x;
    for (GSList *at = line->line->runs; at; at = at->next) {
        const PangoGlyphItem *glyphs = at->data;
        const struct pdf_link *here = link_at(text, glyphs->item->offset);
        if (here && here != link) {
            pdf_tags_open(canvas->tags, "Link");
            area.left = x;
            area.address = here->address;
        }
        x = pdf_glyphs(canvas, glyphs, letters, text->size, x, y + line->baseline);
        area.right = x;
        const PangoGlyphItem *next = at->next ? at->next->data : NULL;
        link = next ? link_at(text, next->item->offset) : NULL;
        if (here && link != here) {
            pdf_link(canvas, &area);
            pdf_tags_close(canvas->tags);
        }
        link = here;
    }
}
