#include "worker/pdf_canvas.h"

#include "base/unicode.h"

#include <math.h>

enum { CONTENT_MAX_BYTES = 16 * 1024 * 1024 };

#define RULE_WIDTH 0.6
#define FAR_OFF    4 /* thousandths of the size that a letter may stand beside its place */

/* ---- pages ---- */

void pdf_page_begin(struct pdf_canvas *canvas)
{
    canvas->content = text_new(canvas->mem, CONTENT_MAX_BYTES);
    canvas->page = pdf_out_object(canvas->out);
    canvas->page_number = pdf_tags_page(canvas->tags);
    canvas->links.count = 0;
    canvas->element = NULL;
    canvas->face = NULL;
    *list_add(&canvas->pages, canvas->mem) = canvas->page;
    pdf_put_number(&canvas->content, RULE_WIDTH);
    text_add(&canvas->content, S(" w\n"));
}

/* Ends the stretch that is open. */
static void stretch_end(struct pdf_canvas *canvas)
{
    if (canvas->element)
        text_add(&canvas->content, S("EMC\n"));
    canvas->element = NULL;
}

/* Whatever is drawn next belongs to the current element. */
static void stretch_begin(struct pdf_canvas *canvas)
{
    const struct pdf_element *current = canvas->tags->current;
    if (canvas->is_ornament || canvas->element == current)
        return;
    stretch_end(canvas);
    size_t mark = pdf_tags_stretch(canvas->tags, canvas->page_number, canvas->page);
    text_format(&canvas->content, "/%s <</MCID %zu>> BDC\n", current->tag, mark);
    canvas->element = current;
}

void pdf_ornament(struct pdf_canvas *canvas, bool is_on)
{
    stretch_end(canvas);
    text_add(&canvas->content, is_on ? S("/Artifact BMC\n") : S("EMC\n"));
    canvas->is_ornament = is_on;
}

void pdf_page_end(struct pdf_canvas *canvas)
{
    struct pdf_out *out = canvas->out;
    size_t content = pdf_out_object(out);
    stretch_end(canvas);
    pdf_out_stream(out, content, text_str(&canvas->content), NULL);
    pdf_out_begin(out, canvas->page);
    text_format(&out->bytes,
                "<< /Type /Page /Parent %zu 0 R /Contents %zu 0 R /StructParents %zu /Tabs /S",
                canvas->parent, content, canvas->page_number);
    for (size_t i = 0; i < canvas->links.count; i++)
        text_format(&out->bytes, i ? " %zu 0 R" : " /Annots [%zu 0 R", canvas->links.at[i]);
    text_add(&out->bytes, canvas->links.count ? S("] >>") : S(" >>"));
    pdf_out_end(out);
}

void pdf_pages_write(struct pdf_canvas *canvas)
{
    struct text *out = &canvas->out->bytes;
    pdf_out_begin(canvas->out, canvas->parent);
    text_add(out, S("<< /Type /Pages /MediaBox [0 0 "));
    pdf_put_number(out, canvas->width);
    text_char(out, ' ');
    pdf_put_number(out, canvas->height);
    text_add(out, S("] /Resources << /Font <<"));
    for (size_t i = 0; i < canvas->faces->list.count; i++)
        text_format(out, " /F%zu %zu 0 R", canvas->faces->list.at[i]->object,
                    canvas->faces->list.at[i]->object);
    text_format(out, " >> >> /Count %zu /Kids [", canvas->pages.count);
    for (size_t i = 0; i < canvas->pages.count; i++)
        text_format(out, " %zu 0 R", canvas->pages.at[i]);
    text_add(out, S(" ] >>"));
    pdf_out_end(canvas->out);
}

/* ---- rules ---- */

static void put_point(struct pdf_canvas *canvas, double x, double y, const char *what)
{
    pdf_put_number(&canvas->content, x);
    text_char(&canvas->content, ' ');
    pdf_put_number(&canvas->content, canvas->height - y);
    text_add(&canvas->content, str_of(what));
}

void pdf_rule(struct pdf_canvas *canvas, double x, double y, double to_x, double to_y)
{
    put_point(canvas, x, y, " m ");
    put_point(canvas, to_x, to_y, " l\n");
}

