#include "worker/pdf_face.h"

#include <assert.h>
#include <hb-ot.h>
#include <hb-subset.h>

enum { NAME_MAX_BYTES = 64, SIGNS_AT_ONCE = 100 };

struct pdf_face *pdf_face_of(struct pdf_faces *faces, PangoFont *font)
{
    hb_face_t *own = hb_font_get_face(pango_font_get_hb_font(font));
    for (size_t i = 0; i < faces->list.count; i++)
        if (faces->list.at[i]->face == own)
            return faces->list.at[i];
    struct pdf_face *face = arena_one(faces->mem, struct pdf_face);
    *list_add(&faces->list, faces->mem) = face;
    face->face = hb_face_reference(own);
    face->font = hb_font_create(own);
    face->shapes = hb_face_get_glyph_count(own);
    face->number_of = arena_many(faces->mem, uint16_t, face->shapes);
    face->object = pdf_out_object(faces->out);
    list_add(&face->glyphs, faces->mem); /* number 0 is the shape of what is missing */
    return face;
}

void pdf_faces_end(struct pdf_faces *faces)
{
    for (size_t i = 0; i < faces->list.count; i++) {
        hb_font_destroy(faces->list.at[i]->font);
        hb_face_destroy(faces->list.at[i]->face);
    }
}

uint16_t pdf_face_glyph(struct pdf_faces *faces, struct pdf_face *face, hb_codepoint_t shape,
                        struct str letters, bool *is_told)
{
    *is_told = false;
    if (shape >= face->shapes || shape == 0)
        return 0;
    uint16_t number = face->number_of[shape];
    if (number == 0) {
        unsigned units = hb_face_get_upem(face->face);
        hb_position_t advance = hb_font_get_glyph_h_advance(face->font, shape);
        number = face->number_of[shape] = (uint16_t)face->glyphs.count;
        struct pdf_glyph *glyph = list_add(&face->glyphs, faces->mem);
        glyph->shape = shape;
        glyph->width = (int)((advance * 1000 + (int)units / 2) / (int)units);
    }
    struct pdf_glyph *glyph = &face->glyphs.at[number];
    if (glyph->letters.len == 0 && letters.len)
        glyph->letters = str_copy(faces->mem, letters);
    *is_told = letters.len && str_is(glyph->letters, letters);
    return number;
}

hb_codepoint_t pdf_face_blank(const struct pdf_face *face)
{
    hb_codepoint_t shape = 0;
    hb_font_get_nominal_glyph(face->font, ' ', &shape);
    return shape;
}

/* ---- writing ---- */

/* Of the font's tables only those that draw. */
static hb_subset_input_t *input_of(const struct pdf_face *face)
{
    static const char dropped[][5] = {"GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "cmap",
                                      "kern", "gasp", "DSIG", "STAT", "hdmx", "VDMX", "LTSH"};
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    assert(input);
    hb_set_t *tables = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < COUNT_OF(dropped); i++)
        hb_set_add(tables, hb_tag_from_string(dropped[i], 4));
    for (size_t i = 1; i < face->glyphs.count; i++)
        hb_set_add(hb_subset_input_glyph_set(input), face->glyphs.at[i].shape);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    return input;
}

/* Writes the shapes that are used, and where in them each number lies. */
static void shapes_write(struct pdf_faces *faces, const struct pdf_face *face, size_t file,
                         size_t map)
{
    hb_subset_input_t *input = input_of(face);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face->face, input);
    assert(plan);
    const hb_map_t *places = hb_subset_plan_old_to_new_glyph_mapping(plan);
    struct text numbers = text_new(faces->mem, PDF_FILE_MAX_BYTES);
    for (size_t i = 0; i < face->glyphs.count; i++) {
        hb_codepoint_t place = i ? hb_map_get(places, face->glyphs.at[i].shape) : 0;
        text_char(&numbers, (char)(place >> 8));
        text_char(&numbers, (char)place);
    }
    hb_face_t *subset = hb_subset_plan_execute_or_fail(plan);
    assert(subset);
    hb_blob_t *blob = hb_face_reference_blob(subset);
    unsigned len;
    const char *bytes = hb_blob_get_data(blob, &len);
    pdf_out_stream(faces->out, file, (struct str){bytes, len},
                   str_format(faces->mem, "/Length1 %u ", len).at);
    pdf_out_stream(faces->out, map, text_str(&numbers), NULL);
    hb_blob_destroy(blob);
    hb_face_destroy(subset);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
}

