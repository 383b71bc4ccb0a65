#include "worker/pdf_flow.h"

/* ---- building ---- */

struct band *flow_band(struct flow *flow, double before, double height)
{
    struct band *band = list_add(&flow->bands, flow->mem);
    band->before = before;
    band->height = height;
    for (size_t i = 0; i < flow->waiting.count; i++)
        band_open(flow, band, flow->waiting.at[i]);
    flow->waiting.count = 0;
    return band;
}

static struct piece *piece_add(struct flow *flow, struct band *band, enum piece_kind kind, double x,
                               double y)
{
    struct piece *piece = list_add(&band->pieces, flow->mem);
    piece->kind = kind;
    piece->x = x;
    piece->y = y;
    return piece;
}

void band_open(struct flow *flow, struct band *band, const char *tag)
{
    piece_add(flow, band, PIECE_OPEN, 0, 0)->tag = tag;
}

void band_close(struct flow *flow, struct band *band)
{
    piece_add(flow, band, PIECE_CLOSE, 0, 0);
}

void band_line(struct flow *flow, struct band *band, const struct pdf_text *text, size_t i,
               double x, double y)
{
    struct piece *piece = piece_add(flow, band, PIECE_LINE, x, y);
    piece->text = text;
    piece->i = i;
}

void band_rule(struct flow *flow, struct band *band, double x, double y, double to_x, double to_y)
{
    struct piece *piece = piece_add(flow, band, PIECE_RULE, x, y);
    piece->to_x = to_x;
    piece->to_y = to_y;
}

double band_text(struct flow *flow, struct band *band, const struct pdf_text *text, double x,
                 double y)
{
    for (size_t i = 0; i < text->lines.count; i++) {
        band_line(flow, band, text, i, x, y);
        y += text->lines.at[i].height;
    }
    return y;
}

void flow_open(struct flow *flow, const char *tag)
{
    *list_add(&flow->waiting, flow->mem) = tag;
}

void flow_close(struct flow *flow)
{
    if (flow->waiting.count) /* nothing came since it was opened */
        flow->waiting.count--;
    else
        band_close(flow, &flow->bands.at[flow->bands.count - 1]);
}

void flow_text(struct flow *flow, const char *tag, const struct pdf_text *text, double before)
{
    size_t count = text->lines.count;
    flow_open(flow, tag);
    for (size_t i = 0; i < count; i++) {
        struct band *band = flow_band(flow, i == 0 ? before : 0, text->lines.at[i].height);
        band->keeps_next = (i == 0 && count > 1) || i + 2 == count;
        band_line(flow, band, text, i, 0, 0);
    }
    flow_close(flow);
}

/* ---- placing ---- */

/* What must come on one page with band i, itself included; no further than a page goes. */
static double chain_height(const struct flow *flow, size_t i, double most)
{
    const struct band *bands = flow->bands.at;
    double height = bands[i].height;
    for (; bands[i].keeps_next && i + 1 < flow->bands.count && height <= most; i++)
        height += bands[i + 1].before + bands[i + 1].height;
    return height;
}

bool flow_place(const struct flow *flow, double height, struct pdf_place **places,
                struct error *err)
{
    const double slack = 0.01; /* sums of fractions */
    struct pdf_place place = {.number = 1};
    *places = arena_many(flow->mem, struct pdf_place, flow->bands.count);
    for (size_t i = 0; i < flow->bands.count; i++) {
        const struct band *band = &flow->bands.at[i];
        double head = band->has_head ? flow->bands.at[band->head].height : 0;
        double chain = chain_height(flow, i, height);
        bool fits = place.y + band->before + chain <= height + slack ||
                    /* no page holds the chain: then it is broken where it must be */
                    (head + chain > height && place.y + band->before + band->height <= height);
        place.is_under_head = false;
        if ((band->begins_page && i > 0) || (place.y > 0 && !fits)) {
            place.page++;
            place.number = band->begins_page ? 1 : place.number + 1;
            place.is_under_head = band->has_head;
            place.y = head;
        } else if (place.y > 0) {
            place.y += band->before;
        }
        if (place.y + band->height > height + slack)
            return fail(err, ERROR_INVALID, "letter", "một phần của văn bản cao hơn trang giấy");
        if (place.page >= PDF_PAGES_MAX)
            return fail(err, ERROR_INVALID, "letter", "văn bản dài hơn %d trang", PDF_PAGES_MAX);
        (*places)[i] = place;
        place.y += band->height;
    }
    return true;
}

/* ---- drawing ---- */

static void rules_draw(struct pdf_canvas *canvas, const struct band *band, double x, double y)
{
    bool has_rule = false;
    for (size_t i = 0; i < band->pieces.count; i++) {
        const struct piece *piece = &band->pieces.at[i];
        if (piece->kind != PIECE_RULE)
            continue;
        if (!has_rule)
            pdf_ornament(canvas, true);
        has_rule = true;
        pdf_rule(canvas, x + piece->x, y + piece->y, x + piece->to_x, y + piece->to_y);
    }
    if (has_rule) {
        pdf_rules_draw(canvas);
        pdf_ornament(canvas, false);
    }
}

void band_draw(struct pdf_canvas *canvas, const struct band *band, double x, double y,
               bool is_ornament)
{
    rules_draw(canvas, band, x, y);
    if (is_ornament)
        pdf_ornament(canvas, true);
    for (size_t i = 0; i < band->pieces.count; i++) {
        const struct piece *piece = &band->pieces.at[i];
        if (piece->kind == PIECE_LINE)
            pdf_text_draw(canvas, piece->text, piece->i, x + piece->x, y + piece->y);
        else if (piece->kind == PIECE_OPEN && !is_ornament)
            pdf_tags_open(canvas->tags, piece->tag);
        else if (piece->kind == PIECE_CLOSE && !is_ornament)
            pdf_tags_close(canvas->tags);
    }
    if (is_ornament)
        pdf_ornament(canvas, false);
}