void pdf_rules_draw(struct pdf_canvas *canvas)
{
    text_add(&canvas->content, S("S\n"));
}

/* ---- letters ---- */

/* A stretch on its way: where the next letter should stand, and where it would. */
struct pen {
    struct pdf_canvas *canvas;
    const PangoGlyphItem *glyphs;
    const char *letters; /* of the stretch */
    struct pdf_face *face;
    double size;
    double wanted, real;
    double y;
    bool is_placed; /* the place is set, and an array of letters is open */
    bool is_in;     /* a string in it is open */
};

static void pen_lift(struct pen *pen)
{
    struct text *out = &pen->canvas->content;
    if (pen->is_in)
        text_char(out, ')');
    if (pen->is_placed)
        text_add(out, S("]TJ\n"));
    pen->is_in = pen->is_placed = false;
}

/* Brings the next letter to its place: by a small step within the line, or by setting it anew. */
static void pen_move(struct pen *pen, double aside, double up)
{
    struct text *out = &pen->canvas->content;
    double off = (pen->real - pen->wanted - aside) * 1000 / pen->size;
    if (up != 0 || !pen->is_placed) {
        pen_lift(pen);
        text_add(out, S("1 0 0 1 "));
        put_point(pen->canvas, pen->wanted + aside, pen->y - up, " Tm[");
        pen->real = pen->wanted + aside;
        pen->is_placed = true;
    } else if (fabs(off) >= FAR_OFF) {
        if (pen->is_in)
            text_char(out, ')');
        pen->is_in = false;
        text_int(out, llround(off));
        pen->real -= (double)llround(off) * pen->size / 1000;
    }
}

static void pen_byte(struct pen *pen, unsigned byte)
{
    struct text *out = &pen->canvas->content;
    if (byte == '\r') { /* would be read as a line end */
        text_add(out, S("\\r"));
        return;
    }
    if (byte == '(' || byte == ')' || byte == '\\')
        text_char(out, '\\');
    text_char(out, (char)byte);
}

static void pen_draw(struct pen *pen, uint16_t number)
{
    if (!pen->is_in)
        text_char(&pen->canvas->content, '(');
    pen->is_in = true;
    pen_byte(pen, number >> 8);
    pen_byte(pen, number & 0xff);
    pen->real += pen->face->glyphs.at[number].width * pen->size / 1000;
}

static bool begins_with_mark(const char *letters)
{
    size_t i = 0;
    return unicode_is_mark(utf8_next(str_of(letters), &i));
}

/* Behind the last of the shapes that belong to shape `from`: those for the same letters, and the
 * marks on them, as in Khmer. */
static int cluster_end(const struct pen *pen, int from)
{
    const PangoGlyphString *string = pen->glyphs->glyphs;
    const int *start = string->log_clusters;
    bool is_leftwards = pen->glyphs->item->analysis.level % 2 == 1;
    int to = from + 1;
    while (to < string->num_glyphs &&
           (start[to] == start[to - 1] ||
            (!is_leftwards && begins_with_mark(pen->letters + start[to]))))
        to++;
    return to;
}

/* What some shapes stand for. In text from right to left it ends where that of the shapes before
 * them begins. */
static struct str letters_of(const struct pen *pen, int from, int to)
{
    const PangoGlyphString *string = pen->glyphs->glyphs;
    const int *start = string->log_clusters;
    bool is_leftwards = pen->glyphs->item->analysis.level % 2 == 1;
    int end = pen->glyphs->item->length;
    if (!is_leftwards && to < string->num_glyphs)
        end = start[to];
    if (is_leftwards && from > 0)
        end = start[from - 1];
    return (struct str){pen->letters + start[from],
                        end > start[from] ? (size_t)(end - start[from]) : 0};
}

/* The number of shape i; false if it has none by nature. A blank at a line's end has no shape any
 * more, but whoever copies the text needs it. */
