#include "worker/pdf_file.h"

#include "worker/pdf_letter.h"

#include <cairo-pdf.h>

/* ---- what cairo does not write ---- */

/* The number behind the last `word` of a text; -1 if there is none. */
static int64_t number_behind(struct str text, struct str word)
{
    int64_t number = -1;
    for (size_t i = text.len; i-- > 0;) {
        if (!str_starts(str_part(text, i, text.len), word))
            continue;
        struct str rest = str_trim(str_part(text, i + word.len, 40)), digits;
        size_t end = 0;
        while (end < rest.len && rest.at[end] >= '0' && rest.at[end] <= '9')
            end++;
        digits = str_part(rest, 0, end);
        return str_to_int(digits, &number) ? number : -1;
    }
    return -1;
}

static struct str language_plain(struct str language)
{
    for (size_t i = 0; i < language.len; i++)
        if (!((language.at[i] >= 'a' && language.at[i] <= 'z') ||
              (language.at[i] >= 'A' && language.at[i] <= 'Z') || language.at[i] == '-'))
            return S("vi");
    return language.len ? language : S("vi");
}

bool pdf_tell_language(struct text *file, struct str language, struct error *err)
{
    auto_arena mem = {0};
    struct str bytes = text_str(file), end = str_part(bytes, bytes.len - 400, 400);
    if (bytes.len < 400)
        end = bytes;
    int64_t size = number_behind(end, S("/Size ")), root = number_behind(end, S("/Root "));
    int64_t info = number_behind(end, S("/Info ")), table = number_behind(end, S("startxref"));
    struct str head = str_format(&mem, "\n%lld 0 obj\n<< ", (long long)root);
    struct str object = str_part(bytes, str_find(bytes, head), bytes.len);
    struct str inner = str_part(object, head.len, object.len);
    size_t inner_end = str_find(inner, S("endobj\n"));
    if (size < 0 || root < 0 || table < 0 || object.len == 0 || inner_end == inner.len)
        return fail(err, ERROR_BROKEN, "pdf", "tệp PDF không có khuôn dạng đã biết");
    inner = str_copy(&mem, str_part(inner, 0, inner_end));
    long long place = (long long)file->len;
    text_format(file,
                "%lld 0 obj\n<< /Lang (%.*s) /ViewerPreferences << /DisplayDocTitle true >> "
                "%.*sendobj\n",
                (long long)root, STR_ARG(language_plain(language)), STR_ARG(inner));
    long long xref = (long long)file->len;
    text_format(file, "xref\n%lld 1\n%010lld 00000 n \ntrailer\n<< /Size %lld\n   /Root %lld 0 R\n",
                (long long)root, place, (long long)size, (long long)root);
    if (info >= 0)
        text_format(file, "   /Info %lld 0 R\n", (long long)info);
    text_format(file, "   /Prev %lld\n>>\nstartxref\n%lld\n%%%%EOF\n", (long long)table, xref);
    return true;
}

/* ---- pages ---- */

static cairo_status_t take(void *context, const unsigned char *bytes, unsigned len)
{
    struct text *out = context;
    text_add(out, (struct str){(const char *)bytes, len});
    return out->is_over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* The page's number, in the middle of the top margin, from the second page on. */
static void number_draw(struct pdf *pdf, cairo_t *cairo, size_t number)
{
    struct pdf_form form = {
        .size = PDF_SMALL, .pitch = PDF_SINGLE, .width = PDF_TEXT_WIDTH, .align = PDF_CENTRE};
    if (number < 2)
        return;
    struct str digits = str_format(pdf->mem, "%zu", number);
    pdf_text_draw(cairo, pdf_text_plain(pdf, digits, &form), 0, PDF_MM(LETTER_LEFT_MM),
                  PDF_MM(LETTER_NUMBER_TOP_MM));
}

static void pages_draw(struct pdf *pdf, cairo_t *cairo, const struct flow *flow,
                       const struct pdf_place *places)
{
    size_t page = 0;
    for (size_t i = 0; i < flow->bands.count; i++) {
        const struct band *band = &flow->bands.at[i];
        const struct pdf_place *place = &places[i];
        if (place->page != page) {
            cairo_show_page(cairo);
            page = place->page;
            number_draw(pdf, cairo, place->number);
        }
        if (place->is_under_head)
            band_draw(cairo, &flow->bands.at[band->head], PDF_MM(LETTER_LEFT_MM),
                      PDF_MM(LETTER_TOP_MM), false);
        band_draw(cairo, band, PDF_MM(LETTER_LEFT_MM), PDF_MM(LETTER_TOP_MM) + place->y, true);
    }
    cairo_show_page(cairo);
}

static cairo_status_t file_draw(struct pdf *pdf, const struct flow *flow,
                                const struct pdf_place *places, const char *title, struct text *out)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        take, out, PDF_MM(LETTER_WIDTH_MM), PDF_MM(LETTER_HEIGHT_MM));
    /* Later versions keep their table of objects in a form that cannot be read at a glance. */
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "doanket");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
    cairo_t *cairo = cairo_create(surface);
    pages_draw(pdf, cairo, flow, places);
    cairo_status_t status = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return status;
}

bool pdf_file(struct pdf *pdf, const struct flow *flow, const struct pdf_about *about,
              struct str *bytes, struct error *err)
{
    struct pdf_place *places;
    size_t pages;
    struct text out = text_new(pdf->mem, PDF_FILE_MAX_BYTES);
    if (!flow_place(flow, PDF_TEXT_HEIGHT, &places, &pages, err))
        return false;
    cairo_status_t status = file_draw(pdf, flow, places, about->title, &out);
    if (out.is_over)
        return fail(err, ERROR_INVALID, "letter", "tệp PDF lớn hơn %d MB",
                    PDF_FILE_MAX_BYTES / 1024 / 1024);
    if (status != CAIRO_STATUS_SUCCESS)
        return fail(err, ERROR_BROKEN, "pdf", "không vẽ được PDF: %s",
                    cairo_status_to_string(status));
    return pdf_tell_language(&out, about->language, err) && text_end(&out, "pdf", bytes, err);
}
