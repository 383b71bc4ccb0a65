#include "worker/pdf_file.h"

#include "worker/pdf_letter.h"

/* The page's number, in the middle of the top margin, from the second page on. */
static void number_draw(struct pdf *pdf, struct pdf_canvas *canvas, size_t number)
{
    struct pdf_form form = {
        .size = PDF_SMALL, .pitch = PDF_SINGLE, .width = PDF_TEXT_WIDTH, .align = PDF_CENTRE};
    if (number < 2)
        return;
    struct str digits = str_format(pdf->mem, "%zu", number);
    pdf_ornament(canvas, true);
    pdf_text_draw(canvas, pdf_text_plain(pdf, digits, &form), 0, PDF_MM(LETTER_LEFT_MM),
                  PDF_MM(LETTER_NUMBER_TOP_MM));
    pdf_ornament(canvas, false);
}

static void pages_draw(struct pdf *pdf, struct pdf_canvas *canvas, const struct flow *flow,
                       const struct pdf_place *places)
{
    const double left = PDF_MM(LETTER_LEFT_MM), top = PDF_MM(LETTER_TOP_MM);
    pdf_page_begin(canvas);
    for (size_t i = 0; i < flow->bands.count; i++) {
        const struct band *band = &flow->bands.at[i];
        if (i > 0 && places[i].page != places[i - 1].page) {
            pdf_page_end(canvas);
            pdf_page_begin(canvas);
            number_draw(pdf, canvas, places[i].number);
        }
        if (places[i].is_under_head)
            band_draw(canvas, &flow->bands.at[band->head], left, top, true);
        band_draw(canvas, band, left, top + places[i].y, false);
    }
    pdf_page_end(canvas);
}

static struct str language_plain(struct str language)
{
    for (size_t i = 0; i < language.len; i++)
        if (!((language.at[i] >= 'a' && language.at[i] <= 'z') ||
              (language.at[i] >= 'A' && language.at[i] <= 'Z') || language.at[i] == '-'))
            return S("vi");
    return language.len ? language : S("vi");
}

/* Writes what belongs to no page: fonts, structure, catalogue, title. */
static bool rest_write(struct pdf_canvas *canvas, const struct pdf_about *about, struct str *bytes,
                       struct error *err)
{
    struct pdf_out *out = canvas->out;
    size_t catalogue = pdf_out_object(out), title = pdf_out_object(out);
    pdf_pages_write(canvas);
    pdf_faces_write(canvas->faces);
    size_t root = pdf_tags_write(canvas->tags);
    pdf_out_begin(out, catalogue);
    text_format(&out->bytes,
                "<< /Type /Catalog /Pages %zu 0 R /Lang (%.*s) /MarkInfo << /Marked true >> "
                "/StructTreeRoot %zu 0 R /ViewerPreferences << /DisplayDocTitle true >> >>",
                canvas->parent, STR_ARG(language_plain(about->language)), root);
    pdf_out_end(out);
    pdf_out_begin(out, title);
    text_add(&out->bytes, S("<< /Creator (doanket) /Title "));
    pdf_put_text(&out->bytes, about->title, true);
    text_add(&out->bytes, S(" >>"));
    pdf_out_end(out);
    return pdf_out_finish(out, catalogue, title, bytes, err);
}

bool pdf_file(struct pdf *pdf, const struct flow *flow, const struct pdf_about *about,
              struct str *bytes, struct error *err)
{
    struct pdf_place *places;
    if (!flow_place(flow, PDF_TEXT_HEIGHT, &places, err))
        return false;
    struct pdf_out out = pdf_out_new(pdf->mem);
    struct pdf_tags tags = pdf_tags_new(pdf->mem, &out);
    struct pdf_faces faces = {.mem = pdf->mem, .out = &out};
    struct pdf_canvas canvas = {
        .mem = pdf->mem,
        .out = &out,
        .faces = &faces,
        .tags = &tags,
        .width = PDF_MM(LETTER_WIDTH_MM),
        .height = PDF_MM(LETTER_HEIGHT_MM),
        .parent = pdf_out_object(&out),
    };
    pages_draw(pdf, &canvas, flow, places);
    bool is_well = rest_write(&canvas, about, bytes, err);
    pdf_faces_end(&faces);
    return is_well;
}