static bool shape_take(struct pen *pen, int i, uint16_t *number, bool *is_told)
{
    PangoGlyph glyph = pen->glyphs->glyphs->glyphs[i].glyph;
    struct str letters = letters_of(pen, i, i + 1);
    bool is_blank = glyph == PANGO_GLYPH_EMPTY && str_is(letters, S(" "));
    if (glyph == PANGO_GLYPH_EMPTY && !is_blank)
        return false;
    hb_codepoint_t shape = is_blank                           ? pdf_face_blank(pen->face)
                           : glyph & PANGO_GLYPH_UNKNOWN_FLAG ? 0
                                                              : glyph;
    *number = pdf_face_glyph(pen->canvas->faces, pen->face, shape, letters, is_told);
    return true;
}

static void shape_draw(struct pen *pen, int i, uint16_t number)
{
    const PangoGlyphGeometry *place = &pen->glyphs->glyphs->glyphs[i].geometry;
    pen_move(pen, place->x_offset / (double)PANGO_SCALE, -place->y_offset / (double)PANGO_SCALE);
    pen_draw(pen, number);
    if (place->y_offset != 0)
        pen_lift(pen); /* the next one stands on the line again */
}

/* Draws the shapes from `from` to `to`, which belong together. If their letters cannot be told from
 * each shape, the file says them beside. */
static void cluster_draw(struct pen *pen, int from, int to)
{
    struct text *out = &pen->canvas->content;
    uint16_t number = 0;
    bool is_told = true, has_shape = shape_take(pen, from, &number, &is_told);
    bool is_said = to > from + 1 || !is_told;
    if (is_said) {
        pen_lift(pen);
        text_add(out, S("/Span <</ActualText "));
        pdf_put_text(out, letters_of(pen, from, to), true);
        text_add(out, S(">> BDC\n"));
    }
    for (int i = from; i < to; i++) {
        if (i > from)
            has_shape = shape_take(pen, i, &number, &is_told);
        if (has_shape)
            shape_draw(pen, i, number);
        pen->wanted += pen->glyphs->glyphs->glyphs[i].geometry.width / (double)PANGO_SCALE;
    }
    if (is_said) {
        pen_lift(pen);
        text_add(out, S("EMC\n"));
    }
}

double pdf_glyphs(struct pdf_canvas *canvas, const PangoGlyphItem *glyphs, const char *letters,
                  double size, double x, double y)
{
    struct pen pen = {.canvas = canvas, .glyphs = glyphs, .size = size, .wanted = x, .y = y};
    pen.letters = letters + glyphs->item->offset;
    pen.face = pdf_face_of(canvas->faces, glyphs->item->analysis.font);
    stretch_begin(canvas);
    text_add(&canvas->content, S("BT\n"));
    if (canvas->face != pen.face || canvas->size != size) {
        text_format(&canvas->content, "/F%zu ", pen.face->object);
        pdf_put_number(&canvas->content, size);
        text_add(&canvas->content, S(" Tf\n"));
        canvas->face = pen.face;
        canvas->size = size;
    }
    for (int from = 0, to; from < glyphs->glyphs->num_glyphs; from = to) {
        to = cluster_end(&pen, from);
        cluster_draw(&pen, from, to);
    }
    pen_lift(&pen);
    text_add(&canvas->content, S("ET\n"));
    return pen.wanted;
}

void pdf_link(struct pdf_canvas *canvas, const struct pdf_link_area *area)
{
    struct text *out = &canvas->out->bytes;
    size_t link = pdf_out_object(canvas->out);
    size_t number = pdf_tags_link(canvas->tags, canvas->page, link);
    *list_add(&canvas->links, canvas->mem) = link;
    pdf_out_begin(canvas->out, link);
    text_add(out, S("<< /Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect ["));
    const double sides[] = {area->left, canvas->height - area->bottom, area->right,
                            canvas->height - area->top};
    for (size_t i = 0; i < COUNT_OF(sides); i++) {
        pdf_put_number(out, sides[i]);
        text_char(out, ' ');
    }
    text_format(out, "] /StructParent %zu /A << /S /URI /URI ", number);
    pdf_put_ascii(out, area->address);
    text_add(out, S(" >> >>"));
    pdf_out_end(canvas->out);
}