/* What each number stands for, so that text can be found and copied. */
static void letters_write(struct pdf_faces *faces, const struct pdf_face *face, size_t object)
{
    struct text out = text_new(faces->mem, PDF_FILE_MAX_BYTES);
    text_add(&out, S("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                     "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                     "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                     "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"));
    for (size_t from = 1; from < face->glyphs.count;) {
        struct text rows = text_new(faces->mem, PDF_FILE_MAX_BYTES);
        int count = 0;
        for (; from < face->glyphs.count && count < SIGNS_AT_ONCE; from++) {
            struct str letters = face->glyphs.at[from].letters;
            if (letters.len == 0)
                continue;
            text_format(&rows, "<%04zX> ", from);
            pdf_put_text(&rows, letters, false);
            text_char(&rows, '\n');
            count++;
        }
        if (count) {
            text_format(&out, "%d beginbfchar\n", count);
            text_add(&out, text_str(&rows));
            text_add(&out, S("endbfchar\n"));
        }
    }
    text_add(&out, S("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"));
    pdf_out_stream(faces->out, object, text_str(&out), NULL);
}

/* "ABCDEF+LiberationSerif-Bold": six letters that say it is a part, made of which part it is. */
static struct str name_of(struct arena *mem, const struct pdf_face *face)
{
    char name[NAME_MAX_BYTES] = "", mark[7] = "AAAAAA";
    unsigned room = sizeof name;
    uint64_t hash = 0;
    hb_ot_name_get_utf8(face->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &room,
                        name);
    for (size_t i = 0; i < face->glyphs.count; i++)
        hash = (hash ^ face->glyphs.at[i].shape) * 0x9e3779b97f4a7c15U;
    for (size_t i = 0; i < sizeof mark - 1; i++, hash /= 26)
        mark[i] = (char)('A' + hash % 26);
    for (size_t i = 0; name[i]; i++)
        if (!((name[i] >= 'a' && name[i] <= 'z') || (name[i] >= 'A' && name[i] <= 'Z') ||
              (name[i] >= '0' && name[i] <= '9') || name[i] == '-'))
            name[i] = '-';
    return str_format(mem, "%s+%s", mark, name);
}

static int metric(const struct pdf_face *face, hb_ot_metrics_tag_t tag)
{
    hb_position_t value = 0;
    hb_ot_metrics_get_position_with_fallback(face->font, tag, &value);
    return value * 1000 / (int)hb_face_get_upem(face->face);
}

/* Four numbers of the table "head": the box that holds every shape. */
static struct str box_of(struct arena *mem, const struct pdf_face *face)
{
    hb_blob_t *head = hb_face_reference_table(face->face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned len;
    const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(head, &len);
    int units = (int)hb_face_get_upem(face->face), box[4] = {0, 0, 0, 0};
    for (unsigned i = 0; i < 4 && len >= 44; i++)
        box[i] = (int16_t)(bytes[36 + 2 * i] << 8 | bytes[37 + 2 * i]) * 1000 / units;
    hb_blob_destroy(head);
    return str_format(mem, "%d %d %d %d", box[0], box[1], box[2], box[3]);
}

static void descriptor_write(struct pdf_faces *faces, const struct pdf_face *face, size_t object,
                             size_t file, struct str name)
{
    bool is_italic = str_find(name, S("Italic")) < name.len;
    bool is_bold = str_find(name, S("Bold")) < name.len;
    pdf_out_begin(faces->out, object);
    text_format(&faces->out->bytes,
                "<< /Type /FontDescriptor /FontName /%.*s /Flags %d /FontBBox [%.*s] "
                "/ItalicAngle %d /Ascent %d /Descent %d /CapHeight %d /StemV %d /FontFile2 %zu 0 R "
                ">>",
                STR_ARG(name), is_italic ? 4 + 64 : 4, STR_ARG(box_of(faces->mem, face)),
                is_italic ? -12 : 0, metric(face, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER),
                metric(face, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER),
                metric(face, HB_OT_METRICS_TAG_CAP_HEIGHT), is_bold ? 140 : 80, file);
    pdf_out_end(faces->out);
}

static void face_write(struct pdf_faces *faces, const struct pdf_face *face)
{
    struct pdf_out *out = faces->out;
    size_t descendant = pdf_out_object(out), descriptor = pdf_out_object(out),
           file = pdf_out_object(out);
    size_t map = pdf_out_object(out), letters = pdf_out_object(out);
    struct str name = name_of(faces->mem, face);
    pdf_out_begin(out, face->object);
    text_format(&out->bytes,
                "<< /Type /Font /Subtype /Type0 /BaseFont /%.*s /Encoding /Identity-H "
                "/DescendantFonts [%zu 0 R] /ToUnicode %zu 0 R >>",
                STR_ARG(name), descendant, letters);
    pdf_out_end(out);
    pdf_out_begin(out, descendant);
    text_format(&out->bytes,
                "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%.*s /CIDSystemInfo << "
                "/Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %zu 0 R "
                "/CIDToGIDMap %zu 0 R /W [0 [",
                STR_ARG(name), descriptor, map);
    for (size_t i = 0; i < face->glyphs.count; i++)
        text_format(&out->bytes, i ? " %d" : "%d", face->glyphs.at[i].width);
    text_add(&out->bytes, S("]] >>"));
    pdf_out_end(out);
    descriptor_write(faces, face, descriptor, file, name);
    shapes_write(faces, face, file, map);
    letters_write(faces, face, letters);
}

void pdf_faces_write(struct pdf_faces *faces)
{
    for (size_t i = 0; i < faces->list.count; i++)
        face_write(faces, faces->list.at[i]);
}
